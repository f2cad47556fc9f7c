//! Weighted least squares with a handful of columns.

/// The sums over all rows that a fit of `N` columns needs. Adding a row costs the same however many came before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums<const N: usize> {
    products: [[f64; N]; N],
    with_value: [f64; N],
    weight: f64,
    value: f64,
    square: f64,
}

impl<const N: usize> Default for Sums<N> {
    fn default() -> Self {
        Self { products: [[0.0; N]; N], with_value: [0.0; N], weight: 0.0, value: 0.0, square: 0.0 }
    }
}

impl<const N: usize> Sums<N> {
    /// Adds a row: the columns of one observation, its value and its weight.
    pub(super) fn add(&mut self, row: &[f64; N], value: f64, weight: f64) {
        for (a, products) in self.products.iter_mut().enumerate() {
            for (b, product) in products.iter_mut().enumerate() {
                *product += weight * row[a] * row[b];
            }
            self.with_value[a] += weight * row[a] * value;
        }
        self.weight += weight;
        self.value += weight * value;
        self.square += weight * value * value;
    }

    /// The coefficients of the columns; `None` if the rows don't determine them.
    pub(super) fn solve(&self) -> Option<[f64; N]> {
        let (mut left, mut right) = (self.products, self.with_value);
        for step in 0..N {
            let pivot = (step..N).max_by(|&a, &b| left[a][step].abs().total_cmp(&left[b][step].abs()))?;
            // Far less than any column's own sum of squares: another column says the same.
            if left[pivot][step].abs() <= 1e-9 * self.weight {
                return None;
            }
            left.swap(step, pivot);
            right.swap(step, pivot);
            let pivot_row = left[step];
            for row in step + 1..N {
                let times = left[row][step] / pivot_row[step];
                for (cell, pivot) in left[row].iter_mut().zip(pivot_row).skip(step) {
                    *cell -= times * pivot;
                }
                right[row] -= times * right[step];
            }
        }
        let mut solved = [0.0; N];
        for step in (0..N).rev() {
            let known: f64 = (step + 1..N).map(|column| left[step][column] * solved[column]).sum();
            solved[step] = (right[step] - known) / left[step][step];
        }
        Some(solved)
    }

    /// The weighted sum of squares that these coefficients leave.
    pub(super) fn left_over(&self, coefficients: &[f64; N]) -> f64 {
        let explained: f64 = coefficients.iter().zip(&self.with_value).map(|(c, with)| c * with).sum();
        (self.square - explained).max(0.0)
    }
}

/// The coefficients of rows of columns, value and weight, and the weighted sum of squares that they leave; `None` if the
/// rows don't determine them.
pub(super) fn fitted<const N: usize>(rows: impl Iterator<Item = ([f64; N], f64, f64)>) -> Option<([f64; N], f64)> {
    let mut sums = Sums::default();
    rows.for_each(|(row, value, weight)| sums.add(&row, value, weight));
    let solved = sums.solve()?;
    Some((solved, sums.left_over(&solved)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_points_on_it_leaves_nothing() {
        let mut sums = Sums::default();
        for x in 0..10 {
            sums.add(&[1.0, f64::from(x)], 3.0 + 0.5 * f64::from(x), 1.0 + f64::from(x % 3));
        }
        let [at_zero, slope] = sums.solve().unwrap();
        assert!((at_zero - 3.0).abs() < 1e-9 && (slope - 0.5).abs() < 1e-9);
        assert!(sums.left_over(&[at_zero, slope]) < 1e-6);
    }

    #[test]
    fn too_few_rows_determine_nothing() {
        let mut sums = Sums::default();
        sums.add(&[1.0, 2.0, 4.0], 1.0, 1.0);
        sums.add(&[1.0, 3.0, 9.0], 2.0, 1.0);
        assert_eq!(sums.solve(), None);
        assert_eq!(Sums::<2>::default().solve(), None);
    }
}
