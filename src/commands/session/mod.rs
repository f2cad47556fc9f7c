//! A session from its flags to its last line: its source, the terminal that it takes, and what it leaves.

use anyhow::{Result, bail};

pub(crate) mod args;
pub(super) mod beginning;
pub(super) mod cut_off;
#[cfg(feature = "ble")]
mod earlier_practice;
mod ending;
pub(super) mod keeping;
#[cfg(feature = "ble")]
pub(super) mod live;
mod practice_history;
mod reminders;
mod review;
pub(super) mod show;
mod simulated;
pub(super) mod start;
mod terminal;

use super::prepare::Prepared;
use super::runtime::runtime;
#[cfg(feature = "ble")]
use crate::event::seat::Pair;
use crate::practice::plan::Plan as PracticePlan;
use crate::screen::terminal::Screen;
use crate::session::Kind;
use crate::store::keep_choice::Stays;
#[cfg(feature = "ble")]
use crate::store::settings::Settings;
use args::{BeginArgs, KeepArgs, PracticeArgs, TalkArgs};
use beginning::Beginning;
use show::show;
use terminal::OpenTerminal;

/// Runs a talk: simulated, with straps, or with turns and keys only.
pub(super) fn talk(args: &TalkArgs, prepared: &mut Prepared, beginning: Beginning) -> Result<()> {
    let mut keep = args.session.keep.clone();
    if simulated::run(Kind::Talk, &args.session.source, &keep, prepared)? {
        return Ok(());
    }
    // Whether anything can be kept is found out below, with what to do.
    let _ = cut_off::keep_how_they_went(prepared.keeps, &prepared.words);
    keep.ephemeral |= prepared.keeps.talks == Stays::Nothing && keep.journal.is_none();
    let keep = &keep;
    #[cfg(feature = "ble")]
    let straps = if args.no_straps { Pair::default() } else { live::straps_of_two(args)? };
    let Some(beginning) = beginning::before_talk(keep, prepared, beginning)? else { return Ok(()) };
    #[cfg(feature = "ble")]
    if straps.any(Option::is_some) {
        return live::talk(straps, keep, prepared, beginning);
    }
    keys_only(keep, prepared, beginning)
}

/// Runs a practice: simulated, with a strap, or with the breath alone. Somebody frightened may need it at once, so a
/// missing strap or missing Bluetooth never refuses it.
pub(super) fn practice(args: &PracticeArgs, prepared: &mut Prepared, terminal: Option<OpenTerminal>) -> Result<()> {
    let keep = &args.session.keep;
    if args.two && args.session.source.is_simulated() {
        bail!("two at one ring needs both straps; it has no demo, and no replay");
    }
    let BeginArgs { minutes, .. } = args.begin;
    #[cfg(feature = "ble")]
    let keeps_pace = !keep.ephemeral && prepared.settings.pacer == Settings::default().pacer;
    prepared.settings.pacer = args.begin.pacer(prepared.settings.pacer).map_err(anyhow::Error::msg)?;
    prepared.practice = PracticePlan { minutes, begins: args.begin.begins(), found: Vec::new() };
    if simulated::run(Kind::Practice, &args.session.source, keep, prepared)? {
        return Ok(());
    }
    // Of two at one ring nothing is compared, and neither's pace leads both.
    #[cfg(feature = "ble")]
    if args.two {
        return live::practice_of_two(keep, prepared, terminal);
    }
    #[cfg(feature = "ble")]
    if let Some(strap) = live::strap_of_one(args.strap.as_deref())? {
        prepared.earlier.keeps_pace = keeps_pace;
        earlier_practice::know(&strap.id, &args.begin, prepared);
        return live::practice(strap, keep, prepared, terminal);
    }
    if args.begin.needs_a_heart() {
        bail!("this needs a strap; put one on, and choose it with `breathmark straps`. `--demo` shows it without one");
    }
    breath_alone(keep, prepared, terminal)
}

/// Runs a practice without a strap.
fn breath_alone(keep: &KeepArgs, prepared: &Prepared, terminal: Option<OpenTerminal>) -> Result<()> {
    if !prepared.look.plain {
        Screen::check()?;
    }
    keeping::can_create_named(keep)?;
    runtime()?.block_on(async {
        let terminal = terminal.map_or_else(|| OpenTerminal::take(prepared.look), Ok)?;
        let start = start::breath_alone(keep, prepared)?;
        Box::pin(show(terminal, start, 1.0, keep, std::future::ready(()))).await
    })
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
