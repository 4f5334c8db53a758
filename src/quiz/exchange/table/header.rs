//! The header of a table: what each column is.

use super::super::{ANSWERS_MAX, Trouble};
use unicode_normalization::UnicodeNormalization as _;

/// What a column holds. Numbered ones count their answers from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Name,
    Kind,
    Prompt,
    Category,
    General,
    Id,
    Tags,
    Unit,
    /// Which answers are right, by letter or in words.
    Key,
    Answer(usize),
    Fraction(usize),
    Feedback(usize),
    Tolerance(usize),
    Match(usize),
    /// Known, and not used.
    Beside,
}

/// The columns in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    pub columns: Vec<Column>,
    /// The names as they stand, for messages.
    pub names: Vec<String>,
    /// Names that mean nothing here.
    pub unknown: Vec<String>,
}

/// Columns by their names, in small letters without blanks.
const NAMES: [(&[&str], Column); 10] = [
    (&["name", "title", "名称", "题目名称", "编号", "题号"], Column::Name),
    (&["kind", "type", "题型", "类型", "试题类型"], Column::Kind),
    (&["prompt", "question", "题干", "题目", "问题", "试题", "题目内容"], Column::Prompt),
    (&["category", "topic", "分类", "知识点", "章节", "类别"], Column::Category),
    (&["general_feedback", "generalfeedback", "explanation", "解析", "答案解析", "说明"], Column::General),
    (&["idnumber", "id"], Column::Id),
    (&["tags", "标签"], Column::Tags),
    (&["unit", "单位"], Column::Unit),
    (&["answer", "key", "答案", "正确答案", "参考答案"], Column::Key),
    (&["no", "no.", "level", "score", "序号", "难度", "分值", "分数"], Column::Beside),
];

/// What a name may begin with, and the column of a number.
type Numbered = (&'static [&'static str], fn(usize) -> Column);

/// Numbered columns by what their names begin with.
const NUMBERED: [Numbered; 5] = [
    (&["answer", "option", "选项", "答案"], Column::Answer),
    (&["fraction", "share", "得分比例", "比例"], Column::Fraction),
    (&["feedback", "反馈"], Column::Feedback),
    (&["tolerance", "误差"], Column::Tolerance),
    (&["match", "配对"], Column::Match),
];

impl Header {
    /// # Errors
    /// Where the prompt has no column.
    pub fn read(names: &[String]) -> Result<Self, Trouble> {
        let mut header = Self::default();
        for name in names {
            let plain: String = name.nfkc().filter(|one| !one.is_whitespace()).flat_map(char::to_lowercase).collect();
            let column = column(&plain);
            if column.is_none() && !plain.is_empty() {
                header.unknown.push(name.trim().to_owned());
            }
            header.columns.push(column.unwrap_or(Column::Beside));
            header.names.push(name.trim().to_owned());
        }
        // Columns without a name at the end are none.
        while header.names.last().is_some_and(String::is_empty) {
            header.names.pop();
            header.columns.pop();
        }
        if header.columns.contains(&Column::Prompt) { Ok(header) } else { Err(Trouble::NoColumn("prompt")) }
    }
}

fn column(name: &str) -> Option<Column> {
    if let Some((_, column)) = NAMES.iter().find(|(names, _)| names.contains(&name)) {
        return Some(*column);
    }
    NUMBERED
        .iter()
        .find_map(|(starts, numbered)| starts.iter().find_map(|start| place(name.strip_prefix(start)?)).map(numbered))
}

/// `1` or `a` as 0.
fn place(end: &str) -> Option<usize> {
    let end = end.trim_start_matches(['_', '-', '.']);
    let place = match end.as_bytes() {
        [letter @ b'a'..=b'z'] => usize::from(letter - b'a'),
        _ => end.parse::<usize>().ok()?.checked_sub(1)?,
    };
    (place < 2 * ANSWERS_MAX).then_some(place)
}
