//! `/examiner`: exams that wait for a decision.

pub mod decision;
pub mod issue;

use super::{frame::Frame, standards};
use crate::i18n::*;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::State;
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    storage::{ExamRow, ExamState, Outcome},
};

/// Decided exams shown below.
const RECENT: usize = 20;

/// `GET /examiner`
///
/// # Errors
/// When the visitor is no examiner.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::DecideExams)?.clone();
    let locale = visitor.locale;
    let waiting = state.storage.exams_in(ExamState::Submitted).await?;
    let mut decided = state.storage.exams_in(ExamState::Decided).await?;
    decided.reverse();
    decided.truncate(RECENT);
    let content = state.content;
    Ok(Document::new(locale, td_string!(locale, examiner.title).to_string(), move || {
        let row = move |exam: ExamRow| {
            let title = content.standards.get(&exam.standard_id).map(|one| standards::title(locale, one));
            view! {
                <li>
                    <div class="grow"><p><a href=format!("/examiner/{}", exam.id)>{exam.display_name}</a>" "<span class="muted">{exam.login}</span></p>
                        <small>{exam.standard_id}" "{title}</small></div>
                    <span class="muted">{exam.submitted_ms.map(dates::minute)}</span>
                    {exam.outcome.map(|outcome| match outcome {
                        Outcome::Certified => view! { <span class="tag good">{td_string!(locale, exam.certified).to_string()}</span> },
                        Outcome::Refused => view! { <span class="tag bad">{td_string!(locale, exam.refused).to_string()}</span> },
                    })}
                </li>
            }
        };
        let empty = waiting.is_empty();
        let none_decided = decided.is_empty();
        view! {
            <Frame locale=locale here="/examiner" user=Some(user)>
                <main id="main" class="page stack-5">
                    <h1>{td_string!(locale, examiner.title)}</h1>
                    {empty.then(|| view! { <div class="empty"><p><em>{td_string!(locale, examiner.empty)}</em></p><p>{td_string!(locale, examiner.empty_more)}</p></div> })}
                    <ul class="rows" hidden=empty>{waiting.into_iter().map(row.clone()).collect_view()}</ul>
                    <section class="stack" hidden=none_decided>
                        <h2>{td_string!(locale, examiner.recent)}</h2>
                        <ul class="rows">{decided.into_iter().map(row).collect_view()}</ul>
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}
