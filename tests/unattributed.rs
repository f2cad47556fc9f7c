//! A pause names no culprit: its frames are the same bytes whoever's heart, or key, called it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod couple;

use breathmark::input::Key;
use breathmark::moment::Moment;
use breathmark::seat::{Pair, Seat};
use breathmark::talk::Stage;
use breathmark::ui::compose::{Backdrop, compose};
use breathmark::ui::theme::Theme;
use breathmark::words::Words;
use couple::Couple;
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

/// The bytes that a terminal gets in the first `seconds` of the pause, one string for each tenth of a second. Whoever's
/// heart called it is calm from then on: what differs later must be what the bodies do later, never the cause.
fn frames(mut couple: Couple, seconds: f64) -> Vec<Vec<u8>> {
    let began = couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 60.0).expect("a pause");
    for seat in Seat::BOTH {
        couple.set_rate(seat, calm);
    }
    let names = Pair { left: "Alex".into(), right: "Sam".into() };
    let backdrop = Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").unwrap());
    let mut frames = Vec::new();
    for tenth in 0..(seconds * 10.0) as u64 {
        let at = Moment::from_micros((began * 1e6) as u64 + tenth * 100_000);
        couple.run_until(|_| false, (at.secs() - couple.now()).max(0.0));
        let scene = compose(&couple.session, at.max(couple.session.now()), &backdrop);
        let mut bytes = Vec::new();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
        let backend = CrosstermBackend::new(&mut bytes);
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        terminal.draw(|frame| breathmark::ui::draw(&scene, &Theme::from_env(false), frame)).unwrap();
        drop(terminal);
        frames.push(bytes);
    }
    frames
}

#[test]
fn the_frames_of_a_pause_are_the_same_whoever_called_it() {
    let mut called_by_key = couple(None);
    called_by_key.press(Key::Pause);
    let key = frames(called_by_key, 150.0);
    assert!(key.len() == 1500 && key.iter().all(|frame| frame.len() > 500));
    for seat in Seat::BOTH {
        let heart = frames(couple(Some(seat)), 150.0);
        let different = key.iter().zip(&heart).position(|(a, b)| a != b);
        assert_eq!(different, None, "{seat:?} shows");
    }
}
