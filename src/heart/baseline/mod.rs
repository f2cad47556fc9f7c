//! What is ordinary for this person, in this role, today.
//!
//! Talking alone lifts the heart rate by some beats: a baseline from sitting quietly would ring about eight times an
//! hour for nothing. So there is one for each role: median and robust spread (1.4826 · MAD) of the heart rate, sampled
//! once a second in the warm-up. The histogram behind them has a fixed size. Calm talking then moves the centre slowly,
//! and never by more than [`MOST_DRIFT`].
//!
//! From one talk to the next only *differences* are kept ([`Prior`]): how much listening and speaking add to sitting
//! quietly, and how much the rate swings by itself. Where the rate stands is learnt afresh each day, because it changes
//! by more from day to day than a pause is worth.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

mod histogram;
mod prior;

pub use self::prior::Prior;
use self::prior::{LIFTS, MOST_TALKS, SWINGS};
use histogram::BinnedValues;

/// What the person is doing, as the program's own turns tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sitting quietly, both silent.
    Quiet,
    /// The other speaks.
    Listening,
    /// This person speaks.
    Speaking,
}

/// All roles.
const ROLES: [Role; 3] = [Role::Quiet, Role::Listening, Role::Speaking];

/// The ordinary value of a quantity and its spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoleBaseline {
    /// The median.
    pub centre: f64,
    /// The robust standard deviation.
    pub spread: f64,
    /// How far off the centre may be, as a standard deviation: more than nothing if it is borrowed, or rests on little.
    pub doubt: f64,
}

/// One person's ordinary heart, by role.
#[derive(Debug, Default)]
pub struct Baseline {
    roles: [Learnt; 3],
    known: Option<Prior>,
}

/// Seconds of clean heart rate before a role has a centre of its own, before that is no more doubted than a minute of
/// warm-up leaves it, and before it stops learning.
const ENOUGH: u32 = 20;
const WHOLE: u32 = 45;
const PLENTY: u32 = 120;
/// How far off a centre learnt in [`WHOLE`] seconds may be; one of fewer is off by more, as means are.
const BRIEF_DOUBT: f64 = 1.7;
/// How much faster listening and speaking are taken to be while they have not been heard, in beats a minute, and how far
/// off that may be. Assumptions, and wide ones: they err towards silence.
const LISTENING_ALLOWANCE: f64 = 4.0;
const SPEECH_ALLOWANCE: f64 = 8.0;
const ALLOWANCE_DOUBT: f64 = 2.5;
/// How far off they are when the person is known.
const KNOWN_DOUBT: f64 = 1.5;
/// What is known weighs as much as so many seconds of today.
const KNOWN_WEIGHT: u32 = 20;
/// How much a talk moves what is known, at least.
const TALK_MOVES: f64 = 0.2;
/// The spread is never taken for less than this: half a minute of stillness is not a life.
const LEAST_RATE_SPREAD: f64 = 1.0;
const LEAST_LOG_SPREAD: f64 = 0.3;
/// How quickly the centre follows calm talking: a minute's time constant while there is calm talking.
const DRIFT_RATE: f64 = 1.0 / 60.0;
/// Drift of the body moves all roles; the rest of the change belongs to the role alone.
const SHARED: f64 = 0.6;
/// No single second counts for more than this.
const MOST_EXCESS: f64 = 6.0;
/// The centre never follows further than this, in beats a minute.
pub const MOST_DRIFT: f64 = 5.0;

impl Baseline {
    /// A baseline of somebody who is known.
    pub fn knowing(known: Prior) -> Self {
        Self { roles: Default::default(), known: Some(known) }
    }

    /// Takes in one second of clean heart rate (beats a minute) and, if there is one, ln RMSSD (ms).
    pub fn learn(&mut self, role: Role, heart_rate: f64, log_rmssd: Option<f64>) {
        let learnt = &mut self.roles[role as usize];
        if learnt.rate.count < PLENTY {
            learnt.rate.add(heart_rate);
            if let Some(log_rmssd) = log_rmssd {
                learnt.log_rmssd.add(log_rmssd);
            }
        }
    }

