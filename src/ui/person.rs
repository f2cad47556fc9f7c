//! A person at their seat: name, strap, and one line more. The right seat mirrors the left.
//!
//! ```text
//! Alex                                                        Sam
//! ●  signal good                            reconnecting (12 s)  ○
//! 72 beats a minute · RMSSD 34 ms         still learning · p pauses
//! ```

use super::page::{Page, clip, fit, width};
use super::scene::{Numbers, Person, Scene, Strap};
use super::theme::Theme;
use super::words::span;
use crate::seat::{Pair, Seat};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The rows that [`seats`] takes.
pub(super) const ROWS: u16 = 3;

/// The first row of the seats at the bottom of a page; one row is free between them and the footer.
pub(super) fn seats_row(page: &Page) -> u16 {
    page.footer_row() - ROWS - 1 - page.air()
}

/// Draws both people at the bottom. `learning`: whose calm talking is not yet known.
pub(super) fn seats(page: &mut Page, scene: &Scene, learning: Pair<bool>) {
    let y = seats_row(page);
    for (seat, person) in scene.people.iter() {
        name(page, seat, y, person);
        strap_line(page, seat, y + 1, person);
        let detail = detail(person, learning[seat], page.half());
        page.at_seat(seat, y + 2, ("", page.theme.quiet), (&detail, page.theme.quiet));
    }
}

/// The name, in the tone of its seat.
pub(super) fn name(page: &mut Page, seat: Seat, y: u16, person: &Person) {
    let style = page.theme.person(seat);
    page.at_seat(seat, y, ("", style), (&person.name, style));
}

/// Shape and words of a strap at its seat.
fn strap_line(page: &mut Page, seat: Seat, y: u16, person: &Person) {
    let words = with_battery(person, page.half().saturating_sub(3));
    let words = if person.strap == Strap::Absent { "no strap · p pauses" } else { &words };
    let (mark, text) = styles(page, person.strap);
    page.at_seat(seat, y, (shape(person.strap), mark), (words, text));
}

/// The same in the middle of `area`, for a screen that is about the straps.
pub(super) fn strap_in(page: &mut Page, area: Rect, person: &Person) {
    let words = with_battery(person, area.width.saturating_sub(3));
    let line = format!("{}  {words}", shape(person.strap));
    let x = area.x + area.width.saturating_sub(width(&line)) / 2;
    page.put(x, area.y, &line, page.theme.text);
    page.put(x, area.y, shape(person.strap), styles(page, person.strap).0);
}

/// The styles of its shape and its words.
fn styles(page: &Page, strap: Strap) -> (Style, Style) {
    let Theme { attention, text, quiet, .. } = *page.theme;
    if is_in_trouble(strap) { (attention, text) } else { (quiet, quiet) }
}

/// Whether a strap that should deliver does not.
pub(super) fn is_in_trouble(strap: Strap) -> bool {
    use Strap::{Lost, NoAdapter, NoBluetooth, NoContact, NotAHeartStrap, Silent};
    matches!(strap, NoContact | Silent(_) | Lost(_) | NotAHeartStrap | NoAdapter | NoBluetooth)
}

/// Full: it delivers all. Half: something is on its way, or part of it. Empty: nothing comes.
pub(super) fn shape(strap: Strap) -> &'static str {
    match strap {
        Strap::Good => "●",
        Strap::Settling | Strap::RateOnly | Strap::Searching | Strap::Connecting | Strap::Quiet => "◐",
        _ => "○",
    }
}

/// The longest wording that fits in `room` columns.
pub(super) fn words(strap: Strap, room: u16) -> String {
    let fixed: &[&str] = match strap {
        Strap::Silent(s) => return fit(&[format!("no signal for {}", span(s)), silent(s)], room).to_owned(),
        Strap::Lost(s) => return lost(s, room),
        Strap::Absent => &["no strap"],
        Strap::Searching => &["looking for the strap", "looking for it"],
        Strap::Connecting => &["connecting"],
        Strap::Quiet => &[
            "connected, nothing yet: is it moist and worn?",
            "nothing yet: moist and worn?",
            "nothing yet: is it worn?",
            "nothing yet",
        ],
        Strap::Settling => &["settling"],
        Strap::Good => &["signal good"],
        Strap::RateOnly => &["heart rate only"],
        Strap::NoContact => &["the strap feels no skin", "feels no skin"],
        Strap::NotAHeartStrap => &["this is no heart-rate strap", "no heart-rate strap", "no heart strap"],
        Strap::NoAdapter => &["Bluetooth is off"],
        Strap::NoBluetooth => &["Bluetooth does not answer", "Bluetooth is silent"],
    };
    fit(fixed, room).to_owned()
}

fn silent(seconds: u64) -> String {
    format!("silent {}", span(seconds))
}

fn lost(seconds: u64, room: u16) -> String {
    let ago = span(seconds);
    let wordings = [
        format!("reconnecting, silent for {ago}; the talk goes on"),
        format!("reconnecting, silent for {ago}"),
        format!("reconnecting ({ago})"),
        "reconnecting".to_owned(),
    ];
    fit(&wordings, room).to_owned()
}

fn with_battery(person: &Person, room: u16) -> String {
    let mut words = words(person.strap, room);
    if let Some(battery) = person.low_battery.map(|percent| format!(" · battery {percent} %"))
        && width(&words) + width(&battery) <= room
    {
        words.push_str(&battery);
    }
    words
}

/// The one line more: what matters most to this person now.
fn detail(person: &Person, learning: bool, room: u16) -> String {
    let learns = learning && !is_in_trouble(person.strap) && person.strap != Strap::Absent;
    let mut details = Vec::with_capacity(3);
    if learns {
        let wordings =
            ["still learning your calm talking; p pauses", "learning your calm; p pauses", "still learning; p pauses"];
        details.push(fit(&wordings, room).to_owned());
    }
    details.extend(person.numbers.and_then(|both| numbers(both, room)));
    if let Some(percent) = person.low_battery
        && !with_battery(person, room.saturating_sub(3)).contains("battery")
    {
        details.push(format!("battery {percent} %"));
    }
    let all = details.join(" · ");
    let first = details.into_iter().next().unwrap_or_default();
    clip(fit(&[all, first], room), room).into_owned()
}

fn numbers(numbers: Numbers, room: u16) -> Option<String> {
    let rate = numbers.heart_rate?;
    let rmssd = numbers.rmssd.map_or(String::new(), |rmssd| format!(" · RMSSD {rmssd} ms"));
    let wordings = [format!("{rate} beats a minute{rmssd}"), format!("{rate} a minute{rmssd}")];
    Some(fit(&wordings, room).to_owned())
}
