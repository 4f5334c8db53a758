//! `/examiner`: exams and appeals that wait for an examiner.

pub mod agreement;
pub mod answers;
pub mod case;
pub mod decision;
mod evidence;
pub mod issue;
pub mod marks;
pub mod queue;
mod view;

#[cfg(test)]
mod tests;

use super::{frame::Frame, standards};
use crate::i18n::*;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Query, State};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    storage::{ExamRow, ExamState, Outcome},
};
use queue::{Asked, Queue};

/// Decided exams shown below.
const RECENT: usize = 20;

/// `GET /examiner`
///
/// # Errors
/// When the visitor is no examiner.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::DecideExams)?.clone();
    let locale = visitor.locale;
    let queue = Queue::of(&state, &user, asked, now_ms()).await?;
    let mut decided = state.storage.exams_in(ExamState::Decided).await?;
    decided.reverse();
    decided.truncate(RECENT);
    let content = state.content;
    Ok(Document::new(locale, td_string!(locale, examiner.title).to_string(), move || {
        let none_decided = decided.is_empty();
        let waiting = queue.view(locale, &content);
        let row = |exam: ExamRow| {
            let title = content.standards.get(&exam.standard_id).map(|one| standards::title(locale, one));
            recent(locale, exam, title.unwrap_or_default())
        };
        let decided: Vec<AnyView> = decided.into_iter().map(row).collect();
        view! {
            <Frame locale=locale here="/examiner" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <h1>{td_string!(locale, examiner.title)}</h1>
                        <p class="row"><a href="/invigilation">{td_string!(locale, exam.seats)}</a><a href="/examiner/agreement">{td_string!(locale, examiner.agreement)}</a></p>
                    </div>
                    {waiting}
                    <section class="stack" hidden=none_decided>
                        <h2>{td_string!(locale, examiner.recent)}</h2>
                        <ul class="rows">{decided}</ul>
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn recent(locale: Locale, exam: ExamRow, title: String) -> AnyView {
    view! {
        <li>
            <div class="grow"><p><a href=format!("/examiner/{}", exam.id)>{exam.display_name}</a>" "<span class="muted">{exam.login}</span></p>
                <small>{exam.standard_id}" "{title}</small></div>
            <span class="muted">{exam.decided_ms.map(dates::minute)}</span>
            {exam.outcome.map(|outcome| match outcome {
                Outcome::Certified => view! { <span class="tag good">{td_string!(locale, exam.certified).to_string()}</span> },
                Outcome::Refused => view! { <span class="tag bad">{td_string!(locale, exam.refused).to_string()}</span> },
            })}
        </li>
    }
    .into_any()
}
