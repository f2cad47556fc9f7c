//! `breathmark verify`: whether files are as they were written, to their end.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;

use super::pick;
use crate::commands::keyring::Keyring;
use crate::commands::output::{self, Sentences};
use crate::commands::prepare::Prepared;
use crate::commands::progress::Progress;
use crate::event::input::Input;
use crate::store::journal::read::Lines;
use crate::store::kept::KeptTalk;

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

/// Checks files. It fails if one of them is not as it was written.
pub(in crate::commands) fn run(args: &VerifyArgs, prepared: &Prepared) -> Result<()> {
    let files = files(&args.sessions)?;
    let (mut keyring, mut failed) = (Keyring::new(&prepared.words), Vec::new());
    let (out, words) = (&mut Sentences::new(), &prepared.words.kept);
    let mut progress = Progress::new(files.len(), "files");
    for (done, path) in files.iter().enumerate() {
        let name = path.display().to_string();
        let checked = check(path, &mut keyring);
        progress.clear();
        if args.json {
            let error = checked.as_ref().err().map(|error| format!("{error:#}"));
            writeln!(
                out,
                "{}",
                json!({ "file": name, "whole": checked.as_ref().is_ok_and(|whole| *whole), "error": error })
            )?;
        }
        match checked {
            Ok(_) if args.json => {}
            Ok(true) => writeln!(out, "{}", words.whole.with(&[("file", &name)]))?,
            Ok(false) => writeln!(out, "{}", words.whole_so_far.with(&[("file", &name)]))?,
            Err(error) => failed.push(format!("{name}: {error:#}")),
        }
        progress.show(done + 1);
    }
    progress.clear();
    out.flush()?;
    output::failures(&failed, files.len(), "files are not as they were written")
}

/// The files that the words mean.
fn files(words: &[String]) -> Result<Vec<PathBuf>> {
    let all = pick::all()?;
    if words.is_empty() && all.is_empty() {
        bail!("nothing is kept, so there is nothing to check. Name a file");
    }
    let mut files = Vec::new();
    if words.is_empty() {
        files.extend(all.iter().flat_map(|session| &session.files).map(|file| file.path.clone()));
    }
    for word in words {
        if let Some(path) = pick::as_path(word) {
            files.push(path);
            continue;
        }
        let sessions = pick::sessions(&all, std::slice::from_ref(word))?;
        files.extend(sessions.into_iter().flat_map(|session| &session.files).map(|file| file.path.clone()));
    }
    Ok(files)
}

/// Reads a file to its end. Whether it was ended in an orderly way; a journal that was cut off between two lines is whole so far.
fn check(path: &Path, keyring: &mut Keyring) -> Result<bool> {
    let mut source = keyring.open(path)?;
    if source.fill_buf()?.starts_with(b"{\"breathmark_talk\"") {
        KeptTalk::read(source)?;
        return Ok(true);
    }
    let (_, lines) = Lines::open(source)?;
    let mut has_ended = false;
    for line in lines {
        has_ended = line?.input == Input::End;
    }
    Ok(has_ended)
}
