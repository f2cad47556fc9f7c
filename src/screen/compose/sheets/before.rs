//! The pages before the first turn: straps, agreements, the topic, and what is offered with it.

use std::fmt::Display;

use super::{both, only, written, written_on};
use crate::event::seat::Seat;
use crate::screen::backdrop::Backdrop;
use crate::screen::keys::place::Place;
use crate::screen::notes::WORDS_IN_ROW;
use crate::screen::scene::{Sheet, SheetLine, Tone};
use crate::screen::text::width;
use crate::talk::Talk;
use crate::talk::plan::Opening;
use crate::talk::strap_check::StrapCheckState;
use crate::words::text::Phrase;

/// Whether each wears their own strap. The page names who lifts the pod; both read whose strap is whose.
pub(in crate::screen::compose) fn whose(talk: &Talk, backdrop: &Backdrop) -> Sheet {
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

pub(in crate::screen::compose) fn agreements(talk: &Talk, keys_only: bool, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.agreements;
    let minutes = |seconds: u64| seconds.div_ceil(60);
    let plan = talk.plan();
    let limit =
        words.limit.with(&[("limit", &minutes(plan.limit().as_secs())), ("turn", &minutes(plan.turn().as_secs()))]);
    let numbers = (!keys_only).then_some(&words.numbers);
    let fixed = [&words.finish, &words.names, &limit, &words.pause, &words.returns];
    let lines = fixed
        .into_iter()
        .chain(numbers)
        .chain([kept(keys_only, backdrop)])
        .map(|line| SheetLine::new(Tone::Item, line.clone()))
        .collect();
    let asks = Some(both(talk.yes(), &words.yes));
    Sheet { lines, asks, ..Sheet::new(Place::Agreements, words.heading.clone()) }
}

/// What is kept of the talk.
fn kept(keys_only: bool, backdrop: &Backdrop) -> &String {
    let words = &backdrop.words.agreements;
    match (backdrop.ephemeral, backdrop.keeps_hearts, keys_only) {
        (true, ..) => &words.kept_nothing,
        (false, false, false) => &words.kept_outline,
        (false, false, true) => &words.kept_outline_keys,
        (false, true, true) => &words.kept_keys,
        (false, true, false) => &words.kept,
    }
}

/// Whether everything is as it was last time, on one page.
pub(in crate::screen::compose) fn same_again(talk: &Talk, keys_only: bool, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.same_again;
    let plan = talk.plan();
    let minutes = plan.limit().as_secs().div_ceil(60);
    let lines = vec![
        SheetLine::new(Tone::Text, words.agreements.clone()),
        SheetLine::new(
            Tone::Text,
            words.lengths.with(&[("limit", &minutes), ("turn", &plan.turn().as_secs().div_ceil(60))]),
        ),
        SheetLine::new(Tone::Quiet, kept(keys_only, backdrop).clone()),
    ];
    let asks = Some(both(talk.yes(), &backdrop.words.agreements.yes));
    Sheet { lines, asks, ..Sheet::new(Place::SameAgain, words.heading.clone()) }
}

pub(in crate::screen::compose) fn topic(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.topic, &backdrop.words.footer);
    let begins = words.begins.with(&[("name", &backdrop.names[talk.first()])]);
    let lines = vec![
        SheetLine::new(Tone::Text, words.one.clone()),
        written(&backdrop.notes, &backdrop.notes.topic, &words.aloud),
        SheetLine::new(Tone::Strong, begins),
    ];
    let asks = Some(both(talk.yes(), &footer.go_on));
    let goes_on = talk.plan().opening == Opening::GoOn;
    let heading = if goes_on { &words.where_you_stopped } else { &words.heading };
    let sheet = Sheet { lines, asks, ..Sheet::new(Place::Topic, heading.clone()) };
    written_on(sheet, backdrop)
}

/// How somebody feels: all words at a glance, the chosen one marked. Nothing has to be chosen.
pub(in crate::screen::compose) fn arriving(who: Seat, backdrop: &Backdrop) -> Sheet {
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
        lines.push(SheetLine::new(Tone::Text, words.how_strong.with(&[("n", &n)])));
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
    cells.chunks(WORDS_IN_ROW).map(<[String]>::concat).collect()
}

/// A minute for one person alone, before the talk: two ways to spend it.
pub(in crate::screen::compose) fn prepare(who: Seat, left_s: u64, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.prepare;
    let named = [("name", &backdrop.names[who.other()] as &dyn Display)];
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
