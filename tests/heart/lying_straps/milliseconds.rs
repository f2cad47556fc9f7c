//! Straps that send milliseconds where the service has 1/1024 s.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use breathmark::heart::strap_fault::StrapFault::*;

use super::session::said_of;
use super::straps::{Second, each, heart, heart_for, in_ms, one_by_one};

fn all_in_ms(second: &Second) -> Vec<u16> {
    second.intervals.iter().copied().map(in_ms).collect()
}

#[test]
fn milliseconds_are_read_as_such_within_three_minutes() {
    for (rate, seed) in [(52.0, 0), (58.0, 1), (61.0, 4), (72.0, 2), (88.0, 3)] {
        let (seconds, _) = heart_for(200.0, rate, seed);
        let said = said_of(each(&seconds, all_in_ms));
        assert!(matches!(said.faults[..], [(at, Milliseconds)] if at < 185), "{rate}: {said:?}");
        assert!(said.gaps < 8 && said.rates > 50.0, "{rate}: {said:?}");
    }
}

#[test]
fn milliseconds_are_recognised_though_the_own_rate_stands_still() {
    let (seconds, _) = heart(88.0, 14);
    let still: Vec<Second> = seconds.iter().map(|second| Second { rate: 70.0, ..second.clone() }).collect();
    let said = said_of(each(&still, all_in_ms));
    assert!(matches!(said.faults[..], [(_, Milliseconds)]), "{said:?}");
}

#[test]
fn milliseconds_at_a_beat_a_second_are_not_taken_for_left_out_beats() {
    for rate in [58.0, 59.0, 60.0, 61.0, 62.0] {
        for seed in 0..4 {
            let (seconds, rmssd) = heart_for(500.0, rate, seed);
            let said = said_of(each(&seconds, all_in_ms));
            assert_eq!(said.found(), [Milliseconds], "{rate} {seed}: {said:?}");
            assert!(said.is_right_from(300, 499, rate, 3.0), "{rate} {seed}: {said:?}");
            assert!(said.last_rmssd.is_some_and(|last| (last / rmssd - 1.0).abs() < 0.25), "{rate} {seed}: {said:?}");
        }
    }
}

#[test]
fn milliseconds_of_a_strap_that_sends_each_beat_by_itself_are_recognised() {
    for rate in [60.0, 72.0, 90.0] {
        let (seconds, rmssd) = heart_for(600.0, rate, 6);
        let said = said_of(one_by_one(&seconds, 1, in_ms));
        assert!(matches!(said.faults[..], [(at, Milliseconds)] if at < 185), "{rate}: {said:?}");
        assert!(said.is_right_from(300, 595, rate, 3.0), "{rate}: {said:?}");
        assert!(said.last_rmssd.is_some_and(|last| (last / rmssd - 1.0).abs() < 0.25), "{rate}: {said:?}");
    }
}

#[test]
fn a_strap_that_sends_each_beat_by_itself_is_believed_for_an_hour() {
    for rate in [40.0, 60.0, 72.0, 90.0] {
        let (seconds, _) = heart_for(3600.0, rate, 6);
        let said = said_of(one_by_one(&seconds, 1, |rr| rr));
        assert!(said.faults.is_empty() && said.gaps == 0, "{rate}: {:?} {}", said.faults, said.gaps);
    }
}
