//! A person at their seat: name, strap, and one line more. The right seat mirrors the left.
//!
//! ```text
//! Alex                                                        Sam
//! ●  signal good                            reconnecting (12 s)  ○
//! 72 beats a minute · RMSSD 34 ms                  battery 12 %
//! ```

use std::fmt::Display;
use std::slice::from_ref;

use super::page::Page;
use super::scene::{Numbers, PersonView, Scene, StrapView};
use super::strap_fault;
use super::text::{clip, fit, width};
use super::theme::Theme;
use super::times::span;
use crate::event::seat::Seat;
use crate::heart::strap_fault::StrapFault;
use crate::words::Words;
use crate::words::text::Phrase;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The rows that [`seats`] takes.
pub(crate) const ROWS: u16 = 3;

/// The first row of the seats at the bottom of a page; one row is free between them and the footer.
pub(crate) fn seats_row(page: &Page) -> u16 {
    page.footer_row() - ROWS - 1 - page.air()
}

/// Draws both people at the bottom.
pub(crate) fn seats(page: &mut Page, scene: &Scene) {
    let y = seats_row(page);
    let some_wear = scene.anybody_wears_a_strap();
    for (seat, person) in scene.people.iter() {
        name(page, seat, y, person);
        if some_wear {
            strap_line(page, seat, y + 1, person);
        }
        let detail = detail(page.words, person, page.half());
        page.at_seat(seat, y + 2, ("", page.theme.quiet), (&detail, page.theme.quiet));
    }
}

/// The name, in the tone of its seat.
pub(crate) fn name(page: &mut Page, seat: Seat, y: u16, person: &PersonView) {
    let style = page.theme.person(seat);
    page.at_seat(seat, y, ("", style), (&person.name, style));
}

/// Shape and words of a strap at its seat.
fn strap_line(page: &mut Page, seat: Seat, y: u16, person: &PersonView) {
    let room = page.half().saturating_sub(3);
    let state = match person.strap {
        StrapView::Absent => fit(&page.words.strap.absent_pauses, room).to_owned(),
        strap => words(page.words, strap, room),
    };
    let (mark, text) = styles(page, person.strap);
    page.state_at_seat(seat, y, (shape(person.strap), mark), (&state, text));
}

/// The same in the middle of `area`, for a screen that is about the straps.
pub(crate) fn strap_in(page: &mut Page, area: Rect, seat: Seat, person: &PersonView) {
    let state = with_battery(page.words, person, area.width.saturating_sub(3));
    page.plain_state(&format!("{seat:?}"), &format!("{}: {state}", person.name));
    let line = format!("{}  {state}", shape(person.strap));
    let x = area.x + area.width.saturating_sub(width(&line)) / 2;
    page.put(x, area.y, &line, page.theme.text);
    page.put(x, area.y, shape(person.strap), styles(page, person.strap).0);
}

/// The styles of its shape and its words.
fn styles(page: &Page, strap: StrapView) -> (Style, Style) {
    let Theme { attention, text, quiet, .. } = *page.theme;
    if is_in_trouble(strap) { (attention, text) } else { (quiet, quiet) }
}

/// Whether a strap that should deliver does not.
pub(crate) fn is_in_trouble(strap: StrapView) -> bool {
    use StrapView::{Lost, NoAdapter, NoBluetooth, NoContact, NotAHeartStrap, Silent};
    matches!(strap, NoContact | Silent(_) | Lost(_) | NotAHeartStrap | NoAdapter | NoBluetooth)
}

/// Full: it delivers all. Half: something is on its way, or part of it. Empty: nothing comes.
pub(crate) fn shape(strap: StrapView) -> &'static str {
    match strap {
        StrapView::Good | StrapView::Faulty(StrapFault::Milliseconds | StrapFault::Padded) => "●",
        StrapView::ContactDoubted
        | StrapView::Faulty(_)
        | StrapView::Settling
        | StrapView::RateOnly
        | StrapView::Searching
        | StrapView::Connecting
        | StrapView::Quiet => "◐",
        _ => "○",
    }
}

/// The longest wording that fits in `room` columns.
pub(crate) fn words(words: &Words, strap: StrapView, room: u16) -> String {
    let Words { strap: words, screen, .. } = words;
    let fixed = match strap {
        StrapView::Silent(s) => return fit_with(&words.silent, &[("time", &span(screen, s))], room),
        StrapView::Lost(s) => return fit_with(&words.lost, &[("time", &span(screen, s))], room),
        StrapView::Absent => from_ref(&words.absent),
        StrapView::Searching => &words.searching,
        StrapView::Connecting => from_ref(&words.connecting),
        StrapView::Quiet => &words.quiet,
        StrapView::Settling => from_ref(&words.settling),
        StrapView::Good => from_ref(&words.good),
        StrapView::RateOnly => from_ref(&words.rate_only),
        StrapView::Faulty(fault) => strap_fault::beside_name(words, fault),
        StrapView::NoContact => &words.no_contact,
        StrapView::ContactDoubted => &words.contact_doubted,
        StrapView::NotAHeartStrap => &words.not_a_heart_strap,
        StrapView::NoAdapter => from_ref(&words.no_adapter),
        StrapView::NoBluetooth => &words.no_bluetooth,
    };
    fit(fixed, room).to_owned()
}

/// The longest of several phrases that fits once its places are filled in.
pub(crate) fn fit_with(phrases: &[Phrase], values: &[(&str, &dyn Display)], room: u16) -> String {
    let filled: Vec<String> = phrases.iter().map(|phrase| phrase.with(values)).collect();
    fit(&filled, room).to_owned()
}

fn battery(words: &Words, person: &PersonView) -> Option<String> {
    person.low_battery.map(|percent| words.strap.battery.with(&[("percent", &percent)]))
}

/// The state of the strap, and the battery if it is low and there is room for it.
fn with_battery(words: &Words, person: &PersonView, room: u16) -> String {
    let state = self::words(words, person.strap, room);
    let both = battery(words, person).map(|battery| format!("{state} · {battery}"));
    both.filter(|both| width(both) <= room).unwrap_or(state)
}

/// The line beneath the strap: the numbers if both wish to see them, and a low battery.
fn detail(words: &Words, person: &PersonView, room: u16) -> String {
    let mut details = Vec::with_capacity(2);
    details.extend(person.numbers.and_then(|both| numbers(words, both, room)));
    details.extend(battery(words, person));
    let all = details.join(" · ");
    let first = details.into_iter().next().unwrap_or_default();
    clip(fit(&[all, first], room), room).into_owned()
}

fn numbers(words: &Words, numbers: Numbers, room: u16) -> Option<String> {
    let rate = numbers.heart_rate?;
    let rmssd = numbers.rmssd.map(|rmssd| words.strap.rmssd.with(&[("rmssd", &rmssd)]));
    let wordings: Vec<String> = words.strap.rate.iter().map(|phrase| phrase.with(&[("rate", &rate)])).collect();
    let with_rmssd = wordings.iter().flat_map(|rate| rmssd.iter().map(move |rmssd| format!("{rate} · {rmssd}")));
    let all: Vec<String> = with_rmssd.chain(wordings.iter().cloned()).collect();
    Some(fit(&all, room).to_owned())
}
