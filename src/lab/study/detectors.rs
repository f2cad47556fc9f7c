//! Everything that is compared on the same seconds: the trigger as it works in a talk, and the simple rules.
//!
//! There is no talk and no session here: the caller says who has which role.

use super::rules::{RULES, RulesOfPerson};
use super::variant::Variant;
use crate::event::input::Link;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;
use crate::heart::baseline::{Baseline, BaselineConstants, Role};
use crate::talk::pausing::suggests_break;
use crate::talk::trigger::constants::TriggerConstants;
use crate::talk::trigger::watch::Watch;
use crate::talk::trigger::{Decision, Part};

/// Number of detectors: the trigger, then the rules.
pub const DETECTORS: usize = 1 + RULES.len();
/// The first seconds of each role are the warm-up, in seconds: a series does not say where its warm-up ends. The value is
/// that of the study's usual condition. A longer warm-up gives a better baseline and less time to judge.
pub const WARM_UP_S: u32 = 60;

/// The alarms of one second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alarms {
    /// What the trigger asks for.
    pub prompt: Option<Prompt>,
    /// The rules that raise an alarm, by their place in [`RULES`].
    pub rules: Vec<usize>,
}

impl Alarms {
    /// The detectors that raise an alarm: 0 is the trigger, 1 is the first rule.
    pub fn detectors(self) -> impl Iterator<Item = usize> {
        self.prompt.map(|_| 0).into_iter().chain(self.rules.into_iter().map(|rule| rule + 1))
    }
}

/// What the trigger asks for. A single long breath is less than a pause and does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// A pause.
    Pause,
    /// A longer break.
    Break,
}

/// Two hearts with the trigger and the simple rules.
#[derive(Debug, Default)]
pub struct Detectors {
    hearts: Pair<Heart>,
    watch: Watch,
    /// Nobody pauses in a series: a prompt stands for a pause that ends at once.
    last_prompt: Option<Moment>,
    rules: Option<Pair<RulesOfPerson>>,
    /// The last role of each person.
    roles: Pair<Option<Role>>,
    /// Seconds spent in each role.
    role_s: Pair<[u32; 3]>,
}

impl Detectors {
    /// Detectors for the hearts of these seats: the trigger, and the simple rules if `with_rules`.
    pub fn new(seats: &[Seat], with_rules: bool) -> Self {
        let mut detectors = Self { rules: with_rules.then(Pair::default), ..Self::default() };
        for &seat in seats {
            detectors.hearts[seat].set_link(Link::Subscribed);
        }
        detectors
    }

    /// The trigger alone, as this variant has it for both people.
    pub(crate) fn of_variant(variant: Variant) -> Self {
        let people = Pair::from_fn(|_| variant.person());
        Self { watch: Watch::with(&people, &variant.constants()), ..Self::new(&Seat::BOTH, false) }
    }

    /// The same with other numbers of the trigger and of the baseline.
    #[must_use]
    pub(crate) fn with_constants(mut self, trigger: &TriggerConstants, baseline: BaselineConstants) -> Self {
        self.watch = Watch::with(&Pair::default(), trigger);
        for seat in Seat::BOTH {
            self.hearts[seat] = Heart::with_baseline(Baseline::new(None, baseline));
            self.hearts[seat].set_link(Link::Subscribed);
        }
        self
    }

    /// Processes a notification.
    pub fn notify(&mut self, at: Moment, seat: Seat, bytes: &[u8]) {
        self.hearts[seat].receive(at, 1, bytes, |_| {});
    }

    /// Whether the baseline of this person, in the role they are in, is still being learnt.
    pub(crate) fn is_warming_up(&self, seat: Seat) -> bool {
        self.roles[seat].is_none_or(|role| self.role_s[seat][role as usize] < WARM_UP_S)
    }

    /// Whether this person could trigger a pause now: there is a heart rate and a baseline to compare it with.
    pub(crate) fn can_trigger(&self, now: Moment, seat: Seat) -> bool {
        let role = self.roles[seat].filter(|_| !self.is_warming_up(seat));
        role.is_some_and(|role| {
            let heart = &self.hearts[seat];
            heart.reading(now).heart_rate.is_some() && heart.ordinary_rate(role).is_some()
        })
    }

    /// Seconds in the role that lasted longest.
    pub(crate) fn longest_role_s(&self) -> u32 {
        Seat::BOTH.into_iter().flat_map(|seat| self.role_s[seat]).max().unwrap_or(0)
    }

    /// Processes one second of both people; a person without a role is not judged.
    pub fn process_second(&mut self, now: Moment, roles: Pair<Option<Role>>) -> Alarms {
        let parts = Pair::from_fn(|seat| roles[seat].map(|role| self.part(seat, role)));
        let prompt = match self.watch.second(now, parts, &mut self.hearts) {
            Decision::Pause => {
                let last = self.last_prompt.replace(now);
                Some(if suggests_break(now, last) { Prompt::Break } else { Prompt::Pause })
            }
            Decision::Nothing | Decision::LongBreath | Decision::NoMore => None,
        };
        Alarms { prompt, rules: self.rule_alarms(now, parts) }
    }

    /// Counts a second of this role.
    fn part(&mut self, seat: Seat, role: Role) -> Part {
        self.roles[seat] = Some(role);
        let warm_up = self.is_warming_up(seat);
        self.role_s[seat][role as usize] += 1;
        Part { role, warm_up }
    }

    fn rule_alarms(&mut self, now: Moment, parts: Pair<Option<Part>>) -> Vec<usize> {
        let mut alarms = Vec::new();
        let Some(rules) = &mut self.rules else { return alarms };
        for (seat, part) in parts.iter() {
            let Some(part) = part else { continue };
            let reading = self.hearts[seat].reading(now);
            alarms.extend(rules[seat].process_second(part.role, part.warm_up, &reading));
        }
        alarms
    }
}
