//! One person's second: from a reading to the excess, the level and the vetoes.

use std::time::Duration;

use crate::event::moment::Moment;
use crate::heart::arousal::Arousal;
use crate::heart::baseline::{Prior, Role};
use crate::heart::{Heart, Rhythm};
use crate::talk::margin::Margin;
use crate::talk::person::{Person, Profile};
use crate::talk::trigger::constants::TriggerConstants;
use crate::talk::trigger::couple::JudgedHeart;
use crate::talk::trigger::detector::Detector;
use crate::talk::trigger::veto::{CoupleFacts, HeartFacts, RiseFacts, Veto};
use crate::talk::trigger::{HeartLevel, Part};

/// One of the two, as far as the trigger knows them.
#[derive(Debug, Default)]
pub(super) struct WatchedPerson {
    pub(super) constants: TriggerConstants,
    pub(super) profile: Profile,
    pub(super) margin: Margin,
    pub(super) detector: Detector,
    /// The role, and since when.
    role: Option<(Role, Moment)>,
    /// The baseline of the role before, in bpm.
    previous_baseline: Option<f64>,
    /// Seconds in a row without a reading.
    gap_s: u32,
    /// Since when the rate is high for anybody, or at this person's own limit.
    pub(super) high_since: Option<Moment>,
    /// How far the rate is above what is expected, in bpm, if there is a reading in this second.
    excess: Option<f64>,
    /// Whether the rate was high when this heart triggered a pause, and has been ever since.
    pub(super) is_high_since_pause: bool,
    /// The excess with which this heart triggered a pause, until it comes down or rises further. No output shows it.
    triggered_with: Option<f64>,
}

impl WatchedPerson {
    pub(super) fn new(person: &Person, constants: &TriggerConstants) -> Self {
        let detector = Detector::new(constants);
        Self { constants: *constants, detector, profile: person.profile, margin: person.margin, ..Self::default() }
    }

    /// Drops the last seconds. What is learnt stays.
    pub(super) fn reset(&mut self) {
        self.detector.reset();
        self.high_since = None;
    }

    /// This heart has triggered a pause.
    pub(super) fn has_triggered(&mut self) {
        self.triggered_with = self.excess;
        self.is_high_since_pause = self.high_since.is_some();
    }

    /// What is known of this heart now; nothing if too few seconds had a reading.
    pub(super) fn known_now(&self, heart: &Heart) -> Option<Prior> {
        heart.baseline().known_after(self.detector.variability())
    }

    /// Takes in one second of this heart.
    pub(super) fn second(
        &mut self,
        now: Moment,
        part: Option<Part>,
        heart: &mut Heart,
        couple: &CoupleFacts,
    ) -> JudgedHeart {
        let rhythm = if self.profile.irregular { Rhythm::Irregular } else { Rhythm::Regular };
        let seen = heart.observe(now, rhythm);
        self.count(seen.is_some());
        if let Some(part) = part {
            self.enter(now, part.role, heart);
        }
        let Some((role, since)) = self.role else {
            return JudgedHeart { level: HeartLevel::Calm, veto: Some(Veto::NoRole) };
        };
        let in_role = now.since(since);
        if let Some((part, seen)) = part.zip(seen.as_ref()) {
            self.learn_baseline(part, in_role, seen, heart);
        }
        self.start_detector(heart);
        let arousal = seen.and_then(|seen| heart.arousal(role, &seen));
        self.excess = arousal.map(|arousal| self.above_expected(&arousal, in_role));
        // The seconds of the warm-up are what the centre is learnt from, so none of them is evidence against it.
        let is_warm_up = part.is_some_and(|part| part.warm_up);
        self.detector.push(self.excess.filter(|_| !is_warm_up));
        let is_rate_high = !is_warm_up && self.is_rate_high(now, seen.as_ref(), arousal.as_ref());
        self.notice_recovery(couple.is_silent(&self.constants));
        let (level, rise) = self.evidence(part, in_role, arousal, heart);
        let is_still_up = self.triggered_with.is_some() || self.is_high_since_pause;
        let facts = HeartFacts { part, is_rate_high, rise, is_still_up, is_stuck: heart.rate_may_be_stuck() };
        let veto = Veto::first(couple, facts, &self.constants);
        let level = if is_rate_high { HeartLevel::High } else { level };
        JudgedHeart { level: veto.map_or(level, |veto| level.min(veto.leaves())), veto }
    }

    /// The level by the threshold alone, and the shape of the rise. A calm second is learnt from.
    fn evidence(
        &mut self,
        part: Option<Part>,
        in_role: Duration,
        arousal: Option<Arousal>,
        heart: &mut Heart,
    ) -> (HeartLevel, RiseFacts) {
        let part = part.filter(|part| !part.warm_up);
        let Some(((part, arousal), excess)) = part.zip(arousal).zip(self.excess) else {
            return (HeartLevel::Calm, RiseFacts::default());
        };
        let (level, rise) = self.judge(part.role, in_role, excess, &arousal);
        let is_near_pause = level >= HeartLevel::Nearly;
        self.learn_calm(part.role, in_role, excess, is_near_pause, heart);
        (level, rise)
    }

    /// A heart that triggered a pause may trigger another when it has come down, or when it rises further than it rose
    /// by itself while no heart could trigger. The seconds before it came down are dropped: their means are still high.
    fn notice_recovery(&mut self, is_silent: bool) {
        let Some((then, now)) = self.triggered_with.zip(self.excess) else { return };
        let TriggerConstants { come_down_to, risen_further, .. } = self.constants;
        if self.detector.lately().is_some_and(|lately| lately < come_down_to * then) {
            self.detector.reset();
            self.triggered_with = None;
        } else if is_silent {
            self.triggered_with = Some(then.max(now));
        } else if now > then + risen_further {
            self.triggered_with = None;
        }
    }

    fn count(&mut self, has_reading: bool) {
        self.gap_s = if has_reading { 0 } else { self.gap_s + 1 };
        if self.gap_s == self.constants.long_gap_s as u32 {
            self.detector.reset();
        }
    }

    fn enter(&mut self, now: Moment, role: Role, heart: &Heart) {
        if self.role.is_some_and(|(previous, _)| previous == role) {
            return;
        }
        let previous = self.role.and_then(|(previous, _)| heart.baseline().heart_rate(previous));
        self.previous_baseline = previous.map(|baseline| baseline.centre);
        self.role = Some((role, now));
    }

    /// Beats a minute above what is expected. The expected rate moves from one role's baseline to the other's: upward at
    /// once, downward slowly.
    fn above_expected(&self, arousal: &Arousal, in_role: Duration) -> f64 {
        let fall = self.previous_baseline.map_or(0.0, |previous| f64::max(0.0, previous - arousal.ordinary.centre));
        arousal.excess() - fall * (-in_role.as_secs_f64() / self.constants.role_falls_s).exp()
    }
}
