//! Standards, decisions and credentials.

pub mod standard;

pub use standard::Standard;
pub mod contexts;
pub mod credential;
pub mod instant;

#[cfg(feature = "credentials")]
pub mod badge;
#[cfg(feature = "server")]
pub mod command;
#[cfg(feature = "credentials")]
pub mod demonstration;
#[cfg(feature = "credentials")]
pub mod did;
#[cfg(feature = "server")]
mod fetch;
#[cfg(feature = "credentials")]
pub mod form;
#[cfg(feature = "credentials")]
pub mod jwt;
#[cfg(feature = "credentials")]
pub mod keys;
#[cfg(feature = "credentials")]
pub mod multikey;
#[cfg(feature = "credentials")]
pub mod proof;
#[cfg(feature = "credentials")]
pub mod statements;
#[cfg(feature = "credentials")]
pub mod status;
#[cfg(feature = "credentials")]
pub mod verify;
