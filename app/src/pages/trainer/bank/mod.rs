//! `/trainer/items/bank/{id}`: an item written as a form, checked, previewed, kept in versions. A plain form with many
//! buttons: each answer brings back everything that was typed; the preview beside it is the only script.

mod editor;
mod fact_picker;
pub mod faults;
mod fields;
mod form;
mod held;
mod history;
pub mod list;
pub mod words;

use crate::draft::Draft;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, Query, State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use editor::{Editor, Notice};
use form::{Posted, Wish};
use held::{Held, Origin};
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    content::Content,
    ids,
    quiz::{Item, facts::reads},
    storage::User,
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Ids of a school's own items begin so.
const OWN: &str = "own-";
/// Characters of an own id after that.
const OWN_CHARACTERS: usize = 12;

/// The address of an item's page.
pub fn address(id: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    // In a path a plus is a plus.
    format!("/trainer/items/bank/{}", encoded.replace('+', "%20"))
}

pub fn draw_id() -> Result<String, ApiError> {
    let drawn = ids::random().map_err(|_| ApiError::Fault)?;
    Ok(format!("{OWN}{}", drawn.chars().take(OWN_CHARACTERS).collect::<String>()))
}

/// Whether an id is one that [`draw_id`] might have drawn.
pub fn is_own_id(id: &str) -> bool {
    id.strip_prefix(OWN).is_some_and(|rest| {
        rest.len() == OWN_CHARACTERS && rest.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit())
    })
}

/// What is to be written.
#[derive(Deserialize)]
pub struct Begun {
    #[serde(default)]
    kind: String,
    /// The item it is made from.
    #[serde(default)]
    from: String,
}

/// `GET /trainer/items/bank/new`: the form of a new item; nothing is kept yet.
///
/// # Errors
/// When the visitor is no trainer, or there is no such kind or no such item to copy.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(begun): Query<Begun>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let base = base(&state, &begun.from).await?;
    let draft = if begun.from.is_empty() {
        Draft::new(form::kind(&begun.kind).ok_or(ApiError::NotFound)?)
    } else {
        Draft::of(&base)
    };
    if !draft.kind.is_marked() {
        return Err(ApiError::NotFound);
    }
    let mut editor = blank(draw_id()?, draft, &base);
    fact_anew(&state.content, &mut editor.draft);
    if !begun.from.is_empty() {
        editor.notices.push(Notice::Copied(begun.from.clone()));
        editor.from = begun.from;
    }
    page(&state, &visitor, user, editor).await
}

/// The item a new one is made from: the one named, or an empty one.
async fn base(state: &AppState, from: &str) -> Result<Item, ApiError> {
    if from.is_empty() {
        return Ok(Item::default());
    }
    let held = held::one(state, from).await?.ok_or(ApiError::NotFound)?;
    Ok(Item { version: 0, ..held.item })
}

fn blank(id: String, draft: Draft, base: &Item) -> Editor {
    Editor {
        item: Item { id: id.clone(), ..draft.item(base) },
        id,
        base: 0,
        from: String::new(),
        draft,
        rules_of: String::new(),
        notices: Vec::new(),
        wrong: Vec::new(),
        newest: None,
        held: None,
        versions: Vec::new(),
        topics: BTreeSet::new(),
    }
}

/// Keeps what the chosen fact reads now.
fn fact_anew(content: &Content, draft: &mut Draft) {
    let product = Some(draft.product.trim()).filter(|id| !id.is_empty());
    let fact = draft.fact.trim();
    let law = fact.starts_with("law:");
    draft.said = if fact.is_empty() || law { String::new() } else { reads(content, product, fact).unwrap_or_default() };
}

/// What of an item is opened, and what was just done to it.
#[derive(Deserialize)]
pub struct Opened {
    /// `None`: the newest.
    version: Option<u64>,
    saved: Option<u64>,
    same: Option<u64>,
    /// Another version that was saved meanwhile.
    between: Option<u64>,
}

/// `GET /trainer/items/bank/{id}`
///
/// # Errors
/// When the visitor is no trainer, or there is no such item or version.
pub async fn open(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(opened): Query<Opened>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let held = held::one(&state, &id).await?.ok_or(ApiError::NotFound)?;
    if held.origin != Origin::Own {
        return Ok(editor::fixed(&state, visitor.locale, user, held));
    }
    let newest = held.item.clone();
    let item = match opened.version {
        Some(version) if version != newest.version => {
            state.storage.item_version(&id, version).await?.ok_or(ApiError::NotFound)?
        }
        _ => newest.clone(),
    };
    let mut editor = blank(id, Draft::of(&item), &item);
    editor.base = item.version;
    editor.wrong = faults::all(visitor.locale, &state.content, &editor.item);
    editor.notices.extend(opened.saved.map(Notice::Saved));
    editor.notices.extend(opened.same.map(Notice::SavedBefore));
    if item.version != newest.version {
        editor.notices.push(Notice::Old { version: item.version, newest: newest.version });
        editor.newest = Some(newest);
    }
    if let Some(version) = opened.between {
        let versions = state.storage.item_versions(&editor.id).await?;
        let author = versions.into_iter().find(|one| one.version == version).map(|one| one.author_name);
        editor.notices.extend(author.map(|author| Notice::Between { version, author }));
    }
    editor.held = Some(held);
    page(&state, &visitor, user, editor).await
}

