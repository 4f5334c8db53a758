//! `POST /examiner/{exam}/marks`: what a person marks in an exam's shift, beside the machine's value and never instead
//! of it; and the fields for it.

use super::case::Case;
use crate::i18n::*;
use crate::pages::standards;
use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::{agreement::MARK_MAX, standard::Standard},
    clock::now_ms,
    storage::User,
};
use std::collections::BTreeMap;

/// Before a criterion's id in a form.
const FIELD: &str = "mark-";

/// Marks as a form gives them: by criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(BTreeMap<String, u64>);

impl Marks {
    /// Reads them; what is no mark is left out.
    pub fn of(fields: &[(String, String)]) -> Self {
        let mark = |(name, value): &(String, String)| {
            let mark = value.parse().ok().filter(|mark| (1..=MARK_MAX).contains(mark))?;
            Some((name.strip_prefix(FIELD)?.to_owned(), mark))
        };
        Self(fields.iter().filter_map(mark).collect())
    }

    /// Every one of these is marked.
    pub fn cover(&self, criteria: &[&str]) -> bool {
        criteria.iter().all(|one| self.0.contains_key(*one))
    }
}

/// Keeps those a case asks for.
///
/// # Errors
/// When they were given before, or the database does not answer.
pub async fn keep(state: &AppState, examiner: &User, case: &Case, marks: &Marks) -> Result<(), ApiError> {
    let asked = case.to_mark();
    let marks: Vec<(String, u64)> =
        marks.0.iter().filter(|(id, _)| asked.contains(&id.as_str())).map(|(id, mark)| (id.clone(), *mark)).collect();
    Ok(state.storage.mark(&case.exam.id, &examiner.id, &marks, now_ms()).await?)
}

/// `POST /examiner/{exam}/marks`: the second person's, after the decision.
///
/// # Errors
/// When the exam is not to be marked by the visitor, or a mark is missing.
pub async fn give(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::DecideExams)?.clone();
    let case = Case::of(&state, &user, id).await?;
    if !case.asks_marks_of(&user) {
        return Err(ApiError::Conflict);
    }
    let marks = Marks::of(&fields);
    if !marks.cover(&case.to_mark()) {
        return Err(ApiError::BadInput);
    }
    keep(&state, &user, &case, &marks).await?;
    Ok(Redirect::to("/examiner/agreement"))
}

/// The fields: one scale a criterion.
pub fn fields(locale: Locale, standard: &Standard, criteria: &[&'static str]) -> AnyView {
    let scale = |id: &'static str| {
        let requirement = standard.criteria.iter().find(|one| one.id == id);
        let name = requirement.map_or_else(|| id.to_owned(), |one| standards::name(locale, one));
        view! {
            <fieldset class="scale">
                <legend>{name}</legend>
                <span class="muted">{td_string!(locale, examiner.mark_poor)}</span>
                {(1..=MARK_MAX).map(|mark| view! {
                    <label><input type="radio" name=format!("{FIELD}{id}") value=mark.to_string() required />{mark}</label>
                }).collect_view()}
                <span class="muted">{td_string!(locale, examiner.mark_good)}</span>
            </fieldset>
        }
    };
    view! {
        <div class="stack">
            <p class="hint">{td_string!(locale, examiner.marks_text)}</p>
            {criteria.iter().map(|id| scale(id)).collect_view()}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_of_the_scale_are_taken() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let marks = Marks::of(&[
            field("mark-care", "5"),
            field("mark-courtesy", "6"),
            field("mark-selling", "0"),
            field("mark-facts", "x"),
            field("reason", "3"),
        ]);
        assert_eq!(marks.0, BTreeMap::from([("care".to_owned(), 5)]));
        assert!(marks.cover(&["care"]) && !marks.cover(&["care", "courtesy"]));
    }
}
