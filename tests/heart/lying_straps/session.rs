//! What a session says of what a strap sends.
#![allow(clippy::unwrap_used)]

use breathmark::event::input::{Input, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::Signal;
use breathmark::heart::strap_fault::StrapFault;
use breathmark::session::output::Output;
use breathmark::session::pacer::Pacer;
use breathmark::session::{Kind, Session, Setup};
use breathmark::store::journal::Header;
use breathmark::talk::plan::Plan;

use super::straps::Sent;

/// What a session says of a strap.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Seconds with a heart rate and with an RMSSD, for a minute of the time.
    pub(super) rates: f64,
    pub(super) rmssds: f64,
    /// The means of both, over the seconds that have them.
    pub(super) rate: f64,
    pub(super) rmssd: f64,
    pub(super) faults: Vec<(u64, StrapFault)>,
    pub(super) gaps: usize,
    pub(super) last_signal: Signal,
}

pub(super) fn setup() -> Setup {
    Setup { kind: Kind::Practice, plan: Plan::default(), pacer: Pacer::default(), people: Pair::default() }
}

pub(super) fn session() -> Session {
    let mut session = Session::new(&setup());
    session.handle(Moment::START, &Input::Link { seat: Seat::Left, link: Link::Subscribed });
    session
}

pub(super) fn said(inputs: impl IntoIterator<Item = (Moment, Input)>) -> Said {
    let (mut session, mut said) = (session(), Said::default());
    let (mut seconds, mut rates, mut rmssds) = (0, Vec::new(), Vec::new());
    for (at, input) in inputs {
        while (seconds + 1) * 1_000_000 <= at.micros() {
            seconds += 1;
            session.advance(Moment::from_secs(seconds));
            let reading = session.hearts().left.reading(session.now());
            rates.extend(reading.heart_rate);
            rmssds.extend(reading.rmssd);
        }
        session.handle(at, &input);
        while let Some(stamped) = session.poll() {
            match stamped.output {
                Output::StrapFault { fault, .. } => said.faults.push((stamped.at.micros() / 1_000_000, fault)),
                Output::Gap { .. } => said.gaps += 1,
                Output::Signal { seat: Seat::Left, signal } => said.last_signal = signal,
                _ => {}
            }
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let a_minute = |values: &[f64]| 60.0 * values.len() as f64 / seconds as f64;
    Said { rates: a_minute(&rates), rmssds: a_minute(&rmssds), rate: mean(&rates), rmssd: mean(&rmssds), ..said }
}

pub(super) fn inputs(sent: Vec<Sent>) -> Vec<(Moment, Input)> {
    let input = |(at, bytes): Sent| {
        let bytes = Payload(bytes);
        (Moment::from_micros((at * 1e6) as u64), Input::Notification { seat: Seat::Left, epoch: 1, bytes })
    };
    sent.into_iter().map(input).collect()
}

pub(super) fn said_of(sent: Vec<Sent>) -> Said {
    said(inputs(sent))
}

/// Keeps a journal of what was sent, if a folder is named for it.
pub(super) fn keep(name: &str, inputs: &[(Moment, Input)]) {
    let Some(folder) = std::env::var_os("BREATHMARK_LYING_STRAPS").map(std::path::PathBuf::from) else { return };
    let header = Header::new(jiff::Timestamp::UNIX_EPOCH, 0, setup(), Pair::default());
    let mut lines = vec![serde_json::to_string(&header).unwrap()];
    let link = Input::Link { seat: Seat::Left, link: Link::Subscribed };
    let all = std::iter::once(&(Moment::START, link)).chain(inputs).cloned().collect::<Vec<_>>();
    lines.extend(all.into_iter().map(|(at, input)| serde_json::to_string(&Stamped { at, input }).unwrap()));
    let file: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    std::fs::write(folder.join(file).with_extension("jsonl"), lines.join("\n") + "\n").unwrap();
}
