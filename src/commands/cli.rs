//! Commands and flags.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// A pause for breath in a hard conversation.
///
/// Two partners wear heart-rate straps while they talk. breathmark learns what calm talking looks like for each of
/// them today, and when a heart runs away it brings both to slow breathing; the talk goes on when both bodies and
/// both people are ready. Not a medical device.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Read settings from this file instead of the usual place.
    #[arg(long, global = true, value_name = "FILE")]
    pub settings: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Talk with two straps, with one, or with keys only.
    #[command(after_help = "Try it without any hardware: breathmark talk --demo")]
    Talk(super::session::args::TalkArgs),
    /// Practise slow breathing alone, with your heart on the screen.
    #[command(after_help = "Try it without any hardware: breathmark practice --demo")]
    Practice(super::session::args::PracticeArgs),
    /// What comes after a talk: see what is waiting, answer it, plan a ritual, take it to your calendar.
    #[command(after_help = super::today::EXAMPLES)]
    Today(super::today::TodayArgs),
    /// List every setting: what it means, its bounds, its default, and what is set now.
    Settings(super::settings::SettingsArgs),
    /// Analyse recorded RR intervals and journals: quality, what was rejected, and the field's figures.
    Analyze(super::analyze::AnalyzeArgs),
    /// Find out how often the trigger is wrong and how long it takes, on simulated couples.
    Study(super::study::StudyArgs),
    /// Say what is in Heart Rate Measurements: hexadecimal lines on standard input, a JSON object for each.
    #[command(after_help = "Try it: echo '16 48 52 03' | breathmark decode")]
    Decode,
    /// Look at everything between this computer and the straps, and say what to do about what is wrong.
    #[cfg(feature = "ble")]
    Doctor(super::doctor::DoctorArgs),
    /// List the straps in range and say who wears which.
    #[cfg(feature = "ble")]
    Straps(super::straps::StrapsArgs),
}
