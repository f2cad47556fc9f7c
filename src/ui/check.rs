//! The pages of the check before a talk. A question and its answer are the same pages for both.

use std::sync::Arc;

use super::scene::{Figure, Next, Person, Scene, Sheet, Tone, View};
use crate::before::Place;
use crate::seat::{Pair, Seat};
use crate::words::Words;

/// The scene of a check: for whom, and what covers it.
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

/// The scene at `place` of a check.
pub fn scene(place: Place, around: &Around) -> Scene {
    let people = around.names.map(|name| Person { name: name.clone(), ..Person::default() });
    let view = match around.breath {
        Some(figure) => View::Breath { figure, next: Next::Other },
        None => View::Sheet(sheet(place, around)),
    };
    let finding_help = around.finding_help.then(|| around.helplines.clone());
    Scene { people, view, help: false, finding_help, words: Arc::clone(&around.words), note: around.note.clone() }
}

fn sheet(place: Place, around: &Around) -> Sheet {
    let sheet = match place {
        Place::HandTo(seat) => hand_to(seat, around),
        Place::Ask(_) => ask(around),
        Place::Both | Place::Go => both(around),
        Place::NotToday => not_today(around),
    };
    Sheet { before: true, ..sheet }
}

fn hand_to(seat: Seat, around: &Around) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let lines = vec![
        (Tone::Strong, words.looks_away.with(&[("name", &around.names[seat.other()])])),
        (Tone::Quiet, words.private.clone()),
    ];
    let heading = words.hand_to.with(&[("name", &around.names[seat])]);
    let keys = vec![("Enter", footer.go_on.clone()), ("x", footer.vanish.clone())];
    Sheet { heading, by: Some(seat), lines, keys, ..Sheet::default() }
}

fn ask(around: &Around) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let lines = words.questions.iter().map(|line| (Tone::Item, format!("· {line}"))).collect();
    let keys = vec![("y", words.yes.clone()), ("n", words.none.clone()), ("x", footer.vanish.clone())];
    Sheet { heading: words.ask.clone(), lines, keys, ..Sheet::default() }
}

fn both(around: &Around) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let lines = vec![(Tone::Strong, words.both_look.clone()), (Tone::Quiet, words.nothing_kept.clone())];
    let keys = vec![("Enter", footer.go_on.clone()), ("r", footer.again.clone()), ("x", footer.vanish.clone())];
    Sheet { heading: words.both.clone(), lines, keys, ..Sheet::default() }
}

fn not_today(around: &Around) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let lines =
        vec![(Tone::Text, words.reasons.clone()), (Tone::Text, words.alone.clone()), (Tone::Quiet, words.help.clone())];
    let keys = vec![("h", footer.finding_help.clone()), ("x", footer.vanish.clone())];
    Sheet { heading: words.not_today.clone(), lines, keys, ..Sheet::default() }
}
