//! The conversation of two people: settling, a warm-up, turns, the pause, the way back, the close.
//!
//! A talk is a sequence of [`Step`]s with shared breaths between them. A pause can come over any of them and gives
//! back exactly the time that was left.

use std::time::Duration;

use crate::heart::baseline::Role;
use crate::heart::{Heart, Signal};
use crate::input::Key;
use crate::moment::Moment;
use crate::seat::{Pair, Seat};

pub mod pause;
pub mod plan;
pub mod stage;
pub mod trigger;

use pause::{Body, Pause, Readiness};
use plan::Plan;
pub use stage::{Offer, Phase, Span, Stage, Step};
use trigger::{Level, Trigger};

/// A shared breath at every change of turn; longer when somebody's heart is up a little. It blames nobody.
const SHARED_BREATH: Duration = Duration::from_secs(5);
const LONG_BREATH: Duration = Duration::from_secs(10);
/// The first seconds in a role are not learnt from: the reading still spans the role before.
const NOT_YET_IN_ROLE: Duration = Duration::from_secs(10);
/// A key that comes again sooner than this is taken for one that is held down.
const HELD_DOWN: Duration = Duration::from_secs(1);
/// A second pause this soon after another suggests a longer break.
const SOON: Duration = Duration::from_mins(5);
/// A talk in progress.
#[derive(Debug)]
pub struct Talk {
    plan: Plan,
    phase: Phase,
    trigger: Trigger,
    numbers: Pair<bool>,
    /// What a pause, or a stop by mistake, comes back to, and how much of it was left; nothing after the talk's limit.
    back_to: Option<(Step, Duration)>,
    /// The time of all turns that have ended or were interrupted.
    talked: Duration,
    pauses: u32,
    last_pause_ended: Option<Moment>,
    long_breath: bool,
    /// When both agreed to come back later, and after how long.
    later: Option<(Moment, Duration)>,
    /// The last press of a key that must not repeat itself while it is held down.
    last_press: Option<(Moment, Key)>,
}

