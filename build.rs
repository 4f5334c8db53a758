//! Trains the language model from `content/language/examples.tsv`, so that nothing is trained at start.

use std::path::Path;

#[path = "src/language/features.rs"]
mod features;
#[path = "src/language/labels.rs"]
mod labels;
#[path = "src/language/normalise.rs"]
mod normalise;
#[path = "src/language/traditional.rs"]
mod traditional;
#[path = "src/language/train.rs"]
mod train;

fn main() -> std::io::Result<()> {
    for file in ["features", "labels", "normalise", "traditional", "train"] {
        println!("cargo::rerun-if-changed=src/language/{file}.rs");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=content/language/examples.tsv");
    let examples = std::fs::read_to_string("content/language/examples.tsv")?;
    let out = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    std::fs::write(Path::new(&out).join("understanding.bin"), train::train(&examples))
}
