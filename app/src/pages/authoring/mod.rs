//! `/trainer/scenarios/{id}`: a scenario written as form and as text side by side, checked, tried, kept in versions. A plain
//! form with several buttons: each answer brings back everything that was typed.

mod editor;
mod fault_words;
mod fields;
mod form;
pub mod list;
pub mod new;
mod tried;
mod words;

use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, Query, State, rejection::FormRejection},
    http::header,
    response::{IntoResponse, Response},
};
use editor::{Editor, Notice};
use form::{Posted, Wish};
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    content::{
        Fault,
        draft::{Fields, Place, Sheet, TEXT_MAX_BYTES, belongs, with_id},
    },
    storage::{NewScenarioVersion, User},
};
use serde::Deserialize;

/// The buyer a page opens with.
const SEED: u64 = 1;

/// What of a scenario is opened.
#[derive(Deserialize)]
pub struct Opened {
    /// 0: as the content folder has it; `None`: the newest there is.
    version: Option<u64>,
    /// The scenario a new one is made from.
    from: Option<String>,
}

/// A scenario's text and where it comes from.
struct Source {
    place: Place,
    /// 0: none saved.
    version: u64,
    text: String,
}

/// The text that was asked for.
async fn source(state: &AppState, id: &str, version: Option<u64>) -> Result<Option<Source>, ApiError> {
    let shipped =
        || state.workshop.bench().shipped(id).map(|(place, text)| Source { place, version: 0, text: text.to_owned() });
    let kept = match version {
        Some(0) => return Ok(shipped()),
        Some(version) => state.storage.scenario_version(id, version).await?,
        None => state.storage.newest_scenario_version(id).await?,
    };
    Ok(match kept {
        Some(kept) => {
            let place = Place { shop: kept.shop, id: id.to_owned() };
            Some(Source { place, version: kept.version, text: kept.text })
        }
        None if version.is_some() => None,
        None => shipped(),
    })
}

/// `GET /trainer/scenarios/{id}`
///
/// # Errors
/// When the visitor is no trainer, or there is no such scenario or version.
pub async fn open(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(opened): Query<Opened>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let found = source(&state, &id, opened.version).await?;
    let source = match (found, opened.from) {
        (Some(source), _) => source,
        (None, Some(from)) if Place::is_id(&id) && opened.version.is_none() => {
            let old = self::source(&state, &from, None).await?.ok_or(ApiError::NotFound)?;
            let place = Place { shop: old.place.shop, id };
            let text = with_id(&place.file(), &old.text, &place.id).map_err(|_| ApiError::NotFound)?;
            Source { place, version: 0, text }
        }
        _ => return Err(ApiError::NotFound),
    };
    let Source { place, version, text } = source;
    let mut editor = Editor::new(place, version, text);
    match Fields::read(&editor.place.file(), &editor.text) {
        Ok(fields) => editor.sheet = Sheet::of(fields),
        Err(fault) => editor.faults = vec![fault],
    }
    editor.script = own_script(&state, &editor).await?;
    page(&state, &visitor, user, editor).await
}

/// The case's own wordings as a script; none where the text has faults.
async fn own_script(state: &AppState, editor: &Editor) -> Result<String, ApiError> {
    let (place, text, seed) = (editor.place.clone(), editor.text.clone(), editor.seed);
    state.workshop.work(move |bench| bench.own_script(&place, &text, seed).unwrap_or_default()).await
}

async fn page(state: &AppState, visitor: &Visitor, user: User, mut editor: Editor) -> Result<Document, ApiError> {
    editor.versions = state.storage.scenario_versions(&editor.place.id).await?;
    Ok(editor::page(state, visitor.locale, user, editor))
}

