//! Notifications that never arrive: all of them accounted for, and none of them taken for a feeling.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::f64::consts::TAU;

use breathmark::event::input::{Input, Key, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::session::Session;
use breathmark::talk::Stage;

const HOUR_S: u64 = 3600;
/// The people press "go on" so often.
const TURN_S: u64 = 100;

/// A talk of an hour, as a journal would have it: two calm hearts that breathe and drift, keys now and then.
fn hour(seed: u64) -> Vec<Stamped> {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut inputs = Vec::new();
    let mut give = |micros: u64, input| inputs.push(Stamped { at: Moment::from_micros(micros), input });
    let mut beats = Pair { left: 0.0_f64, right: 0.0 };
    for seat in Seat::BOTH {
        give(0, Input::Link { seat, link: Link::Subscribed });
    }
    for second in 1..HOUR_S {
        for (seat, rate, late) in [(Seat::Left, 72.0, 0), (Seat::Right, 66.0, 430_000)] {
            let end = second as f64 + f64::from(late) / 1e6;
            let mut intervals = Vec::new();
            loop {
                let t = beats[seat];
                let rate = rate + 3.0 * (TAU * t / 4.2).sin() + 2.0 * (TAU * t / 600.0).sin() + rng.f64();
                let ticks = (60.0 / rate * 1024.0).round();
                if t + ticks / 1024.0 > end {
                    break;
                }
                beats[seat] += ticks / 1024.0;
                intervals.push(ticks as u16);
            }
            let bytes = Payload(encode(rate as u8, &intervals));
            let jitter = rng.u64(..40_000);
            give((end * 1e6) as u64 + jitter, Input::Notification { seat, epoch: 1, bytes });
        }
        if second % TURN_S == 0 {
            give(second * 1_000_000 + 600_000, Input::Key { key: Key::Next });
        }
    }
    inputs
}

fn intervals(bytes: &Payload) -> u64 {
    breathmark::heart::measurement::Measurement::decode(&bytes.0).unwrap().rr_1024().map(u64::from).sum()
}

/// Plays a talk without one notification in `one_in`. Says what was lost of each strap, in ms, and how many pauses came.
fn play(inputs: &[Stamped], one_in: u64, seed: u64) -> (Session, Pair<u64>, u32) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut session = Session::new(&crate::couple::setup());
    let (mut lost, mut pauses) = (Pair { left: 0, right: 0 }, 0);
    for Stamped { at, input } in inputs {
        if let Input::Notification { seat, bytes, .. } = input
            && at.secs() > 2.0
            && at.secs() < HOUR_S as f64 - 10.0
            && rng.u64(..one_in) == 0
        {
            lost[*seat] += intervals(bytes);
            continue;
        }
        session.handle(*at, input);
        while session.poll().is_some() {}
        pauses += u32::from(matches!(session.stage(), Stage::Pause { .. }));
    }
    (session, lost.map(|ticks| ticks * 1000 / 1024), pauses)
}

#[test]
fn an_hour_with_one_notification_in_twenty_lost_is_accounted_for_and_calls_no_pause() {
    for seed in 1..=6 {
        let (session, lost, pauses) = play(&hour(seed), 20, seed);
        assert_eq!(pauses, 0, "talk {seed}");
        for seat in Seat::BOTH {
            let received = session.hearts()[seat].received();
            let off_ms = received.missing_ms.abs_diff(lost[seat]);
            assert!(lost[seat] > 100_000);
            assert!(off_ms < 2_500, "talk {seed}, {seat:?}: {} ms lost, {received:?}", lost[seat]);
            let whole = received.intervals_ms + received.missing_ms;
            assert!(whole.abs_diff(HOUR_S * 1000) < 4_000, "the hour is {whole} ms long: {received:?}");
        }
    }
}

#[test]
fn an_hour_without_loss_has_nothing_missing() {
    for seed in 1..=6 {
        let (session, _, pauses) = play(&hour(seed), u64::MAX, seed);
        let gaps = session.hearts().map(|heart| heart.received().gaps);
        assert_eq!((pauses, gaps), (0, Pair { left: 0, right: 0 }), "talk {seed}");
    }
}
