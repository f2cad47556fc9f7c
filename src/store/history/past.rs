//! The figures of one session, as they are kept.

use crate::store::journal::Header;
use crate::talk::Talk;
use jiff::Zoned;
use serde::{Deserialize, Serialize};

use crate::heart::statistics::median;

/// What is kept of one session, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PastSession {
    /// One person's practice.
    Practice(PastPractice),
    /// A quiet reading of a baseline.
    Reading(PastReading),
    /// A search for the breathing rate at which the heart moves most.
    Resonance(PastResonance),
    /// A talk of two.
    Talk(PastTalk),
}

/// A practice. What its data did not carry is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastPractice {
    /// When it began, in the local time of then and there.
    #[serde(with = "local_time")]
    pub began: Zoned,
    /// For how many seconds the person breathed with the pacer or grounded. Readings and searches are not among them.
    pub seconds: u32,
    /// The breath that was led last; nothing in a practice without breathing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breath: Option<PracticeBreath>,
    /// How far the heart rate rose and fell with each breath, in beats a minute, in the first minute that had a figure.
    /// Where only one minute had one, there is neither this key nor the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swing_first_bpm: Option<f64>,
    /// The same in the last minute that had a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swing_last_bpm: Option<f64>,
    /// The same over the whole practice: the medians of ten spans of equal length at most. None where no minute had a figure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub swing_bpm: Vec<Option<f64>>,
    /// RMSSD in milliseconds, the median of its minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rmssd_ms: Option<f64>,
    /// The mean heart rate, in beats a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heart_rate_bpm: Option<f64>,
    /// The share of the time since the first beat that clean beats fill, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clean_share: Option<f64>,
    /// How it felt before, from 0 to 9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt_before: Option<u8>,
    /// How it felt after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt_after: Option<u8>,
}

/// The parts of one breath, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeBreath {
    /// Breathing in.
    pub in_s: f64,
    /// The second, short breath in of a cyclic sigh; 0 without one.
    #[serde(default)]
    pub top_up_s: f64,
    /// Breathing out.
    pub out_s: f64,
}

/// A quiet reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastReading {
    /// When it began.
    #[serde(with = "local_time")]
    pub began: Zoned,
    /// Whose it may be: four digits for the strap that was worn, [`StrapId::digest`]. Its address is not in the file.
    ///
    /// [`StrapId::digest`]: crate::event::strap_id::StrapId
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strap: Option<String>,
    /// How many minutes it took: 2 or 5. Readings of other lengths can't be compared.
    pub minutes: u8,
    /// Heart rate in beats a minute.
    pub heart_rate_bpm: f64,
    /// RMSSD in milliseconds.
    pub rmssd_ms: f64,
    /// SDNN in milliseconds. It depends on the length of the reading.
    pub sdnn_ms: f64,
    /// Breaths a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breathing_per_minute: Option<f64>,
    /// The share of its time that clean beats fill, from 0 to 1.
    pub clean_share: f64,
}

/// A resonance test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastResonance {
    /// When it began.
    #[serde(with = "local_time")]
    pub began: Zoned,
    /// Whose it may be: four digits for the strap that was worn, [`StrapId::digest`]. Its address is not in the file.
    ///
    /// [`StrapId::digest`]: crate::event::strap_id::StrapId
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strap: Option<String>,
    /// The rates that were tried, in their order. One with too few clean beats is left out.
    pub steps: Vec<ResonanceStep>,
    /// The breathing rate at which the heart moved most, in breaths a minute; nothing where none stood out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_per_minute: Option<f64>,
    /// How far the true one may be from it, in breaths a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_per_minute: Option<f64>,
    /// Whether rates around the peak were tried as well.
    pub refined: bool,
    /// Whether all rates were tried.
    pub finished: bool,
}

/// One rate of a resonance test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResonanceStep {
    /// Breaths a minute.
    pub per_minute: f64,
    /// How far the heart rate rose and fell with each breath, in beats a minute.
    pub swing_bpm: f64,
    /// How well one wave of the breath's length explains the heart rate: R², from 0 to 1.
    pub fit: f64,
    /// How far the heart is behind the breath, in degrees.
    pub behind_deg: f64,
    /// How this rate felt, from 0 to 9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt: Option<u8>,
}

/// A talk, for both together. It has no place for one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastTalk {
    /// When it began.
    #[serde(with = "local_time")]
    pub began: Zoned,
    /// How many pauses it had.
    pub pauses: u32,
    /// For each time that the talk went on after a pause: after how many seconds both were ready and no body spoke against
    /// it. After "not yet" on the way back, the next pause is added. A pause that became a break, or in which the talk
    /// ended, is not among them.
    pub pause_s: Vec<u32>,
}

impl PastTalk {
    /// What is left of the talk of this journal.
    pub(crate) fn of(header: &Header, talk: &Talk) -> Self {
        let pause_s = talk.settled().iter().map(|settled| settled.as_secs() as u32).collect();
        Self { began: header.started_locally(), pauses: talk.pauses(), pause_s }
    }
}

impl PastPractice {
    /// How far the heart rate moved with each breath, in beats a minute: the median of its course, or what is known of its
    /// end or its beginning.
    pub(crate) fn swing(&self) -> Option<f64> {
        let mut course: Vec<f64> = self.swing_bpm.iter().flatten().copied().collect();
        median(&mut course).or(self.swing_last_bpm).or(self.swing_first_bpm)
    }
}

impl PastSession {
    /// When it began.
    pub fn began(&self) -> &Zoned {
        match self {
            Self::Practice(it) => &it.began,
            Self::Reading(it) => &it.began,
            Self::Resonance(it) => &it.began,
            Self::Talk(it) => &it.began,
        }
    }
}

/// A time with its offset from UTC, such as `2026-11-22T19:15:00+01:00`: the day is the one of then and there, whatever
/// zone this computer is in now.
mod local_time {
    use std::ops::RangeInclusive;

    use jiff::Zoned;
    use jiff::fmt::temporal::Pieces;
    use jiff::tz::TimeZone;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &Zoned, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&at.strftime("%Y-%m-%dT%H:%M:%S%:z"))
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Zoned, D::Error> {
        let text = std::borrow::Cow::<'a, str>::deserialize(from)?;
        parse(&text).ok_or_else(|| D::Error::custom("this is no time with its offset from UTC"))
    }

    /// The years that are written in four digits, and in which there were computers.
    const YEARS: RangeInclusive<i16> = 1970..=9999;

    /// The time in whole seconds, as it is written.
    fn parse(text: &str) -> Option<Zoned> {
        let pieces = Pieces::parse(text).ok()?;
        let (time, offset) = (pieces.time()?.with().subsec_nanosecond(0).build().ok()?, pieces.to_numeric_offset()?);
        let at = offset.to_timestamp(pieces.date().to_datetime(time)).ok()?;
        YEARS.contains(&pieces.date().year()).then(|| at.to_zoned(TimeZone::fixed(offset)))
    }
}
