//! The check before a talk: each person alone, a few questions, one answer. It runs before there is a session.
//!
//! The result is "go" or "not today", and neither is written anywhere. The pages after a yes are the same whoever said
//! yes, and nobody can take a yes back. "I would rather not, today" is one of the questions, so "not today" shows
//! nothing about the others.

use super::Pages;
use super::context::{PageContext, hand_to};
use crate::event::seat::Seat;
use crate::screen::keys::meaning::PrivateKey;
use crate::screen::keys::place::{Place, PrivatePage};
use crate::screen::scene::{Sheet, SheetLine, Tone};

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
    /// The end of a check with a yes. No key leads on from here.
    NotToday,
    /// The talk may begin.
    Go,
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

    /// Takes in a key. A key that the page does not offer changes nothing.
    pub fn take(&mut self, key: PrivateKey) {
        let second = self.first.other();
        self.place = match (self.place, key) {
            (CheckPlace::HandTo(seat), PrivateKey::GoOn) => CheckPlace::Ask(seat),
            (CheckPlace::HandTo(seat), PrivateKey::AnswerAgain) if seat == second => CheckPlace::HandTo(self.first),
            (CheckPlace::Both, PrivateKey::AnswerAgain) => CheckPlace::HandTo(second),
            (CheckPlace::Ask(seat), PrivateKey::AtLeastOne | PrivateKey::NoneOfThem) => {
                self.clear &= key == PrivateKey::NoneOfThem;
                if seat == second { CheckPlace::Both } else { CheckPlace::HandTo(second) }
            }
            (CheckPlace::Both, PrivateKey::GoOn) if self.clear => CheckPlace::Go,
            (CheckPlace::Both, PrivateKey::GoOn) => CheckPlace::NotToday,
            (place, _) => place,
        };
    }
}

impl Pages for SafetyCheck {
    fn sheet(&self, context: &PageContext) -> Sheet {
        sheet(self.place, context)
    }

    fn press(&mut self, key: PrivateKey) {
        self.take(key);
    }

    fn go_on_by_itself(&mut self) {
        let asked = matches!(self.place, CheckPlace::Ask(_));
        self.take(if asked { PrivateKey::NoneOfThem } else { PrivateKey::GoOn });
    }

    fn is_over(&self) -> bool {
        self.place == CheckPlace::Go
    }
}

/// The page at `place` of a check. A question and its answer are the same pages for both.
pub fn sheet(place: CheckPlace, context: &PageContext) -> Sheet {
    match place {
        CheckPlace::HandTo(seat) => hand_to(PrivatePage::CheckHandTo, seat, context, &context.words.check.private),
        CheckPlace::Ask(_) => ask(context),
        CheckPlace::Both | CheckPlace::Go => both(context),
        CheckPlace::NotToday => not_today(context),
    }
}

fn ask(context: &PageContext) -> Sheet {
    let words = &context.words.check;
    let lines = words.questions.iter().map(|line| SheetLine::new(Tone::Item, format!("· {line}"))).collect();
    Sheet { lines, ..Sheet::new(Place::Alone(PrivatePage::CheckAsk), words.ask.clone()) }
}

fn both(context: &PageContext) -> Sheet {
    let words = &context.words.check;
    let lines = vec![
        SheetLine::new(Tone::Strong, words.both_look.clone()),
        SheetLine::new(Tone::Quiet, words.nothing_kept.clone()),
    ];
    Sheet { lines, ..Sheet::new(Place::Alone(PrivatePage::CheckBoth), words.both.clone()) }
}

fn not_today(context: &PageContext) -> Sheet {
    let words = &context.words.check;
    let lines = vec![
        SheetLine::new(Tone::Text, words.reasons.clone()),
        SheetLine::new(Tone::Text, words.alone.clone()),
        SheetLine::new(Tone::Quiet, words.help.clone()),
    ];
    Sheet { lines, ..Sheet::new(Place::Alone(PrivatePage::CheckNotToday), words.not_today.clone()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(answers: &[PrivateKey]) -> Vec<CheckPlace> {
        let mut check = SafetyCheck::begin(Seat::Left);
        let take = |answer: &PrivateKey| {
            check.take(*answer);
            check.place()
        };
        answers.iter().map(take).collect()
    }

    use PrivateKey::{AnswerAgain as Again, AtLeastOne as Yes, GoOn as Next, NoneOfThem as No};

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
