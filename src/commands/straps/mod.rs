//! `breathmark straps`: lists the straps in range and remembers who wears which.

mod ask;
mod check;
pub(super) mod list;

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::bluetooth;
use super::output::Sentences;
use super::runtime::runtime;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;
use crate::store::paths::Home;
use crate::store::settings::Settings;
use crate::store::straps::{self, Remembered, Worn};
use crate::store::usable;
use crate::strap::reception::{Sends, StrapTest};
use crate::strap::scan::{self, InRange, Sighting};
use crate::strap::{models, radio, silence_library_panics};
use crate::words::Words;
use crate::words::commands::ChooseStraps;
use crate::words::printable::shown;

/// The flags of `breathmark straps`.
#[derive(Debug, Args)]
pub struct StrapsArgs {
    /// How many seconds to search for straps.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub seconds: u64,
    /// Only list the straps; don't connect to them to see what they send.
    #[arg(long, conflicts_with_all = ["left", "right"])]
    pub quick: bool,
    /// The person on the left wears this strap.
    #[arg(long, value_name = "ID")]
    pub left: Option<StrapId>,
    /// The person on the right wears this strap.
    #[arg(long, value_name = "ID")]
    pub right: Option<StrapId>,
    /// Check who wears which strap: the person on the left lifts the pod.
    #[arg(long, conflicts_with_all = ["left", "right", "quick", "forget", "seconds"])]
    pub check: bool,
    /// Forget who wears which.
    #[arg(long, conflicts_with_all = ["left", "right", "quick", "seconds"])]
    pub forget: bool,
}

/// Lists, chooses, checks or forgets straps, as the flags say.
pub(crate) fn run(args: &StrapsArgs, settings: &Settings, words: &Words) -> Result<()> {
    let home = Home::find()?;
    let file = home.straps();
    let mut out = Sentences::new();
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
    let runtime = runtime()?;
    silence_library_panics();
    if args.check {
        let corrected = runtime.block_on(check::check(&remembered, settings, words, &mut out))?;
        return Ok(corrected.map_or(Ok(()), |corrected| straps::save(&file, &corrected))?);
    }
    if args.left.is_some() || args.right.is_some() {
        let chosen = runtime.block_on(chosen_by_flags(args, remembered, words))?;
        return keep(&file, &chosen, &words.choose_straps, &mut out);
    }
    let found = runtime.block_on(list_straps(args, &remembered, words, &mut out))?;
    if asks {
        choose(&file, &found, remembered, settings, &words.choose_straps, &mut out)?;
    }
    Ok(())
}

/// Scans, tests each strap in range, and prints the list with advice.
async fn list_straps(
    args: &StrapsArgs,
    remembered: &Remembered,
    words: &Words,
    out: &mut impl Write,
) -> Result<Vec<Sighting>> {
    let trouble = |error| bluetooth::trouble(&error, words);
    radio::preflight().await.map_err(trouble)?;
    let (makes, words) = (&words.makes, &words.choose_straps);
    writeln!(out, "{}", words.listening.with(&[("s", &args.seconds)]))?;
    out.flush()?;
    let mut found = scan::scan(Duration::from_secs(args.seconds), &[]).await.map_err(trouble)?;
    found.retain(|strap| strap.seen.may_be_strap());
    let mut tests = test_unannounced(&mut found, args.quick, words, out).await?;
    if found.is_empty() {
        bail!("{}", words.none_heard.with(&[("s", &args.seconds)]));
    }
    writeln!(out)?;
    for (index, strap) in found.iter().enumerate() {
        write!(out, "{}", list::heading(index + 1, &strap.seen, words))?;
        out.flush()?;
        if !args.quick {
            if tests[index].is_none() {
                tests[index] = Some(strap.test().await);
            }
            write!(out, "{}", tests[index].map(|test| list::test_result(test, words)).unwrap_or_default())?;
        }
        writeln!(out)?;
    }
    let tests: Vec<StrapTest> = tests.into_iter().flatten().collect();
    let found: Vec<Sighting> = found.into_iter().map(|strap| strap.seen).collect();
    let advice = list::advice(&found, makes);
    for line in list::wearers(remembered, &found, words).into_iter().chain(advice).chain(list::hints(&tests, words)) {
        writeln!(out, "\n{line}")?;
    }
    Ok(found)
}

