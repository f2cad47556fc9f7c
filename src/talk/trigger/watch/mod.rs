//! Listens to both hearts, once a second, through whatever they do: what is ordinary, how far from it, and what to call.
//!
//! Everything that hears hearts decide about a pause goes through [`Watch::second`]: a talk, and a study of anybody's
//! recorded series. Per person and second: the heart rate over 5 s minus the ordinary of the role goes to the
//! [`Detector`]; calm seconds teach the baseline; what a heart calls for then passes the rules of the [`Trigger`].
//!
//! A change of turn is hardly a silence of its own: what is expected goes over from the one role to the other, up within
//! seconds, down within a quarter of a minute, as hearts do.
//!
//! A heart calls because it has *gone* up. One that has called and has not come down since calls no second time, unless it
//! goes up much further: nothing new has happened, and it may be how things are now.

use std::time::Duration;

use super::detector::Detector;
use super::{Decision, HeartLevel, Trigger};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::arousal::{Arousal, Observation};
use crate::heart::baseline::{Prior, Role, RoleBaseline};
use crate::heart::{Heart, Rhythm, Signal};
use crate::talk::person::{Margin, PauseFeedback, Person, Profile};

/// The first seconds in a role are not learnt from: the reading still spans the role before.
const NOT_YET_IN_ROLE: Duration = Duration::from_secs(10);
const NOT_YET_FOLLOWED: Duration = Duration::from_secs(15);
/// Nothing is called in the first seconds of a turn.
const AFTER_TURN_CHANGE: Duration = Duration::from_secs(3);
/// How a heart goes over from speaking to listening: time constant in seconds.
const GOES_OVER_S: f64 = 12.0;
/// The same from listening to speaking.
const COMES_UP_S: f64 = 3.0;
/// Good seconds in a row before anything is called after a gap. A reading takes five clean beats as it is.
const GOOD_SECONDS: u32 = 2;
/// What was before so many seconds without a reading says nothing about now, and more good seconds are asked for.
const FORGOTTEN_AFTER: u32 = 10;
const GOOD_SECONDS_AFRESH: u32 = 5;
/// Seconds that count as excited are not followed: so many of the shortest swing above ordinary, or so near a call.
const NOT_CALM: f64 = 2.5;
const NEARLY: f64 = 0.9;

/// What is asked of a score: for a pause, and for a longer breath.
const CALLS: f64 = 4.1;
const RAISED: f64 = 2.2;
/// Means below so many beats a minute say nothing, however steady the heart.
const FLOOR: f64 = 6.0;
const FLOOR_QUIET: f64 = 5.0;
/// Sitting quietly there is no speech that could explain a rise.
const QUIET_ASKS: f64 = 0.85;
/// A device that sends only its own rate must show more.
const COARSE_ASKS: f64 = 1.5;
/// What a low RMSSD takes off, at most; from where, and over how many spreads. What one adds that is no lower than usual.
const WITNESS: f64 = 0.35;
const WITNESS_FROM: f64 = 1.0;
const WITNESS_OVER: f64 = 2.5;
const DENIAL: f64 = 0.15;
/// How long the absolute rate must hold: longer than a movement. And by how many of its longest swings it must be above
/// ordinary: for a heart that often is where it is, it says nothing.
const FLOODED_FOR: Duration = Duration::from_secs(25);
const FLOODED_SWINGS: f64 = 2.0;
/// A heart that has called has come down when so much of its excess is left, and has gone up further by so much.
const COME_DOWN: f64 = 0.4;
const FURTHER: f64 = 15.0;

/// What a person does in this second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Quiet, listening or speaking.
    pub role: Role,
    /// Whether this is the warm-up, from which the ordinary is learnt and nothing is called.
    pub warm_up: bool,
}

/// What is missing to judge a heart in its role as it should be. It is told, and what counts meanwhile errs towards
/// silence; the keys count in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// So many clean, calm seconds.
    pub seconds: u32,
    /// What its heart can call by until then.
    pub meanwhile: Meanwhile,
}

