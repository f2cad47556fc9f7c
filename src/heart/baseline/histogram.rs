//! Values in bins of one width: their median and robust spread, in fixed memory.

use super::{ENOUGH, RoleBaseline};

const BINS: usize = 400;

/// Values from `start` in steps of `width`; what lies outside counts at the edge.
#[derive(Debug)]
pub(super) struct BinnedValues {
    start: f64,
    width: f64,
    bins: Box<[u32; BINS]>,
    /// How many there are.
    pub(super) count: u32,
    summary: Option<(f64, f64)>,
}

impl BinnedValues {
    pub(super) fn new(start: f64, width: f64) -> Self {
        Self { start, width, bins: Box::new([0; BINS]), count: 0, summary: None }
    }

    pub(super) fn add(&mut self, value: f64) {
        let bin = ((value - self.start) / self.width).round().clamp(0.0, (BINS - 1) as f64) as usize;
        self.bins[bin] += 1;
        self.count += 1;
        self.summary = (self.count >= ENOUGH).then(|| self.sum_up());
    }

    /// Median and robust spread, computed when something was added: they are asked for every second.
    pub(super) fn ordinary(&self, least_spread: f64) -> Option<RoleBaseline> {
        let (centre, spread) = self.summary?;
        Some(RoleBaseline { centre, spread: spread.max(least_spread), doubt: 0.0 })
    }

    fn sum_up(&self) -> (f64, f64) {
        let centre = self.median_bin();
        let deviation = self.median_distance(centre);
        (self.start + centre as f64 * self.width, 1.4826 * deviation as f64 * self.width)
    }

    fn median_bin(&self) -> usize {
        let mut below = 0;
        let reaches_half = |&n: &u32| {
            below += n;
            2 * below >= self.count
        };
        self.bins.iter().position(reaches_half).unwrap_or(0)
    }

    fn median_distance(&self, centre: usize) -> usize {
        let mut within = self.bins[centre];
        (0..BINS)
            .find(|&distance| {
                if distance > 0 {
                    let below = centre.checked_sub(distance).map_or(0, |i| self.bins[i]);
                    within += below + self.bins.get(centre + distance).unwrap_or(&0);
                }
                2 * within >= self.count
            })
            .unwrap_or(BINS)
    }
}
