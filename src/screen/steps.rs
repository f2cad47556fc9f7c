//! The pages around the turns, made from the talk, the notes and the words.

use super::compose::Backdrop;
use super::notes::{By, Notes, Who};
use super::scene::{Asks, Sheet, Tone, View};
use crate::event::seat::{Pair, Seat};
use crate::talk::strap_check::StrapCheckState;
use crate::talk::way_back::WayBack;
use crate::talk::{Amends, Talk};
use crate::words::Words;
use crate::words::text::Phrase;

/// Whether each wears their own strap. Whoever lifts the pod is named; whose strap is whose is said to both.
pub(crate) fn whose(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.whose, &backdrop.words.footer);
    let (lifts, other) = (&backdrop.names[talk.first()], &backdrop.names[talk.first().other()]);
    let named = |phrase: &Phrase| phrase.with(&[("name", lifts), ("other", other)]);
    let (said, and, yes, no) = match talk.strap_check() {
        StrapCheckState::Offered => (words.offer.clone(), Some(&words.goes_on), Some(&words.make_sure), &footer.go_on),
        StrapCheckState::Asked => (named(&words.lift), Some(&words.a_few_seconds), None, &footer.go_on),
        StrapCheckState::OwnStraps => (words.own.clone(), None, None, &footer.go_on),
        StrapCheckState::OtherWayRound => {
            (named(&words.other_way), Some(&words.nothing_off), Some(&words.exchange), &words.leave)
        }
        StrapCheckState::Exchanged => (words.exchanged.clone(), None, None, &footer.go_on),
        StrapCheckState::Unclear => {
            (words.unclear.clone(), Some(&words.goes_on), Some(&words.once_more), &footer.go_on)
        }
    };
    let lines = std::iter::once((Tone::Strong, said)).chain(and.map(|and| (Tone::Quiet, and.clone()))).collect();
    let keys = yes.map(|yes| ("w", yes.clone())).into_iter().chain([("n", no.clone())]).collect();
    Sheet { heading: words.heading.clone(), lines, keys, ..Sheet::default() }
}

/// What both agree on. A talk of keys alone promises nothing about hearts.
pub(crate) fn agreements(talk: &Talk, keys_only: bool, backdrop: &Backdrop) -> Sheet {
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
    let lines = fixed.into_iter().chain(numbers).chain([kept]).map(|line| (Tone::Item, line.clone())).collect();
    Sheet { heading: words.heading.clone(), lines, asks: Some(both(talk.yes(), &words.yes)), ..Sheet::default() }
}

pub(crate) fn topic(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.topic, &backdrop.words.footer);
    let begins = words.begins.with(&[("name", &backdrop.names[talk.first()])]);
    let lines = vec![
        (Tone::Text, words.one.clone()),
        written(&backdrop.notes, &backdrop.notes.topic, &words.aloud),
        (Tone::Strong, begins),
    ];
    let keys = vec![("t", footer.write.clone()), ("w", footer.other_begins.clone())];
    let asks = Some(both(talk.yes(), &footer.go_on));
    Sheet { heading: words.heading.clone(), lines, asks, keys, ..Sheet::default() }
}

pub(crate) fn arriving(who: Seat, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.arriving;
    let feeling = &backdrop.notes.feeling;
    let listed = feeling.listed.and_then(|at| words.feelings.get(at));
    let word = match listed {
        _ if backdrop.notes.is_typing() => format!("{}_", feeling.own),
        _ if !feeling.own.is_empty() => feeling.own.clone(),
        Some(word) => word.clone(),
        None => words.nothing.clone(),
    };
    let strength = feeling.strength.map_or("–".to_owned(), |n| words.of_ten.with(&[("n", &n)]));
    let lines = vec![
        (Tone::Quiet, words.looks_away.with(&[("name", &backdrop.names[who.other()])])),
        (Tone::Large, word),
        (Tone::Text, format!("{}: {strength}", words.strength)),
        (Tone::Quiet, words.private.clone()),
    ];
    let keys =
        vec![("↑↓", words.word.clone()), ("←→", words.strength.clone()), ("t", backdrop.words.footer.write.clone())];
    let said = Pair::from_fn(|seat| (seat == who).then_some(false));
    Sheet {
        heading: words.heading.with(&[("name", &backdrop.names[who])]),
        by: Some(who),
        lines,
        asks: Some(Asks { said, yes: words.done.clone() }),
        keys,
        private: true,
        ..Sheet::default()
    }
}

