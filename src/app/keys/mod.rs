//! Keys: one by one from a terminal, or line by line from any other input.

pub(crate) mod at_once;
mod event;
pub(crate) mod hint;
pub(crate) mod lines;
pub mod press;
mod terminal;

use std::io::{self, IsTerminal as _};
use std::pin::Pin;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use futures::{Stream, stream};
use tokio::sync::mpsc::{Sender, channel};

use at_once::AtOnce;
use terminal::TerminalKeys;

/// How many lines may wait for the loop. Whoever writes more waits.
const MOST_WAITING: usize = 64;

/// A stream of what is typed.
pub(crate) type Keys = Pin<Box<dyn Stream<Item = io::Result<Event>>>>;

/// Whether input is no terminal, so that keys come line by line.
pub(crate) fn by_line() -> bool {
    !io::stdin().is_terminal()
}

/// The keys of the terminal; where input is no terminal, its lines: a letter and Enter is that key. `tells_pastes` says
/// whether the terminal has been asked to tell a paste from keys.
pub(crate) fn keys(tells_pastes: bool) -> Keys {
    if by_line() {
        return lines_as_keys();
    }
    let keys = TerminalKeys::read();
    if tells_pastes { Box::pin(keys) } else { Box::pin(AtOnce::of(keys)) }
}

fn lines_as_keys() -> Keys {
    let (typed, mut keys) = channel(MOST_WAITING);
    // It ends with the program: a line that nobody types can't be waited for in any other way.
    std::thread::spawn(move || pass_on(&typed));
    Box::pin(stream::poll_fn(move |cx| keys.poll_recv(cx)))
}

fn pass_on(typed: &Sender<io::Result<Event>>) {
    let mut input = io::stdin().lock();
    while let Ok(Some(line)) = lines::next_line(&mut input) {
        for event in events(&String::from_utf8_lossy(&line)) {
            if typed.blocking_send(Ok(event)).is_err() {
                return;
            }
        }
    }
}

/// What a line stands for: nothing is Enter, one letter is its key, and more is a text.
fn events(line: &str) -> Vec<Event> {
    let line = line.trim_end_matches(['\r', '\n']);
    let key = |code| vec![Event::Key(KeyEvent::new(code, KeyModifiers::NONE))];
    let mut letters = line.trim().chars();
    match (letters.next(), letters.next()) {
        (None, _) => key(KeyCode::Enter),
        (Some(letter), None) => key(KeyCode::Char(letter)),
        _ => vec![Event::Paste(line.to_owned())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_enter_is_that_key() {
        let key = |code| vec![Event::Key(KeyEvent::new(code, KeyModifiers::NONE))];
        assert_eq!(events("p\n"), key(KeyCode::Char('p')));
        assert_eq!(events(" ?\r\n"), key(KeyCode::Char('?')));
        assert_eq!(events("\n"), key(KeyCode::Enter));
        assert_eq!(events("the money\n"), vec![Event::Paste("the money".into())], "never a row of keys");
    }
}