async fn page(state: &AppState, visitor: &Visitor, user: User, mut editor: Editor) -> Result<Document, ApiError> {
    editor.versions = state.storage.item_versions(&editor.id).await?;
    editor.topics = state.items().await?.iter().map(|item| item.topic.clone()).collect();
    // A topic that an import brought along, and an item's that is not in use.
    editor.topics.insert(editor.draft.topic.clone());
    Ok(editor::page(state, visitor.locale, user, editor))
}

/// `POST /trainer/items/bank/{id}`: whichever button it was.
///
/// # Errors
/// When the visitor is no trainer, the form cannot be read, or the item is not the school's.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let Form(pairs) = form.map_err(|_| ApiError::BadInput)?;
    let mut posted = Posted::read(pairs);
    let held = match held::one(&state, &id).await? {
        Some(held) if held.origin == Origin::Own => Some(held),
        Some(_) => return Err(ApiError::BadInput),
        None if is_own_id(&id) && posted.draft.kind.is_marked() => None,
        None => return Err(ApiError::BadInput),
    };
    // What the form does not show is kept as the item has it.
    let base = match &held {
        Some(held) => held.item.clone(),
        None => base(&state, &posted.from).await?,
    };
    if held.is_some() {
        posted.draft.kind = base.kind;
    }
    match posted.wish {
        Wish::Rows(change) => posted.draft.change(change),
        Wish::Right => fact_anew(&state.content, &mut posted.draft),
        _ if posted.chosen != form::chosen(&posted.draft) => fact_anew(&state.content, &mut posted.draft),
        _ => {}
    }
    let mut editor = blank(id, posted.draft, &base);
    (editor.base, editor.from, editor.rules_of) = (posted.base, posted.from, posted.rules_of);
    editor.held = held;
    match posted.wish {
        Wish::Check | Wish::Save => {
            editor.wrong = faults::all(visitor.locale, &state.content, &editor.item);
            if posted.wish == Wish::Save && editor.wrong.is_empty() {
                return save(&state, &user, &editor).await;
            }
            editor.notices.push(match (posted.wish, editor.wrong.is_empty()) {
                (Wish::Save, _) => Notice::NotSaved,
                (_, true) => Notice::Sound,
                (_, false) => Notice::NotSound,
            });
        }
        Wish::Facts | Wish::Right | Wish::Rows(_) => {}
    }
    Ok(page(&state, &visitor, user, editor).await?.into_response())
}

/// Keeps the item as its next version, and opens it again.
async fn save(state: &AppState, user: &User, editor: &Editor) -> Result<Response, ApiError> {
    let here = address(&editor.id);
    let newest = editor.held.as_ref().map(|held| &held.item);
    let bare = |item: &Item| Item { version: 0, ..item.clone() };
    let asked = editor.held.as_ref().is_some_and(|held| held.standing != held::Standing::Retired);
    if let Some(newest) = newest.filter(|newest| asked && bare(newest) == bare(&editor.item)) {
        // The same form sent again, by a reload or a second click.
        return Ok(Redirect::to(&format!("{here}?same={}", newest.version)).into_response());
    }
    let saved = state.storage.save_items(std::slice::from_ref(&editor.item), &user.id, now_ms()).await?;
    let version = saved.first().copied().unwrap_or(1);
    let between = newest.filter(|newest| newest.version > editor.base).map(|newest| newest.version);
    let between = between.map(|version| format!("&between={version}")).unwrap_or_default();
    Ok(Redirect::to(&format!("{here}?saved={version}{between}")).into_response())
}

/// What is to become of an item.
#[derive(Deserialize)]
pub struct Changed {
    to: String,
    /// The list it was asked from, as its query.
    back: Option<String>,
}

/// `POST /trainer/items/bank/{id}/state`: retires, restores, or takes over what the fact reads now.
///
/// # Errors
/// When the visitor is no trainer, there is no such item, or it cannot become that.
pub async fn change(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(changed): Form<Changed>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let held = held::one(&state, &id).await?.ok_or(ApiError::NotFound)?;
    match changed.to.as_str() {
        "retired" => state.storage.retire_item(&id, now_ms()).await?,
        "used" => state.storage.restore_item(&id, now_ms()).await?,
        "right" if held.origin == Origin::Own => right(&state, &user, held).await?,
        _ => return Err(ApiError::BadInput),
    }
    let to = match changed.back {
        // Read and written anew: a header takes no other characters.
        Some(back) => {
            let pairs: Vec<(String, String)> = form_urlencoded::parse(back.as_bytes()).into_owned().collect();
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            format!("/trainer/items/bank?{query}")
        }
        None => address(&id),
    };
    Ok(Redirect::to(&to))
}

/// The item is right for what its fact reads now: a new version that says so.
async fn right(state: &AppState, user: &User, held: Held) -> Result<(), ApiError> {
    let held::Standing::Void { now: Some(now) } = held.standing else { return Err(ApiError::Conflict) };
    let item = Item { said: Some(now), ..held.item };
    state.storage.save_items(&[item], &user.id, now_ms()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_ids() {
        assert_eq!(address("own-1"), "/trainer/items/bank/own-1");
        assert_eq!(address("XB-1:facts.防 水/+"), "/trainer/items/bank/XB-1%3Afacts.%E9%98%B2%20%E6%B0%B4%2F%2B");
        assert!(is_own_id(&draw_id().unwrap()));
        for odd in ["", "own-", "own-UPPERCASE123", "XB-2107:care", "own-0123456789ab/.."] {
            assert!(!is_own_id(odd), "{odd}");
        }
    }
}
