//! An item between tools: what every format is read into and written from.

use crate::quiz::{
    Kind,
    carried::{Role, Source, TextFormat},
};
use serde::Serialize;

/// An item as it was read. Texts are as they will be shown, without markup.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Imported {
    pub name: String,
    pub kind: Kind,
    /// A missing word is `_____`; of `cloze`, `{1}`, `{2}` … are the blanks.
    pub prompt: String,
    pub answers: Vec<ImportedAnswer>,
    /// Where it begins, from 1; in a table its row.
    pub line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub general_feedback: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub category: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub idnumber: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// See [`crate::quiz::Carried`].
    #[serde(skip)]
    pub sources: Vec<Source>,
    #[serde(skip)]
    pub embedded: Vec<String>,
    #[serde(skip)]
    pub kept: Vec<String>,
}

/// One answer: an option, a right word or number, a left with its `match`, a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ImportedAnswer {
    pub text: String,
    /// From -1 to 1.
    pub fraction: f64,
    /// Empty: none.
    pub feedback: String,
    /// Of `numeric`: how far off still counts, both ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
    /// Of `matching`; the left is empty where nobody matches this right.
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pub right: Option<String>,
    /// Of `cloze`: which blank it is for, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<u64>,
}

/// Characters of a prompt that name an item without a name.
const NAME_CHARS: usize = 40;

impl Imported {
    /// The name of an item that brings none: how its prompt begins.
    pub fn name_of(prompt: &str) -> String {
        let line = prompt.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut name: String = line.chars().take(NAME_CHARS).collect();
        if line.chars().count() > NAME_CHARS {
            name.push('…');
        }
        name
    }

    /// Keeps how a text was written where it is shown otherwise or names its format, and gives what is shown.
    pub fn shown(&mut self, role: Role, format: Option<TextFormat>, text: &str) -> String {
        let shown = super::html::shown(format, text);
        if format.is_some() || shown != text {
            self.sources.push(Source { role, shown: shown.clone(), format, text: text.to_owned() });
        }
        shown
    }
}

impl ImportedAnswer {
    pub fn new(text: impl Into<String>, fraction: f64) -> Self {
        Self { text: text.into(), fraction, ..Self::default() }
    }
}

/// Finds how texts were written, each once, in order.
#[derive(Debug)]
pub struct Sources<'a> {
    left: Vec<Option<&'a Source>>,
}

impl<'a> Sources<'a> {
    pub fn of(item: &'a Imported) -> Self {
        Self { left: item.sources.iter().map(Some).collect() }
    }

    /// The text as it was written, where it is still shown so.
    pub fn take(&mut self, role: Role, shown: &str) -> Option<&'a Source> {
        let same = |one: &&mut Option<&'a Source>| one.is_some_and(|one| one.role == role && one.shown == shown);
        self.left.iter_mut().find(same)?.take()
    }
}
