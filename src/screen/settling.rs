//! Before the talk: a quiet minute, then a turn each of telling about the day.
//!
//! ```text
//!         sit back, breathe as you like             A L E X   t e l l s
//!                                                    how was your day?
//!                    0:42                                  0:42
//!
//!     no need to talk; breathmark learns       Sam listens. breathmark
//!          how your hearts rest today         learns your calm talking.
//!
//! Alex                                                               Sam
//! ●  signal good                                          signal good  ●
//! ```

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::large_type::{Size, capitals, digits_centred, spaced};
use super::page::{Page, spread};
use super::person;
use super::scene::Scene;
use super::times::clock;
use crate::event::seat::Seat;
use crate::words::text::Phrase;

/// Draws the quiet minute.
pub(crate) fn draw(page: &mut Page, scene: &Scene, left_s: u64) {
    page.header(&page.words.screen.program, scene.note.as_deref(), "");
    let words = &page.words.settling;
    let why = &words.why;
    let area = above_seats(page);
    let [top, time, bottom] = spread(area, [1, Size::on(page).rows(), page.rows_of(why)], 3);
    let task = spaced(&words.task, page.width());
    page.centred(top, &task, page.theme.strong);
    large_clock(page, time, left_s);
    page.paragraph(bottom, why, page.theme.quiet);
    person::seats(page, scene);
}

/// Draws a warm-up turn.
pub(crate) fn draw_warm_up(page: &mut Page, scene: &Scene, speaker: Seat, left_s: u64) {
    page.header(&page.words.screen.program, scene.note.as_deref(), "");
    let words = &page.words.settling;
    let why = words.learns.with(&[("listener", &scene.people[speaker.other()].name)]);
    let area = above_seats(page);
    let heights = [1, 1, Size::on(page).rows(), page.rows_of(&why)];
    let [top, question, time, bottom] = spread(area, heights, 3);
    heading(page, top, scene, speaker, &words.tells);
    page.centred(question, &words.question, page.theme.text);
    large_clock(page, time, left_s);
    page.paragraph(bottom, &why, page.theme.quiet);
    person::seats(page, scene);
}

/// Who does what, large, in the tone of their seat.
pub(crate) fn heading(page: &mut Page, y: u16, scene: &Scene, seat: Seat, does: &Phrase) {
    let room = page.width();
    let name = &scene.people[seat].name;
    page.plain_line(&does.with(&[("name", name)]));
    let text = does.with(&[("name", &capitals(name))]);
    let style = page.theme.person(seat).add_modifier(Modifier::BOLD);
    page.write_centred(y, &spaced(&text, room), style);
}

/// The time left of a step, in large digits.
pub(crate) fn large_clock(page: &mut Page, y: u16, left_s: u64) {
    let area = Rect { y, ..page.body() };
    digits_centred(page, area, &clock(left_s), Size::on(page), page.theme.text);
}

/// The rows between the header and the seats.
pub(crate) fn above_seats(page: &Page) -> Rect {
    let body = page.body();
    Rect { height: person::seats_row(page).saturating_sub(body.y), ..body }
}
