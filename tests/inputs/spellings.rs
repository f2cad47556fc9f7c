//! The same intervals as people's programs write them: times, separators, marks, names, several people, flags.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use super::reading::{Right, Wanted, all_right, one, read_as};
use super::written::*;
use breathmark::lab::analyze::read::choice::Choice;

#[test]
fn drop_outs_are_seen_in_times_of_every_spelling() {
    let case =
        |name, head: &str, line: &dyn Fn(usize, u64, u32) -> String| (name, lines(head, true, line), one(dropped()));
    all_right(&[
        case("time of day", "time,rr\n", &|_, at, rr| format!("{},{rr}", clock(at))),
        case("across midnight", "time;rr\n", &|_, at, rr| format!("{};{rr}", clock(at + 59_360_000))),
        case("whole seconds", "time,rr\n", &|_, at, rr| format!("{},{rr}", &clock(at)[..8])),
        case("ns", "timestamp_ns,rr_ms\n", &|_, at, rr| format!("{},{rr}", (1_773_473_415_000 + at) * 1_000_000)),
        case("µs", "ts,rr\n", &|_, at, rr| format!("{},{rr}", (1_773_473_415_000 + at) * 1000)),
        case("ms since start", "date,rr,since start\n", &|_, at, rr| format!("unknown,{rr},{at}")),
        case("seconds since 1970", "ts,rr\n", &|_, at, rr| format!("{},{rr}", s(1_773_473_415_000 + at))),
        case("with a zone", "timestamp,rr\n", &|_, at, rr| format!("2026-03-14T{}+01:00,{rr}", clock(at))),
        case("half days", "Date,RR (ms)\n", &|_, at, rr| format!("03/14/2026 {} AM,{rr}", clock(at))),
        case("German", "Zeit;RR-Abstand [ms]\n", &|_, at, rr| {
            format!("14.03.2026 {};{rr}", clock(at).replace('.', ","))
        }),
        case("pandas timedelta", ",rr\n", &|_, at, rr| format!("0 days {}000,{rr}", clock(at))),
        case("pandas index and time", ",t_s,rr\n", &|i, at, rr| format!("{i},{},{rr}", s(at))),
        case("minutes", "elapsed_min,rr_ms\n", &|_, at, rr| format!("{:.6},{rr}", at as f64 / 60_000.0)),
        case("days of a workbook", "Datum;RR\n", &|_, at, rr| {
            format!("{:.9};{rr}", 46_095.3 + at as f64 / 86_400_000.0)
        }),
        case("a name of its own", "offset_ms;rr\n", &|_, at, rr| format!("{at};{rr}")),
        case("starts", "begin,rr\n", &|_, at, rr| format!("{},{rr}", s(at - u64::from(rr)))),
        case("no header", "", &|_, at, rr| format!("2026-03-14T{};{rr}", clock(at))),
        case("date and time apart", "date,time,rr\n", &|_, at, rr| format!("2026-03-14,{},{rr}", clock(at))),
        case("decimal commas", "t;rr\n", &|_, at, rr| format!("{};{}", s(at), s(u64::from(rr))).replace('.', ",")),
    ]);
}

#[test]
fn a_running_number_is_no_time() {
    let case =
        |name, head: &str, line: &dyn Fn(usize, u64, u32) -> String| (name, lines(head, false, line), one(right()));
    all_right(&[
        case("comma", "", &|i, _, rr| format!("{},{rr}", i + 1)),
        case("blank", "", &|i, _, rr| format!("{} {rr}", i + 1)),
        case("tab from 0", "", &|i, _, rr| format!("{i}\t{rr}")),
        case("pandas index", ",rr\n", &|i, _, rr| format!("{i},{rr}")),
        case("named", "index;nn\n", &|i, _, rr| format!("{i};{rr}")),
    ]);
}

