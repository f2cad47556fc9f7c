//! The one decision: is this a moment to pause?
//!
//! Per person, once a second, against the baseline of the role that the turns give them:
//! - *high*: 3 spreads and at least 8 beats a minute (or 10 %) above ordinary for 10 s; or 100 beats a minute and more
//!   for 10 s in somebody whose ordinary is below 85. RMSSD well below ordinary while listening shortens 10 s to 6 s,
//!   and does nothing alone. A strap that sends no RR intervals must show it for 20 s.
//! - *raised*: 2 spreads and 6 beats a minute for 10 s. It only lengthens the next shared breath, for both.
//!
//! Silent without a reading or a baseline, for 20 s after a change of turn (the heart rate still belongs to the role
//! before), for two minutes after a pause, and after four prompts in half an hour. Every bound is a proposal from
//! simulated talks, not a measured law.

use std::collections::VecDeque;
use std::time::Duration;

use crate::heart::arousal::Arousal;
use crate::moment::Moment;
use crate::seat::{Pair, Seat};

const HOLD: Duration = Duration::from_secs(10);
const HOLD_RATE_ONLY: Duration = Duration::from_secs(20);
const HOLD_WITH_WITNESS: Duration = Duration::from_secs(6);
const AFTER_TURN_CHANGE: Duration = Duration::from_secs(20);
const AFTER_PAUSE: Duration = Duration::from_mins(2);
const MOST_PROMPTS: usize = 4;
const PROMPTS_WITHIN: Duration = Duration::from_mins(30);
const FLOODED_RATE: f64 = 100.0;
const FLOODED_IF_ORDINARY_BELOW: f64 = 85.0;

/// What the hearts ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Calm,
    /// A longer breath at the next change of turn.
    Raised,
    /// A pause, now.
    High,
}

/// Watches both hearts through the turns.
#[derive(Debug, Default)]
pub struct Trigger {
    since: Pair<Since>,
    silent_until: Moment,
    prompts: VecDeque<Moment>,
}

/// Since when each condition has held without a break.
#[derive(Clone, Copy, Debug, Default)]
struct Since {
    high: Option<Moment>,
    raised: Option<Moment>,
}

impl Trigger {
    /// Takes in one second of one heart.
    pub fn watch(&mut self, now: Moment, seat: Seat, arousal: Option<&Arousal>) -> Level {
        let silent = now < self.silent_until;
        let since = &mut self.since[seat];
        let Some(arousal) = arousal.filter(|_| !silent) else {
            *since = Since::default();
            return Level::Calm;
        };
        hold(&mut since.high, is_high(arousal), now);
        hold(&mut since.raised, is_raised(arousal), now);
        let needed = match arousal {
            Arousal { rate_only: true, .. } => HOLD_RATE_ONLY,
            Arousal { rmssd_low: true, .. } => HOLD_WITH_WITNESS,
            _ => HOLD,
        };
        if since.high.is_some_and(|since| now.since(since) >= needed) {
            Level::High
        } else if since.raised.is_some_and(|since| now.since(since) >= HOLD) {
            Level::Raised
        } else {
            Level::Calm
        }
    }

    /// Whether another prompt is allowed in this half hour. Counts it if so.
    pub fn may_prompt(&mut self, now: Moment) -> bool {
        while self.prompts.front().is_some_and(|then| now.since(*then) > PROMPTS_WITHIN) {
            self.prompts.pop_front();
        }
        let may = self.prompts.len() < MOST_PROMPTS;
        if may {
            self.prompts.push_back(now);
        }
        may
    }

    /// A turn has changed: what is measured still belongs to the role before.
    pub fn turn_changed(&mut self, now: Moment) {
        self.be_silent_until(now + AFTER_TURN_CHANGE);
    }

    /// A pause has ended.
    pub fn pause_ended(&mut self, now: Moment) {
        self.be_silent_until(now + AFTER_PAUSE);
    }

    fn be_silent_until(&mut self, until: Moment) {
        self.silent_until = self.silent_until.max(until);
        self.since = Pair::default();
    }
}

fn hold(since: &mut Option<Moment>, holds: bool, now: Moment) {
    *since = holds.then(|| since.unwrap_or(now));
}

fn is_high(arousal: &Arousal) -> bool {
    let usual = arousal.ordinary.centre;
    let relative = arousal.z() >= 3.0 && arousal.excess() >= f64::max(8.0, 0.10 * usual);
    relative || (arousal.heart_rate >= FLOODED_RATE && usual < FLOODED_IF_ORDINARY_BELOW)
}

fn is_raised(arousal: &Arousal) -> bool {
    arousal.z() >= 2.0 && arousal.excess() >= 6.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heart::baseline::Ordinary;

    fn heart(rate: f64) -> Arousal {
        let ordinary = Ordinary { centre: 70.0, spread: 2.0 };
        Arousal { heart_rate: rate, ordinary, rate_only: false, rmssd_low: false }
    }

    fn first_high(arousal: &Arousal, from: u64) -> Option<u64> {
        let mut trigger = Trigger::default();
        trigger.turn_changed(Moment::START);
        (from..200).find(|&s| trigger.watch(Moment::from_secs(s), Seat::Left, Some(arousal)) == Level::High)
    }

    #[test]
    fn a_high_heart_is_believed_after_ten_seconds() {
        assert_eq!(first_high(&heart(85.0), 50), Some(60));
    }

    #[test]
    fn a_low_rmssd_shortens_the_wait_but_never_calls_alone() {
        assert_eq!(first_high(&Arousal { rmssd_low: true, ..heart(85.0) }, 50), Some(56));
        assert_eq!(first_high(&Arousal { rmssd_low: true, ..heart(70.0) }, 50), None);
    }

    #[test]
    fn nothing_is_called_for_twenty_seconds_after_a_change_of_turn() {
        assert_eq!(first_high(&heart(120.0), 0), Some(30));
    }

    #[test]
    fn a_second_without_a_reading_starts_the_wait_again() {
        let mut trigger = Trigger::default();
        let level = (100..118).map(|s| {
            let arousal = (s != 109).then(|| heart(85.0));
            trigger.watch(Moment::from_secs(s), Seat::Right, arousal.as_ref())
        });
        assert!(level.max() < Some(Level::High));
    }

    #[test]
    fn the_fifth_prompt_in_half_an_hour_is_not_made() {
        let mut trigger = Trigger::default();
        let allowed: Vec<bool> =
            [0, 300, 600, 900, 1200, 1801].map(|s| trigger.may_prompt(Moment::from_secs(s))).into();
        assert_eq!(allowed, [true, true, true, true, false, true]);
    }
}
