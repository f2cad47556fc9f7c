//! The flags of `breathmark study`.

use std::path::PathBuf;

use clap::Args;

use crate::commands::workers;

/// The flags of `breathmark study`.
#[derive(Debug, Args)]
pub struct StudyArgs {
    /// About how many hours of talk to simulate.
    #[arg(long, value_name = "N", default_value_t = 200.0, value_parser = hours)]
    pub hours: f64,
    /// The number of the simulated couples: the same number gives the same couples.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Simulate the people on whom the trigger was tuned, instead of those on whom it is judged.
    #[arg(long)]
    pub training: bool,
    #[command(flatten)]
    pub compare: CompareArgs,
    /// Study recorded talks instead of simulated ones. Each talk is a file X.csv (`t_s,seat,rr_ms,role`; the role is quiet,
    /// listening or speaking). If you know what happened, put X.events.csv (`t_s,seat,size_bpm`) beside it.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["hours", "seed", "training"])]
    pub series: Option<PathBuf>,
    /// Write plots into this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "series")]
    pub svg: Option<PathBuf>,
    /// Print JSON instead of tables: one object, or one for each recorded talk.
    #[arg(long)]
    pub json: bool,
    /// Use this number of threads instead of one for each core.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// What the trigger is compared with.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Compare the trigger with the rules that people use today, on the same talks.
    #[arg(long)]
    pub rules: bool,
    /// Change every number of the trigger, one at a time, and print what each of them moves on the same talks.
    #[arg(long, conflicts_with_all = ["rules", "series", "svg", "json"])]
    pub ablate: bool,
}

impl StudyArgs {
    /// How many threads to use.
    pub(super) fn threads(&self) -> usize {
        self.threads.map_or_else(workers::cores, usize::from)
    }
}

fn hours(text: &str) -> Result<f64, String> {
    let hours: f64 = text.parse().map_err(|_| "the hours are a number, such as 200".to_owned())?;
    if (1.0..=1e6).contains(&hours) { Ok(hours) } else { Err("the hours are between 1 and 1000000".to_owned()) }
}
