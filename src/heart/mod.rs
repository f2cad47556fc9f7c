//! One person's heart, from the strap's bytes to how far it is above its baseline.
//!
//! ```text
//! notification -> measurement -> beat -> artifact -> recent (windows) -> reading -> baseline -> arousal
//! ```
//!
//! Each step is a file or folder of that name. [`Heart::receive`] runs the first five for every notification.

use std::time::Duration;

use crate::event::input::Link;
use crate::event::moment::Moment;

pub(crate) mod arousal;
pub mod artifact;
pub mod baseline;
pub mod beat;
pub mod hrv;
mod late_seconds;
pub mod measurement;
mod reading;
pub mod recent;
mod signal;
mod skin_contact;
pub mod spectrum;
pub mod statistics;
pub mod strap_fault;
mod strap_rate;
pub mod window;

use arousal::{Arousal, Observation};
use artifact::{BeatFilter, Verdict};
use baseline::{Baseline, Prior, Role, RoleBaseline};
use beat::{Beat, Receipt, Received, Timeline};
use late_seconds::{LateSeconds, Seen};
use measurement::{Contact, Measurement};
pub use reading::Reading;
use recent::RecentBeats;
pub use signal::{BEATLESS_AFTER, STALE_AFTER, Signal};
use signal::{SignalState, beatless_after, is_delivering, stale_after};
use strap_fault::{FaultSet, StrapFault};
use strap_rate::StrapRate;

/// Whether a heart beats regularly enough for a verdict on each interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rhythm {
    /// Regular but for single beats.
    #[default]
    Regular,
    /// Atrial fibrillation, or a pacemaker. Every beat would look wrong, and variability means nothing.
    Irregular,
}

/// What a heart reports of a notification.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// A beat with its verdict.
    Beat(Beat, Verdict),
    /// Bytes that are no measurement.
    Malformed,
    /// A notification delivered twice.
    Duplicate,
    /// Beats are missing for about this long.
    Gap(Duration),
    /// The strap does something wrong.
    Fault(StrapFault),
}

/// Below this level, in per cent, a strap's battery counts as low: it may not last through a talk. Assumption. A higher
/// level warns earlier, on the screen, in the list of straps and in the doctor alike.
pub(crate) const LOW_BATTERY: u8 = 15;

/// One person's heart.
#[derive(Debug)]
pub struct Heart {
    link: Link,
    battery: Option<u8>,
    timeline: Timeline,
    filter: BeatFilter,
    strap_rate: StrapRate,
    recent: RecentBeats,
    /// The last seconds, where beats come in bursts.
    late: LateSeconds,
    /// When the last clean beat arrived.
    last_clean: Option<Moment>,
    baseline: Baseline,
    has_contact: bool,
    ignores_intervals: bool,
    /// All that the strap ever did wrong.
    faults_ever: FaultSet,
}

impl Default for Heart {
    fn default() -> Self {
        Self {
            link: Link::Absent,
            battery: None,
            timeline: Timeline::default(),
            filter: BeatFilter::default(),
            strap_rate: StrapRate::default(),
            recent: RecentBeats::default(),
            late: LateSeconds::default(),
            last_clean: None,
            baseline: Baseline::default(),
            has_contact: true,
            ignores_intervals: false,
            faults_ever: FaultSet::default(),
        }
    }
}

impl Heart {
    /// Processes one notification that came at `at`, and reports what is in it, oldest first.
    pub fn receive(&mut self, at: Moment, epoch: u32, bytes: &[u8], mut found: impl FnMut(Finding)) {
        match self.timeline.receive(at, epoch, bytes) {
            Receipt::Fresh(measurement) => {
                self.report_faults(&mut found);
                self.process(at, &measurement, &mut found);
            }
            Receipt::Duplicate => found(Finding::Duplicate),
            Receipt::Malformed => found(Finding::Malformed),
            Receipt::OldEpoch => {}
        }
    }

    fn report_faults(&mut self, found: &mut impl FnMut(Finding)) {
        for fault in self.timeline.faults().without(self.faults_ever).iter() {
            self.faults_ever.add(fault);
            found(Finding::Fault(fault));
        }
    }

    fn process(&mut self, at: Moment, measurement: &Measurement<'_>, found: &mut impl FnMut(Finding)) {
        let ignores = self.ignores_intervals || self.faults().spoil_intervals();
        let all_intervals = measurement;
        let mut measurement = if ignores { measurement.without_intervals() } else { *measurement };
        if self.contact_is_doubted() {
            measurement.contact = Contact::Unsupported;
        }
        let measurement = &measurement;
        self.has_contact = measurement.has_contact();
        let stood_still = self.strap_rate.stands_still();
        self.strap_rate.take(at, measurement, self.own_rate(all_intervals));
        if !stood_still && self.strap_rate.stands_still() && self.is_rate_only() {
            // What was learnt from a rate that was none would make the true one look like a rise.
            self.baseline.forget_today();
        }
        if let Some(hold) = self.timeline.hold().filter(|_| self.faults().has(StrapFault::Bursts)) {
            self.late.expect_bursts(hold);
        }
        let Self { timeline, filter, last_clean, recent, late, .. } = self;
        let gap = timeline.extend(at, measurement, |beat| {
            filter.push(beat, |beat, verdict| {
                if verdict == Verdict::Normal {
                    *last_clean = Some(at);
                }
                recent.push(beat, verdict);
                if late.are_needed() {
                    late.note(beat.at, Seen::of(recent));
                }
                found(Finding::Beat(beat, verdict));
            });
        });
        if let Some(missing) = gap {
            found(Finding::Gap(missing));
        }
    }

