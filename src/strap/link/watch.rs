//! Watches a link that streams: is it still up, and how is the battery?
//!
//! The end of the notifications is never announced, and the system does not always report a link that went down. The link is
//! therefore probed every few seconds, and once more when the strap has been silent for 6 s. A silence of 12 s ends the link,
//! whatever the probe said.

use std::time::Duration;

use super::step::{Failure, LinkStep};
use crate::event::moment::Moment;

/// The time between two probes. Assumption: a probe is one cheap call; rarer probes notice a lost link later.
const PROBE_EVERY: Duration = Duration::from_secs(5);
/// A silence of this length is probed at once. Assumption: some straps need 4 s to notice a lost link (`models.toml`).
const PROBE_AFTER_SILENCE: Duration = Duration::from_secs(6);
/// A silence of this length ends the link. Assumption: links that deliver in bursts do so every 10 s at least. A shorter
/// limit ends links that would have gone on.
const SILENCE_LIMIT: Duration = Duration::from_secs(12);
/// The time between two readings of the battery. Assumption: no battery falls faster than a reading is worth.
const BATTERY_EVERY: Duration = Duration::from_mins(10);

/// What must be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Nothing.
    Nothing,
    /// Start this step.
    Step(LinkStep),
    /// Disconnect: the link is up, but brings nothing.
    Disconnect,
    /// Try again: the link is down.
    LinkLost,
    /// Open a new connection: not even the system answers.
    SystemLost,
}

/// The watch over one stream.
#[derive(Debug)]
pub(super) struct StreamWatch {
    received_at: Moment,
    /// The probe or the reading that has no answer yet.
    running: Option<LinkStep>,
    probe_at: Moment,
    unanswered_probes: u8,
    battery_at: Moment,
}

impl StreamWatch {
    pub(super) const fn new() -> Self {
        Self {
            received_at: Moment::START,
            running: None,
            probe_at: Moment::NEVER,
            unanswered_probes: 0,
            battery_at: Moment::START,
        }
    }

    /// A stream begins with its first measurement.
    pub(super) fn begin(&mut self, now: Moment) {
        self.running = None;
        self.probe_at = now + PROBE_EVERY;
        self.received(now);
    }

    /// A measurement came.
    pub(super) const fn received(&mut self, now: Moment) {
        self.received_at = now;
        self.unanswered_probes = 0;
    }

    pub(super) fn next_wake(&self) -> Moment {
        let step = if self.running.is_some() { Moment::NEVER } else { self.probe_at.min(self.battery_at) };
        step.min(self.received_at + SILENCE_LIMIT)
    }

    pub(super) fn due(&mut self, now: Moment) -> Due {
        if now.since(self.received_at) >= SILENCE_LIMIT {
            return if self.unanswered_probes > 0 { Due::SystemLost } else { Due::Disconnect };
        }
        let step = match self.running {
            None if now >= self.probe_at => LinkStep::Probe,
            None if now >= self.battery_at => LinkStep::ReadBattery,
            _ => return Due::Nothing,
        };
        if step == LinkStep::Probe {
            let after_silence = self.received_at + PROBE_AFTER_SILENCE;
            let regular = now + PROBE_EVERY;
            self.probe_at = if after_silence > now { after_silence.min(regular) } else { regular };
        } else {
            self.battery_at = now + BATTERY_EVERY;
        }
        self.running = Some(step);
        Due::Step(step)
    }

    /// The running step was answered.
    pub(super) const fn answered(&mut self) {
        self.running = None;
        self.unanswered_probes = 0;
    }

    /// The running step failed. A battery that cannot be read has no consequence.
    pub(super) fn failed(&mut self, now: Moment, failure: Failure) -> Due {
        match (self.running.take(), failure) {
            (Some(LinkStep::Probe), Failure::TimedOut) if self.unanswered_probes > 0 => Due::SystemLost,
            (Some(LinkStep::Probe), Failure::TimedOut) => {
                self.unanswered_probes += 1;
                self.probe_at = now;
                Due::Nothing
            }
            (Some(LinkStep::Probe), _) => Due::LinkLost,
            _ => Due::Nothing,
        }
    }
}
