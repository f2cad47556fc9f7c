//! "Was that pause right?", asked at the end of a talk: each person alone, one key. It runs when the session is over.
//!
//! Like the check before a talk it is beside the session: no input carries an answer, so no journal can hold one. What
//! both say comes out of it once, to move the margins of both alike ([`Margin::after`]), and is forgotten. It knows how
//! many pauses there were, never who or what called them, so its pages can't tell.
//!
//! [`Margin::after`]: crate::talk::person::Margin::after

pub mod keys;
pub mod page;

use crate::event::seat::{Pair, Seat};
use crate::talk::person::Answer;

/// A review in progress. It has no `Debug`, so that no log or panic can name an answer.
#[derive(Clone)]
pub struct Review {
    place: Place,
    said: Pair<Option<Answer>>,
}

/// Where a review is. The left person comes first, whoever called what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// This person comes to the screen, the other looks away.
    HandTo(Seat),
    /// This person answers.
    Ask(Seat),
    /// Both have been asked, or did not want to be.
    Done,
}

/// What a key does in a review.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// This.
    Answer(Answer),
    /// This person would rather not say.
    Nothing,
    /// This person is at the screen.
    Here,
    /// Whoever has not been asked yet shall not be.
    LeaveOut,
}

impl Default for Review {
    fn default() -> Self {
        Self { place: Place::HandTo(Seat::Left), said: Pair { left: None, right: None } }
    }
}

impl Review {
    /// Where it is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Takes in a key. None of them both answers and hands on: held down, it would answer for the next one.
    pub fn take(&mut self, said: Said) {
        self.place = match (self.place, said) {
            (Place::HandTo(seat), Said::Here) => Place::Ask(seat),
            (Place::HandTo(_), Said::LeaveOut) => Place::Done,
            (Place::Ask(seat), Said::Answer(answer)) => {
                self.said[seat] = Some(answer);
                after(seat)
            }
            (Place::Ask(seat), Said::Nothing) => after(seat),
            (place, _) => place,
        };
    }

    /// What both have said.
    pub fn said(&self) -> Pair<Option<Answer>> {
        self.said
    }
}

fn after(seat: Seat) -> Place {
    if seat == Seat::Left { Place::HandTo(Seat::Right) } else { Place::Done }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Said::{Here, LeaveOut, Nothing};

    const SOONER: Said = Said::Answer(Answer::Sooner);
    const RIGHT: Said = Said::Answer(Answer::Right);

    fn review(keys: &[Said]) -> (Vec<Place>, Pair<Option<Answer>>) {
        let mut review = Review::default();
        let mut places = Vec::new();
        for key in keys {
            review.take(*key);
            places.push(review.place());
        }
        (places, review.said())
    }

    #[test]
    fn each_is_asked_once_the_left_one_first() {
        let (places, said) = review(&[Here, SOONER, Here, RIGHT]);
        let (left, right) = (Seat::Left, Seat::Right);
        assert_eq!(places, [Place::Ask(left), Place::HandTo(right), Place::Ask(right), Place::Done]);
        assert!(said.left == Some(Answer::Sooner) && said.right == Some(Answer::Right));
    }

    #[test]
    fn whatever_is_said_the_way_through_it_is_the_same() {
        let [a, b, c] = [[Here, SOONER, Here, RIGHT], [Here, RIGHT, Here, SOONER], [Here, Nothing, Here, Nothing]]
            .map(|keys| review(&keys).0);
        assert!(a == b && b == c);
    }

    #[test]
    fn leaving_it_out_costs_one_key_and_keeps_what_was_said() {
        assert_eq!(review(&[LeaveOut]).0, [Place::Done]);
        let (places, said) = review(&[Here, SOONER, LeaveOut]);
        assert!(places.last() == Some(&Place::Done) && said.left == Some(Answer::Sooner) && said.right.is_none());
    }

    #[test]
    fn a_key_held_down_answers_for_nobody_else() {
        for held in [Here, SOONER, Nothing, LeaveOut] {
            let (places, said) = review(&[&[Here], [held; 20].as_slice()].concat());
            assert!(said.right.is_none(), "{places:?}");
            assert!(!places.contains(&Place::Ask(Seat::Right)), "{places:?}");
        }
    }
}
