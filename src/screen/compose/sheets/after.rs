//! The pages after a pause and after the turns: the way back, the offer of amends, the one step, the summary.

use std::fmt::Display;

use super::{both, only, written, written_on};
use crate::event::seat::{Pair, Seat};
use crate::screen::backdrop::Backdrop;
use crate::screen::keys::place::{Goal, Place};
use crate::screen::notes::{By, Who};
use crate::screen::scene::{Asks, Sheet, SheetLine, Tone};
use crate::talk::way_back::WayBack;
use crate::talk::{Amends, AmendsSaid, Talk};
use crate::words::Words;

/// After a pause: a line for each to read aloud, and a smaller goal if it keeps rising.
pub(in crate::screen::compose) fn way_back(talk: &Talk, way: WayBack, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.way_back, &backdrop.words.footer);
    let turn = talk.pauses() as usize;
    let first = talk.first();
    let reads = |seat: Seat, lines: &[String]| {
        let line = lines.get(turn % lines.len().max(1)).cloned().unwrap_or_default();
        SheetLine::new(Tone::Text, words.reads.with(&[("name", &backdrop.names[seat]), ("line", &line)]))
    };
    let mut lines = vec![reads(first, &words.first), reads(first.other(), &words.second)];
    if way.smaller || talk.has_smaller_goal() {
        lines.push(SheetLine::new(Tone::Strong, words.chosen.clone()));
    } else if way.offers_smaller {
        lines.push(SheetLine::new(Tone::Quiet, words.offer.clone()));
    }
    let offers = way.offers_smaller.then_some(if way.smaller { Goal::Whole } else { Goal::Smaller });
    let asks = Some(both(way.yes, &footer.go_on));
    Sheet { lines, asks, ..Sheet::new(Place::WayBack { offers }, words.heading.clone()) }
}

/// Thanks, and an offer: nobody has to make amends tonight.
pub(in crate::screen::compose) fn amends_offer(asked: Option<Seat>, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.amends_offer;
    let (heading, line) = match asked {
        None => (words.thanks.clone(), words.either.clone()),
        Some(seat) => {
            let named = [("name", &backdrop.names[seat] as &dyn Display)];
            (words.thanks_too.clone(), words.other.with(&named))
        }
    };
    let said = Pair::from_fn(|seat| asked.is_none_or(|asked| asked == seat).then_some(false));
    let asks = Some(Asks { said, yes: words.yes.clone() });
    let how = if asked.is_none() { &words.first } else { &words.short };
    let lines = vec![SheetLine::new(Tone::Strong, line), SheetLine::new(Tone::Quiet, how.clone())];
    Sheet { lines, asks, ..Sheet::new(Place::AmendsOffer { asked }, heading) }
}

pub(in crate::screen::compose) fn repair(talk: &Talk, who: Seat, part: Amends, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.repair;
    let (asked, start) = match part {
        Amends::Harm => (&words.harm, &words.harm_start),
        Amends::Mend => (&words.mend, &words.mend_start),
        Amends::Change => (&words.change, &words.change_start),
    };
    let text = &backdrop.notes.amends[who][part as usize];
    let lines = vec![
        SheetLine::new(Tone::Quiet, words.part.with(&[("n", &(part as usize + 1))])),
        SheetLine::new(Tone::Strong, asked.clone()),
        written(&backdrop.notes, text, start),
        SheetLine::new(Tone::Quiet, words.listens.with(&[("listener", &backdrop.names[who.other()])])),
    ];
    let asks = if talk.plan().guide.offered {
        only(who, &backdrop.words.footer.next_part)
    } else {
        both(talk.yes(), &words.leave_out)
    };
    let heading = words.heading.with(&[("name", &backdrop.names[who])]);
    let place = Place::Repair { who, first: part == Amends::Harm };
    written_on(Sheet { by: Some(who), lines, asks: Some(asks), ..Sheet::new(place, heading) }, backdrop)
}

pub(in crate::screen::compose) fn one_step(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.one_step, &backdrop.words.footer);
    let (who, day) = who_and_when(backdrop);
    let lines = vec![
        SheetLine::new(Tone::Quiet, words.small.clone()),
        written(&backdrop.notes, &backdrop.notes.step, &words.aloud),
        SheetLine::new(Tone::Text, words.who.with(&[("name", &who)])),
        SheetLine::new(Tone::Text, words.by.with(&[("day", &day)])),
    ];
    let asks = Some(both(talk.yes(), &footer.go_on));
    let sheet = Sheet { lines, asks, ..Sheet::new(Place::OneStep, words.heading.clone()) };
    written_on(sheet, backdrop)
}

pub(in crate::screen::compose) fn summary(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, notes) = (&backdrop.words.summary, &backdrop.notes);
    let mut lines = Vec::new();
    for seat in [talk.first(), talk.first().other()] {
        let written: Vec<&str> =
            notes.amends[seat].iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        let text = match talk.amends()[seat] {
            AmendsSaid::AnotherDay => words.another_day.clone(),
            AmendsSaid::Nothing if talk.plan().guide.offered => continue,
            AmendsSaid::Nothing | AmendsSaid::Made if written.is_empty() => words.aloud.clone(),
            AmendsSaid::Nothing | AmendsSaid::Made => written.join(" · "),
        };
        lines.push(SheetLine::new(Tone::Text, words.person.with(&[("name", &backdrop.names[seat]), ("text", &text)])));
    }
    if talk.is_without_step() {
        lines.push(SheetLine::new(Tone::Text, words.no_step.clone()));
    } else {
        let step = if notes.step.is_empty() { &words.step_aloud } else { &notes.step };
        let (who, day) = who_and_when(backdrop);
        lines.push(SheetLine::new(Tone::Strong, words.step.with(&[("step", step), ("who", &who), ("day", &day)])));
        if !backdrop.ephemeral {
            lines.push(SheetLine::new(Tone::Quiet, words.kept.clone()));
        }
    }
    let asks = Some(both(talk.yes(), &words.yes));
    Sheet { lines, asks, ..Sheet::new(Place::Summary, words.heading.clone()) }
}

/// Who does the step and by when, in words.
fn who_and_when(backdrop: &Backdrop) -> (String, String) {
    let words = &backdrop.words.one_step;
    let who = match backdrop.notes.who {
        Who::Both => words.both.clone(),
        Who::One(seat) => backdrop.names[seat].clone(),
    };
    (who, day(&backdrop.words, backdrop.notes.by))
}

fn day(words: &Words, by: By) -> String {
    match by {
        By::Tomorrow => words.one_step.tomorrow.clone(),
        later => words.one_step.in_days.of(u64::from(later.days())),
    }
}
