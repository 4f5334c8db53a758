//! `POST /trainer/{class}/roster/confirm`: takes in what was shown, and shows the slips once.

use super::done::{Made, Printed};
use super::{against, words::words};
use crate::pages::trainer::{import_items::upload, own_class};
use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use miaohui::{
    accounts::AccountError,
    clock::now_ms,
    roster::{Entry, ROWS_MAX, Reading, RowTrouble, RowWord},
    storage::{Enrolment, NewEnrolment, NewRoster},
};
use std::collections::{BTreeMap, BTreeSet};

/// Takes the list in, all in one; passwords are drawn now and hashed in the background.
///
/// # Errors
/// When the class is not the visitor's, what comes back is not what was shown, or the server is busy.
pub async fn confirm(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let (user, class) = own_class(&state, &visitor, id).await?;
    let locale = visitor.locale;
    let mut fields = upload::fields(&state, request).await?;
    let rows: Vec<Entry> =
        serde_json::from_str(&fields.remove("rows").unwrap_or_default()).map_err(|_| ApiError::BadInput)?;
    let reading = against(&state, checked(rows)?).await?;
    let new = |entry: &Entry| NewEnrolment {
        row: entry.row,
        login: entry.login.clone(),
        name: entry.name.clone(),
        class: if entry.class == class.name { String::new() } else { entry.class.clone() },
    };
    let roster = NewRoster {
        cohort: class.id.clone(),
        trainer: user.id.clone(),
        rows: reading.entries.iter().map(new).collect(),
    };
    let (import, done) = state.storage.import_roster(&roster, now_ms()).await?;
    let printed = printed(&state, &import, 1).await?;
    // What somebody else changed between the look and the confirmation.
    let mut refused: Vec<(u64, String)> =
        reading.faults.iter().map(|fault| (fault.row, words(locale, &fault.trouble))).collect();
    let logins: BTreeMap<u64, &str> = reading.entries.iter().map(|entry| (entry.row, entry.login.as_str())).collect();
    for (row, _) in done.iter().filter(|(_, one)| *one == Enrolment::Refused) {
        let login = logins.get(row).copied().unwrap_or_default().to_owned();
        refused.push((*row, words(locale, &RowTrouble::NotTrainee(login))));
    }
    let there = done.iter().filter(|(_, one)| *one == Enrolment::There).count();
    let made = Made {
        class,
        import,
        printed,
        there,
        refused,
        school: state.school().await?,
        origin: state.origin.to_string(),
    };
    Ok(made.page(locale, user).into_response())
}

/// What came back is checked as if it had just been read.
fn checked(rows: Vec<Entry>) -> Result<Reading, ApiError> {
    if rows.len() > ROWS_MAX {
        return Err(ApiError::BadInput);
    }
    let (mut reading, mut seen) = (Reading::default(), BTreeSet::new());
    for entry in rows {
        let row = entry.row;
        match entry.checked() {
            Ok(entry) if seen.insert(entry.login.clone()) => reading.entries.push(entry),
            Ok(_) => return Err(ApiError::BadInput),
            Err(trouble) => reading.faults.push(RowWord { row, trouble }),
        }
    }
    Ok(reading)
}

/// Draws a password for each account of an import that its person has not changed, and has them hashed.
///
/// # Errors
/// When the database does not answer.
pub async fn printed(
    state: &AppState,
    import: &miaohui::ids::ImportId,
    printing: u64,
) -> Result<Vec<Printed>, ApiError> {
    let fresh: Vec<_> =
        state.storage.enrolled(import).await?.into_iter().filter(|one| one.made && one.must_change).collect();
    let users = fresh.iter().map(|one| one.user_id.clone());
    let slips = state.accounts.draw_slips(users).map_err(|error| match error {
        AccountError::Storage(error) => error.into(),
        _ => ApiError::Fault,
    })?;
    let printed = fresh
        .into_iter()
        .zip(&slips)
        .map(|(one, slip)| Printed {
            name: one.display_name,
            login: one.login,
            class: one.class_name,
            password: slip.password.clone(),
        })
        .collect();
    state.accounts.keep_slips(import.clone(), printing, slips);
    Ok(printed)
}
