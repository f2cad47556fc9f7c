//! A session from its flags to its last line: its source, the terminal that it takes, and what it leaves.

use anyhow::Result;

pub(crate) mod args;
pub(super) mod beginning;
mod ending;
mod keeping;
#[cfg(feature = "ble")]
mod live;
mod reminders;
mod review;
mod show;
mod simulated;
pub(super) mod start;
mod terminal;

use super::prepare::Prepared;
use super::runtime::runtime;
#[cfg(feature = "ble")]
use crate::event::seat::Pair;
use crate::session::Kind;
use args::{KeepArgs, PracticeArgs, TalkArgs};
use beginning::Beginning;
use show::show;
use terminal::OpenTerminal;

/// Runs a talk: simulated, with straps, or with turns and keys only.
pub(super) fn talk(args: &TalkArgs, prepared: &mut Prepared, beginning: Beginning) -> Result<()> {
    let keep = &args.session.keep;
    if simulated::run(Kind::Talk, &args.session.source, keep, prepared)? {
        return Ok(());
    }
    #[cfg(feature = "ble")]
    let straps = if args.no_straps { Pair::default() } else { live::straps_of_two(args)? };
    let Some(beginning) = beginning::before_talk(keep, prepared, beginning)? else { return Ok(()) };
    #[cfg(feature = "ble")]
    if straps.any(Option::is_some) {
        return live::run(Kind::Talk, straps, keep, prepared, beginning);
    }
    keys_only(keep, prepared, beginning)
}

/// Runs a practice: simulated, or with a strap.
pub(super) fn practice(args: &PracticeArgs, prepared: &Prepared, terminal: Option<OpenTerminal>) -> Result<()> {
    let keep = &args.session.keep;
    if simulated::run(Kind::Practice, &args.session.source, keep, prepared)? {
        return Ok(());
    }
    #[cfg(feature = "ble")]
    return live::run(Kind::Practice, live::strap_of_one(args)?, keep, prepared, Beginning { terminal, opening: None });
    #[cfg(not(feature = "ble"))]
    {
        drop(terminal);
        anyhow::bail!("this build has no Bluetooth; practise with `--demo`, or build with the `ble` feature")
    }
}

/// Runs a talk with turns and keys only.
fn keys_only(keep: &KeepArgs, prepared: &Prepared, beginning: Beginning) -> Result<()> {
    keeping::can_keep(Kind::Talk, keep)?;
    let Beginning { terminal, opening } = beginning;
    runtime()?.block_on(async {
        let Some(terminal) = OpenTerminal::take_after_check(prepared, None, terminal).await? else { return Ok(()) };
        let start = start::keys_only(keep, prepared, opening.unwrap_or_default())?;
        Box::pin(show(terminal, start, 1.0, keep, std::future::ready(()))).await
    })
}
