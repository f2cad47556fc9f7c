//! Names of columns, and the units in them.
#![allow(clippy::unwrap_used)]

use super::reading::{Right, Wanted, all_right, one};
use super::written::*;

#[test]
fn intervals_of_other_things_are_no_heartbeats() {
    let named = |name: &'static str| {
        (
            name,
            lines(&format!("beat,{name}\n"), false, |i, _, rr| format!("{i},{}", rr / 2)),
            Wanted::Refused("no column holds"),
        )
    };
    all_right(
        &["QT interval (ms)", "PR interval", "Breathing interval [s]", "sampling interval", "QRS interval"].map(named),
    );
}

#[test]
fn parts_of_a_second_are_units() {
    let of = |parts: u32| move |_: usize, _: u64, rr: u32| ((rr * parts + 500) / 1000).to_string();
    let near = || one(Right { within: 0.02, ..right() });
    all_right(&[
        ("1/500 s", lines("RR (1/500 s)\n", false, of(500)), near()),
        ("1/512 s", lines("RR [1/512 s]\n", false, of(512)), near()),
        ("1/1000 s", lines("RR (1/1000 s)\n", false, of(1000)), near()),
        ("1/1024 s", lines("RR (1/1024 s)\n", false, of(1024)), near()),
    ]);
}

#[test]
fn a_unit_that_cannot_be_is_named_with_what_is_believed() {
    let text = lines("RR (s)\n", false, |_, _, rr| rr.to_string());
    all_right(&[("s", text, one(Right { notes: &["the unit is named as s", "read as milliseconds"], ..right() }))]);
}

#[test]
fn a_unit_may_be_glued_to_the_name() {
    let named = |name: &'static str| {
        (name, lines(&format!("time,{name}\n"), true, |_, at, rr| format!("{},{rr}", s(at))), one(dropped()))
    };
    all_right(&["rrms", "RRms", "IBIms", "ibi_ms", "rrMs", "nnms"].map(named));
}
