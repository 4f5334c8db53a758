//! Handing in a typing drill.

use super::FunctionError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use miaohui::typing::{Edit, Measures};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is drilled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// One passage, as of old.
    #[default]
    Passage,
    /// Passages one after the other until the time is up.
    Timed,
    /// Buyers' lines and the model answers.
    Reply,
    /// Numbers, names and addresses.
    Numbers,
    /// Sentences dense in one's own slow and wrong characters.
    Weak,
}

/// How a drill was chosen: enough to begin another like it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    #[serde(default)]
    pub mode: Mode,
    #[serde(default)]
    pub minutes: Option<u64>,
    #[serde(default)]
    pub topic: Option<String>,
    #[serde(default)]
    pub difficulty: Option<u64>,
    /// Round after round until the score reaches it, in characters a minute.
    #[serde(default)]
    pub target_cpm: Option<u64>,
}

/// A buyer's lines, and where in the text their answer begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Grapheme clusters before the answer.
    pub at: usize,
    pub asked: Vec<String>,
}

/// What a typing attempt is over. What came later than the first version has a default: old attempts stay readable.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TypingForm {
    /// The text as it was given.
    pub text: String,
    pub title: String,
    /// Seconds; without, the drill ends with the text.
    pub limit_s: Option<u64>,
    #[serde(default)]
    pub choice: Choice,
    /// Replies: who asks what, in order.
    #[serde(default)]
    pub turns: Vec<Turn>,
    /// The weak characters it was made for.
    #[serde(default)]
    pub trains: Vec<String>,
    /// Rounds before this one.
    #[serde(default)]
    pub round: u64,
    /// What the aimed-at standard asks for, in characters a minute.
    #[serde(default)]
    pub threshold_cpm: Option<f64>,
}

/// What is kept of a finished one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypingResult {
    #[serde(flatten)]
    pub measures: Measures,
    /// Notes for an examiner: stable keys.
    pub notes: Vec<String>,
    /// Each given character: places typed, mean milliseconds, places wrong or left out.
    #[serde(default)]
    pub characters: BTreeMap<String, (u64, u64, u64)>,
}

/// What the browser does after handing in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedIn {
    /// Where the result stands.
    pub address: String,
    /// The next round's attempt, while the target is not met.
    pub next: Option<String>,
    pub score_cpm: f64,
}

/// Takes the edit log, measures it again with the rules the browser used, and keeps both.
#[server(endpoint = "finish_typing", input = Json)]
pub async fn finish_typing(attempt: String, log: Vec<Edit>) -> Result<HandedIn, FunctionError> {
    use miaohui::{accounts::Permission, clock::now_ms, ids::AttemptId, storage, storage::Drill, typing};

    let (state, visitor) = super::door()?;
    let user = visitor.require(Permission::Practise)?;
    let id = AttemptId(attempt);
    let kept = state.storage.attempt(&id).await?.filter(|kept| kept.user_id == user.id && kept.kind == Drill::Typing);
    let kept = kept.ok_or(FunctionError::NotFound)?;
    let form: TypingForm = kept.form.read()?;
    if log.len() as u64 > typing::edit::MAX_EDITS || log.windows(2).any(|pair| pair[1].t_ms < pair[0].t_ms) {
        return Err(FunctionError::BadInput);
    }
    let now = now_ms();
    let log = within(log, form.limit_s);
    let measures = typing::measure(&form.text, &log);
    let notes = notes(&log, &measures, now.saturating_sub(kept.started_ms));
    let score_cpm = measures.score_cpm.unwrap_or(0.0);
    let characters = typing::character_times(&form.text, &log);
    let characters = characters.into_iter().map(|one| (one.character, (one.typed, one.mean_ms, one.wrong))).collect();
    let result = TypingResult { measures, notes, characters };
    let (data, result) = (storage::Json::of(&log)?, storage::Json::of(&result)?);
    if !state.storage.finish_attempt(&id, &user.id, &data, &result, now).await? {
        return Err(FunctionError::Closed);
    }
    let next = match form.choice.target_cpm.filter(|target| kept.exam_id.is_none() && score_cpm < *target as f64) {
        Some(_) => {
            let form = storage::Json::of(&TypingForm { round: form.round + 1, ..form })?;
            let again = storage::NewAttempt {
                user: kept.user_id,
                kind: Drill::Typing,
                target: kept.target,
                assignment: kept.assignment_id,
                exam: None,
                content_hash: kept.content_hash,
                form,
                questions: None,
                limit_ms: None,
            };
            Some(format!("/drills/attempt/{}", state.storage.begin_attempt(&again, now).await?))
        }
        None => None,
    };
    let address = match kept.exam_id {
        Some(exam) => format!("/exam/{exam}"),
        None => format!("/drills/result/{id}"),
    };
    Ok(HandedIn { address, next, score_cpm })
}

/// What an examiner should know that the measures do not say.
#[cfg(feature = "ssr")]
fn notes(log: &[Edit], measures: &Measures, waited_ms: u64) -> Vec<String> {
    use miaohui::typing::EditKind;
    let mut notes = Vec::new();
    // The browser cannot have typed longer than the server has waited.
    if measures.elapsed_ms > waited_ms + CLOCK_SLACK_MS {
        notes.push("clock".to_owned());
    }
    // The clock begins at the first key: what was spoken before it took no time.
    let by_hand = |edit: &Edit| matches!(edit.kind, EditKind::Key | EditKind::CompositionStart);
    let before = log.iter().take_while(|edit| !by_hand(edit));
    if log.iter().any(by_hand) && before.into_iter().any(|edit| matches!(edit.kind, EditKind::Commit { .. })) {
        notes.push("early".to_owned());
    }
    notes
}

/// How far the browser's clock may run ahead.
#[cfg(feature = "ssr")]
const CLOCK_SLACK_MS: u64 = 3_000;

/// The log up to its time limit, counted from the first key or composition.
#[cfg(feature = "ssr")]
fn within(log: Vec<Edit>, limit_s: Option<u64>) -> Vec<Edit> {
    use miaohui::typing::EditKind;
    let starts = |edit: &&Edit| matches!(edit.kind, EditKind::CompositionStart | EditKind::Key);
    let Some(start) = log.iter().find(starts).or(log.first()).map(|edit| edit.t_ms) else { return log };
    match limit_s {
        Some(limit_s) => log.into_iter().filter(|edit| edit.t_ms <= start + limit_s * 1000).collect(),
        None => log,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_of_the_first_version_stay_readable() {
        let form: Result<TypingForm, _> = serde_json::from_str(r#"{"text":"您好","title":"开场","limit_s":300}"#);
        let expected =
            TypingForm { text: "您好".into(), title: "开场".into(), limit_s: Some(300), ..TypingForm::default() };
        assert_eq!(form.ok(), Some(expected));
        let result: Result<TypingResult, _> = serde_json::from_str(
            r#"{"speed_cpm":60.0,"raw_cpm":61.0,"accuracy":1.0,"score_cpm":60.0,"keys_per_character":2.0,"corrections":1,
            "flags":["paste"],"counts":{"correct":2,"substituted":0,"extra":0,"left_out":0,"reached":2},"standing":2,
            "committed":2,"keys":4,"blurs":0,"elapsed_ms":2000,"notes":["clock"]}"#,
        );
        assert_eq!(result.ok().map(|result| (result.measures.keys, result.characters.len())), Some((4, 0)));
    }
}
