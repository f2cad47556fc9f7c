//! The first start: two names, what will happen, what may stay of a talk, whether cues may be heard, and the breath to try.
//!
//! ```text
//! names ─Enter─▶ what happens ─Enter─▶ what may stay ─Enter─▶ sound ─Enter─▶ breaths ─Enter─▶ over
//! ```
//!
//! Names count once both fields have been passed. Whoever leaves before that leaves nothing.

use std::time::{Duration, Instant};

use super::{TogetherContext, TogetherPages, of_view, scene};
use crate::event::seat::{Pair, Seat};
use crate::pacer::Pacer;
use crate::screen::compose::figure;
use crate::screen::keys::meaning::TogetherKey;
use crate::screen::keys::place::{Place, TogetherPage};
use crate::screen::scene::{Next, Scene, Sheet, SheetLine, Tone, View};
use crate::store::keep_choice::Stays;
use crate::store::settings::check_name;
use crate::talk::plan::Plan;

/// The columns that are kept free for a name, so that nothing moves while it is typed. Assumption: few are longer.
const USUAL_NAME: usize = 14;

/// Where the first start is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    Names(Seat),
    Happens,
    Stays,
    Sound,
    Breaths { since: Instant },
    Over,
}

/// The pages of the first start.
pub struct Introduction {
    context: TogetherContext,
    pacer: Pacer,
    plan: Plan,
    /// Lets a cue be heard, so that nobody decides before. False where nothing plays it.
    let_hear: Box<dyn FnMut() -> bool>,
    /// Whether something played it.
    plays: bool,
    at: At,
    typed: Pair<String>,
    /// Whether the last line was no name.
    refused: bool,
    cues: Option<bool>,
    stays: Option<Stays>,
}

/// What was said at the first start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Both names.
    pub names: Pair<Option<String>>,
    /// Whether cues may be heard.
    pub cues: Option<bool>,
    /// What may stay of a talk.
    pub stays: Option<Stays>,
}

impl Introduction {
    /// The first page. The breaths follow `pacer`, the lengths of a talk are those of `plan`, and `let_hear` plays a cue.
    pub fn new(context: TogetherContext, pacer: Pacer, plan: Plan, let_hear: Box<dyn FnMut() -> bool>) -> Self {
        Self {
            context,
            pacer,
            plan,
            let_hear,
            plays: true,
            at: At::Names(Seat::Left),
            typed: Pair::default(),
            refused: false,
            cues: None,
            stays: None,
        }
    }

    /// What was said so far; nothing as long as names are still being typed.
    pub fn said(&self) -> Option<Said> {
        let name = |typed: &String| check_name(typed).ok().map(str::to_owned);
        let said = || Said { names: self.typed.map(name), cues: self.cues, stays: self.stays };
        (!matches!(self.at, At::Names(_))).then(said)
    }

    fn next_field(&mut self, seat: Seat) {
        self.refused = false;
        self.at = if seat == Seat::Left { At::Names(Seat::Right) } else { At::Happens };
    }

    fn names(&self, seat: Seat) -> Sheet {
        let words = &self.context.words.introduction;
        let mut lines: Vec<SheetLine> =
            words.what.iter().map(|line| SheetLine::new(Tone::Text, line.clone())).collect();
        let asks = Pair { left: &words.left, right: &words.right };
        let widest = asks.iter().map(|(_, ask)| ask.chars().count()).max().unwrap_or(0);
        for (of, ask) in asks.iter() {
            // Both lines keep their place while a name grows.
            let room = if of == seat { 0 } else { USUAL_NAME };
            let line = format!("{ask:widest$}   {:room$}", self.typed[of]);
            // Line by line, a question comes before its answer, and only in its turn.
            if self.context.plain && of == seat {
                lines.push(SheetLine::new(Tone::Item, (*ask).clone()));
            }
            if of == seat {
                lines.push(SheetLine::being_written(Tone::Item, &line));
            } else if !self.context.plain || of == Seat::Left {
                lines.push(SheetLine::new(Tone::Item, line));
            }
        }
        if self.refused {
            lines.push(SheetLine::new(Tone::Strong, words.not_a_name.clone()));
        }
        let by_line = self.context.by_line;
        Sheet { lines, ..Sheet::new(Place::Together(TogetherPage::Names { by_line }), words.welcome.clone()) }
    }

