//! Which lines are rows, and what stands between them.
#![allow(clippy::unwrap_used, clippy::format_collect)]

use super::reading::{Right, Wanted, all_right, one};
use super::written::*;

/// A line for each of these intervals: `line` gets its number from 0 and its length.
fn listed(rr: &[u32], line: impl Fn(usize, u32) -> String) -> String {
    rr.iter().enumerate().map(|(index, rr)| line(index, *rr) + "\n").collect()
}

#[test]
fn a_running_number_before_a_comma_is_a_column_in_a_file_of_any_length() {
    for count in [10, 130, 599, 600, 601, 1200, 5000, 20_000] {
        let rr = many(count);
        let right = || one(Right { within: 0.01, ..right_of(&rr) });
        all_right(&[
            ("comma", listed(&rr, |i, rr| format!("{},{rr}", i + 1)), right()),
            ("from 0", listed(&rr, |i, rr| format!("{i},{rr}")), right()),
            ("tab", listed(&rr, |i, rr| format!("{i}\t{rr}")), right()),
            ("blank", listed(&rr, |i, rr| format!("{i} {rr}")), right()),
        ]);
    }
}

#[test]
fn whole_seconds_before_a_comma_are_a_column() {
    let rr = many(700);
    let ends = ends_of(&rr);
    let text = listed(&rr, |i, rr| format!("{},{rr}", ends[i] / 1000));
    all_right(&[("no header", text, one(right_of(&rr)))]);
    let rr = many(400);
    let beats: String = ends_of(&rr).iter().map(|at| format!("{},{:03}\n", at / 1000, at % 1000)).collect();
    let right = Right { intervals: Some(399), mean_rr_ms: None, ..right_of(&rr[1..]) };
    all_right(&[
        ("times of beats with a decimal comma", beats, one(right)),
        ("intervals with one", listed(&rr, |_, rr| format!("0,{rr}")), one(right_of(&rr))),
    ]);
}

#[test]
fn a_line_that_is_no_row_breaks_the_chain_and_is_counted() {
    let between = |between: &str| {
        lines("rr\n", false, |i, _, rr| if i == 60 { format!("{between}\n{rr}") } else { rr.to_string() })
    };
    let note = |notes| one(Right { intervals: None, clean: Some(COUNT), notes, ..right_with(&[60]) });
    all_right(&[
        ("a blank line", between(""), note(&["nothing stands there"])),
        ("a remark", between("#1700"), note(&["remarks between"])),
        ("a remark in words", between("# moved"), note(&["remarks between"])),
        ("percent", between("% 1"), note(&["remarks between"])),
        ("#DIV/0!", between("#DIV/0!"), note(&["1 row holds no interval"])),
        ("#REF!", between("#REF!"), note(&["1 row holds no interval"])),
        ("#WERT!", between("#WERT!"), note(&["1 row holds no interval"])),
        ("#NAME?", between("#NAME?"), note(&["1 row holds no interval"])),
        ("a blank after every row", lines("", false, |_, _, rr| format!("{rr}\n")), one(right())),
    ]);
    let timed = |between: &str| {
        lines("t,rr\n", false, |i, at, rr| format!("{}{},{rr}", if i == 60 { between } else { "" }, s(at)))
    };
    all_right(&[
        ("a mean below the numbers", timed("") + "Mean,848.9\nSD,31.2\n", one(right())),
        ("a total between them", timed("Total,848.9\n"), note(&["1 line is left out"])),
        ("an average at the end", lines("rr;x\n", false, |_, _, rr| format!("{rr};1")) + "Average;848\n", one(right())),
    ]);
}

#[test]
fn longer_columns_beside_the_intervals_are_no_lost_beats() {
    let end = |row: &str| format!("{row}\n").repeat(400);
    let timed = || lines("Time (s);RR (s);Hz;PSD\n", true, |i, at, rr| format!("{};{};{i};1", s(at), s(u64::from(rr))));
    let right = || one(Right { notes: &["400 rows at the end hold no interval"], ..dropped() });
    all_right(&[("a spectrum", timed() + &end(";;0.5;1"), right()), ("nothing", timed() + &end(";;;"), right())]);
}

#[test]
fn a_remark_above_the_numbers_is_no_header() {
    let plain = || lines("", false, |_, _, rr| rr.to_string());
    all_right(&[
        ("key: value", format!("Subject: 12\nDate: 2026-03-14\n\n{}", plain()), one(right())),
        ("key=value", format!("Device=H10\nStart=2026-03-14\n{}", plain()), one(right())),
    ]);
}

