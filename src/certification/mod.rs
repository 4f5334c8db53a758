//! Standards, decisions and credentials.

pub mod assess;
pub mod checks;
pub mod standard;

pub use assess::{Assessment, Results, assess};
pub use checks::StandardFault;
pub use standard::Standard;

#[cfg(test)]
mod tests;
