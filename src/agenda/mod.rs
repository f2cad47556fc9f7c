//! What comes after a talk: the check-in twenty minutes later, the agreed return, the one step, shared schedules and
//! rituals. All of it is arithmetic on wall-clock times, which the caller passes in.
//!
//! ```text
//!            add                     due, coming            answer: helped, partly, not yet
//! talk ────────────▶ Agenda of Items ────────────▶ people ────────────▶ Agenda
//!                     └─ calendar: the same for a phone (iCalendar)
//! ```
//!
//! Times are civil, as people say them: "nine in the evening" stays nine when the clocks change. A clock that jumps
//! does no lasting harm. An answer or a reminder dated in what is now the future does not count.
//!
//! Nobody is pressed. Of what was missed, only the latest occurrence is due. A reminder comes twice at most. After a
//! "not yet" a smaller step can take the place of the old one.

pub mod calendar;
mod item;
mod zone;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span};
use serde::{Deserialize, Serialize};

pub use item::{Item, ItemKind, LONGEST_TEXT, Recurrence, clean};

/// The version of the file that this program writes. Version 2 has answers of three kinds and looking back; version 1 is
/// read as it is.
pub(crate) const VERSION: u32 = 2;
/// How many times the start of a session mentions one occurrence. Assumption: a third time would nag.
const MOST_REMINDERS: u8 = 2;
/// How many answers are kept, the latest ones. An answer is a date and how it went, without words. Lapses are counted
/// from them.
const MOST_ANSWERS: usize = 200;
/// How many items there may be. Assumption: more would never be looked at.
const MOST_ITEMS: usize = 50;
/// The time from the end of a talk to its check-in.
pub(crate) const CHECK_IN_AFTER: SignedDuration = SignedDuration::from_mins(20);
/// How many days an item that comes once may wait for its answer before it is removed. Assumption.
const LET_GO_DAYS: i64 = 14;

/// The answer to a thing, each kind with its own three. An agreed return is not answered: it is begun, put off or let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowItWent {
    /// A step, a schedule or a ritual: it was done.
    Helped,
    /// In part.
    Partly,
    /// Not yet.
    NotYet,
    /// The check-in after a talk: better.
    Better,
    /// The same.
    Same,
    /// Worse.
    Worse,
}

impl HowItWent {
    /// Whether it suits a thing of this kind. What a version before three kinds of answers took is taken still.
    pub(crate) fn suits(self, kind: ItemKind) -> bool {
        matches!(self, Self::Helped | Self::Partly | Self::NotYet) || kind == ItemKind::AfterTalk
    }

    /// Whether somebody may need more than two people can give each other, if it is said again and again.
    fn is_lapse(self) -> bool {
        matches!(self, Self::NotYet | Self::Worse)
    }
}

/// An answer with its day, without what it was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    on: Date,
    said: HowItWent,
}

/// The one step that a repair ends with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConcreteStep {
    /// What is done. It may be empty: the two have said it aloud.
    pub what: String,
    /// Who does it, by name; nobody in particular stands for both.
    pub who: Option<String>,
    /// By when, in days from today.
    pub in_days: u32,
}

/// Everything that is still to come, and how the last check-ins went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    version: u32,
    #[serde(default, rename = "item", skip_serializing_if = "Vec::is_empty")]
    items: Vec<Item>,
    #[serde(default, rename = "answer", skip_serializing_if = "Vec::is_empty")]
    answers: Vec<Answered>,
}

impl Default for Agenda {
    fn default() -> Self {
        Self { version: VERSION, items: Vec::new(), answers: Vec::new() }
    }
}

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswerable {
    /// There is nothing with this number.
    Unknown,
    /// It is not due; perhaps it has been answered.
    NotDue,
}

impl Agenda {
    /// Everything, in the order of its numbers.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Adds an item under the lowest free number. `None` if there are [`MOST_ITEMS`] already.
    pub fn add(&mut self, mut item: Item) -> Option<u32> {
        if self.items.len() >= MOST_ITEMS {
            return None;
        }
        let id = (1..=MOST_ITEMS as u32).find(|id| self.item(*id).is_none())?;
        item.id = id;
        let at = self.items.iter().position(|other| other.id > id).unwrap_or(self.items.len());
        self.items.insert(at, item);
        Some(id)
    }

    /// Removes an item; `None` if there is none of that number.
    pub fn remove(&mut self, id: u32) -> Option<Item> {
        let at = self.items.iter().position(|item| item.id == id)?;
        Some(self.items.remove(at))
    }

    /// The item with this number.
    pub fn item(&self, id: u32) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The item that is the same as `item` and comes at the same time, if there is one.
    pub fn same(&self, item: &Item) -> Option<&Item> {
        self.items.iter().find(|other| other.is_same(item))
    }

    /// Moves the ritual that `item` is, for the same people, to the time and length of `item`. Its number, or nothing if
    /// there is none yet.
    pub fn move_ritual(&mut self, item: &Item) -> Option<u32> {
        let there = self.items.iter_mut().find(|there| there.is_same_ritual(item))?;
        (there.every, there.until, there.minutes) = (item.every, item.until, item.minutes);
        there.put_off_until(item.begins);
        Some(there.id)
    }

