//! The history: a line for each session, added and never rewritten.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;

use breathmark::store::history::{
    History, PastPractice, PastReading, PastResonance, PastSession, PastTalk, PracticeBreath, ResonanceStep, read,
    write,
};
use jiff::Zoned;

use crate::home::Home;

const FILE: &str = ".local/state/breathmark/history.jsonl";

/// One line of each kind, as the first version wrote them. They stay as they are: every later version must read them.
const VERSION_1: [&str; 5] = [
    r#"{"version":1,"practice":{"began":"2026-11-22T19:15:00+01:00","seconds":600,"breath":{"in_s":4.0,"top_up_s":0.0,"out_s":6.0},"swing_first_bpm":9.0,"swing_last_bpm":14.0,"swing_bpm":[9.0,null,14.0],"rmssd_ms":41.5,"heart_rate_bpm":62.0,"clean_share":0.98,"felt_before":4,"felt_after":6}}"#,
    r#"{"version":1,"practice":{"began":"2026-11-23T07:02:11-03:30","seconds":180}}"#,
    r#"{"version":1,"reading":{"began":"2026-11-23T07:30:00+01:00","minutes":5,"heart_rate_bpm":61.0,"rmssd_ms":38.0,"sdnn_ms":52.0,"breathing_per_minute":13.5,"clean_share":1.0}}"#,
    r#"{"version":1,"resonance":{"began":"2026-11-24T18:00:00+01:00","steps":[{"per_minute":6.5,"swing_bpm":11.0,"fit":0.82,"behind_deg":-20.0},{"per_minute":5.5,"swing_bpm":15.0,"fit":0.91,"behind_deg":10.0,"felt":7}],"peak_per_minute":5.4,"within_per_minute":0.3,"refined":false,"finished":true}}"#,
    r#"{"version":1,"talk":{"began":"2026-11-28T22:46:50+00:00","pauses":3,"pause_s":[92,141]}}"#,
];

fn at(text: &str) -> Zoned {
    text.parse().unwrap()
}

fn sessions() -> [PastSession; 5] {
    let bare = PastPractice {
        began: at("2026-11-23T07:02:11-03:30[-03:30]"),
        seconds: 180,
        breath: None,
        swing_first_bpm: None,
        swing_last_bpm: None,
        swing_bpm: vec![],
        rmssd_ms: None,
        heart_rate_bpm: None,
        clean_share: None,
        felt_before: None,
        felt_after: None,
    };
    let step =
        |per_minute, swing_bpm, fit, behind_deg, felt| ResonanceStep { per_minute, swing_bpm, fit, behind_deg, felt };
    [
        PastSession::Practice(PastPractice {
            began: at("2026-11-22T19:15:00+01:00[+01:00]"),
            seconds: 600,
            breath: Some(PracticeBreath { in_s: 4.0, top_up_s: 0.0, out_s: 6.0 }),
            swing_first_bpm: Some(9.0),
            swing_last_bpm: Some(14.0),
            swing_bpm: vec![Some(9.0), None, Some(14.0)],
            rmssd_ms: Some(41.5),
            heart_rate_bpm: Some(62.0),
            clean_share: Some(0.98),
            felt_before: Some(4),
            felt_after: Some(6),
        }),
        PastSession::Practice(bare),
        PastSession::Reading(PastReading {
            began: at("2026-11-23T07:30:00+01:00[+01:00]"),
            strap: None,
            minutes: 5,
            heart_rate_bpm: 61.0,
            rmssd_ms: 38.0,
            sdnn_ms: 52.0,
            breathing_per_minute: Some(13.5),
            clean_share: 1.0,
        }),
        PastSession::Resonance(PastResonance {
            began: at("2026-11-24T18:00:00+01:00[+01:00]"),
            strap: None,
            steps: vec![step(6.5, 11.0, 0.82, -20.0, None), step(5.5, 15.0, 0.91, 10.0, Some(7))],
            peak_per_minute: Some(5.4),
            within_per_minute: Some(0.3),
            refined: false,
            finished: true,
        }),
        PastSession::Talk(PastTalk { began: at("2026-11-28T22:46:50Z[UTC]"), pauses: 3, pause_s: vec![92, 141] }),
    ]
}

/// A home with this history.
fn with(name: &str, text: &str) -> PathBuf {
    Home::new(&format!("history-{name}")).write(FILE, text)
}

fn load(path: &std::path::Path) -> History {
    read::load(path).unwrap()
}

#[test]
fn every_line_of_the_first_version_is_read_and_written_the_same() {
    let history = load(&with("version-1", &(VERSION_1.join("\n") + "\n")));
    assert_eq!((history.newer, history.broken), (0, 0));
    assert_eq!(history.sessions, sessions());
    for (line, session) in VERSION_1.iter().zip(&sessions()) {
        assert_eq!(write::text(session).unwrap(), format!("{line}\n"));
    }
}

#[test]
fn a_reading_and_a_search_say_which_strap_it_was_in_four_digits_and_never_by_its_address() {
    for line in [VERSION_1[2], VERSION_1[3]] {
        let with = |strap: &str| line.replacen("+01:00\",", &format!("+01:00\",\"strap\":\"{strap}\","), 1) + "\n";
        let history = load(&crate::history::with("strap", &with("32c7")));
        assert_eq!((history.sessions.len(), history.broken), (1, 0));
        assert_eq!(write::text(&history.sessions[0]).unwrap(), with("32c7"));
        let path = crate::history::with("strap-address", &with("C0:00:00:00:00:A1"));
        assert_eq!(load(&path).broken, 1);
    }
}

