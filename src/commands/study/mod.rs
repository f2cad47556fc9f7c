//! `breathmark study`: the trigger on hearts whose truth is known, on all cores.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;

use super::progress::Progress;
use super::workers;
use crate::clock;
use crate::lab::simulate::person::Population;
use crate::lab::study::result::StudyResult;
use crate::lab::study::{Study, json, plot, report};

mod series;

/// What to study.
#[derive(Debug, Args)]
pub struct StudyArgs {
    /// About how many hours of talk to simulate.
    #[arg(long, value_name = "N", default_value_t = 200.0, value_parser = hours)]
    pub hours: f64,
    /// Repeat exactly these couples.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The people that the trigger was chosen on, instead of those it is judged on.
    #[arg(long)]
    pub training: bool,
    /// Compare with the rules that people use today, on the same talks.
    #[arg(long)]
    pub rules: bool,
    /// Recorded talks instead of simulated ones: each X.csv (`t_s,seat,rr_ms,role`; role is quiet, listening or speaking)
    /// and beside it, if you know what happened, X.events.csv (`t_s,seat,size_bpm`).
    #[arg(long, value_name = "DIR", conflicts_with_all = ["hours", "seed", "training"])]
    pub series: Option<PathBuf>,
    /// Write plots into this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "series")]
    pub svg: Option<PathBuf>,
    /// JSON instead of tables: one object, or one for each recorded talk.
    #[arg(long)]
    pub json: bool,
    /// On so many threads instead of one for each core.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl StudyArgs {
    fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(2, usize::from);
        self.threads.map_or_else(cores, usize::from)
    }
}

fn hours(text: &str) -> Result<f64, String> {
    let hours: f64 = text.parse().map_err(|_| "the hours are a number, such as 200".to_owned())?;
    if (1.0..=1e6).contains(&hours) { Ok(hours) } else { Err("the hours are between 1 and 1000000".to_owned()) }
}

/// Runs the study and prints what was found.
pub(super) fn run(args: &StudyArgs) -> Result<()> {
    if let Some(folder) = &args.series {
        return series::run(folder, args);
    }
    let population = if args.training { Population::Training } else { Population::HeldOut };
    let study = Study { hours: args.hours, seed: args.seed, population };
    let mut found = StudyResult::default();
    let began = clock::now();
    talks(args, &study, &mut found)?;
    let took = clock::now().duration_since(began);
    if args.rules {
        compare(args, &study, &mut found)?;
    }
    let mut text = String::new();
    if args.json {
        text = serde_json::to_string(&json::StudyJson::new(&study, &found))?;
        text.push('\n');
    } else {
        report::write(&mut text, &study, &found)?;
    }
    print(&text)?;
    if let Some(folder) = &args.svg {
        draw(folder, &found)?;
    }
    say_speed(args, &found, took);
    Ok(())
}

fn draw(folder: &Path, found: &StudyResult) -> Result<()> {
    let failed = |path: &Path| format!("{}: the plots can't be written there. Check the folder", path.display());
    std::fs::create_dir_all(folder).with_context(|| failed(folder))?;
    for plot in plot::all(found) {
        let path = folder.join(&plot.name);
        std::fs::write(&path, plot.svg).with_context(|| failed(&path))?;
    }
    Ok(())
}

fn talks(args: &StudyArgs, study: &Study, found: &mut StudyResult) -> Result<()> {
    on_all(args, &study.jobs(), "talks", |job| study.run(job), |job, outcome| found.add(job, &outcome))
}

fn compare(args: &StudyArgs, study: &Study, found: &mut StudyResult) -> Result<()> {
    let of_what = "talks under all rules";
    on_all(
        args,
        &study.compared_jobs(),
        of_what,
        |job| study.compare(job),
        |job, scores| found.add_compared(job, &scores),
    )
}

/// Does the work on every job, on all threads, and takes the results in the order of the jobs.
fn on_all<J: Copy + Send + Sync, R: Send>(
    args: &StudyArgs,
    jobs: &[J],
    of_what: &'static str,
    work: impl Fn(&J) -> R + Sync,
    mut take: impl FnMut(&J, R),
) -> Result<()> {
    let mut progress = Progress::new(jobs.len(), of_what);
    let each = |(job, result)| -> Result<()> {
        take(&job, result);
        Ok(())
    };
    workers::in_order_on(args.threads(), jobs, |job| (*job, work(job)), each, |done| progress.show(done))?;
    progress.clear();
    Ok(())
}

fn say_speed(args: &StudyArgs, found: &StudyResult, took: Duration) {
    let hours = found.simulated_h();
    let seconds = took.as_secs_f64();
    eprintln!(
        "{hours:.0} hours in {seconds:.1} s on {} threads: {:.0} hours a minute",
        args.threads(),
        60.0 * hours / seconds
    );
}

/// Writes to standard output. Whoever reads may have had enough.
fn print(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("not everything could be written; make room and try again"),
    }
}
