//! A simulated heart with a planted breathing rate, and the strap that sends it.
//!
//! The heart rate is a mean, a wave of the breath, waves of blood pressure around 0.1 Hz and a slow drift. A beat comes
//! whenever the rate has added up to one. Its time is then shifted by noise and rounded to 1/1024 s, as a strap does.
#![allow(dead_code, unreachable_pub)]

use std::f64::consts::{PI, TAU};

use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use breathmark::heart::artifact::Verdict;
use breathmark::heart::beat::Beat;
use breathmark::heart::measurement::encode;
use breathmark::heart::{Finding, Heart};
use fastrand::Rng;

/// A step of the simulation, in seconds.
const STEP_S: f64 = 0.01;

/// Usual breathing: breaths a minute, and highest less lowest heart rate within a breath. An assumption.
const REST: (f64, f64) = (15.0, 4.0);

/// Time constant with which the wave of the heart grows from that to the one of slow breathing, in seconds. As in
/// `lab/simulate/breathing.rs`.
const DEEPER_S: f64 = 5.0;

/// How the heart rate moves within a breath.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Sine,
    /// Up in 40 % of the breath, down in the rest: in for four seconds, out for six.
    FastUp,
}

/// One person, and what goes wrong with the strap.
#[derive(Clone, Copy, Debug)]
pub struct Breather {
    /// Breaths a minute; none for a heart without a wave of the breath.
    pub rate: f64,
    /// Highest less lowest heart rate within a breath, in beats a minute.
    pub peak_to_trough: f64,
    /// Mean heart rate in beats a minute.
    pub heart_rate: f64,
    pub shape: Shape,
    /// Seconds of usual breathing before that: 15 breaths a minute with 4 bpm.
    pub rest_s: f64,
    /// Standard deviation of a breath's length, as a share of it.
    pub uneven: f64,
    /// Standard deviation of a beat's time, in ms.
    pub noise_ms: f64,
    /// Standard deviation of the waves of blood pressure, in beats a minute.
    pub waves: f64,
    /// Standard deviation of the drift, in beats a minute.
    pub drift: f64,
    /// Share of the beats that come a third too early, with a full pause after them.
    pub premature: f64,
    /// Share of the notifications that are lost.
    pub lost: f64,
}

/// A usual person who breathes evenly.
pub const EVEN: Breather = Breather {
    rate: 6.0,
    peak_to_trough: 12.0,
    heart_rate: 65.0,
    shape: Shape::Sine,
    rest_s: 0.0,
    uneven: 0.03,
    noise_ms: 5.0,
    waves: 0.7,
    drift: 0.7,
    premature: 0.0,
    lost: 0.0,
};

/// What the strap sends, and what is true.
pub struct Recording {
    /// Each notification: when it arrives in seconds, and its bytes. Lost ones are left out.
    pub sent: Vec<(f64, Vec<u8>)>,
    /// The intervals as sent, lost ones included, in 1/1024 s.
    pub intervals: Vec<u16>,
    /// How many breaths had passed at each [`STEP_S`].
    breaths: Vec<f64>,
}

impl Recording {
    /// The true breathing rate in breaths a minute, over so many seconds that end at `end_s`.
    pub fn rate(&self, end_s: f64, seconds: f64) -> f64 {
        let at = |s: f64| self.breaths[((s / STEP_S) as usize).min(self.breaths.len() - 1)];
        60.0 * (at(end_s) - at(end_s - seconds)) / seconds
    }
}

impl Breather {
    /// So many seconds of this person.
    pub fn recording(&self, seconds: f64, seed: u64) -> Recording {
        let mut random = Rng::with_seed(seed);
        let (times, breaths) = self.beats(seconds, &mut random);
        let ticks = self.ticks(&times, &mut random);
        let intervals: Vec<u16> = ticks.windows(2).map(|pair| (pair[1] - pair[0]).clamp(1, 65_535) as u16).collect();
        let sent = self.sent(&ticks, &intervals, &mut random);
        Recording { sent, intervals, breaths }
    }

