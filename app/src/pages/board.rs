//! `/board`: who of a trainer's classes sits at a shift now. Renews itself; no script.

use super::frame::Frame;
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    storage::{Member, ShiftRow},
};
use std::collections::BTreeMap;

/// Seconds after which the page is asked for again.
const RENEW_S: &str = "5";

/// A class by name, each seat with the shift that is open there.
type Room = (String, Vec<(Member, Option<ShiftRow>)>);

/// `GET /board`
///
/// # Errors
/// When the visitor is no trainer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::ReviewTrainees)?.clone();
    let locale = visitor.locale;
    let mut open: BTreeMap<String, ShiftRow> =
        state.storage.open_shifts().await?.into_iter().map(|shift| (shift.user_id.0.clone(), shift)).collect();
    let mut rooms: Vec<Room> = Vec::new();
    for class in state.storage.cohorts_of_trainer(&user.id).await? {
        let members = state.storage.members(&class.id).await?;
        let seats = members
            .into_iter()
            .map(|one| {
                let shift = open.remove(&one.id.0);
                (one, shift)
            })
            .collect();
        rooms.push((class.name, seats));
    }
    let content = state.content;
    let now = now_ms();
    let document = Document::new(locale, td_string!(locale, common.board).to_string(), move || {
        let none = rooms.iter().all(|(_, seats)| seats.is_empty());
        view! {
            <Frame locale=locale here="/board" user=Some(user)>
                <main id="main" class="page stack-5">
                    <h1>{td_string!(locale, common.board)}</h1>
                    {none.then(|| view! { <p class="empty">{td_string!(locale, trainer.no_members)}</p> })}
                    {rooms.into_iter().filter(|(_, seats)| !seats.is_empty()).map(|(name, seats)| view! {
                        <section class="stack">
                            <h2>{name}</h2>
                            <ul class="seats">
                                {seats.into_iter().map(|(member, shift)| { let class = if shift.is_some() { "busy" } else { "" }; view! {
                                    <li class=class>
                                        <b>{member.display_name}</b>
                                        {match shift {
                                            Some(shift) => {
                                                let plan = content.plans.get(&shift.plan).map_or_else(|| shift.plan.clone(), |plan| plan.title.clone());
                                                let minutes = now.saturating_sub(shift.started_ms) / 60_000;
                                                view! { <small>{plan}<br />{td_string!(locale, trainer.since, minutes = minutes)}</small> }.into_any()
                                            }
                                            None => view! { <small>{td_string!(locale, trainer.idle).to_string()}</small> }.into_any(),
                                        }}
                                    </li>
                                }}).collect_view()}
                            </ul>
                        </section>
                    }).collect_view()}
                </main>
            </Frame>
        }
        .into_any()
    });
    let mut response = document.into_response();
    response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static(RENEW_S));
    Ok(response)
}
