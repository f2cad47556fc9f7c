//! A turn: who speaks, how long, and what the listener does; then the listener's answer, in three parts.
//!
//! ```text
//! breathmark                                              24 min left
//!
//!                       A L E X   s p e a k s
//!
//!                              1:12
//!
//!             Sam: listen, then say back what you heard.
//!        Alex: one topic; what you feel, and what you need
//!
//! Alex                                                            Sam
//! ●  signal good                                       signal good  ●
//! 20 s to learn; p pauses
//! ```

use super::large_type::Size;
use super::page::{Page, spread};
use super::person;
use super::scene::{Scene, View};
use super::settling::{above_seats, heading, large_clock};
use super::text::fit;
use super::times::left;
use crate::event::seat::Seat;
use crate::talk::Listening;
use crate::talk::cards::Card;
use crate::words::Words;

/// Draws a turn, or the answer to one.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let View::Turn { speaker, left_s, talk_left_s, learning, answer, smaller, .. } = &scene.view else { return };
    let words = page.words;
    let right = if *smaller { words.answer.smaller.clone() } else { left(&words.screen, *talk_left_s) };
    page.header(&words.screen.program, scene.note.as_deref(), &right);
    let (who, does) = match answer {
        None => (*speaker, &words.turn.speaks),
        Some(_) => (speaker.other(), &words.answer.answers),
    };
    let task = task(scene, *speaker, *answer);
    let quiet = quiet_line(scene, words, *answer, page.width());
    let heights = [1, Size::on(page).rows(), page.rows_of(&task), 1];
    let [top, time, bottom, below] = spread(above_seats(page), heights, 3);
    heading(page, top, scene, who, does);
    large_clock(page, time, *left_s);
    page.paragraph(bottom, &task, page.theme.text);
    page.centred(below, &quiet, page.theme.quiet);
    person::seats(page, scene, *learning);
    numbers_hint(page, scene);
}

/// The task of the listener: to listen, or to answer in one of three parts.
fn task(scene: &Scene, speaker: Seat, answer: Option<Listening>) -> String {
    let words = &scene.words;
    let (speaker, listener) = (&scene.people[speaker].name, &scene.people[speaker.other()].name);
    match answer {
        None => words.turn.task.with(&[("listener", listener)]),
        Some(Listening::Reflect) => words.answer.reflect.with(&[]),
        Some(Listening::Validate) => words.answer.validate.with(&[("speaker", speaker)]),
        Some(Listening::Empathise) => words.answer.empathise.with(&[("speaker", speaker)]),
    }
}

/// The line beneath the task: the card on the table, else a reminder for the speaker, or the parts of the answer.
///
/// The listener's task stands right above, so the reminder names the speaker. In a narrow window the name is left out.
fn quiet_line(scene: &Scene, words: &Words, answer: Option<Listening>, room: u16) -> String {
    let View::Turn { speaker, card, reminder, .. } = &scene.view else { return String::new() };
    let of = |list: &[String], at: usize| list.get(at % list.len().max(1)).cloned().unwrap_or_default();
    match (card, answer) {
        (Some(Card::Need(n)), _) => of(&words.cards.needs, *n as usize),
        (Some(Card::Question(n)), _) => of(&words.cards.questions, *n as usize),
        (None, None) => {
            let line = of(&words.answer.speaker, *reminder);
            let to = words.turn.to_speaker.with(&[("name", &scene.people[*speaker].name), ("line", &line)]);
            fit(&[to, line], room).to_owned()
        }
        (None, Some(part)) => {
            let steps = words.answer.steps.iter().enumerate();
            let mark =
                |(i, step): (usize, &String)| if i == part as usize { format!("▸ {step}") } else { step.clone() };
            steps.map(mark).collect::<Vec<_>>().join("  ·  ")
        }
    }
}

/// Says that numbers need the wish of both, without showing who has the wish already.
fn numbers_hint(page: &mut Page, scene: &Scene) {
    if scene.people.any(|p| p.wants_numbers) && !scene.people.all(|p| p.wants_numbers) {
        let y = person::seats_row(page) + person::ROWS;
        page.centred(y, &page.words.turn.numbers, page.theme.quiet);
    }
}
