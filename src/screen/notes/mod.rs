//! What both write or choose for themselves: a topic, a feeling, the words of a repair.
//!
//! Notes are on the screen and in memory only: no input carries them, so no journal can. A feeling is reset as soon as
//! its page ends. Free text is never needed: every field may stay empty.

mod feeling;
mod one_step;

pub(crate) use feeling::WORDS_IN_ROW;
pub use feeling::{Feeling, WordMove};
pub(crate) use one_step::{By, Who};

use unicode_segmentation::UnicodeSegmentation as _;

use crate::event::seat::{Pair, Seat};
use crate::talk::{Amends, Stage};
use crate::words::printable::may_follow;

/// The longest text of a field, in characters.
const LONGEST: usize = 160;
/// The strongest that a feeling can be.
const STRONGEST: u8 = 10;

/// Everything that is noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// What the talk is about.
    pub topic: String,
    /// How the person who is alone with the screen feels.
    pub feeling: Feeling,
    /// Each person's words for the three parts of a repair.
    pub amends: Pair<[String; 3]>,
    /// The one step.
    pub step: String,
    /// Who does it.
    pub who: Who,
    /// By when.
    pub by: By,
    /// The field that is being typed into.
    typing: Option<Field>,
    /// Whose feeling this is.
    felt_by: Option<Seat>,
}

/// A place for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The topic.
    Topic,
    /// A word of one's own for a feeling.
    Feeling,
    /// A part of this person's repair.
    Amends(Seat, Amends),
    /// The one step.
    Step,
}

/// What a key does to the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Begin to type into the field of this screen.
    Type,
    /// Another word of a list that stands in rows.
    Word {
        /// Where to.
        to: WordMove,
        /// How many there are.
        of: usize,
    },
    /// As strong as this.
    Strength(u8),
    /// Somebody else does the step.
    Who,
    /// Another day.
    By,
}

/// What became of a character that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    /// It is part of the text.
    Added,
    /// It can't be shown.
    LeftOut,
    /// The field is full, or nobody is writing.
    NoRoom,
}

impl Notes {
    /// The one step as it is noted.
    pub(crate) fn one_step(&self) -> (String, Who, By) {
        (self.step.clone(), self.who, self.by)
    }

    /// The field of a stage, if it has one.
    pub(crate) fn field(stage: &Stage) -> Option<Field> {
        match stage {
            Stage::Topic { .. } => Some(Field::Topic),
            Stage::Arriving { .. } => Some(Field::Feeling),
            Stage::Repair { who, part } => Some(Field::Amends(*who, *part)),
            Stage::OneStep { .. } => Some(Field::Step),
            Stage::Straps
            | Stage::StrapCheck { .. }
            | Stage::Agreements { .. }
            | Stage::SameAgain { .. }
            | Stage::Prepare { .. }
            | Stage::AmendsOffer { .. }
            | Stage::Settling
            | Stage::WarmUp { .. }
            | Stage::Turn { .. }
            | Stage::Answer { .. }
            | Stage::Breath
            | Stage::Pause { .. }
            | Stage::ReturnOffer { .. }
            | Stage::LongBreak { .. }
            | Stage::WayBack { .. }
            | Stage::Summary { .. }
            | Stage::Closing { .. }
            | Stage::Practice { .. }
            | Stage::Over => None,
        }
    }

    /// Follows the talk: when the page of a field ends, writing ends; when the page of a feeling ends, it is reset.
    pub fn follow(&mut self, stage: &Stage) {
        if self.typing.is_some() && self.typing != Self::field(stage) {
            self.typing = None;
        }
        let alone = if let Stage::Arriving { who } = stage { Some(*who) } else { None };
        if alone != self.felt_by {
            self.feeling = Feeling::default();
            self.felt_by = alone;
        }
    }

    /// Whether letters are text now.
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    /// Does what a key asks for, where the stage has a place for it.
    pub fn edit(&mut self, stage: &Stage, edit: Edit) {
        let alone = matches!(stage, Stage::Arriving { .. });
        let choosing = matches!(stage, Stage::OneStep { .. });
        match edit {
            Edit::Type => self.typing = Self::field(stage),
            Edit::Word { to, of } if alone && of > 0 => self.feeling.choose(to, of),
            Edit::Strength(strength) if alone => self.feeling.strength = Some(strength.min(STRONGEST)),
            Edit::Who if choosing => self.who = self.who.another(),
            Edit::By if choosing => self.by = self.by.another(),
            Edit::Word { .. } | Edit::Strength(_) | Edit::Who | Edit::By => {}
        }
    }

