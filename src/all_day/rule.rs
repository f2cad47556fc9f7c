//! Every number of the decision. `cargo run --release --example all_day` counts what each does to recorded days and to
//! simulated ones; `docs/cue.md` has its table.

use std::time::Duration;

/// How long the state after a cue is shown, in seconds. Assumption: long enough to be seen, and one slow breath is over.
pub(super) const CUE_SHOWN_S: u64 = 300;

/// A signal that is gone for less than this is no news: the figures are absent, and the state stays. Assumption. A shorter
/// time makes the state flicker with every unclear beat.
pub(super) const SHORT_LOSS: Duration = Duration::from_secs(20);

/// The numbers of the decision. [`Rule::default`] has those in use, each with its origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The hours that count as the heart's own, in minutes. From the table: 2 h let a long tension become usual, and 6 h change
    /// little. More make the comparison slower to follow a new part of the day.
    pub own_minutes: usize,
    /// Minutes of these that must be known before any cue. Assumption: half an hour. Fewer make the first cues a guess.
    pub least_minutes: usize,
    /// The least rate above the usual one of a tight minute, in beats a minute. From the table of `docs/cue.md`: 8 bpm and
    /// 10 % find 90 of 100 tense stretches of ten minutes, and not 75. Standing and talking then bring three times as many cues.
    pub faster_bpm: f64,
    /// The same as a share of the usual rate. The larger of both counts.
    pub faster_share: f64,
    /// How far ln RMSSD is below the usual one in a tight minute, in standard deviations: 0.5 in Schwerdtfeger,
    /// Tatschl & Rominger (JMIR 27:e69582, 2025).
    pub less_sd: f64,
    /// The least standard deviation of ln RMSSD that counts. Assumption. A lower one makes every small dip after a very
    /// steady half hour count.
    pub least_sd: f64,
    /// From this much above the usual rate on it is movement, in beats a minute. From the table. Lower: more tension is taken
    /// for movement. Higher: walks are taken for tension.
    pub moving_bpm: f64,
    /// After movement nothing counts for these minutes: a heart takes them to come down. Assumption; the window of the
    /// decision is as long. Fewer: more cues after stairs.
    pub still_minutes: usize,
    /// The last minutes that are looked at …
    pub window_minutes: usize,
    /// … or more are tight. 7.5 min are a prolonged episode in Verkuil et al. (2016). More: shorter tension is missed.
    pub tight_minutes: usize,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            own_minutes: 240,
            least_minutes: 30,
            faster_bpm: 12.0,
            faster_share: 0.15,
            less_sd: 0.5,
            least_sd: 0.15,
            moving_bpm: 30.0,
            still_minutes: 10,
            window_minutes: 10,
            tight_minutes: 8,
        }
    }
}
