//! What the form of many certificates sends.

use super::BODY_MAX;
use crate::server::{error::ApiError, state::AppState};
use axum::{
    extract::{FromRequest as _, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use miaohui::roll::FILE_MAX;

/// A file, or pasted lines.
#[derive(Debug, Default)]
pub struct Upload {
    pub codes: String,
    pub file: Vec<u8>,
    /// Whether the table is wanted as CSV.
    pub as_csv: bool,
}

pub enum Uploaded {
    Form(Upload),
    TooLarge,
}

/// Reads the form.
///
/// # Errors
/// When it is no such form.
pub async fn read(state: &AppState, request: Request) -> Result<Uploaded, ApiError> {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > BODY_MAX as u64) {
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
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = match field.bytes().await {
            Ok(bytes) if bytes.len() > FILE_MAX => return Ok(Uploaded::TooLarge),
            Ok(bytes) => bytes,
            Err(error) => return too_large(&error),
        };
        match name.as_str() {
            "file" => upload.file = bytes.to_vec(),
            "codes" => upload.codes = String::from_utf8(bytes.to_vec()).map_err(|_| ApiError::BadInput)?,
            "as" => upload.as_csv = bytes.as_ref() == b"csv",
            _ => {}
        }
    }
}

fn too_large(error: &MultipartError) -> Result<Uploaded, ApiError> {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Ok(Uploaded::TooLarge) } else { Err(ApiError::BadInput) }
}
