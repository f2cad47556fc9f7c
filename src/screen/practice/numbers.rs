//! The two numbers that everybody sees: heart rate and RMSSD.

use crate::screen::large_type::{Size, digits};
use crate::screen::page::Page;
use crate::screen::person;
use crate::screen::scene::{HeartView, Scene, StrapView};
use crate::screen::text::width;

/// The columns of both middle-sized numbers with their units, for a rate of three digits.
const MIDDLE_NUMBERS: u16 = 69;

/// How large they are. Smaller than a clock: here the numbers are not all there is.
pub(super) fn size(page: &Page) -> Size {
    if page.air() > 0 && page.width() >= MIDDLE_NUMBERS { Size::MIDDLE } else { Size::SMALL }
}

/// The numbers with their units, or in their place why there are none.
pub(super) fn draw(page: &mut Page, scene: &Scene, heart: &HeartView, (x, y): (u16, u16), size: Size) {
    let middle = y + size.rows() / 2;
    let (words, strap) = (&page.words.practice, scene.people.left.strap);
    let Some(rate) = heart.numbers.heart_rate else {
        return draw_state(page, strap, (x, middle));
    };
    let gap = 3 + size.rows();
    let x = number(page, (x + 5, y), rate, &words.beats, size) + gap;
    match heart.numbers.rmssd {
        Some(rmssd) => {
            number(page, (x, y), rmssd, &words.rmssd, size);
        }
        None if has_rate_only(strap) => page.put(x, middle, &words.rate_only, page.theme.quiet),
        None => page.put(x, middle, &words.rmssd_settling, page.theme.quiet),
    }
}

/// Why there are no numbers.
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
