//! Closed forms, definitions taken literally, and what must hold of any input.

use std::f64::consts::TAU;

use proptest::prelude::*;

use super::*;

/// Beats of a heart whose intervals vary by `by_ms` at `hz` around 800 ms.
fn varying(hz: f64, by_ms: f64, seconds: f64) -> Vec<Interval> {
    let mut at_s = 0.0;
    let mut rr = Vec::new();
    while at_s < seconds {
        // The interval that ends where the wave has its length: found by repeating.
        let ms = (0..20).fold(800.0, |ms, _| 800.0 + by_ms * (TAU * hz * (at_s + ms / 1000.0)).sin());
        at_s += ms / 1000.0;
        rr.push(ms);
    }
    from_rr_ms(&rr)
}

fn close(value: Option<f64>, expected: f64, relative: f64) {
    let value = value.expect("a value");
    assert!((value - expected).abs() <= relative * expected.abs().max(1e-9), "{value}, expected {expected}");
}

#[test]
fn equal_intervals_have_no_variability() {
    let m = metrics(&from_rr_ms(&[1000.0; 400]));
    assert_eq!((m.mean_rr_ms, m.heart_rate), (Some(1000.0), Some(60.0)));
    assert_eq!((m.sdnn_ms, m.rmssd_ms, m.sdsd_ms, m.pnn50), (Some(0.0), Some(0.0), Some(0.0), Some(0.0)));
    assert_eq!((m.sd1_ms, m.sd2_ms, m.triangular_index), (Some(0.0), Some(0.0), Some(1.0)));
    assert!(m.welch.lf_ms2.unwrap() < 1e-9 && m.lomb_scargle.hf_ms2.unwrap() < 1e-9);
    let undefined = [m.ln_rmssd, m.stress_index, m.welch.lf_hf, m.welch.peak_hz, m.lomb_scargle.lf_hf];
    assert_eq!(undefined, [None; 5]);
    assert_eq!([m.rhythm_regularity, m.breathing_rate, m.sample_entropy, m.dfa_alpha1, m.dfa_alpha2], [None; 5]);
}

#[test]
fn alternating_intervals() {
    let rr: Vec<f64> = (0..400).map(|beat| if beat % 2 == 0 { 750.0 } else { 850.0 }).collect();
    let m = metrics(&from_rr_ms(&rr));
    close(m.rmssd_ms, 100.0, 1e-12);
    close(m.ln_rmssd, 100.0_f64.ln(), 1e-12);
    close(m.sdnn_ms, (2500.0_f64 * 400.0 / 399.0).sqrt(), 1e-12);
    assert_eq!((m.pnn20, m.pnn50, m.triangular_index), (Some(100.0), Some(100.0), Some(2.0)));
    // Half the beats in the bin around 775 ms, the range 100 ms.
    close(m.stress_index, 50.0 / (2.0 * 0.775 * 0.1), 1e-9);
}

#[test]
fn a_wave_has_half_its_squared_swing_as_power() {
    for (hz, by_ms) in [(0.1, 50.0), (0.25, 30.0)] {
        let m = metrics(&varying(hz, by_ms, 300.0));
        let power = by_ms * by_ms / 2.0;
        for (bands, tolerance) in [(m.welch, 0.02), (m.lomb_scargle, 0.02)] {
            let (inside, outside) = if hz < 0.15 { (bands.lf_ms2, bands.hf_ms2) } else { (bands.hf_ms2, bands.lf_ms2) };
            close(inside, power, tolerance);
            assert!(outside.unwrap() < 0.02 * power, "{outside:?}");
            close(bands.peak_hz, hz, 0.02);
        }
        assert!(m.rhythm_regularity.unwrap() > 0.97);
        close(m.breathing_rate, 60.0 * hz, 0.005);
    }
}

#[test]
fn differences_do_not_cross_what_was_rejected() {
    let mut series = from_rr_ms(&[800.0; 100]);
    series[50].ms = 1200.0;
    series[50].adjacent = false;
    series[51].adjacent = false;
    let m = metrics(&series);
    assert_eq!((m.rmssd_ms, m.sdsd_ms, m.pnn20), (Some(0.0), Some(0.0), Some(0.0)));
}

