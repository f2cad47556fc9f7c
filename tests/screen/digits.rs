//! Large digits, read back from their strokes: every size must show the number that is meant.

use breathmark::screen::scene::View;

use crate::layout::{Drawing, Layout};
use crate::scenes;

/// The strokes that are lit, a bit each: top, middle, bottom, then upper left, upper right, lower left, lower right.
const DIGITS: [(char, u8); 10] = [
    ('+', 0b010_0000),
    ('0', 0b101_1111),
    ('2', 0b111_0110),
    ('3', 0b111_0101),
    ('4', 0b010_1101),
    ('5', 0b111_1001),
    ('6', 0b111_1011),
    ('7', 0b100_0101),
    ('8', 0b111_1111),
    ('9', 0b111_1101),
];

/// What is drawn with half blocks: whether a column is lit in a half row.
struct Strokes {
    /// By column, then by half row.
    lit: Vec<Vec<bool>>,
}

impl Strokes {
    fn of(layout: &Layout) -> Self {
        let [columns, rows] = layout.extent(Drawing::Blocks).unwrap();
        let halves = |x: usize| (rows.0..rows.1).flat_map(move |y| halves(layout.cells[y][x])).collect::<Vec<_>>();
        let mut lit: Vec<Vec<bool>> = (columns.0..columns.1).map(halves).collect();
        let height = 1 + lit.iter().filter_map(|column| column.iter().rposition(|lit| *lit)).max().unwrap();
        for column in &mut lit {
            column.truncate(height);
        }
        Self { lit }
    }

    fn read(&self) -> String {
        self.lit.split(|column| !column.contains(&true)).filter(|glyph| !glyph.is_empty()).map(character).collect()
    }
}

/// Whether the upper and the lower half of a cell are lit.
fn halves(cell: char) -> [bool; 2] {
    [matches!(cell, '█' | '▀'), matches!(cell, '█' | '▄')]
}

fn character(glyph: &[Vec<bool>]) -> char {
    let (width, height) = (glyph.len(), glyph[0].len());
    if width * 3 <= height {
        return if glyph[0].contains(&false) { ':' } else { '1' };
    }
    let (middle, right) = (width / 2, width - 1);
    let (upper, lower) = (height / 4, 3 * height / 4);
    let strokes = [
        (middle, 0),
        (middle, height / 2),
        (middle, height - 1),
        (0, upper),
        (right, upper),
        (0, lower),
        (right, lower),
    ]
    .into_iter()
    .fold(0, |strokes, (x, y)| strokes << 1 | u8::from(glyph[x][y]));
    DIGITS.iter().find(|(_, digit)| *digit == strokes).map_or('?', |(digit, _)| *digit)
}

#[test]
fn past_the_end_of_a_turn_a_plus_stands_before_the_time_on_every_size() {
    for (over_s, shown) in [(12, "+0:12"), (29, "+0:29")] {
        for size in [(60, 15), (80, 24), (120, 40)] {
            let mut scene = scenes::turn();
            if let View::Turn { left_s, over_s: over, .. } = &mut scene.view {
                (*left_s, *over) = (0, over_s);
            }
            let layout = Layout::of(&scene, size);
            assert_eq!(Strokes::of(&layout).read(), shown, "{size:?}\n{}", layout.picture());
        }
    }
}

#[test]
fn a_large_clock_shows_the_same_time_on_every_size() {
    for (left_s, shown) in [(72, "1:12"), (34, "0:34"), (306, "5:06"), (478, "7:58"), (549, "9:09")] {
        for size in [(60, 15), (80, 24), (120, 40)] {
            let layout = Layout::of(&scenes::scene(View::Settling { left_s }), size);
            assert_eq!(Strokes::of(&layout).read(), shown, "{size:?}\n{}", layout.picture());
        }
    }
}
