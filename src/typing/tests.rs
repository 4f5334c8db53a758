//! The fine print of `typing-score`, case by case, and the rules that hold for every log.

mod hands;
mod honesty;
mod machines;
mod recorded;

use super::alignment::{Counts, counts};
use super::*;
use proptest::prelude::*;

fn check_counts(given: &str, typed: &str, correct: u64, substituted: u64, extra: u64, left_out: u64, reached: u64) {
    assert_eq!(counts(given, typed), Counts { correct, substituted, extra, left_out, reached }, "{given} / {typed}");
}

#[test]
fn alignment_by_edit_distance() {
    check_counts("亲您好在的", "", 0, 0, 0, 0, 0);
    check_counts("亲您好在的", "亲您好在的", 5, 0, 0, 0, 5);
    check_counts("亲您好在的", "亲您", 2, 0, 0, 0, 2);
    // One missed character costs one, not the rest of the line.
    check_counts("亲您好在的", "亲好在的", 4, 0, 0, 1, 5);
    check_counts("亲您好在的", "亲您号在的", 4, 1, 0, 0, 5);
    check_counts("亲您好在的", "亲您您好在的", 5, 0, 1, 0, 5);
    // A wrong character at the very end: the shortest prefix leaves the given one unreached.
    check_counts("亲您好在的", "亲您号", 2, 0, 1, 0, 2);
    check_counts("亲您好在的", "甲乙", 0, 0, 2, 0, 0);
    // A slip is a slip, even where the same character comes much later in the text.
    check_counts("一二三四五六七八的", "一二三的", 3, 0, 1, 0, 3);
    // As near: one substituted with two right, or one left out with three right. Most matches win.
    check_counts("一二三四", "一二四", 3, 0, 0, 1, 4);
    check_counts("", "多余", 0, 0, 2, 0, 0);
    check_counts("cafe\u{301}!", "café!", 4, 1, 0, 0, 5);
    check_counts("👨‍👩‍👧收到", "👨‍👩‍👧收到", 3, 0, 0, 0, 3);
}

#[test]
fn marks_for_the_screen() {
    let check = |given: &str, typed: &str, typed_marks: &str, given_marks: &str| {
        let alignment = Alignment::of(given, typed);
        let shown: String = alignment
            .typed
            .iter()
            .map(|(mark, _)| match mark {
                TypedMark::Right => 'r',
                TypedMark::Wrong => 'w',
                TypedMark::Extra => 'x',
            })
            .collect();
        let given_shown: String = alignment
            .given
            .iter()
            .map(|mark| match mark {
                GivenMark::Right => 'r',
                GivenMark::Wrong => 'w',
                GivenMark::LeftOut => 'o',
                GivenMark::Ahead => '.',
            })
            .collect();
        assert_eq!((shown.as_str(), given_shown.as_str()), (typed_marks, given_marks), "{given} / {typed}");
    };
    check("亲您好在的", "", "", ".....");
    check("亲您好在的", "亲您", "rr", "rr...");
    check("亲您好在的", "亲好在", "rrr", "rorr.");
    check("亲您好在的", "亲您号", "rrw", "rrw..");
    check("亲您好在的", "亲您号在", "rrwr", "rrwr.");
    check("亲您好", "亲您您好", "rrxr", "rrr");
    check("亲", "亲您好", "rxx", "r");
}

fn score(given: &str, log: &str) -> String {
    typing_score(given, log).unwrap_or_else(|fault| fault.to_string())
}