    fn happens(&self) -> Sheet {
        let words = &self.context.words.introduction;
        let minutes = |length: Duration| length.as_secs().div_ceil(60);
        let (turn, limit) = (minutes(self.plan.turn()), minutes(self.plan.limit()));
        let turns = words.turns.with(&[("turn", &turn), ("limit", &limit)]);
        let steps = [words.first.clone(), turns, words.pause.clone()];
        let mut lines: Vec<SheetLine> = steps.map(|line| SheetLine::new(Tone::Text, line)).into();
        lines.extend(words.keys.iter().map(|line| SheetLine::new(Tone::Item, line.clone())));
        lines.push(SheetLine::new(Tone::Quiet, words.straps.clone()));
        Sheet { lines, ..Sheet::new(Place::Together(TogetherPage::Happens), words.happens.clone()) }
    }

    fn stays(&self) -> Sheet {
        let words = &self.context.words.introduction;
        let mut lines: Vec<SheetLine> =
            words.stays_lines.iter().map(|line| SheetLine::new(Tone::Text, line.clone())).collect();
        let chosen = self.stays.map(|stays| match stays {
            Stays::Nothing => &words.stays_none,
            Stays::Outline | Stays::Hearts => &words.stays_month,
        });
        lines.extend(chosen.map(|said| SheetLine::new(Tone::Strong, said.clone())));
        lines.push(SheetLine::new(Tone::Quiet, words.stays_later.clone()));
        Sheet { lines, ..Sheet::new(Place::Together(TogetherPage::Stays), words.stays.clone()) }
    }

    fn sound(&self) -> Sheet {
        let words = &self.context.words.introduction;
        let mut lines: Vec<SheetLine> =
            words.sound_lines.iter().map(|line| SheetLine::new(Tone::Text, line.clone())).collect();
        let chosen = self.cues.map(|cues| match (cues, self.plays) {
            (true, true) => &words.sound_on,
            (true, false) => &words.sound_none,
            (false, _) => &words.sound_off,
        });
        lines.extend(chosen.map(|said| SheetLine::new(Tone::Strong, said.clone())));
        lines.push(SheetLine::new(Tone::Quiet, words.sound_later.clone()));
        Sheet { lines, ..Sheet::new(Place::Together(TogetherPage::Sound), words.sound.clone()) }
    }

    /// Where this page stands among the four.
    fn step(&self, n: u8) -> String {
        self.context.words.introduction.page.with(&[("n", &n)])
    }
}

impl TogetherPages for Introduction {
    fn scene(&self, now: Instant) -> Scene {
        match self.at {
            At::Names(seat) => scene(self.names(seat), &self.context, Some(self.step(1))),
            At::Happens => scene(self.happens(), &self.context, Some(self.step(2))),
            At::Stays => scene(self.stays(), &self.context, Some(self.step(3))),
            At::Sound | At::Over => scene(self.sound(), &self.context, Some(self.step(4))),
            At::Breaths { since } => {
                let figure = figure(self.pacer, now.saturating_duration_since(since));
                of_view(View::Breath { figure, next: Next::FirstTry }, &self.context, Some(self.step(4)))
            }
        }
    }

    fn take(&mut self, key: TogetherKey, now: Instant) {
        match (self.at, key) {
            (At::Names(seat), TogetherKey::GoOn) => self.next_field(seat),
            (At::Names(seat), TogetherKey::OtherField) => self.at = At::Names(seat.other()),
            (At::Names(_), TogetherKey::Skip) => {
                self.typed = Pair::default();
                self.at = At::Happens;
            }
            (At::Happens, TogetherKey::GoOn) => self.at = At::Stays,
            (At::Stays, TogetherKey::KeepOutline) => self.stays = Some(Stays::Outline),
            (At::Stays, TogetherKey::KeepNothing) => self.stays = Some(Stays::Nothing),
            (At::Stays, TogetherKey::GoOn) => self.at = At::Sound,
            (At::Sound, TogetherKey::Hear) => {
                self.cues = Some(true);
                self.plays = (self.let_hear)();
            }
            (At::Sound, TogetherKey::Silent) => self.cues = Some(false),
            (At::Sound, TogetherKey::GoOn) => self.at = At::Breaths { since: now },
            (At::Breaths { .. }, TogetherKey::GoOn) => self.at = At::Over,
            _ => {}
        }
    }