#[test]
fn without_a_file_the_history_is_empty_and_the_first_session_makes_one_for_its_owner_only() {
    let home = Home::new("history-first");
    let path = home.path(FILE);
    assert_eq!(load(&path), History::default());
    fs::remove_dir_all(home.path(".local")).unwrap();
    for session in sessions() {
        write::append(&path, &session).unwrap();
    }
    assert_eq!(load(&path).sessions, sessions());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for (path, mode) in [(path.as_path(), 0o600), (path.parent().unwrap(), 0o700)] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, mode, "{}", path.display());
        }
    }
}

#[test]
fn a_torn_last_line_is_left_out_and_the_next_session_gets_a_line_of_its_own() {
    let torn = format!("{}\n{}", VERSION_1[0], &VERSION_1[4][..50]);
    let path = with("torn", &torn);
    assert_eq!((load(&path).sessions.len(), load(&path).broken_lines), (1, vec![2]));
    write::append(&path, &sessions()[4]).unwrap();
    write::append(&path, &sessions()[1]).unwrap();
    let history = load(&path);
    assert_eq!((history.sessions.len(), history.broken_lines), (3, vec![2]));
    let now = fs::read_to_string(&path).unwrap();
    assert_eq!(now, format!("{torn}\n{}\n{}\n", VERSION_1[4], VERSION_1[1]), "nothing is lost, not even half a line");
}

#[test]
fn a_last_line_that_lacks_only_its_end_is_read() {
    let path = with("unended", VERSION_1[4]);
    assert_eq!(load(&path).sessions.len(), 1);
    write::append(&path, &sessions()[0]).unwrap();
    assert_eq!((load(&path).sessions.len(), load(&path).broken), (2, 0));
}

#[test]
fn a_session_is_added_below_lines_that_nobody_can_read() {
    let strange = "what?\n{\"version\":7,\"walk\":{}}\n\n\u{feff}\n";
    let path = with("strange", strange);
    write::append(&path, &sessions()[2]).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{strange}{}\n", VERSION_1[2]));
    let history = load(&path);
    assert_eq!((history.sessions.len(), history.newer, history.broken_lines), (1, 1, vec![1, 4]));
}

#[test]
fn a_figure_that_could_not_be_read_again_is_not_written() {
    let path = with("impossible", "");
    let [mut practice, ..] = sessions();
    for rmssd in [f64::NAN, f64::INFINITY, -1.0, 1e6] {
        let PastSession::Practice(it) = &mut practice else { unreachable!() };
        it.rmssd_ms = Some(rmssd);
        let error = write::append(&path, &practice).unwrap_err().to_string();
        assert!(error.contains("history.jsonl") && error.contains("can't be true"), "{error}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
}

#[test]
fn several_programs_that_end_at_once_each_leave_a_whole_line() {
    let path = with("at-once", "");
    let (path, sessions) = (&path, sessions());
    std::thread::scope(|threads| {
        for session in &sessions {
            threads.spawn(move || (0..40).for_each(|_| write::append(path, session).unwrap()));
        }
    });
    assert_eq!((load(path).sessions.len(), load(path).broken), (200, 0));
}

#[cfg(unix)]
#[test]
fn something_else_in_the_place_of_the_file_is_named_and_never_written_into() {
    use std::os::unix::fs::symlink;
    let home = Home::new("history-odd");
    let path = home.path(FILE);
    let refused = |what: &str| {
        let (read, written) = (read::load(&path).unwrap_err(), write::append(&path, &sessions()[0]).unwrap_err());
        for (said, begin) in [(read.to_string(), "I can't read "), (written.to_string(), "I can't write ")] {
            let rest = format!("{}: it is {what}, not a file. Put a plain file in its place.", path.display());
            assert_eq!(said, format!("{begin}{rest}"));
        }
    };
    fs::create_dir(&path).unwrap();
    refused("a folder");
    fs::remove_dir(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    refused("a pipe");
    let target = home.write("target", "precious");
    for leads_to in [std::path::Path::new("/dev/zero"), std::path::Path::new("nowhere"), &target] {
        fs::remove_file(&path).unwrap();
        symlink(leads_to, &path).unwrap();
        refused("a link");
    }
    assert_eq!(fs::read_to_string(target).unwrap(), "precious");
    assert!(!home.path("nowhere").exists());
}

#[test]
fn a_line_is_added_while_another_program_holds_the_file() {
    let path = with("locked", "");
    let held = fs::File::open(&path).unwrap();
    held.lock().unwrap();
    write::append(&path, &sessions()[0]).unwrap();
    assert_eq!(load(&path).sessions.len(), 1);
}

#[test]
fn a_file_beyond_any_history_is_refused_before_it_is_read() {
    let path = with("huge", "");
    fs::File::options().write(true).open(&path).unwrap().set_len(65 * 1024 * 1024).unwrap();
    let error = read::load(&path).unwrap_err().to_string();
    assert!(error.contains("larger than 64 MiB") && error.contains("move the file away"), "{error}");
}
