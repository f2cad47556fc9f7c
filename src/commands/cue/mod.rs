//! `breathmark cue`: one strap, worn all day, and a line that now and then asks for one slow breath.

mod args;
#[cfg(feature = "ble")]
mod live;
mod once;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};

use super::keyring::Keyring;
use super::prepare::Prepared;
use super::runtime::runtime;
use super::session::keeping::lines_for_log;
use super::session::show;
use crate::all_day::AllDay;
use crate::all_day::allowance::{APART, Allowance};
use crate::all_day::rule::Rule;
use crate::app::all_day::Day;
use crate::app::all_day::feed::{Feed, LocalTime, Source};
use crate::app::all_day::notice::Notice;
use crate::app::all_day::show::{Keeps, StatusLine};
use crate::app::all_day::socket::{Server, SocketError};
use crate::app::signals;
use crate::app::source::replay::Replay;
use crate::clock;
use crate::cue::{Bell, Cues};
use crate::event::seat::Seat;
use crate::lab::simulate::day::{DayPlan, Doing, SimulatedDay};
use crate::lab::simulate::person::Population;
use crate::lab::simulate::random::stream;
use crate::screen::notification::Notification;
use crate::store::journal::read::Lines;
use crate::store::paths::Home;
use crate::store::{cues_given, owner_only};

pub(crate) use args::CueArgs;
pub(crate) use once::once;

/// How many times as fast as real time a demo runs, unless a flag says otherwise: a day in 24 minutes. The help names it.
const DEMO_SPEED: f64 = 60.0;
/// The same of a replay: a day in nine seconds.
const REPLAY_SPEED: f64 = 10_000.0;
/// The demo's person, unless a flag says otherwise: the first cue of their day comes after two hours, in two minutes.
const DEMO_SEED: u64 = 4;
/// Hours of the demo's day.
const DEMO_HOURS: f64 = 24.0;
/// What the demo's person does.
const DEMO_DAY: [Doing; 5] = [Doing::Talking, Doing::Standing, Doing::Walking, Doing::Stairs, Doing::Tense];

/// Runs until somebody stops it.
pub(in crate::commands) fn run(args: &CueArgs, prepared: &Prepared) -> Result<()> {
    args.source.check_speed()?;
    if args.source.demo {
        return simulated(args, prepared);
    }
    if let Some(path) = &args.source.replay {
        let opened = Keyring::new(&prepared.words).open(path)?;
        let (header, lines) = Lines::open(opened).with_context(|| path.display().to_string())?;
        let local = LocalTime::Since(header.started_locally());
        let feed = Feed::Replay(Box::new(Replay::new(lines)));
        let mut day = day(args, prepared, Seat::Left, feed, local, None)?;
        run_alone(&mut day, speed(args, Source::Replay))?;
        let Feed::Replay(replay) = day.feed else { return Ok(()) };
        return replay.trouble.map_or(Ok(()), |trouble| Err(trouble).with_context(|| path.display().to_string()));
    }
    #[cfg(feature = "ble")]
    return live::run(args, prepared);
    #[cfg(not(feature = "ble"))]
    anyhow::bail!("this copy of breathmark has no Bluetooth; try `breathmark cue --demo`")
}

fn simulated(args: &CueArgs, prepared: &Prepared) -> Result<()> {
    let seed = args.source.seed.unwrap_or(DEMO_SEED);
    let plan = DayPlan::draw(&mut stream(seed, 401), DEMO_HOURS, &DEMO_DAY);
    let person = SimulatedDay::new(seed, Population::Training, plan);
    let feed = Feed::Demo(Box::new(person), Vec::new());
    // A day that begins at midnight: cues are counted from there.
    let local = LocalTime::Since(clock::wall().start_of_day()?);
    run_alone(&mut day(args, prepared, Seat::Left, feed, local, None)?, speed(args, Source::Demo))
}

/// How many times as fast as real time a day runs.
fn speed(args: &CueArgs, source: Source) -> f64 {
    match source {
        Source::Strap => 1.0,
        Source::Demo => args.source.speed.unwrap_or(DEMO_SPEED),
        Source::Replay => args.source.speed.unwrap_or(REPLAY_SPEED),
    }
}

/// Runs a day without straps.
fn run_alone(day: &mut Day, speed: f64) -> Result<()> {
    runtime()?.block_on(day.run(clock::now(), speed, signals::ending_or_unread()));
    day.notice.cues.finish();
    Ok(())
}

/// Everything that a day needs. The settings of `wearer` hold. `kept_in` is where its cues are kept, if they are.
fn day(
    args: &CueArgs,
    prepared: &Prepared,
    wearer: Seat,
    feed: Feed,
    local: LocalTime,
    kept_in: Option<PathBuf>,
) -> Result<Day> {
    let settings = &prepared.settings;
    let mut allowance = Allowance::new(args.times_a_day.unwrap_or(settings.cues_a_day), APART);
    if let Some(path) = &kept_in {
        allowance.add(&cues_given::load(path)?, clock::wall().timestamp());
    }
    let source = feed.source();
    // The usual socket is where other programs look for a person's heart of now. Only that stands there.
    let server = if source == Source::Strap || args.socket.is_some() { server(args)? } else { Server::none() };
    show::log_panics();
    let environment = |name: &str| std::env::var(name).ok();
    // A replay is nobody's heart now: nothing is heard of it.
    let is_replay = source == Source::Replay;
    let is_seen = !args.json && !prepared.look.plain && settings.pause_shows.notification && !is_replay;
    let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
    let keeps = if speed(args, source) > 1.0 { Keeps::Every } else { Keeps::Newest };
    let notification = if is_seen && is_terminal { Notification::of(environment) } else { None };
    let cues = if is_replay { Cues::none() } else { Cues::start(&settings.sound, Bell::Silent, lines_for_log()) };
    Ok(Day {
        heart: AllDay::new(Seat::Left, Rule::default(), allowance, settings.profiles[wearer].irregular),
        feed,
        local,
        words: Arc::clone(&prepared.words),
        status_line: StatusLine::new(args.json, prepared.look.plain, keeps),
        server,
        notice: Notice { cues, notification, kept_in, log: lines_for_log() },
    })
}

/// The socket: where a flag names it, else at the usual place.
fn server(args: &CueArgs) -> Result<Server> {
    if !cfg!(unix) && args.socket.is_none() {
        return Ok(Server::none());
    }
    let path = socket(args)?;
    if args.socket.is_none()
        && let Some(folder) = path.parent()
    {
        let unusable = |why| SocketError::NoFolder { folder: folder.to_owned(), why };
        owner_only::create_folder(folder).map_err(unusable)?;
    }
    Ok(Server::at(&path)?)
}

/// The path of the socket.
fn socket(args: &CueArgs) -> Result<PathBuf> {
    args.socket.as_ref().map_or_else(|| Ok(Home::find()?.socket()), |path| Ok(path.clone()))
}
