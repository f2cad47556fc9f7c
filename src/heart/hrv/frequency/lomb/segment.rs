//! Segments of a series, and their beats under a window.

use std::f64::consts::PI;

use crate::heart::hrv::interval::Interval;

/// The wished-for length of a segment, in seconds: the field's standard five minutes (`docs/metrics.md`).
const SEGMENT_S: f64 = 300.0;
/// The share of a segment over which the window rises, and again over which it falls. Without it the side lobes of a wave
/// put 0.5 % of its power outside its band.
const SLOPE: f64 = 0.1;
/// Beats under one window.
pub(super) struct Segment<'a> {
    beats: &'a [Interval],
    from_s: f64,
    length_s: f64,
}

/// A beat with its weight.
pub(super) struct WeightedBeat {
    /// The middle of its interval, in seconds from the start of the segment.
    pub(super) after_s: f64,
    /// Its interval in seconds.
    pub(super) length_s: f64,
    /// How far the interval lies from the straight line, in ms.
    pub(super) ms: f64,
    /// The window, 0 to 1.
    pub(super) weight: f64,
}

fn middle_s(interval: &Interval) -> f64 {
    interval.at_s - interval.ms / 2000.0
}

impl<'a> Segment<'a> {
    pub(super) fn whole(stretch: &'a [Interval]) -> Self {
        let from_s = stretch.first().map_or(0.0, |first| first.at_s - first.ms / 1000.0);
        let to_s = stretch.last().map_or(0.0, |last| last.at_s);
        Self { beats: stretch, from_s, length_s: to_s - from_s }
    }

    /// The part number `index` of those that are `length_s` long.
    fn part(&self, index: usize, length_s: f64) -> Self {
        let from_s = self.from_s + index as f64 * length_s;
        let place = |at_s: f64| self.beats.partition_point(|interval| middle_s(interval) < at_s);
        Self { beats: &self.beats[place(from_s)..place(from_s + length_s)], from_s, length_s }
    }

    /// The sum of its intervals, in seconds.
    pub(super) fn clean_s(&self) -> f64 {
        self.beats.iter().map(|interval| interval.ms).sum::<f64>() / 1000.0
    }

    /// Its beats with their weights, less the straight line.
    pub(super) fn weighted(&self) -> Vec<WeightedBeat> {
        let line = FittedLine::through(self.beats);
        let weighted = |interval: &Interval| {
            let at_s = middle_s(interval);
            let after_s = at_s - self.from_s;
            let ms = interval.ms - line.at(at_s);
            WeightedBeat { after_s, length_s: interval.ms / 1000.0, ms, weight: window(after_s / self.length_s) }
        };
        self.beats.iter().map(weighted).collect()
    }
}

/// The window at a share of the segment from its start.
fn window(share: f64) -> f64 {
    let from_end = share.min(1.0 - share) / SLOPE;
    if from_end < 1.0 { 0.5 - 0.5 * (PI * from_end).cos() } else { 1.0 }
}

/// The sum of the weights, and the factor that makes a density in ms²/Hz of the classical periodogram.
pub(super) fn scale(beats: &[WeightedBeat]) -> (f64, f64) {
    let (mut sum, mut squares, mut clean_s) = (0.0, 0.0, 0.0);
    for beat in beats {
        sum += beat.weight;
        squares += beat.weight * beat.weight;
        clean_s += beat.length_s;
    }
    (sum, 2.0 * clean_s / beats.len() as f64 * sum / squares)
}

/// Cuts a stretch into segments of equal duration.
pub(super) fn segments(stretch: &[Interval]) -> impl Iterator<Item = Segment<'_>> {
    let whole = Segment::whole(stretch);
    let count = (whole.length_s / SEGMENT_S).round().max(1.0);
    let length_s = whole.length_s / count;
    (0..count as usize).map(move |index| whole.part(index, length_s))
}

/// The straight line of least squares through beats.
struct FittedLine {
    centre_s: f64,
    level: f64,
    slope: f64,
}

impl FittedLine {
    fn through(beats: &[Interval]) -> Self {
        let count = beats.len() as f64;
        let centre_s = beats.iter().map(middle_s).sum::<f64>() / count;
        let level = beats.iter().map(|interval| interval.ms).sum::<f64>() / count;
        let (mut moment, mut squares) = (0.0, 0.0);
        for interval in beats {
            let offset = middle_s(interval) - centre_s;
            moment += offset * (interval.ms - level);
            squares += offset * offset;
        }
        let slope = if squares > 0.0 { moment / squares } else { 0.0 };
        Self { centre_s, level, slope }
    }

    fn at(&self, at_s: f64) -> f64 {
        self.level + self.slope * (at_s - self.centre_s)
    }
}
