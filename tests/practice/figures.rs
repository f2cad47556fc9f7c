//! The figures of a practice against what was planted.
//!
//! `cargo test --release --test practice figures -- --ignored --nocapture` prints the whole table.
#![allow(clippy::unwrap_used)]

use breathmark::lab::simulate::resonance::Shape;
use breathmark::lab::simulate::strap::Faults;
use breathmark::pacer::Pacer;
use breathmark::practice::plan::Begins;

use crate::person::{Does, FAULTLESS, Planted, Practising};

/// Seconds of a practice after which the response has built up in the whole window of a minute.
const SETTLED_S: u64 = 180;
const LASTS_S: u64 = 480;

/// One kind of strap and noise.
#[derive(Clone, Copy)]
struct Conditions {
    name: &'static str,
    noise: f64,
    ectopics: f64,
    faults: Faults,
}

const CONDITIONS: [Conditions; 7] = [
    Conditions { name: "breath only", noise: 0.0, ectopics: 0.0, faults: FAULTLESS },
    Conditions { name: "ectopics 1 %", noise: 0.0, ectopics: 0.01, faults: FAULTLESS },
    Conditions { name: "lost 1 %", noise: 0.0, ectopics: 0.0, faults: Faults { lost: 0.01, ..FAULTLESS } },
    Conditions { name: "both, noise 0.1", noise: 0.1, ectopics: 0.01, faults: Faults { lost: 0.01, ..FAULTLESS } },
    Conditions { name: "both, noise 0.25", noise: 0.25, ectopics: 0.01, faults: Faults { lost: 0.01, ..FAULTLESS } },
    Conditions { name: "both, noise 0.5", noise: 0.5, ectopics: 0.01, faults: Faults { lost: 0.01, ..FAULTLESS } },
    Conditions { name: "both, noise 1", noise: 1.0, ectopics: 0.01, faults: Faults { lost: 0.01, ..FAULTLESS } },
];
const SWINGS: [f64; 5] = [4.0, 8.0, 14.0, 22.0, 30.0];
const PACES: [f64; 4] = [4.0, 5.0, 6.0, 7.0];

/// What became of all windows.
#[derive(Clone, Debug, Default)]
struct Windows {
    all: u32,
    known: u32,
    said: u32,
    /// Off what was planted.
    swing_off: Vec<f64>,
    phase_off: Vec<f64>,
    /// Off what the heart did in that minute.
    moved_off: Vec<f64>,
    turned_off: Vec<f64>,
}

impl Windows {
    fn within(errors: &[f64], limit: f64) -> f64 {
        100.0 * errors.iter().filter(|error| error.abs() <= limit).count() as f64 / errors.len().max(1) as f64
    }

    fn are_near(swing_off: &[f64], phase_off: &[f64]) -> bool {
        Self::within(swing_off, 1.0) >= 95.0 && Self::within(phase_off, 10.0) >= 95.0
    }

    fn mean(errors: &[f64]) -> f64 {
        errors.iter().sum::<f64>() / errors.len().max(1) as f64
    }
}

/// Somebody who follows a pacer for some minutes.
fn follow(windows: &mut Windows, conditions: Conditions, swing_bpm: f64, pace: f64, seed: u64) {
    let planted = Planted::draw(seed).with_noise(conditions.noise).with_swing(swing_bpm);
    let planted = Planted { ectopics: conditions.ectopics, faults: conditions.faults, ..planted };
    let mut sitting = Practising::new(planted, seed, Begins::Breathing, Pacer::default().at_rate(pace));
    let late_deg = 6.0 * planted.delay_s * pace;
    for second in 1..=LASTS_S {
        sitting.second(Does::Follows);
        if second < SETTLED_S || second % 5 > 0 {
            continue;
        }
        windows.all += 1;
        let Some(found) = sitting.figures.following else { continue };
        windows.known += 1;
        windows.said += u32::from(follows(&sitting) == Some(true));
        let turned = |off: f64| (off + 180.0).rem_euclid(360.0) - 180.0;
        windows.swing_off.push(found.swing_bpm - swing_bpm);
        windows.phase_off.push(turned(found.behind_deg - late_deg));
        let (moved_bpm, behind_deg) = sitting.moved();
        windows.moved_off.push(found.swing_bpm - moved_bpm);
        windows.turned_off.push(turned(found.behind_deg - late_deg - behind_deg));
    }
}

#[test]
fn swing_and_phase_are_those_planted_despite_ectopics_and_lost_notifications() {
    let mut windows = Windows::default();
    follow(&mut windows, CONDITIONS[3], 14.0, 6.0, 1);
    assert!(Windows::are_near(&windows.swing_off, &windows.phase_off), "{windows:?}");
    assert!(Windows::are_near(&windows.moved_off, &windows.turned_off), "{windows:?}");
    assert!(windows.known > 40, "{windows:?}");
}

