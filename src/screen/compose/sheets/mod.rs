//! The pages of words around the turns, made of the talk, the notes and the sentences of the language.

mod after;
mod before;

pub(super) use self::after::{amends_offer, one_step, repair, summary, way_back};
pub(super) use self::before::{agreements, arriving, prepare, same_again, topic, whose};
use crate::event::seat::{Pair, Seat};
use crate::screen::backdrop::Backdrop;
use crate::screen::keys::place::Place;
use crate::screen::notes::Notes;
use crate::screen::scene::{Asks, Sheet, SheetLine, Tone};

/// What has been written or is being written; else what may be said instead.
fn written(notes: &Notes, text: &str, instead: &str) -> SheetLine {
    match (notes.is_typing(), text.is_empty()) {
        (true, _) => SheetLine::being_written(Tone::Strong, text),
        (false, true) => SheetLine::new(Tone::Text, instead.to_owned()),
        (false, false) => SheetLine::new(Tone::Strong, text.to_owned()),
    }
}

/// The page while somebody writes. Letters are text then, so the page shows no letter as a key. Where input comes line
/// by line, a single letter is still a key, and the page says so.
fn written_on(mut sheet: Sheet, backdrop: &Backdrop) -> Sheet {
    if backdrop.notes.is_typing() {
        sheet.place = Place::Writing { by_line: backdrop.by_line };
        if backdrop.by_line {
            sheet.lines.push(SheetLine::new(Tone::Quiet, backdrop.words.screen.one_line.clone()));
        } else {
            sheet.asks = None;
        }
    }
    sheet
}

fn both(said: Pair<bool>, yes: &str) -> Asks {
    Asks { said: said.map(|said| Some(*said)), yes: yes.to_owned() }
}

/// Only this one is asked.
fn only(who: Seat, yes: &str) -> Asks {
    let said = Pair::from_fn(|seat| (seat == who).then_some(false));
    Asks { said, yes: yes.to_owned() }
}
