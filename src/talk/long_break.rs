//! The long break: from twenty minutes to a day, with a time to come back that both agreed on.
//!
//! The clock alone ends no break: when the time has come, both say "ready". Either can make the break longer. Neither
//! can make it shorter than twenty minutes, or end it against the other's "not yet". Slow breathing inside the break
//! leaves the agreed time as it is.
//!
//! A time to come back is a time of day. So every [`Moment`] in this file counts the machine's sleep
//! ([`super::Talk::by_the_wall`]): closing the lid moves nothing.

use std::time::Duration;

use super::pause::Readiness;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};

/// No long break is shorter: a body that was far up needs about that long. Five minutes feel like enough too soon.
pub(crate) const LEAST: Duration = Duration::from_mins(20);
/// The return is never later than this.
pub(crate) const MOST: Duration = Duration::from_hours(24);
/// What one press of the key for more time adds.
const MORE: Duration = Duration::from_mins(10);
/// How long slow breathing inside the break goes on after the key. Assumption.
const BREATHING: Duration = Duration::from_mins(2);
/// The times to come back that are offered, in minutes.
const RETURNS_MIN: [u64; 6] = [20, 30, 60, 120, 12 * 60, 24 * 60];

/// A time to come back, while both agree on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReturnOffer {
    choice: usize,
    /// Who has agreed.
    pub agreed: Pair<bool>,
}

impl ReturnOffer {
    /// The next choice, which nobody has agreed to yet.
    #[must_use]
    pub(crate) fn another(self) -> Self {
        Self { choice: (self.choice + 1) % RETURNS_MIN.len(), agreed: Pair::default() }
    }

    /// How long from now.
    pub(crate) fn wait(&self) -> Duration {
        Duration::from_mins(RETURNS_MIN[self.choice])
    }
}

/// A break in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongBreak {
    /// Nobody comes back before this.
    not_before: Moment,
    /// The return is never put off beyond this.
    latest: Moment,
    /// When both come back.
    pub returns: Moment,
    /// Whether the time to come back has come.
    pub due: bool,
    /// What each has said.
    pub ready: Pair<Readiness>,
    /// Slow breathing: since when, and until when.
    breathing: Option<(Moment, Moment)>,
    /// Until when both "ready" wait for the breathing to end. They were said before it began.
    held_until: Moment,
    /// How often both have put the return off since they last agreed on a time.
    pub(super) put_offs: u8,
}

impl LongBreak {
    /// A break that both agreed on at `now`.
    pub(crate) fn begin(now: Moment, wait: Duration) -> Self {
        let returns = now + wait.clamp(LEAST, MOST);
        let (not_before, latest) = (now + LEAST, now + MOST);
        let (due, ready, breathing, held_until) = (false, Pair::default(), None, Moment::START);
        Self { not_before, latest, returns, due, ready, breathing, held_until, put_offs: 0 }
    }

    /// Takes in what this person says about being ready. Said while both breathe, it holds at once.
    pub(crate) fn say(&mut self, seat: Seat, readiness: Readiness) {
        self.ready[seat] = readiness;
        if self.ready.all(|said| *said == Readiness::Ready) {
            self.held_until = Moment::START;
        }
    }

    /// Both come back later, by up to a day from now. Less than an hour is a put-off, more is another appointment.
    pub(super) fn put_off(&mut self, now: Moment, by: Duration) {
        self.put_offs = if by < Duration::from_hours(1) { self.put_offs + 1 } else { 0 };
        self.latest = self.latest.max(now + MOST);
        self.returns = (self.returns.max(now) + by).min(self.latest);
        self.due = self.returns <= now;
        self.ask_again();
    }

    /// Ten minutes more, for both, up to a day in all. Journals of older versions have it; one key is enough for it.
    pub(crate) fn lengthen(&mut self, now: Moment) {
        self.returns = (self.returns.max(now) + MORE).min(self.latest).max(self.returns);
        self.due = self.returns <= now;
    }

    /// Both breathe slowly, for two minutes from `now`. With `keeps_ready` both "ready" stay, and wait for the end of it;
    /// without, they are to be said again.
    pub(crate) fn breathe(&mut self, now: Moment, keeps_ready: bool) {
        let (since, until) = (self.breathing.map_or(now, |(since, _)| since), now + BREATHING);
        self.breathing = Some((since, until));
        if keeps_ready {
            self.held_until = until;
        } else {
            self.ask_again();
        }
    }

