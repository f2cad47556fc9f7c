//! What is shown of one heart: its rate over time, its beats, and how clear the signal was.

use super::trace::{Columns, Point, Trace};
use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::heart::artifact::Verdict;
use crate::heart::baseline::Role;
use crate::heart::beat::Received;
use crate::heart::hrv::Interval;
use crate::heart::hrv::frequency::{Spectrum, welch};
use crate::heart::strap_fault::StrapFault;
use crate::heart::{Heart, Signal};
use crate::lab::analyze::beat_class::BeatClass;
use crate::lab::analyze::recording::Recording;
use crate::lab::analyze::summary::{Summary, clean};
use crate::lab::analyze::{Analysis, analysis};

/// The rows of the table beside a course over time: at most so many. Assumption: two pages of paper.
const MOST_ROWS: usize = 60;
/// How long a row is at first, in seconds.
const ROW_S: f64 = 60.0;
/// The rejected beats that are drawn one by one. More would be a black bar.
const MOST_MARKS: usize = 1_500;
/// The pairs of beats that are drawn in a Poincaré plot: an hour of them, spread over all of a longer practice.
const MOST_PAIRS: usize = 4_000;

/// One heart while a journal is read.
#[derive(Debug, Default)]
pub(super) struct HeartSoFar {
    rate: Trace,
    rows: Option<Columns>,
    had_rate: bool,
    was_heard: bool,
    seconds: SignalSeconds,
    left_out: LeftOut,
    last_normal_ms: Option<f64>,
    faults: Vec<StrapFault>,
}

/// For how many seconds the signal was how, from the first clean beat on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SignalSeconds {
    /// A heart rate was there.
    pub(super) heard: u64,
    /// A heart rate, but no intervals of single beats.
    pub(super) rate_only: u64,
    /// Beats came, and too few were clear.
    pub(super) unclear: u64,
    /// The strap did not feel skin.
    pub(super) no_contact: u64,
    /// Nothing came.
    pub(super) silent: u64,
}

/// How many intervals were left out, by what they are taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) counted: u64,
    pub(super) missed: u64,
    pub(super) extra: u64,
    pub(super) ectopic: u64,
    pub(super) misplaced: u64,
    pub(super) gap: u64,
}

impl LeftOut {
    pub(super) fn add(&mut self, class: BeatClass) {
        *match class {
            BeatClass::Normal => &mut self.counted,
            BeatClass::Missed => &mut self.missed,
            BeatClass::Extra => &mut self.extra,
            BeatClass::Ectopic => &mut self.ectopic,
            BeatClass::Misplaced => &mut self.misplaced,
            BeatClass::Gap => &mut self.gap,
        } += 1;
    }
}

impl HeartSoFar {
    /// Takes in a whole second.
    pub(super) fn second(&mut self, now: Moment, heart: &Heart) {
        let signal = heart.signal(now);
        self.was_heard |= matches!(signal, Signal::Good | Signal::RateOnly);
        if self.was_heard {
            *match signal {
                Signal::Good => &mut self.seconds.heard,
                Signal::RateOnly => &mut self.seconds.rate_only,
                Signal::Settling => &mut self.seconds.unclear,
                Signal::NoContact => &mut self.seconds.no_contact,
                Signal::Absent | Signal::Waiting | Signal::Silent => &mut self.seconds.silent,
            } += 1;
        }
        let rate = heart.reading(now).heart_rate;
        if let Some(value) = rate {
            let at_s = now.secs();
            self.rate.push(Point { at_s, value, holds_s: 1.0, joined: self.had_rate });
            self.rows.get_or_insert_with(|| Columns::new(ROW_S, MOST_ROWS)).add(at_s - 1.0, value, 1.0);
        }
        self.had_rate = rate.is_some();
    }

    /// Takes in a beat.
    pub(super) fn beat(&mut self, rr_ms: f64, verdict: Verdict) {
        self.left_out.add(BeatClass::of(verdict, rr_ms, &mut self.last_normal_ms));
    }

    /// Takes in what the strap did wrong.
    pub(super) fn fault(&mut self, fault: StrapFault) {
        self.faults.push(fault);
    }

