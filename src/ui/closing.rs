//! The close: what was done, when it goes on, and one thing to say before getting up.
//!
//! ```text
//!             t h a n k   y o u   b o t h
//!
//!      you talked for 24 minutes, with 2 pauses
//!                we go on: 21:40
//!
//!        before you get up, tell each other
//!           one thing you understood
//! ```

use ratatui::style::Modifier;

use super::large::spaced;
use super::page::{Page, spread};
use super::scene::{Scene, View};
use super::words::counted;

/// Draws the close.
pub(super) fn draw(page: &mut Page, scene: &Scene) {
    let View::Closing { talked_s, pauses, returns_clock, .. } = &scene.view else { return };
    page.header("breathmark", scene.note.as_deref(), "");
    let ask = if returns_clock.is_some() {
        "let it rest until then: a walk, tea, music. Leave this open, or start a new talk when you are back"
    } else {
        "before you get up, tell each other one thing you understood"
    };
    let heights = [1, 1, u16::from(returns_clock.is_some()), page.rows_of(ask)];
    let [top, done, again, bottom] = spread(page.body(), heights, 3);
    let thanks = spaced("thank you both", page.width());
    page.centred(top, &thanks, page.theme.breath.add_modifier(Modifier::BOLD));
    page.centred(done, &what_was(*talked_s, *pauses), page.theme.text);
    if let Some(clock) = returns_clock {
        page.centred(again, &format!("we go on: {clock}"), page.theme.strong);
    }
    page.paragraph(bottom, ask, page.theme.text);
}

fn what_was(talked_s: u64, pauses: u32) -> String {
    let pauses = counted(pauses.into(), "pause");
    match (talked_s + 30) / 60 {
        0 => format!("you talked for less than a minute, with {pauses}"),
        minutes => format!("you talked for {}, with {pauses}", counted(minutes, "minute")),
    }
}