#[test]
fn thousands_decimals_and_missing_cells_are_told_apart() {
    let slow = |mark: &'static str| {
        move |_: usize, _: u64, rr: u32| {
            let rr = rr + 150;
            if rr < 1000 { rr.to_string() } else { format!("{}{mark}{:03}", rr / 1000, rr % 1000) }
        }
    };
    let slower = || Right { mean_rr_ms: right().mean_rr_ms.map(|mean| mean + 150.0), ..right() };
    let holes = || Right { clean: Some(COUNT - 2), breaks: Some(2), mean_rr_ms: None, rmssd_ms: None, ..right() };
    let with_holes = |hole: &'static str| {
        lines(
            "rr_ms;x\n",
            false,
            move |i, _, rr| if i == 40 || i == 80 { format!("{hole};1") } else { format!("{rr};1") },
        )
    };
    all_right(&[
        ("comma", lines("", false, slow(",")), one(slower())),
        ("apostrophe", lines("rr\n", false, slow("'")), one(slower())),
        ("point", lines("rr\n", false, slow(".")), one(slower())),
        ("blank", lines("rr\n", false, slow(" ")), one(slower())),
        ("narrow blank", lines("rr;x\n", false, |i, at, rr| slow("\u{202f}")(i, at, rr) + ";1"), one(slower())),
        (
            "point beside a number",
            lines("n;rr\n", false, |i, at, rr| format!("{i};{}", slow(".")(i, at, rr))),
            one(slower()),
        ),
        ("decimal comma", lines("", false, |_, _, rr| s(u64::from(rr)).replace('.', ",")), one(right())),
        ("#N/A", with_holes("#N/A"), one(holes())),
        ("empty", with_holes(""), one(holes())),
        ("with a flag after it", lines("", false, |_, _, rr| format!("{rr},0")), one(right())),
        ("with a rate after it", lines("", false, |_, _, rr| format!("{rr},{}", 60_000 / rr)), one(right())),
    ]);
}

#[test]
fn what_stands_before_between_and_after_the_numbers_is_no_interval() {
    let plain = || lines("", false, |_, _, rr| rr.to_string());
    let timed = || lines("", true, |_, at, rr| format!("{},{rr}", s(at)));
    let all = plain();
    let (first, second) = all.split_at(60 * 4);
    all_right(&[
        ("sep", format!("sep=;\nrr;x\n{}", lines("", false, |_, _, rr| format!("{rr};1"))), one(right())),
        ("BOM", format!("\u{feff}rr_ms\n{}", plain()), one(right())),
        ("percent", format!("% Device: X\n% rate 5\n{}", plain()), one(right())),
        ("key: value", format!("Name: Bo\nAge: 35\nDate: 2026-03-14\n\nRR\n{}", plain()), one(right())),
        ("key,value", format!("Name,Bo\nAge,35\n\ntime_s,rr_ms\n{}", timed()), one(dropped())),
        ("a header in a comment", format!("# t_s,rr_ms\n{}", timed()), one(dropped())),
        ("a row of units", format!("time,RR\ns,ms\n{}", timed()), one(dropped())),
        ("after the numbers", format!("time_s,rr_ms\n{}\nEND\nx,y\n", timed()), one(dropped())),
        (
            "the header again",
            format!("rr_ms\n{first}rr_ms\n{second}"),
            one(Right { notes: &["1 line is left out"], ..right_with(&[60]) }),
        ),
    ]);
}

