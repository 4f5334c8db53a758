//! Reference agents: scripted conduct from best to worst, to try scenarios and scoring with.

use super::canned::{canned, wordy};
use super::event::{Action, Body, Mode, Opening, Post, Window};
use super::ground::Ground;
use super::intended::{action_of, bare, done, meant, spoilt};
use super::scenario::{ActionName, Duty, Means, Told};
use super::shift::{ENGINE, OpenError, SINGLE};
use super::tape::{Reader, Tape};
use super::window::{Bargain, NeedState, Stage, WindowState};
use crate::content::Content;
use crate::language::act::{Act, ActKind, Topic};
use std::sync::Arc;

/// What an agent does in a window next.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Move {
    Say(String, Vec<Act>),
    Do(Action),
    Wait,
}

/// Ways of working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
    /// Asks what must be asked, does what the case wants, says each need's better wording.
    Perfect,
    Silent,
    Evasive,
    Rude,
    /// As perfect, but every stated value is wrong.
    WrongFact,
    /// As perfect, but gives all it can.
    OverGenerous,
    /// As perfect, in many words.
    Wordy,
    /// Greets and holds off, line after line, as an auto-reply does.
    Robot,
}

/// Makes a line of a wording, its means and topic; `None` once it was said often enough.
type Saying<'a> = &'a dyn Fn(&str, Option<&Means>, Option<Topic>) -> Option<Move>;

/// An agent looks at the window this often.
const LOOK_MS: u64 = 4_000;
/// Looks before the run is given up; no scenario needs as many.
const LOOKS_MAX: u32 = 600;
/// A line is not said more often.
const SAID_MAX: usize = 2;

/// Plays one scenario; replies are read by `reader`, or else taken as they were meant.
///
/// # Errors
/// When content has no such scenario.
pub fn play(
    content: &Arc<Content>,
    scenario: &str,
    seed: &str,
    conduct: Conduct,
    reader: Option<Reader<'_>>,
) -> Result<Tape, OpenError> {
    let post = content.scenarios.get(scenario).map_or(Post::Presale, |scenario| scenario.post);
    let opening = Opening {
        seed: seed.to_owned(),
        plan: format!("{SINGLE}{scenario}"),
        mode: Mode::Exam,
        post,
        content: content.hash.clone(),
        engine: ENGINE,
    };
    let mut tape = Tape::open(Arc::clone(content), opening)?;
    let mut now_ms = tape.shift.now_ms;
    for _ in 0..LOOKS_MAX {
        now_ms += LOOK_MS;
        while tape.step(now_ms) {}
        if tape.shift.closed.is_some() {
            return Ok(tape);
        }
        let windows: Vec<Window> = tape.shift.windows.keys().copied().collect();
        for window in windows {
            let Some(state) = tape.shift.windows.get(&window).filter(|state| state.ended.is_none()) else { continue };
            match next_move(content, state, conduct, &tape) {
                Move::Say(text, meant) => {
                    let acts = reader.map_or(meant, |read| read(&tape.shift, window, &text));
                    tape.say(now_ms, window, &text, acts);
                }
                Move::Do(action) => {
                    tape.act(now_ms, window, action);
                }
                Move::Wait => {}
            }
        }
    }
    Ok(tape)
}

pub(super) fn next_move(content: &Content, state: &WindowState, conduct: Conduct, tape: &Tape) -> Move {
    let typing = |state: &WindowState| {
        state.pending.iter().any(|pending| pending.line().is_some_and(|line| !line.is_impatient()))
    };
    let Some(ground) = state.case.ground(content) else { return Move::Wait };
    if conduct == Conduct::Silent {
        return Move::Wait;
    }
    let said = |text: &str| {
        let here = |body: &Body| matches!(body, Body::AgentSaid { window, text: old, .. } if *window == state.window && old == text);
        tape.events.iter().filter(|event| here(&event.body)).count()
    };
    if let Some(word) = word_after_deed(&ground, state, conduct, &said) {
        return word;
    }
    if typing(state) {
        return Move::Wait;
    }
    if state.buyer.stage == Stage::Thanked {
        let text = "不客气，有问题随时找我，祝您生活愉快";
        return if said(text) == 0 { Move::Say(text.to_owned(), vec![Act::plain(ActKind::Close)]) } else { Move::Wait };
    }
    match canned(conduct) {
        Some((lines, kind)) => {
            let text = lines[usize::try_from(state.agent_lines).unwrap_or(0) % lines.len()];
            let waits = state.waiting_since_ms.is_some();
            if waits { Move::Say(text.to_owned(), vec![Act::plain(kind)]) } else { Move::Wait }
        }
        None => careful(&ground, state, conduct, &said),
    }
}

