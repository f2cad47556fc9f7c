//! `breathmark forget`: deletes sessions, with their lines in the history.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::pick;
use crate::commands::output::{self, Sentences};
use crate::commands::prepare::Prepared;
use crate::commands::prompt;
use crate::session::Kind;
use crate::store::history::{self, PastSession};
use crate::store::kept::list::KeptSession;
use crate::store::kept::unfinished;
use crate::store::paths::Home;
use crate::store::{lock, owner_only};
use crate::words::printable;

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
    #[arg(value_name = pick::SESSION, conflicts_with_all = ["before", "all"])]
    pub sessions: Vec<String>,
    /// Every session that began before this day.
    #[arg(long, value_name = "DATE", conflicts_with = "all")]
    pub before: Option<Date>,
    /// Every session, the history, what was learnt of both hearts, what is planned, your names, and the log.
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
    if args.sessions.is_empty() && args.before.is_none() && !args.all {
        bail!("say which: `breathmark forget last`, a day such as 2026-11-22, `--before DATE`, or `--all`");
    }
    if let Some(path) = args.sessions.iter().find_map(|word| pick::as_path(word)) {
        bail!("{} is a file like any other. Delete it as you delete files", printable::path(&path));
    }
    let chosen: Vec<&KeptSession> = match args.before {
        _ if args.all => all.iter().collect(),
        Some(day) => all.iter().filter(|session| session.began.date() < day).collect(),
        None => pick::sessions(&all, &args.sessions)?,
    };
    if let Some(session) = chosen.iter().find(|session| session.files.iter().any(|it| lock::is_written(&it.path))) {
        bail!("{}", words.goes_on.with(&[("date", &session.began.strftime("%Y-%m-%d %H:%M"))]));
    }
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
    let (mut files, mut failed, mut gone) = (0, Vec::new(), Vec::new());
    for session in &chosen {
        match delete(session) {
            Ok(count) => {
                files += count;
                gone.push(*session);
            }
            Err(error) => failed.push(format!("{error:#}")),
        }
    }
    // Their lines in the history; of those before a day also the lines of sessions that no file is left of.
    let lines = match args.before {
        _ if args.all => 0,
        Some(day) => history::forget(&home, |past| past.began().date() < day)?,
        None => history::forget(&home, |past| is_about(past, &mut gone))?,
    };
    if args.all {
        files += delete_all(&home)?;
    }
    if args.json {
        writeln!(out, "{}", json!({ "sessions": chosen.len(), "files": files, "history_lines": lines }))?;
    } else {
        let said = if args.all { words.forgotten_all.clone() } else { words.forgotten.of(chosen.len() as u64) };
        writeln!(out, "{said}")?;
    }
    out.flush()?;
    output::failures(&failed, chosen.len(), "sessions could not be deleted")
}

/// Whether a line of the history is about a session that is gone. A talk has one line, and is then taken out of `gone`: another
/// one may have begun in the same second. A practice has a line for itself, for each reading and for its search.
fn is_about(past: &PastSession, gone: &mut Vec<&KeptSession>) -> bool {
    let kind = if matches!(past, PastSession::Talk(_)) { Kind::Talk } else { Kind::Practice };
    let began = past.began().datetime();
    let at = gone.iter().position(|session| session.kind == kind && session.began == began);
    if let Some(at) = at.filter(|_| kind == Kind::Talk) {
        gone.swap_remove(at);
    }
    at.is_some()
}

/// Deletes the files of one session.
fn delete(session: &KeptSession) -> Result<usize> {
    for file in &session.files {
        match fs::remove_file(&file.path) {
            // Another program was quicker.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => {
                removed.with_context(|| format!("{} could not be deleted; is it yours?", file.path.display()))?;
            }
        }
    }
    unfinished::forget_key(&session.stem);
    Ok(session.files.len())
}

/// Deletes everything else that sessions have left.
fn delete_all(home: &Home) -> Result<usize> {
    let mut deleted = 0;
    let left = fs::read_dir(home.journals()).into_iter().flatten().flatten().map(|entry| entry.path());
    let left = left.filter(|path| owner_only::has_temporary_name(path));
    let own =
        [home.history(), home.people(), home.agenda(), home.talks(), home.cues_given(), home.introduced(), home.log()];
    for path in own.into_iter().chain(left) {
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
