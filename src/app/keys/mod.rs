//! Keys: one by one from a terminal, or line by line from any other input.

mod event;
pub(crate) mod hint;
pub mod press;
mod terminal;

use std::io::{self, BufRead as _, IsTerminal as _};
use std::pin::Pin;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use futures::Stream;
use futures::channel::mpsc::{UnboundedSender, unbounded};
use terminal::TerminalKeys;

/// A stream of what is typed.
pub(crate) type Keys = Pin<Box<dyn Stream<Item = io::Result<Event>>>>;

/// Whether input is no terminal, so that keys come line by line.
pub(crate) fn by_line() -> bool {
    !io::stdin().is_terminal()
}

/// The keys of the terminal; where input is no terminal, its lines: a letter and Enter is that key.
pub(crate) fn keys() -> Keys {
    if !by_line() {
        return Box::pin(TerminalKeys::read());
    }
    let (typed, keys) = unbounded();
    // It ends with the program: a line that nobody types can't be waited for in any other way.
    std::thread::spawn(move || pass_on(&typed));
    Box::pin(keys)
}

fn pass_on(typed: &UnboundedSender<io::Result<Event>>) {
    let mut line = Vec::new();
    let mut input = io::stdin().lock();
    while matches!(input.read_until(b'\n', &mut line), Ok(1..)) {
        for event in events(&String::from_utf8_lossy(&line)) {
            if typed.unbounded_send(Ok(event)).is_err() {
                return;
            }
        }
        line.clear();
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
