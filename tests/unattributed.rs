//! A pause names no culprit: its frames are the same bytes whoever's heart, or key, called it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod couple;

use breathmark::input::Key;
use breathmark::moment::Moment;
use breathmark::seat::{Pair, Seat};
use breathmark::talk::Stage;
use breathmark::ui::compose::{Backdrop, compose};
use breathmark::ui::theme::Theme;
use couple::Couple;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

fn calm(t: f64) -> f64 {
    70.0 + 2.0 * (0.25 * std::f64::consts::TAU * t).sin()
}

/// A couple in the first turn whose `seat`, if any, runs away at 300 s and comes back from `back` s on.
fn couple(seat: Option<Seat>, back: f64) -> Couple {
    let mut couple = Couple::settled(calm, calm);
    couple.run_until(|_| false, 300.0 - couple.now());
    if let Some(seat) = seat {
        couple.set_rate(seat, move |t| {
            let up = 25.0 * (1.0 - (-(t.min(back) - 300.0).max(0.0) / 8.0).exp());
            calm(t) + if t > back { up * (-(t - back) / 10.0).exp() } else { up }
        });
    }
    couple
}

/// The bytes that a terminal gets in the first `seconds` of the pause, one string for each tenth of a second.
fn frames(mut couple: Couple, seconds: f64) -> Vec<Vec<u8>> {
    let began = couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 60.0).expect("a pause");
    let backdrop = Backdrop {
        names: Pair { left: "Alex".into(), right: "Sam".into() },
        started: jiff::Zoned::default(),
        help: false,
        note: None,
        unkept: false,
    };
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

fn called_by_key() -> Couple {
    let mut couple = couple(None, 0.0);
    couple.run_until(|_| false, 22.0);
    couple.press(Key::Pause);
    couple
}

#[test]
fn the_frames_of_a_pause_are_the_same_whoever_called_it() {
    let key = frames(called_by_key(), 59.0);
    assert!(key.len() == 590 && key.iter().all(|frame| frame.len() > 500));
    for seat in Seat::BOTH {
        let heart = frames(couple(Some(seat), 330.0), 59.0);
        let different = key.iter().zip(&heart).position(|(a, b)| a != b);
        assert_eq!(different, None, "{seat:?} shows");
    }
}

#[test]
fn the_whole_pause_looks_the_same_for_either_heart() {
    let left = frames(couple(Some(Seat::Left), 335.0), 200.0);
    let right = frames(couple(Some(Seat::Right), 335.0), 200.0);
    assert_eq!(left.iter().zip(&right).position(|(a, b)| a != b), None);
}
