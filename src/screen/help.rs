//! The help: every key, those that work everywhere at the left, the others with their place at the right; beneath them
//! what the words mean, as far as there is room.
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

use super::page::{Page, spread, wrap};
use super::scene::{Scene, View};
use crate::words::{Words, screens as words};

/// A key and what it does.
type KeyLine<'a> = (&'a str, &'a str);

/// The keys of a talk: in the first half those that work everywhere.
fn talk(all: &Words) -> [KeyLine<'_>; 20] {
    let words = &all.help;
    [
        ("p", &words.pause),
        ("a  l", &words.ready),
        ("s  k", &words.not_yet),
        ("n Enter", &words.next),
        (&all.footer.space, &words.breathe),
        ("b", &words.longer_break),
        ("h", &words.finding_help),
        ("x", &words.vanish),
        ("q", &words.stop),
        ("? Esc", &words.help),
        ("v", &words.moved),
        ("d  o", &words.cards),
        ("m", &words.more_time),
        ("g", &words.ground),
        ("t", &words.write),
        ("w", &words.choose),
        ("↑↓←→", &words.feeling),
        ("0–9", &words.strength),
        ("1  0", &words.numbers),
        ("r", &words.repair),
    ]
}

/// The keys where there is nothing but an end: of a practice, or of a recording that is watched.
fn only_end<'a>(words: &'a words::Help, end: &'a str) -> [KeyLine<'a>; 4] {
    [("q", end), ("? Esc", &words.help), ("h", &words.finding_help), ("x", &words.vanish)]
}

/// The columns of a key, at the left and at the right.
const KEY: [u16; 2] = [8, 6];
/// Where the right column begins in the narrowest window.
const RIGHT: u16 = 26;
const NARROWEST: u16 = 56;

/// Draws the help for the screen beneath it.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let words = &page.words.help;
    page.header(&words.title, scene.note.as_deref(), "");
    let (talk, practice) = (talk(page.words), only_end(words, &words.end_practice));
    let watching = only_end(words, &words.end_replay);
    let keys = match scene.view {
        _ if scene.watched => &watching[..],
        View::Practice(_) => &practice[..],
        _ => &talk[..],
    };
    let body = page.body();
    let width = body.width.min(76);
    let area = Rect { x: body.x + (body.width - width) / 2, width, ..body };
    let rows = (keys.len() as u16).div_ceil(2);
    let meanings = meanings(page, words, area, rows);
    let heights = [0, 1, 2].map(|i: usize| meanings[i].len() as u16);
    let [top, below @ ..] = spread(area, [rows, heights[0], heights[1], heights[2]], 3);
    let right = RIGHT + width.saturating_sub(NARROWEST) / 2;
    for (i, line) in (0..).zip(keys) {
        let (x, key) = if i < rows { (0, KEY[0]) } else { (right, KEY[1]) };
        draw_key(page, area.x + x, top + i % rows, key, line);
    }
    for (y, lines) in below.into_iter().zip(&meanings) {
        for (y, line) in (y..).zip(lines) {
            page.put(area.x, y, line, page.theme.quiet);
        }
    }
}

/// What the words mean, in lines, the most important first: what finds no room in `area` beneath so many rows is left out.
fn meanings(page: &mut Page, words: &words::Help, area: Rect, mut rows: u16) -> [Vec<String>; 3] {
    [&words.device, &words.shapes, &words.rmssd].map(|meaning| {
        page.say(meaning);
        let lines = wrap(meaning, area.width);
        rows += lines.len() as u16;
        if rows < area.height { lines } else { Vec::new() }
    })
}

fn draw_key(page: &mut Page, x: u16, y: u16, columns: u16, (key, does): &KeyLine<'_>) {
    page.say(&format!("{key}: {does}"));
    page.put(x, y, key, page.theme.strong);
    page.put(x + columns, y, does, page.theme.text);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;
    use crate::screen::keys::pressed;

    /// What the label of a line stands for.
    fn keys_of(label: &str) -> Vec<KeyCode> {
        match label {
            "0–9" => ('0'..='9').map(KeyCode::Char).collect(),
            "↑↓←→" => vec![KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right],
            several => several.split_whitespace().map(key_of).collect(),
        }
    }

    fn key_of(name: &str) -> KeyCode {
        match name {
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "space" => KeyCode::Char(' '),
            letter => KeyCode::Char(letter.chars().next().unwrap()),
        }
    }

    #[test]
    fn the_help_names_every_key_that_does_something_and_no_other() {
        let words = Words::built_in("en").unwrap();
        let listed: BTreeSet<_> =
            talk(&words).iter().flat_map(|(label, _)| keys_of(label)).map(|key| format!("{key:?}")).collect();
        let named = [KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::Enter, KeyCode::Esc];
        let others = [KeyCode::Tab, KeyCode::Backspace, KeyCode::Delete, KeyCode::Home, KeyCode::End];
        let typed = (' '..='~').filter(|c| !c.is_ascii_uppercase()).map(KeyCode::Char);
        let handled: BTreeSet<_> = typed
            .chain(named)
            .chain(others)
            .chain((1..=12).map(KeyCode::F))
            .filter(|key| pressed(&KeyEvent::new(*key, KeyModifiers::NONE)).is_some())
            .map(|key| format!("{key:?}"))
            .collect();
        assert_eq!(listed, handled);
    }

    #[test]
    fn the_readme_names_them_too() {
        let (readme, words) = (include_str!("../../README.md"), Words::built_in("en").unwrap());
        let letters = talk(&words).into_iter().flat_map(|(label, _)| keys_of(label)).filter_map(|key| match key {
            KeyCode::Char(letter) if letter.is_ascii_lowercase() || letter == '?' => Some(letter),
            _ => None,
        });
        let missing: Vec<char> = letters.filter(|letter| !readme.contains(&format!("`{letter}`"))).collect();
        assert_eq!(missing, []);
    }
}
