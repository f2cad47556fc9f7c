//! A session with straps: which straps, and the session over them.

use anyhow::{Context as _, Result};

use super::args::{KeepArgs, PracticeArgs, TalkArgs};
use super::beginning::Beginning;
use super::show::show;
use super::terminal::OpenTerminal;
use super::{keeping, start};
use crate::app::source::Source;
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
const MOST_WAITING: usize = 1024;

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

/// The strap of a practice: from the flag, else the one of the left seat, else the one of the right seat.
pub(crate) fn strap_of_one(args: &PracticeArgs) -> Result<Pair<Option<StrapId>>> {
    let remembered = straps::load(&Home::find()?.straps())?;
    let flag = args.strap.as_deref().map(StrapId::new);
    let usual = remembered.left.or(remembered.right).map(|worn| worn.id);
    let left = flag
        .or(usual)
        .context("no strap is remembered; run `breathmark straps` first, or try `breathmark practice --demo`")?;
    Ok(Pair { left: Some(left), right: None })
}

/// The seats whose strap is of a model that smooths its intervals, as far as the name of the strap is remembered.
fn with_smoothed_intervals(straps: &Pair<Option<StrapId>>) -> Result<Vec<Seat>> {
    let remembered = straps::load(&Home::find()?.straps())?;
    let name = |id: &StrapId| remembered.iter().find_map(|(_, worn)| worn.as_ref().filter(|worn| worn.id == *id));
    let smoothed = |seat: &Seat| {
        straps[*seat].as_ref().and_then(name).is_some_and(|worn| models::has_smoothed_intervals(&worn.name))
    };
    Ok(Seat::BOTH.into_iter().filter(smoothed).collect())
}

/// Connects to the straps and runs the session.
pub(crate) fn run(
    kind: Kind,
    straps: Pair<Option<StrapId>>,
    keep: &KeepArgs,
    prepared: &Prepared,
    beginning: Beginning,
) -> Result<()> {
    let Beginning { terminal, opening } = beginning;
    if !prepared.look.plain {
        Screen::check()?;
    }
    keeping::can_keep(kind, keep)?;
    runtime()?.block_on(async {
        radio::preflight().await.map_err(|error| {
            let instead = match kind {
                Kind::Talk => "Or talk with turns and keys only: `breathmark talk --no-straps`.",
                Kind::Practice => "Or practise with a simulated heart: `breathmark practice --demo`.",
            };
            anyhow::anyhow!("{error} {instead}")
        })?;
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
