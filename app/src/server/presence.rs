//! Who is at an exam: two sessions at once are noted for the examiner, and never decide alone.

use super::{error::ApiError, state::AppState};
use miaohui::{
    clock::{UnixMs, now_ms},
    ids::ExamId,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Another session that was heard so shortly before is there at the same time. A desk pings every 10 s; who moves to
/// another PC signs in there first, which takes longer.
const AT_ONCE_MS: u64 = 15_000;
/// One note for so long, however often they answer in turn.
const NOTED_MS: u64 = 10 * 60_000;
/// Exams remembered by one server; the longest silent is forgotten first.
const EXAMS_MAX: usize = 8_192;

/// When each session of an exam was last heard, on this server. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Presence(Arc<Mutex<BTreeMap<ExamId, Heard>>>);

#[derive(Debug, Default)]
struct Heard {
    session: String,
    at_ms: UnixMs,
    noted_ms: Option<UnixMs>,
}

impl Presence {
    /// Takes in that a session was heard at an exam; whether that is to be noted.
    fn heard(&self, exam: &ExamId, session: &str, now_ms: UnixMs) -> bool {
        let mut exams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if exams.len() >= EXAMS_MAX
            && !exams.contains_key(exam)
            && let Some(oldest) = exams.iter().min_by_key(|(_, heard)| heard.at_ms).map(|(exam, _)| exam.clone())
        {
            exams.remove(&oldest);
        }
        let heard = exams.entry(exam.clone()).or_default();
        let two = !heard.session.is_empty() && heard.session != session && now_ms < heard.at_ms + AT_ONCE_MS;
        let noted = heard.noted_ms.is_some_and(|noted_ms| now_ms < noted_ms + NOTED_MS);
        session.clone_into(&mut heard.session);
        heard.at_ms = now_ms;
        if two && !noted {
            heard.noted_ms = Some(now_ms);
        }
        two && !noted
    }
}

impl AppState {
    /// Takes in that a session of the candidate was heard at an exam, and notes where there are two.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn heard_at_exam(&self, exam: Option<&ExamId>, session: &str) -> Result<(), ApiError> {
        let Some(exam) = exam else { return Ok(()) };
        let now = now_ms();
        if self.presence.heard(exam, session, now) {
            self.storage.note_exam(exam, "two_sessions", "", now).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_at_once_are_noted_once() {
        let presence = Presence::default();
        let exam = ExamId::from("e");
        let check = |session: &str, at_ms: UnixMs, expected: bool| {
            assert_eq!(presence.heard(&exam, session, at_ms), expected, "{session} at {at_ms}");
        };
        check("lab", 0, false);
        check("lab", 9_000, false);
        check("phone", 12_000, true);
        check("lab", 14_000, false);
        // Moved to another PC after the first went dark.
        check("other", 14_000 + AT_ONCE_MS, false);
        check("phone", 14_000 + AT_ONCE_MS + NOTED_MS, false);
        check("lab", 14_001 + AT_ONCE_MS + NOTED_MS, true);
        assert!(!presence.heard(&ExamId::from("another"), "phone", 0));
    }
}
