//! The sheet that screens are written on. Whatever does not fit is cut at its edge, so nothing can fall off.
//!
//! ```text
//!  margin                                          margin
//! |<-->| header                              right |<-->|
//!      |  body: the rows between header and footer |
//!      | footer                                    |
//! ```

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::theme::Theme;
use crate::event::seat::{Pair, Seat};
use crate::words::Words;

/// Lines of running text are no longer than this, whatever the width of the window.
const LONGEST_LINE: u16 = 66;

/// A sheet and the pens for it.
pub(crate) struct Page<'a> {
    buffer: &'a mut Buffer,
    /// All of it.
    pub(crate) area: Rect,
    /// How each kind of thing looks.
    pub(crate) theme: &'a Theme,
    /// What is said.
    pub(crate) words: &'a Words,
    /// What is told line by line, where nobody looks at the sheet.
    told: Option<Told>,
}

/// The lines of a page for those who listen, and how the two people are called there.
struct Told {
    names: Pair<String>,
    lines: Vec<Line>,
}

/// A line for those who listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is said.
    pub text: String,
    /// What it is about, if that lasts from screen to screen: it is said again only when it has changed.
    pub of: Option<String>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(buffer: &'a mut Buffer, area: Rect, theme: &'a Theme, words: &'a Words) -> Self {
        Self { buffer, area, theme, words, told: None }
    }

    /// The same for those who listen: whatever is written is also said, line by line.
    pub(crate) fn listening(self, names: Pair<String>) -> Self {
        Self { told: Some(Told { names, lines: Vec::new() }), ..self }
    }

    /// What was said.
    pub(crate) fn into_lines(self) -> Vec<Line> {
        self.told.map_or_else(Vec::new, |told| told.lines)
    }

    /// Whether somebody listens. What is only for the eye may then be left out.
    pub(crate) fn is_told(&self) -> bool {
        self.told.is_some()
    }

    /// Says a line to those who listen. What is written with [`Self::centred`] and its like is said by itself.
    pub(crate) fn say(&mut self, line: &str) {
        self.say_of(None, line);
    }

    /// Says how something is that lasts from screen to screen, such as a strap.
    pub(crate) fn say_state(&mut self, of: &str, line: &str) {
        self.say_of(Some(of.to_owned()), line);
    }

    fn say_of(&mut self, of: Option<String>, line: &str) {
        // What is being typed ends in a cursor; it is said when it is done.
        if let Some(told) = &mut self.told
            && !line.trim().is_empty()
            && !line.ends_with('_')
        {
            told.lines.push(Line { text: together(line.trim()), of });
        }
    }

    /// What stands at a seat, as it is said. A key comes before its words; a mark that is only for the eye is left out.
    fn line_at_seat(&self, seat: Seat, mark: &str, words: &str) -> String {
        let Some(told) = &self.told else { return String::new() };
        let name = &told.names[seat];
        let key = if mark.is_ascii() && !mark.is_empty() { format!("{mark} ") } else { String::new() };
        if words == name || words.is_empty() { String::new() } else { format!("{name}: {key}{words}") }
    }

    /// 1 where there is room for a free row at the top and the bottom, else 0.
    pub(crate) fn air(&self) -> u16 {
        u16::from(self.area.height >= 20)
    }

    /// Free columns at each side.
    pub(crate) fn margin(&self) -> u16 {
        let wide = if self.area.width < 72 { 2 } else { self.area.width / 20 };
        wide.min(self.area.width / 4)
    }

    /// The columns between the margins.
    pub(crate) fn width(&self) -> u16 {
        self.area.width - 2 * self.margin()
    }

    /// The columns of one seat, with room left between the two.
    pub(crate) fn half(&self) -> u16 {
        (self.width() / 2).saturating_sub(1)
    }

    /// The row of the footer.
    pub(crate) fn footer_row(&self) -> u16 {
        self.area.bottom().saturating_sub(1 + self.air())
    }

    /// The rows between header and footer.
    pub(crate) fn body(&self) -> Rect {
        let y = self.area.y + 1 + self.air();
        let height = self.footer_row().saturating_sub(y);
        Rect { x: self.area.x + self.margin(), y, width: self.width(), height }
    }

    /// Writes `text` from `x` on.
    pub(crate) fn put(&mut self, x: u16, y: u16, text: &str, style: Style) {
        if self.area.contains((x, y).into()) {
            let room = self.area.right() - x;
            self.buffer.set_stringn(x, y, text, room.into(), style);
        }
    }

    /// The cell at `x`, `y`, if there is one.
    pub(crate) fn cell(&mut self, x: u16, y: u16) -> Option<&mut Cell> {
        self.area.contains((x, y).into()).then(|| self.buffer.cell_mut((x, y))).flatten()
    }

    /// Writes `text` in the middle of the page.
    pub(crate) fn centred(&mut self, y: u16, text: &str, style: Style) {
        self.say(text);
        self.write_centred(y, text, style);
    }

    /// The same without saying it.
    pub(crate) fn write_centred(&mut self, y: u16, text: &str, style: Style) {
        let body = Rect { y, height: 1, ..self.body() };
        self.centred_in(body, text, style);
    }

    /// Writes `text` in the middle of the first row of `area`.
    pub(crate) fn centred_in(&mut self, area: Rect, text: &str, style: Style) {
        let text = clip(text, area.width);
        self.put(area.x + (area.width - width(&text)) / 2, area.y, &text, style);
    }

    /// Writes `text` so that it ends at the right margin.
    pub(crate) fn at_right(&mut self, y: u16, text: &str, style: Style) {
        let text = clip(text, self.width());
        self.put(self.area.right() - self.margin() - width(&text), y, &text, style);
    }

    /// Writes a mark at the outer edge of a seat and words next to it, mirrored at the right seat.
    pub(crate) fn at_seat(&mut self, seat: Seat, y: u16, mark: (&str, Style), words: (&str, Style)) {
        let line = self.line_at_seat(seat, mark.0, words.0);
        self.say(&line);
        self.write_at_seat(seat, y, mark, words);
    }

    /// The same for how something is that lasts from screen to screen.
    pub(crate) fn state_at_seat(&mut self, seat: Seat, y: u16, mark: (&str, Style), words: (&str, Style)) {
        let line = self.line_at_seat(seat, mark.0, words.0);
        self.say_state(&format!("{seat:?}"), &line);
        self.write_at_seat(seat, y, mark, words);
    }

    fn write_at_seat(&mut self, seat: Seat, y: u16, mark: (&str, Style), words: (&str, Style)) {
        let beside = if mark.0.is_empty() { 0 } else { width(mark.0) + 2 };
        let text = clip(words.0, self.half().saturating_sub(beside));
        match seat {
            Seat::Left => {
                let x = self.area.x + self.margin();
                self.put(x, y, mark.0, mark.1);
                self.put(x + beside, y, &text, words.1);
            }
            Seat::Right => {
                let end = self.area.right() - self.margin();
                self.put(end - width(mark.0), y, mark.0, mark.1);
                self.put(end - beside - width(&text), y, &text, words.1);
            }
        }
    }

    /// Writes `text` in the middle, over as many rows as it needs.
    pub(crate) fn paragraph(&mut self, y: u16, text: &str, style: Style) {
        self.say(text);
        for (row, line) in (y..).zip(wrap(text, self.width().min(LONGEST_LINE))) {
            self.write_centred(row, &line, style);
        }
    }

    /// How many rows [`Self::paragraph`] needs.
    pub(crate) fn rows_of(&self, text: &str) -> u16 {
        wrap(text, self.width().min(LONGEST_LINE)).len() as u16
    }

    /// The quiet line at the top: the program and the scene's note, and `right` at the other end.
    pub(crate) fn header(&mut self, title: &str, note: Option<&str>, right: &str) {
        let (x, y) = (self.area.x + self.margin(), self.area.y + self.air());
        let room = self.width().saturating_sub(width(right) + 2);
        let left = match note {
            Some(note) if title.is_empty() => note.to_owned(),
            Some(note) => fit(&[format!("{title} · {note}"), note.to_owned()], room).to_owned(),
            None => title.to_owned(),
        };
        self.say_state("title", title);
        self.say_state("note", note.unwrap_or_default());
        self.say_state("right", right);
        self.put(x, y, &clip(&left, room), self.theme.quiet);
        self.at_right(y, right, self.theme.text);
    }
}

