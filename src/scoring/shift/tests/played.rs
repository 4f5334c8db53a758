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
    let of = |conduct: Conduct| scored(&content, conduct);
    let full: f64 = content.standards["PS-1"]
        .criteria
        .iter()
        .filter(|requirement| requirement.part == Part::Shift)
        .map(|requirement| requirement.weight)
        .sum();
    let (perfect, red) = of(Conduct::Perfect);
    assert!(perfect > 0.98 * full && red == 0.0, "perfect: {perfect} of {full}, red lines in {red} of the cases");
    let (generous, _) = of(Conduct::OverGenerous);
    assert!(perfect > generous + 5.0, "generous: {generous}");
    // Which of these two is worse a veteran would not say; both are far from good.
    for conduct in [Conduct::WrongFact, Conduct::Evasive] {
        let (bad, _) = of(conduct);
        assert!(generous > bad + 20.0 && bad < 0.6 * full, "{conduct:?}: {bad} of {full}");
    }
    let (silent, _) = of(Conduct::Silent);
    assert!(silent < 0.01 * full, "silence earns {silent}");
    let (rude, red) = of(Conduct::Rude);
    assert!(rude < 0.5 * full && red == 1.0, "rude: {rude}, red lines in {red} of the cases");
}
