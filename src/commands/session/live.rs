//! A session with straps: which straps, and the session over them.

use anyhow::{Result, bail};

use super::args::{KeepArgs, TalkArgs};
use super::beginning::Beginning;
use super::show::show;
use super::terminal::OpenTerminal;
use super::{keeping, start};
use crate::app::source::Source;
use crate::commands::bluetooth;
use crate::commands::prepare::Prepared;
use crate::commands::runtime::runtime;
use crate::event::input::{Input, Link};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;
use crate::screen::terminal::Screen;
use crate::session::Kind;
use crate::store::paths::Home;
use crate::store::straps;
use crate::strap::error::StrapError;
use crate::strap::{models, radio};

/// How many inputs may wait for the loop. Two straps take minutes to send that many, and the loop is never that late.
pub(crate) const MOST_WAITING: usize = 1024;

/// The straps of a talk: from the flags, else the remembered ones.
pub(crate) fn straps_of_two(args: &TalkArgs) -> Result<Pair<Option<StrapId>>> {
    let remembered = straps::load(&Home::find()?.straps())?;
    let flags = Pair { left: &args.left, right: &args.right };
    let straps = Pair::from_fn(|seat| match flags[seat] {
        Some(id) => Some(StrapId::new(id)),
        None => remembered[seat].as_ref().map(|worn| worn.id.clone()),
    });
    if let (Some(left), Some(right)) = (&straps.left, &straps.right)
        && left == right
    {
        return Err(StrapError::SameForBoth(left.to_string()).into());
    }
    Ok(straps)
}

/// The strap of a practice.
pub(crate) struct StrapOfOne {
    pub(crate) id: StrapId,
    /// Whether a flag names it. It is then an error that it can't be reached.
    pub(crate) is_asked_for: bool,
}

/// The strap of a practice: from the flag, else the one of the left seat, else the one of the right seat.
pub(crate) fn strap_of_one(asked: Option<&str>) -> Result<Option<StrapOfOne>> {
    let remembered = straps::load(&Home::find()?.straps())?;
    if let Some(id) = asked {
        return Ok(Some(StrapOfOne { id: StrapId::new(id), is_asked_for: true }));
    }
    let usual = remembered.left.or(remembered.right);
    Ok(usual.map(|worn| StrapOfOne { id: worn.id, is_asked_for: false }))
}

/// The seats whose strap is of a model that smooths its intervals, as far as the name of the strap is remembered.
pub(crate) fn with_smoothed_intervals(straps: &Pair<Option<StrapId>>) -> Result<Vec<Seat>> {
    let remembered = straps::load(&Home::find()?.straps())?;
    let name = |id: &StrapId| remembered.iter().find_map(|(_, worn)| worn.as_ref().filter(|worn| worn.id == *id));
    let smoothed = |seat: &Seat| {
        straps[*seat].as_ref().and_then(name).is_some_and(|worn| models::has_smoothed_intervals(&worn.name))
    };
    Ok(Seat::BOTH.into_iter().filter(smoothed).collect())
}

/// Runs a talk with straps.
pub(crate) fn talk(
    straps: Pair<Option<StrapId>>,
    keep: &KeepArgs,
    prepared: &Prepared,
    beginning: Beginning,
) -> Result<()> {
    run(Kind::Talk, straps, Some(&prepared.words.bluetooth.or_talk), keep, prepared, beginning)
}

/// Runs a practice with a strap. The breath goes on while Bluetooth is missing, unless a flag asks for the strap.
pub(crate) fn practice(
    strap: StrapOfOne,
    keep: &KeepArgs,
    prepared: &Prepared,
    terminal: Option<OpenTerminal>,
) -> Result<()> {
    let straps = Pair { left: Some(strap.id), right: None };
    let instead = &*prepared.words.bluetooth.or_practice;
    run(
        Kind::Practice,
        straps,
        strap.is_asked_for.then_some(instead),
        keep,
        prepared,
        Beginning { terminal, opening: None },
    )
}

/// Runs a practice of two with the remembered straps. A strap that is missing leaves its half of the page empty.
pub(crate) fn practice_of_two(keep: &KeepArgs, prepared: &Prepared, terminal: Option<OpenTerminal>) -> Result<()> {
    let straps = straps::load(&Home::find()?.straps())?.map(|worn| worn.as_ref().map(|worn| worn.id.clone()));
    if !straps.all(Option::is_some) {
        bail!("`--two` needs both straps; choose them with `breathmark straps`, or leave it out");
    }
    run(Kind::Practice, straps, None, keep, prepared, Beginning { terminal, opening: None })
}

/// Connects to the straps and runs the session. With `instead`, what else to do, the session is refused where there is no
/// Bluetooth. Without, it begins, and the straps join it when there is.
fn run(
    kind: Kind,
    straps: Pair<Option<StrapId>>,
    instead: Option<&str>,
    keep: &KeepArgs,
    prepared: &Prepared,
    Beginning { terminal, opening }: Beginning,
) -> Result<()> {
    if !prepared.look.plain {
        Screen::check()?;
    }
    keeping::can_keep(kind, keep)?;
    runtime()?.block_on(async {
        if let Some(instead) = instead {
            let refused = |error| anyhow::anyhow!("{} {instead}", bluetooth::trouble(&error, &prepared.words));
            radio::preflight().await.map_err(refused)?;
        }
        // A damaged file is reported before anybody is asked anything.
        let known = start::people()?;
        let terminal = match kind {
            Kind::Talk => OpenTerminal::take_after_check(prepared, None, terminal).await?,
            Kind::Practice => Some(terminal.map_or_else(|| OpenTerminal::take(prepared.look), Ok)?),
        };
        let Some(terminal) = terminal else { return Ok(()) };
        let (arrivals, received) = tokio::sync::mpsc::channel(MOST_WAITING);
        let ids = straps.map(|id| id.as_ref().map(ToString::to_string));
        let mut start = start::live(kind, &ids, &known, Source::Straps(received), keep, prepared, opening)?;
        for seat in Seat::BOTH {
            if straps[seat].is_some() {
                start.record.take(Moment::START, Input::Link { seat, link: Link::Searching });
            }
        }
        for seat in with_smoothed_intervals(&straps)? {
            start.record.take(Moment::START, Input::RateOnly { seat });
        }
        let radio = radio::spawn(straps, arrivals);
        Box::pin(show(terminal, start, 1.0, keep, radio.shutdown())).await
    })
}
