//! `breathmark straps --check`: is each strap on the one who is said to wear it?

use std::io::Write;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, timeout_at};

use super::list;
use crate::clock;
use crate::event::input::Input;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;
use crate::store::settings::Settings;
use crate::store::straps::Remembered;
use crate::strap::{Arrival, ble};
use crate::talk::lift_test::{LiftFinding, LiftTest};
use crate::words::Words;

const READY_WITHIN: Duration = Duration::from_mins(1);
const SECOND: Duration = Duration::from_secs(1);
const LIFTED_WITHIN: Duration = Duration::from_mins(1);

/// Asks one person to lift the pod. Says who wears which, if it turned out to be the other way round.
pub(crate) async fn check(
    remembered: &Remembered,
    settings: &Settings,
    words: &Words,
    out: &mut impl Write,
) -> Result<Option<Remembered>> {
    let said = &words.check_straps;
    if remembered.any(Option::is_none) {
        bail!("{}", said.no_two);
    }
    ble::preflight().await?;
    let (arrivals, mut received) = tokio::sync::mpsc::channel(256);
    let radio = ble::spawn(remembered.map(|worn| worn.as_ref().map(|worn| worn.id.clone())), arrivals);
    writeln!(out, "{}", said.waiting)?;
    let found = lift(&mut received, settings, words, out).await;
    radio.shutdown().await;
    match found? {
        LiftFinding::Lifted(Seat::Left) => {
            writeln!(out, "{}", said.right)?;
            Ok(None)
        }
        LiftFinding::Lifted(Seat::Right) => {
            writeln!(out, "{}", said.exchanged)?;
            Ok(Some(Pair { left: remembered.right.clone(), right: remembered.left.clone() }))
        }
        LiftFinding::Both => bail!("{}", said.both),
    }
}

fn take(hearts: &mut Pair<Heart>, at: Moment, input: Input) {
    match input {
        Input::Notification { seat, epoch, bytes } => hearts[seat].receive(at, epoch, &bytes.0, |_| {}),
        Input::Link { seat, link } => hearts[seat].set_link(link),
        _ => {}
    }
}

async fn lift(
    received: &mut tokio::sync::mpsc::Receiver<Arrival>,
    settings: &Settings,
    words: &Words,
    out: &mut impl Write,
) -> Result<LiftFinding> {
    let (mut lifting, mut hearts) = (LiftTest::default(), Pair::<Heart>::default());
    let mut asked = false;
    let began = clock::now();
    let moment = |at: std::time::Instant| Moment::START + at.saturating_duration_since(began);
    let mut second = Instant::from_std(began) + SECOND;
    let mut end = Instant::from_std(began) + READY_WITHIN;
    while second < end {
        match timeout_at(second, received.recv()).await {
            Ok(Some(arrival)) => {
                take(&mut hearts, moment(arrival.at), arrival.input);
                continue;
            }
            Ok(None) => break,
            Err(_) => second += SECOND,
        }
        let now = moment(clock::now());
        if let Some(found) = lifting.second(hearts.map(|heart| heart.signal(now))) {
            return Ok(found);
        }
        if lifting.is_ready() && !std::mem::replace(&mut asked, lifting.is_ready()) {
            let who = list::who(Seat::Left, settings, &words.choose_straps);
            writeln!(out, "{}", words.check_straps.lift.with(&[("who", &who)]))?;
            out.flush()?;
            end = Instant::from_std(clock::now()) + LIFTED_WITHIN;
        }
    }
    if asked {
        bail!("{}", words.check_straps.neither);
    }
    bail!("{}", words.check_straps.unheard)
}
