//! What the private pages need beside their own state: the safety check before a talk, the pause review after it.

use std::sync::Arc;

use crate::event::seat::{Pair, Seat};
use crate::screen::keys::place::{Place, PrivatePage};
use crate::screen::scene::{BreathFigure, Next, PersonView, Scene, Sheet, SheetLine, Tone, View};
use crate::words::Words;

/// The names and words of a private page, and what covers it.
#[derive(Clone, Debug)]
pub struct PageContext {
    /// The two names.
    pub names: Pair<String>,
    /// The words of the chosen language.
    pub words: Arc<Words>,
    /// A quiet line in the header.
    pub note: Option<String>,
    /// What the demo says, in the row above the keys.
    pub caption: Option<String>,
    /// The couple's own helplines.
    pub helplines: Vec<String>,
    /// Whether the page on finding help is open.
    pub finding_help: bool,
    /// Whether the help is open.
    pub help: bool,
    /// The breathing figure, while somebody breathes.
    pub breath: Option<BreathFigure>,
}

impl PageContext {
    /// For a page that nothing covers, beside these names and words.
    pub fn new(names: Pair<String>, words: Arc<Words>) -> Self {
        Self {
            names,
            words,
            note: None,
            caption: None,
            helplines: Vec::new(),
            finding_help: false,
            help: false,
            breath: None,
        }
    }
}

/// The scene of such a page. Leaving it leaves the program.
pub fn scene(sheet: Sheet, context: &PageContext) -> Scene {
    let people = context.names.map(|name| PersonView { name: name.clone(), ..PersonView::default() });
    let view = match context.breath {
        Some(figure) => View::Breath { figure, next: Next::Alone },
        None => View::Sheet(sheet),
    };
    let finding_help = context.finding_help.then(|| context.helplines.clone());
    let (words, note, caption) = (Arc::clone(&context.words), context.note.clone(), context.caption.clone());
    Scene { people, view, watched: false, help: context.help, here: false, finding_help, words, note, caption }
}

/// The page that hands the screen to one of them, and says in `private` who sees the answer.
pub(super) fn hand_to(place: PrivatePage, seat: Seat, context: &PageContext, private: &str) -> Sheet {
    let words = &context.words.check;
    let lines = vec![
        SheetLine::new(Tone::Strong, words.looks_away.with(&[("name", &context.names[seat.other()])])),
        SheetLine::new(Tone::Quiet, private.to_owned()),
    ];
    let heading = words.hand_to.with(&[("name", &context.names[seat])]);
    Sheet { by: Some(seat), lines, ..Sheet::new(Place::Alone(place), heading) }
}
