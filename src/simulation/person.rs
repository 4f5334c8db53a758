//! A modelled person at a desk of many windows: does what the perfect agent would, one thing at a time, each taking as
//! long as reading, thinking and typing take. New buyers are greeted by a quick phrase, thanks are answered by one.

use super::agents::{Conduct, Move, next_move};
use super::event::{Body, Mode, Opening, Post, Window};
use super::shift::{ENGINE, OpenError};
use super::tape::Tape;
use super::window::{Stage, WindowState};
use crate::content::Content;
use crate::language::act::{Act, ActKind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How quick a person is. Times are in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// To find the window and take in whose it is.
    pub switching_ms: u64,
    /// A character of what the buyer wrote since the last reply.
    pub reading_ms: u64,
    /// To look the answer up and decide.
    pub thinking_ms: u64,
    /// Of a hundred characters of a reply so many are typed; quick phrases give the others.
    pub typed_percent: u64,
}

/// The quick phrase for a new buyer.
const GREETING: &str = "您好，在的，您问的我看到了，这就回您";
/// A deed takes this long besides switching and thinking: open the form, fill it in.
const DEED_MS: u64 = 4_000;
/// Between two looks at a desk on which there is nothing to do.
const LOOK_MS: u64 = 1_000;
/// A shift is given up after so many looks and moves: four hours.
const LOOKS_MAX: u32 = 15_000;

/// A person of this pace, typing `cpm` characters a minute, `slower_percent` slower in everything.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub pace: Pace,
    pub cpm: u64,
    pub slower_percent: u64,
}

impl Person {
    /// How long a move takes after the buyer's unread characters.
    fn takes_ms(&self, unread: u64, next: &Move) -> u64 {
        let pace = &self.pace;
        let doing = match next {
            // A quick phrase.
            Move::Say(_, acts) if acts.iter().all(|act| matches!(act.kind, ActKind::Greet | ActKind::Close)) => 0,
            Move::Say(text, _) => {
                let typed = u64::try_from(text.chars().count()).unwrap_or(0) * pace.typed_percent / 100;
                pace.thinking_ms + typed * 60_000 / self.cpm.max(1)
            }
            Move::Do(_) => pace.thinking_ms + DEED_MS,
            Move::Wait => 0,
        };
        let whole = pace.switching_ms + unread * pace.reading_ms + doing;
        whole * (100 + self.slower_percent) / 100
    }

    /// Works a plan through, every reply read as the desk reads it.
    ///
    /// # Errors
    /// When content has no such plan.
    pub fn works(&self, content: &Arc<Content>, plan: &str, post: Post, seed: &str) -> Result<Tape, OpenError> {
        let opening = Opening {
            seed: seed.to_owned(),
            plan: plan.to_owned(),
            mode: Mode::Exam,
            post,
            content: content.hash.clone(),
            engine: ENGINE,
        };
        self.works_from(content, opening)
    }

    /// Works a shift through from its opening.
    ///
    /// # Errors
    /// When content has no such plan or scenario.
    pub fn works_from(&self, content: &Arc<Content>, opening: Opening) -> Result<Tape, OpenError> {
        let mut tape = Tape::open(Arc::clone(content), opening)?;
        let mut now_ms = tape.shift.now_ms;
        for _ in 0..LOOKS_MAX {
            while tape.step(now_ms) {}
            if tape.shift.closed.is_some() {
                break;
            }
            let Some((window, next)) = turn(content, &tape) else {
                now_ms += LOOK_MS;
                continue;
            };
            tape.append(now_ms, None, Body::WindowFocused { window });
            now_ms += self.takes_ms(unread(&tape, window), &next);
            while tape.step(now_ms) {}
            carry_out(&mut tape, now_ms, window, next);
        }
        Ok(tape)
    }
}

/// Who is new first, then who has said thanks and would go, then who has waited longest; and what is to be done there.
fn turn(content: &Content, tape: &Tape) -> Option<(Window, Move)> {
    let mut open: Vec<&WindowState> =
        tape.shift.windows.values().map(Box::as_ref).filter(|state| state.ended.is_none()).collect();
    let rank = |state: &WindowState| match (state.agent_lines, state.buyer.stage) {
        (0, _) => 0,
        (_, Stage::Thanked) => 1,
        _ => 2,
    };
    open.sort_by_key(|state| (rank(state), state.waiting_since_ms.unwrap_or(u64::MAX), state.window));
    open.into_iter().find_map(|state| {
        if state.agent_lines == 0 && state.waiting_since_ms.is_some() {
            return Some((state.window, Move::Say(GREETING.to_owned(), vec![Act::plain(ActKind::Greet)])));
        }
        match next_move(content, state, Conduct::Perfect, tape) {
            Move::Wait => None,
            next => Some((state.window, next)),
        }
    })
}

/// Characters the buyer wrote since the agent last wrote or did something there.
fn unread(tape: &Tape, window: Window) -> u64 {
    let mut characters = 0;
    for event in tape.events.iter().rev() {
        match &event.body {
            Body::BuyerSaid { window: at, text, .. } if *at == window => characters += text.chars().count(),
            Body::AgentSaid { window: at, .. } | Body::AgentActed { window: at, .. } if *at == window => break,
            _ => {}
        }
    }
    u64::try_from(characters).unwrap_or(0)
}

fn carry_out(tape: &mut Tape, now_ms: u64, window: Window, next: Move) {
    // The buyer may have gone while the reply was typed.
    if tape.shift.windows.get(&window).is_none_or(|state| state.ended.is_some()) {
        return;
    }
    match next {
        Move::Say(text, _) => {
            let acts = tape.shift.read(window, &text);
            tape.say(now_ms, window, &text, acts);
        }
        Move::Do(action) => {
            tape.act(now_ms, window, action);
        }
        Move::Wait => {}
    }
}
