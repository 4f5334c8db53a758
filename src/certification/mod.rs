//! Standards, decisions and credentials.

pub mod standard;

pub use standard::Standard;
