//! What is due for review: today's and tomorrow's load on the pages of today and of quizzes.

use crate::i18n::*;
use crate::pages::review::start_words;
use crate::server::{error::ApiError, state::AppState, studies::Reviews};
use leptos::prelude::*;
use miaohui::{
    clock::now_ms,
    ids::UserId,
    quiz::memory::{self, in_days},
    storage::Review,
};

/// Missed facts named on the page of today.
const NAMED_MAX: usize = 5;

/// The reviews of today and tomorrow.
#[derive(Clone)]
pub struct Load {
    today: memory::Load,
    tomorrow: memory::Load,
    /// Nothing was ever taken up or missed.
    nothing: bool,
    /// What was missed and comes next: what is asked, and where it was missed.
    named: Vec<(String, Option<String>)>,
}

impl Load {
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId) -> Result<Self, ApiError> {
        let now = now_ms();
        // Who has nothing under review does not wait for a bank.
        if state.storage.reviews_of(user).await?.is_empty() {
            let none = memory::Load { items: 0, new: 0, minutes: 0 };
            return Ok(Self { today: none, tomorrow: none, nothing: true, named: Vec::new() });
        }
        let reviews = Reviews::of(state, user, now).await?;
        let soon = |row: &&Review| row.is_missed() && row.due_ms < in_days(now, 2);
        let mut missed: Vec<&Review> = reviews.rows.iter().filter(soon).collect();
        missed.sort_by_key(|row| (row.due_ms, std::cmp::Reverse(row.missed_ms), row.item.clone()));
        let named = |row: &Review| {
            let place = row.missed_shift.as_ref().zip(row.missed_seq);
            let place = place.map(|(shift, seq)| format!("/desk/{shift}/score#e{seq}"));
            Some((reviews.item(&row.item)?.prompt.clone(), place))
        };
        let named = missed.into_iter().take(NAMED_MAX).filter_map(named).collect();
        let (study, nothing) = (&reviews.study, reviews.rows.is_empty());
        Ok(Self { today: study.load(), tomorrow: study.tomorrow(), nothing, named })
    }

    fn counts(&self, locale: Locale) -> String {
        let today = td_string!(locale, quiz.due_today, n = self.today.items);
        let tomorrow = td_string!(locale, quiz.due_tomorrow, n = self.tomorrow.items);
        format!("{today} · {tomorrow}")
    }

    /// A row among the sets.
    pub fn row(&self, locale: Locale) -> AnyView {
        let counts = (!self.nothing).then(|| self.counts(locale));
        let (class, words) = self.way(locale);
        view! {
            <li>
                <div class="grow"><p><em>{td_string!(locale, quiz.set_review)}</em></p><small>{td_string!(locale, review.link_text)}</small></div>
                <span class="muted">{counts}</span>
                <a class=class href="/review">{words}</a>
            </li>
        }
        .into_any()
    }

    fn way(&self, locale: Locale) -> (&'static str, String) {
        if self.today.items > 0 {
            ("button primary", start_words(locale, self.today))
        } else {
            ("button", td_string!(locale, review.link).to_string())
        }
    }

    /// The section on the page of today.
    pub fn section(self, locale: Locale) -> AnyView {
        let counts = (!self.nothing).then(|| self.counts(locale));
        let (class, words) = self.way(locale);
        let none = self.named.is_empty();
        view! {
            <section class="stack review-load">
                <div class="spread"><h2>{td_string!(locale, quiz.set_review)} " " <small>{counts}</small></h2><a class=class href="/review">{words}</a></div>
                <ul class="rows" hidden=none>
                    {self.named.into_iter().map(|(prompt, place)| view! {
                        <li>
                            <span class="grow" lang="zh-CN">{prompt}</span>
                            {place.map(|place| view! { <a href=place>{td_string!(locale, quiz.due_where)}</a> })}
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
        .into_any()
    }
}
