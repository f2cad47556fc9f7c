//! What a study varies: how well the straps work, how much was learnt before, what else happens in a calm talk.

use fastrand::Rng;

use crate::lab::simulate::couple::{Coffee, Happening};
use crate::lab::simulate::drives::Bump;
use crate::lab::simulate::random::{between, wait_s};
use crate::lab::simulate::strap::Faults;

/// Sizes of the rises, in beats a minute.
pub const SIZES: [u32; 7] = [8, 10, 12, 15, 20, 25, 30];
/// After how many seconds 63 % of a rise are reached.
pub const RISES_S: [u32; 3] = [6, 12, 20];
/// The one that the tables by size are made with.
pub const USUAL_RISE_S: u32 = 12;

/// One way for a talk to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// For programs.
    pub key: &'static str,
    /// For people.
    pub name: &'static str,
    /// What is wrong with the straps.
    pub faults: Faults,
    /// Faults while the talk warms up, when they are others.
    pub warm_up_faults: Option<Faults>,
    /// Sitting quietly, and each warm-up turn, in seconds.
    pub warm_up_s: u32,
    /// Bouts of laughter an hour, each person.
    pub laughs_per_hour: f64,
    /// Changes of posture an hour, each person.
    pub moves_per_hour: f64,
    /// Coffee takes effect in the talk: about so many bpm, over a quarter of an hour.
    pub coffee: f64,
    /// How large the heart's own waves are, against those of recorded hearts.
    pub waves: f64,
    /// Share of the study's hours without an episode.
    pub calm_share: f64,
    /// Share of the study's hours with episodes.
    pub eventful_share: f64,
}

impl Condition {
    /// The laughs and changes of posture of one person through a talk.
    pub(crate) fn bumps(&self, rng: &mut Rng) -> Vec<Happening> {
        const LONGEST_TALK_S: f64 = 7200.0;
        let mut all = Vec::new();
        for (per_hour, size, lasts_s) in
            [(self.laughs_per_hour, (6.0, 14.0), (5.0, 10.0)), (self.moves_per_hour, (12.0, 20.0), (13.0, 18.0))]
        {
            let mut at_s = wait_s(rng, per_hour);
            while at_s < LONGEST_TALK_S {
                let (size, lasts_s) = (between(rng, size.0, size.1), between(rng, lasts_s.0, lasts_s.1));
                all.push(Happening::Bump(Bump { at_s, size, lasts_s }));
                at_s += lasts_s + wait_s(rng, per_hour);
            }
        }
        all
    }

    /// The coffee of a talk whose first turn begins at `start_s`.
    pub(crate) fn coffee_after(&self, start_s: f64, rng: &mut Rng) -> Option<Coffee> {
        (self.coffee > 0.0).then(|| Coffee {
            at_s: start_s + between(rng, 0.0, 700.0),
            lift: self.coffee * between(rng, 0.5, 1.5),
            over_s: between(rng, 600.0, 1200.0),
        })
    }
}

const USUAL: Condition = Condition {
    key: "usual",
    name: "good straps, a minute of each role to learn from",
    faults: Faults::FEW,
    warm_up_faults: None,
    warm_up_s: 60,
    laughs_per_hour: 0.0,
    moves_per_hour: 0.0,
    coffee: 0.0,
    waves: 1.0,
    calm_share: 1.0,
    eventful_share: 1.0,
};

/// Everything that is varied. The first is what the main tables are made with.
pub const CONDITIONS: [Condition; 10] = [
    Condition { calm_share: 30.0, eventful_share: 20.0, ..USUAL },
    Condition {
        key: "steady",
        name: "the same, hearts a third as restless",
        waves: 0.35,
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
        name: "laughter, 6 times an hour each",
        laughs_per_hour: 6.0,
        calm_share: 3.0,
        eventful_share: 0.0,
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
        key: "coffee",
        name: "coffee takes effect, +6 bpm",
        coffee: 6.0,
        calm_share: 2.5,
        eventful_share: 0.0,
        ..USUAL
    },
];