impl Talk {
    /// A talk that looks for the straps first.
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            phase: Phase::In(Step::Straps, Span { began: Moment::START, ends: Moment::NEVER }),
            trigger: Trigger::default(),
            numbers: Pair::default(),
            back_to: None,
            talked: Duration::ZERO,
            pauses: 0,
            last_pause_ended: None,
            long_breath: false,
            later: None,
            last_press: None,
        }
    }

    /// Takes in a key.
    pub fn key(&mut self, now: Moment, key: Key, hearts: &Pair<Heart>) {
        if self.is_held_down(now, key) {
            return;
        }
        match key {
            Key::Pause => self.pause(now, hearts),
            Key::Numbers(seat) => self.numbers[seat] = !self.numbers[seat],
            Key::Stop => self.stop(now),
            Key::Next => self.next(now, hearts),
            Key::Ready(seat) => self.say(now, seat, Readiness::Ready),
            Key::NotReady(seat) => self.say(now, seat, Readiness::NotReady),
            Key::MoreTime => {
                if let Phase::Pause(pause) = &mut self.phase {
                    pause.lengthen(now);
                }
            }
            Key::Later => self.offer_later(),
        }
        self.reach(now, hearts);
    }

    /// Takes in one second of both hearts.
    pub fn second(&mut self, now: Moment, hearts: &mut Pair<Heart>) {
        match &mut self.phase {
            Phase::In(Step::Straps, _) => self.begin_when_straps_deliver(now, hearts),
            Phase::In(step, span) => {
                let (step, settled) = (*step, now.since(span.began) >= NOT_YET_IN_ROLE);
                self.listen_to_hearts(now, step, settled, hearts);
            }
            Phase::Pause(pause) | Phase::Later(pause, _) => pause.second(now, bodies(now, hearts)),
            Phase::Breath(..) | Phase::Closing { .. } | Phase::Over => {}
        }
        self.reach(now, hearts);
    }

    /// When something ends by itself.
    pub fn next_deadline(&self) -> Moment {
        match &self.phase {
            Phase::In(_, span) | Phase::Breath(span, ..) => span.ends,
            Phase::Pause(_) | Phase::Later(..) | Phase::Closing { .. } | Phase::Over => Moment::NEVER,
        }
    }

    /// Does what is due: a step's time is up, a breath is over, the gate of the pause is open.
    pub fn reach(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match &self.phase {
            Phase::In(step, span) if span.ends <= now => {
                let step = *step;
                self.leave(now);
                self.follow(now, step, hearts);
            }
            Phase::Breath(span, step, left) if span.ends <= now => self.enter(now, *step, *left),
            Phase::Pause(pause) if pause.is_open(now) => {
                self.last_pause_ended = Some(now);
                self.trigger.pause_ended(now);
                self.later = None;
                self.go_back(now);
            }
            _ => {}
        }
    }

    fn begin_when_straps_deliver(&mut self, now: Moment, hearts: &Pair<Heart>) {
        let signals = hearts.map(|heart| heart.signal(now));
        let delivers = |s: &Signal| matches!(s, Signal::Absent | Signal::Good | Signal::RateOnly);
        if signals.all(delivers) && signals.any(|s| *s != Signal::Absent) {
            self.enter(now, Step::Settling, self.plan.quiet());
        }
    }

    fn listen_to_hearts(&mut self, now: Moment, step: Step, settled: bool, hearts: &mut Pair<Heart>) {
        for seat in Seat::BOTH {
            let Some(role) = role(step, seat) else { continue };
            let heart = &mut hearts[seat];
            let warming_up = !matches!(step, Step::Turn(_));
            if settled && (warming_up || heart.is_calm_enough_to_learn(now, role)) {
                heart.learn(now, role);
            }
            if warming_up {
                continue;
            }
            let arousal = heart.arousal(now, role);
            if let Some(calm) = arousal.filter(|a| settled && a.z() < 2.0) {
                heart.follow(role, &calm);
            }
            match self.trigger.watch(now, seat, arousal.as_ref()) {
                Level::Raised => self.long_breath = true,
                Level::High if self.trigger.may_prompt(now) => return self.pause(now, hearts),
                Level::Calm | Level::High => {}
            }
        }
    }

    fn pause(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Pause(pause) | Phase::Later(pause, _) => self.phase = Phase::Pause(pause),
            Phase::Over => {}
            Phase::Closing { .. } => self.begin_pause(now, hearts),
            interrupted => {
                self.phase = interrupted;
                self.leave(now);
                self.begin_pause(now, hearts);
            }
        }
    }

    fn begin_pause(&mut self, now: Moment, hearts: &Pair<Heart>) {
        let soon = self.last_pause_ended.is_some_and(|ended| now.since(ended) <= SOON);
        self.pauses += 1;
        // The breath on the way back must not tell whether a heart was up before.
        self.long_breath = false;
        self.phase = Phase::Pause(Pause::begin(now, bodies(now, hearts), soon));
    }

    fn say(&mut self, now: Moment, seat: Seat, readiness: Readiness) {
        match &mut self.phase {
            Phase::Pause(pause) => pause.say(seat, readiness),
            Phase::Later(pause, offer) => {
                offer.agreed[seat] = readiness == Readiness::Ready;
                if readiness == Readiness::NotReady {
                    pause.say(seat, readiness);
                }
                if offer.agreed.all(|agreed| *agreed) {
                    self.later = Some((now, offer.wait()));
                    self.phase = Phase::Closing { from_pause: true };
                }
            }
            _ => {}
        }
    }

    fn offer_later(&mut self) {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Pause(pause) => self.phase = Phase::Later(pause, Offer::default()),
            Phase::Later(pause, offer) => self.phase = Phase::Later(pause, offer.another()),
            other => self.phase = other,
        }
    }

    fn stop(&mut self, now: Moment) {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Closing { .. } | Phase::Over => {}
            Phase::Pause(_) | Phase::Later(..) => self.phase = Phase::Closing { from_pause: true },
            interrupted => {
                self.phase = interrupted;
                self.leave(now);
                self.phase = Phase::Closing { from_pause: false };
            }
        }
    }

    fn next(&mut self, now: Moment, hearts: &Pair<Heart>) {
        match &self.phase {
            // A return that both have agreed on is not undone by one key; a pause and both "ready" can.
            Phase::Closing { .. } if self.later.is_some() => {}
            Phase::Closing { from_pause: true } => self.begin_pause(now, hearts),
            Phase::Closing { from_pause: false } => self.go_back(now),
            Phase::In(step, _) => {
                let step = *step;
                self.leave(now);
                self.follow(now, step, hearts);
            }
            _ => {}
        }
    }

    /// Back to what was interrupted, or to the close if the talk had ended.
    fn go_back(&mut self, now: Moment) {
        match self.back_to {
            Some((step, left)) => self.breathe(now, step, left),
            None => self.phase = Phase::Closing { from_pause: false },
        }
    }

    /// Whether the same key came less than a second ago: held down, it would stop twice or skip a step unseen.
    fn is_held_down(&mut self, now: Moment, key: Key) -> bool {
        let last = self.last_press.replace((now, key));
        let again = last.is_some_and(|(then, last)| last == key && now.since(then) < HELD_DOWN);
        again && matches!(key, Key::Stop | Key::Next)
    }

    /// Goes on to what comes after `step`.
    fn follow(&mut self, now: Moment, step: Step, hearts: &Pair<Heart>) {
        let nobody_measured = hearts.all(|heart| heart.signal(now) == Signal::Absent);
        match step {
            Step::Straps if nobody_measured => self.breathe(now, Step::Turn(Seat::Left), self.plan.turn()),
            Step::Straps => self.enter(now, Step::Settling, self.plan.quiet()),
            Step::Settling => self.breathe(now, Step::WarmUp(Seat::Left), self.plan.warm_up_turn()),
            Step::WarmUp(Seat::Left) => self.breathe(now, Step::WarmUp(Seat::Right), self.plan.warm_up_turn()),
            Step::WarmUp(Seat::Right) => self.breathe(now, Step::Turn(Seat::Left), self.plan.turn()),
            Step::Turn(_) if self.talked >= self.plan.limit() => {
                self.back_to = None;
                self.phase = Phase::Closing { from_pause: false };
            }
            Step::Turn(speaker) => self.breathe(now, Step::Turn(speaker.other()), self.plan.turn()),
        }
    }

    fn breathe(&mut self, now: Moment, step: Step, left: Duration) {
        let length = if std::mem::take(&mut self.long_breath) { LONG_BREATH } else { SHARED_BREATH };
        self.phase = Phase::Breath(Span { began: now, ends: now + length }, step, left);
    }

    fn enter(&mut self, now: Moment, step: Step, left: Duration) {
        self.trigger.turn_changed(now);
        let ends = if step == Step::Straps { Moment::NEVER } else { now + left };
        self.phase = Phase::In(step, Span { began: now, ends });
    }

    /// Leaves a step or a breath: counts the time of a turn, and remembers what there is to come back to.
    fn leave(&mut self, now: Moment) {
        self.talked = self.talked(now);
        self.back_to = match &self.phase {
            Phase::In(step, span) => Some((*step, span.ends.since(now))),
            Phase::Breath(_, step, left) => Some((*step, *left)),
            _ => self.back_to,
        };
    }

    /// Where the talk is.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Time left of the whole talk; pauses do not count.
    pub fn time_left(&self, now: Moment) -> Duration {
        self.plan.limit().saturating_sub(self.talked(now))
    }

    /// How long both have talked by turns.
    pub fn talked(&self, now: Moment) -> Duration {
        match &self.phase {
            Phase::In(Step::Turn(_), span) => self.talked + now.since(span.began),
            _ => self.talked,
        }
    }

    /// How many pauses there were.
    pub fn pauses(&self) -> u32 {
        self.pauses
    }

    /// Who wishes to see numbers; they are shown only when both do.
    pub fn numbers(&self) -> Pair<bool> {
        self.numbers
    }

    /// Whether this person's calm in their present role is still being learnt, so that no pause can come of it yet.
    pub fn is_learning(&self, seat: Seat, hearts: &Pair<Heart>) -> bool {
        let Phase::In(step, _) = self.phase else { return false };
        role(step, seat).is_some_and(|role| hearts[seat].ordinary_rate(role).is_none())
    }

    /// When both agreed to come back, and when they will, if they did.
    pub fn returns(&self) -> Option<(Moment, Moment)> {
        self.later.map(|(agreed, wait)| (agreed, agreed + wait))
    }

    /// Whether "go on" leads back from the close.
    pub fn can_go_on(&self) -> bool {
        let from_pause = matches!(self.phase, Phase::Closing { from_pause: true });
        self.later.is_none() && (from_pause || self.back_to.is_some())
    }

    /// The stage, as the outputs name it.
    pub fn stage(&self) -> Stage {
        match &self.phase {
            Phase::In(Step::Straps, _) => Stage::Straps,
            Phase::In(Step::Settling, _) => Stage::Settling,
            Phase::In(Step::WarmUp(speaker), _) => Stage::WarmUp { speaker: *speaker },
            Phase::In(Step::Turn(speaker), _) => Stage::Turn { speaker: *speaker },
            Phase::Closing { .. } => {
                Stage::Closing { return_in_minutes: self.later.map(|(_, wait)| wait.as_secs() / 60) }
            }
            Phase::Breath(..) => Stage::Breath,
            Phase::Pause(pause) => Stage::Pause { breathing: pause.breathing().0, ready: pause.ready() },
            Phase::Later(_, offer) => Stage::Later { minutes: offer.wait().as_secs() / 60, agreed: offer.agreed },
            Phase::Over => Stage::Over,
        }
    }
}

/// What the turns say about this person.
fn role(step: Step, seat: Seat) -> Option<Role> {
    match step {
        Step::Settling => Some(Role::Quiet),
        Step::WarmUp(speaker) | Step::Turn(speaker) if speaker == seat => Some(Role::Speaking),
        Step::WarmUp(_) | Step::Turn(_) => Some(Role::Listening),
        Step::Straps => None,
    }
}

/// Near calm: heart rate over 30 s within 5 beats a minute (or one and a half spreads) of sitting quietly.
fn bodies(now: Moment, hearts: &Pair<Heart>) -> Pair<Body> {
    hearts.map(|heart| match (heart.half_minute_rate(now), heart.ordinary_rate(Role::Quiet)) {
        (Some(rate), Some(quiet)) if rate <= quiet.centre + f64::max(5.0, 1.5 * quiet.spread) => Body::Calm,
        (Some(_), Some(_)) => Body::Restless,
        _ => Body::Unknown,
    })
}
