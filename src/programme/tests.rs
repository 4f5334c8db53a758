use super::*;
use crate::certification::standard::Standard;
use crate::content::Content;
use crate::scoring::{Criterion, RedLine, Score};
use crate::typing::Measures;

fn task(week: u64, day: u64, days: u64) -> TemplateTask {
    TemplateTask {
        week,
        day,
        kind: TaskKind::Quiz,
        target: "rules".to_owned(),
        minutes: 10,
        required: Some(80),
        tries: None,
        days,
    }
}

#[test]
fn a_template_is_laid_bent_and_moved() {
    let template = Template {
        id: "m".to_owned(),
        title: "一个月".to_owned(),
        title_en: "A month".to_owned(),
        standard: "PS-1".to_owned(),
        task: vec![task(2, 1, 4), task(1, 1, 0), task(4, 5, 0)],
    };
    let laid = lay(&template, 20_000);
    let days = |tasks: &[Planned]| tasks.iter().map(|one| (one.day, one.due_day)).collect::<Vec<_>>();
    assert_eq!(days(&laid), [(20_000, 20_000), (20_007, 20_011), (20_025, 20_025)]);
    assert_eq!(laid.iter().map(|one| week_of(20_000, one.day)).collect::<Vec<_>>(), [1, 2, 4]);
    let later = moved(&laid, 3).unwrap_or_default();
    assert_eq!(days(&later), [(20_003, 20_003), (20_010, 20_014), (20_028, 20_028)]);
    assert_eq!(moved(&later, -3).as_deref(), Some(laid.as_slice()));
    assert_eq!(moved(&laid, -20_001), None);
}

#[test]
fn what_a_programme_may_not_ask_for() {
    let good = lay(
        &Template {
            id: String::new(),
            title: String::new(),
            title_en: String::new(),
            standard: String::new(),
            task: vec![task(1, 1, 0)],
        },
        5,
    )
    .remove(0);
    let check = |task: Planned, expected: &[PlannedFault]| {
        let found: Vec<_> = checks(&Content::default(), &[task]).into_iter().map(|(_, fault)| fault).collect();
        assert_eq!(found, expected);
    };
    check(good.clone(), &[]);
    check(Planned { due_day: 4, ..good.clone() }, &[PlannedFault::DueBefore]);
    check(
        Planned { target: "none".to_owned(), minutes: 0, ..good.clone() },
        &[PlannedFault::NoTarget, PlannedFault::Minutes],
    );
    check(
        Planned { required: Some(101), tries: Some(0), ..good.clone() },
        &[PlannedFault::Tries, PlannedFault::Required],
    );
    check(Planned { kind: TaskKind::Review, target: "due".to_owned(), required: Some(120), ..good.clone() }, &[]);
    check(Planned { kind: TaskKind::Shift, ..good }, &[PlannedFault::NoTarget]);
}

#[test]
fn tries_taken_together() {
    let check = |tries: &[(Option<u64>, Option<f64>)],
                 required,
                 due,
                 expected: (u64, u64, Option<f64>, Option<bool>, Option<u64>, bool)| {
        let tries: Vec<Try> =
            tries.iter().map(|(finished_ms, value)| Try { finished_ms: *finished_ms, value: *value }).collect();
        let found = standing(&tries, required, due, 100);
        assert_eq!(
            (found.begun, found.finished, found.best, found.met, found.done_ms, found.late),
            expected,
            "{tries:?}"
        );
    };
    check(&[], None, None, (0, 0, None, None, None, false));
    check(&[], Some(80), Some(99), (0, 0, None, Some(false), None, true));
    check(&[(None, None)], None, Some(100), (1, 0, None, None, None, false));
    check(
        &[(Some(50), Some(70.0)), (Some(90), Some(79.6))],
        Some(80),
        Some(60),
        (2, 2, Some(79.6), Some(true), Some(90), true),
    );
    check(&[(Some(50), Some(70.0)), (Some(90), Some(60.0))], None, Some(60), (2, 2, Some(70.0), None, Some(50), false));
    check(&[(Some(50), Some(79.4))], Some(80), Some(60), (1, 1, Some(79.4), Some(false), None, true));
    check(&[(Some(50), None)], None, Some(60), (1, 1, None, None, Some(50), false));
}

fn presale() -> Standard {
    let Ok(standard) = toml::from_str(include_str!("../../content/standards/PS-1.toml")) else { panic!("PS-1") };
    standard
}

fn everything_met(standard: &Standard) -> Newest {
    let of = |part| {
        let criteria = standard.criteria.iter().filter(move |one| one.part == part);
        let met = criteria.map(|one| Criterion {
            id: one.id.clone(),
            value: Some(one.threshold),
            floor: one.floor,
            threshold: one.threshold,
            weight: one.weight,
            points: one.weight,
            met: true,
            evidence: Vec::new(),
        });
        Some(Score { criteria: met.collect(), critical_violations: Vec::new() })
    };
    let quiz = standard.criteria.iter().filter(|one| one.part == Part::Quiz).map(|one| (one.id.clone(), one.threshold));
    Newest {
        typing: Some(Measures {
            score_cpm: Some(200.0),
            speed_cpm: Some(200.0),
            accuracy: Some(1.0),
            ..Measures::default()
        }),
        quiz: quiz.collect(),
        shift: of(Part::Shift),
        wide: of(Part::Wide),
    }
}

use crate::certification::standard::Part;

#[test]
fn who_is_ready_and_what_is_missing() {
    let standard = presale();
    let nothing = readiness(&standard, &Newest::default());
    assert!(!nothing.is_ready() && nothing.share() == 0.0);
    assert!(nothing.distances.iter().all(|one| one.share.is_none() && one.criterion.value.is_none()));

    let met = readiness(&standard, &everything_met(&standard));
    assert!(met.is_ready(), "{met:?}");
    assert_eq!(met.share(), 1.0);

    let mut slow = everything_met(&standard);
    slow.typing = Some(Measures { score_cpm: Some(45.0), accuracy: Some(0.99), ..Measures::default() });
    let slow = readiness(&standard, &slow);
    assert_eq!((slow.is_ready(), slow.missing), (false, 1));
    assert_eq!(
        slow.distances.first().map(|one| (one.criterion.id.as_str(), one.share)),
        Some(("score_cpm", Some(0.5)))
    );

    let mut rude = everything_met(&standard);
    if let Some(shift) = &mut rude.shift {
        shift.critical_violations.push(RedLine { act: "abuse".to_owned(), seq: 3 });
    }
    let rude = readiness(&standard, &rude);
    assert_eq!((rude.is_ready(), rude.red_lines), (false, 1));

    let mut order = [&nothing, &rude, &slow, &met];
    order.sort_by(|a, b| a.order(b));
    assert!(order[0].is_ready() && std::ptr::eq(order[3], &nothing));
}
