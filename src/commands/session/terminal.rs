//! The terminal, taken for a session, and the private check before a talk.

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
use crate::screen::modes;
use crate::screen::terminal::{Screen, TerminalOutput};

/// The time between two answers of the demo in the private check, at real speed. Assumption: a viewer can read each page.
pub(crate) const DEMO_ANSWERS_EVERY: Duration = Duration::from_secs(4);

/// The terminal, which belongs to the program until it is given back, and its keys.
pub(crate) struct OpenTerminal {
    pub(crate) screen: Screen,
    pub(crate) display: Display<TerminalOutput>,
    pub(crate) keys: Keys,
}

impl OpenTerminal {
    /// Takes the terminal.
    pub(crate) fn take(look: Look) -> Result<Self> {
        let (screen, display) = look.open()?;
        Ok(Self { screen, display, keys: keys::keys(modes::tells_pastes(!look.plain)) })
    }

    /// Takes the terminal and asks both partners, each alone, whether this is a day to talk. None if it is not.
    ///
    /// Nothing has been opened, connected or written before the answers. If this is not a day to talk, nothing will be.
    /// With `demo_answers_every`, the demo gives the answers. `taken` is the terminal, if the program has it already.
    pub(crate) async fn take_after_check(
        prepared: &Prepared,
        demo_answers_every: Option<Duration>,
        taken: Option<Self>,
    ) -> Result<Option<Self>> {
        let mut terminal = taken.map_or_else(|| Self::take(prepared.look), Ok)?;
        let context = context(prepared, demo_answers_every.is_some());
        let Self { display, keys, .. } = &mut terminal;
        let mut check = SafetyCheck::begin(Seat::Left);
        match private::run(display, context, &mut check, demo_answers_every, keys, signals::ending()).await? {
            PagesOutcome::Done => Ok(Some(terminal)),
            PagesOutcome::Left => Ok(None),
            PagesOutcome::Vanished => {
                terminal.screen.give_back(true);
                Ok(None)
            }
        }
    }
}

/// What the pages of the check show besides their questions.
fn context(prepared: &Prepared, is_demo: bool) -> PageContext {
    let Prepared { settings, words, note, .. } = prepared;
    let usual = if is_demo { start::DEMO_NAMES.map(str::to_owned) } else { prepared.seat_names() };
    PageContext {
        note: if is_demo { Some(words.screen.demo_talk.clone()) } else { note.clone() },
        caption: is_demo.then(|| words.demo.check.clone()),
        helplines: settings.helplines.clone(),
        ..PageContext::new(start::names(settings, usual), Arc::clone(words))
    }
}
