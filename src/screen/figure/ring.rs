//! The figure as a soft ring of braille dots, for terminals that don't show any colour.
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

use super::{DOTS, braille, radius};
use crate::screen::page::Page;
use crate::screen::scene::BreathFigure;

/// The order in which the dots of a square of four by four are lit, so that any share of them is spread evenly. The
/// first is off the edge, or the mirrored quarters would put two side by side.
const EVEN: [[f32; 4]; 4] =
    [[7.0, 13.0, 5.0, 15.0], [8.0, 0.0, 10.0, 2.0], [4.0, 12.0, 6.0, 14.0], [11.0, 3.0, 9.0, 1.0]];
/// The same for four such squares, in parts of a step: four times as many steps, so that hardly a frame stands still.
const EVEN_SQUARES: [[f32; 2]; 2] = [[0.0, 0.5], [0.75, 0.25]];
/// The share of dots that are lit in the middle of the ring, from 0 to 1.
const INNER: f32 = 0.06;
/// How far the glow of the rim reaches inwards, as a share of the largest radius.
const GLOW: f32 = 0.35;

/// Draws the ring in `square`.
pub(super) fn draw(page: &mut Page, square: Rect, figure: BreathFigure) {
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
}

/// A ring, in dots from the upper left corner of its square.
pub(super) struct Ring {
    pub(super) centre: (f32, f32),
    pub(super) radius: f32,
    /// How far the glow of the rim reaches inwards.
    depth: f32,
    /// How wide the rim is, and how far its edge fades outwards.
    edge: f32,
    /// The share of dots that are lit in the middle, from 0 to 1.
    inner: f32,
}

impl Ring {
    fn of(square: Rect, figure: BreathFigure) -> Self {
        let (width, height) = (f32::from(square.width) * 2.0, f32::from(square.height) * 4.0);
        let edge = (width.min(height) / 40.0).max(0.8);
        let most = width.min(height) / 2.0 - edge;
        let (centre, radius) = ((width / 2.0, height / 2.0), most * radius(figure));
        Self { centre, radius, depth: (most * GLOW).max(2.0), edge, inner: INNER }
    }

    /// A ring whose rim takes `share` of the largest radius, with nothing in it.
    pub(super) fn rim(square: Rect, figure: BreathFigure, share: f32) -> Self {
        let ring = Self::of(square, figure);
        let depth = (ring.centre.0.min(ring.centre.1) * share).max(2.0);
        Self { depth, inner: 0.0, ..ring }
    }

    /// The dots of one cell.
    pub(super) fn cell(&self, x: u16, y: u16) -> u8 {
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
            let share = 1.0 - (inside - self.edge).max(0.0) / self.depth;
            self.inner + (1.0 - self.inner) * share.max(0.0).powi(2)
        }
    }
}

/// An even pattern of thresholds between 0 and 1, mirrored about the middle.
fn threshold(dx: f32, dy: f32) -> f32 {
    let (column, row) = (dx as usize, dy as usize);
    (EVEN[row % 4][column % 4] + EVEN_SQUARES[row / 4 % 2][column / 4 % 2] + 0.125) / 16.0
}
