//! The live windows and the live spectrum against the same beats from scratch: whatever came before, they are the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::f64::consts::TAU;
use std::time::Duration;

use breathmark::event::moment::Moment;
use breathmark::heart::artifact::Verdict;
use breathmark::heart::beat::Beat;
use breathmark::heart::hrv::Interval;
use breathmark::heart::hrv::time::{Differences, Intervals};
use breathmark::heart::recent::RecentBeats;
use breathmark::heart::spectrum::{LiveSpectrum, Transform};
use breathmark::heart::window::Window;
use breathmark::heart::{Finding, Heart};
use proptest::prelude::*;

/// What can go wrong between two runs of beats.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    None,
    /// Beats that were lost, for so many milliseconds.
    Lost(u64),
    /// Beats that came though no time passed for them.
    Doubled,
    /// The strap came back under a new epoch, after so many milliseconds.
    Reconnect(u64),
    /// The two straps change seats.
    Swap,
    /// Bytes that are no measurement.
    Malformed,
    /// A notification without skin contact.
    NoContact,
    /// An interval, whatever it is.
    Interval(u16),
}

fn trouble() -> impl Strategy<Value = Trouble> {
    prop_oneof![
        Just(Trouble::None),
        (300..20_000_u64).prop_map(Trouble::Lost),
        Just(Trouble::Doubled),
        (10..90_000_u64).prop_map(Trouble::Reconnect),
        Just(Trouble::Swap),
        Just(Trouble::Malformed),
        Just(Trouble::NoContact),
        any::<u16>().prop_map(Trouble::Interval),
    ]
}

/// Beats of two seats, as they come.
struct Straps {
    hearts: Vec<Heart>,
    scratch: [Vec<(Beat, Verdict)>; 2],
    epoch: u32,
    swapped: bool,
    now: Moment,
    random: fastrand::Rng,
}

impl Straps {
    fn new(seed: u64) -> Self {
        Self {
            hearts: vec![Heart::default(), Heart::default()],
            scratch: [Vec::new(), Vec::new()],
            epoch: 1,
            swapped: false,
            now: Moment::from_secs(1),
            random: fastrand::Rng::with_seed(seed),
        }
    }

    /// A notification of one strap, with the flag for skin contact.
    fn send(&mut self, strap: usize, rr: &[u16], contact: bool) {
        let mut bytes = vec![if contact { 0x16 } else { 0x14 }, 70];
        bytes.extend(rr.iter().flat_map(|rr| rr.to_le_bytes()));
        self.receive(strap, &bytes);
    }

    fn receive(&mut self, strap: usize, bytes: &[u8]) {
        let seat = strap ^ usize::from(self.swapped);
        let scratch = &mut self.scratch[seat];
        self.hearts[seat].receive(self.now, self.epoch, bytes, |finding| {
            if let Finding::Beat(beat, verdict) = finding {
                scratch.push((beat, verdict));
            }
        });
    }

    /// A run of beats around a level in 1/1024 s, one or two to a notification.
    fn run(&mut self, beats: usize, level: u16) {
        let mut sent = 0;
        while sent < beats {
            let phase = TAU * self.now.secs();
            let swing = 40.0 * (0.1 * phase).sin() + 25.0 * (0.25 * phase).sin();
            let rr: Vec<u16> = (0..self.random.usize(1..=2))
                .map(|_| (f64::from(level) + swing) as u16 + self.random.u16(0..30))
                .collect();
            self.now += Duration::from_micros(rr.iter().map(|rr| u64::from(*rr)).sum::<u64>() * 1_000_000 / 1024);
            self.send(0, &rr, true);
            self.send(1, &[rr[0] + 60], true);
            sent += rr.len();
        }
    }

    fn suffer(&mut self, trouble: Trouble) {
        match trouble {
            Trouble::None => {}
            Trouble::Lost(ms) => self.now += Duration::from_millis(ms),
            Trouble::Doubled => (0..6).for_each(|i| self.send(0, &[700 + i, 720], true)),
            Trouble::Reconnect(ms) => {
                self.now += Duration::from_millis(ms);
                self.epoch += 1;
            }
            Trouble::Swap => {
                self.swapped = !self.swapped;
                self.epoch += 1;
            }
            Trouble::Malformed => self.receive(0, &[0x16]),
            Trouble::NoContact => self.send(0, &[800], false),
            Trouble::Interval(ticks) => self.send(0, &[ticks], true),
        }
    }
}

fn close(what: &str, live: Option<f64>, scratch: Option<f64>, floor: f64) {
    let same = match (live, scratch) {
        (Some(live), Some(scratch)) => (live - scratch).abs() <= 1e-9 * scratch.abs().max(floor),
        (live, scratch) => live.is_none() && scratch.is_none(),
    };
    assert!(same, "{what}: live {live:?}, from scratch {scratch:?}");
}

