//! What a listener hears: every screen in plain lines, each change once, and nothing that should not stay.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use breathmark::event::input::{Input, Key};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::screen::backdrop::Backdrop;
use breathmark::screen::compose::compose;
use breathmark::screen::keys::place::Place;
use breathmark::screen::notes::Edit;
use breathmark::screen::plain::PlainPrinter;
use breathmark::screen::plain_lines;
use breathmark::screen::scene::{Scene, StrapView, View};
use breathmark::session::{Session, Setup};
use breathmark::talk::Stage;
use breathmark::talk::plan::Plan;
use breathmark::words::{BUILT_IN, Words};

use crate::scenes;

fn named(name: &str) -> Scene {
    scenes::all().into_iter().find(|(there, _)| *there == name).unwrap().1
}

#[test]
fn every_screen_is_told_without_a_single_drawing() {
    let drawn =
        |c: char| ('\u{2500}'..'\u{25a0}').contains(&c) || ('\u{2800}'..'\u{2900}').contains(&c) || c.is_control();
    for (code, _) in BUILT_IN {
        for (name, scene) in scenes::all_in(&Words::built_in(code).unwrap()) {
            let lines: Vec<String> = plain_lines(&scene).into_iter().map(|line| line.text).collect();
            assert!(lines.len() >= 2, "{code} {name}: {lines:#?}");
            assert!(!lines.iter().any(|line| line.contains(drawn) || line.contains('…')), "{code} {name}: {lines:#?}");
            let typing = matches!(&scene.view, View::Sheet(sheet) if sheet.place == Place::Writing { by_line: false });
            let keys = if typing { " · Enter " } else { "? " };
            assert!(lines.last().unwrap().contains(keys), "{code} {name}: the keys come last: {lines:#?}");
            let apart = |line: &String| line.split(' ').filter(|word| word.chars().count() == 1).count() > 6;
            assert!(!lines[..lines.len() - 1].iter().any(apart), "{code} {name}: letters apart: {lines:#?}");
        }
    }
}

#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is said of scenes that come so many seconds after the first.
fn said(scenes: &[(u64, &Scene)]) -> Vec<String> {
    let said = Said::default();
    let mut printer = PlainPrinter::new(Box::new(said.clone()), false);
    let began = breathmark::clock::now();
    for (s, scene) in scenes {
        printer.print(scene, began + Duration::from_secs(*s)).unwrap();
    }
    let said = said.0.lock().unwrap();
    String::from_utf8(said.clone()).unwrap().lines().map(str::to_owned).collect()
}

/// What is said of the later scenes.
fn news(first: &Scene, then: &[(u64, &Scene)]) -> Vec<String> {
    let before = said(&[(0, first)]).len();
    said(&[&[(0, first)], then].concat()).split_off(before)
}

fn turn(speaker: Seat, talk_left_s: u64) -> Scene {
    let mut scene = named("turn");
    if let View::Turn { speaker: speaks, left_s, talk_left_s: left, .. } = &mut scene.view {
        (*speaks, *left_s, *left) = (speaker, 72, talk_left_s);
    }
    scene
}

fn lost(s: u64) -> Scene {
    let mut scene = turn(Seat::Left, 1270);
    scene.people.right.strap = StrapView::Lost(s);
    scene
}

#[test]
fn a_turn_is_told_from_its_speaker_to_its_keys() {
    let lines = said(&[(0, &turn(Seat::Left, 1270))]);
    let order = ["Alex speaks", "Sam, listen, then say back what you heard.", "Alex: signal good", "Sam: signal good"];
    let at =
        order.map(|line| lines.iter().position(|said| said == line).unwrap_or_else(|| panic!("{line}: {lines:#?}")));
    assert!(at.is_sorted() && lines.last().unwrap().starts_with("p pause · Enter hand over"), "{lines:#?}");
}

#[test]
fn each_change_is_said_once() {
    let expected = ["Sam: reconnecting, silent for 3 s; the talk goes on", "Sam: signal good"];
    let then = [(1, &turn(Seat::Left, 1269)), (12, &lost(3)), (22, &lost(13)), (32, &turn(Seat::Left, 1260))];
    assert_eq!(news(&turn(Seat::Left, 1270), &then), expected);
}

#[test]
fn where_only_a_number_changes_it_is_said_again_after_a_minute() {
    let said = news(&turn(Seat::Left, 1270), &[(30, &turn(Seat::Left, 1240)), (61, &turn(Seat::Left, 1200))]);
    assert_eq!(said, ["20 min left"]);
}

#[test]
fn a_strap_that_is_as_it_was_is_not_told_again_after_a_pause() {
    let said = news(&turn(Seat::Left, 1270), &[(5, &named("pause")), (90, &turn(Seat::Left, 1270))]);
    assert!(
        said.iter().any(|line| line == "Alex speaks") && !said.iter().any(|line| line.contains("signal")),
        "{said:#?}"
    );
}

#[test]
fn what_is_for_one_pair_of_eyes_stays_in_no_history() {
    for (name, scene) in scenes::all() {
        let View::Sheet(sheet) = &scene.view else { continue };
        if sheet.private {
            let lines: Vec<String> = plain_lines(&scene).into_iter().map(|line| line.text).collect();
            let told = |text: &String| lines.iter().any(|line| line.contains(text.as_str()));
            let chosen = sheet.lines.iter().filter(|line| line.tone != breathmark::screen::scene::Tone::Quiet);
            let chosen: Vec<&String> = chosen.map(|line| &line.text).collect();
            assert!(chosen.len() >= 2 && !chosen.into_iter().any(told), "{name}: {lines:#?}");
        }
    }
}

#[test]
fn a_text_that_ends_in_an_underscore_is_told_once_it_is_written_and_not_before() {
    let mut backdrop = Backdrop::new(
        Pair { left: "Alex".into(), right: "Sam".into() },
        jiff::Zoned::default(),
        Words::built_in("en").unwrap(),
    );
    let setup = Setup::talk(Plan::guided());
    let mut session = Session::new(&setup);
    for (second, key) in (1..).zip([Key::Next, Key::Ready(Seat::Left), Key::Ready(Seat::Right)]) {
        session.handle(Moment::from_secs(2 * second), &Input::Key { key });
    }
    let stage = session.stage();
    assert!(matches!(stage, Stage::Topic { .. }), "{stage:?}");
    backdrop.notes.edit(&stage, Edit::Type);
    "snake_case_".chars().for_each(|letter| backdrop.notes.type_char(letter));
    let is_told = |backdrop: &Backdrop| {
        plain_lines(&compose(&session, session.now(), backdrop)).iter().any(|line| line.text == "snake_case_")
    };
    assert!(!is_told(&backdrop));
    backdrop.notes.done_typing();
    assert!(is_told(&backdrop));
}
