//! The flags of a session, of a talk and of practice.

use std::path::PathBuf;

use clap::Args;

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