    /// Takes every "ready" back: it was said to something else.
    fn ask_again(&mut self) {
        self.ready = self.ready.map(|said| said.asked_again());
    }

    /// Since when both breathe slowly; nothing if they don't.
    pub(crate) fn breathing_since(&self) -> Option<Moment> {
        self.breathing.map(|(since, _)| since)
    }

    /// Does what is due by itself.
    pub(crate) fn reach(&mut self, now: Moment) {
        self.due = self.returns <= now;
        self.breathing = self.breathing.filter(|(_, until)| now < *until);
    }

    /// When something changes by itself.
    pub(crate) fn next_deadline(&self) -> Moment {
        let opens = self.not_before.max(self.held_until);
        let break_changes = match (self.due, self.ready.all(|said| *said == Readiness::Ready)) {
            (false, true) => self.returns.min(opens),
            (false, false) => self.returns,
            (true, true) => opens,
            (true, false) => Moment::NEVER,
        };
        self.breathing.map_or(break_changes, |(_, until)| until.min(break_changes))
    }

    /// Whether the talk may go on: both say so, nobody is still breathing, and twenty minutes have passed.
    pub(crate) fn is_open(&self, now: Moment) -> bool {
        now >= self.not_before.max(self.held_until) && self.ready.all(|said| *said == Readiness::Ready)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(min: u64) -> Moment {
        Moment::from_secs(60 * min)
    }

    #[test]
    fn nobody_comes_back_before_twenty_minutes_nor_alone() {
        let mut rest = LongBreak::begin(at(0), Duration::from_mins(30));
        rest.say(Seat::Left, Readiness::Ready);
        assert!(!rest.is_open(at(600)));
        rest.say(Seat::Right, Readiness::Ready);
        assert!(!rest.is_open(at(19)) && rest.is_open(at(20)));
        rest.say(Seat::Left, Readiness::NotReady);
        assert!(!rest.is_open(at(600)));
    }

    #[test]
    fn more_is_always_granted_but_never_beyond_a_day() {
        let mut rest = LongBreak::begin(at(0), Duration::from_mins(20));
        rest.lengthen(at(25));
        assert_eq!(rest.returns, at(35));
        for _ in 0..500 {
            rest.lengthen(at(26));
        }
        assert_eq!(rest.returns, at(24 * 60));
    }

    #[test]
    fn a_break_is_never_agreed_shorter_than_twenty_minutes_or_longer_than_a_day() {
        let mut offer = ReturnOffer::default();
        for _ in 0..20 {
            assert!((LEAST..=MOST).contains(&offer.wait()));
            offer = offer.another();
        }
    }

    #[test]
    fn slow_breathing_changes_nothing_that_was_agreed_and_ends_by_itself() {
        let mut rest = LongBreak::begin(at(0), Duration::from_mins(30));
        rest.say(Seat::Left, Readiness::Ready);
        rest.say(Seat::Right, Readiness::NotReady);
        rest.breathe(at(5), true);
        rest.breathe(at(6), true);
        assert_eq!(rest.ready, Pair { left: Readiness::Ready, right: Readiness::NotReady });
        assert_eq!((rest.breathing_since(), rest.returns, rest.next_deadline()), (Some(at(5)), at(30), at(8)));
        rest.reach(at(8));
        assert_eq!((rest.breathing_since(), rest.next_deadline()), (None, at(30)));
        assert!(!rest.due);
    }

    #[test]
    fn who_were_ready_before_breathe_to_the_end_or_say_it_again() {
        let mut rest = LongBreak::begin(at(0), Duration::from_mins(30));
        rest.say(Seat::Left, Readiness::Ready);
        rest.say(Seat::Right, Readiness::Ready);
        rest.breathe(at(19), true);
        rest.reach(at(20));
        assert!(!rest.is_open(at(20)));
        assert_eq!(rest.next_deadline(), at(21));
        let mut said_again = rest.clone();
        said_again.say(Seat::Left, Readiness::Ready);
        assert!(said_again.is_open(at(20)));
        assert!(rest.is_open(at(21)));
    }
}
