//! The end of a session: what is saved for the next one, and the last lines on the terminal.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use ratatui::backend::Backend;

use super::args::KeepArgs;
use super::keeping::{self, Place};
use super::reminders::{self, Ended};
use crate::agenda::ConcreteStep;
use crate::app::App;
use crate::app::private::pause_review::PauseReview;
use crate::app::record::Record;
use crate::app::source::Source;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;
use crate::heart::Heart;
use crate::heart::baseline::Prior;
use crate::heart::beat::Received;
use crate::screen::backdrop::{Backdrop, Unkept};
use crate::screen::closing::{what_was, whole_minutes};
use crate::screen::notes::Who;
use crate::screen::strap_fault::sentence;
use crate::session::{Script, Session};
use crate::store::history::{self, PastSession, PastTalk};
use crate::store::journal::Header;
use crate::store::kept::KeptStep;
use crate::store::paths::Home;
use crate::store::people::People;
use crate::store::{straps, talk_history};
use crate::talk::margin::Draw;
use crate::words::Words;
use crate::words::commands::StrapFaults;

/// A practice shorter than this is not measured at its end, in seconds: its time would read like a reproach. Assumption.
const LEAST_SAID_S: u64 = 30;

/// Prints how the talk was, where its journal is and, if wanted, how quick the program was.
pub(crate) fn print_summary<B: Backend<Error = io::Error>>(
    app: &App<B>,
    header: &Header,
    kept: Option<&Path>,
    stats: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let session = &app.record.session;
    let (words, closing) = (&app.backdrop.words.farewell, &app.backdrop.words.closing);
    match session.script() {
        Script::Talk(talk) if talk.pauses() > 0 || !talk.talked(session.now()).is_zero() => {
            writeln!(out, "{}", what_was(closing, talk.talked(session.now()).as_secs(), talk.pauses()))?;
        }
        Script::Talk(_) => {}
        Script::Practice(practice) => {
            let seconds = practice.lasted(session.now()).as_secs();
            let lasted = || words.lasted.with(&[("time", &whole_minutes(closing, seconds))]);
            writeln!(out, "{}", if seconds < LEAST_SAID_S { words.a_moment.clone() } else { lasted() })?;
        }
    }
    let is_whole = app.record.unkept().is_none() || app.record.journal_path().is_none();
    if let Some(path) = kept.filter(|_| is_whole) {
        writeln!(out, "{}", words.kept.with(&[("file", &path.display())]))?;
    }
    if matches!(app.source, Source::Demo(_)) {
        writeln!(out, "{}", app.backdrop.words.demo.begin)?;
    }
    if stats {
        let words = &app.backdrop.words;
        app.latency.say(&words.stats, out)?;
        for (seat, heart) in session.hearts().iter() {
            writeln!(out, "{}: {}", header.people[seat].name, received(&heart.received(), words))?;
            for sentence in faults(heart, &words.strap_fault) {
                writeln!(out, "  {sentence}")?;
            }
        }
    }
    Ok(())
}

/// What is known of a heart after a talk. A talk that taught nothing leaves what was known before. If the straps turned out
/// to be exchanged, nothing was known before: it belonged to the other heart.
pub(crate) fn prior_after(session: &Session, header: &Header, seat: Seat) -> Option<Prior> {
    let Script::Talk(talk) = session.script() else { return None };
    let before = header.setup.people[seat].known.filter(|_| !session.has_exchanged_straps());
    talk.watch().known_after(seat, &session.hearts()[seat]).or(before)
}

/// Saves what is known of both hearts for the next talk. `review` is there once both were asked about the pauses, whatever
/// they said: only then the margins may change. A replay, a demo and an ephemeral talk save nothing.
pub(crate) fn save_people(
    record: &Record,
    review: Option<&PauseReview>,
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
    let watch = talk.watch();
    let margins = match review {
        Some(review) => watch.margins_after(review.said(), draw()?),
        None => watch.margins(),
    };
    for (seat, margin) in margins.iter() {
        if let Some(known) = prior_after(&record.session, header, seat) {
            people.keep(&header.people[seat], known, *margin);
        }
    }
    Ok(people.save(&path)?)
}

/// The system's own randomness, because the rule hides nothing from whoever can repeat the draw. `fastrand` begins with the
/// time and the thread, and the file's time is known.
fn draw() -> Result<Draw> {
    let bits = getrandom::u64().context("your answers change nothing: this computer gave no random number")?;
    Ok(Draw::from_bits(bits))
}

