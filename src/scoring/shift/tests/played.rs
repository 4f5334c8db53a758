//! The simulation's reference agents on every shipped case, scored by the shipped standard.

use super::*;
use crate::content::{Content, Files, check};
use crate::simulation::agents::{Conduct, play};
use std::path::Path;

fn content() -> std::sync::Arc<Content> {
    let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap();
    check(&files).content
}

/// Mean points over all cases, and the share of cases with a red line.
fn scored(content: &std::sync::Arc<Content>, conduct: Conduct) -> (f64, f64) {
    let standard = &content.standards["PS-1"];
    let (mut points, mut red, mut cases) = (0.0, 0.0, 0.0);
    for id in content.scenarios.keys() {
        let tape = play(content, id, "1", conduct, None).unwrap();
        let score = score(standard, &tape.shift.reports(), &tape.events);
        points += score.criteria.iter().map(|criterion| criterion.points).sum::<f64>();
        red += if score.critical_violations.is_empty() { 0.0 } else { 1.0 };
        cases += 1.0;
    }
    (points / cases, red / cases)
}

#[test]
fn conduct_on_the_shipped_cases() {
    let content = content();
    let order = [Conduct::Perfect, Conduct::OverGenerous, Conduct::WrongFact, Conduct::Evasive, Conduct::Silent];
    let points: Vec<(Conduct, f64)> = order.iter().map(|conduct| (*conduct, scored(&content, *conduct).0)).collect();
    for pair in points.windows(2) {
        assert!(pair[0].1 > pair[1].1 + 2.0, "too near: {points:?}");
    }
    let full: f64 = content.standards["PS-1"]
        .criteria
        .iter()
        .filter(|requirement| requirement.part == Part::Shift)
        .map(|requirement| requirement.weight)
        .sum();
    assert!(points[0].1 > 0.95 * full, "the perfect agent has {} of {full}", points[0].1);
    assert!(points[4].1 < 0.01 * full, "silence earns {}", points[4].1);
    let (rude, red) = scored(&content, Conduct::Rude);
    assert!(rude < points[2].1 && red == 1.0, "rude: {rude}, red lines in {red} of the cases");
}
