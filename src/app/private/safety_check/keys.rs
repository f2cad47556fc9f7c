//! The check before a talk, as pages that each answers alone.

use super::page;
use super::{CheckInput, CheckPlace, SafetyCheck};
use crate::app::private::Pages;
use crate::app::private::page::Surroundings;
use crate::screen::scene::Sheet;

impl Pages for SafetyCheck {
    fn sheet(&self, around: &Surroundings) -> Sheet {
        page::sheet(self.place(), around)
    }

    fn press(&mut self, typed: char) {
        let asked = matches!(self.place(), CheckPlace::Ask(_));
        let answer = match typed {
            'y' => CheckInput::Yes,
            // Never both an answer and "go on": held down, it would answer for the next one, too.
            'n' if asked => CheckInput::No,
            '\n' | ' ' => CheckInput::Next,
            'r' => CheckInput::Again,
            _ => return,
        };
        self.take(answer);
    }

    fn go_on_by_itself(&mut self) {
        let asked = matches!(self.place(), CheckPlace::Ask(_));
        self.take(if asked { CheckInput::No } else { CheckInput::Next });
    }

    fn is_over(&self) -> bool {
        self.place() == CheckPlace::Go
    }
}
