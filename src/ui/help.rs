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
use crate::words::screens as words;

/// A key and what it does.
type Line<'a> = (&'static str, &'a str);

fn talk(words: &words::Help) -> Vec<Line<'_>> {
    vec![
        ("p", &words.pause),
        ("a  l", &words.ready),
        ("s  k", &words.not_yet),
        ("n", &words.next),
        ("q", &words.stop),
        ("space", &words.breathe),
        ("x", &words.vanish),
        ("m", &words.more_time),
        ("g", &words.ground),
        ("b", &words.longer_break),
        ("d  o", &words.cards),
        ("r", &words.repair),
        ("1  0", &words.numbers),
        ("?  h", &words.finding_help),
    ]
}

fn practice(words: &words::Help) -> Vec<Line<'_>> {
    vec![("q", &words.end_practice), ("?", &words.help), ("h", &words.finding_help), ("x", &words.vanish)]
}

const KEY: u16 = 7;

/// Draws the help for the screen beneath it.
pub(super) fn draw(page: &mut Page, scene: &Scene) {
    let words = &page.words.help;
    page.header(&words.title, scene.note.as_deref(), "");
    let keys = if matches!(scene.view, View::Practice(_)) { practice(words) } else { talk(words) };
    let rows = (keys.len() as u16).div_ceil(2);
    let body = page.body();
    let width = body.width.min(76);
    let area = Rect { x: body.x + (body.width - width) / 2, width, ..body };
    let lines = [&words.shapes, &words.rmssd, &words.device].map(|meaning| wrap(meaning, width));
    let [shapes, rmssd, device] = [0, 1, 2].map(|i: usize| lines[i].len() as u16);
    let [top, below @ ..] = spread(area, [rows, shapes, rmssd, device], 3);
    for (i, line) in (0..).zip(&keys) {
        draw_key(page, area.x + i / rows * (width / 2), top + i % rows, line);
    }
    for meaning in [&words.shapes, &words.rmssd, &words.device] {
        page.say(meaning);
    }
    for (y, lines) in below.into_iter().zip(&lines) {
        for (y, line) in (y..).zip(lines) {
            page.put(area.x, y, line, page.theme.quiet);
        }
    }
}

fn draw_key(page: &mut Page, x: u16, y: u16, (key, does): &Line<'_>) {
    page.say(&format!("{key}: {does}"));
    page.put(x, y, key, page.theme.strong);
    page.put(x + KEY, y, does, page.theme.text);
}
