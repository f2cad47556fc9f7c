//! What a study varies: the straps, the length of the warm-up, and what else happens in a talk.

use fastrand::Rng;

use crate::event::seat::{Pair, Seat};
use crate::lab::simulate::couple::{Arrival, Coffee};
use crate::lab::simulate::drives::{Bump, Episode};
use crate::lab::simulate::random::{between, wait_s};
use crate::lab::simulate::strap::Faults;

/// Sizes of the rises in bpm. Assumption.
pub(crate) const SIZES: [u32; 7] = [8, 10, 12, 15, 20, 25, 30];
/// Times in seconds after which 63 % of a rise is reached. Assumption.
pub(crate) const RISES_S: [u32; 3] = [6, 12, 20];
/// The rise time of the tables by size, in seconds: the middle one of [`RISES_S`].
pub const USUAL_RISE_S: u32 = 12;

/// What is the same in all talks of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// Its name in JSON and in file names.
    pub key: &'static str,
    /// Its name in the tables.
    pub name: &'static str,
    /// The faults of both straps.
    pub faults: Faults,
    /// Length of the quiet sitting and of each warm-up turn, in seconds.
    pub warm_up_s: u32,
    /// Whether both are known from a talk on another day. They then begin as people do who have talked before.
    pub known: bool,
    /// Laughs an hour: of each person alone, and of both together.
    pub laughs_per_hour: (f64, f64),
    /// Changes of posture an hour and person.
    pub moves_per_hour: f64,
    /// How far above their later calm the two arrive, in bpm, the least and the most: from stairs, or tense. It is over
    /// in some minutes. Every second time it is one of them, else both.
    pub arrives_above: (f64, f64),
    /// How far coffee lifts both hearts during the talk, in bpm: half to one and a half times this, in about 15 min.
    pub coffee: f64,
    /// Factor on the size of the heart's own waves; 1 is like recorded hearts.
    pub waves: f64,
    /// The part of the study's hours that goes to talks without episodes, relative to the other conditions.
    pub calm_share: f64,
    /// The part of the study's hours that goes to talks with episodes, relative to the other conditions.
    pub eventful_share: f64,
}

impl Condition {
    /// The laughs and changes of posture of both through a talk. What begins before another is over is left out.
    pub(crate) fn bumps(&self, rng: &mut Rng) -> Pair<Vec<Bump>> {
        let (alone, together) = self.laughs_per_hour;
        let mut bumps = Pair::from_fn(|_| {
            let mut own = repeated(rng, alone, LAUGH_S, LAUGH_BPM);
            own.extend(repeated(rng, self.moves_per_hour, MOVE_S, MOVE_BPM));
            own
        });
        for shared in repeated(rng, together, LAUGH_S, LAUGH_BPM) {
            bumps.left.push(shared);
            bumps.right.push(Bump { size: between(rng, LAUGH_BPM.0, LAUGH_BPM.1), ..shared });
        }
        for seat in Seat::BOTH {
            bumps[seat].sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
            let mut free_from_s = 0.0;
            bumps[seat].retain(|bump| {
                let is_free = bump.at_s >= free_from_s;
                free_from_s = if is_free { bump.at_s + bump.lasts_s } else { free_from_s };
                is_free
            });
        }
        bumps
    }

    /// How far above their later calm both arrive, in bpm, and how it passes.
    pub(crate) fn arrival(&self, rng: &mut Rng) -> Pair<Arrival> {
        let (least, most) = self.arrives_above;
        if most == 0.0 {
            return Pair::default();
        }
        let only = [None, None, Some(Seat::Left), Some(Seat::Right)][rng.usize(..4)];
        Pair::from_fn(|seat| Arrival {
            lift: if only.is_some_and(|only| only != seat) { 0.0 } else { between(rng, least, most) },
            over_s: between(rng, ARRIVAL_S.0, ARRIVAL_S.1),
        })
    }

    /// The coffee of a talk whose first turn begins at `start_s`, in seconds; none in a condition without coffee.
    pub(crate) fn coffee_after(&self, start_s: f64, rng: &mut Rng) -> Option<Coffee> {
        (self.coffee > 0.0).then(|| Coffee {
            at_s: start_s + between(rng, 0.0, 700.0),
            lift: self.coffee * between(rng, 0.5, 1.5),
            over_s: between(rng, 600.0, 1200.0),
        })
    }
}

/// Size of a laugh in bpm, the smallest and the largest. Assumption.
const LAUGH_BPM: (f64, f64) = (6.0, 14.0);
/// Length of a laugh in seconds, the shortest and the longest. Assumption.
const LAUGH_S: (f64, f64) = (5.0, 10.0);
/// Size of a change of posture in bpm, the smallest and the largest. Assumption.
const MOVE_BPM: (f64, f64) = (12.0, 20.0);
/// Length of a change of posture in seconds, the shortest and the longest. Assumption.
const MOVE_S: (f64, f64) = (13.0, 18.0);
/// Time constant with which an arrival passes in seconds, the smallest and the largest. Assumption.
const ARRIVAL_S: (f64, f64) = (120.0, 420.0);
/// No talk lasts longer than this, in seconds: until then laughs and changes of posture are drawn.
const LONGEST_TALK_S: f64 = 7200.0;
/// How long the drive of an episode lasts in seconds, the shortest and the longest. Assumption.
const EPISODE_S: (f64, f64) = (90.0, 150.0);
/// Time constant of the decay of that drive in seconds, the smallest and the largest. Assumption.
const EPISODE_FALL_S: (f64, f64) = (10.0, 30.0);

