//! The pages of the check before a talk. A question and its answer are the same pages for both.

use super::Place;
use crate::app::private::page::{Around, hand_to};
use crate::screen::scene::{Sheet, Tone};

/// The page at `place` of a check.
pub fn sheet(place: Place, around: &Around) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let enter = vec![("Enter", footer.go_on.clone()), ("x", footer.vanish.clone())];
    match place {
        Place::HandTo(seat) => hand_to(seat, around, &words.private, enter),
        Place::Ask(_) => ask(around),
        Place::Both | Place::Go => both(around),
        Place::NotToday => not_today(around),
    }
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
