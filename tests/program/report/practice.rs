//! The page of a practice, and of weeks and months.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use breathmark::heart::measurement::encode;
use serde_json::Value;

use super::journals::{ordinary, practice, sent};
use super::{breathmark, demo, folder, page, report};

#[test]
fn the_figures_of_a_practice_are_those_of_analyze() {
    let home = folder("figures");
    let beats = ordinary(400);
    practice(&home.join("practice.jsonl"), 400, |second| match (second, &beats[second as usize][..]) {
        (100, [first, rest @ ..]) => sent(&[&[300, first - 300], rest].concat()),
        (_, intervals) => sent(intervals),
    });
    let analysed = breathmark(&home, &["analyze", "--json", "practice.jsonl"]);
    let analysed: Value = serde_json::from_slice(&analysed.stdout).unwrap();
    let reported: Value = serde_json::from_str(&report(&home, &["practice.jsonl", "--json"])).unwrap();
    let heart = &reported["sessions"][0]["practice"]["hearts"][0];
    assert!(heart["metrics"]["rmssd_ms"].is_f64(), "{heart}");
    assert_eq!((&heart["metrics"], &heart["quality"]), (&analysed["metrics"], &analysed["quality"]));
    let page = page(&home, &["practice.jsonl"]);
    let rmssd = heart["metrics"]["rmssd_ms"].as_f64().unwrap();
    assert!(page.contains(&format!("RMSSD</th><td>{rmssd:.1} ms</td>")), "{rmssd}");
    assert!(!page.contains("The strap went on after the end"));
}

#[test]
fn a_practice_shows_what_was_measured_until_its_end() {
    let home = folder("practice");
    let file = demo(&home, "practice", &["--minutes", "6"]);
    let page = page(&home, &[&file]);
    for says in [
        "Your heart, beat by beat",
        "Which rhythm the heart has",
        "Each beat beside the next",
        "The breath that was led",
        "With each breath",
        "What the words mean",
        "The strap went on after the end",
    ] {
        assert!(page.contains(says), "{says}");
    }
}

/// The course of the first picture: how many lines it has that are not joined.
fn runs(page: &str) -> usize {
    let path = page.split("class=\"course left\" d=\"").nth(1).expect("a course").split('"').next().unwrap();
    path.matches('M').count()
}

#[test]
fn a_gap_and_a_rejected_beat_end_the_line() {
    let home = folder("gaps");
    let whole = home.join("whole.jsonl");
    let beats = ordinary(300);
    practice(&whole, 300, |second| sent(&beats[second as usize]));
    assert_eq!(runs(&page(&home, &["whole.jsonl"])), 1);
    let broken = home.join("broken.jsonl");
    practice(&broken, 300, |second| match (second, &beats[second as usize][..]) {
        (100..130, _) => sent(&[]),
        (200..202, [first, rest @ ..]) => sent(&[&[300, first - 300], rest].concat()),
        (_, intervals) => sent(intervals),
    });
    let page = page(&home, &["broken.jsonl"]);
    assert!(runs(&page) >= 3, "a gap and two extra beats make at least three lines");
    assert!(page.contains("class=\"left-out\"") && page.contains("Beats that don't count"));
}

#[test]
fn without_enough_clear_beats_there_is_a_sentence_and_no_figure() {
    let home = folder("unclear");
    let file = home.join("short.jsonl");
    let beats = ordinary(6);
    practice(&file, 6, |second| sent(&beats[second as usize]));
    let short = page(&home, &["short.jsonl"]);
    assert!(short.contains("too few for a figure") && !short.contains("RMSSD</th>"), "few beats");
    practice(&file, 200, |second| encode(60, &[[1024, 400, 1700, 800, 1400][(second * second % 5) as usize]]));
    let wild = page(&home, &["short.jsonl"]);
    assert!(!wild.contains("RMSSD</th>") && wild.contains("class=\"note\""));
    practice(&file, 200, |_| encode(60, &[]));
    let rate_only = page(&home, &["short.jsonl"]);
    assert!(rate_only.contains("told the heart rate only") && !rate_only.contains("SDNN"));
}

#[test]
fn weeks_and_months_are_dots_with_a_table_and_no_score() {
    let home = folder("history");
    let file = home.join(".local/state/breathmark/history.jsonl");
    let line = |day: u32, swing: f64| {
        format!(
            r#"{{"version":1,"practice":{{"began":"2026-10-{day:02}T18:00:00+02:00","seconds":600,"swing_bpm":[{swing}]}}}}"#
        )
    };
    fs::write(&file, (1..20).map(|day| line(day, f64::from(day)) + "\n").collect::<String>()).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let page = page(&home, &["--history"]);
    assert!(page.contains("19 dots between Oct 1, 2026 and Oct 19, 2026, from 1 to 19."), "{page}");
    assert!(page.contains("Higher is not better"));
}
