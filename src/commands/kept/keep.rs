//! `breathmark keep`: what is to stay of talks, and for how long.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::commands::keyring::hidden;
use crate::commands::output::Sentences;
use crate::commands::prepare::Prepared;
use crate::store::keep_choice::{self, KeepChoice, MOST_DAYS, Stays};
use crate::store::paths::Home;
use crate::words::kept::KeptWords;

/// What the help shows.
pub(in crate::commands) const EXAMPLES: &str = "\
Examples:
  breathmark keep                      what stays now
  breathmark keep outline --days 30    how a talk went, for a month; no hearts
  breathmark keep hearts               every heartbeat as well, if both want that
  breathmark keep nothing";

/// What is to stay.
#[derive(Debug, Args)]
pub struct KeepCommandArgs {
    /// What stays of a talk; without it, what stays now is printed.
    #[arg(value_enum)]
    pub talks: Option<StaysArg>,
    /// For how many days the outline stays; 0 for as long as nobody deletes it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_DAYS)))]
    pub days: Option<u32>,
    /// Both of you want the hearts to stay. Without it, both are asked.
    #[arg(long)]
    pub both: bool,
    /// Print one JSON object instead of sentences.
    #[arg(long)]
    pub json: bool,
}

/// What stays of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StaysArg {
    /// How it went, part by part; not the hearts.
    Outline,
    /// Every heartbeat and every key as well.
    Hearts,
    /// Nothing.
    Nothing,
}

/// Changes what stays, or prints it.
pub(in crate::commands) fn run(args: &KeepCommandArgs, prepared: &Prepared) -> Result<()> {
    let words = &prepared.words.kept;
    let mut choice = prepared.keeps;
    if let Some(talks) = args.talks {
        choice.talks = match talks {
            StaysArg::Outline => Stays::Outline,
            StaysArg::Hearts => Stays::Hearts,
            StaysArg::Nothing => Stays::Nothing,
        };
    }
    choice.days = args.days.unwrap_or(choice.days);
    if choice.talks == Stays::Hearts && prepared.keeps.talks != Stays::Hearts && !args.both && !both_want(prepared)? {
        bail!("{}", words.not_both);
    }
    if args.talks.is_some() || args.days.is_some() {
        keep_choice::save(&Home::find()?.keep(), choice)?;
    }
    let out = &mut Sentences::new();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&choice)?)?;
    } else {
        writeln!(out, "{}", said(choice, words))?;
    }
    Ok(out.flush()?)
}

/// What stays, in a sentence.
pub(in crate::commands) fn said(choice: KeepChoice, words: &KeptWords) -> String {
    match (choice.talks, choice.days) {
        (Stays::Outline, 0) => words.stays_outline.clone(),
        (Stays::Outline, days) => words.stays_outline_days.with(&[("days", &days)]),
        (Stays::Hearts, _) => words.stays_hearts.clone(),
        (Stays::Nothing, _) => words.stays_nothing.clone(),
    }
}

/// Asks both, one after the other.
fn both_want(prepared: &Prepared) -> Result<bool> {
    let words = &prepared.words.kept;
    if !io::stdin().is_terminal() {
        bail!("keeping the hearts needs a yes of both. Run this in a terminal, or add `--both`");
    }
    let mut out = Sentences::new();
    writeln!(out, "{}", words.hearts_could_tell)?;
    out.flush()?;
    let names = crate::commands::session::start::names(&prepared.settings, prepared.seat_names());
    // Both are asked, whatever the first one says, and nobody sees what the other types.
    let mut all = true;
    for (_, name) in names.iter() {
        let answer = hidden(&words.do_you_want.with(&[("name", name)]))?;
        all &= answer.trim().to_lowercase().starts_with(['y', 'j']);
    }
    Ok(all)
}
