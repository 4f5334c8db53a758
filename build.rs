//! Trains the language model from `content/language`, so that nothing is trained at start.
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

const FOLDER: &str = "content/language";
/// Lines with all their acts; each of the second counts twice, for it was written by others than the first.
const EXAMPLES: [&str; 3] = ["examples.tsv", "replies.tsv", "replies.tsv"];
/// Lines of which only the red line that they cross is told.
const RED_LINES: [&str; 2] = ["violations.tsv", "clean.tsv"];

fn main() -> std::io::Result<()> {
    for path in ["build.rs", FOLDER, "src/catalog", "src/language"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let read = |names: &[&str]| -> std::io::Result<String> {
        let texts: Result<Vec<_>, _> =
            names.iter().map(|name| std::fs::read_to_string(format!("{FOLDER}/{name}"))).collect();
        Ok(texts?.join("\n"))
    };
    let out = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    let bytes = language::train::train(&read(&EXAMPLES)?, &read(&RED_LINES)?, |_| true);
    std::fs::write(Path::new(&out).join("language.bin"), bytes)
}
