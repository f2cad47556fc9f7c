//! The baseline: the usual heart rate and RMSSD of this person, in this role, today.
//!
//! Talking alone raises the heart rate by some beats. A baseline from sitting quietly would cause about eight false
//! prompts an hour. So each role has its own: median and robust spread (1.4826 · MAD) of the heart rate, sampled once a
//! second in the warm-up. The histogram behind them has a fixed size. Calm talking then moves the centre slowly: down as
//! far as it goes, up by 5 beats a minute at most, because further up it could follow arousal.
//!
//! From one talk to the next only *differences* are kept ([`Prior`]). They are what listening and speaking add to
//! sitting quietly, and the variability of the calm rate. The rate itself is learnt each day, because it changes by
//! more from day to day than a rise that is worth a pause.

use std::ops::RangeInclusive;

pub(crate) mod constants;
mod histogram;
mod learnt;
mod prior;
mod role;
#[cfg(test)]
mod tests;

pub(crate) use constants::{BaselineConstants, Constant};
use learnt::{Learnt, doubt_of_brief};
pub use prior::Prior;
use prior::{LIFTS, MOST_TALKS, VARIABILITIES};
use role::ROLES;
pub use role::{Role, RoleBaseline};

/// One person's baseline, by role.
#[derive(Debug)]
pub struct Baseline {
    roles: [Learnt; 3],
    known: Option<Prior>,
    constants: BaselineConstants,
}

impl Default for Baseline {
    fn default() -> Self {
        Self::new(None, BaselineConstants::default())
    }
}

impl Baseline {
    /// A baseline of somebody of whom `known` was learnt in earlier talks.
    pub fn knowing(known: Prior) -> Self {
        Self::new(Some(known), BaselineConstants::default())
    }

    pub(crate) fn new(known: Option<Prior>, constants: BaselineConstants) -> Self {
        Self { roles: ROLES.map(|_| Learnt::new(&constants)), known, constants }
    }

    /// Forgets what was learnt today. What is known from earlier talks stays.
    pub(crate) fn forget_today(&mut self) {
        *self = Self::new(self.known, self.constants);
    }

    /// Learns from one second of clean heart rate (beats a minute) and, if there is one, ln RMSSD (ms).
    pub fn learn(&mut self, role: Role, heart_rate: f64, log_rmssd: Option<f64>) {
        let learnt = &mut self.roles[role as usize];
        learnt.rate.add(heart_rate);
        if let Some(log_rmssd) = log_rmssd {
            learnt.log_rmssd.add(log_rmssd);
        }
    }

    /// Follows a slow drift of a calm heart rate, which was `excess` beats a minute above the centre for a second.
    pub(crate) fn follow(&mut self, role: Role, excess: f64) {
        let BaselineConstants { drift_rate, shared, most_drift, .. } = self.constants;
        let step = drift_rate * excess.min(most_drift);
        // What a role without a centre of its own is learnt from counts as learnt.
        self.roles[role as usize].followed += u32::from(!self.is_learning(role));
        for each in ROLES {
            let share = if each == role { 1.0 } else { shared };
            let drift = &mut self.roles[each as usize].drift;
            let least = if each == Role::Quiet { -most_drift } else { f64::NEG_INFINITY };
            *drift = (*drift + share * step).clamp(least, most_drift);
        }
    }

    /// The seconds that this role still lacks: sitting quietly for a centre of its own, the others for a certain one.
    pub(crate) fn missing_s(&self, role: Role) -> u32 {
        let BaselineConstants { enough_s, whole_s, .. } = self.constants;
        let wanted = if role == Role::Quiet { enough_s } else { whole_s } as u32;
        wanted.saturating_sub(self.seconds_of(role))
    }

    /// The seconds that the centre of a role rests on: today's, and the weight of what is known.
    fn seconds_of(&self, role: Role) -> u32 {
        let before = if self.known_lift(role).is_some() { self.constants.enough_s as u32 } else { 0 };
        self.roles[role as usize].seconds().saturating_add(before)
    }

    /// Whether this role has no centre of its own yet.
    pub(crate) fn is_learning(&self, role: Role) -> bool {
        f64::from(self.roles[role as usize].rate.count) < self.constants.enough_s
    }

