//! The baseline: the usual heart rate and RMSSD of this person, in this role, today.
//!
//! Talking alone raises the heart rate by some beats. A baseline from sitting quietly would cause about eight false
//! prompts an hour. So each role has its own: median and robust spread (1.4826 · MAD) of the heart rate, sampled once a
//! second in the warm-up. The histogram behind them has a fixed size. Calm talking then moves the centre slowly, and
//! never by more than [`MOST_DRIFT`].
//!
//! From one talk to the next only *differences* are kept ([`Prior`]). They are what listening and speaking add to
//! sitting quietly, and the variability of the calm rate. The rate itself is learnt each day, because it changes by
//! more from day to day than a rise that is worth a pause.

use std::ops::RangeInclusive;

mod histogram;
mod learnt;
mod prior;
mod role;
#[cfg(test)]
mod tests;

use learnt::{ENOUGH, Learnt, PLENTY, WHOLE, doubt_of_brief};
pub use prior::Prior;
use prior::{LIFTS, MOST_TALKS, VARIABILITIES};
use role::ROLES;
pub use role::{Role, RoleBaseline};

/// One person's baseline, by role.
#[derive(Debug, Default)]
pub struct Baseline {
    roles: [Learnt; 3],
    known: Option<Prior>,
}

/// How much faster a heart is taken to be while listening and while speaking, in beats a minute, before that role was
/// heard. Assumptions, and wide ones (`docs/detection.md`): a larger allowance triggers fewer pauses.
const LISTENING_ALLOWANCE: f64 = 4.0;
const SPEECH_ALLOWANCE: f64 = 8.0;
/// How uncertain those allowances are, as a standard deviation in beats a minute. An assumption (`docs/detection.md`).
const ALLOWANCE_DOUBT: f64 = 2.5;
/// The same where the difference is known from earlier talks. An assumption.
const KNOWN_DOUBT: f64 = 1.5;
/// What is known from earlier talks weighs as much as this many seconds of today. An assumption.
const KNOWN_WEIGHT: u32 = 20;
/// The least share by which a talk moves what is known. An assumption: about the last five talks count.
const TALK_MOVES: f64 = 0.2;
/// How quickly the centre follows calm talking, a second: a time constant of a minute of calm talking. An assumption.
const DRIFT_RATE: f64 = 1.0 / 60.0;
/// The share of a drift that moves the other roles too: a drift of the body is in all of them. An assumption.
const SHARED: f64 = 0.6;
/// A second counts as no further above or below the centre than this, in beats a minute. An assumption.
const MOST_EXCESS: f64 = 6.0;
/// The centre never follows further than this, in beats a minute. An assumption: a centre that follows further could
/// follow arousal.
pub(crate) const MOST_DRIFT: f64 = 5.0;

impl Baseline {
    /// A baseline of somebody of whom `known` was learnt in earlier talks.
    pub fn knowing(known: Prior) -> Self {
        Self { roles: Default::default(), known: Some(known) }
    }

    /// Learns from one second of clean heart rate (beats a minute) and, if there is one, ln RMSSD (ms).
    pub fn learn(&mut self, role: Role, heart_rate: f64, log_rmssd: Option<f64>) {
        let learnt = &mut self.roles[role as usize];
        if learnt.rate.count < PLENTY {
            learnt.rate.add(heart_rate);
            if let Some(log_rmssd) = log_rmssd {
                learnt.log_rmssd.add(log_rmssd);
            }
        }
    }

    /// Follows a slow drift of a calm heart rate, which was `excess` beats a minute above the centre for a second.
    pub(crate) fn follow(&mut self, role: Role, excess: f64) {
        let step = DRIFT_RATE * excess.clamp(-MOST_EXCESS, MOST_EXCESS);
        // What a role without a centre of its own is learnt from counts as learnt.
        self.roles[role as usize].followed += u32::from(!self.is_learning(role));
        for each in ROLES {
            let share = if each == role { 1.0 } else { SHARED };
            let drift = &mut self.roles[each as usize].drift;
            *drift = (*drift + share * step).clamp(-MOST_DRIFT, MOST_DRIFT);
        }
    }

    /// The seconds that this role still lacks: sitting quietly for a centre of its own, the others for a certain one.
    pub(crate) fn missing_s(&self, role: Role) -> u32 {
        let wanted = if role == Role::Quiet { ENOUGH } else { WHOLE };
        wanted.saturating_sub(self.seconds_of(role))
    }

    /// The seconds that the centre of a role rests on: today's, and the weight of what is known.
    fn seconds_of(&self, role: Role) -> u32 {
        let before = if self.known_lift(role).is_some() { KNOWN_WEIGHT } else { 0 };
        self.roles[role as usize].seconds().saturating_add(before)
    }

    /// Whether this role has no centre of its own yet.
    pub(crate) fn is_learning(&self, role: Role) -> bool {
        self.roles[role as usize].rate.count < ENOUGH
    }

    /// The baseline of the heart rate in this role, in beats a minute. A role not heard yet borrows from another with an
    /// allowance: speaking from listening, and both from quiet. Quiet never borrows from talking, because that would take
    /// excitement for calm.
    pub(crate) fn heart_rate(&self, role: Role) -> Option<RoleBaseline> {
        let own = self.roles[role as usize].heart_rate();
        match (own, self.expected(role)) {
            (Some(own), Some(expected)) if self.known_lift(role).is_some() => {
                let seen = f64::from(self.roles[role as usize].rate.count);
                let weight = f64::from(KNOWN_WEIGHT);
                let centre = (seen * own.centre + weight * expected.centre) / (seen + weight);
                Some(RoleBaseline { centre, doubt: doubt_of_brief(self.seconds_of(role)), ..own })
            }
            (own, expected) => own.or(expected),
        }
    }

    /// The centre that another role, or an earlier talk, predicts.
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

    /// The baseline of ln RMSSD (ms) in this role, or of sitting quietly if this one is not learnt.
    pub(crate) fn log_rmssd(&self, role: Role) -> Option<RoleBaseline> {
        let of = |role: Role| self.roles[role as usize].log_rmssd();
        of(role).or_else(|| of(Role::Quiet))
    }

    /// The spread of the rate in the roles that were heard, in beats a minute, and how many seconds were heard.
    pub(crate) fn spread(&self) -> Option<(f64, u32)> {
        let heard = self.roles.iter().filter_map(|r| Some((r.heart_rate()?.spread.powi(2), r.rate.count)));
        let (square, seconds) = heard.fold((0.0, 0), |(sum, n), (square, k)| (sum + square * f64::from(k), n + k));
        (seconds > 0).then(|| ((square / f64::from(seconds)).sqrt(), seconds))
    }

    /// What was known from earlier talks.
    pub(crate) fn known(&self) -> Option<&Prior> {
        self.known.as_ref()
    }

    /// What is known after this talk, with the variabilities of its calm rates. `None` if too little was heard.
    pub fn known_after(&self, variabilities: [f64; 6]) -> Option<Prior> {
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
        let variability = |i: usize| mix(before.map(|known| known.swings[i]), Some(variabilities[i]), &VARIABILITIES);
        Some(Prior {
            talks: talks.min(MOST_TALKS),
            listening: mix(before.and_then(|known| known.listening), lift(Role::Listening), &LIFTS),
            speaking: mix(before.and_then(|known| known.speaking), lift(Role::Speaking), &LIFTS),
            swings: std::array::from_fn(|i| variability(i).unwrap_or(variabilities[i])),
        })
    }
}
