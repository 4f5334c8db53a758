//! The shipped content and the manual's examples are without fault; broken content is named with its line.

use super::{Checked, Files, check};
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Files {
    let mut files = Files::read(&root().join("tests/simulation/content")).unwrap();
    files.0.extend(
        Files::read(&root().join("content")).unwrap().0.into_iter().filter(|(path, _)| path.starts_with("buyers/")),
    );
    files
}

fn faults(checked: &Checked) -> String {
    checked.faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn the_shipped_content_is_without_fault() {
    let checked = check(&Files::read(&root().join("content")).unwrap());
    println!("{checked}");
    assert!(checked.faults.is_empty(), "{}{checked}", faults(&checked));
}

#[test]
fn the_manuals_examples_are_the_tested_ones() {
    let manual = std::fs::read_to_string(root().join("content/README.md")).unwrap();
    let examples = examples();
    let mut found = 0;
    for part in manual.split("<!-- ").skip(1) {
        let (path, rest) = part.split_once(" -->\n```toml\n").unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        assert_eq!(examples.0.get(path).map(String::as_str), Some(text), "{path}");
        found += 1;
    }
    assert_eq!(found, 3);
}