/// What counts while something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// The heart is judged against another role, by talks before, or by a few seconds: it must rise by more.
    ClearRise,
    /// There is nothing to judge it against: only a heart rate that is high for anybody like this.
    HighForAnybody,
    /// Nor is any rate high for anybody like this: nothing.
    Nothing,
}

/// Watches both hearts.
#[derive(Debug, Default)]
pub struct Watch {
    people: Pair<Watched>,
    trigger: Trigger,
    /// Whether a heart has called at least one pause. Whose is not asked.
    has_called: bool,
}

/// One of the two.
#[derive(Debug, Default)]
struct Watched {
    profile: Profile,
    margin: Margin,
    detector: Detector,
    role: Option<(Role, Moment)>,
    /// What was ordinary in the role before.
    before: Option<f64>,
    good: u32,
    good_wanted: u32,
    unheard: u32,
    flooded_since: Option<Moment>,
    /// How far above ordinary it is, if it was heard in this second.
    excess: Option<f64>,
    /// The excess with which this heart has called, as long as it has not come down. Told to nobody.
    still_up: Option<f64>,
}

impl Watch {
    /// A watch over these two.
    pub fn new(people: &Pair<Person>) -> Self {
        let people =
            people.map(|person| Watched { profile: person.profile, margin: person.margin, ..Watched::default() });
        Self { people, ..Self::default() }
    }

    /// Takes in one second of both hearts and says what they call for. Somebody without a part (in a breath between
    /// turns, in a pause) is heard but neither judged nor learnt from.
    pub fn second(&mut self, now: Moment, parts: Pair<Option<Part>>, hearts: &mut Pair<Heart>) -> Decision {
        let silent = self.trigger.is_silent(now);
        let levels = Pair::from_fn(|seat| {
            let level = self.people[seat].second(now, parts[seat], &mut hearts[seat], silent);
            if silent { HeartLevel::Calm } else { level }
        });
        let call = self.trigger.call(now, levels.left.max(levels.right));
        if matches!(call, Decision::Pause | Decision::Break) {
            self.has_called = true;
            for seat in Seat::BOTH.into_iter().filter(|seat| levels[*seat] == HeartLevel::High) {
                let person = &mut self.people[seat];
                person.still_up = person.excess;
            }
            self.forget();
        }
        call
    }

    /// A pause has ended: nothing is called for two minutes, and a heart that is soon up again needs more than a pause.
    pub fn pause_ended(&mut self, now: Moment) {
        self.trigger.pause_ended(now);
        self.forget();
    }

    /// The talk goes on after nobody was listened to: what was heard before says nothing now.
    pub fn resumed(&mut self) {
        self.forget();
    }

    /// Somebody moved or laughed: what was heard just before, and for twenty seconds more, says nothing.
    pub fn moved(&mut self, now: Moment) {
        self.trigger.moved(now);
        self.forget();
    }

    /// Whether the hearts have called as many pauses as they may, and call no more for now.
    pub fn calls_no_more(&self) -> bool {
        self.trigger.calls_no_more()
    }

    /// The margins of both after what they say of the talk's pauses. If only keys called them, that teaches nothing.
    pub fn margins_after(&self, said: &Pair<Option<PauseFeedback>>) -> Pair<Margin> {
        self.people.map(|person| if self.has_called { person.margin.after(said) } else { person.margin })
    }

    /// What is known of a heart after this talk; nothing if too little was heard.
    pub fn known_after(&self, seat: Seat, heart: &Heart) -> Option<Prior> {
        heart.baseline().known_after(self.people[seat].detector.swings())
    }

