//! Whose strap is it? One person lifts the pod off the skin for a few seconds, and the strap that loses contact is theirs.

use crate::heart::measurement::{Contact, Measurement};
use crate::seat::{Pair, Seat};

/// Notifications in a row that must agree.
const SURE: u8 = 2;
/// The same for straps that do not tell of contact: theirs just run out of beats.
const SURE_WITHOUT_CONTACT: u8 = 4;

/// What the lifting showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The strap at this seat lost contact, and the other one did not.
    Lifted(Seat),
    /// Both lost contact: nothing can be said.
    Both,
}

/// Waits until both straps feel skin, then for one of them to lose it.
#[derive(Debug, Default)]
pub struct Lifting {
    on: Pair<u8>,
    off: Pair<u8>,
    started: bool,
}

impl Lifting {
    /// Whether both straps have felt skin, so that somebody may be asked.
    pub fn is_ready(&self) -> bool {
        self.started
    }

    /// Takes in a measurement of the strap at `seat`.
    pub fn take(&mut self, seat: Seat, measurement: &Measurement<'_>) -> Option<Found> {
        let beats = measurement.rr_1024().len() > 0;
        if measurement.has_contact() && (beats || measurement.contact == Contact::Detected) {
            (self.on[seat], self.off[seat]) = (self.on[seat].saturating_add(1), 0);
        } else {
            // A strap that feels no skin need not be asked twice; one that has no say in it just falls silent.
            let weight = if measurement.has_contact() { 1 } else { SURE_WITHOUT_CONTACT / SURE };
            (self.on[seat], self.off[seat]) = (0, self.off[seat].saturating_add(weight));
        }
        if !self.started {
            self.started = self.on.all(|on| *on >= SURE);
            self.off = Pair::default();
            return None;
        }
        let lifted = self.off[seat] >= SURE_WITHOUT_CONTACT;
        lifted.then(|| if self.off[seat.other()] > 0 { Found::Both } else { Found::Lifted(seat) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON: &[u8] = &[0x16, 70, 0x60, 0x03];
    const OFF: &[u8] = &[0x04, 70];
    const MUTE: &[u8] = &[0x00, 70];

    fn play(payloads: &[(Seat, &[u8])]) -> Option<Found> {
        let mut lifting = Lifting::default();
        let take = |(seat, bytes): &(Seat, &[u8])| lifting.take(*seat, &Measurement::decode(bytes).expect("whole"));
        payloads.iter().find_map(take)
    }

    fn both(bytes: &'static [u8], times: usize) -> Vec<(Seat, &'static [u8])> {
        Seat::BOTH.map(|seat| (seat, bytes)).repeat(times)
    }

    #[test]
    fn the_strap_that_loses_contact_is_the_one_that_was_lifted() {
        for seat in Seat::BOTH {
            let lift = [(seat, OFF), (seat.other(), ON), (seat, OFF)];
            assert_eq!(play(&[both(ON, 2), lift.to_vec()].concat()), Some(Found::Lifted(seat)));
        }
    }

    #[test]
    fn one_bad_moment_is_no_answer() {
        let lift = [(Seat::Left, OFF), (Seat::Left, ON), (Seat::Left, OFF)];
        assert_eq!(play(&[both(ON, 2), lift.to_vec()].concat()), None);
    }

    #[test]
    fn a_strap_without_contact_bits_runs_out_of_beats() {
        let beats: &[u8] = &[0x10, 70, 0x60, 0x03];
        let worn = both(beats, 2);
        assert_eq!(play(&[worn.clone(), vec![(Seat::Right, MUTE); 3]].concat()), None);
        assert_eq!(play(&[worn, vec![(Seat::Right, MUTE); 4]].concat()), Some(Found::Lifted(Seat::Right)));
    }

    #[test]
    fn nobody_is_asked_before_both_straps_feel_skin() {
        assert_eq!(play(&[both(OFF, 5), both(ON, 1)].concat()), None);
    }

    #[test]
    fn two_at_once_say_nothing() {
        assert_eq!(play(&[both(ON, 2), both(OFF, 2)].concat()), Some(Found::Both));
    }
}
