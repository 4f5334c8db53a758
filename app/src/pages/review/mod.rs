//! `/review`: what there is to review today, what will be known on the exam's day, what can be taken up;
//! `/review/sitting`: the reviewing itself.

pub mod forecast;
pub mod goal;
pub mod take_up;

use super::frame::Frame;
use crate::functions::review::sitting;
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::server::{document::Document, error::ApiError, state::AppState, studies::Reviews, visitor::Visitor};
use axum::extract::State;
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    quiz::memory::{Deadline, Load, Stage, Study, day_of},
};

/// `GET /review`
///
/// # Errors
/// When nobody is signed in, or the database does not answer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let now = now_ms();
    let reviews = Reviews::of(&state, &user.id, now).await?;
    let shelves = take_up::shelves(&state, locale, &reviews);
    let own = state.storage.review_goal(&user.id).await?;
    let unbegun = reviews.rows.iter().filter(|row| row.misses == 0 && row.memory.is_none()).count();
    let forecast = forecast::section(locale, &reviews.study, reviews.exam.as_ref());
    let Reviews { study, exam, .. } = reviews;
    Ok(Document::new(locale, td_string!(locale, review.title).to_string(), move || {
        let load = study.load();
        view! {
            <Frame locale=locale here="/quiz" user=Some(user)>
                <main id="main" class="page stack-5 review-page">
                    <div class="head">
                        <div><h1>{td_string!(locale, review.title)}</h1><p class="muted">{td_string!(locale, review.lead)}</p></div>
                        {(load.items > 0).then(|| view! { <a class="button primary" href="/review/sitting">{start_words(locale, load)}</a> })}
                    </div>
                    <Today locale=locale study=study.clone() load=load />
                    {forecast}
                    <goal::Form locale=locale goal=own exam=exam day=day_of(now) />
                    <take_up::Shelves locale=locale shelves=shelves unbegun=unbegun />
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// What the button that begins says: how much, how long.
pub fn start_words(locale: Locale, load: Load) -> String {
    td_string!(locale, review.start, n = load.items, minutes = load.minutes).to_string()
}

/// Today's and tomorrow's load, and what there is in all, in figures.
#[component]
fn Today(locale: Locale, study: Study, load: Load) -> impl IntoView {
    let tomorrow = study.tomorrow();
    let plain = Deadline::plain(study.day());
    let model = study.deadline.as_ref().unwrap_or(&plain);
    let known: f64 = study.studied.iter().map(|one| model.recall(&one.memory.trace, study.day())).sum::<f64>() + 0.0;
    let begun = study.studied.iter().filter(|one| one.memory.trace.stage != Stage::New).count();
    let words = |load: Load| td_string!(locale, review.load, n = load.items, new = load.new, minutes = load.minutes);
    let nothing = study.studied.is_empty();
    let today = match (nothing, load.items, study.answered_today) {
        (true, ..) => td_string!(locale, review.nothing).to_string(),
        (false, 0, 0) => td_string!(locale, review.today_none).to_string(),
        (false, 0, _) => td_string!(locale, review.today_done, n = study.answered_today).to_string(),
        _ => words(load).to_string(),
    };
    let rows = [
        (td_string!(locale, review.today).to_string(), today),
        (td_string!(locale, review.tomorrow).to_string(), words(tomorrow).to_string()),
        (
            td_string!(locale, review.in_all).to_string(),
            td_string!(
                locale,
                review.in_all_text,
                n = study.studied.len(),
                begun = begun,
                known = format!("{known:.0}")
            )
            .to_string(),
        ),
        (
            td_string!(locale, review.pace).to_string(),
            match study.is_measured {
                true => td_string!(locale, review.pace_text, seconds = study.answer_ms.div_ceil(1_000)).to_string(),
                false => td_string!(locale, review.pace_guess, seconds = study.answer_ms / 1_000).to_string(),
            },
        ),
    ];
    view! {
        <section aria-labelledby="load-title">
            <h2 id="load-title" class="visually-hidden">{td_string!(locale, review.load_title)}</h2>
            <table class="review-figures"><tbody>
                {rows.into_iter().map(|(name, words)| view! { <tr><th scope="row">{name}</th><td>{words}</td></tr> }).collect_view()}
            </tbody></table>
        </section>
    }
}

/// `GET /review/sitting`: the question in hand, or the first of today's load.
///
/// # Errors
/// When nobody is signed in, or the database does not answer.
pub async fn reviewing(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let first = sitting(&state, &user.id).await?;
    let document = Document::new(locale, td_string!(locale, review.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/quiz" user=Some(user)>
                <main id="main" class="page reading stack-5">
                    <div><h1>{td_string!(locale, review.title)}</h1><p class="muted">{td_string!(locale, review.keys)}</p></div>
                    <Alive locale=locale island=Island::Review(first) />
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Sheets))
}
