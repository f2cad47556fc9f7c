//! After a key that does nothing: for a moment the screen says which keys do something there.

use std::time::{Duration, Instant};

use crossterm::event::KeyEvent;

use crate::screen::here::answers;
use crate::screen::keys::here::{is_a_press, is_offered};
use crate::screen::keys::place::Place;
use crate::screen::scene::Scene;

/// How long the line is seen. Assumption: one line is read in that time.
const SEEN: Duration = Duration::from_secs(2);
/// How long `--plain` does not say the line again at the same place.
const NOT_SAID_AGAIN: Duration = Duration::from_secs(5);

/// The line, while it is shown: its place, and until when.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyHint(Option<(Place, Instant)>);

impl KeyHint {
    /// Shows the line at `place` from `now` on.
    pub(crate) fn show(&mut self, place: Place, now: Instant, plain: bool) {
        self.0 = Some((place, now + if plain { NOT_SAID_AGAIN } else { SEEN }));
    }

    /// A key did something: nobody needs the line any more.
    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }

    /// Whether the line is to be seen at `place` now.
    pub(crate) fn is_shown(&mut self, place: Place, now: Instant) -> bool {
        self.0 = self.0.filter(|(_, until)| now < *until);
        self.0.is_some_and(|(of, _)| of == place)
    }

    /// When it ends.
    pub(crate) fn ends(&self) -> Option<Instant> {
        self.0.map(|(_, until)| until)
    }
}

/// Whether a key press did nothing that the people could see, and could not have. While somebody writes, no key asks for
/// the line.
pub(crate) fn did_nothing(event: &KeyEvent, before: &Scene, after: &Scene) -> bool {
    let place = before.place();
    let is_writing = matches!(place, Place::Writing { .. }) || place.takes_names();
    let offered = || is_offered(event, place, answers(before).as_ref(), &before.words);
    is_a_press(event) && !is_writing && before == after && !offered()
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEventKind, KeyModifiers, ModifierKeyCode};

    use super::*;
    use crate::clock;
    use crate::event::moment::Moment;
    use crate::event::seat::Pair;

    use crate::screen::backdrop::Backdrop;
    use crate::screen::compose::compose;
    use crate::session::{Session, Setup};
    use crate::talk::plan::Plan;
    use crate::words::Words;

    fn at_the_start() -> Scene {
        let setup = Setup::talk(Plan::default());
        let names = Pair { left: "Alex".into(), right: "Sam".into() };
        let backdrop = Backdrop::new(names, jiff::Zoned::default(), Words::built_in("en").expect("our own words"));
        compose(&Session::new(&setup), Moment::START, &backdrop)
    }

    fn does_nothing(event: KeyEvent) -> bool {
        let scene = at_the_start();
        did_nothing(&event, &scene, &scene)
    }

    #[test]
    fn only_a_press_of_a_key_that_is_not_offered_asks_for_the_line() {
        let pressed = |code| does_nothing(KeyEvent::new(code, KeyModifiers::NONE));
        for code in [KeyCode::Char('z'), KeyCode::Char('m'), KeyCode::Tab, KeyCode::F(5), KeyCode::Esc] {
            assert!(pressed(code), "{code:?}");
        }
        // A second "go on" within a second counts as held down: it does nothing, and is offered all the same.
        for code in [KeyCode::Char('n'), KeyCode::Enter, KeyCode::Char('p'), KeyCode::Char('q'), KeyCode::Char('?')] {
            assert!(!pressed(code), "{code:?}");
        }
        for code in [KeyCode::Modifier(ModifierKeyCode::LeftShift), KeyCode::CapsLock, KeyCode::PrintScreen] {
            assert!(!pressed(code), "{code:?}");
        }
        let kind = |kind| KeyEvent::new_with_kind(KeyCode::Char('z'), KeyModifiers::NONE, kind);
        assert!(!does_nothing(kind(KeyEventKind::Release)) && !does_nothing(kind(KeyEventKind::Repeat)));
    }

    #[test]
    fn the_line_lasts_two_seconds_and_ends_with_its_place() {
        let (mut hint, now) = (KeyHint::default(), clock::now());
        hint.show(Place::Turn { asks: false }, now, false);
        assert!(hint.is_shown(Place::Turn { asks: false }, now + Duration::from_millis(1900)));
        assert!(!hint.is_shown(Place::Breath, now), "another page has other keys");
        assert!(!hint.is_shown(Place::Turn { asks: false }, now + SEEN) && hint.ends().is_none());
        hint.show(Place::Turn { asks: false }, now, true);
        assert!(
            hint.is_shown(Place::Turn { asks: false }, now + Duration::from_millis(4900)),
            "while it holds it is not said again"
        );
    }
}
