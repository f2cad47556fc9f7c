//! A session told line by line, for screen readers and for terminals that can't be drawn on. Each change is said once.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::scene::Scene;
use super::{Line, told};

/// Where only a number changes, it is said again after this long.
const NUMBER_AGAIN: Duration = Duration::from_mins(1);

/// Tells scenes.
pub struct PlainPrinter {
    out: Box<dyn Write>,
    /// How a line ends: a raw terminal does not go back to the left by itself.
    end: &'static str,
    /// What was said and still holds, each with when it was said.
    told: Vec<(Line, Instant)>,
}

impl PlainPrinter {
    /// Tells on `out`; `raw` if that is a terminal in raw mode.
    pub fn new(out: Box<dyn Write>, raw: bool) -> Self {
        Self { out, end: if raw { "\r\n" } else { "\n" }, told: Vec::new() }
    }

    /// Says what is new since the last scene.
    pub fn tell(&mut self, scene: &Scene, now: Instant) -> io::Result<()> {
        let lines = told(scene);
        let mut holds = Vec::with_capacity(lines.len() + 4);
        for line in lines {
            let before = self.told.iter().find(|(told, _)| is_same_but_for_numbers(told, &line));
            let at = match before {
                Some((told, at)) if *told == line || now.saturating_duration_since(*at) < NUMBER_AGAIN => *at,
                _ => {
                    write!(self.out, "{}{}", line.text, self.end)?;
                    now
                }
            };
            holds.push((line, at));
        }
        // What lasts from screen to screen is remembered while it is not seen.
        let unseen =
            |(line, _): &(Line, Instant)| line.of.is_some() && holds.iter().all(|(seen, _)| seen.of != line.of);
        let unseen: Vec<_> = self.told.drain(..).filter(unseen).collect();
        holds.extend(unseen);
        self.told = holds;
        self.out.flush()
    }
}

fn is_same_but_for_numbers(a: &Line, b: &Line) -> bool {
    let words = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    a.of == b.of && (a.text == b.text || words(&a.text) == words(&b.text))
}
