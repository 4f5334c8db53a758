use super::super::item_stats::{Table, item_stats, responses};
use super::lsat6::lsat6;
use super::*;
use crate::quiz::chance::Chance;

fn calibrated(model: Model) -> Calibration {
    calibrate(&responses(&Table::read(&lsat6()).unwrap()), model).unwrap()
}

fn near(what: &str, got: f64, expected: f64, within: f64) {
    assert!((got - expected).abs() < within, "{what}: {got}, not {expected}");
}

/// `ltm` integrates with 21 Gauss–Hermite points and stops early (max |gradient| 0.024): the third place may differ.
const PUBLISHED: f64 = 0.002;

#[test]
fn two_parameters_of_the_lsat_as_published() {
    let calibration = calibrated(Model::TwoParameter);
    assert!(calibration.converged && calibration.iterations < 500, "{}", calibration.iterations);
    near("log-likelihood", calibration.log_likelihood, -2466.653, 0.001);
    // summary(ltm(LSAT ~ z1)): difficulty, its error, slope, its error. Intercepts: coef(mirt(LSAT6, 1)).
    let published = [
        (-3.3597, 0.8669, 0.8254, 0.2581, 2.773),
        (-1.3696, 0.3073, 0.7229, 0.1867, 0.990),
        (-0.2799, 0.0997, 0.8905, 0.2326, 0.249),
        (-1.8659, 0.4341, 0.6886, 0.1852, 1.285),
        (-3.1236, 0.8700, 0.6575, 0.2100, 2.053),
    ];
    for (item, (difficulty, difficulty_se, slope, slope_se, intercept)) in calibration.items.iter().zip(published) {
        near(&item.name, item.slope.unwrap(), slope, PUBLISHED);
        near(&item.name, item.slope_se.unwrap(), slope_se, PUBLISHED);
        near(&item.name, item.intercept.unwrap(), intercept, PUBLISHED);
        // A difficulty is a quotient of these: the flattest items' moves most.
        near(&item.name, item.difficulty.unwrap(), difficulty, 3.0 * PUBLISHED);
        near(&item.name, item.difficulty_se.unwrap(), difficulty_se, 3.0 * PUBLISHED);
    }
}

#[test]
fn rasch_of_the_lsat_as_published() {
    let calibration = calibrated(Model::Rasch);
    assert!(calibration.converged);
    near("log-likelihood", calibration.log_likelihood, -2466.938, 0.001);
    // summary(rasch(LSAT)): difficulty and its error. Intercepts: mirt(LSAT6, 1, itemtype = "Rasch").
    let published = [
        (2.73, -3.6153, 0.3266),
        (1.00, -1.3224, 0.1422),
        (0.24, -0.3176, 0.0977),
        (1.31, -1.7301, 0.1691),
        (2.10, -2.7802, 0.2510),
    ];
    for (item, (intercept, difficulty, difficulty_se)) in calibration.items.iter().zip(published) {
        near(&item.name, item.intercept.unwrap(), intercept, 0.005);
        near(&item.name, item.slope.unwrap(), 0.7551, PUBLISHED);
        near(&item.name, item.slope_se.unwrap(), 0.0694, PUBLISHED);
        near(&item.name, item.difficulty.unwrap(), difficulty, 3.0 * PUBLISHED);
        near(&item.name, item.difficulty_se.unwrap(), difficulty_se, 3.0 * PUBLISHED);
    }
}

#[test]
fn persons_of_the_lsat_as_published() {
    // factor.scores(ltm(LSAT ~ z1)) prints the posterior's mode and its curvature. These posteriors are a little skew:
    // the mean lies three to four hundredths above the mode.
    let calibration = calibrated(Model::TwoParameter);
    let published =
        [("00000", -1.895, 0.795), ("01110", -0.420, 0.813), ("11011", -0.022, 0.827), ("11111", 0.606, 0.855)];
    for (pattern, mode, error) in published {
        let placed = calibration.persons.iter().find(|placed| placed.name == pattern).unwrap();
        near(pattern, placed.ability.ability, mode, 0.05);
        near(pattern, placed.ability.se, error, 0.03);
    }
    assert_eq!(calibration.persons.len(), 1000);
}

