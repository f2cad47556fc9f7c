//! The figures of one heart in a practice, computed once a second.
//!
//! Each is absent where its data do not carry it. `docs/practice.md` has the formulas and their errors.

use serde::Serialize;

use super::broken_off::has_broken_off;
use super::following::{self, BeatInBreath, Following, following};
use super::own_pace::{self, half_minute};
use crate::event::moment::Moment;
use crate::heart::Heart;
use crate::heart::artifact::Verdict;
use crate::heart::spectrum::{LiveSpectrum, Transform};
use crate::pacer::Course;

/// The figures of one heart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// RMSSD over the last minute, in milliseconds.
    pub rmssd_ms: Option<f64>,
    /// How the heart moves with the breath that is led.
    pub following: Option<Following>,
    /// The rhythm of the last 64 s.
    pub rhythm: Option<LiveSpectrum>,
    /// Whether the wave of the minute has broken off in the last breath.
    pub broken_off: bool,
    /// The pace of a rhythm of the heart's own, in breaths a minute, where it does not follow the pacer.
    pub own_pace: Option<f64>,
}

impl Figures {
    /// The figures of `heart` now.
    pub(super) fn of(heart: &Heart, course: &Course, now: Moment, transform: &mut Transform) -> Self {
        if !heart.has_sound_intervals(now) {
            return Self::default();
        }
        let led_s = course.led_for(now).as_secs_f64();
        let mut figures =
            Self { rmssd_ms: heart.minute_rmssd(now), rhythm: heart.rhythm(now, transform), ..Self::default() };
        let Some(pacer) = course.pacer(now) else { return figures };
        let minute = beats(heart, course, now, following::WINDOW_S);
        figures.following = following(&minute, pacer, led_s);
        let half = (led_s >= own_pace::WINDOW_S).then(|| half_minute(last(&minute, own_pace::WINDOW_S))).flatten();
        figures.own_pace = half.and_then(|half| half.own_pace);
        // Whoever leaves the pacer is seen in the last seconds first.
        if let Some(found) = &mut figures.following {
            let recent = half.map(|half| half.fit).filter(|fit| *fit < following::LEAST_FIT);
            found.fit = found.fit.min(recent.unwrap_or(1.0));
        }
        figures.broken_off = has_broken_off(&minute, pacer);
        figures
    }

    /// How far the heart moves with a breath, in beats a minute, where it follows the pacer.
    pub(crate) fn swing_bpm(&self) -> Option<f64> {
        let has_left = self.broken_off || self.own_pace.is_some();
        let followed = self.following.filter(|found| found.fit >= following::LEAST_FIT && !has_left)?;
        Some(followed.swing_bpm)
    }
}

/// Those of the last `window_s` seconds.
fn last(beats: &[BeatInBreath], window_s: f64) -> &[BeatInBreath] {
    &beats[..beats.iter().take_while(|beat| beat.ago_s <= window_s).count()]
}

/// The clean beats of the last `window_s` seconds beside the breath that was led, the latest first.
pub(super) fn beats(heart: &Heart, course: &Course, now: Moment, window_s: f64) -> Vec<BeatInBreath> {
    let ahead = heart.ahead();
    let beside = |(beat, verdict): &(crate::heart::beat::Beat, Verdict)| {
        let interval_s = beat.rr.ms() / 1000.0;
        let middle = beat.at - ahead - beat.rr.duration() / 2;
        let ago_s = now.since(middle).as_secs_f64();
        let is_led = course.pacer(middle).is_some();
        let counts = *verdict == Verdict::Normal && is_led && middle <= now;
        (ago_s, counts.then(|| BeatInBreath { ago_s, interval_s, breaths: course.breaths(middle) }))
    };
    let beats = heart.recent().tachogram().rev().map(beside);
    beats.take_while(|(ago_s, _)| *ago_s <= window_s).filter_map(|(_, beat)| beat).collect()
}
