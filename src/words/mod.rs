//! Every sentence of the program, as data: one file for each language, such as `words/en.toml`.
//!
//! ```text
//! built in: words/en.toml ─┐
//! yours:    ~/.config/breathmark/words/en.toml ─▶ checked line by line ─▶ Words, a struct with a field for each
//! ```
//!
//! The pages read fields, so a sentence that is missing from the struct does not compile. A sentence that is missing
//! from a file is found when the file is read. A couple's own file may hold any of the keys. If one of its lines is
//! wrong, the whole file is left out, the built-in words are used, and an error names the line.

use std::sync::Arc;

use serde::Deserialize;

pub(crate) mod agenda;
pub(crate) mod all_day;
pub(crate) mod alone;
mod check;
mod choose;
pub(crate) mod commands;
pub(crate) mod demo;
pub(crate) mod history;
pub(crate) mod kept;
pub(crate) mod mistake;
pub(crate) mod printable;
pub(crate) mod report;
pub(crate) mod screens;
pub(crate) mod sound;
pub(crate) mod steps;
pub(crate) mod system;
pub(crate) mod terminal;
pub(crate) mod text;
pub(crate) mod together;

pub use choose::{Choice, Language, OwnWords, is_code};

/// All words of one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "words/en.toml says what each section is for")]
pub struct Words {
    pub numbers: text::Numbers,
    pub seats: screens::Seats,
    pub screen: screens::Screen,
    pub footer: screens::Footer,
    pub here: self::terminal::Here,
    pub help: screens::Help,
    pub straps: screens::Straps,
    pub strap: screens::Strap,
    pub settling: screens::Settling,
    pub turn: screens::Turn,
    pub breath: screens::Breath,
    pub pause: screens::Pause,
    pub told: screens::Told,
    pub later: screens::Later,
    pub closing: screens::Closing,
    pub practice: screens::Practice,
    pub alone: self::alone::Alone,
    pub practice_keys: self::alone::PracticeKeys,
    pub practice_says: self::alone::PracticeSays,
    pub figures: self::alone::Figures,
    pub grounding: self::alone::Grounding,
    pub find_pace: self::alone::FindPace,
    pub reading: self::alone::Reading,
    pub practice_end: self::alone::PracticeEnd,
    pub all_day: self::all_day::AllDay,
    pub farewell: screens::Farewell,
    pub today: self::agenda::Today,
    pub things: self::agenda::Things,
    pub times: self::agenda::Times,
    pub check: self::steps::Check,
    pub whose: self::steps::Whose,
    pub agreements: self::steps::Agreements,
    pub same_again: self::steps::SameAgain,
    pub topic: self::steps::Topic,
    pub arriving: self::steps::Arriving,
    pub prepare: self::steps::Prepare,
    pub answer: self::steps::Answer,
    pub cards: self::steps::Cards,
    pub ground: self::steps::Ground,
    pub rest: self::steps::Rest,
    pub way_back: self::steps::WayBack,
    pub amends_offer: self::steps::AmendsOffer,
    pub repair: self::steps::Repair,
    pub one_step: self::steps::OneStep,
    pub summary: self::steps::Summary,
    pub pause_review: self::steps::PauseReview,
    pub finding_help: self::steps::FindingHelp,
    pub beyond: self::steps::Beyond,
    pub sound: sound::Sound,
    pub introduction: self::together::Introduction,
    pub front: self::together::Front,
    pub look_back: self::together::LookBack,
    pub answers: self::together::Answers,
    pub history: self::history::History,
    pub kept: self::kept::KeptWords,
    pub seal: self::kept::SealWords,
    pub report: self::report::Report,
    pub demo: self::demo::Demo,
    pub stats: commands::Stats,
    pub strap_fault: commands::StrapFaults,
    pub choose_straps: commands::ChooseStraps,
    pub check_straps: commands::CheckStraps,
    pub makes: commands::Makes,
    pub doctor: commands::Doctor,
    pub system: self::system::System,
    pub bluetooth: self::system::Bluetooth,
    pub awake: self::terminal::Awake,
}

/// The languages that are built in, by the first part of their code, each with its file. English comes first: it is
/// what every other file is checked against.
pub const BUILT_IN: [(&str, &str); 2] = [("en", include_str!("en.toml")), ("de", include_str!("de.toml"))];

/// Why words that were asked for are not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A line is not understood, or does not fit where it belongs.
    #[error("{file}, line {line}: {what}")]
    Line {
        /// The file as errors call it.
        file: String,
        /// Its line, counted from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// The file is there and cannot be read.
    #[error("{file} can't be read ({why})")]
    Unreadable {
        /// The file as errors call it.
        file: String,
        /// What the system says.
        why: String,
    },
    /// No file has the words of this language.
    #[error(
        "there are no words for the language `{code}`; there are `en` and `de`, or write {file} beside your settings"
    )]
    NoSuchLanguage {
        /// Its code.
        code: String,
        /// The file that could hold them.
        file: String,
    },
}

impl Words {
    /// A number as this language writes it: with its own decimal mark.
    pub(crate) fn number(&self, number: impl std::fmt::Display) -> String {
        number.to_string().replace('.', &self.numbers.decimal_mark)
    }

    /// The built-in words of a language; the English ones if there are none of that code.
    ///
    /// # Errors
    /// If a built-in file has a mistake, which never gets past the tests.
    pub fn built_in(code: &str) -> Result<Arc<Self>, WordsError> {
        Self::layered(code, None)
    }

    /// The built-in words of a language, or English where there are none, with the lines of `own` in their places;
    /// `own` is a file's name and its text.
    ///
    /// # Errors
    /// The first line of `own` that is not right.
    pub fn layered(code: &str, own: Option<(&str, &str)>) -> Result<Arc<Self>, WordsError> {
        let english = check::Reference::english()?;
        let mut table = match BUILT_IN.iter().find(|(built_in, _)| *built_in == code) {
            Some((_, text)) => english.check(&format!("words/{code}.toml"), text)?,
            None => english.table().clone(),
        };
        if let Some((file, text)) = own {
            check::lay_over(&mut table, english.check(file, text)?);
        }
        let file = own.map_or("words", |(file, _)| file);
        let words = Self::deserialize(table);
        words.map(Arc::new).map_err(|error| check::refuse(file, "", 0, error.message().to_owned()))
    }
}
