//! A strap's own rate that stands still, alone, beside true beats, and beside beats that are none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use breathmark::heart::Signal;
use breathmark::heart::measurement::encode;
use breathmark::heart::strap_fault::StrapFault::*;

use super::session::{said_of, said_of_irregular};
use super::straps::{Second, Sent, each, heart, heart_for, last_again, paced};

#[test]
fn an_own_rate_that_stands_still_while_the_heart_speeds_up_is_recognised() {
    let (seconds, _) = heart(72.0, 15);
    let speeds_up = |second: &Second| -> Vec<u16> {
        let share = 1.0 - 0.25 * (second.at / 120.0).min(1.0);
        second.intervals.iter().map(|rr| (f64::from(*rr) * share).round() as u16).collect()
    };
    // Shorter intervals take less time, and the strap sends each when it has passed.
    let mut at = 0.0;
    let mut sent = Vec::new();
    for rr in seconds.iter().flat_map(speeds_up) {
        at += f64::from(rr) / 1024.0;
        sent.push((at + 0.1, encode(72, &[rr])));
    }
    let said = said_of(sent);
    assert!(said.faults.iter().any(|(_, fault)| *fault == RateStandsStill), "{said:?}");
    assert_eq!(said.last_signal, Signal::Good, "the beats count");
}

#[test]
fn a_rate_that_never_changes_is_no_measurement() {
    let (seconds, _) = heart(72.0, 11);
    let still: Vec<Sent> =
        seconds.iter().cycle().zip(0_u32..900).map(|(_, n)| (f64::from(n), encode(72, &[]))).collect();
    let said = said_of(still);
    assert_eq!(said.faults, [(300, RateStandsStill)], "{said:?}");
    assert_eq!(said.last_signal, Signal::Settling, "no figure is shown");
}

/// The same seconds with a rate that stands still.
fn frozen(seconds: &[Second], rate: f64) -> Vec<Second> {
    seconds.iter().map(|second| Second { rate, ..second.clone() }).collect()
}

#[test]
fn a_rate_that_stands_still_far_from_beats_that_come_twice_gives_way_to_theirs() {
    for rate in [42.0, 50.0] {
        let (seconds, _) = heart_for(900.0, rate, 2);
        let said = said_of(each(&frozen(&seconds, 83.0), |second| second.intervals.repeat(2)));
        assert_eq!(said.found(), [MoreThanTime, RateStandsStill], "{said:?}");
        assert!(said.faults[1].0 < 80 && said.is_right_from(90, 899, rate, 3.0), "{rate}: {said:?}");
        assert_eq!(said.last_signal, Signal::RateOnly);
    }
}

#[test]
fn a_rate_that_stands_still_far_from_the_last_beat_again_and_again_gives_way_to_it() {
    for (rate, sent) in [(95.0, 72.0), (50.0, 72.0)] {
        let (seconds, _) = heart_for(600.0, rate, 2);
        let said = said_of(last_again(&frozen(&seconds, sent)));
        let still = said.faults.iter().find(|(_, fault)| *fault == RateStandsStill);
        assert!(said.faults[0].1 == OneInterval && still.is_some_and(|(at, _)| *at < 90), "{said:?}");
        assert!(said.is_right_from(100, 599, rate, 4.0), "{rate}: {said:?}");
    }
}

#[test]
fn a_true_rate_beside_beats_that_come_twice_is_kept_though_it_hardly_changes() {
    let (seconds, _) = heart_for(600.0, 72.0, 3);
    let said = said_of(each(&frozen(&seconds, 72.0), |second| second.intervals.repeat(2)));
    assert_eq!(said.found(), [MoreThanTime], "{said:?}");
    assert!(said.is_right_from(20, 599, 72.0, 1.5), "{said:?}");
}

#[test]
fn a_rate_that_stands_still_with_one_and_the_same_interval_is_no_measurement() {
    let (seconds, _) = heart_for(600.0, 72.0, 3);
    let said = said_of(each(&frozen(&seconds, 70.0), |_| vec![878]));
    assert!(said.faults.contains(&(301, RateStandsStill)) && said.last_signal == Signal::Settling, "{said:?}");
}

#[test]
fn the_rate_of_a_paced_heart_without_beats_is_shown_if_its_person_says_so() {
    let still = || paced(900.0, 70.0, 0.0, 1).iter().map(|second| (second.at, encode(70, &[]))).collect::<Vec<Sent>>();
    let said = said_of_irregular(still());
    assert!(said.faults.is_empty() && said.is_right_from(20, 899, 70.0, 0.5), "{said:?}");
    assert_eq!(said_of(still()).last_signal, Signal::Settling);
}
