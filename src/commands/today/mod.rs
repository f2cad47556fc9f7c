//! `breathmark today`: shows what is waiting and what is coming, and changes it.

mod add;
mod answers;
mod ask;
mod look_back;
pub(super) mod say;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use jiff::civil::DateTime;

use crate::agenda::calendar::calendar;
use crate::agenda::{Agenda, Item, ItemKind};
use crate::clock;
use crate::commands::output::{self, Sentences};
use crate::commands::prepare::Prepared;
use crate::store::agenda::{load, save};
use crate::store::error::ReadFault;
use crate::store::paths::Home;
use crate::store::{owner_only, read};
use crate::words::Words;
use answers::{AnswerFlags, Reply};

/// The end of `breathmark today --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  breathmark today                                   see what is waiting, and answer it
  breathmark today --add thanks --at 21:30           a ritual; also check-in, evening, look-back
  breathmark today --add \"phones stay in the hall\" --every other-day --weeks 3
  breathmark today --add \"book the dentist\" --who Kim --on friday
  breathmark today --done 2                          say how it went
  breathmark today --done 2 --partly                 the same without being asked
  breathmark today --ics ours.ics                    for the calendar of a phone";

/// The flags of `breathmark today`.
#[derive(Debug, Args)]
pub struct TodayArgs {
    /// Answer the thing with this number. Without one of the answers, asks on a terminal.
    #[arg(long, value_name = "N", conflicts_with_all = ["what", "remove", "ics"])]
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

/// What follows `breathmark today`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    Nothing,
    /// The talk that both wanted to go on with.
    GoOn,
}

/// Answers, removes, plans, exports or shows, as the flags say. A change is saved before anything is printed: the reader
/// of the output may have gone.
pub(super) fn run(args: &TodayArgs, prepared: &Prepared) -> Result<Next> {
    let words = &prepared.words;
    let now = clock::wall();
    let path = Home::find()?.agenda();
    let said = if let Some(id) = args.done {
        let Some(reply) = args.answer.reply(now.datetime())? else {
            return ask_about(id, &path, now.datetime(), prepared);
        };
        change(&path, now.datetime(), |agenda| answers::apply(agenda, id, reply, now.datetime(), words))?;
        if reply == Reply::Now {
            return Ok(Next::GoOn);
        }
        say::replied(words, reply, now.datetime(), true)
    } else if let Some(id) = args.remove {
        let item = change(&path, now.datetime(), |agenda| agenda.remove(id).ok_or_else(|| unknown(id)))?;
        format!("{}\n", words.today.removed.with(&[("what", &say::what(words, &item))]))
    } else if let Some(item) = add::item(&args.add, now.datetime())? {
        change(&path, now.datetime(), |agenda| plan(agenda, item, now.datetime(), words))?
    } else if let Some(to) = &args.ics {
        let said = change(&path, now.datetime(), |agenda| export(agenda, to, &now, words))?;
        if to == Path::new("-") {
            // A calendar breaks its lines by its own rules.
            return output::print(&said).map(|()| Next::Nothing);
        }
        said
    } else {
        return show(&path, now.datetime(), prepared);
    };
    write!(Sentences::new(), "{said}")?;
    Ok(Next::Nothing)
}

/// Asks how the thing with this number went. Without a terminal, says which flags answer it.
fn ask_about(id: u32, path: &Path, now: DateTime, prepared: &Prepared) -> Result<Next> {
    let item = change(path, now, |agenda| agenda.item(id).cloned().ok_or_else(|| unknown(id)))?;
    if item.due(now).is_none() {
        return Err(answers::not_due(&item, now, &prepared.words));
    }
    if !asks() {
        bail!("{}", answers::how(&prepared.words, item.kind, id));
    }
    ask::Asking::new(path, now, prepared).about(&item, &mut io::stdin().lock(), &mut Sentences::new())
}

/// Whether somebody can be asked.
fn asks() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Loads the agenda, changes it, and saves it if it is another one then. A talk may have saved it since the last time.
fn change<T>(path: &Path, now: DateTime, change: impl FnOnce(&mut Agenda) -> Result<T>) -> Result<T> {
    let before = load(path)?;
    let mut agenda = before.clone();
    agenda.let_go(now);
    let result = change(&mut agenda)?;
    if agenda != before {
        save(path, &agenda)?;
    }
    Ok(result)
}

/// Shows everything. On a terminal, asks about what is waiting as well.
fn show(path: &Path, now: DateTime, prepared: &Prepared) -> Result<Next> {
    let words = &prepared.words;
    let agenda = change(path, now, |agenda| Ok(agenda.clone()))?;
    let mut out = Sentences::new();
    write!(out, "{}", say::everything(words, &agenda, now))?;
    if asks() {
        return ask::Asking::new(path, now, prepared).about_everything(&mut io::stdin().lock(), &mut out);
    }
    if let Some((item, _)) = agenda.due(now).first() {
        if item.kind == ItemKind::LookBack {
            writeln!(out)?;
            words.look_back.questions.iter().try_for_each(|question| writeln!(out, "  {question}"))?;
        }
        writeln!(out, "\n{}", answers::how(words, item.kind, item.id))?;
    }
    Ok(Next::Nothing)
}

/// Adds the thing to the agenda, unless the same thing is there already. What to say of it.
fn plan(agenda: &mut Agenda, item: Item, now: DateTime, words: &Words) -> Result<String> {
    let line = say::line(words, &item, item.next(now), now);
    if let Some(same) = agenda.same(&item) {
        let line = say::line(words, same, same.next(now), now);
        return Ok(format!("{}\n", words.today.there_already.with(&[("id", &same.id), ("what", &line)])));
    }
    // Of a ritual there is one: another time moves it.
    if let Some(id) = agenda.move_ritual(&item) {
        return Ok(format!("{}\n", words.answers.moved.with(&[("id", &id), ("what", &line)])));
    }
    let id = agenda.add(item).context("there are fifty things already; remove some first: --remove N")?;
    Ok(format!("{}\n", words.today.added.with(&[("id", &id), ("what", &line)])))
}

fn unknown(id: u32) -> anyhow::Error {
    anyhow!("there is nothing with the number {id}; `breathmark today` lists everything")
}

/// Writes the agenda as iCalendar. What to print: what was done, or the calendar itself.
fn export(agenda: &Agenda, to: &Path, now: &jiff::Zoned, words: &Words) -> Result<String> {
    if agenda.items().is_empty() {
        bail!("there is nothing to write yet. Plan something first: `breathmark today --add thanks`");
    }
    let text = calendar(agenda, now, |item| say::what(words, item));
    if to == Path::new("-") {
        return Ok(text);
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
    Ok(format!("{}\n", words.today.exported.with(&[("file", &to.display())])))
}
