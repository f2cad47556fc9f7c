//! `breathmark forget`: deletes sessions, and everything that was derived from them.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::pick;
use crate::commands::output::Sentences;
use crate::commands::prepare::Prepared;
use crate::commands::prompt;
use crate::store::history;
use crate::store::kept::list::KeptSession;
use crate::store::kept::unfinished;
use crate::store::paths::Home;

/// What the help shows.
pub(in crate::commands) const EXAMPLES: &str = "\
Examples:
  breathmark forget last
  breathmark forget 2026-11-22           every session of that day
  breathmark forget --before 2026-11-01
  breathmark forget --all                every session, and all that was learnt and planned";

/// What to delete.
#[derive(Debug, Args)]
pub struct ForgetArgs {
    /// Names from `breathmark sessions`, or beginnings of names, such as a day.
    #[arg(value_name = pick::SESSION, required_unless_present_any = ["before", "all"], conflicts_with_all = ["before", "all"])]
    pub sessions: Vec<String>,
    /// Every session that began before this day.
    #[arg(long, value_name = "DATE", conflicts_with = "all")]
    pub before: Option<Date>,
    /// Every session, the history, what was learnt of both hearts, what is planned, and the log.
    #[arg(long)]
    pub all: bool,
    /// Don't ask.
    #[arg(long)]
    pub yes: bool,
    /// Print one JSON object instead of sentences.
    #[arg(long)]
    pub json: bool,
}

/// Deletes.
pub(in crate::commands) fn run(args: &ForgetArgs, prepared: &Prepared) -> Result<()> {
    let (words, home, all) = (&prepared.words.kept, Home::find()?, pick::all()?);
    let chosen: Vec<&KeptSession> = match args.before {
        _ if args.all => all.iter().collect(),
        Some(day) => all.iter().filter(|session| session.began.date() < day).collect(),
        None => pick::sessions(&all, &args.sessions)?,
    };
    let out = &mut Sentences::new();
    if !args.yes && (args.all || !chosen.is_empty()) {
        if !io::stdin().is_terminal() {
            bail!("add `--yes`: nobody can be asked here, and what is deleted does not come back");
        }
        for session in &chosen {
            writeln!(out, "  {}", session.stem)?;
        }
        let asks = if args.all { &words.forget_all } else { &words.forget_these };
        let answer = prompt::word(asks, &mut io::stdin().lock(), out)?;
        if !answer.is_some_and(|answer| answer.starts_with(['y', 'j'])) {
            writeln!(out, "{}", words.nothing_forgotten)?;
            return Ok(out.flush()?);
        }
    }
    let mut files = 0;
    for session in &chosen {
        files += delete(session)?;
    }
    // Their lines in the history, also of sessions that no file is left of.
    let lines = match args.before {
        _ if args.all => 0,
        Some(day) => history::forget(&home, |began| began.date() < day)?,
        None => history::forget(&home, |began| chosen.iter().any(|session| session.began == began))?,
    };
    if args.all {
        files += delete_all(&home)?;
    }
    if args.json {
        writeln!(out, "{}", json!({ "sessions": chosen.len(), "files": files, "history_lines": lines }))?;
    } else {
        writeln!(out, "{}", words.forgotten.of(chosen.len() as u64))?;
    }
    Ok(out.flush()?)
}

/// Deletes the files of one session.
fn delete(session: &KeptSession) -> Result<usize> {
    for file in &session.files {
        fs::remove_file(&file.path)
            .with_context(|| format!("{} could not be deleted; is it yours?", file.path.display()))?;
    }
    unfinished::forget_key(&session.stem);
    Ok(session.files.len())
}

/// Deletes everything else that sessions have left.
fn delete_all(home: &Home) -> Result<usize> {
    let mut deleted = 0;
    for path in [home.history(), home.people(), home.agenda(), home.talks(), home.cues_given(), home.log()] {
        match fs::remove_file(&path) {
            Ok(()) => deleted += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error).with_context(|| format!("{} could not be deleted; is it yours?", path.display()));
            }
        }
    }
    Ok(deleted)
}
