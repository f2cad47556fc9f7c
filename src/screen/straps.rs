//! The start: both people, their straps, and what happens next.
//!
//! ```text
//!              put your straps on and sit down
//!
//!          A L E X                    S A M
//!      ●  signal good        ◐  looking for the strap
//!
//!       as soon as both straps are heard, we begin
//! ```

use ratatui::layout::Rect;

use super::large_type::{capitals, spaced};
use super::page::{Page, spread};
use super::person;
use super::scene::{Scene, StrapView};
use super::text::clip;
use crate::event::seat::Seat;

/// Draws the start of a talk; `assigned` is the number of seats with a strap.
pub(crate) fn draw(page: &mut Page, scene: &Scene, assigned: u8) {
    page.header(&page.words.screen.program, scene.note.as_deref(), "");
    let what = what_happens(scene, assigned);
    let rows = page.rows_of(&what);
    let [top, people, next] = spread(page.body(), [1, 3, rows], 3);
    let words = &page.words.straps;
    let welcome = if assigned == 0 { &words.without_straps } else { &words.with_straps };
    let welcome = spaced(welcome, page.width());
    page.centred(top, &welcome, page.theme.strong);
    for seat in Seat::BOTH {
        draw_person(page, scene, seat, people);
    }
    page.paragraph(next, &what, page.theme.text);
}

fn draw_person(page: &mut Page, scene: &Scene, seat: Seat, y: u16) {
    let (person, half) = (&scene.people[seat], page.half());
    let x = match seat {
        Seat::Left => page.area.x + page.margin(),
        Seat::Right => page.area.right() - page.margin() - half,
    };
    let area = Rect { x, y, width: half, height: 1 };
    let name = spaced(&capitals(&person.name), half);
    page.centred_in(area, &clip(&name, half), page.theme.person(seat));
    person::strap_in(page, Rect { y: y + 2, ..area }, seat, person);
}

fn what_happens(scene: &Scene, assigned: u8) -> String {
    let words = &scene.words.straps;
    let name = |seat: Seat| scene.people[seat].name.as_str();
    let with = if scene.people.left.strap == StrapView::Absent { Seat::Right } else { Seat::Left };
    if assigned > 0 && scene.people.any(|p| matches!(p.strap, StrapView::NoAdapter | StrapView::NoBluetooth)) {
        return words.bluetooth_off.clone();
    }
    match assigned {
        0 => words.none.clone(),
        1 => words.one.with(&[("worn_by", &name(with)), ("other", &name(with.other()))]),
        _ => words.two.clone(),
    }
}
