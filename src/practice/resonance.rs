//! The pace at which the heart moves most, from the steps of a search. `docs/resonance.md` says how well it works.
//!
//! Every step says how far the heart moved (the amplitude), how much of its variance that explains (the fit), and how late
//! it was (the phase). All resonances of a grid are weighed by how well they explain the steps:
//!
//! ```text
//! amplitude   any size / |1 + j·d|,  d = quality · (pace / resonance − resonance / pace)
//! phase       atan(d) and any delay of the strap; or else one and the same phase at every pace, and any delay
//! fit         tells the noise of the amplitudes and phases
//! ```
//!
//! The peak is the mean resonance under these weights, and `within` is their standard deviation. How the paces felt shifts
//! the weights a little, so it decides only what the heart leaves open. A heart without a peak is weighed too: it moves
//! more and more, or less and less, with faster breathing. If that explains the steps better, there is no peak.

use std::f64::consts::{PI, TAU};

use serde::{Deserialize, Serialize};

use super::search::{Step, scored_s};
use crate::pacer::{FASTEST, SLOWEST};

/// The fewest steps that show a peak. Assumption: three only just determine the curve.
const FEWEST_STEPS: usize = 4;
/// The resonances that are weighed, in twentieths of a breath a minute: 3.5 to 7.5.
const RESONANCES: std::ops::RangeInclusive<u32> = 70..=150;
/// The resonances of adults, in breaths a minute (Lehrer & Gevirtz, Front Psychol 5:756, 2014).
const ADULTS: [f64; 2] = [4.5, 6.5];
/// How far a resonance may be outside of that, in breaths a minute (one standard deviation). Assumption. More finds more
/// peaks there, and draws others outwards.
const OUTSIDE_SD: f64 = 0.25;
/// The qualities that are weighed, without unit. Assumption. With lower ones a heart without a peak looks like one with.
const QUALITIES: [f64; 6] = [2.0, 2.5, 3.0, 3.5, 4.0, 5.0];
/// The delays of a strap that are weighed: fifths of a second, up to 3 s.
const DELAYS: std::ops::RangeInclusive<u32> = 1..=15;
/// The phases that are weighed where the phase is the same at every pace: as many in a turn.
const PHASES: u32 = 24;
/// How far a phase may be off the model besides its noise, in radians. Chosen among 0.3, 0.45 and 0.6 by simulation: of 600
/// people 540, 534 and 526 then got the right pace. Less is worse for hearts whose phase tells nothing.
const PHASE_SD: f64 = 0.3;
/// The least weight of the phases of a heart that no model explains. It keeps one odd phase from deciding all.
const ODD_PHASES: f64 = 1e-6;
/// The least amplitude that is looked at, in beats a minute. A heart of a pacemaker moves by none.
const LEAST_AMPLITUDE: f64 = 1e-3;
/// How far an amplitude may be off the curve besides its noise, as a share of the mean amplitude. Assumption.
const CURVE_SD: f64 = 0.03;
/// Variance of an amplitude times the seconds scored, over the variance that the breath leaves unexplained; in seconds.
/// Fitted by simulation (`docs/resonance.md`), so that `within` holds in about two of three. More makes `within` wider.
const NOISE_S: f64 = 8.0;
/// How likely a heart without a peak is beforehand, 0 to 1. Assumption. More says "no peak" more often, rightly or not.
const NO_PEAK: f64 = 0.5;
/// The slopes that such a heart may have: twentieths of a change by a factor of e for each breath a minute.
const SLOPES: std::ops::RangeInclusive<i32> = -12..=12;
/// By how many factors of e a pace that felt best outweighs one that felt worst. Assumption: never against a clear answer.
const FELT: f64 = 1.0;
/// How far from a first peak the paces of a closer look are, in breaths a minute. Beside the peak the curve is steepest, and
/// tells most of where the peak is (`docs/resonance.md`).
const CLOSER: [f64; 4] = [0.75, -0.75, 0.4, -0.4];

/// The pace at which the heart moves most with the breath.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peak {
    /// Breaths a minute.
    pub per_minute: f64,
    /// How far it may be off, in breaths a minute: one standard error.
    pub within: f64,
}

/// The paces of a closer look around a first peak, in breaths a minute.
pub(super) fn closer(peak: f64) -> [f64; 4] {
    CLOSER.map(|off| (peak + off).clamp(SLOWEST, FASTEST))
}

/// What a step says.
struct Response {
    per_minute: f64,
    /// Half of the swing, in beats a minute, and the variance of that.
    amplitude: f64,
    variance: f64,
    /// How far the heart is behind the breath, in radians, and the variance of that.
    behind: f64,
    behind_variance: f64,
}

