//! What persons have last shown in practice, held against a standard.

use super::{error::ApiError, state::AppState};
use crate::functions::{quiz::QuizResult, typing::TypingResult};
use miaohui::{
    certification::standard::{Part, Standard},
    content::Content,
    ids::UserId,
    live::FrozenScore,
    programme::{Newest, tells_of},
    storage::{Json, Kind, NewestResult},
};
use std::collections::BTreeMap;

/// The quiz set that tells of a criterion.
const SETS: [(&str, &str); 2] = [("products", "products_known"), ("rules", "rules_known")];

/// Everybody's newest results, as far as they tell of a standard.
pub fn gathered(content: &Content, standard: &Standard, results: Vec<NewestResult>) -> BTreeMap<UserId, Newest> {
    let mut people: BTreeMap<UserId, (Newest, BTreeMap<Part, u64>)> = BTreeMap::new();
    for found in results {
        let (newest, taken) = people.entry(found.user_id.clone()).or_default();
        let at = found.finished_ms.unwrap_or(0);
        match found.kind {
            Kind::Typing => newest.typing = read::<TypingResult>(&found).map(|one| one.measures),
            Kind::Quiz => {
                let criterion = SETS.iter().find(|(set, _)| *set == found.target).map(|(_, criterion)| *criterion);
                if let Some((criterion, result)) = criterion.zip(read::<QuizResult>(&found)) {
                    newest.quiz.insert(criterion.to_owned(), result.share);
                }
            }
            Kind::Shift => {
                let windows = content.plans.get(&found.target).map_or(0, |plan| plan.windows);
                let Some(frozen) = read::<FrozenScore>(&found) else { continue };
                // A shift at another post tells nothing of this one.
                if content.standards.get(&frozen.standard).is_some_and(|other| other.post != standard.post) {
                    continue;
                }
                for part in [Part::Shift, Part::Wide].into_iter().filter(|part| tells_of(*part, windows)) {
                    if taken.get(&part).is_none_or(|before| *before < at) {
                        taken.insert(part, at);
                        let place = if part == Part::Wide { &mut newest.wide } else { &mut newest.shift };
                        *place = Some(frozen.score.clone());
                    }
                }
            }
            Kind::Review | Kind::Exam => {}
        }
    }
    people.into_iter().map(|(user, (newest, _))| (user, newest)).collect()
}

fn read<T: serde::de::DeserializeOwned>(found: &NewestResult) -> Option<T> {
    found.result.as_ref().and_then(|json: &Json| json.read().ok())
}

/// One person's.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(state: &AppState, user: &UserId, standard: &Standard) -> Result<Newest, ApiError> {
    let results = state.storage.newest_results(user).await?;
    Ok(gathered(&state.content, standard, results).remove(user).unwrap_or_default())
}
