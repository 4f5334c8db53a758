//! An item as a form holds it: every field as it was typed, so that nothing typed is lost and nothing is read twice.
//! The page reads it on the server, the preview in the browser.

mod change;
mod fields;

pub use change::{Change, Rows};

use crate::islands::quiz::one::number_in;
use miaohui::quiz::{Accepted, Blank, Choice, Item, Kind, Number, Pair};

/// More rows of a list no form takes: imported items have up to so many answers.
pub const ROWS_MAX: usize = 50;
/// Blanks, which have rows of their own.
pub const BLANKS_MAX: usize = 8;

/// One option, or one right answer in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// Of an option: ticked as right.
    pub right: bool,
    /// What it is worth; empty: all or nothing.
    pub share: String,
    pub feedback: String,
}

impl Line {
    fn is_empty(&self) -> bool {
        !self.right && [&self.text, &self.share, &self.feedback].into_iter().all(|text| text.trim().is_empty())
    }
}

/// What belongs together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairLine {
    pub left: String,
    pub right: String,
}

/// A blank of a cloze.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlankLines {
    pub accepted: Vec<Line>,
    /// One a line; empty: it is typed.
    pub choices: String,
}

/// All fields of all kinds; an item takes those of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub kind: Kind,
    pub prompt: String,
    pub explanation: String,
    pub topic: String,
    pub level: String,
    pub product: String,
    pub fact: String,
    /// What the fact read when it was chosen.
    pub said: String,
    pub picture: String,
    pub options: Vec<Line>,
    /// `true`, `false`, or nothing yet.
    pub truth: String,
    pub answer: String,
    pub tolerance: String,
    pub unit: String,
    /// Further numbers that count: `20`, or `20±0.5`.
    pub further: Vec<Line>,
    pub accepted: Vec<Line>,
    pub pairs: Vec<PairLine>,
    /// One a line.
    pub extra: String,
    pub steps: Vec<String>,
    pub blanks: Vec<BlankLines>,
}

fn text(number: f64) -> String {
    if number.is_finite() { number.to_string() } else { String::new() }
}

/// A number as typed: none where nothing is; not a number where it cannot be read, which the checks find.
fn number(typed: &str) -> Option<f64> {
    (!typed.trim().is_empty()).then(|| number_in(typed).unwrap_or(f64::NAN))
}

fn some(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

fn each_line(typed: &str) -> Vec<String> {
    typed.lines().filter_map(some).take(ROWS_MAX).collect()
}

fn accepted(lines: &[Line]) -> Vec<Accepted> {
    let lines = lines.iter().filter(|line| !line.is_empty());
    lines
        .map(|line| Accepted {
            text: line.text.trim().to_owned(),
            share: number(&line.share),
            feedback: some(&line.feedback),
            ..Accepted::default()
        })
        .collect()
}

/// `20`, or `20±0.5`; `+-` is taken for ± too.
fn further(lines: &[Line]) -> Vec<Number> {
    let lines = lines.iter().filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let typed = line.text.replace("+-", "±");
            let (answer, tolerance) = typed.split_once('±').unwrap_or((&typed, "0"));
            Number {
                answer: number(answer).unwrap_or(f64::NAN),
                tolerance: number(tolerance).unwrap_or(f64::NAN),
                share: number(&line.share),
                feedback: some(&line.feedback),
            }
        })
        .collect()
}

fn further_lines(numbers: &[Number]) -> Vec<Line> {
    let line = |one: &Number| Line {
        text: if one.tolerance == 0.0 {
            text(one.answer)
        } else {
            format!("{}±{}", text(one.answer), text(one.tolerance))
        },
        right: false,
        share: one.share.map(text).unwrap_or_default(),
        feedback: one.feedback.clone().unwrap_or_default(),
    };
    numbers.iter().map(line).collect()
}

fn lines_of(accepted: &[Accepted]) -> Vec<Line> {
    let line = |one: &Accepted| Line {
        text: one.text.clone(),
        right: false,
        share: one.share.map(text).unwrap_or_default(),
        feedback: one.feedback.clone().unwrap_or_default(),
    };
    accepted.iter().map(line).collect()
}

