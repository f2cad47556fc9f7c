//! Between the end of a talk and the pause review: waits until no key is held down any more.

use std::io;
use std::time::Duration;

use crossterm::event::Event;
use futures::{Stream, StreamExt};

use crate::screen::keys::decode;
use crate::screen::keys::meaning::Meaning;
use crate::screen::keys::place::Place;

/// How long no key may come before the first page is shown, so that a key that ended the talk answers nothing.
/// Assumption: a held key repeats at least every 300 ms.
const HANDS_OFF: Duration = Duration::from_millis(300);

/// Who is still at the keys when a talk has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyboard {
    /// Somebody, and no key is held down.
    Off,
    /// Nobody: input has ended, or the terminal is gone.
    Gone,
    /// Somebody who leaves at once.
    Vanishing,
}

/// Waits until no key comes any more, or until it is clear that none can.
pub(crate) async fn hands_off(
    keys: &mut (impl Stream<Item = io::Result<Event>> + Unpin),
    ending: impl Future<Output = ()>,
) -> Keyboard {
    tokio::pin!(ending);
    loop {
        tokio::select! {
            biased;
            () = &mut ending => return Keyboard::Gone,
            event = keys.next() => match event {
                Some(Ok(Event::Key(key))) => match decode(&key, Place::Between) {
                    Some(Meaning::Vanish) => return Keyboard::Vanishing,
                    Some(Meaning::Leave) => return Keyboard::Gone,
                    _ => {}
                },
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Keyboard::Gone,
            },
            () = tokio::time::sleep(HANDS_OFF) => return Keyboard::Off,
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use futures::stream;

    use super::*;

    fn key(typed: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(typed), KeyModifiers::NONE))
    }

    /// Who is there after these keys; then they end, or no more come.
    fn hands(keys: &str, ends: bool) -> Keyboard {
        let keys = stream::iter(keys.chars().map(|typed| Ok(key(typed))).collect::<Vec<_>>());
        let mut keys = if ends { keys.boxed_local() } else { keys.chain(stream::pending()).boxed_local() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(hands_off(&mut keys, std::future::pending()))
    }

    #[test]
    fn nobody_is_asked_where_nobody_can_answer() {
        assert_eq!(hands("qq", true), Keyboard::Gone);
        assert_eq!(hands("", true), Keyboard::Gone);
    }

    #[test]
    fn what_is_still_held_down_answers_nothing_but_the_quick_exit() {
        assert_eq!(hands("qq1", false), Keyboard::Off);
        assert_eq!(hands("qx", false), Keyboard::Vanishing);
    }
}
