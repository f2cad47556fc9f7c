//! Journals of straps that lie, and of links that lose much: the figures of `analyze` are right, or there are none.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use breathmark::event::input::{Input, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::pacer::Pacer;
use breathmark::session::{Kind, Setup};
use breathmark::store::journal::Header;
use breathmark::talk::plan::Plan;

use super::reading::{Reading, read};

/// What a strap sends once a second: when, its own rate, and the intervals since the last in 1/1024 s.
#[derive(Clone)]
struct Sent {
    at: f64,
    rate: u8,
    intervals: Vec<u16>,
}

/// A heart of about `rate` beats a minute for four minutes: what an honest strap sends, its mean interval and its RMSSD.
fn heart(rate: f64) -> (Vec<Sent>, f64, f64) {
    let mut random = fastrand::Rng::with_seed(7);
    let (mut at, mut beats) = (0.0, Vec::new());
    while at < 240.0 {
        let wave = |hz: f64| (std::f64::consts::TAU * hz * at).sin();
        let slow = (at / 37.0).sin() + (at / 83.0).sin();
        let ms = 60_000.0 / (rate + 2.5 * slow) + 22.0 * wave(0.23) + 40.0 * (random.f64() - 0.5);
        let ticks = (ms * 1.024).round();
        at += ticks / 1024.0;
        beats.push((at, ticks as u16));
    }
    let ms: Vec<f64> = beats.iter().map(|(_, ticks)| f64::from(*ticks) / 1.024).collect();
    let rmssd = (ms.windows(2).map(|two| (two[1] - two[0]).powi(2)).sum::<f64>() / (ms.len() - 1) as f64).sqrt();
    let (mut next, mut sent) = (0, Vec::new());
    for second in 0..240 {
        let at = f64::from(second) + 0.7;
        let from = next;
        while next < beats.len() && beats[next].0 <= at {
            next += 1;
        }
        let last = &beats[next.saturating_sub(8)..next.max(1)];
        let sum: f64 = last.iter().map(|(_, ticks)| f64::from(*ticks)).sum();
        let rate = (61_440.0 * last.len() as f64 / sum).round() as u8;
        let intervals = beats[from..next].iter().map(|(_, ticks)| *ticks).collect();
        sent.push(Sent { at: at + 0.015 * random.f64(), rate, intervals });
    }
    (sent, ms.iter().sum::<f64>() / ms.len() as f64, rmssd)
}

/// The same with each second as `make` has it.
fn made(sent: &[Sent], mut make: impl FnMut(&Sent) -> Vec<u16>) -> Vec<Sent> {
    sent.iter().map(|second| Sent { intervals: make(second), ..second.clone() }).collect()
}

fn in_ms(second: &Sent) -> Vec<u16> {
    second.intervals.iter().map(|rr| (f64::from(*rr) / 1.024).round() as u16).collect()
}

/// All without one second in every `every`.
fn without_one_in(every: u32, sent: &[Sent]) -> Vec<Sent> {
    sent.iter().filter(|second| second.at < 10.0 || !(second.at as u32).is_multiple_of(every)).cloned().collect()
}

/// What is read of the journal of these notifications.
fn read_of(sent: &[Sent]) -> Reading {
    read_bytes(sent.iter().map(|second| (second.at, encode(second.rate, &second.intervals))))
}

fn read_bytes(sent: impl IntoIterator<Item = (f64, Vec<u8>)>) -> Reading {
    let setup = Setup {
        kind: Kind::Practice,
        plan: Plan::default(),
        pacer: Pacer::default(),
        people: Pair::default(),
        practice: None,
    };
    // Lines that are written here have no checksums, as in format 1.
    let header = Header { breathmark: 1, ..Header::new(jiff::Timestamp::UNIX_EPOCH, 0, setup, Pair::default()) };
    let mut text = serde_json::to_string(&header).unwrap() + "\n";
    for (at, bytes) in sent {
        let input = Input::Notification { seat: Seat::Left, epoch: 1, bytes: Payload(bytes) };
        let stamped = Stamped { at: Moment::from_micros((at * 1e6) as u64), input };
        writeln!(text, "{}", serde_json::to_string(&stamped).unwrap()).unwrap();
    }
    read(text.as_bytes()).unwrap().remove(0)
}

#[track_caller]
fn is_right(reading: &Reading, mean: f64, rmssd: f64) {
    let near =
        |found: Option<f64>, right: f64, within: f64| found.is_some_and(|found| (found / right - 1.0).abs() <= within);
    assert!(near(reading.mean_rr_ms, mean, 0.005), "mean {mean:.1}: {reading:?}");
    assert!(near(reading.rmssd_ms, rmssd, 0.05), "RMSSD {rmssd:.2}: {reading:?}");
}

#[track_caller]
fn has_no_figures(reading: &Reading, why: &str) {
    let said = reading.reason.clone().unwrap_or_default();
    assert!(reading.rmssd_ms.is_none() && said.contains(why), "{reading:?}");
}

