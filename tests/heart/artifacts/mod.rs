//! Artifacts are found at the rates that `docs/artifacts.md` states, and true beats are left alone.
//!
//! The rates are bounds over the recordings at `BREATHMARK_DATA`; the rest needs none. The whole table:
//! `cargo run --release --no-default-features --example artifact_table`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod analysed;
mod fresh;
mod scoring;

use breathmark::event::moment::Moment;
use breathmark::heart::artifact::Verdict::{self, Ectopic, Extra, Misplaced, Missed, Normal};
use breathmark::heart::artifact::{ArtifactFilter, Quality, is_usable, offline};
use breathmark::heart::beat::{Beat, RrInterval};
use proptest::prelude::*;
use scoring::{Analysed, Score, injected, score, sinus_recordings, slow_breathing};

use crate::records::data;

type Classify = fn(&[f64]) -> Vec<Verdict>;
const BOTH: [(&str, Classify); 2] = [("causal", offline::causal), ("offline", offline::classify)];
/// The same with the summary that `breathmark analyze` makes of it.
type Analyse = fn(&[f64]) -> Analysed;
const ANALYSED: [(&str, Analyse); 2] = [("causal", scoring::search_alone), ("offline", scoring::offline)];

/// A resting heart: breathing at 15/min, slow waves, and noise of so many ms.
fn resting(beats: usize, noise: f64, seed: u64) -> Vec<f64> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut at = 0.0;
    (0..beats)
        .map(|_| {
            let wave = |hz: f64| (std::f64::consts::TAU * hz * at / 1000.0).sin();
            let gauss: f64 = (0..12).map(|_| random.f64()).sum::<f64>() - 6.0;
            let rr = 850.0 + 20.0 * wave(0.25) + 30.0 * wave(0.1) + noise * gauss;
            at += rr;
            rr
        })
        .collect()
}

fn rejected(verdicts: &[Verdict]) -> usize {
    verdicts.iter().filter(|v| **v != Normal).count()
}

#[test]
fn a_resting_heart_loses_no_beat() {
    for (how, classify) in BOTH {
        let lost: usize = (0..20).map(|seed| rejected(&classify(&resting(500, 15.0, seed)))).sum();
        assert!(lost <= 2, "{how}: {lost} of 10,000");
    }
}

#[test]
fn slow_breathing_with_30_bpm_from_peak_to_trough_loses_no_beat() {
    for rate in [55.0, 60.0, 70.0, 85.0, 100.0] {
        for (how, classify) in BOTH {
            assert_eq!(rejected(&classify(&slow_breathing(30.0, rate, 600))), 0, "{how} around {rate}");
        }
    }
}

#[test]
fn a_heart_that_runs_away_loses_no_beat() {
    let mut rr = resting(200, 10.0, 1);
    let start = *rr.last().unwrap();
    rr.extend((0..60).map(|i| 560.0 + (start - 560.0) * (-f64::from(i) / 10.0).exp()));
    for (how, classify) in BOTH {
        assert_eq!(rejected(&classify(&rr)), 0, "{how}");
    }
}

#[test]
fn missed_extra_and_premature_beats_are_named_even_when_every_tenth_is_bad() {
    let mut rr = resting(600, 12.0, 2);
    let mut truth = vec![Normal; rr.len()];
    for (count, i) in (20..590).step_by(10).enumerate().collect::<Vec<_>>().into_iter().rev() {
        let (put, name): (Vec<f64>, _) = match count % 3 {
            0 => (vec![rr[i] + rr[i + 1]], Missed),
            1 => (vec![0.4 * rr[i], 0.6 * rr[i], rr[i + 1]], Extra),
            _ => (vec![0.65 * rr[i], rr[i + 1] + 0.35 * rr[i]], Ectopic),
        };
        let names = put.iter().enumerate().map(|(k, _)| if name == Extra && k == 2 { Normal } else { name });
        truth.splice(i..i + 2, names.collect::<Vec<_>>());
        rr.splice(i..i + 2, put);
    }
    for (how, classify) in BOTH {
        let verdicts = classify(&rr);
        let wrong: Vec<_> = (0..rr.len()).filter(|&i| verdicts[i] != truth[i]).map(|i| (i, verdicts[i])).collect();
        assert!(wrong.len() <= 2, "{how}: {wrong:?}");
    }
}

