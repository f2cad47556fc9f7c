//! The key table: every key, what it means, where it works, and its words in the footer and in the help.
//!
//! A new key is one row in [`everywhere`], [`some_pages`], [`alone`] or [`together`], and its sentence in `words/en.toml`. Of several
//! rows with the same key, the first that works at a place holds there.

mod alone;
mod everywhere;
mod some_pages;
mod together;

use crossterm::event::KeyCode::{self, Char};

use super::meaning::Meaning;
use super::place::Place;
use crate::words::Words;

/// The keys of the pages that one person answers alone.
pub(super) use alone::ALONE;
/// The keys of a talk that work everywhere, and the ways out.
pub(super) use everywhere::EVERYWHERE;
/// The keys of a talk that work on some pages.
pub(super) use some_pages::SOME_PAGES;
/// The keys of the pages that both look at while no session runs.
pub(super) use together::TOGETHER;

/// A row of the table.
pub(in crate::screen::keys) struct Row {
    pub(in crate::screen::keys) keys: &'static [(Chord, Meaning)],
    pub(in crate::screen::keys) works: fn(Place) -> bool,
    pub(in crate::screen::keys) hint: HintOf,
    pub(in crate::screen::keys) help: HelpOf,
}

/// A key, alone or with Control.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screen::keys) struct Chord {
    pub(in crate::screen::keys) control: bool,
    pub(in crate::screen::keys) code: KeyCode,
}

/// The words of a key in the footer of a place where it works, and where they stand. Most keys have none at most places.
type HintOf = for<'w> fn(Place, &'w Words) -> Option<(Position, &'w str)>;

/// Where a hint stands in the footer, from left to right. Within a position the order of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::screen::keys) enum Position {
    /// At the left edge, always.
    Left,
    /// Among the page's own keys; the later ones give way first in a narrow window.
    Early,
    Middle,
    Late,
    /// At the right edge, always.
    Right,
    /// In the right corner.
    Corner,
}

/// The words of a key in the help.
#[derive(Clone, Copy)]
pub(in crate::screen::keys) enum HelpOf {
    /// A line of its own.
    Line(Column, for<'w> fn(Place, &'w Words) -> &'w str),
    /// The line of the row above stands for this row, too.
    WithAbove,
    /// No line: the key is named elsewhere, or on the page itself.
    Nowhere,
}

/// Where a line of the help stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screen::keys) enum Column {
    /// The help of a talk, at the left: a key that works everywhere.
    Everywhere,
    /// The help of a talk, at the right: a key of some pages.
    SomePages,
    /// Every help, at the left.
    Always,
    /// Every help: at the left in a talk, at the right where there is little else.
    AlwaysBeside,
}

const fn key(code: KeyCode, meaning: Meaning) -> (Chord, Meaning) {
    (Chord { control: false, code }, meaning)
}

const fn control(letter: char, meaning: Meaning) -> (Chord, Meaning) {
    (Chord { control: true, code: Char(letter) }, meaning)
}

const NO_HINT: HintOf = |_, _| None;

fn middle(shown: bool, words: &str) -> Option<(Position, &str)> {
    shown.then_some((Position::Middle, words))
}

fn late(shown: bool, words: &str) -> Option<(Position, &str)> {
    shown.then_some((Position::Late, words))
}
