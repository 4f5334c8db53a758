//! Standards, decisions and credentials.

pub mod agreement;
pub mod appeal;
pub mod assess;
pub mod checks;
pub mod conditions;
pub mod contexts;
pub mod credential;
pub mod entry;
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
#[cfg(feature = "server")]
pub mod lettering;
#[cfg(feature = "credentials")]
pub mod multikey;
#[cfg(feature = "server")]
pub mod paper;
#[cfg(feature = "credentials")]
pub mod png;
#[cfg(feature = "credentials")]
pub mod proof;
#[cfg(feature = "server")]
pub mod raster;
pub mod references;
#[cfg(feature = "credentials")]
pub mod register;
pub mod standard;
#[cfg(feature = "credentials")]
pub mod statements;
#[cfg(feature = "credentials")]
pub mod status;
#[cfg(feature = "credentials")]
pub mod verify;

pub use assess::{Assessment, Results, assess};
pub use checks::StandardFault;
pub use standard::Standard;

#[cfg(test)]
mod shipped;
#[cfg(test)]
mod tests;