    /// Decides about the beats whose verdict waits for the next ones, because no more are coming.
    pub(crate) fn decide_waiting(&mut self, mut found: impl FnMut(Finding)) {
        self.filter.flush(|beat, verdict| found(Finding::Beat(beat, verdict)));
    }

    /// How much earlier than their [`Beat::at`] beats can arrive. Take it off where a beat is laid beside something else in
    /// time. What is left is the delay within the strap and on the air, which nothing shows.
    pub(crate) fn ahead(&self) -> Duration {
        self.timeline.ahead()
    }

    /// Notes the state of the radio link.
    pub fn set_link(&mut self, link: Link) {
        self.link = link;
    }

    /// From now on only the strap's own heart rate counts, because its intervals are no heartbeats.
    pub(crate) fn ignore_intervals(&mut self) {
        self.ignores_intervals = true;
    }

    /// Whether the heart may be paced: then a rate of its strap that stands still is no sign that nothing is measured.
    pub(crate) fn expect_pacing(&mut self, may_be_paced: bool) {
        self.timeline.expect_pacing(may_be_paced);
    }

    /// Whether the heart may be paced.
    pub(crate) fn expects_pacing(&self) -> bool {
        self.timeline.fault_watch().expects_pacing()
    }

    /// Notes a battery level in per cent. Above 100 it is reserved, and no level is known.
    pub(crate) fn set_battery(&mut self, percent: u8) {
        self.battery = (percent <= 100).then_some(percent);
    }

    /// The radio link, as it was noted last.
    pub fn link(&self) -> Link {
        self.link
    }

    /// Whether there is no strap, or nothing that could hear it.
    pub(crate) fn is_out_of_reach(&self) -> bool {
        matches!(self.link, Link::Absent | Link::NoAdapter | Link::NoBluetooth)
    }

    /// The last battery level, in per cent.
    pub fn battery(&self) -> Option<u8> {
        self.battery
    }

    /// How many notifications and beats came, and how much is missing.
    pub fn received(&self) -> Received {
        self.timeline.received()
    }

    /// Whether the strap reports no skin contact, but measures so well that its contact bit is ignored.
    pub(crate) fn contact_is_doubted(&self) -> bool {
        self.timeline.fault_watch().contact_is_wrong()
    }

    /// After this time without a notification no figure is shown: longer on a link that delivers in bursts.
    pub fn stale_after(&self) -> Duration {
        stale_after(self.timeline.hold())
    }

    /// How long no notification has come, if any ever came.
    pub(crate) fn silence(&self, now: Moment) -> Option<Duration> {
        self.timeline.last_arrival().map(|last| now.since(last))
    }

    /// When the signal next changes by itself after `now`, if nothing comes before.
    pub(crate) fn next_deadline(&self, now: Moment) -> Moment {
        let hold = self.timeline.hold();
        let stale = self.timeline.last_arrival().map(|last| last + self.stale_after());
        let beatless = self.last_clean.map(|last| last + beatless_after(hold));
        [stale, beatless].into_iter().flatten().filter(|at| *at > now).min().unwrap_or(Moment::NEVER)
    }

    fn is_delivering(&self, now: Moment) -> bool {
        is_delivering(self.link, self.silence(now), self.stale_after())
    }

    /// What the signal allows now.
    pub fn signal(&self, now: Moment) -> Signal {
        Signal::of(&SignalState {
            link: self.link,
            silence: self.silence(now),
            stale_after: self.stale_after(),
            has_contact: self.has_contact,
            has_heart_rate: self.reading(now).heart_rate.is_some(),
            is_rate_only: self.is_rate_only(),
        })
    }

    /// Whether the strap sends only a rate, and one that measures nothing.
    pub(crate) fn rate_is_dead(&self) -> bool {
        self.timeline.fault_watch().rate_is_dead()
    }

    /// Whether a rate is all there is, and it may be one that was measured some time ago.
    pub(crate) fn rate_may_be_stuck(&self) -> bool {
        self.is_rate_only() && self.timeline.fault_watch().rate_may_be_stuck()
    }

    /// What the strap does wrong now.
    pub fn faults(&self) -> FaultSet {
        self.timeline.faults()
    }

    /// All that the strap ever did wrong.
    pub fn faults_ever(&self) -> FaultSet {
        self.faults_ever
    }

    /// How far a second is above the baseline of `role`; `None` without a baseline.
    pub(crate) fn arousal(&self, role: Role, seen: &Observation) -> Option<Arousal> {
        Arousal::assess(&self.baseline, role, seen)
    }

    /// The baseline of this heart.
    pub(crate) fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// The baseline of this heart, for learning.
    pub(crate) fn baseline_mut(&mut self) -> &mut Baseline {
        &mut self.baseline
    }

    /// A heart of which `known` was learnt in earlier talks.
    pub(crate) fn knowing(known: Prior) -> Self {
        Self::with_baseline(Baseline::knowing(known))
    }

    /// A heart with this baseline.
    pub(crate) fn with_baseline(baseline: Baseline) -> Self {
        Self { baseline, ..Self::default() }
    }

    /// The baseline of the heart rate in `role`, in beats a minute.
    pub(crate) fn ordinary_rate(&self, role: Role) -> Option<RoleBaseline> {
        self.baseline.heart_rate(role)
    }

    /// The windows, tachogram and spectrum samples behind the readings. They do not go stale: whatever is shown as a
    /// figure of now must go through [`Heart::reading`] or [`Heart::signal`].
    pub fn recent(&self) -> &RecentBeats {
        &self.recent
    }
}
