//! The drives that make a heart beat faster, and the two nervous paths by which the heart responds.
//!
//! A drive is given in bpm: what it would add to the rate if it lasted. The vagal path responds within 1 to 3 s. The
//! sympathetic path waits for [`SYMPATHETIC_DELAY_S`] and then takes ten seconds and more (Berger 1989: 1.7 s and a
//! corner of 0.01 to 0.02 Hz).

use std::f64::consts::TAU;

use super::person::SimulatedBody;

/// Delay before the sympathetic path responds at all, in seconds (Berger 1989). It also sets the step of the simulation.
pub(crate) const SYMPATHETIC_DELAY_S: f64 = 1.75;

/// An episode of arousal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Episode {
    /// Its onset, in seconds of the talk.
    pub at_s: f64,
    /// By how much the heart rate rises, in bpm.
    pub size: f64,
    /// Time after which 63 % of the rise is reached, in seconds, if the body can be that quick.
    pub rise_s: f64,
    /// How long the drive lasts, in seconds.
    pub lasts_s: f64,
    /// Time constant with which the drive decays afterwards, in seconds.
    pub fall_s: f64,
}

/// A movement or a laugh: the rate goes up and down within seconds. The breathing wave and RMSSD hardly change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bump {
    /// Its onset, in seconds of the talk.
    pub at_s: f64,
    /// By how much the heart rate is raised at the highest point, in bpm.
    pub size: f64,
    /// Time from onset to end, in seconds.
    pub lasts_s: f64,
}

impl Bump {
    /// What it adds to the rate at `t` seconds, in bpm.
    pub(crate) fn at(&self, t: f64) -> f64 {
        let share = (t - self.at_s) / self.lasts_s;
        if (0.0..1.0).contains(&share) { self.size * (1.0 - (TAU * share).cos()) / 2.0 } else { 0.0 }
    }
}

impl Episode {
    /// The time constant in seconds that the drive needs, so that this person's heart reaches 63 % of the rise after
    /// `rise_s`. It is found by bisection.
    pub(crate) fn drive_s(&self, person: &SimulatedBody) -> f64 {
        let (mut low, mut high) = (0.01, 2.0 * self.rise_s);
        for _ in 0..30 {
            let middle = f64::midpoint(low, high);
            if response(person, middle, self.rise_s) > 0.632 { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    }
}

/// The share of the rise that a person's heart has reached `t` seconds after the onset of a drive with time constant
/// `drive_s`.
fn response(person: &SimulatedBody, drive_s: f64, t: f64) -> f64 {
    // Two low-pass filters in a row: that of the drive, and that of the path.
    let path = |tau: f64, t: f64| {
        if t <= 0.0 {
            return 0.0;
        }
        // The formula divides by the difference of both time constants.
        let tau = if (tau - drive_s).abs() < 1e-3 { tau + 2e-3 } else { tau };
        1.0 - (drive_s * (-t / drive_s).exp() - tau * (-t / tau).exp()) / (drive_s - tau)
    };
    let sympathetic = path(person.sympathetic_s, t - SYMPATHETIC_DELAY_S);
    person.vagal_share * path(person.vagal_s, t) + (1.0 - person.vagal_share) * sympathetic
}

/// Length of the delay line of the sympathetic path, in steps. Assumption. More steps make the simulation finer and slower.
const DELAY_STEPS: usize = 7;

/// The two nervous paths of one heart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    vagal: f64,
    /// The vagal response to arousal alone, in bpm: it makes the breathing wave smaller.
    vagal_withdrawal: f64,
    sympathetic: f64,
    /// The drives of the last steps, and the place of the oldest.
    delayed: [f64; DELAY_STEPS],
    oldest: usize,
}

impl Paths {
    /// Length of one step of the simulation, in seconds.
    pub(crate) const STEP_S: f64 = SYMPATHETIC_DELAY_S / DELAY_STEPS as f64;

    /// What all drives add to the rate after another step, and the vagal withdrawal by arousal; both in bpm.
    pub(crate) fn step(&mut self, person: &SimulatedBody, other_drives: f64, arousal: f64) -> (f64, f64) {
        let drive = other_drives + arousal;
        let gain = Self::STEP_S / (person.vagal_s + Self::STEP_S);
        self.vagal += (person.vagal_share * drive - self.vagal) * gain;
        self.vagal_withdrawal += (person.vagal_share * arousal - self.vagal_withdrawal) * gain;
        let delayed = std::mem::replace(&mut self.delayed[self.oldest], drive);
        self.oldest = (self.oldest + 1) % DELAY_STEPS;
        let gap = (1.0 - person.vagal_share) * delayed - self.sympathetic;
        let seconds = if gap < 0.0 { person.sympathetic_s * person.slower_fall } else { person.sympathetic_s };
        self.sympathetic += gap * Self::STEP_S / seconds;
        (self.vagal + self.sympathetic, self.vagal_withdrawal)
    }
}
