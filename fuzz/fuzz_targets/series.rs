//! Any file to analyse, and any intervals: read or refused, never a crash, never a number that is none.
#![no_main]

use breathmark::lab::analyze::recording::{AnalysedInterval, Recording};
use breathmark::lab::analyze::{self, beats, json, read, report};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(recordings) = read::recordings(data) {
        recordings.into_iter().for_each(said_of);
    }
    let (kind, octets) = data.split_first().unwrap_or((&0, &[]));
    said_of(Recording { rows: rows(*kind, octets), ..Recording::default() });
});

/// Two octets to an interval: whatever they say, or something near a heart's.
fn rows(kind: u8, octets: &[u8]) -> Vec<AnalysedInterval> {
    let mut at_s = 0.0;
    let row = |pair: &[u8]| {
        let value = f64::from(u16::from_le_bytes([pair[0], pair[1]]));
        let rr_ms = if kind.is_multiple_of(2) { value - 1000.0 } else { 500.0 + value % 700.0 };
        at_s += rr_ms.max(0.0) / 1000.0;
        AnalysedInterval::new(at_s, rr_ms, !pair[1].is_multiple_of(31), !pair[1].is_multiple_of(29))
    };
    octets.chunks_exact(2).map(row).collect()
}

fn said_of(recording: Recording) {
    let rows = recording.rows.len();
    let mut said = Vec::new();
    for window_s in [None, Some(30.0)] {
        let analysis = analyze::analysis(recording.clone(), window_s);
        let metrics = analysis.summaries.iter().filter_map(|(_, summary)| summary.metrics.as_ref());
        // Debug writes NaN and inf where JSON would write null.
        metrics.for_each(|metrics| finite(&format!("{metrics:?}")));
        report::write(&mut said, "x", &analysis).expect("a vector takes everything");
        json::write(&mut said, "x", &analysis).expect("a vector takes everything");
    }
    let recording = analyze::judged(recording);
    beats::write(&mut said, None, &recording).expect("a vector takes everything");
    let said = String::from_utf8(said).expect("text");
    assert!(said.lines().filter(|line| line.starts_with("{\"index\"")).count() == rows);
    finite(&said);
}

fn finite(said: &str) {
    assert!(
        !said.contains("NaN") && !said.contains("(inf") && !said.contains(" inf") && !said.contains("-inf"),
        "{said}"
    );
}
