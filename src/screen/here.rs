//! For a moment after a key that does nothing: which keys do something here. It stands in the last row of the window,
//! beneath the footer where a row is free there, else in its place.
//!
//! ```text
//! p pause          m more time   b longer break          ? help   q stop
//!
//!           here: a or l — I'm ready · m — more time
//! ```

use super::keys::here::{Answers, here};
use super::page::Page;
use super::scene::{RestView, Scene, Sheet, View};
use super::text::width;
use crate::event::seat::Pair;

/// Draws the line. Keys that don't fit are left out, the last ones first, the quick exit never.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let covered = scene.help || scene.finding_help.is_some();
    let (keys, exit) = here(scene.place(), covered, answers(scene).as_ref(), &scene.words);
    let line = |count: usize| {
        let keys: Vec<&str> = keys[..count].iter().chain(&exit).map(String::as_str).collect();
        scene.words.here.line.with(&[("keys", &keys.join(" · "))])
    };
    page.plain_line(&line(keys.len()));
    let counts = (1..=keys.len()).rev();
    let fitting = counts.map(line).find(|line| width(line) <= page.width());
    let y = page.area.bottom().saturating_sub(1);
    page.write_centred(y, &fitting.unwrap_or_default(), page.theme.quiet);
}

/// What the page of a scene asks of the people at it.
pub(crate) fn answers(scene: &Scene) -> Option<Answers<'_>> {
    let words = &scene.words;
    let both = |yes| Answers { asked: Pair { left: true, right: true }, yes };
    match &scene.view {
        _ if scene.watched => None,
        View::Sheet(Sheet { asks, .. }) => {
            asks.as_ref().map(|asks| Answers { asked: asks.said.map(Option::is_some), yes: &asks.yes })
        }
        View::Turn { asks: Some(_), .. } | View::LongBreak(RestView { asks: Some(_), .. }) => {
            Some(both(&words.turn.say_yes))
        }
        View::Pause(_) | View::LongBreak(_) => Some(both(&words.pause.say_ready)),
        View::ReturnOffer { .. } => Some(both(&words.later.say_agree)),
        View::Straps { .. }
        | View::Settling { .. }
        | View::WarmUp { .. }
        | View::Turn { .. }
        | View::Breath { .. }
        | View::Closing { .. }
        | View::Practice(_) => None,
    }
}
