//! Tight minutes, movement, and when a cue would come.

use std::collections::VecDeque;

use super::minute::{Minute, RunningMinute};
use super::own_hours::OwnHours;
use super::rule::Rule;

/// What the last minutes are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// What is usual is not known yet.
    Learning,
    /// The newest minute has no figures, or there is none yet.
    Unclear,
    /// The last minutes have a heart rate, and none has figures: single beats are missing, or too few of them are clean.
    RateOnly,
    /// Not fast.
    Usual,
    /// As fast as a tight minute, with no less variability than usual.
    FastAlone,
    /// Tight.
    Fast,
    /// Movement, or a while after it.
    Moving,
}

/// One of the last minutes.
#[derive(Clone, Copy, Debug)]
struct RecentMinute {
    figures: Option<Minute>,
    has_rate: bool,
    is_tight: bool,
}

/// What a minute is compared with. Both rates are in beats a minute.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// From this rate on a minute may be tight.
    fast: f64,
    /// From this rate on it is movement.
    moving: f64,
    /// Up to this ln RMSSD it may be tight.
    log_rmssd: f64,
}

/// Watches the minutes of one heart.
#[derive(Debug)]
pub(super) struct Watch {
    rule: Rule,
    running: RunningMinute,
    /// The minutes that the decision is about. They are not part of what they are compared with.
    recent: VecDeque<RecentMinute>,
    own: OwnHours,
    limits: Option<Limits>,
    /// Minutes for which nothing counts, after movement.
    still_for: usize,
}

impl Watch {
    /// Nothing is known yet.
    pub(super) fn new(rule: Rule) -> Self {
        Self {
            rule,
            running: RunningMinute::default(),
            recent: VecDeque::with_capacity(rule.window_minutes),
            own: OwnHours::new(rule.own_minutes),
            limits: None,
            still_for: 0,
        }
    }

    /// Adds a second: the heart rate in beats a minute and RMSSD in milliseconds, as far as they are fresh. True at the end
    /// of a minute after which a cue should come.
    pub(super) fn second(&mut self, heart_rate: Option<f64>, rmssd: Option<f64>) -> bool {
        let Some(past) = self.running.second(heart_rate, rmssd) else { return false };
        self.still_for = self.still_for.saturating_sub(1);
        if self.limits.is_some_and(|limits| past.highest >= limits.moving) {
            self.still_for = self.rule.still_minutes;
        }
        let is_tight = self.still_for == 0 && past.figures.is_some_and(|minute| self.is_tight(&minute));
        if self.recent.len() == self.rule.window_minutes {
            let oldest = self.recent.pop_front();
            self.own.push(oldest.and_then(|minute| minute.figures));
            self.limits = self.new_limits();
        }
        self.recent.push_back(RecentMinute { figures: past.figures, has_rate: past.highest > 0.0, is_tight });
        if self.still_for > 0 {
            // What was tight before somebody got up was the beginning of the movement.
            self.recent.iter_mut().for_each(|minute| minute.is_tight = false);
        }
        is_tight && self.recent.iter().filter(|minute| minute.is_tight).count() >= self.rule.tight_minutes
    }

    /// The machine slept for these seconds: nothing is known of them.
    pub(super) fn pass_over(&mut self, seconds: u32) {
        let minutes = seconds as usize / 60;
        self.running.clear();
        self.still_for = self.still_for.saturating_sub(minutes);
        for minute in self.recent.drain(..) {
            self.own.push(minute.figures);
        }
        for _ in 0..minutes.min(self.rule.own_minutes) {
            self.own.push(None);
        }
        self.limits = self.new_limits();
    }

    /// What the last minutes are like.
    pub(super) fn course(&self) -> Course {
        if self.lacks_beats() {
            return Course::RateOnly;
        }
        let Some(limits) = self.limits else { return Course::Learning };
        match self.recent.back() {
            _ if self.still_for > 0 => Course::Moving,
            Some(RecentMinute { is_tight: true, .. }) => Course::Fast,
            Some(RecentMinute { figures: Some(minute), .. }) if minute.heart_rate < limits.fast => Course::Usual,
            Some(RecentMinute { figures: Some(_), .. }) => Course::FastAlone,
            Some(_) | None => Course::Unclear,
        }
    }

    /// Whether the last minutes had a heart rate, and nothing that could be compared.
    fn lacks_beats(&self) -> bool {
        let lacks = |minute: &RecentMinute| minute.has_rate && minute.figures.is_none();
        self.recent.len() == self.rule.window_minutes && self.recent.iter().all(lacks)
    }

    /// Minutes still missing before a cue can come: known ones for the comparison, and those that wait to join them.
    pub(super) fn minutes_to_learn(&self) -> usize {
        let waiting = self.recent.iter().filter(|minute| minute.figures.is_some()).count();
        let to_wait = self.rule.window_minutes + self.rule.least_minutes;
        if self.limits.is_some() { 0 } else { to_wait.saturating_sub(self.own.known() + waiting).max(1) }
    }

