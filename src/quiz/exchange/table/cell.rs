//! Cells that a spreadsheet might compute: written with an apostrophe before them, read back without.

/// What a spreadsheet takes for a formula when a cell begins with it.
const COMPUTED: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn is_computed(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(COMPUTED)
}

/// As it may stand in a table.
pub fn harmless(text: &str) -> String {
    let apostrophe = if is_computed(text) { "'" } else { "" };
    format!("{apostrophe}{text}")
}

/// As it was before [`harmless`].
pub fn bare(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_computed(rest)).unwrap_or(text)
}

/// A formula that stands as text.
pub fn is_formula(text: &str) -> bool {
    text.starts_with('=')
}

/// A cell of CSV: in quotes where it must be.
pub fn quoted(text: &str) -> String {
    let text = harmless(text);
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) || text != text.trim() {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_cells() {
        for text in ["=1+1", "-5", "+86", "@x", "\tx", "'=x", "''@", "'x", "x", "", "7 天"] {
            let written = harmless(text);
            assert!(!written.starts_with(COMPUTED), "{text}");
            assert_eq!(bare(&written), text);
        }
        assert_eq!(quoted("=a,\"b\""), "\"'=a,\"\"b\"\"\"");
    }
}
