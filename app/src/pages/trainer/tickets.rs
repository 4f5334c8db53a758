//! `POST /trainer/{class}/tickets`: one exam ticket a trainee, shown once.

use super::own_class;
use crate::i18n::*;
use crate::pages::{
    exam::{not_yet_words, past::past},
    frame::Frame,
};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::{
        conditions::{Accommodation, Conditions},
        entry::may_enter,
    },
    clock::now_ms,
    ids,
    storage::{Json, NewExam},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Characters of a ticket: 60 bits, good for one person and one entry.
const TICKET_CHARS: usize = 12;

/// The form.
#[derive(Deserialize)]
pub struct Order {
    standard: String,
    /// One member by id; empty: the whole class.
    #[serde(default)]
    whom: String,
    #[serde(default)]
    invigilated: String,
    // Agreed with one member: a checkbox each.
    #[serde(default)]
    input_device: String,
    #[serde(default)]
    dictation: String,
    #[serde(default)]
    screen_reader: String,
    #[serde(default)]
    breaks: String,
    #[serde(default)]
    longer_quiz: String,
    #[serde(default)]
    typing_waived: String,
}

impl Order {
    fn conditions(&self) -> Conditions {
        let agreed = [
            (Accommodation::InputDevice, &self.input_device),
            (Accommodation::Dictation, &self.dictation),
            (Accommodation::ScreenReader, &self.screen_reader),
            (Accommodation::Breaks, &self.breaks),
            (Accommodation::LongerQuiz, &self.longer_quiz),
            (Accommodation::TypingWaived, &self.typing_waived),
        ];
        Conditions {
            invigilated: self.invigilated == "yes",
            accommodations: agreed.into_iter().filter(|(_, given)| *given == "yes").map(|(one, _)| one).collect(),
        }
    }
}

/// An accommodation in a few words.
pub fn accommodation_name(locale: Locale, one: Accommodation) -> String {
    match one {
        Accommodation::InputDevice => td_string!(locale, exam.agreed_input_device),
        Accommodation::Dictation => td_string!(locale, exam.agreed_dictation),
        Accommodation::ScreenReader => td_string!(locale, exam.agreed_screen_reader),
        Accommodation::Breaks => td_string!(locale, exam.agreed_breaks),
        Accommodation::LongerQuiz => td_string!(locale, exam.agreed_longer_quiz),
        Accommodation::TypingWaived => td_string!(locale, exam.agreed_typing_waived),
    }
    .to_string()
}

/// The form of a class's page: for whom, by which standard, under what conditions. `class` is the page's address;
/// standards and persons are ids with their names.
pub fn form(locale: Locale, class: &str, standards: Vec<(String, String)>, persons: Vec<(String, String)>) -> AnyView {
    view! {
        <form method="post" action=format!("{class}/tickets") class="panel stack">
            <h2>{td_string!(locale, trainer.tickets)}</h2>
            <p class="muted">{td_string!(locale, trainer.tickets_text)}</p>
            <div class="field">
                <label for="standard">{td_string!(locale, trainer.standard)}</label>
                <select id="standard" name="standard">{standards.into_iter().map(|(id, title)| view! { <option value=id>{title}</option> }).collect_view()}</select>
            </div>
            <div class="field">
                <label for="whom">{td_string!(locale, trainer.ticket_whom)}</label>
                <select id="whom" name="whom"><option value="">{td_string!(locale, trainer.ticket_all)}</option>{persons.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}</select>
            </div>
            <label class="row"><input type="checkbox" name="invigilated" value="yes" />{td_string!(locale, trainer.invigilated)}</label>
            <details class="stack">
                <summary>{td_string!(locale, trainer.agreed)}</summary>
                <p class="hint">{td_string!(locale, trainer.agreed_text)}</p>
                {Accommodation::ALL.iter().map(|one| view! { <label class="row"><input type="checkbox" name=one.as_str() value="yes" />{accommodation_name(locale, *one)}</label> }).collect_view()}
            </details>
            <p class="row"><button type="submit">{td_string!(locale, trainer.make_tickets)}</button><a href="/invigilation">{td_string!(locale, exam.seats)}</a></p>
        </form>
    }
    .into_any()
}

/// How a ticket is stored: never in clear.
pub fn ticket_hash(ticket: &str) -> String {
    let plain: String = ticket.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    ids::base32(&Sha256::digest(plain.as_bytes()))
}

/// Makes the tickets and shows them.
///
/// # Errors
/// When the class is not the visitor's, or there is no such standard.
pub async fn make(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Order>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    visitor.require(Permission::ScheduleExams)?;
    let (user, class) = own_class(&state, &visitor, id).await?;
    let standard = state.content.standards.get(&given.standard).ok_or(ApiError::BadInput)?;
    let conditions = given.conditions();
    // What is agreed is agreed with a person.
    if !conditions.accommodations.is_empty() && given.whom.is_empty() {
        return Err(ApiError::BadInput);
    }
    let conditions = Json::of(&conditions)?;
    let mut members = state.storage.members(&class.id).await?;
    members.retain(|member| given.whom.is_empty() || member.id.0 == given.whom);
    if members.is_empty() && !given.whom.is_empty() {
        return Err(ApiError::NotFound);
    }
    let now = now_ms();
    let mut slips = Vec::new();
    for member in members {
        let past = past(&state, &member.id, &standard.id, now).await?;
        let not_yet = may_enter(standard, &past, now).err().map(|why| not_yet_words(locale, why));
        let ticket: String = ids::random().map_err(|_| ApiError::Fault)?.chars().take(TICKET_CHARS).collect();
        let exam = NewExam {
            user: member.id,
            standard_id: standard.id.clone(),
            standard_version: standard.version.to_string(),
            assignment: None,
            ticket_hash: ticket_hash(&ticket),
            conditions: conditions.clone(),
        };
        state.storage.create_exam(&exam, now).await?;
        slips.push((member.display_name, member.login, grouped(&ticket), not_yet));
    }
    let title = format!("{} {}", standard.id, if locale == Locale::zh { &standard.title } else { &standard.title_en });
    Ok(Document::new(locale, td_string!(locale, trainer.tickets_title).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head"><div><h1>{td_string!(locale, trainer.tickets_title)}" · "{title}</h1><p>{td_string!(locale, trainer.tickets_text)}</p></div>
                        <a class="button" href=format!("/trainer/{}", class.id)>{class.name}</a></div>
                    <table>
                        <thead><tr><th scope="col">{td_string!(locale, trainer.name)}</th><th scope="col">{td_string!(locale, trainer.login)}</th><th scope="col">{td_string!(locale, trainer.ticket)}</th><th scope="col"><span class="visually-hidden">{td_string!(locale, trainer.ticket_note)}</span></th></tr></thead>
                        <tbody>{slips.into_iter().map(|(name, login, ticket, not_yet)| view! {
                            <tr><td>{name}</td><td><code>{login}</code></td><td><code class="code">{ticket}</code></td><td class="muted">{not_yet}</td></tr>
                        }).collect_view()}</tbody>
                    </table>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// In groups of four, upper case, as it is read out and typed.
fn grouped(ticket: &str) -> String {
    let characters: Vec<char> = ticket.to_uppercase().chars().collect();
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_known_however_it_is_typed() {
        assert_eq!(grouped("0a1b2c3d4e5f"), "0A1B-2C3D-4E5F");
        assert_eq!(ticket_hash("0A1B-2C3D-4E5F"), ticket_hash(" 0a1b2c3d4e5f"));
        assert_ne!(ticket_hash("0A1B-2C3D-4E5F"), ticket_hash("0A1B-2C3D-4E5G"));
    }
}
