//! The commands, each from its flags to its last line on the terminal.

use anyhow::Result;

pub(crate) mod analyze;
pub mod cli;
mod decode;
#[cfg(feature = "ble")]
pub(crate) mod doctor;
mod output;
mod prepare;
mod progress;
mod runtime;
pub(crate) mod session;
pub(crate) mod settings;
#[cfg(feature = "ble")]
pub(crate) mod straps;
pub(crate) mod study;
pub(crate) mod today;
pub(crate) mod workers;

use crate::store::settings::Settings;
use cli::{Cli, Command};
use prepare::{prepare, say_privacy};

/// Runs the command that the flags name.
pub fn run(cli: &Cli) -> Result<()> {
    let prepared = |look| {
        say_privacy();
        prepare(Settings::load(cli.settings.as_deref())?, look)
    };
    match &cli.command {
        Command::Talk(args) => session::talk(args, &prepared(Some(&args.session.look))?),
        Command::Practice(args) => session::practice(args, &prepared(Some(&args.session.look))?),
        Command::Today(args) => output::explained(today::run(args, &prepared(None)?.words)),
        Command::Settings(args) => output::explained(settings::run(args, cli.settings.as_deref())),
        Command::Analyze(args) => analyze::run(args),
        Command::Decode => decode::run(),
        Command::Study(args) => study::run(args),
        #[cfg(feature = "ble")]
        Command::Doctor(args) => output::explained(doctor::run(args, &prepared(None)?.words)),
        #[cfg(feature = "ble")]
        Command::Straps(args) => {
            let prepared = prepared(None)?;
            output::explained(straps::run(args, &prepared.settings, &prepared.words))
        }
    }
}
