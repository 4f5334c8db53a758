//! What every handler shares.

use miaohui::{accounts::Accounts, certification::keys::Keyring, content::Content, live::Live, storage::Storage};
use std::sync::Arc;

/// Cheap to clone; all clones share the same parts.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Public address without a trailing slash.
    pub origin: Arc<str>,
    pub storage: Storage,
    pub accounts: Accounts,
    pub content: Arc<Content>,
    pub live: Live,
    pub keys: Arc<Keyring>,
    /// Name of the school on certificates.
    pub school: Arc<str>,
    /// What the first admin must show; `None` once there is one.
    pub setup_token: Option<Arc<str>>,
    /// Accounts of the demonstration school, shown on the login page.
    pub demo: Arc<[miaohui::accounts::DemoAccount]>,
}