/// The responses of the clear steps.
fn responses(steps: &[Step]) -> Vec<Response> {
    let followed: Vec<_> = steps.iter().filter_map(|step| Some((step.per_minute, step.followed?))).collect();
    let mean = |value: &dyn Fn(f64, f64) -> f64| {
        mean_of(followed.iter().map(|(_, found)| value(found.swing_bpm / 2.0, found.fit)))
    };
    // A sinusoid of amplitude a has the variance a² / 2, and leaves what the fit says.
    let unexplained = mean(&|amplitude, fit| amplitude * amplitude / 2.0 * (1.0 - fit) / fit.max(0.01));
    let curve = CURVE_SD * mean(&|amplitude, _| amplitude);
    let response = |&(per_minute, found): &(f64, super::Following)| {
        let amplitude = (found.swing_bpm / 2.0).max(LEAST_AMPLITUDE);
        let variance = unexplained * NOISE_S / scored_s(per_minute) + curve * curve;
        let behind_variance = variance / (amplitude * amplitude) + PHASE_SD * PHASE_SD;
        Response { per_minute, amplitude, variance, behind: found.behind_deg.to_radians(), behind_variance }
    };
    followed.iter().map(response).collect()
}

/// The peak that these steps show; `None` if they show none, or fewer than four are clear.
pub(super) fn peak(steps: &[Step]) -> Option<Peak> {
    let responses = responses(steps);
    if responses.len() < FEWEST_STEPS {
        return None;
    }
    let same_phase = same_phase(&responses);
    let weighed = with_peak(steps, &responses, same_phase);
    let without: Vec<f64> = without_peak(&responses, same_phase).collect();
    let best = weighed.iter().map(|(_, ln)| *ln).chain(without.iter().copied()).fold(f64::MIN, f64::max);
    let weighed: Vec<(f64, f64)> = weighed.into_iter().map(|(at, ln)| (at, (ln - best).exp())).collect();
    let sum = |value: &dyn Fn(f64) -> f64| weighed.iter().map(|(at, weight)| value(*at) * weight).sum::<f64>();
    let total = sum(&|_| 1.0);
    let beforehand: f64 = RESONANCES.map(|nth| usual(f64::from(nth) / 20.0).exp()).sum();
    let peaked = total / beforehand / QUALITIES.len() as f64;
    let no_peak = mean_of(without.iter().map(|ln| (ln - best).exp()));
    if NO_PEAK * no_peak >= (1.0 - NO_PEAK) * peaked {
        return None;
    }
    let mean = sum(&|at| at) / total;
    let within = (sum(&|at| (at - mean).powi(2)) / total).sqrt();
    Some(Peak { per_minute: mean.clamp(SLOWEST, FASTEST), within })
}

/// Every resonance and quality: the resonance, and the logarithm of its weight.
fn with_peak(steps: &[Step], responses: &[Response], same_phase: f64) -> Vec<(f64, f64)> {
    let mut weighed = Vec::new();
    for resonance in RESONANCES.map(|nth| f64::from(nth) / 20.0) {
        let beforehand = usual(resonance) + FELT * felt(steps, resonance);
        for quality in QUALITIES {
            let detuned = |pace: f64| quality * (pace / resonance - resonance / pace);
            let amplitudes = amplitudes(responses, |pace| 1.0 / detuned(pace).hypot(1.0));
            let phases = mean_of(DELAYS.map(|delay| phases(responses, delay, |pace| detuned(pace).atan())));
            weighed.push((resonance, beforehand + amplitudes + f64::midpoint(phases, same_phase).ln()));
        }
    }
    weighed
}

/// Every slope of a heart without a peak: the logarithm of its weight.
fn without_peak(responses: &[Response], same_phase: f64) -> impl Iterator<Item = f64> {
    let slopes = SLOPES.map(|nth| f64::from(nth) / 20.0);
    slopes.map(move |slope| amplitudes(responses, |pace| (slope * (pace - 5.5)).exp()) + same_phase.ln())
}

/// How likely this resonance is beforehand: a natural logarithm, 0 within the range of adults.
fn usual(resonance: f64) -> f64 {
    let outside = resonance - resonance.clamp(ADULTS[0], ADULTS[1]);
    -(outside / OUTSIDE_SD).powi(2) / 2.0
}

