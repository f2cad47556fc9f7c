//! What a key asks for.

use crate::event::input::Key;
use crate::event::seat::Seat;
use crate::screen::notes::{Edit, WordMove};
use crate::talk::margin::PauseFeedback;

/// What a key asks for at its place. It has no `Debug`, because a private answer may be in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Something for the session.
    Session(Key),
    /// A change of what is written or chosen on this page.
    Edit(Edit),
    /// Another word of the list of feelings.
    Word(WordMove),
    /// The end of writing.
    DoneWriting,
    /// Open the help, or close it.
    Help,
    /// Open the page on finding help, or close it.
    FindingHelp,
    /// The sound off, or on again.
    Silence,
    /// Close whatever covers the page.
    Back,
    /// What a practice shows.
    Display(DisplayKey),
    /// An answer on a private page.
    Private(PrivateKey),
    /// Lend the terminal to the shell until the program is called back.
    Stop,
    /// A choice on a page that both look at, outside the session.
    Together(TogetherKey),
    /// Leave the program.
    Leave,
    /// The quick exit: leave the program and a blank terminal.
    Vanish,
}

/// What a key says on a page that one person answers alone. It has no `Debug`, so that no log or panic can name it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PrivateKey {
    /// Go on to the next page.
    GoOn,
    /// The check: at least one of the questions is true, for the person at this seat.
    AtLeastOne(Seat),
    /// The check: none of the questions is true, for the person at this seat.
    NoneOfThem(Seat),
    /// The check: the person before wants to answer again.
    AnswerAgain,
    /// The review: what this person thinks of the pauses.
    Feedback(PauseFeedback),
    /// The review: this person does not want to say.
    RatherNot,
    /// The review: nobody else shall be asked.
    Skip,
}

/// What a key asks for on a page that both look at while no session runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TogetherKey {
    /// Go on, or do the first thing that stands there.
    GoOn,
    /// The first start: type into the other field.
    OtherField,
    /// The first start: go on without names.
    Skip,
    /// The first start: how a talk went may stay.
    KeepOutline,
    /// The first start: nothing may stay of a talk.
    KeepNothing,
    /// The first start: cues may be heard; play one.
    Hear,
    /// The first start: no cues.
    Silent,
    /// A new talk.
    NewTalk,
    /// Practise alone.
    Practice,
    /// What is waiting and planned.
    Planned,
    /// The straps.
    Straps,
}

/// What a practice shows. The session knows nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisplayKey {
    /// The numbers with their meanings; then how each is computed; then none of it.
    Numbers,
    /// The heart, or the breath alone.
    HideHeart,
}
