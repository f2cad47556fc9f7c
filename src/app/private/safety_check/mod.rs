//! The check before a talk: each person alone, a few questions, one answer. It runs before there is a session.
//!
//! Nothing but "go" or "not today" comes out of it, and neither is written anywhere. A yes of either can't be told from
//! a yes of the other, can't be taken back by whoever sits there next, and leads to the same words for both. "I would
//! rather not, today" is one of the questions, so that "not today" says nothing about the others.

mod keys;
pub mod page;

use crate::event::seat::Seat;

/// A check in progress. It has no `Debug`, so that no log or panic can name an answer.
#[derive(Clone)]
pub struct Check {
    place: Place,
    first: Seat,
    /// Whether every answer so far was "none of it".
    clear: bool,
}

/// Where a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// This person comes to the screen, the other looks away.
    HandTo(Seat),
    /// This person answers.
    Ask(Seat),
    /// Both look again.
    Both,
    /// It says that this is not the day. There is no way on from here.
    NotToday,
    /// The talk may begin.
    Go,
}

/// What a key does in a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// At least one of the questions.
    Yes,
    /// None of them.
    No,
    /// Go on.
    Next,
    /// The person before wants to answer again. It can only turn a "none" into a "yes".
    Again,
}

impl Check {
    /// A check that begins with the person at `first`.
    pub fn begin(first: Seat) -> Self {
        Self { place: Place::HandTo(first), first, clear: true }
    }

    /// Where it is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Takes in a key.
    pub fn take(&mut self, answer: Answer) {
        let second = self.first.other();
        self.place = match (self.place, answer) {
            (Place::HandTo(seat), Answer::Next) => Place::Ask(seat),
            (Place::HandTo(seat), Answer::Again) if seat == second => Place::HandTo(self.first),
            (Place::Both, Answer::Again) => Place::HandTo(second),
            (Place::Ask(seat), Answer::Yes | Answer::No) => {
                self.clear &= answer == Answer::No;
                if seat == second { Place::Both } else { Place::HandTo(second) }
            }
            (Place::Both, Answer::Next) if self.clear => Place::Go,
            (Place::Both, Answer::Next) => Place::NotToday,
            (place, _) => place,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(answers: &[Answer]) -> Vec<Place> {
        let mut check = Check::begin(Seat::Left);
        let take = |answer: &Answer| {
            check.take(*answer);
            check.place()
        };
        answers.iter().map(take).collect()
    }

    use Answer::{Again, Next, No, Yes};

    #[test]
    fn two_times_none_is_a_go() {
        assert_eq!(places(&[Next, No, Next, No, Next]).last(), Some(&Place::Go));
    }

    #[test]
    fn whoever_says_yes_the_screens_are_the_same() {
        let both = [[Next, Yes, Next, No, Next], [Next, No, Next, Yes, Next], [Next, Yes, Next, Yes, Next]];
        let [a, b, c] = both.map(|answers| places(&answers));
        assert!(a == b && b == c && a.last() == Some(&Place::NotToday));
    }

    #[test]
    fn a_yes_is_never_taken_back() {
        assert_eq!(places(&[Next, Yes, Again, Next, No, Next, No, Next]).last(), Some(&Place::NotToday));
        assert_eq!(places(&[Next, No, Again, Next, Yes, Next, No, Next]).last(), Some(&Place::NotToday));
        assert_eq!(places(&[Next, No, Next, No, Again, Next, Yes, Next]).last(), Some(&Place::NotToday));
    }

    #[test]
    fn not_today_has_no_way_on() {
        let mut answers = vec![Next, Yes, Next, No];
        answers.extend([Next, Again, No, Yes, Next, No, Next, Next]);
        assert_eq!(places(&answers).last(), Some(&Place::NotToday));
    }
}
