//! How one detector did on an uninterrupted talk, and on many of them.

use std::collections::BTreeMap;

use super::alarm::AlarmKind;
use super::tally::{Detection, FalsePrompts};

/// How one detector did on one talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Score {
    /// Alarms that no episode explains.
    pub false_alarms: u32,
    /// Size of each episode in bpm, and the delay until its alarm in seconds if there was one.
    pub episodes: Vec<(u32, Option<f64>)>,
}

impl Score {
    /// Counts an alarm, this long after the onset of the last episode.
    pub(crate) fn add_alarm(&mut self, since_onset_s: f64) {
        match (AlarmKind::after(since_onset_s), self.episodes.last_mut()) {
            (AlarmKind::Found, Some((_, delay_s))) => *delay_s = delay_s.or(Some(since_onset_s)),
            (AlarmKind::Aftermath, Some(_)) => {}
            (AlarmKind::False, _) | (_, None) => self.false_alarms += 1,
        }
    }
}

/// How every detector did on one talk.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scores {
    /// Seconds after the warm-up.
    pub talked_s: f64,
    /// The trigger first, then the rules in their order, then the trigger as each variant.
    pub detectors: Vec<Score>,
}

/// How one detector did on many talks.
#[derive(Clone, Debug, Default)]
pub struct ScoreSum {
    /// False alarms in talks without episodes.
    pub calm: FalsePrompts,
    /// Episodes by their size in bpm.
    pub by_size: BTreeMap<u32, Detection>,
}

impl ScoreSum {
    /// Adds a talk.
    pub(crate) fn add(&mut self, talked_s: f64, score: &Score) {
        if score.episodes.is_empty() {
            self.calm.hours += talked_s / 3600.0;
            self.calm.count += u64::from(score.false_alarms);
        }
        for &(size, delay_s) in &score.episodes {
            self.by_size.entry(size).or_default().add(delay_s);
        }
    }
}