/// How this pace felt, 0 to 1, between the paces of which somebody said so.
fn felt(steps: &[Step], pace: f64) -> f64 {
    let mut said: Vec<_> =
        steps.iter().filter_map(|step| Some((step.per_minute, f64::from(step.felt?) / 9.0))).collect();
    said.sort_by(|a, b| a.0.total_cmp(&b.0));
    let slower = said.iter().rev().find(|(at, _)| *at <= pace);
    let faster = said.iter().find(|(at, _)| *at >= pace);
    match (slower, faster) {
        (Some((from, a)), Some((to, b))) if to > from => a + (b - a) * (pace - from) / (to - from),
        (Some((_, felt)), _) | (_, Some((_, felt))) => *felt,
        (None, None) => 0.0,
    }
}

/// How well the amplitudes fit a curve of any size: the logarithm of a likelihood.
fn amplitudes(responses: &[Response], curve: impl Fn(f64) -> f64) -> f64 {
    let (mut with, mut square) = (0.0, 0.0);
    for step in responses {
        let height = curve(step.per_minute);
        with += height * step.amplitude / step.variance;
        square += height * height / step.variance;
    }
    let size = with / square;
    let off = |step: &Response| (step.amplitude - size * curve(step.per_minute)).powi(2) / step.variance;
    -responses.iter().map(off).sum::<f64>() / 2.0
}

/// How well the phases fit those of a curve and this delay, in fifths of a second: a likelihood.
fn phases(responses: &[Response], delay: u32, behind: impl Fn(f64) -> f64) -> f64 {
    let off = |step: &Response| {
        let late = TAU * step.per_minute / 60.0 * f64::from(delay) / 5.0;
        let off = (step.behind - behind(step.per_minute) - late + PI).rem_euclid(TAU) - PI;
        off * off / step.behind_variance
    };
    (-responses.iter().map(off).sum::<f64>() / 2.0).exp()
}

/// The same for one phase at every pace, of any size.
fn same_phase(responses: &[Response]) -> f64 {
    let all = (0..PHASES).flat_map(|nth| {
        let phase = TAU * f64::from(nth) / f64::from(PHASES);
        DELAYS.map(move |delay| phases(responses, delay, |_| phase))
    });
    mean_of(all).max(ODD_PHASES)
}

fn mean_of(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::Following;

    /// Steps of a resonator whose strap is `delay_s` late.
    fn steps(resonance: f64, quality: f64, delay_s: f64) -> Vec<Step> {
        let step = |per_minute: f64| {
            let detuned = quality * (per_minute / resonance - resonance / per_minute);
            let behind_deg = (detuned.atan() + TAU * per_minute / 60.0 * delay_s).to_degrees();
            let followed = Following { swing_bpm: 14.0 / detuned.hypot(1.0), fit: 0.9, behind_deg };
            Step { per_minute, followed: Some(followed), felt: None }
        };
        super::super::search::PACES.map(step).into()
    }

    #[test]
    fn a_resonance_is_found_whatever_the_delay_of_the_strap() {
        for resonance in [4.7, 5.2, 5.6, 6.3] {
            for delay_s in [0.3, 1.0, 2.5] {
                let found = peak(&steps(resonance, 3.0, delay_s)).expect("a peak");
                assert!((found.per_minute - resonance).abs() < 0.15, "{resonance} {delay_s}: {found:?}");
                assert!((0.02..0.3).contains(&found.within), "{found:?}");
            }
        }
    }

    #[test]
    fn a_heart_that_moves_equally_far_at_every_pace_or_ever_further_has_no_peak() {
        for slope in [0.0, 0.2, -0.2] {
            let mut flat = steps(5.5, 3.0, 1.0);
            for step in &mut flat {
                let swing_bpm = 14.0 * f64::exp(slope * (step.per_minute - 5.5));
                step.followed = Some(Following { swing_bpm, fit: 0.9, behind_deg: 6.0 * step.per_minute });
            }
            assert_eq!(peak(&flat), None, "{slope}");
        }
    }

    #[test]
    fn three_clear_steps_are_too_few() {
        let mut few = steps(5.5, 3.0, 1.0);
        few[0].followed = None;
        assert!(peak(&few).is_some());
        few[4].followed = None;
        assert_eq!(peak(&few), None);
        assert_eq!(peak(&[]), None);
    }

    #[test]
    fn how_a_pace_felt_decides_little_and_never_more_than_the_uncertainty() {
        let silent = peak(&steps(5.5, 3.0, 1.0)).expect("a peak");
        let mut said = steps(5.5, 3.0, 1.0);
        for (step, felt) in said.iter_mut().zip([0, 0, 3, 6, 9]) {
            step.felt = Some(felt);
        }
        let found = peak(&said).expect("a peak");
        assert!(found.per_minute < silent.per_minute && silent.per_minute - found.per_minute < silent.within);
    }
}
