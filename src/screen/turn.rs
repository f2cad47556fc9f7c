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
//! ```

use ratatui::layout::Rect;

use super::large_type::{Size, digits_centred};
use super::page::{Page, spread};
use super::person;
use super::scene::{PersonView, Scene, StrapView, View};
use super::settling::{above_seats, heading, large_clock};
use super::text::{fit, width};
use super::times::{clock, left};
use super::yes::{self, Yes};
use crate::event::seat::{Pair, Seat};
use crate::talk::cards::Card;
use crate::talk::{Listening, OpenQuestion, Question};
use crate::words::Words;

/// Seconds before the end of a turn from which the page asks to finish. Assumption: one sentence.
const FINISH_S: u64 = 15;
/// Draws a turn, or the answer to one.
pub(crate) fn draw(page: &mut Page, scene: &Scene) {
    let View::Turn { speaker, left_s, over_s, talk_left_s, topic, answer, smaller, asks, .. } = &scene.view else {
        return;
    };
    let words = page.words;
    let right = if *smaller { words.answer.smaller.clone() } else { left(&words.screen, *talk_left_s) };
    let title = title(page, topic, &right);
    page.header(&title, scene.note.as_deref(), &right);
    let (who, does) = match answer {
        None => (*speaker, &words.turn.speaks),
        Some(_) => (speaker.other(), &words.answer.answers),
    };
    let task = task(scene, *speaker, *answer);
    let quiet = quiet_line(scene, words, *answer, page.width());
    let finish = match *left_s {
        0 => words.turn.over.with(&[("name", &scene.people[who].name)]),
        1..=FINISH_S => words.turn.finish.with(&[("name", &scene.people[who].name)]),
        _ => String::new(),
    };
    let heights = [1, Size::on(page).rows(), 1, page.rows_of(&task), 1];
    let [top, time, end, bottom, below] = spread(above_seats(page), heights, 3);
    heading(page, top, scene, who, does);
    turn_clock(page, time, *left_s, *over_s);
    page.centred(end, &finish, page.theme.breath);
    page.paragraph(bottom, &task, page.theme.text);
    if let Some(open) = asks {
        page.centred(below, &question(scene, *open, who), page.theme.strong);
        draw_yes_of_both(page, scene, open.yes, &words.turn.say_no);
    } else {
        page.centred(below, &quiet, page.theme.quiet);
        person::seats(page, scene);
    }
    below_seats(page, scene);
}

/// The time left, in large digits. Past the end it is how far past, and quiet.
fn turn_clock(page: &mut Page, y: u16, left_s: u64, over_s: u64) {
    tell_time(page, left_s);
    if left_s > 0 {
        return large_clock(page, y, left_s);
    }
    let area = Rect { y, ..page.body() };
    digits_centred(page, area, &format!("+{}", clock(over_s)), Size::on(page), page.theme.quiet);
}

/// Tells the time of a turn: every minute, and half a minute before its end. The last seconds have a line of their own.
fn tell_time(page: &mut Page, left_s: u64) {
    let told = &page.words.told;
    let line = match left_s {
        0..=FINISH_S => String::new(),
        16..=30 => told.half_minute.clone(),
        left_s => told.minutes.of(left_s.div_ceil(60)),
    };
    page.plain_state("turn", &line);
}

/// What both are asked in the middle of a turn.
fn question(scene: &Scene, open: OpenQuestion, speaks: Seat) -> String {
    let words = &scene.words.turn;
    match open.question {
        Question::HalfMinute => words.half_minute.with(&[("name", &scene.people[speaks].name)]),
        Question::End => words.end.clone(),
        Question::PutOff { .. } => String::new(),
    }
}

/// Each person's yes or no to an open question, in place of their strap.
pub(crate) fn draw_yes_of_both(page: &mut Page, scene: &Scene, said: Pair<bool>, no: &str) {
    let words = &page.words.turn;
    let yes = Yes { say: &words.say_yes, said: &words.said_yes, no: Some(no) };
    for (seat, said) in said.iter() {
        yes::draw(page, scene, seat, *said, yes);
    }
}

/// The program and the topic, or in a narrow window the topic alone.
fn title(page: &Page, topic: &str, right: &str) -> String {
    let program = &page.words.screen.program;
    let both = page.words.screen.program_and_topic.with(&[("topic", &topic)]);
    let room = page.width().saturating_sub(width(right) + 2);
    if topic.is_empty() { program.clone() } else { fit(&[both, topic.to_owned()], room).to_owned() }
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

/// The row beneath the seats: what is still being learnt, or that numbers need the wish of both. Neither tells whose
/// heart or whose wish is missing.
fn below_seats(page: &mut Page, scene: &Scene) {
    let View::Turn { learning_s, .. } = &scene.view else { return };
    let y = person::seats_row(page) + person::ROWS;
    let delivers = |person: &PersonView| !person::is_in_trouble(person.strap) && person.strap != StrapView::Absent;
    if *learning_s > 0 && scene.people.any(delivers) {
        let line = person::fit_with(&page.words.turn.learning, &[("n", learning_s)], page.width());
        return page.centred(y, &line, page.theme.quiet);
    }
    if scene.people.any(|p| p.wants_numbers) && !scene.people.all(|p| p.wants_numbers) {
        page.centred(y, &page.words.turn.numbers, page.theme.quiet);
    }
}