impl Draft {
    /// An empty form of a kind, with as many rows as such items usually have.
    pub fn new(kind: Kind) -> Self {
        let mut draft = Self { kind, level: "1".to_owned(), ..Self::default() };
        draft.options = vec![Line::default(); if matches!(kind, Kind::Single | Kind::Multiple) { 4 } else { 0 }];
        draft.accepted = vec![Line::default(); if kind == Kind::Text { 2 } else { 0 }];
        draft.pairs = vec![PairLine::default(); if kind == Kind::Matching { 3 } else { 0 }];
        draft.steps = vec![String::new(); if kind == Kind::Ordering { 4 } else { 0 }];
        if kind == Kind::Cloze {
            draft.blanks = vec![BlankLines { accepted: vec![Line::default()], choices: String::new() }];
        }
        draft
    }

    /// The form of an item.
    pub fn of(item: &Item) -> Self {
        let option = |one: &Choice| Line {
            text: one.text.clone(),
            right: one.right,
            share: one.share.map(text).unwrap_or_default(),
            feedback: one.feedback.clone().unwrap_or_default(),
        };
        let blank = |one: &Blank| BlankLines { accepted: lines_of(&one.accepted), choices: one.choices.join("\n") };
        Self {
            kind: item.kind,
            prompt: item.prompt.clone(),
            explanation: item.explanation.clone(),
            topic: item.topic.clone(),
            level: item.level.to_string(),
            product: item.product.clone().unwrap_or_default(),
            fact: item.fact.clone().unwrap_or_default(),
            said: item.said.clone().unwrap_or_default(),
            picture: item.picture.clone().unwrap_or_default(),
            options: item.options.iter().map(option).collect(),
            truth: item.truth.map(|truth| truth.to_string()).unwrap_or_default(),
            answer: item.answer.map(text).unwrap_or_default(),
            tolerance: if item.tolerance == 0.0 { String::new() } else { text(item.tolerance) },
            unit: item.unit.clone().unwrap_or_default(),
            further: further_lines(&item.further),
            accepted: lines_of(&item.accepted),
            pairs: item
                .pairs
                .iter()
                .map(|pair| PairLine { left: pair.left.clone(), right: pair.right.clone() })
                .collect(),
            extra: item.extra.join("\n"),
            steps: item.steps.clone(),
            blanks: item.blanks.iter().map(blank).collect(),
        }
    }

    /// The item: of `base` with what the form has. Rows that were left empty are none.
    pub fn item(&self, base: &Item) -> Item {
        let mut item = Item {
            kind: self.kind,
            prompt: self.prompt.trim().to_owned(),
            explanation: self.explanation.trim().to_owned(),
            topic: self.topic.trim().to_owned(),
            level: self.level.trim().parse().unwrap_or(0),
            product: some(&self.product),
            fact: some(&self.fact),
            said: some(&self.said).filter(|_| !self.fact.trim().is_empty()),
            ..base.clone()
        };
        match self.kind {
            Kind::Single | Kind::Multiple => {
                if self.kind == Kind::Single {
                    item.picture = some(&self.picture);
                }
                item.options = self.options.iter().filter(|line| !line.is_empty()).map(choice).collect();
            }
            Kind::Boolean => item.truth = self.truth.parse().ok(),
            Kind::Numeric => {
                item.answer = number(&self.answer);
                item.tolerance = number(&self.tolerance).unwrap_or(0.0);
                item.unit = some(&self.unit);
                item.further = further(&self.further);
            }
            Kind::Text => item.accepted = accepted(&self.accepted),
            Kind::Matching => {
                let pair =
                    |line: &PairLine| Pair { left: line.left.trim().to_owned(), right: line.right.trim().to_owned() };
                let empty = |line: &&PairLine| line.left.trim().is_empty() && line.right.trim().is_empty();
                item.pairs = self.pairs.iter().filter(|line| !empty(line)).map(pair).collect();
                item.extra = each_line(&self.extra);
            }
            Kind::Ordering => item.steps = self.steps.iter().filter_map(|step| some(step)).collect(),
            Kind::Cloze => {
                let blank =
                    |one: &BlankLines| Blank { accepted: accepted(&one.accepted), choices: each_line(&one.choices) };
                item.blanks = self.blanks.iter().map(blank).collect();
            }
            Kind::Essay | Kind::Description => {}
        }
        item
    }
}

fn choice(line: &Line) -> Choice {
    Choice {
        text: line.text.trim().to_owned(),
        right: line.right,
        share: number(&line.share),
        feedback: some(&line.feedback),
    }
}

#[cfg(test)]
mod tests;
