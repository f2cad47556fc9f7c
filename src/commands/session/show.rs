//! Runs one session on the terminal, saves what was learnt, asks the review, and gives the terminal back.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;

use anyhow::Result;
use futures::future::{self, Either, FutureExt as _};
use ratatui::backend::Backend;

use super::args::KeepArgs;
use super::keeping::Place;
use super::start::Start;
use super::terminal::OpenTerminal;
use super::{ending, keeping, practice_history, review};
use crate::app::App;
use crate::app::awake::Awake;
use crate::app::keys;
use crate::app::private::pause_review::PauseReview;
use crate::app::signals;
use crate::app::source::Source;
use crate::app::stop::stops_at_once;
use crate::commands::output::Sentences;
use crate::cue::{Bell, Cues};
use crate::screen::backdrop::Backdrop;
use crate::screen::display::Display;
use crate::screen::output;
use crate::screen::terminal::install_panic_hook;
use crate::session::Kind;
use crate::store::journal::Header;
use crate::store::settings::sound::SoundSettings;

/// What was saved at the end of the session, before anybody was asked anything.
struct Saved {
    /// Of both hearts and both straps.
    people: Result<()>,
    /// Of what comes after the talk, and of the history.
    agenda: Result<()>,
    /// Lines for the terminal, to print once the screen is given back.
    lines: Vec<u8>,
    /// Where something is kept of it.
    kept: Option<PathBuf>,
}

/// Runs the session on the terminal. `disconnect` disconnects the straps when the session is over.
pub(super) async fn show(
    terminal: OpenTerminal,
    mut start: Start,
    speed: f64,
    keep: &KeepArgs,
    disconnect: impl Future<Output = ()>,
) -> Result<()> {
    let backdrop = backdrop(&mut start, keep);
    // Nobody breathes with a recording.
    let _awake = (!backdrop.watched).then(Awake::hold);
    log_panics();
    let OpenTerminal { screen, display, mut keys } = terminal;
    let Start { mut header, began, source, record, place, sound, .. } = start;
    let cues = sound.map_or_else(Cues::none, |sound| cues(&sound, &display));
    let mut app = App::new(record, source, speed, backdrop, display, began);
    app.cues = cues;
    let ending = signals::ending().shared();
    let ran = app.run(&mut keys, ending.clone()).await;
    app.finish_cues();
    let saved = save(&mut app, &mut header, place.as_ref(), keep);
    // The straps are disconnected while both are asked. After that the terminal waits for nothing.
    let disconnect = pin!(disconnect);
    let review = Box::pin(review::ask(&mut app, &header, keep, &mut keys, ending.clone()));
    let (reviewed, disconnecting) = match future::select(review, disconnect).await {
        Either::Left((reviewed, disconnecting)) => (reviewed, Some(disconnecting)),
        Either::Right(((), review)) => (review.await, None),
    };
    screen.give_back(app.vanished);
    // The system disconnects by itself what it was told to. A program that is asked to end doesn't wait for that.
    tokio::select! {
        _ = future::OptionFuture::from(disconnecting) => {}
        () = ending.then(|()| tokio::time::sleep(signals::ASKED_WITHIN)) => {}
        () = stops_at_once() => {}
    }
    finish(&app, &header, keep, ran, reviewed, saved)
}

/// What the screen shows around the session. Takes the notes out of `start`.
fn backdrop(start: &mut Start, keep: &KeepArgs) -> Backdrop {
    let (header, source) = (&start.header, &start.source);
    let names = header.people.map(|person| person.name.clone());
    let mut backdrop = Backdrop::new(names, header.started_locally(), Arc::clone(&start.words));
    backdrop.watched = matches!(source, Source::Replay(_));
    // Nothing is kept of a demo, unless a flag names a journal.
    backdrop.ephemeral = keep.ephemeral || matches!(source, Source::Demo(_)) && keep.journal.is_none();
    backdrop.keeps_hearts = start.place.as_ref().is_none_or(Place::keeps_hearts);
    backdrop.by_line = keys::by_line();
    let is_kept = !keep.ephemeral && matches!(source, Source::Straps(_) | Source::None);
    backdrop.suggests_help = is_kept && header.setup.kind == Kind::Talk && keeping::suggests_help();
    if matches!(source, Source::Demo(_)) {
        backdrop.notes.topic.clone_from(&start.words.demo.topic_typed);
    }
    backdrop.note = start.note.take();
    backdrop.reminder = start.reminder.take();
    backdrop.helplines = std::mem::take(&mut start.helplines);
    backdrop.practice = std::mem::take(&mut start.practice);
    backdrop
}

