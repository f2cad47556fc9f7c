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

use super::large_type::spaced;
use super::page::{Page, spread};
use super::scene::Scene;
use super::settling::above_seats;
use super::times::from_now;
use super::yes::{self, Yes};
use crate::event::seat::Pair;

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
    let yes = Yes { say: &words.say_agree, said: &words.agreed, no: None };
    for (seat, agreed) in agreed.iter() {
        yes::draw(page, scene, seat, *agreed, yes);
    }
}
