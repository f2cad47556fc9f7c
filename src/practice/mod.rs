//! Practice: slow breathing with live feedback, or grounding without breathing. One person alone, or two at one ring.
//!
//! | file | holds |
//! |---|---|
//! | here | the machine: keys, seconds and deadlines in; what goes on out |
//! | `plan` | what a practice begins with |
//! | `part` | what goes on, as outputs and pages see it |
//! | `grounding` | three ways of grounding, and their prompts |
//! | `search`, `resonance` | the search for the pace at which the heart moves most |
//! | `quiet_reading` | some quiet minutes that are measured |
//! | `figures`, `following`, `own_pace`, `broken_off` | what is computed of each heart once a second |
//! | `least_squares` | the fit that these rest on |
//! | `summary` | what the last page and the history keep |
//!
//! No figure has a target, and none compares two people.

mod broken_off;
mod figures;
mod following;
mod grounding;
mod keys;
mod least_squares;
mod own_pace;
pub mod part;
pub mod plan;
pub(crate) mod quiet_reading;
pub(crate) mod resonance;
pub mod search;
pub(crate) mod summary;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use self::figures::Figures;
pub use self::following::Following;
use self::grounding::Grounding;
pub(crate) use self::grounding::Prompt;
pub(crate) use self::keys::READINGS;
use self::part::PracticePart;
use self::plan::{Begins, Plan};
use self::quiet_reading::{QuietReading, ReadingResult};
use self::search::Search;
use self::summary::Summary;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;
use crate::heart::spectrum::Transform;
use crate::pacer::{Course, Pacer};

/// How long after the beginning the person may say how they feel before it. Assumption: time to read and to press a key.
const BEFORE: Duration = Duration::from_mins(1);

/// A practice that is left sooner has no last page: there is nothing to say of it. Assumption: a breath and a half.
const WORTH_AN_END: Duration = Duration::from_secs(15);

/// What is being done.
#[derive(Clone, Debug)]
enum Activity {
    Breathing,
    Grounding(Grounding),
    FindPace,
    Reading(QuietReading),
    End,
    Over,
}

/// How the person felt, 0 to 9, as far as they said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Felt {
    /// In the first minute.
    pub(crate) before: Option<u8>,
    /// On the last page.
    pub(crate) after: Option<u8>,
}

/// A practice in progress.
#[derive(Debug)]
pub struct Practice {
    /// What it begins with. Programs before version 0.2 knew no plan: such a practice only breathes, and has no figures.
    plan: Option<Plan>,
    /// The breath that the settings ask for.
    own: Pacer,
    /// The breath that is led while the person breathes with the pacer.
    led: Pacer,
    course: Course,
    /// Whether the person has breathed with the pacer.
    has_led: bool,
    activity: Activity,
    search: Search,
    /// Searches that were done before another one began.
    searched: Vec<Search>,
    /// The readings that are over and had enough clean beats.
    readings: Vec<ReadingResult>,
    transform: Transform,
    figures: Pair<Figures>,
    summaries: Pair<Summary>,
    felt: Felt,
    /// When it ends by itself: the end of a breath.
    ends: Option<Moment>,
    /// For how many seconds the person has breathed with the pacer or grounded.
    practised_s: u32,
    /// When it came to its last page.
    ended: Option<Moment>,
}

impl Practice {
    /// A practice at its very start.
    pub(crate) fn new(plan: Option<Plan>, pacer: Pacer) -> Self {
        let now = Moment::START;
        let begins = plan.as_ref().map_or(Begins::Breathing, |plan| plan.begins);
        let found = plan.as_ref().map_or_else(Vec::new, |plan| plan.found.clone());
        let mut practice = Self {
            plan,
            own: pacer,
            led: pacer,
            course: Course::from(now, pacer),
            has_led: begins == Begins::Breathing,
            activity: Activity::Breathing,
            search: Search::after(found),
            searched: Vec::new(),
            readings: Vec::new(),
            practised_s: 0,
            ended: None,
            transform: Transform::default(),
            figures: Pair::default(),
            summaries: Pair::default(),
            felt: Felt::default(),
            ends: None,
        };
        match begins {
            Begins::Breathing => {}
            Begins::Grounding => practice.ground(now),
            Begins::FindPace => practice.find_pace(now),
            Begins::Reading(minutes) => practice.read(now, minutes),
        }
        practice
    }

    /// Takes in a whole second.
    pub(crate) fn second(&mut self, now: Moment, hearts: &Pair<Heart>) {
        if self.plan.is_none() || self.ended.is_some() {
            return;
        }
        self.practised_s += u32::from(self.is_practising());
        for seat in Seat::BOTH {
            self.figures[seat] = Figures::of(&hearts[seat], &self.course, now, &mut self.transform);
            self.summaries[seat].second(now, &hearts[seat], &self.figures[seat]);
        }
        if let Activity::Reading(reading) = &mut self.activity {
            reading.second(now, &hearts.left);
        }
    }

    /// When something ends by itself.
    pub(crate) fn next_deadline(&self) -> Moment {
        let activity = match &self.activity {
            Activity::Breathing | Activity::End => Moment::NEVER,
            Activity::Grounding(grounding) => grounding.now().ends.unwrap_or(Moment::NEVER),
            Activity::FindPace => self.search.next_deadline(),
            Activity::Reading(reading) => reading.next_deadline(),
            Activity::Over => return Moment::NEVER,
        };
        activity.min(self.end())
    }