#[test]
fn persons_with_different_items_share_a_scale() {
    // Twelve items of known place. One half of the persons had the easier eight, the other the harder eight: four of
    // them link the two forms.
    let curves: Vec<Curve> = (0..12).map(|at| Curve::at_difficulty(1.2, f64::from(at) / 3.0 - 2.0)).collect();
    let mut chance = Chance::new("linked", "answers");
    let mut uniform = move || chance.below(1 << 32) as f64 / f64::from(u32::MAX);
    let persons = (0..1_500).map(|person| {
        // Irwin–Hall: near enough to normal.
        let ability = (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
        let had = if person % 2 == 0 { 0..8 } else { 4..12 };
        let mut given = Vec::new();
        for (item, curve) in curves.iter().enumerate() {
            if had.contains(&item) {
                given.push(Response { item, right: uniform() < curve.right(ability) });
            }
        }
        (person.to_string(), given)
    });
    let responses = Responses { items: (0..12).map(|at| at.to_string()).collect(), persons: persons.collect() };
    let calibration = calibrate(&responses, Model::Rasch).unwrap();
    assert!(calibration.converged);
    for (item, curve) in calibration.items.iter().zip(&curves) {
        let error = item.difficulty_se.unwrap();
        near(&item.name, item.difficulty.unwrap(), curve.difficulty(), 3.0 * error);
        assert!((0.03..0.2).contains(&error), "{error}");
    }
}

#[test]
fn groups_are_where_the_curve_expects_them() {
    // Every item but the last answers to ability; the last one to nothing: half are right, weak or strong.
    let mut chance = Chance::new("observed", "answers");
    let mut uniform = move || chance.below(1 << 32) as f64 / f64::from(u32::MAX);
    let curves: Vec<Curve> = (0..12).map(|at| Curve::at_difficulty(1.5, f64::from(at) / 3.0 - 2.0)).collect();
    let persons = (0..600).map(|person| {
        let ability = (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
        let right = |item: usize, draw: f64| draw < curves.get(item).map_or(0.5, |curve| curve.right(ability));
        (person.to_string(), (0..13).map(|item| Response { item, right: right(item, uniform()) }).collect())
    });
    let responses = Responses { items: (0..13).map(|at| at.to_string()).collect(), persons: persons.collect() };
    let calibration = calibrate(&responses, Model::Rasch).unwrap();
    for item in 0..12 {
        let groups = observed(&calibration, &responses, item);
        assert_eq!(groups.iter().map(|group| group.persons).collect::<Vec<_>>(), [100; 6]);
        assert!(groups.iter().map(|group| group.ability).is_sorted());
        let curve = calibration.items[item].curve().unwrap();
        for group in groups {
            near("placed", curve.right(group.ability), group.expected, 1e-9);
            // A slope common with the blind item is a little flat: allow for that beside chance (0.05 at most).
            near(&format!("{item}"), group.observed, group.expected, 0.2);
        }
    }
    let blind = observed(&calibration, &responses, 12);
    assert!(blind[0].observed - blind[0].expected > 0.15 && blind[5].expected - blind[5].observed > 0.15, "{blind:?}");
}

#[test]
fn what_cannot_be_calibrated_is_left_out() {
    let check = |csv: &str, model: Model, expected: &str| {
        let json = item_stats(csv, Some(model)).unwrap();
        let (_, got) = json.split_once("\"calibration\":").unwrap();
        assert!(got.starts_with(expected), "{csv}: {got}");
    };
    check("who,a,b\n1,1,0\n", Model::Rasch, "null}");
    check("who,a,b\n1,1,0\n2,1,0\n", Model::Rasch, "null}");
    check("who,a,b\n1,1,0\n2,0,1\n3,1,1\n", Model::TwoParameter, "null}");
    check("who\n", Model::Rasch, "null}");
    // Everybody had c right: it has no place, the others have.
    let json = item_stats("who,a,b,c\n1,1,0,1\n2,0,1,1\n3,1,1,1\n4,0,0,1\n", Some(Model::Rasch)).unwrap();
    assert!(json.contains(r#"{"name":"c","answers":4,"slope":null,"slope_se":null,"intercept":null"#), "{json}");
    assert!(json.contains(r#""model":"rasch","log_likelihood":-"#), "{json}");
    let wide: Vec<String> = (0..=ITEMS_MAX).map(|at| at.to_string()).collect();
    let fault = item_stats(&format!("who,{}\n", wide.join(",")), Some(Model::Rasch)).unwrap_err();
    assert_eq!(fault.to_string(), "501 items: a calibration takes 500 at most");
}

#[test]
fn perfect_separation_comes_to_an_end() {
    // Each step of the staircase is taken by whoever takes a higher one: slopes run to their bound.
    let responses = Responses {
        items: (0..6).map(|at| at.to_string()).collect(),
        persons: (0..70_usize)
            .map(|person| {
                let given = (0..6).map(|item| Response { item, right: item < person % 7 });
                (person.to_string(), given.collect())
            })
            .collect(),
    };
    let calibration = calibrate(&responses, Model::TwoParameter).unwrap();
    assert!(!calibration.converged);
    assert!(calibration.items.iter().all(|item| item.slope.is_some_and(f64::is_finite)));
    let placed: Vec<f64> = calibration.persons[..7].iter().map(|placed| placed.ability.ability).collect();
    assert!(placed.is_sorted(), "{placed:?}");
}
