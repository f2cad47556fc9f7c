//! The figures of one session, as they are kept.

use std::ops::RangeInclusive;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

// The bounds below are assumptions: wider than any session, so that only damage falls outside. A narrower one would leave
// out true sessions.

/// The longest series of a practice: ten values show its course.
const LONGEST_SERIES: usize = 10;
/// The most rates of a resonance test, and the most pauses of a talk.
const LONGEST_LIST: usize = 1000;
/// The longest session or pause, in seconds: a week, as for a journal.
const LONGEST_S: u32 = 7 * 24 * 60 * 60;
/// Beats a minute that a heart can have.
const HEART_RATE: RangeInclusive<f64> = 10.0..=300.0;
/// How far a heart rate can rise and fall with a breath, in beats a minute.
const SWING: RangeInclusive<f64> = 0.0..=200.0;
/// Milliseconds that RMSSD and SDNN can have.
const VARIABILITY: RangeInclusive<f64> = 0.0..=2000.0;
/// Breaths a minute. Nobody breathes faster at rest.
const BREATHING: RangeInclusive<f64> = 0.0..=60.0;
/// Seconds of a part of a breath.
const BREATH_PART: RangeInclusive<f64> = 0.0..=60.0;
/// Degrees that the heart can lag behind the breath, or lead it.
const BEHIND: RangeInclusive<f64> = -360.0..=360.0;
const SHARE: RangeInclusive<f64> = 0.0..=1.0;
/// The digits that stand for a strap.
const STRAP_DIGITS: usize = 4;
/// The scale of how it feels.
const FELT: RangeInclusive<u8> = 0..=10;

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
    /// How long it lasted, in seconds.
    pub seconds: u32,
    /// The breath that was led last; nothing in a practice without breathing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breath: Option<PracticeBreath>,
    /// How far the heart rate rose and fell with each breath, in beats a minute: the median of the first minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swing_first_bpm: Option<f64>,
    /// The same of the last minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swing_last_bpm: Option<f64>,
    /// The same over the whole practice: ten values at most, at equal distances. None where the beats were not clean.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub swing_bpm: Vec<Option<f64>>,
    /// RMSSD in milliseconds, the median of the practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rmssd_ms: Option<f64>,
    /// Heart rate in beats a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heart_rate_bpm: Option<f64>,
    /// The share of clean beats, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clean_share: Option<f64>,
    /// How it felt before, from 0 to 10.
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
    /// The share of clean beats, from 0 to 1.
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
    /// The rates that were tried, in their order.
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

    /// Whether every figure is one that a session can have.
    pub fn is_possible(&self) -> bool {
        match self {
            Self::Practice(it) => it.is_possible(),
            Self::Reading(it) => it.is_possible(),
            Self::Resonance(it) => it.is_possible(),
            Self::Talk(it) => it.pause_s.len() <= LONGEST_LIST && it.pause_s.iter().all(|s| *s <= LONGEST_S),
        }
    }
}

impl PastPractice {
    fn is_possible(&self) -> bool {
        let swings = [self.swing_first_bpm, self.swing_last_bpm].into_iter().chain(self.swing_bpm.iter().copied());
        let parts = self.breath.iter().flat_map(|breath| [breath.in_s, breath.top_up_s, breath.out_s]);
        self.seconds <= LONGEST_S
            && self.swing_bpm.len() <= LONGEST_SERIES
            && parts.into_iter().all(|part| BREATH_PART.contains(&part))
            && swings.flatten().all(|swing| SWING.contains(&swing))
            && self.rmssd_ms.is_none_or(|ms| VARIABILITY.contains(&ms))
            && self.heart_rate_bpm.is_none_or(|rate| HEART_RATE.contains(&rate))
            && self.clean_share.is_none_or(|share| SHARE.contains(&share))
            && [self.felt_before, self.felt_after].into_iter().flatten().all(|felt| FELT.contains(&felt))
    }
}

/// Whether something stands for a strap as this program writes it; nothing does, too.
fn is_strap(digits: Option<&String>) -> bool {
    digits.is_none_or(|it| it.len() == STRAP_DIGITS && it.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

impl PastReading {
    fn is_possible(&self) -> bool {
        is_strap(self.strap.as_ref())
            && [self.rmssd_ms, self.sdnn_ms].iter().all(|ms| VARIABILITY.contains(ms))
            && HEART_RATE.contains(&self.heart_rate_bpm)
            && self.breathing_per_minute.is_none_or(|rate| BREATHING.contains(&rate))
            && SHARE.contains(&self.clean_share)
    }
}

impl PastResonance {
    fn is_possible(&self) -> bool {
        let rates = [self.peak_per_minute, self.within_per_minute];
        is_strap(self.strap.as_ref())
            && self.steps.len() <= LONGEST_LIST
            && self.steps.iter().all(ResonanceStep::is_possible)
            && rates.into_iter().flatten().all(|rate| BREATHING.contains(&rate))
    }
}

impl ResonanceStep {
    fn is_possible(&self) -> bool {
        BREATHING.contains(&self.per_minute)
            && SWING.contains(&self.swing_bpm)
            && SHARE.contains(&self.fit)
            && BEHIND.contains(&self.behind_deg)
            && self.felt.is_none_or(|felt| FELT.contains(&felt))
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
