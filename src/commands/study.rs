//! `breathmark study`: the trigger on hearts whose truth is known, on all cores.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;

use crate::analyze::workers;
use crate::clock;
use crate::simulate::person::Population;
use crate::study::{Found, Study, report};

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
}

fn hours(text: &str) -> Result<f64, String> {
    let hours: f64 = text.parse().map_err(|_| "the hours are a number, such as 200".to_owned())?;
    if (1.0..=1e6).contains(&hours) { Ok(hours) } else { Err("the hours are between 1 and 1000000".to_owned()) }
}

/// Runs the study and prints what was found.
pub(super) fn run(args: &StudyArgs) -> Result<()> {
    let population = if args.training { Population::Training } else { Population::HeldOut };
    let study = Study { hours: args.hours, seed: args.seed, population };
    let jobs = study.jobs();
    let mut found = Found::default();
    let mut progress = Progress::new(jobs.len());
    let each = |(job, outcome)| -> io::Result<()> {
        found.add(&job, &outcome);
        Ok(())
    };
    let began = clock::now();
    workers::in_order(&jobs, |job| (*job, study.run(job)), each, |done| progress.show(done))?;
    progress.clear();
    let mut text = String::new();
    report::write(&mut text, &study, &found)?;
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    let took = clock::now().duration_since(began);
    eprintln!("{} talks in {:.1} s", jobs.len(), took.as_secs_f64());
    Ok(())
}

/// No progress is shown before.
const SHOW_AFTER: Duration = Duration::from_secs(1);
const DRAW_EVERY: Duration = Duration::from_millis(100);

/// A bar on the terminal, once it has taken a second.
struct Progress {
    all: usize,
    began: Instant,
    drawn: Option<Instant>,
    possible: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self { all, began: clock::now(), drawn: None, possible: io::stderr().is_terminal() }
    }

    fn show(&mut self, done: usize) {
        let now = clock::now();
        let due = self.drawn.is_none_or(|drawn| now.duration_since(drawn) > DRAW_EVERY);
        let took = now.duration_since(self.began);
        if self.possible && due && took > SHOW_AFTER {
            self.drawn = Some(now);
            let filled = 30 * done / self.all.max(1);
            eprint!("\r[{:30}] {done} of {} talks, {} s ", "#".repeat(filled), self.all, took.as_secs());
        }
    }

    fn clear(&mut self) {
        if self.drawn.take().is_some() {
            eprint!("\r\x1b[2K");
        }
    }
}
