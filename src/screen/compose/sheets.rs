//! The pages of words around the turns, made of the talk, the notes and the sentences of the language.

use crate::event::seat::{Pair, Seat};
use crate::screen::backdrop::Backdrop;
use crate::screen::keys::place::{Goal, Place};
use crate::screen::notes::{By, Notes, WORDS_IN_ROW, Who};
use crate::screen::scene::{Asks, Sheet, SheetLine, Tone};
use crate::screen::text::width;
use crate::talk::plan::Opening;
use crate::talk::strap_check::StrapCheckState;
use crate::talk::way_back::WayBack;
use crate::talk::{Amends, AmendsSaid, Talk};
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

/// Whether everything is as it was last time, on one page.
pub(super) fn same_again(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.same_again;
    let plan = talk.plan();
    let minutes = plan.limit().as_secs().div_ceil(60);
    let lines = vec![
        SheetLine::new(Tone::Text, words.agreements.clone()),
        SheetLine::new(
            Tone::Text,
            words.lengths.with(&[("limit", &minutes), ("turn", &plan.turn().as_secs().div_ceil(60))]),
        ),
        SheetLine::new(Tone::Quiet, if backdrop.ephemeral { &words.kept_nothing } else { &words.kept }.clone()),
    ];
    let asks = Some(both(talk.yes(), &backdrop.words.agreements.yes));
    Sheet { lines, asks, ..Sheet::new(Place::SameAgain, words.heading.clone()) }
}

pub(super) fn topic(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.topic, &backdrop.words.footer);
    let begins = words.begins.with(&[("name", &backdrop.names[talk.first()])]);
    let goes_on = talk.plan().opening == Opening::GoOn;
    let heading = if goes_on { &words.where_you_stopped } else { &words.heading };
    let lines = vec![
        SheetLine::new(Tone::Text, words.one.clone()),
        written(&backdrop.notes, &backdrop.notes.topic, &words.aloud),
        SheetLine::new(Tone::Strong, begins),
    ];
    let asks = Some(both(talk.yes(), &footer.go_on));
    let sheet = Sheet { lines, asks, ..Sheet::new(Place::Topic, heading.clone()) };
    written_on(sheet, backdrop)
}

/// How somebody feels: all words at a glance, the chosen one marked. Nothing has to be chosen.
pub(super) fn arriving(who: Seat, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.arriving;
    let feeling = &backdrop.notes.feeling;
    let mut lines = vec![SheetLine::new(Tone::Quiet, words.looks_away.with(&[("name", &backdrop.names[who.other()])]))];
    lines.extend(words_in_rows(&words.feelings, feeling.listed).into_iter().map(|row| SheetLine::new(Tone::Item, row)));
    if backdrop.notes.is_typing() {
        lines.push(SheetLine::being_written(Tone::Strong, &feeling.own));
    } else if !feeling.own.is_empty() {
        lines.push(SheetLine::new(Tone::Strong, feeling.own.clone()));
    }
    if let Some(n) = feeling.strength {
        lines.push(SheetLine::new(Tone::Text, words.strength.with(&[("n", &n)])));
    }
    lines.push(SheetLine::new(Tone::Quiet, words.private.clone()));
    let heading = words.heading.with(&[("name", &backdrop.names[who])]);
    let asks = Some(only(who, &words.done));
    let sheet = Sheet { by: Some(who), lines, asks, private: true, ..Sheet::new(Place::Arriving, heading) };
    written_on(sheet, backdrop)
}

/// A list of words side by side, in columns. The chosen one stands between angles.
fn words_in_rows(words: &[String], chosen: Option<usize>) -> Vec<String> {
    let column = words.iter().map(|word| width(word)).max().unwrap_or(0) as usize + 2;
    let cell = |(at, word): (usize, &String)| {
        let marked = if chosen == Some(at) { format!("›{word}‹") } else { format!(" {word} ") };
        let gap = column - width(word) as usize;
        marked + &" ".repeat(gap)
    };
    let cells: Vec<String> = words.iter().enumerate().map(cell).collect();
    cells.chunks(WORDS_IN_ROW).map(|row| row.concat()).collect()
}

/// A minute for one person alone, before the talk: two ways to spend it.
pub(super) fn prepare(who: Seat, left_s: u64, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.prepare;
    let named = [("name", &backdrop.names[who.other()] as &dyn std::fmt::Display)];
    let lines = vec![
        SheetLine::new(Tone::Quiet, words.looks_away.with(&named)),
        SheetLine::new(Tone::Strong, words.accept.clone()),
        SheetLine::new(Tone::Text, words.or.clone()),
        SheetLine::new(Tone::Strong, words.as_a_friend.clone()),
        SheetLine::new(Tone::Quiet, words.nothing_to_write.clone()),
    ];
    let asks = Some(only(who, &words.done));
    let heading = words.heading.with(&[("name", &backdrop.names[who])]);
    Sheet { by: Some(who), lines, asks, left_s: Some(left_s), ..Sheet::new(Place::Prepare, heading) }
}

/// Thanks, and an offer: nobody has to make amends tonight.
pub(super) fn amends_offer(asked: Option<Seat>, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.amends_offer;
    let (heading, line) = match asked {
        None => (words.thanks.clone(), words.either.clone()),
        Some(seat) => {
            let named = [("name", &backdrop.names[seat] as &dyn std::fmt::Display)];
            (words.thanks_too.clone(), words.other.with(&named))
        }
    };
    let said = Pair::from_fn(|seat| asked.is_none_or(|asked| asked == seat).then_some(false));
    let asks = Some(Asks { said, yes: words.yes.clone() });
    let lines = vec![SheetLine::new(Tone::Strong, line), SheetLine::new(Tone::Quiet, words.first.clone())];
    Sheet { lines, asks, ..Sheet::new(Place::AmendsOffer { asked }, heading) }
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
    let asks = if talk.plan().guide.offered {
        only(who, &backdrop.words.footer.next_part)
    } else {
        both(talk.yes(), &words.leave_out)
    };
    let heading = words.heading.with(&[("name", &backdrop.names[who])]);
    let place = Place::Repair { who, first: part == Amends::Harm };
    written_on(Sheet { by: Some(who), lines, asks: Some(asks), ..Sheet::new(place, heading) }, backdrop)
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
        let step = if notes.step.is_empty() { &words.aloud } else { &notes.step };
        let (who, day) = who_and_when(backdrop);
        lines.push(SheetLine::new(Tone::Strong, words.step.with(&[("step", step), ("who", &who), ("day", &day)])));
        if !backdrop.ephemeral {
            lines.push(SheetLine::new(Tone::Quiet, words.kept.clone()));
        }
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

/// Only this one is asked.
fn only(who: Seat, yes: &str) -> Asks {
    let said = Pair::from_fn(|seat| (seat == who).then_some(false));
    Asks { said, yes: yes.to_owned() }
}
