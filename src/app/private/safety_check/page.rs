//! The pages of the check before a talk. A question and its answer are the same pages for both.

use super::CheckPlace;
use crate::app::private::page::{Surroundings, hand_to};
use crate::screen::scene::{Sheet, Tone};

/// The page at `place` of a check.
pub fn sheet(place: CheckPlace, around: &Surroundings) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let enter = vec![("Enter", footer.go_on.clone()), ("x", footer.vanish.clone())];
    match place {
        CheckPlace::HandTo(seat) => hand_to(seat, around, &words.private, enter),
        CheckPlace::Ask(_) => ask(around),
        CheckPlace::Both | CheckPlace::Go => both(around),
        CheckPlace::NotToday => not_today(around),
    }
}

fn ask(around: &Surroundings) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let lines = words.questions.iter().map(|line| (Tone::Item, format!("· {line}"))).collect();
    let keys = vec![("y", words.yes.clone()), ("n", words.none.clone()), ("x", footer.vanish.clone())];
    Sheet { heading: words.ask.clone(), lines, keys, ..Sheet::default() }
}

fn both(around: &Surroundings) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let lines = vec![(Tone::Strong, words.both_look.clone()), (Tone::Quiet, words.nothing_kept.clone())];
    let keys = vec![("Enter", footer.go_on.clone()), ("r", footer.again.clone()), ("x", footer.vanish.clone())];
    Sheet { heading: words.both.clone(), lines, keys, ..Sheet::default() }
}

fn not_today(around: &Surroundings) -> Sheet {
    let (words, footer) = (&around.words.check, &around.words.footer);
    let lines =
        vec![(Tone::Text, words.reasons.clone()), (Tone::Text, words.alone.clone()), (Tone::Quiet, words.help.clone())];
    let keys = vec![("h", footer.finding_help.clone()), ("x", footer.vanish.clone())];
    Sheet { heading: words.not_today.clone(), lines, keys, ..Sheet::default() }
}
