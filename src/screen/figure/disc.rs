//! The figure as a softly filled disc within a rim of braille dots, for terminals that show any colour.
//!
//! ```text
//!      ⣀⣤⠤⠤⠤⠤⣤⣀
//!    ⡴⠋ ▄▄███▄▄ ⠙⢦     each cell of the disc holds two pixels, one above the other: ▀ in the colour
//!   ⢸  ██ o u t ██  ⡇    of the upper one, on the colour of the lower one
//!    ⠳⣄ ▀▀███▀▀ ⣠⠞
//!      ⠉⠛⠒⠒⠒⠒⠛⠉
//! ```
//!
//! The distance from the edge gives a level from 1 to [`LEVELS`], and the level gives a colour between edge and core. The
//! colours go from cool to warm as the breath fills. Levels and steps are few, so a frame changes few cells. Each level
//! takes its step at another moment, so the whole disc never changes at once. The rim moves dot by dot.

use std::f32::consts::FRAC_PI_2;

use ratatui::layout::Rect;

use super::ring::Ring;
use super::{braille, fullness};
use crate::screen::large_type::spaced;
use crate::screen::page::Page;
use crate::screen::scene::BreathFigure;
use crate::screen::text::{each_grapheme, width};
use crate::screen::theme::DiscTones;

/// The number of levels from edge to core. More are softer and change more cells.
const LEVELS: u8 = 9;
/// The number of steps from cool to warm. More are smoother and change more cells.
const STEPS: f32 = 8.0;
/// From this many rows on, a cell within the disc has one pixel instead of two. Its steps are too faint to be seen, and
/// a frame takes about half the bytes.
const LARGE: u16 = 19;
/// The width of the rim as a share of the largest radius.
const RIM: f32 = 0.1;
/// The radius grows in steps of this many dots, of which a cell has 2×4. At the edge a smaller step would draw single
/// pixels, a larger one can be seen.
const RADIUS_STEP: f32 = 0.25;
/// The share of the radius, from the edge, over which the colour reaches the core.
const SOFT: f32 = 0.95;
/// The lowest level beneath the word, so that each letter can be read.
const WORD_LEVEL: u8 = 6;
/// The place of the rim's tone between edge and core, from 0 to 1.
const RIM_TONE: f32 = 0.75;

/// Draws disc and rim in `square`.
pub(super) fn draw(page: &mut Page, square: Rect, figure: BreathFigure, tones: &DiscTones) {
    let disc = Disc::of(square, figure);
    let rim = Ring::rim(square, figure, RIM);
    let rim_tone = tones.at(RIM_TONE, disc.warmth(LEVELS / 2));
    let tone = |level: u8| tones.at(share(level), disc.warmth(level));
    for y in 0..square.height {
        for x in 0..square.width {
            let Some(cell) = page.cell(square.x + x, square.y + y) else { continue };
            match disc.levels(x, y) {
                (0, 0) => {
                    let dots = rim.cell(x, y);
                    if dots != 0 {
                        cell.set_char(braille(dots)).set_fg(rim_tone);
                    }
                }
                (upper, 0) => _ = cell.set_char('▀').set_fg(tone(upper)),
                (0, lower) => _ = cell.set_char('▄').set_fg(tone(lower)),
                (upper, lower) if upper == lower => _ = cell.set_bg(tone(upper)),
                (upper, lower) => _ = cell.set_char('▀').set_fg(tone(upper)).set_bg(tone(lower)),
            }
        }
    }
}

/// Writes the word in the middle row. Beneath its letters the disc is at least of [`WORD_LEVEL`]; outside of the disc
/// the word stands on the terminal's own background.
pub(super) fn word(page: &mut Page, square: Rect, figure: BreathFigure, tones: &DiscTones, word: &str) {
    if word.is_empty() {
        return;
    }
    let disc = Disc::of(square, figure);
    let word = spaced(word, square.width.saturating_sub(2));
    let row = square.height / 2;
    let mut x = square.width.saturating_sub(width(&word)) / 2;
    let outside = page.theme.strong;
    each_grapheme(&word, |grapheme, columns| {
        let style = match disc.levels(x, row).0 {
            0 => outside,
            level => {
                let level = level.max(WORD_LEVEL);
                outside.fg(tones.word).bg(tones.at(share(level), disc.warmth(level)))
            }
        };
        page.put(square.x + x, square.y + row, grapheme, style);
        x += columns;
    });
}

/// A level as a share of the way from edge to core.
fn share(level: u8) -> f32 {
    f32::from(level) / f32::from(LEVELS)
}

/// A disc, in dots from the upper left corner of its square.
struct Disc {
    centre: (f32, f32),
    radius: f32,
    fullness: f32,
    /// Whether the cells within have one pixel each.
    is_large: bool,
}

impl Disc {
    fn of(square: Rect, figure: BreathFigure) -> Self {
        let Ring { centre, radius, .. } = Ring::rim(square, figure, RIM);
        let inside = radius - RIM * centre.0.min(centre.1);
        let radius = (inside / RADIUS_STEP).round() * RADIUS_STEP;
        Self { centre, radius, fullness: fullness(figure), is_large: square.height >= LARGE }
    }

    /// The levels of the two pixels of a cell, the upper one first: from 1 at the edge to [`LEVELS`], 0 outside.
    fn levels(&self, x: u16, y: u16) -> (u8, u8) {
        let (x, y) = (f32::from(x) * 2.0 + 1.0, f32::from(y) * 4.0);
        let (upper, lower) = (self.level(x, y + 1.0), self.level(x, y + 3.0));
        if self.is_large && upper > 1 && lower > 1 {
            let middle = self.level(x, y + 2.0);
            return (middle, middle);
        }
        (upper, lower)
    }

    /// The level of a point, in dots from the upper left corner.
    fn level(&self, x: f32, y: f32) -> u8 {
        // From the middle of the pixel to the middle of the disc, so that all four quarters are alike.
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        let inside = self.radius - dx.hypot(dy);
        if inside <= 0.0 {
            return 0;
        }
        let share = (inside / (self.radius * SOFT)).min(1.0);
        let share = (share * FRAC_PI_2).sin();
        (share * f32::from(LEVELS)).ceil() as u8
    }

    /// How warm a level is now, from 0 to 1 in [`STEPS`].
    fn warmth(&self, level: u8) -> f32 {
        ((self.fullness * STEPS + share(level)).floor() / STEPS).min(1.0)
    }
}
