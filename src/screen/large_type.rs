//! Type to be read from a metre away: spaced names in any script, and digits of half blocks.
//!
//! ```text
//! A L E X   s p e a k s             █      █  ▀▀█
//!                                   █  ▀   █  █▀▀
//!                                   ▀  ▀   ▀  ▀▀▀
//! ```

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::page::Page;
use super::text::{each_grapheme, width};

/// `text` with a space between its letters, if it fits in `room` columns that way; else as it is.
///
/// Scripts whose letters join are left alone: apart, they cannot be read.
pub(crate) fn spaced(text: &str, room: u16) -> String {
    if text.chars().any(joins) {
        return text.to_owned();
    }
    let mut spread = String::with_capacity(text.len() * 2);
    each_grapheme(text, |grapheme, _| {
        if !spread.is_empty() {
            spread.push(' ');
        }
        spread.push_str(grapheme);
    });
    if width(&spread) <= room { spread } else { text.to_owned() }
}

/// A name in capitals, where its script has them and fonts draw them.
pub(crate) fn capitals(name: &str) -> String {
    name.chars()
        .flat_map(|c| {
            let capital = (c < '\u{590}' || ('\u{1e00}'..'\u{2000}').contains(&c)).then(|| c.to_uppercase());
            let plain = capital.is_none().then_some(c);
            capital.into_iter().flatten().chain(plain)
        })
        .collect()
}

/// Hebrew to Arabic are written right to left, and the scripts up to Khmer join or stack their letters.
fn joins(c: char) -> bool {
    ('\u{590}'..'\u{e00}').contains(&c) || ('\u{1780}'..'\u{1900}').contains(&c)
}

/// Digits of seven strokes: three columns and five rows, a row to a number, its lowest three bits from left to right.
/// The outer columns and every other row are strokes; what lies between them stretches.
const DIGITS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b010, 0b010, 0b010, 0b010],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b001, 0b001, 0b001],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];
const COLON: [u8; 5] = [0, 0b100, 0, 0b100, 0];
/// Its upright is one stroke wide, as in the 1.
const PLUS: [u8; 5] = [0, 0b010, 0b111, 0b010, 0];

/// How large digits are: strokes in columns (half rows downwards), and how far they are apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    stroke: u16,
    across: u16,
    down: u16,
}

impl Size {
    pub(crate) const SMALL: Self = Self { stroke: 1, across: 1, down: 1 };
    pub(crate) const MIDDLE: Self = Self { stroke: 1, across: 3, down: 2 };
    const LARGE: Self = Self { stroke: 2, across: 4, down: 4 };

    /// The higher the page, the larger.
    pub(crate) fn on(page: &Page) -> Self {
        match page.area.height {
            0..20 => Self::SMALL,
            20..34 => Self::MIDDLE,
            _ => Self::LARGE,
        }
    }

    /// The rows that digits take.
    pub(crate) fn rows(self) -> u16 {
        (3 * self.stroke + 2 * self.down).div_ceil(2)
    }

    /// The columns that `text` takes.
    pub(crate) fn width(self, text: &str) -> u16 {
        let columns: u16 = text.chars().map(|c| self.columns(c) + self.gap()).sum();
        columns.saturating_sub(self.gap())
    }

    fn columns(self, c: char) -> u16 {
        if c == ':' { self.stroke } else { 2 * self.stroke + self.across }
    }

    fn gap(self) -> u16 {
        self.across.div_ceil(2) + self.stroke - 1
    }

    /// Whether the dot at this column and half row is lit.
    fn is_lit(self, glyph: [u8; 5], column: u16, half_row: u16) -> bool {
        let Some(row) = glyph.get(usize::from(part(half_row, self.stroke, self.down))) else { return false };
        if *row == 0b010 {
            // One stroke in the middle, no matter how wide the digit is.
            return (2 * column + 1).abs_diff(2 * self.stroke + self.across) < self.stroke;
        }
        row << part(column, self.stroke, self.across) & 0b100 != 0
    }
}

/// Which of the alternating strokes and gaps `at` falls in.
fn part(at: u16, stroke: u16, gap: u16) -> u16 {
    let (pairs, rest) = (at / (stroke + gap), at % (stroke + gap));
    2 * pairs + u16::from(rest >= stroke)
}

/// Draws digits, colons and a plus in the middle of `area`, from its first row on.
pub(crate) fn digits_centred(page: &mut Page, area: Rect, text: &str, size: Size, style: Style) {
    let x = area.x + area.width.saturating_sub(size.width(text)) / 2;
    digits(page, x, area.y, text, size, style);
}

/// Draws digits, colons and a plus from `x`, `y` on.
pub(crate) fn digits(page: &mut Page, mut x: u16, y: u16, text: &str, size: Size, style: Style) {
    for c in text.chars() {
        let glyph = match (c, c.to_digit(10)) {
            (_, Some(digit)) => DIGITS[digit as usize],
            ('+', None) => PLUS,
            _ => COLON,
        };
        for row in 0..size.rows() {
            for column in 0..size.columns(c) {
                let block = match (size.is_lit(glyph, column, 2 * row), size.is_lit(glyph, column, 2 * row + 1)) {
                    (true, true) => "█",
                    (true, false) => "▀",
                    (false, true) => "▄",
                    (false, false) => " ",
                };
                page.put(x + column, y + row, block, style);
            }
        }
        x += size.columns(c) + size.gap();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_spread_by_what_people_see_as_one() {
        assert_eq!(spaced("Zoe\u{301} x", 40), "Z o e\u{301}   x");
        assert_eq!(spaced("Alexandra", 10), "Alexandra");
        assert_eq!(spaced("محمد", 40), "محمد");
        assert_eq!(spaced("👩\u{200d}👩\u{200d}👧 Zoe", 40), "👩\u{200d}👩\u{200d}👧   Z o e");
        for joined in ["می\u{200c}خواهم", "ක්\u{200d}රිස්"] {
            assert_eq!(spaced(&capitals(joined), 40), joined);
        }
    }

    #[test]
    fn capitals_only_where_there_are_any() {
        assert_eq!(capitals("Zoë Ωmega ნინო 小明"), "ZOË ΩMEGA ნინო 小明");
    }

    #[test]
    fn the_width_of_a_clock_is_known_before_it_is_drawn() {
        assert_eq!(Size::SMALL.width("1:12"), 3 + 1 + 1 + 1 + 3 + 1 + 3);
        assert_eq!(Size::LARGE.width("1:12"), 8 + 3 + 2 + 3 + 8 + 3 + 8);
    }
}
