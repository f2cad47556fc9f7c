//! What the people's keys do, wherever the talk is.

use std::time::Duration;

use super::Talk;
use super::pause::Readiness;
use super::phase::Phase;
use super::step::{Amends, EndsBy, Step};
use crate::event::input::Key;
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::Heart;

/// The same key within this time is taken for one that is held down. Assumption. A longer time makes a second stop
/// wait.
const HELD_DOWN: Duration = Duration::from_secs(1);

/// What is left to do after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyOutcome {
    /// Nothing.
    Done,
    /// The straps are worn the other way round: each is from now on the other seat's.
    ExchangeStraps,
}

impl Talk {
    /// Takes in a key. Exchanging straps is left to the session, which knows which strap sends what.
    pub(crate) fn key(&mut self, now: Moment, key: Key, hearts: &Pair<Heart>) -> KeyOutcome {
        if key == Key::Exchange {
            return self.exchange_straps(now);
        }
        if !self.is_held_down(now, key) {
            self.press(now, key, hearts);
            self.reach(now, hearts);
        }
        KeyOutcome::Done
    }

    fn press(&mut self, now: Moment, key: Key, hearts: &Pair<Heart>) {
        match key {
            Key::Pause => self.pause(now, hearts),
            Key::Numbers(seat) => self.numbers[seat] = !self.numbers[seat],
            Key::Stop => self.stop(now),
            Key::Next => self.next(now, hearts),
            Key::Ready(seat) => self.say(now, seat, Readiness::Ready, hearts),
            Key::NotReady(seat) => self.say(now, seat, Readiness::NotReady, hearts),
            Key::Moved => self.watch.moved(now),
            Key::MoreTime => self.lengthen(now),
            Key::LongBreak => self.offer_later(now, hearts),
            Key::Breathe => self.breathe_now(now),
            Key::Ground => self.ground(now),
            Key::Choose => self.choose(now),
            Key::Repair => self.begin_repair(now),
            // Taken in before.
            Key::Exchange | Key::Practice(_) => {}
            Key::Need | Key::Question => self.show_card(key),
            Key::Back => self.back(now, hearts),
            Key::HalfMinute => self.ask_half_minute(),
            Key::End => self.ask_end(),
            Key::PutOff => self.ask_put_off(),
            Key::NextPrompt => self.next_prompt(),
            Key::Feelings => self.go_from_topic(now, Step::Arriving(self.first), hearts),
            Key::Prepare => self.go_from_topic(now, Step::Prepare(self.first), hearts),
            Key::PartBack => self.part_back(now),
            Key::AnotherDay => self.leave_for_another_day(now, hearts),
        }
    }

    /// Somebody said yes, or not yet.
    fn say(&mut self, now: Moment, seat: Seat, said: Readiness, hearts: &Pair<Heart>) {
        if self.answer_question(now, seat, said, hearts) {
            // In a break "not yet" is more than a no to the question: nobody is brought back against it.
            if said == Readiness::NotReady {
                self.say_in_pause(now, seat, said);
            }
            return;
        }
        match &mut self.phase {
            Phase::In(step, _) => {
                let step = *step;
                self.say_in_step(now, step, seat, said, hearts);
            }
            Phase::WayBack(way) => {
                way.yes[seat] = said == Readiness::Ready;
                if said == Readiness::NotReady {
                    self.pause_again(now, seat, hearts);
                } else if way.yes.all(|yes| *yes) {
                    if way.smaller {
                        self.turns_left = Some(super::way_back::SMALLER_TURNS);
                    }
                    // The words on the way back take as long as they take.
                    self.pause_is_over(now);
                    self.go_back(now);
                }
            }
            Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::ReturnOffer(..)
            | Phase::LongBreak(_)
            | Phase::Closing { .. }
            | Phase::Over => self.say_in_pause(now, seat, said),
        }
    }

    fn say_in_step(&mut self, now: Moment, step: Step, seat: Seat, said: Readiness, hearts: &Pair<Heart>) {
        match self.ends_by(step) {
            EndsBy::WhoeverSaysYes => self.say_to_offer(now, step, seat, said, hearts),
            EndsBy::Person(who) if who == seat && said == Readiness::Ready => self.next(now, hearts),
            EndsBy::Both | EndsBy::OneKeyOrBoth => {
                self.yes[seat] = said == Readiness::Ready;
                if self.yes.all(|yes| *yes) {
                    self.leave(now);
                    self.follow(now, step.last_of_its_kind(self.first), hearts);
                }
            }
            EndsBy::OneKey | EndsBy::Person(_) => {}
        }
    }

