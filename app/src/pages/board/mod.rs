//! `/board`: who of a trainer's classes sits at a shift now, as it changes.

pub mod live;

use super::frame::Frame;
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::lab::{Lab, Room, Seat};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::State;
use leptos::prelude::*;
use miaohui::{accounts::Permission, clock::now_ms};

/// `GET /board`
///
/// # Errors
/// When the visitor is no trainer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ReviewTrainees)?.clone();
    let locale = visitor.locale;
    let mut rooms = Vec::new();
    for class in state.storage.cohorts_of_trainer(&user.id).await? {
        let members = state.storage.members(&class.id).await?.into_iter();
        let seats = members.map(|member| Seat { user: member.id.0, name: member.display_name });
        rooms.push(Room { name: class.name, seats: seats.collect() });
    }
    let plans = state.content.plans.values().map(|plan| (plan.id.clone(), plan.title.clone())).collect();
    let lab = Lab { rooms, plans, now_ms: now_ms() };
    let document = Document::new(locale, td_string!(locale, common.board).to_string(), move || {
        let none = lab.rooms.iter().all(|room| room.seats.is_empty());
        view! {
            <Frame locale=locale here="/board" user=Some(user)>
                <main id="main" class="page stack-5">
                    <h1>{td_string!(locale, common.board)}</h1>
                    {if none {
                        view! { <p class="empty">{td_string!(locale, trainer.no_members)}</p> }.into_any()
                    } else {
                        view! { <Alive locale=locale island=Island::Board(lab) /> }.into_any()
                    }}
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Watch))
}
