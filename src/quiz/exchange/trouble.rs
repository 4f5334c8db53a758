//! What may be wrong with a file of items, each with its place and its mend.

use super::{ANSWERS_MAX, ITEMS_MAX};
use crate::quiz::Kind;

/// A fault in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// From 1; in a table the row, the header being row 1.
    pub line: u64,
    pub trouble: Trouble,
}

impl FileFault {
    pub fn new(line: u64, trouble: Trouble) -> Self {
        Self { line, trouble }
    }
}

/// What is wrong. Unless it says so, the item is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("this is neither UTF-8 nor UTF-16 nor GB18030 text; save the file as UTF-8")]
    Encoding,
    #[error("more than {ITEMS_MAX} items; the rest was not read: split the file")]
    TooManyItems,
    #[error("more than {ANSWERS_MAX} answers; leave some out")]
    TooManyAnswers,
    #[error("the name {name:?} is used before, at {line}; give one of them another name")]
    DuplicateName { name: String, line: u64 },
    #[error("the question has no text; write it before the answers")]
    NoPrompt,
    #[error("an answer is empty; write it or take it out")]
    EmptyAnswer,
    #[error("no answer is right; mark the right one")]
    NoneRight,
    #[error("{0:?} is no share; it goes from -100% to 100%")]
    Share(String),
    #[error("{0:?} is no number; write it in digits, with a point")]
    Number(String),
    #[error("{0:?} has no right side; write left -> right")]
    HalfPair(String),
    #[error("at least two pairs are needed")]
    FewPairs,
    #[error("at least two steps are needed")]
    FewSteps,
    #[error("{0:?} stands for anything in Moodle and is compared here as it is written; the item is kept")]
    Wildcard(String),
    // GIFT
    #[error("`{{` is never closed; write `}}` after the answers, or `\\{{` for the mark itself")]
    OpenBrace,
    #[error("`}}` without `{{`; write `\\}}` for the mark itself")]
    StrayBrace,
    #[error("a second `{{`; one question has one block of answers")]
    SecondBrace,
    #[error("the name is not closed; write it as ::name::")]
    OpenName,
    #[error("{0:?} stands before the first answer; begin each with = or ~")]
    StrayText(String),
    // Moodle XML
    #[error("not well-formed XML: {0}; nothing after this place was read")]
    Xml(String),
    #[error("the elements lie more than {0} deep; nothing after this place was read")]
    Deep(usize),
    #[error("this is not Moodle's XML: the outermost element is <quiz>")]
    NoQuiz,
    #[error("questions of the kind {0:?} are not read; take it out, or make it another kind")]
    UnknownKind(String),
    #[error("the picture or file {0:?} was left out; the item is kept")]
    FileLeftOut(String),
    // Embedded answers
    #[error("the embedded answer {0:?} cannot be read; write {{1:SHORTANSWER:=word}}")]
    Embedded(String),
    #[error("there is no embedded answer in the text; write {{1:SHORTANSWER:=word}}")]
    NoBlank,
    #[error("blank {0}: the tolerance is kept, and only the number itself counts here")]
    BlankTolerance(u64),
    // Aiken
    #[error("no line `ANSWER: A` after the options")]
    NoKey,
    #[error("the answer {0:?} is not among the options")]
    UnknownKey(String),
    #[error("at least two options are needed")]
    FewOptions,
    // Tables
    #[error("{got} cells where the header has {want}; add or take out commas, or put quotes around text with commas")]
    Columns { got: usize, want: usize },
    #[error("the header names no column {0:?}; see the example")]
    NoColumn(&'static str),
    #[error("the column {0:?} is not known and was left out; the items are kept")]
    UnknownColumn(String),
    #[error("a quoted cell is not closed; nothing after this row was read")]
    OpenQuote,
    #[error(
        "the kind {0:?} is not known; write single, multiple, boolean, numeric, text, matching, ordering, cloze, essay or description"
    )]
    Kind(String),
    #[error("column {0}: a formula, not text; write the words, or put ' before it")]
    Formula(String),
    #[error("cell {0} is a formula; its last value was read and the item is kept")]
    FormulaValue(String),
    #[error("more than {0} columns; the rest was not read")]
    Wide(usize),
    #[error("the workbook cannot be read: {0}; save it as .xlsx or CSV")]
    Workbook(String),
    #[error("the workbook unpacks to more than {0} MB; split it")]
    Unpacked(u64),
    // Writing
    #[error("{kind:?} {name:?} cannot be written in this format and was left out")]
    Unwritable { kind: Kind, name: String },
}
