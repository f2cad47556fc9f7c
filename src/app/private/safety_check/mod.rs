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
pub struct SafetyCheck {
    place: CheckPlace,
    first: Seat,
    /// Whether every answer so far was "none of it".
    clear: bool,
}

/// Where a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckPlace {
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
pub enum CheckInput {
    /// At least one of the questions.
    Yes,
    /// None of them.
    No,
    /// Go on.
    Next,
    /// The person before wants to answer again. It can only turn a "none" into a "yes".
    Again,
}

impl SafetyCheck {
    /// A check that begins with the person at `first`.
    pub fn begin(first: Seat) -> Self {
        Self { place: CheckPlace::HandTo(first), first, clear: true }
    }

    /// Where it is.
    pub fn place(&self) -> CheckPlace {
        self.place
    }

    /// Takes in a key.
    pub fn take(&mut self, answer: CheckInput) {
        let second = self.first.other();
        self.place = match (self.place, answer) {
            (CheckPlace::HandTo(seat), CheckInput::Next) => CheckPlace::Ask(seat),
            (CheckPlace::HandTo(seat), CheckInput::Again) if seat == second => CheckPlace::HandTo(self.first),
            (CheckPlace::Both, CheckInput::Again) => CheckPlace::HandTo(second),
            (CheckPlace::Ask(seat), CheckInput::Yes | CheckInput::No) => {
                self.clear &= answer == CheckInput::No;
                if seat == second { CheckPlace::Both } else { CheckPlace::HandTo(second) }
            }
            (CheckPlace::Both, CheckInput::Next) if self.clear => CheckPlace::Go,
            (CheckPlace::Both, CheckInput::Next) => CheckPlace::NotToday,
            (place, _) => place,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(answers: &[CheckInput]) -> Vec<CheckPlace> {
        let mut check = SafetyCheck::begin(Seat::Left);
        let take = |answer: &CheckInput| {
            check.take(*answer);
            check.place()
        };
        answers.iter().map(take).collect()
    }

    use CheckInput::{Again, Next, No, Yes};

    #[test]
    fn two_times_none_is_a_go() {
        assert_eq!(places(&[Next, No, Next, No, Next]).last(), Some(&CheckPlace::Go));
    }

    #[test]
    fn whoever_says_yes_the_screens_are_the_same() {
        let both = [[Next, Yes, Next, No, Next], [Next, No, Next, Yes, Next], [Next, Yes, Next, Yes, Next]];
        let [a, b, c] = both.map(|answers| places(&answers));
        assert!(a == b && b == c && a.last() == Some(&CheckPlace::NotToday));
    }

    #[test]
    fn a_yes_is_never_taken_back() {
        assert_eq!(places(&[Next, Yes, Again, Next, No, Next, No, Next]).last(), Some(&CheckPlace::NotToday));
        assert_eq!(places(&[Next, No, Again, Next, Yes, Next, No, Next]).last(), Some(&CheckPlace::NotToday));
        assert_eq!(places(&[Next, No, Next, No, Again, Next, Yes, Next]).last(), Some(&CheckPlace::NotToday));
    }

    #[test]
    fn not_today_has_no_way_on() {
        let mut answers = vec![Next, Yes, Next, No];
        answers.extend([Next, Again, No, Yes, Next, No, Next, Next]);
        assert_eq!(places(&answers).last(), Some(&CheckPlace::NotToday));
    }
}
