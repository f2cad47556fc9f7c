//! Slow breathing moves the heart a lot: no true beat is lost to that, and what a rule of thumb loses on the same beats.

use std::ops::Range;

use breathmark::heart::artifact::Verdict;

use super::simulated::{Breather, EVEN, Shape, follow};

/// Breaths a minute.
const RATES: [f64; 4] = [4.5, 5.0, 6.0, 7.0];
/// Mean heart rates.
const USUAL: [f64; 4] = [60.0, 70.0, 80.0, 90.0];
const SLOW: [f64; 1] = [50.0];
/// Usual breathing first, in seconds: the strap is on before the practice begins.
const REST_S: f64 = 30.0;
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

/// All rates with this wave, in these hearts. Every interval sent is a true beat.
fn lost(hearts: &[f64], wave: (f64, Shape), noise_ms: f64, rest_s: f64, seeds: &Range<u64>) -> Lost {
    let (peak_to_trough, shape) = wave;
    let mut lost = Lost::default();
    for (rate, heart_rate) in RATES.iter().flat_map(|rate| hearts.iter().map(|heart| (*rate, *heart))) {
        for seed in seeds.clone() {
            let breather = Breather { rate, peak_to_trough, heart_rate, shape, rest_s, noise_ms, ..EVEN };
            let recording = breather.recording(SECONDS, seed);
            let beats = follow(&recording.sent, |_, _, _| {});
            lost.beats += beats.len();
            lost.live += beats.iter().filter(|(_, verdict)| *verdict != Verdict::Normal).count();
            lost.rule += rule_loses(&recording.intervals);
        }
    }
    lost
}

impl Lost {
    fn print(&self, what: &str) {
        let share = |some: usize| 100.0 * some as f64 / self.beats as f64;
        let Self { beats, live, .. } = self;
        println!("{what}: {beats} beats, {live} lost ({:.3} %), by the rule {:.1} %", share(*live), share(self.rule));
    }
}

const SHAPES: [Shape; 2] = [Shape::Sine, Shape::FastUp];

#[test]
fn slow_breathing_up_to_30_bpm_from_peak_to_trough_loses_no_true_beat() {
    let mut slow = Lost::default();
    for wave in SHAPES.into_iter().flat_map(|shape| [20.0, 25.0, 30.0].map(|bpm| (bpm, shape))) {
        let usual = lost(&USUAL, wave, EVEN.noise_ms, REST_S, &(0..1));
        usual.print(&format!("{wave:?}"));
        assert_eq!(usual.live, 0, "{wave:?}");
        let few = lost(&SLOW, wave, EVEN.noise_ms, REST_S, &(0..1));
        (slow.beats, slow.live, slow.rule) = (slow.beats + few.beats, slow.live + few.live, slow.rule + few.rule);
    }
    // A heart of 50 a minute goes down to 35 there, and its intervals nearly double within a breath.
    slow.print("around 50 a minute");
    assert!(slow.live * 100 < slow.beats, "{slow:?}");
}

#[test]
fn a_slow_heart_that_breathes_deeply_is_not_lost_for_good() {
    for seed in 0..6 {
        let deep = Breather { rate: 7.0, heart_rate: 50.0, peak_to_trough: 30.0, rest_s: REST_S, ..EVEN };
        let beats = follow(&deep.recording(SECONDS, seed).sent, |_, _, _| {});
        let late = beats.iter().rev().take(60).filter(|(_, verdict)| *verdict == Verdict::Normal).count();
        assert!(late >= 55, "seed {seed}: {late} of the last 60 beats");
    }
}

#[test]
#[ignore = "a minute: prints the figures of docs/breathing.md"]
fn how_many_true_beats_are_lost() {
    for (who, hearts) in [("60 to 90", &USUAL[..]), ("50", &SLOW)] {
        for (start, rest_s) in [("after rest", REST_S), ("at once", 0.0)] {
            for wave in SHAPES.into_iter().flat_map(|shape| [20.0, 25.0, 30.0, 35.0, 40.0].map(|bpm| (bpm, shape))) {
                let mut all = Lost::default();
                for noise_ms in [0.0, 5.0, 10.0] {
                    let some = lost(hearts, wave, noise_ms, rest_s, &(100..103));
                    all =
                        Lost { beats: all.beats + some.beats, live: all.live + some.live, rule: all.rule + some.rule };
                }
                all.print(&format!("around {who}, {start}, {} bpm, {:?}", wave.0, wave.1));
            }
        }
    }
}
