//! One simulated heart, and the straps that send it.
#![allow(clippy::unwrap_used)]

use breathmark::heart::measurement::encode;

/// What an honest strap has to send each second: its own rate, and the intervals since the last, in 1/1024 s.
#[derive(Clone)]
pub(super) struct Second {
    pub(super) at: f64,
    pub(super) rate: f64,
    pub(super) intervals: Vec<u16>,
}

/// A notification, and when it arrives in seconds.
pub(super) type Sent = (f64, Vec<u8>);

/// Three minutes of a resting heart at about `rate` beats a minute, and its RMSSD in ms.
pub(super) fn heart(rate: f64, seed: u64) -> (Vec<Second>, f64) {
    heart_for(180.0, rate, seed)
}

pub(super) fn heart_for(length_s: f64, rate: f64, seed: u64) -> (Vec<Second>, f64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut at, mut beats) = (0.0_f64, Vec::new());
    while at < length_s {
        let wave = |hz: f64| (std::f64::consts::TAU * hz * at).sin();
        let ms = 60_000.0 / rate + 25.0 * wave(0.25) + 20.0 * wave(0.05) + 16.0 * (random.f64() - 0.5);
        let ticks = (ms * 1.024).round();
        at += ticks / 1024.0;
        beats.push((at, ticks as u16));
    }
    let ms = |ticks: u16| f64::from(ticks) / 1.024;
    let squares = beats.windows(2).map(|pair| (ms(pair[1].1) - ms(pair[0].1)).powi(2)).sum::<f64>();
    let rmssd = (squares / (beats.len() - 1) as f64).sqrt();
    let (mut next, mut smoothed) = (0, 60_000.0 / rate * 1.024);
    let second = |second: u32| {
        let at = f64::from(second) + 0.7;
        let mut intervals = Vec::new();
        while next < beats.len() && beats[next].0 <= at {
            smoothed += (f64::from(beats[next].1) - smoothed) / 8.0;
            intervals.push(beats[next].1);
            next += 1;
        }
        Second { at: at + 0.03 * random.f64(), rate: 61_440.0 / smoothed, intervals }
    };
    ((0..length_s as u32).map(second).collect(), rmssd)
}

pub(super) fn packet(second: &Second, intervals: &[u16]) -> Vec<u8> {
    let mut bytes = encode(second.rate.round() as u8, intervals);
    bytes[0] |= 0x10;
    bytes
}

/// A strap that makes something else of each second's intervals.
pub(super) fn each(seconds: &[Second], mut makes: impl FnMut(&Second) -> Vec<u16>) -> Vec<Sent> {
    seconds.iter().map(|second| (second.at, packet(second, &makes(second)))).collect()
}

pub(super) fn honest(seconds: &[Second]) -> Vec<Sent> {
    each(seconds, |second| second.intervals.clone())
}

/// A strap that sends each beat by itself, its interval as `write` has it.
pub(super) fn one_by_one(seconds: &[Second], seed: u64, write: fn(u16) -> u16) -> Vec<Sent> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut at = 0.0;
    let mut sent = Vec::new();
    for second in seconds {
        for rr in &second.intervals {
            at += f64::from(*rr) / 1024.0;
            sent.push((at + 0.05 + 0.03 * random.f64(), packet(second, &[write(*rr)])));
        }
    }
    sent
}

/// An interval in milliseconds.
pub(super) fn in_ms(rr: u16) -> u16 {
    (f64::from(rr) / 1.024).round() as u16
}

/// A paced heart for so many seconds. It is off its interval by a millisecond at most.
pub(super) fn paced(length_s: f64, rate: f64, off_ms: f64, seed: u64) -> Vec<Second> {
    let mut random = fastrand::Rng::with_seed(seed);
    beating(length_s, |_| 60_000.0 / rate + off_ms * (2.0 * random.f64() - 1.0))
}

/// The seconds of a heart whose interval in ms at each time is given.
pub(super) fn beating(length_s: f64, mut interval_ms: impl FnMut(f64) -> f64) -> Vec<Second> {
    let (mut beat, mut smoothed) = (0.0, 0.0);
    let mut next_ms = interval_ms(0.0);
    let second = |second: u32| {
        let at = f64::from(second) + 0.7;
        let mut intervals = Vec::new();
        while beat + next_ms / 1000.0 <= at {
            beat += next_ms / 1000.0;
            smoothed += (next_ms - smoothed) / if smoothed > 0.0 { 8.0 } else { 1.0 };
            intervals.push((next_ms * 1.024).round() as u16);
            next_ms = interval_ms(beat);
        }
        let rate = 60_000.0 / if smoothed > 0.0 { smoothed } else { next_ms };
        Second { at: at + 0.02 * f64::from(second % 3) / 2.0, rate, intervals }
    };
    (0..length_s as u32).map(second).collect()
}

/// Every notification comes again after so many seconds.
pub(super) fn again(seconds: &[Second], after: f64) -> Vec<Sent> {
    let mut sent = honest(seconds);
    sent.extend(honest(seconds).into_iter().map(|(at, bytes)| (at + after, bytes)));
    sent.sort_by(|a, b| a.0.total_cmp(&b.0));
    sent
}

/// A link that hands over what came, each so many seconds.
pub(super) fn held(sent: Vec<Sent>, mut holds: impl FnMut() -> f64) -> Vec<Sent> {
    let (mut handed, mut waiting, mut next) = (Vec::new(), Vec::new(), holds());
    for (at, bytes) in sent {
        while at > next {
            let burst = waiting.drain(..).zip(0_u32..);
            handed.extend(burst.map(|(bytes, place)| (next + 0.002 * f64::from(place), bytes)));
            next += holds();
        }
        waiting.push(bytes);
    }
    handed
}

/// One notification holds all intervals of so many seconds.
pub(super) fn merged(seconds: &[Second], every: usize) -> Vec<Sent> {
    let merge = |some: &[Second]| {
        let intervals: Vec<u16> = some.iter().flat_map(|second| second.intervals.clone()).collect();
        let last = &some[some.len() - 1];
        (last.at, packet(last, &intervals))
    };
    seconds.chunks(every).map(merge).collect()
}

/// The last interval, again and again.
pub(super) fn last_again(seconds: &[Second]) -> Vec<Sent> {
    let mut last = 870;
    each(seconds, |second| {
        last = second.intervals.last().copied().unwrap_or(last);
        vec![last]
    })
}

/// A moving average over so many beats.
pub(super) fn averaged(seconds: &[Second], beats: f64) -> Vec<Sent> {
    let mut average = f64::from(seconds.iter().find_map(|second| second.intervals.first()).copied().unwrap());
    each(seconds, |second| {
        let mut smooth = |rr: &u16| {
            average += (f64::from(*rr) - average) / beats;
            average.round() as u16
        };
        second.intervals.iter().map(&mut smooth).collect()
    })
}
