//! The same intervals as people's programs write them: times, separators, marks, names, several people, flags.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use super::reading::{Right, Wanted, read, read_as};
use super::written::*;
use breathmark::lab::analyze::read::choice::{Choice, Unit};

type Case = (&'static str, String, Wanted);

fn one(right: Right) -> Wanted {
    Wanted::Read(vec![right])
}

/// Fails with everything that is wrong about these files.
fn all_right(cases: &[Case]) {
    let faults: Vec<String> = cases
        .iter()
        .flat_map(|(name, text, wanted)| {
            wanted.faults(&read(text.as_bytes())).into_iter().map(move |fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

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
fn times_that_cannot_be_read_are_named() {
    let text = lines("time,rr\n", true, |i, _, rr| format!("moment {i},{rr}"));
    all_right(&[(
        "words",
        text,
        one(Right { notes: &["`time` is not used: its times can't be read (first: `moment 0`)"], ..right() }),
    )]);
}

#[test]
fn columns_of_intervals_are_known_by_their_names() {
    let names = "RtoR|R-R (ms)|B2B|RR间期|BBI|PPI [ms]|rr_int|RR_Interval_ms|Beat-to-beat interval|IBI (ms)|HRV RR|NN|RRI|\
                 inter-beat interval|Intervalo RR|heartbeatInterval";
    let file = |name: &'static str| {
        let text = lines(&format!("time_s,{name},hr\n"), false, |_, at, rr| format!("{},{rr},{}", s(at), 60_000 / rr));
        (name, text, one(right()))
    };
    all_right(&names.split('|').map(file).collect::<Vec<_>>());
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
fn several_people_get_one_result_each() {
    let faster = || Right { mean_rr_ms: right().mean_rr_ms.map(|mean| mean - 100.0), ..right() };
    let named = |person, right: Right| Right { person: Some(person), ..right };
    let after = lines("subject,rr_ms\n", false, |_, _, rr| format!("P01,{rr}"))
        + &lines("", false, |_, _, rr| format!("P02,{}", rr - 100));
    let between = lines("t,person,ibi\n", false, |_, at, rr| format!("{},Anna,{rr}\n{},Ben,{rr}", s(at), s(at)));
    let seats = lines("t_s,seat,rr_ms,role\n", false, |_, at, rr| {
        format!("{},right,{rr},quiet\n{},left,{rr},quiet", s(at), s(at))
    });
    all_right(&[
        ("one after the other", after, Wanted::Read(vec![named("P01", right()), named("P02", faster())])),
        (
            "one without intervals",
            between.replacen("ibi\n", "ibi\n0.1,Eve,NaN\n", 1),
            Wanted::Read(vec![named("Anna", right()), named("Ben", right())]),
        ),
        ("by turns", between.clone(), Wanted::Read(vec![named("Anna", right()), named("Ben", right())])),
        ("seats", seats, Wanted::Read(vec![named("left", right()), named("right", right())])),
    ]);
    let ben = Choice { person: Some("ben".to_owned()), ..Choice::default() };
    assert!(one(named("Ben", right())).faults(&read_as(between.as_bytes(), &ben)).is_empty());
    let nobody = Choice { person: Some("Eve".to_owned()), ..Choice::default() };
    assert!(read_as(between.as_bytes(), &nobody).unwrap_err().contains("nobody is called `Eve`"));
}

#[test]
fn what_the_file_marks_as_no_heartbeat_does_not_count() {
    let counted =
        |clean, breaks| Right { clean: Some(clean), breaks: Some(breaks), mean_rr_ms: None, rmssd_ms: None, ..right() };
    let flagged = |head: &str, yes: &'static str, no: &'static str| {
        lines(head, false, |i, _, rr| if i == 50 { format!("1700,{yes}") } else { format!("{rr},{no}") })
    };
    all_right(&[
        ("artifact", flagged("rr,is_artifact\n", "1", "0"), one(counted(COUNT - 1, 1))),
        ("valid", flagged("rr,valid\n", "false", "true"), one(counted(COUNT - 1, 1))),
        ("words", flagged("rr,label\n", "missed", "normal"), one(counted(COUNT - 1, 1))),
        ("status", flagged("rr,status\n", "artifact", "ok"), one(counted(COUNT - 1, 1))),
        (
            "beats of the ventricle",
            lines("time,rr,label\n", false, |i, at, rr| {
                format!("{},{rr},{}", s(at), if i % 60 == 30 { 'V' } else { 'N' })
            }),
            one(counted(COUNT - 4, 2)),
        ),
        (
            "never in contact",
            lines("rr,contact\n", false, |_, _, rr| format!("{rr},0")),
            one(Right { notes: &["`contact` is not used: it would leave no interval"], ..right() }),
        ),
        (
            "unknown labels",
            lines("rr,label\n", false, |i, _, rr| format!("{rr},{}", if i < 60 { "sitting" } else { "standing" })),
            one(Right { notes: &["`label` is not used: its labels have no known meaning"], ..right() }),
        ),
    ]);
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
fn the_unit_is_named_or_shown_by_the_clock() {
    let ticks = |rr: u32| (rr * 128 + 62) / 125;
    let rounded = |right: Right| Right { within: 0.01, ..right };
    all_right(&[
        ("by name", lines("rr_1024\n", false, |_, _, rr| ticks(rr).to_string()), one(rounded(right()))),
        (
            "by a row of units",
            lines("time;RR\n[s];[1/1024 s]\n", true, |_, at, rr| format!("{};{}", s(at), ticks(rr))),
            one(rounded(dropped())),
        ),
        (
            "by the clock, against the name",
            lines("time_s,rr_ms\n", true, |_, at, rr| format!("{},{}", s(at), ticks(rr))),
            one(Right { notes: &["read as 1/1024 s: taken for ms"], ..rounded(dropped()) }),
        ),
        (
            "by arrivals",
            notified("time,hr,rr\n", false, 1, |at, rr| {
                let ticks: Vec<String> = rr.iter().map(|rr| ticks(rr.parse().unwrap()).to_string()).collect();
                format!("{at}.0,70,{}", ticks.join(";"))
            }),
            one(Right { notes: &["read as 1/1024 s"], ..rounded(right()) }),
        ),
    ]);
    let plain = lines("", false, |_, _, rr| ticks(rr).to_string());
    let given = Choice { unit: Some(Unit::Ticks), ..Choice::default() };
    assert_eq!(one(rounded(right())).faults(&read_as(plain.as_bytes(), &given)), Vec::<String>::new());
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

#[test]
fn the_last_interval_at_regular_times_is_recognised() {
    let millis = |at: u64| 1_773_473_415_000 + at;
    let case =
        |period: u64| sampled("timestamp,hr,rr\n", period, |at, rr, _| format!("{},{},{rr}", millis(at), 60_000 / rr));
    let nearly = || Right { intervals: None, within: 0.03, notes: &["repeat the last interval"], ..right() };
    all_right(&[
        ("25 Hz", case(40), one(nearly())),
        ("10 Hz", case(100), one(nearly())),
        ("5 Hz", case(200), one(nearly())),
        ("2 Hz", case(500), one(nearly())),
        ("1 Hz", case(1000), Wanted::NoFigures("not one for each beat")),
        (
            "1 Hz at a rate of 60",
            sampled("time,rr\n", 850, |at, rr, _| format!("{},{}", s(at * 1000 / 850), rr * 1000 / 850)),
            Wanted::NoFigures("whatever the interval is"),
        ),
        (
            "10 Hz without times",
            sampled("rr\n", 100, |_, rr, _| rr.to_string()),
            Wanted::NoFigures("repeat the one before"),
        ),
        (
            "Zephyr",
            sampled("Time,RtoR\n", 56, |at, rr, beat| {
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
