//! A pause names no culprit: from its first frame to the first turn after it, the screen and the lines of `--plain` are
//! the same bytes whoever's heart, or finger, called it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::couple::Couple;
use breathmark::app::keys::press::{KeyEffect, press};
use breathmark::event::input::Key;
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::screen::backdrop::Backdrop;
use breathmark::screen::compose::compose;
use breathmark::screen::plain::PlainPrinter;
use breathmark::screen::scene::{Scene, View};
use breathmark::screen::theme::Theme;
use breathmark::session::Setup;
use breathmark::talk::Stage;
use breathmark::talk::plan::{Guide, Plan};
use breathmark::words::Words;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

fn calm(t: f64) -> f64 {
    70.0 + 2.0 * (0.25 * std::f64::consts::TAU * t).sin()
}

/// A couple early in a turn whose `seat`, if any, runs away.
fn couple(seat: Option<Seat>) -> Couple {
    let plan = Plan { guide: Guide { way_back: true, ..Guide::default() }, ..Plan::default() };
    let mut couple = Couple::with(&Setup { plan, ..crate::couple::setup() }, calm, calm).in_the_first_turn();
    couple.run_until(|_| false, 15.0);
    if let Some(seat) = seat {
        let onset = couple.now();
        couple.set_rate(seat, move |t| calm(t) + 25.0 * (1.0 - (-(t - onset).max(0.0) / 8.0).exp()));
    }
    couple
}

/// A couple in the pause that this heart has called, and when that was.
fn called_by_heart(seat: Seat) -> (Couple, f64) {
    let mut couple = couple(Some(seat));
    let began = couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 60.0).expect("a pause");
    (couple, began)
}

/// A calm couple in the pause that one of them has called with this key.
fn called_by_key(began: f64, key: KeyEvent) -> Couple {
    let mut couple = couple(None);
    couple.run_until(|_| false, began - couple.now());
    let KeyEffect::Session(key) = press(&mut backdrop(), &couple.session.stage(), &key) else { panic!("no key") };
    couple.press(key);
    couple
}

fn backdrop() -> Backdrop {
    let names = Pair { left: "Alex".into(), right: "Sam".into() };
    Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").unwrap())
}

#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<u8>>>);

impl Write for Told {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What both do, so many seconds after the pause has begun: through the gate, back into a pause and a real break,
/// breathing in it, and through the gate again into the turn.
const THEY_PRESS: [(f64, Key); 12] = [
    (65.0, Key::Ready(Seat::Left)),
    (67.0, Key::Ready(Seat::Right)),
    (100.0, Key::LongBreak),
    (104.0, Key::Ready(Seat::Right)),
    (105.0, Key::Ready(Seat::Left)),
    (120.0, Key::Pause),
    (150.0, Key::NotReady(Seat::Left)),
    (1200.0, Key::MoreTime),
    (1250.0, Key::Ready(Seat::Left)),
    (1251.0, Key::Ready(Seat::Right)),
    (1312.0, Key::Ready(Seat::Left)),
    (1314.0, Key::Ready(Seat::Right)),
];
const END: f64 = 1345.0;

/// When it is looked at: as often as anything moves.
fn looks() -> Vec<f64> {
    let (mut at, mut looks) = (0.0, Vec::new());
    while at < END {
        looks.push(at);
        at += if (160.0..1190.0).contains(&at) { 10.0 } else { 0.25 };
    }
    looks
}

struct Seen {
    /// The bytes that a terminal gets at every look, with its time.
    frames: Vec<(f64, Vec<u8>)>,
    told: String,
    stages: BTreeSet<String>,
}

/// All that is seen and told from the pause on. Whoever's heart called it is calm from then on: what differs later must
/// be what the bodies do later, never the cause.
fn seen(mut couple: Couple, began: f64) -> Seen {
    for seat in Seat::BOTH {
        couple.set_rate(seat, calm);
    }
    let (backdrop, told, clock) = (backdrop(), Told::default(), breathmark::clock::now());
    let mut printer = PlainPrinter::new(Box::new(told.clone()), false);
    let mut keys = THEY_PRESS.iter().peekable();
    let mut seen = Seen { frames: Vec::new(), told: String::new(), stages: BTreeSet::new() };
    for look in looks() {
        let at = Moment::from_micros(((began + look) * 1e6).round() as u64);
        couple.run_until(|_| false, (at.secs() - couple.now()).max(0.0));
        while let Some((_, key)) = keys.next_if(|(when, _)| *when <= look) {
            couple.press(*key);
        }
        let scene = compose(&couple.session, at.max(couple.session.now()), &backdrop);
        let stage = serde_json::to_value(couple.session.stage()).unwrap();
        seen.stages.insert(stage["stage"].as_str().unwrap().to_owned());
        seen.frames.push((look, frame(&scene)));
        tell(&mut printer, &scene, clock + Duration::from_secs_f64(look));
    }
    seen.told = String::from_utf8(told.0.lock().unwrap().clone()).unwrap();
    seen
}

fn tell(printer: &mut PlainPrinter, scene: &Scene, at: Instant) {
    printer.print(scene, at).unwrap();
}

fn frame(scene: &Scene) -> Vec<u8> {
    let mut bytes = Vec::new();
    let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut bytes), TerminalOptions { viewport }).unwrap();
    terminal.draw(|frame| breathmark::screen::draw(scene, &Theme::from_env(false), frame)).unwrap();
    drop(terminal);
    bytes
}

