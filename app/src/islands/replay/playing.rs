//! Where the replay is, and how it goes on.

use leptos::prelude::*;
use std::time::Duration;

/// The speeds there are.
pub const SPEEDS: [u32; 4] = [1, 2, 4, 8];
/// The picture moves so often.
const TICK: Duration = Duration::from_millis(100);
/// A browser that slept goes on from where it was: no tick counts more.
const TICK_MAX_MS: u64 = 500;

/// A replay's clock.
#[derive(Clone, Copy)]
pub struct Playing {
    /// Where it is, in milliseconds of the shift.
    pub at: RwSignal<u64>,
    pub on: RwSignal<bool>,
    pub speed: RwSignal<u32>,
    pub length_ms: u64,
    /// Moments at which it stops by itself: something is said about them.
    stops: StoredValue<Vec<u64>>,
    /// How often somebody moved it: what changes only then may be read out.
    pub moves: RwSignal<u32>,
}

impl Playing {
    pub fn new(at_ms: u64, length_ms: u64, stops: Vec<u64>) -> Self {
        Self {
            at: RwSignal::new(at_ms.min(length_ms)),
            on: RwSignal::new(false),
            speed: RwSignal::new(1),
            length_ms,
            stops: StoredValue::new(stops),
            moves: RwSignal::new(0),
        }
    }

    /// Plays or stands still; at the end it begins again.
    pub fn turn(self) {
        if !self.on.get_untracked() && self.at.get_untracked() >= self.length_ms {
            self.at.set(0);
        }
        self.on.update(|on| *on = !*on);
        self.moves.update(|moves| *moves += 1);
    }

    /// Goes to a moment and stands still there.
    pub fn go(self, at_ms: u64) {
        self.on.set(false);
        self.at.set(at_ms.min(self.length_ms));
        self.moves.update(|moves| *moves += 1);
    }

    /// Lets time pass while it plays.
    pub fn run(self) {
        Effect::new(move |_| {
            if !self.on.get() {
                return;
            }
            let before = StoredValue::new(now_ms());
            let tick = move || {
                let now = now_ms();
                let passed = now.saturating_sub(before.get_value()).min(TICK_MAX_MS);
                before.set_value(now);
                self.pass(passed * u64::from(self.speed.get_untracked()));
            };
            let handle = set_interval_with_handle(tick, TICK);
            on_cleanup(move || {
                if let Ok(handle) = handle {
                    handle.clear();
                }
            });
        });
    }

    fn pass(self, ms: u64) {
        let from = self.at.get_untracked();
        let to = (from + ms).min(self.length_ms);
        let stop = self.stops.with_value(|stops| stops.iter().copied().find(|stop| *stop > from && *stop <= to));
        match stop {
            Some(stop) => self.go(stop),
            None if to >= self.length_ms => self.go(to),
            None => self.at.set(to),
        }
    }
}

/// The browser's steady clock, in milliseconds.
fn now_ms() -> u64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0, |clock| clock.now() as u64)
}
