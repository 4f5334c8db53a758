//! The fields by their names in the form: `options.2.text`, `blanks.0.accepted.1.share`.

use super::{BLANKS_MAX, BlankLines, Draft, Line, PairLine, ROWS_MAX};
use miaohui::quiz::Kind;

/// The place of a row, which is made where it is not there yet; none beyond what a form takes.
fn row<'a, T: Clone + Default>(rows: &'a mut Vec<T>, at: &str, most: usize) -> Option<&'a mut T> {
    let at = at.parse::<usize>().ok().filter(|at| *at < most)?;
    if rows.len() <= at {
        rows.resize(at + 1, T::default());
    }
    rows.get_mut(at)
}

fn set_line(line: &mut Line, field: &str, value: String) {
    match field {
        "text" => line.text = value,
        "share" => line.share = value,
        "feedback" => line.feedback = value,
        "right" => line.right = true,
        _ => {}
    }
}

fn line_pairs(name: &str, line: &Line, pairs: &mut Vec<(String, String)>) {
    pairs.push((format!("{name}.text"), line.text.clone()));
    if line.right {
        pairs.push((format!("{name}.right"), "on".to_owned()));
    }
    pairs.push((format!("{name}.share"), line.share.clone()));
    pairs.push((format!("{name}.feedback"), line.feedback.clone()));
}

impl Draft {
    /// Reads the pairs a browser sends; what is no field is left aside. Line ends are taken as `\n`.
    pub fn read(kind: Kind, pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut draft = Self { kind, ..Self::default() };
        for (name, value) in pairs {
            draft.set(&name, value.replace("\r\n", "\n"));
        }
        draft
    }

    fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "prompt" => &mut self.prompt,
            "explanation" => &mut self.explanation,
            "topic" => &mut self.topic,
            "level" => &mut self.level,
            "product" => &mut self.product,
            "fact" => &mut self.fact,
            "said" => &mut self.said,
            "picture" => &mut self.picture,
            "truth" => &mut self.truth,
            "answer" => &mut self.answer,
            "tolerance" => &mut self.tolerance,
            "unit" => &mut self.unit,
            "extra" => &mut self.extra,
            _ => return self.set_row(name, value),
        };
        *field = value;
    }

    fn set_row(&mut self, name: &str, value: String) {
        match name.split('.').collect::<Vec<_>>().as_slice() {
            // The one radio button of a single choice names its row.
            ["right"] => {
                if let Some(line) = row(&mut self.options, &value, ROWS_MAX) {
                    line.right = true;
                }
            }
            ["options", at, field] => {
                if let Some(line) = row(&mut self.options, at, ROWS_MAX) {
                    set_line(line, field, value);
                }
            }
            ["accepted", at, field] => {
                if let Some(line) = row(&mut self.accepted, at, ROWS_MAX) {
                    set_line(line, field, value);
                }
            }
            ["further", at, field] => {
                if let Some(line) = row(&mut self.further, at, ROWS_MAX) {
                    set_line(line, field, value);
                }
            }
            ["pairs", at, side] => match (row(&mut self.pairs, at, ROWS_MAX), *side) {
                (Some(PairLine { left, .. }), "left") => *left = value,
                (Some(PairLine { right, .. }), "right") => *right = value,
                _ => {}
            },
            ["steps", at] => {
                if let Some(step) = row(&mut self.steps, at, ROWS_MAX) {
                    *step = value;
                }
            }
            ["blanks", at, "choices"] => {
                if let Some(blank) = row(&mut self.blanks, at, BLANKS_MAX) {
                    blank.choices = value;
                }
            }
            ["blanks", at, "accepted", line, field] => {
                let blank: Option<&mut BlankLines> = row(&mut self.blanks, at, BLANKS_MAX);
                if let Some(line) = blank.and_then(|blank| row(&mut blank.accepted, line, ROWS_MAX)) {
                    set_line(line, field, value);
                }
            }
            _ => {}
        }
    }

    /// The fields with their names, as a browser would send them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let plain = [
            ("prompt", &self.prompt),
            ("explanation", &self.explanation),
            ("topic", &self.topic),
            ("level", &self.level),
            ("product", &self.product),
            ("fact", &self.fact),
            ("said", &self.said),
            ("picture", &self.picture),
            ("truth", &self.truth),
            ("answer", &self.answer),
            ("tolerance", &self.tolerance),
            ("unit", &self.unit),
            ("extra", &self.extra),
        ];
        let mut pairs: Vec<(String, String)> =
            plain.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        for (at, line) in self.options.iter().enumerate() {
            line_pairs(&format!("options.{at}"), line, &mut pairs);
        }
        for (at, line) in self.accepted.iter().enumerate() {
            line_pairs(&format!("accepted.{at}"), line, &mut pairs);
        }
        for (at, line) in self.further.iter().enumerate() {
            line_pairs(&format!("further.{at}"), line, &mut pairs);
        }
        for (at, pair) in self.pairs.iter().enumerate() {
            pairs.push((format!("pairs.{at}.left"), pair.left.clone()));
            pairs.push((format!("pairs.{at}.right"), pair.right.clone()));
        }
        for (at, step) in self.steps.iter().enumerate() {
            pairs.push((format!("steps.{at}"), step.clone()));
        }
        for (at, blank) in self.blanks.iter().enumerate() {
            for (line, one) in blank.accepted.iter().enumerate() {
                line_pairs(&format!("blanks.{at}.accepted.{line}"), one, &mut pairs);
            }
            pairs.push((format!("blanks.{at}.choices"), blank.choices.clone()));
        }
        pairs
    }
}
