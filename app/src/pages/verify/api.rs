//! The check for programs: `POST /api/v1/verify`, what other verifiers need of us, and the description of it all.

use super::super::certificate::checked;
use super::{FILE_MAX, wire};
use crate::server::{error::ApiError, locale, state::AppState};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use miaohui::certification::did;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

/// Everything a program may call.
#[derive(OpenApi)]
#[openapi(
    info(title = "Miaohui", version = "1", description = "Checking certificates by machine."),
    paths(verify, did_document, status_list),
    components(schemas(wire::Verdict, wire::Refused)),
    modifiers(&Keys)
)]
struct Description;

struct Keys;

impl Modify for Keys {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A key made on the employer's page. Without one the public limit holds."))
            .build();
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("key", SecurityScheme::Http(key));
    }
}

/// `GET /api/openapi.json`
pub async fn description() -> Response {
    Json(Description::openapi()).into_response()
}

/// Check one certificate: form, signature, issuer and key, dates, status, in this order.
///
/// # Errors
/// When the database does not answer.
#[utoipa::path(
    post,
    path = "/api/v1/verify",
    request_body(
        description = "The credential as issued, at most 256 KiB: JSON with a Data Integrity proof, a VC-JWT, or a picture with one baked in.",
        content(
            (serde_json::Value = "application/vc"),
            (serde_json::Value = "application/json"),
            (String = "application/jwt"),
            (String = "image/svg+xml"),
            (String = "image/png"),
        )
    ),
    responses(
        (status = 200, description = "The verdict.", body = wire::Verdict, headers(
            ("ratelimit-limit" = u32, description = "Checks a minute with this key."),
            ("ratelimit-remaining" = u32, description = "How many are left now."),
            ("ratelimit-reset" = u32, description = "Seconds until all are there again."),
        )),
        (status = 401, description = "The key is not known, or revoked.", body = wire::Refused),
        (status = 413, description = "The body is larger than 256 KiB.", body = wire::Refused),
        (status = 429, description = "Too many checks.", body = wire::Refused, headers(
            ("retry-after" = u32, description = "Seconds to wait."),
        )),
    ),
    security((), ("key" = []))
)]
pub async fn verify(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    match body {
        Ok(body) if body.len() <= FILE_MAX => {
            Ok(Json(wire::Verdict::from(checked(&state, &body).await?)).into_response())
        }
        Ok(_) | Err(BytesRejection::FailedToBufferBody(_)) => {
            Ok(wire::refused(locale::of(&headers), StatusCode::PAYLOAD_TOO_LARGE, wire::Refusal::TooLarge))
        }
        Err(_) => Err(ApiError::BadInput),
    }
}

/// The issuer's DID document.
#[utoipa::path(
    get,
    path = "/.well-known/did.json",
    responses((status = 200, description = "The document of did:web.", content_type = "application/did+json", body = serde_json::Value))
)]
pub async fn did_document(State(state): State<AppState>) -> Response {
    let document = state.keys.did_document(&did::from_origin(&state.origin));
    ([(header::CONTENT_TYPE, "application/did+json")], format!("{document:#}")).into_response()
}

/// A signed Bitstring Status List: 1 says who is revoked, 2 who is suspended.
///
/// # Errors
/// When there is no such list.
#[utoipa::path(
    get,
    path = "/credentials/status/{number}",
    params(("number" = u32, Path, description = "The list.")),
    responses(
        (status = 200, description = "A BitstringStatusListCredential.", content_type = "application/vc", body = serde_json::Value),
        (status = 404, description = "There is no such list."),
    )
)]
pub async fn status_list(State(state): State<AppState>, Path(number): Path<u32>) -> Result<Response, ApiError> {
    let list = state.status.now(&state).await?.remove(&number).ok_or(ApiError::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/vc")], list).into_response())
}