/// After a pause: a line for each to read aloud, and a smaller goal if it keeps rising.
pub(crate) fn way_back(talk: &Talk, way: WayBack, backdrop: &Backdrop) -> View {
    let (words, footer) = (&backdrop.words.way_back, &backdrop.words.footer);
    let turn = talk.pauses() as usize;
    let first = talk.first();
    let reads = |seat: Seat, lines: &[String]| {
        let line = lines.get(turn % lines.len().max(1)).cloned().unwrap_or_default();
        (Tone::Text, words.reads.with(&[("name", &backdrop.names[seat]), ("line", &line)]))
    };
    let mut lines = vec![reads(first, &words.first), reads(first.other(), &words.second)];
    if way.smaller || talk.has_smaller_goal() {
        lines.push((Tone::Strong, words.chosen.clone()));
    } else if way.offers_smaller {
        lines.push((Tone::Quiet, words.offer.clone()));
    }
    let mut keys = vec![("b", footer.longer_break.clone())];
    if way.offers_smaller {
        let other = if way.smaller { &footer.whole_goal } else { &footer.smaller_goal };
        keys.insert(0, ("w", other.clone()));
    }
    let asks = Some(both(way.yes, &footer.go_on));
    View::Sheet(Sheet { heading: words.heading.clone(), lines, asks, keys, ..Sheet::default() })
}

pub(crate) fn repair(talk: &Talk, who: Seat, part: Amends, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.repair, &backdrop.words.footer);
    let (asked, start) = match part {
        Amends::Harm => (&words.harm, &words.harm_start),
        Amends::Mend => (&words.mend, &words.mend_start),
        Amends::Change => (&words.change, &words.change_start),
    };
    let text = &backdrop.notes.amends[who][part as usize];
    let lines = vec![
        (Tone::Quiet, words.part.with(&[("n", &(part as usize + 1))])),
        (Tone::Strong, asked.clone()),
        written(&backdrop.notes, text, start),
        (Tone::Quiet, words.listens.with(&[("listener", &backdrop.names[who.other()])])),
    ];
    let keys = vec![("n", footer.next_part.clone()), ("t", footer.write.clone())];
    Sheet {
        heading: words.heading.with(&[("name", &backdrop.names[who])]),
        by: Some(who),
        lines,
        asks: Some(both(talk.yes(), &words.leave_out)),
        keys,
        ..Sheet::default()
    }
}

pub(crate) fn one_step(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, footer) = (&backdrop.words.one_step, &backdrop.words.footer);
    let (who, day) = who_and_when(backdrop);
    let lines = vec![
        (Tone::Quiet, words.small.clone()),
        written(&backdrop.notes, &backdrop.notes.step, &words.aloud),
        (Tone::Text, words.who.with(&[("name", &who)])),
        (Tone::Text, words.by.with(&[("day", &day)])),
    ];
    let keys = vec![("t", footer.write.clone()), ("w", footer.who.clone()), ("d", footer.by_when.clone())];
    let asks = Some(both(talk.yes(), &footer.go_on));
    Sheet { heading: words.heading.clone(), lines, asks, keys, ..Sheet::default() }
}

pub(crate) fn summary(talk: &Talk, backdrop: &Backdrop) -> Sheet {
    let (words, notes) = (&backdrop.words.summary, &backdrop.notes);
    let mut lines = Vec::new();
    for seat in [talk.first(), talk.first().other()] {
        let said: Vec<&str> = notes.amends[seat].iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        let text = if said.is_empty() { words.aloud.clone() } else { said.join(" · ") };
        lines.push((Tone::Text, words.person.with(&[("name", &backdrop.names[seat]), ("text", &text)])));
    }
    let step = if notes.step.is_empty() { &words.aloud } else { &notes.step };
    let (who, day) = who_and_when(backdrop);
    lines.push((Tone::Strong, words.step.with(&[("step", step), ("who", &who), ("day", &day)])));
    if !backdrop.ephemeral {
        lines.push((Tone::Quiet, words.kept.clone()));
    }
    let asks = Some(both(talk.yes(), &backdrop.words.agreements.yes));
    Sheet { heading: words.heading.clone(), lines, asks, ..Sheet::default() }
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

/// What has been written, with a mark where more would go; or what may be said instead.
fn written(notes: &Notes, text: &str, instead: &str) -> (Tone, String) {
    match (notes.is_typing(), text.is_empty()) {
        (true, _) => (Tone::Strong, format!("{text}_")),
        (false, true) => (Tone::Text, instead.to_owned()),
        (false, false) => (Tone::Strong, text.to_owned()),
    }
}

/// The page while somebody types: letters are text then, and it shows no key that would be. Where keys come line by
/// line, a single letter stays what it is, and it says so.
pub(crate) fn written_on(mut sheet: Sheet, backdrop: &Backdrop) -> Sheet {
    if backdrop.notes.is_typing() {
        sheet.keys = vec![("Enter", backdrop.words.footer.done.clone())];
        if backdrop.by_line {
            sheet.lines.push((Tone::Quiet, backdrop.words.screen.one_line.clone()));
        } else {
            (sheet.asks, sheet.typing) = (None, true);
        }
    }
    sheet
}

fn both(said: Pair<bool>, yes: &str) -> Asks {
    Asks { said: said.map(|said| Some(*said)), yes: yes.to_owned() }
}
