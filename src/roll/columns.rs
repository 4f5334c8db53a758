//! Which column holds the codes, and which the names.

use super::CODE_CHARS;
use crate::ids::typed_code;
use crate::quiz::exchange::Row;

const CODE_NAMES: [&str; 7] = ["查验码", "证书查验码", "验证码", "code", "check code", "check_code", "checkcode"];
const WHO_NAMES: [&str; 6] = ["姓名", "名字", "学生", "持证人", "name", "holder"];

/// Where things stand.
pub struct Columns {
    /// Whether the first row names them.
    pub named: bool,
    pub code: usize,
    pub who: Option<usize>,
}

impl Columns {
    /// By the first row's names, else by the first row that holds a code; none where there is neither.
    pub fn read(rows: &[Row]) -> Option<Self> {
        let (_, first) = rows.first()?;
        let named = |names: &[&str]| first.iter().position(|cell| names.contains(&cell.trim().to_lowercase().as_str()));
        if let Some(code) = named(&CODE_NAMES) {
            return Some(Self { named: true, code, who: named(&WHO_NAMES) });
        }
        let is_code = |cell: &String| typed_code(cell).len() == CODE_CHARS;
        let code = rows.iter().find_map(|(_, cells)| cells.iter().position(is_code));
        // A single column is one of codes, whatever stands in it: each row is told what is wrong with it.
        let code = code.or_else(|| rows.iter().all(|(_, cells)| cells.len() == 1).then_some(0))?;
        let widest = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
        let who = named(&WHO_NAMES).or_else(|| (0..widest).find(|column| *column != code));
        let begins = first.get(code).is_some_and(is_code) || rows.len() == 1 || named(&WHO_NAMES).is_none();
        Some(Self { named: !begins, code, who })
    }
}

/// The column of a cell by its name: `C3` is in column 2.
pub fn of_cell(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    let count =
        letters.fold(0_usize, |sum, letter| sum.saturating_mul(26).saturating_add(usize::from(letter - b'A') + 1));
    count.checked_sub(1)
}
