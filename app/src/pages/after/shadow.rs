//! `/desk/{shift}/shadow`: one's own shift beside a veteran's at the same buyers, in step (影子师傅).

use super::{Worked, film::film, replay::Head, replay::moments};
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::pages::frame::Frame;
use crate::pages::score::{marked, story::Story};
use crate::replay::{Reel, Seen};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Path, State};
use leptos::prelude::*;
use miaohui::{ids::ShiftId, simulation::ENGINE};

/// `GET /desk/{shift}/shadow`
///
/// # Errors
/// When the shift is an exam's, or neither the visitor's nor theirs to review, or goes on.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<ShiftId>,
) -> Result<Document, ApiError> {
    let worked = Worked::of(&state, &visitor, &id).await?;
    if worked.shift.exam_id.is_some() {
        return Err(ApiError::NotFound);
    }
    let locale = visitor.locale;
    let title = td_string!(locale, after.shadow).to_string();
    let same = worked.opening.content == state.content.hash && worked.opening.engine == ENGINE;
    if !same {
        return Ok(gone(locale, worked, title, id));
    }
    let veteran = state.shadows.of(&state.content, &worked.opening).await?;
    // What the veteran did after one's own shift was over has nothing beside it.
    let end_ms = veteran.first().map_or(0, |event| event.at_ms) + worked.story.length_ms;
    let meanwhile = &veteran[..veteran.partition_point(|event| event.at_ms <= end_ms)];
    let theirs = Story::of(meanwhile, &state.content);
    let average = [&worked.story, &theirs].map(average_s);
    let marks = worked.frozen.as_ref().map(|frozen| moments(&worked, &marked(&frozen.score))).unwrap_or_default();
    let columns = vec![
        Seen { title: td_string!(locale, after.own).to_string(), film: film(locale, &worked.story) },
        Seen { title: td_string!(locale, after.veteran).to_string(), film: film(locale, &theirs) },
    ];
    let reel = Reel { columns, notes: Vec::new(), at_ms: 0, marks, lines_at: format!("/desk/{id}/score") };
    let text = match average {
        [Some(own), Some(theirs)] => td_string!(locale, after.shadow_text, own = own, theirs = theirs).to_string(),
        _ => td_string!(locale, after.shadow_plain).to_string(),
    };
    let heading = title.clone();
    let document = Document::new(locale, title, move || {
        view! {
            <Frame locale=locale here="/desk" user=Some(worked.user)>
                <main id="main" class="replay-page">
                    <Head locale=locale title=heading back=format!("/desk/{id}/score") text=text />
                    <Alive locale=locale island=Island::Replay(reel) />
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Watch))
}

/// Mean wait in whole seconds.
fn average_s(story: &Story) -> Option<u64> {
    let waits = story.waits();
    let count = u64::try_from(waits.len()).ok().filter(|count| *count > 0)?;
    Some(waits.iter().map(|(_, _, wait)| wait.to_ms - wait.from_ms).sum::<u64>() / count / 1_000)
}

/// The buyers of then are not those of now.
fn gone(locale: Locale, worked: Worked, title: String, id: ShiftId) -> Document {
    let heading = title.clone();
    Document::new(locale, title, move || {
        view! {
            <Frame locale=locale here="/desk" user=Some(worked.user)>
                <main id="main" class="page reading stack">
                    <h1>{heading}</h1>
                    <p class="notice">{td_string!(locale, after.changed)}</p>
                    <p><a class="button" href=format!("/desk/{id}/score")>{td_string!(locale, after.to_score)}</a></p>
                </main>
            </Frame>
        }
        .into_any()
    })
}
