//! The demo: two simulated hearts, and the keys that their owners press.
//!
//! To the rest of the program the hearts are ordinary straps: they send Heart Rate Measurements. They run in the
//! session's own time, so one seed gives one demo at any speed. The hearts are those of [`crate::lab::simulate`], but
//! calmer than most, so that only the planned rise triggers a pause.

use std::time::Duration;

use super::heart_and_strap::{HeartAndStrap, opening, worn_before};
use crate::event::input::{Input, Key, Payload, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::lab::simulate::drives::Episode;
use crate::lab::simulate::heart::Activity;
use crate::lab::simulate::random::stream;
use crate::session::Session;
use crate::talk::pause::{Breathing, Readiness};
use crate::talk::plan::{Guide, Opening, Plan};
use crate::talk::{Listening, Stage};

/// A warm-up and turns short enough for a demo; everything else keeps its real length.
pub(crate) const PLAN: Plan = Plan {
    quiet_s: 35,
    warm_up_turn_s: 35,
    turn_s: 60,
    limit_s: 30 * 60,
    overtime_s: 30,
    answer_s: 45,
    first: Seat::Left,
    guide: Guide::WHOLE,
    opening: Opening::First,
};

/// When a heart runs away, counted from the start of the first turn. Assumption: long enough to read the page first.
const RUNS_AWAY_AFTER: Duration = Duration::from_secs(24);
/// The size of that rise, in beats a minute. Larger triggers sooner.
const RUNS_AWAY_BY: f64 = 30.0;
/// Time constants of the rise and of the fall after it, in seconds.
const RISE_S: f64 = 8.0;
const FALL_S: f64 = 9.0;
/// Seconds for which the rise would last. The trigger comes earlier, and the pause ends the rise.
const LASTS_S: f64 = 300.0;
/// How long the demo presses no key after somebody has pressed one.
const HANDS_OFF: Duration = Duration::from_mins(1);

/// The demo: a source of inputs in the session's own time.
#[derive(Debug)]
pub(crate) struct Demo {
    people: Pair<Option<HeartAndStrap>>,
    excited: Seat,
    /// Whether that heart has run away already.
    runs_away: bool,
    opening: Vec<Stamped>,
    stage: (Stage, Moment),
    pauses: u32,
    repaired: bool,
    next_key: Moment,
}

impl Demo {
    /// A talk of two hearts.
    pub(crate) fn talk(seed: u64) -> Self {
        let excited = if stream(seed, 31).bool() { Seat::Left } else { Seat::Right };
        let people = Pair::from_fn(|seat| Some(HeartAndStrap::new(seed, seat)));
        Self::new(people, excited, Seat::BOTH.into_iter().flat_map(opening).collect())
    }

    /// One heart, practising. Its strap is worn already: a practice begins with the breath, not with a search.
    pub(crate) fn practice(seed: u64) -> Self {
        let left = Some(HeartAndStrap::worn_before(seed, Seat::Left));
        Self::new(Pair { left, right: None }, Seat::Left, worn_before(Seat::Left).into())
    }

    fn new(people: Pair<Option<HeartAndStrap>>, excited: Seat, mut opening: Vec<Stamped>) -> Self {
        opening.sort_by_key(|stamped| std::cmp::Reverse(stamped.at));
        Self {
            people,
            excited,
            runs_away: false,
            opening,
            stage: (Stage::Straps, Moment::START),
            pauses: 0,
            repaired: false,
            next_key: Moment::START,
        }
    }

    /// When the next input comes.
    pub(crate) fn next_at(&self) -> Moment {
        let opening = self.opening.last().map_or(Moment::NEVER, |stamped| stamped.at);
        let packet =
            |person: &Option<HeartAndStrap>| person.as_ref().map_or(Moment::NEVER, |person| person.next_packet);
        let Pair { left, right } = self.people.map(packet);
        opening.min(left).min(right)
    }

    /// The inputs that come at [`Demo::next_at`], to which the session has been brought already.
    pub(crate) fn take(&mut self, session: &Session) -> Vec<Input> {
        let now = self.next_at();
        self.notice_stage(now, session.stage());
        let mut inputs = Vec::new();
        while self.opening.last().is_some_and(|stamped| stamped.at == now) {
            inputs.extend(self.opening.pop().map(|stamped| stamped.input));
        }
        self.run_away(now);
        for seat in Seat::BOTH {
            let activity = self.activity(seat, session, now);
            if let Some(person) = self.people[seat].as_mut().filter(|person| person.next_packet == now) {
                let bytes = Payload(person.packet(&activity));
                inputs.push(Input::Notification { seat, epoch: 1, bytes });
            }
        }
        inputs.extend(self.key(now).map(|key| Input::Key { key }));
        inputs
    }

    /// Somebody pressed a real key: the demo presses none for a while.
    pub(crate) fn hands_off(&mut self, now: Moment) {
        self.next_key = now + HANDS_OFF;
    }

    fn notice_stage(&mut self, now: Moment, stage: Stage) {
        let same = std::mem::discriminant(&stage) == std::mem::discriminant(&self.stage.0);
        if !same && matches!(stage, Stage::Pause { .. }) {
            self.pauses += 1;
            if let Some(person) = &mut self.people[self.excited] {
                person.heart.end_episode(now.secs());
            }
        }
        self.stage = (stage, if same { self.stage.1 } else { now });
    }

    /// Once, in the first turn, a heart runs away.
    fn run_away(&mut self, now: Moment) {
        let (stage, since) = self.stage;
        let due = matches!(stage, Stage::Turn { .. }) && now.since(since) >= RUNS_AWAY_AFTER;
        if !due || self.pauses > 0 || self.runs_away {
            return;
        }
        self.runs_away = true;
        if let Some(person) = &mut self.people[self.excited] {
            let at_s = now.secs();
            person.heart.begin_episode(Episode {
                at_s,
                size: RUNS_AWAY_BY,
                rise_s: RISE_S,
                lasts_s: LASTS_S,
                fall_s: FALL_S,
            });
        }
    }

    /// What somebody does now. While everybody breathes with the pacer, they breathe along.
    fn activity(&self, seat: Seat, session: &Session, now: Moment) -> Activity {
        let speaker = self.stage.0.speaker();
        let is_paced = matches!(self.stage.0, Stage::Practice | Stage::Pause { breathing: Breathing::Paced, .. });
        Activity {
            speaking: speaker == Some(seat),
            listening: speaker == Some(seat.other()),
            paced: is_paced.then(|| session.pacer().at(now.since(self.stage.1)).fullness),
            drive: 0.0,
        }
    }

    /// The key that somebody would press now.
    fn key(&mut self, now: Moment) -> Option<Key> {
        if now < self.next_key {
            return None;
        }
        let (stage, since) = self.stage;
        let key = self.key_of_stage(stage, now.since(since).as_secs())?;
        self.repaired |= key == Key::Repair;
        self.next_key = now + Duration::from_secs(1);
        Some(key)
    }

    /// The key of a stage after some seconds of it. Every stage is named: one that nobody ends would last for ever.
    fn key_of_stage(&self, stage: Stage, seconds: u64) -> Option<Key> {
        let after = |least: u64, key: Key| (seconds >= least).then_some(key);
        match stage {
            Stage::Agreements { yes } | Stage::Topic { yes, .. } | Stage::WayBack { yes, .. } => {
                yes_of(yes, seconds, 2)
            }
            Stage::SameAgain { yes } => yes_of(yes, seconds, 2),
            Stage::Prepare { .. } => after(4, Key::Next),
            Stage::AmendsOffer { asked: None } => after(2, Key::Ready(Seat::Left)),
            Stage::AmendsOffer { asked: Some(_) } => after(2, Key::Next),
            Stage::OneStep { yes } | Stage::Summary { yes } => yes_of(yes, seconds, 1),
            Stage::StrapCheck { .. } => after(2, Key::Next),
            Stage::Arriving { .. } | Stage::Repair { .. } => after(1, Key::Next),
            Stage::Pause { ready, .. } => ready_of(ready, seconds),
            Stage::Turn { .. } => after(12, Key::Next).filter(|_| self.pauses > 0),
            Stage::Answer { part: Listening::Reflect, .. } => after(8, Key::Next),
            Stage::Answer { part: Listening::Validate, .. } => after(16, Key::Next),
            Stage::Answer { part: Listening::Empathise, .. } => after(24, Key::Stop),
            Stage::Closing { .. } if self.repaired => after(4, Key::Stop),
            Stage::Closing { .. } => after(2, Key::Repair),
            // Nobody may be there to end it.
            Stage::Practice => after(600, Key::Stop),
            // These end by themselves, or never come in a demo.
            Stage::Straps
            | Stage::Settling
            | Stage::WarmUp { .. }
            | Stage::Breath
            | Stage::ReturnOffer { .. }
            | Stage::LongBreak { .. }
            | Stage::Over => None,
        }
    }
}

/// Each says that they are ready, the right one later than the left one.
fn ready_of(ready: Pair<Readiness>, seconds: u64) -> Option<Key> {
    match (ready.left, ready.right) {
        (Readiness::Unsaid, _) if seconds >= 50 => Some(Key::Ready(Seat::Left)),
        (_, Readiness::Unsaid) if seconds >= 64 => Some(Key::Ready(Seat::Right)),
        _ => None,
    }
}

/// Each says yes, the right one a second after the left one.
fn yes_of(yes: Pair<bool>, seconds: u64, after: u64) -> Option<Key> {
    match (yes.left, yes.right) {
        (false, _) if seconds >= after => Some(Key::Ready(Seat::Left)),
        (true, false) if seconds > after => Some(Key::Ready(Seat::Right)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heart::Signal;
    use crate::session::pacer::Pacer;
    use crate::session::{Kind, Setup};

    /// Plays a demo to its end; says when each pause began, in seconds.
    fn pauses(seed: u64) -> Vec<f64> {
        let mut session =
            Session::new(&Setup { kind: Kind::Talk, plan: PLAN, pacer: Pacer::default(), people: Pair::default() });
        let mut demo = Demo::talk(seed);
        let mut pauses = Vec::new();
        while session.stage() != Stage::Over && demo.next_at() < Moment::from_secs(1200) {
            let at = demo.next_at();
            session.advance(at);
            let before = session.stage();
            for input in demo.take(&session) {
                session.handle(at, &input);
            }
            let in_pause = |stage| matches!(stage, Stage::Pause { .. });
            if in_pause(session.stage()) && (!in_pause(before) || pauses.is_empty()) {
                pauses.push(at.secs());
            }
        }
        pauses
    }

    #[test]
    fn a_practice_begins_with_the_breath_and_no_word_about_the_strap() {
        let setup = Setup { kind: Kind::Practice, plan: PLAN, pacer: Pacer::default(), people: Pair::default() };
        for seed in 0..20 {
            let (mut session, mut demo) = (Session::new(&setup), Demo::practice(seed));
            while demo.next_at() < Moment::from_secs(90) {
                let at = demo.next_at();
                session.advance(at);
                demo.take(&session).iter().for_each(|input| session.handle(at, input));
                let signal = session.hearts().left.signal(at);
                assert!(matches!(signal, Signal::Settling | Signal::Good), "seed {seed} at {at}: {signal:?}");
            }
        }
    }

    #[test]
    fn whatever_the_seed_a_heart_runs_away_in_the_first_turn_and_a_pause_comes() {
        for seed in 0..20 {
            let pauses = pauses(seed);
            assert!(pauses.first().is_some_and(|at| (120.0..400.0).contains(at)), "seed {seed}: {pauses:?}");
        }
    }
}
