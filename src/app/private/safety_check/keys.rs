//! The check before a talk, as pages that each answers alone.

use super::page;
use super::{Answer, Check, Place};
use crate::app::private::Pages;
use crate::app::private::page::Around;
use crate::screen::scene::Sheet;

impl Pages for Check {
    fn sheet(&self, around: &Around) -> Sheet {
        page::sheet(self.place(), around)
    }

    fn press(&mut self, typed: char) {
        let asked = matches!(self.place(), Place::Ask(_));
        let answer = match typed {
            'y' => Answer::Yes,
            // Never both an answer and "go on": held down, it would answer for the next one, too.
            'n' if asked => Answer::No,
            '\n' | ' ' => Answer::Next,
            'r' => Answer::Again,
            _ => return,
        };
        self.take(answer);
    }

    fn go_on_by_itself(&mut self) {
        let asked = matches!(self.place(), Place::Ask(_));
        self.take(if asked { Answer::No } else { Answer::Next });
    }

    fn is_over(&self) -> bool {
        self.place() == Place::Go
    }
}