#[test]
fn thousands_parted_by_a_blank_are_no_columns() {
    let slow = |_: usize, _: u64, rr: u32| format!("1 {:03}", rr - 700);
    let slower = Right { mean_rr_ms: right().mean_rr_ms.map(|mean| mean + 300.0), ..right() };
    all_right(&[
        ("a header", lines("rr\n", false, slow), one(slower)),
        ("none", lines("", false, slow), Wanted::Refused("I can't tell")),
    ]);
}

#[test]
fn a_header_that_is_one_name_short_is_that_of_r() {
    let rr = many(1500);
    let table = |quote: &str| {
        format!("rr\thr\n{}", listed(&rr, |i, rr| format!("{quote}{}{quote}\t{rr}\t{}", i + 1, 60_000 / rr)))
    };
    let last = format!("hr rr\n{}", listed(&rr, |i, rr| format!("{} {} {rr}", i + 1, 60_000 / rr)));
    let right = || one(right_of(&rr));
    all_right(&[("plain", table(""), right()), ("quoted", table("\""), right()), ("rr last", last, right())]);
}

#[test]
fn pairs_of_intervals_after_a_comma_are_no_decimals() {
    let pairs = |head: &str| {
        let rr = rr();
        let pair = |pair: &[u32]| format!("70;{},{}\n", pair[0], pair[1]);
        head.to_owned() + &rr.chunks_exact(2).map(pair).collect::<String>()
    };
    all_right(&[("named", pairs("hr;rr\n"), one(right()))]);
}

#[test]
fn an_empty_notification_is_no_lost_beat_without_times_either() {
    let file = |none: &str, between: &str| {
        notified("hr,rr\n", false, 1, |at, rr| {
            format!("{}70,{}", if at % 7 == 3 { format!("70,{none}\n") } else { String::new() }, rr.join(between))
        })
    };
    let (text, zero) = (file("", ";"), file("0", " "));
    all_right(&[("empty", text, one(right())), ("zero", zero, one(right()))]);
}

#[test]
fn times_of_beats_under_any_name_become_intervals() {
    let rr = many(3000);
    let ends: Vec<String> = ends_of(&rr).into_iter().map(s).collect();
    let right =
        || one(Right { intervals: Some(2999), mean_rr_ms: None, notes: &["times of beats"], ..right_of(&rr[1..]) });
    all_right(&[
        ("JSON", format!("[{}]", ends.join(", ")), right()),
        ("one line", ends.join(" "), right()),
        ("one line with commas", ends.join(","), right()),
        ("named rr", format!("rr\n{}", ends.join("\n")), right()),
        ("named ibi", format!("x,ibi\n{}", ends.iter().map(|end| format!("1,{end}\n")).collect::<String>()), right()),
    ]);
    all_right(&[
        ("index,time", lines("index,time\n", false, |i, at, _| format!("{},{}", i + 1, s(at))), one(beats())),
        ("time,symbol", lines("time,symbol\n", false, |_, at, _| format!("{},N", s(at))), one(beats())),
        ("stamps alone", lines("", false, |_, at, _| format!("2026-03-14T{}", clock(at))), one(beats())),
    ]);
    let gap = lines("beats\n", false, |i, at, _| format!("{}{}", if i == 60 { "\n" } else { "" }, s(at)));
    all_right(&[(
        "across a blank line",
        gap,
        one(Right {
            clean: Some(COUNT - 2),
            breaks: Some(1),
            intervals: None,
            mean_rr_ms: None,
            rmssd_ms: None,
            ..right_of(&self::rr())
        }),
    )]);
}

#[test]
fn a_day_in_each_row_is_a_recording_of_its_own() {
    let day = |rr: &[u32]| rr.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let rr = rr();
    let text = format!(
        "date,RR\n2026-03-14 07:30:00,\"{}\"\n2026-03-15 07:30:00,\"{}\"\n2026-03-16 07:30:00,\"{}\"\n",
        day(&rr[..60]),
        day(&rr[60..100]),
        day(&rr[100..])
    );
    let names = |count: usize| (0..count).map(|number| format!("rr_{number}")).collect::<Vec<_>>().join(",");
    all_right(&[
        ("one wide row", format!("{}\n{}\n", names(COUNT), day(&rr)), one(right())),
        ("two", format!("{}\n{}\n{}\n", names(65), day(&rr[..65]), day(&rr[65..])), one(right_with(&[65]))),
    ]);
    all_right(&[(
        "three days",
        text,
        one(Right { notes: &["the chain is broken before each"], ..right_with(&[60, 100]) }),
    )]);
}
