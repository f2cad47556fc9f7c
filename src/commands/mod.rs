//! The commands, from their flags to the last line on the terminal.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};
use futures::future::{self, Either, FutureExt as _};

use self::cli::{Cli, Command, KeepArgs, LookArgs, PracticeArgs, SourceArgs, TalkArgs};
use crate::app::App;
use crate::app::keys;
use crate::app::private::pause_review::Review;
use crate::app::signals;
use crate::app::source::Source;
use crate::screen::compose::Backdrop;
use crate::screen::display::Face;
use crate::screen::terminal::{Output, Screen, ScreenError, install_panic_hook};
use crate::screen::theme::Theme;
use crate::session::Kind;
use crate::store::settings::{self, Settings};
use crate::words::{self, Choice, Words};

pub mod analyze;
pub mod cli;
mod decode;
#[cfg(feature = "ble")]
pub mod doctor;
mod progress;
pub mod session;
#[cfg(feature = "ble")]
pub mod straps;
pub mod study;
pub mod today;
pub mod workers;

use self::session::start::Start;
use self::session::terminal::Sitting;

/// Runs the command.
pub fn run(cli: &Cli) -> Result<()> {
    let settings = || Settings::load(cli.settings.as_deref());
    let prepared = |look| prepare(settings()?, look);
    match &cli.command {
        Command::Talk(args) => talk(args, &prepared(Some(&args.look))?),
        Command::Practice(args) => practice(args, &prepared(Some(&args.look))?),
        Command::Today(args) => today::run(args, &prepared(None)?.words),
        Command::Analyze(args) => analyze::run(args),
        Command::Decode => decode::run(),
        Command::Study(args) => study::run(args),
        #[cfg(feature = "ble")]
        Command::Doctor(args) => self::doctor::run(args, &prepared(None)?.words),
        #[cfg(feature = "ble")]
        Command::Straps(args) => {
            let Prepared { settings, words, .. } = prepared(None)?;
            self::straps::run(args, &settings, &words)
        }
    }
}

/// What every session needs besides its flags.
struct Prepared {
    settings: Settings,
    words: Arc<Words>,
    /// What the screen says of words that could not be used.
    note: Option<String>,
    look: Look,
}

/// How a session shows itself.
#[derive(Clone, Copy)]
struct Look {
    plain: bool,
    calm_motion: bool,
}

impl Look {
    /// As the flags and the settings ask for; a terminal that can't be drawn on is told line by line anyway.
    fn of(args: Option<&LookArgs>, settings: &Settings) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            plain: args.is_some_and(|args| args.plain) || settings.plain || dumb,
            calm_motion: args.is_some_and(|args| args.calm_motion) || settings.calm_motion,
        }
    }

    /// Takes the terminal.
    fn open(self) -> Result<(Screen, Face<Output>), ScreenError> {
        if self.plain {
            let (screen, teller) = Screen::open_plain()?;
            return Ok((screen, Face::Told(teller)));
        }
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let theme = Theme::from_env(no_color);
        let theme = if self.calm_motion { theme.with_reduced_motion() } else { theme };
        let (screen, terminal) = Screen::open()?;
        Ok((screen, Face::Drawn { terminal, theme }))
    }
}

impl Prepared {
    /// What both are called as long as nobody has said their name.
    fn seat_names(&self) -> [String; 2] {
        [self.words.seats.left.clone(), self.words.seats.right.clone()]
    }
}

/// Chooses the words. Own ones that can't be used are named on the terminal, and the talk goes on without them.
fn prepare(settings: Settings, look: Option<&LookArgs>) -> Result<Prepared> {
    let system = |name: &str| std::env::var(name).ok();
    let folder = settings::folder().ok();
    let Choice { words, trouble } = words::choose(settings.language.as_deref(), system, folder.as_deref())?;
    if let Some(trouble) = &trouble {
        eprintln!("breathmark: {trouble}. The built-in words are used.");
    }
    let note = trouble.map(|_| words.screen.words_left_out.clone());
    let look = Look::of(look, &settings);
    Ok(Prepared { settings, words, note, look })
}

fn talk(args: &TalkArgs, prepared: &Prepared) -> Result<()> {
    if simulated(Kind::Talk, &args.source, &args.keep, prepared)? {
        return Ok(());
    }
    #[cfg(feature = "ble")]
    if !args.no_straps {
        let straps = self::session::live::straps_of_two(args)?;
        return self::session::live::run(Kind::Talk, straps, &args.keep, prepared);
    }
    keys_only(&args.keep, prepared)
}

/// A talk with turns and keys only.
fn keys_only(keep: &KeepArgs, prepared: &Prepared) -> Result<()> {
    runtime()?.block_on(async {
        match Sitting::of_two(prepared, None).await? {
            Some(sitting) => {
                Box::pin(show(
                    sitting,
                    self::session::start::keys_only(keep, prepared)?,
                    1.0,
                    keep,
                    std::future::ready(()),
                ))
                .await
            }
            None => Ok(()),
        }
    })
}

