//! Single shapes of faults, and what becomes of true beats.

use super::super::beat::RrInterval;
use super::*;
use crate::event::moment::Moment;

fn verdicts_on(rr: &[u16]) -> Vec<Verdict> {
    let mut filter = ArtifactFilter::default();
    let mut verdicts = Vec::new();
    for (i, &rr) in rr.iter().enumerate() {
        let beat = Beat { at: Moment::START, rr: RrInterval(rr), linked: i > 0, contact: true };
        filter.push(beat, |_, verdict| verdicts.push(verdict));
        assert!(verdicts.len() + ArtifactFilter::LAG > i, "a verdict is at most two beats late");
    }
    filter.flush(|_, verdict| verdicts.push(verdict));
    verdicts
}

fn around(middle: &[u16]) -> Vec<Verdict> {
    let calm = [820, 830, 825, 815, 820, 830];
    let series: Vec<u16> = calm.iter().chain(middle).chain(&calm).copied().collect();
    let verdicts = verdicts_on(&series);
    let (before, rest) = verdicts.split_at(calm.len());
    let (found, after) = rest.split_at(middle.len());
    assert!(before.iter().chain(after).all(|v| *v == Verdict::Normal), "{verdicts:?}");
    found.to_vec()
}

#[test]
fn shapes_are_named() {
    assert_eq!(around(&[1650]), [Verdict::Missed]);
    assert_eq!(around(&[2480]), [Verdict::Missed]);
    assert_eq!(around(&[400, 425]), [Verdict::Extra, Verdict::Extra]);
    assert_eq!(around(&[560, 1090]), [Verdict::Ectopic, Verdict::Ectopic]);
    assert_eq!(around(&[740, 905]), [Verdict::Misplaced, Verdict::Misplaced]);
    assert_eq!(around(&[905, 740]), [Verdict::Misplaced, Verdict::Misplaced]);
    assert_eq!(around(&[100]), [Verdict::OutOfRange]);
}

#[test]
fn a_true_change_of_level_passes() {
    assert!(verdicts_on(&[900, 905, 900, 895, 640, 645, 640]).into_iter().all(|v| v == Verdict::Normal));
}

#[test]
fn slow_breathing_with_30_bpm_from_peak_to_trough_loses_no_beat() {
    let mut at = 0.0_f64;
    let series: Vec<u16> = std::iter::repeat_with(|| {
        let rate = 70.0 + 15.0 * (std::f64::consts::TAU * at / 10.0).sin();
        at += 60.0 / rate;
        (1024.0 * 60.0 / rate) as u16
    })
    .take(400)
    .collect();
    let rejected = verdicts_on(&series).iter().filter(|v| **v != Verdict::Normal).count();
    assert_eq!(rejected, 0);
}

#[test]
fn bigeminy_is_no_new_rhythm() {
    let series: Vec<u16> = [820; 20].into_iter().chain([560, 1080].repeat(40)).collect();
    let verdicts = verdicts_on(&series);
    assert!(verdicts[20..].iter().all(|v| *v == Verdict::Ectopic), "{verdicts:?}");
}

#[test]
fn a_strap_that_counts_every_beat_twice_is_not_believed_for_a_while() {
    let doubled: Vec<u16> = [820; 10].into_iter().chain([410; 60]).collect();
    let verdicts = verdicts_on(&doubled);
    let accepted = verdicts[10..25].iter().filter(|v| **v == Verdict::Normal).count();
    assert_eq!(accepted, 0);
    assert_eq!(verdicts.last(), Some(&Verdict::Normal), "but a heart that stays there is {verdicts:?}");
}

#[test]
fn regular_beats_are_settled_at_once() {
    let mut filter = ArtifactFilter::default();
    let mut late = 0;
    for i in 0..100_u16 {
        let beat = Beat { at: Moment::START, rr: RrInterval(820 + i % 3 * 5), linked: i > 0, contact: true };
        late += 1;
        filter.push(beat, |_, _| late -= 1);
    }
    assert_eq!(late, 0);
}

#[test]
fn contact_loss_and_gaps_end_the_chain() {
    let mut filter = ArtifactFilter::default();
    let mut verdicts = Vec::new();
    for (rr, linked, contact) in
        [(820, false, true), (825, true, true), (830, true, false), (1600, false, true), (1605, true, true)]
    {
        let beat = Beat { at: Moment::START, rr: RrInterval(rr), linked, contact };
        filter.push(beat, |_, verdict| verdicts.push(verdict));
    }
    filter.flush(|_, verdict| verdicts.push(verdict));
    let lost = verdicts.iter().filter(|v| **v == Verdict::NoContact).count();
    assert_eq!((verdicts.len(), lost, verdicts[3]), (5, 1, Verdict::Normal), "{verdicts:?}");
}
