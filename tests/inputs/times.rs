//! Several times beside the intervals, and numbers that only look like times.
#![allow(clippy::unwrap_used)]

use super::reading::{Right, all_right, one};
use super::written::*;

#[test]
fn of_two_times_that_contradict_each_other_the_one_with_the_gaps_is_used() {
    let sums = ends_ms(false);
    let right = || one(Right { notes: &["contradict each other", "109.3 s", "229.3 s"], ..dropped() });
    all_right(&[
        (
            "a date",
            lines("date,rr,since start\n", true, |i, at, rr| format!("2026-03-14 {},{rr},{}", clock(at), sums[i])),
            right(),
        ),
        (
            "a date last",
            lines("since start,rr,date\n", true, |i, at, rr| format!("{},{rr},2026-03-14 {}", sums[i], clock(at))),
            right(),
        ),
        (
            "whole seconds",
            lines("since start,rr,time\n", true, |i, at, rr| format!("{},{rr},{}", sums[i], &clock(at)[..8])),
            one(Right { notes: &["contradict each other"], ..dropped() }),
        ),
        (
            "no header",
            lines("", true, |i, at, rr| format!("{},{rr},{}", sums[i], s(at))),
            one(Right { notes: &["contradict each other"], ..dropped() }),
        ),
    ]);
}

#[test]
fn a_running_number_that_leaves_some_out_breaks_the_chain() {
    let left_out = [40, 41, 80];
    let file = |head: &str, line: &dyn Fn(usize, u32) -> String| {
        let rows = rr().into_iter().enumerate().filter(|(i, _)| !left_out.contains(i));
        head.to_owned() + &rows.map(|(i, rr)| line(i, rr) + "\n").collect::<String>()
    };
    let right = || one(Right { notes: &["leaves some out in 2 places"], ..right_without(&left_out) });
    all_right(&[
        ("pandas", file(",rr\n", &|i, rr| format!("{i},{rr}")), right()),
        ("named", file("beat_no;rr\n", &|i, rr| format!("{i};{rr}")), right()),
        ("index", file("index\trr\n", &|i, rr| format!("{i}\t{rr}")), right()),
        ("no header", file("", &|i, rr| format!("{i};{rr}")), right()),
        ("no header, comma", file("", &|i, rr| format!("{i},{rr}")), right()),
        ("no header, blank", file("", &|i, rr| format!("{i} {rr}")), right()),
    ]);
}

#[test]
fn times_of_any_name_are_used_if_they_go_on_with_the_intervals() {
    let start = 1_773_473_415;
    let file = |name: &'static str, unit: u64| {
        (
            name,
            lines(&format!("{name},rr\n"), true, |_, at, rr| format!("{},{rr}", start * (1000 / unit) + at / unit)),
            one(dropped()),
        )
    };
    all_right(&[
        file("received", 1000),
        file("millis", 1),
        file("secs", 1000),
        file("Sekunden", 1000),
        file("seconds_from_start", 1000),
        file("tijd", 1),
        file("czas", 1000),
        file("kello", 1),
        file("x", 1000),
    ]);
    let back = lines("", true, |i, at, rr| format!("{} {rr}", s(if i == 70 { at - 900 } else { at })));
    all_right(&[(
        "one step back",
        back,
        one(Right {
            breaks: None,
            mean_rr_ms: dropped().mean_rr_ms,
            rmssd_ms: None,
            notes: &["goes back 1 time"],
            ..dropped()
        }),
    )]);
}

#[test]
fn what_only_grows_and_is_no_time_is_named() {
    let case = |name: &'static str, line: &dyn Fn(usize) -> String, notes: &'static [&'static str]| {
        let text = lines("steps,rr\n", false, |i, _, rr| format!("{},{rr}", line(i)));
        (name, text, one(Right { notes, ..right() }))
    };
    all_right(&[
        case("steps", &|i| (i * 2 + i / 3).to_string(), &["`steps` is not used"]),
        case("distance", &|i| format!("{:.1}", i as f64 * 2.4), &["`steps` is not used"]),
    ]);
}

