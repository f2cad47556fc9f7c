//! Keys that come all at once are a paste. Most terminals tell the two apart when they are asked to. `--plain` asks none,
//! because nothing may stand among its lines, and old terminals can't tell. In the private check a paste would answer for
//! both people, so there nobody relies on the terminal.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};
use futures::{Stream, StreamExt as _};

use crate::clock;

/// From this many keys on what comes at once is a paste. Assumption: two people may press a key each between two looks at
/// the keyboard, and nobody presses three different keys.
const LEAST_KEYS: usize = 3;
/// How many events are taken at once. A longer paste comes in pieces.
const MOST_EVENTS: usize = 4096;
/// A key so soon after a paste belongs to it. Assumption: a slow connection delivers the pieces of a paste that close
/// together, and nobody presses a key as soon.
const STILL_THE_PASTE: Duration = Duration::from_millis(100);

/// Keys, with those that come all at once as one paste.
pub(crate) struct AtOnce<S> {
    keys: S,
    waiting: VecDeque<io::Result<Event>>,
    /// When the last piece of a paste came.
    pasted_at: Option<Instant>,
}

impl<S> AtOnce<S> {
    /// Takes the keys from `keys`.
    pub(crate) fn of(keys: S) -> Self {
        Self { keys, waiting: VecDeque::new(), pasted_at: None }
    }
}

impl<S: Stream<Item = io::Result<Event>> + Unpin> Stream for AtOnce<S> {
    type Item = io::Result<Event>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(event) = self.waiting.pop_front() {
            return Poll::Ready(Some(event));
        }
        let Some(first) = ready!(self.keys.poll_next_unpin(cx)) else { return Poll::Ready(None) };
        self.waiting.push_back(first);
        // The stream says how many came together with the first. Whatever else waits was typed while nobody looked.
        for _ in 0..self.keys.size_hint().0.min(MOST_EVENTS) {
            let Poll::Ready(Some(event)) = self.keys.poll_next_unpin(cx) else { break };
            self.waiting.push_back(event);
        }
        let now = clock::now();
        let goes_on = self.pasted_at.is_some_and(|at| now.saturating_duration_since(at) < STILL_THE_PASTE);
        if let Some(text) = pasted(&self.waiting, if goes_on { 1 } else { LEAST_KEYS }) {
            self.pasted_at = Some(now);
            self.waiting.retain(|event| letter(event).is_none());
            self.waiting.push_front(Ok(Event::Paste(text)));
        }
        Poll::Ready(self.waiting.pop_front())
    }
}

/// The text that these events are, if they are a paste of `least` keys or more. One key held down is none.
fn pasted(events: &VecDeque<io::Result<Event>>, least: usize) -> Option<String> {
    let text: String = events.iter().filter_map(letter).collect();
    let first = text.chars().next()?;
    let differs = least == 1 || text.chars().any(|letter| letter != first);
    (text.chars().count() >= least && differs).then_some(text)
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
    fn keys_that_wait_one_by_one_stay_keys() {
        let keys = ['p', 'n', 'x'].map(|letter| stream::iter([Ok(key(KeyCode::Char(letter)))]));
        let keys = AtOnce::of(stream::iter(keys).flatten());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert_eq!(runtime.block_on(keys.count()), 3);
    }

    #[test]
    fn what_comes_just_after_a_paste_belongs_to_it() {
        let piece = |text: &str| stream::iter(text.chars().map(|c| Ok(key(KeyCode::Char(c)))).collect::<Vec<_>>());
        let mut keys = AtOnce::of(piece("none"));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let first = runtime.block_on(keys.next()).unwrap().unwrap();
        keys.keys = piece("o");
        let second = runtime.block_on(keys.next()).unwrap().unwrap();
        keys.keys = piece("p");
        keys.pasted_at = clock::now().checked_sub(STILL_THE_PASTE);
        let third = runtime.block_on(keys.next()).unwrap().unwrap();
        assert_eq!(
            [first, second, third],
            [Event::Paste("none".into()), Event::Paste("o".into()), key(KeyCode::Char('p'))]
        );
    }

    #[test]
    fn what_is_no_text_stays_beside_a_paste() {
        let [a, b, c] = ['a', 'b', 'c'].map(|letter| key(KeyCode::Char(letter)));
        let resized = Event::Resize(80, 24);
        assert_eq!(come_of(vec![a, b, resized.clone(), c]), [Event::Paste("abc".into()), resized]);
    }
}
