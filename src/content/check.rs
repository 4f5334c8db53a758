//! Checks of meaning: every reference leads somewhere, every scenario can be finished, and not by silence.

mod buyers;
mod exams;
mod first_steps;
mod learning;
mod plans;
mod played;
mod programmes;
mod scenarios;
mod shops;

use super::bundle::Content;
use super::fault::{Fault, Step, line_of};
use super::files::Files;
use super::load::read;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// What a check found.
pub struct Checked {
    pub content: Arc<Content>,
    /// In order of file and line.
    pub faults: Vec<Fault>,
}

/// The last line: what there is, and how much of it is at fault.
impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content = &self.content;
        write!(
            f,
            "{} shops, {} products, {} scenarios, {} items, {} passages, {} faults",
            content.shops.len(),
            content.products.len(),
            content.scenarios.len(),
            content.items.len(),
            content.passages.len(),
            self.faults.len()
        )
    }
}

/// Collects faults of one folder.
pub(super) struct Desk<'a> {
    files: &'a Files,
    content: &'a Content,
    faults: Vec<Fault>,
}

impl Desk<'_> {
    /// A fault at a path of a file.
    fn at(&mut self, file: &str, path: &[Step], message: impl Into<String>) {
        let line = self.files.0.get(file).map_or(1, |text| line_of(text, path));
        self.faults.push(Fault::new(file, line, message));
    }
}

/// Reads and checks everything.
pub fn check(files: &Files) -> Checked {
    let (Checked { content, mut faults }, scenario_file) = unplayed(files);
    faults.extend(played::check(&content, &at_fault(&faults), &scenario_file));
    if faults.is_empty() {
        faults.extend(exams::check(&content));
        faults.extend(first_steps::check(&content, files));
    }
    faults.sort();
    faults.dedup();
    Checked { content, faults }
}

/// What can be found without playing, and each scenario's file.
pub(super) fn unplayed(files: &Files) -> (Checked, BTreeMap<String, String>) {
    let loaded = read(files);
    let mut desk = Desk { files, content: &loaded.content, faults: Vec::new() };
    shops::check(&mut desk);
    buyers::check(&mut desk);
    scenarios::check(&mut desk, &loaded.scenario_file);
    plans::check(&mut desk);
    programmes::check(&mut desk);
    learning::check(&mut desk, &loaded.item_place, &loaded.passage_place);
    let mut faults = desk.faults;
    faults.extend(loaded.faults);
    (Checked { content: Arc::new(loaded.content), faults }, loaded.scenario_file)
}

/// Files with a fault: a scenario among them is not played.
fn at_fault(faults: &[Fault]) -> BTreeMap<String, ()> {
    faults.iter().map(|fault| (fault.file.clone(), ())).collect()
}
