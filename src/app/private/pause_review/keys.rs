//! The review of the pauses after a talk, as pages that each answers alone.

use std::io;
use std::time::Duration;

use crossterm::event::{Event, KeyCode};
use futures::{Stream, StreamExt};

use super::page;
use super::{PauseReview, ReviewInput, ReviewPlace};
use crate::app::private::Pages;
use crate::app::private::page::Surroundings;
use crate::screen::keys::{Pressed, pressed};
use crate::screen::scene::Sheet;
use crate::talk::person::PauseFeedback;

/// For so long no key may come before the first page is shown: what ended the talk, or is still held down, answers nothing.
const HANDS_OFF: Duration = Duration::from_millis(300);

/// The review of a talk with so many pauses.
pub struct OfTalk {
    /// Where it is, and what was said.
    pub review: PauseReview,
    /// How many pauses there were.
    pub pauses: u32,
}

impl Pages for OfTalk {
    fn sheet(&self, around: &Surroundings) -> Sheet {
        page::sheet(self.review.place(), self.pauses, around)
    }

    fn press(&mut self, typed: char) {
        let said = match typed {
            '1' => ReviewInput::Answer(PauseFeedback::Right),
            '2' => ReviewInput::Answer(PauseFeedback::NotNeeded),
            '3' => ReviewInput::Answer(PauseFeedback::Moved),
            '4' => ReviewInput::Answer(PauseFeedback::Sooner),
            '0' => ReviewInput::Nothing,
            '\n' | ' ' => ReviewInput::Here,
            's' => ReviewInput::LeaveOut,
            _ => return,
        };
        self.review.take(said);
    }

    fn is_over(&self) -> bool {
        self.review.place() == ReviewPlace::Done
    }
}

/// Who is still at the keys when a talk has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// Somebody, and no key is held down.
    Off,
    /// Nobody: input has ended, or the terminal is gone.
    Gone,
    /// Somebody who leaves at once.
    Vanishing,
}

/// Waits until no key comes any more, or until it is clear that none can.
pub async fn hands_off(
    keys: &mut (impl Stream<Item = io::Result<Event>> + Unpin),
    ending: impl Future<Output = ()>,
) -> Keyboard {
    tokio::pin!(ending);
    loop {
        tokio::select! {
            biased;
            () = &mut ending => return Keyboard::Gone,
            event = keys.next() => match event {
                Some(Ok(Event::Key(key))) if matches!(key.code, KeyCode::Char('x' | 'X')) => return Keyboard::Vanishing,
                Some(Ok(Event::Key(key))) if pressed(&key) == Some(Pressed::Leave) => return Keyboard::Gone,
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
    use crossterm::event::{KeyEvent, KeyModifiers};
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
