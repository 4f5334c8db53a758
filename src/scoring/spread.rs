//! The middle of a class: what a figure is to be seen against without naming anybody.

/// With fewer people the middle would tell of single ones.
pub const PEOPLE_MIN: usize = 5;

/// Median and quartiles of one figure over people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub people: u64,
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

impl Spread {
    /// One value a person, in any order; `None` for fewer than [`PEOPLE_MIN`].
    pub fn of(values: &[f64]) -> Option<Self> {
        if values.len() < PEOPLE_MIN {
            return None;
        }
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let people = u64::try_from(sorted.len()).unwrap_or(u64::MAX);
        Some(Self { people, low: at(&sorted, 1), median: at(&sorted, 2), high: at(&sorted, 3) })
    }
}

/// The quartile between the two values nearest to it (Hyndman and Fan's definition 7).
fn at(sorted: &[f64], quarter: usize) -> f64 {
    let quarters = (sorted.len() - 1) * quarter;
    let (below, rest) = (quarters / 4, quarters % 4);
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * rest as f64 / 4.0
}

/// The middle value of a few; `None` of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    (!sorted.is_empty()).then(|| at(&sorted, 2))
}

#[cfg(test)]
mod tests {
    use super::{Spread, median};

    #[test]
    fn a_class_has_a_middle_and_a_few_people_have_none() {
        let check = |values: &[f64], expected: Option<(f64, f64, f64)>| {
            let got = Spread::of(values).map(|spread| (spread.low, spread.median, spread.high));
            assert_eq!(got, expected, "{values:?}");
        };
        check(&[70.0, 80.0, 90.0, 60.0], None);
        check(&[70.0, 80.0, 90.0, 60.0, 50.0], Some((60.0, 70.0, 80.0)));
        check(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], Some((2.25, 3.5, 4.75)));
        check(&[7.0; 9], Some((7.0, 7.0, 7.0)));
        assert_eq!((median(&[]), median(&[3.0, 1.0])), (None, Some(2.0)));
    }
}
