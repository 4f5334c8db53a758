//! What a desk begins with: the shift, what was missed, and what was kept beside the log.

use super::Desk;
use crate::desk::{
    cards,
    outgoing::Outgoing,
    phrase::Phrase,
    phrases,
    wire::{Note, Settings, VERSION, Welcome},
};
use miaohui::{
    clock::now_ms,
    live::Seat,
    simulation::event::Mode,
    storage::{DeskSettings, StorageError},
};
use std::collections::BTreeSet;

/// What a desk begins with beside the log.
pub(super) struct Kept {
    pub own: Vec<Phrase>,
    pub notes: Vec<Note>,
    pub settings: Settings,
}

impl Desk {
    /// What was kept before.
    pub(super) async fn kept(&self) -> Result<Kept, StorageError> {
        let own = phrases::own(self.state.storage.own_phrases(&self.user).await?);
        let notes = self.state.live.notebook().notes(&self.shift).await?;
        let notes = notes
            .into_iter()
            .map(|note| Note { window: note.number, draft: note.draft, marked: note.marked, at_ms: note.at_ms })
            .collect();
        let DeskSettings { sounds, guided } = self.state.storage.desk_settings(&self.user).await?;
        Ok(Kept { own, notes, settings: Settings { sounds, guided } })
    }

    pub(super) fn welcome(&self, seat: &Seat, outgoing: &mut Outgoing<'_>, kept: Kept) -> Welcome {
        let content = &self.state.content;
        outgoing.know(&seat.orders);
        let events = seat.missed.iter().map(|event| outgoing.event(event, None)).collect();
        let opening = &seat.opening;
        let plan = content.plans.get(&opening.plan);
        let named = plan.map(|plan| plan.shops.as_slice()).unwrap_or_default();
        let shops: BTreeSet<&str> = match named {
            [] => content.shops.keys().map(String::as_str).collect(),
            named => named.iter().map(String::as_str).collect(),
        };
        Welcome {
            version: VERSION,
            plan: opening.plan.clone(),
            title: plan.map_or_else(|| opening.plan.clone(), |plan| plan.title.clone()),
            mode: opening.mode,
            post: opening.post,
            ceiling: plan.map_or(0, |plan| plan.windows),
            opened_ms: seat.opened_ms,
            length_ms: match (opening.mode, plan) {
                (Mode::Try, Some(plan)) => plan.duration_s * 1_000,
                _ => 0,
            },
            now_ms: now_ms(),
            whole: seat.whole,
            shops: content.shops.values().filter(|shop| shops.contains(shop.id.as_str())).map(cards::shop).collect(),
            products: cards::product_lines(content, &shops),
            phrases: phrases::of_shops(content, &shops),
            own: kept.own,
            notes: kept.notes,
            settings: kept.settings,
            queue: seat.queue,
            events,
        }
    }
}
