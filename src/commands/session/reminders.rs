//! The agenda at both ends of a session. At the start the session says what is due; at the end it notes what comes.

use std::io::{self, Write};

use jiff::Zoned;
use jiff::civil::DateTime;

use crate::agenda::{Agenda, ConcreteStep};
use crate::clock;
use crate::commands::today::say;
use crate::store::agenda::{load, save, set_aside};
use crate::store::paths::Home;
use crate::words::Words;

/// How a talk ended.
pub(crate) struct Ended<'a> {
    /// The agreed return, if there is one.
    pub(crate) returns: Option<Zoned>,
    /// The one step, if there is one.
    pub(crate) step: Option<&'a ConcreteStep>,
}

/// What is due, in a few words for the start of a session. Each item counts as mentioned. Trouble with the file is said
/// in the same place, and keeps nobody from talking.
///
/// An agreed return stays noted: a talk that is left before anybody has spoken is no return.
pub(crate) fn at_start(words: &Words) -> Option<String> {
    let now = clock::wall().datetime();
    let path = Home::find().ok()?.agenda();
    let Ok(before) = load(&path) else { return Some(words.today.unread.clone()) };
    let mut agenda = before.clone();
    agenda.let_go(now);
    let up: Vec<String> = agenda.remind(now).into_iter().map(|item| say::what(words, item)).collect();
    // A reminder that could not be counted comes once more: no harm is done.
    let _ = if agenda == before { Ok(()) } else { save(&path, &agenda) };
    match &up[..] {
        [] => None,
        [one] => Some(words.today.reminder.with(&[("what", one)])),
        many => Some(words.today.reminders.of(many.len() as u64)),
    }
}

/// Notes what comes after a talk, and says what comes next. A damaged file is moved aside first.
pub(crate) fn at_end(ended: &Ended<'_>, words: &Words, out: &mut impl Write) -> anyhow::Result<()> {
    let now = clock::wall();
    let path = Home::find()?.agenda();
    let (mut agenda, aside) = match load(&path) {
        Ok(agenda) => (agenda, None),
        Err(error) if error.is_content() => (Agenda::default(), Some(set_aside(&path)?)),
        Err(error) => return Err(error.into()),
    };
    if let Some(aside) = aside {
        writeln!(out, "{}", words.today.set_aside.with(&[("file", &aside.display())]))?;
    }
    let returns = ended.returns.as_ref().map(|at| at.with_time_zone(now.time_zone().clone()).datetime());
    agenda.talk_ended(now.datetime(), returns, ended.step);
    save(&path, &agenda)?;
    Ok(say_next(&agenda, now.datetime(), words, out)?)
}

fn say_next(agenda: &Agenda, now: DateTime, words: &Words, out: &mut impl Write) -> io::Result<()> {
    let Some((item, at)) = agenda.coming(now).into_iter().next() else { return Ok(()) };
    let (when, what) = (say::when(words, at, now), say::what(words, item));
    writeln!(out, "{}", words.today.next.with(&[("when", &when), ("what", &what)]))
}
