//! What is kept of sessions: listing it, looking at one, checking it, deleting it, and choosing what is to stay.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use clap::Args;
use serde_json::json;

pub(super) mod forget;
pub(super) mod keep;
pub(super) mod pick;
pub(super) mod show;
pub(super) mod verify;

use super::output::Sentences;
use super::prepare::Prepared;
use super::session::cut_off;
use crate::session::Kind;
use crate::store::kept::list::KeptSession;
use crate::store::kept::name::Form;
use crate::words::Words;
use crate::words::kept::KeptWords;

/// What the help shows.
pub(super) const EXAMPLES: &str = "\
Examples:
  breathmark sessions             everything that is kept, newest first
  breathmark show last            look at the newest one
  breathmark forget 2026-11-22    delete those of a day";

/// How to list what is kept.
#[derive(Debug, Args)]
pub struct SessionsArgs {
    /// Print one JSON object a line for each session.
    #[arg(long)]
    pub json: bool,
}

/// Lists what is kept.
pub(super) fn sessions(args: &SessionsArgs, prepared: &Prepared) -> Result<()> {
    let sessions = cut_off::keep_how_they_went(prepared.keeps, &prepared.words)?;
    let (words, out) = (&prepared.words, &mut BufWriter::new(Sentences::new()));
    if args.json {
        for session in &sessions {
            writeln!(out, "{}", as_json(session))?;
        }
        return Ok(out.flush()?);
    }
    if sessions.is_empty() {
        writeln!(out, "{}", words.kept.none)?;
        return Ok(out.flush()?);
    }
    for session in &sessions {
        write_row(session, words, out)?;
    }
    writeln!(out, "\n{}", words.kept.how_to)?;
    Ok(out.flush()?)
}

fn write_row(session: &KeptSession, words: &Words, out: &mut impl Write) -> io::Result<()> {
    let kind = kind_of(session.kind, &words.kept);
    let mut holds: Vec<&str> = session.files.iter().map(|file| holds(file.form, &words.kept)).collect();
    holds.dedup();
    if session.files.iter().all(|file| file.is_sealed) {
        holds.push(&words.kept.sealed);
    }
    let kilobytes = session.bytes().div_ceil(1000);
    writeln!(out, "{}  {kind}: {} ({kilobytes} kB)", session.stem, holds.join(", "))
}

/// What a kind of session is called.
fn kind_of(kind: Kind, words: &KeptWords) -> &str {
    match kind {
        Kind::Talk => &words.talk,
        Kind::Practice => &words.practice,
    }
}

/// What a file holds, in words.
fn holds(form: Form, words: &KeptWords) -> &str {
    match form {
        Form::Outline => &words.outline,
        Form::Hearts => &words.hearts,
        Form::Unfinished => &words.unfinished,
    }
}

fn as_json(session: &KeptSession) -> serde_json::Value {
    let files: Vec<_> = session
        .files
        .iter()
        .map(|file| {
            let holds = match file.form {
                Form::Outline => "outline",
                Form::Hearts => "hearts",
                Form::Unfinished => "unfinished",
            };
            json!({ "file": file.path, "holds": holds, "sealed": file.is_sealed, "bytes": file.bytes })
        })
        .collect();
    json!({ "session": session.stem, "began": session.began, "kind": session.kind, "files": files })
}
