//! The editor's form as it is sent: one form, many buttons.

use crate::draft::{Change, Draft};
use miaohui::quiz::Kind;

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Check,
    Save,
    /// The facts of the product that was named.
    Facts,
    /// The fact reads otherwise now, and the item is right for what it reads now.
    Right,
    Rows(Change),
}

/// Everything that was in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub wish: Wish,
    /// The version that was opened; 0: none.
    pub base: u64,
    /// The item this one is a copy of.
    pub from: String,
    /// The shop whose rules are listed.
    pub rules_of: String,
    /// Product and fact as they were chosen when the page was drawn.
    pub chosen: String,
    pub draft: Draft,
}

/// A kind as the form sends it.
pub fn kind(word: &str) -> Option<Kind> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Product and fact in one text, to see whether either was chosen anew.
pub fn chosen(draft: &Draft) -> String {
    format!("{}|{}", draft.product.trim(), draft.fact.trim())
}

impl Posted {
    /// Reads the sent pairs; what is unknown is left aside.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let find = |name: &str| pairs.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone());
        let wish = match find("do").as_deref() {
            Some("save") => Wish::Save,
            Some("facts") => Wish::Facts,
            Some("right") => Wish::Right,
            Some(other) => Change::read(other).map_or(Wish::Check, Wish::Rows),
            None => Wish::Check,
        };
        Self {
            wish,
            base: find("base").and_then(|base| base.parse().ok()).unwrap_or(0),
            from: find("from").unwrap_or_default(),
            rules_of: find("rules_of").unwrap_or_default(),
            chosen: find("chosen").unwrap_or_default(),
            draft: Draft::read(find("kind").as_deref().and_then(kind).unwrap_or_default(), pairs),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Rows;

    #[test]
    fn which_button_and_what_was_typed() {
        let read = |pairs: &[(&str, &str)]| {
            Posted::read(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
        };
        let posted = read(&[
            ("do", "drop.blanks.0.2"),
            ("kind", "cloze"),
            ("base", "3"),
            ("prompt", "一\r\n二"),
            ("product", " XB-1 "),
        ]);
        assert_eq!(posted.wish, Wish::Rows(Change::Drop(Rows::OfBlank(0), 2)));
        assert_eq!((posted.draft.kind, posted.base), (Kind::Cloze, 3));
        assert_eq!(posted.draft.prompt, "一\n二");
        assert_eq!(chosen(&posted.draft), "XB-1|");
        assert_eq!(read(&[("do", "steal"), ("kind", "none"), ("base", "-1")]).wish, Wish::Check);
    }
}
