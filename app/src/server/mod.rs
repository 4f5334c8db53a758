//! The web around the library: configuration, state, doors, headers, files. Server only.

#[cfg(test)]
mod access;
pub mod address;
pub mod assets;
pub mod bank;
pub mod config;
pub mod dates;
pub mod difficulties;
pub mod document;
pub mod error;
pub mod headers;
pub mod limits;
pub mod locale;
pub mod newest;
pub mod opening;
pub mod origin;
pub mod presence;
pub mod router;
pub mod serve;
pub mod shadows;
pub mod sheet;
pub mod sittings;
pub mod socket;
pub mod state;
pub mod status;
pub mod studies;
pub mod tasks;
pub mod visitor;
pub mod workshop;