/// The beats of the last `span`, without those that were dropped when beat time was set back.
fn recent(beats: &[(Beat, Verdict)], span: Duration) -> Vec<(Beat, Verdict)> {
    let mut kept: Vec<(Beat, Verdict)> = Vec::new();
    for (beat, verdict) in beats {
        kept.retain(|(old, _)| (beat.linked || old.at < beat.at) && old.at > beat.at - span);
        kept.push((*beat, *verdict));
        // Five beats a second are the most that are kept.
        let most = 5 * span.as_secs() as usize;
        kept.drain(..kept.len().saturating_sub(most));
    }
    kept
}

fn check_window(window: &Window, beats: &[(Beat, Verdict)], seconds: u64) {
    let span = Duration::from_secs(seconds);
    // Older beats than twice the span can't matter, whatever happened to time.
    let kept = recent(&beats[beats.len().saturating_sub(12 * seconds as usize)..], span);
    let mut clean = Vec::new();
    let mut before_is_clean = false;
    for (index, (beat, verdict)) in kept.iter().enumerate() {
        let is_clean = *verdict == Verdict::Normal;
        if is_clean {
            let adjacent = index > 0 && beat.linked && before_is_clean;
            clean.push(Interval { at_s: beat.at.secs(), ms: beat.rr.ms(), adjacent });
        }
        before_is_clean = is_clean;
    }
    let (all, steps) = (Intervals::of(&clean), Differences::of(&clean));
    let run = beats.iter().rev().scan(false, |ended, (beat, verdict)| {
        let this = (!*ended).then_some(*verdict == Verdict::Normal);
        *ended |= !beat.linked;
        this
    });
    let run = run.filter(|normal| *normal).count();
    let of_time = all.sum_ms / 1000.0 / span.as_secs_f64();
    let of_beats = clean.len() as f64 / kept.len().max(1) as f64;
    // On the very edge of a share a sum of fractions may fall on either side.
    if [(of_time, 0.5), (of_time, 0.85)].iter().any(|(share, edge)| (share - edge).abs() < 1e-9) {
        return;
    }
    let rated = run >= 5 && of_time >= 0.5 && of_beats >= 0.8;
    let sound = run >= 5 && of_time >= 0.85 && of_beats >= 0.85;
    let name = |what: &str| format!("{what} over {seconds} s after {} beats", beats.len());
    close(&name("heart rate"), window.heart_rate(), all.heart_rate().filter(|_| rated), 0.0);
    close(&name("RMSSD"), window.rmssd(), steps.rmssd_ms().filter(|_| sound), 0.0);
}

/// The spectrum by its definition: knots, cubic, 256 samples, Hann window, sums of sines.
fn rhythm_from_scratch(beats: &[(Beat, Verdict)]) -> Option<LiveSpectrum> {
    let mut knots: Vec<(f64, f64, bool)> = Vec::new();
    let mut broken = false;
    for (beat, verdict) in beats {
        let at_s = beat.at.secs();
        broken |= !beat.linked || *verdict != Verdict::Normal;
        if *verdict != Verdict::Normal {
            continue;
        }
        if knots.last().is_some_and(|last| at_s - last.0 > 5.0 || at_s <= last.0) {
            knots.clear();
        }
        knots.push((at_s, beat.rr.ms(), std::mem::take(&mut broken)));
    }
    let mut samples = Vec::new();
    for four in knots.windows(4) {
        let [before, from, to, after] = [four[0], four[1], four[2], four[3]];
        let width = to.0 - from.0;
        let slope = |a: (f64, f64, bool), b: (f64, f64, bool)| (b.1 - a.1) / (b.0 - a.0) * width;
        let (out, into) = (slope(before, to), slope(from, after));
        let first = (from.0 * 4.0).ceil() as u64;
        for at in (first..).map(|n| n as f64 / 4.0).take_while(|at| *at < to.0) {
            let u = (at - from.0) / width;
            let (square, cube) = (u * u, u * u * u);
            let value = (2.0 * cube - 3.0 * square + 1.0) * from.1
                + (cube - 2.0 * square + u) * out
                + (3.0 * square - 2.0 * cube) * to.1
                + (cube - square) * into;
            samples.push((value, to.2));
        }
    }
    let samples = samples.last_chunk::<256>()?;
    if samples.iter().filter(|(_, bridged)| *bridged).count() > 38 {
        return None;
    }
    let mean = samples.iter().map(|sample| sample.0).sum::<f64>() / 256.0;
    let tapered: Vec<f64> =
        samples.iter().enumerate().map(|(n, s)| (s.0 - mean) * (0.5 - 0.5 * (TAU * n as f64 / 256.0).cos())).collect();
    let density = |bin: usize| {
        let turn = |n: usize| TAU * (bin * n % 256) as f64 / 256.0;
        let sum = |f: fn(f64) -> f64| tapered.iter().enumerate().map(|(n, y)| y * f(turn(n))).sum::<f64>();
        2.0 * (sum(f64::cos).powi(2) + sum(f64::sin).powi(2)) / (4.0 * 0.375 * 256.0)
    };
    Some(figures(&(0..=28).map(density).collect::<Vec<_>>()))
}

