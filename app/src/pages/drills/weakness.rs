//! The weakness loop: what was slow or wrong in the last drills becomes a text to type.

use super::history::History;
use crate::i18n::*;
use crate::server::{error::ApiError, state::AppState};
use leptos::prelude::*;
use miaohui::{ids::UserId, typing::Weak};

/// Characters named in a line.
const NAMED_MAX: usize = 12;

/// A person's weak characters, weakest first.
#[derive(Clone)]
pub struct Weakness(pub Vec<Weak>);

impl Weakness {
    /// Of the last tries.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId) -> Result<Self, ApiError> {
        Ok(Self(History::of(state, user).await?.weak()))
    }

    /// The weakest of them in a row; empty where there are none.
    pub fn named(&self) -> String {
        self.0.iter().take(NAMED_MAX).map(|weak| weak.character.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The section on the page of today; nothing where nothing is weak.
    pub fn section(self, locale: Locale) -> Option<AnyView> {
        if self.0.is_empty() {
            return None;
        }
        let named = self.named();
        Some(
            view! {
                <section class="notice weak-line">
                    <div class="grow">
                        <p><em>{td_string!(locale, drills.weak_today)}</em></p>
                        <p class="weak-characters" lang="zh-CN">{named}</p>
                    </div>
                    {start(locale)}
                </section>
            }
            .into_any(),
        )
    }
}

/// Begins a drill of one's weak characters.
pub fn start(locale: Locale) -> impl IntoView {
    view! {
        <form method="post" action="/drills">
            <input type="hidden" name="mode" value="weak" />
            <button type="submit">{td_string!(locale, drills.weak_start)}</button>
        </form>
    }
}
