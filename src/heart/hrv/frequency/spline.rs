//! A cubic spline through the intervals, read off on an even grid.
//!
//! Not-a-knot ends: the first two pieces are one cubic, and so are the last two, as in the usual numerical libraries.

use crate::heart::hrv::interval::Interval;

/// Lengths in ms every `step_s` from the end of the first interval to the end of the last, one after the other.
/// Needs four intervals at different, ascending times; else there are none.
pub(super) fn sample(knots: &[Interval], step_s: f64, mut take: impl FnMut(f64)) {
    if knots.len() < 4 {
        return;
    }
    let curvature = curvature(knots);
    let (start, end) = (knots[0].at_s, knots[knots.len() - 1].at_s);
    let mut taken = 0_usize;
    let mut at = 0.0;
    for (pair, bend) in knots.windows(2).zip(curvature.windows(2)) {
        let width = pair[1].at_s - pair[0].at_s;
        let slope = (pair[1].ms - pair[0].ms) / width - width * (2.0 * bend[0] + bend[1]) / 6.0;
        let cubic = (bend[1] - bend[0]) / (6.0 * width);
        let from = pair[0].at_s - start;
        // The last sample may fall a rounding error behind the last beat.
        let until = if pair[1].at_s < end { pair[1].at_s - start } else { end - start + 1e-9 };
        while at < until {
            let u = at - from;
            take(pair[0].ms + u * (slope + u * (bend[0] / 2.0 + u * cubic)));
            taken += 1;
            at = taken as f64 * step_s;
        }
    }
}

/// Second derivatives at the knots: the tridiagonal system solved by elimination, in place.
fn curvature(knots: &[Interval]) -> Vec<f64> {
    let last = knots.len() - 1;
    let width = |i: usize| knots[i + 1].at_s - knots[i].at_s;
    let mut bend = vec![0.0; knots.len()];
    let mut upper = vec![0.0; knots.len()];
    let (mut before, mut slope_before) = (width(0), (knots[1].ms - knots[0].ms) / width(0));
    for i in 1..last {
        let after = width(i);
        let slope = (knots[i + 1].ms - knots[i].ms) / after;
        let (mut lower, mut middle, mut higher) = (before, 2.0 * (before + after), after);
        if i == 1 {
            middle += before * (1.0 + before / after);
            higher -= before * before / after;
            lower = 0.0;
        }
        if i == last - 1 {
            middle += after * (1.0 + after / before);
            lower -= after * after / before;
            higher = 0.0;
        }
        let scale = 1.0 / (middle - lower * upper[i - 1]);
        upper[i] = higher * scale;
        bend[i] = (6.0 * (slope - slope_before) - lower * bend[i - 1]) * scale;
        (before, slope_before) = (after, slope);
    }
    for i in (1..last - 1).rev() {
        bend[i] -= upper[i] * bend[i + 1];
    }
    let ratio = width(0) / width(1);
    bend[0] = bend[1] * (1.0 + ratio) - bend[2] * ratio;
    let ratio = width(last - 1) / width(last - 2);
    bend[last] = bend[last - 1] * (1.0 + ratio) - bend[last - 2] * ratio;
    bend
}
