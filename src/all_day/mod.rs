//! A strap worn for hours, alone: when the heart has been fast for a while, compared with its own last hours.
//!
//! ```text
//! notification ─▶ heart ─each second─▶ minute ─▶ own_hours: what is usual ─▶ watch: tight minutes ─▶ allowance ─▶ cue
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `rule` | every number of the decision |
//! | `minute` | the seconds of a minute, and what is left of them |
//! | `own_hours` | the last hours of this heart, and what is usual in them |
//! | `watch` | tight minutes, movement, and when a cue would come |
//! | `allowance` | how many cues a day, and how far apart |
//!
//! Nothing here reads a clock: the moment and the local time come in. `docs/cue.md` has the rule and its measurements.

use std::time::Duration;

use jiff::{Timestamp, Zoned};

use crate::event::input::{Input, Link};
use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::heart::{Heart, Rhythm, Signal};

pub mod allowance;
mod minute;
mod own_hours;
pub mod rule;
mod watch;

use allowance::Allowance;
use rule::{CUE_SHOWN_S, Rule, SHORT_LOSS};
use watch::{Course, Watch};

/// What can be said of this heart now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// The strap is looked for.
    #[default]
    Searching,
    /// The strap does not feel skin.
    NoContact,
    /// The strap delivers, and there are not enough clean beats yet; or no minute of them that can be compared.
    Settling,
    /// Only a heart rate comes, for ten minutes too few beats were clean, or the rhythm is irregular: no cue can come.
    RateOnly,
    /// What is usual for this heart is not known yet.
    Learning,
    /// Not faster than in the last hours.
    Usual,
    /// Faster than in the last hours, with no less variability.
    FastAlone,
    /// Fast, with little variability, compared with the last hours.
    Fast,
    /// So fast that it is movement, or a while after that.
    Moving,
    /// A cue was just given.
    Cue,
}

impl State {
    /// Its name for other programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Searching => "searching",
            Self::NoContact => "no_contact",
            Self::Settling => "settling",
            Self::RateOnly => "rate_only",
            Self::Learning => "learning",
            Self::Usual => "usual",
            Self::FastAlone => "fast_alone",
            Self::Fast => "fast",
            Self::Moving => "moving",
            Self::Cue => "cue",
        }
    }
}

/// What is known of this heart now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Status {
    /// What can be said of it.
    pub state: State,
    /// Why the strap is searched, and what else its link is in.
    pub link: Link,
    /// Heart rate over half a minute, in beats a minute; of an irregular rhythm over 20 s, of every beat.
    pub heart_rate: Option<f64>,
    /// RMSSD over a minute, in milliseconds.
    pub rmssd: Option<f64>,
    /// Cues since midnight.
    pub cues_today: usize,
    /// Minutes of this heart still missing before a cue can come.
    pub minutes_to_learn: usize,
    /// Whether the rhythm is irregular.
    pub is_irregular: bool,
}

/// One heart through a day.
#[derive(Debug)]
pub struct AllDay {
    seat: Seat,
    heart: Heart,
    watch: Watch,
    allowance: Allowance,
    /// Whether the heart is irregular, so that its variability means nothing.
    is_irregular: bool,
    /// When the cue that is still shown came.
    shown_cue: Option<Moment>,
    /// Seconds since the last cue of this run, the computer's sleep included. The clock on the wall may be set back.
    since_cue_s: Option<u64>,
    /// When the signal was good for the last time.
    last_good: Option<Moment>,
}

impl AllDay {
    /// The heart of the strap at `seat`, of which nothing is known yet.
    pub fn new(seat: Seat, rule: Rule, allowance: Allowance, is_irregular: bool) -> Self {
        let mut heart = Heart::default();
        heart.expect_pacing(is_irregular);
        let watch = Watch::new(rule);
        Self { seat, heart, watch, allowance, is_irregular, shown_cue: None, since_cue_s: None, last_good: None }
    }

    /// Takes in what came from the strap at `at`. What concerns another seat is left out.
    pub fn take(&mut self, at: Moment, input: &Input) {
        match input {
            Input::Notification { seat, epoch, bytes } if *seat == self.seat => {
                self.heart.receive(at, *epoch, &bytes.0, |_| {});
            }
            Input::Link { seat, link } if *seat == self.seat => self.heart.set_link(*link),
            Input::Battery { seat, percent } if *seat == self.seat => self.heart.set_battery(*percent),
            Input::RateOnly { seat } if *seat == self.seat => self.heart.ignore_intervals(),
            Input::Away { seconds } => self.pass_over(*seconds),
            _ => {}
        }
    }

