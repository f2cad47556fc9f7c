//! The breathing figure: a soft ring of braille dots that grows and shrinks with the breath.
//!
//! ```text
//!        ⣀⣤⣤⣤⣀
//!      ⣴⠟⠉   ⠉⠻⣦
//!     ⣿   o u t   ⣿
//!      ⠻⣦⣀   ⣀⣴⠟
//!        ⠉⠛⠛⠛⠉
//! ```
//!
//! A cell has 2×4 dots. They are square where a cell is twice as high as wide. The distance from the rim gives the share
//! of dots that are lit, and a fixed pattern gives which ones. A ring that grows by a tenth of a dot lights a few dots
//! more, and nothing else changes.

use ratatui::layout::Rect;

use super::large_type::spaced;
use super::page::Page;
use super::scene::BreathFigure;
use crate::session::pacer::Direction;

/// The bits of a braille character by row and column.
pub(crate) const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
/// The order in which the dots of a square of four by four are lit, so that any share of them is spread evenly. The
/// first is off the edge, or the mirrored quarters would put two side by side.
const EVEN: [[f32; 4]; 4] =
    [[7.0, 13.0, 5.0, 15.0], [8.0, 0.0, 10.0, 2.0], [4.0, 12.0, 6.0, 14.0], [11.0, 3.0, 9.0, 1.0]];
/// The same for four such squares, in parts of a step: four times as many steps, so that hardly a frame stands still.
const EVEN_SQUARES: [[f32; 2]; 2] = [[0.0, 0.5], [0.75, 0.25]];
/// The radius at the end of a breath out, as a share of the radius at the end of a breath in.
const EMPTY: f32 = 0.45;
/// The share of dots that are lit in the middle of the ring, from 0 to 1.
const INNER: f32 = 0.06;
/// The radius while everybody breathes as they like, as a share of the full one.
const REST: f32 = 0.7;

/// Draws the figure in the middle of `area`.
pub(crate) fn draw(page: &mut Page, area: Rect, figure: BreathFigure) {
    if page.is_plain() {
        return page.plain_line(word_of(page, figure));
    }
    if page.theme.still {
        return bar(page, area, figure);
    }
    let square = square_in(area);
    let ring = Ring::of(square, figure);
    let style = page.theme.breath;
    for y in 0..square.height {
        for x in 0..square.width {
            let pattern = ring.cell(x, y);
            if pattern != 0
                && let Some(cell) = page.cell(square.x + x, square.y + y)
            {
                cell.set_char(braille(pattern)).set_style(style);
            }
        }
    }
    word(page, square, figure);
}

/// The braille character with these dots.
pub(crate) fn braille(pattern: u8) -> char {
    char::from_u32(0x2800 + u32::from(pattern)).unwrap_or(' ')
}

/// The largest part of `area` that looks square, with an odd number of rows and columns: it has a middle.
pub(crate) fn square_in(area: Rect) -> Rect {
    let odd = |n: u16| n.saturating_sub(1 - n % 2);
    let height = odd(area.height.min(area.width.div_ceil(2)));
    let width = odd(area.width.min(2 * height + 1));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    Rect { x, y, width, height }
}

/// The word for the breath now; none while everybody breathes as they like.
fn word_of<'a>(page: &Page<'a>, figure: BreathFigure) -> &'a str {
    let words = &page.words.breath;
    match figure.direction {
        Some(Direction::In) => &words.breathe_in,
        Some(Direction::Out) => &words.breathe_out,
        None => "",
    }
}

/// The figure's word, letters apart.
fn word(page: &mut Page, square: Rect, figure: BreathFigure) {
    let word = word_of(page, figure);
    if word.is_empty() {
        return;
    }
    let word = format!(" {} ", spaced(word, square.width.saturating_sub(2)));
    let middle = Rect { y: square.y + square.height / 2, height: 1, ..square };
    page.centred_in(middle, &word, page.theme.strong);
}

/// In place of the figure where motion is to be little: the word, and a bar that grows by whole cells.
fn bar(page: &mut Page, area: Rect, figure: BreathFigure) {
    let middle = area.y + area.height / 2;
    let most = square_in(area).width;
    let length = match figure.direction {
        Some(_) => (u32::from(most) * u32::from(figure.fullness.min(1000))).div_ceil(1000) as u16,
        None => most / 2,
    };
    word(page, Rect { y: middle.saturating_sub(1), height: 1, ..area }, figure);
    page.centred_in(Rect { y: middle + 1, height: 1, ..area }, &"━".repeat(length.into()), page.theme.breath);
}

/// A ring, in dots from the upper left corner of its square.
struct Ring {
    centre: (f32, f32),
    radius: f32,
    /// How wide its rim is.
    rim: f32,
    /// How far the glow of the rim reaches inwards.
    depth: f32,
    /// How far the rim's edge fades outwards.
    edge: f32,
}

impl Ring {
    fn of(square: Rect, figure: BreathFigure) -> Self {
        let (width, height) = (f32::from(square.width) * 2.0, f32::from(square.height) * 4.0);
        let edge = (width.min(height) / 40.0).max(0.8);
        let most = width.min(height) / 2.0 - edge;
        let fullness = f32::from(figure.fullness.min(1000)) / 1000.0;
        let share = figure.direction.map_or(REST, |_| EMPTY + (1.0 - EMPTY) * fullness);
        let radius = most * share;
        Self { centre: (width / 2.0, height / 2.0), radius, rim: edge, depth: (most * 0.35).max(2.0), edge }
    }

    /// The dots of one cell.
    fn cell(&self, x: u16, y: u16) -> u8 {
        let mut pattern = 0;
        for (row, bits) in DOTS.iter().enumerate() {
            for (column, bit) in bits.iter().enumerate() {
                // From the middle of the dot to the middle of the ring, so that all four quarters are alike.
                let dx = (f32::from(x) * 2.0 + column as f32 + 0.5 - self.centre.0).abs();
                let dy = (f32::from(y) * 4.0 + row as f32 + 0.5 - self.centre.1).abs();
                if self.light(dx.hypot(dy)) > threshold(dx, dy) {
                    pattern |= bit;
                }
            }
        }
        pattern
    }

    /// The share of dots that are lit at this distance from the middle.
    fn light(&self, distance: f32) -> f32 {
        let inside = self.radius - distance;
        if inside < 0.0 {
            1.0 + inside / self.edge
        } else {
            let share = 1.0 - (inside - self.rim).max(0.0) / self.depth;
            INNER + (1.0 - INNER) * share.max(0.0).powi(2)
        }
    }
}

/// An even pattern of thresholds between 0 and 1, mirrored about the middle.
fn threshold(dx: f32, dy: f32) -> f32 {
    let (column, row) = (dx as usize, dy as usize);
    (EVEN[row % 4][column % 4] + EVEN_SQUARES[row / 4 % 2][column / 4 % 2] + 0.125) / 16.0
}
