//! Streams with losses, hold-ups and reconnects, and what is counted of them.

use std::time::Duration;

use super::*;
use crate::event::moment::Moment;
use crate::heart::measurement::encode;

fn play(packets: &[(f64, u32, &[u16])]) -> (Vec<Beat>, Received) {
    let mut timeline = Timeline::default();
    let mut beats = Vec::new();
    for &(at, epoch, rr) in packets {
        let at = Moment::from_micros((at * 1e6) as u64);
        let bytes = encode(70, rr);
        if let Receipt::Fresh(measurement) = timeline.receive(at, epoch, &bytes) {
            timeline.extend(at, &measurement, |beat| beats.push(beat));
        }
    }
    (beats, timeline.received())
}

#[test]
fn several_intervals_in_a_packet_follow_each_other() {
    let (beats, _) = play(&[(1.0, 1, &[1024]), (3.0, 1, &[1000, 1048])]);
    assert_eq!(beats.iter().map(|b| b.linked).collect::<Vec<_>>(), [false, true, true]);
    let span = beats[2].at.since(beats[0].at);
    assert!(span.abs_diff(Duration::from_secs(2)) <= Duration::from_micros(2));
}

#[test]
fn the_same_bytes_at_once_are_a_duplicate_but_not_a_second_later() {
    let (beats, received) = play(&[(1.0, 1, &[1024]), (1.05, 1, &[1024]), (2.0, 1, &[1024])]);
    assert_eq!((beats.len(), received.duplicates), (2, 1));
}