/// Tests the devices that announce no heart rate, and keeps those that have one. Returns the tests so far. A `quick` list
/// connects to nothing: it keeps those that advertise with the name of a strap.
async fn test_unannounced(
    found: &mut Vec<InRange>,
    quick: bool,
    words: &ChooseStraps,
    out: &mut impl Write,
) -> Result<Vec<Option<StrapTest>>> {
    let mut tests = Vec::new();
    for strap in std::mem::take(found) {
        let test = if strap.seen.heart_rate || quick {
            None
        } else {
            // A device that doesn't answer takes up to 50 s.
            writeln!(out, "{}", list::trying(&strap.seen, words))?;
            out.flush()?;
            Some(strap.test().await)
        };
        let has_heart_rate = match test {
            Some(test) => test.shows_strap(&strap.seen.name),
            None => strap.seen.heart_rate || models::is_name_of_strap(&strap.seen.name),
        };
        if has_heart_rate {
            found.push(strap);
            tests.push(test);
        }
    }
    Ok(tests)
}

/// The choice that the flags make. A chosen strap must be in range, so that a typing error in its id shows at once.
async fn chosen_by_flags(args: &StrapsArgs, remembered: Remembered, words: &Words) -> Result<Remembered> {
    let (all_words, words) = (words, &words.choose_straps);
    let ids = Pair { left: args.left.as_ref(), right: args.right.as_ref() };
    let wanted: Vec<StrapId> = ids.iter().filter_map(|(_, id)| id.cloned()).collect();
    if let [left, right] = &wanted[..]
        && left == right
    {
        bail!("{}", words.same.with(&[("id", left)]));
    }
    let found = scan::scan(Duration::from_secs(args.seconds), &wanted).await;
    let found = found.map_err(|error| bluetooth::trouble(&error, all_words))?;
    let mut chosen = remembered;
    for (seat, id) in ids.iter() {
        let Some(id) = id else { continue };
        let strap = found.iter().find(|strap| strap.seen.id == **id);
        let unheard = || words.not_heard.with(&[("id", &shown(id.as_str(), 40)), ("s", &args.seconds)]);
        let strap = strap.with_context(unheard)?;
        if !strap.seen.heart_rate && strap.test().await.sends == Sends::NoHeartRate {
            bail!("{}", words.no_such.with(&[("id", &strap.seen.id)]));
        }
        assign(&mut chosen, seat, &strap.seen);
    }
    Ok(chosen)
}

/// Assigns `strap` to `seat`. If the other seat had it, that seat has none now.
fn assign(chosen: &mut Remembered, seat: Seat, strap: &Sighting) {
    let worn = Worn { id: strap.id.clone(), name: shown(&strap.name, list::NAME_COLUMNS) };
    if chosen[seat.other()].as_ref().is_some_and(|other| other.id == worn.id) {
        chosen[seat.other()] = None;
    }
    chosen[seat] = Some(worn);
}

/// Asks for both seats who wears which strap, and saves a changed choice.
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
            assign(&mut chosen, seat, &found[index]);
        }
    }
    if chosen == before {
        writeln!(out, "{}", words.unchanged)?;
        return Ok(());
    }
    keep(file, &chosen, words, out)
}

/// Saves the choice and prints it.
fn keep(file: &Path, chosen: &Remembered, words: &ChooseStraps, out: &mut impl Write) -> Result<()> {
    straps::save(file, chosen)?;
    for (seat, worn) in chosen.iter() {
        let strap = worn.as_ref().map_or_else(|| words.no_strap.clone(), |worn| list::worn(worn, words));
        writeln!(out, "{:<6} {strap}", list::side(seat, words))?;
    }
    Ok(())
}
