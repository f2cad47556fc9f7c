//! Practice alone: the heart of the last minute, the breath, and what the signal allows to say.
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
use super::large::{Size, digits};
use super::page::{Page, width};
use super::person;
use super::scene::{PracticeView, Scene, Strap};
use super::tachogram;

/// Draws the practice.
pub(super) fn draw(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    header(page, scene, practice);
    // Smaller than a clock: here the numbers are not all there is.
    let size = if page.air() > 0 { Size::MIDDLE } else { Size::SMALL };
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
    page.paragraph(sentence, allows(scene.people.left.strap, practice.clean_percent), page.theme.quiet);
}

fn header(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    let time = format!("{:02}:{:02}", practice.elapsed_s / 60, practice.elapsed_s % 60);
    let pacer = format!("{} in · {} out", practice.pacer.in_s, practice.pacer.out_s);
    if scene.note.is_some() {
        return page.header("practice", scene.note.as_deref(), &format!("{pacer}    {time}"));
    }
    page.header("breathmark practice", None, &time);
    page.centred(page.area.y + page.air(), &pacer, page.theme.text);
}

/// The numbers with their units, or in their place why there are none.
fn draw_numbers(page: &mut Page, scene: &Scene, practice: &PracticeView, (x, y): (u16, u16), size: Size) {
    let middle = y + size.rows() / 2;
    let strap = scene.people.left.strap;
    let Some(rate) = practice.numbers.heart_rate else {
        let line = format!("{}  {}", person::shape(strap), person::words(strap, 30));
        return page.put(x + 5, middle, &line, page.theme.strong);
    };
    let gap = 3 + size.rows();
    let x = number(page, (x + 5, y), rate, "beats a minute", size) + gap;
    match practice.numbers.rmssd {
        Some(rmssd) => {
            number(page, (x, y), rmssd, "ms RMSSD", size);
        }
        None if strap == Strap::RateOnly => page.put(x, middle, "heart rate only", page.theme.quiet),
        None => page.put(x, middle, "RMSSD settling", page.theme.quiet),
    }
}

/// A large number and its unit; the column after it.
fn number(page: &mut Page, (x, y): (u16, u16), value: u16, unit: &str, size: Size) -> u16 {
    let text = value.to_string();
    digits(page, x, y, &text, size, page.theme.text);
    let after = x + size.width(&text) + 2;
    page.put(after, y + size.rows() - 1, unit, page.theme.quiet);
    after + width(unit)
}

/// What the signal allows, in one sentence.
fn allows(strap: Strap, clean_percent: u8) -> &'static str {
    match strap {
        Strap::Good if clean_percent >= 90 => "the signal is clear: the numbers stand on clean beats",
        Strap::Good => "some beats are unclear (×); they do not count",
        Strap::RateOnly => "this strap tells the heart rate only, so there is no RMSSD",
        Strap::Settling => "a few clean beats more, then there are numbers",
        Strap::Absent => "no strap: just breathe with the ring",
        Strap::Searching | Strap::Connecting => "the strap is not heard yet; the breath goes on without it",
        Strap::Quiet | Strap::NoContact => "is it worn, snug, and a little moist?",
        Strap::Silent(_) | Strap::Lost(_) => "is it still on? the breath goes on without it",
        Strap::NotAHeartStrap => "another strap may work; the breath goes on without it",
        Strap::NoAdapter => "switch Bluetooth on when you like; the breath goes on without it",
        Strap::NoBluetooth => "the breath goes on without a strap",
    }
}
