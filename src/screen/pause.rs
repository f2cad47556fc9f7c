//! The pause. It looks the same whatever triggered it: the scene does not know.
//!
//! ```text
//!                      let's take a breath
//!
//! Alex                      .  -  .                       Sam
//! a  I'm ready           '           '           I'm ready  l
//! s  not yet            |     out     |            not yet  k
//!                        .           .
//!                           '  -  '
//!
//!                  softer, not deeper   0:48
//! ```

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::figure;
use super::keys;
use super::large_type::spaced;
use super::page::Page;
use super::person;
use super::scene::{PauseView, PersonView, Scene};
use super::text::{clip, wrap};
use super::times::clock;
use crate::event::seat::{Pair, Seat};
use crate::talk::pause::{Breathing, Readiness, Way};

/// The columns of a prompt, so that the seats keep theirs in the narrowest window.
const PROMPT: u16 = 24;
/// The columns that a seat keeps beside the figure: its key and words, or what is wrong with its strap.
const SEAT: u16 = 18;

/// Draws the pause.
pub(crate) fn draw(page: &mut Page, scene: &Scene, pause: &PauseView) {
    let heading = match pause.way {
        Way::Breath => &page.words.pause.heading,
        Way::Senses => &page.words.ground.senses_heading,
        Way::Body => &page.words.ground.body_heading,
    };
    let (area, words) = frame(page, scene, heading);
    let taken = if pause.way == Way::Breath { figure::square_in(area).width } else { PROMPT };
    draw_seats(page, scene, pause.ready, area, taken);
    match pause.way {
        Way::Breath => figure::draw(page, area, pause.figure),
        Way::Senses => draw_prompt(page, pause, area, &page.words.ground.senses),
        Way::Body => draw_prompt(page, pause, area, &page.words.ground.body),
    }
    draw_words(page, pause, words);
}

/// The heading of a page that breathes, the room for the figure and both people, and the row of the words beneath.
pub(crate) fn frame(page: &mut Page, scene: &Scene, heading: &str) -> (Rect, u16) {
    page.header("", scene.note.as_deref(), "");
    let (body, air) = (page.body(), page.air());
    let heading = spaced(heading, page.width());
    page.centred(body.y + air, &heading, page.theme.strong);
    let words = body.bottom() - 3 - air;
    let top = body.y + 1 + 2 * air;
    let room = words.saturating_sub(top + air);
    // The figure is twice as wide as high: on a narrow page its rows are limited too.
    let height = room.min(page.width().saturating_sub(2 * SEAT) / 2);
    (Rect { y: top + (room - height) / 2, height, ..body }, words)
}

/// In place of the figure: one thing to do, over as many rows as it needs between the seats.
fn draw_prompt(page: &mut Page, pause: &PauseView, area: Rect, prompts: &[String]) {
    let prompt = prompts.get(pause.prompt % prompts.len().max(1)).map_or("", |prompt| prompt);
    page.plain_line(prompt);
    let lines = wrap(prompt, PROMPT);
    let top = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
    for (y, line) in (top..).zip(&lines) {
        page.write_centred(y, line, page.theme.breath.add_modifier(Modifier::BOLD));
    }
}

/// Both people beside what takes `taken` columns in the middle of `area`.
pub(crate) fn draw_seats(page: &mut Page, scene: &Scene, ready: Pair<Readiness>, area: Rect, taken: u16) {
    let beside = (area.width.saturating_sub(taken) / 2).saturating_sub(1);
    let y = area.y + area.height.saturating_sub(4) / 2;
    for seat in Seat::BOTH {
        let person = &scene.people[seat];
        let tone = page.theme.person(seat);
        page.at_seat(seat, y, ("", tone), (&clip(&person.name, beside), tone));
        draw_readiness(page, &person.name, seat, y + 1, ready[seat]);
        draw_trouble(page, seat, y + 3, person, beside);
    }
}

/// What this person has answered, and the keys for another answer.
pub(crate) fn draw_readiness(page: &mut Page, name: &str, seat: Seat, y: u16, said: Readiness) {
    let (ready, not_yet) = keys::of_seat(seat, page.words);
    let (strong, text, quiet) = (page.theme.strong, page.theme.text, page.theme.quiet);
    let words = &page.words.pause;
    let (first, second) = match said {
        Readiness::Unsaid => ((&*ready, &words.say_ready), (&*not_yet, &words.not_yet)),
        Readiness::Ready => (("●", &words.said_ready), (&*not_yet, &words.not_yet)),
        Readiness::NotReady => (("○", &words.not_yet), (&*ready, &words.say_ready)),
    };
    let said_style = if said == Readiness::Unsaid { text } else { strong };
    page.write_at_seat(seat, y, (first.0, strong), (first.1, said_style));
    page.write_at_seat(seat, y + 1, (second.0, strong), (second.1, quiet));
    let told = match said {
        Readiness::Unsaid => &page.words.told.ready_or_not,
        Readiness::Ready => &page.words.told.is_ready,
        Readiness::NotReady => &page.words.told.is_not_ready,
    };
    let line = told.with(&[("name", &name), ("ready", &ready), ("not_yet", &not_yet)]);
    page.plain_line(&line);
}

/// A quiet word about a strap that does not work. A strap that works is not shown here.
fn draw_trouble(page: &mut Page, seat: Seat, y: u16, person: &PersonView, beside: u16) {
    if person::is_in_trouble(person.strap) {
        let quiet = page.theme.quiet;
        page.state_at_seat(seat, y, ("", quiet), (&person::words(page.words, person.strap, beside), quiet));
    }
}

fn draw_words(page: &mut Page, pause: &PauseView, y: u16) {
    let paced = pause.breathing == Breathing::Paced;
    let words = &page.words.pause;
    let both_ready = pause.ready.all(|ready| *ready == Readiness::Ready);
    let breath = pause.way == Way::Breath;
    let (now, more) = if pause.left_s > 0 {
        let wait = if both_ready { &*words.at_least } else { "" };
        let how = if breath { &words.softer } else { &page.words.ground.own_time };
        (format!("{how}     {}", spaced(&clock(pause.left_s), 20)), wait)
    } else if pause.bodies_calm {
        let free = if paced || !breath { "" } else { &words.as_you_like };
        (words.when_ready.clone(), free)
    } else if paced || !breath {
        (words.slowing.clone(), "")
    } else {
        (words.as_you_like.clone(), &*words.watching)
    };
    page.centred(y, &now, page.theme.text);
    let quiet = match (pause.offers_both, pause.suggests_break) {
        (_, true) => &words.longer_break,
        // Who are both ready want to know why they wait.
        (true, false) if breath && !(both_ready && pause.left_s > 0) => &words.both_help,
        _ => more,
    };
    page.centred(y + 1, quiet, page.theme.quiet);
}
