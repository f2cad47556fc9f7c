//! What the keys do in a practice.

use super::grounding::Grounding;
use super::part::{GroundingWay, SearchPart};
use super::quiet_reading::QuietReading;
use super::{Activity, BEFORE, Practice};
use crate::event::input::{Key, PracticeKey};
use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::heart::Heart;
use crate::pacer::{FASTEST, Pacer, SLOWEST};

/// How far a key changes the pace, in breaths a minute. Assumption: a smaller change is hardly felt.
const PACE_STEP: f64 = 0.25;
/// The two lengths of a quiet reading, in minutes. Two suffice for RMSSD, five for SDNN (Munoz,
/// `PLoS ONE` 10:e0138921, 2015).
pub(crate) const READINGS: [u32; 2] = [2, 5];

impl Practice {
    /// Takes in a key.
    pub(crate) fn key(&mut self, now: Moment, key: Key, hearts: &Pair<Heart>) {
        if self.plan.is_none() {
            if key == Key::Stop {
                self.activity = Activity::Over;
            }
            return;
        }
        match key {
            Key::Stop => self.stop(now),
            Key::Next | Key::NextPrompt => self.next(now),
            Key::Breathe => self.breathe(now, None),
            Key::Ground => self.ground(now),
            // What measures a heart needs one.
            Key::Practice(PracticeKey::FindPace | PracticeKey::Reading) if hearts.left.is_out_of_reach() => {}
            Key::Practice(key) => self.practice_key(now, key),
            _ => {}
        }
    }

    fn practice_key(&mut self, now: Moment, key: PracticeKey) {
        match key {
            PracticeKey::Slower => self.change_pace(now, -PACE_STEP),
            PracticeKey::Faster => self.change_pace(now, PACE_STEP),
            PracticeKey::Pattern => self.change_pattern(now),
            PracticeKey::FindPace => self.find_pace(now),
            PracticeKey::Reading => self.next_reading(now),
            PracticeKey::Felt(felt) => self.feel(now, felt.min(9)),
        }
    }

    /// The end comes first; from there a second press leaves. What is left before its first breath has no end page.
    fn stop(&mut self, now: Moment) {
        if matches!(self.activity, Activity::End) || now < Moment::START + super::WORTH_AN_END {
            self.activity = Activity::Over;
        } else {
            self.finish(now);
        }
    }

    fn next(&mut self, now: Moment) {
        match &mut self.activity {
            Activity::Grounding(grounding) => grounding.next_prompt(now),
            Activity::FindPace if self.search.part() == (SearchPart::Found { can_refine: false }) => {
                self.breathe_as_found(now);
            }
            Activity::FindPace => self.search.next(now, &mut self.course, self.own),
            Activity::Reading(reading) if reading.is_over() => self.breathe(now, None),
            Activity::End => self.activity = Activity::Over,
            Activity::Breathing | Activity::Reading(_) | Activity::Over => {}
        }
    }

    /// Back to breathing with the pacer: with this breath, else with the one of before.
    fn breathe(&mut self, now: Moment, pacer: Option<Pacer>) {
        match &self.activity {
            Activity::Breathing | Activity::Over => {}
            Activity::FindPace if pacer.is_none() && self.search.peak().is_some() => self.breathe_as_found(now),
            Activity::Grounding(_) | Activity::FindPace | Activity::Reading(_) | Activity::End => {
                self.course.rest(now);
                self.course.lead(now, pacer.unwrap_or(self.led));
                self.ends = self.ends.map(|_| self.course.end_of_breath(now));
                self.activity = Activity::Breathing;
                self.has_led = true;
            }
        }
    }

    fn breathe_as_found(&mut self, now: Moment) {
        if let Some(peak) = self.search.peak() {
            self.led = self.led.at_rate(peak.per_minute);
        }
        self.breathe(now, Some(self.led));
    }

    /// Leads another breath while the pacer runs.
    fn lead(&mut self, now: Moment, pacer: Pacer) {
        if matches!(self.activity, Activity::Breathing) {
            self.led = pacer;
            self.course.lead(now, pacer);
            self.ends = self.ends.map(|_| self.course.end_of_breath(now));
        }
    }

    fn change_pace(&mut self, now: Moment, by: f64) {
        let pace = ((self.led.rate() + by) / PACE_STEP).round() * PACE_STEP;
        self.lead(now, self.led.at_rate(pace.clamp(SLOWEST, FASTEST)));
    }

    /// The next shape at the same pace: the settings' own one, as long in as out, the cyclic sigh.
    fn change_pattern(&mut self, now: Moment) {
        let mut shapes = vec![Pacer::LONGER_OUT, Pacer::EVEN, Pacer::SIGH];
        if !shapes.iter().any(|shape| shape.has_shape_of(self.own)) {
            shapes.insert(0, self.own);
        }
        let at = shapes.iter().position(|shape| shape.has_shape_of(self.led)).unwrap_or(0);
        self.lead(now, shapes[(at + 1) % shapes.len()].at_rate(self.led.rate()));
    }

    /// Grounding: the first way, or the next one.
    pub(super) fn ground(&mut self, now: Moment) {
        let way = match &self.activity {
            Activity::Grounding(grounding) => grounding.way.next(),
            Activity::End | Activity::Over => return,
            Activity::Breathing | Activity::FindPace | Activity::Reading(_) => GroundingWay::default(),
        };
        self.course.rest(now);
        self.activity = Activity::Grounding(Grounding::begin(now, way));
    }

    /// Begins the search for the pace, or goes on with it. One that is done begins anew.
    pub(super) fn find_pace(&mut self, now: Moment) {
        if matches!(self.activity, Activity::FindPace | Activity::End | Activity::Over) {
            return;
        }
        if self.search.is_done() {
            let done = std::mem::replace(&mut self.search, super::search::Search::after(Vec::new()));
            self.searched.push(done);
        }
        self.never_ends_by_itself();
        self.search.go_on(now, &mut self.course, self.own);
        self.activity = Activity::FindPace;
    }

    /// A short reading; from it a long one.
    fn next_reading(&mut self, now: Moment) {
        match &self.activity {
            Activity::Reading(reading) if reading.minutes() == READINGS[0] => self.read(now, READINGS[1]),
            Activity::End | Activity::Over => {}
            _ => self.read(now, READINGS[0]),
        }
    }

    /// What is measured is measured to its end, whatever minutes were asked for.
    fn never_ends_by_itself(&mut self) {
        self.ends = None;
        if let Some(plan) = &mut self.plan {
            plan.minutes = None;
        }
    }

    pub(super) fn read(&mut self, now: Moment, minutes: u32) {
        self.never_ends_by_itself();
        self.course.rest(now);
        self.activity = Activity::Reading(QuietReading::begin(now, minutes));
    }

    /// How the person feels, in the first minute and at the end; how a pace felt, in the rest behind it.
    fn feel(&mut self, now: Moment, felt: u8) {
        match &self.activity {
            Activity::FindPace => self.search.feel(felt),
            Activity::End => self.felt.after = Some(felt),
            _ if now < Moment::START + BEFORE => self.felt.before = Some(felt),
            _ => {}
        }
    }
}
