//! `/trainer/items/export.gift|.xml|.csv`: the school's own items as a file; with `?all` the shipped ones too.

use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use miaohui::{
    accounts::Permission,
    quiz::{
        Item,
        exchange::{Format, unbanked, write},
    },
};

/// `GET /trainer/items/{file}`
///
/// # Errors
/// When the visitor is no trainer or the file is none of the three.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    visitor.require(Permission::LeadClasses)?;
    let (format, kind) = match name.as_str() {
        "export.gift" => (Format::Gift, "text/plain; charset=utf-8"),
        "export.xml" => (Format::MoodleXml, "application/xml; charset=utf-8"),
        "export.csv" => (Format::Csv, "text/csv; charset=utf-8"),
        _ => return Err(ApiError::NotFound),
    };
    let school = state.storage.school_items().await?;
    let mut items: Vec<Item> =
        school.into_iter().filter(|one| one.retired_ms.is_none()).filter_map(|one| one.item).collect();
    if query.is_some_and(|query| query == "all" || query.starts_with("all=") || query.starts_with("all&")) {
        let own: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
        items.extend(state.content.items.values().filter(|item| !own.contains(&item.id)).cloned());
    }
    let items: Vec<_> = items.iter().map(unbanked).collect();
    let (mut text, left_out) = write(format, &items);
    if format == Format::Gift && !left_out.is_empty() {
        // GIFT has no cloze: the file says so itself.
        let lines: String = left_out.iter().map(|trouble| format!("// {trouble}\n")).collect();
        text = format!("{lines}\n{text}");
    }
    let attachment = format!("attachment; filename=\"miaohui-items.{}\"", name.trim_start_matches("export."));
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, attachment)], text).into_response())
}