    fn is_tight(&self, minute: &Minute) -> bool {
        self.limits.is_some_and(|limits| minute.heart_rate >= limits.fast && minute.log_rmssd <= limits.log_rmssd)
    }

    fn new_limits(&mut self) -> Option<Limits> {
        let rule = self.rule;
        let usual = (self.own.known() >= rule.least_minutes).then(|| self.own.usual()).flatten()?;
        Some(Limits {
            fast: usual.heart_rate + rule.faster_bpm.max(rule.faster_share * usual.heart_rate),
            moving: usual.heart_rate + rule.moving_bpm,
            log_rmssd: usual.log_rmssd - rule.less_sd * usual.log_rmssd_sd.max(rule.least_sd),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a cue should come in these minutes of a steady rate in bpm and RMSSD in ms.
    fn minutes(watch: &mut Watch, count: usize, rate: f64, rmssd: f64) -> bool {
        // A heart that never varies has no standard deviation: a little, the same in each minute.
        let seconds = (0..60 * count).filter(|second| {
            let wave = (second % 3) as f64 * 0.1;
            watch.second(Some(rate + wave), Some(rmssd))
        });
        seconds.count() > 0
    }

    fn learnt() -> Watch {
        let mut watch = Watch::new(Rule::default());
        assert!(!minutes(&mut watch, 60, 70.0, 40.0));
        watch
    }

    #[test]
    fn a_fast_heart_with_less_variability_is_cued_and_either_alone_is_not() {
        assert!(minutes(&mut learnt(), 15, 85.0, 25.0));
        assert!(!minutes(&mut learnt(), 15, 85.0, 40.0), "fast alone");
        assert!(!minutes(&mut learnt(), 15, 70.0, 25.0), "little variability alone");
    }

    #[test]
    fn movement_silences_and_what_was_tight_before_it_does_not_count() {
        let mut watch = learnt();
        assert!(!minutes(&mut watch, 6, 85.0, 25.0));
        assert!(!minutes(&mut watch, 1, 110.0, 20.0));
        assert_eq!(watch.course(), Course::Moving);
        assert!(!minutes(&mut watch, Rule::default().still_minutes, 85.0, 25.0));
        assert_ne!(watch.course(), Course::Moving);
        assert!(minutes(&mut watch, Rule::default().window_minutes, 85.0, 25.0), "afterwards it counts again");
    }

    #[test]
    fn a_night_without_a_strap_or_asleep_leaves_nothing_to_compare_with() {
        let mut watch = learnt();
        watch.pass_over(8 * 3600);
        assert_eq!(watch.course(), Course::Learning);
        assert!(!minutes(&mut watch, 15, 85.0, 25.0));
        let mut watch = learnt();
        for _ in 0..5 * 3600 {
            assert!(!watch.second(None, None));
        }
        assert_eq!((watch.course(), watch.minutes_to_learn()), (Course::Learning, 40));
    }

    #[test]
    fn the_last_hours_are_named_only_of_a_minute_that_was_compared_with_them() {
        let mut watch = learnt();
        assert_eq!(watch.course(), Course::Usual);
        minutes(&mut watch, 1, 85.0, 40.0);
        assert_eq!(watch.course(), Course::FastAlone);
        minutes(&mut watch, 1, 85.0, 25.0);
        assert_eq!(watch.course(), Course::Fast);
        assert!((0..60).all(|_| !watch.second(None, None)));
        assert_eq!(watch.course(), Course::Unclear, "a minute without figures");
        let mut watch = learnt();
        watch.pass_over(60);
        assert_eq!(watch.course(), Course::Unclear, "no minute since the computer slept");
    }

    #[test]
    fn ten_minutes_of_a_rate_without_clean_beats_are_no_learning() {
        let mut watch = Watch::new(Rule::default());
        for (minutes, course) in [(9, Course::Learning), (1, Course::RateOnly)] {
            assert!((0..60 * minutes).all(|_| !watch.second(Some(70.0), None)));
            assert_eq!(watch.course(), course);
        }
        minutes(&mut watch, 1, 70.0, 40.0);
        assert_eq!(watch.course(), Course::Learning);
    }

    #[test]
    fn the_time_asleep_counts_as_time_after_movement() {
        let mut watch = learnt();
        minutes(&mut watch, 1, 110.0, 20.0);
        watch.pass_over(240);
        assert_eq!(watch.course(), Course::Moving);
        watch.pass_over(360);
        assert_ne!(watch.course(), Course::Moving);
    }

    #[test]
    fn memory_stays_bounded_through_days() {
        let mut watch = Watch::new(Rule::default());
        minutes(&mut watch, 3 * 24 * 60, 70.0, 40.0);
        assert_eq!(watch.own.known(), Rule::default().own_minutes);
    }
}
