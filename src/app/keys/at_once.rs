//! Keys that come all at once are a paste. Most terminals tell the two apart when they are asked to. `--plain` asks none,
//! because nothing may stand among its lines, and old terminals can't tell. In the private check a paste would answer for
//! both people, so there nobody relies on the terminal.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};
use futures::{Stream, StreamExt as _};

/// From this many keys on what comes at once is a paste. Assumption: two people may press a key each between two looks at
/// the keyboard, and nobody presses three different keys.
const LEAST_KEYS: usize = 3;
/// How many events are taken at once. A longer paste counts as several.
const MOST_EVENTS: usize = 4096;

/// Keys, with those that come all at once as one paste.
pub(crate) struct AtOnce<S> {
    keys: S,
    waiting: VecDeque<io::Result<Event>>,
}

impl<S> AtOnce<S> {
    /// Takes the keys from `keys`.
    pub(crate) fn of(keys: S) -> Self {
        Self { keys, waiting: VecDeque::new() }
    }
}

impl<S: Stream<Item = io::Result<Event>> + Unpin> Stream for AtOnce<S> {
    type Item = io::Result<Event>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(event) = self.waiting.pop_front() {
            return Poll::Ready(Some(event));
        }
        while self.waiting.len() < MOST_EVENTS {
            match self.keys.poll_next_unpin(cx) {
                Poll::Ready(Some(event)) => self.waiting.push_back(event),
                // It comes again with the next look.
                Poll::Ready(None) if self.waiting.is_empty() => return Poll::Ready(None),
                Poll::Pending if self.waiting.is_empty() => return Poll::Pending,
                Poll::Ready(None) | Poll::Pending => break,
            }
        }
        if let Some(text) = pasted(&self.waiting) {
            self.waiting.retain(|event| letter(event).is_none());
            self.waiting.push_front(Ok(Event::Paste(text)));
        }
        Poll::Ready(self.waiting.pop_front())
    }
}

/// The text that these events are, if they are a paste. One key held down is none.
fn pasted(events: &VecDeque<io::Result<Event>>) -> Option<String> {
    let text: String = events.iter().filter_map(letter).collect();
    let first = text.chars().next()?;
    let is_paste = text.chars().count() >= LEAST_KEYS && text.chars().any(|letter| letter != first);
    is_paste.then_some(text)
}

/// The letter that a key stands for in a text.
fn letter(event: &io::Result<Event>) -> Option<char> {
    let Ok(Event::Key(key)) = event else { return None };
    let alone = key.kind == KeyEventKind::Press && (key.modifiers - KeyModifiers::SHIFT).is_empty();
    match key.code {
        KeyCode::Char(letter) if alone => Some(letter),
        KeyCode::Enter if alone => Some('\n'),
        KeyCode::Tab if alone => Some('\t'),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crossterm::event::KeyEvent;
    use futures::stream;

    use super::*;

    fn key(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    /// What comes of these events, all there at once.
    fn come_of(events: Vec<Event>) -> Vec<Event> {
        let keys = AtOnce::of(stream::iter(events.into_iter().map(Ok)));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(keys.map(Result::unwrap).collect())
    }

    fn come_of_text(text: &str) -> Vec<Event> {
        come_of(text.chars().map(|c| key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) })).collect())
    }

    #[test]
    fn different_keys_at_once_are_a_text() {
        for text in ["no\n", "none of your business\nno\n", "\nab"] {
            assert_eq!(come_of_text(text), [Event::Paste(text.into())]);
        }
    }

    #[test]
    fn two_keys_and_a_key_held_down_stay_keys() {
        for text in ["a", "al", "pppppp", "\n\n\n"] {
            assert_eq!(come_of_text(text).len(), text.len());
        }
        let up = key(KeyCode::Up);
        assert_eq!(come_of(vec![up.clone(), key(KeyCode::Down), up.clone(), up]).len(), 4, "no text");
    }

    #[test]
    fn what_is_no_text_stays_beside_a_paste() {
        let [a, b, c] = ['a', 'b', 'c'].map(|letter| key(KeyCode::Char(letter)));
        let resized = Event::Resize(80, 24);
        assert_eq!(come_of(vec![a, b, resized.clone(), c]), [Event::Paste("abc".into()), resized]);
    }
}
