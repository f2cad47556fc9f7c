//! `breathmark analyze FILE…`: analyses recorded intervals and journals, in the order of the flags.

use std::cell::RefCell;
use std::io::{self, BufReader, BufWriter, Cursor, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, anyhow, bail};
use clap::Args;

use super::keyring::Keyring;
use super::progress::Progress;
use super::{output, workers};
use crate::lab::analyze::read::choice::{Choice, Unit};
use crate::lab::analyze::read::{FIRST_LOOK, Limits, recordings_as, refusal};
use crate::lab::analyze::recording::Recording;
use crate::lab::analyze::{Analysis, analysis, beats, json, report, windows};
use crate::store::error::ReadFault;
use crate::store::journal::open::Source;
use crate::store::read::{self, RECORDING_WITHIN};
use crate::store::seal::SealedFile;
use crate::words::Words;

/// The flags of `breathmark analyze`.
#[derive(Debug, Args)]
pub struct AnalyzeArgs {
    /// RR intervals as text, CSV, JSON, FIT or a journal, also in gzip or zip; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print one JSON object a line for each file, seat and window.
    #[arg(long)]
    pub json: bool,
    /// Analyse consecutive windows of this length, such as 30s or 5m, instead of the whole.
    #[arg(long, value_name = "LENGTH", value_parser = windows::length, allow_hyphen_values = true)]
    pub windows: Option<f64>,
    /// Print one JSON object for each interval: how it was classified.
    #[arg(long, conflicts_with_all = ["json", "windows"])]
    pub beats: bool,
    /// The unit of the intervals where the file does not say it: ms, s, or 1024 for 1/1024 s.
    #[arg(long, value_name = "UNIT", value_parser = Unit::parse)]
    pub unit: Option<Unit>,
    /// The column or list that holds the intervals: its name, or its number from 1.
    #[arg(long, value_name = "NAME")]
    pub column: Option<String>,
    /// Analyse this person only, of several in a file: a name, or left or right.
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
}

/// The largest file that is read, in bytes: 1 GiB. Assumption: a recording of a heart is far smaller.
const LARGEST: u64 = 1 << 30;

/// The name of a file with its analyses, or the reason why there are none.
type FileResult = (String, Result<Vec<Analysis>>);

/// Analyses every file. A file that fails does not stop the others.
pub(super) fn run(args: &AnalyzeArgs) -> Result<()> {
    let stdout = io::stdout();
    // On a terminal each result is printed whole, while the progress bar is cleared.
    let is_terminal = stdout.is_terminal();
    let mut out = BufWriter::new(stdout.lock());
    let mut failed = Vec::new();
    let words = Words::built_in("en")?;
    let keyring = Mutex::new(Keyring::new(&words));
    let progress = RefCell::new(Progress::new(args.files.len(), "files"));
    let each = |outcome: FileResult| {
        if is_terminal {
            progress.borrow_mut().clear();
        }
        write(&mut out, args, &outcome, &mut failed)?;
        if is_terminal { out.flush() } else { Ok(()) }
    };
    let meanwhile = |done| progress.borrow_mut().show(done);
    let written = workers::in_order(&args.files, |path| analyse(path, args, &keyring), each, meanwhile);
    progress.borrow_mut().clear();
    let written = written.and_then(|()| out.flush());
    if written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        return Ok(());
    }
    output::written(written)?;
    output::failures(&failed, args.files.len(), "files could not be analysed")
}

fn analyse(path: &Path, args: &AnalyzeArgs, keyring: &Mutex<Keyring>) -> FileResult {
    let choice = Choice { unit: args.unit, column: args.column.clone(), person: args.person.clone() };
    let recordings = load(path, keyring).and_then(|loaded| {
        let mut recordings = recordings_as(&loaded.bytes, &choice, Limits::default())?;
        let notes = recordings.iter_mut().map(|recording| &mut recording.notes);
        notes.for_each(|notes| notes.extend(loaded.note.map(str::to_owned)));
        Ok(recordings)
    });
    let analyse = |recording: Recording| {
        let mut analysis = if args.beats {
            Analysis { recording: crate::lab::analyze::judged(recording), summaries: Vec::new() }
        } else {
            analysis(recording, args.windows)
        };
        if !args.beats {
            // A result that waits to be written must not keep every beat in memory.
            analysis.recording.rows = Vec::new();
        }
        analysis
    };
    let shown: String =
        path.display().to_string().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    (shown, recordings.map(|recordings| recordings.into_iter().map(analyse).collect()))
}

