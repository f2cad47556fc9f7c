//! One session on the terminal: run, remembered, reviewed, and the terminal given back.

use std::io::Write as _;

use anyhow::Result;
use futures::future::{self, Either, FutureExt as _};

use super::args::KeepArgs;
use super::start::Start;
use super::terminal::OpenTerminal;
use super::{ending, keeping, review};
use crate::app::App;
use crate::app::keys;
use crate::app::private::pause_review::PauseReview;
use crate::app::signals;
use crate::app::source::Source;
use crate::screen::compose::Backdrop;
use crate::screen::terminal::install_panic_hook;
use crate::session::Kind;

/// Runs the session on the terminal; `let_go` lets the straps go when it is over.
pub(super) async fn show(
    sitting: OpenTerminal,
    start: Start,
    speed: f64,
    keep: &KeepArgs,
    let_go: impl Future<Output = ()>,
) -> Result<()> {
    let Start { mut header, began, source, record, note, reminder, words, helplines } = start;
    let OpenTerminal { screen, face, mut keys } = sitting;
    let names = header.people.map(|person| person.name.clone());
    let mut backdrop = Backdrop::new(names, header.started_locally(), words);
    backdrop.watched = matches!(source, Source::Replay(_));
    backdrop.note = note;
    backdrop.reminder = reminder;
    // A demo is nobody's talk: nothing of it is kept but a journal that somebody asks for.
    backdrop.ephemeral = keep.ephemeral || matches!(source, Source::Demo(_)) && keep.journal.is_none();
    backdrop.by_line = keys::by_line();
    backdrop.helplines = helplines;
    let kept = !keep.ephemeral && matches!(source, Source::Straps(_) | Source::None);
    backdrop.beyond = kept && header.setup.kind == Kind::Talk && keeping::suggests_help();
    let mut log = keeping::log();
    install_panic_hook(std::thread::current().id(), move |line| {
        // A log that cannot be written must not become a second panic.
        let _ = log.as_mut().map(|log| writeln!(log, "{line}"));
    });
    let mut app = App::new(record, source, speed, backdrop, face, began);
    let ending = signals::ending().shared();
    let ran = app.run(&mut keys, ending.clone()).await;
    // A file that somebody named is theirs, whatever is in it.
    if keep.journal.is_none() {
        app.record.take_back_empty_journal();
    }
    if app.record.session.has_exchanged_straps() {
        header.exchange_straps();
    }
    // What must not be lost comes before anything is asked or said: there may be nobody left to say it to.
    let mut next = Vec::new();
    let straps = ending::remember_straps(&app, &header, keep, &mut next);
    let remembered = ending::remember(&app.record, &PauseReview::default(), &header, keep, &app.source);
    let noted = ending::what_comes(&app, keep, &mut next);
    // The straps are let go while both are asked; then the terminal waits for nothing.
    let let_go = std::pin::pin!(let_go);
    let review = Box::pin(review::ask(&mut app, &header, keep, &mut keys, ending));
    let (reviewed, rest) = match future::select(review, let_go).await {
        Either::Left((reviewed, rest)) => (reviewed, Some(rest)),
        Either::Right(((), review)) => (review.await, None),
    };
    screen.give_back(app.vanished);
    future::OptionFuture::from(rest).await;
    let (ran, reviewed) = match reviewed {
        Ok(review) if review.said().all(Option::is_none) => (ran, Ok(())),
        Ok(review) => (ran, ending::remember(&app.record, &review, &header, keep, &app.source)),
        Err(error) => (ran.and(Err(error)), Ok(())),
    };
    // Somebody left at once, and nothing is said; or whoever reads our lines has had enough of them.
    if app.vanished || ran.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
        return Ok(());
    }
    ran?;
    ending::say(&app, &header, keep.stats)?;
    std::io::stdout().write_all(&next)?;
    straps.and(remembered).and(reviewed).and(noted)?;
    ending::trouble(&app.record, &app.source)
}
