//! Going on in a placement: each answer decides what is asked next.

use super::FunctionError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use miaohui::quiz::Question;
use serde::{Deserialize, Serialize};

/// What a placement shows next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// Boxed: a question is large beside an address.
    Ask(Box<Question>),
    /// It is over; its result is there.
    Over(String),
}

/// The target of a placement's attempt.
#[cfg(feature = "ssr")]
pub const PLACEMENT: &str = "placement";

/// Goes on after the question of this number, as it is kept; unanswered is not known. Asked again, or by another tab, it
/// answers the same. When the placement is over, it is handed in.
#[server(endpoint = "next_placement", input = Json)]
pub async fn next_placement(attempt: String, number: u64) -> Result<Step, FunctionError> {
    use super::quiz::{QuizForm, QuizResult, answers, wrong};
    use crate::server::bank::{asked, picture};
    use miaohui::ids::AttemptId;
    use miaohui::quiz::{Form, Place, adaptive::StopRule, placement};
    use miaohui::storage::{AttemptState, Drill, Json as Kept};
    use miaohui::{accounts::Permission, clock::now_ms};

    let (state, visitor) = super::door()?;
    let user = visitor.require(Permission::Practise)?.id.clone();
    let kept = state.storage.attempt(&AttemptId(attempt)).await?;
    let kept = kept.filter(|kept| kept.user_id == user && kept.kind == Drill::Quiz && kept.target == PLACEMENT);
    let kept = kept.ok_or(FunctionError::NotFound)?;
    let over = Step::Over(format!("/quiz/{}/review", kept.id));
    if kept.state == AttemptState::Finished {
        return Ok(over);
    }
    let mut form: QuizForm = kept.form.read()?;
    let shown = |form: &QuizForm| {
        let last = form.form.places.last().ok_or(FunctionError::Fault)?;
        let question = last.question(form.form.places.len() as u64, |product| picture(&state.content, product));
        Ok(Step::Ask(Box::new(question)))
    };
    if number != form.form.places.len() as u64 {
        return shown(&form);
    }
    let given = answers(&state.storage, &kept.id).await?;
    let marks: Vec<f64> = (1_u64..)
        .zip(&form.form.places)
        .map(|(number, place)| given.get(&number).map_or(0.0, |answer| place.mark(answer)))
        .collect();
    let now = now_ms();
    let expected = state.difficulties.known(&state.storage, now).await?;
    let items = state.items().await?;
    let bank = placement::Bank::new(&items, &expected);
    let answered: Vec<(&str, bool)> =
        form.form.places.iter().zip(&marks).map(|(place, mark)| (place.item.id.as_str(), *mark >= 1.0)).collect();
    match bank.next(&answered, &StopRule::PLACEMENT, &kept.id.0) {
        placement::Step::Ask(item) => {
            let one = Form { places: vec![Place { item: item.clone(), order: Vec::new() }] };
            form.form.places.extend(asked(&state.content, one, &format!("{} {number}", kept.id)).places);
            if state.storage.grow_attempt(&kept.id, &user, &kept.form, &Kept::of(&form)?, number + 1).await? {
                return shown(&form);
            }
            // Another tab went on meanwhile: what it was asked is what is asked.
            let newest = state.storage.attempt(&kept.id).await?.ok_or(FunctionError::NotFound)?;
            shown(&newest.form.read()?)
        }
        placement::Step::Over(known) => {
            let share = form.form.mark(&given).unwrap_or(0.0);
            let result = QuizResult { share, marks: marks.clone(), known: Some(known) };
            let (data, result) = (Kept::of(&given)?, Kept::of(&result)?);
            // Where another tab has handed it in already, that result stands.
            if state.storage.finish_attempt(&kept.id, &user, &data, &result, now).await? {
                wrong(&state.storage, &user, &form, &given, &marks).await?;
            }
            Ok(over)
        }
    }
}

/// The first question's form: drawn before anything is known of the person.
#[cfg(feature = "ssr")]
pub async fn first(
    state: &crate::server::state::AppState,
    seed: &str,
) -> Result<miaohui::quiz::Form, crate::server::error::ApiError> {
    use crate::server::{bank::asked, error::ApiError};
    use miaohui::quiz::{Form, Place, adaptive::StopRule, placement};

    let expected = state.difficulties.known(&state.storage, miaohui::clock::now_ms()).await?;
    let items = state.items().await?;
    match placement::Bank::new(&items, &expected).next(&[], &StopRule::PLACEMENT, seed) {
        placement::Step::Ask(item) => {
            let one = Form { places: vec![Place { item: item.clone(), order: Vec::new() }] };
            Ok(asked(&state.content, one, seed))
        }
        placement::Step::Over(_) => Err(ApiError::NotFound),
    }
}