    /// Follows a slow drift of a calm heart rate, which was so many beats a minute above the centre.
    pub fn follow(&mut self, role: Role, excess: f64) {
        let step = DRIFT_RATE * excess.clamp(-MOST_EXCESS, MOST_EXCESS);
        // What a role without a centre of its own is learnt from counts as learnt.
        self.roles[role as usize].followed += u32::from(!self.is_learning(role));
        for each in ROLES {
            let share = if each == role { 1.0 } else { SHARED };
            let drift = &mut self.roles[each as usize].drift;
            *drift = (*drift + share * step).clamp(-MOST_DRIFT, MOST_DRIFT);
        }
    }

    /// So many seconds this role still lacks: for anything to be ordinary in it, and then for it to be taken without doubt.
    pub fn missing_s(&self, role: Role) -> u32 {
        match self.heart_rate(role) {
            None => ENOUGH.saturating_sub(self.roles[role as usize].rate.count),
            Some(_) => WHOLE.saturating_sub(self.rests_on(role)),
        }
    }

    /// How many seconds speak for the centre of a role: today's, and what is known.
    fn rests_on(&self, role: Role) -> u32 {
        let before = if self.known_lift(role).is_some() { KNOWN_WEIGHT } else { 0 };
        self.roles[role as usize].heard().saturating_add(before)
    }

    /// Whether this role has no centre of its own yet.
    pub fn is_learning(&self, role: Role) -> bool {
        self.roles[role as usize].rate.count < ENOUGH
    }

    /// The ordinary heart rate in this role. A role not heard yet borrows: one kind of talking from the other, talking
    /// from quiet with an allowance for speech; never quiet from talking, which would call excitement calm.
    pub fn heart_rate(&self, role: Role) -> Option<RoleBaseline> {
        let own = self.roles[role as usize].heart_rate();
        match (own, self.expected(role)) {
            (Some(own), Some(expected)) if self.known_lift(role).is_some() => {
                let seen = f64::from(self.roles[role as usize].rate.count);
                let weight = f64::from(KNOWN_WEIGHT);
                let centre = (seen * own.centre + weight * expected.centre) / (seen + weight);
                Some(RoleBaseline { centre, doubt: brief(self.rests_on(role)), ..own })
            }
            (own, expected) => own.or(expected),
        }
    }

    /// What another role, or a talk before, lets expect.
    fn expected(&self, role: Role) -> Option<RoleBaseline> {
        let quiet = self.roles[Role::Quiet as usize].heart_rate();
        if let Some((quiet, lift)) = quiet.zip(self.known_lift(role)) {
            return Some(RoleBaseline { centre: quiet.centre + lift, doubt: KNOWN_DOUBT, ..quiet });
        }
        let raised = |from: RoleBaseline, by| RoleBaseline { centre: from.centre + by, doubt: ALLOWANCE_DOUBT, ..from };
        match role {
            Role::Quiet => None,
            Role::Listening => quiet.map(|quiet| raised(quiet, LISTENING_ALLOWANCE)),
            Role::Speaking => {
                let listening = self.roles[Role::Listening as usize].heart_rate();
                listening.or(quiet).map(|other| raised(other, SPEECH_ALLOWANCE))
            }
        }
    }

    fn known_lift(&self, role: Role) -> Option<f64> {
        match role {
            Role::Quiet => None,
            Role::Listening => self.known?.listening,
            Role::Speaking => self.known?.speaking,
        }
    }

    /// The ordinary ln RMSSD in this role, or while sitting quietly if this one is not learnt.
    pub fn log_rmssd(&self, role: Role) -> Option<RoleBaseline> {
        let of = |role: Role| self.roles[role as usize].log_rmssd.ordinary(LEAST_LOG_SPREAD);
        of(role).or_else(|| of(Role::Quiet))
    }