    /// The true times of the beats in seconds, and the breaths that have passed.
    fn beats(&self, seconds: f64, random: &mut Rng) -> (Vec<f64>, Vec<f64>) {
        let (mut phase, mut length_s) = (random.f64(), 0.0);
        let mut peak_to_trough = if self.rest_s > 0.0 { REST.1 } else { self.peak_to_trough };
        let (mut wave, mut drift) = ([0.0, 0.0], 0.0);
        let (mut beat, mut times, mut breaths) = (0.0, vec![0.0], Vec::new());
        for step in 0..(seconds / STEP_S) as usize {
            let rests = (step as f64) * STEP_S < self.rest_s;
            let (per_minute, wanted) = if rests { REST } else { (self.rate, self.peak_to_trough) };
            peak_to_trough += (wanted - peak_to_trough) * STEP_S / DEEPER_S;
            let before = phase.floor();
            if length_s > 0.0 {
                phase += STEP_S / length_s;
            }
            if length_s == 0.0 || phase.floor() > before {
                length_s = 60.0 / per_minute * (1.0 + self.uneven * gauss(random)).clamp(0.4, 2.0);
            }
            breaths.push(phase);
            wave = pressure_wave(wave, self.waves, random);
            drift = relax(drift, self.drift, DRIFT_S, random);
            let breath = peak_to_trough / 2.0 * self.shape.at(phase.fract());
            let rate = (self.heart_rate + breath + wave[0] + drift).max(30.0);
            let added = rate / 60.0 * STEP_S;
            if beat + added >= 1.0 {
                times.push(step as f64 * STEP_S + STEP_S * (1.0 - beat) / added);
                beat -= 1.0;
            }
            beat += added;
        }
        (times, breaths)
    }

    /// The times as the strap finds them, in 1/1024 s.
    fn ticks(&self, times: &[f64], random: &mut Rng) -> Vec<i64> {
        let mut found: Vec<f64> = times.iter().map(|at| at + self.noise_ms / 1000.0 * gauss(random)).collect();
        let mut last = 0;
        for beat in 1..found.len() {
            if beat > last + 2 && random.f64() < self.premature {
                found[beat] -= (found[beat] - found[beat - 1]) / 3.0;
                last = beat;
            }
        }
        found.iter().map(|at| (at * 1024.0).round() as i64).collect()
    }

    /// One notification a second, with the beats since the last one.
    fn sent(&self, ticks: &[i64], intervals: &[u16], random: &mut Rng) -> Vec<(f64, Vec<u8>)> {
        let end = *ticks.last().unwrap_or(&0) / 1024;
        let mut next = 0;
        let mut second = |second: i64| {
            let first = next;
            while next < intervals.len() && ticks[next + 1] <= second * 1024 {
                next += 1;
            }
            let bytes = encode(self.heart_rate.round() as u8, &intervals[first..next]);
            let arrives = second as f64 + 0.02 + 0.03 * random.f64();
            (random.f64() >= self.lost).then_some((arrives, bytes))
        };
        (1..=end).filter_map(&mut second).collect()
    }
}

impl Shape {
    /// The wave of a breath, −1 to 1.
    fn at(self, phase: f64) -> f64 {
        let up = if self == Self::Sine { 0.5 } else { 0.4 };
        if phase < up { -(PI * phase / up).cos() } else { (PI * (phase - up) / (1.0 - up)).cos() }
    }
}

/// Feeds notifications to a heart. `each` sees it after each one, with the time in seconds. Returns the beats with their
/// verdicts.
pub fn follow(sent: &[(f64, Vec<u8>)], mut each: impl FnMut(f64, Moment, &Heart)) -> Vec<(Beat, Verdict)> {
    let mut heart = Heart::default();
    heart.set_link(Link::Subscribed);
    let mut beats = Vec::new();
    for (at_s, bytes) in sent {
        let at = Moment::from_micros((at_s * 1e6) as u64);
        heart.receive(at, 1, bytes, |finding| {
            if let Finding::Beat(beat, verdict) = finding {
                beats.push((beat, verdict));
            }
        });
        each(*at_s, at, &heart);
    }
    beats
}

/// Time constants of the drift and of the waves of blood pressure, in seconds. The second: `lab/simulate/breathing.rs`.
const DRIFT_S: f64 = 15.0;
const WAVE_S: f64 = 10.0;
/// Frequency of the waves of blood pressure, in Hz.
const WAVE_HZ: f64 = 0.1;

fn relax(value: f64, spread: f64, time_s: f64, random: &mut Rng) -> f64 {
    value * (1.0 - STEP_S / time_s) + spread * (2.0 * STEP_S / time_s).sqrt() * gauss(random)
}

fn pressure_wave([sine, cosine]: [f64; 2], spread: f64, random: &mut Rng) -> [f64; 2] {
    let (sin, cos) = (TAU * WAVE_HZ * STEP_S).sin_cos();
    let turned = [sine * cos + cosine * sin, cosine * cos - sine * sin];
    turned.map(|value| relax(value, spread, WAVE_S, random))
}

/// A normal variate, nearly.
fn gauss(random: &mut Rng) -> f64 {
    (0..6).map(|_| random.f64() - 0.5).sum::<f64>() * 2.0_f64.sqrt()
}