#[test]
fn times_in_xml_are_used() {
    let sample = |at: u64, rr: u32| format!("<Sample><Time>{}</Time><RR>{rr}</RR></Sample>", s(at));
    let text = format!("<?xml version=\"1.0\"?><Samples>{}</Samples>", lines("", true, |_, at, rr| sample(at, rr)));
    all_right(&[("XML", text, one(dropped()))]);
}

#[test]
fn annotations_with_a_header_are_read() {
    let file = |head: &str, gap: &str| {
        lines(head, false, |_, at, _| {
            format!(
                "    {}:{:06.3} {:9}     N    0    0    0{gap}",
                at / 60_000,
                (at % 60_000) as f64 / 1000.0,
                at * 36 / 100
            )
        })
    };
    let rhythm = |head: &str| format!("{head}    0:00.001        1     +    0    0    0\t(N\n{}", file("", ""));
    let head = "      Time   Sample #  Type  Sub Chan  Num\tAux\n";
    all_right(&[
        ("a tab", file(head, ""), one(beats())),
        ("blanks", file(&head.replace('\t', "  "), ""), one(beats())),
        ("a rhythm first", rhythm(head), one(beats())),
    ]);
}

#[test]
fn rows_out_of_order_are_sorted_by_their_times_or_refused() {
    let mut rows: Vec<String> =
        lines("", false, |_, at, rr| format!("{},{rr}", s(at))).lines().map(str::to_owned).collect();
    fastrand::Rng::with_seed(3).shuffle(&mut rows);
    let text = format!("t,rr\n{}\n", rows.join("\n"));
    let bare: Vec<&str> = rows.iter().map(|row| row.split(',').nth(1).unwrap()).collect();
    let no_order = Right { rmssd_ms: None, notes: &["in no order"], ..right() };
    all_right(&[
        ("with times", text, one(Right { notes: &["sorted by their times"], ..right() })),
        ("without", bare.join("\n"), one(no_order)),
    ]);
}

#[test]
fn times_that_cannot_be_read_are_named() {
    let text = lines("time,rr\n", true, |i, _, rr| format!("moment {i},{rr}"));
    all_right(&[(
        "words",
        text,
        one(Right { notes: &["`time` is not used: its times can't be read (first: `moment 0`)"], ..right() }),
    )]);
}

#[test]
fn stamps_with_names_of_months_compact_digits_and_units_are_read() {
    let whole = |at: u64| clock(at)[..8].to_owned();
    let stamped = |stamp: &dyn Fn(u64) -> String| lines("time;rr\n", true, |_, at, rr| format!("{};{rr}", stamp(at)));
    let near = || one(Right { breaks: Some(4), ..dropped() });
    all_right(&[
        ("compact", stamped(&|at| format!("20260314T{}", clock(at).replace(':', ""))), near()),
        ("month", stamped(&|at| format!("14-Mar-2026 {}", clock(at))), near()),
        ("RFC 1123", stamped(&|at| format!("Sat, 14 Mar 2026 {} GMT", clock(at))), near()),
        ("zone", stamped(&|at| format!("2026-03-14 {} CET", clock(at))), near()),
        ("a.m.", stamped(&|at| format!("{} a.m.", clock(at))), near()),
        ("Uhr", stamped(&|at| format!("{} Uhr", clock(at))), near()),
        ("points", stamped(&|at| whole(at).replace(':', ".")), near()),
        ("ms", stamped(&|at| format!("{at} ms")), near()),
        ("s", stamped(&|at| format!("{}s", s(at))), near()),
        ("minutes and seconds", stamped(&|at| format!("{}m{:02}s", at / 60_000, at / 1000 % 60)), near()),
        ("hyphens", stamped(&|at| format!("2026-03-14_{}", whole(at).replace(':', "-"))), near()),
        ("slashes", stamped(&|at| format!("2026/03/14-{}", clock(at))), near()),
    ]);
    all_right(&[("845ms", lines("n,rr\n", false, |i, _, rr| format!("{i},{rr}ms")), one(right()))]);
}
