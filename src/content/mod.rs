//! What `content/` holds, as plain data ([`Content`]), its loading and checking; files themselves behind feature `server`.

mod bundle;
mod check;
#[cfg(feature = "server")]
pub mod draft;
mod fault;
mod files;
mod load;
pub mod phrases;

pub use bundle::Content;
pub use check::{Checked, check};
pub use fault::Fault;
pub use files::Files;
pub use phrases::{BuyerLines, ColleagueLines, Phrase};

/// Loads content for use. Faults of meaning (a scenario nobody can finish) are [`check`]'s business.
///
/// # Errors
/// Every file that does not parse and every id that stands twice.
pub fn load(files: &Files) -> Result<Content, Vec<Fault>> {
    let loaded = load::read(files);
    if loaded.faults.is_empty() { Ok(loaded.content) } else { Err(loaded.faults) }
}

#[cfg(test)]
mod tests;
