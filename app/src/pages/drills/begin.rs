//! Beginning a drill: a mode's text is made, and the attempt kept.

use super::{aim::Aim, history::History, passages};
use crate::functions::typing::{Choice, Mode, Turn, TypingForm};
use crate::i18n::*;
use crate::server::{error::ApiError, state::AppState, tasks, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::{self, AssignmentId, UserId},
    quiz::chance::Chance,
    storage::{Drill, Json, Kind, NewAttempt},
    typing::{Passage, graphemes, reply, timed_text, weak_text},
};
use serde::Deserialize;

/// Time limits offered, in minutes.
pub const MINUTES: [u64; 3] = [1, 3, 5];
/// Targets that may be set, in characters a minute.
pub const TARGETS: std::ops::RangeInclusive<u64> = 10..=400;
/// Topics of the mode for numbers, names and addresses.
const NUMBERS: [&str; 5] = ["numbers", "names", "addresses", "address", "mixed"];
/// A text that is typed round after round is no longer than this, where a shorter one fits.
const ROUND_CHARACTERS: usize = 160;
/// Replies of a drill.
const REPLIES: usize = 6;

/// What a drill is begun with, as a form sends it: an empty field was not chosen.
#[derive(Default, Deserialize)]
pub struct Begin {
    #[serde(default)]
    mode: Mode,
    #[serde(default)]
    passage: String,
    /// Empty or 0: the whole text.
    #[serde(default)]
    minutes: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    difficulty: String,
    /// Empty: once.
    #[serde(default)]
    target: String,
    #[serde(default)]
    assignment: String,
}

impl Begin {
    fn choice(&self) -> Result<Choice, ApiError> {
        let number = |text: &str| match text {
            "" | "0" => Ok(None),
            text => text.parse::<u64>().map(Some).map_err(|_| ApiError::BadInput),
        };
        let (minutes, target_cpm) = (number(&self.minutes)?, number(&self.target)?);
        if minutes.is_some_and(|n| !MINUTES.contains(&n)) || target_cpm.is_some_and(|n| !TARGETS.contains(&n)) {
            return Err(ApiError::BadInput);
        }
        let topic = (!self.topic.is_empty()).then(|| self.topic.clone());
        Ok(Choice { mode: self.mode, minutes, topic, difficulty: number(&self.difficulty)?, target_cpm })
    }
}

/// `POST /drills/{passage}`: begins with a passage.
///
/// # Errors
/// When nobody is signed in, or there is no such passage, limit or task.
pub async fn passage(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(passage): Path<String>,
    Form(given): Form<Begin>,
) -> Result<Redirect, ApiError> {
    begin(&state, &visitor, Begin { mode: Mode::Passage, passage, ..given }).await
}

/// `POST /drills`: begins with a mode.
///
/// # Errors
/// When nobody is signed in, or what is asked for gives no text.
pub async fn chosen(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Begin>,
) -> Result<Redirect, ApiError> {
    begin(&state, &visitor, given).await
}

async fn begin(state: &AppState, visitor: &Visitor, given: Begin) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::Practise)?;
    let choice = given.choice()?;
    let assignment = tasks::begun_for(state, &given.assignment, &user.id, Kind::Typing, &given.passage).await?;
    let history = History::of(state, &user.id).await?;
    let (target, form) = text(state, visitor.locale, &history, choice, &given.passage)?;
    let aim = Aim::of(&state.content, visitor.locale, history.best_cpm());
    let form = TypingForm { threshold_cpm: aim.map(|aim| aim.cpm), ..form };
    keep(state, &user.id, assignment, target, &form).await
}

async fn keep(
    state: &AppState,
    user: &UserId,
    assignment: Option<AssignmentId>,
    target: String,
    form: &TypingForm,
) -> Result<Redirect, ApiError> {
    let attempt = NewAttempt {
        user: user.clone(),
        kind: Drill::Typing,
        target,
        assignment,
        exam: None,
        content_hash: state.content.hash.clone(),
        form: Json::of(form)?,
        questions: None,
        limit_ms: None,
    };
    let id = state.storage.begin_attempt(&attempt, now_ms()).await?;
    Ok(Redirect::to(&format!("/drills/attempt/{id}")))
}

