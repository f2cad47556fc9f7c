//! `breathmark history` as people run it: empty, little and much of it, lines that can't be read, and every terminal.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};
use serde_json::Value;

use crate::pty::{Terminal, home, short_home};
use crate::records::skip;
use crate::rights::without_it;

/// Where all of this happens, whatever zone the tests are run in.
const ZONE: &str = "Europe/Berlin";

pub(crate) fn today() -> Date {
    Zoned::now().in_tz(ZONE).unwrap().date()
}

pub(crate) fn days_ago(days: i64) -> Date {
    today().checked_sub(days.days()).unwrap()
}

/// A practice of a day, which is over at any time of that day: its zone is never behind that of [`ZONE`].
pub(crate) fn practice(day: Date, swing: f64) -> String {
    format!(
        r#"{{"version":1,"practice":{{"began":"{day}T00:00:00+02:00","seconds":600,"swing_bpm":[{swing:.1}],"rmssd_ms":41.5}}}}"#
    )
}

fn talk(day: Date, pause_s: &[u32]) -> String {
    format!(r#"{{"version":1,"talk":{{"began":"{day}T00:00:00+02:00","pauses":3,"pause_s":{pause_s:?}}}}}"#)
}

pub(crate) fn file(home: &Path) -> PathBuf {
    home.join(".local/state/breathmark/history.jsonl")
}

/// A home with these lines in its history.
pub(crate) fn with(name: &str, lines: &[String]) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home(&format!("history-{name}"));
    fs::write(file(&home), lines.join("\n") + "\n").unwrap();
    fs::set_permissions(file(&home), fs::Permissions::from_mode(0o600)).unwrap();
    home
}

fn in_environment(command: &mut Command, home: &Path, args: &[&str]) -> Output {
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.env("HOME", home).env("TZ", ZONE).arg("history").args(args).output().unwrap()
}

/// What the command prints through a pipe, and what it says on standard error.
pub(crate) fn piped(home: &Path, args: &[&str]) -> (String, String) {
    let output = in_environment(&mut Command::new(env!("CARGO_BIN_EXE_breathmark")), home, args);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (said, errors) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{args:?}: {said}{errors}");
    assert!(!said.contains('\u{1b}'), "{said}");
    (said, errors)
}

/// What the command prints in a terminal with this many columns.
fn in_terminal(home: &Path, columns: u16, args: &[&str], env: &[(&str, &str)]) -> String {
    let env = [env, &[("TZ", ZONE)]].concat();
    let mut terminal = Terminal::run_in(columns, 60, home, &[&["history"], args].concat(), &env);
    assert!(terminal.wait().success());
    assert!(!terminal.written().contains('\u{1b}'), "{}", terminal.written());
    terminal.written().replace("\r\n", "\n")
}

#[test]
fn an_empty_history_says_warmly_what_fills_it() {
    let home = home("history-empty");
    let (said, errors) = piped(&home, &[]);
    assert!(
        said.contains("that's fine") && said.contains("breathmark practice") && errors.is_empty(),
        "{said}{errors}"
    );
    assert!(piped(&home, &["practice"]).0.contains("No practice yet."));
    assert!(piped(&home, &["readings"]).0.contains("No quiet reading yet."));
    assert!(piped(&home, &["resonance"]).0.contains("No resonance test yet."));
    assert!(piped(&home, &["talk", "--weeks", "4"]).0.contains("No talk yet."));
    assert!(!file(&home).exists(), "looking leaves nothing behind");
}

#[test]
fn one_practice_is_shown_as_it_was_and_nothing_is_made_of_it() {
    let home = with("one", &[practice(today(), 14.0)]);
    let (said, _) = piped(&home, &[]);
    assert!(said.contains("one practice, 10 minutes"), "{said}");
    assert!(said.contains("your heart moved by 14 beats with each breath"), "{said}");
    let (said, _) = piped(&home, &["practice"]);
    let rows: Vec<&str> = said.lines().filter(|line| line.contains("14")).collect();
    assert!(rows.len() >= 2 && !said.contains("the middle one"), "a week and a month, and no range:\n{said}");
    for word in ["score", "streak", "goal", "average", "best", "missed"] {
        assert!(!said.to_lowercase().contains(word), "{word}: {said}");
    }
}

