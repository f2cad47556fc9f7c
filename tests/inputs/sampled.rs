//! The last interval at regular times.
#![allow(clippy::unwrap_used, clippy::format_collect)]

use super::reading::{Right, Wanted, all_right, one};
use super::written::*;

#[test]
fn a_row_without_an_interval_hides_no_sampling() {
    let log = |none: &'static str, at_row: u64| {
        sampled("Timestamp,BPM,RR\n", false, 1000, |at, rr, _| {
            let rr = if (at - ends_ms(false)[0]) / 1000 == at_row { none.to_owned() } else { rr.to_string() };
            format!("2026-03-14 {},70,{rr}", clock(at))
        })
    };
    all_right(&[
        ("empty first", log("", 0), Wanted::NoFigures("not one for each beat")),
        ("zero first", log("0", 0), Wanted::NoFigures("not one for each beat")),
        ("empty later", log("", 50), Wanted::NoFigures("not one for each beat")),
    ]);
    let fast = sampled("t,rr\n", false, 100, |at, rr, _| {
        format!("{},{}", s(at), if at == ends_ms(false)[0] { 0 } else { rr })
    });
    all_right(&[(
        "10 Hz",
        fast,
        one(Right { intervals: None, within: 0.02, notes: &["repeat the last interval"], ..right() }),
    )]);
}

#[test]
fn a_row_a_second_is_recognised_at_a_rate_of_sixty_with_gaps_and_delays() {
    let log = |gap_ms: u64, delay_ms: u64| {
        sampled("time,rr\n", false, 850, |at, rr, beat| {
            let second = (at - ends_ms(false)[0]) / 850 * 1000;
            let late = if beat > 60 { gap_ms } else { 0 } + (second / 1000 * 7 % 4) * delay_ms / 3;
            format!("{},{}", s(second + late), rr * 1000 / 850)
        })
    };
    all_right(&[
        ("a gap", log(30_000, 0), Wanted::NoFigures("whatever the interval is")),
        ("delays", log(0, 3), Wanted::NoFigures("whatever the interval is")),
        ("both", log(30_000, 3), Wanted::NoFigures("whatever the interval is")),
    ]);
}

#[test]
fn repeated_intervals_without_times_are_no_beats() {
    let without = |period| sampled("rr\n", false, period, |_, rr, _| rr.to_string());
    all_right(&[
        ("2 Hz", without(500), Wanted::NoFigures("repeat the one before")),
        ("4 Hz", without(250), Wanted::NoFigures("repeat the one before")),
        ("20 Hz", without(50), Wanted::NoFigures("repeat the one before")),
    ]);
    // A steady heart in steps of 8 ms.
    let mut random = fastrand::Rng::with_seed(3);
    let mut now = 850_i32;
    let steady: Vec<u32> = (0..300)
        .map(|_| {
            now += random.i32(-1..=1) * 8;
            now = now.clamp(790, 910);
            now as u32
        })
        .collect();
    let text: String = steady.iter().map(|rr| format!("{rr}\n")).collect();
    all_right(&[("steady", text, one(right_of(&steady)))]);
}

#[test]
fn the_last_interval_at_regular_times_is_recognised() {
    let millis = |at: u64| 1_773_473_415_000 + at;
    let case = |period: u64| {
        sampled("timestamp,hr,rr\n", false, period, |at, rr, _| format!("{},{},{rr}", millis(at), 60_000 / rr))
    };
    let nearly = || Right { intervals: None, within: 0.03, notes: &["repeat the last interval"], ..right() };
    all_right(&[
        ("25 Hz", case(40), one(nearly())),
        ("10 Hz", case(100), one(nearly())),
        ("5 Hz", case(200), one(nearly())),
        ("2 Hz", case(500), one(nearly())),
        ("1 Hz", case(1000), Wanted::NoFigures("not one for each beat")),
        (
            "1 Hz at a rate of 60",
            sampled("time,rr\n", false, 850, |at, rr, _| format!("{},{}", s(at * 1000 / 850), rr * 1000 / 850)),
            Wanted::NoFigures("whatever the interval is"),
        ),
        (
            "10 Hz without times",
            sampled("rr\n", false, 100, |_, rr, _| rr.to_string()),
            Wanted::NoFigures("repeat the one before"),
        ),
        (
            "Zephyr",
            sampled("Time,RtoR\n", false, 56, |at, rr, beat| {
                format!("14/03/2026 {},{}{rr}", clock(at), if beat % 2 == 0 { "-" } else { "" })
            }),
            one(nearly()),
        ),
    ]);
}

#[test]
fn what_cannot_be_heartbeats_gets_no_figures() {
    all_right(&[
        (
            "every row twice",
            lines("time,rr\n", false, |_, at, rr| format!("{},{rr}\n{},{rr}", s(at), s(at))),
            Wanted::NoFigures("twice"),
        ),
        (
            "every line twice",
            lines("", false, |_, _, rr| format!("{rr}\n{rr}")),
            Wanted::NoFigures("stands there twice"),
        ),
        (
            "made from the rate",
            lines("time,hr,rr\n", false, |_, at, rr| format!("{},{},{}", s(at), 60_000 / rr, 60_000 / (60_000 / rr))),
            Wanted::NoFigures("made from the rate"),
        ),
        (
            "made from the rate, without it",
            lines("", false, |_, _, rr| format!("{:.0}", 60_000.0 / f64::from(60_000 / rr))),
            Wanted::NoFigures("made from the rate"),
        ),
    ]);
}

#[test]
fn a_value_that_stays_through_a_drop_out_is_one_beat_and_a_break() {
    let right = || {
        let notes = &["4 values stay for more than 2.5 of their intervals"];
        one(Right { intervals: None, within: 0.02, notes, ..dropped() })
    };
    all_right(&[
        ("5 Hz", sampled("t,rr\n", true, 200, |at, rr, _| format!("{},{rr}", s(at))), right()),
        (
            "10 Hz",
            sampled("timestamp,ibi\n", true, 100, |at, rr, _| format!("{},{rr}", 1_773_473_415_000 + at)),
            right(),
        ),
        ("25 Hz", sampled("Zeit;RR\n", true, 40, |at, rr, _| format!("{};{rr}", clock(at))), right()),
    ]);
}
