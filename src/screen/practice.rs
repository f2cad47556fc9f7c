//! Practice alone: the heart rate of the last minute, the breath, and what the signal is good for.
//!
//! ```text
//! breathmark practice          4 in · 6 out                07:30
//!
//!  84 ┤   ⡠⠤⣀             ⣀⠤⢄                       . - .
//!     │ ⢀⠔⠁  ⠑⢄         ⡠⠊    ⠑⢄                 '       '
//!     │⠔⠁      ⠑⠤⣀  ⣀⡠⠔⠊        ⠑              |   out   |
//!  70 ┤           ⠉⠉                             .       .
//!      ▁▂▃▅▆▇▇▆▅▄▃▂▁▁▂▃▅▆▇▇▆▅▄▃▂▁▁                  ' - '
//!
//!      72 beats a minute       34 ms RMSSD
//!
//!      the signal is clear; what you see is your heart
//! ```

use ratatui::layout::Rect;

use super::figure;
use super::large_type::{Size, digits};
use super::page::Page;
use super::person;
use super::scene::{PracticeView, Scene, StrapView};
use super::tachogram;
use super::text::width;
use crate::words::screens as words;

/// The columns of both middle-sized numbers with their units, for a rate of three digits.
const MIDDLE_NUMBERS: u16 = 69;

/// Draws the practice.
pub(crate) fn draw(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    header(page, scene, practice);
    // Smaller than a clock: here the numbers are not all there is.
    let size = if page.air() > 0 && page.width() >= MIDDLE_NUMBERS { Size::MIDDLE } else { Size::SMALL };
    let (body, air) = (page.body(), page.air());
    let sentence = body.bottom() - 2;
    let numbers = sentence - 1 - size.rows();
    let top = body.y + 1;
    let chart = Rect { y: top, height: numbers.saturating_sub(top + 1), ..body };
    let round = figure::square_in(Rect { width: body.width / 2, ..chart }).width;
    let left = Rect { width: chart.width.saturating_sub(round + 3 + 2 * air), ..chart };
    tachogram::draw(page, left, practice);
    figure::draw(page, Rect { x: chart.right() - round, width: round, ..chart }, practice.figure);
    draw_numbers(page, scene, practice, (body.x, numbers), size);
    let allowed = allows(&page.words.practice, scene.people.left.strap, practice.clean_percent);
    page.paragraph(sentence, allowed, page.theme.quiet);
}

fn header(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    let time = format!("{:02}:{:02}", practice.elapsed_s / 60, practice.elapsed_s % 60);
    let words = &page.words.practice;
    let pacer = words.pacer.with(&[("in", &practice.pacer.in_s), ("out", &practice.pacer.out_s)]);
    if scene.note.is_some() {
        return page.header(&words.title, scene.note.as_deref(), &format!("{pacer}    {time}"));
    }
    page.header(&words.heading, None, &time);
    page.centred(page.area.y + page.air(), &pacer, page.theme.text);
}

/// The numbers with their units, or in their place why there are none.
fn draw_numbers(page: &mut Page, scene: &Scene, practice: &PracticeView, (x, y): (u16, u16), size: Size) {
    let middle = y + size.rows() / 2;
    let (words, strap) = (&page.words.practice, scene.people.left.strap);
    let Some(rate) = practice.numbers.heart_rate else {
        let state = person::words(page.words, strap, 30);
        page.plain_line(&state);
        let line = format!("{}  {state}", person::shape(strap));
        return page.put(x + 5, middle, &line, page.theme.strong);
    };
    let gap = 3 + size.rows();
    let x = number(page, (x + 5, y), rate, &words.beats, size) + gap;
    match practice.numbers.rmssd {
        Some(rmssd) => {
            number(page, (x, y), rmssd, &words.rmssd, size);
        }
        None if strap == StrapView::RateOnly => page.put(x, middle, &words.rate_only, page.theme.quiet),
        None => page.put(x, middle, &words.rmssd_settling, page.theme.quiet),
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

/// What the signal allows, in one sentence.
fn allows(words: &words::Practice, strap: StrapView, clean_percent: u8) -> &str {
    match strap {
        StrapView::Good | StrapView::ContactDoubted if clean_percent >= 90 => &words.clear,
        StrapView::Good | StrapView::ContactDoubted => &words.unclear,
        StrapView::RateOnly => &words.no_rmssd,
        StrapView::Settling => &words.settling,
        StrapView::Absent => &words.no_strap,
        StrapView::Searching | StrapView::Connecting => &words.not_heard,
        StrapView::Quiet | StrapView::NoContact => &words.worn,
        StrapView::Silent(_) | StrapView::Lost(_) => &words.still_on,
        StrapView::NotAHeartStrap => &words.another_strap,
        StrapView::NoAdapter => &words.bluetooth_off,
        StrapView::NoBluetooth => &words.without_strap,
    }
}
