//! The front page of `breathmark`, and the question of an agreed return before a talk.

use std::time::Instant;

use super::{TogetherContext, TogetherPages, scene};
use crate::event::seat::Pair;
use crate::screen::keys::meaning::TogetherKey;
use crate::screen::keys::place::{Place, TogetherPage};
use crate::screen::scene::{Scene, Sheet, SheetLine, Tone};
use crate::words::together as words;

/// The hours from which it is morning, afternoon, evening and night, by the wall clock. Assumption.
const MORNING: i8 = 5;
const AFTERNOON: i8 = 12;
const EVENING: i8 = 18;
const NIGHT: i8 = 23;

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontChoice {
    /// Go on with the talk at the time that was agreed on.
    GoOn,
    /// A new talk.
    NewTalk,
    /// Practise alone.
    Practice,
    /// What is waiting and planned.
    Planned,
    /// The straps.
    Straps,
}

/// What waits, in words.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// The sentence about an agreed return.
    pub returns: Option<String>,
    /// How many things are due, an agreed return among them.
    pub due: usize,
    /// What to say instead where the file can't be read.
    pub unread: Option<String>,
}

/// The front page; without `all`, only the question whether to go on or to begin anew.
pub struct Front {
    context: TogetherContext,
    waiting: Waiting,
    hour: i8,
    all: bool,
    chosen: Option<FrontChoice>,
}

impl Front {
    /// The front page at this hour of the day.
    pub fn new(context: TogetherContext, waiting: Waiting, hour: i8) -> Self {
        Self { context, waiting, hour, all: true, chosen: None }
    }

    /// The question of a talk: go on as agreed, or begin anew?
    pub fn before_a_talk(context: TogetherContext, waiting: Waiting) -> Self {
        Self { context, waiting, hour: 0, all: false, chosen: None }
    }

    /// What was chosen, once something was.
    pub fn chosen(&self) -> Option<FrontChoice> {
        self.chosen
    }

    /// What stands first.
    fn first(&self) -> FrontChoice {
        match &self.waiting {
            Waiting { returns: Some(_), .. } => FrontChoice::GoOn,
            Waiting { due: 1.., .. } => FrontChoice::Planned,
            _ => FrontChoice::NewTalk,
        }
    }

    fn sheet(&self) -> Sheet {
        let words = &self.context.words.front;
        let returns = self.waiting.returns.clone();
        if !self.all {
            let lines = self.choices(&[FrontChoice::NewTalk]);
            return Sheet { lines, ..Sheet::new(Place::Together(TogetherPage::Return), returns.unwrap_or_default()) };
        }
        let waits = || (self.waiting.due > 0).then(|| words.waiting.of(self.waiting.due as u64));
        let mut lines: Vec<SheetLine> =
            returns.or_else(waits).into_iter().map(|text| SheetLine::new(Tone::Strong, text)).collect();
        lines.extend(self.choices(&[FrontChoice::NewTalk, FrontChoice::Practice, FrontChoice::Planned]));
        lines.extend(self.waiting.unread.iter().map(|text| SheetLine::new(Tone::Quiet, text.clone())));
        Sheet {
            lines,
            ..Sheet::new(Place::Together(TogetherPage::Front), greeting(words, self.hour, &self.context.names))
        }
    }

    /// The first choice with Enter, then `others` with their letters.
    fn choices(&self, others: &[FrontChoice]) -> Vec<SheetLine> {
        let words = &self.context.words.front;
        let first = self.first();
        let line = |key: &str, does: &str| SheetLine::new(Tone::Item, format!("{key:>5}  {does}"));
        let mut lines = vec![line(
            "Enter",
            match first {
                FrontChoice::GoOn => &words.go_on,
                FrontChoice::Planned => &words.answer,
                _ => &words.new_talk,
            },
        )];
        lines.extend(others.iter().filter(|other| **other != first || first == FrontChoice::Planned).map(|other| {
            match other {
                FrontChoice::Practice => line("p", &words.practice),
                FrontChoice::Planned if self.waiting.due > 0 => {
                    let count = words.count.with(&[("n", &self.waiting.due)]);
                    line("d", &format!("{} · {count}", words.planned))
                }
                FrontChoice::Planned => line("d", &words.planned),
                _ => line("t", &words.new_talk),
            }
        }));
        lines
    }
}

/// "Good evening, Alex and Sam."
fn greeting(words: &words::Front, hour: i8, names: &Pair<Option<String>>) -> String {
    let greeting = match hour {
        MORNING..AFTERNOON => &words.morning,
        AFTERNOON..EVENING => &words.afternoon,
        EVENING..NIGHT => &words.evening,
        _ => &words.night,
    };
    match (&names.left, &names.right) {
        (Some(left), Some(right)) => words.to_both.with(&[("greeting", greeting), ("left", left), ("right", right)]),
        (Some(name), None) | (None, Some(name)) => words.to_one.with(&[("greeting", greeting), ("name", name)]),
        (None, None) => words.to_nobody.with(&[("greeting", greeting)]),
    }
}

impl TogetherPages for Front {
    fn scene(&self, _: Instant) -> Scene {
        scene(self.sheet(), &self.context, None)
    }

    fn take(&mut self, key: TogetherKey, _: Instant) {
        self.chosen = match key {
            TogetherKey::GoOn => Some(self.first()),
            TogetherKey::NewTalk => Some(FrontChoice::NewTalk),
            TogetherKey::Practice => Some(FrontChoice::Practice),
            TogetherKey::Planned => Some(FrontChoice::Planned),
            TogetherKey::Straps => Some(FrontChoice::Straps),
            _ => None,
        };
    }

    fn is_over(&self) -> bool {
        self.chosen.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn front(returns: Option<&str>, due: usize) -> Front {
        let name = |name: &str| Some(name.to_owned());
        let names = Pair { left: name("Alex"), right: name("Sam") };
        let words = Words::built_in("en").unwrap();
        let context = TogetherContext { words, names, helplines: Vec::new(), plain: false, by_line: false };
        Front::new(context, Waiting { returns: returns.map(str::to_owned), due, unread: None }, 20)
    }

    fn lines(front: &Front) -> Vec<String> {
        front.sheet().lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn enter_does_the_first_thing_that_stands_there() {
        for (returns, due, first, does) in [
            (Some("You wanted to go on talking at 20:46."), 1, FrontChoice::GoOn, "Enter  go on where you stopped"),
            (None, 2, FrontChoice::Planned, "Enter  see what is waiting"),
            (None, 0, FrontChoice::NewTalk, "Enter  begin a talk"),
        ] {
            let mut front = front(returns, due);
            assert!(lines(&front).iter().any(|line| line == does), "{:?}", lines(&front));
            front.take(TogetherKey::GoOn, crate::clock::now());
            assert_eq!(front.chosen(), Some(first));
        }
    }

    #[test]
    fn the_greeting_goes_with_the_hour_and_with_the_names_that_are_known() {
        let said = |hour: i8, left: Option<&str>, right: Option<&str>| {
            let names = Pair { left: left.map(str::to_owned), right: right.map(str::to_owned) };
            greeting(&Words::built_in("en").unwrap().front, hour, &names)
        };
        assert_eq!(said(5, Some("Alex"), Some("Sam")), "Good morning, Alex and Sam.");
        assert_eq!(said(12, None, Some("Sam")), "Good afternoon, Sam.");
        assert_eq!(said(2, None, None), "Hello.");
    }
}
