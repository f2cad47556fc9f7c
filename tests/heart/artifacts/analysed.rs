//! What `breathmark analyze` shows of a series: a bad strap keeps its figures, an irregular heart has none.

use std::path::Path;

use breathmark::heart::artifact::Quality::{self, Fair, Unusable};
use breathmark::heart::artifact::Verdict::{Ectopic, Misplaced, Normal, Unsettled};

use super::fresh::{self, Half, Kind, MIXED};
use super::resting;
use super::scoring::{Analysed, Series, injected, offline, rmssd, score};
use crate::records::data;

/// Twenty resting hearts of about ten minutes, with faults of these kinds in so many of 1000 beats.
fn hearts(kinds: &[Kind], per_mille: usize) -> Vec<Series> {
    let clean: Vec<_> = (0..20).map(|seed| (seed.to_string(), resting(700, 12.0, seed))).collect();
    fresh::injected(&clean, kinds, per_mille, 1)
}

/// Error of the shown RMSSD in per cent.
fn error(analysed: &Analysed, truth: f64) -> f64 {
    let shown = analysed.rmssd().unwrap_or_else(|| panic!("no RMSSD: {:?}", analysed.summary.quality));
    100.0 * (shown - truth).abs() / truth
}

#[test]
fn a_strap_that_only_misses_beats_keeps_its_rmssd() {
    for series in hearts(&[Kind::Missed], 130) {
        let analysed = offline(&series.rr);
        let quality = &analysed.summary.quality;
        assert!(quality.verdict == Fair && quality.clean_share < 0.88, "{quality:?}");
        assert!(error(&analysed, series.rmssd) < 10.0, "{quality:?}");
    }
}

#[test]
fn a_strap_with_every_kind_of_fault_in_a_tenth_of_the_beats_keeps_its_rmssd() {
    let hearts = hearts(&MIXED, 100);
    let score = score(&hearts, offline);
    assert!(score.shown == hearts.len() && score.error[1] < 15.0, "{score:?}");
}

/// Recorded hearts with mixed artifacts in so many of 1000 beats: the published ones, and both halves of the fresh ones.
fn recorded(data: &Path, per_mille: usize) -> [Vec<Series>; 3] {
    let fresh = |half| {
        let clean = fresh::clean(data, half);
        (100..105).flat_map(|seed| fresh::injected(&clean, &MIXED, per_mille, seed)).collect()
    };
    [injected(data, &format!("mixed_{per_mille:03}")), fresh(Half::Chosen), fresh(Half::Kept)]
}

#[test]
fn recorded_hearts_with_a_tenth_of_mixed_artifacts_keep_their_rmssd() {
    let Some(data) = data("heart artifacts") else { return };
    for (series, p95) in recorded(&data, 100).iter().zip([17.0, 15.0, 15.0]) {
        let score = score(series, offline);
        let is_right = score.error[0] <= 4.0 && score.error[1] <= p95;
        assert!(is_right && score.shown as f64 >= 0.9 * series.len() as f64, "{score:?}");
        assert!(score.specificity >= 99.8, "{score:?}");
    }
}

#[test]
fn seen_whole_a_twentieth_of_mixed_artifacts_costs_few_true_beats() {
    let Some(data) = data("heart artifacts") else { return };
    for (series, specificity) in recorded(&data, 50).iter().zip([99.9, 99.82, 99.9]) {
        let score = score(series, offline);
        assert!(score.specificity >= specificity && score.shown == series.len(), "{score:?}");
    }
}

/// A resting heart of 768 beats, with these of them premature and followed by a pause.
fn premature(places: impl Iterator<Item = usize>) -> Vec<f64> {
    let mut rr = resting(768, 12.0, 7);
    for place in places {
        let early = 0.35 * rr[place];
        rr[place] -= early;
        rr[place + 1] += early;
    }
    rr
}

#[test]
fn bigeminy_in_a_twelfth_of_the_beats_is_not_called_fair_wherever_it_is() {
    let from = |start: usize| premature((start..start + 64).step_by(2));
    let bouts = |beats: usize| {
        premature((0..64 / beats).flat_map(move |bout| (0..beats).step_by(2).map(move |i| 40 + bout * 88 + i)))
    };
    let trigeminy = premature((300..396).step_by(3));
    let series = [from(8), from(100), from(333), from(700), bouts(32), bouts(16), bouts(8), trigeminy];
    for (which, rr) in series.iter().enumerate() {
        let quality = offline(rr).summary.quality;
        assert_eq!(quality.verdict, Unusable, "{which}: {quality:?}");
        assert!(quality.reason.as_ref().is_some_and(|reason| reason.contains("irregular")), "{which}: {quality:?}");
    }
}

#[test]
fn premature_beats_one_by_one_are_no_bigeminy() {
    let rr = premature((20..740).step_by(40));
    let analysed = offline(&rr);
    let truth = rmssd(&resting(768, 12.0, 7), |_| true);
    assert!(analysed.summary.quality.verdict > Unusable && error(&analysed, truth) < 5.0);
}

#[test]
fn beats_that_are_too_early_to_judge_are_no_irregular_rhythm() {
    let often = |kind| [[kind; 3].as_slice(), &[Normal; 17]].concat().repeat(10);
    assert_eq!([Unsettled, Misplaced, Ectopic].map(|kind| Quality::of(&often(kind))), [Fair, Unusable, Unusable]);
}
