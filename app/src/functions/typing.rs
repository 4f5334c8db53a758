//! Handing in a typing drill.

use super::FunctionError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use miaohui::typing::{Edit, Measures};
use serde::{Deserialize, Serialize};

/// What a typing attempt is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypingForm {
    /// The passage's text as it was given.
    pub text: String,
    pub title: String,
    /// Seconds; without, the drill ends with the passage.
    pub limit_s: Option<u64>,
}

/// What is kept of a finished one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypingResult {
    #[serde(flatten)]
    pub measures: Measures,
    /// Notes for an examiner: stable keys.
    pub notes: Vec<String>,
}

/// Takes the edit log, measures it again with the rules the browser used, and keeps both.
/// Returns the address to go to.
#[server(input = Json)]
pub async fn finish_typing(attempt: String, log: Vec<Edit>) -> Result<String, FunctionError> {
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
    let mut notes = Vec::new();
    // The browser cannot have typed longer than the server has waited.
    if measures.elapsed_ms > now.saturating_sub(kept.started_ms) + CLOCK_SLACK_MS {
        notes.push("clock".to_owned());
    }
    let result = TypingResult { measures, notes };
    let (data, result) = (storage::Json::of(&log)?, storage::Json::of(&result)?);
    if !state.storage.finish_attempt(&id, &user.id, &data, &result, now).await? {
        return Err(FunctionError::Closed);
    }
    Ok(match kept.exam_id {
        Some(exam) => format!("/exam/{exam}"),
        None => format!("/drills/result/{id}"),
    })
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
