//! `breathmark doctor`: everything between this computer and the straps, one line each: fine, or what to do.

mod check;
mod regularity;
mod strap;
mod system;

use std::io::{self, Write};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde::Serialize;

use crate::config::straps_file;
use crate::strap::remembered::{self, Remembered, Worn};
use crate::strap::scan::{self, InRange};
use crate::strap::{StrapId, ble};

use check::{Check, State};

/// How to look.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Print one JSON object instead of lines.
    #[arg(long)]
    pub json: bool,
    /// How long to listen to each strap, in seconds.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u64).range(4..=600))]
    pub seconds: u64,
    /// Look at this strap instead of the remembered ones.
    #[arg(long, value_name = "ID")]
    pub strap: Option<StrapId>,
}

const SCAN: Duration = Duration::from_secs(10);
/// Without a strap that is remembered or asked for, so many of those in range are looked at.
const MOST: usize = 2;

/// Runs the command. Something that does not work makes it fail.
pub fn run(args: &DoctorArgs) -> Result<()> {
    let remembered = remembered::load(&straps_file()?)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("the system refused what the program needs to run")?;
    crate::straps::hush_tasks();
    let mut report = Report { live: !args.json, checks: Vec::new() };
    runtime.block_on(look(args, &remembered, &mut report))?;
    let ok = report.checks.iter().all(|check| check.state != State::Fail);
    if args.json {
        writeln!(io::stdout().lock(), "{}", serde_json::to_string(&Json { ok, checks: &report.checks })?)?;
    }
    if ok { Ok(()) } else { bail!("not everything works; the lines marked NO say what to do") }
}

#[derive(Serialize)]
struct Json<'a> {
    ok: bool,
    checks: &'a [Check],
}

/// What has been found, said as it is found.
struct Report {
    live: bool,
    checks: Vec<Check>,
}

impl Report {
    fn add(&mut self, checks: impl IntoIterator<Item = Check>) -> io::Result<()> {
        for check in checks {
            if self.live {
                writeln!(io::stdout().lock(), "{check}")?;
            }
            self.checks.push(check);
        }
        Ok(())
    }
}

async fn look(args: &DoctorArgs, remembered: &Remembered, report: &mut Report) -> Result<()> {
    let opened = ble::preflight().await;
    report.add(system::checks(opened.as_ref().err()))?;
    if opened.is_err() {
        return Ok(report.add([Check::skipped("straps")])?);
    }
    let wanted = wanted(args, remembered);
    let ids: Vec<StrapId> = wanted.iter().map(|worn| worn.id.clone()).collect();
    let found = match scan::scan(SCAN, &ids).await {
        Ok(found) => found,
        Err(error) => return Ok(report.add([Check::fail("scan", "failed", error.to_string())])?),
    };
    for worn in &wanted {
        match found.iter().find(|strap| strap.seen.id == worn.id) {
            Some(strap) => examine(strap, args, report).await?,
            None => report.add([absent(worn)])?,
        }
    }
    if wanted.is_empty() {
        let straps: Vec<_> = found.iter().filter(|strap| strap.seen.heart_rate).take(MOST).collect();
        if straps.is_empty() {
            report.add([Check::fail("straps", "none in range", NOT_HEARD)])?;
        }
        for strap in straps {
            examine(strap, args, report).await?;
        }
    }
    Ok(())
}

fn wanted(args: &DoctorArgs, remembered: &Remembered) -> Vec<Worn> {
    match &args.strap {
        Some(id) => vec![Worn { id: id.clone(), name: String::new() }],
        None => remembered.iter().filter_map(|(_, worn)| worn.clone()).collect(),
    }
}

const NOT_HEARD: &str = "Wet the electrodes and put it on; a strap that a phone or a watch holds can't be seen";

fn absent(worn: &Worn) -> Check {
    let name = crate::strap::name::shown(&format!("{} ({})", worn.name, worn.id.tail()), 40);
    Check::fail("strap", format!("{} was not heard", name.trim()), NOT_HEARD)
}

async fn examine(strap: &InRange, args: &DoctorArgs, report: &mut Report) -> Result<()> {
    report.add(strap::presence("strap", &strap.seen))?;
    let span = Duration::from_secs(args.seconds);
    let checks = match strap.listen_to(span).await {
        Ok(listened) => strap::stream(&listened, span),
        Err(error) => vec![Check::fail("  connects", "it can't be connected", format!("{error} {HELD}"))],
    };
    Ok(report.add(checks)?)
}

const HELD: &str = "It is often held by a phone or a watch: disconnect it there first.";
