//! Practice alone: the heart rate of the last minute, the breath, and what the signal is good for.
//!
//! ```text
//! breathmark practice          4 in · 6 out                07:30
//!
//! heart, beats a minute                            . - .
//!    85 ┤   ⡠⠤⣀             ⣀⠤⢄                 '       '
//!       │ ⢀⠔⠁  ⠑⢄         ⡠⠊    ⠑⢄             |   out   |
//!    70 ┤⠔⠁      ⠑⠤⣀  ⣀⡠⠔⠊        ⠑             .       .
//! breath ▁▂▃▅▆▇▇▆▅▄▃▂▁▁▂▃▅▆▇▇▆▅▄▃▂▁▁               ' - '
//!
//!      72 beats a minute       34 ms RMSSD
//!
//!   with each breath your heart rises and falls by 14 beats a minute
//! ```
//!
//! Without a strap there is the breath alone, in the middle, and one line on straps.

use ratatui::layout::Rect;

use super::figure;
use super::large_type::{Size, digits};
use super::page::Page;
use super::person;
use super::scene::{HeartView, PracticeView, Scene, StrapView};
use super::strap_fault;
use super::tachogram;
use super::text::width;

/// The columns of both middle-sized numbers with their units, for a rate of three digits.
const MIDDLE_NUMBERS: u16 = 69;
/// Per cent of the last half minute from which on the signal counts as clear. Assumption.
const CLEAR_PERCENT: u8 = 90;
/// Below this, with beats that are unclear, the page asks how the strap sits. Assumption: a beat in four is lost.
const LOOSE_PERCENT: u8 = 75;

/// Draws the practice.
pub(crate) fn draw(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    header(page, scene, practice);
    let (body, sentence) = (page.body(), page.body().bottom() - 2);
    let top = body.y + page.air();
    if is_breath_alone(scene.people.left.strap, practice) {
        figure::draw(page, Rect { y: top, height: sentence.saturating_sub(top + 1), ..body }, practice.figure);
    } else {
        draw_heart(page, scene, practice, (top, sentence));
    }
    let words = sentence_of(page, scene.people.left.strap, &practice.hearts.left);
    page.paragraph(sentence, &words, page.theme.quiet);
}

/// Whether there is no heart to show, and none on its way.
fn is_breath_alone(strap: StrapView, practice: &PracticeView) -> bool {
    practice.hearts.left.tachogram.is_empty()
        && matches!(strap, StrapView::Absent | StrapView::NoAdapter | StrapView::NoBluetooth)
}

/// The chart beside the figure, and the numbers beneath, between two rows.
fn draw_heart(page: &mut Page, scene: &Scene, practice: &PracticeView, (top, sentence): (u16, u16)) {
    // Smaller than a clock: here the numbers are not all there is.
    let size = if page.air() > 0 && page.width() >= MIDDLE_NUMBERS { Size::MIDDLE } else { Size::SMALL };
    let (body, air) = (page.body(), page.air());
    let numbers = sentence - 1 - size.rows();
    // The row above the chart is for its labels.
    let chart = Rect { y: top + 1, height: numbers.saturating_sub(top + 2), ..body };
    // The figure may use the free row beneath the chart.
    let beside = Rect { height: chart.height + air, ..chart };
    let round = figure::square_in(Rect { width: body.width / 2, ..beside }).width;
    let left = Rect { width: chart.width.saturating_sub(round + 3 + 2 * air), ..chart };
    tachogram::draw(page, left, &practice.hearts.left, &practice.breath);
    figure::draw(page, Rect { x: chart.right() - round, width: round, ..beside }, practice.figure);
    draw_numbers(page, scene, practice, (body.x, numbers), size);
}

fn header(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    let time = format!("{:02}:{:02}", practice.elapsed_s / 60, practice.elapsed_s % 60);
    let words = &page.words.practice;
    let led = practice.pacer.unwrap_or_default();
    let pacer = words.pacer.with(&[("in", &led.in_s), ("out", &led.out_s)]);
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
    let Some(rate) = practice.hearts.left.numbers.heart_rate else {
        let state = person::words(page.words, strap, 30);
        page.plain_line(&state);
        let line = format!("{}  {state}", person::shape(strap));
        return page.put(x + 5, middle, &line, page.theme.strong);
    };
    let gap = 3 + size.rows();
    let x = number(page, (x + 5, y), rate, &words.beats, size) + gap;
    match practice.hearts.left.numbers.rmssd {
        Some(rmssd) => {
            number(page, (x, y), rmssd, &words.rmssd, size);
        }
        None if has_rate_only(strap) => page.put(x, middle, &words.rate_only, page.theme.quiet),
        None => page.put(x, middle, &words.rmssd_settling, page.theme.quiet),
    }
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

/// One sentence: what the wave of the heart means where the beats carry that, else what the signal allows.
fn sentence_of(page: &Page, strap: StrapView, practice: &HeartView) -> String {
    let (words, alone) = (&page.words.practice, &page.words.alone);
    let sentence = match strap {
        StrapView::Good | StrapView::ContactDoubted => match practice.moves_bpm {
            Some(n) => return alone.moves.with(&[("n", &n)]),
            None if practice.clean_percent >= CLEAR_PERCENT => &words.clear,
            None if practice.has_unclear_beats() && practice.clean_percent < LOOSE_PERCENT => &words.worn,
            None => &alone.filling,
        },
        StrapView::RateOnly => &words.no_rmssd,
        StrapView::Faulty(fault) => match practice.moves_bpm {
            Some(n) if !fault.spoils_intervals() => return alone.moves.with(&[("n", &n)]),
            _ => strap_fault::sentence(&page.words.strap_fault, fault),
        },
        StrapView::Settling => &words.settling,
        // A build without Bluetooth has no command for straps.
        StrapView::Absent if cfg!(not(feature = "ble")) => &alone.built_without,
        StrapView::Absent => &words.no_strap,
        StrapView::Searching | StrapView::Connecting => &words.not_heard,
        StrapView::Quiet | StrapView::NoContact => &words.worn,
        StrapView::Silent(_) | StrapView::Lost(_) => &words.still_on,
        StrapView::NotAHeartStrap => &words.another_strap,
        StrapView::NoAdapter => &words.bluetooth_off,
        StrapView::NoBluetooth => &words.without_strap,
    };
    sentence.clone()
}
