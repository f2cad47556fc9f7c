//! Waves of known frequency and power, gaps, and rejected beats.

use std::time::Duration;

use super::*;
use crate::event::moment::Moment;
use crate::heart::artifact::Verdict;
use crate::heart::beat::{Beat, RrInterval};

/// Beats whose intervals vary by `ms` around 850 ms at `hz`.
fn varying(hz: f64, ms: f64, seconds: f64) -> Vec<Beat> {
    let mut t = 0.0;
    let mut beats = Vec::new();
    while t < seconds {
        let rr = 850.0 + ms * (std::f64::consts::TAU * hz * t).sin();
        t += rr / 1000.0;
        let at = Moment::from_micros((t * 1e6).round() as u64);
        let rr = RrInterval((rr * 1.024).round() as u16);
        beats.push(Beat { at, rr, linked: !beats.is_empty(), contact: true });
    }
    beats
}

fn rhythm(beats: &[Beat], verdict: impl Fn(usize) -> Verdict) -> Option<LiveSpectrum> {
    transformed(beats, verdict).0
}

/// The rhythm, and the transform that still holds its spectrum.
fn transformed(beats: &[Beat], verdict: impl Fn(usize) -> Verdict) -> (Option<LiveSpectrum>, Transform) {
    let (mut samples, mut transform) = (SpectrumSamples::default(), Transform::default());
    beats.iter().enumerate().for_each(|(i, beat)| samples.push(beat, verdict(i)));
    (transform.rhythm(&samples), transform)
}

#[test]
fn slow_breathing_is_one_regular_wave_at_its_frequency_and_power() {
    let (found, transform) = transformed(&varying(0.1, 50.0, 120.0), |_| Verdict::Normal);
    let found = found.unwrap();
    assert!((found.peak_hz - 0.1).abs() < 0.002 && found.regularity > 0.75, "{found:?}");
    let lf_ms2 = transform.power(0.04, 0.15);
    assert!((lf_ms2 / 1250.0 - 1.0).abs() < 0.05, "{lf_ms2}");
}

#[test]
fn quick_breathing_is_in_the_high_band() {
    let (_, transform) = transformed(&varying(0.25, 30.0, 120.0), |_| Verdict::Normal);
    let (lf_ms2, hf_ms2) = (transform.power(0.04, 0.15), transform.power(0.15, 0.40));
    assert!(hf_ms2 > 0.85 * 450.0 && lf_ms2 < 0.05 * hf_ms2, "{lf_ms2} {hf_ms2}");
}

#[test]
fn nothing_is_said_in_the_first_minute_or_after_a_long_gap() {
    assert_eq!(rhythm(&varying(0.1, 50.0, 60.0), |_| Verdict::Normal), None);
    let after = |gap: Duration| {
        let mut beats = varying(0.1, 50.0, 120.0);
        beats[120].linked = false;
        beats[120..].iter_mut().for_each(|beat| beat.at += gap);
        rhythm(&beats, |_| Verdict::Normal)
    };
    assert_eq!(after(Duration::from_secs(6)), None);
    assert!(after(Duration::from_secs(2)).is_some(), "a short one is bridged");
}

#[test]
fn beat_time_that_was_set_back_begins_the_samples_anew() {
    let mut beats = varying(0.1, 50.0, 120.0);
    beats[120].linked = false;
    beats[120..].iter_mut().for_each(|beat| beat.at = beat.at - Duration::from_secs(3));
    assert_eq!(rhythm(&beats, |_| Verdict::Normal), None);
}

#[test]
fn a_pure_wave_is_breathing_at_its_rate() {
    for per_minute in [4.0, 4.5, 6.0, 7.0, 8.9, 9.1, 12.0, 16.0, 20.0] {
        let found = rhythm(&varying(per_minute / 60.0, 30.0, 120.0), |_| Verdict::Normal).unwrap();
        let shown = found.breathing_per_minute.unwrap();
        assert!((shown - per_minute).abs() < 0.15, "{per_minute}: {shown}");
    }
}

#[test]
fn two_slow_waves_are_no_breathing_and_neither_is_a_still_heart() {
    let mut beats = varying(0.08, 30.0, 120.0);
    for (beat, other) in beats.iter_mut().zip(varying(0.13, 30.0, 130.0)) {
        beat.rr = RrInterval(beat.rr.0 + other.rr.0 - 870);
    }
    assert_eq!(rhythm(&beats, |_| Verdict::Normal).unwrap().breathing_per_minute, None);
    let still = rhythm(&varying(0.1, 0.4, 120.0), |_| Verdict::Normal).unwrap();
    assert_eq!(still.breathing_per_minute, None);
}

#[test]
fn a_rejected_beat_in_ten_is_bridged_but_one_in_three_is_too_many() {
    let beats = varying(0.1, 50.0, 120.0);
    let every = |n: usize| move |i: usize| if i.is_multiple_of(n) { Verdict::Ectopic } else { Verdict::Normal };
    assert!(rhythm(&beats, every(20)).is_some_and(|r| (r.peak_hz - 0.1).abs() < 0.005));
    assert_eq!(rhythm(&beats, every(3)), None);
}

#[test]
fn what_lies_before_the_last_64_seconds_leaves_no_trace() {
    let beats = varying(0.1, 50.0, 3600.0);
    let late = beats.len() - 100;
    let whole = rhythm(&beats, |_| Verdict::Normal).unwrap();
    let fresh = rhythm(&beats[late..], |_| Verdict::Normal).unwrap();
    assert_eq!(whole, fresh);
}
