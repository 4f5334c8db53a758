//! Logs of real input methods: recorded from Chromium through the drill itself, or written down key by key. The
//! figures beside each were computed by hand (`figures.py` beside them), not by this library.

use super::super::typing_score;
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn every_recorded_log_gives_its_figures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/typing");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".jsonl").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        let read = |end: &str| fs::read_to_string(folder.join(format!("{name}.{end}"))).unwrap();
        let beside: Value = serde_json::from_str(&read("json")).unwrap();
        let given = beside["given"].as_str().unwrap();
        let got: Value = serde_json::from_str(&typing_score(given, &read("jsonl")).unwrap()).unwrap();
        for (figure, expected) in beside["expected"].as_object().unwrap() {
            match (got[figure].as_f64(), expected.as_f64()) {
                (Some(got), Some(expected)) => assert!((got - expected).abs() < 1e-9, "{name}: {figure} {got}"),
                _ => assert_eq!(&got[figure], expected, "{name}: {figure}"),
            }
        }
        assert_eq!(beside["expected"].as_object().unwrap().len(), 7, "{name}: all seven figures");
        println!("typing.recorded\t{name}\tfigures exact");
    }
}