/// The figures of a spectrum in steps of 1/64 Hz.
fn figures(density: &[f64]) -> LiveSpectrum {
    let power = |from: f64, to: f64| {
        let share = |bin: usize| (((bin as f64 + 0.5) / 64.0).min(to) - ((bin as f64 - 0.5) / 64.0).max(from)).max(0.0);
        (0..density.len()).map(|bin| density[bin] * share(bin)).sum::<f64>()
    };
    let highest = |from: usize, to: usize| (from..=to).max_by(|a, b| density[*a].total_cmp(&density[*b])).unwrap();
    let between = |top: usize| {
        let [below, at, above] = [density[top - 1], density[top], density[top + 1]].map(f64::ln);
        let bend = below - 2.0 * at + above;
        let shift = if bend < 0.0 { (0.5 * (below - above) / bend).clamp(-0.5, 0.5) } else { 0.0 };
        (top as f64 + shift) / 64.0
    };
    let peak_hz = between(highest(3, 17));
    let around = power((peak_hz - 0.015).max(0.04), peak_hz + 0.015);
    let rhythm = power(0.04, 0.40);
    let crest = |from: usize, to: usize| {
        let top = highest(from, to);
        (density[top] >= density[top - 1] && density[top] >= density[top + 1]).then(|| between(top))
    };
    let width = 1.5 / 64.0;
    let wave = |hz: f64| power((hz - width).max(0.04), (hz + width).min(0.40));
    let slow = crest(3, 10).filter(|hz| (0.05..=0.15).contains(hz) && wave(*hz) >= (0.88 * rhythm).max(1.0));
    let usual = crest(10, 26).filter(|hz| {
        let least = [0.7 * power((hz - width).min(0.15), 0.40), 0.1 * rhythm, 1.0];
        let slower = wave(hz / 2.0).max(wave(hz / 3.0));
        (0.15..=0.40).contains(hz) && least.iter().all(|least| wave(*hz) >= *least) && slower <= wave(*hz)
    });
    let breathing_per_minute = slow.or(usual).map(|hz| 60.0 * hz);
    LiveSpectrum { peak_hz, regularity: (around / rhythm).min(1.0), breathing_per_minute }
}

fn check(recent: &RecentBeats, transform: &mut Transform, beats: &[(Beat, Verdict)], with_spectrum: bool) {
    for (window, seconds) in [
        (&recent.five_seconds, 5),
        (&recent.ten_seconds, 10),
        (&recent.quarter_minute, 15),
        (&recent.half_minute, 30),
        (&recent.minute, 60),
    ] {
        check_window(window, beats, seconds);
    }
    if with_spectrum {
        let (found, scratch) = (transform.rhythm(&recent.samples), rhythm_from_scratch(beats));
        let figure = |of: fn(&LiveSpectrum) -> f64| (found.as_ref().map(of), scratch.as_ref().map(of));
        for (what, of) in [("peak", (|r| r.peak_hz) as fn(&LiveSpectrum) -> f64), ("regularity", |r| r.regularity)] {
            let (found, scratch) = figure(of);
            close(what, found, scratch, 1e-3);
        }
        let breathing = |of: Option<LiveSpectrum>| of.and_then(|rhythm| rhythm.breathing_per_minute);
        close("breathing rate", breathing(found), breathing(scratch), 1e-3);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn live_windows_are_the_same_from_scratch_whatever_came_before(
        seed in any::<u64>(),
        runs in proptest::collection::vec((1..160_usize, 600..1100_u16, trouble()), 1..8),
    ) {
        let mut straps = Straps::new(seed);
        let mut transform = Transform::default();
        for (beats, level, trouble) in runs {
            // In a few parts, so that windows are looked at while they fill.
            for part in 0..4 {
                straps.run(beats.div_ceil(4), level);
                for (heart, beats) in straps.hearts.iter().zip(&straps.scratch) {
                    check(heart.recent(), &mut transform, beats, part % 2 == 0);
                }
            }
            straps.suffer(trouble);
            for (heart, beats) in straps.hearts.iter().zip(&straps.scratch) {
                check(heart.recent(), &mut transform, beats, false);
            }
        }
    }
}

#[test]
fn a_long_quiet_session_leaves_nothing_behind() {
    let mut straps = Straps::new(1);
    straps.run(20_000, 800);
    let heart = &straps.hearts[0];
    check(heart.recent(), &mut Transform::default(), &straps.scratch[0], true);
    assert!(heart.recent().minute.rmssd().is_some() && heart.recent().ten_seconds.heart_rate().is_some());
    assert!(Transform::default().rhythm(&heart.recent().samples).is_some());
}
