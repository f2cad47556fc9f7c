//! What all talks of a study add up to, by condition.

use std::collections::BTreeMap;

use super::condition::{CONDITIONS, Condition};
use super::job::Job;
use super::score::{ScoreSum, Scores};
use super::talk::SimulatedTalk;
use super::tally::Tally;

/// The sums of a study.
#[derive(Clone, Debug)]
pub struct StudyResult {
    /// Talks through the session, in the order of [`CONDITIONS`].
    pub tallies: Vec<Tally>,
    /// Uninterrupted talks, by the place of their condition: one sum for each detector.
    pub compared: BTreeMap<usize, Vec<ScoreSum>>,
}

impl Default for StudyResult {
    fn default() -> Self {
        Self { tallies: CONDITIONS.iter().map(|_| Tally::default()).collect(), compared: BTreeMap::new() }
    }
}

impl StudyResult {
    /// Adds a talk through the session.
    pub fn add(&mut self, job: &Job, outcome: &SimulatedTalk) {
        self.tallies[job.condition].add(job.eventful, outcome);
    }

    /// Adds an uninterrupted talk.
    pub(crate) fn add_compared(&mut self, job: &Job, scores: &Scores) {
        let sums =
            self.compared.entry(job.condition).or_insert_with(|| vec![ScoreSum::default(); scores.detectors.len()]);
        for (sum, score) in sums.iter_mut().zip(&scores.detectors) {
            sum.add(scores.talked_s, score);
        }
    }

    /// Each condition with the sums of its talks through the session.
    pub(crate) fn by_condition(&self) -> impl Iterator<Item = (&'static Condition, &Tally)> {
        CONDITIONS.iter().zip(&self.tallies)
    }

    /// Hours simulated in talks through the session.
    pub(crate) fn simulated_h(&self) -> f64 {
        self.tallies.iter().map(|tally| tally.simulated_h).sum()
    }
}
