//! `breathmark straps`: which straps are in range, and who wears which.

mod ask;
mod check;
mod list;

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;
use crate::store::paths::Home;
use crate::store::settings::Settings;
use crate::store::straps::{self, Remembered, Worn};
use crate::store::usable;
use crate::strap::ble;
use crate::strap::scan::{self, Sends, Sighting};
use crate::words::Words;
use crate::words::commands::ChooseStraps;
use crate::words::printable::shown;

/// How to list and choose straps.
#[derive(Debug, Args)]
pub struct StrapsArgs {
    /// How long to listen, in seconds.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub seconds: u64,
    /// Only list what is heard, without connecting to it.
    #[arg(long, conflicts_with_all = ["left", "right"])]
    pub quick: bool,
    /// The person on the left wears this strap.
    #[arg(long, value_name = "ID")]
    pub left: Option<StrapId>,
    /// The person on the right wears this strap.
    #[arg(long, value_name = "ID")]
    pub right: Option<StrapId>,
    /// Make sure that each strap is on the one who is said to wear it.
    #[arg(long, conflicts_with_all = ["left", "right", "quick", "forget", "seconds"])]
    pub check: bool,
    /// Forget who wears which.
    #[arg(long, conflicts_with_all = ["left", "right", "quick", "seconds"])]
    pub forget: bool,
}

/// Runs the command.
pub fn run(args: &StrapsArgs, settings: &Settings, words: &Words) -> Result<()> {
    let home = Home::find()?;
    let file = home.straps();
    let mut out = io::stdout().lock();
    if args.forget {
        straps::save(&file, &Remembered::default())?;
        writeln!(out, "{}", words.choose_straps.forgotten)?;
        return Ok(());
    }
    let remembered = straps::load(&file)?;
    let asks = io::stdin().is_terminal() && io::stdout().is_terminal();
    if asks || args.check || args.left.is_some() || args.right.is_some() {
        // Found out before anybody has looked for straps and chosen.
        usable::check(&home.config, "Make it a folder that you may write to.")?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("the system refused what the program needs to run")?;
    hush_tasks();
    if args.check {
        let exchanged = runtime.block_on(check::check(&remembered, settings, words, &mut out))?;
        return Ok(exchanged.map_or(Ok(()), |exchanged| straps::save(&file, &exchanged))?);
    }
    if args.left.is_some() || args.right.is_some() {
        let chosen = runtime.block_on(assign(args, remembered, &words.choose_straps))?;
        return keep(&file, &chosen, &words.choose_straps, &mut out);
    }
    let found = runtime.block_on(look_around(args, &remembered, words, &mut out))?;
    if asks {
        choose(&file, &found, remembered, settings, &words.choose_straps, &mut out)?;
    }
    Ok(())
}

/// The Bluetooth library panics in tasks of its own during ordinary connects. That is nobody's news.
pub(crate) fn hush_tasks() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if tokio::task::try_id().is_none() {
            usual(info);
        }
    }));
}

async fn look_around(
    args: &StrapsArgs,
    remembered: &Remembered,
    words: &Words,
    out: &mut impl Write,
) -> Result<Vec<Sighting>> {
    let (makes, words) = (&words.makes, &words.choose_straps);
    ble::preflight().await?;
    writeln!(out, "{}", words.listening.with(&[("s", &args.seconds)]))?;
    out.flush()?;
    let mut found = scan::scan(Duration::from_secs(args.seconds), &[]).await?;
    found.retain(|strap| strap.seen.heart_rate);
    if found.is_empty() {
        bail!("{}", words.none_heard.with(&[("s", &args.seconds)]));
    }
    let mut closer = Vec::new();
    writeln!(out)?;
    for (index, strap) in found.iter().enumerate() {
        write!(out, "{}", list::heading(index + 1, &strap.seen, words))?;
        out.flush()?;
        if !args.quick {
            let look = strap.look_closer().await;
            write!(out, "{}", list::closer(look, words))?;
            closer.push(look);
        }
        writeln!(out)?;
    }
    let found: Vec<Sighting> = found.into_iter().map(|strap| strap.seen).collect();
    let advice = list::advice(&found, makes);
    for line in list::wearers(remembered, &found, words).into_iter().chain(advice).chain(list::hints(&closer, words)) {
        writeln!(out, "\n{line}")?;
    }
    Ok(found)
}

/// The choice made by flags. A strap must be here to be chosen, so that a slip in its id is found out now.
async fn assign(args: &StrapsArgs, remembered: Remembered, words: &ChooseStraps) -> Result<Remembered> {
    let ids = Pair { left: args.left.as_ref(), right: args.right.as_ref() };
    let wanted: Vec<StrapId> = ids.iter().filter_map(|(_, id)| id.cloned()).collect();
    if let [left, right] = &wanted[..]
        && left == right
    {
        bail!("{}", words.same.with(&[("id", left)]));
    }
    let found = scan::scan(Duration::from_secs(args.seconds), &wanted).await?;
    let mut chosen = remembered;
    for (seat, id) in ids.iter() {
        let Some(id) = id else { continue };
        let strap = found.iter().find(|strap| strap.seen.id == **id);
        let unheard = || words.not_heard.with(&[("id", &shown(id.as_str(), 40)), ("s", &args.seconds)]);
        let strap = strap.with_context(unheard)?;
        if !strap.seen.heart_rate && strap.look_closer().await.sends == Sends::NoHeartRate {
            bail!("{}", words.no_such.with(&[("id", &strap.seen.id)]));
        }
        wear(&mut chosen, seat, &strap.seen);
    }
    Ok(chosen)
}

/// Gives `strap` to `seat`, and takes it from the other seat if it was theirs.
fn wear(chosen: &mut Remembered, seat: Seat, strap: &Sighting) {
    let worn = Worn { id: strap.id.clone(), name: shown(&strap.name, list::NAME_COLUMNS) };
    if chosen[seat.other()].as_ref().is_some_and(|other| other.id == worn.id) {
        chosen[seat.other()] = None;
    }
    chosen[seat] = Some(worn);
}

fn choose(
    file: &Path,
    found: &[Sighting],
    mut chosen: Remembered,
    settings: &Settings,
    words: &ChooseStraps,
    out: &mut impl Write,
) -> Result<()> {
    let before = chosen.clone();
    let mut answers = io::stdin().lock();
    for seat in Seat::BOTH {
        let who = list::who(seat, settings, words);
        let taken = chosen[seat.other()].as_ref().filter(|_| seat == Seat::Right);
        let question = ask::Question { who: &who, found, now: chosen[seat].as_ref(), taken, words };
        if let Some(index) = question.ask(&mut answers, out)? {
            wear(&mut chosen, seat, &found[index]);
        }
    }
    if chosen == before {
        writeln!(out, "{}", words.unchanged)?;
        return Ok(());
    }
    keep(file, &chosen, words, out)
}

fn keep(file: &Path, chosen: &Remembered, words: &ChooseStraps, out: &mut impl Write) -> Result<()> {
    straps::save(file, chosen)?;
    for (seat, worn) in chosen.iter() {
        let strap = worn.as_ref().map_or_else(|| words.no_strap.clone(), |worn| list::worn(worn, words));
        writeln!(out, "{:<6} {strap}", list::side(seat, words))?;
    }
    Ok(())
}
