//! What is due for review: shown as today's and tomorrow's load, and asked as a set of its own.

use super::set_title;
use crate::functions::quiz::{QuizForm, REVIEW};
use crate::i18n::*;
use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::response::Redirect;
use leptos::prelude::*;
use miaohui::{
    clock::now_ms,
    ids::{self, UserId},
    quiz::{self, Form, Place, review},
    storage::{Drill, Json, NewAttempt, Review, User},
};

/// Missed facts named on the page of today.
const NAMED_MAX: usize = 5;

/// The reviews of today and tomorrow.
#[derive(Clone)]
pub struct Load {
    today: u64,
    tomorrow: u64,
    /// The first of them: what is asked, and where it was missed.
    named: Vec<(String, Option<String>)>,
}

impl Load {
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId) -> Result<Self, ApiError> {
        let now = now_ms();
        let (tonight, after) = (review::in_days(now, 1), review::in_days(now, 2));
        let (today, tomorrow) = state.storage.review_load(user, tonight, after).await?;
        let limit = u32::try_from(NAMED_MAX).unwrap_or(u32::MAX);
        let due = state.storage.reviews_due(user, after, limit).await?;
        let named = if due.is_empty() { Vec::new() } else { named(state, due) };
        Ok(Self { today, tomorrow, named })
    }

    fn counts(&self, locale: Locale) -> String {
        let today = td_string!(locale, quiz.due_today, n = self.today);
        let tomorrow = td_string!(locale, quiz.due_tomorrow, n = self.tomorrow);
        format!("{today} · {tomorrow}")
    }

    /// A row among the sets; nothing where nothing is under review.
    pub fn row(&self, locale: Locale) -> Option<AnyView> {
        if self.today + self.tomorrow == 0 {
            return None;
        }
        let counts = self.counts(locale);
        let button = (self.today > 0).then(|| start(locale, "primary"));
        Some(view! {
            <li>
                <div class="grow"><p><em>{set_title(locale, REVIEW)}</em></p><small>{td_string!(locale, quiz.due_text)}</small></div>
                <span class="muted">{counts}</span>
                {button}
            </li>
        }
        .into_any())
    }

    /// The section on the page of today; nothing where nothing is under review.
    pub fn section(self, locale: Locale) -> Option<AnyView> {
        if self.today + self.tomorrow == 0 {
            return None;
        }
        let counts = self.counts(locale);
        let button = (self.today > 0).then(|| start(locale, "primary"));
        Some(
            view! {
                <section class="stack review-load">
                    <div class="spread"><h2>{set_title(locale, REVIEW)} " " <small>{counts}</small></h2>{button}</div>
                    <ul class="rows">
                        {self.named.into_iter().map(|(prompt, place)| view! {
                            <li>
                                <span class="grow" lang="zh-CN">{prompt}</span>
                                {place.map(|place| view! { <a href=place>{td_string!(locale, quiz.due_where)}</a> })}
                            </li>
                        }).collect_view()}
                    </ul>
                </section>
            }
            .into_any(),
        )
    }
}

fn start(locale: Locale, class: &'static str) -> AnyView {
    view! {
        <form method="post" action="/quiz">
            <input type="hidden" name="set" value=REVIEW />
            <button class=class type="submit">{td_string!(locale, quiz.due_button)}</button>
        </form>
    }
    .into_any()
}

/// The questions under review with the line each was missed at; an item the bank has no more is left out.
fn named(state: &AppState, due: Vec<Review>) -> Vec<(String, Option<String>)> {
    let bank = quiz::bank(&state.content, &state.content.hash);
    let of = |one: Review| {
        let item = bank.iter().find(|item| item.id == one.item)?;
        let place = one.missed_shift.zip(one.missed_seq).map(|(shift, seq)| format!("/desk/{shift}/score#e{seq}"));
        Some((item.prompt.clone(), place))
    };
    due.into_iter().filter_map(of).collect()
}

/// Begins the review of what is due today.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(state: &AppState, visitor: &Visitor, user: &User) -> Result<Redirect, ApiError> {
    if let Some(open) = state.storage.open_attempt(&user.id, Drill::Quiz, REVIEW).await? {
        return Ok(Redirect::to(&format!("/quiz/{}", open.id)));
    }
    let now = now_ms();
    let limit = u32::try_from(review::REVIEW_MAX).unwrap_or(u32::MAX);
    let due = state.storage.reviews_due(&user.id, review::in_days(now, 1), limit).await?;
    let seed = ids::random().map_err(|_| ApiError::Fault)?;
    // Fresh measures and wrong options; the items' ids do not depend on the seed.
    let bank = quiz::bank(&state.content, &seed);
    let find = |one: &Review| bank.iter().find(|item| item.id == one.item).cloned();
    let places: Vec<Place> = due.iter().filter_map(find).map(|item| Place::new(item, &seed)).collect();
    if places.is_empty() {
        return Ok(Redirect::to("/quiz"));
    }
    let form = QuizForm { title: set_title(visitor.locale, REVIEW), limit_s: None, form: Form { places } };
    let attempt = NewAttempt {
        user: user.id.clone(),
        kind: Drill::Quiz,
        target: REVIEW.to_owned(),
        assignment: None,
        exam: None,
        content_hash: state.content.hash.clone(),
        form: Json::of(&form)?,
    };
    let id = state.storage.begin_attempt(&attempt, now).await?;
    Ok(Redirect::to(&format!("/quiz/{id}")))
}
