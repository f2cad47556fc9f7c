//! `breathmark doctor`: checks everything between this computer and the straps. One line each says "fine" or what to do.

mod check;
mod display;
mod regularity;
mod strap;
mod system;

use std::io::{self, Write};
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;

use super::bluetooth;
use super::output::Sentences;
use super::runtime::runtime;
use super::straps::list;
use crate::event::strap_id::StrapId;
use crate::store::paths::Home;
use crate::store::straps::{self, Remembered, Worn};
use crate::strap::scan::{self, InRange};
use crate::strap::{radio, silence_library_panics};
use crate::system::System;
use crate::words::Words;
use crate::words::commands::Doctor;

use check::{CheckState, DoctorCheck};

/// The flags of `breathmark doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Print one JSON object instead of lines.
    #[arg(long)]
    pub json: bool,
    /// How many seconds to receive from each strap.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u64).range(4..=600))]
    pub seconds: u64,
    /// Check this strap instead of the remembered ones.
    #[arg(long, value_name = "ID")]
    pub strap: Option<StrapId>,
}

/// The length of the scan, as for one strap in a session. Less misses a strap that advertises seldom.
const SCAN: Duration = Duration::from_secs(10);
/// How many straps in range are checked if none is remembered or named by a flag: one for each partner.
const MOST_STRAPS: usize = 2;

/// Checks everything. Returns an error if something does not work.
pub(crate) fn run(args: &DoctorArgs, words: &Words) -> Result<()> {
    // JSON is the same in every language.
    let english = Words::built_in("en")?;
    let words = if args.json { &english } else { words };
    let remembered = straps::load(&Home::find()?.straps())?;
    let runtime = runtime()?;
    silence_library_panics();
    let mut report = Report { live: !args.json, checks: Vec::new(), words };
    let system = crate::system::here();
    runtime.block_on(check_all(args, &remembered, &system, &mut report))?;
    report.add([display::check(&system, words)])?;
    let ok = report.checks.iter().all(|check| check.state != CheckState::Fail);
    if args.json {
        writeln!(io::stdout().lock(), "{}", serde_json::to_string(&Json { ok, checks: &report.checks })?)?;
    }
    if ok { Ok(()) } else { bail!("{}", words.doctor.not_everything.with(&[("no", &words.doctor.no)])) }
}

#[derive(Serialize)]
struct Json<'a> {
    ok: bool,
    checks: &'a [DoctorCheck],
}

/// The checks so far, each printed at once if `live`.
struct Report<'a> {
    live: bool,
    checks: Vec<DoctorCheck>,
    words: &'a Words,
}

impl Report<'_> {
    fn add(&mut self, checks: impl IntoIterator<Item = DoctorCheck>) -> io::Result<()> {
        for check in checks {
            if self.live {
                writeln!(Sentences::new(), "{}", check.line(&self.words.doctor))?;
            }
            self.checks.push(check);
        }
        Ok(())
    }
}

async fn check_all(args: &DoctorArgs, remembered: &Remembered, system: &System, report: &mut Report<'_>) -> Result<()> {
    report.add([system::system(system, report.words)])?;
    let usable = radio::preflight().await;
    report.add(system::checks(usable.as_ref().err(), system, report.words))?;
    let words = &report.words.doctor;
    if usable.is_err() {
        return Ok(report.add([DoctorCheck::skipped(&words.name.straps, words)])?);
    }
    let wanted = wanted(args, remembered);
    let ids: Vec<StrapId> = wanted.iter().map(|worn| worn.id.clone()).collect();
    let found = match scan::scan(SCAN, &ids).await {
        Ok(found) => found,
        Err(error) => {
            let wrong = bluetooth::wrong(&error, system, report.words);
            let todo = bluetooth::todo(&error, system, report.words);
            return Ok(report.add([DoctorCheck::fail(&words.name.scan, wrong, todo)])?);
        }
    };
    for worn in &wanted {
        match found.iter().find(|strap| strap.seen.id == worn.id) {
            Some(strap) => examine(strap, args, system, report).await?,
            None => report.add([absent(worn, words)])?,
        }
    }
    if wanted.is_empty() {
        let mut straps = Vec::new();
        for strap in &found {
            if straps.len() == MOST_STRAPS {
                break;
            }
            if report.live && !strap.seen.heart_rate && strap.seen.may_be_strap() {
                writeln!(Sentences::new(), "{}", list::trying(&strap.seen, &report.words.choose_straps))?;
            }
            if strap.is_strap().await {
                straps.push(strap);
            }
        }
        if straps.is_empty() {
            report.add([DoctorCheck::fail(&words.name.straps, &words.wrong.none_in_range, &words.todo.wear)])?;
        }
        for strap in straps {
            examine(strap, args, system, report).await?;
        }
    }
    Ok(())
}

/// The straps to check: the one of the flag, else the remembered ones.
fn wanted(args: &DoctorArgs, remembered: &Remembered) -> Vec<Worn> {
    match &args.strap {
        Some(id) => vec![Worn { id: id.clone(), name: String::new() }],
        None => remembered.iter().filter_map(|(_, worn)| worn.clone()).collect(),
    }
}

fn absent(worn: &Worn, words: &Doctor) -> DoctorCheck {
    let name = crate::words::printable::shown(&format!("{} ({})", worn.name, worn.id.tail()), 40);
    DoctorCheck::fail(&words.name.strap, words.wrong.not_heard.with(&[("strap", &name.trim())]), &words.todo.wear)
}

async fn examine(strap: &InRange, args: &DoctorArgs, system: &System, report: &mut Report<'_>) -> Result<()> {
    let words = report.words;
    report.add(strap::presence(&strap.seen, words))?;
    let span = Duration::from_secs(args.seconds);
    let checks = match strap.receive(span).await {
        Ok(reception) => strap::stream(&reception, span, words),
        Err(error) => {
            let Doctor { name, wrong, todo, .. } = &words.doctor;
            let why = bluetooth::wrong(&error, system, words);
            let found = format!("{} ({why})", wrong.not_connected);
            vec![DoctorCheck::fail(&strap::beneath(&name.connects), found, &todo.held)]
        }
    };
    Ok(report.add(checks)?)
}
