//! Any file to analyse, and any intervals: they are read or refused, without a crash and without NaN or infinity.
#![no_main]

use breathmark::lab::analyze::recording::{AnalysedInterval, Recording};
use breathmark::lab::analyze::{self, beats, json, read, report};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(recordings) = read::recordings(data) {
        // What is written may quote the file.
        let text = String::from_utf8_lossy(data).to_lowercase();
        let quotes_none = !text.contains("nan") && !text.contains("inf");
        recordings.into_iter().for_each(|recording| analyse_and_write(recording, quotes_none));
    }
    let (kind, octets) = data.split_first().unwrap_or((&0, &[]));
    analyse_and_write(Recording { rows: rows(*kind, octets), ..Recording::default() }, true);
});

/// One interval from two octets: any length, or one that is near a heart's.
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

fn analyse_and_write(recording: Recording, check_the_text: bool) {
    let rows = recording.rows.len();
    let mut output = Vec::new();
    for window_s in [None, Some(30.0)] {
        let analysis = analyze::analysis(recording.clone(), window_s);
        // Debug writes NaN and inf where JSON would write null.
        assert_finite(&format!("{:?}", analysis.summaries));
        report::write(&mut output, "x", &analysis).expect("a vector takes everything");
        json::write(&mut output, "x", &analysis).expect("a vector takes everything");
    }
    let recording = analyze::judged(recording);
    beats::write(&mut output, None, &recording).expect("a vector takes everything");
    let output = String::from_utf8(output).expect("text");
    assert!(output.lines().filter(|line| line.ends_with("\"}") && line.contains("\"causal_verdict\"")).count() == rows);
    if check_the_text {
        assert_finite(&output);
    }
}

fn assert_finite(text: &str) {
    assert!(
        !text.contains("NaN") && !text.contains("(inf") && !text.contains(" inf") && !text.contains("-inf"),
        "{text}"
    );
}
