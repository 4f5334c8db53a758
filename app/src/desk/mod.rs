//! What the desk's page and the server say to each other, and what the page makes of it. Compiled
//! for both; no browser and no server in it.

pub mod card;
pub mod figures;
pub mod from_json;
pub mod json;
pub mod phrase;
mod reading;
pub mod rows;
pub mod state;
pub mod waiting;
pub mod wire;
pub mod writing;

#[cfg(feature = "ssr")]
pub mod cards;
#[cfg(feature = "ssr")]
pub mod outgoing;
#[cfg(feature = "ssr")]
pub mod phrases;
