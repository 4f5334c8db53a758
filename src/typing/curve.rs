//! Speed over time: how a drill went while it went on, and when something was wrong.

use super::alignment::{Alignment, GivenMark, TypedMark};
use super::edit::Edit;
use super::measures::cleaned;
use super::replay::Replay;
use serde::{Deserialize, Serialize};

/// A point of the curve each so many milliseconds …
pub const STEP_MS: u64 = 5_000;
/// … over so many before it.
pub const WINDOW_MS: u64 = 10_000;
/// A longer drill has longer steps instead of more points.
pub const MAX_POINTS: u64 = 240;

/// The score of the window that ends at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Milliseconds since the clock began.
    pub at_ms: u64,
    /// Accuracy × standing characters a minute, as [`super::Measures::score_cpm`], of the window alone.
    pub score_cpm: f64,
}

/// What was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipKind {
    /// A wrong, extra or left-out character that stands at the end.
    Stands,
    /// Characters were taken back.
    TakenBack,
}

/// A moment at which something was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// Milliseconds since the clock began.
    pub at_ms: u64,
    pub kind: SlipKind,
    /// Characters of the log's one event.
    pub characters: u64,
}

/// The curve of one drill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    pub elapsed_ms: u64,
    pub points: Vec<CurvePoint>,
    /// In order of time.
    pub slips: Vec<Slip>,
}

/// A typed character in time: right, or at fault by so many characters.
struct Moment {
    at_ms: u64,
    right: bool,
    /// Given characters left out just before this one.
    left_out: u64,
}

impl Curve {
    /// The curve of a log against the text it should have produced.
    pub fn of(given: &str, log: &[Edit]) -> Self {
        let given = cleaned(given);
        let replay = Replay::of(log);
        let moments = moments(&Alignment::of(&given, &replay.text), &replay);
        let mut slips: Vec<Slip> = replay
            .deletions()
            .iter()
            .map(|(at_ms, characters)| Slip { at_ms: *at_ms, kind: SlipKind::TakenBack, characters: *characters })
            .collect();
        for moment in &moments {
            let characters = moment.left_out + u64::from(!moment.right);
            if characters > 0 {
                slips.push(Slip { at_ms: moment.at_ms, kind: SlipKind::Stands, characters });
            }
        }
        slips.sort_by_key(|slip| (slip.at_ms, slip.kind));
        Self { elapsed_ms: replay.elapsed_ms, points: points(&moments, replay.elapsed_ms), slips }
    }
}

fn moments(alignment: &Alignment, replay: &Replay) -> Vec<Moment> {
    let mut given_at = 0;
    let typed = alignment.typed.iter().zip(replay.done_ms());
    typed
        .map(|((mark, place), done_ms)| {
            let mut left_out = 0;
            if let Some(place) = place {
                let between = alignment.given.get(given_at..*place).unwrap_or_default();
                left_out = between.iter().filter(|mark| **mark == GivenMark::LeftOut).count() as u64;
                given_at = place + 1;
            }
            Moment { at_ms: done_ms, right: *mark == TypedMark::Right, left_out }
        })
        .collect()
}

fn points(moments: &[Moment], elapsed_ms: u64) -> Vec<CurvePoint> {
    if elapsed_ms == 0 {
        return Vec::new();
    }
    let step_ms = STEP_MS.max(elapsed_ms.div_ceil(MAX_POINTS));
    let window_ms = WINDOW_MS.max(step_ms);
    let ends = (1..).map(|step| step * step_ms).take_while(|end| *end < elapsed_ms).chain([elapsed_ms]);
    ends.map(|at_ms| {
        let from_ms = at_ms.saturating_sub(window_ms);
        // What was done at the very start belongs to the first window.
        let inside = |moment: &&Moment| (moment.at_ms > from_ms || from_ms == 0) && moment.at_ms <= at_ms;
        let (mut standing, mut right, mut faults) = (0_u64, 0_u64, 0_u64);
        for moment in moments.iter().filter(inside) {
            standing += 1;
            right += u64::from(moment.right);
            faults += u64::from(!moment.right) + moment.left_out;
        }
        let accuracy = if standing == 0 { 0.0 } else { right as f64 / (right + faults) as f64 };
        CurvePoint { at_ms, score_cpm: accuracy * standing as f64 * 60_000.0 / (at_ms - from_ms) as f64 }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typing::EditKind;

    fn log(events: &[(u64, &str)]) -> Vec<Edit> {
        let kind = |what: &str| match what {
            "key" => EditKind::Key,
            "del" => EditKind::Delete { count: 1 },
            "end" => EditKind::End,
            text => EditKind::Commit { text: text.to_owned() },
        };
        events.iter().map(|(t_ms, what)| Edit { t_ms: *t_ms, kind: kind(what) }).collect()
    }

    fn check(given: &str, events: &[(u64, &str)], points: &[(u64, f64)], slips: &[(u64, SlipKind, u64)]) {
        let curve = Curve::of(given, &log(events));
        let got: Vec<_> = curve.points.iter().map(|point| (point.at_ms, point.score_cpm)).collect();
        assert_eq!(got, points, "{events:?}");
        let got: Vec<_> = curve.slips.iter().map(|slip| (slip.at_ms, slip.kind, slip.characters)).collect();
        assert_eq!(got, slips, "{events:?}");
    }

    #[test]
    fn the_window_slides_and_slips_stand_where_they_were_made() {
        check("", &[], &[], &[]);
        // Two characters in the first five seconds, one in the next.
        check(
            "您好在",
            &[(1_000, "key"), (3_000, "您"), (5_000, "好"), (9_000, "在"), (11_000, "end")],
            &[(5_000, 24.0), (10_000, 18.0)],
            &[],
        );
        // Four of five right, one wrong: accuracy counts in its own window only.
        check(
            "一二三四五六",
            &[(0, "key"), (4_000, "一二"), (5_000, "X"), (12_000, "四"), (15_000, "五"), (20_000, "六")],
            &[(5_000, 24.0), (10_000, 12.0), (15_000, 12.0), (20_000, 18.0)],
            &[(5_000, SlipKind::Stands, 1)],
        );
        // One left out is noted where the next was typed, one taken back where it was taken.
        check(
            "一二三",
            &[(0, "key"), (1_000, "一"), (2_000, "土"), (2_500, "del"), (4_000, "三"), (5_000, "end")],
            &[(5_000, 2.0 / 3.0 * 24.0)],
            &[(2_500, SlipKind::TakenBack, 1), (4_000, SlipKind::Stands, 1)],
        );
    }

    #[test]
    fn a_log_of_years_has_a_bounded_curve() {
        let curve = Curve::of("一二", &log(&[(0, "key"), (5, "一"), (9_007_199_254_740_992, "二")]));
        assert!(curve.points.len() as u64 <= MAX_POINTS, "{}", curve.points.len());
    }
}