/// A need met by an action still wants its words: at once, before the buyer writes again.
fn word_after_deed(
    ground: &Ground<'_>,
    state: &WindowState,
    conduct: Conduct,
    said: &dyn Fn(&str) -> usize,
) -> Option<Move> {
    if !matches!(conduct, Conduct::Perfect | Conduct::OverGenerous | Conduct::Wordy) {
        return None;
    }
    let by_deed = |at: &usize| {
        let (need, state) = (&ground.scenario.needs[*at], &state.buyer.needs[*at]);
        state.met_seq.is_some() && need.met_by.iter().any(|means| means.action.is_some())
    };
    (0..state.buyer.needs.len()).filter(by_deed).find_map(|at| {
        let need = &ground.scenario.needs[at];
        let text = ground.fill(&need.better).ok().filter(|text| said(text) == 0)?;
        let mut act = Act::plain(ActKind::Confirm);
        act.topic = Some(need.topic);
        Some(Move::Say(text, vec![act]))
    })
}

fn careful(ground: &Ground<'_>, state: &WindowState, conduct: Conduct, said: &dyn Fn(&str) -> usize) -> Move {
    let scenario = ground.scenario;
    let wrong = conduct == Conduct::WrongFact;
    let say = |text: &str, means: Option<&Means>, topic: Option<Topic>| -> Option<Move> {
        let text = match conduct {
            _ if wrong => spoilt(ground, text, means),
            Conduct::Wordy => wordy(&ground.fill(text).ok()?),
            _ => ground.fill(text).ok()?,
        };
        (said(&text) < SAID_MAX).then(|| Move::Say(text, vec![meant(ground, means, topic, wrong)]))
    };
    if let Bargain::At(_) = state.buyer.bargain
        && let Some(haggle) = &scenario.haggle
    {
        let accepts = haggle.accepts.iter().find(|means| means.action.is_some());
        if let Some(action) = accepts.and_then(|means| action_of(ground, state, means))
            && !done(state, &action)
        {
            return Move::Do(action);
        }
        let means = haggle.accepts.iter().find(|means| means.action.is_none());
        return say(&haggle.better, means, Some(Topic::Price)).unwrap_or(Move::Wait);
    }
    let Some(at) = state.buyer.needs.iter().position(NeedState::open) else {
        let selling = pending_duty(ground, state, &scenario.selling, &state.ledger.selling, None, wrong);
        return selling.and_then(|duty| duty_move(ground, state, duty, &say)).unwrap_or(Move::Wait);
    };
    let need = &scenario.needs[at];
    for (duties, done) in [
        (&scenario.care, &state.ledger.care),
        (&scenario.must_say, &state.ledger.must_say),
        (&scenario.selling, &state.ledger.selling),
    ] {
        if let Some(next) = pending_duty(ground, state, duties, done, Some(&need.id), wrong)
            .and_then(|duty| duty_move(ground, state, duty, &say))
        {
            return next;
        }
    }
    let untold = scenario
        .facts
        .iter()
        .zip(&state.buyer.told)
        .find(|(fact, told)| need.requires.contains(&fact.id) && fact.told == Told::WhenAsked && told.is_none());
    if let Some((fact, _)) = untold {
        let word = fact.words.first().cloned().unwrap_or_else(|| fact.id.clone());
        let mut ask = Act::plain(ActKind::Ask);
        ask.topic = fact.topics.first().copied();
        let text = format!("亲，麻烦说一下{word}，可以吗？");
        if said(&text) < SAID_MAX {
            return Move::Say(text, vec![ask]);
        }
    }
    if let Some(action) = end_action(ground, state, at, conduct) {
        // A hand-over is told before it is done: after it nobody here hears a word.
        let hands_over = matches!(action, Action::Transfer { .. });
        let told = ground.fill(&need.better).is_ok_and(|text| said(&text) > 0);
        if let Some(word) = say(&need.better, None, Some(need.topic)).filter(|_| hands_over && !told) {
            return word;
        }
        return Move::Do(action);
    }
    say(&need.better, need.met_by.iter().find(|means| means.action.is_none()), Some(need.topic)).unwrap_or(Move::Wait)
}

