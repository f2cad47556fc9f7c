//! A session from its flags to its last line: what it starts from, the terminal that it takes, what it leaves.

use std::path::Path;

use anyhow::{Result, bail};

pub mod args;
mod ending;
mod keeping;
#[cfg(feature = "ble")]
mod live;
mod reminders;
mod review;
mod show;
pub(super) mod start;
mod terminal;

use super::prepare::Prepared;
use crate::session::Kind;
use args::{KeepArgs, PracticeArgs, SourceArgs, TalkArgs};
use show::show;
use start::Start;
use terminal::OpenTerminal;

pub(super) fn talk(args: &TalkArgs, prepared: &Prepared) -> Result<()> {
    if simulated(Kind::Talk, &args.source, &args.keep, prepared)? {
        return Ok(());
    }
    #[cfg(feature = "ble")]
    if !args.no_straps {
        let straps = live::straps_of_two(args)?;
        return live::run(Kind::Talk, straps, &args.keep, prepared);
    }
    keys_only(&args.keep, prepared)
}

/// A talk with turns and keys only.
fn keys_only(keep: &KeepArgs, prepared: &Prepared) -> Result<()> {
    keeping::can_keep(keep)?;
    runtime()?.block_on(async {
        match OpenTerminal::of_two(prepared, None).await? {
            Some(sitting) => {
                Box::pin(show(sitting, start::keys_only(keep, prepared)?, 1.0, keep, std::future::ready(()))).await
            }
            None => Ok(()),
        }
    })
}

pub(super) fn practice(args: &PracticeArgs, prepared: &Prepared) -> Result<()> {
    if simulated(Kind::Practice, &args.source, &args.keep, prepared)? {
        return Ok(());
    }
    #[cfg(feature = "ble")]
    return live::run(Kind::Practice, live::strap_of_one(args)?, &args.keep, prepared);
    #[cfg(not(feature = "ble"))]
    bail!("this build has no Bluetooth; practise with `--demo`, or build with the `ble` feature")
}

/// Runs a demo or a replay, if that is what the flags ask for.
fn simulated(kind: Kind, source: &SourceArgs, keep: &KeepArgs, prepared: &Prepared) -> Result<bool> {
    let headless = keep.outputs.as_deref() == Some(Path::new("-"));
    if headless && keep.stats {
        bail!("`--stats` would stand among the outputs; leave it out, or name a file for `--outputs`")
    }
    if source.demo && !headless {
        demo(kind, source, keep, prepared)?;
        return Ok(true);
    }
    let start = if source.demo {
        start::demo(kind, source, keep, prepared)
    } else if let Some(path) = &source.replay {
        start::replay(kind, path, keep, prepared)
    } else if source.speed.is_some() {
        bail!("`--speed` hurries only a demo or a replay; leave it out, or use it with --demo or --replay FILE")
    } else if headless {
        bail!("`--outputs -` leaves no room for a screen; name a file, or use it with --demo or --replay")
    } else {
        return Ok(false);
    };
    if headless {
        without_screen(start?)?;
    } else {
        let start = start?;
        runtime()?.block_on(show(
            OpenTerminal::down(prepared.look)?,
            start,
            source.speed(),
            keep,
            std::future::ready(()),
        ))?;
    }
    Ok(true)
}

/// The demo on the screen: it plays the check as well, and answers for people who are not there.
fn demo(kind: Kind, source: &SourceArgs, keep: &KeepArgs, prepared: &Prepared) -> Result<()> {
    runtime()?.block_on(async {
        let sitting = match kind {
            Kind::Talk => {
                OpenTerminal::of_two(prepared, Some(terminal::DEMO_ANSWERS_EVERY.div_f64(source.speed()))).await?
            }
            Kind::Practice => Some(OpenTerminal::down(prepared.look)?),
        };
        let Some(sitting) = sitting else { return Ok(()) };
        let start = start::demo(kind, source, keep, prepared)?;
        Box::pin(show(sitting, start, source.speed(), keep, std::future::ready(()))).await
    })
}

/// As fast as it goes, outputs to standard output.
fn without_screen(start: Start) -> Result<()> {
    let Start { mut record, mut source, .. } = start;
    source.run_out(&mut record);
    ending::trouble(&record, &source)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}
