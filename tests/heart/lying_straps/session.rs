//! What a session says of what a strap sends.
#![allow(clippy::unwrap_used)]

use breathmark::event::input::{Input, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::Signal;
use breathmark::heart::strap_fault::StrapFault;
use breathmark::pacer::Pacer;
use breathmark::session::output::Output;
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
    /// How often the signal changed after the first minute.
    pub(super) changes: usize,
    /// Each heart rate with its second.
    pub(super) each_rate: EachRate,
    pub(super) last_rmssd: Option<f64>,
}

/// Heart rates with their seconds.
#[derive(Default)]
pub(super) struct EachRate(pub(super) Vec<(u64, f64)>);

impl std::fmt::Debug for EachRate {
    /// Where the rate jumps. All of them would fill pages.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let jumps = self.0.windows(2).filter(|pair| (pair[1].1 - pair[0].1).abs() > 3.0 || pair[1].0 > pair[0].0 + 1);
        f.debug_list().entries(jumps.take(20)).finish()
    }
}

impl Said {
    /// Whether every heart rate from this second on is right, and there is one in nine of ten seconds.
    pub(super) fn is_right_from(&self, second: u64, until: u64, rate: f64, off: f64) -> bool {
        let mut later = self.each_rate.0.iter().filter(|(at, _)| (second..until).contains(at));
        let count = later.clone().count() as u64;
        count * 10 >= (until - second) * 9 && later.all(|(_, found)| (found - rate).abs() <= off)
    }

    pub(super) fn found(&self) -> Vec<StrapFault> {
        self.faults.iter().map(|(_, fault)| *fault).collect()
    }
}

pub(super) fn setup() -> Setup {
    Setup {
        kind: Kind::Practice,
        plan: Plan::default(),
        pacer: Pacer::default(),
        people: Pair::default(),
        practice: None,
    }
}

fn session(irregular: bool) -> Session {
    let mut setup = setup();
    setup.people.left.profile.irregular = irregular;
    let mut session = Session::new(&setup);
    session.handle(Moment::START, &Input::Link { seat: Seat::Left, link: Link::Subscribed });
    session
}

pub(super) fn said(inputs: impl IntoIterator<Item = (Moment, Input)>) -> Said {
    said_in(session(false), inputs)
}

/// The same of somebody whose heart is irregular, or paced.
pub(super) fn said_of_irregular(sent: Vec<Sent>) -> Said {
    said_in(session(true), inputs(sent))
}

fn said_in(mut session: Session, inputs: impl IntoIterator<Item = (Moment, Input)>) -> Said {
    let mut said = Said::default();
    let (mut seconds, mut rates, mut rmssds) = (0, Vec::new(), Vec::new());
    for (at, input) in inputs {
        while (seconds + 1) * 1_000_000 <= at.micros() {
            seconds += 1;
            session.advance(Moment::from_secs(seconds));
            let reading = session.hearts().left.reading(session.now());
            rates.extend(reading.heart_rate);
            rmssds.extend(reading.rmssd);
            said.each_rate.0.extend(reading.heart_rate.map(|rate| (seconds, rate)));
            said.last_rmssd = reading.rmssd;
        }
        session.handle(at, &input);
        while let Some(stamped) = session.poll() {
            match stamped.output {
                Output::StrapFault { fault, .. } => said.faults.push((stamped.at.micros() / 1_000_000, fault)),
                Output::Gap { .. } => said.gaps += 1,
                Output::Signal { seat: Seat::Left, signal } => {
                    said.last_signal = signal;
                    said.changes += usize::from(seconds > 60);
                }
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
    // Lines that are written here have no checksums, as in format 1.
    let header = Header { breathmark: 1, ..Header::new(jiff::Timestamp::UNIX_EPOCH, 0, setup(), Pair::default()) };
    let mut lines = vec![serde_json::to_string(&header).unwrap()];
    let link = Input::Link { seat: Seat::Left, link: Link::Subscribed };
    let all = std::iter::once(&(Moment::START, link)).chain(inputs).cloned().collect::<Vec<_>>();
    lines.extend(all.into_iter().map(|(at, input)| serde_json::to_string(&Stamped { at, input }).unwrap()));
    let file: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    std::fs::write(folder.join(file).with_extension("jsonl"), lines.join("\n") + "\n").unwrap();
}