#[test]
fn a_reconnect_breaks_the_chain_and_old_packets_are_dropped() {
    let (beats, _) = play(&[(1.0, 1, &[1024]), (9.0, 2, &[1024]), (9.5, 1, &[512]), (10.0, 2, &[1024])]);
    assert_eq!(beats.iter().map(|b| b.linked).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn lost_packets_become_a_gap_of_their_length() {
    let lost = |second: &u32| !(10..14).contains(second);
    let packets: Vec<(f64, u32, &[u16])> = (1..20).filter(lost).map(|s| (f64::from(s), 1, &[1024_u16][..])).collect();
    let (_, received) = play(&packets);
    assert_eq!((received.gaps, received.missing_ms), (1, 4000));
}

#[test]
fn a_stalled_radio_that_catches_up_is_no_gap() {
    let arrivals = [1.0, 2.0, 3.0, 7.0, 7.2, 7.4, 7.6, 8.0, 9.0];
    let rr: Vec<[u16; 1]> = (0..9).map(|i| [1024 + i]).collect();
    let packets: Vec<(f64, u32, &[u16])> = arrivals.iter().zip(&rr).map(|(&at, rr)| (at, 1, &rr[..])).collect();
    let (beats, received) = play(&packets);
    assert_eq!(received.missing_ms, 0, "{received:?}");
    assert_eq!(beats.len(), 9);
}

/// A simulated strap: the heart's rate at each second, the seconds between its notifications, how late they may come,
/// and the share of them that is lost.
struct Rig {
    rate: fn(f64) -> f64,
    period: f64,
    late: f64,
    lost: f64,
    seed: u64,
}

/// How many milliseconds of beats were really lost in an hour, and the account of it.
fn hour(rig: &Rig) -> (u64, Received) {
    let mut rng = fastrand::Rng::with_seed(rig.seed);
    let mut timeline = Timeline::default();
    let (mut beat, mut lost_ticks) = (0.0_f64, 0_u64);
    for n in 1..(3600.0 / rig.period) as u32 {
        let sent = f64::from(n) * rig.period;
        let rr = beats_until(&mut beat, sent, |at| 60.0 / (rig.rate)(at) * (0.985 + 0.03 * rng.f64()));
        // The first and the last are there, so that both ends of the hour are known.
        if n > 1 && sent < 3590.0 && rng.f64() < rig.lost {
            lost_ticks += rr.iter().map(|rr| u64::from(*rr)).sum::<u64>();
            continue;
        }
        let at = Moment::from_micros(((sent + 0.02 + rig.late * rng.f64()) * 1e6) as u64);
        if let Receipt::Fresh(measurement) = timeline.receive(at, 1, &encode((rig.rate)(sent) as u8, &rr)) {
            timeline.extend(at, &measurement, |_| {});
        }
    }
    (lost_ticks * 1000 / 1024, timeline.received())
}

fn beats_until(beat: &mut f64, end: f64, mut rr: impl FnMut(f64) -> f64) -> Vec<u16> {
    std::iter::from_fn(|| {
        let next = (rr(*beat) * 1024.0).round();
        (*beat + next / 1024.0 <= end).then(|| {
            *beat += next / 1024.0;
            next as u16
        })
    })
    .collect()
}

fn breathing(rate: f64, t: f64) -> f64 {
    rate + 4.0 * (std::f64::consts::TAU * 0.25 * t).sin() + 2.0 * (std::f64::consts::TAU * 0.03 * t).sin()
}

const RATES: [fn(f64) -> f64; 7] = [
    |t| breathing(47.0, t),
    |t| breathing(60.0, t),
    |t| breathing(72.0, t),
    |t| breathing(90.0, t),
    |t| breathing(120.0, t),
    |_| 60.0,
    |t| 70.0 + 15.0 * (std::f64::consts::TAU * t / 10.0).sin(),
];

#[test]
fn every_loss_of_an_hour_is_accounted_for() {
    for (period, late) in [(1.0, 0.03), (1.0, 0.25), (0.25, 0.02), (2.0, 0.1)] {
        for (rate, seed) in RATES.into_iter().zip(1..) {
            let (lost_ms, received) = hour(&Rig { rate, period, late, lost: 0.05, seed });
            let share = received.missing_ms as f64 / lost_ms as f64;
            assert!((0.97..=1.03).contains(&share), "{lost_ms} ms lost, {received:?}");
        }
    }
}

#[test]
fn an_hour_without_loss_has_no_gap() {
    for (period, late) in [(1.0, 0.03), (1.0, 0.25), (0.25, 0.02)] {
        for (rate, seed) in RATES.into_iter().zip(1..) {
            let (lost_ms, received) = hour(&Rig { rate, period, late, lost: 0.0, seed });
            assert_eq!((lost_ms, received.gaps, received.duplicates), (0, 0, 0), "{received:?}");
        }
    }
}

#[test]
fn the_time_of_a_reconnect_is_missing() {
    let second = |n: u32| (f64::from(n), 1 + u32::from(n > 30), &[1024_u16][..]);
    let packets: Vec<_> = (1..60).filter(|n| !(20..=30).contains(n)).map(second).collect();
    let (_, received) = play(&packets);
    assert_eq!((received.gaps, received.missing_ms), (1, 11_000));
}

#[test]
fn a_reconnect_at_any_moment_of_the_beat_is_one_gap_and_no_more() {
    for rate in [48.0, 64.0, 70.0, 95.0, 130.0] {
        for phase in 0..20 {
            let away = 10.0 + f64::from(phase) / 20.0;
            let (mut timeline, mut beat) = (Timeline::default(), 0.0);
            for n in 1..120_u32 {
                let (sent, epoch) = if n <= 60 { (f64::from(n), 1) } else { (f64::from(n) + away, 2) };
                let rr = beats_until(&mut beat, sent, |t| 60.0 / breathing(rate, t));
                // After its absence the strap sends the last moments only.
                let rr = if n == 61 { &rr[rr.len().saturating_sub(2)..] } else { &rr };
                let at = Moment::from_micros((sent * 1e6) as u64);
                if let Receipt::Fresh(measurement) = timeline.receive(at, epoch, &encode(70, rr)) {
                    timeline.extend(at, &measurement, |_| {});
                }
            }
            let received = timeline.received();
            assert_eq!(received.gaps, 1, "{rate} {away} {received:?}");
        }
    }
}

#[test]
fn two_alike_that_were_held_up_are_two() {
    let mut packets: Vec<(f64, u32, &[u16])> = (1..10).map(|n| (f64::from(n), 1, &[1024_u16][..])).collect();
    packets.extend([(14.0, 1, &[1024_u16][..]), (14.01, 1, &[1024]), (14.02, 1, &[1024]), (14.03, 1, &[1024])]);
    packets.extend([(14.04, 1, &[1023_u16][..]), (15.0, 1, &[1024]), (16.0, 1, &[1024])]);
    let (_, received) = play(&packets);
    assert_eq!((received.gaps, received.duplicates, received.beats), (0, 0, 16), "{received:?}");
}

#[test]
fn a_program_that_stood_still_has_missed_nothing() {
    for resumes in [0.05, 0.3, 0.45, 0.6, 0.9] {
        for rate in [55.0, 70.0, 95.0] {
            let mut timeline = Timeline::default();
            let mut beat = 0.0;
            for second in 1..120_u32 {
                let sent = f64::from(second);
                let rr = beats_until(&mut beat, sent, |t| 60.0 / breathing(rate, t));
                let at = if (60..68).contains(&second) { 67.0 + resumes } else { sent };
                let at = Moment::from_micros((at * 1e6) as u64 + u64::from(second));
                if let Receipt::Fresh(measurement) = timeline.receive(at, 1, &encode(70, &rr)) {
                    timeline.extend(at, &measurement, |_| {});
                }
            }
            assert_eq!(timeline.received().gaps, 0, "{resumes} {rate} {:?}", timeline.received());
        }
    }
}
