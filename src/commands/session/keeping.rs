//! What a session keeps, and where: the journal, the outputs, the log, and how the last talks went.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::args::KeepArgs;
use crate::app::record::Record;
use crate::clock;
use crate::session::{Kind, Session};
use crate::store::journal::Header;
use crate::store::journal::write::Writer;
use crate::store::paths::Home;
use crate::store::{owner_only, talk_history, usable};

/// What to do where nothing can be kept.
const OR_EPHEMERAL: &str = "Make it a folder that you may write to, or keep nothing with `--ephemeral`.";

/// Finds out whether a session can be kept, before anybody is asked anything. Nothing is left behind.
pub(crate) fn can_keep(kind: Kind, keep: &KeepArgs) -> Result<()> {
    can_create_named(keep)?;
    if !keep.ephemeral && keep.journal.is_none() {
        usable::check(&Home::find()?.journals(), OR_EPHEMERAL)?;
    }
    // Only a talk leaves something there besides its journal.
    if !keep.ephemeral && kind == Kind::Talk {
        usable::check(&Home::find()?.state, OR_EPHEMERAL)?;
    }
    Ok(())
}

/// Finds out whether the files that flags name can be created. Nothing is left behind.
pub(crate) fn can_create_named(keep: &KeepArgs) -> Result<()> {
    if let Some(path) = &keep.journal {
        Writer::check(path)?;
    }
    let Some(path) = outputs_file(keep) else { return Ok(()) };
    if keep.journal.as_deref() == Some(path) {
        bail!("`--journal` and `--outputs` name the same file; choose two names");
    }
    let is_free = fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if is_free && folder.is_dir() && usable::try_out(folder).is_ok() { Ok(()) } else { Err(cannot_create(path)) }
}

/// The usual path of a journal: its kind and the local time of its beginning.
pub(crate) fn usual_path(header: &Header) -> Result<PathBuf> {
    let kind = if header.setup.kind == Kind::Talk { "talk" } else { "practice" };
    let name = header.started_locally().strftime("%Y-%m-%d_%H%M%S").to_string();
    Ok(Home::find()?.journals().join(format!("{name}_{kind}.jsonl")))
}

/// The record of a session, with its journal at `journal` and its outputs. The outputs are opened first. If the journal
/// can't be created then, their empty file is removed again.
pub(crate) fn record(header: &Header, journal: Option<&Path>, keep: &KeepArgs) -> Result<Record> {
    let outputs = outputs(keep)?;
    let journal = journal.map(|path| Writer::create(path, header)).transpose();
    if let (Err(_), Some(created)) = (&journal, outputs_file(keep)) {
        let _ = fs::remove_file(created);
    }
    Ok(Record::new(Session::new(&header.setup), journal?, outputs))
}

/// Where the outputs go, if somebody wants them. A file that is there is never written over.
fn outputs(keep: &KeepArgs) -> Result<Option<Box<dyn Write>>> {
    if keep.outputs.is_none() {
        return Ok(None);
    }
    let Some(path) = outputs_file(keep) else { return Ok(Some(Box::new(io::BufWriter::new(io::stdout())))) };
    let file = owner_only::file().write(true).create_new(true).open(path).map_err(|_| cannot_create(path))?;
    Ok(Some(Box::new(io::BufWriter::new(file))))
}

/// The file that is named for the outputs. Standard output is none.
fn outputs_file(keep: &KeepArgs) -> Option<&Path> {
    keep.outputs.as_deref().filter(|path| *path != Path::new("-"))
}

fn cannot_create(path: &Path) -> anyhow::Error {
    anyhow!("I can't create {}; choose a name that is not taken, in a folder you may write to", path.display())
}

/// Whether the close of this talk suggests help.
pub(crate) fn suggests_help() -> bool {
    Home::find().is_ok_and(|home| talk_history::suggests_help(&home, clock::wall().datetime()))
}

/// Opens the log for what must never appear on the screen.
pub(crate) fn log() -> Option<File> {
    let home = Home::find().ok()?;
    owner_only::create_folder(&home.state).ok()?;
    owner_only::append(&home.log()).ok()
}

/// Takes lines for the log. The first one opens it.
pub(crate) fn lines_for_log() -> Box<dyn FnMut(&str) + Send> {
    let mut opened = None;
    Box::new(move |line: &str| {
        let log: &mut Option<_> = opened.get_or_insert_with(log);
        let _ = log.as_mut().map(|log| writeln!(log, "{line}"));
    })
}
