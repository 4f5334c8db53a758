//! `miaohui clocks`: the clocks over a transcript from any platform. It knows no meaning: every buyer line waits.

use super::clocks::Clocks;
use super::instant;
use super::rounds::{Line, LineKind, Rounds};
use crate::jsonl::{self, LineFault};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Entry {
    at: String,
    window: String,
    from: From,
    #[serde(default)]
    act: Option<Act>,
    #[serde(default)]
    text: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum From {
    Buyer,
    Agent,
    Robot,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    Transfer,
}

/// The clocks of a transcript in JSON lines, in JSON. Lines may come in any order.
///
/// # Errors
/// The first faulty line.
pub fn clocks(text: &str) -> Result<String, LineFault> {
    let mut lines = Vec::new();
    for (number, entry) in jsonl::parse::<Entry>(text)? {
        let at_ms = instant::unix_ms(&entry.at)
            .ok_or_else(|| LineFault::new(number, format!("at: {:?} is not an RFC 3339 instant", entry.at)))?;
        if entry.act.is_some() && entry.from != From::Agent {
            return Err(LineFault::new(number, "only an agent transfers"));
        }
        lines.push((at_ms, number, entry));
    }
    lines.sort_by_key(|(at_ms, number, _)| (*at_ms, *number));
    let mut windows: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for (at_ms, seq, entry) in lines {
        let window = windows.entry(entry.window).or_default();
        // A transfer with words is a reply, then a transfer.
        let wordless = entry.act.is_some() && entry.text.as_deref().unwrap_or("").trim().is_empty();
        let kind = match entry.from {
            From::Buyer => Some(LineKind::Buyer { waits: true }),
            From::Agent => (!wordless).then_some(LineKind::Agent { closes: false }),
            From::Robot => Some(LineKind::Robot),
        };
        let transfer = entry.act.map(|Act::Transfer| LineKind::Transfer);
        window.extend(kind.into_iter().chain(transfer).map(|kind| Line { at_ms, seq, kind }));
    }
    let windows: Vec<Rounds> = windows.values().map(|lines| Rounds::of(lines)).collect();
    serde_json::to_string(&Clocks::of(&windows)).map_err(|error| LineFault::new(0, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines in short: `10:10:15 buyer`, `… agent`, `… robot`, `… transfer`, with ` w2` for another window.
    fn transcript(short: &[&str]) -> String {
        let mut text = String::new();
        for line in short {
            let mut words = line.split(' ');
            let (time, from) = (words.next().unwrap(), words.next().unwrap());
            let window = words.next().unwrap_or("w1");
            let rest = if from == "transfer" {
                r#""from":"agent","act":"transfer""#.to_owned()
            } else {
                format!(r#""from":"{from}","text":"…""#)
            };
            text += &format!("{{\"at\":\"2026-11-11T{time}+08:00\",\"window\":\"{window}\",{rest}}}\n");
        }
        text
    }

    fn check(short: &[&str], expected: &str) {
        let got = clocks(&transcript(short)).unwrap();
        assert_eq!(got, expected, "{short:?}");
    }

    #[test]
    fn vectors() {
        check(
            &["10:10:15 buyer", "10:15:20 buyer", "10:18:10 agent"],
            r#"{"rounds":1,"first_30s_rate":0.0,"average_response_s":475.0,"three_minute_rate":0.0,"longest_wait_s":475.0,"last_word_rate":1.0,"windows":1}"#,
        );
        check(
            &["10:10:15 buyer", "10:15:20 buyer", "10:18:10 agent", "10:18:30 buyer", "10:19:00 agent"],
            r#"{"rounds":2,"first_30s_rate":0.0,"average_response_s":252.5,"three_minute_rate":0.5,"longest_wait_s":475.0,"last_word_rate":1.0,"windows":1}"#,
        );
        let ten: Vec<String> = (0..10).map(|i| format!("10:10:1{i} buyer")).collect();
        check(
            &ten.iter().map(String::as_str).collect::<Vec<_>>(),
            r#"{"rounds":1,"first_30s_rate":0.0,"average_response_s":600.0,"three_minute_rate":0.0,"longest_wait_s":600.0,"last_word_rate":0.0,"windows":1}"#,
        );
        check(
            &["10:10:00 buyer", "10:10:01 robot", "10:10:40 agent"],
            r#"{"rounds":1,"first_30s_rate":0.0,"average_response_s":40.0,"three_minute_rate":1.0,"longest_wait_s":40.0,"last_word_rate":1.0,"windows":1}"#,
        );
        check(
            &["10:10:00 buyer", "10:10:10 transfer"],
            r#"{"rounds":1,"first_30s_rate":0.0,"average_response_s":600.0,"three_minute_rate":0.0,"longest_wait_s":600.0,"last_word_rate":0.0,"windows":1}"#,
        );
    }

    #[test]
    fn fine_print() {
        // Empty: no windows.
        check(
            &[],
            r#"{"rounds":0,"first_30s_rate":null,"average_response_s":null,"three_minute_rate":null,"longest_wait_s":0.0,"last_word_rate":null,"windows":0}"#,
        );
        // Without rounds: null and 0.
        check(
            &["10:10:00 agent"],
            r#"{"rounds":0,"first_30s_rate":null,"average_response_s":null,"three_minute_rate":null,"longest_wait_s":0.0,"last_word_rate":null,"windows":1}"#,
        );
        // Any order; a tie stays as in the file; exactly 30 s is within 30 s.
        check(
            &["10:10:30 agent", "10:10:00 buyer"],
            r#"{"rounds":1,"first_30s_rate":1.0,"average_response_s":30.0,"three_minute_rate":1.0,"longest_wait_s":30.0,"last_word_rate":1.0,"windows":1}"#,
        );
        check(
            &["10:10:00 agent", "10:10:00 buyer"],
            r#"{"rounds":1,"first_30s_rate":0.0,"average_response_s":600.0,"three_minute_rate":0.0,"longest_wait_s":600.0,"last_word_rate":0.0,"windows":1}"#,
        );
        // After a transfer later lines do not count; the robot has no last word; a long wait is capped.
        check(
            &["10:10:00 buyer", "10:10:20 agent", "10:10:30 transfer", "10:11:00 buyer", "10:30:00 agent"],
            r#"{"rounds":1,"first_30s_rate":1.0,"average_response_s":20.0,"three_minute_rate":1.0,"longest_wait_s":20.0,"last_word_rate":1.0,"windows":1}"#,
        );
        check(
            &["10:10:00 buyer", "10:30:00 agent", "10:30:01 robot", "10:10:00 buyer w2", "10:10:10 agent w2"],
            r#"{"rounds":2,"first_30s_rate":0.5,"average_response_s":305.0,"three_minute_rate":0.5,"longest_wait_s":600.0,"last_word_rate":1.0,"windows":2}"#,
        );
    }

    proptest::proptest! {
        #[test]
        fn the_order_of_lines_in_the_file_does_not_matter(
            lines in proptest::collection::vec((0_usize..4, 0_usize..3), 1..20),
            turn in 0_usize..20,
        ) {
            let short: Vec<String> = lines
                .iter()
                .enumerate()
                .map(|(i, (who, window))| {
                    let who = ["buyer", "agent", "robot", "transfer"][*who];
                    format!("10:{:02}:{:02} {who} w{window}", i * 50 / 60, i * 50 % 60)
                })
                .collect();
            let mut turned: Vec<&str> = short.iter().map(String::as_str).collect();
            let straight = clocks(&transcript(&turned));
            turned.rotate_left(turn % lines.len());
            proptest::prop_assert_eq!(straight, clocks(&transcript(&turned)));
        }
    }

    #[test]
    fn faults_name_the_line() {
        let check = |line: &str, part: &str| {
            let text = format!("{}\n\n{line}\n", transcript(&["10:10:00 buyer"]).trim());
            let fault = clocks(&text).unwrap_err();
            assert!(fault.line == 3 && fault.message.contains(part), "{fault}");
        };
        check("{", "EOF");
        check(r#"{"at":"gestern","window":"w1","from":"buyer"}"#, "gestern");
        check(r#"{"at":"2026-11-11T10:10:15+08:00","window":"w1","from":"boss"}"#, "boss");
        check(r#"{"at":"2026-11-11T10:10:15+08:00","from":"buyer"}"#, "window");
        check(r#"{"at":"2026-11-11T10:10:15+08:00","window":"w1","from":"buyer","act":"transfer"}"#, "only an agent");
    }
}
