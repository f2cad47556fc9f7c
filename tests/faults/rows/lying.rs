//! Straps that lie, and links that hold back: each is named on the screen, and the best truth that is left is used.
//!
//! Milliseconds and a rate that stands still take minutes to recognise: `tests/heart/lying_straps.rs` has them in virtual
//! time.

use breathmark::event::seat::Seat;
use breathmark::heart::Reading;
use breathmark::heart::measurement::{Measurement, encode};
use breathmark::heart::strap_fault::StrapFault;
use breathmark::screen::scene::StrapView as Shown;

use super::bluez::bus::Bus;
use super::bluez::heart::Heart;
use super::bluez::talk::{A, Talk};

/// A strap that lies begins in the middle of a talk: for so many seconds it sends what `makes` of the intervals of each.
/// Each payload comes `apart` seconds after the one before.
fn lie(talk: &mut Talk, seconds: u32, apart: f64, mut makes: impl FnMut(Vec<u16>) -> Vec<Vec<u8>>) {
    talk.world().strap(A).mute = true;
    let mut heart = Heart::new(70.0, 0.0);
    for second in 1..=seconds {
        let honest = heart.packet(f64::from(second));
        let intervals = Measurement::decode(&honest).expect("honest bytes").rr_1024().collect();
        let payloads = makes(intervals);
        for payload in &payloads {
            talk.world().notify(A, payload);
            talk.pass(apart);
        }
        talk.pass(1.0 - apart * payloads.len() as f64);
    }
}

fn reading(talk: &Talk) -> Reading {
    talk.record.session.hearts()[Seat::Left].reading(talk.record.session.now())
}

/// Only the strap's own rate is shown, and why.
fn has_only_a_rate(talk: &mut Talk, faults: &[StrapFault]) {
    let Shown::Faulty(fault) = talk.strap(Seat::Left) else { panic!("{:?}", talk.shown) };
    assert!(faults.contains(&fault), "{fault:?}");
    let reading = reading(talk);
    assert!(reading.rmssd.is_none() && reading.heart_rate.is_some_and(|rate| (rate - 70.0).abs() < 1.5), "{reading:?}");
    talk.figures.push(format!("{fault:?}"));
}

pub fn zeros_in_unused_places_break_nothing(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let before = talk.received(Seat::Left);
    lie(&mut talk, 10, 0.1, |mut intervals| {
        intervals.resize(4, 0);
        vec![encode(70, &intervals)]
    });
    assert_eq!(talk.strap(Seat::Left), Shown::Good);
    assert!(talk.received(Seat::Left).beats - before.beats < 13, "a zero is no beat");
    assert!(talk.record.session.hearts()[Seat::Left].faults().has(StrapFault::Padded));
    talk.end()
}

pub fn beats_that_come_twice_are_named_and_only_the_rate_counts(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    lie(&mut talk, 14, 0.1, |intervals| {
        vec![encode(70, &intervals.iter().flat_map(|rr| [*rr, rr + 8]).collect::<Vec<_>>())]
    });
    has_only_a_rate(&mut talk, &[StrapFault::MoreThanTime]);
    talk.end()
}

pub fn notifications_that_come_again_are_named_and_only_the_rate_counts(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    lie(&mut talk, 14, 0.4, |intervals| vec![encode(70, &intervals); 2]);
    has_only_a_rate(&mut talk, &[StrapFault::MoreThanTime, StrapFault::OneInterval]);
    talk.end()
}

pub fn intervals_made_from_the_rate_are_named_and_only_the_rate_counts(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    lie(&mut talk, 18, 0.1, |_| vec![encode(70, &[878])]);
    has_only_a_rate(&mut talk, &[StrapFault::MadeFromRate, StrapFault::OneInterval]);
    talk.end()
}

pub fn the_last_interval_again_and_again_is_named_and_only_the_rate_counts(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let mut last = 870;
    lie(&mut talk, 24, 0.1, |intervals| {
        last = intervals.last().copied().unwrap_or(last);
        vec![encode(70, &[last])]
    });
    has_only_a_rate(&mut talk, &[StrapFault::OneInterval]);
    talk.end()
}

pub fn bursts_are_named_and_hold_the_reading(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let (mut waiting, mut second) = (Vec::new(), 0);
    lie(&mut talk, 22, 0.01, |intervals| {
        waiting.push(encode(70, &intervals));
        second += 1;
        if second % 3 == 0 { std::mem::take(&mut waiting) } else { Vec::new() }
    });
    assert_eq!(talk.strap(Seat::Left), Shown::Faulty(StrapFault::Bursts));
    assert!(reading(&talk).heart_rate.is_some_and(|rate| (rate - 70.0).abs() < 3.0), "{:?}", reading(&talk));
    assert_eq!(talk.gaps(Seat::Left), 0);
    let since = talk.now();
    lie(&mut talk, 3, 0.01, |intervals| {
        waiting.push(encode(70, &intervals));
        if waiting.len() % 3 == 0 { std::mem::take(&mut waiting) } else { Vec::new() }
    });
    assert_eq!(talk.states(Seat::Left, since), [], "nothing is silent between two bursts");
    talk.end()
}
