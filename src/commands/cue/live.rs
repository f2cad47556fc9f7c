//! `breathmark cue` with a strap.

use anyhow::{Result, bail};

use super::{CueArgs, day};
use crate::app::all_day::feed::{Feed, LocalTime};
use crate::app::signals;
use crate::clock;
use crate::commands::bluetooth;
use crate::commands::prepare::Prepared;
use crate::commands::runtime::runtime;
use crate::commands::session::live::{MOST_WAITING, strap_of_one, with_smoothed_intervals};
use crate::event::input::{Input, Link};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::event::strap_id::StrapId;
use crate::store::paths::Home;
use crate::store::straps;
use crate::strap::radio;

/// Connects to the strap and runs until somebody stops it. The strap may come and go: it is looked for without end.
pub(super) fn run(args: &CueArgs, prepared: &Prepared) -> Result<()> {
    let Some(strap) = strap_of_one(args.strap.as_deref())? else {
        bail!("no strap is chosen yet. Choose yours with `breathmark straps`, or name it with `--strap ID`.")
    };
    runtime()?.block_on(async {
        if strap.is_asked_for {
            radio::preflight().await.map_err(|error| bluetooth::trouble(&error, &prepared.words))?;
        }
        let (arrivals, received) = tokio::sync::mpsc::channel(MOST_WAITING);
        let wearer = wearer(&strap.id)?;
        let straps = Pair { left: Some(strap.id), right: None };
        let kept_in = Some(Home::find()?.cues_given());
        let feed = Feed::Strap(received);
        let mut day = day(args, prepared, wearer, feed, LocalTime::Now, kept_in)?;
        day.heart.take(Moment::START, &Input::Link { seat: Seat::Left, link: Link::Searching });
        for seat in with_smoothed_intervals(&straps)? {
            day.heart.take(Moment::START, &Input::RateOnly { seat });
        }
        let radio = radio::spawn(straps, arrivals);
        day.run(clock::now(), 1.0, signals::ending_or_unread()).await;
        day.notice.cues.finish();
        // Whoever asked the program to end doesn't wait for the strap: the system disconnects it as well.
        let _ = tokio::time::timeout(signals::ASKED_WITHIN, radio.shutdown()).await;
        Ok(())
    })
}

/// Who wears this strap, as far as it is remembered: their settings hold. Its inputs are always those of the left seat.
fn wearer(id: &StrapId) -> Result<Seat> {
    let remembered = straps::load(&Home::find()?.straps())?;
    let wears = |seat: &Seat| remembered[*seat].as_ref().is_some_and(|worn| worn.id == *id);
    Ok(Seat::BOTH.into_iter().find(wears).unwrap_or(Seat::Left))
}