    /// The baseline of the heart rate in this role, in beats a minute. A role not heard yet borrows from another with an
    /// allowance: speaking from listening, and both from quiet. Quiet never borrows from talking, because that would take
    /// excitement for calm.
    pub(crate) fn heart_rate(&self, role: Role) -> Option<RoleBaseline> {
        let own = self.own(role);
        match (own, self.expected(role)) {
            (Some(own), Some(expected)) if self.known_lift(role).is_some() => {
                let seen = f64::from(self.roles[role as usize].rate.count);
                let weight = self.constants.enough_s;
                let centre = (seen * own.centre + weight * expected.centre) / (seen + weight);
                Some(RoleBaseline { centre, doubt: doubt_of_brief(self.seconds_of(role), &self.constants), ..own })
            }
            (own, expected) => own.or(expected),
        }
    }

    /// The baseline that this role was heard to have.
    fn own(&self, role: Role) -> Option<RoleBaseline> {
        self.roles[role as usize].heart_rate(&self.constants)
    }

    /// The centre that another role, or an earlier talk, predicts.
    fn expected(&self, role: Role) -> Option<RoleBaseline> {
        let BaselineConstants { listening_allowance, speech_allowance, unheard_doubt, .. } = self.constants;
        let raised = |from: RoleBaseline, by| RoleBaseline { centre: from.centre + by, doubt: unheard_doubt, ..from };
        let quiet = self.own(Role::Quiet);
        if let Some((quiet, lift)) = quiet.zip(self.known_lift(role)) {
            return Some(raised(quiet, lift));
        }
        match role {
            Role::Quiet => None,
            Role::Listening => quiet.map(|quiet| raised(quiet, listening_allowance)),
            Role::Speaking => self.own(Role::Listening).or(quiet).map(|other| raised(other, speech_allowance)),
        }
    }

    fn known_lift(&self, role: Role) -> Option<f64> {
        match role {
            Role::Quiet => None,
            Role::Listening => self.known?.listening,
            Role::Speaking => self.known?.speaking,
        }
    }

    /// The baseline of ln RMSSD (ms) in this role, or of sitting quietly if this one is not learnt.
    pub(crate) fn log_rmssd(&self, role: Role) -> Option<RoleBaseline> {
        let of = |role: Role| self.roles[role as usize].log_rmssd(&self.constants);
        of(role).or_else(|| of(Role::Quiet))
    }

    /// The spread of the rate in the roles that were heard, in beats a minute.
    pub(crate) fn spread(&self) -> Option<f64> {
        let heard =
            self.roles.iter().filter_map(|role| Some((role.heart_rate(&self.constants)?.spread, role.rate.count)));
        let (square, seconds) =
            heard.fold((0.0, 0), |(sum, n), (spread, k)| (sum + spread.powi(2) * f64::from(k), n + k));
        (seconds > 0).then(|| (square / f64::from(seconds)).sqrt())
    }

    /// What was known from earlier talks.
    pub(crate) fn known(&self) -> Option<&Prior> {
        self.known.as_ref()
    }

    /// What is known after this talk, with the variabilities of its calm rates. `None` if too little was heard.
    pub fn known_after(&self, variabilities: [f64; 6]) -> Option<Prior> {
        let quiet = self.own(Role::Quiet)?;
        let talks = self.known.map_or(0, |known| known.talks).saturating_add(1);
        let moves = self.constants.talk_moves.max(1.0 / f64::from(talks));
        let mix = |before: Option<f64>, now: Option<f64>, bounds: &RangeInclusive<f64>| {
            let mixed = match (before, now) {
                (Some(before), Some(now)) => Some(before + moves * (now - before)),
                (before, now) => now.or(before),
            };
            mixed.map(|mixed| mixed.clamp(*bounds.start(), *bounds.end()))
        };
        let lift = |role: Role| Some(self.own(role)?.centre - quiet.centre);
        let before = self.known;
        let variability = |i: usize| mix(before.map(|known| known.swings[i]), Some(variabilities[i]), &VARIABILITIES);
        Some(Prior {
            talks: talks.min(MOST_TALKS),
            listening: mix(before.and_then(|known| known.listening), lift(Role::Listening), &LIFTS),
            speaking: mix(before.and_then(|known| known.speaking), lift(Role::Speaking), &LIFTS),
            swings: std::array::from_fn(|i| variability(i).unwrap_or(variabilities[i])),
        })
    }
}
