//! `/admin/backup`: the whole school into a file, and from one.

use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    body::Body,
    extract::{Multipart, State, multipart::Field},
    http::header,
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    storage::{Backup, Json, NewAudit, RestoreFault, User},
};
use std::io::{Seek as _, SeekFrom, Write as _};
use tokio_util::io::ReaderStream;

/// The largest backup the page takes; a larger one goes by the command.
pub const BODY_MAX: usize = 2 << 30;

/// `GET /admin/backup`
///
/// # Errors
/// When the visitor is no administrator.
pub async fn page(visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    Ok(shown(visitor.locale, Some(user), None))
}

/// `GET /admin/backup/file`: written whole first, so that a download is either a whole backup or an error.
///
/// # Errors
/// When the visitor is no administrator, or the disk is full.
pub async fn file(State(state): State<AppState>, visitor: Visitor) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    let mut file = tempfile::tempfile().map_err(|error| on_disk(&error))?;
    let written = state.storage.back_up(&file, now_ms()).await.map_err(|fault| fault_of(&fault))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| on_disk(&error))?;
    noted(&state, &user, "backup", &written).await?;
    let name = dates::minute(now_ms()).replace([' ', ':'], "-");
    let headers = [
        (header::CONTENT_TYPE, "application/gzip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"miaohui-{name}.jsonl.gz\"")),
    ];
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    Ok((headers, body).into_response())
}

/// `POST /admin/backup`: puts a file in the place of everything. Whoever is signed in is so no more.
///
/// # Errors
/// When the visitor is no administrator, or the form cannot be read.
pub async fn restore(
    State(state): State<AppState>,
    visitor: Visitor,
    mut form: Multipart,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    let locale = visitor.locale;
    let (mut given, mut sure) = (None, false);
    while let Some(field) = form.next_field().await.map_err(|_| ApiError::BadInput)? {
        match field.name() {
            Some("file") => given = Some(kept(field).await?),
            Some("sure") => sure = field.text().await.map_err(|_| ApiError::BadInput)? == "yes",
            _ => {}
        }
    }
    let Some(file) = given.filter(|_| sure) else {
        return Ok(shown(locale, Some(user), Some(Err(td_string!(locale, admin.restore_unsure).to_string()))));
    };
    Ok(match state.storage.restore(file, true).await {
        Ok(restored) => shown(locale, None, Some(Ok(restored))),
        Err(fault) if fault.is_of_file() => shown(locale, Some(user), Some(Err(fault.to_string()))),
        Err(fault) => return Err(fault_of(&fault)),
    })
}

/// A sent file, laid down bit by bit.
async fn kept(mut field: Field<'_>) -> Result<std::fs::File, ApiError> {
    let mut file = tempfile::tempfile().map_err(|error| on_disk(&error))?;
    while let Some(bytes) = field.chunk().await.map_err(|_| ApiError::BadInput)? {
        file.write_all(&bytes).map_err(|error| on_disk(&error))?;
    }
    file.seek(SeekFrom::Start(0)).map_err(|error| on_disk(&error))?;
    Ok(file)
}

fn on_disk(error: &std::io::Error) -> ApiError {
    tracing::error!(%error, "a backup");
    ApiError::Fault
}

fn fault_of(fault: &RestoreFault) -> ApiError {
    tracing::error!(%fault, "a backup");
    ApiError::Fault
}

async fn noted(state: &AppState, by: &User, action: &str, backup: &Backup) -> Result<(), ApiError> {
    let payload = Json::of(&serde_json::json!({ "rows": backup.rows, "hash": backup.hash }))?;
    let entry = NewAudit { actor: Some(&by.id), action, object: "school", payload };
    Ok(state.storage.audit(&entry, now_ms()).await?)
}

fn shown(locale: Locale, user: Option<User>, said: Option<Result<Backup, String>>) -> Document {
    Document::new(locale, td_string!(locale, admin.backup).to_string(), move || {
        let notice = said.map(|said| match said {
            Ok(backup) => view! { <div class="notice good" role="status"><p>{td_string!(locale, admin.restored, rows = backup.rows)}</p><p><small>"SHA-256 "<code>{backup.hash}</code></small></p><p><a href="/login">{td_string!(locale, common.sign_in)}</a></p></div> }.into_any(),
            Err(words) => view! { <p class="notice bad" role="alert">{words}</p> }.into_any(),
        });
        view! {
            <Frame locale=locale here="/admin" user=user>
                <main id="main" class="page reading stack-5">
                    <div class="head"><div><h1>{td_string!(locale, admin.backup)}</h1><p>{td_string!(locale, admin.backup_text)}</p></div><a class="button" href="/admin">{td_string!(locale, admin.title)}</a></div>
                    {notice}
                    <p><a class="button primary" href="/admin/backup/file" download="">{td_string!(locale, admin.backup_do)}</a></p>
                    <form method="post" action="/admin/backup" enctype="multipart/form-data" class="panel stack">
                        <h2>{td_string!(locale, admin.restore_title)}</h2>
                        <p class="muted">{td_string!(locale, admin.restore_text)}</p>
                        <div class="field"><label for="file">{td_string!(locale, admin.backup_file)}</label><input id="file" type="file" name="file" accept=".gz" required /></div>
                        <label class="row"><input type="checkbox" name="sure" value="yes" required /><span>{td_string!(locale, admin.restore_sure)}</span></label>
                        <p><button class="danger" type="submit">{td_string!(locale, admin.restore_do)}</button></p>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
}
