//! What the two forms send.

use super::BODY_MAX;
use crate::server::{error::ApiError, state::AppState};
use axum::{
    body::Body,
    extract::{FromRequest as _, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use futures::StreamExt as _;
use miaohui::quiz::exchange::{FILE_MAX, Format, ITEMS_MAX};
use std::{collections::BTreeMap, time::Duration};

/// The form around a file, in bytes.
const AROUND_MAX: u64 = 16 << 10;
/// So much of a refused file is taken and thrown away, so that the browser gets to read why.
const DRAINED_MAX: usize = 256 << 20;
/// So long at most.
const DRAINED_WITHIN: Duration = Duration::from_secs(20);
/// Fields of the confirmation: four an item, and two.
const FIELDS_MAX: usize = 4 * ITEMS_MAX + 2;

/// A file and what it is said to be.
#[derive(Debug, Default)]
pub struct Upload {
    pub name: String,
    /// `None`: to be guessed.
    pub format: Option<Format>,
    pub file: Vec<u8>,
    /// What was pasted instead, where the form has a field for it.
    pub lines: String,
}

pub enum Uploaded {
    Form(Upload),
    /// Refused by its length, before it was read, or where the length was not told, while it was.
    TooLarge,
}

/// Reads the upload.
pub async fn read(state: &AppState, request: Request) -> Result<Uploaded, ApiError> {
    if length(&request).is_some_and(|length| length > FILE_MAX + AROUND_MAX) {
        tokio::spawn(tokio::time::timeout(DRAINED_WITHIN, drained(request.into_body())));
        return Ok(Uploaded::TooLarge);
    }
    let mut form = Multipart::from_request(request, state).await.map_err(|_| ApiError::BadInput)?;
    let mut upload = Upload::default();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(Uploaded::Form(upload)),
            Err(error) => return too_large(&error),
        };
        match field.name() {
            Some("file") => {
                upload.name = field.file_name().unwrap_or_default().to_owned();
                match field.bytes().await {
                    Ok(bytes) if bytes.len() as u64 > FILE_MAX => return Ok(Uploaded::TooLarge),
                    Ok(bytes) => upload.file = bytes.to_vec(),
                    Err(error) => return too_large(&error),
                }
            }
            Some("lines") => match field.text().await {
                Ok(lines) => upload.lines = lines,
                Err(error) => return too_large(&error),
            },
            Some("format") => {
                upload.format = match field.text().await.map_err(|_| ApiError::BadInput)?.as_str() {
                    "gift" => Some(Format::Gift),
                    "moodle-xml" => Some(Format::MoodleXml),
                    "aiken" => Some(Format::Aiken),
                    "csv" => Some(Format::Csv),
                    _ => None,
                }
            }
            _ => {}
        }
    }
}

fn too_large(error: &MultipartError) -> Result<Uploaded, ApiError> {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Ok(Uploaded::TooLarge) } else { Err(ApiError::BadInput) }
}

fn length(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn drained(body: Body) {
    let mut chunks = body.into_data_stream();
    let mut left = DRAINED_MAX;
    while let Some(Ok(chunk)) = chunks.next().await {
        match left.checked_sub(chunk.len()) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// All fields of the confirmation.
pub async fn fields(state: &AppState, request: Request) -> Result<BTreeMap<String, String>, ApiError> {
    if length(&request).is_some_and(|length| length > BODY_MAX as u64) {
        return Err(ApiError::BadInput);
    }
    let mut form = Multipart::from_request(request, state).await.map_err(|_| ApiError::BadInput)?;
    let mut fields = BTreeMap::new();
    while let Some(field) = form.next_field().await.map_err(|_| ApiError::BadInput)? {
        let name = field.name().unwrap_or_default().to_owned();
        let text = field.text().await.map_err(|_| ApiError::BadInput)?;
        fields.insert(name, text);
        if fields.len() > FIELDS_MAX {
            return Err(ApiError::BadInput);
        }
    }
    Ok(fields)
}
