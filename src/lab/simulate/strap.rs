//! A simulated strap: which beats it detects, when its notifications come, and what is in them.
//!
//! One notification a second with the intervals since the one before, none to four of them, in 1/1024 s; the strap's
//! own rate is smoothed over eight beats. A chest strap at rest detects 99.6 % of the beats (Gilgen-Ammann 2019).

use fastrand::Rng;

use super::random::{between, noise, wait_s};
use crate::heart::measurement::encode_into;

/// What is wrong with a strap and its radio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Faults {
    /// Share of the beats that are missed, doubled, premature or misplaced, a quarter each.
    pub artifacts: f64,
    /// Share of the notifications that are lost.
    pub lost: f64,
    /// Gaps an hour: 8 to 40 s without a notification.
    pub gaps_per_hour: f64,
    /// Whether it sends no RR intervals at all, only its own smoothed rate.
    pub rate_only: bool,
}

impl Faults {
    /// A good chest strap, worn well.
    pub const FEW: Self = Self { artifacts: 0.004, lost: 0.002, gaps_per_hour: 0.3, rate_only: false };
    /// A loose strap and a busy room.
    pub const MANY: Self = Self { artifacts: 0.02, lost: 0.05, gaps_per_hour: 0.3, rate_only: false };
    /// A watch or an armband that sends its rate only.
    pub const RATE_ONLY: Self = Self { rate_only: true, ..Self::FEW };
}

/// An R peak is found to within about this many seconds.
const TIMING_SD_S: f64 = 0.0012;
/// The strap's own rate follows the last intervals with this share of each.
const RATE_FOLLOWS: f64 = 1.0 / 8.0;
/// What the strap's clock and the radio add to a second, at most, either way.
const RADIO_JITTER_S: f64 = 0.03;
/// More never fit.
const MOST_IN_PACKET: usize = 9;

/// What became of a beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Found,
    Missed,
    Doubled,
    Premature,
    Misplaced,
}

/// A strap on a chest.
#[derive(Clone, Debug)]
pub struct SimulatedStrap {
    faults: Faults,
    rng: Rng,
    /// When the last beat was detected.
    last: Option<f64>,
    /// Detected, with the interval before it, but not sent yet; oldest first.
    waiting: Vec<(f64, u16)>,
    /// The smoothed interval in seconds.
    usual_s: f64,
    delay_s: f64,
    next_gap: f64,
    gap_until: f64,
}

impl SimulatedStrap {
    /// A strap whose intervals come `delay_s` late.
    pub fn new(faults: Faults, delay_s: f64, mut rng: Rng) -> Self {
        let next_gap = wait_s(&mut rng, faults.gaps_per_hour);
        Self {
            faults,
            rng,
            last: None,
            waiting: Vec::with_capacity(16),
            usual_s: 0.8,
            delay_s,
            next_gap,
            gap_until: 0.0,
        }
    }

    /// Another strap's faults from now on.
    pub fn set_faults(&mut self, faults: Faults) {
        self.faults = faults;
    }

    /// The heart beats at `t`, in seconds.
    pub fn feel(&mut self, t: f64) {
        let found = t + TIMING_SD_S * noise(&mut self.rng);
        let Some(last) = self.last else {
            self.last = Some(found);
            return;
        };
        let rr = found - last;
        match self.fate() {
            Fate::Found => self.detect(found),
            Fate::Missed => {}
            Fate::Doubled => {
                let between = last + rr * between(&mut self.rng, 0.3, 0.7);
                self.detect(between);
                self.detect(found);
            }
            Fate::Premature => {
                let early = last + rr * between(&mut self.rng, 0.6, 0.8);
                self.detect(early);
            }
            Fate::Misplaced => {
                let off = between(&mut self.rng, 0.04, 0.12) * if self.rng.bool() { 1.0 } else { -1.0 };
                self.detect(found + off);
            }
        }
    }

    fn fate(&mut self) -> Fate {
        let draw = self.rng.f64() / self.faults.artifacts;
        match draw {
            d if d >= 1.0 || d.is_nan() => Fate::Found,
            d if d < 0.25 => Fate::Missed,
            d if d < 0.5 => Fate::Doubled,
            d if d < 0.75 => Fate::Premature,
            _ => Fate::Misplaced,
        }
    }

    fn detect(&mut self, at: f64) {
        let rr = at - self.last.replace(at).unwrap_or(at);
        self.usual_s += RATE_FOLLOWS * (rr.clamp(0.25, 2.5) - self.usual_s);
        self.waiting.push((at, (rr * 1024.0).round().clamp(0.0, f64::from(u16::MAX)) as u16));
    }

    /// How late the notification of this second comes: the radio has its own rhythm.
    pub fn jitter_s(&mut self) -> f64 {
        RADIO_JITTER_S * self.rng.f64()
    }

    /// Writes the notification due at `now`; false if it is lost on the way.
    pub fn notify(&mut self, now: f64, bytes: &mut Vec<u8>) -> bool {
        let mut ticks = [0; MOST_IN_PACKET];
        let ready = self.waiting.iter().take_while(|(at, _)| at + self.delay_s <= now).count().min(MOST_IN_PACKET);
        for (tick, (_, rr)) in ticks.iter_mut().zip(self.waiting.drain(..ready)) {
            *tick = rr;
        }
        let rate = (60.0 / self.usual_s).round().clamp(30.0, 250.0) as u8;
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
