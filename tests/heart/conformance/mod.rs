//! The figures of a series against what others published and computed. There are inputs with expected values of the
//! packages' own tests, a commercial program, and the ANSI/AAMI EC57 test patterns. And there are series with what each
//! package computes from them.
//!
//! `BREATHMARK_DATA=… cargo test --test heart conformance -- --nocapture` prints how much was compared. Values agree
//! within 0.1 % where the definition is the same. Where it is not, `docs/metrics.md` says which one is followed and
//! why. Without the variable there is nothing to compare with, and the tests say so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use breathmark::heart::hrv::frequency::{HF, LF};
use breathmark::heart::hrv::{Interval, frequency, from_rr_ms};
use serde_json::Value;

mod cases;
mod definitions;
mod ledger;
mod ours;

use definitions::Definition;
use ledger::Ledger;
use ours::Figures;

use crate::records::data;

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("reference data")).expect("JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number")).collect()
}

/// The last column of a CSV or the lines of a text, numbers only.
fn column(path: PathBuf) -> Option<Vec<f64>> {
    let text = fs::read_to_string(path).ok()?;
    Some(text.lines().filter_map(|line| line.rsplit(',').next()?.trim().parse().ok()).collect())
}

/// Every number in a tree, with its path.
fn leaves(path: &str, value: &Value, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                leaves(&format!("{path}/{key}"), value, found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(&format!("{path}/{index}"), value, found);
            }
        }
        Value::Number(number) => found.push((path.to_owned(), number.as_f64().expect("a number"))),
        _ => {}
    }
}

#[test]
fn reference_series() {
    let Some(data) = data("heart conformance, reference series") else { return };
    let mut ledger = Ledger::default();
    let files = [("", "reference_expected.json"), ("/pyhrv", "reference_expected_pyhrv.json")];
    let series = json(&data.join("reference_series.json"));
    for (prefix, file) in files {
        let expected = json(&data.join(file));
        for (name, rr) in series.as_object().expect("series") {
            let rr = numbers(rr);
            let figures = Figures::of(&rr);
            let mut found = Vec::new();
            leaves(prefix, &expected[name], &mut found);
            for (path, value) in &found {
                compare(&mut ledger, name, &rr, &figures, path, *value);
            }
        }
    }
    ledger.close("reference series");
}

fn compare(ledger: &mut Ledger, series: &str, rr: &[f64], figures: &Figures, path: &str, expected: f64) {
    let Some(definition) = definitions::of(path) else { return ledger.no_counterpart() };
    match *definition {
        // This package takes beats at whole milliseconds: on other series it has seen other intervals.
        Definition::Same(..) if path.starts_with("/neurokit2") && rr.iter().any(|ms| ms.fract() != 0.0) => {
            ledger.other(path, "beats rounded to whole ms", None);
        }
        Definition::Same(ours, scale) => ledger.same(&format!("{series}{path}"), figures.get(ours), expected * scale),
        Definition::Other(ours, reason) => ledger.other(path, reason, figures.get(ours).map(|ours| ours / expected)),
    }
}

#[test]
fn published_cases() {
    let Some(data) = data("heart conformance, published cases") else { return };
    let mut ledger = Ledger::default();
    for case in json(&data.join("conformance/hrv_cases.json")).as_array().expect("cases") {
        let id = case["id"].as_str().expect("an id");
        let rr = match case["file"].as_str() {
            None => Some(numbers(&case["rr_ms"])),
            Some(file) => column(data.join("recordings").join(file.trim_start_matches("sets/"))),
        };
        cases::compare(&mut ledger, id, rr.as_deref(), &case["expected"]);
    }
    ledger.close("published cases");
}

/// The power in a band with the whole series as one window, as the standard wants it.
fn one_window(series: &[Interval], (from, to): frequency::Band) -> f64 {
    let step = 0.25 / series.last().expect("beats").at_s;
    let points = ((to - from) / step) as usize;
    (0..points).map(|point| frequency::lomb::at(series, from + (point as f64 + 0.5) * step)).sum::<f64>() * step
}

#[test]
fn test_patterns() {
    let Some(data) = data("heart conformance, EC57 test patterns") else { return };
    let mut ledger = Ledger::default();
    for pattern in json(&data.join("conformance/ec57.json"))["patterns"].as_array().expect("patterns") {
        let file = pattern["file"].as_str().expect("a file");
        let Some(rr) = column(data.join(file)) else {
            ledger.absent(file);
            continue;
        };
        let band = match pattern["expected_band"].as_str() {
            Some("HF") => HF,
            Some("LF") => LF,
            _ => {
                ledger.other(file, "waves slower than pieces of minutes can show", None);
                continue;
            }
        };
        let expected = pattern["expected_band_power_ms2"].as_f64().expect("a power");
        let series = from_rr_ms(&rr);
        ledger.same(&format!("{file} Lomb-Scargle, one window"), Some(one_window(&series, band)), expected);
        let lomb = frequency::lomb::spectrum(&series).map(|spectrum| spectrum.power(band));
        ledger.same(&format!("{file} Lomb-Scargle, pieces of 300 s"), lomb, expected);
        let welch = frequency::welch::spectrum(&series).map(|spectrum| spectrum.power(band) / expected);
        ledger.other(&format!("{file} Welch"), "cubic spline between beats damps fast waves", welch);
    }
    ledger.close("EC57 test patterns");
}
