//! A scenario that is being written: checked and tried as if it lay in the content folder, before it does.

mod fields;
mod tried;

pub use fields::{Fields, NeedFields, Sheet, with_id};
pub use tried::{SCRIPT_LINES_MAX, Tried, TryFault};

use super::check::{check, unplayed};
use super::fault::{Fault, line_of};
use super::files::Files;
use crate::simulation::scenario::Scenario;
use std::sync::OnceLock;

/// The longest text of a scenario; the shipped ones have a tenth of it.
pub const TEXT_MAX_BYTES: usize = 64 << 10;
/// The longest id.
const ID_MAX_BYTES: usize = 60;

/// Where a scenario lies, or would lie, in the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub shop: String,
    pub id: String,
}

impl Place {
    pub fn file(&self) -> String {
        format!("shops/{}/scenarios/{}.toml", self.shop, self.id)
    }

    /// An id that is a file name on every system and a word in an address.
    pub fn is_id(id: &str) -> bool {
        let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (1..=ID_MAX_BYTES).contains(&id.len())
            && id.bytes().all(inner)
            && !id.starts_with('-')
            && !id.ends_with('-')
            && id != "new"
    }
}

/// The content folder a draft is held against.
#[derive(Debug)]
pub struct Workbench {
    files: Files,
    /// Faults the folder has without any draft: the author of one scenario cannot mend them.
    known: OnceLock<Vec<Fault>>,
}

impl Workbench {
    pub fn new(files: Files) -> Self {
        Self { files, known: OnceLock::new() }
    }

    /// A scenario's text as the folder has it, and where it lies.
    pub fn shipped(&self, id: &str) -> Option<(Place, &str)> {
        self.files.0.iter().find_map(|(path, text)| match path.split('/').collect::<Vec<_>>().as_slice() {
            ["shops", shop, "scenarios", name] if name.strip_suffix(".toml") == Some(id) => {
                Some((Place { shop: (*shop).to_owned(), id: id.to_owned() }, text.as_str()))
            }
            _ => None,
        })
    }

    /// All that `miaohui check` would find if this text lay at its place: the scenario's own faults, and those it brings
    /// about elsewhere.
    pub fn check(&self, place: &Place, text: &str) -> Vec<Fault> {
        if let Err(fault) = parse(place, text) {
            return vec![fault];
        }
        let file = place.file();
        let known = self.known.get_or_init(|| check(&self.files).faults);
        let was_there = |fault: &Fault| known.iter().any(|old| old.file == fault.file && old.line == fault.line);
        let mut faults = check(&self.with(place, text)).faults;
        faults.retain(|fault| fault.file == file || !was_there(fault));
        // The scenario's own first.
        faults.sort_by_key(|fault| fault.file != file);
        faults
    }

    fn with(&self, place: &Place, text: &str) -> Files {
        let mut files = self.files.clone();
        files.0.insert(place.file(), text.to_owned());
        files
    }
}

/// Whether a text could be laid at this place at all: it is a scenario, and of this id.
///
/// # Errors
/// The fault that stands against it.
pub fn belongs(place: &Place, text: &str) -> Result<(), Fault> {
    parse(place, text).map(drop)
}

/// The scenario of a text, which must be the one that belongs at its place.
fn parse(place: &Place, text: &str) -> Result<Scenario, Fault> {
    let file = place.file();
    let mut scenario: Scenario =
        super::load::parse(text).map_err(|(line, message)| Fault::new(&file, line, message))?;
    if scenario.id != place.id {
        let line = line_of(text, &["id".into()]);
        let message = format!(
            "the id is `{}`, and this is the page of `{}`; write id = \"{}\", or make a new case from this one",
            scenario.id, place.id, place.id
        );
        return Err(Fault::new(&file, line, message));
    }
    place.shop.clone_into(&mut scenario.shop);
    Ok(scenario)
}

#[cfg(test)]
mod tests;
