//! The question after the talk, whether its pauses were right, names no culprit either: its pages are the same bytes
//! whoever's heart, or key, called the pause.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::couple::Couple;
use breathmark::app::private::context::{self, PageContext};
use breathmark::app::private::pause_review;
use breathmark::app::private::pause_review::{PauseReview, ReviewPlace};
use breathmark::event::input::Key;
use breathmark::event::seat::{Pair, Seat};
use breathmark::screen::keys::meaning::PrivateKey;
use breathmark::screen::scene::Scene;
use breathmark::screen::theme::Theme;
use breathmark::screen::{PlainLine, plain_lines};
use breathmark::session::Script;
use breathmark::talk::Stage;
use breathmark::words::Words;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

fn calm(t: f64) -> f64 {
    70.0 + 2.0 * (0.25 * std::f64::consts::TAU * t).sin()
}

/// A couple early in a turn whose `seat`, if any, runs away.
fn couple(seat: Option<Seat>) -> Couple {
    let mut couple = Couple::settled(calm, calm);
    couple.run_until(|_| false, 15.0);
    if let Some(seat) = seat {
        let onset = couple.now();
        couple.set_rate(seat, move |t| calm(t) + 25.0 * (1.0 - (-(t - onset).max(0.0) / 8.0).exp()));
    }
    couple
}

fn names() -> Pair<String> {
    Pair { left: "Alex".into(), right: "Sam".into() }
}

/// What a terminal gets for a scene.
fn bytes(scene: &Scene) -> Vec<u8> {
    let mut bytes = Vec::new();
    let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
    let backend = CrosstermBackend::new(&mut bytes);
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
    terminal.draw(|frame| breathmark::screen::draw(scene, &Theme::from_env(false), frame)).unwrap();
    drop(terminal);
    bytes
}

/// The pages of the review after a talk whose pause this couple took, drawn and told.
fn review(mut couple: Couple) -> Vec<(Vec<u8>, Vec<PlainLine>)> {
    couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 60.0).expect("a pause");
    for key in [Key::LongBreak, Key::Ready(Seat::Left), Key::Ready(Seat::Right)] {
        couple.press(key);
    }
    let Script::Talk(talk) = couple.session.script() else { panic!("a talk") };
    assert!(talk.took_a_pause());
    let words = Words::built_in("en").unwrap();
    let context = PageContext::new(names(), words);
    let mut review = PauseReview::default();
    let mut pages = Vec::new();
    while review.place() != ReviewPlace::Done {
        let scene = context::scene(pause_review::sheet(review.place(), talk.pauses(), &context), &context);
        pages.push((bytes(&scene), plain_lines(&scene)));
        review.take(if matches!(review.place(), ReviewPlace::Ask(_)) {
            PrivateKey::RatherNot
        } else {
            PrivateKey::GoOn
        });
    }
    pages
}

#[test]
fn the_question_about_a_pause_is_the_same_whoever_called_it() {
    let mut called_by_key = couple(None);
    called_by_key.press(Key::Pause);
    let key = review(called_by_key);
    assert_eq!(key.len(), 4);
    assert_eq!(key[1], key[3], "each sees the same question");
    for seat in Seat::BOTH {
        assert_eq!(review(couple(Some(seat))), key, "{seat:?} shows");
    }
}

#[test]
fn only_a_pause_that_both_took_is_asked_about() {
    let asked = |keys: &[Key]| {
        let mut couple = couple(None);
        for key in keys {
            couple.press(*key);
        }
        couple.run_until(|_| false, 120.0);
        let Script::Talk(talk) = couple.session.script() else { panic!("a talk") };
        talk.took_a_pause()
    };
    let (left, right) = (Key::Ready(Seat::Left), Key::Ready(Seat::Right));
    assert!(!asked(&[]), "no pause");
    assert!(!asked(&[Key::Pause, Key::Stop]), "stopped in the middle");
    assert!(!asked(&[Key::Pause, left, Key::NotReady(Seat::Right)]), "still in it");
    assert!(asked(&[Key::Pause, left, right]));
    assert!(asked(&[Key::Pause, Key::LongBreak, left, right]));
}
