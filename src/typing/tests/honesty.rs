//! No flag from ordinary use, and one from nearly every trick: a thousand logs of each.

use super::super::flags::flags;
use super::super::measure;
use super::{hands, machines};
use std::collections::BTreeMap;

/// Logs of each kind.
const LOGS: u32 = 1_000;
/// Tricks that must be noticed, of a thousand.
const NOTICED_LEAST: usize = 990;

#[test]
fn ordinary_logs_are_never_flagged() {
    let (mut ways, mut wrong) = (BTreeMap::new(), Vec::new());
    for n in 0..LOGS {
        let (text, way, log) = hands::ordinary(&n.to_string());
        *ways.entry(format!("{way:?}")).or_insert(0) += 1;
        let measures = measure(text, &log);
        assert_eq!(measures.accuracy, Some(1.0), "every slip was mended: log {n}, {way:?}");
        if !measures.flags.is_empty() {
            wrong.push((n, way, measures.flags, measures.score_cpm));
        }
    }
    println!("typing.ordinary_logs\t{LOGS}\tlogs\tflagged\t{}\t{ways:?}", wrong.len());
    assert!(wrong.is_empty(), "{} of {LOGS} flagged: {:?}", wrong.len(), &wrong[..wrong.len().min(12)]);
}

#[test]
fn tricks_are_flagged() {
    let (mut tricks, mut missed) = (BTreeMap::new(), Vec::new());
    for n in 0..LOGS {
        let (_, trick, log) = machines::scripted(&n.to_string());
        *tricks.entry(format!("{trick:?}")).or_insert(0) += 1;
        if flags(&log).is_empty() {
            missed.push((n, trick));
        }
    }
    let noticed = LOGS as usize - missed.len();
    println!("typing.scripted_logs\t{LOGS}\tlogs\tflagged\t{noticed}\t{tricks:?}");
    assert!(noticed >= NOTICED_LEAST, "{noticed} of {LOGS} flagged; missed: {:?}", &missed[..missed.len().min(12)]);
}
