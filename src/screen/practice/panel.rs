//! All numbers of a practice, each with its unit and a line: what it means, or how it is computed.
//!
//! ```text
//!  72 bpm    heart rate
//!  14 bpm    how far your heart moves with a breath
//!  0.82      regularity: 1 would be a single, even wave
//!  R² 0.74   your heart follows (1: fully), 40° behind
//!  38 ms     RMSSD: change from beat to beat, 60 s
//!  6.1 /min  breaths a minute, read from the heart
//! ```

use super::numbers;
use crate::screen::backdrop::NumbersShown;
use crate::screen::page::Page;
use crate::screen::scene::{PracticeView, Scene};
use crate::screen::text::clip;
use crate::words::Words;

/// The rows of the panel. A number that is missing leaves its row free at the end.
pub(super) const ROWS: u16 = 6;
/// The columns of a number with its unit.
const NUMBER: u16 = 10;

/// Draws the numbers that there are, or why there are none.
pub(super) fn draw(page: &mut Page, scene: &Scene, practice: &PracticeView, (x, y): (u16, u16)) {
    let rows = rows(page.words, practice);
    if rows.is_empty() {
        return numbers::draw_state(page, scene.people.left.strap, (x, y + ROWS / 2));
    }
    let x = x + 1;
    let room = page.width().saturating_sub(NUMBER + 1);
    for (y, (number, line)) in (y..).zip(&rows) {
        page.plain_line(&format!("{number}: {line}"));
        page.put(x, y, number, page.theme.strong);
        page.put(x + NUMBER, y, &clip(line, room), page.theme.quiet);
    }
    if rows.len() == 1 {
        page.put(x, y + 1, &clip(&page.words.figures.none, room), page.theme.quiet);
    }
}

/// Each number that there is, with its line.
fn rows(words: &Words, practice: &PracticeView) -> Vec<(String, String)> {
    let hundredths = |n: u8| words.number(format_args!("{:.2}", f64::from(n) / 100.0));
    let tenths = |n: u16| words.number(format_args!("{:.1}", f64::from(n) / 10.0));
    let (heart, words) = (&practice.hearts.left, &words.figures);
    let is_formula = practice.numbers == NumbersShown::Formulas;
    let line = |meaning: &str, formula: &str| (if is_formula { formula } else { meaning }).to_owned();
    let figures = &heart.figures;
    let fit_means = |deg: i16| {
        let phrase = if deg < 0 { &words.fit_means_ahead } else { &words.fit_means };
        phrase.with(&[("deg", &deg.unsigned_abs())])
    };
    let rate = heart.numbers.heart_rate;
    let rows = [
        rate.map(|n| (words.rate.with(&[("n", &n)]), line(&words.rate_means, &words.rate_formula))),
        figures.swing_bpm.map(|n| (words.swing.with(&[("n", &n)]), line(&words.swing_means, &words.swing_formula))),
        figures.regularity.map(|n| {
            let number = words.regularity.with(&[("n", &hundredths(n))]);
            (number, line(&words.regularity_means, &words.regularity_formula))
        }),
        figures
            .fit
            .map(|(fit, deg)| (words.fit.with(&[("n", &hundredths(fit))]), line(&fit_means(deg), &words.fit_formula))),
        figures.rmssd_ms.map(|n| (words.rmssd.with(&[("n", &n)]), line(&words.rmssd_means, &words.rmssd_formula))),
        figures.breaths.map(|breaths| {
            (words.breaths.with(&[("n", &tenths(breaths))]), line(&words.breaths_means, &words.breaths_formula))
        }),
    ];
    rows.into_iter().flatten().collect()
}
