//! What the form's small buttons do to its rows: one more, one less, one place up or down.

use super::{BLANKS_MAX, BlankLines, Draft, Line, PairLine, ROWS_MAX};

/// A list of rows in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    Options,
    Accepted,
    Further,
    Pairs,
    Steps,
    Blanks,
    /// The right answers of one blank.
    OfBlank(usize),
}

/// What a button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Add(Rows),
    Drop(Rows, usize),
    /// A step one place up.
    Up(usize),
    Down(usize),
}

impl Change {
    /// Reads a button's value: `add.options`, `drop.steps.2`, `add.blanks.0`, `drop.blanks.0.1`, `up.steps.2`.
    pub fn read(value: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<usize>().ok();
        let list = |name: &str| {
            Some(match name {
                "options" => Rows::Options,
                "accepted" => Rows::Accepted,
                "further" => Rows::Further,
                "pairs" => Rows::Pairs,
                "steps" => Rows::Steps,
                "blanks" => Rows::Blanks,
                _ => return None,
            })
        };
        Some(match value.split('.').collect::<Vec<_>>().as_slice() {
            ["add", name] => Self::Add(list(name)?),
            ["add", "blanks", at] => Self::Add(Rows::OfBlank(number(at)?)),
            ["drop", name, at] => Self::Drop(list(name)?, number(at)?),
            ["drop", "blanks", at, line] => Self::Drop(Rows::OfBlank(number(at)?), number(line)?),
            ["up", "steps", at] => Self::Up(number(at)?),
            ["down", "steps", at] => Self::Down(number(at)?),
            _ => return None,
        })
    }
}

fn add<T: Default>(rows: &mut Vec<T>, most: usize) -> bool {
    let room = rows.len() < most;
    if room {
        rows.push(T::default());
    }
    room
}

fn drop_row<T>(rows: &mut Vec<T>, at: usize) -> bool {
    let there = at < rows.len();
    if there {
        rows.remove(at);
    }
    there
}

impl Draft {
    /// Does it; what is out of range is left undone.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Add(Rows::Blanks) => {
                let blank = BlankLines { accepted: vec![Line::default()], choices: String::new() };
                if self.blanks.len() < BLANKS_MAX {
                    self.blanks.push(blank);
                    let mark = format!("{{{}}}", self.blanks.len());
                    if !self.prompt.contains(&mark) {
                        self.prompt.push_str(&mark);
                    }
                }
            }
            Change::Drop(Rows::Blanks, at) => {
                if drop_row(&mut self.blanks, at) {
                    self.prompt = self.prompt.replace(&format!("{{{}}}", at + 1), "");
                    for later in at + 2..=self.blanks.len() + 1 {
                        self.prompt = self.prompt.replace(&format!("{{{later}}}"), &format!("{{{}}}", later - 1));
                    }
                }
            }
            Change::Up(at) if at > 0 && at < self.steps.len() => self.steps.swap(at, at - 1),
            Change::Down(at) if at + 1 < self.steps.len() => self.steps.swap(at, at + 1),
            Change::Up(_) | Change::Down(_) => {}
            Change::Add(rows) => {
                match rows {
                    Rows::Pairs => add::<PairLine>(&mut self.pairs, ROWS_MAX),
                    Rows::Steps => add::<String>(&mut self.steps, ROWS_MAX),
                    _ => self.lines(rows).is_some_and(|lines| add(lines, ROWS_MAX)),
                };
            }
            Change::Drop(rows, at) => {
                match rows {
                    Rows::Pairs => drop_row(&mut self.pairs, at),
                    Rows::Steps => drop_row(&mut self.steps, at),
                    _ => self.lines(rows).is_some_and(|lines| drop_row(lines, at)),
                };
            }
        }
    }

    fn lines(&mut self, rows: Rows) -> Option<&mut Vec<Line>> {
        match rows {
            Rows::Options => Some(&mut self.options),
            Rows::Accepted => Some(&mut self.accepted),
            Rows::Further => Some(&mut self.further),
            Rows::OfBlank(at) => self.blanks.get_mut(at).map(|blank| &mut blank.accepted),
            Rows::Pairs | Rows::Steps | Rows::Blanks => None,
        }
    }
}
