//! The rules that people use today, on the same seconds: heart rate over 10 s and RMSSD over 30 s against what the
//! person's warm-up showed. An alarm is a condition that has held for 10 s; then two minutes of silence, as everywhere.
//!
//! Baselines are medians and robust spreads (1.4826 · MAD, 2 bpm and 0.15 in ln RMSSD at least), of the quiet minute
//! or of the person's role.

use crate::heart::Reading;
use crate::heart::baseline::Role;
use crate::heart::statistics::{SD_PER_MAD, median};

/// How long a condition must hold, in seconds.
const HOLD_S: u32 = 10;
/// Seconds of values before anything is usual.
const ENOUGH: usize = 20;
/// How long nothing follows an alarm, in seconds.
const SILENT_S: u32 = 120;

/// A rule and its name.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What people call it.
    pub name: &'static str,
    holds: fn(&Against) -> bool,
}

/// A second of one heart against its baselines.
#[derive(Clone, Copy, Debug)]
struct Against {
    rate: f64,
    log_rmssd: Option<f64>,
    quiet: Usual,
    role: Usual,
}

/// What was usual.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Usual {
    rate: Spread,
    log_rmssd: Option<Spread>,
}

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

impl Against {
    fn rmssd_below(&self, usual: &Usual, z: f64) -> bool {
        self.log_rmssd.zip(usual.log_rmssd).is_some_and(|(now, usual)| usual.z(now) < -z)
    }
}

/// All rules, in the order of the tables.
pub const RULES: [Rule; 13] = [
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

/// One person under all rules.
#[derive(Clone, Debug, Default)]
pub struct RulesOfPerson {
    roles: [RoleSamples; 3],
    states: [RuleState; RULES.len()],
}

#[derive(Clone, Debug, Default)]
struct RoleSamples {
    rates: Vec<f64>,
    log_rmssds: Vec<f64>,
    usual: Option<Usual>,
}

#[derive(Clone, Copy, Debug, Default)]
struct RuleState {
    held_s: u32,
    silent_s: u32,
}

impl RulesOfPerson {
    /// Takes in a second; `learning` while the person warms up. Returns the rules that raise an alarm now.
    pub fn second(&mut self, role: Role, learning: bool, reading: &Reading) -> impl Iterator<Item = usize> {
        let log_rmssd = reading.rmssd.map(|rmssd| rmssd.max(1.0).ln());
        let seen = &mut self.roles[role as usize];
        // Twenty clean seconds must have been seen, however long that takes.
        let learning = learning || seen.usual.is_none() && seen.rates.len() < ENOUGH;
        if learning {
            seen.rates.extend(reading.heart_rate);
            seen.log_rmssds.extend(log_rmssd);
        } else if seen.usual.is_none() {
            seen.usual = seen.sum_up();
        }
        if !learning && self.roles[0].usual.is_none() {
            self.roles[0].usual = self.roles[0].sum_up();
        }
        // Where a role was never heard, the quiet minute has to do.
        let usual = self.roles[0].usual.map(|quiet| (quiet, self.roles[role as usize].usual.unwrap_or(quiet)));
        let against = usual.zip(reading.heart_rate).filter(|_| !learning).map(|((quiet, role), rate)| Against {
            rate,
            log_rmssd,
            quiet,
            role,
        });
        let states = &mut self.states;
        (0..RULES.len()).filter(move |&rule| {
            let holds = against.as_ref().is_some_and(|against| (RULES[rule].holds)(against));
            states[rule].second(holds)
        })
    }
}

impl RoleSamples {
    fn sum_up(&mut self) -> Option<Usual> {
        let rate = spread(&mut self.rates, 2.0)?;
        let usual = Usual { rate, log_rmssd: spread(&mut self.log_rmssds, 0.15) };
        self.rates.clear();
        self.log_rmssds.clear();
        Some(usual)
    }
}

impl RuleState {
    fn second(&mut self, holds: bool) -> bool {
        self.silent_s = self.silent_s.saturating_sub(1);
        self.held_s = if holds && self.silent_s == 0 { self.held_s + 1 } else { 0 };
        let alarm = self.held_s >= HOLD_S;
        if alarm {
            *self = Self { held_s: 0, silent_s: SILENT_S };
        }
        alarm
    }
}

/// Median and robust spread, of enough values.
fn spread(values: &mut [f64], least: f64) -> Option<Spread> {
    if values.len() < ENOUGH {
        return None;
    }
    let centre = median(values)?;
    let mut distances: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    Some(Spread { centre, sd: f64::max(SD_PER_MAD * median(&mut distances)?, least) })
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
                let found: Vec<usize> = watched.second(role, s < 120, &reading).collect();
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
