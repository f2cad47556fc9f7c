//! The terminal, taken for two people, and the check that comes before everything else.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

use super::start;
use crate::app::keys::{self, Keys};
use crate::app::private::page::Around;
use crate::app::private::safety_check::Check;
use crate::app::private::{self, Outcome};
use crate::app::signals;
use crate::commands::prepare::{Look, Prepared};
use crate::event::seat::Seat;
use crate::screen::display::Face;
use crate::screen::terminal::{Output, Screen};

/// How often the demo answers the check.
pub(crate) const DEMO_ANSWERS_EVERY: Duration = Duration::from_millis(600);

/// A terminal that is ours until it is given back, and its keys.
pub(crate) struct Sitting {
    pub(crate) screen: Screen,
    pub(crate) face: Face<Output>,
    pub(crate) keys: Keys,
}

impl Sitting {
    /// Takes the terminal.
    pub(crate) fn down(look: Look) -> Result<Self> {
        let (screen, face) = look.open()?;
        Ok(Self { screen, face, keys: keys::keys() })
    }

    /// Takes the terminal and asks both, each alone, whether this is a day to talk. Nothing has been opened, connected
    /// or written before; if it is not, nothing will be. `by_itself`: the demo answers.
    pub(crate) async fn of_two(prepared: &Prepared, by_itself: Option<Duration>) -> Result<Option<Self>> {
        let mut sitting = Self::down(prepared.look)?;
        let usual = if by_itself.is_some() { start::DEMO_NAMES.map(str::to_owned) } else { prepared.seat_names() };
        let around = Around {
            names: start::names(&prepared.settings, usual),
            words: Arc::clone(&prepared.words),
            note: by_itself.map_or_else(|| prepared.note.clone(), |_| Some(prepared.words.screen.demo_talk.clone())),
            helplines: prepared.settings.helplines.clone(),
            finding_help: false,
            breath: None,
        };
        let Self { face, keys, .. } = &mut sitting;
        let mut check = Check::begin(Seat::Left);
        match private::run(face, around, &mut check, by_itself, keys, signals::ending()).await? {
            Outcome::Done => Ok(Some(sitting)),
            Outcome::Left => Ok(None),
            Outcome::Vanished => {
                sitting.screen.give_back(true);
                Ok(None)
            }
        }
    }
}
