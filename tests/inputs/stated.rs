//! What a file states outside of the name of its column: units and sampling rates.
#![allow(clippy::unwrap_used)]

use super::reading::{Right, Wanted, all_right, one};
use super::written::*;

fn in_1024ths() -> Wanted {
    one(Right { within: 0.005, notes: &["the unit is 1/1024 s"], ..right() })
}

#[test]
fn a_unit_above_the_numbers_counts() {
    for line in [
        "# unit: 1/1024 s",
        "Unit: 1/1024 s",
        "Units,1/1024 s",
        "Einheit: 1/1024 s",
        "; units: 1/1024 s",
        "// resolution 1/1024 s",
        "RR intervals in 1/1024 seconds",
    ] {
        let list = |head: &str| lines(&format!("{line}\n{head}"), false, |_, _, rr| ticks(rr).to_string());
        all_right(&[
            (line, list(""), in_1024ths()),
            (line, list("rr\n"), in_1024ths()),
            (line, lines(&format!("{line}\nn;rr\n"), false, |i, _, rr| format!("{i};{}", ticks(rr))), in_1024ths()),
        ]);
    }
    let column = lines("rr,unit\n", false, |_, _, rr| format!("{},1/1024s", ticks(rr)));
    all_right(&[("a column", column, in_1024ths())]);
}

#[test]
fn a_rate_above_numbers_of_samples_counts_and_without_one_they_are_refused() {
    let by_rate = |right: Right| one(Right { within: 0.01, notes: &["the unit is 1/500 s"], ..right });
    for line in ["Sampling rate: 500 Hz", "# fs=500", "SampleRate=500", "Abtastrate: 500 Hz"] {
        let peaks = |head: &str| lines(&format!("{line}\n{head}"), false, |_, at, _| (at / 2).to_string());
        let rr = lines(&format!("{line}\nRR (samples)\n"), false, |_, _, rr| (rr / 2).to_string());
        all_right(&[
            (line, peaks("R-peaks\n"), by_rate(beats())),
            (line, peaks(""), by_rate(beats())),
            (line, rr, by_rate(right())),
        ]);
    }
    for name in ["RR (samples @500 Hz)", "RR_500Hz", "RR (2 ms)"] {
        all_right(&[(name, lines(&format!("{name}\n"), false, |_, _, rr| (rr / 2).to_string()), by_rate(right()))]);
    }
    let refused = || Wanted::Refused("numbers of samples");
    let unnamed = Right { notes: &["nothing names the unit of `R_peaks`"], ..beats() };
    let unused = Right { notes: &["line 1 names a sampling rate"], ..right() };
    all_right(&[
        ("intervals", lines("RR (samples)\n", false, |_, _, rr| (rr / 2).to_string()), refused()),
        ("peaks", lines("R_peak_index\n", false, |_, at, _| (at / 2).to_string()), refused()),
        ("no unit", lines("R_peaks\n", false, |_, at, _| at.to_string()), one(unnamed)),
        ("intervals in ms", lines("# fs=500\nrr\n", false, |_, _, rr| rr.to_string()), one(unused)),
    ]);
}

#[test]
fn a_name_says_that_times_of_beats_are_in_1_1024_s() {
    let text = lines("beat_time_1024,hr\n", false, |_, at, rr| format!("{},{}", at * 128 / 125, 60_000 / rr));
    all_right(&[("beats", text, one(Right { within: 0.02, notes: &["the unit is 1/1024 s"], ..beats() }))]);
}

#[test]
fn a_unit_or_a_rate_beside_a_list_in_json_counts() {
    let list = |values: Vec<u64>| serde_json::json!(values);
    let rr: Vec<u64> = rr().into_iter().map(|rr| u64::from(ticks(rr))).collect();
    for (key, value) in [("rr_unit", "\"1/1024 s\""), ("resolution", "\"1/1024\""), ("scale", "0.9765625")] {
        all_right(&[(key, format!("{{\"{key}\":{value},\"rr\":{}}}", list(rr.clone())), in_1024ths())]);
    }
    let inner = format!("{{\"rr\":{{\"unit\":\"1/1024 s\",\"values\":{}}}}}", list(rr));
    all_right(&[("inner", inner, in_1024ths())]);
    let ends = || list(ends_ms(false).into_iter().map(|at| at / 2).collect());
    let right = || one(Right { within: 0.01, notes: &["the unit is 1/500 s"], ..beats() });
    for key in ["fs", "Fs", "sfreq", "sampling_rate", "sampleRate", "samplingRate", "sampling_frequency"] {
        all_right(&[
            (key, format!("{{\"{key}\":500,\"ECG_R_Peaks\":{}}}", ends()), right()),
            (key, format!("{{\"info\":{{\"{key}\":500}},\"rpeaks\":{}}}", ends()), right()),
        ]);
    }
    let refused = Wanted::Refused("numbers of samples");
    all_right(&[("no rate", format!("{{\"rpeak_samples\":{}}}", ends()), refused)]);
}