/// Bumps that come `per_hour` at random, of a length and a size within bounds, in order of time.
fn repeated(rng: &mut Rng, per_hour: f64, lasts_s: (f64, f64), size: (f64, f64)) -> Vec<Bump> {
    let mut all = Vec::new();
    let mut at_s = wait_s(rng, per_hour);
    while at_s < LONGEST_TALK_S {
        let (size, lasts_s) = (between(rng, size.0, size.1), between(rng, lasts_s.0, lasts_s.1));
        all.push(Bump { at_s, size, lasts_s });
        at_s += lasts_s + wait_s(rng, per_hour);
    }
    all
}

/// An episode of this size in bpm and this rise time in seconds, with its onset at `at_s`.
pub(crate) fn episode(rng: &mut Rng, at_s: f64, size: u32, rise_s: u32) -> Episode {
    Episode {
        at_s,
        size: f64::from(size),
        rise_s: f64::from(rise_s),
        lasts_s: between(rng, EPISODE_S.0, EPISODE_S.1),
        fall_s: between(rng, EPISODE_FALL_S.0, EPISODE_FALL_S.1),
    }
}

const USUAL: Condition = Condition {
    key: "usual",
    name: "good straps, a minute of each role to learn from",
    faults: Faults::FEW,
    warm_up_s: 60,
    known: false,
    laughs_per_hour: (0.0, 0.0),
    arrives_above: (0.0, 0.0),
    moves_per_hour: 0.0,
    coffee: 0.0,
    waves: 1.0,
    calm_share: 1.0,
    eventful_share: 1.0,
};

/// Factor on the waves of a steady heart: a third as restless as the recorded ones. Assumption.
const STEADY: f64 = 0.35;

/// Every condition. The main tables are made with the first.
pub const CONDITIONS: [Condition; 15] = [
    Condition { calm_share: 30.0, eventful_share: 20.0, ..USUAL },
    Condition {
        key: "steady",
        name: "the same, hearts a third as restless",
        waves: STEADY,
        calm_share: 9.0,
        eventful_share: 6.0,
        ..USUAL
    },
    Condition {
        key: "faulty",
        name: "5 % of packets lost, 2 % of beats wrong",
        faults: Faults::MANY,
        calm_share: 9.0,
        eventful_share: 5.0,
        ..USUAL
    },
    Condition {
        key: "rate_only",
        name: "devices without RR intervals",
        faults: Faults::RATE_ONLY,
        calm_share: 5.0,
        eventful_share: 4.0,
        ..USUAL
    },
    Condition {
        key: "no_warm_up",
        name: "no warm-up at all",
        warm_up_s: 0,
        calm_share: 2.0,
        eventful_share: 1.5,
        ..USUAL
    },
    Condition {
        key: "short_warm_up",
        name: "35 s of each role to learn from",
        warm_up_s: 35,
        calm_share: 3.0,
        eventful_share: 2.0,
        ..USUAL
    },
    Condition {
        key: "long_warm_up",
        name: "two minutes of each role to learn from",
        warm_up_s: 120,
        calm_share: 3.0,
        eventful_share: 2.0,
        ..USUAL
    },
    Condition {
        key: "laughter",
        name: "laughs, 4 an hour each alone and 6 together",
        laughs_per_hour: (4.0, 6.0),
        calm_share: 3.0,
        eventful_share: 2.0,
        ..USUAL
    },
    Condition {
        key: "steady_laughter",
        name: "the same, hearts a third as restless",
        laughs_per_hour: (4.0, 6.0),
        waves: STEADY,
        calm_share: 3.0,
        eventful_share: 2.0,
        ..USUAL
    },
    Condition {
        key: "posture",
        name: "changes of posture, 6 times an hour each",
        moves_per_hour: 6.0,
        calm_share: 4.0,
        eventful_share: 0.0,
        ..USUAL
    },
    Condition {
        key: "steady_posture",
        name: "the same, hearts a third as restless",
        moves_per_hour: 6.0,
        waves: STEADY,
        calm_share: 3.0,
        eventful_share: 0.0,
        ..USUAL
    },
    Condition {
        key: "hot",
        name: "one or both arrive 9 to 22 bpm too high",
        arrives_above: (9.0, 22.0),
        calm_share: 2.0,
        eventful_share: 2.0,
        ..USUAL
    },
    Condition {
        key: "steady_hot",
        name: "the same, hearts a third as restless",
        arrives_above: (9.0, 22.0),
        waves: STEADY,
        calm_share: 2.0,
        eventful_share: 2.0,
        ..USUAL
    },
    Condition {
        key: "coffee",
        name: "coffee takes effect, +6 bpm",
        coffee: 6.0,
        calm_share: 2.5,
        eventful_share: 0.0,
        ..USUAL
    },
    Condition {
        key: "known",
        name: "known from a talk before, quick to begin",
        known: true,
        calm_share: 9.0,
        eventful_share: 6.0,
        ..USUAL
    },
];

/// Places in [`CONDITIONS`] of those in which the simple rules are compared with the trigger: usual, steady, faulty, and
/// steady with laughs.
pub(crate) const COMPARED: [usize; 4] = [0, 1, 2, 8];
