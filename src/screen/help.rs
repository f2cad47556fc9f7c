//! The help: every key with what it does, in two columns; beneath them what the words mean, as far as there is room.
//!
//! ```text
//! p       pause, for both           v     turn: we moved, laughed
//! a  l    yes: left, right          d  o  turn: a need, a question
//! ...                               ...
//!
//! breathmark is not a medical device. ...
//!
//! ● good   ◐ settling   ○ none
//! ```

use ratatui::layout::Rect;

use super::keys::{self, HelpLine};
use super::page::{Page, spread};
use super::scene::Scene;
use super::text::wrap;
use crate::words::screens as words;

/// The columns of a key, at the left and at the right.
const KEY: [u16; 2] = [8, 6];
/// Where the right column begins in the narrowest window.
const RIGHT: u16 = 26;
const NARROWEST: u16 = 56;

/// Draws the help for the page beneath it.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let words = &page.words.help;
    page.header(&words.title, scene.note.as_deref(), "");
    let columns = keys::help(scene.place(), page.words);
    let body = page.body();
    let width = body.width.min(76);
    let area = Rect { x: body.x + (body.width - width) / 2, width, ..body };
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0) as u16;
    let meanings = meanings(page, words, scene.anybody_wears_a_strap(), area, rows);
    let heights = [0, 1, 2].map(|i: usize| meanings[i].len() as u16);
    let [top, below @ ..] = spread(area, [rows, heights[0], heights[1], heights[2]], 3);
    let right = RIGHT + width.saturating_sub(NARROWEST) / 2;
    for ((x, key), lines) in [(0, KEY[0]), (right, KEY[1])].into_iter().zip(&columns) {
        for (y, line) in (top..).zip(lines) {
            draw_key(page, area.x + x, y, key, line);
        }
    }
    for (y, lines) in below.into_iter().zip(&meanings) {
        for (y, line) in (y..).zip(lines) {
            page.put(area.x, y, line, page.theme.quiet);
        }
    }
}

/// What the words mean, in lines, the most important first: without a strap only what the program is not. What finds no
/// room in `area` beneath `rows` rows is left out.
fn meanings(page: &mut Page, words: &words::Help, worn: bool, area: Rect, mut rows: u16) -> [Vec<String>; 3] {
    let of_straps = |meaning| if worn { meaning } else { "" };
    [&*words.device, of_straps(&words.shapes), of_straps(&words.rmssd)].map(|meaning| {
        page.plain_line(meaning);
        let lines = if meaning.is_empty() { Vec::new() } else { wrap(meaning, area.width) };
        rows += lines.len() as u16;
        if rows < area.height { lines } else { Vec::new() }
    })
}

fn draw_key(page: &mut Page, x: u16, y: u16, columns: u16, (key, does): &HelpLine<'_>) {
    page.plain_line(&format!("{key}: {does}"));
    page.put(x, y, key, page.theme.strong);
    page.put(x + columns, y, does, page.theme.text);
}
