//! `breathmark study`: measures the trigger on talks whose truth is known, on all cores.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::progress::Progress;
use super::{output, workers};
use crate::clock;
use crate::lab::simulate::person::Population;
use crate::lab::study::ablate::Changed;
use crate::lab::study::ablation_report::Ablation;
use crate::lab::study::result::StudyResult;
use crate::lab::study::{Study, json, plot, report};
use crate::store::owner_only;

pub(crate) mod args;
mod series;

use args::StudyArgs;

/// Runs the study and prints what was found.
pub(super) fn run(args: &StudyArgs) -> Result<()> {
    if let Some(folder) = &args.series {
        return series::run(folder, args);
    }
    let population = if args.training { Population::Training } else { Population::HeldOut };
    let study = Study { hours: args.hours, seed: args.seed, population };
    if args.compare.ablate {
        return ablate(args, &study);
    }
    let mut found = StudyResult::default();
    let began = clock::now();
    run_talks(args, &study, &mut found)?;
    let took = clock::now().duration_since(began);
    if args.compare.rules {
        compare(args, &study, &mut found)?;
    }
    let mut text = String::new();
    if args.json {
        text = serde_json::to_string(&json::StudyJson::new(&study, &found))?;
        text.push('\n');
    } else {
        report::write(&mut text, &study, &found)?;
    }
    output::print(&text)?;
    if let Some(folder) = &args.svg {
        draw(folder, &found)?;
    }
    print_speed(args, &found, took);
    Ok(())
}

/// Writes the plots into the folder, which is created if it is missing.
fn draw(folder: &Path, found: &StudyResult) -> Result<()> {
    let failed = |path: &Path| format!("{}: the plots can't be written there. Check the folder", path.display());
    std::fs::create_dir_all(folder).with_context(|| failed(folder))?;
    for plot in plot::all(found) {
        let path = folder.join(&plot.name);
        if std::fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()) {
            bail!("{}: this is something else than a plot. Choose another folder", path.display());
        }
        owner_only::replace_alone(&path, &plot.svg).with_context(|| failed(&path))?;
    }
    Ok(())
}

/// Runs every simulated talk.
fn run_talks(args: &StudyArgs, study: &Study, found: &mut StudyResult) -> Result<()> {
    on_all_threads(args, &study.jobs(), "talks", |job| study.run(job), |job, outcome| found.add(job, &outcome))
}

/// Runs the same talks under the rules that people use today.
fn compare(args: &StudyArgs, study: &Study, found: &mut StudyResult) -> Result<()> {
    let of_what = "talks under all rules";
    on_all_threads(
        args,
        &study.compared_jobs(),
        of_what,
        |job| study.compare(job),
        |job, scores| found.add_compared(job, &scores),
    )
}

/// Runs talks with each number of the trigger changed, and prints what it moves.
fn ablate(args: &StudyArgs, study: &Study) -> Result<()> {
    let all = Changed::all();
    let mut found = Ablation::default();
    on_all_threads(
        args,
        &study.ablated_jobs(),
        "talks with every change",
        |job| study.ablate(job, &all),
        |job, scores| found.add(job, &scores),
    )?;
    let mut text = String::new();
    found.write(&mut text, &all)?;
    output::print(&text)
}

/// Does the work on every job, on all threads, and takes the results in the order of the jobs.
fn on_all_threads<J: Copy + Send + Sync, R: Send>(
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

/// Prints how fast the simulation was, on standard error.
fn print_speed(args: &StudyArgs, found: &StudyResult, took: Duration) {
    let hours = found.simulated_h();
    let seconds = took.as_secs_f64();
    let (threads, a_minute) = (args.threads(), 60.0 * hours / seconds);
    output::to_standard_error(format_args!(
        "{hours:.0} hours in {seconds:.1} s on {threads} threads: {a_minute:.0} hours a minute\n"
    ));
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_plot_is_drawn_again_but_never_through_a_link() {
        let folder = std::env::temp_dir().join(format!("breathmark-plots-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let found = StudyResult::default();
        draw(&folder, &found).unwrap();
        draw(&folder, &found).unwrap();
        let plots = plot::all(&found);
        let (first, precious) = (folder.join(&plots[0].name), folder.join("precious.txt"));
        assert_eq!(fs::read_to_string(&first).unwrap(), plots[0].svg);
        fs::write(&precious, "precious").unwrap();
        fs::remove_file(&first).unwrap();
        std::os::unix::fs::symlink(&precious, &first).unwrap();
        let refused = draw(&folder, &found).unwrap_err().to_string();
        assert!(refused.contains("something else than a plot"), "{refused}");
        assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
        fs::remove_dir_all(folder).unwrap();
    }
}
