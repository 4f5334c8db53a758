//! The lab board: every seat of a trainer's classes, as it is now.

use crate::desk::waiting::{Wait, minutes};
use crate::i18n::*;
use crate::lab::{Activity, Glance, Lab, Seat};
use leptos::prelude::*;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast as _, closure::Closure};

/// Seats by person: what is seen of each.
type Seats = BTreeMap<String, RwSignal<Option<Glance>>>;

#[derive(Clone, Copy)]
struct Watch {
    locale: Locale,
    seats: StoredValue<Seats>,
    plans: StoredValue<BTreeMap<String, String>>,
    /// The server's clock, a second at a time.
    now_ms: RwSignal<u64>,
    /// Whether changes come in.
    heard: RwSignal<bool>,
}

/// The whole board.
#[component]
pub fn LabBoard(locale: Locale, lab: Lab) -> impl IntoView {
    let people = lab.rooms.iter().flat_map(|room| &room.seats);
    let seats: Seats = people.map(|seat| (seat.user.clone(), RwSignal::new(None))).collect();
    let watch = Watch {
        locale,
        seats: StoredValue::new(seats),
        plans: StoredValue::new(lab.plans),
        now_ms: RwSignal::new(lab.now_ms),
        heard: RwSignal::new(false),
    };
    Effect::new(move |_| listen(watch));
    let at_work = move || {
        watch.seats.with_value(|seats| {
            let glances = seats.values().filter_map(|seat| seat.get());
            glances.fold((0_u64, 0_u64), |(people, waiting), glance| (people + 1, waiting + glance.waiting))
        })
    };
    view! {
        <p class="board-sum">
            {move || { let (people, waiting) = at_work(); td_string!(locale, trainer.board_sum, people = people, waiting = waiting) }}
            <Show when=move || !watch.heard.get()><span class="quiet">{td_string!(locale, trainer.board_lost)}</span></Show>
        </p>
        {lab.rooms.into_iter().filter(|room| !room.seats.is_empty()).map(|room| view! {
            <section class="stack">
                <h2>{room.name}</h2>
                <ul class="seats">
                    {room.seats.into_iter().map(|seat| view! { <SeatTile watch=watch seat=seat /> }).collect_view()}
                </ul>
            </section>
        }).collect_view()}
    }
    .into_any()
}

#[component]
fn SeatTile(watch: Watch, seat: Seat) -> impl IntoView {
    let locale = watch.locale;
    let glance = watch.seats.with_value(|seats| seats.get(&seat.user).copied());
    let glance = move || glance.and_then(|glance| glance.get());
    let doing = move |glance: &Glance| {
        let plan =
            watch.plans.with_value(|plans| plans.get(&glance.plan).cloned()).unwrap_or_else(|| glance.plan.clone());
        match glance.activity {
            Activity::Working | Activity::Gone => plan,
            Activity::Held => td_string!(locale, trainer.held).to_string(),
            Activity::Paused => td_string!(locale, trainer.paused).to_string(),
            Activity::Away => td_string!(locale, trainer.away).to_string(),
        }
    };
    view! {
        <li class:busy=move || glance().is_some()>
            <b>{seat.name}</b>
            {move || match glance() {
                None => view! { <small>{td_string!(locale, trainer.idle).to_string()}</small> }.into_any(),
                Some(glance) => {
                    // While the shift stands, so do its buyers' clocks.
                    let running = matches!(glance.activity, Activity::Working | Activity::Held);
                    let since = glance.longest_since_ms.filter(|_| running);
                    let seconds = move || since.map(|since| watch.now_ms.get().saturating_sub(since) / 1_000);
                    view! {
                        <small>{doing(&glance)}</small>
                        <small class="seat-figures">
                            <span>{td_string!(locale, trainer.windows, open = glance.windows, waiting = glance.waiting)}</span>
                            {move || seconds().map(|seconds| view! { <span class=Wait::of(seconds).class()>{minutes(seconds)}</span> })}
                        </small>
                    }.into_any()
                }
            }}
        </li>
    }
    .into_any()
}

/// Hears what changes. The browser itself comes back when the connection is lost.
fn listen(watch: Watch) {
    let skew_ms = watch.now_ms.get_untracked() as f64 - js_sys::Date::now();
    set_interval(move || watch.now_ms.set((js_sys::Date::now() + skew_ms) as u64), std::time::Duration::from_secs(1));
    let Ok(source) = web_sys::EventSource::new("/board/live") else { return };
    let changed = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        let Ok(glances) = serde_json::from_str::<Vec<Glance>>(&text) else { return };
        watch.seats.with_value(|seats| {
            for glance in glances {
                if let Some(seat) = seats.get(&glance.user) {
                    seat.set((glance.activity != Activity::Gone).then_some(glance));
                }
            }
        });
    });
    source.set_onmessage(Some(changed.as_ref().unchecked_ref()));
    let opened = Closure::<dyn Fn()>::new(move || watch.heard.set(true));
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    let lost = Closure::<dyn Fn()>::new(move || watch.heard.set(false));
    source.set_onerror(Some(lost.as_ref().unchecked_ref()));
    // They live as long as the page.
    changed.forget();
    opened.forget();
    lost.forget();
}
