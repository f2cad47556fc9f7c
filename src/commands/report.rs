//! `breathmark report`: an HTML file about what was kept of sessions.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::Args;
use jiff::civil::DateTime;

use super::kept::pick;
use super::keyring::Keyring;
use super::output::{self, Sentences};
use super::prepare::Prepared;
use crate::clock;
use crate::report::{Report, Whose};
use crate::store::kept::list::KeptSession;
use crate::store::kept::name::Form;
use crate::store::paths::Home;
use crate::store::{history, owner_only};

/// The end of `breathmark report --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  breathmark report                        the newest session, as a page for the browser
  breathmark report talk.jsonl             the story of a talk, for both of you
  breathmark report talk.jsonl --person Kim    Kim's own page, with Kim's heart
  breathmark report --history              weeks and months
  breathmark report --out - > page.html    to standard output";

/// How many reports of one day are told apart. Assumption: more are not made.
const MOST_A_DAY: u32 = 1000;

/// The word for the newest session.
const LAST: &str = "last";

/// The flags of `breathmark report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// `last`, names from `breathmark sessions`, or files; without one, the newest session.
    #[arg(value_name = "SESSION")]
    pub sessions: Vec<String>,
    /// Write the page to this file; `-` is standard output. Without this flag it is named by its date, in this folder.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Show this person's heart: left, right or a name. Only where a session has two hearts.
    #[arg(long, value_name = "NAME", conflicts_with = "both")]
    pub person: Option<String>,
    /// Show both hearts, one beneath the other. Do this only together.
    #[arg(long)]
    pub both: bool,
    /// Show all sessions over weeks and months. Alone, or besides a session.
    #[arg(long)]
    pub history: bool,
    /// Print the figures as one JSON object instead of a page.
    #[arg(long, conflicts_with = "out")]
    pub json: bool,
}

/// Makes the report.
pub(super) fn run(args: &ReportArgs, prepared: &Prepared) -> Result<()> {
    let words = &prepared.words;
    let home = Home::find()?;
    let whose = match (&args.person, args.both) {
        (Some(name), _) => Whose::One(name.clone()),
        (None, true) => Whose::Both,
        (None, false) => Whose::Nobody,
    };
    let mut report = Report::default();
    let mut keyring = Keyring::new(words);
    for path in sessions(args, &whose)? {
        let source = keyring.open(&path)?;
        report.add(source, &whose).map_err(|error| anyhow!("{}: {error}", path.display()))?;
    }
    if args.history {
        let mut history = history::load(&home)?;
        history.sessions.sort_by_key(|session| session.began().timestamp());
        let now = clock::wall().timestamp();
        report.add_history(history.sessions.into_iter().filter(|it| it.began().timestamp() <= now).collect());
    }
    if args.json {
        return output::print(&report.json());
    }
    let page = report.html(words);
    if args.out.as_deref() == Some(Path::new("-")) {
        return output::print(&page);
    }
    let date = report.date().map_or_else(|| clock::wall().date(), DateTime::date);
    let names = std::iter::once(String::new()).chain((2..MOST_A_DAY).map(|n| format!("-{n}")));
    let usual = names.map(|number| PathBuf::from(format!("breathmark-report-{date}{number}.html")));
    let free = || usual.clone().find(|path| fs::symlink_metadata(path).is_err());
    let file = args.out.clone().or_else(free).unwrap_or_default();
    owner_only::create_whole(&file, page.as_bytes()).map_err(|error| refused(&file, &error))?;
    let written = words.report.written.with(&[("file", &file.display())]);
    Ok(writeln!(Sentences::new(), "{written}")?)
}

/// The files that are named; without a name, of the newest session. The history alone needs none.
fn sessions(args: &ReportArgs, whose: &Whose) -> Result<Vec<PathBuf>> {
    if args.sessions.is_empty() && args.history {
        return Ok(Vec::new());
    }
    let kept = pick::all()?;
    if args.sessions.is_empty() && kept.is_empty() {
        bail!("no session is kept yet. Name a file, or keep one first: breathmark practice");
    }
    let last = [LAST.to_owned()];
    let words = if args.sessions.is_empty() { &last[..] } else { &args.sessions };
    words.iter().map(|word| pick::as_path(word).map_or_else(|| file(&kept, word, whose), Ok)).collect()
}

/// The file of the one session that a word means: how it went, or every heartbeat where somebody's heart is to be shown.
fn file(kept: &[KeptSession], word: &str, whose: &Whose) -> Result<PathBuf> {
    let session = pick::one(kept, word)?;
    let (first, second) =
        if *whose == Whose::Nobody { (Form::Outline, Form::Hearts) } else { (Form::Hearts, Form::Outline) };
    let file = session.file(first).or_else(|| session.file(second)).or_else(|| session.files.first());
    Ok(file.map(|file| file.path.clone()).unwrap_or_default())
}

fn refused(file: &Path, error: &io::Error) -> anyhow::Error {
    let (why, advice) = match error.kind() {
        io::ErrorKind::AlreadyExists => ("there is a file of that name already", "Choose another name with --out FILE"),
        io::ErrorKind::NotFound => ("that folder does not exist", "Choose another place with --out FILE"),
        io::ErrorKind::PermissionDenied => ("that place may not be written to", "Choose another place with --out FILE"),
        io::ErrorKind::StorageFull => ("the disk is full", "Make room and try again"),
        _ => return anyhow!("I can't write {}: {error}. Choose another place with --out FILE", file.display()),
    };
    anyhow!("I can't write {}: {why}. {advice}", file.display())
}
