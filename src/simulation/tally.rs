//! How often each text occurred: a buyer's own few lines, or an agent's.

/// Texts with their counts. So few that a look through all of them beats a tree, which takes five times the memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally(Vec<(Box<str>, u32)>);

impl Tally {
    /// Counts a text once more and gives its count.
    pub fn add(&mut self, text: &str) -> u32 {
        match self.0.iter_mut().find(|(known, _)| **known == *text) {
            Some((_, times)) => {
                *times += 1;
                *times
            }
            None => {
                self.0.push((text.into(), 1));
                1
            }
        }
    }

    pub fn times(&self, text: &str) -> u32 {
        self.0.iter().find(|(known, _)| **known == *text).map_or(0, |(_, times)| *times)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Different texts.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
