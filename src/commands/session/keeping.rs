//! What a session keeps, and where: the journal, the outputs, the log, and how the last talks went.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::args::KeepArgs;
use crate::app::record::Record;
use crate::clock;
use crate::session::{Kind, Script, Session};
use crate::store::error::StoreError;
use crate::store::journal::Header;
use crate::store::journal::write::Writer;
use crate::store::keep_choice::Stays;
use crate::store::kept::list::list;
use crate::store::kept::name::{self, Form};
use crate::store::kept::{KeptStep, KeptTalk, unfinished};
use crate::store::paths::Home;
use crate::store::seal::{Head, Lock, lock_file};
use crate::store::{owner_only, talk_history, usable};

/// What to do where nothing can be kept.
const OR_EPHEMERAL: &str = "Make it a folder that you may write to, or keep nothing with `--ephemeral`.";

/// Finds out whether a session can be kept, before anybody is asked anything. Nothing is left behind.
pub(crate) fn can_keep(kind: Kind, keep: &KeepArgs) -> Result<()> {
    can_create_named(keep)?;
    if keep.ephemeral {
        return Ok(());
    }
    let home = Home::find()?;
    // A talk leaves something there besides its journal.
    if keep.journal.is_none() || kind == Kind::Talk {
        usable::check(&home.journals(), OR_EPHEMERAL)?;
    }
    if kind == Kind::Talk {
        usable::check(&home.state, OR_EPHEMERAL)?;
    }
    // What is to be sealed must not be kept open because a file is damaged.
    lock(&home).map(drop)
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

/// Where the journal of a session is, and in what form.
pub(crate) struct Place {
    path: PathBuf,
    /// What it is sealed with.
    lock: Option<Lock>,
    /// Its name among what is kept; nothing for a file that a flag names.
    stem: Option<String>,
    /// Whether it is to be removed at the end, because only how the talk went is to stay.
    is_unfinished: bool,
}

impl Place {
    /// Whether every heartbeat and every key stays.
    pub(crate) fn keeps_hearts(&self) -> bool {
        !self.is_unfinished
    }

    /// A file that a flag names, not sealed.
    pub(crate) fn open(path: &Path) -> Self {
        Self { path: path.to_owned(), lock: None, stem: None, is_unfinished: false }
    }
}

/// Where a session with people is kept; nothing where nothing is to be kept.
pub(crate) fn place(header: &Header, keep: &KeepArgs, stays: Stays) -> Result<Option<Place>> {
    if keep.ephemeral {
        return Ok(None);
    }
    let home = Home::find()?;
    let lock = lock(&home)?;
    if let Some(path) = &keep.journal {
        return Ok(Some(Place { lock, ..Place::open(path) }));
    }
    let stem = free_stem(&home, header)?;
    let is_unfinished = header.setup.kind == Kind::Talk && stays == Stays::Outline;
    let form = if is_unfinished { Form::Unfinished } else { Form::Hearts };
    let path = home.journals().join(format!("{stem}{}", name::end(form, lock.is_some())));
    Ok(Some(Place { path, lock, stem: Some(stem), is_unfinished }))
}

/// What new sessions are sealed with. Where there is no folder for it, nobody has chosen anything.
fn lock(home: &Home) -> Result<Option<Lock>> {
    Ok(if home.state.is_dir() { lock_file::load(&home.seal())? } else { None })
}

/// The name of a session that nothing is kept under yet: its kind and the local time of its beginning.
pub(crate) fn free_stem(home: &Home, header: &Header) -> Result<String> {
    let taken: HashSet<String> = list(&home.journals())?.into_iter().map(|session| session.stem).collect();
    let mut stems = name::stems(header.started_locally().datetime(), header.setup.kind);
    stems.find(|stem| !taken.contains(stem)).ok_or_else(|| anyhow!("too many sessions began in this second; try again"))
}

/// The record of a session, with its journal at `place` and its outputs. The outputs are opened first. If the journal
/// can't be created then, their empty file is removed again.
pub(crate) fn record(header: &Header, place: Option<&Place>, keep: &KeepArgs) -> Result<Record> {
    let outputs = outputs(keep)?;
    let journal = place.map(|place| create(header, place)).transpose();
    if let (Err(_), Some(created)) = (&journal, outputs_file(keep)) {
        let _ = fs::remove_file(created);
    }
    Ok(Record::new(Session::new(&header.setup), journal?, outputs))
}

fn create(header: &Header, place: &Place) -> Result<Writer> {
    let Place { path, lock, stem, is_unfinished } = place;
    if lock.is_none() && !is_unfinished {
        return Ok(Writer::create(path, header)?);
    }
    // What is not to stay can be read by nobody but this program, also not with the passphrases.
    let (head, key) = Head::new(lock.as_ref().filter(|_| !is_unfinished))?;
    let unfinished = stem.as_ref().filter(|_| *is_unfinished);
    // Before the file is there: a program that finds it takes it for one that was cut off if it has no key.
    if let Some(stem) = unfinished {
        unfinished::keep_key(stem, &key);
    }
    Ok(Writer::create_sealed(path, header, &head, &key).inspect_err(|_| {
        if let Some(stem) = unfinished {
            unfinished::forget_key(stem);
        }
    })?)
}

/// Keeps how a talk with people went, and removes the journal of one whose hearts are not to stay. Where it is kept.
pub(crate) fn keep_outline(
    record: &mut Record,
    header: &Header,
    place: Option<&Place>,
    chosen: Option<KeptStep>,
) -> Result<Option<PathBuf>> {
    let Some(place) = place else { return Ok(None) };
    let home = Home::find()?;
    let mut kept = None;
    if let Some(outline) = record.outline() {
        let stem = match &place.stem {
            Some(stem) => stem.clone(),
            None => free_stem(&home, header)?,
        };
        let path = home.journals().join(format!("{stem}{}", name::end(Form::Outline, place.lock.is_some())));
        let talk = KeptTalk::new(header, outline, chosen, goes_on_in_minutes(record));
        talk.write(&path, place.lock.as_ref()).map_err(|why| StoreError::Unwritable { path: path.clone(), why })?;
        kept = Some(path);
    }
    if let Some(stem) = place.stem.as_ref().filter(|_| place.is_unfinished) {
        record.take_back_journal();
        unfinished::forget_key(stem);
    }
    Ok(kept)
}

/// In how many minutes from the end both want to go on, if they do.
fn goes_on_in_minutes(record: &Record) -> Option<u64> {
    let Script::Talk(talk) = record.session.script() else { return None };
    let (agreed, returns) = talk.returns()?;
    Some(returns.since(agreed).as_secs().div_ceil(60))
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
fn log() -> Option<File> {
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
