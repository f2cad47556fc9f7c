//! One person's heart, from bytes to how far from ordinary.
//!
//! ```text
//! notification -> measurement -> beat timeline -> artifacts -> windows -> reading -> baseline -> arousal
//! ```

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::event::input::Link;
use crate::event::moment::Moment;

pub mod arousal;
pub mod artifact;
pub mod baseline;
pub mod beat;
pub mod hrv;
pub mod measurement;
pub mod recent;
mod skin_contact;
pub mod spectrum;
pub mod statistics;
mod strap_rate;
pub mod window;

use arousal::{Arousal, Observation};
use artifact::{BeatFilter, Verdict};
use baseline::{Baseline, Prior, Role, RoleBaseline};
use beat::{Beat, Receipt, Received, Timeline};
use measurement::{Contact, Measurement};
use recent::Live;
use skin_contact::ContactDoubt;
use strap_rate::RateBytes;

/// No notification for this long: what was last known is no longer shown.
pub const STALE_AFTER: Duration = Duration::from_millis(2500);

/// No clean beat for this long, though notifications come: the numbers from before are no longer shown. Two beats may
/// wait for their verdict, and a notification may hold beats of some seconds ago.
pub const BEATLESS_AFTER: Duration = Duration::from_secs(5);

/// What can be said of a heart now. Every field is absent rather than stale or guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Reading {
    /// Heart rate over the last 10 s in beats a minute: from RR intervals, or the strap's own where it sends none.
    pub heart_rate: Option<f64>,
    /// RMSSD over the last 30 s in milliseconds.
    pub rmssd: Option<f64>,
}

/// What the signal of a strap allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// No strap at this seat.
    #[default]
    Absent,
    /// A strap that is not (or no longer) delivering; the link says why.
    Waiting,
    /// Delivering, but not enough clean beats yet.
    Settling,
    /// Enough clean beats.
    Good,
    /// Heart rate only: this strap sends no RR intervals.
    RateOnly,
    /// The strap does not feel skin.
    NoContact,
    /// Nothing came for a while, though it should.
    Silent,
}

/// Whether a heart beats regularly enough for its intervals to be judged one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rhythm {
    /// It does, but for single beats.
    #[default]
    Regular,
    /// Atrial fibrillation, or a pacemaker: every beat would look wrong, and variability means nothing.
    Irregular,
}

/// What a heart reports while it takes in notifications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// A beat and what it is taken for.
    Beat(Beat, Verdict),
    /// Bytes that are no measurement.
    Malformed,
    /// A notification delivered twice.
    Duplicate,
    /// Beats are missing for about this long.
    Gap(Duration),
}

/// One person's heart.
#[derive(Debug)]
pub struct Heart {
    link: Link,
    battery: Option<u8>,
    timeline: Timeline,
    filter: BeatFilter,
    rate_bytes: RateBytes,
    live: Live,
    /// When the last clean beat arrived.
    last_clean: Option<Moment>,
    baseline: Baseline,
    contact: bool,
    ignores_intervals: bool,
    contact_doubt: ContactDoubt,
    contact_overruled: bool,
}

impl Default for Heart {
    fn default() -> Self {
        Self {
            link: Link::Absent,
            battery: None,
            timeline: Timeline::default(),
            filter: BeatFilter::default(),
            rate_bytes: RateBytes::default(),
            live: Live::default(),
            last_clean: None,
            baseline: Baseline::default(),
            contact: true,
            ignores_intervals: false,
            contact_doubt: ContactDoubt::default(),
            contact_overruled: false,
        }
    }
}

impl Heart {
    /// Takes in one notification and reports what was found in it, oldest first.
    pub fn receive(&mut self, at: Moment, epoch: u32, bytes: &[u8], mut found: impl FnMut(Finding)) {
        match self.timeline.receive(at, epoch, bytes) {
            Receipt::Fresh(measurement) => self.take(at, &measurement, &mut found),
            Receipt::Duplicate => found(Finding::Duplicate),
            Receipt::Malformed => found(Finding::Malformed),
            Receipt::OldEpoch => {}
        }
    }

    fn take(&mut self, at: Moment, measurement: &Measurement<'_>, found: &mut impl FnMut(Finding)) {
        self.contact_overruled = self.contact_doubt.overrules(at, measurement);
        let mut measurement = if self.ignores_intervals { measurement.without_intervals() } else { *measurement };
        if self.contact_overruled {
            measurement.contact = Contact::Unsupported;
        }
        let measurement = &measurement;
        self.contact = measurement.has_contact();
        self.rate_bytes.take(at, measurement);
        let Self { timeline, filter, last_clean, live, .. } = self;
        let gap = timeline.extend(at, measurement, |beat| {
            filter.push(beat, |beat, verdict| {
                if verdict == Verdict::Normal {
                    *last_clean = Some(at);
                }
                live.push(beat, verdict);
                found(Finding::Beat(beat, verdict));
            });
        });
        if let Some(missing) = gap {
            found(Finding::Gap(missing));
        }
    }

    /// Notes the state of the radio link.
    pub fn set_link(&mut self, link: Link) {
        self.link = link;
    }

    /// The intervals of this strap are no heartbeats: from now on its heart rate alone counts.
    pub fn ignore_intervals(&mut self) {
        self.ignores_intervals = true;
    }

