//! Heart rate over the last minute, beat by beat, and the pacer's breath beneath it.
//!
//! ```text
//!  84 ┤   ⡠⠤⣀             ⣀⠤⢄
//!     │ ⢀⠔⠁  ⠑⢄    ·    ⡠⠊    ⠑⢄
//!  70 ┤⠔⠁      ⠑⠤⣀  ⣀⡠⠔⠊        ⠑
//!      ▁▂▃▅▆▇▇▆▅▄▃▂▁▁▂▃▅▆▇▇▆▅▄▃▂▁▁
//! ```
//!
//! A line joins clean beats that follow each other. A beat that does not count is a small mark by itself, and where
//! beats are missing there is nothing.

use std::time::Duration;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::figure::{DOTS, braille};
use super::page::Page;
use super::scene::{Point, PracticeView, TACHOGRAM_S};

/// The columns of the scale at its left.
const SCALE: u16 = 6;
/// The scale spans at least this many beats a minute, so that a quiet heart does not look wild.
const LEAST_SPAN: f64 = 20.0;
const LEVELS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Draws the tachogram, with the breath in the last row of `area`.
pub(crate) fn draw(page: &mut Page, area: Rect, practice: &PracticeView) {
    if area.width <= SCALE || area.height < 3 {
        return;
    }
    let plot = PlotArea::of(area, &practice.tachogram);
    // Without a beat that counts there is nothing to put a scale to.
    if practice.tachogram.iter().any(|point| point.clean) {
        plot.scale(page, area.x);
    }
    for (i, point) in practice.tachogram.iter().enumerate() {
        if point.clean {
            let before = i.checked_sub(1).map(|i| &practice.tachogram[i]);
            let from = before.filter(|before| point.linked && before.clean).unwrap_or(point);
            plot.line(page, from, point);
        }
    }
    for point in practice.tachogram.iter().filter(|point| !point.clean) {
        plot.mark(page, point);
    }
    breath(page, Rect { x: plot.area.x, y: area.bottom() - 1, width: plot.area.width, height: 1 }, practice);
}

struct PlotArea {
    area: Rect,
    lowest: f64,
    highest: f64,
}

impl PlotArea {
    /// A plot whose scale holds all clean points, in steps of five.
    fn of(area: Rect, points: &[Point]) -> Self {
        let area = Rect { x: area.x + SCALE, width: area.width - SCALE, height: area.height - 1, ..area };
        let rates = points.iter().filter(|point| point.clean).map(rate);
        let (low, high) = rates.fold((f64::MAX, f64::MIN), |(low, high), rate| (low.min(rate), high.max(rate)));
        if low > high {
            return Self { area, lowest: 60.0, highest: 60.0 + LEAST_SPAN };
        }
        let middle = ((low + high) / 10.0).round() * 5.0;
        let reach = f64::max(high - middle, middle - low).max(LEAST_SPAN / 2.0);
        let reach = (reach / 5.0).ceil() * 5.0;
        Self { area, lowest: middle - reach, highest: middle + reach }
    }

    fn scale(&self, page: &mut Page, x: u16) {
        let quiet = page.theme.quiet;
        for y in self.area.y..self.area.bottom() {
            page.put(x + 4, y, "│", quiet);
        }
        for (y, rate) in [(self.area.y, self.highest), (self.area.bottom() - 1, self.lowest)] {
            page.put(x, y, &format!("{rate:>3.0} ┤"), quiet);
        }
    }

    /// The dot of a point: columns from the left, rows from the top.
    fn dot(&self, point: &Point) -> (f64, f64) {
        let (columns, rows) = (f64::from(self.area.width) * 2.0 - 1.0, f64::from(self.area.height) * 4.0 - 1.0);
        let height = (rate(point) - self.lowest) / (self.highest - self.lowest);
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

fn rate(point: &Point) -> f64 {
    60_000.0 / point.rr_ms.max(1.0)
}

/// The breath that the pacer led, column by column under the beats it went with.
fn breath(page: &mut Page, row: Rect, practice: &PracticeView) {
    for column in 0..row.width {
        let ago = TACHOGRAM_S * (1.0 - f64::from(column + 1) / f64::from(row.width));
        let at = practice.elapsed_s as f64 - ago;
        if at >= 0.0 {
            let fullness = practice.pacer.at(Duration::from_secs_f64(at)).fullness;
            let level = (fullness * 7.99) as usize;
            page.put(row.x + column, row.y, LEVELS[level.min(7)], page.theme.breath);
        }
    }
}
