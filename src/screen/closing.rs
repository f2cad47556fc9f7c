//! The close: how long the talk was, when it goes on, and one question to answer before getting up.
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
//!
//! Out of a pause it asks for nothing: whoever breaks off is to rest.

use ratatui::style::Modifier;

use super::large_type::spaced;
use super::page::{Page, spread};
use super::scene::{Scene, View};
use crate::words::screens::Closing;

/// Draws the close.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let View::Closing { talked_s, pauses, returns_clock, early, suggests_help, .. } = &scene.view else { return };
    let words = &page.words.closing;
    page.header(&page.words.screen.program, scene.note.as_deref(), "");
    let nobody_spoke = *talked_s == 0 && *pauses == 0;
    let ask = match (returns_clock, early) {
        (None, _) if nobody_spoke => &words.nothing_lost,
        (Some(_), _) => &words.rest,
        (None, true) => &words.broken_off,
        (None, false) => &words.understood,
    };
    let gently = if *suggests_help { &*page.words.beyond.gently } else { "" };
    let heights = [1, 1, u16::from(returns_clock.is_some()), page.rows_of(ask), page.rows_of(gently)];
    let [top, done, again, bottom, last] = spread(page.body(), heights, 3);
    let thanks = spaced(if nobody_spoke { &words.not_begun } else { &words.thanks }, page.width());
    page.centred(top, &thanks, page.theme.breath.add_modifier(Modifier::BOLD));
    if !nobody_spoke {
        page.centred(done, &what_was(words, *talked_s, *pauses), page.theme.text);
    }
    if let Some(clock) = returns_clock {
        page.centred(again, &words.we_go_on.with(&[("time", clock)]), page.theme.strong);
    }
    page.paragraph(bottom, ask, page.theme.text);
    page.paragraph(last, gently, page.theme.quiet);
}

/// How long both talked, and how often they paused.
pub(crate) fn what_was(words: &Closing, talked_s: u64, pauses: u32) -> String {
    let time = whole_minutes(words, talked_s);
    words.talked.with(&[("time", &time), ("pauses", &words.pauses.of(pauses.into()))])
}

/// The nearest whole minutes, in words.
pub(crate) fn whole_minutes(words: &Closing, seconds: u64) -> String {
    match (seconds + 30) / 60 {
        0 => words.less_than_a_minute.clone(),
        minutes => words.minutes.of(minutes),
    }
}
