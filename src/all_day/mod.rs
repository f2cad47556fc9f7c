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

use jiff::Zoned;

use crate::event::input::{Input, Link};
use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::heart::{Heart, Signal};

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
    /// The strap delivers, and there are not enough clean beats yet.
    Settling,
    /// Only a heart rate comes, or the rhythm is irregular: no cue can come.
    RateOnly,
    /// What is usual for this heart is not known yet.
    Learning,
    /// As in the last hours.
    Usual,
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
    /// Heart rate over half a minute, in beats a minute.
    pub heart_rate: Option<f64>,
    /// RMSSD over a minute, in milliseconds.
    pub rmssd: Option<f64>,
    /// Cues since midnight.
    pub cues_today: usize,
    /// Minutes of this heart still missing before a cue can come.
    pub minutes_to_learn: usize,
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
    /// When the last cue of this run came.
    last_cue: Option<Moment>,
    /// When the signal was good for the last time.
    last_good: Option<Moment>,
}

impl AllDay {
    /// The heart of the strap at `seat`, of which nothing is known yet.
    pub fn new(seat: Seat, rule: Rule, allowance: Allowance, is_irregular: bool) -> Self {
        let mut heart = Heart::default();
        heart.expect_pacing(is_irregular);
        Self { seat, heart, watch: Watch::new(rule), allowance, is_irregular, last_cue: None, last_good: None }
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
            Input::Away { seconds } => self.watch.pass_over(*seconds),
            _ => {}
        }
    }

    /// Ends a second at `now`, which is `local` by the clock on the wall. True if a cue comes now; it is counted then.
    pub fn second(&mut self, now: Moment, local: &Zoned) -> bool {
        if self.heart.signal(now) == Signal::Good {
            self.last_good = Some(now);
        }
        let rmssd = self.rmssd(now);
        let wants_cue = self.watch.second(self.heart.half_minute_rate(now), rmssd);
        let comes = wants_cue && self.allowance.allows(local);
        if comes {
            self.allowance.count(local);
            self.last_cue = Some(now);
        }
        comes
    }

    /// What is known now.
    pub fn status(&self, now: Moment, local: &Zoned) -> Status {
        Status {
            state: self.state(now),
            link: self.heart.link(),
            heart_rate: self.heart.half_minute_rate(now),
            rmssd: self.rmssd(now),
            cues_today: self.allowance.today(local),
            minutes_to_learn: self.watch.minutes_to_learn(),
        }
    }

    /// The cues that were given, to be kept.
    pub fn allowance(&self) -> &Allowance {
        &self.allowance
    }

    fn rmssd(&self, now: Moment) -> Option<f64> {
        self.heart.minute_rmssd(now).filter(|_| !self.is_irregular)
    }

    fn state(&self, now: Moment) -> State {
        if self.last_cue.is_some_and(|at| now.since(at).as_secs() < CUE_SHOWN_S) {
            return State::Cue;
        }
        let was_good = self.last_good.is_some_and(|at| now.since(at) < SHORT_LOSS);
        match self.heart.signal(now) {
            Signal::Settling | Signal::Silent | Signal::Waiting if was_good => self.state_of_good(),
            Signal::Absent | Signal::Waiting | Signal::Silent => State::Searching,
            Signal::NoContact => State::NoContact,
            Signal::Settling => State::Settling,
            Signal::RateOnly => State::RateOnly,
            Signal::Good => self.state_of_good(),
        }
    }

    /// What can be said while the signal is good.
    fn state_of_good(&self) -> State {
        match self.watch.course() {
            _ if self.is_irregular => State::RateOnly,
            Course::Learning => State::Learning,
            Course::Usual => State::Usual,
            Course::Fast => State::Fast,
            Course::Moving => State::Moving,
        }
    }
}