    /// What is missing, if something is, to judge this heart in this role as it should be.
    pub fn lack(&self, seat: Seat, role: Role, heart: &Heart, now: Moment) -> Option<Lack> {
        let baseline = heart.baseline();
        let meanwhile = match baseline.heart_rate(role) {
            _ if heart.signal(now) == Signal::Absent => return None,
            Some(RoleBaseline { doubt: ..=0.0, .. }) => return None,
            Some(_) => Meanwhile::ClearRise,
            None if self.people[seat].profile.flooded_rate(None).is_some() => Meanwhile::HighForAnybody,
            None => Meanwhile::Nothing,
        };
        Some(Lack { seconds: baseline.missing_s(role), meanwhile })
    }

    fn forget(&mut self) {
        for seat in Seat::BOTH {
            self.people[seat].detector.forget();
            self.people[seat].flooded_since = None;
        }
    }
}

impl Watched {
    fn second(&mut self, now: Moment, part: Option<Part>, heart: &mut Heart, silent: bool) -> HeartLevel {
        let rhythm = if self.profile.irregular { Rhythm::Irregular } else { Rhythm::Regular };
        let seen = heart.observe(now, rhythm);
        self.count(seen.is_some());
        if let Some(part) = part {
            self.enter(now, part.role, heart);
        }
        let Some((role, since)) = self.role else { return HeartLevel::Calm };
        let in_role = now.since(since);
        if let Some((part, seen)) = part.zip(seen.as_ref()).filter(|_| in_role >= NOT_YET_IN_ROLE) {
            self.learn(part, seen, heart);
        }
        if let Some(spread) = heart.baseline().spread().filter(|_| self.detector.is_beginning()) {
            self.detector.begin(spread, heart.baseline().known().map(|known| known.swings));
        }
        let arousal = seen.and_then(|seen| heart.arousal(role, &seen));
        let excess = arousal.map(|arousal| self.above_expected(&arousal, in_role));
        self.excess = excess;
        self.detector.push(excess);
        let flooded = self.is_flooded(now, seen.as_ref(), arousal.as_ref());
        self.come_down(silent);
        let Some(part) = part.filter(|part| !part.warm_up) else { return HeartLevel::Calm };
        let level = arousal.zip(excess).map_or(HeartLevel::Calm, |(arousal, excess)| {
            let level = self.judge(part.role, &arousal);
            self.follow(part.role, in_role, excess, level, heart);
            level
        });
        if self.good < self.good_wanted || in_role < AFTER_TURN_CHANGE {
            return HeartLevel::Calm;
        }
        let level = if flooded { HeartLevel::High } else { level };
        if self.still_up.is_some() { level.min(HeartLevel::Nearly) } else { level }
    }

    /// A heart that has called may call again when it has come down, with nothing left of how it was, or when it goes up
    /// much further than it went by itself while nothing could be called.
    fn come_down(&mut self, silent: bool) {
        let Some((then, now)) = self.still_up.zip(self.excess) else { return };
        if now < COME_DOWN * then {
            self.detector.forget();
            self.still_up = None;
        } else if silent {
            self.still_up = Some(then.max(now));
        } else if now > then + FURTHER {
            self.still_up = None;
        }
    }

    /// Adds a second to what is ordinary: in the warm-up all of it; later only where the warm-up left something to learn,
    /// and only if the heart is not up against what the other roles let expect, or, without any, against what is high for
    /// anybody. Excitement must not be learnt as calm.
    fn learn(&self, part: Part, seen: &Observation, heart: &mut Heart) {
        let calm = match heart.arousal(part.role, seen) {
            Some(arousal) => arousal.excess() < arousal.ordinary.spread,
            None => self.profile.flooded_rate(None).is_none_or(|limit| seen.heart_rate < limit),
        };
        if part.warm_up || calm && heart.baseline().is_learning(part.role) {
            heart.baseline_mut().learn(part.role, seen.heart_rate, seen.log_rmssd);
        }
    }

