//! The check before a talk: each person alone, a few questions, one answer. It runs before there is a session.
//!
//! The result is "go" or "not today", and neither is written anywhere. The pages after a yes are the same whoever said
//! yes, and nobody can take a yes back. "I would rather not, today" is one of the questions, so "not today" shows
//! nothing about the others.

use super::Pages;
use super::context::PageContext;
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
    /// This person answers, the other looks away.
    Ask(Seat),
    /// The end of a check with a yes. No key leads on from here.
    NotToday,
    /// The talk may begin.
    Go,
}

impl SafetyCheck {
    /// A check that begins with the person at `first`.
    pub fn begin(first: Seat) -> Self {
        Self { place: CheckPlace::Ask(first), first, clear: true }
    }

    /// Where it is.
    pub fn place(&self) -> CheckPlace {
        self.place
    }

    /// Takes in a key. A key that the page does not offer changes nothing. Each answers with keys of their own: a key
    /// that is held down can't answer for the other.
    pub fn take(&mut self, key: PrivateKey) {
        let second = self.first.other();
        self.place = match (self.place, key) {
            (CheckPlace::Ask(seat), PrivateKey::AtLeastOne(by) | PrivateKey::NoneOfThem(by)) if by == seat => {
                self.clear &= key == PrivateKey::NoneOfThem(seat);
                match (seat == second, self.clear) {
                    (false, _) => CheckPlace::Ask(second),
                    (true, true) => CheckPlace::Go,
                    (true, false) => CheckPlace::NotToday,
                }
            }
            (CheckPlace::Ask(seat), PrivateKey::AnswerAgain) if seat == second => CheckPlace::Ask(self.first),
            (place, _) => place,
        };
    }
}

impl Pages for SafetyCheck {
    fn sheet(&self, context: &PageContext) -> Sheet {
        sheet(self.place, self.first, context)
    }

    fn press(&mut self, key: PrivateKey) {
        self.take(key);
    }

    fn go_on_by_itself(&mut self) {
        if let CheckPlace::Ask(seat) = self.place {
            self.take(PrivateKey::NoneOfThem(seat));
        }
    }

    fn is_over(&self) -> bool {
        self.place == CheckPlace::Go
    }
}

/// The page at `place` of a check that began with the person at `first`. The pages of both differ in names and keys only.
pub fn sheet(place: CheckPlace, first: Seat, context: &PageContext) -> Sheet {
    match place {
        CheckPlace::Ask(who) => ask(who, who != first, context),
        CheckPlace::NotToday | CheckPlace::Go => not_today(context),
    }
}

/// ```text
///           A L E X ,   j u s t   y o u   n o w
///                 Sam, please look away.
///
///        Is any of this true now?
///        · I'm afraid of my partner
///        · …
/// ```
fn ask(who: Seat, second: bool, context: &PageContext) -> Sheet {
    let words = &context.words.check;
    let named = |seat: Seat| -> [(&str, &dyn std::fmt::Display); 1] { [("name", &context.names[seat])] };
    let mut lines = vec![
        SheetLine::new(Tone::Quiet, words.looks_away.with(&named(who.other()))),
        SheetLine::new(Tone::Strong, words.ask.clone()),
    ];
    lines.extend(words.questions.iter().map(|line| SheetLine::new(Tone::Item, format!("· {line}"))));
    lines.push(SheetLine::new(Tone::Quiet, words.private.clone()));
    let place = Place::Alone(PrivatePage::CheckAsk { who, second });
    Sheet { by: Some(who), lines, ..Sheet::new(place, words.hand_to.with(&named(who))) }
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

    use PrivateKey::{AnswerAgain as Again, AtLeastOne as Yes, NoneOfThem as No};
    use Seat::{Left, Right};

    #[test]
    fn one_key_each_and_the_talk_may_begin() {
        assert_eq!(places(&[No(Left), No(Right)]), [CheckPlace::Ask(Right), CheckPlace::Go]);
    }

    #[test]
    fn whoever_says_yes_the_screens_are_the_same() {
        let both = [[Yes(Left), No(Right)], [No(Left), Yes(Right)], [Yes(Left), Yes(Right)]];
        let [a, b, c] = both.map(|answers| places(&answers));
        assert!(a == b && b == c && a.last() == Some(&CheckPlace::NotToday));
    }

    #[test]
    fn a_yes_is_never_taken_back() {
        assert_eq!(places(&[Yes(Left), Again, No(Left), No(Right)]).last(), Some(&CheckPlace::NotToday));
        assert_eq!(places(&[No(Left), Again, Yes(Left), No(Right)]).last(), Some(&CheckPlace::NotToday));
    }

    #[test]
    fn a_key_that_is_held_down_never_answers_for_the_other() {
        for held in [No(Left), Yes(Left)] {
            assert_eq!(places(&[held; 20]).last(), Some(&CheckPlace::Ask(Right)));
        }
    }

    #[test]
    fn not_today_has_no_way_on() {
        let mut answers = vec![Yes(Left), No(Right)];
        answers.extend([Again, No(Left), No(Right), Yes(Left), PrivateKey::GoOn]);
        assert_eq!(places(&answers).last(), Some(&CheckPlace::NotToday));
    }
}
