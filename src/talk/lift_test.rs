//! Whose strap is it? One person lifts the pod off the skin for a few seconds. The strap that loses the skin is theirs.
//!
//! A strap with contact bits reports the loss at once. Another strap runs out of clean beats. It must have none for
//! longer than a lost notification, or some bad beats, would explain.
//!
//! A strap that sends nothing says nothing about skin: that is the radio. The test begins anew when both straps deliver
//! again.

use crate::event::seat::{Pair, Seat};
use crate::heart::Signal;

/// Points in a row from which a pod counts as lifted: two seconds without skin, or nine without clean beats.
/// Assumption. Fewer take a lost notification for a lifted pod.
const LIFTED: u8 = 9;
/// Points of a second in which the strap reports no skin.
const NO_SKIN: u8 = 5;
/// Points of a second without clean beats.
const NO_BEATS: u8 = 1;

/// What the test showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LiftFinding {
    /// The strap at this seat lost the skin; the other one did not.
    Lifted(Seat),
    /// Both lost it: the test says nothing.
    Both,
}

/// Waits until both straps deliver, then until one of them loses the skin.
#[derive(Debug, Default)]
pub(crate) struct LiftTest {
    off: Pair<u8>,
    started: bool,
}

impl LiftTest {
    /// Whether both straps have delivered, so that somebody may be asked to lift the pod.
    pub(crate) fn is_ready(&self) -> bool {
        self.started
    }

    /// Takes in one second before anybody is asked. A person who is asked after it may lift the pod at once.
    pub(crate) fn before(&mut self, signals: Pair<Signal>) {
        let delivers = |signal: &Signal| matches!(signal, Signal::Good | Signal::RateOnly);
        *self = Self { started: signals.all(delivers), ..Self::default() };
    }

    /// Takes in one second after somebody was asked. `Some` ends the test.
    pub(crate) fn second(&mut self, signals: Pair<Signal>) -> Option<LiftFinding> {
        if !self.started || signals.any(|signal| matches!(signal, Signal::Silent | Signal::Waiting)) {
            self.before(signals);
            return None;
        }
        for seat in Seat::BOTH {
            self.off[seat] = match signals[seat] {
                Signal::NoContact => self.off[seat].saturating_add(NO_SKIN),
                Signal::Settling => self.off[seat].saturating_add(NO_BEATS),
                _ => 0,
            };
        }
        let lifted = Seat::BOTH.into_iter().find(|seat| self.off[*seat] >= LIFTED)?;
        Some(if self.off[lifted.other()] > 0 { LiftFinding::Both } else { LiftFinding::Lifted(lifted) })
    }
}

#[cfg(test)]
mod tests {
    use super::Signal::{Good, NoContact, RateOnly, Settling, Silent, Waiting};
    use super::*;

    fn play(seconds: &[(Signal, Signal)]) -> Option<LiftFinding> {
        let mut lifting = LiftTest::default();
        seconds.iter().find_map(|(left, right)| lifting.second(Pair { left: *left, right: *right }))
    }

    #[test]
    fn the_strap_that_loses_contact_is_the_one_that_was_lifted() {
        assert_eq!(play(&[(Good, Good), (NoContact, Good), (NoContact, Good)]), Some(LiftFinding::Lifted(Seat::Left)));
        assert_eq!(play(&[(Good, Good), (Good, NoContact), (Good, NoContact)]), Some(LiftFinding::Lifted(Seat::Right)));
    }

    #[test]
    fn one_bad_moment_is_no_answer() {
        assert_eq!(play(&[(Good, Good), (NoContact, Good), (Good, Good), (NoContact, Good)]), None);
    }

    #[test]
    fn a_strap_without_contact_bits_runs_out_of_beats() {
        let lifted = [vec![(Good, Good)], vec![(Good, Settling); 9]].concat();
        assert_eq!(play(&lifted), Some(LiftFinding::Lifted(Seat::Right)));
        assert_eq!(play(&lifted[..9]), None, "so long a lost notification may take");
    }

    #[test]
    fn a_strap_that_sends_only_a_rate_may_tell_of_contact_too() {
        let lift = [(RateOnly, Good), (NoContact, Good), (NoContact, Good)];
        assert_eq!(play(&lift), Some(LiftFinding::Lifted(Seat::Left)));
        assert_eq!(play(&[(RateOnly, Good); 60]), None, "or it may not");
    }

    #[test]
    fn a_lost_link_that_comes_back_is_no_lifted_pod() {
        let away = vec![(Silent, Good), (Silent, Good), (Waiting, Good), (Waiting, Good)];
        let back = vec![(Settling, Good); 30];
        assert_eq!(play(&[vec![(Good, Good)], away, back].concat()), None);
    }

    #[test]
    fn nobody_is_asked_before_both_straps_deliver() {
        assert_eq!(play(&[(NoContact, Good), (NoContact, Good), (NoContact, Good)]), None);
    }

    #[test]
    fn whoever_is_asked_may_lift_the_pod_at_once() {
        let mut lifting = LiftTest::default();
        lifting.before(Pair { left: Good, right: Good });
        assert_eq!(lifting.second(Pair { left: NoContact, right: Good }), None);
        assert_eq!(lifting.second(Pair { left: NoContact, right: Good }), Some(LiftFinding::Lifted(Seat::Left)));
    }

    #[test]
    fn two_at_once_say_nothing() {
        assert_eq!(play(&[(Good, Good), (NoContact, Good), (NoContact, NoContact)]), Some(LiftFinding::Both));
    }
}
