//! `/try`: three minutes at the desk without an account.

use super::frame::Frame;
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, opening, state::AppState, visitor::Visitor};
use axum::{extract::State, response::Redirect};
use leptos::prelude::*;
use miaohui::{
    accounts::{AccountError, Permission},
    clock::{UnixMs, now_ms},
    simulation::event::Mode,
    storage::{NewShift, SESSION_USER, ShiftState},
};
use std::sync::{Mutex, PoisonError};

/// The plan of a guest's three minutes.
pub const PLAN: &str = "try";

/// `GET /try`: what it is, and the button. Nothing is made before it is pressed: robots and
/// previews follow links.
pub async fn page(visitor: Visitor) -> Document {
    let locale = visitor.locale;
    Document::new(locale, td_string!(locale, desk.try_title).to_string(), move || {
        view! {
            <Frame locale=locale here="/try" user=visitor.user>
                <main id="main" class="page narrow stack-5 try">
                    <h1>{td_string!(locale, desk.try_title)}</h1>
                    <p>{td_string!(locale, desk.try_lead)}</p>
                    <ol class="try-steps">
                        <li>{td_string!(locale, desk.try_how_1)}</li>
                        <li>{td_string!(locale, desk.try_how_2)}</li>
                        <li>{td_string!(locale, desk.try_how_3)}</li>
                    </ol>
                    <form method="post" action="/try"><button class="primary" type="submit" autofocus>{td_string!(locale, desk.try_start)}</button></form>
                    <p class="muted">{td_string!(locale, desk.try_note)}</p>
                </main>
            </Frame>
        }
        .into_any()
    })
}

/// `POST /try`: a guest where nobody is signed in, and a shift of three minutes.
///
/// # Errors
/// When the database does not answer, or the content has no such plan.
pub async fn start(State(state): State<AppState>, visitor: Visitor) -> Result<Redirect, ApiError> {
    let now_ms = now_ms();
    let user = match visitor.require(Permission::WorkShift) {
        Ok(user) => user.id.clone(),
        Err(_) => {
            if !GATE.lock().unwrap_or_else(PoisonError::into_inner).admits(now_ms) {
                return Err(ApiError::TooMany);
            }
            let guest = state.accounts.create_guest(now_ms).await.map_err(guest_fault)?;
            visitor.session.cycle_id().await?;
            visitor.session.insert(SESSION_USER, &guest.0).await?;
            guest
        }
    };
    let shifts = state.storage.shifts_of(&user).await?;
    if let Some(open) = shifts.iter().find(|shift| shift.state == ShiftState::Open && shift.plan == PLAN) {
        return Ok(Redirect::to(&format!("/desk/{}", open.id)));
    }
    let opening = opening::opening(&state.content, PLAN, Mode::Try, None)?;
    let id = state.live.open(&NewShift { user, assignment: None, exam: None, opening }).await?;
    Ok(Redirect::to(&format!("/desk/{id}")))
}

/// Guests are made for anybody, so for all together they are bounded: a whole class behind one
/// address may try at once, a machine that asks without end may not.
const GUESTS_A_MINUTE: u32 = 240;
const MINUTE_MS: u64 = 60_000;

static GATE: Mutex<Gate> = Mutex::new(Gate { minute: 0, guests: 0 });

/// Counts this minute's guests.
struct Gate {
    minute: u64,
    guests: u32,
}

impl Gate {
    fn admits(&mut self, now_ms: UnixMs) -> bool {
        let minute = now_ms / MINUTE_MS;
        if self.minute != minute {
            *self = Self { minute, guests: 0 };
        }
        self.guests += 1;
        self.guests <= GUESTS_A_MINUTE
    }
}

fn guest_fault(error: AccountError) -> ApiError {
    match error {
        AccountError::Storage(error) => error.into(),
        error => {
            tracing::error!(%error, "a guest could not be made");
            ApiError::Busy
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{GUESTS_A_MINUTE, Gate, MINUTE_MS};

    #[test]
    fn guests_are_bounded_a_minute() {
        let mut gate = Gate { minute: 0, guests: 0 };
        let admitted = (0..GUESTS_A_MINUTE + 10).filter(|_| gate.admits(5)).count();
        assert_eq!(admitted, GUESTS_A_MINUTE as usize);
        assert!(gate.admits(MINUTE_MS));
    }
}
