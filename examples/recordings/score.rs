//! Who alarmed when, and what that is worth.

use std::collections::{BTreeMap, BTreeSet};

use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::baseline::Role;
use breathmark::heart::measurement::encode_into;
use breathmark::lab::study::interval::{self, Estimate};
use breathmark::lab::study::listener::{StudyListener, WARM_UP_S};
use breathmark::lab::study::script::LISTENERS;

use super::sets::{Part, Recording};

/// Windows of rest, and the part of a task, in which an alarm is looked for: seconds.
const WINDOW_S: usize = 240;
const SOON_S: f64 = 30.0;

/// The seconds at which each listener alarms: the trigger, then the rules.
pub(crate) fn alarms(recording: &Recording) -> Vec<Vec<usize>> {
    let mut listener = StudyListener::new(&[Seat::Left], true);
    let mut alarms = vec![Vec::new(); LISTENERS];
    let mut bytes = Vec::new();
    for (at, second) in recording.seconds.iter().enumerate() {
        let now = Moment::from_secs(at as u64 + 1);
        if second.rate.is_some() || !second.ticks.is_empty() {
            bytes.clear();
            encode_into(&mut bytes, second.rate.unwrap_or(70), &second.ticks);
            listener.notify(now, Seat::Left, &bytes);
        }
        let found = listener.second(now, Pair { left: Some(Role::Quiet), right: None });
        let alarming = found.prompt.map(|_| 0).into_iter().chain(found.rules.into_iter().map(|rule| rule + 1));
        for place in alarming {
            alarms[place].push(at);
        }
    }
    alarms
}

/// One listener on all recordings of a set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listener {
    pub(crate) events: u64,
    pub(crate) bumps: u64,
    pub(crate) rest_h: f64,
    delays: Vec<f64>,
    bumped: u64,
    false_alarms: u64,
    windows: (u64, u64),
}

/// What it is worth.
pub(crate) struct Scored {
    pub(crate) found: Option<Estimate>,
    pub(crate) soon: Option<Estimate>,
    pub(crate) p50: Option<Estimate>,
    pub(crate) p90: Option<Estimate>,
    pub(crate) chance: Option<Estimate>,
    pub(crate) rate: Option<Estimate>,
    pub(crate) bumps: Option<Estimate>,
}

impl Listener {
    /// Adds a recording. Its warm-up is not scored.
    pub(crate) fn add(&mut self, recording: &Recording, alarms: &[usize]) {
        let warm = WARM_UP_S as usize;
        let mut onsets = BTreeMap::new();
        let mut bumps = BTreeSet::new();
        for (at, part) in recording.parts.iter().enumerate() {
            match part {
                Part::Event(place) => drop(onsets.entry(*place).or_insert(at)),
                Part::Bump(place) => drop(bumps.insert(*place)),
                Part::Rest if at >= warm => self.rest_h += 1.0 / 3600.0,
                _ => {}
            }
        }
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        let mut bumped = BTreeSet::new();
        for at in alarms {
            match recording.parts[*at] {
                Part::Event(place) => drop(first.entry(place).or_insert(*at)),
                Part::Bump(place) => drop(bumped.insert(place)),
                Part::Rest => self.false_alarms += 1,
                Part::Unscored => {}
            }
        }
        self.events += onsets.len() as u64;
        self.bumps += bumps.len() as u64;
        self.bumped += bumped.len() as u64;
        let delay = |(place, at): (&usize, &usize)| *at as f64 + 1.0 - onsets[place] as f64;
        self.delays.extend(first.iter().map(delay).filter(|delay| *delay <= WINDOW_S as f64));
        for window in (warm..recording.parts.len().saturating_sub(WINDOW_S)).step_by(WINDOW_S) {
            let span = window..window + WINDOW_S;
            if recording.parts[span.clone()].iter().all(|part| *part == Part::Rest) {
                self.windows.1 += 1;
                self.windows.0 += u64::from(alarms.iter().any(|at| span.contains(at)));
            }
        }
    }

    /// Sums up.
    pub(crate) fn score(&self) -> Scored {
        let mut delays = self.delays.clone();
        delays.sort_by(f64::total_cmp);
        let soon = delays.iter().filter(|delay| **delay <= SOON_S).count() as u64;
        Scored {
            found: interval::share(delays.len() as u64, self.events),
            soon: interval::share(soon, self.events),
            p50: interval::quantile(&delays, 0.5),
            p90: interval::quantile(&delays, 0.9),
            chance: interval::share(self.windows.0, self.windows.1),
            rate: interval::rate(self.false_alarms, self.rest_h),
            bumps: interval::share(self.bumped, self.bumps),
        }
    }
}
