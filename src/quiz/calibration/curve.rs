//! An item's characteristic curve.

/// The logistic curve of an item: P(right) by ability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    pub slope: f64,
    pub intercept: f64,
}

impl Curve {
    /// By slope and the ability at which half are right.
    pub fn at_difficulty(slope: f64, difficulty: f64) -> Self {
        Self { slope, intercept: -slope * difficulty }
    }

    /// The probability of a right answer.
    pub fn right(&self, ability: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-(self.slope * ability + self.intercept)))
    }

    /// The ability at which half are right.
    pub fn difficulty(&self) -> f64 {
        -self.intercept / self.slope
    }

    /// Fisher information about ability: slope² × P × (1 − P).
    pub fn information(&self, ability: f64) -> f64 {
        let right = self.right(ability);
        self.slope * self.slope * right * (1.0 - right)
    }

    /// ln P(right) and ln P(wrong), exact far out too.
    pub(super) fn logs(&self, ability: f64) -> [f64; 2] {
        let z = self.slope * ability + self.intercept;
        let right = if z >= 0.0 { -libm::log1p(libm::exp(-z)) } else { z - libm::log1p(libm::exp(z)) };
        [right - z, right]
    }
}
