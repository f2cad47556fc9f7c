//! Both hearts, once a second, from their readings to a decision.
//!
//! Everything that decides about a pause by hearts goes through [`Watch::second`]: a talk, and a study of recorded
//! series.
//!
//! **The question.** How far is each heart rate above the baseline of this person's present role, and since when?
//!
//! **Evidence.** Each second the excess goes to the detector (`person`): the heart rate over 5 s minus what is
//! expected. When the speaker changes, the expected rate moves from the old role's baseline to the new one's: upward at
//! once, downward with a time constant of 12 s. Calm seconds teach the baseline and the variability (`learning`). A score that
//! passes the threshold makes a `HeartLevel` (`judging`).
//!
//! **Vetoes.** Each heart's level passes the ordered list in `trigger/veto.rs`. A heart that triggered a pause cannot
//! trigger another until its mean excess over 18 s has fallen below 40 %, or it has risen 15 bpm further.
//!
//! **Decision.** The higher level of the two decides for both.

mod judging;
mod kept;
mod learning;
mod person;

use self::kept::Kept;
pub(crate) use self::learning::NOT_YET_IN_ROLE;
use self::person::WatchedPerson;
use super::constants::TriggerConstants;
use super::couple::CoupleTrigger;
use super::{Decision, HeartLevel, Part};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::baseline::{Prior, Role};
use crate::heart::{Heart, Signal};
use crate::talk::margin::{Draw, Margin, PauseFeedback};
use crate::talk::person::Person;

/// Watches both hearts.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    people: Pair<WatchedPerson>,
    trigger: CoupleTrigger,
    kept: Kept,
    /// Whether a heart has triggered at least one pause. Whose heart it was is kept nowhere.
    has_triggered: bool,
}

impl Watch {
    /// A watch over these two.
    pub(crate) fn new(people: &Pair<Person>) -> Self {
        Self::with(people, &TriggerConstants::default())
    }

    /// The same with other numbers.
    pub(crate) fn with(people: &Pair<Person>, constants: &TriggerConstants) -> Self {
        let people = people.map(|person| WatchedPerson::new(person, constants));
        Self { people, trigger: CoupleTrigger::new(constants), ..Self::default() }
    }

    /// Takes in one second of both hearts and returns what is to be done. A person without a part (in a breath between
    /// turns, in a pause) is measured, but neither judged nor learnt from.
    pub(crate) fn second(&mut self, now: Moment, parts: Pair<Option<Part>>, hearts: &mut Pair<Heart>) -> Decision {
        let couple = self.trigger.facts(now);
        let judged = Pair::from_fn(|seat| self.people[seat].second(now, parts[seat], &mut hearts[seat], &couple));
        self.kept.note(now, || Pair::from_fn(|seat| self.people[seat].known_now(&hearts[seat])));
        let higher = if judged.left.level >= judged.right.level { judged.left } else { judged.right };
        let decision = self.trigger.decide(now, higher);
        if decision == Decision::Pause {
            self.has_triggered = true;
            for seat in Seat::BOTH.into_iter().filter(|seat| judged[*seat].level == HeartLevel::High) {
                self.people[seat].has_triggered();
            }
            self.reset();
        }
        decision
    }

    /// A pause begins, whatever called it.
    pub(crate) fn pause_begins(&mut self, now: Moment) {
        self.kept.pause_begins(now);
    }

    /// The straps turned out to be exchanged.
    pub(crate) fn straps_exchanged(&mut self) {
        self.kept.forget();
    }

    /// A pause has ended: the refractory period begins.
    pub(crate) fn pause_ended(&mut self, now: Moment) {
        self.trigger.begin_refractory_period(now);
        self.reset();
    }

    /// The talk goes on after a time in which nobody was measured. The seconds before say nothing now.
    pub(crate) fn resumed(&mut self) {
        self.reset();
    }

    /// Somebody moved or laughed. The seconds before say nothing, and no heart triggers for twenty seconds.
    pub(crate) fn moved(&mut self, now: Moment) {
        self.trigger.moved(now);
        self.reset();
    }

    /// Whether hearts have triggered as many pauses as they may in half an hour, and one of them wanted another.
    pub(crate) fn triggers_no_more(&self) -> bool {
        self.trigger.triggers_no_more()
    }

    /// The margins of both as they were in this talk.
    pub(crate) fn margins(&self) -> Pair<Margin> {
        self.people.map(|person| person.margin)
    }

    /// The margins of both after they were asked about the talk's pauses. If only keys began them, the answers are not used.
    pub(crate) fn margins_after(&self, said: Pair<Option<PauseFeedback>>, draw: Draw) -> Pair<Margin> {
        self.margins().map(|margin| margin.after(said, self.has_triggered, draw))
    }

    /// What is known of a heart after this talk; nothing if too few seconds had a reading. See [`kept`] for what pauses do.
    pub(crate) fn known_after(&self, seat: Seat, heart: &Heart) -> Option<Prior> {
        self.kept.of(seat, self.people[seat].known_now(heart))
    }

    /// What is known of a heart at this moment, whether it is to be kept or not.
    #[cfg(test)]
    pub(crate) fn known_now(&self, seat: Seat, heart: &Heart) -> Option<Prior> {
        self.people[seat].known_now(heart)
    }

    /// Seconds of talking that are missing to know both hearts, speaking and listening. In a second of talking each of
    /// the two is learnt in one role. The number only falls, and stands for both: it does not tell whose heart is missing.
    pub(crate) fn still_learning(hearts: &Pair<Heart>, now: Moment) -> u32 {
        let worn = || hearts.iter().map(|(_, heart)| heart).filter(|heart| heart.signal(now) != Signal::Absent);
        let missing = |heart: &Heart| [Role::Speaking, Role::Listening].map(|role| heart.baseline().missing_s(role));
        let sum: u32 = worn().flat_map(missing).sum();
        sum.div_ceil(worn().count().max(1) as u32)
    }

    fn reset(&mut self) {
        for seat in Seat::BOTH {
            self.people[seat].reset();
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // bounds and factors are met exactly
mod tests;
