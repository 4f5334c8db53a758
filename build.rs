//! Trains the language model from `content/language/examples.tsv`, so that nothing is trained at start.
//! What the model sees of a reply is read here by the same code as in the program.
#![expect(dead_code, reason = "the program uses more of these files than its training")]

use std::path::Path;

#[path = "src/language/act.rs"]
mod act;
#[path = "src/language/clause.rs"]
mod clause;
#[path = "src/language/cue_file.rs"]
mod cue_file;
#[path = "src/language/cue_tree.rs"]
mod cue_tree;
#[path = "src/language/features.rs"]
mod features;
#[path = "src/language/labels.rs"]
mod labels;
#[path = "src/language/normalise.rs"]
mod normalise;
#[path = "src/language/pattern.rs"]
mod pattern;
#[path = "src/language/polarity.rs"]
mod polarity;
#[path = "src/language/speaking.rs"]
mod speaking;
#[path = "src/language/traditional.rs"]
mod traditional;
#[path = "src/language/train.rs"]
mod train;
#[path = "src/language/trie.rs"]
mod trie;
#[path = "src/language/words.rs"]
mod words;

const EXAMPLES: &str = "content/language/examples.tsv";

fn main() -> std::io::Result<()> {
    for path in ["build.rs", "content/language/cues.tsv", "content/language/words.tsv", EXAMPLES, "src/language"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let examples = std::fs::read_to_string(EXAMPLES)?;
    let out = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    std::fs::write(Path::new(&out).join("understanding.bin"), train::train(&examples))
}
