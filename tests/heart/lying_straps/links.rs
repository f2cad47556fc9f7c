//! Links that spread a burst over a second, transports that deliver twice, and a contact bit that is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use breathmark::heart::strap_fault::StrapFault::*;

use super::session::said_of;
use super::straps::{Sent, again, each, heart, heart_for, honest, in_ms, last_again};

/// A link that hands over what came each `hold` seconds, one notification `apart` seconds after the other.
fn spread(sent: Vec<Sent>, hold: f64, apart: f64) -> Vec<Sent> {
    let (mut handed, mut place, mut burst) = (Vec::new(), 0.0, 0.0);
    for (at, bytes) in sent {
        let next = (at / hold).ceil();
        place = if next > burst { 0.0 } else { place + 1.0 };
        burst = next;
        handed.push((burst * hold + place * apart, bytes));
    }
    handed
}

/// The same from a strap that says that it feels no skin.
fn off_the_skin(mut sent: Vec<Sent>) -> Vec<Sent> {
    for (_, bytes) in &mut sent {
        bytes[0] = bytes[0] & !0x06 | 0x04;
    }
    sent
}

#[test]
fn bursts_whose_notifications_come_a_connection_interval_apart_are_shown() {
    for (hold, apart) in [(3.0, 0.2), (5.0, 0.15), (8.0, 0.08), (4.0, 0.05)] {
        for (rate, seed) in [(58.0, 1), (70.0, 2)] {
            let (seconds, rmssd) = heart_for(300.0, rate, seed);
            let said = said_of(spread(honest(&seconds), hold, apart));
            assert!(said.rates > 45.0 && (said.rate - rate).abs() < 1.5, "{hold} {apart}: {said:?}");
            assert!((said.rmssd / rmssd - 1.0).abs() < 0.05, "{hold} {apart}, {rmssd:.1}: {said:?}");
        }
    }
}

#[test]
fn a_wrong_contact_bit_hides_no_lie() {
    let (seconds, _) = heart(70.0, 3);
    let made = each(&seconds, |second| vec![(61_440.0 / second.rate.round()).round() as u16; second.intervals.len()]);
    let said = said_of(off_the_skin(made));
    assert_eq!((said.found(), said.rmssds), (vec![MadeFromRate], 0.0), "{said:?}");
    let (seconds, rmssd) = heart_for(300.0, 70.0, 3);
    let said = said_of(off_the_skin(each(&seconds, |second| second.intervals.iter().map(|rr| in_ms(*rr)).collect())));
    assert_eq!(said.found(), [Milliseconds], "{said:?}");
    let said = said_of(off_the_skin(honest(&seconds)));
    assert!(said.found().is_empty() && (said.rmssd / rmssd - 1.0).abs() < 0.05, "{rmssd:.1}: {said:?}");
}

#[test]
fn a_transport_that_delivers_everything_twice_at_once_hides_nothing() {
    let (seconds, _) = heart(84.0, 4);
    let twice =
        |sent: Vec<Sent>| sent.into_iter().flat_map(|(at, bytes)| [(at, bytes.clone()), (at + 0.01, bytes)]).collect();
    let said = said_of(twice(last_again(&seconds)));
    assert_eq!((said.found(), said.rmssds), (vec![OneInterval], 0.0), "{said:?}");
    assert!(said.rates > 50.0 && (said.rate - 84.0).abs() < 1.5, "{said:?}");
    let (seconds, rmssd) = heart_for(300.0, 70.0, 5);
    let said = said_of(twice(each(&seconds, |second| second.intervals.iter().map(|rr| in_ms(*rr)).collect())));
    assert_eq!(said.found(), [Milliseconds], "{said:?}");
    let last = said.last_rmssd.unwrap();
    assert!((last / rmssd - 1.0).abs() < 0.3, "{rmssd:.1}: {said:?}");
}

#[test]
fn a_rate_that_stands_far_off_beats_that_come_twice_is_left_within_half_a_minute() {
    for rate in [58.0, 72.0] {
        let (mut seconds, _) = heart(rate, 6);
        for second in &mut seconds {
            second.rate = 100.0;
        }
        for sent in [again(&seconds, 0.3), each(&seconds, |second| second.intervals.repeat(2))] {
            let said = said_of(sent);
            assert_eq!(said.found(), [MoreThanTime, RateStandsStill], "{said:?}");
            assert!(said.faults[1].0 <= 30 && said.is_right_from(35, 179, rate, 3.0), "{rate}: {said:?}");
        }
    }
}
