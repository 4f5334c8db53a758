//! Miaohui (秒回): practice and certification for online-shop customer service.
//!
//! The modules without a feature gate are pure: no clock, no chance, no IO. They compile for
//! wasm32, so one rule marks a drill in the browser and again on the server.
//! Behind the feature `server`: content files, storage, accounts and the live shifts.

pub mod catalog;
pub mod certification;
pub mod clock;
pub mod content;
pub mod ids;
pub mod jsonl;
pub mod language;
pub mod picture;
pub mod programme;
pub mod quiz;
pub mod scoring;
pub mod simulation;
pub mod staffing;
mod trained;
pub mod typing;

#[cfg(feature = "server")]
pub mod accounts;
#[cfg(feature = "server")]
pub mod live;
#[cfg(feature = "server")]
pub mod roll;
#[cfg(feature = "server")]
pub mod roster;
#[cfg(feature = "server")]
pub mod storage;
