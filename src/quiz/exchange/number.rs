//! Numbers and shares as they are written in files.

use super::Trouble;
use unicode_normalization::UnicodeNormalization as _;

/// A number, also in full-width digits.
pub fn number(text: &str) -> Result<f64, Trouble> {
    let plain: String = text.nfkc().filter(|one| !one.is_whitespace()).collect();
    let plain = plain.replace('\u{2212}', "-");
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    // Minus zero is zero.
    number.map(|number| number + 0.0).ok_or_else(|| Trouble::Number(text.trim().to_owned()))
}

/// A number from `low` to `high` as its middle and how far off still counts.
pub fn range(low: f64, high: f64) -> (f64, f64) {
    // 1.1..1.3 is 1.2, not 1.2000000000000002.
    let even = |number: f64| format!("{number:.12e}").parse().unwrap_or(number);
    (even((low + high) / 2.0), even((high - low).abs() / 2.0))
}

/// As it is written: no more digits than it has.
pub fn written(number: f64) -> String {
    format!("{number}")
}

/// A share of -1 to 1 from a percentage.
pub fn from_percent(text: &str) -> Result<f64, Trouble> {
    let percent = number(text).map_err(|_| Trouble::Share(text.trim().to_owned()))?;
    if !(-100.0..=100.0).contains(&percent) {
        return Err(Trouble::Share(text.trim().to_owned()));
    }
    Ok(rounded(percent / 100.0))
}

/// A share from -1 to 1, or a percentage with its sign; nothing: none.
pub fn share(text: &str) -> Result<f64, Trouble> {
    let text = text.trim();
    match text.strip_suffix(['%', '％']) {
        Some(percent) => from_percent(percent),
        None => {
            let share = number(text).map_err(|_| Trouble::Share(text.to_owned()))?;
            if (-1.0..=1.0).contains(&share) { Ok(rounded(share)) } else { Err(Trouble::Share(text.to_owned())) }
        }
    }
}

/// The percentage of a share, with at most five places as Moodle writes it.
pub fn percent(share: f64) -> String {
    let text = format!("{:.5}", share * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Seven places: what a percentage of five can hold.
fn rounded(share: f64) -> f64 {
    format!("{share:.7}").parse::<f64>().map_or(share, |share| share + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_shares() {
        assert_eq!(number(" １２．５ "), Ok(12.5));
        assert_eq!(number("−3"), Ok(-3.0));
        assert_eq!(number("1e3"), Ok(1000.0));
        for bad in ["", "NaN", "inf", "1,5", "3元"] {
            assert!(number(bad).is_err(), "{bad}");
        }
        assert_eq!(range(1.1, 1.3), (1.2, 0.1));
        assert_eq!(from_percent("33.33333").map(percent), Ok("33.33333".to_owned()));
        assert_eq!(from_percent("-50"), Ok(-0.5));
        assert!(from_percent("101").is_err());
        assert_eq!(share("50%"), Ok(0.5));
        assert_eq!(share("0.3333333333").map(percent), Ok("33.33333".to_owned()));
        assert!(share("100").is_err());
        assert_eq!(percent(-0.0), "0");
    }
}