    /// When it ends by itself: at the end of a breath, once its minutes are over.
    fn end(&self) -> Moment {
        let minutes = self.plan.as_ref().and_then(|plan| plan.minutes);
        match (minutes, &self.activity) {
            (None, _) | (_, Activity::End | Activity::Over) => Moment::NEVER,
            (Some(minutes), _) => self.ends.unwrap_or(Moment::from_secs(60 * u64::from(minutes))),
        }
    }

    /// Does what is due at `now`.
    pub(crate) fn reach(&mut self, now: Moment, hearts: &Pair<Heart>) {
        if now >= self.end() {
            return self.time_is_up(now, hearts);
        }
        match &mut self.activity {
            Activity::Grounding(grounding) if grounding.now().ends.is_some_and(|ends| ends <= now) => {
                grounding.next_prompt(now);
            }
            Activity::FindPace if self.search.next_deadline() <= now => {
                self.search.reach(now, &hearts.left, &mut self.course, self.own);
            }
            Activity::Reading(reading) if reading.next_deadline() <= now => {
                reading.end(now, &hearts.left);
                self.readings.extend(reading.result().copied());
            }
            _ => {}
        }
    }

    /// The minutes are over: the breath that is going on is the last one.
    fn time_is_up(&mut self, now: Moment, hearts: &Pair<Heart>) {
        let last = self.course.end_of_breath(now);
        if self.ends.is_some() || last <= now {
            // The second in which it ends is a part of it.
            if now.micros().is_multiple_of(1_000_000) {
                self.second(now, hearts);
            }
            self.finish(now);
        } else {
            self.ends = Some(last);
        }
    }

    /// Comes to the last page.
    fn finish(&mut self, now: Moment) {
        self.course.rest(now);
        self.activity = Activity::End;
        self.ended = Some(now);
    }

    /// The machine slept. What was measured over a span of time begins anew.
    pub(crate) fn slept(&mut self, now: Moment) {
        match &self.activity {
            Activity::FindPace => self.search.slept(now, &mut self.course, self.own),
            Activity::Reading(reading) if !reading.is_over() => self.read(now, reading.minutes()),
            _ => {}
        }
    }

    /// What goes on; nothing once it is over.
    pub(crate) fn part(&self) -> Option<PracticePart> {
        Some(match &self.activity {
            Activity::Breathing => PracticePart::Breathing,
            Activity::Grounding(grounding) => PracticePart::Grounding { way: grounding.way, prompt: grounding.prompt },
            Activity::FindPace => PracticePart::FindPace { step: self.search.step(), now: self.search.part() },
            Activity::Reading(reading) => PracticePart::Reading { minutes: reading.minutes(), over: reading.is_over() },
            Activity::End => PracticePart::End,
            Activity::Over => return None,
        })
    }

    /// The figures of both hearts; none in a practice without a plan.
    pub(crate) fn figures(&self) -> Option<&Pair<Figures>> {
        self.plan.as_ref().map(|_| &self.figures)
    }

    /// How full the breath is that is led at `at`, from 0 to 1, and its pace in breaths a minute; `None` while none is led.
    pub fn led(&self, at: Moment) -> Option<(f64, f64)> {
        Some((self.course.at(at)?.fullness, self.course.pacer(at)?.rate()))
    }

    /// Which breath is led when.
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// The breath that was led, or is led; `None` in a practice that only grounded.
    pub(crate) fn last_led(&self) -> Option<Pacer> {
        self.has_led.then_some(self.led)
    }

    /// The prompt of grounding, if there is one.
    pub(crate) fn prompt(&self) -> Option<Prompt> {
        if let Activity::Grounding(grounding) = &self.activity { Some(grounding.now()) } else { None }
    }

    /// The search for the pace.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// The quiet reading, in progress or over.
    pub(crate) fn reading(&self) -> Option<&QuietReading> {
        if let Activity::Reading(reading) = &self.activity { Some(reading) } else { None }
    }

    /// The searches: those that were done before another one began, and the last one.
    pub(crate) fn searches(&self) -> impl Iterator<Item = &Search> {
        self.searched.iter().chain([&self.search])
    }

    /// For how many seconds the person has breathed with the pacer or grounded.
    pub(crate) fn practised_s(&self) -> u32 {
        self.practised_s
    }

    fn is_practising(&self) -> bool {
        matches!(self.activity, Activity::Breathing | Activity::Grounding(_))
    }

    /// Every quiet reading that had enough clean beats.
    pub(crate) fn readings(&self) -> &[ReadingResult] {
        &self.readings
    }

    /// What is kept of each heart.
    pub(crate) fn summaries(&self) -> &Pair<Summary> {
        &self.summaries
    }

    /// How the person felt.
    pub(crate) fn felt(&self) -> Felt {
        self.felt
    }

    /// For how long it lasted, or lasts at `now`.
    pub(crate) fn lasted(&self, now: Moment) -> Duration {
        self.ended.unwrap_or(now).since(Moment::START)
    }

    /// When it ends by itself, if it does.
    pub(crate) fn ends_at(&self) -> Option<Moment> {
        Some(self.end()).filter(|end| *end < Moment::NEVER)
    }

    /// Whether the breath that goes on is the last one.
    pub(crate) fn is_last_breath(&self) -> bool {
        self.ends.is_some() && matches!(self.activity, Activity::Breathing)
    }
}
