//! Covariance and what follows from it.

/// A variance below this is rounding.
pub const NOTHING: f64 = 1e-12;

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Sample covariance, with n − 1; `None` for fewer than two.
pub fn covariance(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len() as f64;
    if a.len() < 2 {
        return None;
    }
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    Some(a.iter().zip(b).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum::<f64>() / (n - 1.0))
}

/// Standard deviation, with n − 1; `None` for fewer than two.
pub fn deviation(values: &[f64]) -> Option<f64> {
    covariance(values, values).map(|variance| variance.max(0.0).sqrt())
}

/// Pearson's r; `None` where one of the two does not vary.
pub fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let (own, other) = (covariance(a, a)?, covariance(b, b)?);
    if own <= NOTHING || other <= NOTHING {
        return None;
    }
    Some((covariance(a, b)? / (own * other).sqrt()).clamp(-1.0, 1.0))
}

/// The covariance as a share of the most it could be with these values, both sorted.
pub fn efficiency(a: &[f64], b: &[f64]) -> Option<f64> {
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    let most = covariance(&sorted(a), &sorted(b))?;
    (most > NOTHING).then_some(covariance(a, b)? / most)
}
