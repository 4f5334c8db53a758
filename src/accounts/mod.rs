//! Accounts: passwords and their hashing, roles, logging in, the first admin, the demonstration.

mod demo;
mod hasher;
mod login;
mod password;
mod permission;
mod setup;
mod slips;
mod throttle;

pub use demo::{DEMO_ACCOUNTS, DemoAccount, DemoTask};
pub use hasher::{Hasher, HasherError};
pub use login::{AccountError, Accounts, LoginError, NAME_MAX_CHARS, PRACTICE_KEPT_DAYS};
pub use password::{LoginNameFault, PasswordFault, login_name, one_time_password, password_rules};
pub use permission::{Permission, may};
pub use setup::{SetupError, SetupToken};
pub use slips::Slip;
pub use throttle::Throttle;

/// A session that nobody used for so long is over: longer than a school day, shorter than a night.
pub const SESSION_IDLE_SECONDS: i64 = 10 * 3600;
/// A guest's session.
pub const GUEST_SESSION_SECONDS: i64 = 3600;
/// The session cookie. HttpOnly, SameSite=Lax, Secure where the origin is https.
pub const SESSION_COOKIE: &str = "miaohui_session";
/// Guests and what they did are forgotten after so long.
pub const GUEST_KEPT_MS: u64 = 24 * 3600 * 1000;
/// Expired sessions and old guests are swept so often.
pub const SWEEP_INTERVAL_MS: u64 = 15 * 60 * 1000;
