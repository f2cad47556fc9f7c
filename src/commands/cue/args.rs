//! The flags of `breathmark cue`.

use std::path::PathBuf;

use clap::Args;

use crate::all_day::allowance::MOST_TIMES_A_DAY;
use crate::commands::session::args::SourceArgs;

/// The flags of `breathmark cue`. Those of its demo are not quite those of a talk's.
#[derive(Debug, Args)]
#[command(
    mut_arg("demo", |demo| demo.help("Use a simulated heart instead of a strap: a day in 24 minutes. Ctrl-C ends it")),
    mut_arg("replay", |replay| replay.help("Show the heart of the left seat in a recorded session again")),
    mut_arg("speed", |speed| speed.help("Run a demo or a replay at this speed: 1 is real time. Usually 60 and 10000"))
)]
pub struct CueArgs {
    /// Where the heart comes from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Use this strap instead of the remembered one.
    #[arg(long, value_name = "ID", conflicts_with_all = ["demo", "replay", "once"])]
    pub strap: Option<String>,
    /// Print a JSON object for each change, one a line, as waybar reads them.
    #[arg(long)]
    pub json: bool,
    /// Print the status of the `breathmark cue` that runs already, and end.
    #[arg(long, conflicts_with_all = ["demo", "replay", "speed", "seed", "times_a_day"])]
    pub once: bool,
    /// The most cues a day, 0 to 10. Usually 2.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=i64::from(MOST_TIMES_A_DAY)))]
    pub times_a_day: Option<u8>,
    /// Use this Unix socket for other programs instead of the usual one.
    #[arg(long, value_name = "PATH")]
    pub socket: Option<PathBuf>,
}
