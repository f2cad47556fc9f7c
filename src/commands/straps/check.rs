//! `breathmark straps --check`: does each person wear the remembered strap?

use std::io::Write;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, timeout_at};

use super::list;
use crate::clock;
use crate::commands::bluetooth;
use crate::event::input::Input;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;
use crate::store::settings::Settings;
use crate::store::straps::Remembered;
use crate::strap::{Arrival, radio};
use crate::talk::lift_test::{LiftFinding, LiftTest};
use crate::words::Words;

/// How long both straps may take until they measure. Assumption: connecting and the first beats take far less.
const READY_WITHIN: Duration = Duration::from_mins(1);
/// How long the person may take to lift the pod. Assumption.
const LIFTED_WITHIN: Duration = Duration::from_mins(1);
/// How often the test looks at both signals, as [`LiftTest::second`] requires.
const SECOND: Duration = Duration::from_secs(1);

/// Asks the person on the left to lift the pod. Returns the corrected choice if the straps turn out to be exchanged.
pub(crate) async fn check(
    remembered: &Remembered,
    settings: &Settings,
    words: &Words,
    out: &mut impl Write,
) -> Result<Option<Remembered>> {
    let texts = &words.check_straps;
    if remembered.any(Option::is_none) {
        bail!("{}", texts.no_two);
    }
    radio::preflight().await.map_err(|error| bluetooth::trouble(&error, words))?;
    let (arrivals, mut received) = tokio::sync::mpsc::channel(256);
    let radio = radio::spawn(remembered.map(|worn| worn.as_ref().map(|worn| worn.id.clone())), arrivals);
    writeln!(out, "{}", texts.waiting)?;
    // Two hearts are a large state.
    let finding = Box::pin(wait_for_lift(&mut received, settings, words, out)).await;
    radio.shutdown().await;
    match finding? {
        LiftFinding::Lifted(Seat::Left) => {
            writeln!(out, "{}", texts.right)?;
            Ok(None)
        }
        LiftFinding::Lifted(Seat::Right) => {
            writeln!(out, "{}", texts.exchanged)?;
            Ok(Some(Pair { left: remembered.right.clone(), right: remembered.left.clone() }))
        }
        LiftFinding::Both => bail!("{}", texts.both),
    }
}

fn receive(hearts: &mut Pair<Heart>, at: Moment, input: Input) {
    match input {
        Input::Notification { seat, epoch, bytes } => hearts[seat].receive(at, epoch, &bytes.0, |_| {}),
        Input::Link { seat, link } => hearts[seat].set_link(link),
        _ => {}
    }
}

/// Waits until both straps measure, asks for the lift, and waits for a finding.
async fn wait_for_lift(
    received: &mut tokio::sync::mpsc::Receiver<Arrival>,
    settings: &Settings,
    words: &Words,
    out: &mut impl Write,
) -> Result<LiftFinding> {
    let (mut test, mut hearts) = (LiftTest::default(), Pair::<Heart>::default());
    let mut asked = false;
    let began = clock::now();
    let moment = |at: std::time::Instant| Moment::START + at.saturating_duration_since(began);
    let mut second = Instant::from_std(began) + SECOND;
    let mut end = Instant::from_std(began) + READY_WITHIN;
    while second < end {
        match timeout_at(second, received.recv()).await {
            Ok(Some(arrival)) => {
                receive(&mut hearts, moment(arrival.at), arrival.input);
                continue;
            }
            Ok(None) => break,
            Err(_) => second += SECOND,
        }
        let now = moment(clock::now());
        if let Some(finding) = test.second(hearts.map(|heart| heart.signal(now))) {
            return Ok(finding);
        }
        if test.is_ready() && !asked {
            asked = true;
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
