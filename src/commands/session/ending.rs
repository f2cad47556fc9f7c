//! The last lines on the terminal, when the screen has been given back.

use std::fmt::Display;
use std::io::{self, Write};

use anyhow::{Result, bail};
use ratatui::backend::Backend;

use super::args::KeepArgs;
use super::reminders::{self, Ended};
use crate::agenda::ConcreteStep;
use crate::app::App;
use crate::app::private::pause_review::PauseReview;
use crate::app::record::Record;
use crate::app::source::Source;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;
use crate::heart::baseline::Prior;
use crate::heart::beat::Received;
use crate::screen::compose::Backdrop;
use crate::screen::notes::Who;
use crate::session::{Script, Session};
use crate::store::journal::Header;
use crate::store::paths::Home;
use crate::store::people::People;
use crate::store::{straps, talk_history};
use crate::words::commands::Stats;
use crate::words::screens::Farewell;

/// What was, where it is kept and, if wanted, how quick the program was.
pub(crate) fn say<B: Backend<Error = io::Error>>(app: &App<B>, header: &Header, stats: bool) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let session = &app.record.session;
    let words = &app.backdrop.words.farewell;
    if let Script::Talk(talk) = session.script()
        && (talk.pauses() > 0 || !talk.talked(session.now()).is_zero())
    {
        let time = minutes(words, talk.talked(session.now()).as_secs());
        let pauses = words.pauses.of(talk.pauses().into());
        writeln!(out, "{}", words.talked.with(&[("time", &time), ("pauses", &pauses)]))?;
    }
    if let Some(path) = app.record.journal_path().filter(|_| app.record.unkept().is_none()) {
        writeln!(out, "{}", words.kept.with(&[("file", &path.display())]))?;
    }
    if stats {
        let words = &app.backdrop.words.stats;
        app.latency.say(words, out)?;
        for (seat, heart) in session.hearts().iter() {
            writeln!(out, "{}: {}", header.people[seat].name, account(&heart.received(), words))?;
        }
    }
    Ok(())
}

/// What is known of a heart after a talk: if this one taught nothing, what was known before. Of straps that turned out to
/// be the other one's nothing was known before.
pub(crate) fn known_after(session: &Session, header: &Header, seat: Seat) -> Option<Prior> {
    let Script::Talk(talk) = session.script() else { return None };
    let before = header.setup.people[seat].known.filter(|_| !session.has_exchanged_straps());
    talk.watch().known_after(seat, &session.hearts()[seat]).or(before)
}

/// Keeps what was learnt about both hearts, and from what both said of the pauses, for the next talk; of a replay, a demo
/// or an unkept talk, nothing.
pub(crate) fn remember(
    record: &Record,
    said: &PauseReview,
    header: &Header,
    keep: &KeepArgs,
    source: &Source,
) -> Result<()> {
    let Script::Talk(talk) = record.session.script() else { return Ok(()) };
    if keep.ephemeral || !matches!(source, Source::Straps(_)) {
        return Ok(());
    }
    let path = Home::find()?.people();
    let mut people = People::load(&path)?;
    let margins = talk.watch().margins_after(&said.said());
    for (seat, margin) in margins.iter() {
        if let Some(known) = known_after(&record.session, header, seat) {
            people.keep(&header.people[seat], known, *margin);
        }
    }
    Ok(people.save(&path)?)
}

/// Notes down who wears which strap, if that turned out to be the other way round than it was remembered. `header` knows
/// it already. Straps that were named by a flag are nobody's to remember.
pub(crate) fn remember_straps<B: Backend<Error = io::Error>>(
    app: &App<B>,
    header: &Header,
    keep: &KeepArgs,
    out: &mut impl Write,
) -> Result<()> {
    if keep.ephemeral || !app.record.session.has_exchanged_straps() || !matches!(app.source, Source::Straps(_)) {
        return Ok(());
    }
    let file = Home::find()?.straps();
    let Pair { left, right } = straps::load(&file)?;
    let exchanged = Pair { left: right, right: left };
    let worn = |seat: Seat| header.people[seat].strap.as_deref().map(StrapId::new);
    if Seat::BOTH.into_iter().all(|seat| worn(seat) == exchanged[seat].as_ref().map(|worn| worn.id.clone())) {
        straps::save(&file, &exchanged)?;
        writeln!(out, "{}", app.backdrop.words.farewell.exchanged)?;
    }
    Ok(())
}

/// What came from a strap and what did not.
fn account(r: &Received, words: &Stats) -> String {
    let seconds = |ms: u64| format!("{:.1}", ms as f64 / 1000.0);
    let (heard, missing) = (seconds(r.intervals_ms), seconds(r.missing_ms));
    let came = words.came.with(&[("notifications", &r.notifications), ("beats", &r.beats), ("s", &heard)]);
    let counts: [(&str, &dyn Display); 3] =
        [("duplicates", &r.duplicates), ("malformed", &r.malformed), ("at_odds", &r.at_odds)];
    let missing = words.missing.with(&[("gaps", &r.gaps), ("s", &missing)]);
    format!("{came}\n  {}\n  {missing}", words.odd.with(&counts))
}

/// After a talk of two people who were there: what comes next, noted and said.
pub(crate) fn what_comes<B: Backend<Error = io::Error>>(
    app: &App<B>,
    keep: &KeepArgs,
    out: &mut impl Write,
) -> Result<()> {
    let session = &app.record.session;
    let there = matches!(app.source, Source::Straps(_) | Source::None);
    let Script::Talk(talk) = session.script() else { return Ok(()) };
    let talked = !talk.talked(session.now()).is_zero();
    if !there || keep.ephemeral || !talked && talk.returns().is_none() {
        return Ok(());
    }
    let counted = if talked { talk_history::count(&Home::find()?, talk, app.backdrop.beyond) } else { Ok(()) };
    let step = talk.step_agreed().then(|| concrete(&app.backdrop));
    let ended = Ended { returns: talk.returns().map(|(_, at)| app.backdrop.wall(at)), step: step.as_ref() };
    reminders::at_end(&ended, &app.backdrop.words, out)?;
    Ok(counted?)
}

/// The one step, as both noted it. What nobody has written down is kept without words.
fn concrete(backdrop: &Backdrop) -> ConcreteStep {
    let notes = &backdrop.notes;
    let who = match notes.who {
        Who::Both => None,
        Who::One(seat) => Some(backdrop.names[seat].clone()),
    };
    ConcreteStep { what: notes.step.clone(), who, in_days: notes.by.days() }
}

fn minutes(words: &Farewell, seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, s) => words.seconds.with(&[("s", &s)]),
        (min, s) => words.minutes.with(&[("min", &min), ("s", &s)]),
    }
}

/// Turns what went wrong on the way into the exit: the session did not stop for it.
pub(crate) fn trouble(record: &Record, source: &Source) -> Result<()> {
    if let Source::Replay(replay) = source
        && let Some(trouble) = &replay.trouble
    {
        bail!("{trouble}");
    }
    if let Some((error, path)) = record.unkept().zip(record.journal_path()) {
        bail!(
            "the end of {} could not be written ({error}). Make room on the disk before the next session",
            path.display()
        );
    }
    match record.unsaid() {
        // Whoever reads our outputs may have had enough of them.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Some(error) => {
            bail!("not all outputs could be written ({error}). Make room on the disk, or choose another place")
        }
        None => Ok(()),
    }
}
