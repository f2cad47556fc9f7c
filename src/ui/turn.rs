//! A turn: who speaks, how long, and what the listener does.
//!
//! ```text
//! breathmark                                              24 min left
//!
//!                       A L E X   s p e a k s
//!
//!                              1:12
//!
//!             Sam: listen, then say back what you heard.
//!
//! Alex                                                            Sam
//! ●  signal good                                       signal good  ●
//! still learning; p pauses
//! ```

use super::large::Size;
use super::page::{Page, spread};
use super::person;
use super::scene::{Scene, View};
use super::settling::{above_seats, heading, large_clock};
use super::words::left;

/// Draws a turn.
pub(super) fn draw(page: &mut Page, scene: &Scene) {
    let View::Turn { speaker, left_s, talk_left_s, learning } = &scene.view else { return };
    page.header(&page.words.screen.program, scene.note.as_deref(), &left(&page.words.screen, *talk_left_s));
    let words = &page.words.turn;
    let task = words.task.with(&[("listener", &scene.people[speaker.other()].name)]);
    let heights = [1, Size::on(page).rows(), page.rows_of(&task)];
    let [top, time, bottom] = spread(above_seats(page), heights, 3);
    heading(page, top, scene, *speaker, &words.speaks);
    large_clock(page, time, *left_s);
    page.paragraph(bottom, &task, page.theme.text);
    person::seats(page, scene, *learning);
    numbers_hint(page, scene);
}

/// One wish is not enough for numbers; it says so without saying whose wish it is.
fn numbers_hint(page: &mut Page, scene: &Scene) {
    if scene.people.any(|p| p.wants_numbers) && !scene.people.all(|p| p.wants_numbers) {
        let y = person::seats_row(page) + person::ROWS;
        page.centred(y, &page.words.turn.numbers, page.theme.quiet);
    }
}