    /// What is shown of it. `intervals` are those of its journal, where figures of single beats are wanted.
    pub(super) fn finish(self, seat: Seat, name: &str, heart: &Heart, intervals: Option<Recording>) -> HeartReport {
        let known = |role| heart.ordinary_rate(role).map(|baseline| (role, baseline.centre));
        HeartReport {
            seat,
            name: name.to_owned(),
            rate: self.rate,
            rows: self.rows,
            beats: intervals.map(BeatsReport::of),
            calm: [Role::Speaking, Role::Listening].into_iter().filter_map(known).collect(),
            signal: SignalReport {
                seconds: self.seconds,
                received: heart.received(),
                left_out: self.left_out,
                faults: self.faults,
            },
        }
    }
}

/// What is shown of one heart.
#[derive(Debug)]
pub(super) struct HeartReport {
    pub(super) seat: Seat,
    pub(super) name: String,
    /// The heart rate over the last 10 s, each second that has one, in beats a minute.
    pub(super) rate: Trace,
    /// The same for the table.
    pub(super) rows: Option<Columns>,
    /// Its single beats, in a practice.
    pub(super) beats: Option<BeatsReport>,
    /// What was learnt as its rate in calm talking, by role.
    pub(super) calm: Vec<(Role, f64)>,
    pub(super) signal: SignalReport,
}

/// How clear the signal was.
#[derive(Debug)]
pub(super) struct SignalReport {
    pub(super) seconds: SignalSeconds,
    pub(super) received: Received,
    pub(super) left_out: LeftOut,
    pub(super) faults: Vec<StrapFault>,
}

/// The beats of one heart, with the verdicts and figures of `breathmark analyze`.
#[derive(Debug)]
pub(super) struct BeatsReport {
    /// The rate of each clean interval in beats a minute, at its end.
    pub(super) rate: Trace,
    /// The same for the table, with what was left out.
    pub(super) rows: Columns,
    /// The first rejected intervals: when they end, in seconds, and what they are taken for.
    pub(super) rejected: Vec<(f64, BeatClass)>,
    /// Pairs of adjacent clean intervals in ms.
    pub(super) pairs: Vec<(f64, f64)>,
    pub(super) spectrum: Option<Spectrum>,
    pub(super) summary: Summary,
    /// Whether the intervals are no heartbeats at all.
    pub(super) unfit: bool,
}

impl BeatsReport {
    fn of(recording: Recording) -> Self {
        let Analysis { recording, summaries } = analysis(recording, None);
        let summary = summaries.into_iter().next().map_or_else(|| Summary::of(&[]), |(_, summary)| summary);
        let intervals = clean(&recording.rows);
        let usable = summary.metrics.is_some();
        let mut report = Self {
            rate: Trace::default(),
            rows: Columns::new(ROW_S, MOST_ROWS),
            rejected: Vec::new(),
            pairs: if usable { pairs(&intervals) } else { Vec::new() },
            spectrum: usable.then(|| welch::spectrum(&intervals)).flatten(),
            summary,
            unfit: recording.unfit.is_some(),
        };
        let mut clean_before = false;
        for row in &recording.rows {
            let at_s = recording.origin_s + row.at_s;
            let is_clean = row.offline.is_normal();
            if is_clean {
                let (value, holds_s) = (60_000.0 / row.rr_ms, row.rr_ms / 1_000.0);
                report.rate.push(Point { at_s, value, holds_s, joined: clean_before && row.linked });
                report.rows.add(at_s, value, holds_s);
            } else {
                report.rows.leave_out(at_s);
                if report.rejected.len() < MOST_MARKS {
                    report.rejected.push((at_s, row.offline.class));
                }
            }
            clean_before = is_clean;
        }
        report
    }
}

/// Each clean interval with the one before it, where they are adjacent: all of them, or every so many.
fn pairs(intervals: &[Interval]) -> Vec<(f64, f64)> {
    let adjacent = || intervals.windows(2).filter(|two| two[1].adjacent).map(|two| (two[0].ms, two[1].ms));
    let every = adjacent().count().div_ceil(MOST_PAIRS).max(1);
    adjacent().step_by(every).collect()
}