/// The target an attempt is kept under, and its form.
fn text(
    state: &AppState,
    locale: Locale,
    history: &History,
    choice: Choice,
    passage: &str,
) -> Result<(String, TypingForm), ApiError> {
    let content = &state.content;
    let seed = ids::random().map_err(|_| ApiError::Fault)?;
    let limit_s = choice.minutes.map(|minutes| minutes * 60);
    let title = mode_name(locale, choice.mode);
    let fitting = |passage: &&Passage| passages::fits(passage, choice.topic.as_deref(), choice.difficulty);
    let form = |text: String, choice: Choice| TypingForm {
        text,
        title: title.clone(),
        limit_s,
        choice,
        ..TypingForm::default()
    };
    match choice.mode {
        Mode::Passage => {
            let passage = match passage {
                "" => {
                    let short = |one: &&Passage| graphemes(&one.text).len() <= ROUND_CHARACTERS;
                    let fitting = || content.passages.values().filter(fitting);
                    drawn(fitting().filter(short), &seed).or_else(|| drawn(fitting(), &seed))
                }
                id => content.passages.get(id),
            };
            let passage = passage.ok_or(ApiError::NotFound)?;
            let form = TypingForm { title: passage.title.clone(), ..form(passage.text.trim_end().to_owned(), choice) };
            Ok((passage.id.clone(), form))
        }
        Mode::Timed => {
            let minutes = choice.minutes.ok_or(ApiError::BadInput)?;
            let fitting: Vec<&Passage> = content.passages.values().filter(fitting).collect();
            let text = timed_text(&fitting, minutes, &seed);
            if text.is_empty() { Err(ApiError::NotFound) } else { Ok((format!("timed-{minutes}"), form(text, choice))) }
        }
        Mode::Numbers => {
            let numbers = |passage: &&Passage| NUMBERS.contains(&passage.topic.as_str());
            let of_difficulty = |passage: &&Passage| passages::fits(passage, None, choice.difficulty);
            let passages: Vec<&Passage> = content.passages.values().filter(numbers).filter(of_difficulty).collect();
            let text = timed_text(&passages, choice.minutes.unwrap_or(1), &seed);
            if text.is_empty() { Err(ApiError::NotFound) } else { Ok(("numbers".to_owned(), form(text, choice))) }
        }
        Mode::Weak => {
            let made = weak_text(content.passages.values(), &history.weak()).ok_or(ApiError::NotFound)?;
            let form = TypingForm { trains: made.trains, ..form(made.text, choice) };
            Ok(("weak".to_owned(), form))
        }
        Mode::Reply => {
            let difficulty = choice.difficulty;
            let wanted = |one: &miaohui::simulation::scenario::Scenario| {
                difficulty.is_none_or(|difficulty| u64::from(one.difficulty) == difficulty)
            };
            let replies = reply::replies(content, wanted, &seed, REPLIES);
            if replies.is_empty() {
                return Err(ApiError::NotFound);
            }
            let (text, turns) = talk(&replies);
            Ok(("reply".to_owned(), TypingForm { turns, ..form(text, choice) }))
        }
    }
}

/// Answers one under the other: Enter sends one and brings the next buyer.
fn talk(replies: &[reply::Reply]) -> (String, Vec<Turn>) {
    let mut text = String::new();
    let mut turns = Vec::new();
    for reply in replies {
        if !text.is_empty() {
            text.push('\n');
        }
        turns.push(Turn { at: graphemes(&text).len(), asked: reply.asked.clone() });
        text.push_str(&reply.answer.replace(['\r', '\n'], " "));
    }
    (text, turns)
}

fn drawn<'a>(passages: impl Iterator<Item = &'a Passage>, seed: &str) -> Option<&'a Passage> {
    let passages: Vec<&Passage> = passages.collect();
    let at = Chance::new(seed, "passage").below(passages.len() as u64);
    passages.get(usize::try_from(at).unwrap_or(0)).copied()
}

/// A mode's name.
pub fn mode_name(locale: Locale, mode: Mode) -> String {
    match mode {
        Mode::Passage => td_string!(locale, drills.passage),
        Mode::Timed => td_string!(locale, drills.mode_timed),
        Mode::Reply => td_string!(locale, drills.mode_reply),
        Mode::Numbers => td_string!(locale, drills.mode_numbers),
        Mode::Weak => td_string!(locale, drills.mode_weak),
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_offered() {
        let of = |minutes: &str, target: &str| {
            let begin = Begin { minutes: minutes.into(), target: target.into(), ..Begin::default() };
            begin.choice().ok().map(|choice| (choice.minutes, choice.target_cpm))
        };
        assert_eq!(of("", ""), Some((None, None)));
        assert_eq!(of("0", "80"), Some((None, Some(80))));
        assert_eq!(of("3", ""), Some((Some(3), None)));
        for (minutes, target) in [("2", ""), ("x", ""), ("", "9"), ("", "401"), ("", "-5")] {
            assert_eq!(of(minutes, target), None, "{minutes} {target}");
        }
    }

    #[test]
    fn turns_say_where_answers_begin() {
        let reply =
            |answer: &str| reply::Reply { scenario: "s".into(), asked: vec!["在吗".into()], answer: answer.into() };
        let (text, turns) = talk(&[reply("在的，您说。"), reply("有货\n今天发。")]);
        assert_eq!(text, "在的，您说。\n有货 今天发。");
        assert_eq!(turns.iter().map(|turn| turn.at).collect::<Vec<_>>(), [0, 7]);
    }
}
