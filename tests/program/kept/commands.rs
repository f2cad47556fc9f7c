//! Listing, showing, checking and deleting what is kept, and choosing what is to stay.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use super::{ends, kept, leave, paused_talk, program, put, refused, says, short_home};

#[test]
fn of_a_talk_stays_how_it_went_and_every_command_finds_it() {
    let home = short_home("kept-outline");
    let mut told = paused_talk(&mut program(&home));
    assert_eq!(ends(&kept(&home)), ["unfinished"], "while it lasts");
    let said = leave(&mut told);
    let files = kept(&home);
    assert_eq!(ends(&files), ["outline.json"]);
    assert!(said.contains(files[0].to_str().unwrap()), "{said}");
    let text = fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("\"part\":\"pause\"") && !text.contains("seat") && !text.contains("key"), "{text}");
    assert!(says(&home, &["sessions"]).contains("talk: how it went"));
    assert!(says(&home, &["sessions", "--json"]).contains("\"holds\":\"outline\""));
    let shown = says(&home, &["show", "last"]);
    assert!(shown.contains("Left and Right") && shown.contains("pause  breathed"), "{shown}");
    assert!(says(&home, &["verify"]).contains("unchanged"));
    let history = || fs::read_to_string(home.join(".local/state/breathmark/history.jsonl")).unwrap();
    assert_eq!(history().lines().count(), 1);
    assert!(refused(&home, &["forget", "last"]).contains("--yes"));
    assert!(says(&home, &["forget", "last", "--yes"]).contains("One session is deleted"));
    assert!(kept(&home).is_empty() && history().is_empty());
    assert!(says(&home, &["sessions"]).contains("Nothing is kept"));
}

#[test]
fn what_is_to_stay_is_chosen_by_one_command_and_hearts_need_a_yes_of_both() {
    let home = short_home("kept-choice");
    assert!(says(&home, &["keep"]).contains("for 30 days"));
    assert!(refused(&home, &["keep", "hearts"]).contains("a yes of both"));
    assert!(says(&home, &["keep", "hearts", "--both"]).contains("every heartbeat of you both"));
    leave(&mut paused_talk(&mut program(&home)));
    assert_eq!(ends(&kept(&home)), ["jsonl", "outline.json"]);
    says(&home, &["forget", "last", "--yes"]);
    assert!(kept(&home).is_empty());
    assert!(says(&home, &["keep", "nothing"]).contains("Nothing is kept of a talk"));
    leave(&mut paused_talk(&mut program(&home)));
    assert!(kept(&home).is_empty());
}

#[test]
fn outlines_go_after_as_many_days_as_were_chosen_and_hearts_and_other_files_stay() {
    let home = short_home("kept-expires");
    let old = [
        "2020-01-01_100000_talk.outline.json",
        "2020-01-01_100000_talk.jsonl",
        "2020-01-01_100000_practice.jsonl",
        "notes.outline.json",
    ];
    let folder = put(&home, &old);
    says(&home, &["keep", "outline", "--days", "0"]);
    says(&home, &["sessions"]);
    assert_eq!(kept(&home).len(), 4);
    says(&home, &["keep", "outline", "--days", "30"]);
    // Nothing was kept for weeks: the clock may be wrong.
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(60 * 24);
    let date = |at| {
        for name in old {
            fs::File::options().write(true).open(folder.join(name)).unwrap().set_modified(at).unwrap();
        }
    };
    date(long_ago);
    says(&home, &["sessions"]);
    assert_eq!(kept(&home).len(), 4);
    date(std::time::SystemTime::now());
    says(&home, &["sessions"]);
    assert_eq!(kept(&home).len(), 3);
    assert!(!folder.join(old[0]).exists());
}

#[test]
fn a_day_means_all_its_sessions_and_a_name_that_could_be_two_is_refused() {
    let home = short_home("kept-names");
    put(
        &home,
        &["2026-11-22_100000_practice.jsonl", "2026-11-22_110000_practice.jsonl", "2026-11-23_100000_practice.jsonl"],
    );
    assert!(refused(&home, &["show", "2026-11-22"]).contains("could be 2026-11-22_100000_practice or"));
    assert!(refused(&home, &["show", "2031"]).contains("nothing that is kept begins with `2031`"));
    assert!(refused(&home, &["verify", "2026-11-23"]).contains("2026-11-23_100000_practice.jsonl: this file is empty"));
    assert!(says(&home, &["forget", "2026-11-22", "--yes"]).contains("2 sessions are deleted"));
    assert_eq!(kept(&home).len(), 1);
    assert!(says(&home, &["forget", "--before", "2026-11-24", "--yes", "--json"]).contains("\"sessions\":1"));
    assert!(kept(&home).is_empty());
}

#[test]
fn with_a_practice_go_all_its_lines_of_the_history_and_no_others() {
    let home = short_home("kept-lines");
    put(&home, &["2026-11-22_100000_practice.jsonl", "2026-11-22_100000_talk.outline.json"]);
    let practice = r#"{"version":1,"practice":{"began":"2026-11-22T10:00:00+01:00","seconds":600}}"#;
    let reading = r#"{"version":1,"reading":{"began":"2026-11-22T10:00:00+01:00","minutes":2,"heart_rate_bpm":61.5,"rmssd_ms":38.5,"sdnn_ms":52.5,"clean_share":1.0}}"#;
    let talk = r#"{"version":1,"talk":{"began":"2026-11-22T10:00:00+01:00","pauses":1,"pause_s":[92]}}"#;
    let later = practice.replace("10:00:00", "10:00:01");
    let broken = "what?";
    let history = home.join(".local/state/breathmark/history.jsonl");
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&history).unwrap();
    writeln!(file, "{practice}\n{talk}\n{broken}\n{reading}\n{later}").unwrap();
    says(&home, &["forget", "2026-11-22_100000_practice", "--yes"]);
    assert_eq!(fs::read_to_string(&history).unwrap(), format!("{talk}\n{broken}\n{later}\n"));
    says(&home, &["forget", "last", "--yes"]);
    assert_eq!(fs::read_to_string(&history).unwrap(), format!("{broken}\n{later}\n"));
}

#[test]
fn everything_that_sessions_left_goes_with_one_command() {
    let home = short_home("kept-all");
    leave(&mut paused_talk(&mut program(&home)));
    let state = home.join(".local/state/breathmark");
    assert!(state.join("history.jsonl").exists() && state.join("talks.toml").exists());
    says(&home, &["forget", "--all", "--yes"]);
    let mut left: Vec<_> = fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["journals"]);
    assert!(kept(&home).is_empty());
}