#[test]
fn fine_print_of_the_command() {
    let check = |log: &str, expected: &str| {
        assert_eq!(score("您好在的\n", log), expected, "{log}");
    };
    check(
        "",
        r#"{"speed_cpm":0.0,"raw_cpm":0.0,"accuracy":null,"score_cpm":0.0,"keys_per_character":null,"corrections":0,"flags":[]}"#,
    );
    check(
        concat!(
            "{\"t_ms\":0,\"kind\":\"composition_start\"}\n{\"t_ms\":10,\"kind\":\"key\"}\n",
            "{\"t_ms\":400,\"kind\":\"key\"}\n{\"t_ms\":420,\"kind\":\"commit\",\"text\":\"您号\"}\n",
            "{\"t_ms\":900,\"kind\":\"delete\",\"count\":1}\n{\"t_ms\":2000,\"kind\":\"commit\",\"text\":\"好在\"}\n",
            "{\"t_ms\":6000,\"kind\":\"key\"}\n",
        ),
        r#"{"speed_cpm":30.0,"raw_cpm":40.0,"accuracy":1.0,"score_cpm":30.0,"keys_per_character":1.0,"corrections":1,"flags":[]}"#,
    );
    // Pasted text never enters.
    check(
        "{\"t_ms\":0,\"kind\":\"key\"}\n{\"t_ms\":6000,\"kind\":\"paste\",\"text\":\"您好在的\"}\n",
        r#"{"speed_cpm":0.0,"raw_cpm":0.0,"accuracy":null,"score_cpm":0.0,"keys_per_character":null,"corrections":0,"flags":["paste"]}"#,
    );
    // The clock starts at the first key or composition, whatever came before.
    check(
        "{\"t_ms\":0,\"kind\":\"start\"}\n{\"t_ms\":4000,\"kind\":\"key\"}\n{\"t_ms\":10000,\"kind\":\"commit\",\"text\":\"您\"}\n",
        r#"{"speed_cpm":10.0,"raw_cpm":10.0,"accuracy":1.0,"score_cpm":10.0,"keys_per_character":1.0,"corrections":0,"flags":[]}"#,
    );
    // Dictation: no key, timed from the first event, no flag.
    check(
        "{\"t_ms\":1000,\"kind\":\"commit\",\"text\":\"您好\"}\n{\"t_ms\":3000,\"kind\":\"commit\",\"text\":\"在的\"}\n",
        r#"{"speed_cpm":120.0,"raw_cpm":120.0,"accuracy":1.0,"score_cpm":120.0,"keys_per_character":0.0,"corrections":0,"flags":[]}"#,
    );
    // No time passed.
    check(
        "{\"t_ms\":1000,\"kind\":\"commit\",\"text\":\"您\"}\n",
        r#"{"speed_cpm":null,"raw_cpm":null,"accuracy":1.0,"score_cpm":null,"keys_per_character":0.0,"corrections":0,"flags":[]}"#,
    );
    check("{\"t_ms\":0,\"kind\":\"key\"}\n[]", "line 2: invalid type: sequence, expected struct Edit");
}

/// A log in short: `+ms` and then `c` composition, `k` key, `d` delete, `=text` commit.
fn log(short: &str) -> Vec<Edit> {
    let mut t_ms = 0;
    short
        .split_whitespace()
        .filter_map(|word| {
            if let Some(ms) = word.strip_prefix('+') {
                t_ms += ms.parse::<u64>().unwrap();
                return None;
            }
            let kind = match word {
                "s" => EditKind::Start,
                "c" => EditKind::CompositionStart,
                "k" => EditKind::Key,
                "d" => EditKind::Delete { count: 1 },
                "p" => EditKind::Paste { text: None },
                "drop" => EditKind::Drop { text: None },
                "blur" => EditKind::Blur,
                _ => EditKind::Commit { text: word.trim_start_matches('=').to_owned() },
            };
            Some(Edit { t_ms, kind })
        })
        .collect()
}

