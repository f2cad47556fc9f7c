//! What of this talk is kept for the next one.
//!
//! The file of what is known lies open to both, before and after a talk. A rise teaches the heart that rises something, and
//! in the seconds around a pause that shows: on simulated couples, a classifier with the values of the second in which the
//! pause began knew in 63 % of talks whose heart it was, and with those of the end in 57 % (`docs/who-called.md`). So nothing is
//! kept of the two minutes before the first pause, and of all that follows. That is the same for both hearts, and for
//! pauses by hearts and by keys.

use std::collections::VecDeque;
use std::time::Duration;

use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::baseline::Prior;

/// Nothing is kept of this time before the first pause. Nine of ten rises of 10 bpm that trigger a pause do so within 105 s
/// of their onset (`docs/detection.md`). A longer time keeps less of talks with an early pause.
const BEFORE_PAUSE: Duration = Duration::from_mins(2);
/// The time between two states, in seconds. Assumption: a few seconds more or less teach nothing.
const EVERY_S: u64 = 10;

/// What is known of both hearts, as of some moments of the last two minutes.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The latest last. The first is the latest that is older than two minutes, or the oldest of all.
    states: VecDeque<(Moment, Pair<Option<Prior>>)>,
    /// Whether the talk has had a pause. Then only the first state is left, if it is old enough.
    has_paused: bool,
}

impl Kept {
    /// Takes in what is known at `now`, unless it is not to be kept or another state is just as good.
    pub(super) fn note(&mut self, now: Moment, known: impl FnOnce() -> Pair<Option<Prior>>) {
        let is_due = self.states.back().is_none_or(|(last, _)| now.since(*last).as_secs() >= EVERY_S);
        if self.has_paused || !is_due {
            return;
        }
        self.drop_older(now);
        self.states.push_back((now, known()));
    }

    /// A pause begins: everything that comes after the first state is dropped.
    pub(super) fn pause_begins(&mut self, now: Moment) {
        if !self.has_paused {
            self.drop_older(now);
            self.states.truncate(1);
            self.states.retain(|(at, _)| now.since(*at) >= BEFORE_PAUSE);
            self.has_paused = true;
        }
    }

    /// What was noted belongs to others: the straps were exchanged.
    pub(super) fn forget(&mut self) {
        self.states.clear();
    }

    /// What is kept of one heart. `now_known` is what is known at the end; that is kept of a talk without a pause.
    pub(super) fn of(&self, seat: Seat, now_known: Option<Prior>) -> Option<Prior> {
        if !self.has_paused {
            return now_known;
        }
        // What the heart itself has forgotten since, because its strap had lied, is not kept either.
        now_known.and(self.states.front().and_then(|(_, known)| known[seat]))
    }

    fn drop_older(&mut self, now: Moment) {
        while self.states.get(1).is_some_and(|(second, _)| now.since(*second) >= BEFORE_PAUSE) {
            self.states.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known after so many seconds, told apart by its count of talks.
    fn known(second: u64) -> Pair<Option<Prior>> {
        let known = Prior { talks: second as u32, listening: None, speaking: None, swings: [2.0; 6] };
        Pair { left: Some(known), right: Some(known) }
    }

    fn talked(seconds: u64) -> Kept {
        let mut kept = Kept::default();
        (1..=seconds).for_each(|s| kept.note(Moment::from_secs(s), || known(s)));
        kept
    }

    fn second_kept(kept: &Kept, end: u64) -> Option<u32> {
        kept.of(Seat::Left, known(end).left).map(|known| known.talks)
    }

    #[test]
    fn nothing_is_kept_of_the_two_minutes_before_the_first_pause_and_of_what_follows() {
        for paused in [121, 300, 601] {
            let mut kept = talked(paused);
            kept.pause_begins(Moment::from_secs(paused));
            (paused + 60..900).for_each(|s| kept.note(Moment::from_secs(s), || known(s)));
            kept.pause_begins(Moment::from_secs(900));
            let second = second_kept(&kept, 1000).map(u64::from).unwrap();
            assert!((120..=130).contains(&(paused - second)), "{paused}: {second}");
        }
    }

    #[test]
    fn a_pause_in_the_first_two_minutes_leaves_nothing() {
        let mut kept = talked(100);
        kept.pause_begins(Moment::from_secs(100));
        assert_eq!(second_kept(&kept, 1000), None);
    }

    #[test]
    fn a_talk_without_a_pause_is_kept_whole() {
        assert_eq!(second_kept(&talked(600), 600), Some(600));
    }

    #[test]
    fn what_was_learnt_of_the_other_heart_or_forgotten_since_is_not_kept() {
        let mut kept = talked(300);
        kept.forget();
        kept.pause_begins(Moment::from_secs(310));
        assert_eq!(second_kept(&kept, 1000), None);
        let mut kept = talked(300);
        kept.pause_begins(Moment::from_secs(300));
        assert_eq!(kept.of(Seat::Left, None), None);
    }

    #[test]
    fn hours_of_talk_fill_no_memory() {
        assert!(talked(7200).states.len() <= 14);
    }
}
