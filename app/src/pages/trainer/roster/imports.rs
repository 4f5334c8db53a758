//! Lists that were taken in: how far their accounts are; slips again; taking one back.

use super::confirm::printed;
use super::done::Made;
use crate::i18n::*;
use crate::pages::{
    frame::Frame,
    trainer::{
        class_head::{ClassHead, Leaf},
        own_class,
    },
};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderName,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    clock::now_ms,
    ids::ImportId,
    storage::{Cohort, ImportRow, User},
};

/// Seconds after which the page of an import whose passwords are being hashed is asked for again.
const REFRESH_S: &str = "2";

/// The lists of a class, newest first.
pub fn list(locale: Locale, class: &Cohort, imports: Vec<ImportRow>) -> AnyView {
    if imports.is_empty() {
        return ().into_any();
    }
    let base = format!("/trainer/{}/roster", class.id);
    view! {
        <section class="stack">
            <h2>{td_string!(locale, school.imports)}</h2>
            <ul class="rows">
                {imports.into_iter().map(|one| view! {
                    <li>
                        <a class="grow" href=format!("{base}/{}", one.id)>{dates::minute(one.created_ms)}</a>
                        <span class="muted">{state_words(locale, &one)}</span>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

fn state_words(locale: Locale, one: &ImportRow) -> String {
    if one.undone_ms.is_some() {
        return td_string!(locale, school.undone).to_string();
    }
    if one.made > one.ready {
        return td_string!(locale, school.ready, ready = one.ready, made = one.made).to_string();
    }
    td_string!(locale, school.import_sum, rows = one.rows, made = one.made, used = one.used).to_string()
}

async fn own(
    state: &AppState,
    visitor: &Visitor,
    class: String,
    import: String,
) -> Result<(User, Cohort, ImportRow), ApiError> {
    let (user, class) = own_class(state, visitor, class).await?;
    let row = state.storage.import_row(&ImportId(import)).await?.filter(|row| row.cohort_id == class.id);
    Ok((user, class, row.ok_or(ApiError::NotFound)?))
}

/// `GET /trainer/{class}/roster/{import}`
///
/// # Errors
/// When the class is not the visitor's, or there is no such import.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, import)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    let (user, class, row) = own(&state, &visitor, class, import).await?;
    let people = state.storage.enrolled(&row.id).await?;
    let hashing = row.undone_ms.is_none() && row.ready < row.made;
    let here = format!("/trainer/{}/roster/{}", class.id, row.id);
    let refused = query.as_deref() == Some("used");
    let (stands, made, ready) = (row.undone_ms.is_none(), row.made, row.ready);
    let document = Document::new(locale, td_string!(locale, school.import).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <ClassHead locale=locale class=class here=Leaf::Roster><span></span></ClassHead>
                    <div class="stack">
                        <h2>{td_string!(locale, school.import)}" · "{dates::minute(row.created_ms)}</h2>
                        <p role="status">{state_words(locale, &row)}</p>
                        {(stands && made > 0).then(|| view! { <progress class="school-progress" max=made.to_string() value=ready.to_string() aria-label=td_string!(locale, school.progress)></progress> })}
                    </div>
                    {refused.then(|| view! { <p class="notice bad" role="alert"><span>{td_string!(locale, school.undo_refused)}</span></p> })}
                    {stands.then(|| view! {
                        <div class="row">
                            <form method="post" action=format!("{here}/slips")><button type="submit">{td_string!(locale, school.slips_again)}</button></form>
                            <form method="post" action=format!("{here}/undo")><button class="danger" type="submit">{td_string!(locale, school.undo)}</button></form>
                            <span class="muted">{td_string!(locale, school.undo_text)}</span>
                        </div>
                    })}
                    <table class="school-table">
                        <thead><tr><th scope="col" class="figure">{td_string!(locale, school.row_head)}</th><th scope="col">{td_string!(locale, trainer.login)}</th><th scope="col">{td_string!(locale, trainer.name)}</th><th scope="col">{td_string!(locale, school.class)}</th><th scope="col">{td_string!(locale, trainer.note)}</th></tr></thead>
                        <tbody>{people.into_iter().map(|one| {
                            let note = match (one.made, one.must_change) {
                                (false, _) => td_string!(locale, trainer.existing).to_string(),
                                (true, true) => td_string!(locale, school.not_used).to_string(),
                                (true, false) => td_string!(locale, school.used).to_string(),
                            };
                            view! { <tr><td class="figure muted">{one.nr}</td><td><code>{one.login}</code></td><td>{one.display_name}</td><td>{one.class_name}</td><td class="muted">{note}</td></tr> }
                        }).collect_view()}</tbody>
                    </table>
                </main>
            </Frame>
        }
        .into_any()
    });
    // Only while something happens: a page that renews itself for ever is a nuisance to who has it read out.
    let refresh = hashing.then_some([(HeaderName::from_static("refresh"), REFRESH_S)]);
    Ok(match refresh {
        Some(headers) => (headers, document).into_response(),
        None => document.into_response(),
    })
}

/// `POST /trainer/{class}/roster/{import}/slips`: other passwords for those who have not changed theirs.
///
/// # Errors
/// When the class is not the visitor's, or the import was taken back.
pub async fn slips(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, import)): Path<(String, String)>,
) -> Result<Document, ApiError> {
    let (user, class, row) = own(&state, &visitor, class, import).await?;
    let printing = state.storage.print_slips_again(&row.id).await?.ok_or(ApiError::Conflict)?;
    let printed = printed(&state, &row.id, printing).await?;
    let (school, origin) = (state.school().await?, state.origin.to_string());
    let made = Made { class, import: row.id, printed, there: 0, refused: Vec::new(), school, origin };
    Ok(made.page(visitor.locale, user))
}

/// `POST /trainer/{class}/roster/{import}/undo`
///
/// # Errors
/// When the class is not the visitor's. When somebody has used the list nothing is done, and the page says so.
pub async fn undo(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, import)): Path<(String, String)>,
) -> Result<Redirect, ApiError> {
    let (user, class, row) = own(&state, &visitor, class, import).await?;
    if !state.storage.undo_import(&row, &user.id, now_ms()).await? {
        return Ok(Redirect::to(&format!("/trainer/{}/roster/{}?used", class.id, row.id)));
    }
    Ok(Redirect::to(&format!("/trainer/{}/roster", class.id)))
}