#[test]
fn intervals_that_are_made_from_the_rate_have_no_figures() {
    let (sent, ..) = heart(70.0);
    let mut random = fastrand::Rng::with_seed(3);
    let mut by_rate = |second: &Sent, minute: f64, off: u16| -> Vec<u16> {
        let rr = (minute / f64::from(second.rate)).round() as u16;
        second.intervals.iter().map(|_| rr + random.u16(0..=2 * off) - off).collect()
    };
    has_no_figures(&read_of(&made(&sent, |second| by_rate(second, 61_440.0, 1))), "follow from the strap's own rate");
    has_no_figures(&read_of(&made(&sent, |second| by_rate(second, 60_000.0, 0))), "follow from the strap's own rate");
    let mut before = 70;
    let late = made(&sent, |second| {
        let rate = std::mem::replace(&mut before, second.rate);
        by_rate(&Sent { rate, ..second.clone() }, 61_440.0, 0)
    });
    has_no_figures(&read_of(&late), "follow from the strap's own rate");
    has_no_figures(
        &read_of(&made(&sent, |second| vec![820; second.intervals.len()])),
        "follow from the strap's own rate",
    );
}

#[test]
fn a_minute_that_is_made_from_the_rate_does_not_count() {
    for (rate, from_s) in [(58.0, 0.0), (58.0, 90.0), (72.0, 90.0)] {
        let (sent, mean, rmssd) = heart(rate);
        let lies = |second: &Sent| (from_s..from_s + 60.0).contains(&second.at);
        let partly = made(&sent, |second| {
            let rr = (61_440.0 / f64::from(second.rate)).round() as u16;
            if lies(second) { vec![rr; second.intervals.len()] } else { second.intervals.clone() }
        });
        let reading = read_of(&partly);
        // The rest has another mean and RMSSD than the whole, by chance.
        let near = |found: Option<f64>, right: f64, within: f64| {
            found.is_none_or(|found| (found / right - 1.0).abs() < within)
        };
        assert!(near(reading.rmssd_ms, rmssd, 0.08) && near(reading.mean_rr_ms, mean, 0.02), "{rmssd:.1}: {reading:?}");
        // At 58 beats a minute most of what is left is the time in which the lie is still expected.
        let says =
            reading.notes.iter().chain(&reading.reason).any(|note| note.contains("follow from the strap's own rate"));
        assert!(says, "{reading:?}");
    }
}

#[test]
fn lost_notifications_are_no_other_unit() {
    for rate in [52.0, 60.0, 75.0] {
        let (sent, mean, rmssd) = heart(rate);
        for every in [15, 30] {
            is_right(&read_of(&without_one_in(every, &sent)), mean, rmssd);
            is_right(&read_of(&without_one_in(every, &made(&sent, in_ms))), mean, rmssd);
        }
    }
}

#[test]
fn losses_beside_a_rate_that_stands_still_are_not_taken_for_milliseconds() {
    // Its own rate stands still, and one notification in thirty is lost.
    let (mut sent, ..) = heart(60.0);
    for second in &mut sent {
        second.rate = 60;
    }
    let mut random = fastrand::Rng::with_seed(12);
    let kept: Vec<Sent> = sent.iter().filter(|_| random.f64() > 0.03).cloned().collect();
    let reading = read_of(&kept);
    assert!(reading.notes.iter().all(|note| !note.contains("read as ms")), "{reading:?}");
}

#[test]
fn intervals_of_half_their_length_have_no_figures() {
    let (sent, ..) = heart(67.0);
    let half = made(&sent, |second| second.intervals.iter().map(|rr| rr / 2).collect());
    has_no_figures(&read_of(&half), "0.50 times as long as the strap's own rate says");
}

#[test]
fn notifications_that_come_twice_and_in_bursts_have_no_figures() {
    for rate in [58.0, 70.0] {
        let (sent, ..) = heart(rate);
        // They are held for three seconds, then come 20 ms apart, and each again 0.3 s later.
        let mut twice = Vec::new();
        for (number, burst) in sent.chunks(3).enumerate() {
            for (place, second) in burst.iter().enumerate() {
                let at = 3.7 + 3.0 * number as f64 + 0.02 * place as f64;
                twice.extend([Sent { at, ..second.clone() }, Sent { at: at + 0.3, ..second.clone() }]);
            }
        }
        twice.sort_by(|a, b| a.at.total_cmp(&b.at));
        has_no_figures(&read_of(&twice), "every beat is there twice");
    }
}

#[test]
fn places_that_hold_ffff_are_no_intervals() {
    let (sent, mean, rmssd) = heart(72.0);
    for places in [2, 4, 9] {
        let padded = made(&sent, |second| {
            let mut all = second.intervals.clone();
            all.resize(places.max(all.len()), u16::MAX);
            all
        });
        is_right(&read_of(&padded), mean, rmssd);
    }
}

#[test]
fn a_strap_that_never_feels_skin_is_named_as_that() {
    let (sent, ..) = heart(72.0);
    let off = sent.iter().map(|second| {
        let mut bytes = encode(second.rate, &second.intervals);
        bytes[0] = bytes[0] & !0x06 | 0x04;
        (second.at, bytes)
    });
    has_no_figures(&read_bytes(off), "not on the skin");
}

#[test]
fn a_heart_of_one_beat_a_second_whose_link_loses_two_seconds_is_no_sampler() {
    let (sent, mean, _) = heart(58.0);
    let kept: Vec<Sent> = sent.iter().filter(|second| second.at < 10.0 || second.at % 15.0 >= 2.0).cloned().collect();
    let reading = read_of(&kept);
    assert!(reading.mean_rr_ms.is_some_and(|found| (found / mean - 1.0).abs() < 0.01), "{mean:.1}: {reading:?}");
}
