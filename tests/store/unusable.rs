//! A folder in which nothing can be kept is noticed before both have answered the private check.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use crate::home::{FILES, Home};
use crate::pty::Terminal;
use crate::records::skip;
use crate::rights::without_it;

/// Starts a talk with keys only in a pseudo-terminal, and returns what it said when it refused.
fn refused_talk(home: &Home, args: &[&str]) -> String {
    let mut terminal = Terminal::run(80, 24, &home.0, &[&["talk", "--no-straps"], args].concat());
    let status = terminal.wait();
    assert!(!status.success(), "{}", terminal.text());
    assert!(!terminal.shows("just you now"), "{}", terminal.text());
    assert!(!terminal.written().contains('\u{1b}'), "the terminal was never taken");
    terminal.text()
}

#[test]
fn a_file_in_the_place_of_the_state_folder_is_said_before_the_check() {
    for folder in [".local/state/breathmark", ".local/state/breathmark/journals", ".local/state"] {
        let home = Home::new("no-folder");
        fs::remove_dir_all(home.path(folder)).unwrap();
        home.write(folder, "");
        let said = refused_talk(&home, &[]);
        let said = said.split_whitespace().collect::<String>();
        assert!(said.contains("Ican'tkeepanythingin") && said.contains("`--ephemeral`"), "{said}");
        // Who keeps nothing needs no folder.
        let mut terminal = Terminal::run(80, 24, &home.0, &["talk", "--no-straps", "--ephemeral"]);
        terminal.wait_for("just you now");
        terminal.press("q");
        assert!(terminal.wait().success());
    }
}

#[test]
fn a_folder_that_may_not_be_written_to_is_said_before_the_check() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new("read-only");
    let folder = home.path(".local/state/breathmark/journals");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    let writes_anywhere = fs::write(folder.join("probe"), "").is_ok();
    let Some(mut command) = without_it(writes_anywhere) else {
        return skip("store unusable", "root can't give up the right to write anywhere here");
    };
    // Without a terminal: what is wrong with the folder is said even before that.
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env_remove(name);
    }
    let output = command.env("HOME", &home.0).args(["talk", "--no-straps"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{said}");
    assert!(said.contains("I can't keep anything in") && said.contains("`--ephemeral`"), "{said}");
}

#[test]
fn a_journal_that_could_not_be_created_is_said_before_the_check() {
    let home = Home::new("journal-taken");
    let taken = home.write("talk.jsonl", "precious");
    let said = refused_talk(&home, &["--journal", taken.to_str().unwrap()]).split_whitespace().collect::<String>();
    assert!(said.contains("thereisafileofthatnamealready"), "{said}");
    assert_eq!(fs::read_to_string(&taken).unwrap(), "precious");
}

#[test]
fn outputs_that_could_not_be_created_are_said_before_the_check_and_leave_no_journal() {
    let home = Home::new("outputs-taken");
    let taken = home.write("outputs.jsonl", "precious").display().to_string();
    let journal = home.path("talk.jsonl").display().to_string();
    let missing = home.path("no-folder/outputs.jsonl").display().to_string();
    for (outputs, said) in [(&taken, "Ican'tcreate"), (&missing, "Ican'tcreate"), (&journal, "namethesamefile")] {
        let args = ["--outputs", outputs, "--journal", &journal];
        let errors = refused_talk(&home, &args).split_whitespace().collect::<String>();
        assert!(errors.contains(said), "{errors}");
        let demo = home.refusal(&[&["talk", "--demo", "--plain"], &args[..]].concat());
        assert!(demo.split_whitespace().collect::<String>().contains(said), "{demo}");
        assert!(!home.path("talk.jsonl").exists() && !home.path("no-folder").exists());
    }
    assert_eq!(fs::read_to_string(&taken).unwrap(), "precious");
    let journals = fs::read_dir(home.path(".local/state/breathmark/journals")).unwrap();
    assert_eq!(journals.count(), 0);
}

#[test]
fn a_journal_that_could_not_be_created_leaves_no_outputs() {
    let home = Home::new("journal-refused");
    let taken = home.write("talk.jsonl", "precious").display().to_string();
    let outputs = home.path("outputs.jsonl").display().to_string();
    home.refusal(&["practice", "--demo", "--plain", "--journal", &taken, "--outputs", &outputs]);
    assert!(!home.path("outputs.jsonl").exists());
    // The same file by another name is found out only when it is opened.
    let other_name = home.path(".config/../outputs.jsonl").display().to_string();
    home.refusal(&["practice", "--demo", "--plain", "--journal", &other_name, "--outputs", &outputs]);
    assert!(!home.path("outputs.jsonl").exists());
}

#[cfg(feature = "ble")]
#[test]
fn a_practice_whose_journal_is_named_needs_no_folder_at_home() {
    let home = Home::new("practice-journal");
    fs::remove_dir_all(home.path(".local/state/breathmark")).unwrap();
    home.write(".local/state/breathmark", "");
    let practice = |args: &[&str]| {
        let mut command = home.command(&[&["practice", "--plain", "--strap", "C0:00:00:00:00:A1"], args].concat());
        let output = command.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus").output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(practice(&[]).contains("I can't keep anything in "), "its journal belongs there");
    let errors = practice(&["--journal", home.path("mine.jsonl").to_str().unwrap()]);
    assert!(errors.contains("Bluetooth") && !errors.contains("I can't keep"), "{errors}");
}

#[test]
fn finding_out_removes_no_file_of_somebody_else() {
    let home = Home::new("check-taken");
    let taken = home.write("check.new-1", "precious");
    let next = home.write(&format!("check.new-{}-0", std::process::id()), "precious");
    breathmark::store::usable::check(&home.0, "").unwrap();
    for path in [taken, next] {
        assert_eq!(fs::read_to_string(path).unwrap(), "precious");
    }
}

#[test]
fn finding_out_leaves_no_trace() {
    let home = Home::new("no-trace");
    fs::remove_dir_all(home.path(".local")).unwrap();
    breathmark::store::usable::check(&home.path(".local/state/breathmark/journals"), "").unwrap();
    assert!(!home.path(".local").exists());
    breathmark::store::usable::check(&home.path(".config/breathmark"), "").unwrap();
    let left = fs::read_dir(home.path(".config/breathmark")).unwrap().count();
    assert_eq!(left, 1, "only the folder of words, which was there");
}

#[test]
fn a_pipe_in_the_place_of_the_log_or_the_history_keeps_nobody_from_talking() {
    let home = Home::new("pipes-in-state");
    home.write(FILES[6], "version = 1\nleft = \"Left\"\nright = \"Right\"\n");
    for file in ["breathmark.log", "talks.toml"] {
        let path = home.path(".local/state/breathmark").join(file);
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }
    let mut terminal = Terminal::run(80, 24, &home.0, &["talk", "--no-straps"]);
    terminal.answer_none();
    // A history that can't be read was written after a talk.
    terminal.wait_for("same as last time?");
    terminal.press("\u{3}");
    assert!(terminal.wait().success(), "{}", terminal.text());
}
