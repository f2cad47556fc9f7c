//! The data of paths, in whole numbers of the box: short, and exact to a twentieth of a pixel.

use std::fmt::Write as _;

use super::axis::Axis;
use super::{HIGH, WIDE};

/// A picture's two scales.
#[derive(Clone, Debug)]
pub(in crate::report) struct Scales {
    /// From left to right.
    pub(in crate::report) x: Axis,
    /// From bottom to top.
    pub(in crate::report) y: Axis,
}

impl Scales {
    fn place(&self, x: f64, y: f64) -> (i64, i64) {
        ((self.x.share(x) * WIDE).round() as i64, ((1.0 - self.y.share(y)) * HIGH).round() as i64)
    }
}

/// A line through each run. A run of one value is a dot.
pub(in crate::report) fn line(runs: &[Vec<(f64, f64)>], scales: &Scales) -> String {
    let mut path = String::new();
    for run in runs {
        let mut before = None;
        for (x, y) in run {
            let (x, y) = scales.place(*x, *y);
            let _ = match before {
                None => write!(path, "M{x} {y}"),
                Some((left, above)) => write!(path, "l{} {}", x - left, y - above),
            };
            before = Some((x, y));
        }
        if run.len() == 1 {
            path.push_str("h0");
        }
    }
    path
}

/// A dot at each place; two at one place are one.
pub(in crate::report) fn dots(places: &[(f64, f64)], scales: &Scales) -> String {
    let mut places: Vec<(i64, i64)> = places.iter().map(|(x, y)| scales.place(*x, *y)).collect();
    places.sort_unstable();
    places.dedup();
    places.iter().fold(String::new(), |mut path, (x, y)| {
        let _ = write!(path, "M{x} {y}h0");
        path
    })
}

/// A box for each column: its two ends, its lowest and its highest value.
pub(in crate::report) fn boxes(columns: &[(f64, f64, f64, f64)], scales: &Scales) -> String {
    columns.iter().fold(String::new(), |mut path, (from, to, low, high)| {
        let ((left, top), (right, bottom)) = (scales.place(*from, *high), scales.place(*to, *low));
        let _ = write!(path, "M{left} {top}H{right}V{}H{left}Z", bottom.max(top + 1));
        path
    })
}

/// An area between a line and the lower end.
pub(in crate::report) fn area(values: &[(f64, f64)], scales: &Scales) -> String {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return String::new() };
    let (left, right) = (scales.place(first.0, 0.0).0, scales.place(last.0, 0.0).0);
    let mut path = format!("M{left} {HIGH}");
    for (x, y) in values {
        let (x, y) = scales.place(*x, *y);
        let _ = write!(path, "L{x} {y}");
    }
    let _ = write!(path, "L{right} {HIGH}Z");
    path
}