#[test]
fn too_little_says_nothing() {
    let of_beats = |beats: usize| metrics(&from_rr_ms(&vec![1000.0; beats]));
    assert_eq!(of_beats(0), Metrics::default());
    assert_eq!((of_beats(4).heart_rate, of_beats(5).heart_rate), (None, Some(60.0)));
    assert_eq!((of_beats(8).rmssd_ms, of_beats(9).rmssd_ms), (None, Some(0.0)));
    assert_eq!((of_beats(30).pnn50, of_beats(31).pnn50), (None, Some(0.0)));
    assert_eq!((of_beats(49).sdnn_ms, of_beats(50).sdnn_ms), (None, Some(0.0)));
    assert_eq!((of_beats(249).triangular_index, of_beats(250).triangular_index), (None, Some(1.0)));
    let powers = |beats| of_beats(beats).welch;
    assert!(powers(49).hf_ms2.is_none() && powers(50).hf_ms2.is_some() && powers(50).lf_ms2.is_none());
    assert!(powers(100).lf_ms2.is_some() && powers(249).vlf_ms2.is_none() && powers(250).vlf_ms2.is_some());
}

#[test]
fn a_long_hole_ends_the_stretch_and_a_short_one_is_bridged() {
    let whole = varying(0.1, 50.0, 600.0);
    let full = metrics(&whole).welch.lf_ms2.unwrap();
    for hole_s in [2.0, 20.0] {
        let mut series = whole.clone();
        series.retain(|interval| (interval.at_s - 300.0).abs() > hole_s / 2.0);
        let resumed = series.iter().position(|interval| interval.at_s > 300.0).unwrap();
        series[resumed].adjacent = false;
        let m = metrics(&series);
        close(m.welch.lf_ms2, full, 0.02);
        close(m.lomb_scargle.lf_ms2, full, 0.05);
    }
}

/// Sample entropy by comparing every place with every other.
fn entropy_literally(rr: &[f64], tolerance: f64) -> Option<f64> {
    let alike = |i: usize, j: usize| (rr[i] - rr[j]).abs() <= tolerance;
    let places = rr.len().saturating_sub(2);
    let (mut pairs, mut triples) = (0.0, 0.0);
    for i in 0..places {
        for j in i + 1..places {
            let two = alike(i, j) && alike(i + 1, j + 1);
            pairs += f64::from(u8::from(two));
            triples += f64::from(u8::from(two && alike(i + 2, j + 2)));
        }
    }
    (triples > 0.0).then(|| (pairs / triples).ln())
}

/// F(n) of DFA with sums over a profile that is never cut short or moved.
fn fluctuation_literally(rr: &[f64], size: usize) -> f64 {
    let mean = rr.iter().sum::<f64>() / rr.len() as f64;
    let mut sum = 0.0;
    let profile: Vec<f64> = rr.iter().map(|ms| (sum += ms - mean, sum).1).collect();
    let mut squares = 0.0;
    for one in profile.chunks_exact(size) {
        let (centre, level) = ((size as f64 - 1.0) / 2.0, one.iter().sum::<f64>() / size as f64);
        let spread: f64 = (0..size).map(|k| (k as f64 - centre).powi(2)).sum();
        let slope = one.iter().enumerate().map(|(k, y)| (k as f64 - centre) * y).sum::<f64>() / spread;
        let left = |(k, y): (usize, &f64)| (y - level - slope * (k as f64 - centre)).powi(2);
        squares += one.iter().enumerate().map(left).sum::<f64>();
    }
    (squares / (rr.len() / size * size) as f64).sqrt()
}

fn exponent_literally(rr: &[f64], sizes: std::ops::RangeInclusive<usize>) -> f64 {
    let points: Vec<_> = sizes.map(|n| ((n as f64).ln(), fluctuation_literally(rr, n).ln())).collect();
    let count = points.len() as f64;
    let (x, y) = (points.iter().map(|p| p.0).sum::<f64>() / count, points.iter().map(|p| p.1).sum::<f64>() / count);
    let along: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    along / points.iter().map(|p| (p.0 - x).powi(2)).sum::<f64>()
}

