//! Slow breathing moves the heart a lot: no true beat is lost to that, and what a rule of thumb loses on the same beats.

use breathmark::heart::artifact::Verdict;

use super::simulated::{Breather, EVEN, Shape, follow};

/// Breaths a minute, and mean heart rates.
const RATES: [f64; 4] = [4.5, 5.0, 6.0, 7.0];
const HEARTS: [f64; 5] = [50.0, 60.0, 70.0, 80.0, 90.0];
/// Four minutes each.
const SECONDS: f64 = 240.0;

/// True beats, and how many of them were lost.
#[derive(Clone, Copy, Debug, Default)]
struct Lost {
    beats: usize,
    live: usize,
    rule: usize,
}

/// The rule of other programs: an interval that differs from the median of the last five by more than a fifth is none.
fn rule_loses(intervals: &[u16]) -> usize {
    let is_off = |window: &[u16]| {
        let mut last: [u16; 5] = window[..5].try_into().unwrap_or_default();
        last.sort_unstable();
        let median = f64::from(last[2]);
        (f64::from(window[5]) - median).abs() > 0.2 * median
    };
    intervals.windows(6).filter(|window| is_off(window)).count()
}

/// All hearts and rates with this wave. Every interval sent is a true beat.
fn lost(peak_to_trough: f64, shape: Shape, noise_ms: f64, seeds: std::ops::Range<u64>) -> Lost {
    let mut lost = Lost::default();
    for (rate, heart_rate) in RATES.iter().flat_map(|rate| HEARTS.map(|heart| (*rate, heart))) {
        for seed in seeds.clone() {
            let breather = Breather { rate, heart_rate, peak_to_trough, shape, noise_ms, ..EVEN };
            let recording = breather.recording(SECONDS, seed);
            let beats = follow(&recording.sent, |_, _, _| {});
            let bad = beats.iter().filter(|(_, verdict)| *verdict != Verdict::Normal).count();
            if bad > 0 {
                println!("{rate}/min around {heart_rate}, {peak_to_trough} bpm, {shape:?}, seed {seed}: {bad} lost");
            }
            lost.beats += beats.len();
            lost.live += bad;
            lost.rule += rule_loses(&recording.intervals);
        }
    }
    lost
}

fn print(what: &str, lost: Lost) {
    let share = |some: usize| 100.0 * some as f64 / lost.beats as f64;
    println!("{what}: {} beats, lost {} ({:.3} %), by the rule {:.1} %", lost.beats, lost.live, share(lost.live), share(lost.rule));
}

#[test]
fn slow_breathing_up_to_30_bpm_from_peak_to_trough_loses_no_true_beat() {
    for shape in [Shape::Sine, Shape::FastUp] {
        for peak_to_trough in [20.0, 25.0, 30.0] {
            let lost = lost(peak_to_trough, shape, EVEN.noise_ms, 0..2);
            print(&format!("{shape:?}, {peak_to_trough} bpm"), lost);
            assert_eq!(lost.live, 0, "{shape:?}, {peak_to_trough} bpm");
        }
    }
}

#[test]
#[ignore = "for the figures of docs/breathing.md"]
fn how_many_beats_are_lost_beyond() {
    for shape in [Shape::Sine, Shape::FastUp] {
        for (peak_to_trough, noise_ms) in
            [20.0, 25.0, 30.0, 35.0, 40.0].into_iter().flat_map(|bpm| [0.0, 5.0, 10.0].map(|noise| (bpm, noise)))
        {
            print(
                &format!("{shape:?}, {peak_to_trough} bpm, noise {noise_ms} ms"),
                lost(peak_to_trough, shape, noise_ms, 100..104),
            );
        }
    }
}
