//! A drawn screen, taken apart again: which texts stand where, and what is drawn with blocks and dots.

use breathmark::screen::draw;
use breathmark::screen::scene::Scene;
use breathmark::screen::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};

pub(crate) type Size = (u16, u16);

pub(crate) fn drawn(scene: &Scene, theme: &Theme, (width, height): Size) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(scene, theme, frame)).unwrap();
    terminal.backend().buffer().clone()
}

pub(crate) fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    buffer.content().chunks(width).map(|row| row.iter().map(Cell::symbol).collect::<String>()).collect()
}

pub(crate) fn text(scene: &Scene, size: Size) -> String {
    let rows = rows(&drawn(scene, &Theme::default(), size));
    rows.iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
}

/// 1 where a page has a free row above its header and one below its footer.
fn air(size: Size) -> usize {
    usize::from(size.1 >= 20)
}

/// The row of the keys.
pub(crate) fn footer_row(size: Size) -> usize {
    usize::from(size.1) - 1 - air(size)
}

/// The columns at each side that nothing stands in.
pub(crate) fn margin(width: u16) -> usize {
    usize::from(if width < 72 { 2 } else { width / 20 })
}

/// The columns between the margins.
pub(crate) fn between_margins(width: u16) -> usize {
    usize::from(width) - 2 * margin(width)
}

/// What stands in one row without a gap; letters that are set apart are together again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) words: String,
    pub(crate) row: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Text {
    pub(crate) fn width(&self) -> usize {
        self.end - self.start
    }
}

/// What is drawn, not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawing {
    /// Half blocks: large digits, and the bar under a tachogram.
    Blocks,
    /// Braille: the figure of the breath and the tachogram.
    Dots,
}

pub(crate) struct Layout {
    pub(crate) size: Size,
    pub(crate) header: Vec<Text>,
    /// What stands between header and footer, but for the word in the figure.
    pub(crate) body: Vec<Text>,
    pub(crate) in_the_figure: Vec<Text>,
    pub(crate) footer: Vec<Text>,
    /// Every row, column by column.
    pub(crate) cells: Vec<Vec<char>>,
}

impl Layout {
    pub(crate) fn of(scene: &Scene, size: Size) -> Self {
        let buffer = drawn(scene, &Theme::default(), size);
        let width = usize::from(size.0);
        let symbol = |cell: &Cell| cell.symbol().chars().next().unwrap_or(' ');
        let cells: Vec<Vec<char>> =
            buffer.content().chunks(width).map(|row| row.iter().map(symbol).collect()).collect();
        let texts = |row: usize| texts(row, &cells[row]);
        let body = air(size) + 1..footer_row(size);
        let [header, footer] = [0..body.start, body.end..cells.len()].map(|rows| rows.flat_map(texts).collect());
        let figure = extent(&cells, Drawing::Dots);
        let is_in = |text: &Text| {
            figure.is_some_and(|[x, y]| (y.0..y.1).contains(&text.row) && x.0 <= text.start && text.end <= x.1)
        };
        let (in_the_figure, body) = body.flat_map(texts).partition(is_in);
        Self { size, header, body, in_the_figure, footer, cells }
    }

    /// The columns and the rows that hold such a drawing: first and one after the last.
    pub(crate) fn extent(&self, drawing: Drawing) -> Option<[(usize, usize); 2]> {
        extent(&self.cells, drawing)
    }

    /// Whether what reaches from `start` to before `end` stands in the middle.
    pub(crate) fn is_centred(&self, start: usize, end: usize) -> bool {
        start.abs_diff(usize::from(self.size.0) - end) <= 1
    }

    /// The page as it looks, for a failed test to show.
    pub(crate) fn picture(&self) -> String {
        let rows = self.cells.iter().map(|row| row.iter().collect::<String>().trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n")
    }
}

fn extent(cells: &[Vec<char>], drawing: Drawing) -> Option<[(usize, usize); 2]> {
    let (mut columns, mut rows) = ((usize::MAX, 0), (usize::MAX, 0));
    for (y, row) in cells.iter().enumerate() {
        for x in (0..row.len()).filter(|x| kind(row[*x]) == Some(drawing)) {
            columns = (columns.0.min(x), columns.1.max(x + 1));
            rows = (rows.0.min(y), rows.1.max(y + 1));
        }
    }
    (columns.1 > 0).then_some([columns, rows])
}

fn kind(c: char) -> Option<Drawing> {
    match c {
        '\u{2580}'..='\u{259f}' => Some(Drawing::Blocks),
        '\u{2801}'..='\u{28ff}' => Some(Drawing::Dots),
        _ => None,
    }
}

/// Whether nothing is written here: a blank, or a part of a drawing, its axis and its crosses among them.
fn is_unwritten(c: char) -> bool {
    c == ' ' || c == '×' || kind(c).is_some() || ('\u{2500}'..'\u{2580}').contains(&c) || c == '\u{2800}'
}

/// The texts of a row. Two blanks part them, but not where letters are set apart.
fn texts(row: usize, cells: &[char]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut in_large = false;
    for (start, end) in runs(cells) {
        let words: String = cells[start..end].iter().collect();
        let letters: Vec<&str> = words.split(' ').collect();
        let single = letters.iter().all(|letter| letter.chars().count() == 1);
        let goes_on = in_large && single && texts.last().is_some_and(|last| start - last.end == 3);
        in_large = goes_on || single && letters.len() > 1;
        let words = if in_large { letters.concat() } else { words };
        match texts.last_mut() {
            Some(last) if goes_on => {
                last.words = format!("{} {words}", last.words);
                last.end = end;
            }
            _ => texts.push(Text { words, row, start, end }),
        }
    }
    texts
}

/// Where something is written, from the first column to one after the last.
fn runs(cells: &[char]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in cells.iter().enumerate().filter(|(_, c)| !is_unwritten(**c)) {
        match runs.last_mut() {
            // A drawing is not bridged, a single blank is.
            Some((_, end)) if x == *end || x == *end + 1 && cells[*end] == ' ' => *end = x + 1,
            _ => runs.push((x, x + 1)),
        }
    }
    runs
}
