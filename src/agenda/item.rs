//! One item of the agenda: what, who, when, how often, until when.

use jiff::civil::{Date, DateTime, time};
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr as _;

use super::{ConcreteStep, days_between, later};
use crate::words::printable::characters;

/// The widest text that is kept, in columns.
pub const LONGEST_TEXT: usize = 200;
/// The usual length of a check-in, in minutes. Assumption.
const USUAL_MINUTES: u16 = 10;

/// What an item is. Only a step and a behaviour have words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// The check-in twenty minutes after a talk.
    AfterTalk,
    /// The agreed return to a talk.
    Return,
    /// One concrete step.
    Step,
    /// A shared schedule on one behaviour.
    Behaviour,
    /// A ritual: a daily check-in.
    CheckIn,
    /// A ritual: an exchange of thanks.
    Thanks,
    /// A ritual: a planned evening.
    Evening,
    /// A ritual: looking back at a disagreement, as a friend of both would see it.
    LookBack,
}

/// How often an item comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// Once.
    Once,
    /// Every day.
    Daily,
    /// Every other day.
    EveryOtherDay,
    /// Every week.
    Weekly,
    /// Every four months.
    EveryFourMonths,
}

/// Four months, in days: 17 weeks, which differ from them by four days at most and keep the weekday.
const FOUR_MONTHS_DAYS: i64 = 17 * 7;

impl Recurrence {
    /// Days from one occurrence to the next; nothing for what comes once.
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Once => None,
            Self::Daily => Some(1),
            Self::EveryOtherDay => Some(2),
            Self::Weekly => Some(7),
            Self::EveryFourMonths => Some(FOUR_MONTHS_DAYS),
        }
    }
}

/// How many times an occurrence was mentioned at the start of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reminded {
    of: DateTime,
    times: u8,
}

/// One item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its number; [`super::Agenda::add`] gives it.
    pub id: u32,
    /// What it is.
    pub kind: ItemKind,
    /// Words of their own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// Who does it, by name; nobody in particular stands for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// The first time.
    pub begins: DateTime,
    /// How often.
    pub every: Recurrence,
    /// The last day, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// How long it may take: a check-in has an end.
    pub minutes: u16,
    /// When the item was noted. A calendar recognizes by it an item of an earlier export.
    pub noted: DateTime,
    /// The latest occurrence that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) answered: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reminded: Option<Reminded>,
}

impl Item {
    /// Something that comes once.
    pub fn once(kind: ItemKind, at: DateTime, now: DateTime) -> Self {
        Self {
            id: 0,
            kind,
            what: String::new(),
            who: None,
            begins: to_the_second(at),
            every: Recurrence::Once,
            until: None,
            minutes: USUAL_MINUTES,
            noted: to_the_second(now),
            answered: None,
            reminded: None,
        }
    }

    /// The one step of a repair. It is asked about in the evening of its day.
    pub(crate) fn step(step: &ConcreteStep, now: DateTime) -> Self {
        let evening = now.with().time(time(20, 0, 0, 0)).build().unwrap_or(now);
        let at = later(evening, i64::from(step.in_days)).unwrap_or(evening);
        let who = step.who.as_deref().map(clean).filter(|who| !who.is_empty());
        Self { what: clean(&step.what), who, ..Self::once(ItemKind::Step, at, now) }
    }

    /// The latest occurrence that is not after `now`.
    pub fn latest(&self, now: DateTime) -> Option<DateTime> {
        if now < self.begins {
            return None;
        }
        let Some(days) = self.every.days() else { return Some(self.begins) };
        let passed = days_between(self.begins.date(), now.date());
        let too_early = now.time() < self.begins.time();
        let latest = (passed - i64::from(too_early)).div_euclid(days);
        let last = self.until.map_or(latest, |until| days_between(self.begins.date(), until).div_euclid(days));
        let count = latest.min(last);
        if count < 0 { None } else { later(self.begins, count * days) }
    }

    /// The first occurrence after `now`.
    pub fn next(&self, now: DateTime) -> Option<DateTime> {
        let next = match self.latest(now) {
            None => Some(self.begins).filter(|begins| *begins > now),
            Some(latest) => self.every.days().and_then(|days| later(latest, days)),
        };
        next.filter(|next| self.until.is_none_or(|until| next.date() <= until) && *next > now)
    }

    /// Whether it is the same thing as `other`, as often, and comes when that one begins. How long it takes, and until
    /// when, makes no difference: two of it would stand side by side.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (self.kind, &self.what, &self.who, self.every) == (other.kind, &other.what, &other.who, other.every)
            && self.latest(other.begins) == Some(other.begins)
    }

    /// Since when it waits for an answer, if it does. An answer from what is now the future does not count.
    pub(crate) fn due(&self, now: DateTime) -> Option<DateTime> {
        let answered = self.answered.filter(|answered| *answered <= now);
        self.latest(now).filter(|latest| answered.is_none_or(|answered| answered < *latest))
    }

    /// Whether it should come up by itself now; if so, it counts as having come up.
    pub(crate) fn remind(&mut self, now: DateTime, most: u8) -> bool {
        let Some(of) = self.due(now) else { return false };
        let times = self.reminded.filter(|reminded| reminded.of == of).map_or(0, |reminded| reminded.times);
        if times < most {
            self.reminded = Some(Reminded { of, times: times + 1 });
        }
        times < most
    }

    /// Whether it is a ritual. Of each kind one is planned for the same people.
    pub(crate) fn is_ritual(&self) -> bool {
        matches!(self.kind, ItemKind::CheckIn | ItemKind::Thanks | ItemKind::Evening | ItemKind::LookBack)
    }

    /// Whether it is the same ritual for the same people as `other`, at whatever time.
    pub(crate) fn is_same_ritual(&self, other: &Self) -> bool {
        self.is_ritual() && (self.kind, &self.who) == (other.kind, &other.who)
    }

    /// The same at another time, which nobody has answered or mentioned yet.
    pub(crate) fn put_off_until(&mut self, at: DateTime) {
        self.begins = to_the_second(at);
        self.answered = None;
        self.reminded = None;
    }

    /// The same at another day.
    pub(crate) fn put_off(&mut self, to: Date) {
        self.begins = to.to_datetime(self.begins.time());
        self.answered = None;
        self.reminded = None;
    }

    pub(crate) fn tidy(&mut self) {
        self.what = clean(&self.what);
        self.who = self.who.take().map(|who| clean(&who)).filter(|who| !who.is_empty());
        self.minutes = self.minutes.clamp(1, 24 * 60);
    }
}

fn to_the_second(at: DateTime) -> DateTime {
    at.with().subsec_nanosecond(0).build().unwrap_or(at)
}

/// A text as it is kept: one line, nothing that a terminal would obey, and not too long. Joiners stay: emoji and several
/// scripts need them.
pub fn clean(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    let mut kept: String = characters(&line).filter_map(|(c, showable)| showable.then_some(c)).collect();
    while kept.width() > LONGEST_TEXT {
        kept.pop();
    }
    kept
}
