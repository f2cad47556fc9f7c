//! What asks the heart to beat faster, and the two paths on which the heart obeys.
//!
//! A drive is given in the beats a minute that it would add if it lasted. The vagal path answers within a second or two;
//! the sympathetic path waits [`SYMPATHETIC_DELAY_S`] and then takes ten seconds and more (Berger 1989: 1.7 s and a
//! corner of 0.01 to 0.02 Hz).

use std::f64::consts::TAU;

use super::person::SimulatedBody;

/// Before the sympathetic path moves at all, in seconds.
pub const SYMPATHETIC_DELAY_S: f64 = 1.75;

/// An episode of arousal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Episode {
    /// Its onset, in seconds of the talk.
    pub at_s: f64,
    /// By how many beats a minute the heart goes up.
    pub size: f64,
    /// After how long 63 % of the rise is reached, if the body can be that quick.
    pub rise_s: f64,
    /// How long the drive lasts.
    pub lasts_s: f64,
    /// How quickly the drive dies away, as a time constant.
    pub fall_s: f64,
}

/// A movement or a laugh: up and down again within seconds, breathing and RMSSD much as before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bump {
    /// Its onset, in seconds of the talk.
    pub at_s: f64,
    /// By how many beats a minute the heart goes up at the top.
    pub size: f64,
    /// From onset to end.
    pub lasts_s: f64,
}

impl Bump {
    /// What it adds at a time, in bpm.
    pub fn at(&self, t: f64) -> f64 {
        let share = (t - self.at_s) / self.lasts_s;
        if (0.0..1.0).contains(&share) { self.size * (1.0 - (TAU * share).cos()) / 2.0 } else { 0.0 }
    }
}

impl Episode {
    /// The time constant that the drive itself must have, so that this person's heart comes to 63 % of the rise in time.
    pub fn drive_s(&self, person: &SimulatedBody) -> f64 {
        let (mut quick, mut slow) = (0.01, 2.0 * self.rise_s);
        for _ in 0..30 {
            let middle = f64::midpoint(quick, slow);
            if response(person, middle, self.rise_s) > 0.632 { quick = middle } else { slow = middle }
        }
        f64::midpoint(quick, slow)
    }
}

/// What a person's heart has made of a drive with time constant `drive_s` after `t` seconds, as a share.
fn response(person: &SimulatedBody, drive_s: f64, t: f64) -> f64 {
    let path = |tau: f64, t: f64| {
        if t <= 0.0 {
            return 0.0;
        }
        let tau = if (tau - drive_s).abs() < 1e-3 { tau + 2e-3 } else { tau };
        1.0 - (drive_s * (-t / drive_s).exp() - tau * (-t / tau).exp()) / (drive_s - tau)
    };
    let slow = path(person.sympathetic_s, t - SYMPATHETIC_DELAY_S);
    person.vagal_share * path(person.vagal_s, t) + (1.0 - person.vagal_share) * slow
}

/// Steps that the delay line holds.
const DELAY_STEPS: usize = 7;

/// Both paths of one heart.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    vagal: f64,
    /// The vagal answer to arousal alone: it takes breathing's swing along.
    withdrawn: f64,
    sympathetic: f64,
    delayed: [f64; DELAY_STEPS],
    next: usize,
}

impl Paths {
    /// The length of a step for which the delay comes out right.
    pub const STEP_S: f64 = SYMPATHETIC_DELAY_S / DELAY_STEPS as f64;

    /// What the drives add to the rate after another step, in bpm, and what arousal has withdrawn of vagal tone.
    pub fn step(&mut self, person: &SimulatedBody, other: f64, arousal: f64) -> (f64, f64) {
        let drive = other + arousal;
        let quick = Self::STEP_S / (person.vagal_s + Self::STEP_S);
        self.vagal += (person.vagal_share * drive - self.vagal) * quick;
        self.withdrawn += (person.vagal_share * arousal - self.withdrawn) * quick;
        let before = std::mem::replace(&mut self.delayed[self.next], drive);
        self.next = (self.next + 1) % DELAY_STEPS;
        let gap = (1.0 - person.vagal_share) * before - self.sympathetic;
        let seconds = if gap < 0.0 { person.sympathetic_s * person.slower_fall } else { person.sympathetic_s };
        self.sympathetic += gap * Self::STEP_S / seconds;
        (self.vagal + self.sympathetic, self.withdrawn)
    }
}
