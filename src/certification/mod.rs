//! Standards, decisions and credentials.

pub mod assess;
pub mod checks;
pub mod contexts;
pub mod instant;
#[cfg(feature = "credentials")]
pub mod multikey;
#[cfg(feature = "credentials")]
pub mod proof;
pub mod standard;
#[cfg(feature = "credentials")]
pub mod statements;

pub use assess::{Assessment, Results, assess};
pub use checks::StandardFault;
pub use standard::Standard;

#[cfg(test)]
mod tests;
