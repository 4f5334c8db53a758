//! A symmetric matrix, as far as standard errors need one.

/// The lower triangle by rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Symmetric {
    size: usize,
    lower: Vec<f64>,
}

/// A pivot smaller than this part of its diagonal element is no pivot: the parameters cannot be told apart.
const PIVOT_MIN: f64 = 1e-10;

fn place(row: usize, column: usize) -> usize {
    let (row, column) = if row >= column { (row, column) } else { (column, row) };
    row * (row + 1) / 2 + column
}

impl Symmetric {
    pub fn zero(size: usize) -> Self {
        Self { size, lower: vec![0.0; size * (size + 1) / 2] }
    }

    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.lower[place(row, column)]
    }

    pub fn add(&mut self, row: usize, column: usize, value: f64) {
        self.lower[place(row, column)] += value;
    }

    /// Adds weight × v vᵀ, where `v` has its values at these places.
    pub fn add_product(&mut self, places: &[usize], values: &[f64], weight: f64) {
        for (nth, (row, value)) in places.iter().zip(values).enumerate() {
            for (column, other) in places[..=nth].iter().zip(values) {
                self.add(*row, *column, weight * value * other);
            }
        }
    }

    /// By Cholesky's factors; `None` where it is not positive definite.
    pub fn inverse(&self) -> Option<Self> {
        let factor = self.factor()?;
        // The factor's inverse, column by column.
        let mut inverse = Self::zero(self.size);
        for column in 0..self.size {
            for row in column..self.size {
                let start = if row == column { 1.0 } else { 0.0 };
                let sum: f64 = (column..row).map(|k| factor.at(row, k) * inverse.at(k, column)).sum();
                inverse.lower[place(row, column)] = (start - sum) / factor.at(row, row);
            }
        }
        let mut product = Self::zero(self.size);
        for row in 0..self.size {
            for column in 0..=row {
                product.lower[place(row, column)] =
                    (row..self.size).map(|k| inverse.at(k, row) * inverse.at(k, column)).sum();
            }
        }
        Some(product)
    }

    fn factor(&self) -> Option<Self> {
        let mut factor = Self::zero(self.size);
        for row in 0..self.size {
            for column in 0..=row {
                let sum: f64 = (0..column).map(|k| factor.at(row, k) * factor.at(column, k)).sum();
                let left = self.at(row, column) - sum;
                factor.lower[place(row, column)] = if row > column {
                    left / factor.at(column, column)
                } else if left > PIVOT_MIN * self.at(row, row).abs() {
                    left.sqrt()
                } else {
                    return None;
                };
            }
        }
        Some(factor)
    }
}

#[cfg(test)]
mod tests {
    use super::Symmetric;

    #[test]
    fn inverses() {
        let mut matrix = Symmetric::zero(3);
        for (row, column, value) in [(0, 0, 4.0), (1, 0, 2.0), (1, 1, 5.0), (2, 1, 1.0), (2, 2, 3.0)] {
            matrix.add(row, column, value);
        }
        let inverse = matrix.inverse().unwrap();
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3).map(|k| matrix.at(row, k) * inverse.at(k, column)).sum();
                assert!((product - if row == column { 1.0 } else { 0.0 }).abs() < 1e-12, "{row} {column}: {product}");
            }
        }
        let mut flat = Symmetric::zero(2);
        flat.add_product(&[0, 1], &[1.0, 2.0], 1.0);
        assert_eq!(flat.inverse(), None);
    }
}
