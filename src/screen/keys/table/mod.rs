//! The key table: every key, what it means, where it works, and its words in the footer and in the help.
//!
//! A new key is one row in [`everywhere`], [`some_pages`], [`alone`],
//! [`practice`] or [`together`], and its sentence in `words/en.toml`. Of several
//! rows with the same key, the first that works at a place holds there.

mod alone;
mod everywhere;
mod practice;
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
/// The keys of a practice.
pub(super) use practice::PRACTICE;
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

/// The words of a key in the help of a place where it works.
#[derive(Clone, Copy)]
pub(in crate::screen::keys) enum HelpOf {
    /// A sentence of its own.
    Line(Column, for<'w> fn(Place, &'w Words) -> &'w str),
    /// The words of its hint, where it has one.
    Hint(Column),
    /// No line: the key is named elsewhere, or on the page itself.
    Nowhere,
}

/// Where a line of the help stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screen::keys) enum Column {
    /// At the left: what leads on.
    Left,
    /// At the right: what else there is, and the ways out.
    Right,
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
