//! One true series, and how programs write it.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use super::reading::Right;

/// Number of intervals.
pub(crate) const COUNT: usize = 130;
/// The intervals before which 30 s are missing.
const DROPPED: [usize; 4] = [26, 52, 78, 104];

/// Intervals of a calm heart in whole milliseconds: two waves and a little noise.
pub(crate) fn rr() -> Vec<u32> {
    many(COUNT)
}

/// As many of them.
pub(crate) fn many(count: usize) -> Vec<u32> {
    let mut random = fastrand::Rng::with_seed(5);
    let mut at = 0.0_f64;
    let mut next = || {
        let waves = 40.0 * (std::f64::consts::TAU * at / 4.35).sin() + 22.0 * (std::f64::consts::TAU * at / 10.5).sin();
        let rr = (848.0 + waves + 20.0 * (random.f64() - 0.5)).round();
        at += rr / 1000.0;
        rr as u32
    };
    (0..count).map(|_| next()).collect()
}

/// The ends of the intervals in milliseconds, without and with the drop-outs.
pub(crate) fn ends_ms(dropped: bool) -> Vec<u64> {
    let mut at = 0;
    let end = |(index, rr): (usize, &u32)| {
        at += u64::from(*rr) + if dropped && DROPPED.contains(&index) { 30_000 } else { 0 };
        at
    };
    rr().iter().enumerate().map(end).collect()
}

/// The ends of these intervals, one after another, in milliseconds.
pub(crate) fn ends_of(rr: &[u32]) -> Vec<u64> {
    let mut at = 0;
    let end = |rr: &u32| {
        at += u64::from(*rr);
        at
    };
    rr.iter().map(end).collect()
}

/// An interval in ms as 1/1024 s.
pub(crate) fn ticks(rr: u32) -> u32 {
    (f64::from(rr) * 1.024).round() as u32
}

fn rmssd(rr: &[u32], breaks: &[usize]) -> f64 {
    let squares = (1..rr.len())
        .filter(|index| !breaks.contains(index))
        .map(|i| (f64::from(rr[i]) - f64::from(rr[i - 1])).powi(2));
    let all: Vec<f64> = squares.collect();
    (all.iter().sum::<f64>() / all.len() as f64).sqrt()
}

/// What is right about the series, with differences across these places left out.
pub(crate) fn right_with(breaks: &[usize]) -> Right {
    let rr = rr();
    Right { breaks: Some(breaks.len()), rmssd_ms: Some(rmssd(&rr, breaks)), ..right_of(&rr) }
}

/// What is right about these intervals.
pub(crate) fn right_of(rr: &[u32]) -> Right {
    let mean = f64::from(rr.iter().sum::<u32>()) / rr.len() as f64;
    Right {
        intervals: Some(rr.len()),
        breaks: Some(0),
        mean_rr_ms: Some(mean),
        rmssd_ms: Some(rmssd(rr, &[])),
        ..Right::default()
    }
}

/// What is right about the intervals of which these are left out, for whatever reason, with a break at each place.
pub(crate) fn right_without(left_out: &[usize]) -> Right {
    let rr = rr();
    let kept: Vec<(usize, u32)> = rr.iter().copied().enumerate().filter(|(i, _)| !left_out.contains(i)).collect();
    let breaks: Vec<usize> = (1..kept.len()).filter(|i| kept[*i].0 != kept[i - 1].0 + 1).collect();
    let rr: Vec<u32> = kept.iter().map(|(_, rr)| *rr).collect();
    Right {
        intervals: None,
        clean: Some(rr.len()),
        breaks: Some(breaks.len()),
        rmssd_ms: Some(rmssd(&rr, &breaks)),
        ..right_of(&rr)
    }
}

/// What is right about the unbroken series.
pub(crate) fn right() -> Right {
    right_with(&[])
}

/// What is right about the series with drop-outs.
pub(crate) fn dropped() -> Right {
    right_with(&DROPPED)
}

/// What is right about the beats of the series, of which the first has no interval.
pub(crate) fn beats() -> Right {
    let rr = rr();
    Right { intervals: Some(COUNT - 1), mean_rr_ms: None, rmssd_ms: Some(rmssd(&rr[1..], &[])), ..right() }
}

/// A head and a line for each interval: `line` gets its number from 0, its end in milliseconds and its length.
pub(crate) fn lines(head: &str, dropped: bool, line: impl Fn(usize, u64, u32) -> String) -> String {
    let mut text = head.to_owned();
    for (index, (end, rr)) in ends_ms(dropped).into_iter().zip(rr()).enumerate() {
        writeln!(text, "{}", line(index, end, rr)).unwrap();
    }
    text
}

/// A time of day: 7:30:15 and these milliseconds.
pub(crate) fn clock(ms: u64) -> String {
    let ms = ms + 27_015_000;
    format!("{:02}:{:02}:{:02}.{:03}", ms / 3_600_000 % 24, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

/// Seconds with three decimals.
pub(crate) fn s(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// A text without its empty lines.
pub(crate) fn without_empty_lines(text: &str) -> String {
    text.lines().filter(|line| !line.is_empty()).map(|line| line.to_owned() + "\n").collect()
}

/// Notifications, one a second, held back until whole multiples of `hold_s`: when each comes, and its intervals.
pub(crate) fn notifications(dropped: bool, hold_s: u64) -> Vec<(u64, Vec<u32>)> {
    let (ends, rr) = (ends_ms(dropped), rr());
    let (mut notifications, mut next) = (Vec::new(), 0);
    let mut second = 0;
    while next < rr.len() {
        second += 1;
        let from = next;
        while next < rr.len() && ends[next] <= second * 1000 {
            next += 1;
        }
        notifications.push((second.div_ceil(hold_s) * hold_s, rr[from..next].to_vec()));
    }
    notifications
}

/// A head and a line for each notification.
pub(crate) fn notified(head: &str, dropped: bool, hold_s: u64, line: impl Fn(u64, &[String]) -> String) -> String {
    let mut text = head.to_owned();
    for (second, rr) in notifications(dropped, hold_s) {
        let rr: Vec<String> = rr.iter().map(ToString::to_string).collect();
        writeln!(text, "{}", line(second, &rr)).unwrap();
    }
    text
}

/// A head and a line every `period_ms`: `line` gets the time, the last interval and the number of its beat.
pub(crate) fn sampled(head: &str, dropped: bool, period_ms: u64, line: impl Fn(u64, u32, usize) -> String) -> String {
    let (ends, rr) = (ends_ms(dropped), rr());
    let (mut text, mut now) = (head.to_owned(), ends[0]);
    while now <= ends[COUNT - 1] {
        let last = ends.iter().take_while(|end| **end <= now).count() - 1;
        writeln!(text, "{}", line(now, rr[last], last)).unwrap();
        now += period_ms;
    }
    text
}
