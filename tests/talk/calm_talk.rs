//! How often calm talking is interrupted: simulated couples with speech, breathing, slow waves and drift.
//!
//! The hearts are assumptions of our own (72 ± 8 beats a minute, 6 ± 3 more while speaking, a drift with a standard
//! deviation of 2.5): good for comparing rules, not for promises. The bound is on a rate.

#![allow(clippy::expect_used)]

use std::f64::consts::TAU;

use crate::couple::Couple;
use breathmark::event::input::Key;
use breathmark::event::seat::Seat;
use breathmark::talk::Stage;

/// Standard normal, by the sum of twelve.
fn normal(rng: &mut fastrand::Rng) -> f64 {
    (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0
}

/// A rate without arousal: rest, speech, breathing, slow waves, drift.
fn heart(seat: Seat, rng: &mut fastrand::Rng, couple: &Couple) -> impl Fn(f64) -> f64 + use<> {
    let rest = 72.0 + 8.0 * normal(rng);
    let speech = (6.0 + 3.0 * normal(rng)).max(0.0);
    let phases: [f64; 5] = std::array::from_fn(|_| TAU * rng.f64());
    let drifts: [f64; 3] = std::array::from_fn(|_| 300.0 + 1200.0 * rng.f64());
    let speaker = couple.speaker.clone();
    move |t| {
        let spoken = if speaker.get() == Some(seat) { speech } else { 0.0 };
        let drift: f64 = drifts.iter().zip(&phases).map(|(period, phase)| (TAU * t / period + phase).sin()).sum();
        // Three sines of amplitude a have a standard deviation of a · sqrt(3 / 2).
        let waves = 2.5 * (TAU * 0.1 * t + phases[3]).sin() + 2.5 * (TAU * 0.27 * t + phases[4]).sin();
        rest + spoken + 2.5 / 1.5_f64.sqrt() * drift + waves
    }
}

/// Hours of turns, and the pauses in them, of the couples of these seeds.
fn calm_talks(seeds: impl Iterator<Item = u64>) -> (f64, usize) {
    let mut hours = 0.0;
    let mut pauses = 0;
    for seed in seeds {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut couple = Couple::new(|_| 70.0, |_| 70.0);
        for seat in Seat::BOTH {
            let rate = heart(seat, &mut rng, &couple);
            couple.set_rate(seat, rate);
        }
        let began = couple.run_until(|stage| matches!(stage, Stage::Turn { .. }), 400.0).expect("the first turn");
        while couple
            .run_until(|stage| matches!(stage, Stage::Pause { .. } | Stage::Closing { .. }), 3600.0)
            .is_some_and(|_| matches!(couple.session.stage(), Stage::Pause { .. }))
        {
            pauses += 1;
            couple.press(Key::Ready(Seat::Left));
            couple.press(Key::Ready(Seat::Right));
            if couple.run_until(|stage| !matches!(stage, Stage::Pause { .. }), 900.0).is_none() {
                break;
            }
        }
        hours += (couple.now() - began) / 3600.0;
    }
    (hours, pauses)
}

#[test]
fn calm_couples_are_seldom_interrupted() {
    let (even, odd) = std::thread::scope(|scope| {
        let even = scope.spawn(|| calm_talks((0..60).step_by(2)));
        let odd = calm_talks((1..60).step_by(2));
        (even.join().expect("no talk fails"), odd)
    });
    let (hours, pauses) = (even.0 + odd.0, even.1 + odd.1);
    println!("{pauses} pauses in {hours:.1} h of calm talk: {:.2} an hour", pauses as f64 / hours);
    assert!((pauses as f64) <= 0.1 * hours, "{pauses} pauses in {hours:.1} h");
}
