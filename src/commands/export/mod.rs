//! `breathmark export JOURNAL…`: a recorded session in formats that other programs read, in the order of the flags.
//!
//! | file | holds |
//! |---|---|
//! | `source` | a journal that can be read from its beginning more than once |
//! | `attempt` | one journal, from its first line to the names of the new files |
//! | `output` | where a format is written: new files, standard output, or nowhere |
//! | `report` | what was written, as sentences or JSON |

mod attempt;
mod output;
mod report;
mod source;

use std::cell::RefCell;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use self::attempt::{Attempt, Outcome};
use self::output::Destination;
use self::source::Source;
use super::kept::pick;
use super::keyring::Keyring;
use super::output as printed;
use super::progress::Progress;
use crate::export::name::FormatName;
use crate::words::Words;

/// The end of `breathmark export --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  breathmark export talk.jsonl                     RR intervals as text, a file for each person
  breathmark export talk.jsonl --format csv        every beat with its time and verdict
  breathmark export *.jsonl --format bids --out study/
  breathmark export talk.jsonl --person left --clean --out - | my-program
docs/export.md says what each format holds. The names that people gave are in none of them.";

/// The flags of `breathmark export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Journals that breathmark has written; `last`, or names from `breathmark sessions`.
    #[arg(required = true, value_name = "JOURNAL")]
    pub journals: Vec<PathBuf>,
    /// The format: RR intervals as text, a table, JSON lines, or BIDS physio.
    #[arg(long, value_enum, default_value = "rr")]
    pub format: FormatName,
    /// Write this person only: left, right, or a name.
    #[arg(long, value_name = "WHO")]
    pub person: Option<String>,
    /// Write into this file or folder; `-` is standard output. Without it, into the folder you are in.
    #[arg(long, value_name = "FILE_OR_FOLDER")]
    pub out: Option<PathBuf>,
    /// Write only intervals between two accepted beats.
    #[arg(long)]
    pub clean: bool,
    /// Print what was written as one JSON object for each file.
    #[arg(long)]
    pub json: bool,
}

/// Exports every journal. One that fails does not stop the others.
pub(super) fn run(args: &ExportArgs) -> Result<()> {
    let destination = Destination::of(args.out.as_deref(), args.format)?;
    let is_one = !matches!(destination, Destination::Folder(_));
    if is_one && args.journals.len() > 1 {
        bail!("one file can't hold several sessions; name a folder with `--out`, or export them one by one");
    }
    if args.json && matches!(destination, Destination::Standard) {
        bail!("`--json` would stand among the beats on standard output; leave it out, or name a file with `--out`");
    }
    let mut failed = Vec::new();
    let words = Words::built_in("en")?;
    let keyring = RefCell::new(Keyring::new(&words));
    for journal in &args.journals {
        let outcome = pick::with_hearts(journal).and_then(|path| {
            let source = Source::of(&path, &keyring)?;
            export(&source, args, &destination)
        });
        let (outcome, error) = match outcome {
            Ok(outcome) if outcome.output_is_closed => return Ok(()),
            Ok(mut outcome) => {
                let error = outcome.stopped.take();
                (Some(outcome), error)
            }
            Err(error) => (None, Some(error)),
        };
        if let Some(outcome) = &outcome {
            outcome.say_faults(journal);
            outcome.say_joins(journal, args.format);
        }
        if !matches!(destination, Destination::Standard) || error.is_some() && args.json {
            let mut out = io::stdout().lock();
            let reported = report::write(&mut out, args, journal, outcome.as_ref(), error.as_ref());
            let reported = reported.and_then(|()| out.flush());
            if reported.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
                return printed::written(reported);
            }
        }
        failed.extend(error.map(|error| format!("{}: {error:#}", shown(journal))));
    }
    printed::failures(&failed, args.journals.len(), "journals could not be exported as a whole")
}

/// Exports one journal.
fn export(source: &Source, args: &ExportArgs, destination: &Destination) -> Result<Outcome> {
    let mut progress = Progress::new(100, "%");
    let mut run = |destination: &Destination, exchanged| {
        let attempt = Attempt { source, args, destination, exchanged };
        let outcome = attempt.run(&mut |percent| progress.show(percent));
        progress.clear();
        outcome
    };
    let mut exchanged = false;
    if matches!(destination, Destination::Standard) {
        // What is printed can't be taken back, so whose beats they are has to be known before.
        let (found, outcome) = both_ways(&mut run, &Destination::Nowhere, exchanged)?;
        outcome.must_be_one_person()?;
        exchanged = found;
    }
    both_ways(&mut run, destination, exchanged).map(|(_, outcome)| outcome)
}

/// Runs an attempt. If the session turns out to exchange the straps, what came before belongs to the other person: then it
/// runs once more. Returns whether they are exchanged, too.
fn both_ways(
    run: &mut impl FnMut(&Destination, bool) -> Result<Option<Outcome>>,
    destination: &Destination,
    exchanged: bool,
) -> Result<(bool, Outcome)> {
    for exchanged in [exchanged, true] {
        if let Some(outcome) = run(destination, exchanged)? {
            return Ok((exchanged, outcome));
        }
    }
    bail!("its straps are exchanged in a way that no session does. Choose a journal that breathmark has written")
}

/// The name of a file, fit for a terminal.
fn shown(path: &Path) -> String {
    path.display().to_string().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