#[test]
fn weeks_without_a_practice_are_empty_and_what_is_before_them_is_one_flag_away() {
    let home = with("gaps", &[practice(days_ago(140), 9.0), practice(days_ago(30), 10.0), practice(today(), 14.0)]);
    let (said, _) = piped(&home, &["practice"]);
    let weeks: Vec<&str> = said.lines().skip(2).take_while(|line| !line.is_empty()).collect();
    assert_eq!(weeks.len(), 9, "a head and eight weeks:\n{said}");
    let empty = weeks.iter().filter(|line| line.split_whitespace().count() <= 3).count();
    assert_eq!(empty, 6, "{said}");
    let flag = said.split("--weeks ").nth(1).unwrap().trim();
    let (said, _) = piped(&home, &["practice", "--weeks", flag]);
    assert!(!said.contains("more before"), "{said}");
    let (said, _) = piped(&with("long-ago", &[practice(days_ago(140), 9.0)]), &["practice"]);
    assert!(said.contains("Nothing in these weeks.") && said.contains("--weeks "), "{said}");
}

#[test]
fn pauses_of_talks_are_shown_for_both_together() {
    let home = with("talks", &[talk(days_ago(1), &[92, 141]), talk(today(), &[250])]);
    let (said, _) = piped(&home, &[]);
    assert!(said.contains("2 talks, 6 pauses") && said.contains("until you were both ready: 1:32–4:10 min"), "{said}");
    assert!(piped(&home, &["talk"]).0.contains("2:21 (1:32–4:10)"));
}

#[test]
fn the_result_of_the_last_test_stands_in_the_overview_however_long_ago_it_was() {
    let test = |day: Date, peak: f64| {
        let step = r#"{"per_minute":5.5,"swing_bpm":15.0,"fit":0.91,"behind_deg":10.0,"felt":7}"#;
        format!(
            r#"{{"version":1,"resonance":{{"began":"{day}T19:15:00+01:00","steps":[{step}],"peak_per_minute":{peak},"within_per_minute":0.3,"refined":true,"finished":false}}}}"#
        )
    };
    let home = with("tests", &[test(days_ago(200), 5.9), test(days_ago(100), 5.4)]);
    let (said, _) = piped(&home, &[]);
    assert!(said.contains("2 tests") && said.contains("5.4 breaths a minute, give or take 0.3"), "{said}");
    let (said, _) = piped(&home, &["resonance"]);
    assert!(said.contains("5.9") && said.contains("refined, not to the end") && said.contains("0.91"), "{said}");
}

#[test]
fn a_test_without_a_peak_is_a_row_with_its_date_and_no_angle_is_minus_zero() {
    let step = r#"{"per_minute":5.5,"swing_bpm":15.0,"fit":0.91,"behind_deg":-0.3}"#;
    let test = format!(
        r#"{{"version":1,"resonance":{{"began":"{}T00:00:00+02:00","steps":[{step}],"refined":false,"finished":true}}}}"#,
        days_ago(40)
    );
    let home = with("no-peak", &[test]);
    let (said, _) = piped(&home, &["resonance"]);
    let row = said.lines().find(|line| line.contains("no rate stood out")).unwrap();
    assert!(row.trim_start() == row && !row.starts_with("no rate"), "the date stands before it:\n{said}");
    assert!(!said.contains("-0"), "{said}");
    let german = in_terminal(&home, 80, &["resonance"], &[("LANG", "de_DE.UTF-8")]);
    assert!(german.contains("5,5") && german.contains("0,91") && !german.contains("5.5"), "{german}");
}

