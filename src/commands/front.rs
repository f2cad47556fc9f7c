//! `breathmark` alone: the first start, once, then the front page, which leads to the commands.

use std::io::Write as _;

use anyhow::Result;
use clap::{Args, Parser};

use super::output::Sentences;
use super::prepare::Prepared;
use super::session::beginning::{self, Beginning};
use super::{cli, output, prompt, session, today};
use crate::app::private::PagesOutcome;
use crate::app::signals::EndsAtOnce;
use crate::app::together::front::{Front, FrontChoice};
use crate::clock;
use crate::screen::keys::layouts::as_key;
use crate::store::paths::Home;
use crate::store::usable;
use crate::talk::plan::Opening;

/// What to do where nothing can be kept.
const OR_EPHEMERAL: &str =
    "Make it a folder that you may write to, or talk without keeping anything: `breathmark talk --ephemeral`.";

/// The flags of a command that is called without any.
#[derive(Parser)]
struct NoFlags<T: Args> {
    #[command(flatten)]
    args: T,
}

fn no_flags<T: Args>() -> Result<T> {
    Ok(NoFlags::try_parse_from(["breathmark"])?.args)
}

/// Shows the front page and runs what is chosen there. Where nobody can type, prints the short help.
pub(super) fn run(mut prepared: Prepared) -> Result<()> {
    if nobody_types() {
        output::print(&cli::short_help())?;
        if is_begun_by_desktop() {
            say_no_window(&prepared);
        }
        return Ok(());
    }
    prepared.look.plain |= !has_terminal();
    let mut terminal = None;
    if !beginning::know_names(&mut prepared)? {
        usable::check(&Home::find()?.state, OR_EPHEMERAL)?;
        if !beginning::introduce(&mut terminal, &mut prepared)? {
            return Ok(());
        }
    }
    loop {
        let waiting = beginning::waiting(&prepared.words);
        let mut page = Front::new(beginning::context(&prepared), waiting, clock::wall().hour());
        if beginning::show(&mut terminal, &prepared, &mut page)? != PagesOutcome::Done {
            return Ok(());
        }
        match page.chosen() {
            Some(chosen @ (FrontChoice::GoOn | FrontChoice::NewTalk)) => {
                let beginning = Beginning { terminal, opening: Some(beginning::opening(Some(chosen))?) };
                return session::talk(&no_flags()?, &mut prepared, beginning);
            }
            Some(FrontChoice::Practice) => return session::practice(&no_flags()?, &mut prepared, terminal),
            Some(chosen) => {
                drop(terminal.take());
                if !run_in_lines(chosen, &mut prepared)? || !wants_back(&prepared)? {
                    return Ok(());
                }
            }
            None => return Ok(()),
        }
    }
}

/// Runs what is printed line by line: what is planned, or the straps. False if it led to a talk, after which nothing
/// comes. On a terminal an error is only said.
fn run_in_lines(chosen: FrontChoice, prepared: &mut Prepared) -> Result<bool> {
    let ran = match chosen {
        FrontChoice::Planned => today(&no_flags()?, prepared),
        #[cfg(feature = "ble")]
        FrontChoice::Straps => {
            let _held = EndsAtOnce::begin();
            let straps = super::straps::run(&no_flags()?, &prepared.settings, &prepared.words);
            output::explained(straps).map(|()| today::Next::Nothing)
        }
        _ => Ok(today::Next::Nothing),
    };
    match ran {
        Err(error) if has_terminal() => {
            output::say(error);
            if chosen == FrontChoice::Straps {
                writeln!(Sentences::new(), "{}", prepared.words.front.without_straps)?;
            }
            Ok(true)
        }
        ran => Ok(ran? == today::Next::Nothing),
    }
}

/// Asks whether to show the front page again, so that what was printed can be read before.
fn wants_back(prepared: &Prepared) -> Result<bool> {
    if !has_terminal() {
        return Ok(false);
    }
    let (mut input, mut out) = (std::io::stdin().lock(), Sentences::new());
    let answer = prompt::word(&format!("\n{}", prepared.words.front.back), &mut input, &mut out)?;
    if answer.is_none() {
        writeln!(out)?;
    }
    let leaves = |answer: String| answer.chars().next().map(as_key) == Some('q');
    Ok(answer.is_some_and(|answer| !leaves(answer)))
}

/// Runs `breathmark today`, and the talk that it may lead to. What it led to.
pub(super) fn today(args: &today::TodayArgs, prepared: &mut Prepared) -> Result<today::Next> {
    match today::run(args, prepared) {
        Ok(today::Next::GoOn) => {
            let beginning = Beginning { terminal: None, opening: Some(Opening::GoOn) };
            session::talk(&no_flags()?, prepared, beginning)?;
            Ok(today::Next::GoOn)
        }
        Ok(today::Next::Nothing) => Ok(today::Next::Nothing),
        Err(error) => output::explained(Err(error)).map(|()| today::Next::Nothing),
    }
}

/// Whether both input and output are a terminal.
fn has_terminal() -> bool {
    use std::io::IsTerminal as _;
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Whether a desktop has begun the program without a terminal, as file managers do: nobody sees then what it prints.
fn is_begun_by_desktop() -> bool {
    use std::io::IsTerminal as _;
    let has_desktop = ["WAYLAND_DISPLAY", "DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    has_desktop && !std::io::stdout().is_terminal() && !std::io::stderr().is_terminal()
}

/// Says where people look that the program needs a terminal.
fn say_no_window(prepared: &Prepared) {
    let sentence = &prepared.words.front.no_window;
    #[cfg(all(feature = "ble", target_os = "linux"))]
    crate::app::desktop::notify("breathmark", sentence);
    output::say(sentence);
}

/// Whether input is no terminal and at its end already, as with `< /dev/null`.
#[cfg(unix)]
fn nobody_types() -> bool {
    use std::io::{BufRead as _, IsTerminal as _};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return false;
    }
    let is_ready =
        poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&Timespec::default())).is_ok_and(|ready| ready > 0);
    is_ready && stdin.lock().fill_buf().map_or(true, <[u8]>::is_empty)
}

/// Elsewhere only what comes can tell.
#[cfg(not(unix))]
fn nobody_types() -> bool {
    false
}
