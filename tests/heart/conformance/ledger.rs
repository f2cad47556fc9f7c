//! What was compared, and how it came out.

use std::collections::BTreeMap;

use breathmark::heart::statistics;

/// Relative deviation that is allowed where the definition is the same.
const TOLERANCE: f64 = 1e-3;

#[derive(Default)]
pub(crate) struct Ledger {
    checked: usize,
    worst: f64,
    deviations: Vec<String>,
    other: BTreeMap<(String, &'static str), (usize, Vec<f64>)>,
    absent: Vec<String>,
    no_counterpart: usize,
}

impl Ledger {
    /// A value by the same definition.
    pub(crate) fn same(&mut self, name: &str, ours: Option<f64>, expected: f64) {
        self.same_to(name, ours, expected, TOLERANCE * expected.abs());
    }

    /// A value by the same definition that was published rounded.
    pub(crate) fn same_to(&mut self, name: &str, ours: Option<f64>, expected: f64, tolerance: f64) {
        self.checked += 1;
        let deviation = ours.map_or(f64::INFINITY, |ours| (ours - expected).abs());
        if deviation > tolerance.max(1e-6) {
            self.deviations.push(format!("{name}: expected {expected}, ours {ours:?}"));
        } else if expected != 0.0 {
            self.worst = self.worst.max(deviation / expected.abs());
        }
    }

    /// A value by another definition, with the ratio of ours to it where there is one.
    pub(crate) fn other(&mut self, path: &str, reason: &'static str, ratio: Option<f64>) {
        let entry = self.other.entry((path.to_owned(), reason)).or_default();
        entry.0 += 1;
        entry.1.extend(ratio.filter(|ratio| ratio.is_finite()).map(|ratio| (ratio - 1.0).abs()));
    }

    /// Data that is not in the folder.
    pub(crate) fn absent(&mut self, name: &str) {
        self.absent.push(name.to_owned());
    }

    /// A quantity that is not among ours.
    pub(crate) fn no_counterpart(&mut self) {
        self.no_counterpart += 1;
    }

    /// Prints the account, and fails on any deviation.
    pub(crate) fn close(self, what: &str) {
        let others: usize = self.other.values().map(|(count, _)| count).sum();
        println!("{what}: {} values of the same definition, largest deviation {:.1e}", self.checked, self.worst);
        println!("  {others} values of another definition; {} not among ours", self.no_counterpart);
        for ((path, reason), (count, apart)) in self.other {
            println!("  {count:>4} × {path}: {reason}{}", median(apart));
        }
        self.absent.iter().for_each(|name| println!("  NOT HERE: {name}"));
        assert!(self.deviations.is_empty(), "{what} deviates:\n{}", self.deviations.join("\n"));
    }
}

fn median(mut apart: Vec<f64>) -> String {
    let median = statistics::median(&mut apart);
    median.map(|apart| format!(" (median {:.2} % apart)", 100.0 * apart)).unwrap_or_default()
}