    /// Notes a battery level; above 100 is reserved and says nothing.
    pub fn set_battery(&mut self, percent: u8) {
        self.battery = (percent <= 100).then_some(percent);
    }

    /// The radio link.
    pub fn link(&self) -> Link {
        self.link
    }

    /// The last battery level, in per cent.
    pub fn battery(&self) -> Option<u8> {
        self.battery
    }

    /// The account of this strap's notifications.
    pub fn received(&self) -> Received {
        self.timeline.received()
    }

    /// Whether the strap says that it feels no skin, but measures so well that it is not believed.
    pub fn contact_is_doubted(&self) -> bool {
        self.contact_overruled
    }

    /// How long nothing has come, if anything ever came.
    pub fn silence(&self, now: Moment) -> Option<Duration> {
        self.timeline.last_arrival().map(|last| now.since(last))
    }

    /// When the signal changes by itself after `now`, unless something comes before.
    pub fn next_deadline(&self, now: Moment) -> Moment {
        let stale = self.timeline.last_arrival().map(|last| last + STALE_AFTER);
        let beatless = self.last_clean.map(|last| last + BEATLESS_AFTER);
        [stale, beatless].into_iter().flatten().filter(|at| *at > now).min().unwrap_or(Moment::NEVER)
    }

    fn is_live(&self, now: Moment) -> bool {
        let subscribed = matches!(self.link, Link::Subscribed | Link::Quiet);
        subscribed && self.silence(now).is_some_and(|silence| silence < STALE_AFTER)
    }

    /// What the signal allows now.
    pub fn signal(&self, now: Moment) -> Signal {
        match self.link {
            Link::Absent => Signal::Absent,
            Link::Subscribed | Link::Quiet if self.is_live(now) => self.live_signal(now),
            Link::Subscribed if self.silence(now).is_some() => Signal::Silent,
            _ => Signal::Waiting,
        }
    }

    fn live_signal(&self, now: Moment) -> Signal {
        let reading = self.reading(now);
        if !self.contact {
            Signal::NoContact
        } else if reading.heart_rate.is_none() {
            Signal::Settling
        } else if self.rate_bytes.is_only_source() {
            Signal::RateOnly
        } else {
            Signal::Good
        }
    }

    /// What can be said now.
    pub fn reading(&self, now: Moment) -> Reading {
        if !self.is_live(now) || !self.contact {
            return Reading::default();
        }
        if self.rate_bytes.is_only_source() {
            return Reading { heart_rate: self.rate_bytes.heart_rate(now), rmssd: None };
        }
        if self.last_clean.is_none_or(|last| now.since(last) >= BEATLESS_AFTER) {
            return Reading::default();
        }
        Reading { heart_rate: self.live.ten_seconds.heart_rate(), rmssd: self.live.half_minute.rmssd() }
    }

    /// Heart rate over the last 30 s in beats a minute, for the way back to calm.
    pub fn half_minute_rate(&self, now: Moment) -> Option<f64> {
        let reading = self.reading(now);
        if self.rate_bytes.is_only_source() {
            return reading.heart_rate;
        }
        reading.heart_rate.and_then(|_| self.live.half_minute.heart_rate())
    }

    /// What bears on a pause in this second; nothing without a fresh, clean reading. Of an irregular heart every beat
    /// counts, and only the rate.
    pub fn observe(&self, now: Moment, rhythm: Rhythm) -> Option<Observation> {
        let ten = self.reading(now).heart_rate;
        if self.rate_bytes.is_only_source() {
            return Some(Observation { heart_rate: ten?, log_rmssd: None, coarse: true });
        }
        if rhythm == Rhythm::Irregular {
            let heart_rate = self.live.unsifted.heart_rate().filter(|_| self.is_live(now) && self.contact)?;
            return Some(Observation { heart_rate, log_rmssd: None, coarse: true });
        }
        let heart_rate = self.live.five_seconds.heart_rate().filter(|_| ten.is_some())?;
        let log_rmssd = self.live.quarter_minute.rmssd().map(|ms| ms.max(1.0).ln());
        Some(Observation { heart_rate, log_rmssd, coarse: false })
    }

    /// How far from ordinary a second is.
    pub fn arousal(&self, role: Role, seen: &Observation) -> Option<Arousal> {
        Arousal::assess(&self.baseline, role, seen)
    }

    /// What is ordinary for this heart.
    pub fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// What is ordinary for this heart, to be learnt.
    pub fn baseline_mut(&mut self) -> &mut Baseline {
        &mut self.baseline
    }

    /// A heart of which something is known from talks before.
    pub fn knowing(known: Prior) -> Self {
        Self { baseline: Baseline::knowing(known), ..Self::default() }
    }

    /// The ordinary heart rate in `role`, in beats a minute.
    pub fn ordinary_rate(&self, role: Role) -> Option<RoleBaseline> {
        self.baseline.heart_rate(role)
    }

    /// The windows, spectrum and tachogram behind the readings. They know nothing of silence: what is shown of them as
    /// a number of now must go through [`Heart::reading`] or [`Heart::signal`].
    pub fn live(&self) -> &Live {
        &self.live
    }
}
