//! The search for the pace at which the heart moves most with the breath: the stepped protocol for the resonance
//! frequency. `docs/resonance.md` describes it so that others can repeat it.
//!
//! Five paces are led, each for two minutes, of which the first three breaths don't count. Between them is a minute of
//! free breathing, in which the person may say how the pace felt. A step with too few clean beats is led once more.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::figures::beats;
use super::following::{Following, wave};
use super::part::SearchPart;
use super::resonance::{self, Peak};
use crate::event::moment::Moment;
use crate::heart::Heart;
use crate::pacer::{Course, Pacer};

/// The paces, in breaths a minute (Shaffer & Meehan, Front Neurosci 14:570400, 2020).
pub(crate) const PACES: [f64; 5] = [6.5, 6.0, 5.5, 5.0, 4.5];
/// How long a pace is led, from the same source.
pub(crate) const LED: Duration = Duration::from_mins(2);
/// How many breaths of its beginning don't count, because the heart needs some to follow another pace. The source says 30 to
/// 60 s; these last 28 to 40 s. The same seconds at every pace would make slow paces seem weaker, and the peak faster.
const DISCARDED_BREATHS: f64 = 3.0;
/// Free breathing between two paces. The source says two minutes. One keeps the whole search under a quarter of an hour.
const REST: Duration = Duration::from_mins(1);
/// How long after a pace its last beats are waited for. Straps send a beat up to 3 s late, and a verdict needs two more
/// beats.
const LATE: Duration = Duration::from_secs(6);

/// One pace that was led, and what the heart did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Breaths a minute.
    pub per_minute: f64,
    /// How the heart moved; `None` if too few beats were clear, twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed: Option<Following>,
    /// How it felt, 0 to 9, if the person said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Doing {
    Leading,
    Resting,
    Found,
}

/// The search, in progress or left for a while.
#[derive(Clone, Debug)]
pub struct Search {
    /// The paces to lead, in order.
    paces: Vec<f64>,
    /// What was found at the first of them.
    steps: Vec<Step>,
    /// What they show.
    peak: Option<Peak>,
    doing: Doing,
    since: Moment,
    /// Whether this pace is led once more.
    again: bool,
    /// Whether the last pace is still to be measured: its last beats may be on their way.
    unmeasured: bool,
    refined: bool,
    /// How many steps it began with.
    known: usize,
}

impl Search {
    /// A search that has found these steps before. It stands still until [`Self::go_on`].
    pub(super) fn after(steps: Vec<Step>) -> Self {
        let mut paces: Vec<f64> = steps.iter().map(|step| step.per_minute).collect();
        let refined = paces.len() > PACES.len();
        paces.extend(PACES.iter().skip(steps.len()));
        if refined && let Some(first) = resonance::peak(&steps[..PACES.len()]) {
            let closer = resonance::closer(first.per_minute);
            paces.extend(closer.iter().skip(steps.len() - PACES.len()));
        }
        let (peak, known, since) = (resonance::peak(&steps), steps.len(), Moment::START);
        let doing = Doing::Resting;
        Self { known, paces, peak, steps, doing, since, again: false, unmeasured: false, refined }
    }

    /// Begins, or goes on with the pace that was broken off.
    pub(super) fn go_on(&mut self, now: Moment, course: &mut Course, shape: Pacer) {
        self.unmeasured = false;
        self.lead(now, course, shape);
    }

    /// Leads the next pace, or shows the result after the last one.
    fn lead(&mut self, now: Moment, course: &mut Course, shape: Pacer) {
        self.since = now;
        course.rest(now);
        if let Some(pace) = self.paces.get(self.steps.len()) {
            self.doing = Doing::Leading;
            course.lead(now, shape.at_rate(*pace));
        } else {
            self.doing = Doing::Found;
        }
    }

    /// When something happens by itself.
    pub(super) fn next_deadline(&self) -> Moment {
        match self.doing {
            Doing::Leading => self.since + LED,
            Doing::Resting if self.unmeasured => self.since + LATE,
            Doing::Resting => self.since + REST,
            Doing::Found => Moment::NEVER,
        }
    }

    /// Does what is due at `now`.
    pub(super) fn reach(&mut self, now: Moment, heart: &Heart, course: &mut Course, shape: Pacer) {
        match self.doing {
            Doing::Leading => self.rest(now, course),
            Doing::Resting if self.unmeasured => self.measure(now, heart, course, shape),
            Doing::Resting => self.lead(now, course, shape),
            Doing::Found => {}
        }
    }

