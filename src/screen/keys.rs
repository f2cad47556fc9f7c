//! Which key means what. The left hand has `a s 1`, the right hand has `k l 0`; the rest belongs to both. Some keys mean
//! something else where a person is alone or chooses: `crate::app::keys::meaning` knows the stage.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::event::input::Key;
use crate::event::seat::Seat;

/// What a key press asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Something for the session.
    Session(Key),
    /// Open the help, or close it.
    Help,
    /// Open the page on finding help, or close it.
    FindingHelp,
    /// Type into the field of this screen.
    Type,
    /// A digit: a strength, or a wish to see numbers.
    Digit(u8),
    /// An arrow: another word of a list.
    Up,
    /// An arrow: another word of a list.
    Down,
    /// An arrow: weaker.
    Left,
    /// An arrow: stronger.
    Right,
    /// Close the help, if it is open.
    Back,
    /// Leave the program at once.
    Leave,
    /// The same, and leave a blank terminal.
    Vanish,
}

/// What `event` asks for, if anything. Releases and repeats of a held key ask for nothing.
pub fn pressed(event: &KeyEvent) -> Option<Pressed> {
    if event.kind != KeyEventKind::Press {
        return None;
    }
    match event.code {
        KeyCode::Char('c' | 'C') if event.modifiers.contains(KeyModifiers::CONTROL) => Some(Pressed::Leave),
        KeyCode::Char('x' | 'X') if event.modifiers.contains(KeyModifiers::CONTROL) => Some(Pressed::Vanish),
        _ if event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER) => None,
        KeyCode::Up => Some(Pressed::Up),
        KeyCode::Down => Some(Pressed::Down),
        KeyCode::Left => Some(Pressed::Left),
        KeyCode::Right => Some(Pressed::Right),
        KeyCode::Enter => Some(Pressed::Session(Key::Next)),
        KeyCode::Esc => Some(Pressed::Back),
        KeyCode::Char(typed) => letter(typed.to_ascii_lowercase()),
        _ => None,
    }
}

fn letter(typed: char) -> Option<Pressed> {
    let key = match typed {
        '?' => return Some(Pressed::Help),
        'h' => return Some(Pressed::FindingHelp),
        'x' => return Some(Pressed::Vanish),
        't' => return Some(Pressed::Type),
        '0'..='9' => return Some(Pressed::Digit(typed as u8 - b'0')),
        'p' => Key::Pause,
        'a' => Key::Ready(Seat::Left),
        'l' => Key::Ready(Seat::Right),
        's' => Key::NotReady(Seat::Left),
        'k' => Key::NotReady(Seat::Right),
        'n' => Key::Next,
        'v' => Key::Moved,
        'm' => Key::MoreTime,
        'b' => Key::Later,
        ' ' => Key::Breathe,
        'g' => Key::Ground,
        'd' => Key::Need,
        'o' => Key::Question,
        'w' => Key::Choose,
        'r' => Key::Repair,
        'q' => Key::Stop,
        _ => return None,
    };
    Some(Pressed::Session(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(code: KeyCode, modifiers: KeyModifiers) -> Option<Pressed> {
        pressed(&KeyEvent::new(code, modifiers))
    }

    #[test]
    fn a_letter_means_the_same_in_upper_case() {
        for letter in "palskqnmbhgdowrtvx10?".chars() {
            let lower = typed(KeyCode::Char(letter), KeyModifiers::NONE);
            assert!(lower.is_some());
            assert_eq!(lower, typed(KeyCode::Char(letter.to_ascii_uppercase()), KeyModifiers::SHIFT));
        }
    }

    #[test]
    fn control_c_leaves_and_other_chords_do_nothing() {
        assert_eq!(typed(KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Pressed::Leave));
        assert_eq!(typed(KeyCode::Char('p'), KeyModifiers::CONTROL), None);
        assert_eq!(typed(KeyCode::Char('c'), KeyModifiers::NONE), None);
    }

    #[test]
    fn a_release_is_no_press() {
        let released =
            KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::new(KeyCode::Char('p'), KeyModifiers::NONE) };
        assert_eq!(pressed(&released), None);
    }

    #[test]
    fn both_seats_have_the_same_keys() {
        let meaning = |typed| letter(typed);
        assert_eq!(meaning('a'), Some(Pressed::Session(Key::Ready(Seat::Left))));
        assert_eq!(meaning('l'), Some(Pressed::Session(Key::Ready(Seat::Right))));
        assert_eq!(meaning('s'), Some(Pressed::Session(Key::NotReady(Seat::Left))));
        assert_eq!(meaning('k'), Some(Pressed::Session(Key::NotReady(Seat::Right))));
    }
}