/// `POST /trainer/scenarios/{id}`: whichever button it was.
///
/// # Errors
/// When the visitor is no trainer, the form cannot be read, or the server is busy.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let Form(pairs) = form.map_err(|_| ApiError::BadInput)?;
    let posted = Posted::read(pairs);
    let known = source(&state, &id, None).await?;
    // The shop of a scenario that is already there is not the browser's to say.
    let place = match &known {
        Some(known) => known.place.clone(),
        None if Place::is_id(&id) && state.content.shops.contains_key(&posted.shop) => Place { shop: posted.shop, id },
        None => return Err(ApiError::BadInput),
    };
    let mut editor = Editor::new(place, posted.base, posted.text);
    (editor.sheet, editor.script, editor.seed) = (posted.sheet, posted.script, posted.seed);
    editor.at_try = posted.wish == Wish::Try;
    let file = editor.place.file();
    if editor.text.len() > TEXT_MAX_BYTES {
        editor.notices.push(Notice::TooLong(editor.text.len()));
        return page(&state, &visitor, user, editor).await;
    }
    // A text that is no TOML leaves the form as it was.
    let fresh = match Fields::read(&file, &editor.text) {
        Ok(fresh) => fresh,
        Err(fault) => {
            editor.faults = vec![fault];
            return page(&state, &visitor, user, editor).await;
        }
    };
    if posted.wish == Wish::Write {
        write(&mut editor, &file);
        return page(&state, &visitor, user, editor).await;
    }
    editor.sheet = std::mem::take(&mut editor.sheet).beside(&fresh);
    if editor.sheet.is_changed() {
        editor.notices.push(Notice::NotWritten);
    }
    match posted.wish {
        Wish::Try => attempt(&state, &mut editor).await?,
        Wish::Save => save(&state, &user, &mut editor).await?,
        Wish::Check | Wish::Write => {
            editor.faults = check(&state, &editor).await?;
            if editor.faults.is_empty() {
                editor.notices.push(Notice::Sound);
            }
        }
    }
    page(&state, &visitor, user, editor).await
}

/// Form → text.
fn write(editor: &mut Editor, file: &str) {
    let written = editor.sheet.write(file, &editor.text).and_then(|text| Ok((Fields::read(file, &text)?, text)));
    match written {
        Err(fault) => editor.faults = vec![fault],
        Ok((_, text)) if text.len() > TEXT_MAX_BYTES => editor.notices.push(Notice::TooLong(text.len())),
        Ok((fields, text)) => {
            let same = text == editor.text;
            editor.notices.push(if same { Notice::NothingToWrite } else { Notice::Written });
            (editor.sheet, editor.text) = (Sheet::of(fields), text);
        }
    }
}

async fn check(state: &AppState, editor: &Editor) -> Result<Vec<Fault>, ApiError> {
    let (place, text) = (editor.place.clone(), editor.text.clone());
    state.workshop.work(move |bench| bench.check(&place, &text)).await
}

async fn attempt(state: &AppState, editor: &mut Editor) -> Result<(), ApiError> {
    if editor.script.trim().is_empty() {
        editor.script = own_script(state, editor).await?;
    }
    let (place, text, script, seed) = (editor.place.clone(), editor.text.clone(), editor.script.clone(), editor.seed);
    editor.tried = Some(state.workshop.work(move |bench| bench.try_out(&place, &text, seed, &script)).await?);
    Ok(())
}

/// Keeps the text as the next version, faults of meaning or not: who must leave keeps the work. Only a text that could not
/// be laid into the folder at all is refused.
async fn save(state: &AppState, user: &User, editor: &mut Editor) -> Result<(), ApiError> {
    if let Err(fault) = belongs(&editor.place, &editor.text) {
        editor.faults = vec![fault];
        editor.notices.push(Notice::NotSaved);
        return Ok(());
    }
    editor.faults = check(state, editor).await?;
    let newest = state.storage.newest_scenario_version(&editor.place.id).await?;
    if let Some(newest) = newest.as_ref().filter(|newest| newest.text == editor.text) {
        // The same form sent again, by a reload or a second click.
        editor.base = newest.version;
        editor.notices.push(Notice::SavedBefore(newest.version));
        return Ok(());
    }
    let new = NewScenarioVersion {
        scenario: editor.place.id.clone(),
        shop: editor.place.shop.clone(),
        text: editor.text.clone(),
        author: user.id.clone(),
    };
    let version = state.storage.save_scenario(&new, now_ms()).await?;
    editor.notices.push(Notice::Saved(version));
    if let Some(newest) = newest.filter(|newest| newest.version > editor.base) {
        editor.notices.push(Notice::Between { version: newest.version, author: newest.author_name });
    }
    editor.base = version;
    Ok(())
}

/// `GET /trainer/scenarios/{id}/file?version=N`: the text as a file for the content folder.
///
/// # Errors
/// When the visitor is no trainer, or there is no such scenario or version.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(opened): Query<Opened>,
) -> Result<Response, ApiError> {
    visitor.require(Permission::LeadClasses)?;
    let source = source(&state, &id, opened.version).await?.ok_or(ApiError::NotFound)?;
    // An id that was found is ASCII: it was saved as a file name or lies in the folder as one.
    let name = format!("attachment; filename=\"{}.toml\"", source.place.id);
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, source.text).into_response())
}
