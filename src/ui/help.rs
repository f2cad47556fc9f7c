//! The help: the keys in two columns, and beneath them what the words mean.
//!
//! ```text
//! p      pause, for both          m      a minute more
//! a  l   ready: left, right       b      a longer break
//! ...                             ...
//!
//! ● good   ◐ settling   ○ none
//! RMSSD: how much the time between heartbeats varies, ...
//! breathmark is not a medical device. ...
//! ```

use ratatui::layout::Rect;

use super::page::{Page, spread, wrap};
use super::scene::{Scene, View};

/// A key and what it does.
type Line = (&'static str, &'static str);

const TALK: [Line; 10] = [
    ("p", "pause, for both"),
    ("a  l", "ready: left, right"),
    ("s  k", "not yet"),
    ("n", "go on, hand over"),
    ("q", "stop; then leave"),
    ("m", "a minute more"),
    ("b", "a longer break"),
    ("1  0", "numbers, if both wish"),
    ("?", "this help, and back"),
    ("Ctrl-C", "leave at once"),
];
const PRACTICE: [Line; 3] = [("q", "end the practice"), ("?", "this help, and back"), ("Ctrl-C", "leave at once")];

const MEANINGS: [&str; 3] = [
    "● good   ◐ settling   ○ no signal",
    "RMSSD: how much the time between heartbeats varies, in milliseconds. It rises with slow breath and with rest.",
    "breathmark is not a medical device. If you feel unwell, stop, and get help.",
];
const KEY: u16 = 7;

/// Draws the help for the screen beneath it.
pub(super) fn draw(page: &mut Page, scene: &Scene) {
    page.header("help", scene.note.as_deref(), "");
    let keys: &[Line] = if matches!(scene.view, View::Practice(_)) { &PRACTICE } else { &TALK };
    let rows = (keys.len() as u16).div_ceil(2);
    let body = page.body();
    let width = body.width.min(76);
    let area = Rect { x: body.x + (body.width - width) / 2, width, ..body };
    let lines = MEANINGS.map(|meaning| wrap(meaning, width));
    let [shapes, rmssd, device] = [0, 1, 2].map(|i: usize| lines[i].len() as u16);
    let [top, below @ ..] = spread(area, [rows, shapes, rmssd, device], 3);
    for (i, line) in (0..).zip(keys) {
        draw_key(page, area.x + i / rows * (width / 2), top + i % rows, line);
    }
    for (y, lines) in below.into_iter().zip(&lines) {
        for (y, line) in (y..).zip(lines) {
            page.put(area.x, y, line, page.theme.quiet);
        }
    }
}

fn draw_key(page: &mut Page, x: u16, y: u16, (key, does): &Line) {
    page.put(x, y, key, page.theme.strong);
    page.put(x + KEY, y, does, page.theme.text);
}
