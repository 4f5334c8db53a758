//! Trains the language model from `content/language/examples.tsv`, so that nothing is trained at start.
//! What the model sees of a reply is read here by the same code as in the program.
#![expect(dead_code, unused_imports, reason = "the program uses more of these files than its training")]

use std::path::Path;

#[path = "src/catalog/mod.rs"]
mod catalog;
#[path = "src/language/mod.rs"]
mod language;
/// What is trained here is not there yet.
mod trained {
    pub static LANGUAGE: &[u8] = &[];
}

const EXAMPLES: &str = "content/language/examples.tsv";

fn main() -> std::io::Result<()> {
    for path in ["build.rs", "content/language", "src/catalog", "src/language"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let examples = std::fs::read_to_string(EXAMPLES)?;
    let out = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    let bytes = language::train::train(&examples, |reply| !language::held_out(reply));
    std::fs::write(Path::new(&out).join("language.bin"), bytes)
}
