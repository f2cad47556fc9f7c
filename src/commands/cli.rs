//! The command line: the commands, and the flag that all of them share.

use std::path::PathBuf;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use super::help;
use super::session::args::LookArgs;

/// A pause for breath in a hard conversation.
///
/// Two partners wear heart-rate straps while they talk about something difficult. breathmark learns how each heart
/// beats in calm talking today. When a heart runs away, it brings both to slow breathing. The talk goes on when both
/// bodies and both people are ready. breathmark is not a medical device.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Cli {
    /// The command; without one, the front page.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How everything is shown.
    #[command(flatten)]
    pub look: LookArgs,
    /// Read settings from this file instead of the usual place.
    #[arg(long, global = true, value_name = "FILE")]
    pub settings: Option<PathBuf>,
}

impl Cli {
    /// What the command line says, or what is to be printed in its place: help, the version, a refusal.
    pub fn read() -> Result<Self, clap::Error> {
        Self::from_arg_matches(&help::grouped(Self::command()).try_get_matches()?)
    }
}

/// The short help.
pub(super) fn short_help() -> String {
    help::grouped(Cli::command()).render_help().to_string()
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Talk with two straps, with one, or with keys only.
    #[command(after_help = "Try it without any hardware: breathmark talk --demo")]
    Talk(super::session::args::TalkArgs),
    /// Practise slow breathing alone, with your heart on the screen.
    #[command(after_help = "With closed eyes: `.` turns soft tones on and off, one for in and one for out.\n\
                            Try it without any hardware: breathmark practice --demo")]
    Practice(super::session::args::PracticeArgs),
    /// Wear a strap all day; be asked for one slow breath when your heart has been fast for a while.
    #[command(after_help = "For tmux, waybar and starship: breathmark cue --once. docs/cue.md says how.\n\
                            Try it without any hardware: breathmark cue --demo")]
    Cue(super::cue::CueArgs),
    /// See what is waiting after your talks, answer it, plan a ritual, or put it in your calendar.
    #[command(after_help = super::today::EXAMPLES)]
    Today(super::today::TodayArgs),
    /// See your practices, readings, resonance tests and talks over weeks and months, in their own units.
    #[command(after_help = super::history::EXAMPLES)]
    History(super::history::HistoryArgs),
    /// List what is kept of your sessions.
    #[command(after_help = super::kept::EXAMPLES)]
    Sessions(super::kept::SessionsArgs),
    /// Show how a session went.
    #[command(after_help = super::kept::show::EXAMPLES)]
    Show(super::kept::show::ShowArgs),
    /// Check that what is kept has not been changed.
    #[command(after_help = super::kept::verify::EXAMPLES)]
    Verify(super::kept::verify::VerifyArgs),
    /// Delete sessions, with their lines in the history.
    #[command(after_help = super::kept::forget::EXAMPLES)]
    Forget(super::kept::forget::ForgetArgs),
    /// Choose what is to stay of your talks, and for how long.
    #[command(after_help = super::kept::keep::EXAMPLES)]
    Keep(super::kept::keep::KeepCommandArgs),
    /// Seal what is kept of your sessions: with one passphrase, or with two that are both needed.
    #[command(after_help = super::seal::EXAMPLES)]
    Seal(super::seal::SealArgs),
    /// Make a page for the browser and for paper about a session, or about all of them.
    #[command(after_help = super::report::EXAMPLES)]
    Report(super::report::ReportArgs),
    /// List every setting: what it means, its bounds, its default, and what is set now.
    Settings(super::settings::SettingsArgs),
    /// Analyse recorded RR intervals and journals: quality, rejected beats, heart rate variability.
    Analyze(super::analyze::AnalyzeArgs),
    /// Write a journal's beats in formats that other programs read: RR text, CSV, JSON lines, BIDS.
    #[command(after_help = super::export::EXAMPLES)]
    Export(super::export::ExportArgs),
    /// Measure how often the trigger is wrong, and how long it takes, on simulated couples.
    Study(super::study::args::StudyArgs),
    /// Decode Heart Rate Measurements: hexadecimal lines on standard input, one JSON object for each.
    #[command(after_help = "Try it: echo '0x16 0x48 0x52 0x03' | breathmark decode")]
    Decode,
    /// Print a page of the manual, for `man`.
    #[command(after_help = super::manual::MAN_EXAMPLES)]
    Man(super::manual::ManArgs),
    /// Print what lets a shell complete the commands and flags of breathmark with the Tab key.
    #[command(after_help = super::manual::COMPLETIONS_EXAMPLES)]
    Completions(super::manual::CompletionsArgs),
    /// Check everything between this computer and the straps, and say what to do if something is wrong.
    #[cfg(feature = "ble")]
    Doctor(super::doctor::DoctorArgs),
    /// List the straps in range, and choose who wears which.
    #[cfg(feature = "ble")]
    Straps(super::straps::StrapsArgs),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_names_only_flags_and_groups_that_exist() {
        Cli::command().debug_assert();
    }
}