/// The cues of the session. What goes wrong with them is said in the log: nobody is to be disturbed by it.
fn cues<B: Backend>(sound: &SoundSettings, display: &Display<B>) -> Cues {
    let bell = if matches!(display, Display::Plain(_)) { Bell::Silent } else { Bell::Rings(output::ring) };
    Cues::start(sound, bell, keeping::lines_for_log())
}

/// Sends panics to the log instead of the screen.
pub(in crate::commands) fn log_panics() {
    // The first line opens the log: a session that keeps nothing leaves no file that tells when it was.
    let mut log = keeping::lines_for_log();
    install_panic_hook(std::thread::current().id(), move |line| log(line));
}

/// Saves everything that must not be lost, before anybody is asked anything: both may leave without an answer.
fn save<B: Backend<Error = io::Error>>(
    app: &mut App<B>,
    header: &mut Header,
    place: Option<&Place>,
    keep: &KeepArgs,
) -> Saved {
    // A journal that a flag names stays, even if it is empty.
    if keep.journal.is_none() {
        app.record.take_back_empty_journal();
    }
    if app.record.session.has_exchanged_straps() {
        header.exchange_straps();
    }
    let mut lines = Vec::new();
    let straps = ending::save_exchanged_straps(app, header, keep, &mut lines);
    let people = ending::save_people(&app.record, None, header, keep, &app.source);
    let people = people.and(practice_history::keep(app, header, keep));
    // A quick exit is no end of a talk: nobody wants to be asked about it, and what was planned before stays.
    let (agenda, history) = if app.vanished {
        (Ok(()), Ok(()))
    } else {
        (ending::plan_next(app, keep, &mut lines), ending::keep_history(app, header, keep))
    };
    let outline = ending::keep_outline(app, header, place);
    let (kept, outline) = outline.map_or_else(|error| (None, Err(error)), |kept| (kept, Ok(())));
    // A journal that is not to stay is not kept, though it may still be there.
    let stays = place.is_some_and(Place::keeps_hearts) || matches!(app.source, Source::Demo(_));
    let kept = kept.or_else(|| app.record.journal_path().filter(|_| stays).map(Path::to_owned));
    Saved { people: straps.and(people), agenda: agenda.and(history).and(outline), lines, kept }
}

/// Saves the review, prints the last lines, and reports the first error of the whole session.
fn finish<B: Backend<Error = io::Error>>(
    app: &App<B>,
    header: &Header,
    keep: &KeepArgs,
    ran: io::Result<()>,
    reviewed: io::Result<Option<PauseReview>>,
    saved: Saved,
) -> Result<()> {
    let reviewed = match reviewed {
        Ok(None) => Ok(()),
        // The file is written even if nobody answered: otherwise its time would tell that somebody did.
        Ok(Some(review)) => ending::save_people(&app.record, Some(&review), header, keep, &app.source),
        Err(error) => Err(error.into()),
    };
    // After a quick exit nothing is printed.
    if app.vanished {
        return Ok(());
    }
    ran?;
    let mut out = Sentences::after_a_session();
    ending::print_summary(app, header, saved.kept.as_deref(), keep.stats, &mut out)?;
    out.write_all(&saved.lines)?;
    out.flush()?;
    saved.people.and(reviewed).and(saved.agenda)?;
    ending::result(&app.record, &app.source)
}