#[test]
fn what_the_first_version_wrote_is_shown() {
    let line = r#"{"version":1,"reading":{"began":"2026-11-23T07:30:00+01:00","minutes":5,"heart_rate_bpm":61.0,"rmssd_ms":38.0,"sdnn_ms":52.0,"clean_share":1.0}}"#;
    let home = with("version-1", &[line.to_owned()]);
    let (said, errors) = piped(&home, &["readings", "--weeks", "520"]);
    assert!(said.contains("38") && said.contains("SDNN 5 min") && !said.contains("SDNN 2 min"), "{said}{errors}");
}

#[test]
fn json_has_the_sessions_that_are_asked_for_as_they_are_kept() {
    let lines = [practice(days_ago(70), 9.0), talk(days_ago(3), &[92]), practice(today(), 14.0)];
    let home = with("json", &lines);
    let sessions = |args: &[&str]| {
        let said: Value = serde_json::from_str(&piped(&home, &[args, &["--json"]].concat()).0).unwrap();
        assert_eq!(said["version"], 1);
        said["sessions"].as_array().unwrap().clone()
    };
    let kept = |n: usize| {
        let mut line: Value = serde_json::from_str(&lines[n]).unwrap();
        line.as_object_mut().unwrap().remove("version");
        line
    };
    assert_eq!(sessions(&[]), [kept(0), kept(1), kept(2)]);
    assert_eq!(sessions(&["practice"]), [kept(0), kept(2)]);
    assert_eq!(sessions(&["practice", "--weeks", "8"]), [kept(2)]);
    assert_eq!(sessions(&["readings"]), Vec::<Value>::new());
}

#[test]
fn a_terminal_gets_a_picture_and_a_pipe_and_plain_lines_get_the_table_alone() {
    let home = with("picture", &[practice(days_ago(20), 9.0), practice(today(), 14.0)]);
    let drawn = in_terminal(&home, 80, &["practice"], &[]);
    assert_eq!(drawn.matches('•').count(), 2, "{drawn}");
    assert!(drawn.contains("Each dot is one practice") && drawn.contains("week from"), "{drawn}");
    for without in [
        piped(&home, &["practice"]).0,
        in_terminal(&home, 80, &["practice", "--plain"], &[]),
        in_terminal(&home, 80, &["practice"], &[("TERM", "dumb")]),
    ] {
        assert!(!without.contains(['•', '┤']) && without.contains("week from"), "{without}");
    }
}

#[test]
fn no_line_is_wider_than_a_narrow_terminal() {
    let lines: Vec<String> = (0..50).map(|days| practice(days_ago(days), 9.0 + days as f64 / 10.0)).collect();
    let home = with("narrow", &[&lines[..], &[talk(today(), &[92, 141, 600])]].concat());
    for columns in [30, 40, 80, 160] {
        for page in [&["practice"][..], &["talk"], &[]] {
            let drawn = in_terminal(&home, columns, page, &[]);
            // A path has no blank to break at.
            let mut lines = drawn.lines().filter(|line| !line.contains('/'));
            assert!(lines.all(|line| line.chars().count() <= columns.into()), "{columns}:\n{drawn}");
        }
    }
    let drawn = in_terminal(&home, 40, &["practice"], &[]);
    assert!(drawn.contains('•') && drawn.contains("RMSSD ms"), "nothing is left out:\n{drawn}");
}

#[test]
fn a_terminal_without_utf_8_gets_ascii() {
    let home = with("ascii", &[practice(days_ago(2), 9.0), practice(today(), 14.0), talk(today(), &[92, 141])]);
    for page in [&["practice"][..], &["talk"], &[]] {
        let drawn = in_terminal(&home, 80, page, &[("LC_ALL", "C")]);
        assert!(drawn.is_ascii(), "{drawn}");
    }
    assert!(in_terminal(&home, 80, &["practice"], &[("LC_ALL", "C")]).contains('*'));
}

