//! What many talks add up to.

use super::interval::{self, Estimate};
use super::talk::{EpisodeResult, SimulatedTalk};

/// Counts of one condition.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Talks.
    pub talks: u64,
    /// Hours simulated, all in all.
    pub lived_h: f64,
    /// Talks in which nothing happened.
    pub calm: Interrupted,
    /// Talks with episodes.
    pub eventful: Interrupted,
    /// Every episode.
    pub episodes: Vec<EpisodeResult>,
}

/// Hours of turns and answers, and the pauses in them that nothing explains.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interrupted {
    /// Hours of turns, answers and the breaths between them.
    pub hours: f64,
    /// False prompts.
    pub prompts: u64,
}

impl Interrupted {
    /// False prompts an hour.
    pub fn rate(&self) -> Option<Estimate> {
        interval::rate(self.prompts, self.hours)
    }
}

impl Tally {
    /// Adds a talk.
    pub fn add(&mut self, eventful: bool, outcome: &SimulatedTalk) {
        self.talks += 1;
        self.lived_h += outcome.lived_s / 3600.0;
        let of = if eventful { &mut self.eventful } else { &mut self.calm };
        of.hours += outcome.talked_s / 3600.0;
        of.prompts += u64::from(outcome.false_prompts);
        self.episodes.extend(&outcome.episodes);
    }

    /// What became of the episodes for which `which` holds.
    pub fn heard(&self, which: impl Fn(&EpisodeResult) -> bool) -> Detection {
        let mut detection = Detection::default();
        for episode in self.episodes.iter().filter(|episode| which(episode)) {
            detection.all += 1;
            detection.delays_s.extend(episode.delay_s);
        }
        detection.delays_s.sort_by(f64::total_cmp);
        detection
    }
}

/// How many episodes were found, and how soon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// How many there were.
    pub all: u64,
    /// The delays of those that were found, sorted.
    pub delays_s: Vec<f64>,
}

impl Detection {
    /// The share that was found.
    pub fn found(&self) -> Option<Estimate> {
        interval::share(self.delays_s.len() as u64, self.all)
    }

    /// A quantile of the delays.
    pub fn delay(&self, q: f64) -> Option<Estimate> {
        interval::quantile(&self.delays_s, q)
    }
}
