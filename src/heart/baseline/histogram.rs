//! Values in bins of one width: their median and robust spread, in fixed memory.

use crate::heart::statistics::SD_PER_MAD;

/// The number of bins: 200 beats a minute of heart rate, or 8 of ln RMSSD.
const BINS: usize = 400;

/// Where the bins begin and how wide they are, in the unit of the values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bins {
    pub(super) start: f64,
    pub(super) width: f64,
}

/// Counts of values by bin. Values outside count in the first or last bin.
#[derive(Debug)]
pub(super) struct BinnedValues {
    place: Bins,
    bins: Box<[u32; BINS]>,
    /// How many values were added.
    pub(super) count: u32,
    /// The fewest values with a summary.
    least: u32,
    summary: Option<(f64, f64)>,
}

impl BinnedValues {
    pub(super) fn new(place: Bins, least: u32) -> Self {
        Self { place, bins: Box::new([0; BINS]), count: 0, least, summary: None }
    }

    pub(super) fn add(&mut self, value: f64) {
        let bin = ((value - self.place.start) / self.place.width).round().clamp(0.0, (BINS - 1) as f64) as usize;
        self.bins[bin] += 1;
        self.count += 1;
        self.summary = (self.count >= self.least).then(|| self.sum_up());
    }

    /// Median and robust standard deviation; `None` of too few values. They are kept, because they are asked for every second.
    pub(super) fn summary(&self) -> Option<(f64, f64)> {
        self.summary
    }

    fn sum_up(&self) -> (f64, f64) {
        let centre = self.median_bin();
        let deviation = self.median_distance(centre);
        (self.place.start + centre as f64 * self.place.width, SD_PER_MAD * deviation as f64 * self.place.width)
    }

    /// The lower of the two middle values' bins where their number is even.
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
