//! The lists and objects of JSON.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::reading::{Right, Wanted, all_right, one, read_as};
use super::written::*;
use breathmark::lab::analyze::read::choice::Choice;

fn text(value: &Value) -> String {
    value.to_string()
}

#[test]
fn samples_with_intervals_within_are_one_recording() {
    let start = 1_773_473_415_u64;
    let stamp = |at: u64| format!("2026-03-14T{}+01:00", clock(at * 1000));
    let samples = |inner: &dyn Fn(&[u32]) -> Value, drop: bool| -> Vec<Value> {
        notifications(drop, 1)
            .into_iter()
            .flat_map(|(at, rr)| {
                let mut sample = inner(&rr);
                sample["TimeISO8601"] = json!(stamp(at));
                [json!({"TimeISO8601": stamp(at), "HR": 1.2}), sample]
            })
            .collect()
    };
    let flat = samples(&|rr| json!({"R-R": {"Data": rr}}), true);
    let nested = samples(&|rr| json!({"Attributes": {"suunto/sml": {"R-R": {"Data": rr}}}}), true);
    all_right(&[
        ("Suunto", text(&json!({"DeviceLog": {"Header": {"x": start}, "Samples": flat}})), one(dropped())),
        ("nested", text(&json!({"Samples": nested})), one(dropped())),
    ]);
}

#[test]
fn sessions_are_recordings_of_their_own() {
    let rr = rr();
    for count in [2, 8, 20] {
        let sessions: Vec<Value> = (0..count).map(|id| json!({"id": id, "rr": rr})).collect();
        all_right(&[("sessions", text(&json!({"sessions": sessions})), Wanted::Read(vec![right(); count]))]);
    }
    let many: Vec<Value> = (0..150).map(|id| json!({"id": id, "rr": rr})).collect();
    all_right(&[("too many", text(&json!({"sessions": many})), Wanted::Refused("more than 100"))]);
}

#[test]
fn times_beside_a_list_are_used_or_named() {
    let mut times: Vec<f64> = ends_ms(true).iter().map(|at| *at as f64 / 1000.0).collect();
    let short = times[..100].to_vec();
    times.insert(0, 0.0);
    all_right(&[
        ("one more", text(&json!({"time": times, "rr": rr()})), one(dropped())),
        (
            "too few",
            text(&json!({"time": short, "rr": rr()})),
            one(Right { notes: &["`time` is not used: it has 100 values beside 130"], ..right() }),
        ),
    ]);
}

#[test]
fn lists_are_read_in_their_spellings() {
    let rr = rr();
    let by_number: serde_json::Map<String, Value> =
        rr.iter().enumerate().map(|(i, rr)| (i.to_string(), json!(rr))).collect();
    let joined = rr.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let ends: Vec<f64> = ends_ms(false).iter().map(|at| *at as f64 / 1000.0).collect();
    let pairs: Vec<Value> = ends_ms(true).iter().zip(&rr).map(|(at, rr)| json!([*at as f64 / 1000.0, rr])).collect();
    let ragged: String = notifications(false, 1)
        .iter()
        .filter(|(_, rr)| !rr.is_empty())
        .map(|(_, rr)| json!(rr).to_string() + "\n")
        .collect();
    let reading = |ends: &[f64]| json!({"startDate": "2026-03-14", "beats": ends.iter().map(|at| json!({"timeSinceSeriesStart": at, "precededByGap": false})).collect::<Vec<_>>()});
    let part = |from: usize, to: usize| Right { mean_rr_ms: None, ..right_of(&rr[from + 1..to]) };
    all_right(&[
        ("pandas", text(&json!({"rr": by_number})), one(right())),
        ("a text", text(&json!({"rr": joined})), one(right())),
        ("pairs", text(&json!(pairs)), one(dropped())),
        ("lines of lists", ragged, one(right())),
        ("R peaks", text(&json!({"rpeaks": ends})), one(Right { notes: &["times of beats"], ..beats() })),
        (
            "Apple",
            text(&json!([reading(&ends[..65]), reading(&ends[65..])])),
            Wanted::Read(vec![part(0, 65), part(65, COUNT)]),
        ),
    ]);
}

#[test]
fn json_is_read_as_a_list_an_object_or_rows() {
    let rr = rr();
    let (rows, ends) = (ends_ms(true).into_iter().zip(rr.clone()), ends_ms(true));
    let rows: Vec<_> = rows.map(|(at, rr)| json!({"ts": 1_773_473_415_000_u64 + at, "rr": rr, "note": "x"})).collect();
    let durations: Vec<_> =
        rr.iter().map(|rr| json!({"duration": format!("PT{}S", s(u64::from(*rr))), "offline": false})).collect();
    let by_line = notifications(false, 1).into_iter().map(|(at, rr)| json!({"ts": at, "hr": 70, "rr": rr}).to_string());
    let two = json!({"a": {"rr": rr}, "b": {"ibi": rr}});
    all_right(&[
        ("a list", text(&json!(rr)), one(right())),
        ("deep within", text(&json!({"data": {"session": {"id": 3, "ibi_ms": rr}}})), one(right())),
        (
            "side by side",
            text(&json!({"time": ends.iter().map(|at| *at as f64 / 1000.0).collect::<Vec<_>>(), "rr": rr})),
            one(dropped()),
        ),
        ("rows", text(&json!({"samples": rows})), one(dropped())),
        ("lines", by_line.collect::<Vec<_>>().join("\n"), one(right())),
        ("Suunto", text(&json!({"DeviceLog": {"Header": {"Duration": 100}, "R-R": {"Data": rr}}})), one(right())),
        ("Polar", text(&json!({"exercises": [{"samples": {"rr": durations}}]})), one(right())),
        (
            "one list for each",
            text(&json!({"left": {"rr": rr}, "right": {"rr": rr}})),
            Wanted::Read(vec![Right { person: Some("left"), ..right() }, Right { person: Some("right"), ..right() }]),
        ),
        ("two lists", text(&two), Wanted::Refused("--column")),
        ("none", text(&json!({"bpm": [70, 71]})), Wanted::Refused("this JSON names no RR intervals (bpm)")),
        ("cut short", "{\"rr\": [845, 892,".to_owned(), Wanted::Refused("cut short")),
    ]);
    let ibi = Choice { column: Some("ibi".to_owned()), ..Choice::default() };
    assert_eq!(one(right()).faults(&read_as(text(&two).as_bytes(), &ibi)), Vec::<String>::new());
}
