//! The loop of the check before a talk. There is no session yet, no journal and no log: nothing can be written.

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use futures::{Stream, StreamExt};
use ratatui::backend::Backend;

use super::face::Face;
use crate::before::{Answer, Check, Place};
use crate::breath::Pacer;
use crate::clock;
use crate::seat::Seat;
use crate::ui::check::{Around, scene};
use crate::ui::compose::figure;

/// How a check came out. Why it did is known to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The talk may begin.
    Go,
    /// Somebody left, or it is not the day.
    Left,
    /// Somebody left at once, and nothing may be seen.
    Vanished,
}

const BREATH_FRAME: Duration = Duration::from_millis(33);
const NOTHING_DUE: Duration = Duration::from_hours(1);

/// A check on the screen.
struct Shown {
    check: Check,
    around: Around,
    breath_since: Option<Instant>,
}

/// Asks both. `by_itself` is how often the demo answers for people who are not there, if it does.
pub async fn run<B: Backend<Error = io::Error>>(
    face: &mut Face<B>,
    around: Around,
    mut by_itself: Option<Duration>,
    keys: &mut (impl Stream<Item = io::Result<Event>> + Unpin),
    ending: impl Future<Output = ()>,
) -> io::Result<Outcome> {
    tokio::pin!(ending);
    let mut typed = true;
    let mut shown = Shown { check: Check::begin(Seat::Left), around, breath_since: None };
    while shown.check.place() != Place::Go {
        shown.around.breath = shown.breath_since.map(|since| figure(Pacer::default(), clock::now() - since));
        let scene = scene(shown.check.place(), &shown.around);
        face.show(&scene, clock::now())?;
        let wake = if shown.breath_since.is_some() { BREATH_FRAME } else { by_itself.unwrap_or(NOTHING_DUE) };
        tokio::select! {
            biased;
            () = &mut ending => return Ok(Outcome::Left),
            event = keys.next(), if typed => match event {
                Some(Ok(Event::Key(key))) if key.kind == KeyEventKind::Press => {
                    by_itself = None;
                    if let Some(outcome) = shown.press(&key) {
                        return Ok(outcome);
                    }
                }
                Some(_) => {}
                // Nobody can answer any more; the demo does so by itself.
                None if by_itself.is_some() => typed = false,
                None => return Ok(Outcome::Left),
            },
            () = tokio::time::sleep(wake) => if by_itself.is_some() {
                let asked = matches!(shown.check.place(), Place::Ask(_));
                shown.check.take(if asked { Answer::No } else { Answer::Next });
            },
        }
    }
    Ok(Outcome::Go)
}

impl Shown {
    fn press(&mut self, key: &KeyEvent) -> Option<Outcome> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let typed = match key.code {
            KeyCode::Char(c) => c.to_ascii_lowercase(),
            KeyCode::Enter => '\n',
            KeyCode::Esc => '\u{1b}',
            _ => return None,
        };
        match typed {
            'x' => return Some(Outcome::Vanished),
            'c' if control => return Some(Outcome::Left),
            _ if control => return None,
            'q' => return Some(Outcome::Left),
            // Whatever covers the page goes first, and the key does nothing else.
            _ if self.breath_since.is_some() => self.breath_since = None,
            _ if self.around.finding_help => self.around.finding_help = false,
            'p' => self.breath_since = Some(clock::now()),
            'h' | '?' => self.around.finding_help = true,
            typed => self.answer(typed),
        }
        None
    }

    fn answer(&mut self, typed: char) {
        let asked = matches!(self.check.place(), Place::Ask(_));
        let answer = match typed {
            'y' => Answer::Yes,
            // Never both an answer and "go on": held down, it would answer for the next one, too.
            'n' if asked => Answer::No,
            '\n' | ' ' => Answer::Next,
            'r' => Answer::Again,
            _ => return,
        };
        self.check.take(answer);
    }
}
