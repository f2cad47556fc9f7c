//! `breathmark analyze FILE…`: analyses recorded intervals and journals, in the order of the flags.

use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::Args;

use super::progress::Progress;
use super::{output, workers};
use crate::lab::analyze::read::choice::{Choice, Unit};
use crate::lab::analyze::read::{FIRST_LOOK, Limits, recordings_as, refusal};
use crate::lab::analyze::recording::Recording;
use crate::lab::analyze::{Analysis, analysis, beats, json, report, windows};
use crate::store::error::ReadFault;
use crate::store::read::{self, RECORDING_WITHIN};

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
    let progress = RefCell::new(Progress::new(args.files.len(), "files"));
    let each = |outcome: FileResult| {
        if is_terminal {
            progress.borrow_mut().clear();
        }
        write(&mut out, args, &outcome, &mut failed)?;
        if is_terminal { out.flush() } else { Ok(()) }
    };
    let meanwhile = |done| progress.borrow_mut().show(done);
    let written = workers::in_order(&args.files, |path| analyse(path, args), each, meanwhile);
    progress.borrow_mut().clear();
    let written = written.and_then(|()| out.flush());
    if written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        return Ok(());
    }
    output::written(written)?;
    output::failures(&failed, args.files.len(), "files could not be analysed")
}

fn analyse(path: &Path, args: &AnalyzeArgs) -> FileResult {
    let choice = Choice { unit: args.unit, column: args.column.clone(), person: args.person.clone() };
    let recordings = load(path).and_then(|bytes| Ok(recordings_as(&bytes, &choice, Limits::default())?));
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

/// The bytes of a file whose beginning may be that of a recording.
fn load(path: &Path) -> Result<Vec<u8>> {
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
    if let Some(refusal) = refusal(&bytes) {
        return Err(refusal.into());
    }
    source.take(LARGEST).read_to_end(&mut bytes).map_err(stopped)?;
    if bytes.len() as u64 > LARGEST {
        bail!("this is more than 1 GiB. Split it, or leave out the columns that hold no intervals");
    }
    Ok(bytes)
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
