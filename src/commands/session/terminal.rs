//! The terminal, taken for two people, and the check that comes before everything else.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

use super::start;
use crate::app::keys::{self, Keys};
use crate::app::private::context::PageContext;
use crate::app::private::safety_check::SafetyCheck;
use crate::app::private::{self, PagesOutcome};
use crate::app::signals;
use crate::commands::prepare::{Look, Prepared};
use crate::event::seat::Seat;
use crate::screen::display::Display;
use crate::screen::terminal::{Screen, TerminalOutput};

/// How often the demo answers the check.
pub(crate) const DEMO_ANSWERS_EVERY: Duration = Duration::from_millis(600);

/// A terminal that is ours until it is given back, and its keys.
pub(crate) struct OpenTerminal {
    pub(crate) screen: Screen,
    pub(crate) display: Display<TerminalOutput>,
    pub(crate) keys: Keys,
}

impl OpenTerminal {
    /// Takes the terminal.
    pub(crate) fn down(look: Look) -> Result<Self> {
        let (screen, display) = look.open()?;
        Ok(Self { screen, display, keys: keys::keys() })
    }

    /// Takes the terminal and asks both, each alone, whether this is a day to talk. Nothing has been opened, connected
    /// or written before; if it is not, nothing will be. `by_itself`: the demo answers.
    pub(crate) async fn of_two(prepared: &Prepared, by_itself: Option<Duration>) -> Result<Option<Self>> {
        let mut sitting = Self::down(prepared.look)?;
        let usual = if by_itself.is_some() { start::DEMO_NAMES.map(str::to_owned) } else { prepared.seat_names() };
        let context = PageContext {
            names: start::names(&prepared.settings, usual),
            words: Arc::clone(&prepared.words),
            note: by_itself.map_or_else(|| prepared.note.clone(), |_| Some(prepared.words.screen.demo_talk.clone())),
            helplines: prepared.settings.helplines.clone(),
            finding_help: false,
            breath: None,
        };
        let Self { display, keys, .. } = &mut sitting;
        let mut check = SafetyCheck::begin(Seat::Left);
        match private::run(display, context, &mut check, by_itself, keys, signals::ending()).await? {
            PagesOutcome::Done => Ok(Some(sitting)),
            PagesOutcome::Left => Ok(None),
            PagesOutcome::Vanished => {
                sitting.screen.give_back(true);
                Ok(None)
            }
        }
    }
}