#[test]
fn from_the_pause_to_the_turn_after_it_nothing_shows_who_called_it() {
    let [(left, began), (right, began_right)] = Seat::BOTH.map(called_by_heart);
    assert!((began - began_right).abs() < f64::EPSILON, "both rise alike, so they call at the same time");
    // There is one key for both; one of them may have the shift key down.
    let fingers = [(KeyCode::Char('p'), KeyModifiers::NONE), (KeyCode::Char('P'), KeyModifiers::SHIFT)];
    let [one, other] = fingers.map(|(code, with)| called_by_key(began, KeyEvent::new(code, with)));
    let key = seen(one, began);
    let stages: Vec<&str> = key.stages.iter().map(String::as_str).collect();
    assert_eq!(stages, ["breath", "later", "pause", "rest", "turn", "way_back"]);
    assert!(key.frames.len() > 700 && key.frames.iter().all(|(_, frame)| frame.len() > 500));
    assert!(key.told.lines().count() > 60, "{}", key.told);
    let is_the_same = |who: &str, seen: &Seen| {
        let different = key.frames.iter().zip(&seen.frames).find(|(a, b)| a != b).map(|((at, _), _)| at);
        assert_eq!(different, None, "{who} shows so many seconds after");
        assert!(key.told == seen.told, "{who} is told:\n{}", seen.told);
    };
    is_the_same("the left heart", &seen(left, began));
    is_the_same("the right heart", &seen(right, began));
    is_the_same("another finger", &seen(other, began));
}

/// A couple in the pause that this person's own limit has called, and when that was. The rise alone is too small to call
/// one.
fn called_by_limit(seat: Seat) -> (Couple, f64) {
    let plan = Plan { guide: Guide { way_back: true, ..Guide::default() }, ..Plan::default() };
    let mut setup = Setup { plan, ..crate::couple::setup() };
    setup.people[seat].profile.limit_bpm = Some(72);
    let mut couple = Couple::with(&setup, calm, calm).in_the_first_turn();
    couple.run_until(|_| false, 15.0);
    couple.set_rate(seat, |t| calm(t) + 5.0);
    let began = couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 60.0).expect("a pause");
    (couple, began)
}

#[test]
fn nothing_shows_that_a_limit_called_a_pause_or_whose() {
    let [(left, began), (right, began_right)] = Seat::BOTH.map(called_by_limit);
    assert!((began - began_right).abs() < f64::EPSILON, "both reach it alike, so they call at the same time");
    let key = seen(called_by_key(began, KeyEvent::new(KeyCode::Char('p'), KeyModifiers::NONE)), began);
    for (who, seen) in [("left", seen(left, began)), ("right", seen(right, began))] {
        let different = key.frames.iter().zip(&seen.frames).find(|(a, b)| a != b).map(|((at, _), _)| at);
        assert_eq!(different, None, "the limit of the {who} shows so many seconds after");
        assert!(key.told == seen.told, "the limit of the {who} is told:\n{}", seen.told);
    }
}

#[test]
fn what_is_still_to_be_learnt_shows_nothing_of_whose_heart_is_up() {
    let plan = Plan { quiet_s: 35, warm_up_turn_s: 35, ..Plan::default() };
    let shown = |seat: Seat| {
        let mut couple = Couple::with(&Setup { plan, ..crate::couple::setup() }, calm, calm).in_the_first_turn();
        let onset = couple.now();
        couple.set_rate(seat, move |t| calm(t) + 25.0 * (1.0 - (-(t - onset).max(0.0) / 8.0).exp()));
        let backdrop = backdrop();
        let mut shown = Vec::new();
        while let View::Turn { learning_s, .. } = compose(&couple.session, couple.session.now(), &backdrop).view {
            shown.push(learning_s);
            couple.run_until(|_| false, 1.0);
        }
        shown
    };
    let [left, right] = Seat::BOTH.map(shown);
    assert_eq!(left, right);
    assert!(left.iter().any(|seconds| *seconds > 0), "something was missing, or this shows nothing");
}
