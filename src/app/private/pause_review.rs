//! "Was that pause right?", asked at the end of a talk: each person alone, one key. It runs when the session is over.
//!
//! The review runs outside the session, as the safety check does: no input carries an answer, so no journal can hold
//! one. At most one of the answers is used once, to move the margins of both people alike ([`Margin::after`]); then both are
//! dropped. The review knows the number of pauses and not what triggered them, so its pages can't show it.
//!
//! [`Margin::after`]: crate::talk::margin::Margin::after

use super::Pages;
use super::context::{PageContext, hand_to};
use crate::event::seat::{Pair, Seat};
use crate::screen::keys::meaning::{Meaning, PrivateKey};
use crate::screen::keys::name_of;
use crate::screen::keys::place::{Place, PrivatePage};
use crate::screen::scene::{Sheet, SheetLine, Tone};
use crate::talk::margin::PauseFeedback;

/// A review in progress. It has no `Debug`, so that no log or panic can name an answer.
#[derive(Clone)]
pub struct PauseReview {
    place: ReviewPlace,
    said: Pair<Option<PauseFeedback>>,
}

/// Where a review is. The left person always comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewPlace {
    /// This person comes to the screen, the other looks away.
    HandTo(Seat),
    /// This person answers.
    Ask(Seat),
    /// Both have been asked, or did not want to be.
    Done,
}

impl Default for PauseReview {
    fn default() -> Self {
        Self { place: ReviewPlace::HandTo(Seat::Left), said: Pair { left: None, right: None } }
    }
}

impl PauseReview {
    /// Where it is.
    pub fn place(&self) -> ReviewPlace {
        self.place
    }

    /// Takes in a key. None of them both answers and hands on: held down, it would answer for the next one.
    pub fn take(&mut self, key: PrivateKey) {
        self.place = match (self.place, key) {
            (ReviewPlace::HandTo(seat), PrivateKey::GoOn) => ReviewPlace::Ask(seat),
            (ReviewPlace::HandTo(_), PrivateKey::Skip) => ReviewPlace::Done,
            (ReviewPlace::Ask(seat), PrivateKey::Feedback(answer)) => {
                self.said[seat] = Some(answer);
                after(seat)
            }
            (ReviewPlace::Ask(seat), PrivateKey::RatherNot) => after(seat),
            (place, _) => place,
        };
    }

    /// The answers so far.
    pub(crate) fn said(&self) -> Pair<Option<PauseFeedback>> {
        self.said
    }
}

fn after(seat: Seat) -> ReviewPlace {
    if seat == Seat::Left { ReviewPlace::HandTo(Seat::Right) } else { ReviewPlace::Done }
}

/// The review of a talk that had this many pauses.
pub(crate) struct ReviewPages {
    /// Its place, and the answers.
    pub review: PauseReview,
    /// How many pauses there were.
    pub pauses: u32,
}

impl Pages for ReviewPages {
    fn sheet(&self, context: &PageContext) -> Sheet {
        sheet(self.review.place, self.pauses, context)
    }

    fn press(&mut self, key: PrivateKey) {
        self.review.take(key);
    }

    fn is_over(&self) -> bool {
        self.review.place == ReviewPlace::Done
    }
}

/// The page at `place`. It is the same for both, whatever triggered the pauses.
///
/// ```text
///          w e r e   t h e   p a u s e s   r i g h t ?
///
///            1  they were right
///            2  not needed
///            3  I had moved, or laughed
///            4  sooner would have been better
/// ```
pub fn sheet(place: ReviewPlace, pauses: u32, context: &PageContext) -> Sheet {
    let words = &context.words.pause_review;
    match place {
        ReviewPlace::HandTo(seat) => hand_to(PrivatePage::ReviewHandTo, seat, context, &words.private),
        ReviewPlace::Ask(_) | ReviewPlace::Done => {
            let answers = [
                (PauseFeedback::Right, &words.right),
                (PauseFeedback::NotNeeded, &words.not_needed),
                (PauseFeedback::Moved, &words.moved),
                (PauseFeedback::Sooner, &words.sooner),
            ];
            let key = |answer| name_of(Meaning::Private(PrivateKey::Feedback(answer)), &context.words);
            let lines =
                answers.map(|(answer, said)| SheetLine::new(Tone::Item, format!("{}  {said}", key(answer)))).into();
            Sheet { lines, ..Sheet::new(Place::Alone(PrivatePage::ReviewAsk), words.ask.of(pauses.into())) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use PrivateKey::{GoOn as Here, RatherNot as Nothing, Skip as LeaveOut};

    const SOONER: PrivateKey = PrivateKey::Feedback(PauseFeedback::Sooner);
    const RIGHT: PrivateKey = PrivateKey::Feedback(PauseFeedback::Right);

    fn review(keys: &[PrivateKey]) -> (Vec<ReviewPlace>, Pair<Option<PauseFeedback>>) {
        let mut review = PauseReview::default();
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
        assert_eq!(
            places,
            [ReviewPlace::Ask(left), ReviewPlace::HandTo(right), ReviewPlace::Ask(right), ReviewPlace::Done]
        );
        assert!(said.left == Some(PauseFeedback::Sooner) && said.right == Some(PauseFeedback::Right));
    }

    #[test]
    fn whatever_is_said_the_way_through_it_is_the_same() {
        let [a, b, c] = [[Here, SOONER, Here, RIGHT], [Here, RIGHT, Here, SOONER], [Here, Nothing, Here, Nothing]]
            .map(|keys| review(&keys).0);
        assert!(a == b && b == c);
    }

    #[test]
    fn leaving_it_out_costs_one_key_and_keeps_what_was_said() {
        assert_eq!(review(&[LeaveOut]).0, [ReviewPlace::Done]);
        let (places, said) = review(&[Here, SOONER, LeaveOut]);
        assert!(
            places.last() == Some(&ReviewPlace::Done)
                && said.left == Some(PauseFeedback::Sooner)
                && said.right.is_none()
        );
    }

    #[test]
    fn a_key_held_down_answers_for_nobody_else() {
        for held in [Here, SOONER, Nothing, LeaveOut] {
            let (places, said) = review(&[&[Here], [held; 20].as_slice()].concat());
            assert!(said.right.is_none(), "{places:?}");
            assert!(!places.contains(&ReviewPlace::Ask(Seat::Right)), "{places:?}");
        }
    }
}
