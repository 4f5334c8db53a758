//! The shipped standards, items and passages.

use super::references::references;
use crate::content::{Content, Files, check};
use crate::quiz::{self, bank};
use std::collections::BTreeSet;
use std::path::Path;

fn content() -> std::sync::Arc<Content> {
    let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap();
    check(&files).content
}

#[test]
fn shipped_exams_can_be_held() {
    let content = content();
    let bank = bank(&content, "seed");
    let mut faults = Vec::new();
    for standard in content.standards.values() {
        faults.extend(standard.checks().into_iter().map(|fault| format!("{}: {fault}", standard.id)));
        faults
            .extend(references(standard, &content, &bank).into_iter().map(|fault| format!("{}: {fault}", standard.id)));
    }
    faults.extend(quiz::checks(&bank).into_iter().map(|fault| fault.to_string()));
    let products: BTreeSet<&str> = content.products.keys().map(String::as_str).collect();
    faults.extend(quiz::checks::unknown_products(&bank, &products).into_iter().map(|item| item.id.clone()));
    for passage in content.passages.values() {
        faults.extend(passage.checks().into_iter().map(|fault| format!("{}: {fault}", passage.id)));
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn references_that_lead_nowhere_are_named() {
    let mut content = Content::clone(&content());
    let mut standard = content.standards["PS-1"].clone();
    content.plans.clear();
    standard.prerequisites = vec!["PS-0".into()];
    if let Some(typing) = &mut standard.exam.typing {
        typing.passages.push("nowhere".into());
        typing.minutes = 500;
    }
    standard.exam.quiz[0].blueprint[0].count = 9_999;
    let faults: Vec<String> =
        references(&standard, &content, &bank(&content, "s")).iter().map(ToString::to_string).collect();
    for part in
        ["no passage nowhere", "are needed for a fast candidate", "9999 items wanted", "no plan ", "no standard PS-0"]
    {
        assert!(faults.iter().any(|fault| fault.contains(part)), "{part} in {faults:#?}");
    }
}
