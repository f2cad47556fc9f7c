//! The simple rules that people use today, to compare the trigger with.
//!
//! A rule compares heart rate over 10 s and RMSSD over 30 s with a baseline from the person's warm-up. It raises an alarm
//! once its condition has held for 10 s. A refractory period of two minutes follows, as after a prompt.
//!
//! A baseline is a median and a robust standard deviation (1.4826 · MAD). It is that of the quiet minute, or that of the
//! role which the person is in.

use crate::heart::Reading;
use crate::heart::baseline::Role;
use crate::heart::statistics::{SD_PER_MAD, median};

/// How long a condition must hold before it is an alarm, in seconds. Assumption. A longer time gives fewer and later alarms.
const HOLD_S: u32 = 10;
/// Fewest seconds with a heart rate that make a baseline. Assumption. More make a better baseline, and a later first alarm.
const BASELINE_VALUES: usize = 20;
/// Refractory period after an alarm, in seconds. Assumption. A longer one gives fewer false alarms.
const REFRACTORY_S: u32 = 120;
/// Lower bound on the standard deviation of the heart rate, in bpm. Assumption. A higher one gives fewer alarms by z.
const LEAST_RATE_SD: f64 = 2.0;
/// Lower bound on the standard deviation of ln RMSSD. Assumption. A higher one gives fewer alarms by z.
const LEAST_LOG_RMSSD_SD: f64 = 0.15;

/// A simple rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Its name in tables and JSON.
    pub name: &'static str,
    holds: fn(&RuleInput) -> bool,
}

/// One second of one heart, with its baselines.
#[derive(Clone, Copy, Debug)]
struct RuleInput {
    rate: f64,
    log_rmssd: Option<f64>,
    /// Of the quiet minute.
    quiet: RuleBaseline,
    /// Of the role that the person is in.
    role: RuleBaseline,
}

/// What was usual in the warm-up.
#[derive(Clone, Copy, Debug, PartialEq)]
struct RuleBaseline {
    rate: Spread,
    log_rmssd: Option<Spread>,
}

/// A median and a robust standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    centre: f64,
    sd: f64,
}

impl Spread {
    fn z(&self, value: f64) -> f64 {
        (value - self.centre) / self.sd
    }
}

impl RuleInput {
    /// Whether ln RMSSD is more than `z` standard deviations below a baseline.
    fn rmssd_below(&self, baseline: &RuleBaseline, z: f64) -> bool {
        self.log_rmssd.zip(baseline.log_rmssd).is_some_and(|(now, spread)| spread.z(now) < -z)
    }
}

/// All rules, in the order of the tables.
pub(crate) const RULES: [Rule; 13] = [
    Rule { name: "> 100 beats a minute", holds: |x| x.rate > 100.0 },
    Rule { name: "+10 % of quiet", holds: |x| x.rate > 1.10 * x.quiet.rate.centre },
    Rule { name: "+15 % of quiet", holds: |x| x.rate > 1.15 * x.quiet.rate.centre },
    Rule { name: "+10 bpm over quiet", holds: |x| x.rate > x.quiet.rate.centre + 10.0 },
    Rule { name: "z > 2 of quiet", holds: |x| x.quiet.rate.z(x.rate) > 2.0 },
    Rule { name: "+10 %, by role", holds: |x| x.rate > 1.10 * x.role.rate.centre },
    Rule { name: "+15 %, by role", holds: |x| x.rate > 1.15 * x.role.rate.centre },
    Rule { name: "z > 2, by role", holds: |x| x.role.rate.z(x.rate) > 2.0 },
    Rule { name: "z > 3, by role", holds: |x| x.role.rate.z(x.rate) > 3.0 },
    Rule {
        name: "z > 3 and +8 bpm or 10 %, by role",
        holds: |x| {
            let up = x.rate - x.role.rate.centre;
            x.role.rate.z(x.rate) > 3.0 && up > f64::max(8.0, 0.1 * x.role.rate.centre)
        },
    },
    Rule { name: "ln RMSSD z < -1 of quiet", holds: |x| x.rmssd_below(&x.quiet, 1.0) },
    Rule {
        name: "+10 % and ln RMSSD z < -1, quiet",
        holds: |x| x.rate > 1.10 * x.quiet.rate.centre && x.rmssd_below(&x.quiet, 1.0),
    },
    Rule {
        name: "+10 % and ln RMSSD z < -1, by role",
        holds: |x| x.rate > 1.10 * x.role.rate.centre && x.rmssd_below(&x.role, 1.0),
    },
];

