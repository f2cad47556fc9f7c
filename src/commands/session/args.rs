//! The flags of a talk and of practice.

use std::path::PathBuf;

use clap::Args;

/// The flags of `breathmark talk`.
#[derive(Debug, Args)]
pub struct TalkArgs {
    /// The flags of every session.
    #[command(flatten)]
    pub session: SessionArgs,
    /// Talk with turns and keys only, even if straps are remembered.
    #[arg(long, conflicts_with_all = ["demo", "replay"])]
    pub no_straps: bool,
    /// Use this strap for the person on the left, this time only.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay", "no_straps"])]
    pub left: Option<String>,
    /// Use this strap for the person on the right, this time only.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay", "no_straps"])]
    pub right: Option<String>,
}

/// The flags of `breathmark practice`.
#[derive(Debug, Args)]
pub struct PracticeArgs {
    /// The flags of every session.
    #[command(flatten)]
    pub session: SessionArgs,
    /// Use this strap instead of the remembered one.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay"])]
    pub strap: Option<String>,
}

/// The flags of every session.
#[derive(Debug, Args)]
pub struct SessionArgs {
    /// Where the hearts come from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// What is kept of the session.
    #[command(flatten)]
    pub keep: KeepArgs,
    /// How the session is shown.
    #[command(flatten)]
    pub look: LookArgs,
}

/// The flags for a session without straps.
#[derive(Debug, Args)]
pub struct SourceArgs {
    /// Use simulated hearts instead of straps. The demo presses the keys until you do.
    #[arg(long, conflicts_with = "replay")]
    pub demo: bool,
    /// The number of the demo: the same number gives the same demo.
    #[arg(long, value_name = "N", requires = "demo")]
    pub seed: Option<u64>,
    /// Show a recorded session again.
    #[arg(long, value_name = "FILE")]
    pub replay: Option<PathBuf>,
    /// Run a demo or a replay faster: 10 is ten times as fast.
    #[arg(long, value_name = "X", value_parser = speed)]
    pub speed: Option<f64>,
}

impl SourceArgs {
    /// How fast time runs; 1 is real time.
    pub(crate) fn speed(&self) -> f64 {
        self.speed.unwrap_or(1.0)
    }
}

/// The flags for what is kept of a session.
#[derive(Debug, Args)]
pub struct KeepArgs {
    /// Write the journal to this file instead of the usual place.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ephemeral", "replay"])]
    pub journal: Option<PathBuf>,
    /// Keep nothing at all.
    #[arg(long)]
    pub ephemeral: bool,
    /// Write every output of the session to this file as JSON lines. `-` is standard output, without a screen: only with
    /// --demo or --replay.
    #[arg(long, value_name = "FILE", conflicts_with = "ephemeral")]
    pub outputs: Option<PathBuf>,
    /// At the end, print how quick the program was and what each strap sent.
    #[arg(long)]
    pub stats: bool,
}

/// The flags for how a session is shown.
#[derive(Debug, Args)]
pub struct LookArgs {
    /// Print line by line instead of drawing a screen: for screen readers and simple terminals.
    #[arg(long)]
    pub plain: bool,
    /// Show a slow bar instead of the breathing figure.
    #[arg(long)]
    pub calm_motion: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "the speed is a number, such as 2 or 0.5".to_owned())?;
    if (0.1..=10_000.0).contains(&speed) { Ok(speed) } else { Err("the speed is between 0.1 and 10000".to_owned()) }
}