    /// Puts an agreed return off until `at`. Its number may have gone to something else meanwhile.
    pub fn put_off_return(&mut self, id: u32, at: DateTime) -> Result<(), Unanswerable> {
        let is_it = |item: &&mut Item| item.id == id && item.kind == ItemKind::Return;
        let returns = self.items.iter_mut().find(is_it).ok_or(Unanswerable::Unknown)?;
        returns.put_off_until(at);
        Ok(())
    }

    /// What is due, with the time since when.
    pub fn due(&self, now: DateTime) -> Vec<(&Item, DateTime)> {
        let mut due: Vec<_> = self.items.iter().filter_map(|item| Some((item, item.due(now)?))).collect();
        due.sort_by_key(|(item, since)| (*since, item.id));
        due
    }

    /// What comes next, each with its time.
    pub fn coming(&self, now: DateTime) -> Vec<(&Item, DateTime)> {
        let mut coming: Vec<_> = self.items.iter().filter_map(|item| Some((item, item.next(now)?))).collect();
        coming.sort_by_key(|(item, at)| (*at, item.id));
        coming
    }

    /// Takes an answer. An item that comes once is removed, unless it is a step that has to wait: that one comes back
    /// tomorrow.
    pub fn answer(&mut self, id: u32, said: HowItWent, now: DateTime) -> Result<(), Unanswerable> {
        let item = self.items.iter_mut().find(|item| item.id == id).ok_or(Unanswerable::Unknown)?;
        match (item.due(now), item.every) {
            (_, Recurrence::Once) if item.kind == ItemKind::Step && said == HowItWent::NotYet => {
                item.put_off(now.date().tomorrow().unwrap_or(now.date()));
            }
            (_, Recurrence::Once) => {
                self.remove(id);
            }
            (Some(since), _) => item.answered = Some(since),
            (None, _) => return Err(Unanswerable::NotDue),
        }
        self.answers.push(Answered { on: now.date(), said });
        let over = self.answers.len().saturating_sub(MOST_ANSWERS);
        self.answers.drain(..over);
        Ok(())
    }

    /// The items of which to remind now: those that are due and were mentioned fewer than [`MOST_REMINDERS`] times. Each
    /// counts as mentioned once more.
    pub fn remind(&mut self, now: DateTime) -> Vec<&Item> {
        let mut up: Vec<&Item> = Vec::new();
        for item in &mut self.items {
            if item.remind(now, MOST_REMINDERS) {
                up.push(item);
            }
        }
        up.sort_by_key(|item| (item.due(now), item.id));
        up
    }

    /// How often "not yet" or "worse" was said in the last `days` days.
    pub fn lapses(&self, now: DateTime, days: i64) -> usize {
        let recent = |answer: &&Answered| (0..=days).contains(&days_between(answer.on, now.date()));
        self.answers.iter().filter(recent).filter(|answer| answer.said.is_lapse()).count()
    }

    /// Notes what follows a talk that has come to its turns, or to a time to come back. An earlier return or check-in is
    /// removed: this talk was it. A return is added if one was agreed, else a check-in; and the one step, if there is one.
    pub fn talk_ended(&mut self, now: DateTime, returns: Option<DateTime>, step: Option<&ConcreteStep>) {
        self.items.retain(|item| !matches!(item.kind, ItemKind::Return | ItemKind::AfterTalk));
        let next = match returns {
            Some(at) => Item::once(ItemKind::Return, at, now),
            None => Item::once(ItemKind::AfterTalk, now.checked_add(CHECK_IN_AFTER).unwrap_or(now), now),
        };
        self.add(next);
        if let Some(step) = step {
            self.add(Item::step(step, now));
        }
    }

    /// Removes what has ended, and what came once and has waited longer than [`LET_GO_DAYS`].
    pub fn let_go(&mut self, now: DateTime) {
        self.items.retain(|item| {
            let waited = item.due(now).filter(|_| item.every == Recurrence::Once);
            let too_long = waited.is_some_and(|since| days_between(since.date(), now.date()) > LET_GO_DAYS);
            !too_long && (item.due(now).is_some() || item.next(now).is_some())
        });
    }

    /// Makes harmless whatever a hand may have written into the file. It is written in the newest version from now on.
    pub(crate) fn tidy(&mut self) {
        self.version = VERSION;
        for item in &mut self.items {
            item.tidy();
        }
        // Two of the same number could not be told apart.
        let items = std::mem::take(&mut self.items);
        for item in items {
            let id = item.id;
            self.items.push(item);
            if self.items.iter().filter(|other| other.id == id).count() > 1
                && let Some(item) = self.items.pop()
            {
                self.add(item);
            }
        }
    }
}

/// Days from one date to another, negative if it lies before.
fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// The same time `days` days later, if the calendar goes that far.
fn later(at: DateTime, days: i64) -> Option<DateTime> {
    at.checked_add(Span::new().try_days(days).ok()?).ok()
}