/// All rules on one person.
#[derive(Clone, Debug, Default)]
pub(crate) struct RulesOfPerson {
    roles: [RoleSamples; 3],
    states: [RuleState; RULES.len()],
}

/// The warm-up values of one role, and the baseline that they gave.
#[derive(Clone, Debug, Default)]
struct RoleSamples {
    rates: Vec<f64>,
    log_rmssds: Vec<f64>,
    baseline: Option<RuleBaseline>,
}

/// Where one rule is between its alarms.
#[derive(Clone, Copy, Debug, Default)]
struct RuleState {
    /// Seconds for which the condition has held.
    held_s: u32,
    /// Seconds left of the refractory period.
    refractory_s: u32,
}

impl RulesOfPerson {
    /// Processes one second; `warm_up` says whether the person warms up. Returns the places in [`RULES`] of the rules
    /// that raise an alarm now.
    pub(crate) fn process_second(
        &mut self,
        role: Role,
        warm_up: bool,
        reading: &Reading,
    ) -> impl Iterator<Item = usize> {
        let input = self.input(role, warm_up, reading);
        let states = &mut self.states;
        (0..RULES.len()).filter(move |&rule| {
            let holds = input.as_ref().is_some_and(|input| (RULES[rule].holds)(input));
            states[rule].process_second(holds)
        })
    }

    /// What the rules compare; none while a baseline is missing or being learnt.
    fn input(&mut self, role: Role, warm_up: bool, reading: &Reading) -> Option<RuleInput> {
        let log_rmssd = reading.rmssd.map(|rmssd| rmssd.max(1.0).ln());
        let samples = &mut self.roles[role as usize];
        // The warm-up of a role goes on until there are enough values for a baseline.
        if warm_up || samples.baseline.is_none() && samples.rates.len() < BASELINE_VALUES {
            samples.rates.extend(reading.heart_rate);
            samples.log_rmssds.extend(log_rmssd);
            return None;
        }
        for place in [role as usize, Role::Quiet as usize] {
            self.roles[place].learn_once();
        }
        let quiet = self.roles[Role::Quiet as usize].baseline?;
        let role = self.roles[role as usize].baseline?;
        Some(RuleInput { rate: reading.heart_rate?, log_rmssd, quiet, role })
    }
}

impl RoleSamples {
    /// Makes the baseline of the values so far, unless there is one; the values are not needed afterwards.
    fn learn_once(&mut self) {
        if self.baseline.is_some() {
            return;
        }
        let Some(rate) = spread(&mut self.rates, LEAST_RATE_SD) else { return };
        self.baseline = Some(RuleBaseline { rate, log_rmssd: spread(&mut self.log_rmssds, LEAST_LOG_RMSSD_SD) });
        self.rates.clear();
        self.log_rmssds.clear();
    }
}

impl RuleState {
    /// Processes one second; returns whether it raises an alarm.
    fn process_second(&mut self, holds: bool) -> bool {
        self.refractory_s = self.refractory_s.saturating_sub(1);
        self.held_s = if holds && self.refractory_s == 0 { self.held_s + 1 } else { 0 };
        let alarm = self.held_s >= HOLD_S;
        if alarm {
            *self = Self { held_s: 0, refractory_s: REFRACTORY_S };
        }
        alarm
    }
}

/// Median and robust standard deviation, at least `least_sd`; none of too few values.
fn spread(values: &mut [f64], least_sd: f64) -> Option<Spread> {
    if values.len() < BASELINE_VALUES {
        return None;
    }
    let centre = median(values)?;
    let mut distances: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    Some(Spread { centre, sd: f64::max(SD_PER_MAD * median(&mut distances)?, least_sd) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarms(rate: impl Fn(u32) -> f64) -> Vec<(u32, &'static str)> {
        let mut watched = RulesOfPerson::default();
        (0..300)
            .flat_map(|s| {
                let role = if s < 60 { Role::Quiet } else { Role::Listening };
                let reading = Reading { heart_rate: Some(rate(s)), rmssd: Some(30.0) };
                let found: Vec<usize> = watched.process_second(role, s < 120, &reading).collect();
                found.into_iter().map(move |rule| (s, RULES[rule].name))
            })
            .collect()
    }

    #[test]
    fn ten_per_cent_alarms_after_ten_seconds_and_again_after_two_minutes() {
        let found = alarms(|s| if s < 150 { 70.0 } else { 78.0 });
        let times: Vec<u32> = found.iter().filter(|(_, name)| *name == "+10 %, by role").map(|(s, _)| *s).collect();
        assert_eq!(times, [159, 288]);
    }

    #[test]
    fn a_calm_heart_alarms_no_rule() {
        assert_eq!(alarms(|_| 70.0), []);
    }
}