/// What was read of a file.
struct Loaded {
    bytes: Vec<u8>,
    /// Why that is not all of it.
    note: Option<&'static str>,
}

/// The bytes of a file whose beginning may be that of a recording.
fn load(path: &Path, keyring: &Mutex<Keyring>) -> Result<Loaded> {
    let mut source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        read::open_any(path).map_err(|why| anyhow!(cannot_open(&why)))?.into_reader(RECORDING_WITHIN)
    };
    let stopped = |error: io::Error| match error.kind() {
        io::ErrorKind::TimedOut => anyhow!(cannot_open(&ReadFault::Silent)),
        _ => anyhow!("reading stopped ({error}). Check the disk, or copy the file"),
    };
    let mut bytes = Vec::with_capacity(FIRST_LOOK);
    source.by_ref().take(FIRST_LOOK as u64).read_to_end(&mut bytes).map_err(stopped)?;
    if SealedFile::<Source>::begins(&bytes) {
        let whole: Source = Box::new(BufReader::new(Cursor::new(bytes).chain(source)));
        return unsealed(SealedFile::open(whole)?, keyring);
    }
    if let Some(refusal) = refusal(&bytes) {
        return Err(refusal.into());
    }
    source.take(LARGEST).read_to_end(&mut bytes).map_err(stopped)?;
    is_bounded(&bytes)?;
    Ok(Loaded { bytes, note: None })
}

fn is_bounded(bytes: &[u8]) -> Result<()> {
    if bytes.len() as u64 > LARGEST {
        bail!("this is more than 1 GiB. Split it, or leave out the columns that hold no intervals");
    }
    Ok(())
}

/// What is in a sealed file, up to where it is as it was written.
fn unsealed(sealed: SealedFile<Source>, keyring: &Mutex<Keyring>) -> Result<Loaded> {
    let source = keyring.lock().unwrap_or_else(PoisonError::into_inner).unseal(sealed)?;
    let mut bytes = Vec::new();
    let read = source.take(LARGEST + 1).read_to_end(&mut bytes);
    is_bounded(&bytes)?;
    let note = match read.map_err(|error| error.kind()) {
        Ok(_) => None,
        Err(io::ErrorKind::UnexpectedEof) => Some("the sealed file is cut short; what is before that was read"),
        Err(io::ErrorKind::InvalidData) => {
            Some("the sealed file is damaged, or was changed; what is before that was read")
        }
        Err(kind) => bail!("reading stopped ({kind}). Check the disk, or copy the file"),
    };
    Ok(Loaded { bytes, note })
}

fn cannot_open(why: &ReadFault) -> String {
    let sentence = match why {
        ReadFault::Missing => "there is no such file. Check the name",
        ReadFault::NotAFile("a folder") => "this is a folder. Name the files in it",
        ReadFault::NotAFile(what) => return format!("this is {what}, not a file. Name a recording"),
        ReadFault::Silent => "nothing comes out of this pipe. Check the program that should write into it",
        ReadFault::System(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            "this file may not be read. Change its permissions, or copy it"
        }
        _ => "this file can't be opened. Check the name and the disk",
    };
    sentence.to_owned()
}

fn write(out: &mut impl Write, args: &AnalyzeArgs, outcome: &FileResult, failed: &mut Vec<String>) -> io::Result<()> {
    let (file, result) = outcome;
    let analyses = match result {
        Ok(analyses) => analyses,
        Err(error) => {
            failed.push(format!("{file}: {error:#}"));
            return if args.json { json::write_error(out, file, &format!("{error:#}")) } else { Ok(()) };
        }
    };
    for analysis in analyses {
        if args.beats {
            beats::write(out, (args.files.len() > 1).then_some(file), &analysis.recording)?;
        } else if args.json {
            json::write(out, file, analysis)?;
        } else {
            report::write(out, file, analysis)?;
        }
    }
    Ok(())
}
