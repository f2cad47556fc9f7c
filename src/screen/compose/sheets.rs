//! The pages of words around the turns, made of the talk, the notes and the sentences of the language.

use crate::event::seat::{Pair, Seat};
use crate::screen::backdrop::Backdrop;
use crate::screen::keys::place::{Goal, Place};
use crate::screen::notes::{By, Notes, Who};
use crate::screen::scene::{Asks, Sheet, SheetLine, Tone};
use crate::talk::strap_check::StrapCheckState;
use crate::talk::way_back::WayBack;
use crate::talk::{Amends, Talk};
use crate::words::Words;
use crate::words::text::Phrase;

/// Whether each wears their own strap. The page names who lifts the pod; both read whose strap is whose.
pub(super) fn whose(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.whose;
    let (lifts, other) = (&backdrop.names[talk.first()], &backdrop.names[talk.first().other()]);
    let named = |phrase: &Phrase| phrase.with(&[("name", lifts), ("other", other)]);
    let (said, and) = match talk.strap_check() {
        StrapCheckState::Offered => (words.offer.clone(), Some(&words.goes_on)),
        StrapCheckState::Asked => (named(&words.lift), Some(&words.a_few_seconds)),
        StrapCheckState::OwnStraps => (words.own.clone(), None),
        StrapCheckState::OtherWayRound => (named(&words.other_way), Some(&words.nothing_off)),
        StrapCheckState::Exchanged => (words.exchanged.clone(), None),
        StrapCheckState::Unclear => (words.unclear.clone(), Some(&words.goes_on)),
    };
    let lines = std::iter::once(SheetLine::new(Tone::Strong, said))
        .chain(and.map(|and| SheetLine::new(Tone::Quiet, and.clone())))
        .collect();
    Sheet { lines, ..Sheet::new(Place::StrapCheck(talk.strap_check()), words.heading.clone()) }
}

pub(super) fn agreements(talk: &Talk, keys_only: bool, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.agreements;
    let minutes = |seconds: u64| seconds.div_ceil(60);
    let plan = talk.plan();
    let limit =
        words.limit.with(&[("limit", &minutes(plan.limit().as_secs())), ("turn", &minutes(plan.turn().as_secs()))]);
    let kept = match (backdrop.ephemeral, keys_only) {
        (true, _) => &words.kept_nothing,
        (false, true) => &words.kept_keys,
        (false, false) => &words.kept,
    };
    let numbers = (!keys_only).then_some(&words.numbers);
    let fixed = [&words.finish, &words.names, &limit, &words.pause, &words.returns];
    let lines =
        fixed.into_iter().chain(numbers).chain([kept]).map(|line| SheetLine::new(Tone::Item, line.clone())).collect();
    let asks = Some(both(talk.yes(), &words.yes));
    Sheet { lines, asks, ..Sheet::new(Place::Agreements, words.heading.clone()) }
}

pub(super) fn topic(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.topic, &backdrop.words.footer);
    let begins = words.begins.with(&[("name", &backdrop.names[talk.first()])]);
    let lines = vec![
        SheetLine::new(Tone::Text, words.one.clone()),
        written(&backdrop.notes, &backdrop.notes.topic, &words.aloud),
        SheetLine::new(Tone::Strong, begins),
    ];
    let asks = Some(both(talk.yes(), &footer.go_on));
    let sheet = Sheet { lines, asks, ..Sheet::new(Place::Topic, words.heading.clone()) };
    written_on(sheet, backdrop)
}

pub(super) fn arriving(who: Seat, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.arriving;
    let feeling = &backdrop.notes.feeling;
    let listed = feeling.listed.and_then(|at| words.feelings.get(at));
    let word = match listed {
        _ if backdrop.notes.is_typing() => SheetLine::being_written(Tone::Large, &feeling.own),
        _ if !feeling.own.is_empty() => SheetLine::new(Tone::Large, feeling.own.clone()),
        Some(word) => SheetLine::new(Tone::Large, word.clone()),
        None => SheetLine::new(Tone::Large, words.nothing.clone()),
    };
    let strength = feeling.strength.map_or("–".to_owned(), |n| words.of_ten.with(&[("n", &n)]));
    let lines = vec![
        SheetLine::new(Tone::Quiet, words.looks_away.with(&[("name", &backdrop.names[who.other()])])),
        word,
        SheetLine::new(Tone::Text, format!("{}: {strength}", words.strength)),
        SheetLine::new(Tone::Quiet, words.private.clone()),
    ];
    let said = Pair::from_fn(|seat| (seat == who).then_some(false));
    let asks = Some(Asks { said, yes: words.done.clone() });
    let heading = words.heading.with(&[("name", &backdrop.names[who])]);
    let sheet = Sheet { by: Some(who), lines, asks, private: true, ..Sheet::new(Place::Arriving, heading) };
    written_on(sheet, backdrop)
}

/// After a pause: a line for each to read aloud, and a smaller goal if it keeps rising.
pub(super) fn way_back(talk: &Talk, way: WayBack, backdrop: &Backdrop) -> Sheet {
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

pub(super) fn repair(talk: &Talk, who: Seat, part: Amends, backdrop: &Backdrop) -> Sheet {
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
    let asks = Some(both(talk.yes(), &words.leave_out));
    let heading = words.heading.with(&[("name", &backdrop.names[who])]);
    written_on(Sheet { by: Some(who), lines, asks, ..Sheet::new(Place::Repair, heading) }, backdrop)
}

pub(super) fn one_step(talk: &Talk, backdrop: &Backdrop) -> Sheet {
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

pub(super) fn summary(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, notes) = (&backdrop.words.summary, &backdrop.notes);
    let mut lines = Vec::new();
    for seat in [talk.first(), talk.first().other()] {
        let said: Vec<&str> = notes.amends[seat].iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        let text = if said.is_empty() { words.aloud.clone() } else { said.join(" · ") };
        lines.push(SheetLine::new(Tone::Text, words.person.with(&[("name", &backdrop.names[seat]), ("text", &text)])));
    }
    let step = if notes.step.is_empty() { &words.aloud } else { &notes.step };
    let (who, day) = who_and_when(backdrop);
    lines.push(SheetLine::new(Tone::Strong, words.step.with(&[("step", step), ("who", &who), ("day", &day)])));
    if !backdrop.ephemeral {
        lines.push(SheetLine::new(Tone::Quiet, words.kept.clone()));
    }
    let asks = Some(both(talk.yes(), &backdrop.words.agreements.yes));
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
