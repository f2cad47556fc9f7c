//! One heart: its rate from second to second, and its beats as a strap sends them.

use std::f64::consts::TAU;

use fastrand::Rng;

use crate::lifts::Lift;

/// Length of a talk, of its quiet beginning and of a turn, in seconds. Assumption.
pub(crate) const LASTS_S: f64 = 2700.0;
pub(crate) const QUIET_S: f64 = 120.0;
const TURN_S: f64 = 120.0;
/// Step of the simulation, in seconds. Assumption.
const STEP_S: f64 = 0.02;
/// Sizes of the rises, in bpm. Assumption.
const SIZES: [f64; 7] = [8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0];
/// Time constants of a rise, of its decay, of the response to speaking, and of the drift; in seconds. Assumption.
const RISES_S: f64 = 12.0;
const FALLS_S: f64 = 30.0;
const SPEECH_S: f64 = 4.0;
const DRIFTS_S: f64 = 600.0;

/// An episode of arousal of one person, in seconds and bpm.
pub(crate) struct Rise {
    pub(crate) seat: usize,
    pub(crate) at_s: f64,
    lasts_s: f64,
    pub(crate) size: f64,
}

pub(crate) fn speaks(t: f64, seat: usize) -> bool {
    t >= QUIET_S && ((t - QUIET_S) / TURN_S) as usize % 2 == seat
}

pub(crate) fn rises(rng: &mut Rng) -> Vec<Rise> {
    let mut rise = |from: f64, to: f64| Rise {
        seat: rng.usize(..2),
        at_s: from + (to - from) * rng.f64(),
        lasts_s: 90.0 + 90.0 * rng.f64(),
        size: SIZES[rng.usize(..SIZES.len())],
    };
    vec![rise(600.0, 1200.0), rise(1700.0, 2400.0)]
}

fn normal(rng: &mut Rng) -> f64 {
    (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0
}

/// The beats of one heart as its strap sends them: time in seconds, seat, interval in milliseconds.
pub(crate) fn beats(rng: &mut Rng, seat: usize, rises: &[Rise], lifts: &[Lift], lossy: bool) -> Vec<(f64, usize, f64)> {
    let lifts: Vec<&Lift> = lifts.iter().filter(|lift| lift.seat == seat).collect();
    let (resting, speech) = (72.0 + 8.0 * normal(rng), 6.0 + 3.0 * normal(rng));
    let (breath_hz, phases) = (0.2 + 0.1 * rng.f64(), [TAU * rng.f64(), TAU * rng.f64()]);
    let (mut drift, mut speaking, mut arousal) = (2.5 * normal(rng), 0.0, 0.0);
    let (mut phase, mut before, mut beats) = (rng.f64(), None, Vec::new());
    for step in 0..(LASTS_S / STEP_S) as u32 {
        let t = f64::from(step) * STEP_S;
        drift += -drift * STEP_S / DRIFTS_S + 2.5 * (2.0 * STEP_S / DRIFTS_S).sqrt() * normal(rng);
        speaking += (if speaks(t, seat) { speech } else { 0.0 } - speaking) * STEP_S / SPEECH_S;
        let during = |rise: &&Rise| rise.seat == seat && (0.0..rise.lasts_s).contains(&(t - rise.at_s));
        let wanted = rises.iter().find(during).map_or(0.0, |rise| rise.size);
        arousal += (wanted - arousal) * STEP_S / if wanted > 0.0 { RISES_S } else { FALLS_S };
        let waves = 2.5 * ((TAU * 0.1 * t + phases[0]).sin() + (TAU * breath_hz * t + phases[1]).sin());
        let lifted: f64 = lifts.iter().map(|lift| lift.bpm(t)).sum();
        let hz = (resting + drift + speaking + arousal + waves + lifted).max(35.0) / 60.0;
        phase += hz * STEP_S;
        if phase >= 1.0 {
            phase -= 1.0;
            let at = t - phase / hz;
            if let Some(before) = before.replace(at) {
                beats.push((at, seat, 1000.0 * (at - before)));
            }
        }
    }
    // The losses have a generator of their own, so that the same talks are clean or lossy.
    let mut losses = rng.fork();
    if lossy { lose(&mut losses, beats) } else { beats }
}

/// The beats with packets lost, and beats missed, doubled and early.
fn lose(rng: &mut Rng, beats: Vec<(f64, usize, f64)>) -> Vec<(f64, usize, f64)> {
    let lost: Vec<bool> = (0..=LASTS_S as u32).map(|_| rng.f64() < 0.05).collect();
    let (mut sent, mut added_to_next) = (Vec::new(), 0.0);
    for (t, seat, rr) in beats {
        let rr = rr + std::mem::take(&mut added_to_next);
        let early = 80.0 + 120.0 * rng.f64();
        match rng.u32(..200) {
            0 => added_to_next = rr,
            1 => sent.extend([(t - rr / 2000.0, seat, rr / 2.0), (t, seat, rr / 2.0)]),
            2 | 3 => {
                added_to_next = early;
                sent.push((t - early / 1000.0, seat, rr - early));
            }
            _ => sent.push((t, seat, rr)),
        }
    }
    sent.retain(|(t, ..)| !lost[*t as usize]);
    sent
}