    /// How much the rate spreads in the roles that were heard, and how many seconds were.
    pub fn spread(&self) -> Option<(f64, u32)> {
        let heard = self.roles.iter().filter_map(|r| Some((r.heart_rate()?.spread.powi(2), r.rate.count)));
        let (square, seconds) = heard.fold((0.0, 0), |(sum, n), (square, k)| (sum + square * f64::from(k), n + k));
        (seconds > 0).then(|| ((square / f64::from(seconds)).sqrt(), seconds))
    }

    /// What was known before.
    pub fn known(&self) -> Option<&Prior> {
        self.known.as_ref()
    }

    /// What is known after this talk, in which calm rates swung so far; nothing if too little was heard.
    pub fn known_after(&self, swings: [f64; 6]) -> Option<Prior> {
        let quiet = self.roles[Role::Quiet as usize].heart_rate()?;
        let talks = self.known.map_or(0, |known| known.talks).saturating_add(1);
        let moves = TALK_MOVES.max(1.0 / f64::from(talks));
        let mix = |before: Option<f64>, now: Option<f64>, bounds: &RangeInclusive<f64>| {
            let mixed = match (before, now) {
                (Some(before), Some(now)) => Some(before + moves * (now - before)),
                (before, now) => now.or(before),
            };
            mixed.map(|mixed| mixed.clamp(*bounds.start(), *bounds.end()))
        };
        let lift = |role: Role| Some(self.roles[role as usize].heart_rate()?.centre - quiet.centre);
        let before = self.known;
        let swing = |i: usize| mix(before.map(|known| known.swings[i]), Some(swings[i]), &SWINGS);
        Some(Prior {
            talks: talks.min(MOST_TALKS),
            listening: mix(before.and_then(|known| known.listening), lift(Role::Listening), &LIFTS),
            speaking: mix(before.and_then(|known| known.speaking), lift(Role::Speaking), &LIFTS),
            swings: std::array::from_fn(|i| swing(i).unwrap_or(swings[i])),
        })
    }
}

#[derive(Debug)]
struct Learnt {
    rate: BinnedValues,
    log_rmssd: BinnedValues,
    /// How far the centre has followed calm talk, and for how many seconds.
    drift: f64,
    followed: u32,
}

impl Default for Learnt {
    fn default() -> Self {
        Self { rate: BinnedValues::new(25.0, 0.5), log_rmssd: BinnedValues::new(0.0, 0.02), drift: 0.0, followed: 0 }
    }
}

impl Learnt {
    fn heart_rate(&self) -> Option<RoleBaseline> {
        let ordinary = self.rate.ordinary(LEAST_RATE_SPREAD)?;
        let doubt = brief(self.heard());
        Some(RoleBaseline { centre: ordinary.centre + self.drift, doubt, ..ordinary })
    }

    /// Seconds that the centre rests on: those it was learnt from, and calm ones that it has followed since.
    fn heard(&self) -> u32 {
        self.rate.count.saturating_add(self.followed)
    }
}

