//! Practice: the heart rate of the last minute, the breath, and what the signal is good for.
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
//!      72 beats a minute
//!
//!   with each breath your heart rises and falls by 14 beats a minute
//! ```
//!
//! | file | holds |
//! |---|---|
//! | here | the page: header, chart, ring, one sentence |
//! | `numbers` | the number that everybody sees |
//! | `panel` | all numbers, with what each means or how it is computed |
//! | `sentence` | the one sentence |
//!
//! Without a strap there is the breath alone, in the middle, and one line on straps. Two people have one ring, and a
//! chart each.

mod numbers;
mod panel;
mod sentence;

use ratatui::layout::Rect;

use super::backdrop::NumbersShown;
use super::figure;
use super::page::Page;
use super::scene::{PracticeView, Scene, StrapView};
use super::tachogram::{self, Chart};
use super::text::width;
use super::times::clock;
use crate::event::seat::Seat;

/// The columns that have room in the middle of the narrowest header, beside the whole title.
const WIDEST_ABOVE: u16 = 16;
/// The pace of every pattern at the beginning, in breaths a minute.
const USUAL_PACE: f64 = 6.0;

/// Draws the practice.
pub(crate) fn draw(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    header(page, scene, practice);
    let body = page.body();
    // All figures say what the sentence says.
    let says_nothing = practice.numbers != NumbersShown::Few && practice.says.is_none();
    let sentence = body.bottom() - if says_nothing { 0 } else { 2 };
    let top = body.y + page.air();
    if practice.hides_heart || !practice.has_heart {
        figure::draw(page, Rect { y: top, height: sentence.saturating_sub(top + 1), ..body }, practice.figure);
    } else {
        draw_heart(page, scene, practice, (top, sentence));
    }
    let words = match &practice.says {
        Some(says) => says.clone(),
        None if practice.hides_heart || says_nothing => String::new(),
        None => sentence::of(page, scene.people.left.strap, &practice.hearts.left),
    };
    page.paragraph(sentence, &words, page.theme.quiet);
}

/// The chart beside the figure, and the numbers beneath, between two rows.
fn draw_heart(page: &mut Page, scene: &Scene, practice: &PracticeView, (top, sentence): (u16, u16)) {
    let (body, air) = (page.body(), page.air());
    let is_of_two = scene.people.right.strap != StrapView::Absent;
    let size = numbers::size(page);
    // In a low window all figures leave no free row above and beneath them.
    let (rows, apart) = match practice.numbers {
        _ if is_of_two => (0, 1),
        NumbersShown::Few => (size.rows() + 1, 1),
        NumbersShown::Meanings | NumbersShown::Formulas => (panel::ROWS + air, air),
    };
    let numbers = sentence - rows;
    // The row above the chart is for its labels.
    let chart = Rect { y: top + 1, height: numbers.saturating_sub(top + 1 + apart), ..body };
    // The figure may use the free row beneath the chart.
    let beside = Rect { height: chart.height + air, ..chart };
    let round = figure::square_in(Rect { width: body.width / 2, ..beside }).width;
    let left = Rect { width: chart.width.saturating_sub(round + 3 + 2 * air), ..chart };
    if is_of_two {
        draw_two(page, scene, practice, left);
    } else {
        let label = page.words.alone.heart.clone();
        tachogram::draw(page, left, &Chart { heart: &practice.hearts.left, breath: &practice.breath, label: &label });
    }
    figure::draw(page, Rect { x: chart.right() - round, width: round, ..beside }, practice.figure);
    match practice.numbers {
        _ if is_of_two => {}
        NumbersShown::Few => numbers::draw(page, scene, &practice.hearts.left, (body.x, numbers), size),
        NumbersShown::Meanings | NumbersShown::Formulas => panel::draw(page, scene, practice, (body.x, numbers)),
    }
}

/// Two charts of equal size, one above the other, each with its name and heart rate. Nothing compares them.
fn draw_two(page: &mut Page, scene: &Scene, practice: &PracticeView, area: Rect) {
    let height = (area.height.saturating_sub(1)) / 2;
    for (seat, y) in [(Seat::Left, area.y), (Seat::Right, area.y + height + 1)] {
        let (person, heart) = (&scene.people[seat], &practice.hearts[seat]);
        let state = || super::person::words(page.words, person.strap, 30);
        let rate = heart.numbers.heart_rate.map_or_else(state, |rate| format!("{rate}"));
        let label = format!("{} · {rate}", person.name);
        page.plain_line(&label);
        let area = Rect { y, height, ..area };
        tachogram::draw(page, area, &Chart { heart, breath: &practice.breath, label: &label });
    }
}

fn header(page: &mut Page, scene: &Scene, practice: &PracticeView) {
    let time = match practice.left_s {
        Some(left) => clock(left),
        None => format!("{:02}:{:02}", practice.elapsed_s / 60, practice.elapsed_s % 60),
    };
    let title = page.words.practice.title.clone();
    let above = practice.heading.clone().unwrap_or_else(|| pattern(page, practice));
    if scene.note.is_some() || width(&above) > WIDEST_ABOVE {
        return page.header(&title, scene.note.as_deref(), &format!("{above}    {time}"));
    }
    let heading = page.words.practice.heading.clone();
    page.header(&heading, None, &time);
    page.centred(page.area.y + page.air(), &above, page.theme.text);
}

/// The lengths of the breath that is led; where it is not six a minute, its pace.
fn pattern(page: &Page, practice: &PracticeView) -> String {
    let Some(pacer) = practice.pacer else { return String::new() };
    let rate = (100.0 * pacer.rate()).round() / 100.0;
    if (rate - USUAL_PACE).abs() > 0.005 {
        return page.words.practice_says.pace.with(&[("n", &page.words.number(rate))]);
    }
    if pacer.top_up_s > 0.0 {
        return page.words.practice_says.sigh.clone();
    }
    let seconds = |s: f64| page.words.number((10.0 * s).round() / 10.0);
    page.words.practice.pacer.with(&[("in", &seconds(pacer.in_s)), ("out", &seconds(pacer.out_s))])
}
