//! The number that everybody sees: the heart rate.

use crate::screen::large_type::{Size, digits};
use crate::screen::page::Page;
use crate::screen::person;
use crate::screen::scene::{HeartView, Scene, StrapView};
use crate::screen::text::width;

/// The columns of a middle-sized number with its unit, for a rate of three digits, and a word behind it.
const MIDDLE_NUMBER: u16 = 69;

/// How large it is. Smaller than a clock: here the numbers are not all there is.
pub(super) fn size(page: &Page) -> Size {
    if page.air() > 0 && page.width() >= MIDDLE_NUMBER { Size::MIDDLE } else { Size::SMALL }
}

/// The number with its unit, or in its place why there is none.
pub(super) fn draw(page: &mut Page, scene: &Scene, heart: &HeartView, (x, y): (u16, u16), size: Size) {
    let middle = y + size.rows() / 2;
    let (words, strap) = (&page.words.practice, scene.people.left.strap);
    let Some(rate) = heart.numbers.heart_rate else {
        return draw_state(page, strap, (x, middle));
    };
    let gap = 3 + size.rows();
    let x = number(page, (x + 5, y), rate, &words.beats, size) + gap;
    if has_rate_only(strap) {
        page.put(x, middle, &words.rate_only, page.theme.quiet);
    }
}

/// Why there is no number.
pub(super) fn draw_state(page: &mut Page, strap: StrapView, (x, y): (u16, u16)) {
    let state = person::words(page.words, strap, 30);
    page.plain_line(&state);
    let line = format!("{}  {state}", person::shape(strap));
    page.put(x + 5, y, &line, page.theme.strong);
}

/// Whether the strap's own rate is all that counts.
fn has_rate_only(strap: StrapView) -> bool {
    match strap {
        StrapView::RateOnly => true,
        StrapView::Faulty(fault) => fault.spoils_intervals(),
        _ => false,
    }
}

/// A large number and its unit; the column after it.
fn number(page: &mut Page, (x, y): (u16, u16), value: u16, unit: &str, size: Size) -> u16 {
    let text = value.to_string();
    page.plain_line(&format!("{text} {unit}"));
    digits(page, x, y, &text, size, page.theme.text);
    let after = x + size.width(&text) + 2;
    page.put(after, y + size.rows() - 1, unit, page.theme.quiet);
    after + width(unit)
}
