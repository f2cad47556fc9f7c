//! What stands around the pages that each answers alone: before a talk (`check`) and after it (`pause_review`).

use std::sync::Arc;

use crate::event::seat::{Pair, Seat};
use crate::screen::scene::{Figure, Next, Person, Scene, Sheet, Tone, View};
use crate::words::Words;

/// For whom such a page is, and what covers it.
#[derive(Clone, Debug)]
pub struct Around {
    /// The two names.
    pub names: Pair<String>,
    /// In which words.
    pub words: Arc<Words>,
    /// A quiet line.
    pub note: Option<String>,
    /// The couple's own numbers.
    pub helplines: Vec<String>,
    /// Whether the page on finding help is open.
    pub finding_help: bool,
    /// A breath, while somebody asked for one.
    pub breath: Option<Figure>,
}

/// The scene of such a page. Leaving it leaves the program.
pub fn scene(sheet: Sheet, around: &Around) -> Scene {
    let people = around.names.map(|name| Person { name: name.clone(), ..Person::default() });
    let view = match around.breath {
        Some(figure) => View::Breath { figure, next: Next::Other },
        None => View::Sheet(Sheet { before: true, ..sheet }),
    };
    let finding_help = around.finding_help.then(|| around.helplines.clone());
    let (words, note) = (Arc::clone(&around.words), around.note.clone());
    Scene { people, view, watched: false, help: false, finding_help, words, note }
}

/// The page that hands the screen to one of them, with a word on who sees what.
pub(crate) fn hand_to(seat: Seat, around: &Around, private: &str, keys: Vec<(&'static str, String)>) -> Sheet {
    let words = &around.words.check;
    let lines = vec![
        (Tone::Strong, words.looks_away.with(&[("name", &around.names[seat.other()])])),
        (Tone::Quiet, private.to_owned()),
    ];
    let heading = words.hand_to.with(&[("name", &around.names[seat])]);
    Sheet { heading, by: Some(seat), lines, keys, ..Sheet::default() }
}
