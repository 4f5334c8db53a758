//! What a buyer is like, drawn when the buyer arrives.

use super::chance::Chance;
use super::facts::Facts;
use super::scenario::{Register, Scenario, Temper, Told};

/// A buyer's manner. Moods run from 0 (furious) to [`MOOD_MAX`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    pub register: Register,
    /// Characters a minute when typing.
    pub speed_cpm: u64,
    /// Until the first nudge; the buyer leaves after [`PATIENCES`] of them.
    pub patience_ms: u64,
    /// How often, in a hundred, a satisfied buyer says so.
    pub talk_percent: u64,
    /// Asks the next thing before the first is answered.
    pub asks_ahead: bool,
    pub mood: i64,
}

pub const MOOD_MAX: i64 = 1_000;
/// Below this a buyer is angry.
pub const MOOD_ANGRY: i64 = 350;
/// From here on an angry buyer has calmed down.
pub const MOOD_CALM: i64 = 480;
/// Nudges come after these multiples (in halves) of the patience, the last is leaving.
pub const PATIENCES: [u64; 4] = [2, 4, 7, 10];

impl Persona {
    /// Draws a persona and the values of the facts.
    pub fn draw(scenario: &Scenario, seed: &str, buyer: u32) -> (Self, Facts) {
        let mut chance = Chance::keyed(seed, buyer, 0);
        let mut registers = scenario.registers.clone();
        if registers.is_empty() {
            registers = scenario.needs.first().map(|need| need.ask.keys().copied().collect()).unwrap_or_default();
        }
        let weighted: Vec<Register> =
            registers.into_iter().flat_map(|register| vec![register; share(register)]).collect();
        let register = chance.pick(&weighted).copied().unwrap_or(Register::Plain);
        let (patience_s, mood) = match scenario.temper {
            Temper::Friendly => (110, 880),
            Temper::Calm => (100, 830),
            Temper::Hurried => (60, 780),
            Temper::Anxious => (70, 740),
            Temper::Suspicious => (90, 720),
            Temper::Annoyed => (70, 520),
            Temper::Angry => (55, 300),
        };
        let patience_ms = patience_s * chance.between(850, 1_150);
        let speed_cpm = match register {
            Register::Voice => chance.between(160, 220),
            Register::Terse | Register::Typos => chance.between(90, 150),
            _ => chance.between(60, 120),
        };
        let talk_percent = if register == Register::Terse { 20 } else { chance.between(25, 60) };
        let asks_ahead = chance.percent(if scenario.temper == Temper::Hurried { 35 } else { 15 });
        let mut facts = Vec::new();
        for fact in &scenario.facts {
            // Drawn even where there is one value, so that adding a value moves no other draw.
            let value = chance.pick(&fact.one_of).cloned();
            if let (Some(value), Told::AtOnce | Told::WhenAsked) = (value, fact.told) {
                facts.push((fact.id.clone(), value));
            }
        }
        (Self { register, speed_cpm, patience_ms, talk_percent, asks_ahead, mood }, facts.into_iter().collect())
    }

    /// How long this buyer types at `text`, in milliseconds, within what a waiting person believes.
    pub fn typing_ms(&self, text: &str) -> u64 {
        let chars = u64::try_from(text.chars().count()).unwrap_or(0);
        (chars * 60_000 / self.speed_cpm.max(1)).clamp(900, 15_000)
    }
}

/// How common a way of writing is among a scenario's.
fn share(register: Register) -> usize {
    match register {
        Register::Chatty | Register::Voice => 5,
        Register::Plain => 3,
        Register::Terse | Register::Dialect | Register::Typos | Register::Emoji => 1,
    }
}
