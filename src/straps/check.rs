//! `breathmark straps --check`: is each strap on the one who is said to wear it?

use std::io::Write;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, timeout_at};

use super::list;
use crate::clock;
use crate::config::Settings;
use crate::heart::measurement::Measurement;
use crate::input::Input;
use crate::seat::{Pair, Seat};
use crate::strap::lifted::{Found, Lifting};
use crate::strap::remembered::Remembered;
use crate::strap::{Arrival, ble};

const READY_WITHIN: Duration = Duration::from_mins(1);
const LIFTED_WITHIN: Duration = Duration::from_mins(1);

/// Asks one person to lift the pod. Says who wears which, if it turned out to be the other way round.
pub(super) async fn check(
    remembered: &Remembered,
    settings: &Settings,
    out: &mut impl Write,
) -> Result<Option<Remembered>> {
    if remembered.any(Option::is_none) {
        bail!("there are no two straps to tell apart. Choose one for each of you first: `breathmark straps`");
    }
    ble::preflight().await?;
    let (arrivals, mut received) = tokio::sync::mpsc::channel(256);
    let radio = ble::spawn(remembered.map(|worn| worn.as_ref().map(|worn| worn.id.clone())), arrivals);
    writeln!(out, "Waiting until both straps feel skin. Wet the electrodes and put them on.")?;
    let found = lift(&mut received, settings, out).await;
    radio.shutdown().await;
    match found? {
        Found::Lifted(Seat::Left) => {
            writeln!(out, "Right: each of you wears the strap that is remembered for you.")?;
            Ok(None)
        }
        Found::Lifted(Seat::Right) => {
            writeln!(out, "Your straps are exchanged. I have noted it down: nothing needs to be taken off.")?;
            Ok(Some(Pair { left: remembered.right.clone(), right: remembered.left.clone() }))
        }
        Found::Both => bail!("both straps lost contact, so I can't tell. Try again, with one pod off the skin only"),
    }
}

async fn lift(
    received: &mut tokio::sync::mpsc::Receiver<Arrival>,
    settings: &Settings,
    out: &mut impl Write,
) -> Result<Found> {
    let mut lifting = Lifting::default();
    let mut asked = false;
    let mut end = Instant::from_std(clock::now()) + READY_WITHIN;
    while let Ok(Some(arrival)) = timeout_at(end, received.recv()).await {
        let Input::Notification { seat, bytes, .. } = arrival.input else { continue };
        let Ok(measurement) = Measurement::decode(&bytes.0) else { continue };
        if let Some(found) = lifting.take(seat, &measurement) {
            return Ok(found);
        }
        if lifting.is_ready() && !std::mem::replace(&mut asked, lifting.is_ready()) {
            let who = list::who(Seat::Left, settings);
            writeln!(out, "{who}: hold the pod off your skin for five seconds.")?;
            out.flush()?;
            end = Instant::from_std(clock::now()) + LIFTED_WITHIN;
        }
    }
    if asked {
        bail!("no strap lost contact. Hold the pod itself off the skin, and try again");
    }
    bail!("not both straps were heard and felt skin. `breathmark doctor` says more")
}
