//! The breathing figure as a filled disc, on terminals that show any colour, and the themes around it.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

use breathmark::screen::colours::{Colours, Depth, Ground};
use breathmark::screen::draw;
use breathmark::screen::scene::View;
use breathmark::screen::theme::Theme;
use breathmark::talk::pause::Breathing;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::layout::{Size, drawn, rows};
use crate::scenes;

const GROUNDS: [Ground; 3] = [Ground::Dark, Ground::Light, Ground::Unknown];
const SIZES: [Size; 3] = [(80, 24), (120, 40), (60, 15)];
/// The milliseconds of a breath at some 30 frames a second.
const FRAMES: std::ops::Range<u64> = 0..10_000 / 33;

fn any(ground: Ground) -> Theme {
    Theme::of(Colours { depth: Depth::Any, ground })
}

/// The cells that are filled with a tone, by column and row.
fn filled(buffer: &Buffer) -> Vec<(u16, u16)> {
    let is_filled = |i: &usize| {
        let cell = &buffer.content()[*i];
        cell.bg != Color::Reset || ["▀", "▄"].contains(&cell.symbol()) && matches!(cell.fg, Color::Rgb(..))
    };
    (0..buffer.content().len()).filter(is_filled).map(|i| buffer.pos_of(i)).collect()
}

#[test]
fn the_disc_grows_with_the_breath_in_and_shrinks_with_the_breath_out() {
    for size in SIZES {
        let counts: Vec<usize> = FRAMES
            .step_by(3)
            .map(|frame| filled(&drawn(&scenes::paced(33 * frame), &any(Ground::Dark), size)).len())
            .collect();
        let most = counts.iter().position(|count| Some(count) == counts.iter().max()).unwrap();
        assert!(counts[..=most].is_sorted() && counts[most..].is_sorted_by(|a, b| a >= b), "{size:?} {counts:?}");
        assert!(counts[most] > 2 * counts[0], "{size:?} {counts:?}");
    }
}

#[test]
fn the_disc_is_the_same_in_all_four_quarters() {
    for (size, ms) in SIZES.into_iter().flat_map(|size| [0, 1200, 2700, 4000].map(|ms| (size, ms))) {
        let cells = filled(&drawn(&scenes::paced(ms), &any(Ground::Dark), size));
        let [left, top] = [cells.iter().map(|c| c.0).min(), cells.iter().map(|c| c.1).min()].map(Option::unwrap);
        let [right, bottom] = [cells.iter().map(|c| c.0).max(), cells.iter().map(|c| c.1).max()].map(Option::unwrap);
        assert!(cells.iter().all(|(x, y)| cells.contains(&(left + right - x, *y))), "{size:?} {ms}");
        assert!(cells.iter().all(|(x, y)| cells.contains(&(*x, top + bottom - y))), "{size:?} {ms}");
    }
}

/// The relative luminance of a colour after WCAG 2.
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(r, g, b) = colour else { panic!("{colour:?} has no fixed tone") };
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[test]
fn the_word_in_the_disc_can_be_read_at_every_moment_of_a_breath() {
    for (ground, size) in GROUNDS.into_iter().flat_map(|ground| SIZES.map(|size| (ground, size))) {
        for ms in (0..10_000).step_by(330) {
            let buffer = drawn(&scenes::paced(ms), &any(ground), size);
            let wanted = if ms < 4000 { "in" } else { "out" };
            let on_tone = buffer
                .content()
                .iter()
                .filter(|cell| cell.bg != Color::Reset && cell.symbol().chars().all(char::is_alphabetic));
            let word: String = on_tone.clone().map(ratatui::buffer::Cell::symbol).collect();
            assert_eq!(word, wanted, "{size:?} {ms}");
            for cell in on_tone {
                let contrast = (luminance(cell.bg) + 0.05) / (luminance(cell.fg) + 0.05);
                assert!(contrast >= 3.0, "{ground:?} {size:?} {ms}: {contrast}");
            }
        }
    }
}

