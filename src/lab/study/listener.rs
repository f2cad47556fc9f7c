//! Two hearts and everything that listens to them, without a talk around: the trigger as it is in a talk, and the simple
//! rules, on the same seconds. For series whose turns somebody else decided.

use super::rules::RulesOfPerson;
use crate::event::input::Link;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;
use crate::heart::baseline::Role;
use crate::talk::pausing::suggests_break;
use crate::talk::person::{Margin, Person};
use crate::talk::trigger::watch::Watch;
use crate::talk::trigger::{Decision, Part};

/// So many seconds of each role are the warm-up, as in a talk: nobody says in a series where it ends.
pub const WARM_UP_S: u32 = 60;

/// What is heard in a second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alarms {
    /// What the trigger calls for.
    pub prompt: Option<Prompt>,
    /// The rules that raise an alarm, by their place in [`super::rules::RULES`].
    pub rules: Vec<usize>,
}

/// What the trigger calls for: nothing smaller than a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// A pause.
    Pause,
    /// A longer break.
    Break,
}

/// Both hearts, and who listens.
#[derive(Debug, Default)]
pub struct StudyListener {
    hearts: Pair<Heart>,
    watch: Watch,
    /// Nobody pauses in a series: a prompt stands for a pause that ends at once.
    last_prompt: Option<Moment>,
    rules: Option<Pair<RulesOfPerson>>,
    roles: Pair<Option<(Role, Moment)>>,
    /// Seconds spent in each role.
    heard_s: Pair<[u32; 3]>,
}

impl StudyListener {
    /// Ears for the hearts of these seats; with the simple rules beside the trigger, or without.
    pub fn new(seats: &[Seat], rules: bool) -> Self {
        let mut ear = Self { rules: rules.then(Pair::default), ..Self::default() };
        for &seat in seats {
            ear.hearts[seat].set_link(Link::Subscribed);
        }
        ear
    }

    /// The same with the margin of people who have answered many times that a pause was not needed (more than 1), or that
    /// one should have come sooner (less than 1). Out of its bounds it is the ordinary one.
    #[must_use]
    pub fn with_margin(mut self, factor: f64) -> Self {
        let margin = Margin::try_from(factor).unwrap_or_default();
        self.watch = Watch::new(&Pair::from_fn(|_| Person { margin, ..Person::default() }));
        self
    }

    /// Takes in a notification.
    pub fn notify(&mut self, at: Moment, seat: Seat, bytes: &[u8]) {
        self.hearts[seat].receive(at, 1, bytes, |_| {});
    }

    /// Whether this person is still being learnt from, in the role they are in.
    pub fn is_warming_up(&self, seat: Seat) -> bool {
        self.roles[seat].is_none_or(|(role, _)| self.heard_s[seat][role as usize] < WARM_UP_S)
    }

    /// Whether the trigger could call a pause for this person now: a reading, and something to compare it with.
    pub fn can_hear(&self, now: Moment, seat: Seat) -> bool {
        let role = self.roles[seat].filter(|_| !self.is_warming_up(seat));
        role.is_some_and(|(role, _)| {
            let heart = &self.hearts[seat];
            heart.reading(now).heart_rate.is_some() && heart.ordinary_rate(role).is_some()
        })
    }

    /// Seconds of the role that was heard longest.
    pub fn longest_role_s(&self) -> u32 {
        Seat::BOTH.into_iter().flat_map(|seat| self.heard_s[seat]).max().unwrap_or(0)
    }

    /// Takes in a second of both.
    pub fn second(&mut self, now: Moment, roles: Pair<Option<Role>>) -> Alarms {
        let mut alarms = Alarms::default();
        let parts = Pair::from_fn(|seat| {
            let role = roles[seat]?;
            if self.roles[seat].is_none_or(|(before, _)| before != role) {
                self.roles[seat] = Some((role, now));
            }
            let warm_up = self.is_warming_up(seat);
            self.heard_s[seat][role as usize] += 1;
            Some(Part { role, warm_up })
        });
        alarms.prompt = match self.watch.second(now, parts, &mut self.hearts) {
            Decision::Pause => {
                let last = self.last_prompt.replace(now);
                Some(if suggests_break(now, last) { Prompt::Break } else { Prompt::Pause })
            }
            Decision::Nothing | Decision::LongBreath | Decision::NoMore => None,
        };
        if let Some(rules) = &mut self.rules {
            for (seat, part) in parts.iter() {
                let Some(part) = part else { continue };
                let reading = self.hearts[seat].reading(now);
                alarms.rules.extend(rules[seat].second(part.role, part.warm_up, &reading));
            }
        }
        alarms
    }
}
