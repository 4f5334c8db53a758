//! Standards, decisions and credentials.

pub mod standard;

pub use standard::Standard;
pub mod contexts;
pub mod instant;
#[cfg(feature = "credentials")]
pub mod multikey;
#[cfg(feature = "credentials")]
pub mod proof;
#[cfg(feature = "credentials")]
pub mod statements;