#[test]
fn bigeminy_is_found_and_no_rmssd_is_shown() {
    let calm = resting(30, 10.0, 3);
    let premature = calm.iter().cycle().take(200).flat_map(|rr| [0.65 * rr, 1.3 * rr]);
    let rr: Vec<f64> = calm.iter().copied().chain(premature).collect();
    for (how, classify) in BOTH {
        let verdicts = classify(&rr);
        let found = rejected(&verdicts[30..]);
        assert!(found >= 396, "{how}: {found} of 400");
        assert_eq!(Quality::of(&verdicts), Quality::Unusable);
    }
}

#[test]
fn quality_follows_the_share_of_rejected_beats() {
    let series = |bad: usize| -> Vec<Verdict> { (0..100).map(|i| if i < bad { Missed } else { Normal }).collect() };
    assert_eq!([5, 6, 20, 21].map(|bad| Quality::of(&series(bad))), {
        use Quality::{Fair, Good, Unusable};
        [Good, Fair, Fair, Unusable]
    });
    assert!(!is_usable(&[]) && !is_usable(&[Normal; 7]) && is_usable(&[Normal; 8]));
}

#[test]
fn a_minute_of_bigeminy_hides_the_number_and_a_bad_strap_does_not() {
    let normal = || std::iter::repeat_n(Normal, 580);
    let bigeminy: Vec<Verdict> = normal().chain([Ectopic; 60]).collect();
    assert_eq!(Quality::of(&bigeminy), Quality::Unusable);
    let often = |third: Verdict| [[Misplaced, Misplaced, third].as_slice(), &[Normal; 13]].concat().repeat(20);
    assert_eq!([Missed, Normal].map(|third| Quality::of(&often(third))), [Quality::Fair, Quality::Unusable]);
}

#[test]
fn correction_divides_merges_and_evens_out() {
    let rr = [800.0, 1620.0, 810.0, 500.0, 310.0, 800.0, 560.0, 1060.0, 810.0, 3333.0, 800.0];
    let verdicts =
        [Normal, Missed, Normal, Extra, Extra, Normal, Ectopic, Ectopic, Normal, Verdict::OutOfRange, Normal];
    let corrected = offline::correct(&rr, &verdicts);
    let expected = [800.0, 810.0, 810.0, 810.0, 0.0, 800.0, 810.0, 810.0, 810.0, 0.0, 800.0];
    assert_eq!(corrected.iter().map(|rr| rr.unwrap_or(0.0)).collect::<Vec<_>>(), expected);
}

#[test]
fn what_is_no_number_breaks_the_series() {
    let rr = [800.0, f64::NAN, 810.0, -5.0, 0.0, f64::INFINITY, 1e300, 805.0];
    for (how, classify) in BOTH {
        let verdicts = classify(&rr);
        assert_eq!(verdicts.len(), rr.len(), "{how}");
        assert_eq!(verdicts.iter().filter(|v| **v == Verdict::OutOfRange).count(), 5, "{how}: {verdicts:?}");
        assert!(offline::correct(&rr, &verdicts).iter().flatten().all(|rr| rr.is_finite()), "{how}");
    }
    assert!(offline::classify(&[]).is_empty() && offline::causal(&[]).is_empty());
}

fn at_least(what: &str, how: &str, score: &Score, [sensitivity, specificity, error, p95]: [f64; 4]) {
    assert!(score.events == 0 || score.sensitivity >= sensitivity, "{what}, {how}: {score:?}");
    assert!(score.specificity >= specificity, "{what}, {how}: {score:?}");
    let is_near = score.error[0] <= error && score.error[1] <= p95;
    assert!(score.shown == 0 || is_near, "{what}, {how}: {score:?}");
}

