//! Who asks: the language, and the account if one is signed in. Every handler takes a [`Visitor`]
//! and says whom it admits.

use super::{error::ApiError, locale, state::AppState};
use crate::i18n::Locale;
use axum::{extract::FromRequestParts, http::request::Parts};
use miaohui::{
    accounts::{Permission, SESSION_IDLE_SECONDS, may},
    clock::now_ms,
    storage::{Role, User},
};
use tower_sessions::Session;

/// The person (or nobody in particular) behind a request.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub locale: Locale,
    pub user: Option<User>,
    pub session: Session,
    /// Path and query that were asked for.
    pub path: String,
    /// News of certificates an employer watches, shown in the frame.
    pub told: usize,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let session = Session::from_request_parts(parts, state).await.map_err(|(_, reason)| {
            tracing::error!(reason, "no session layer");
            ApiError::Fault
        })?;
        let now = now_ms();
        let seated = match session.id() {
            Some(id) => state.storage.seated(&id.to_string(), now).await?,
            None => None,
        };
        if let Some((_, expires_ms)) = &seated
            && expires_ms.saturating_sub(now) < SESSION_IDLE_SECONDS.unsigned_abs() * 1000 / 2
        {
            // It goes on as long as it is used; written now and then, not at each request.
            session.set_expiry(session.expiry());
        }
        let user = seated.map(|(user, _)| user).filter(|user| user.disabled_ms.is_none());
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let told = match &user {
            Some(user) if user.role == Role::Employer => state.storage.watched_news(&user.id, now).await?,
            _ => 0,
        };
        Ok(Self { locale: locale::of(&parts.headers), user, session, path, told })
    }
}

impl Visitor {
    /// The id of the session, to tell one sign-in from another; empty before there is one.
    pub fn session_id(&self) -> String {
        self.session.id().map(|id| id.to_string()).unwrap_or_default()
    }

    /// The signed-in account, if its role may do this.
    ///
    /// # Errors
    /// [`ApiError::SignIn`] when nobody is signed in, [`ApiError::NewPassword`] before a
    /// given password is changed, [`ApiError::Forbidden`] for another role.
    pub fn require(&self, permission: Permission) -> Result<&User, ApiError> {
        match &self.user {
            Some(user) if user.must_change => Err(ApiError::NewPassword),
            Some(user) if may(user.role, permission) => Ok(user),
            Some(user) if user.role != Role::Guest => Err(ApiError::Forbidden),
            _ => Err(ApiError::SignIn { back: self.path.clone() }),
        }
    }
}
