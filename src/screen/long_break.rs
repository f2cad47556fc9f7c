//! The real break: when both come back, what soothes until then, and what doesn't.
//!
//! ```text
//!               a   r e a l   b r e a k ,   u n t i l
//!
//!                          21:40
//!
//!                   a walk, without the topic
//!  let the argument rest, too: going over it keeps the body tense
//!
//! Alex                                                           Sam
//! a  I'm ready                                        I'm ready  l
//! ```
//!
//! While both breathe slowly in it, it looks like a pause, with the time to come back beneath.

use ratatui::layout::Rect;

use super::large_type::{Size, digits_centred, spaced};
use super::page::{Page, spread};
use super::pause::{draw_readiness, draw_seats, frame};
use super::scene::{BreathFigure, RestView, Scene};
use super::settling::above_seats;
use super::turn::draw_yes_of_both;
use super::{figure, person};
use crate::event::seat::Seat;
use crate::talk::Question;
use crate::talk::pause::Readiness;

/// Draws the break.
pub(crate) fn draw(page: &mut Page, scene: &Scene, rest: &RestView) {
    match rest.figure {
        Some(figure) if rest.asks.is_none() => draw_breathing(page, scene, rest, figure),
        _ => draw_resting(page, scene, rest),
    }
}

fn draw_breathing(page: &mut Page, scene: &Scene, rest: &RestView, breath: BreathFigure) {
    let (area, below) = frame(page, scene, &page.words.pause.heading);
    draw_seats(page, scene, rest.ready, area, figure::square_in(area).width);
    figure::draw(page, area, breath);
    let until = match (&rest.day, rest.due) {
        (_, true) => page.words.rest.due.clone(),
        (day, false) => page.words.closing.we_go_on.with(&[("time", day.as_ref().unwrap_or(&rest.clock))]),
    };
    page.centred(below, &until, page.theme.text);
    page.centred(below + 1, &page.words.pause.softer, page.theme.quiet);
}

fn draw_resting(page: &mut Page, scene: &Scene, rest: &RestView) {
    page.header("", scene.note.as_deref(), "");
    let words = &page.words.rest;
    let (heading, below) = if rest.due { (&words.due, &words.due_ask) } else { (&words.heading, &words.no_rehearsing) };
    let soothing = if rest.due { "" } else { words.soothing.get(rest.suggestion).map_or("", |line| line) };
    let asked = rest.asks.map(|open| later_by(page, open.question));
    // Who are both ready and still here wait for the least length of a break.
    let both_ready = rest.ready.all(|ready| *ready == Readiness::Ready);
    let below = asked.as_ref().unwrap_or(if both_ready { &words.at_least } else { below });
    let day = rest.day.as_deref().filter(|_| !rest.due).unwrap_or_default();
    let heights = [1, Size::on(page).rows(), u16::from(!day.is_empty()), 1, page.rows_of(below)];
    let [top, time, day_at, middle, bottom] = spread(above_seats(page), heights, 2);
    page.centred(top, &spaced(heading, page.width()), page.theme.strong);
    page.plain_line(&rest.clock);
    digits_centred(page, Rect { y: time, ..page.body() }, &rest.clock, Size::on(page), page.theme.breath);
    page.centred(day_at, day, page.theme.text);
    page.centred(middle, soothing, page.theme.text);
    page.paragraph(bottom, below, if asked.is_some() { page.theme.strong } else { page.theme.quiet });
    let y = person::seats_row(page);
    if let Some(open) = rest.asks {
        return draw_yes_of_both(page, scene, open.yes, &page.words.agreements.not_yet);
    }
    for seat in Seat::BOTH {
        person::name(page, seat, y, &scene.people[seat]);
        draw_readiness(page, &scene.people[seat].name, seat, y + 1, rest.ready[seat]);
    }
}

fn later_by(page: &Page, question: Question) -> String {
    let words = &page.words.rest;
    match question {
        Question::PutOff { minutes } if minutes >= 60 => words.later_by_hours.of(minutes / 60),
        Question::PutOff { minutes } => words.later_by.of(minutes),
        Question::HalfMinute | Question::End => String::new(),
    }
}