#[test]
fn injected_artifacts_are_found_at_the_stated_rates() {
    let Some(data) = data("heart artifacts") else { return };
    let bounds = [
        ("clean_000", [0.0, 99.85, 0.1, 13.0]),
        ("mixed_020", [96.0, 99.8, 2.0, 17.0]),
        ("mixed_050", [96.5, 99.75, 3.0, 17.0]),
        ("mixed_100", [97.0, 99.65, 4.0, 19.0]),
        ("misplaced_050", [84.5, 99.8, 10.0, 24.0]),
        ("missed_100", [99.9, 99.6, 5.0, 15.0]),
        ("extra_100", [99.9, 99.3, 4.0, 19.0]),
        ("ectopic_100", [99.9, 99.65, 4.0, 15.0]),
    ];
    for (kind, bounds) in bounds {
        let series = injected(&data, kind);
        for (how, analyse) in ANALYSED {
            at_least(kind, how, &score(&series, analyse), bounds);
        }
    }
}

#[test]
fn clean_series_keep_their_beats_and_their_rmssd_when_seen_whole() {
    let Some(data) = data("heart artifacts") else { return };
    at_least("given", "offline", &score(&injected(&data, "clean_000"), scoring::offline), [0.0, 99.95, 0.1, 1.0]);
    let clean = fresh::clean(&data, fresh::Half::Kept);
    let series = fresh::injected(&clean, &fresh::MIXED, 0, 0);
    at_least("fresh", "offline", &score(&series, scoring::offline), [0.0, 99.9, 0.1, 2.0]);
}

#[test]
fn annotated_ectopic_beats_are_found_and_no_false_rmssd_is_shown_where_they_abound() {
    let Some(data) = data("heart artifacts") else { return };
    let [few, many] = sinus_recordings(&data.join("recordings/mitdb_annot"));
    let strap = [scoring::annotated(&data.join("recordings/polar_h10_pvc/rr_from_ecg.csv")).series];
    for (how, analyse) in ANALYSED {
        at_least("few", how, &score(&few, analyse), [95.0, 99.5, 1.5, 20.0]);
        at_least("many", how, &score(&many, analyse), [80.0, 97.5, 10.0, 10.0]);
        let score = score(&strap, analyse);
        assert!(score.sensitivity >= 97.0 && score.shown == 0, "{how}: {score:?}");
    }
    at_least("few", "session", &score(&few, scoring::causal), [95.0, 99.5, 1.5, 20.0]);
    at_least("many", "session", &score(&many, scoring::causal), [80.0, 97.3, 10.0, 10.0]);
}

#[test]
fn one_early_beat_in_minutes_is_the_hearts_own_and_two_are_not() {
    let mut rr = resting(400, 8.0, 5);
    let mut shift = |i: usize| {
        rr[i] -= 100.0;
        rr[i + 1] += 100.0;
        rejected(&offline::classify(&rr))
    };
    assert_eq!(shift(100), 0);
    assert_eq!(shift(200), 4);
}

/// Intervals of every kind: of a heart, of a broken sensor, of nothing.
fn intervals() -> impl Strategy<Value = Vec<f64>> {
    let heart = 300.0..1500.0_f64;
    let any = prop_oneof![6 => heart, 2 => 1.0..6000.0_f64, 1 => Just(1640.0), 1 => proptest::num::f64::ANY];
    prop::collection::vec(any, 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_interval_gets_one_verdict(rr in intervals()) {
        for (_, classify) in BOTH {
            let verdicts = classify(&rr);
            prop_assert_eq!(verdicts.len(), rr.len());
            let corrected = offline::correct(&rr, &verdicts);
            prop_assert_eq!(corrected.len(), rr.len());
            prop_assert!(corrected.iter().flatten().all(|rr| rr.is_finite() && *rr > 0.0));
        }
    }

    #[test]
    fn a_live_verdict_is_two_beats_late_at_most_and_in_order(
        beats in prop::collection::vec((any::<u16>(), 0..20_u8), 0..300),
    ) {
        let mut sieve = ArtifactFilter::default();
        let mut judged = 0;
        for (i, (rr, state)) in beats.iter().enumerate() {
            let rr = RrInterval(if *state < 15 { 700 + rr % 300 } else { *rr });
            let beat = Beat { at: Moment::from_secs(i as u64), rr, linked: *state != 1, contact: *state != 2 };
            sieve.push(beat, |beat, _| {
                assert_eq!(beat.at, Moment::from_secs(judged));
                judged += 1;
            });
            prop_assert!(judged as usize + ArtifactFilter::LAG > i);
        }
        sieve.flush(|_, _| judged += 1);
        prop_assert_eq!(judged as usize, beats.len());
    }
}