fn pending_duty<'a>(
    ground: &Ground<'_>,
    state: &WindowState,
    duties: &'a [Duty],
    done: &[Option<u64>],
    need: Option<&str>,
    wrong: bool,
) -> Option<&'a Duty> {
    let first = ground.scenario.needs.first().map(|need| need.id.as_str());
    let raised = |id: &str| {
        ground
            .scenario
            .needs
            .iter()
            .zip(&state.buyer.needs)
            .any(|(need, state)| need.id == id && (state.asked_seq.is_some() || state.met_seq.is_some()))
    };
    let due = |duty: &Duty| {
        // The wrong-fact agent asks, and tells nothing but wrong values.
        let asks = duty.by.iter().any(|means| {
            !means.acts.is_empty()
                && means.acts.iter().all(|act| matches!(act, ActKind::Ask | ActKind::RequestEvidence))
        });
        if wrong && !asks {
            return false;
        }
        let on = duty.on.as_deref().or(first);
        // Selling waits until nothing is open; care comes with its need.
        on.is_some_and(|on| raised(on) && need.is_none_or(|need| need == on || duty.before.as_deref() == Some(need)))
    };
    duties.iter().zip(done).find(|(duty, done)| done.is_none() && due(duty)).map(|(duty, _)| duty)
}

fn duty_move(ground: &Ground<'_>, state: &WindowState, duty: &Duty, say: Saying<'_>) -> Option<Move> {
    let words = duty.by.iter().find(|means| means.action.is_none());
    match words {
        Some(means) => say(&duty.better, Some(means), None).or_else(|| {
            let action = duty.by.iter().find(|means| means.action.is_some())?;
            Some(Move::Do(action_of(ground, state, action)?))
        }),
        None => {
            let action = action_of(ground, state, duty.by.first()?)?;
            Some(Move::Do(action))
        }
    }
}

/// What the end state still lacks and this need (or, for the last need, no other) calls for.
fn end_action(ground: &Ground<'_>, state: &WindowState, at: usize, conduct: Conduct) -> Option<Action> {
    if conduct == Conduct::WrongFact {
        return None;
    }
    let scenario = ground.scenario;
    if conduct == Conduct::OverGenerous && state.given.refunded_yuan_cents == 0 && scenario.post >= Post::Aftersales {
        let paid = state.order.as_ref().map(|order| order.paid_yuan_cents).filter(|paid| *paid > 0);
        if let Some(amount_cents) = paid {
            return Some(Action::Refund { amount_cents });
        }
    }
    let own = scenario.needs[at].met_by.iter().filter(|means| means.action.is_some());
    let last = scenario.needs.iter().zip(&state.buyer.needs).all(|(need, state)| need.hidden || !state.ahead());
    let names = [
        ActionName::Refund,
        ActionName::Resend,
        ActionName::Exchange,
        ActionName::ChangeAddress,
        ActionName::Coupon,
        ActionName::Gift,
        ActionName::Postage,
        ActionName::Note,
        ActionName::Transfer,
    ];
    let of_others =
        |name: ActionName| scenario.needs.iter().any(|need| need.met_by.iter().any(|means| means.action == Some(name)));
    let left =
        names.into_iter().filter(|name| last && !of_others(*name)).map(|name| Means { action: Some(name), ..bare() });
    own.cloned().chain(left).filter_map(|means| action_of(ground, state, &means)).find(|action| !done(state, action))
}
