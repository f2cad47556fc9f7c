//! Heart rate over the last minute, beat by beat, and the pacer's breath beneath it.
//!
//! ```text
//! heart, beats a minute        × doesn't count
//!    85 ┤   ⡠⠤⣀             ⣀⠤⢄
//!       │ ⢀⠔⠁  ⠑⢄    ×    ⡠⠊    ⠑⢄
//!    70 ┤⠔⠁      ⠑⠤⣀  ⣀⡠⠔⠊        ⠑
//! breath ▁▂▃▅▆▇▇▆▅▄▃▂▁▁▂▃▅▆▇▇▆▅▄▃▂▁▁
//! ```
//!
//! A line joins clean beats that follow each other. A beat that does not count is a small mark by itself, and where
//! beats are missing there is nothing.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::figure::{DOTS, braille};
use super::page::Page;
use super::scene::{HeartView, Point, TACHOGRAM_S};
use super::text::{clip, width};

/// The columns of the scale at its left, and of the word before the breath.
const SCALE: u16 = 7;
/// The scale spans at least this many beats a minute, so that a quiet heart does not look wild. Assumption.
const LEAST_SPAN: f64 = 15.0;
/// The scale ends at multiples of this, in beats a minute.
const STEP: f64 = 5.0;
/// The same where the scale spans more than [`WIDE_SPAN`] beats a minute.
const WIDE_STEP: f64 = 10.0;
const WIDE_SPAN: f64 = 40.0;
/// The heights of a row of bars, from low to high.
pub(crate) const LEVELS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// What a chart shows.
pub(crate) struct Chart<'a> {
    pub(crate) heart: &'a HeartView,
    /// How full the breath was that was led, in thousandths, oldest first.
    pub(crate) breath: &'a [Option<u16>],
    /// What stands above the curve.
    pub(crate) label: &'a str,
}

/// Draws the tachogram: its labels in the row above `area`, the breath in the last row.
pub(crate) fn draw(page: &mut Page, area: Rect, &Chart { heart, breath, label }: &Chart<'_>) {
    if area.width <= SCALE || area.height < 3 {
        return;
    }
    let plot = PlotArea::of(area, &heart.tachogram);
    // Without a beat that counts there is nothing to put a scale to.
    if heart.tachogram.iter().any(|point| point.clean) {
        plot.scale(page, area.x);
    }
    for (i, point) in heart.tachogram.iter().enumerate() {
        if point.clean {
            let before = i.checked_sub(1).map(|i| &heart.tachogram[i]);
            let from = before.filter(|before| point.linked && before.clean).unwrap_or(point);
            plot.line(page, from, point);
        }
    }
    for point in heart.tachogram.iter().filter(|point| !point.clean) {
        plot.mark(page, point);
    }
    labels(page, Rect { y: area.y - 1, ..area }, heart, label);
    draw_breath(page, area, breath);
}

/// What the curve is, and what the mark of a beat means, each only while it is to be seen.
fn labels(page: &mut Page, row: Rect, heart: &HeartView, label: &str) {
    if heart.tachogram.is_empty() {
        return;
    }
    let words = &page.words.alone;
    page.put(row.x, row.y, &clip(label, row.width), page.theme.quiet);
    if !heart.has_unclear_beats() {
        return;
    }
    page.plain_line(&page.words.practice.unclear);
    let x = row.right().saturating_sub(width(&words.unclear_mark));
    if x > row.x + width(label) + 1 {
        page.put(x, row.y, &words.unclear_mark, page.theme.quiet);
    }
}

struct PlotArea {
    area: Rect,
    lowest: f64,
    highest: f64,
}

impl PlotArea {
    /// A plot whose scale holds all clean points and ends at round numbers.
    fn of(area: Rect, points: &[Point]) -> Self {
        let area = Rect { x: area.x + SCALE, width: area.width - SCALE, height: area.height - 1, ..area };
        let rates = points.iter().filter(|point| point.clean).map(Point::rate);
        let (low, high) = rates.fold((f64::MAX, f64::MIN), |(low, high), rate| (low.min(rate), high.max(rate)));
        let (lowest, highest) = if low > high { (60.0, 60.0 + LEAST_SPAN) } else { round_scale(low, high) };
        Self { area, lowest, highest }
    }