    /// The computer slept: what was said before is no longer about now.
    fn pass_over(&mut self, seconds: u32) {
        self.watch.pass_over(seconds);
        (self.shown_cue, self.last_good) = (None, None);
        self.since_cue_s = self.since_cue_s.map(|since| since + u64::from(seconds));
    }

    /// Ends a second at `now`, which is `local` by the clock on the wall. True if a cue comes now; it is counted then.
    pub fn second(&mut self, now: Moment, local: &Zoned) -> bool {
        self.wants_cue(now) && self.give(now, local)
    }

    /// Ends a second at `now`. True if the heart asks for a cue, whether or not one is left.
    pub(crate) fn wants_cue(&mut self, now: Moment) -> bool {
        if self.is_good(now) {
            self.last_good = Some(now);
        }
        self.since_cue_s = self.since_cue_s.map(|since| since + 1);
        let rate = self.heart_rate(now);
        let rmssd = self.rmssd(now);
        self.watch.second(rate, rmssd) && rate.is_some()
    }

    /// Gives a cue, if the day has one left. True if it comes; it is counted then.
    pub(crate) fn give(&mut self, now: Moment, local: &Zoned) -> bool {
        let is_apart = self.since_cue_s.is_none_or(|since| Duration::from_secs(since) >= self.allowance.apart());
        let comes = is_apart && self.allowance.allows(local);
        if comes {
            self.allowance.count(local);
            (self.shown_cue, self.since_cue_s) = (Some(now), Some(0));
        }
        comes
    }

    /// Counts cues that another run has given.
    pub(crate) fn add_given(&mut self, given: &[Timestamp], local: &Zoned) {
        self.allowance.add(given, local.timestamp());
    }

    /// What is known now.
    pub fn status(&self, now: Moment, local: &Zoned) -> Status {
        Status {
            state: self.state(now),
            link: self.heart.link(),
            heart_rate: self.heart_rate(now),
            rmssd: self.rmssd(now),
            cues_today: self.allowance.today(local),
            minutes_to_learn: self.watch.minutes_to_learn(),
            is_irregular: self.is_irregular,
        }
    }

    /// The cues that were given, to be kept.
    pub fn allowance(&self) -> &Allowance {
        &self.allowance
    }

    /// Of an irregular rhythm every beat counts: none would be clean.
    fn heart_rate(&self, now: Moment) -> Option<f64> {
        if self.is_irregular {
            return self.heart.observe(now, Rhythm::Irregular).map(|seen| seen.heart_rate);
        }
        self.heart.half_minute_rate(now)
    }

    fn rmssd(&self, now: Moment) -> Option<f64> {
        self.heart.minute_rmssd(now).filter(|_| !self.is_irregular)
    }

    /// Whether the signal is as good as it gets: an irregular rhythm never has enough clean beats.
    fn is_good(&self, now: Moment) -> bool {
        match self.heart.signal(now) {
            Signal::Good => true,
            Signal::Settling => self.is_irregular,
            _ => false,
        }
    }

    fn state(&self, now: Moment) -> State {
        if self.shown_cue.is_some_and(|at| now.since(at).as_secs() < CUE_SHOWN_S) {
            return State::Cue;
        }
        let was_good = self.last_good.is_some_and(|at| now.since(at) < SHORT_LOSS);
        match self.heart.signal(now) {
            _ if self.is_good(now) => self.state_of_good(),
            Signal::Settling | Signal::Silent | Signal::Waiting if was_good => self.state_of_good(),
            Signal::Absent | Signal::Waiting | Signal::Silent => State::Searching,
            Signal::NoContact => State::NoContact,
            Signal::Settling | Signal::Good => State::Settling,
            Signal::RateOnly => State::RateOnly,
        }
    }

    /// What can be said while the signal is good.
    fn state_of_good(&self) -> State {
        match self.watch.course() {
            _ if self.is_irregular => State::RateOnly,
            Course::RateOnly => State::RateOnly,
            Course::Learning => State::Learning,
            Course::Unclear => State::Settling,
            Course::Usual => State::Usual,
            Course::FastAlone => State::FastAlone,
            Course::Fast => State::Fast,
            Course::Moving => State::Moving,
        }
    }
}

#[cfg(test)]
mod tests;
