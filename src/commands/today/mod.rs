//! `breathmark today`: shows what is waiting and what is coming, and changes it.

mod add;
mod ask;
pub(super) mod say;

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use jiff::civil::DateTime;

use crate::agenda::calendar::calendar;
use crate::agenda::{Agenda, HowItWent, Item, Unanswerable};
use crate::clock;
use crate::store::agenda::{load, save};
use crate::store::error::ReadFault;
use crate::store::paths::Home;
use crate::store::{owner_only, read};
use crate::words::Words;

/// The end of `breathmark today --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  breathmark today                                   see what is waiting, and answer it
  breathmark today --add thanks --at 21:30           a ritual; also check-in, evening
  breathmark today --add \"phones stay in the hall\" --every other-day --weeks 3
  breathmark today --add \"book the dentist\" --who Kim --on friday
  breathmark today --done 2 --partly
  breathmark today --ics ours.ics                    for the calendar of a phone";

/// The flags of `breathmark today`.
#[derive(Debug, Args)]
pub struct TodayArgs {
    /// Answer the thing with this number, together with --helped, --partly or --not-yet.
    #[arg(long, value_name = "N", requires = "how_it_went", conflicts_with_all = ["what", "remove", "ics"])]
    pub done: Option<u32>,
    /// The answer.
    #[command(flatten)]
    pub answer: AnswerFlags,
    /// What to plan.
    #[command(flatten)]
    pub add: add::AddArgs,
    /// Remove the thing with this number.
    #[arg(long, value_name = "N", conflicts_with_all = ["what", "ics"])]
    pub remove: Option<u32>,
    /// Write everything that is planned to this file, for a calendar (iCalendar). `-` is standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "what")]
    pub ics: Option<PathBuf>,
}

/// The flags for an answer.
#[derive(Debug, Args)]
#[group(id = "how_it_went", multiple = false)]
pub struct AnswerFlags {
    /// It helped.
    #[arg(long, requires = "done")]
    pub helped: bool,
    /// It helped in part.
    #[arg(long, requires = "done")]
    pub partly: bool,
    /// Not yet.
    #[arg(long, requires = "done")]
    pub not_yet: bool,
}

impl AnswerFlags {
    fn said(&self) -> HowItWent {
        match self {
            Self { helped: true, .. } => HowItWent::Helped,
            Self { partly: true, .. } => HowItWent::Partly,
            _ => HowItWent::NotYet,
        }
    }
}

/// Answers, removes, plans, exports or shows, as the flags say.
pub(crate) fn run(args: &TodayArgs, words: &Words) -> Result<()> {
    let now = clock::wall();
    let path = Home::find()?.agenda();
    let before = load(&path)?;
    let mut agenda = before.clone();
    agenda.let_go(now.datetime());
    let mut out = io::stdout().lock();
    if let Some(id) = args.done {
        answer(&mut agenda, id, args.answer.said(), now.datetime())?;
        write!(out, "{}", say::thanks(words, args.answer.said(), true))?;
    } else if let Some(id) = args.remove {
        let item = agenda.remove(id).ok_or_else(|| unknown(id))?;
        writeln!(out, "{}", words.today.removed.with(&[("what", &say::what(words, &item))]))?;
    } else if let Some(item) = add::item(&args.add, now.datetime())? {
        plan(&mut agenda, item, now.datetime(), words, &mut out)?;
    } else if let Some(to) = &args.ics {
        export(&agenda, to, &now, words, &mut out)?;
    } else {
        write!(out, "{}", say::everything(words, &agenda, now.datetime()))?;
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            ask::about_everything(&mut agenda, now.datetime(), words, &mut io::stdin().lock(), &mut out)?;
        } else if let Some((item, _)) = agenda.due(now.datetime()).first() {
            writeln!(out, "\n{}", words.today.how_to_answer.with(&[("id", &item.id)]))?;
        }
    }
    if agenda != before {
        save(&path, &agenda)?;
    }
    Ok(())
}

/// Adds the thing to the agenda, unless the same thing is there already.
fn plan(agenda: &mut Agenda, item: Item, now: DateTime, words: &Words, out: &mut impl Write) -> Result<()> {
    let line = say::line(words, &item, item.next(now), now);
    if let Some(same) = agenda.same(&item) {
        let line = say::line(words, same, same.next(now), now);
        writeln!(out, "{}", words.today.there_already.with(&[("id", &same.id), ("what", &line)]))?;
        return Ok(());
    }
    let id = agenda.add(item).context("there are fifty things already; remove some first: --remove N")?;
    writeln!(out, "{}", words.today.added.with(&[("id", &id), ("what", &line)]))?;
    Ok(())
}

fn unknown(id: u32) -> anyhow::Error {
    anyhow!("there is nothing with the number {id}; `breathmark today` lists everything")
}

/// Answers the thing with the number `id`.
fn answer(agenda: &mut Agenda, id: u32, said: HowItWent, now: DateTime) -> Result<()> {
    agenda.answer(id, said, now).map_err(|why| match why {
        Unanswerable::Unknown => unknown(id),
        Unanswerable::NotDue => anyhow!("{id} is not due now; `breathmark today` says when it is"),
    })
}

/// Writes the agenda as iCalendar.
fn export(agenda: &Agenda, to: &Path, now: &jiff::Zoned, words: &Words, out: &mut impl Write) -> Result<()> {
    if agenda.items().is_empty() {
        bail!("there is nothing to write yet. Plan something first: `breathmark today --add thanks`");
    }
    let text = calendar(agenda, now, |item| say::what(words, item));
    if to == Path::new("-") {
        write!(out, "{text}")?;
        return Ok(());
    }
    // A calendar may be replaced. Any other file may not, nor may a pipe or a device.
    match read::text(to) {
        Err(ReadFault::Missing) => {}
        Ok(text) if text.starts_with("BEGIN:VCALENDAR") => {}
        Ok(_) | Err(_) => bail!("{} is something else already; choose another name", to.display()),
    }
    // A missing folder is more likely a typing error than a wish.
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        bail!("there is no folder {}; check the path, or create the folder first", folder.display());
    }
    owner_only::replace_alone(to, &text)
        .with_context(|| format!("I can't write {}; check the folder and its permissions", to.display()))?;
    writeln!(out, "{}", words.today.exported.with(&[("file", &to.display())]))?;
    Ok(())
}
