//! Names of columns, and the units in them.
#![allow(clippy::unwrap_used)]

use super::reading::{Right, Wanted, all_right, one, read_as};
use super::written::*;
use breathmark::lab::analyze::read::choice::{Choice, Unit};

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

#[test]
fn the_unit_is_named_or_shown_by_the_clock() {
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
fn columns_of_intervals_are_known_by_their_names() {
    let names = "RtoR|R-R (ms)|B2B|RR间期|BBI|PPI [ms]|rr_int|RR_Interval_ms|Beat-to-beat interval|IBI (ms)|HRV RR|NN|RRI|\
                 inter-beat interval|Heart period|RRint|RR間隔|РР, мс|Intervalo RR|heartbeatInterval";
    let file = |name: &'static str| {
        let text = lines(&format!("time_s,{name},hr\n"), false, |_, at, rr| format!("{},{rr},{}", s(at), 60_000 / rr));
        (name, text, one(right()))
    };
    all_right(&names.split('|').map(file).collect::<Vec<_>>());
}