#[test]
fn german_is_german_to_the_months() {
    let home = with("german", &[practice(days_ago(2), 9.0), practice(today(), 14.0), talk(today(), &[92])]);
    let german = [("LANG", "de_DE.UTF-8")];
    let drawn = in_terminal(&home, 80, &["practice"], &german);
    assert!(drawn.contains("Verlauf: Üben, die letzten 8 Wochen") && drawn.contains("Woche ab"), "{drawn}");
    assert!(drawn.contains("Höher ist nicht besser"), "{drawn}");
    let drawn = in_terminal(&home, 80, &[], &german);
    assert!(drawn.contains("2 Übungen, 20 Minuten") && drawn.contains("ein Gespräch, 3 Pausen"), "{drawn}");
}

#[test]
fn absurd_flags_are_refused_in_one_sentence() {
    let home = home("history-flags");
    for args in [&["--weeks", "0"][..], &["--weeks", "524"], &["--weeks", "x"], &["walks"]] {
        let output = in_environment(&mut Command::new(env!("CARGO_BIN_EXE_breathmark")), &home, args);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && output.stdout.is_empty() && errors.starts_with("error: "), "{errors}");
    }
    fs::create_dir(file(&home)).unwrap();
    let output = in_environment(&mut Command::new(env!("CARGO_BIN_EXE_breathmark")), &home, &[]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && errors.contains("it is a folder, not a file. Put a plain file"), "{errors}");
}

/// A talk with keys only, with one pause that it is left out of.
fn talk_in_terminal(home: &Path, args: &[&str]) -> (bool, String) {
    let mut terminal = Terminal::run_in(80, 24, home, &[&["talk", "--no-straps"], args].concat(), &[("TZ", ZONE)]);
    terminal.begin_without_straps();
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.press("\u{3}");
    (terminal.wait().success(), terminal.text())
}

#[test]
fn a_talk_leaves_a_line_for_both_together_and_one_that_keeps_nothing_leaves_none() {
    let home = short_home("history-talk");
    assert!(talk_in_terminal(&home, &["--ephemeral"]).0);
    assert!(!file(&home).exists());
    assert!(talk_in_terminal(&home, &[]).0);
    let kept = fs::read_to_string(file(&home)).unwrap();
    let line: Value = serde_json::from_str(&kept).unwrap();
    assert!(line["talk"]["began"].as_str().unwrap().starts_with(&today().to_string()), "{kept}");
    assert_eq!((&line["talk"]["pauses"], &line["talk"]["pause_s"]), (&1.into(), &serde_json::json!([])));
    assert!(piped(&home, &[]).0.contains("one talk, one pause"));
}

#[test]
fn a_quick_exit_leaves_no_line() {
    let home = short_home("history-vanish");
    let mut terminal = Terminal::run_in(80, 24, &home, &["talk", "--no-straps"], &[("TZ", ZONE)]);
    terminal.begin_without_straps();
    terminal.press("x");
    assert!(terminal.wait().success() && !file(&home).exists());
}

#[test]
fn a_talk_whose_line_cannot_be_kept_says_so_at_its_end_and_what_is_there_is_shown() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = short_home("history-read-only");
    fs::write(file(&home), practice(today(), 14.0)).unwrap();
    fs::set_permissions(file(&home), fs::Permissions::from_mode(0o400)).unwrap();
    let may_do_it_all = fs::OpenOptions::new().append(true).open(file(&home)).is_ok();
    let Some(mut command) = without_it(may_do_it_all) else {
        return skip("program history", "root can't give up the right to write anywhere here");
    };
    fs::set_permissions(file(&home).parent().unwrap(), fs::Permissions::from_mode(0o500)).unwrap();
    let output = in_environment(&mut command, &home, &["practice"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains("14"), "{said}");
    fs::set_permissions(file(&home).parent().unwrap(), fs::Permissions::from_mode(0o700)).unwrap();
    // Something else in the place of the file: it can't be written, whoever asks.
    fs::remove_file(file(&home)).unwrap();
    fs::create_dir(file(&home)).unwrap();
    let (ended_well, said) = talk_in_terminal(&home, &[]);
    let said = said.split_whitespace().collect::<String>();
    assert!(!ended_well && said.contains("Ican'twrite") && said.contains("history.jsonl"), "{said}");
}