    fn rest(&mut self, now: Moment, course: &mut Course) {
        self.doing = Doing::Resting;
        self.since = now;
        self.unmeasured = true;
        course.rest(now);
    }

    /// Measures the pace that was led until the rest began. Unclear beats are measured once more.
    fn measure(&mut self, now: Moment, heart: &Heart, course: &mut Course, shape: Pacer) {
        self.unmeasured = false;
        let Some(&pace) = self.paces.get(self.steps.len()) else { return };
        let scored_s = scored_s(pace);
        let rested_s = now.since(self.since).as_secs_f64();
        // Beats of the rest are none of a breath that was led.
        let all = beats(heart, course, now, scored_s + rested_s);
        let followed = wave(&all, shape.at_rate(pace), scored_s).filter(|_| heart.has_sound_intervals(now));
        if followed.is_none() && !std::mem::replace(&mut self.again, true) {
            return self.lead(now, course, shape);
        }
        self.again = false;
        self.steps.push(Step { per_minute: pace, followed, felt: None });
        self.peak = resonance::peak(&self.steps);
    }

    /// The machine slept: a pace that was led begins anew.
    pub(super) fn slept(&mut self, now: Moment, course: &mut Course, shape: Pacer) {
        if self.doing == Doing::Leading || self.unmeasured {
            self.go_on(now, course, shape);
        }
    }

    /// How the last pace felt, while its rest lasts.
    pub(super) fn feel(&mut self, felt: u8) {
        if self.doing == Doing::Resting
            && !self.unmeasured
            && let Some(step) = self.steps.last_mut()
        {
            step.felt = Some(felt);
            self.peak = resonance::peak(&self.steps);
        }
    }

    /// Goes on sooner: from a rest to the next pace, from the result to a closer look around it.
    pub(super) fn next(&mut self, now: Moment, course: &mut Course, shape: Pacer) {
        match self.doing {
            Doing::Resting if !self.unmeasured => self.lead(now, course, shape),
            Doing::Found if self.can_refine() => {
                self.paces.extend(self.peak.iter().flat_map(|peak| resonance::closer(peak.per_minute)));
                self.refined = true;
                self.lead(now, course, shape);
            }
            Doing::Leading | Doing::Resting | Doing::Found => {}
        }
    }

    fn can_refine(&self) -> bool {
        self.doing == Doing::Found && !self.refined && self.peak.is_some()
    }

    /// What goes on.
    pub(super) fn part(&self) -> SearchPart {
        match self.doing {
            Doing::Leading => SearchPart::Leading { again: self.again },
            Doing::Resting => SearchPart::Resting,
            Doing::Found => SearchPart::Found { can_refine: self.can_refine() },
        }
    }

    /// Which pace is led or was led last, counted from 0.
    pub(super) fn step(&self) -> u8 {
        let measured =
            self.steps.len() - usize::from(self.doing == Doing::Resting && !self.unmeasured && !self.steps.is_empty());
        measured as u8
    }

    /// When the pace that is led, or the rest behind it, ends.
    pub(crate) fn ends(&self) -> Moment {
        match self.doing {
            Doing::Leading => self.since + LED,
            Doing::Resting => self.since + REST,
            Doing::Found => Moment::NEVER,
        }
    }

    /// Whether the person is asked how the last pace felt.
    pub(crate) fn asks(&self) -> bool {
        self.doing == Doing::Resting && !self.unmeasured && !self.steps.is_empty()
    }

    /// How many paces it has.
    pub(crate) fn paces(&self) -> usize {
        self.paces.len()
    }

    /// What was found so far.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether every pace has been led.
    pub fn is_done(&self) -> bool {
        self.steps.len() == self.paces.len()
    }

    /// Whether a pace was led to its end since it began.
    pub(crate) fn has_moved_on(&self) -> bool {
        self.steps.len() > self.known
    }

    /// Whether it looked closer around a first peak.
    pub fn is_refined(&self) -> bool {
        self.refined
    }

    /// Whether the five paces have been led; a closer look may be going on.
    pub(crate) fn has_result(&self) -> bool {
        self.steps.len() >= PACES.len()
    }

    /// The pace at which the heart moves most, once the five paces have been led.
    pub fn peak(&self) -> Option<Peak> {
        self.peak.filter(|_| self.has_result())
    }
}

/// For how many seconds a pace is measured.
pub(super) fn scored_s(per_minute: f64) -> f64 {
    LED.as_secs_f64() - DISCARDED_BREATHS * 60.0 / per_minute
}
