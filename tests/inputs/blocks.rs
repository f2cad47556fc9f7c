//! People in blocks, each below a line with a name, and lines of a log.
#![allow(clippy::unwrap_used, clippy::format_collect)]

use super::reading::{Right, Wanted, all_right, one};
use super::written::*;

/// Two people, each below its line.
fn blocks(line: &dyn Fn(&str) -> String, head: &str, row: &dyn Fn(u64, u32) -> String) -> String {
    let block = |name: &str, more: u32| {
        let mut at = 0;
        let rows: String = rr()
            .iter()
            .map(|rr| {
                at += u64::from(rr + more);
                row(at, rr + more) + "\n"
            })
            .collect();
        format!("{}\n{head}{rows}\n", line(name))
    };
    block("Anna", 0) + &block("Ben", 90)
}

fn both() -> Wanted {
    let mean = right().mean_rr_ms.map(|mean| mean + 90.0);
    Wanted::Read(vec![
        Right { person: Some("Anna"), ..right() },
        Right { person: Some("Ben"), mean_rr_ms: mean, ..right() },
    ])
}

#[test]
fn people_in_blocks_below_their_names_are_told_apart() {
    let list = |_: u64, rr: u32| rr.to_string();
    let timed = |at: u64, rr: u32| format!("{};{rr}", s(at));
    for line in ["# {}", "[{}]", "Name: {}", "Subject: {}", "Teilnehmer: {}", "# Person: {}", "participant={}"] {
        let name = |name: &str| line.replace("{}", name);
        all_right(&[
            (line, blocks(&name, "", &list), both()),
            (line, blocks(&name, "rr_ms\n", &list), both()),
            (line, blocks(&name, "t;rr\n", &timed), both()),
        ]);
    }
}

#[test]
fn remarks_that_name_nobody_are_quoted_and_part_no_people() {
    let with = |first: &str, second: &str| {
        lines(first, false, |i, _, rr| if i == 60 { format!("{second}\n{rr}") } else { rr.to_string() })
    };
    let quoted = || one(Right { notes: &["`a pause`"], ..right_with(&[60]) });
    all_right(&[
        ("one remark", with("", "# a pause"), quoted()),
        ("two remarks", with("# Polar H10\n", "# a pause"), quoted()),
        ("a section", with("[Data]\n", "[Pause]"), one(Right { notes: &["`[Pause]`"], ..right_with(&[60]) })),
    ]);
}

/// A line from its stamp and interval.
type Written<'a> = &'a dyn Fn(&str, u32) -> String;

#[test]
fn lines_of_a_log_give_the_number_after_the_name_and_the_stamp_before_it() {
    let log = |dropped: bool, line: &dyn Fn(&str, u32) -> String| lines("", dropped, |_, at, rr| line(&clock(at), rr));
    let cases: [(&str, Written); 6] = [
        ("arrow", &|at, rr| format!("{at} -> RR: {rr}")),
        ("level", &|at, rr| format!("2026-03-14 {at} INFO hrm: rr={rr}")),
        ("comma", &|at, rr| format!("{at},RR {rr}")),
        ("with a rate", &|at, rr| format!("{at} > BPM: {} IBI: {rr}", 60_000 / rr)),
        ("name in words", &|at, rr| format!("2026-03-14T{at} RR-Interval: {rr} ms")),
        ("list", &|at, rr| format!("{at} polar/hr {{\"bpm\": 70, \"rr\": [{rr}]}}")),
    ];
    for (name, line) in cases {
        all_right(&[(name, log(true, line), one(dropped())), (name, log(false, line), one(right()))]);
    }
    // Stamps of a program that is late by up to 80 ms are no times of beats.
    let late = lines("", false, |i, at, rr| format!("{} -> RR: {rr}", clock(at + (i as u64 * 37) % 80)));
    all_right(&[
        ("late", late, one(right())),
        ("no stamp", lines("", false, |_, _, rr| format!("HR: 70 bpm, RR: {rr} ms")), one(right())),
    ]);
}