#[test]
fn flags_only_for_what_typing_does_not_do() {
    let check = |short: &str, expected: &[Flag]| assert_eq!(flags::flags(&log(short)), expected, "{short}");
    let sixty = "您".repeat(60);
    let passage = "亲这款有货的哦今天下单今天发出请放心拍";
    // Ordinary use: pinyin, wubi, an associated candidate, a custom phrase, a held key, a Safari order of events.
    check("c k +120 k +130 k +90 k =你好 +200 c k +100 k =在的", &[]);
    check(&"+40 k =a +45 k =b ".repeat(40), &[]);
    check("k +30 c +200 =中国 +250 =人民 +250 =共和国", &[]);
    check(&format!("s +900 k +150 k +150 k ={} +500 k =a", "址".repeat(30)), &[]);
    check(&"+33 k =啊 ".repeat(60), &[]);
    check(&format!("k +10 ={} {}", "啊".repeat(40), "+10 k d ".repeat(40)), &[Flag::TooFast]);
    check(&format!("k +900 ={} {}", "啊".repeat(40), "+10 k d ".repeat(40)), &[]);
    // Custom phrases one after the other.
    check(&format!("k +90 k +90 k +180 k ={passage} +200 k +90 k +90 k +180 k ={sixty} ").repeat(4), &[]);
    check(&"c k +80 k +80 =好 k +100 ".repeat(30), &[]);
    check("c k +900 k blur +4000 k =您好", &[]);
    // Dictation, alone and with a key to mend a word.
    check(&format!("={sixty} +10 ={sixty}"), &[]);
    check(&format!("={passage} +3000 k d +4000 ={passage} +10 ={passage}"), &[]);
    // What no hand does.
    check("k +10 p +100 =a", &[Flag::Paste]);
    check("k +10 drop", &[Flag::Paste]);
    check(&format!("k +200 =您 +300 ={sixty}"), &[Flag::Synthetic]);
    check(&format!("c +10 ={passage}"), &[Flag::TooFast]);
    check(&format!("k +900 ={}", "您好".repeat(200)), &[Flag::TooFast]);
    // Longer than any input method's phrase, and faster than speech.
    check(&format!("k +1500 ={}", "您好".repeat(50)), &[Flag::TooFast]);
    check(&"+5 c k =一 +5 c k =二 ".repeat(10), &[Flag::TooFast]);
    check(&format!("c {}=好", "+8 k ".repeat(30)), &[Flag::TooFast]);
    check(&"+100 c k =一二三四五六 +100 c k =七八九十百千 ".repeat(10), &[Flag::TooFast]);
}

/// Types `text` honestly: a key and a commit for each character.
fn typed(text: &str, each_ms: u64) -> Vec<Edit> {
    let mut log = Vec::new();
    for (i, character) in (1_u64..).zip(graphemes(text)) {
        log.push(Edit { t_ms: (i - 1) * each_ms, kind: EditKind::Key });
        log.push(Edit { t_ms: i * each_ms, kind: EditKind::Commit { text: character.to_owned() } });
    }
    log
}

/// Plain dynamic programming over every prefix: slow, and plainly right.
fn by_the_book(given: &str, typed: &str) -> Counts {
    let (given, typed) = (graphemes(given), graphemes(typed));
    let (n, m) = (given.len(), typed.len());
    // (distance, −matches), substituted, extra, left out
    let mut table = vec![vec![((0_i64, 0_i64), [0_u64; 3]); n + 1]; m + 1];
    for i in 0..=m {
        for j in 0..=n {
            let mut ways = Vec::new();
            let mut way = |from: ((i64, i64), [u64; 3]), kind: Option<usize>| {
                let ((distance, matches), mut counts) = from;
                match kind {
                    Some(kind) => {
                        counts[kind] += 1;
                        ways.push(((distance + 1, matches), counts));
                    }
                    None => ways.push(((distance, matches - 1), counts)),
                }
            };
            if i > 0 && j > 0 {
                way(table[i - 1][j - 1], (given[j - 1] != typed[i - 1]).then_some(0));
            }
            if i > 0 {
                way(table[i - 1][j], Some(1));
            }
            if j > 0 {
                way(table[i][j - 1], Some(2));
            }
            if let Some(best) = ways.into_iter().min_by_key(|(cost, _)| *cost) {
                table[i][j] = best;
            }
        }
    }
    let (j, ((_, matches), [substituted, extra, left_out])) =
        table[m].iter().copied().enumerate().min_by_key(|(j, (cost, _))| (*cost, *j)).unwrap();
    Counts { correct: matches.unsigned_abs(), substituted, extra, left_out, reached: j as u64 }
}

