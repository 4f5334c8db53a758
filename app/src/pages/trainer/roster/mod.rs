//! `/trainer/{class}/roster`: a list of trainees is pasted or uploaded, shown row by row, and taken in when that is
//! confirmed. As with items nothing lies on the server between the two: the rows travel with the form.

mod confirm;
mod done;
pub mod imports;
mod preview;
mod words;

use super::class_head::{ClassHead, Leaf};
use super::import_items::upload::{self, Upload, Uploaded};
use super::own_class;
use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
pub use confirm::confirm;
use leptos::prelude::*;
use miaohui::{
    roster::{self, FILE_MAX, ROWS_MAX, Reading, RowTrouble, RowWord},
    storage::{Cohort, Role, User},
};
use preview::Preview;

/// The largest body of the two forms.
pub const BODY_MAX: usize = 2 * FILE_MAX as usize;

/// `GET /trainer/{class}/roster`
///
/// # Errors
/// When the class is not the visitor's.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let (user, class) = own_class(&state, &visitor, id).await?;
    let imports = state.storage.imports_of(&class.id).await?;
    Ok(form(visitor.locale, user, class, None, imports))
}

/// The form, what was wrong with what it sent, and the lists taken in before.
fn form(
    locale: Locale,
    user: User,
    class: Cohort,
    wrong: Option<String>,
    before: Vec<miaohui::storage::ImportRow>,
) -> Document {
    let limit = FILE_MAX >> 20;
    Document::new(locale, td_string!(locale, school.way_roster).to_string(), move || {
        let example = "学号,姓名,班级\n230101,林小安,电商一班\n230102,陈立,电商一班";
        let described = wrong.as_ref().map(|_| "roster-wrong");
        let action = format!("/trainer/{}/roster", class.id);
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <ClassHead locale=locale class=class.clone() here=Leaf::Roster><span></span></ClassHead>
                    <div class="columns wide-first">
                        <form method="post" action=action enctype="multipart/form-data" class="panel stack">
                            <h2>{td_string!(locale, school.roster_title)}</h2>
                            <p class="muted">{td_string!(locale, school.roster_lead, rows = ROWS_MAX, limit = limit)}</p>
                            {wrong.map(|wrong| view! { <p id="roster-wrong" class="wrong" role="alert">{wrong}</p> })}
                            <div class="field">
                                <label for="file">{td_string!(locale, school.roster_file)}</label>
                                <input id="file" name="file" type="file" accept=".csv,.xlsx,.txt,.tsv" aria-describedby=described />
                            </div>
                            <div class="field">
                                <label for="lines">{td_string!(locale, school.roster_paste)}</label>
                                <textarea id="lines" name="lines" rows="8"></textarea>
                            </div>
                            <button class="primary" type="submit">{td_string!(locale, school.roster_look)}</button>
                        </form>
                        <section class="stack">
                            <h2>{td_string!(locale, school.roster_form)}</h2>
                            <p class="muted">{td_string!(locale, school.roster_form_text)}</p>
                            <pre class="school-example" tabindex="0">{example}</pre>
                        </section>
                    </div>
                    {imports::list(locale, &class, before)}
                </main>
            </Frame>
        }
        .into_any()
    })
}

/// `POST /trainer/{class}/roster`: reads the list and shows what is in it. Nothing is kept.
///
/// # Errors
/// When the class is not the visitor's, the form cannot be read, or the server is busy.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let (user, class) = own_class(&state, &visitor, id).await?;
    let locale = visitor.locale;
    let given = upload::read(&state, request).await?;
    let (status, wrong) = match given {
        Uploaded::Form(Upload { file, lines, .. }) if file.len() as u64 <= FILE_MAX => {
            let bytes = if file.is_empty() { lines.into_bytes() } else { file };
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                let reading = state.workshop.work(move |_| roster::read(&bytes)).await?;
                let reading = against(&state, reading).await?;
                let preview = Preview::new(reading, class);
                return Ok(preview.page(locale, user).into_response());
            }
            (StatusCode::UNPROCESSABLE_ENTITY, td_string!(locale, school.roster_nothing).to_string())
        }
        _ => {
            let wrong = td_string!(locale, exchange.too_large, limit = FILE_MAX >> 20).to_string();
            (StatusCode::PAYLOAD_TOO_LARGE, wrong)
        }
    };
    let imports = state.storage.imports_of(&class.id).await?;
    Ok(form(locale, user, class, Some(wrong), imports).status(status).into_response())
}

/// Held against the accounts there are: who is no trainee cannot come in, who has an account only joins.
async fn against(state: &AppState, mut reading: Reading) -> Result<Reading, ApiError> {
    let logins: Vec<&str> = reading.entries.iter().map(|entry| entry.login.as_str()).collect();
    let known = state.storage.known_logins(&logins).await?;
    let (mut faults, mut notes) = (Vec::new(), Vec::new());
    reading.entries.retain(|entry| {
        let Some(found) = known.get(&entry.login) else { return true };
        let row = entry.row;
        if found.role != Role::Trainee {
            faults.push(RowWord { row, trouble: RowTrouble::NotTrainee(entry.login.clone()) });
            return false;
        }
        if found.disabled_ms.is_some() {
            faults.push(RowWord { row, trouble: RowTrouble::Disabled(entry.login.clone()) });
            return false;
        }
        notes.push(RowWord { row, trouble: RowTrouble::There(found.display_name.clone()) });
        true
    });
    reading.faults.extend(faults);
    reading.faults.sort_by_key(|fault| fault.row);
    reading.notes.extend(notes);
    reading.notes.sort_by_key(|note| note.row);
    Ok(reading)
}