#[test]
fn the_tones_go_from_cool_to_warm_and_are_never_red() {
    for ground in GROUNDS {
        let tones = |ms: u64| {
            let buffer = drawn(&scenes::paced(ms), &any(ground), (80, 24));
            let tones = buffer.content().iter().filter_map(|cell| match cell.bg {
                Color::Rgb(r, g, b) => Some([r, g, b].map(i32::from)),
                _ => None,
            });
            tones.collect::<Vec<_>>()
        };
        assert!(tones(0).iter().all(|[r, _, b]| r < b), "{ground:?}: cool when it is empty");
        assert!(tones(4000).iter().all(|[r, _, b]| r > b), "{ground:?}: warm when it is full");
        for [r, g, _] in (0..10_000).step_by(500).flat_map(tones) {
            assert!(r - g < 40, "{ground:?}: {r} {g}");
        }
    }
}

#[test]
fn the_resting_disc_has_no_word_and_stands_still() {
    let [a, b] = [0, 3000].map(|ms| {
        let mut scene = scenes::pause(ms, Breathing::Unpaced);
        let View::Pause(pause) = &mut scene.view else { panic!() };
        pause.figure.fullness = 500;
        drawn(&scene, &any(Ground::Dark), (80, 24))
    });
    assert_eq!(a, b);
    assert!(!filled(&a).is_empty() && !rows(&a).concat().contains("o u t"));
}

/// Counts what is written.
#[derive(Clone, Default)]
struct Counted(Rc<Cell<usize>>);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes a second that a breath takes on the terminal, at 30 frames a second, and those of its largest frame.
fn bytes_a_second(theme: &Theme, (width, height): Size) -> (usize, usize) {
    let area = ratatui::layout::Rect::new(0, 0, width, height);
    let options = TerminalOptions { viewport: Viewport::Fixed(area) };
    let counted = Counted::default();
    let mut terminal = Terminal::with_options(CrosstermBackend::new(counted.clone()), options).unwrap();
    terminal.draw(|frame| draw(&scenes::paced(0), theme, frame)).unwrap();
    let (mut all, mut largest) = (0, 0);
    for frame in FRAMES {
        counted.0.set(0);
        terminal.draw(|on| draw(&scenes::paced(33 * frame), theme, on)).unwrap();
        let bytes = counted.0.get();
        (all, largest) = (all + bytes, largest.max(bytes));
    }
    (all / 10, largest)
}

#[test]
fn a_breath_takes_few_bytes() {
    for (size, ring_at_most, disc_at_most) in [((80, 24), 10_000, 22_000), ((120, 40), 26_000, 80_000)] {
        let (ring, largest_of_ring) = bytes_a_second(&Theme::default(), size);
        let (disc, largest_of_disc) = bytes_a_second(&any(Ground::Unknown), size);
        println!("{size:?}: ring {ring} B/s, {largest_of_ring} at most; disc {disc} B/s, {largest_of_disc} at most");
        assert!(ring < ring_at_most && disc < disc_at_most, "{size:?}: {ring} {disc} bytes a second");
        // One write of the terminal's buffer, so that a frame is never seen by halves.
        assert!(largest_of_disc < 16 * 1024, "{size:?}: {largest_of_disc}");
    }
}

#[test]
fn every_page_says_the_same_in_every_depth_of_colour() {
    let blank = |text: String| text.replace(|c: char| !c.is_alphanumeric(), "");
    for depth in [Depth::None, Depth::Sixteen, Depth::Any] {
        for (name, scene) in scenes::all() {
            let theme = Theme::of(Colours { depth, ground: Ground::Unknown });
            let [said, usual] =
                [theme, Theme::default()].map(|theme| blank(rows(&drawn(&scene, &theme, (80, 24))).concat()));
            assert_eq!(said, usual, "{name} in {depth:?}");
        }
    }
}
