//! Watching over a link that streams: is it still alive, and how is the battery?
//!
//! The notifications themselves never say that they have ended, and the system does not always say that a link went
//! down. So the link is probed every few seconds, once more when the strap has been silent for long, and a silence
//! that lasts is the end of it whatever the probe says.

use std::time::Duration;

use super::step::{Failure, LinkStep};
use crate::event::moment::Moment;

const PROBE_EVERY: Duration = Duration::from_secs(5);
const SILENT: Duration = Duration::from_secs(6);
const STALLED: Duration = Duration::from_secs(10);
const BATTERY_EVERY: Duration = Duration::from_mins(10);

/// What must be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Nothing.
    Nothing,
    /// A step.
    Step(LinkStep),
    /// The link is up, but nothing comes over it: end it.
    LetGo,
    /// The link is down.
    Lost,
    /// Not even the system answers.
    SystemLost,
}

/// The watch over one stream.
#[derive(Debug)]
pub(super) struct StreamWatch {
    heard: Moment,
    chore: Option<LinkStep>,
    probe_at: Moment,
    unanswered: u8,
    battery_at: Moment,
}

impl StreamWatch {
    pub(super) const fn new() -> Self {
        Self { heard: Moment::START, chore: None, probe_at: Moment::NEVER, unanswered: 0, battery_at: Moment::START }
    }

    /// A stream begins with its first measurement.
    pub(super) fn begin(&mut self, now: Moment) {
        self.chore = None;
        self.probe_at = now + PROBE_EVERY;
        self.heard(now);
    }

    /// A measurement came.
    pub(super) const fn heard(&mut self, now: Moment) {
        self.heard = now;
        self.unanswered = 0;
    }

    pub(super) fn next_wake(&self) -> Moment {
        let chore = if self.chore.is_some() { Moment::NEVER } else { self.probe_at.min(self.battery_at) };
        chore.min(self.heard + STALLED)
    }

    pub(super) fn due(&mut self, now: Moment) -> Due {
        if now.since(self.heard) >= STALLED {
            return if self.unanswered > 0 { Due::SystemLost } else { Due::LetGo };
        }
        let step = match self.chore {
            None if now >= self.probe_at => LinkStep::Probe,
            None if now >= self.battery_at => LinkStep::ReadBattery,
            _ => return Due::Nothing,
        };
        if step == LinkStep::Probe {
            let doubt = self.heard + SILENT;
            self.probe_at = if doubt > now { doubt.min(now + PROBE_EVERY) } else { now + PROBE_EVERY };
        } else {
            self.battery_at = now + BATTERY_EVERY;
        }
        self.chore = Some(step);
        Due::Step(step)
    }

    /// The step was answered.
    pub(super) const fn answered(&mut self) {
        self.chore = None;
        self.unanswered = 0;
    }

    /// The step failed. A battery that cannot be read is no harm.
    pub(super) fn failed(&mut self, now: Moment, failure: Failure) -> Due {
        match (self.chore.take(), failure) {
            (Some(LinkStep::Probe), Failure::TimedOut) if self.unanswered > 0 => Due::SystemLost,
            (Some(LinkStep::Probe), Failure::TimedOut) => {
                self.unanswered += 1;
                self.probe_at = now;
                Due::Nothing
            }
            (Some(LinkStep::Probe), _) => Due::Lost,
            _ => Due::Nothing,
        }
    }
}
