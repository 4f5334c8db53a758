use super::super::answer::Answer;
use super::super::form::{Form, Place};
use super::super::item::Items;
use super::flag::{ANSWERS_MIN, CHOSEN_MIN};
use super::*;
use std::collections::BTreeMap;

fn near(got: Option<f64>, expected: f64, places: i32) {
    let got = got.unwrap();
    assert!((got - expected).abs() < 0.5 * 10_f64.powi(-places), "{got}, not {expected}");
}

fn of(csv: &str) -> ItemStats {
    analyse(&Table::read(csv).unwrap())
}

#[test]
fn published_figures_of_the_lsat() {
    let stats = of(&super::super::calibration::lsat6::lsat6());
    assert_eq!(stats.n, 1000);
    near(stats.alpha, 0.295, 4);
    // 3.819 of 5 on average; √(1 − 0.295).
    near(stats.mean, 3.819, 3);
    near(stats.error_ratio, 0.8396, 4);
    near(stats.sem, stats.sd.unwrap() * 0.8396, 3);
    // Facility and corrected item–total correlation, as R's ltm::descript(LSAT) prints them.
    let published = [(0.924, 0.1128), (0.709, 0.1532), (0.553, 0.1728), (0.763, 0.1444), (0.870, 0.1216)];
    for (item, (facility, discrimination)) in stats.items.iter().zip(published) {
        near(item.facility, facility, 3);
        near(item.discrimination, discrimination, 4);
        // Each of these is a poor item by Ebel's bound: five of them make an alpha of 0.3.
        assert_eq!(item.flags, [Flag::LowDiscrimination], "{}", item.name);
    }
}

#[test]
fn by_hand() {
    // Totals 3, 2, 1, 0: variance 5/3. Items: 3/4, 2/4, 1/4 right: variances 1/4, 1/3, 1/4.
    // alpha = 3/2 × (1 − (5/6)/(5/3)) = 3/4; sem = √(5/3 × 1/4).
    let stats = of("who,a,b,c\n1,1,1,1\n2,1,1,\n3,1,0,0\n4,0,0,0\n");
    near(stats.alpha, 0.75, 9);
    near(stats.error_ratio, 0.5, 9);
    near(stats.sd, 1.290_994_448_7, 9);
    near(stats.sem, 0.645_497_224_4, 9);
    near(stats.items[0].facility, 0.75, 9);
    near(stats.items[0].sd, 0.5, 9);
    // Item a with the rest (2, 1, 0, 0): covariance 1/4, variances 1/4 and 11/12: r = √(3/11).
    near(stats.items[0].discrimination, 0.522_232_967_9, 9);
    near(stats.items[0].efficiency, 1.0, 9);
    assert!(stats.items[0].flags.is_empty(), "four answers say nothing");
    // The other way round: someone who missed the easy one got the hard one.
    let stats = of("who,a,b\n1,0,1\n2,1,0\n3,1,0.5\n");
    near(stats.items[0].discrimination, -0.866_025_403_8, 9);
    near(stats.items[0].efficiency, -1.0, 9);
}