    fn scale(&self, page: &mut Page, x: u16) {
        let quiet = page.theme.quiet;
        for y in self.area.y..self.area.bottom() {
            page.put(x + SCALE - 1, y, "│", quiet);
        }
        for (y, rate) in [(self.area.y, self.highest), (self.area.bottom() - 1, self.lowest)] {
            page.put(x, y, &format!("{rate:>5.0} ┤"), quiet);
        }
    }

    /// The dot of a point: columns from the left, rows from the top.
    fn dot(&self, point: &Point) -> (f64, f64) {
        let (columns, rows) = (f64::from(self.area.width) * 2.0 - 1.0, f64::from(self.area.height) * 4.0 - 1.0);
        let height = (point.rate() - self.lowest) / (self.highest - self.lowest);
        (columns * (1.0 - point.ago_s / TACHOGRAM_S), rows * (1.0 - height.clamp(0.0, 1.0)))
    }

    fn line(&self, page: &mut Page, from: &Point, to: &Point) {
        let ((x0, y0), (x1, y1)) = (self.dot(from), self.dot(to));
        let steps = f64::max((x1 - x0).abs(), (y1 - y0).abs()).ceil().clamp(1.0, 500.0);
        let style = page.theme.left;
        for step in 0..=steps as u32 {
            let share = f64::from(step) / steps;
            self.light(page, x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, style);
        }
    }

    fn light(&self, page: &mut Page, x: f64, y: f64, style: Style) {
        if !(x >= 0.0 && y >= 0.0) {
            return;
        }
        let (x, y) = (x.round() as u16, y.round() as u16);
        if x / 2 >= self.area.width || y / 4 >= self.area.height {
            return;
        }
        if let Some(cell) = page.cell(self.area.x + x / 2, self.area.y + y / 4) {
            let drawn = cell.symbol().chars().next().and_then(|c| u8::try_from(u32::from(c).wrapping_sub(0x2800)).ok());
            let dots = drawn.unwrap_or(0) | DOTS[usize::from(y % 4)][usize::from(x % 2)];
            cell.set_char(braille(dots)).set_style(style);
        }
    }

    fn mark(&self, page: &mut Page, point: &Point) {
        let (x, y) = self.dot(point);
        if x >= 0.0 {
            let (x, y) = (x as u16 / 2, y as u16 / 4);
            page.put(self.area.x + x, self.area.y + y, "×", page.theme.quiet);
        }
    }
}

/// The ends of a scale that holds both rates: multiples of a round step, far enough apart.
fn round_scale(low: f64, high: f64) -> (f64, f64) {
    let step = if high - low > WIDE_SPAN { WIDE_STEP } else { STEP };
    let (mut lowest, mut highest) = ((low / step).floor() * step, (high / step).ceil() * step);
    while highest - lowest < LEAST_SPAN {
        // The side with less room beyond the data gets more.
        if highest - high <= low - lowest {
            highest += step;
        } else {
            lowest -= step;
        }
    }
    (lowest, highest)
}

/// The breath that the pacer led, column by column under the beats it went with, and its word.
fn draw_breath(page: &mut Page, area: Rect, breath: &[Option<u16>]) {
    let (x, y, columns) = (area.x + SCALE, area.bottom() - 1, area.width - SCALE);
    page.put(area.x, y, &clip(&page.words.alone.breath, SCALE - 1), page.theme.quiet);
    for column in 0..columns {
        let nth = (usize::from(column + 1) * breath.len()).div_ceil(usize::from(columns));
        if let Some(Some(fullness)) = nth.checked_sub(1).and_then(|nth| breath.get(nth)) {
            let level = usize::from(*fullness) * LEVELS.len() / 1001;
            page.put(x + column, y, LEVELS[level.min(7)], page.theme.breath);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_ends_at_round_numbers_around_the_beats() {
        assert_eq!(round_scale(66.0, 80.0), (65.0, 80.0));
        assert_eq!(round_scale(71.0, 73.0), (65.0, 80.0));
        assert_eq!(round_scale(70.0, 70.0), (65.0, 80.0));
        assert_eq!(round_scale(48.0, 112.0), (40.0, 120.0));
    }
}
