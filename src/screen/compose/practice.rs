//! The view of a practice, and whether its beats carry a sentence about the breath.

use std::f64::consts::TAU;

use super::measures::figure;
use super::people::numbers;
use crate::event::moment::Moment;
use crate::heart::artifact::Verdict;
use crate::heart::beat::Beat;
use crate::screen::scene::{Point, PracticeView, TACHOGRAM_S};
use crate::session::Session;
use crate::session::pacer::Pacer;

/// The fewest whole breaths that a sentence about the breath rests on. Assumption: one or two may be chance.
const FEWEST_BREATHS: usize = 3;
/// The share of a breath that clean beats must fill, from 0 to 1. Assumption: with less, its peak may be missing.
const FILLED: f64 = 0.8;
/// The share of the variance of the heart rate that one wave at the pacer's rate must explain (R²), from 0 to 1.
/// Assumption: below it the heart moves for other reasons. A larger value says the sentence more rarely.
const LEAST_FIT: f64 = 0.4;
/// The smallest move that is said, in beats a minute. Assumption: the beats' own jitter is about one.
const LEAST_MOVE: f64 = 2.0;

/// The view of a practice at `now`.
pub(super) fn view(session: &Session, now: Moment) -> PracticeView {
    let heart = &session.hearts().left;
    let elapsed = now.since(Moment::START);
    // Counted from the whole second at which the breath beneath is drawn, so that both keep step.
    let edge = Moment::from_secs(elapsed.as_secs());
    let point = |&(beat, verdict): &(Beat, Verdict)| {
        let clean = verdict == Verdict::Normal;
        Point { ago_s: edge.since(beat.at).as_secs_f64(), rr_ms: beat.rr.ms(), clean, linked: beat.linked }
    };
    let mut tachogram: Vec<Point> =
        heart.recent().tachogram().rev().map(point).take_while(|point| point.ago_s <= TACHOGRAM_S).collect();
    tachogram.reverse();
    PracticeView {
        figure: figure(session.pacer(), elapsed),
        pacer: session.pacer(),
        elapsed_s: elapsed.as_secs(),
        numbers: numbers(heart.reading(now)),
        moves_bpm: moves(&tachogram, session.pacer(), edge.secs()),
        tachogram,
        clean_percent: (100.0 * heart.recent().half_minute.clean_share()).clamp(0.0, 100.0) as u8,
    }
}

/// The sums over the beats of whole breaths, each weighted with its interval, that fit one wave of the pacer's length.
#[derive(Default)]
struct Wave {
    weight: f64,
    rate: f64,
    square: f64,
    cos: f64,
    sin: f64,
    rate_cos: f64,
    rate_sin: f64,
}

impl Wave {
    fn add(&mut self, weight: f64, rate: f64, angle: f64) {
        self.weight += weight;
        self.rate += weight * rate;
        self.square += weight * rate * rate;
        self.cos += weight * angle.cos();
        self.sin += weight * angle.sin();
        self.rate_cos += weight * rate * angle.cos();
        self.rate_sin += weight * rate * angle.sin();
    }

    /// The share of the variance that the wave explains (R²). Over whole breaths, cosine and sine are orthogonal.
    fn fit(&self) -> f64 {
        let mean = self.rate / self.weight;
        let variance = self.square / self.weight - mean * mean;
        let part = |with: f64, alone: f64| 2.0 * (with - mean * alone) / self.weight;
        let (a, b) = (part(self.rate_cos, self.cos), part(self.rate_sin, self.sin));
        let explained = 0.5 * (a * a + b * b);
        if variance > 0.0 { explained / variance } else { 0.0 }
    }
}

/// How far the heart rate moves with a breath: the median, over the whole breaths of the last minute, of the highest less
/// the lowest rate, in beats a minute. None if too few breaths are filled or the heart doesn't follow them.
fn moves(points: &[Point], pacer: Pacer, elapsed_s: f64) -> Option<u16> {
    let breath_s = pacer.in_s + pacer.out_s;
    let whole = (elapsed_s / breath_s).floor() as usize;
    let most = (TACHOGRAM_S / breath_s) as usize;
    let (mut wave, mut spans) = (Wave::default(), Vec::with_capacity(most));
    for breath in whole.saturating_sub(most)..whole {
        let from = breath as f64 * breath_s;
        let within = |point: &&Point| point.clean && (from..from + breath_s).contains(&(elapsed_s - point.ago_s));
        let filled: f64 = points.iter().filter(within).map(|point| point.rr_ms / 1000.0).sum();
        if filled < FILLED * breath_s {
            continue;
        }
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for point in points.iter().filter(within) {
            let rate = point.rate();
            (low, high) = (low.min(rate), high.max(rate));
            wave.add(point.rr_ms, rate, TAU * (elapsed_s - point.ago_s) / breath_s);
        }
        spans.push(high - low);
    }
    spans.sort_by(f64::total_cmp);
    let median = *spans.get(spans.len() / 2)?;
    let carries = spans.len() >= FEWEST_BREATHS && median >= LEAST_MOVE && wave.fit() >= LEAST_FIT;
    carries.then_some(median.round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A minute of clean beats, each with the rate that `rate` gives for its second.
    fn minute(rate: impl Fn(f64) -> f64) -> Vec<Point> {
        let (mut points, mut at) = (Vec::new(), 0.0);
        while at < TACHOGRAM_S {
            let rr_ms = 60_000.0 / rate(at);
            at += rr_ms / 1000.0;
            points.push(Point { ago_s: TACHOGRAM_S - at, rr_ms, clean: true, linked: true });
        }
        points
    }

    fn said(points: &[Point]) -> Option<u16> {
        moves(points, Pacer::default(), TACHOGRAM_S)
    }

    #[test]
    fn a_heart_that_follows_the_breath_moves_as_far_as_its_wave() {
        let moved = said(&minute(|at| 70.0 + 7.0 * (TAU * at / 10.0).sin()));
        assert!(moved.is_some_and(|bpm| (13..=14).contains(&bpm)), "{moved:?}");
    }

    #[test]
    fn nothing_is_said_of_a_heart_that_drifts_or_stands_still() {
        assert_eq!(said(&minute(|at| 70.0 + at / 4.0)), None);
        assert_eq!(said(&minute(|at| 70.0 + 7.0 * (TAU * at / 37.0).sin())), None);
        assert_eq!(said(&minute(|_| 70.0)), None);
    }

    #[test]
    fn two_breaths_or_half_filled_ones_carry_no_sentence() {
        let points = minute(|at| 70.0 + 7.0 * (TAU * at / 10.0).sin());
        assert_eq!(said(&points[points.len() - 22..]), None);
        let half: Vec<Point> = (0..).zip(&points).map(|(i, point)| Point { clean: i % 2 == 0, ..*point }).collect();
        assert_eq!(said(&half), None);
    }
}