#[test]
fn what_cannot_be_computed_is_null() {
    let check = |csv: &str, expected: &str| assert_eq!(item_stats(csv, None).unwrap(), expected, "{csv}");
    let nothing = r#""alpha":null,"sem":null"#;
    check(
        "who,a,b\n1,1,0\n",
        &format!(
            r#"{{"n":1,{nothing},"mean":1.0,"sd":null,"error_ratio":null,"items":[{{"name":"a","facility":1.0,"discrimination":null,"efficiency":null,"sd":null,"flags":[]}},{{"name":"b","facility":0.0,"discrimination":null,"efficiency":null,"sd":null,"flags":[]}}]}}"#
        ),
    );
    check(
        "who,a\n1,1\n2,1\n",
        &format!(
            r#"{{"n":2,{nothing},"mean":1.0,"sd":0.0,"error_ratio":null,"items":[{{"name":"a","facility":1.0,"discrimination":null,"efficiency":null,"sd":0.0,"flags":[]}}]}}"#
        ),
    );
    check("who\n", &format!(r#"{{"n":0,{nothing},"mean":null,"sd":null,"error_ratio":null,"items":[]}}"#));
    check(
        "who,a\n",
        &format!(
            r#"{{"n":0,{nothing},"mean":null,"sd":null,"error_ratio":null,"items":[{{"name":"a","facility":null,"discrimination":null,"efficiency":null,"sd":null,"flags":[]}}]}}"#
        ),
    );
}

#[test]
fn faults_name_row_and_column() {
    let check = |csv: &str, expected: &str| assert_eq!(Table::read(csv).unwrap_err().to_string(), expected, "{csv}");
    check("", "row 1: the header row is missing");
    check("who,a\n1,1\n2,x\n", "row 3, column a: \"x\" is neither blank nor a number from 0 to 1");
    check("who,a\n1,1.5\n", "row 2, column a: \"1.5\" is neither blank nor a number from 0 to 1");
    check("who,a\n1,nan\n", "row 2, column a: \"nan\" is neither blank nor a number from 0 to 1");
    check("who,a,b\n\n1,1\n", "row 3: 2 cells, the header has 3");
    check("who,a\n\"1,1\n", "row 2: a quoted cell is not closed");
}

#[test]
fn flags() {
    let rests: Vec<f64> = (0..40).map(|at| f64::from(at) / 40.0).collect();
    let check = |guess: f64, right: &dyn Fn(usize) -> bool, expected: &[Flag]| {
        let mark = |(at, rest): (usize, &f64)| Mark { mark: f64::from(u8::from(right(at))), rest: Some(*rest) };
        let marks: Vec<Mark> = rests.iter().enumerate().map(mark).collect();
        let figures = ItemFigures::of("q", &marks, Some(guess));
        assert_eq!(figures.flags, expected, "{figures:?}");
    };
    check(0.25, &|at| at >= 20, &[]);
    check(0.25, &|at| at < 20, &[Flag::NegativeDiscrimination]);
    check(0.25, &|at| at % 2 == 1, &[Flag::LowDiscrimination]);
    check(0.25, &|_| true, &[Flag::TooEasy]);
    check(0.0, &|_| false, &[Flag::TooHard]);
    check(0.25, &|at| at >= 32, &[Flag::AtOrBelowGuess]);
    check(0.0, &|at| at >= 32, &[]);
}

#[test]
fn random_answers() {
    let check = |kind: &str, key: &str, expected: f64| {
        near(guess(&item(kind, key)), expected, 12);
    };
    let options = "options=[{text='a',right=true},{text='b'},{text='c'},{text='d'}]";
    check("single", options, 0.25);
    check("boolean", "truth=false", 0.5);
    check("numeric", "answer=4.0", 0.0);
    check("text", "accepted=[{text='a'}]", 0.0);
    check("matching", "pairs=[{left='a',right='1'},{left='b',right='2'}]\nextra=['3']", 1.0 / 3.0);
    check("cloze", "blanks=[{accepted=[{text='7'}]},{accepted=[{text='a'}],choices=['a','b']}]", 0.25);
    // Of the six orders of three steps one has both neighbours right, and two have one of them.
    check("ordering", "steps=['a','b','c']", (1.0 + 2.0 * 0.5) / 6.0);
    // An imported item's own shares: the mean of 1, a half and what is worth less than nothing.
    check("single", "options=[{text='a',right=true},{text='b',share=0.5},{text='c',share=-1.0}]", 0.5);
    // The right one ticked, with none, one or two of the three wrong ones: 1, 3 and 3 ways of 16.
    check("multiple", options, (1.0 + 3.0 * (2.0 / 3.0) + 3.0 * (1.0 / 3.0)) / 16.0);
}

fn item(kind: &str, key: &str) -> crate::quiz::Item {
    let text = format!("[[item]]\nid='i'\nkind='{kind}'\nprompt='?'\nexplanation='!'\ntopic='t'\nlevel=1\n{key}");
    toml::from_str::<Items>(&text).unwrap().item.remove(0)
}

/// Sittings of two items: `i` with four options, and `other`, whose mark is the rest score.
fn sat(persons: &[(u64, f64)]) -> Vec<ItemReport> {
    let options = "options=[{text='right',right=true},{text='b'},{text='c'},{text='d'}]";
    let mut other = item("numeric", "answer=4.0");
    other.id = "other".to_owned();
    let mut sittings = Sittings::default();
    for (person, (option, rest)) in persons.iter().enumerate() {
        let place = Place::new(item("single", options), &person.to_string());
        let shown = place.order.iter().position(|own| own == option).unwrap() as u64;
        let answers: BTreeMap<u64, Answer> =
            [(1, Answer::Options(vec![shown])), (2, Answer::Number(4.0))].into_iter().collect();
        let mark = place.mark(&answers[&1]);
        let form = Form { places: vec![place, Place::new(other.clone(), "s")] };
        sittings.take(&person.to_string(), &form, &answers, &[mark, *rest]);
        // A second time the key is known: it does not count.
        sittings.take(&person.to_string(), &form, &BTreeMap::new(), &[0.0, 0.0]);
    }
    assert_eq!(sittings.person_count(), persons.len() as u64);
    sittings.reports(|truth| truth.to_string())
}

#[test]
fn distractors() {
    // Ten of the weaker chose the key, ten of the stronger b, two c, nobody d.
    let key = (0..10).map(|at| (0, 0.3 + f64::from(at) / 100.0));
    let b = (0..10).map(|at| (1, 0.7 + f64::from(at) / 100.0));
    let persons: Vec<(u64, f64)> = key.chain(b).chain([(2, 0.5), (2, 0.1)]).collect();
    let reports = sat(&persons);
    assert_eq!(reports.iter().map(|report| report.item.id.as_str()).collect::<Vec<_>>(), ["i", "other"]);
    let report = &reports[0];
    let rows: Vec<_> = report.options.iter().map(|row| (row.text.as_str(), row.right, row.seen, row.chosen)).collect();
    assert_eq!(rows, [("right", true, 22, 10), ("b", false, 22, 10), ("c", false, 22, 2), ("d", false, 22, 0)]);
    near(report.options[0].mean_rest, 0.345, 9);
    near(report.options[1].mean_rest, 0.745, 9);
    near(report.options[1].share, 10.0 / 22.0, 9);
    assert_eq!(report.options[3].mean_rest, None);
    near(report.figures.guess, 0.25, 9);
    assert_eq!(report.figures.flags, [Flag::NegativeDiscrimination, Flag::StrongDistractor, Flag::UnusedOption]);
    assert!(reports[1].options.is_empty(), "a number has no options");

    // As it should be: the stronger chose the key, and every wrong option found somebody.
    let persons: Vec<(u64, f64)> = (0..ANSWERS_MIN)
        .map(|at| (if at < 8 { 0 } else { 1 + at % 3 }, if at < 8 { 0.9 } else { 0.4 } + at as f64 / 1000.0))
        .collect();
    assert!(sat(&persons)[0].figures.flags.is_empty());
    // Fewer than it takes chose the strong distractor: no flag from them.
    let few: Vec<(u64, f64)> = (0..30)
        .map(|at| match at {
            0..12 => (0, 0.9),
            _ if at < 12 + CHOSEN_MIN - 1 => (1, 1.0),
            _ => (2 + at % 2, 0.1),
        })
        .collect();
    assert!(!sat(&few)[0].figures.flags.contains(&Flag::StrongDistractor));
}
