//! What `content/` holds, as plain data ([`Content`]), and, behind feature `server`, its loading and checking.

mod bundle;
pub mod phrases;

pub use bundle::Content;
pub use phrases::{BuyerLines, ColleagueLines, Phrase};