proptest! {
    #[test]
    fn the_banded_table_agrees_with_the_book(given in "[一二三四a]{0,60}", typed in "[一二三四a]{0,60}") {
        prop_assert_eq!(counts(&given, &typed), by_the_book(&given, &typed));
    }

    #[test]
    fn an_aligner_kept_along_gives_what_a_fresh_one_gives(
        given in "[一二三四a]{0,90}",
        typed in proptest::collection::vec((0_usize..12, "[一二三四a]{0,9}"), 1..24),
    ) {
        let mut aligner = Aligner::new(&given);
        let mut text = String::new();
        // A long right beginning, so that rows begin somewhere.
        text.extend(given.chars().take(30));
        for (back, more) in typed {
            let kept = text.chars().count().saturating_sub(back);
            text = text.chars().take(kept).chain(more.chars()).collect();
            let alignment = aligner.align(&text);
            prop_assert_eq!(alignment.counts, by_the_book(&given, &text));
            prop_assert_eq!(alignment, Alignment::of(&given, &text));
        }
    }

    #[test]
    fn clusters_are_characters(given in "[e\u{301}好🇨🇳👨‍👩‍👧\r\n ]{0,30}", typed in "[e\u{301}好🇨🇳👨‍👩‍👧\r\n ]{0,30}") {
        prop_assert_eq!(counts(&given, &typed), by_the_book(&given, &typed));
        prop_assert_eq!(Alignment::of(&given, &typed).counts, by_the_book(&given, &typed));
    }

    #[test]
    fn marks_agree_with_counts(given in "[一二三四a]{0,40}", typed in "[一二三四a]{0,40}") {
        let alignment = Alignment::of(&given, &typed);
        let right = alignment.typed.iter().filter(|(mark, _)| *mark == TypedMark::Right).count() as u64;
        prop_assert_eq!(right, alignment.counts.correct);
        let faults = alignment.typed.iter().filter(|(mark, _)| *mark != TypedMark::Right).count()
            + alignment.given.iter().filter(|mark| **mark == GivenMark::LeftOut).count();
        let counts = alignment.counts;
        prop_assert_eq!(faults as u64, counts.substituted + counts.extra + counts.left_out);
        prop_assert_eq!(alignment.typed.len(), graphemes(&typed).len());
    }

    #[test]
    fn typing_the_text_itself_is_perfect(text in "[\\PC&&[^\r\n]]{1,80}", each_ms in 60_u64..2_000) {
        let measures = measure(&text, &typed(&text, each_ms));
        prop_assert_eq!(measures.accuracy, Some(1.0));
        prop_assert_eq!(measures.score_cpm, measures.speed_cpm);
        prop_assert_eq!(measures.corrections, 0);
        prop_assert_eq!(measures.flags, vec![]);
    }

    #[test]
    fn one_missed_character_costs_one(text in "[一-龥]{3,80}", at in 0_usize..80) {
        let characters = graphemes(&text);
        let at = at % (characters.len() - 1);
        let missing: String = characters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect();
        let counts = measure(&text, &typed(&missing, 300)).counts;
        prop_assert_eq!(counts.substituted + counts.extra + counts.left_out, 1);
    }

    #[test]
    fn a_mended_slip_costs_only_time(text in "[一-龥]{2,40}", slip in "[a-z]{1,5}") {
        let mut log = typed(&text, 300);
        let end_ms = log.last().unwrap().t_ms;
        log.push(Edit { t_ms: end_ms + 100, kind: EditKind::Commit { text: slip.clone() } });
        log.push(Edit { t_ms: end_ms + 200, kind: EditKind::Delete { count: slip.len() as u64 } });
        let measures = measure(&text, &log);
        prop_assert_eq!(measures.accuracy, Some(1.0));
        prop_assert_eq!(measures.corrections, slip.len() as u64);
        prop_assert!(measures.raw_cpm > measures.speed_cpm);
    }

    #[test]
    fn when_the_log_began_does_not_matter(text in "[一-龥]{1,40}", later_ms in 0_u64..1_000_000) {
        let log = typed(&text, 300);
        let later: Vec<Edit> = log.iter().cloned().map(|edit| Edit { t_ms: edit.t_ms + later_ms, ..edit }).collect();
        prop_assert_eq!(measure(&text, &log), measure(&text, &later));
    }

    #[test]
    fn accuracy_stays_within_its_bounds(given in "\\PC{0,60}", typed_text in "\\PC{0,60}") {
        let measures = measure(&given, &typed(&typed_text, 300));
        prop_assert!(measures.accuracy.is_none_or(|accuracy| (0.0..=1.0).contains(&accuracy)));
        prop_assert!(measures.speed_cpm.unwrap_or(0.0) <= measures.raw_cpm.unwrap_or(0.0));
    }
}