    fn count(&mut self, heard: bool) {
        (self.good, self.unheard) = if heard { (self.good.saturating_add(1), 0) } else { (0, self.unheard + 1) };
        if self.unheard == FORGOTTEN_AFTER {
            self.detector.forget();
            self.good_wanted = GOOD_SECONDS_AFRESH;
        } else if self.good >= self.good_wanted {
            self.good_wanted = GOOD_SECONDS;
        }
    }

    fn enter(&mut self, now: Moment, role: Role, heart: &Heart) {
        if self.role.is_some_and(|(before, _)| before == role) {
            return;
        }
        let before = self.role.and_then(|(before, _)| heart.baseline().heart_rate(before));
        self.before = before.map(|ordinary| ordinary.centre);
        self.role = Some((role, now));
    }

    /// Beats a minute above what is expected while one role goes over into the other.
    fn above_expected(&self, arousal: &Arousal, in_role: Duration) -> f64 {
        let still = self.before.map_or(0.0, |before| before - arousal.ordinary.centre);
        let seconds = if still < 0.0 { COMES_UP_S } else { GOES_OVER_S };
        arousal.excess() - still * (-in_role.as_secs_f64() / seconds).exp()
    }

    /// What the heart calls for by itself.
    fn judge(&self, role: Role, arousal: &Arousal) -> HeartLevel {
        let quiet = role == Role::Quiet;
        let floor = if quiet { FLOOR_QUIET } else { FLOOR };
        let evidence = self.detector.evidence(floor, arousal.ordinary.doubt, arousal.coarse);
        let witness = arousal.rmssd_below.map_or(0.0, |z| ((z - WITNESS_FROM) / WITNESS_OVER).clamp(0.0, 1.0));
        let denial = arousal.rmssd_below.map_or(0.0, |z| (1.0 - z / WITNESS_FROM).clamp(0.0, 1.0));
        let asks = self.margin.factor()
            * (1.0 - WITNESS * witness)
            * (1.0 + DENIAL * denial)
            * if quiet { QUIET_ASKS } else { 1.0 }
            * if arousal.coarse { COARSE_ASKS } else { 1.0 };
        if evidence.score < RAISED * asks {
            return HeartLevel::Calm;
        }
        let falls = self.detector.is_falling() || arousal.excess() < floor;
        let moves = witness < 1.0 && self.detector.may_be_movement();
        let shown = if !moves {
            evidence.score
        } else if self.detector.stays_up() {
            evidence.outlasting
        } else {
            0.0
        };
        if shown >= CALLS * asks && !falls {
            HeartLevel::High
        } else if shown >= NEARLY * CALLS * asks {
            HeartLevel::Nearly
        } else {
            HeartLevel::Raised
        }
    }

    /// Learns from calm talk: where the ordinary drifts, and how far the rate swings.
    fn follow(&mut self, role: Role, in_role: Duration, excess: f64, level: HeartLevel, heart: &mut Heart) {
        if in_role < NOT_YET_FOLLOWED {
            return;
        }
        if level < HeartLevel::Nearly && excess <= NOT_CALM * self.detector.swings()[0] {
            heart.baseline_mut().follow(role, excess);
        }
        self.detector.learn(level >= HeartLevel::Nearly);
    }

    /// High for anybody, for longer than a movement: a rate above the limit in somebody whose ordinary is well below it,
    /// or whose ordinary is not known.
    fn is_flooded(&mut self, now: Moment, seen: Option<&Observation>, arousal: Option<&Arousal>) -> bool {
        let usual = arousal.map(|arousal| arousal.ordinary.centre);
        let limit = self.profile.flooded_rate(usual);
        let unusual = arousal.is_none_or(|arousal| arousal.excess() >= FLOODED_SWINGS * self.detector.swings()[5]);
        let above = seen.zip(limit).is_some_and(|(seen, limit)| seen.heart_rate >= limit && unusual);
        self.flooded_since = above.then(|| self.flooded_since.unwrap_or(now));
        self.flooded_since.is_some_and(|since| now.since(since) >= FLOODED_FOR)
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // bounds and factors are met exactly
mod tests;