#[test]
fn somebody_who_follows_is_never_said_not_to_and_another_pace_is_noticed_within_half_a_minute() {
    assert_eq!(noticed_after(0.25, Does::Follows, 1), None);
    assert!(noticed_after(0.25, Does::AtOwnPace(10.0), 1).is_some_and(|seconds| seconds <= 30));
}

#[test]
#[ignore = "half an hour of simulated practice for each row: for optimised code"]
fn figures_are_near_what_was_planted() {
    println!(
        "condition          swing | known  said | in 1 bpm and 10 deg (means off) of what was planted | of what the heart did"
    );
    for conditions in CONDITIONS {
        for swing in SWINGS {
            let mut windows = Windows::default();
            for pace in PACES {
                (1..=8).for_each(|seed| follow(&mut windows, conditions, swing, pace, seed));
            }
            let share = |count: u32| 100.0 * f64::from(count) / f64::from(windows.all);
            print!("{:18} {swing:5} | {:5.1} {:5.1}", conditions.name, share(windows.known), share(windows.said));
            for [swing_off, phase_off] in
                [[&windows.swing_off, &windows.phase_off], [&windows.moved_off, &windows.turned_off]]
            {
                print!(" | {:5.1} {:5.1}", Windows::within(swing_off, 1.0), Windows::within(phase_off, 10.0));
                print!(" ({:+.2}, {:+.1})", Windows::mean(swing_off), Windows::mean(phase_off));
            }
            println!();
            if conditions.noise <= 0.1 {
                assert!(Windows::are_near(&windows.swing_off, &windows.phase_off), "{windows:?}");
            }
            // A small wave in much noise is off in a window more of a hundred.
            if conditions.noise < 1.0 || swing > 4.0 {
                assert!(Windows::are_near(&windows.moved_off, &windows.turned_off), "{windows:?}");
            }
        }
    }
}

/// Somebody who follows six breaths a minute for two minutes, and then breathes as `does`. Returns after how many seconds
/// the figures say so for the first time.
fn noticed_after(noise: f64, does: Does, seed: u64) -> Option<u64> {
    let mut planted = Planted::draw(seed).with_noise(noise).with_swing(14.0);
    planted.resonance.shape = Shape::Falling { share: 0.1 };
    planted.body.breath_cv = 0.1;
    let mut sitting = Practising::new(planted, seed, Begins::Breathing, Pacer::default());
    (0..120).for_each(|_| sitting.second(Does::Follows));
    (1..=90).find(|_| {
        sitting.second(does);
        follows(&sitting) == Some(false)
    })
}

/// Whether the figures say that the heart follows the pacer; none if they say neither.
fn follows(sitting: &Practising) -> Option<bool> {
    let figures = &sitting.figures;
    figures.following.map(|found| found.fit >= 0.4 && figures.own_pace.is_none() && !figures.broken_off)
}

#[test]
#[ignore = "for optimised code"]
fn another_pace_is_noticed_within_half_a_minute() {
    println!("noise, own pace | noticed within 30 s, of 100");
    for noise in [0.25, 0.5, 1.0] {
        let paces = [4.5, 8.0, 10.0, 12.0, 15.0].map(Does::AtOwnPace);
        for does in paces.into_iter().chain([Does::Freely]) {
            let after: Vec<u64> = (1..=100).map(|seed| noticed_after(noise, does, seed).unwrap_or(999)).collect();
            let within = |seconds: u64| after.iter().filter(|after| **after <= seconds).count();
            assert!(within(30) >= 90, "{noise} {does:?}: {}", within(30));
            println!("{noise:4} {does:16?} | {:3} (45 s: {:3}, 60 s: {:3})", within(30), within(45), within(60));
        }
    }
    println!("noise | per cent of seconds in which somebody who follows is said not to, at 4, 5, 6 and 7 a minute");
    for noise in [0.25, 0.5, 1.0] {
        print!("{noise:4} |");
        for pace in PACES {
            print!(" {:5.2}", 100.0 * said_not_to_follow(noise, pace));
        }
        println!();
    }
}

/// The share of the seconds in which people who follow are said not to, 0 to 1.
fn said_not_to_follow(noise: f64, pace: f64) -> f64 {
    let (mut all, mut wrong) = (0, 0);
    for seed in 1..=50 {
        let planted = Planted::draw(seed).with_noise(noise).with_swing(14.0);
        let mut sitting = Practising::new(planted, seed, Begins::Breathing, Pacer::default().at_rate(pace));
        for second in 1..=300 {
            sitting.second(Does::Follows);
            if second > 60 {
                all += 1;
                wrong += u32::from(follows(&sitting) == Some(false));
            }
        }
    }
    f64::from(wrong) / f64::from(all)
}
