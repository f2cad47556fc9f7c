//! The alarms of each detector on a recording, and how right they are.

use std::collections::{BTreeMap, BTreeSet};

use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::baseline::Role;
use breathmark::heart::measurement::encode_into;
use breathmark::lab::study::detectors::{DETECTORS, Detectors, WARM_UP_S};
use breathmark::lab::study::estimate::{self, Estimate};

use super::sets::{Part, Recording};

/// Length of a window of rest, and of the part of a task in which an alarm finds it, in seconds. Assumption: equal lengths
/// give chance the same time.
const WINDOW_S: usize = 240;
/// An alarm this soon after the start of a task is counted as soon, in seconds. Assumption.
const SOON_S: f64 = 30.0;

/// The seconds at which each detector raises an alarm: the trigger, then the rules.
pub(crate) fn alarms(recording: &Recording) -> Vec<Vec<usize>> {
    let mut detectors = Detectors::new(&[Seat::Left], true);
    let mut alarms = vec![Vec::new(); DETECTORS];
    let mut bytes = Vec::new();
    for (at, second) in recording.seconds.iter().enumerate() {
        let now = Moment::from_secs(at as u64 + 1);
        if second.rate.is_some() || !second.ticks.is_empty() {
            bytes.clear();
            encode_into(&mut bytes, second.rate.unwrap_or(70), &second.ticks);
            detectors.notify(now, Seat::Left, &bytes);
        }
        let roles = Pair { left: Some(Role::Quiet), right: None };
        for detector in detectors.process_second(now, roles).detectors() {
            alarms[detector].push(at);
        }
    }
    alarms
}

/// How one detector did on all recordings of a set.
#[derive(Clone, Debug, Default)]
pub(crate) struct DetectorSum {
    pub(crate) events: u64,
    pub(crate) bumps: u64,
    pub(crate) rest_h: f64,
    /// Time from the start of each task that was found to its alarm, in seconds.
    delays: Vec<f64>,
    /// Number of bumps with an alarm.
    bumped: u64,
    /// Number of alarms at rest.
    false_alarms: u64,
    /// Number of windows of rest with an alarm, and of all.
    windows: (u64, u64),
}

/// Its figures: shares of 0 to 1, delays in seconds, a rate an hour.
pub(crate) struct Scored {
    pub(crate) found: Option<Estimate>,
    pub(crate) soon: Option<Estimate>,
    pub(crate) p50: Option<Estimate>,
    pub(crate) p90: Option<Estimate>,
    /// The share of windows of rest with an alarm.
    pub(crate) chance: Option<Estimate>,
    /// Alarms an hour of rest.
    pub(crate) rate: Option<Estimate>,
    pub(crate) bumps: Option<Estimate>,
}

impl DetectorSum {
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

    /// The figures of everything that was added.
    pub(crate) fn score(&self) -> Scored {
        let mut delays = self.delays.clone();
        delays.sort_by(f64::total_cmp);
        let soon = delays.iter().filter(|delay| **delay <= SOON_S).count() as u64;
        Scored {
            found: estimate::share(delays.len() as u64, self.events),
            soon: estimate::share(soon, self.events),
            p50: estimate::quantile(&delays, 0.5),
            p90: estimate::quantile(&delays, 0.9),
            chance: estimate::share(self.windows.0, self.windows.1),
            rate: estimate::rate(self.false_alarms, self.rest_h),
            bumps: estimate::share(self.bumped, self.bumps),
        }
    }
}
