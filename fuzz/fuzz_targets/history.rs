//! Any file as a history: it is read without a crash. What is read can be written, and is read again the same.
#![no_main]

use breathmark::store::history::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    run(data);
    // With valid beginnings, so that the figures are read as well.
    for kind in ["practice", "reading", "resonance", "talk"] {
        let begins = format!("{{\"version\":1,\"{kind}\":{{\"began\":\"2026-11-22T19:15:00+01:00\",");
        run(&[begins.as_bytes(), data].concat());
    }
});

fn run(data: &[u8]) {
    let history = read::read(data).expect("memory can be read");
    let lines = data.split(|byte| *byte == b'\n').count() as u64;
    assert!(history.sessions.len() as u64 + history.newer + history.broken <= lines);
    for session in history.sessions {
        let line = write::text(&session).expect("it can be written");
        let again = read::read(line.as_bytes()).expect("memory can be read");
        assert_eq!(again.sessions, [session], "what is kept can be read");
    }
}
