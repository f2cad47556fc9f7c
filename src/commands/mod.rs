//! The commands, each from its flags to its last line on the terminal.

use anyhow::Result;

pub(crate) mod analyze;
#[cfg(feature = "ble")]
mod bluetooth;
pub mod cli;
pub(crate) mod cue;
mod decode;
#[cfg(feature = "ble")]
pub(crate) mod doctor;
pub(crate) mod export;
mod front;
mod help;
pub(crate) mod history;
pub(crate) mod kept;
mod keyring;
mod manual;
pub mod output;
pub mod own_window;
mod prepare;
mod progress;
mod prompt;
pub(crate) mod report;
mod runtime;
mod seal;
pub(crate) mod session;
pub(crate) mod settings;
#[cfg(feature = "ble")]
pub(crate) mod straps;
pub(crate) mod study;
pub(crate) mod today;
pub(crate) mod workers;

use crate::app::signals;
use crate::store::settings::Settings;
use cli::{Cli, Command};
use prepare::{prepare, say_privacy};
use session::args::LookArgs;

/// Runs the command that the flags name; without a command, the front page.
pub fn run(cli: &Cli) -> Result<()> {
    let result = output::explained(run_command(cli));
    signals::wait_for_readers();
    result.and(output::written(crate::screen::output::failure().map_or(Ok(()), Err)))
}

fn run_command(cli: &Cli) -> Result<()> {
    let prepared = |look: Option<&LookArgs>| {
        say_privacy();
        prepare(Settings::load(cli.settings.as_deref())?, &[Some(&cli.look), look])
    };
    let Some(command) = &cli.command else { return front::run(prepared(None)?) };
    match command {
        Command::Talk(args) => {
            session::talk(args, &mut prepared(Some(&args.session.look))?, session::beginning::Beginning::default())
        }
        Command::Practice(args) => session::practice(args, &mut prepared(Some(&args.session.look))?, None),
        Command::Cue(args) if args.once => cue::once(args),
        Command::Cue(args) => cue::run(args, &prepared(None)?),
        Command::Today(args) => front::today(args, &mut prepared(None)?).map(drop),
        Command::History(args) => history::run(args, &prepared(Some(&args.look))?),
        Command::Sessions(args) => kept::sessions(args, &prepared(None)?),
        Command::Show(args) => kept::show::run(args, &prepared(None)?),
        Command::Verify(args) => kept::verify::run(args, &prepared(None)?),
        Command::Forget(args) => kept::forget::run(args, &prepared(None)?),
        Command::Keep(args) => {
            let mut prepared = prepared(None)?;
            session::beginning::know_names(&mut prepared)?;
            kept::keep::run(args, &prepared)
        }
        Command::Seal(args) => seal::run(args, &prepared(None)?),
        Command::Report(args) => report::run(args, &prepared(None)?),
        Command::Settings(args) => settings::run(args, cli.settings.as_deref()),
        Command::Analyze(args) => analyze::run(args),
        Command::Export(args) => export::run(args),
        Command::Decode => decode::run(),
        Command::Study(args) => study::run(args),
        Command::Man(args) => manual::man(args),
        Command::Completions(args) => manual::completions(args),
        #[cfg(feature = "ble")]
        Command::Doctor(args) => doctor::run(args, &prepared(None)?.words),
        #[cfg(feature = "ble")]
        Command::Straps(args) => {
            let mut prepared = prepared(None)?;
            session::beginning::know_names(&mut prepared)?;
            straps::run(args, &prepared.settings, &prepared.words)
        }
    }
}
