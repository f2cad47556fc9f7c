//! Commands and flags.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
    Talk(TalkArgs),
    /// Practise slow breathing alone, with your heart on the screen.
    #[command(after_help = "Try it without any hardware: breathmark practice --demo")]
    Practice(PracticeArgs),
    /// What comes after a talk: see what is waiting, answer it, plan a ritual, take it to your calendar.
    #[command(after_help = crate::commands::today::EXAMPLES)]
    Today(crate::commands::today::TodayArgs),
    /// Analyse recorded RR intervals and journals: quality, what was rejected, and the field's figures.
    Analyze(crate::commands::analyze::AnalyzeArgs),
    /// Find out how often the trigger is wrong and how long it takes, on simulated couples.
    Study(crate::commands::study::StudyArgs),
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

/// How to talk.
#[derive(Debug, Args)]
pub struct TalkArgs {
    /// Where the hearts come from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// What is kept.
    #[command(flatten)]
    pub keep: KeepArgs,
    /// How it shows itself.
    #[command(flatten)]
    pub look: LookArgs,
    /// Talk with turns and keys only, though straps are remembered.
    #[arg(long, conflicts_with_all = ["demo", "replay"])]
    pub no_straps: bool,
    /// Use this strap for the left seat, this time.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay", "no_straps"])]
    pub left: Option<String>,
    /// Use this strap for the right seat, this time.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay", "no_straps"])]
    pub right: Option<String>,
}

/// How to practise.
#[derive(Debug, Args)]
pub struct PracticeArgs {
    /// Where the heart comes from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// What is kept.
    #[command(flatten)]
    pub keep: KeepArgs,
    /// How it shows itself.
    #[command(flatten)]
    pub look: LookArgs,
    /// Use this strap instead of the remembered one of the left seat.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay"])]
    pub strap: Option<String>,
}

/// Where the hearts come from, if not from straps.
#[derive(Debug, Args)]
pub struct SourceArgs {
    /// Simulated hearts instead of straps. A talk takes under three minutes and presses the keys itself if you don't.
    #[arg(long, conflicts_with = "replay")]
    pub demo: bool,
    /// The demo to repeat exactly.
    #[arg(long, value_name = "N", requires = "demo")]
    pub seed: Option<u64>,
    /// Watch a recorded session again.
    #[arg(long, value_name = "FILE")]
    pub replay: Option<PathBuf>,
    /// Hurry a demo or a replay, for instance 10 times as fast.
    #[arg(long, value_name = "X", value_parser = speed)]
    pub speed: Option<f64>,
}

impl SourceArgs {
    /// How fast time runs.
    pub fn speed(&self) -> f64 {
        self.speed.unwrap_or(1.0)
    }
}

/// What is kept.
#[derive(Debug, Args)]
pub struct KeepArgs {
    /// Keep the journal in this file instead of the usual place.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ephemeral", "replay"])]
    pub journal: Option<PathBuf>,
    /// Keep nothing at all.
    #[arg(long)]
    pub ephemeral: bool,
    /// Write everything the session says as JSON lines; `-` for standard output and no screen (demo and replay).
    #[arg(long, value_name = "FILE", conflicts_with = "ephemeral")]
    pub outputs: Option<PathBuf>,
    /// At the end, print how quick the program was and what came from each strap.
    #[arg(long)]
    pub stats: bool,
}

/// How a session shows itself.
#[derive(Debug, Args)]
pub struct LookArgs {
    /// Line by line instead of a screen: for screen readers, and for terminals that can't be drawn on.
    #[arg(long)]
    pub plain: bool,
    /// A slow bar in place of the breathing figure.
    #[arg(long)]
    pub calm_motion: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "the speed is a number, such as 2 or 0.5".to_owned())?;
    if (0.1..=10_000.0).contains(&speed) { Ok(speed) } else { Err("the speed is between 0.1 and 10000".to_owned()) }
}
