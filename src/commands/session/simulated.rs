//! A session without straps: a demo or a replay, on the screen or without one.

use anyhow::{Result, bail};

use super::args::{KeepArgs, SourceArgs};
use super::show::show;
use super::start::{self, Start};
use super::terminal::{DEMO_ANSWERS_EVERY, OpenTerminal};
use super::{ending, keeping};
use crate::commands::prepare::Prepared;
use crate::commands::runtime::runtime;
use crate::session::Kind;

/// Runs a demo or a replay. False if the flags ask for neither.
pub(super) fn run(kind: Kind, source: &SourceArgs, keep: &KeepArgs, prepared: &Prepared) -> Result<bool> {
    let has_screen = start::has_screen(keep);
    check_flags(source, keep, has_screen)?;
    match (source.demo, &source.replay, has_screen) {
        (true, _, true) => demo_on_screen(kind, source, keep, prepared)?,
        (true, _, false) => without_screen(start::demo(kind, source, keep, prepared)?)?,
        (false, Some(path), true) => {
            let start = start::replay(kind, path, keep, prepared)?;
            let terminal = OpenTerminal::take(prepared.look)?;
            runtime()?.block_on(show(terminal, start, source.speed(), keep, std::future::ready(())))?;
        }
        (false, Some(path), false) => without_screen(start::replay(kind, path, keep, prepared)?)?,
        (false, None, _) => return Ok(false),
    }
    Ok(true)
}

/// Refuses flags that contradict each other.
fn check_flags(source: &SourceArgs, keep: &KeepArgs, has_screen: bool) -> Result<()> {
    let is_simulated = source.demo || source.replay.is_some();
    if !has_screen && keep.stats {
        bail!("`--stats` would stand among the outputs; leave it out, or name a file for `--outputs`")
    }
    source.check_speed()?;
    if !is_simulated && !has_screen {
        bail!("`--outputs -` leaves no room for a screen; name a file, or use it with --demo or --replay")
    }
    Ok(())
}

/// Runs the demo on the screen. The demo answers the private check as well, for people who are not there.
fn demo_on_screen(kind: Kind, source: &SourceArgs, keep: &KeepArgs, prepared: &Prepared) -> Result<()> {
    keeping::can_create_named(keep)?;
    runtime()?.block_on(async {
        let answers_every = DEMO_ANSWERS_EVERY.div_f64(source.speed());
        let terminal = match kind {
            Kind::Talk => OpenTerminal::take_after_check(prepared, Some(answers_every), None).await?,
            Kind::Practice => Some(OpenTerminal::take(prepared.look)?),
        };
        let Some(terminal) = terminal else { return Ok(()) };
        let start = start::demo(kind, source, keep, prepared)?;
        Box::pin(show(terminal, start, source.speed(), keep, std::future::ready(()))).await
    })
}

/// Runs the session as fast as possible, with its outputs on standard output.
fn without_screen(start: Start) -> Result<()> {
    let Start { mut record, mut source, .. } = start;
    source.run_out(&mut record);
    ending::result(&record, &source)
}