    /// Somebody wants to make amends, or the one who is asked does not.
    fn say_to_offer(&mut self, now: Moment, step: Step, seat: Seat, said: Readiness, hearts: &Pair<Heart>) {
        let is_asked = match step {
            Step::AmendsOffer(asked) => asked.is_none_or(|asked| asked == seat),
            _ => false,
        };
        match said {
            Readiness::Ready if is_asked => self.volunteer(now, seat),
            Readiness::NotReady if is_asked && step != Step::AmendsOffer(None) => self.next(now, hearts),
            Readiness::Ready | Readiness::NotReady | Readiness::Unsaid => {}
        }
    }

    /// What the page of the topic offers besides going on. It leads back there.
    fn go_from_topic(&mut self, now: Moment, to: Step, hearts: &Pair<Heart>) {
        if self.phase.step() == Some(Step::Topic) && self.plan.guide.offered {
            self.go_to(now, to, hearts);
        }
    }

    pub(super) fn next(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match &self.phase {
            // A return that both have agreed on is not undone by one key; what undoes it is both "ready" in the break.
            Phase::Closing { .. } if self.returns.is_some() => {}
            Phase::Closing { from_pause: true } => self.pause(now, hearts),
            Phase::Closing { from_pause: false } => {
                self.watch.resumed();
                self.go_back(now);
            }
            Phase::In(step, _) if self.ends_by(*step) != EndsBy::Both => {
                let step = *step;
                self.leave(now);
                self.follow(now, step, hearts);
            }
            Phase::In(..)
            | Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::ReturnOffer(..)
            | Phase::LongBreak(_)
            | Phase::WayBack(_)
            | Phase::Over => {}
        }
    }

    /// One breath together, in the middle of anything.
    fn breathe_now(&mut self, now: Moment) {
        if self.phase.step().is_some_and(|step| step.rules().can_breathe) {
            self.leave(now);
            if let Some((step, left)) = self.back_to {
                self.breathe(now, step, left);
            }
        }
    }

    /// The other choice of this screen.
    fn choose(&mut self, now: Moment) {
        match &mut self.phase {
            Phase::In(step, _) => {
                let step = *step;
                self.choose_in_step(now, step);
            }
            Phase::WayBack(way) => way.choose(),
            Phase::Breath(..)
            | Phase::Pause(_)
            | Phase::ReturnOffer(..)
            | Phase::LongBreak(_)
            | Phase::Closing { .. }
            | Phase::Over => {}
        }
    }

    fn choose_in_step(&mut self, now: Moment, step: Step) {
        match step {
            Step::StrapCheck => self.ask_for_strap_check(now),
            Step::Topic => {
                self.first = self.first.other();
                self.yes = Pair::default();
            }
            Step::Straps
            | Step::Agreements
            | Step::SameAgain
            | Step::Arriving(_)
            | Step::Prepare(_)
            | Step::AmendsOffer(_)
            | Step::Settling
            | Step::WarmUp(_)
            | Step::Turn(_)
            | Step::Answer(..)
            | Step::Repair(..)
            | Step::OneStep
            | Step::Summary => {}
        }
    }

    fn show_card(&mut self, key: Key) {
        if self.phase.step().is_some_and(|step| step.rules().counts) {
            self.cards.turn_up(key);
        }
    }

    /// The repair, from the close, though the talk ended early.
    fn begin_repair(&mut self, now: Moment) {
        if self.can_repair() {
            self.back_to = None;
            let step = self.after_turns().unwrap_or(Step::Repair(self.first, Amends::Harm));
            self.enter(now, step, Duration::MAX);
        }
    }

    /// Whether the same key came less than a second ago. A key that is held down would stop twice, or skip a step
    /// unseen. Whoever presses the stop again and again wants out: after a second it counts.
    fn is_held_down(&mut self, now: Moment, key: Key) -> bool {
        let again = self.last_press.is_some_and(|(then, last)| last == key && now.since(then) < HELD_DOWN);
        let is_held = again && matches!(key, Key::Stop | Key::Next);
        if !is_held || key == Key::Next {
            self.last_press = Some((now, key));
        }
        is_held
    }

    /// A turn, or a part of an answer, has ended by itself. Whoever hands over in the second after that means the one that
    /// has ended.
    pub(super) fn ended_by_itself(&mut self, now: Moment, step: Step) {
        if step.rules().counts && self.has_overtime() {
            self.last_press = Some((now, Key::Next));
        }
    }
}

impl Step {
    /// What both leave behind when they say yes together: of a repair, all of it.
    fn last_of_its_kind(self, first: Seat) -> Self {
        match self {
            Self::Repair(..) => Self::Repair(first.other(), Amends::Change),
            Self::Straps
            | Self::StrapCheck
            | Self::Agreements
            | Self::SameAgain
            | Self::Topic
            | Self::Arriving(_)
            | Self::Prepare(_)
            | Self::AmendsOffer(_)
            | Self::Settling
            | Self::WarmUp(_)
            | Self::Turn(_)
            | Self::Answer(..)
            | Self::OneStep
            | Self::Summary => self,
        }
    }
}
