//! What both say of a pause, and the next talk.

use super::*;
use crate::talk::margin::PauseFeedback;

const NOT_NEEDED: Pair<Option<PauseFeedback>> =
    Pair { left: Some(PauseFeedback::NotNeeded), right: Some(PauseFeedback::NotNeeded) };

/// The share of draws with which this talk raises the margins of both.
fn share_raised(listener: &Listener) -> f64 {
    const BITS: u64 = 4096;
    let draws = (0..BITS).map(|n| Draw::from_bits(n * (u64::MAX / BITS)));
    let margins = draws.map(|draw| listener.watch.margins_after(NOT_NEEDED, draw));
    let raised = margins.filter(|margins| {
        assert_eq!(margins.left, margins.right, "whoever it was");
        margins.left.factor() > 1.0
    });
    raised.count() as f64 / BITS as f64
}

#[test]
fn answers_count_if_a_heart_triggered_and_without_one_chance_alone() {
    let mut listener = Listener::settled(Person::default());
    listener.run(60, LISTENING, |_| 71.0);
    let by_chance = share_raised(&listener);
    assert!((by_chance - 2.0 / 49.0).abs() < 0.002, "{by_chance}");
    assert!(first_pause(&listener.run(60, LISTENING, rise(20.0))).is_some());
    let by_answer = share_raised(&listener);
    assert!((by_answer - 5.0 / 49.0).abs() < 0.002, "{by_answer}");
    assert!(listener.watch.margins().all(|margin| *margin == Margin::default()), "unasked they stay");
}

#[test]
fn a_lower_margin_brings_a_pause_sooner() {
    let delay = |margin| {
        let mut listener = Listener::settled(Person { margin, ..Person::default() });
        listener.run(600, LISTENING, |t| 71.0 + 3.0 * (t / 15.0).sin());
        first_pause(&listener.run(90, LISTENING, rise(15.0)))
    };
    let [low, high] = [0.92, 1.3].map(|factor| delay(Margin::try_from(factor).unwrap()));
    assert!(low < high.or(Some(u64::MAX)));
}
