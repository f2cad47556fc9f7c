//! What many talks of one condition add up to.

use super::estimate::{self, Estimate};
use super::talk::{EpisodeResult, SimulatedTalk};

/// Counts of one condition.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Number of talks.
    pub talks: u64,
    /// Hours simulated, whatever happened in them.
    pub simulated_h: f64,
    /// False prompts in talks without episodes.
    pub calm: FalsePrompts,
    /// False prompts in talks with episodes.
    pub eventful: FalsePrompts,
    /// Every episode of every talk.
    pub episodes: Vec<EpisodeResult>,
}

/// Prompts that no episode explains, and the time in which they could come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FalsePrompts {
    /// Hours of turns, answers and the breaths between them.
    pub hours: f64,
    /// Number of false prompts.
    pub count: u64,
}

impl FalsePrompts {
    /// False prompts an hour; none without hours.
    pub(crate) fn rate(&self) -> Option<Estimate> {
        estimate::rate(self.count, self.hours)
    }
}

impl Tally {
    /// Adds a talk.
    pub(crate) fn add(&mut self, eventful: bool, outcome: &SimulatedTalk) {
        self.talks += 1;
        self.simulated_h += outcome.simulated_s / 3600.0;
        let of = if eventful { &mut self.eventful } else { &mut self.calm };
        of.hours += outcome.talked_s / 3600.0;
        of.count += u64::from(outcome.false_prompts);
        self.episodes.extend(&outcome.episodes);
    }

    /// How many of the episodes for which `which` holds were found, and how soon.
    pub fn detection(&self, which: impl Fn(&EpisodeResult) -> bool) -> Detection {
        let mut detection = Detection::default();
        self.episodes.iter().filter(|episode| which(episode)).for_each(|episode| detection.add(episode.delay_s));
        detection
    }
}

/// How many episodes were found, and how soon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// Number of episodes.
    pub all: u64,
    /// The delays of the episodes that were found, in seconds, the shortest first.
    pub delays_s: Vec<f64>,
}

impl Detection {
    /// Adds an episode; without a delay it was not found.
    pub(crate) fn add(&mut self, delay_s: Option<f64>) {
        self.all += 1;
        if let Some(delay_s) = delay_s {
            let place = self.delays_s.partition_point(|shorter| *shorter < delay_s);
            self.delays_s.insert(place, delay_s);
        }
    }

    /// Adds the episodes of another.
    pub(crate) fn add_all(&mut self, other: &Self) {
        other.delays_s.iter().for_each(|delay_s| self.add(Some(*delay_s)));
        self.all += other.all - other.delays_s.len() as u64;
    }

    /// The share that was found, 0 to 1; none without episodes.
    pub(crate) fn found(&self) -> Option<Estimate> {
        estimate::share(self.delays_s.len() as u64, self.all)
    }

    /// A quantile of the delays in seconds; none where nothing was found.
    pub fn delay(&self, q: f64) -> Option<Estimate> {
        estimate::quantile(&self.delays_s, q)
    }
}
