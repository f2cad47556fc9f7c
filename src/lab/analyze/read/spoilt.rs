//! The intervals of a journal that are no heartbeats, as a session finds them: the strap lies, or says that it is not worn.

use std::time::Duration;

use super::note::{Note, counted};
use super::series::Series;
use crate::event::moment::Moment;
use crate::heart::strap_fault::{FaultSet, StrapFault};

/// How long before a fault is certain its evidence began. Assumption: the times in which each is recognised at rest, see
/// `docs/lying-straps.md`.
const EVIDENCE: Duration = Duration::from_secs(40);
/// The same for those that are seen over a minute of beats, or in small steps. Assumption.
const LONG_EVIDENCE: Duration = Duration::from_mins(2);

/// Which intervals of one strap are no heartbeats.
#[derive(Default)]
pub(super) struct Spoilt {
    /// For each interval: when it came, and whether a lie of the strap spoils it.
    all: Vec<(Moment, bool)>,
    /// Intervals that came while the strap said that it was not worn.
    no_contact: usize,
    /// The first interval that was not judged yet.
    from: usize,
    fault: Option<StrapFault>,
    /// The fault that spoilt most recently.
    last_fault: Option<StrapFault>,
}

impl Spoilt {
    /// Notes an interval that came at `at`.
    pub(super) fn push(&mut self, at: Moment, no_contact: bool) {
        self.all.push((at, false));
        self.no_contact += usize::from(no_contact);
    }

    /// Judges what came since the last time, with what the strap does wrong now.
    pub(super) fn judge(&mut self, at: Moment, faults: FaultSet) {
        let before = std::mem::replace(&mut self.fault, faults.iter().find(|fault| fault.spoils_intervals()));
        let new = self.all.len();
        if let Some(fault) = self.fault {
            self.last_fault = Some(fault);
            let evidence = match fault {
                StrapFault::OneInterval | StrapFault::Smoothed => LONG_EVIDENCE,
                _ => EVIDENCE,
            };
            // What showed the fault was spoilt by it.
            while before.is_none() && self.from > 0 && at.since(self.all[self.from - 1].0) <= evidence {
                self.from -= 1;
            }
            self.all[self.from..].iter_mut().for_each(|(_, spoilt)| *spoilt = true);
        }
        self.from = new;
    }

    /// Leaves out what is no heartbeat, and says so. Where most is none, the series has no figures.
    pub(super) fn leave_out(&mut self, series: &mut Series) {
        let all = self.all.len();
        if self.no_contact == all {
            let said =
                "the strap says all the time that it is not on the skin: it was not worn, or its contact bit is wrong";
            series.unfit = Some(said.to_owned());
        } else if self.no_contact > 0 {
            let came = counted(self.no_contact, "interval", "intervals");
            series.notes.push(Note::Other(format!("{came} came without skin contact and do not count")));
        }
        let Some(fault) = self.last_fault else { return };
        let spoilt = self.all.iter().filter(|(_, spoilt)| *spoilt).count();
        if spoilt * 2 > all {
            series.unfit = Some(said(fault).to_owned());
            return;
        }
        for ((_, spoilt), excluded) in self.all.iter().zip(&mut series.excluded) {
            *excluded |= *spoilt;
        }
        let came = counted(spoilt, "interval does not count", "intervals do not count");
        series.notes.push(Note::Other(format!("{came}: {}", said(fault))));
    }
}

/// What the strap does wrong.
const fn said(fault: StrapFault) -> &'static str {
    match fault {
        StrapFault::MoreThanTime => "the intervals are longer than the time, so beats come twice",
        StrapFault::OneInterval => "every notification has one interval whatever the time, so they are no single beats",
        StrapFault::Smoothed => "the beats hardly differ while the rate moves, so they are smoothed",
        _ => "the intervals follow from the strap's own rate, so they are made from it or paced",
    }
}