#[test]
fn a_row_may_hold_none_one_or_several_intervals() {
    let case = |name, head: &str, hold: u64, line: &dyn Fn(u64, &[String]) -> String| {
        (name, notified(head, false, hold, line), one(right()))
    };
    let slots = |rr: &[String], none: &str| -> String {
        (0..3).map(|slot| rr.get(slot).cloned().unwrap_or(none.to_owned())).collect::<Vec<_>>().join(",")
    };
    all_right(&[
        case("slots", "time,hr,rr1,rr2,rr3\n", 1, &|at, rr| format!("{at}.0,70,{}", slots(rr, ""))),
        case("slots with zeros", "time,hr,rr1,rr2,rr3\n", 1, &|at, rr| format!("{at}.0,70,{}", slots(rr, "0"))),
        case("more cells than names", "time,hr,rr\n", 1, &|at, rr| format!("{at}.0,70,{}", rr.join(","))),
        case("brackets", "time;hr;rr\n", 1, &|at, rr| format!("{at}.0;70;[{}]", rr.join(", "))),
        case("bars", "time,hr,rr\n", 1, &|at, rr| format!("{at}.0,70,{}", rr.join("|"))),
        case("blanks", "time,hr,rr\n", 1, &|at, rr| format!("{at}.0,70,{}", rr.join(" "))),
        case("quoted commas", "time,hr,rr\n", 1, &|at, rr| format!("{at}.0,70,\"{}\"", rr.join(","))),
        case("held for five seconds", "time,hr,rr\n", 5, &|at, rr| format!("{at}.0,70,{}", rr.join(";"))),
        (
            "with drop-outs",
            notified("time,hr,rr\n", true, 1, |at, rr| format!("{at}.0,70,{}", rr.join(";"))),
            one(dropped()),
        ),
        ("one line", lines("", false, |_, _, rr| rr.to_string()).trim().replace('\n', " "), one(right())),
        ("wrapped", wrapped(9), one(right())),
    ]);
}

/// The intervals in lines of `width`.
fn wrapped(width: usize) -> String {
    let rows: Vec<Vec<String>> = rr().chunks(width).map(|row| row.iter().map(ToString::to_string).collect()).collect();
    rows.iter().fold(String::new(), |mut text, row| {
        writeln!(text, "{}", row.join(", ")).unwrap();
        text
    })
}

#[test]
fn beats_that_are_times_become_intervals() {
    all_right(&[
        ("ms", lines("", false, |_, at, _| at.to_string()), one(beats())),
        ("s", lines("R-peak time (s)\n", false, |_, at, _| s(at)), one(beats())),
        ("with a number", lines("sample,R_peaks_s\n", false, |i, at, _| format!("{i},{}", s(at))), one(beats())),
        (
            "with gaps",
            lines("timeSinceSeriesStart,precededByGap\n", false, |i, at, _| format!("{},{}", s(at), i == 60)),
            one(Right { clean: Some(COUNT - 2), breaks: Some(1), rmssd_ms: None, ..beats() }),
        ),
    ]);
}

#[test]
fn columns_that_cannot_be_told_apart_are_asked_for() {
    let two = lines("rr_left,rr_right\n", false, |i, _, rr| format!("{rr},{}", rr - 80 + (i as u32 * 7) % 13));
    all_right(&[
        ("two hearts", two.clone(), Wanted::Refused("--column")),
        ("raw beside filtered", lines("rr_filtered,rr\n", false, |_, _, rr| format!("{},{rr}", rr + 1)), one(right())),
        ("two units", lines("rr_s,rr_ms\n", false, |_, _, rr| format!("{},{rr}", s(u64::from(rr)))), one(right())),
        ("a unit for a name", lines("ms\n", false, |_, _, rr| rr.to_string()), one(right())),
        ("a value for a name", lines("n,value\n", false, |i, _, rr| format!("{i},{rr}")), one(right())),
        (
            "what only looks like intervals",
            lines("t_s,resp\n", false, |i, _, rr| format!("{i},{}", s(u64::from(rr)))),
            Wanted::Refused("no column holds"),
        ),
        (
            "only rates",
            lines("time,bpm\n", false, |i, _, rr| format!("{i},{}", 60_000 / rr)),
            Wanted::Refused("no column holds"),
        ),
    ]);
    for column in ["RR_left", "1"] {
        let choice = Choice { column: Some(column.to_owned()), ..Choice::default() };
        assert_eq!(one(right()).faults(&read_as(two.as_bytes(), &choice)), Vec::<String>::new());
    }
}
