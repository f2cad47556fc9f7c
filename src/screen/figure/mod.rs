//! The breathing figure: it grows and shrinks with the breath, and the word for the breath stands in it.
//!
//! Where the terminal shows any colour it is [`disc`], a softly filled disc; elsewhere it is [`ring`], a ring of braille
//! dots. docs/figure.md says what was compared. With reduced motion it is a bar.

mod disc;
mod ring;

use ratatui::layout::Rect;

use super::large_type::spaced;
use super::page::Page;
use super::scene::BreathFigure;
use crate::pacer::Direction;

/// The bits of a braille character by row and column.
pub(crate) const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
/// The radius at the end of a breath out, as a share of the radius at the end of a breath in.
const EMPTY: f32 = 0.45;
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
    if let Some(tones) = page.theme.disc {
        disc::draw(page, square, figure, tones);
        disc::word(page, square, figure, tones, word_of(page, figure));
    } else {
        ring::draw(page, square, figure);
        word(page, square, figure);
    }
}

/// The radius as a share of the largest one, from 0 to 1.
fn radius(figure: BreathFigure) -> f32 {
    figure.direction.map_or(REST, |_| EMPTY + (1.0 - EMPTY) * fullness(figure))
}

/// How full the breath is, from 0 to 1.
fn fullness(figure: BreathFigure) -> f32 {
    f32::from(figure.fullness.min(1000)) / 1000.0
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
        Some(Direction::TopUp) => &words.top_up,
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
