//! `breathmark verify`: whether files are as they were written, to their end.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::json;

use super::pick;
use crate::commands::keyring::Keyring;
use crate::commands::output::{self, Sentences};
use crate::commands::prepare::Prepared;
use crate::commands::progress::Progress;
use crate::event::input::Input;
use crate::store::journal::open::{OpenedJournal, Source, open};
use crate::store::journal::read::{JournalError, Lines};
use crate::store::kept::KeptTalk;
use crate::store::kept::talk::{BEGINNING, KeptTalkFault};
use crate::words::printable;

/// What the help shows.
pub(in crate::commands) const EXAMPLES: &str = "\
Examples:
  breathmark verify               everything that is kept
  breathmark verify last
  breathmark verify copy.jsonl    a file elsewhere";

/// What to check.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Names from `breathmark sessions`, or files; without any, everything that is kept.
    #[arg(value_name = pick::SESSION)]
    pub sessions: Vec<String>,
    /// Print one JSON object a line for each file.
    #[arg(long)]
    pub json: bool,
}

/// What was found of a file.
enum Found {
    /// It is unchanged, to its end.
    Whole,
    /// It is unchanged, and ends before its session did.
    CutOff,
    /// It has no checksums: a change would not show.
    Unchecked,
}

/// Checks files. It fails if one of them is not as it was written, or can't be opened.
pub(in crate::commands) fn run(args: &VerifyArgs, prepared: &Prepared) -> Result<()> {
    let files = files(&args.sessions)?;
    let (mut keyring, mut failed, mut unopened) = (Keyring::new(&prepared.words), Vec::new(), Vec::new());
    let (out, words) = (&mut Sentences::new(), &prepared.words.kept);
    let mut progress = Progress::new(files.len(), "files");
    for (done, path) in files.iter().enumerate() {
        let name = printable::path(path);
        let opened = keyring.open(path);
        let could_be_opened = opened.is_ok();
        let found = opened.and_then(|source| check(source, path));
        progress.clear();
        if args.json {
            let error = found.as_ref().err().map(|error| format!("{error:#}"));
            let json = json!({
                "file": name,
                "whole": matches!(found, Ok(Found::Whole)),
                "checked": matches!(found, Ok(Found::Whole | Found::CutOff)),
                "error": error,
            });
            writeln!(out, "{json}")?;
        }
        let says = match &found {
            Ok(Found::Whole) => Some(&words.whole),
            Ok(Found::CutOff) => Some(&words.whole_so_far),
            Ok(Found::Unchecked) => Some(&words.unchecked),
            Err(_) => None,
        };
        if let Some(says) = says.filter(|_| !args.json) {
            writeln!(out, "{}", says.with(&[("file", &name)]))?;
        }
        match found {
            Err(error) if could_be_opened && !is_newer(&error) => failed.push(format!("{name}: {error:#}")),
            Err(error) if could_be_opened => unopened.push(format!("{name}: {error:#}")),
            Err(error) => unopened.push(format!("{error:#}")),
            Ok(_) => {}
        }
        progress.show(done + 1);
    }
    progress.clear();
    out.flush()?;
    output::failures(&failed, files.len(), "files are not as they were written")?;
    output::failures(&unopened, files.len(), "files could not be opened, so they were not checked")
}

/// The files that the words mean.
fn files(words: &[String]) -> Result<Vec<PathBuf>> {
    let all = pick::all()?;
    if words.is_empty() && all.is_empty() {
        bail!("nothing is kept, so there is nothing to check. Name a file");
    }
    if words.is_empty() {
        return Ok(all.iter().flat_map(|session| &session.files).map(|file| file.path.clone()).collect());
    }
    pick::files(&all, words, |_| true)
}

/// Reads a file to its end.
fn check(mut source: Source, path: &Path) -> Result<Found> {
    if source.fill_buf().context("it is damaged")?.starts_with(BEGINNING) {
        KeptTalk::read(source)?;
        return Ok(Found::Whole);
    }
    let (_, lines) = Lines::open(source)?;
    let are_checked = lines.are_checked();
    let mut has_ended = false;
    for line in lines {
        has_ended = line?.input == Input::End;
    }
    // Whatever a name promises, only what is in the file counts.
    let is_sealed = path.extension().is_none_or(|end| end != "sealed") || is_sealed(path);
    Ok(match (are_checked && is_sealed, has_ended) {
        (false, _) => Found::Unchecked,
        (true, true) => Found::Whole,
        (true, false) => Found::CutOff,
    })
}

/// Whether a newer program wrote the file: nothing says then that it has changed.
fn is_newer(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(JournalError::Newer { .. }))
        || matches!(error.downcast_ref(), Some(KeptTalkFault::Newer))
}

fn is_sealed(path: &Path) -> bool {
    matches!(open(path), Ok(OpenedJournal::Sealed(_)))
}