/// How far off a centre is that rests on so few seconds, as a standard deviation.
fn brief(seconds: u32) -> f64 {
    BRIEF_DOUBT * f64::max(0.0, f64::from(WHOLE) / f64::from(seconds) - 1.0).sqrt()
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // bounds are met exactly
mod tests {
    use super::*;

    fn learnt(role: Role, rates: impl IntoIterator<Item = f64>) -> Baseline {
        let mut baseline = Baseline::default();
        rates.into_iter().for_each(|rate| baseline.learn(role, rate, Some(3.7)));
        baseline
    }

    fn centre(baseline: &Baseline, role: Role) -> Option<f64> {
        baseline.heart_rate(role).map(|ordinary| ordinary.centre)
    }

    #[test]
    fn the_centre_is_the_median_and_an_outlier_does_not_move_it() {
        let baseline = learnt(Role::Quiet, (0..48).map(|i| if i % 8 == 0 { 140.0 } else { 70.0 + f64::from(i % 3) }));
        let ordinary = baseline.heart_rate(Role::Quiet).unwrap();
        assert_eq!((ordinary.centre, ordinary.doubt), (71.0, 0.0));
        assert!(ordinary.spread < 2.0, "{ordinary:?}");
    }

    #[test]
    fn what_rests_on_little_is_doubted_and_less_so_with_every_calm_second() {
        let mut baseline = learnt(Role::Speaking, [76.0; 20]);
        let mut before = f64::INFINITY;
        for missing in (1..=25).rev() {
            let doubt = baseline.heart_rate(Role::Speaking).unwrap().doubt;
            assert!(doubt > 0.0 && doubt < before, "{doubt}");
            assert_eq!(baseline.missing_s(Role::Speaking), missing);
            baseline.follow(Role::Speaking, 0.0);
            before = doubt;
        }
        assert_eq!(baseline.heart_rate(Role::Speaking).unwrap().doubt, 0.0);
        assert_eq!(baseline.missing_s(Role::Speaking), 0);
    }

    #[test]
    fn too_little_is_nothing() {
        assert_eq!(learnt(Role::Quiet, [70.0; 19]).heart_rate(Role::Quiet), None);
    }

    #[test]
    fn speaking_borrows_from_quiet_with_an_allowance_but_quiet_never_from_speaking() {
        let quiet = learnt(Role::Quiet, [70.0; 30]);
        let borrowed = quiet.heart_rate(Role::Speaking).unwrap();
        assert_eq!(borrowed.centre, 78.0);
        assert!(borrowed.doubt > 0.0, "what is borrowed is doubted");
        assert_eq!(learnt(Role::Speaking, [80.0; 30]).heart_rate(Role::Quiet), None);
    }

    #[test]
    fn an_hour_of_drift_moves_the_centre_by_no_more_than_five_beats() {
        let mut baseline = learnt(Role::Listening, [70.0; 60]);
        (0..3600).for_each(|_| baseline.follow(Role::Listening, 20.0));
        assert_eq!(centre(&baseline, Role::Listening), Some(75.0));
    }

    #[test]
    fn a_drift_heard_in_one_role_moves_the_others_too() {
        let mut baseline = learnt(Role::Listening, [70.0; 60]);
        (0..60).for_each(|_| baseline.learn(Role::Speaking, 76.0, None));
        (0..30).for_each(|_| baseline.follow(Role::Listening, 4.0));
        let moved = centre(&baseline, Role::Speaking).unwrap() - 76.0;
        assert!((1.0..=2.0).contains(&moved), "{moved}");
    }

    #[test]
    fn what_speaking_adds_is_known_in_the_next_talk_but_not_where_the_rate_stands() {
        let mut first = learnt(Role::Quiet, [62.0; 60]);
        (0..60).for_each(|_| first.learn(Role::Speaking, 73.0, None));
        let known = first.known_after([2.0; 6]).unwrap();
        assert_eq!((known.talks, known.speaking, known.listening), (1, Some(11.0), None));
        let mut second = Baseline::knowing(known);
        assert_eq!(second.heart_rate(Role::Speaking), None, "today's quiet comes first");
        (0..60).for_each(|_| second.learn(Role::Quiet, 75.0, None));
        assert_eq!(centre(&second, Role::Speaking), Some(86.0));
        let again = second.known_after([4.0; 6]).unwrap();
        assert_eq!((again.talks, again.speaking, again.swings[0]), (2, Some(11.0), 3.0));
    }

    #[test]
    fn what_is_known_stays_within_the_bounds_that_it_is_read_with() {
        let known = Prior { talks: MOST_TALKS, listening: Some(-30.0), speaking: Some(60.0), swings: [60.0; 6] };
        let mut baseline = Baseline::knowing(known);
        for (role, rate) in [(Role::Quiet, 120.0), (Role::Listening, 30.0), (Role::Speaking, 220.0)] {
            (0..60).for_each(|_| baseline.learn(role, rate, None));
        }
        let after = baseline.known_after([500.0; 6]).unwrap();
        assert_eq!(after, known);
        let text = serde_json::to_string(&after).unwrap();
        assert_eq!(serde_json::from_str::<Prior>(&text).unwrap(), known);
        baseline.known = Some(Prior { talks: u32::MAX, ..known });
        assert_eq!(baseline.known_after([2.0; 6]).unwrap().talks, MOST_TALKS);
    }
}