fn practice(args: &PracticeArgs, prepared: &Prepared) -> Result<()> {
    if simulated(Kind::Practice, &args.source, &args.keep, prepared)? {
        return Ok(());
    }
    #[cfg(feature = "ble")]
    return self::session::live::run(Kind::Practice, self::session::live::strap_of_one(args)?, &args.keep, prepared);
    #[cfg(not(feature = "ble"))]
    bail!("this build has no Bluetooth; practise with `--demo`, or build with the `ble` feature")
}

/// Runs a demo or a replay, if that is what the flags ask for.
fn simulated(kind: Kind, source: &SourceArgs, keep: &KeepArgs, prepared: &Prepared) -> Result<bool> {
    let headless = keep.outputs.as_deref() == Some(Path::new("-"));
    if headless && keep.stats {
        bail!("`--stats` would stand among the outputs; leave it out, or name a file for `--outputs`")
    }
    if source.demo && !headless {
        demo(kind, source, keep, prepared)?;
        return Ok(true);
    }
    let start = if source.demo {
        self::session::start::demo(kind, source, keep, prepared)
    } else if let Some(path) = &source.replay {
        self::session::start::replay(kind, path, keep, prepared)
    } else if source.speed.is_some() {
        bail!("`--speed` hurries only a demo or a replay; leave it out, or use it with --demo or --replay FILE")
    } else if headless {
        bail!("`--outputs -` leaves no room for a screen; name a file, or use it with --demo or --replay")
    } else {
        return Ok(false);
    };
    if headless {
        without_screen(start?)?;
    } else {
        let start = start?;
        runtime()?.block_on(show(
            Sitting::down(prepared.look)?,
            start,
            source.speed(),
            keep,
            std::future::ready(()),
        ))?;
    }
    Ok(true)
}

/// The demo on the screen: it plays the check as well, and answers for people who are not there.
fn demo(kind: Kind, source: &SourceArgs, keep: &KeepArgs, prepared: &Prepared) -> Result<()> {
    runtime()?.block_on(async {
        let sitting = match kind {
            Kind::Talk => {
                Sitting::of_two(prepared, Some(self::session::terminal::DEMO_ANSWERS_EVERY.div_f64(source.speed())))
                    .await?
            }
            Kind::Practice => Some(Sitting::down(prepared.look)?),
        };
        let Some(sitting) = sitting else { return Ok(()) };
        let start = self::session::start::demo(kind, source, keep, prepared)?;
        Box::pin(show(sitting, start, source.speed(), keep, std::future::ready(()))).await
    })
}

/// As fast as it goes, outputs to standard output.
fn without_screen(start: Start) -> Result<()> {
    let Start { mut record, mut source, .. } = start;
    source.run_out(&mut record);
    self::session::ending::trouble(&record, &source)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// Runs the session on the terminal; `let_go` lets the straps go when it is over.
async fn show(
    sitting: Sitting,
    start: Start,
    speed: f64,
    keep: &KeepArgs,
    let_go: impl Future<Output = ()>,
) -> Result<()> {
    let Start { mut header, began, source, record, note, reminder, words, helplines } = start;
    let Sitting { screen, face, mut keys } = sitting;
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
    backdrop.beyond = kept && header.setup.kind == Kind::Talk && self::session::history::suggests_help();
    let mut log = self::session::start::log();
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
    let straps = self::session::ending::remember_straps(&app, &header, keep, &mut next);
    let remembered = self::session::ending::remember(&app.record, &Review::default(), &header, keep, &app.source);
    let noted = self::session::ending::what_comes(&app, keep, &mut next);
    // The straps are let go while both are asked; then the terminal waits for nothing.
    let let_go = std::pin::pin!(let_go);
    let review = Box::pin(self::session::review::ask(&mut app, &header, keep, &mut keys, ending));
    let (reviewed, rest) = match future::select(review, let_go).await {
        Either::Left((reviewed, rest)) => (reviewed, Some(rest)),
        Either::Right(((), review)) => (review.await, None),
    };
    screen.give_back(app.vanished);
    future::OptionFuture::from(rest).await;
    let (ran, reviewed) = match reviewed {
        Ok(review) if review.said().all(Option::is_none) => (ran, Ok(())),
        Ok(review) => (ran, self::session::ending::remember(&app.record, &review, &header, keep, &app.source)),
        Err(error) => (ran.and(Err(error)), Ok(())),
    };
    // Somebody left at once, and nothing is said; or whoever reads our lines has had enough of them.
    if app.vanished || ran.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
        return Ok(());
    }
    ran?;
    self::session::ending::say(&app, &header, keep.stats)?;
    std::io::stdout().write_all(&next)?;
    straps.and(remembered).and(reviewed).and(noted)?;
    self::session::ending::trouble(&app.record, &app.source)
}