/// Saves who wears which strap, if the straps turned out to be exchanged. `header` already names them the right way round.
/// Straps that a flag named are not saved.
pub(crate) fn save_exchanged_straps<B: Backend<Error = io::Error>>(
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

/// What a strap sent, and what is missing.
fn received(r: &Received, words: &Words) -> String {
    let seconds = |ms: u64| words.number(format_args!("{:.1}", ms as f64 / 1000.0));
    let (heard, missing) = (seconds(r.intervals_ms), seconds(r.missing_ms));
    let words = &words.stats;
    let came = words.came.with(&[("notifications", &r.notifications), ("beats", &r.beats), ("s", &heard)]);
    let counts: [(&str, &dyn Display); 3] =
        [("duplicates", &r.duplicates), ("malformed", &r.malformed), ("at_odds", &r.at_odds)];
    let missing = words.missing.with(&[("gaps", &r.gaps), ("s", &missing)]);
    format!("{came}\n  {}\n  {missing}", words.odd.with(&counts))
}

/// What a strap did wrong, and regular losses, one sentence each.
fn faults(heart: &Heart, words: &StrapFaults) -> Vec<String> {
    let received = heart.received();
    let steady = [(received.loses_every_s, &words.loses_every), (received.breaks_every_s, &words.breaks_every)];
    let steady = steady.into_iter().filter_map(|(every, words)| Some(words.with(&[("s", &every?)])));
    heart.faults_ever().iter().map(|fault| sentence(words, fault).clone()).chain(steady).collect()
}

/// After a real talk: plans what comes next, saves it, and prints the next thing.
pub(crate) fn plan_next<B: Backend<Error = io::Error>>(
    app: &App<B>,
    keep: &KeepArgs,
    out: &mut impl Write,
) -> Result<()> {
    let session = &app.record.session;
    let is_real = matches!(app.source, Source::Straps(_) | Source::None);
    let Script::Talk(talk) = session.script() else { return Ok(()) };
    let talked = !talk.talked(session.now()).is_zero();
    if !is_real || keep.ephemeral || !talked && talk.returns().is_none() {
        return Ok(());
    }
    let counted = if talked { talk_history::count(&Home::find()?, talk, app.backdrop.suggests_help) } else { Ok(()) };
    let step = talk.step_agreed().then(|| concrete(&app.backdrop));
    let ended = Ended { returns: talk.returns().map(|(_, at)| app.backdrop.wall(at)), step: step.as_ref() };
    reminders::at_end(&ended, &app.backdrop.words, out)?;
    Ok(counted?)
}

/// After a real talk: keeps its figures in the history.
pub(crate) fn keep_history<B: Backend<Error = io::Error>>(
    app: &App<B>,
    header: &Header,
    keep: &KeepArgs,
) -> Result<()> {
    let session = &app.record.session;
    let Script::Talk(talk) = session.script() else { return Ok(()) };
    let is_real = matches!(app.source, Source::Straps(_) | Source::None);
    if !is_real || keep.ephemeral || talk.talked(session.now()).is_zero() {
        return Ok(());
    }
    Ok(history::append(&Home::find()?, &PastSession::Talk(PastTalk::of(header, talk)))?)
}

/// After a real talk: keeps how it went. Where that is.
pub(crate) fn keep_outline<B: Backend<Error = io::Error>>(
    app: &mut App<B>,
    header: &Header,
    place: Option<&Place>,
) -> Result<Option<PathBuf>> {
    let is_real = matches!(app.source, Source::Straps(_) | Source::None);
    let Script::Talk(talk) = app.record.session.script() else { return Ok(None) };
    if !is_real {
        return Ok(None);
    }
    let ConcreteStep { what, who, in_days } = concrete(&app.backdrop);
    let step = talk.step_agreed().then_some(KeptStep { what, who, in_days });
    keeping::keep_outline(&mut app.record, header, place, step)
}

/// The one step, as both noted it. Without a note, it is kept without words.
fn concrete(backdrop: &Backdrop) -> ConcreteStep {
    let notes = &backdrop.notes;
    let who = match notes.who {
        Who::Both => None,
        Who::One(seat) => Some(backdrop.names[seat].clone()),
    };
    ConcreteStep { what: notes.step.clone(), who, in_days: notes.by.days() }
}

/// The error with which the program ends, if one happened during the session. The session went on in spite of it.
pub(crate) fn result(record: &Record, source: &Source) -> Result<()> {
    if let Source::Replay(replay) = source
        && let Some(trouble) = &replay.trouble
    {
        bail!("{trouble}");
    }
    if let Some((error, path)) = record.unkept().zip(record.journal_path()) {
        let path = path.display();
        match Unkept::of(error) {
            Unkept::DiskFull => {
                bail!("the end of {path} could not be written ({error}). Make room on the disk before the next session")
            }
            Unkept::FileGone => bail!("not all of this is in {path}: {error}. What is still in it can be read"),
        }
    }
    match record.unsaid() {
        // A reader that closes the pipe has read enough.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Some(error) => {
            bail!("not all outputs could be written ({error}). Make room on the disk, or choose another place")
        }
        None => Ok(()),
    }
}