    /// Adds a character, if somebody is writing, it can be shown, and there is room for it.
    pub fn type_char(&mut self, c: char) {
        self.add(c);
    }

    fn add(&mut self, c: char) -> Typed {
        let Some(text) = self.typed() else { return Typed::NoRoom };
        if !may_follow(text, c) {
            return Typed::LeftOut;
        }
        if text.chars().count() >= LONGEST {
            return Typed::NoRoom;
        }
        text.push(c);
        Typed::Added
    }

    /// Adds a text that was pasted, cut to the room there is. Each break of a line becomes one blank.
    pub(crate) fn paste(&mut self, text: &str) {
        let mut after_return = false;
        for c in text.trim_end().chars() {
            let typed = match c {
                '\n' if after_return => continue,
                '\r' | '\n' | '\t' => ' ',
                c => c,
            };
            after_return = c == '\r';
            // Of a long text no more is read than fits.
            if self.add(typed) == Typed::NoRoom {
                return;
            }
        }
    }

    /// Takes back what looks like the last character, if somebody is writing.
    pub(crate) fn erase(&mut self) {
        if let Some(text) = self.typed() {
            let last = text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
            text.truncate(last);
        }
    }

    /// Ends writing.
    pub fn done_typing(&mut self) {
        self.typing = None;
    }

    fn typed(&mut self) -> Option<&mut String> {
        Some(match self.typing? {
            Field::Topic => &mut self.topic,
            Field::Feeling => &mut self.feeling.own,
            Field::Amends(who, part) => &mut self.amends[who][part as usize],
            Field::Step => &mut self.step,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::talk::TurnState;

    const ALONE: Stage = Stage::Arriving { who: Seat::Left };

    #[test]
    fn a_feeling_is_forgotten_before_the_other_looks() {
        let mut notes = Notes::default();
        notes.follow(&ALONE);
        notes.edit(&ALONE, Edit::Word { to: WordMove::Down, of: 12 });
        notes.edit(&ALONE, Edit::Strength(9));
        notes.follow(&Stage::Arriving { who: Seat::Right });
        assert_eq!(notes.feeling, Feeling::default());
    }

    #[test]
    fn what_is_typed_ends_with_its_screen_and_stays_short() {
        let topic = Stage::Topic { first: Seat::Left, yes: Pair::default() };
        let mut notes = Notes::default();
        notes.edit(&topic, Edit::Type);
        "Geld 💶\n\u{1b}[2J".chars().chain(std::iter::repeat_n('x', 500)).for_each(|c| notes.type_char(c));
        assert!(notes.topic.starts_with("Geld 💶[2J") && notes.topic.chars().count() == LONGEST);
        notes.follow(&Stage::Breath);
        notes.type_char('y');
        assert!(!notes.is_typing() && !notes.topic.ends_with('y'));
    }

    #[test]
    fn a_paste_becomes_one_line_cut_to_the_field() {
        let topic = Stage::Topic { first: Seat::Left, yes: Pair::default() };
        let mut notes = Notes::default();
        notes.paste("nobody writes");
        notes.edit(&topic, Edit::Type);
        notes.paste("the\r\nmoney\rand\n\u{1b}[2Jq\u{202e}\r\n");
        assert_eq!(notes.topic, "the money and [2Jq");
        notes.paste(&"x".repeat(1_000_000));
        assert_eq!(notes.topic.chars().count(), LONGEST);
        assert!(notes.is_typing());
    }

    #[test]
    fn joined_characters_are_typed_and_taken_back_as_one() {
        let topic = Stage::Topic { first: Seat::Left, yes: Pair::default() };
        let mut notes = Notes::default();
        notes.edit(&topic, Edit::Type);
        "می\u{200c}خواهم 👩\u{200d}👩\u{200d}👧".chars().for_each(|c| notes.type_char(c));
        assert_eq!(notes.topic, "می\u{200c}خواهم 👩\u{200d}👩\u{200d}👧");
        notes.erase();
        assert_eq!(notes.topic, "می\u{200c}خواهم ");
        assert_eq!(notes.add('\u{200d}'), Typed::LeftOut, "nothing before it joins");
    }

    #[test]
    fn where_there_is_no_field_nothing_is_typed() {
        let mut notes = Notes::default();
        notes.edit(&Stage::Turn { speaker: Seat::Left, now: TurnState::default() }, Edit::Type);
        assert!(!notes.is_typing());
    }
}
