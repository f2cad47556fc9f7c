//! A simulated strap: which beats it detects, when it sends notifications, and what they hold.
//!
//! It sends one notification a second. A notification holds the intervals since the last one, in 1/1024 s, and a rate that
//! is smoothed over about eight beats.

use fastrand::Rng;

use super::random::{between, noise, wait_s};
use crate::heart::measurement::encode_into;

/// The faults of a strap and its radio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Faults {
    /// Share of the beats that are wrong: missed, doubled, premature or misplaced, a quarter each.
    pub artifacts: f64,
    /// Share of the notifications that are lost singly.
    pub lost: f64,
    /// Number of gaps an hour; in a gap no notification arrives for 8 to 40 s.
    pub gaps_per_hour: f64,
    /// Whether it sends no RR intervals at all, only its own smoothed rate.
    pub rate_only: bool,
}

impl Faults {
    /// A good chest strap, worn well: at rest it detects 99.6 % of the beats (Gilgen-Ammann 2019). The rest is assumption.
    pub(crate) const FEW: Self = Self { artifacts: 0.004, lost: 0.002, gaps_per_hour: 0.3, rate_only: false };
    /// A loose strap in a room with many radios. Assumption.
    pub(crate) const MANY: Self = Self { artifacts: 0.02, lost: 0.05, gaps_per_hour: 0.3, rate_only: false };
    /// A watch or an armband that sends only its rate.
    pub(crate) const RATE_ONLY: Self = Self { rate_only: true, ..Self::FEW };
}

/// Standard deviation of the time at which an R peak is found, in seconds. Assumption.
const TIMING_SD_S: f64 = 0.0012;
/// Weight of the newest interval in the strap's own rate. Assumption: a smoothing over about eight beats.
const RATE_FOLLOWS: f64 = 1.0 / 8.0;
/// Largest delay of a notification by the strap's clock and the radio, in seconds. Assumption.
const RADIO_JITTER_S: f64 = 0.03;
/// Most intervals in one notification: more do not fit.
const MOST_IN_PACKET: usize = 9;

/// What the strap makes of a beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BeatFate {
    Detected,
    Missed,
    Doubled,
    Premature,
    Misplaced,
}

/// One strap.
#[derive(Clone, Debug)]
pub struct SimulatedStrap {
    faults: Faults,
    rng: Rng,
    /// When the last beat was detected, in seconds.
    last: Option<f64>,
    /// Beats that are not sent yet, the oldest first: the time in seconds, and the interval before in 1/1024 s.
    waiting: Vec<(f64, u16)>,
    /// The smoothed interval, in seconds.
    smoothed_rr_s: f64,
    /// How late an interval is sent, in seconds.
    delay_s: f64,
    /// When the next gap begins, and when the present one ends, in seconds.
    next_gap: f64,
    gap_until: f64,
}

impl SimulatedStrap {
    /// A strap that sends each interval `delay_s` seconds late.
    pub fn new(faults: Faults, delay_s: f64, mut rng: Rng) -> Self {
        let next_gap = wait_s(&mut rng, faults.gaps_per_hour);
        Self {
            faults,
            rng,
            last: None,
            waiting: Vec::with_capacity(16),
            smoothed_rr_s: 0.8,
            delay_s,
            next_gap,
            gap_until: 0.0,
        }
    }

    /// Processes a beat of the heart at `t` seconds.
    pub fn process_beat(&mut self, t: f64) {
        let peak = t + TIMING_SD_S * noise(&mut self.rng);
        let Some(last) = self.last else {
            self.last = Some(peak);
            return;
        };
        let rr = peak - last;
        match self.fate() {
            BeatFate::Detected => self.detect(peak),
            BeatFate::Missed => {}
            BeatFate::Doubled => {
                let between = last + rr * between(&mut self.rng, 0.3, 0.7);
                self.detect(between);
                self.detect(peak);
            }
            BeatFate::Premature => {
                let early = last + rr * between(&mut self.rng, 0.6, 0.8);
                self.detect(early);
            }
            BeatFate::Misplaced => {
                let off = between(&mut self.rng, 0.04, 0.12) * if self.rng.bool() { 1.0 } else { -1.0 };
                self.detect(peak + off);
            }
        }
    }

    fn fate(&mut self) -> BeatFate {
        let draw = self.rng.f64() / self.faults.artifacts;
        match draw {
            d if d >= 1.0 || d.is_nan() => BeatFate::Detected,
            d if d < 0.25 => BeatFate::Missed,
            d if d < 0.5 => BeatFate::Doubled,
            d if d < 0.75 => BeatFate::Premature,
            _ => BeatFate::Misplaced,
        }
    }

    fn detect(&mut self, at: f64) {
        let rr = at - self.last.replace(at).unwrap_or(at);
        self.smoothed_rr_s += RATE_FOLLOWS * (rr.clamp(0.25, 2.5) - self.smoothed_rr_s);
        self.waiting.push((at, (rr * 1024.0).round().clamp(0.0, f64::from(u16::MAX)) as u16));
    }

    /// Draws how much later than usual the notification of this second comes, in seconds.
    pub fn jitter_s(&mut self) -> f64 {
        RADIO_JITTER_S * self.rng.f64()
    }

    /// Writes the notification that is due at `now` seconds into `bytes`. Returns false if it is lost on the way.
    pub fn notify(&mut self, now: f64, bytes: &mut Vec<u8>) -> bool {
        let mut ticks = [0; MOST_IN_PACKET];
        let ready = self.waiting.iter().take_while(|(at, _)| at + self.delay_s <= now).count().min(MOST_IN_PACKET);
        for (tick, (_, rr)) in ticks.iter_mut().zip(self.waiting.drain(..ready)) {
            *tick = rr;
        }
        let rate = (60.0 / self.smoothed_rr_s).round().clamp(30.0, 250.0) as u8;
        bytes.clear();
        encode_into(bytes, rate, if self.faults.rate_only { &[] } else { &ticks[..ready] });
        if now >= self.next_gap {
            self.gap_until = now + between(&mut self.rng, 8.0, 40.0);
            self.next_gap = self.gap_until + wait_s(&mut self.rng, self.faults.gaps_per_hour);
        }
        let lost = self.rng.f64() < self.faults.lost;
        !lost && now >= self.gap_until
    }
}
