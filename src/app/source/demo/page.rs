//! A page as the demo plays it: what is said of it, which keys come when, and where time hurries.

use super::caption::Caption;
use crate::event::input::Key;

/// How many times as fast as usual time runs where a clock runs and nobody reads. Assumption: the clock is still seen
/// to run.
const HURRY: u32 = 10;

/// A page as the demo plays it. Times are seconds since the page came, in the session's own time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DemoPage {
    /// What is said of it, each from its second on.
    pub says: &'static [(f64, Caption)],
    /// The keys that are pressed on it, each from its second on.
    pub keys: &'static [(f64, Key)],
    /// Whether the first key alone counts, chosen by what both have said so far.
    pub by_what_was_said: bool,
    /// Where time hurries.
    pub hurries: Option<Hurry>,
    /// When a heart rises, if none has.
    pub rises_at_s: Option<f64>,
}

/// The seconds of a page that are hurried through, and how many times as fast as usual.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hurry {
    pub from_s: f64,
    pub until_s: f64,
    pub times: u32,
}

impl Hurry {
    pub(super) fn between(from_s: f64, until_s: f64) -> Self {
        Self { from_s, until_s, times: HURRY }
    }

    pub(super) fn from(from_s: f64) -> Self {
        Self::between(from_s, f64::INFINITY)
    }
}

impl DemoPage {
    /// What is said at this second.
    pub(super) fn caption(&self, seconds: f64) -> Option<Caption> {
        self.says.iter().rev().find(|(from, _)| *from <= seconds).map(|(_, caption)| *caption)
    }

    /// How many times as fast as usual time runs at this second.
    pub(super) fn hurry(&self, seconds: f64) -> u32 {
        let now = self.hurries.filter(|hurry| (hurry.from_s..hurry.until_s).contains(&seconds));
        now.map_or(1, |hurry| hurry.times)
    }
}

/// A page of words, which lasts until its keys are pressed.
pub(super) fn sheet(says: &'static [(f64, Caption)], keys: &'static [(f64, Key)]) -> DemoPage {
    DemoPage { says, keys, ..DemoPage::default() }
}