/// Letters that large type has set apart, together again: `l e t ' s   g o` is `let's go`.
fn together(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.split("   ") {
        let letters: Vec<&str> = part.trim().split(' ').collect();
        let apart = letters.len() > 1 && letters.iter().all(|letter| width(letter) <= 2 && is_one(letter));
        if !line.is_empty() && !part.trim().is_empty() {
            line.push(' ');
        }
        line.push_str(&if apart { letters.concat() } else { part.trim().to_owned() });
    }
    line
}

/// Whether this is one visible character.
fn is_one(text: &str) -> bool {
    let mut count = 0;
    each_grapheme(text, |_, _| count += 1);
    count == 1
}

/// The first row of each of several blocks, spread over `area` with equal gaps of `most_gap` rows at most.
pub(crate) fn spread<const N: usize>(area: Rect, heights: [u16; N], most_gap: u16) -> [u16; N] {
    let free = area.height.saturating_sub(heights.iter().sum());
    let between = N as u16 - 1;
    let gap = (free / (between + 2)).max(u16::from(free >= between)).min(most_gap);
    let used = gap * between;
    let mut y = area.y + free.saturating_sub(used) / 2;
    heights.map(|height| {
        let first = y;
        y += height + gap;
        first
    })
}

/// The first of `texts`, longest first, that fits; the last one if none does.
pub(crate) fn fit<T: AsRef<str>>(texts: &[T], room: u16) -> &str {
    let fitting = texts.iter().find(|text| width(text.as_ref()) <= room);
    fitting.or(texts.last()).map_or("", |text| text.as_ref())
}

/// `text`, cut to `most` columns.
pub(crate) fn clip(text: &str, most: u16) -> Cow<'_, str> {
    if width(text) <= most {
        return Cow::Borrowed(text);
    }
    let (mut cut, mut used) = (String::new(), 0_u16);
    each_grapheme(text, |grapheme, columns| {
        used = used.saturating_add(columns);
        if used < most {
            cut.push_str(grapheme);
        }
    });
    if most > 0 {
        cut.push('…');
    }
    Cow::Owned(cut)
}

/// The columns that `text` takes.
pub(crate) fn width(text: &str) -> u16 {
    let mut sum = 0_u16;
    each_grapheme(text, |_, columns| sum = sum.saturating_add(columns));
    sum
}

/// Each visible grapheme with its columns.
pub(crate) fn each_grapheme(text: &str, mut take: impl FnMut(&str, u16)) {
    for grapheme in Span::raw(text).styled_graphemes(Style::new()) {
        take(grapheme.symbol, grapheme.symbol.cell_width());
    }
}

/// `text` in lines of `most` columns at most, about equally long; a longer word has a line to itself.
pub(crate) fn wrap(text: &str, most: u16) -> Vec<String> {
    let lines = wrap_at(text, most);
    let even = width(text) / (lines.len() as u16).max(1);
    let shorter = (even..most).map(|shorter| wrap_at(text, shorter)).find(|wrapped| wrapped.len() == lines.len());
    shorter.unwrap_or(lines)
}

fn wrap_at(text: &str, most: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
