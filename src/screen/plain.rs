//! A session as lines of text, for screen readers and for terminals that can't be drawn on. Each change is printed once.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::scene::Scene;
use super::{PlainLine, plain_lines};

/// How long a line of which only a number changes is not printed again. Assumption: a listener wants it once a minute.
const NUMBER_AGAIN: Duration = Duration::from_mins(1);

/// Prints scenes as lines of text.
pub struct PlainPrinter {
    out: Box<dyn Write>,
    /// How a line ends: a raw terminal does not go back to the left by itself.
    end: &'static str,
    /// The lines that were printed and still hold, each with the time of its printing.
    printed: Vec<(PlainLine, Instant)>,
    /// Whether scenes were left out since then.
    left_out: bool,
}

impl PlainPrinter {
    /// Prints to `out`; `raw` if that is a terminal in raw mode.
    pub fn new(out: Box<dyn Write>, raw: bool) -> Self {
        Self { out, end: if raw { "\r\n" } else { "\n" }, printed: Vec::new(), left_out: false }
    }

    /// Forgets what was printed: the next scene is told as a whole.
    pub(crate) fn forget(&mut self) {
        self.printed.clear();
    }

    /// A scene can't be told: nobody reads the lines that wait. The next one says so and is told as a whole.
    pub(crate) fn leave_out(&mut self) {
        self.left_out = true;
    }

    /// Prints what is new since the last scene.
    ///
    /// # Errors
    /// If `out` can't be written to.
    pub fn print(&mut self, scene: &Scene, now: Instant) -> io::Result<()> {
        if std::mem::take(&mut self.left_out) {
            self.forget();
            write!(self.out, "{}{}", scene.words.told.left_out, self.end)?;
        }
        let lines = plain_lines(scene);
        let mut holds = Vec::with_capacity(lines.len() + 4);
        for line in lines {
            let before = self.printed.iter().find(|(printed, _)| is_same_but_for_numbers(printed, &line));
            let at = match before {
                Some((printed, at)) if *printed == line || now.saturating_duration_since(*at) < NUMBER_AGAIN => *at,
                _ => {
                    write!(self.out, "{}{}", line.text, self.end)?;
                    now
                }
            };
            holds.push((line, at));
        }
        // A state that lasts from page to page is remembered while no page shows it.
        let unseen =
            |(line, _): &(PlainLine, Instant)| line.of.is_some() && holds.iter().all(|(seen, _)| seen.of != line.of);
        let unseen: Vec<_> = self.printed.drain(..).filter(unseen).collect();
        holds.extend(unseen);
        self.printed = holds;
        self.out.flush()
    }
}

fn is_same_but_for_numbers(a: &PlainLine, b: &PlainLine) -> bool {
    let words = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    a.of == b.of && (a.text == b.text || words(&a.text) == words(&b.text))
}
