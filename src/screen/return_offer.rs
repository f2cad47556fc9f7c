//! Agreeing on a time to go on.
//!
//! ```text
//!                    let's go on later
//!
//!                 i n   2   h o u r s
//!
//!     until then: a walk, tea, music; let the topic rest
//!
//! Alex                                                 Sam
//! a  I agree                                     ●  agreed
//! ```

use ratatui::style::Modifier;

use super::keys;
use super::large_type::spaced;
use super::page::{Page, spread};
use super::person;
use super::scene::Scene;
use super::settling::above_seats;
use super::times::from_now;
use crate::event::seat::{Pair, Seat};

/// Draws the offer to go on in `minutes` minutes.
pub(crate) fn draw(page: &mut Page, scene: &Scene, minutes: u64, agreed: Pair<bool>) {
    page.header("", scene.note.as_deref(), "");
    let words = &page.words.later;
    let until = &words.until;
    let [top, when, bottom] = spread(above_seats(page), [1, 1, page.rows_of(until)], 3);
    page.centred(top, &words.heading, page.theme.text);
    let time = spaced(&from_now(words, minutes), page.width());
    page.centred(when, &time, page.theme.breath.add_modifier(Modifier::BOLD));
    page.paragraph(bottom, until, page.theme.quiet);
    for (seat, agreed) in agreed.iter() {
        draw_seat(page, scene, seat, *agreed);
    }
}

fn draw_seat(page: &mut Page, scene: &Scene, seat: Seat, agreed: bool) {
    let y = person::seats_row(page);
    let (agree, not_yet) = keys::of_seat(seat, page.words);
    let words = &page.words.later;
    let (strong, text, quiet) = (page.theme.strong, page.theme.text, page.theme.quiet);
    person::name(page, seat, y, &scene.people[seat]);
    if agreed {
        page.at_seat(seat, y + 1, ("●", strong), (&words.agreed, strong));
        page.at_seat(seat, y + 2, (&not_yet, strong), (&words.not_yet, quiet));
    } else {
        page.at_seat(seat, y + 1, (&agree, strong), (&words.say_agree, text));
    }
}
