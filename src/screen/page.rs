//! The surface that every page is written on. What does not fit is cut at its edge.
//!
//! ```text
//!  margin                                          margin
//! |<-->| header                              right |<-->|
//!      |  body: the rows between header and footer |
//!      | footer                                    |
//! ```

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::{clip, fit, together, width, wrap};
use super::theme::Theme;
use crate::event::seat::{Pair, Seat};
use crate::words::Words;

/// Lines of running text are no longer than this, whatever the width of the window.
const LONGEST_LINE: u16 = 66;

/// A part of the terminal's buffer, with the theme and the words to write on it. For `--plain` it also collects the
/// page as lines of text.
pub(crate) struct Page<'a> {
    buffer: &'a mut Buffer,
    /// The rows and columns of the whole page.
    pub(crate) area: Rect,
    pub(crate) theme: &'a Theme,
    pub(crate) words: &'a Words,
    /// The page as lines of text, where nobody looks at the buffer.
    plain: Option<PlainLines>,
}

/// The page as lines of text, and the two names in them.
struct PlainLines {
    names: Pair<String>,
    lines: Vec<PlainLine>,
}

/// A line of `--plain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainLine {
    /// Its words.
    pub text: String,
    /// The subject, if it lasts from page to page, such as a seat's strap. The line is printed again only when it changed.
    pub of: Option<String>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(buffer: &'a mut Buffer, area: Rect, theme: &'a Theme, words: &'a Words) -> Self {
        Self { buffer, area, theme, words, plain: None }
    }

    /// The same page, which also collects its lines of text.
    pub(crate) fn with_plain_lines(self, names: Pair<String>) -> Self {
        Self { plain: Some(PlainLines { names, lines: Vec::new() }), ..self }
    }

    /// The collected lines.
    pub(crate) fn into_lines(self) -> Vec<PlainLine> {
        self.plain.map_or_else(Vec::new, |plain| plain.lines)
    }

    /// Whether the page collects lines of text. What is only for the eye can then be left out.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain.is_some()
    }

    /// Adds a line of text. [`Self::centred`] and its like do so by themselves.
    pub(crate) fn plain_line(&mut self, line: &str) {
        self.push_plain(None, line);
    }

    /// Adds a line about a state that lasts from page to page, such as a strap's.
    pub(crate) fn plain_state(&mut self, of: &str, line: &str) {
        self.push_plain(Some(of.to_owned()), line);
    }

    fn push_plain(&mut self, of: Option<String>, line: &str) {
        if let Some(plain) = &mut self.plain
            && !line.trim().is_empty()
        {
            plain.lines.push(PlainLine { text: together(line.trim()), of });
        }
    }

    /// What stands at a seat, as a line of text. A key comes before its words; a mark that is only for the eye is left out.
    fn line_at_seat(&self, seat: Seat, mark: &str, words: &str) -> String {
        let Some(plain) = &self.plain else { return String::new() };
        let name = &plain.names[seat];
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
        self.plain_line(text);
        self.write_centred(y, text, style);
    }

    /// The same without a line of text.
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
        self.plain_line(&line);
        self.write_at_seat(seat, y, mark, words);
    }

    /// The same for a state that lasts from page to page.
    pub(crate) fn state_at_seat(&mut self, seat: Seat, y: u16, mark: (&str, Style), words: (&str, Style)) {
        let line = self.line_at_seat(seat, mark.0, words.0);
        self.plain_state(&format!("{seat:?}"), &line);
        self.write_at_seat(seat, y, mark, words);
    }

    /// The same without a line of text.
    pub(crate) fn write_at_seat(&mut self, seat: Seat, y: u16, mark: (&str, Style), words: (&str, Style)) {
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
        self.plain_line(text);
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
        self.plain_state("title", title);
        self.plain_state("note", note.unwrap_or_default());
        self.plain_state("right", right);
        self.put(x, y, &clip(&left, room), self.theme.quiet);
        self.at_right(y, right, self.theme.text);
    }
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
