//! What a session keeps, and where: the journal, the outputs, the log, and how the last talks went.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::args::KeepArgs;
use crate::clock;
use crate::session::Kind;
use crate::store::journal::Header;
use crate::store::journal::write::Writer;
use crate::store::paths::Home;
use crate::store::{owner_only, talk_history, usable};

/// What to do where nothing can be kept.
const OR_EPHEMERAL: &str = "Make it a folder that you may write to, or keep nothing with `--ephemeral`.";

/// Finds out whether a session can be kept, before anybody is asked anything. Nothing is left behind.
pub(crate) fn can_keep(keep: &KeepArgs) -> Result<()> {
    if keep.ephemeral {
        return Ok(());
    }
    let home = Home::find()?;
    match &keep.journal {
        Some(path) => Writer::check(path)?,
        None => usable::check(&home.journals(), OR_EPHEMERAL)?,
    }
    Ok(usable::check(&home.state, OR_EPHEMERAL)?)
}

/// The usual path of a journal: its kind and the local time of its beginning.
pub(crate) fn usual_path(header: &Header) -> Result<PathBuf> {
    let kind = if header.setup.kind == Kind::Talk { "talk" } else { "practice" };
    let name = header.started_locally().strftime("%Y-%m-%d_%H%M%S").to_string();
    Ok(Home::find()?.journals().join(format!("{name}_{kind}.jsonl")))
}

/// Where the outputs go, if somebody wants them. A file that is there is never written over.
pub(crate) fn outputs(keep: &KeepArgs) -> Result<Option<Box<dyn Write>>> {
    let Some(path) = &keep.outputs else { return Ok(None) };
    if path == Path::new("-") {
        return Ok(Some(Box::new(io::BufWriter::new(io::stdout()))));
    }
    let taken =
        |_| anyhow!("I can't create {}; choose a name that is not taken, in a folder you may write to", path.display());
    let file = owner_only::file().write(true).create_new(true).open(path).map_err(taken)?;
    Ok(Some(Box::new(io::BufWriter::new(file))))
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
