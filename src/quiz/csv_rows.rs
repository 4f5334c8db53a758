//! Rows of comma-separated values (RFC 4180), read without IO: quoted cells, CR LF or LF, an optional byte order mark.

/// A cell that opens with a quote and never closes it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: a quoted cell is not closed")]
pub struct OpenQuote {
    /// From 1.
    pub row: u64,
}

/// The rows of `text` with their numbers from 1; rows without any text are counted and left out.
///
/// # Errors
/// [`OpenQuote`] where the text ends within quotes.
pub fn csv_rows(text: &str) -> Result<Vec<(u64, Vec<String>)>, OpenQuote> {
    let (rows, open) = rows_before(text, ',');
    open.map_or(Ok(rows), Err)
}

/// The rows up to a cell that never closes its quote, and where that is; cells end at `separator`.
pub fn rows_before(text: &str, separator: char) -> (Vec<(u64, Vec<String>)>, Option<OpenQuote>) {
    let mut rows = Vec::new();
    let (mut number, mut row, mut cell, mut quoted) = (1, Vec::new(), String::new(), false);
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            c if c == separator && !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && rest.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                keep(&mut rows, number, std::mem::take(&mut row));
                number += 1;
            }
            c => cell.push(c),
        }
    }
    if quoted {
        return (rows, Some(OpenQuote { row: number }));
    }
    row.push(cell);
    keep(&mut rows, number, row);
    (rows, None)
}

fn keep(rows: &mut Vec<(u64, Vec<String>)>, number: u64, row: Vec<String>) {
    if row.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push((number, row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        let check = |text: &str, expected: &[(u64, &[&str])]| {
            let got = csv_rows(text).unwrap();
            let got: Vec<(u64, Vec<&str>)> =
                got.iter().map(|(n, cells)| (*n, cells.iter().map(String::as_str).collect())).collect();
            let expected: Vec<(u64, Vec<&str>)> = expected.iter().map(|(n, cells)| (*n, cells.to_vec())).collect();
            assert_eq!(got, expected, "{text:?}");
        };
        check("", &[]);
        check("\u{feff}a,b\r\n1,\r\n", &[(1, &["a", "b"]), (2, &["1", ""])]);
        check("a\n\n,\nb", &[(1, &["a"]), (4, &["b"])]);
        check("\"x, \"\"y\"\"\",2\n\"a\nb\",3\n", &[(1, &["x, \"y\"", "2"]), (2, &["a\nb", "3"])]);
        check("in\"ch,2", &[(1, &["in\"ch", "2"])]);
        assert_eq!(csv_rows("a\n\"b"), Err(OpenQuote { row: 2 }));
        assert_eq!(rows_before("a;b\n\"c", ';').0, [(1, vec!["a".to_owned(), "b".to_owned()])]);
    }
}