    fn write(&mut self, letter: char) {
        let At::Names(seat) = self.at else { return };
        let longer = format!("{}{letter}", self.typed[seat]);
        if longer.trim().is_empty() {
            return;
        }
        self.refused = check_name(&longer).is_err();
        if !self.refused {
            self.typed[seat] = longer;
        }
    }

    fn erase(&mut self) {
        if let At::Names(seat) = self.at {
            self.typed[seat].pop();
            self.refused = false;
        }
    }

    fn write_line(&mut self, line: &str) {
        let At::Names(seat) = self.at else { return };
        match check_name(line) {
            Ok(name) => {
                name.clone_into(&mut self.typed[seat]);
                self.next_field(seat);
            }
            Err(_) => self.refused = true,
        }
    }

    fn is_over(&self) -> bool {
        self.at == At::Over
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn begun() -> Introduction {
        let words = Words::built_in("en").unwrap();
        let context =
            TogetherContext { words, names: Pair::default(), helplines: Vec::new(), plain: false, by_line: false };
        Introduction::new(context, Pacer::default(), Plan::guided(), Box::new(|| true))
    }

    fn take(pages: &mut Introduction, keys: &[TogetherKey], now: Instant) {
        for key in keys {
            pages.take(*key, now);
        }
    }

    fn type_text(pages: &mut Introduction, text: &str) {
        text.chars().for_each(|letter| pages.write(letter));
    }

    #[test]
    fn names_count_only_once_both_fields_have_been_passed() {
        let (mut pages, now) = (begun(), crate::clock::now());
        type_text(&mut pages, "Alex");
        pages.take(TogetherKey::GoOn, now);
        assert_eq!(pages.said(), None);
        type_text(&mut pages, " Sam ");
        pages.take(TogetherKey::GoOn, now);
        let names = Pair { left: Some("Alex".to_owned()), right: Some("Sam".to_owned()) };
        assert_eq!(pages.said(), Some(Said { names, cues: None, stays: None }));
    }

    #[test]
    fn a_name_of_ten_thousand_letters_stays_a_name_that_fits() {
        let (mut pages, now) = (begun(), crate::clock::now());
        type_text(&mut pages, &"x".repeat(10_000));
        assert!(pages.refused);
        type_text(&mut pages, "\u{202e}");
        take(&mut pages, &[TogetherKey::GoOn; 2], now);
        let names = pages.said().unwrap().names;
        assert_eq!(names.left.map(|name| name.len()), Some(24));
        assert_eq!(names.right, None);
    }

    #[test]
    fn a_line_that_is_no_name_is_asked_for_again() {
        let mut pages = begun();
        for line in ["x".repeat(10_000), "\u{1b}[2J".to_owned()] {
            pages.write_line(&line);
            assert!(pages.refused && pages.said().is_none());
        }
        pages.write_line("Alex");
        pages.write_line("Sam");
        assert!(pages.said().is_some());
    }

    #[test]
    fn both_breathe_until_somebody_goes_on() {
        let (mut pages, now) = (begun(), crate::clock::now());
        let keys = [
            TogetherKey::Skip,
            TogetherKey::GoOn,
            TogetherKey::KeepNothing,
            TogetherKey::GoOn,
            TogetherKey::Silent,
            TogetherKey::GoOn,
        ];
        take(&mut pages, &keys, now);
        assert!(!pages.is_over());
        pages.take(TogetherKey::GoOn, now + Duration::from_mins(2));
        assert!(pages.is_over());
        let said = Said { names: Pair::default(), cues: Some(false), stays: Some(Stays::Nothing) };
        assert_eq!(pages.said(), Some(said));
    }
}