/// TINN by trying every triangle: the bases of those that fit equally well.
fn tinn_literally(rr: &[f64]) -> Vec<f64> {
    let bin = |ms: f64| (ms / geometry::BIN_MS) as usize;
    let mut counts = vec![0.0_f64; bin(3000.0)];
    for ms in rr {
        counts[bin(*ms)] += 1.0;
    }
    let apex = (0..counts.len()).rev().max_by(|a, b| counts[*a].total_cmp(&counts[*b])).unwrap();
    let lowest = rr.iter().map(|ms| bin(*ms)).min().unwrap();
    let highest = rr.iter().map(|ms| bin(*ms)).max().unwrap();
    let mut fits = Vec::new();
    for from in lowest.min(apex - 1).saturating_sub(1)..apex {
        for to in apex + 1..=highest + 1 {
            let height = |b: usize| {
                let along = if b < apex {
                    (apex - b) as f64 / (apex - from) as f64
                } else {
                    (b - apex) as f64 / (to - apex) as f64
                };
                if b <= from || b >= to { 0.0 } else { counts[apex] * (1.0 - along) }
            };
            let error = (0..counts.len()).map(|b| (counts[b] - height(b)).powi(2)).sum::<f64>();
            fits.push((error, (to - from) as f64 * geometry::BIN_MS));
        }
    }
    let least = fits.iter().map(|fit| fit.0).fold(f64::INFINITY, f64::min);
    fits.into_iter().filter(|fit| fit.0 < least + 1e-6).map(|fit| fit.1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn entropy_and_exponents_are_the_definitions(rr in prop::collection::vec(600_u32..900, 260..400)) {
        // Sums of neighbours, so that there is some structure, in quarters of a ms.
        let rr: Vec<f64> = rr.windows(3).map(|w| f64::from(w[0] + w[1] + w[2]) / 4.0).collect();
        let series = from_rr_ms(&rr);
        let m = metrics(&series);
        let tolerance = 0.2 * Intervals::of(&series).sdnn_ms().unwrap();
        prop_assert_eq!(m.sample_entropy, entropy_literally(&rr, tolerance));
        prop_assert!((m.dfa_alpha1.unwrap() - exponent_literally(&rr, 4..=16)).abs() < 1e-9);
        prop_assert!((m.dfa_alpha2.unwrap() - exponent_literally(&rr, 16..=64)).abs() < 1e-9);
    }

    #[test]
    fn the_best_triangle_is_found(rr in prop::collection::vec((700_u32..800, 700_u32..800), 50..200)) {
        let rr: Vec<f64> = rr.into_iter().map(|(a, b)| f64::from(a + b) / 2.0).collect();
        let histogram = IntervalHistogram::of(&from_rr_ms(&rr), geometry::BIN_MS);
        prop_assert!(tinn_literally(&rr).contains(&histogram.tinn_ms().unwrap()));
    }

    #[test]
    fn nothing_is_ever_nan(
        values in prop::collection::vec((any::<f64>(), any::<f64>(), any::<bool>()), 0..300),
        plausible in prop::collection::vec((0.0..0.9_f64, -10.0..1500.0_f64, any::<bool>()), 0..600),
    ) {
        let wild: Vec<Interval> =
            values.into_iter().map(|(at_s, ms, adjacent)| Interval { at_s, ms, adjacent }).collect();
        let mut at_s = 0.0;
        let tame = plausible.into_iter().map(|(step_s, ms, adjacent)| {
            at_s += step_s;
            Interval { at_s, ms, adjacent }
        });
        let mixed: Vec<Interval> = tame.chain(wild.iter().copied()).collect();
        for series in [wild, mixed] {
            let shown = format!("{:?}", metrics(&series));
            prop_assert!(!shown.contains("NaN") && !shown.contains("inf"), "{}", shown);
        }
    }

    #[test]
    fn any_list_of_lengths_is_taken(rr in prop::collection::vec(prop_oneof![any::<f64>(), 0.0..3000.0_f64], 0..500)) {
        let shown = format!("{:?}", metrics(&from_rr_ms(&rr)));
        prop_assert!(!shown.contains("NaN") && !shown.contains("inf"), "{}", shown);
    }
}
