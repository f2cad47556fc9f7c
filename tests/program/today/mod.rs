//! `breathmark today` as people run it: planning, answering, the calendar, and what cannot be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

mod after_a_talk;
mod answers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use crate::pty::{Terminal, home, short_home};

/// Where all of this happens, whatever zone the tests are run in.
const ZONE: &str = "Europe/Berlin";

fn terminal(home: &Path, args: &[&str]) -> Terminal {
    Terminal::run_in(80, 24, home, args, &[("TZ", ZONE)])
}

fn command(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "LANG", "LC_ALL", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.env("HOME", home).env("TZ", ZONE).args(args);
    command
}

fn breathmark(home: &Path, args: &[&str]) -> Output {
    command(home, args).output().unwrap()
}

fn today(home: &Path, args: &[&str]) -> String {
    let output = breathmark(home, &[&["today"], args].concat());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{args:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

fn refusal(home: &Path, args: &[&str]) -> String {
    let output = breathmark(home, &[&["today"], args].concat());
    assert!(!output.status.success(), "{args:?} succeeded");
    String::from_utf8(output.stderr).unwrap()
}

fn file(home: &Path) -> PathBuf {
    home.join(".local/state/breathmark/after.toml")
}

/// Makes everything that is planned begin on `day`.
fn begin_on(home: &Path, day: &str) {
    let text = fs::read_to_string(file(home)).unwrap();
    let begins = |line: &str| match line.strip_prefix("begins = ") {
        Some(_) => format!("begins = \"{day}T20:00:00\"\n"),
        None => format!("{line}\n"),
    };
    fs::write(file(home), text.lines().map(begins).collect::<String>()).unwrap();
}

/// Makes it wait since yesterday: longer ago, what comes once is let go.
fn make_due(home: &Path) {
    begin_on(home, &jiff::Zoned::now().in_tz(ZONE).unwrap().date().yesterday().unwrap().to_string());
}

#[test]
fn rituals_are_planned_listed_answered_and_removed() {
    let home = home("today-round");
    assert!(today(&home, &[]).starts_with("Nothing is waiting"));
    assert!(today(&home, &["--add", "thanks", "--at", "21:30"]).starts_with("1  thank each other for one thing"));
    let said = today(&home, &["--add", "phones stay in the hall", "--every", "other-day", "--weeks", "2"]);
    assert!(said.starts_with("2  phones stay in the hall") && said.contains("every other day · until"), "{said}");
    today(&home, &["--add", "book the dentist", "--who", "Kim", "--on", "tomorrow"]);
    let said = today(&home, &[]);
    assert!(said.starts_with("coming\n") && said.contains("book the dentist (Kim)  [tomorrow, 20:00]"), "{said}");
    make_due(&home);
    let said = today(&home, &[]);
    assert!(said.starts_with("waiting for you\n") && said.contains("[since "), "{said}");
    assert_eq!(today(&home, &["--done", "1", "--helped"]), "Good to hear.\n");
    let said = today(&home, &["--remove", "2"]);
    assert_eq!(said, "Removed: phones stay in the hall\n");
    assert!(!today(&home, &[]).contains("phones"));
    assert!(
        refusal(&home, &["--done", "1", "--partly"]).contains("1 is not due now: thank each other for one thing  [to")
    );
    assert!(refusal(&home, &["--done", "7", "--partly"]).contains("nothing with the number 7"));
}

/// Runs `breathmark today` with an output that nobody reads any more.
fn unread(home: &Path, args: &[&str]) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = command(home, &[&["today"], args].concat());
    assert!(command.stdout(writer).status().unwrap().success(), "{args:?}");
}

#[test]
fn a_change_is_saved_even_if_nobody_reads_what_is_printed() {
    let home = home("today-unread");
    unread(&home, &["--add", "call your mother", "--on", "tomorrow"]);
    assert!(today(&home, &[]).contains("call your mother"));
    unread(&home, &["--remove", "1"]);
    assert!(today(&home, &[]).starts_with("Nothing is waiting"));
}

#[test]
fn what_is_planned_twice_is_kept_once_and_said_so() {
    let home = home("today-twice");
    let plan = ["--add", "phones stay in the hall", "--every", "other-day"];
    let first = today(&home, &plan);
    let kept = fs::read_to_string(file(&home)).unwrap();
    assert_eq!(today(&home, &plan), format!("You've planned that already; it's listed once: {first}"));
    assert_eq!(fs::read_to_string(file(&home)).unwrap(), kept);
    assert!(
        today(&home, &[&plan[..], &["--at", "7:00"]].concat()).starts_with("2  phones"),
        "another time is another thing"
    );
}

#[test]
fn after_not_yet_there_is_a_fresh_repair_and_no_reproach() {
    let home = home("today-lapse");
    today(&home, &["--add", "call your mother", "--every", "day"]);
    make_due(&home);
    let said = today(&home, &["--done", "1", "--not-yet"]);
    assert!(said.contains("It happens") && said.contains("fresh start") && said.contains("--add"), "{said}");
}

#[test]
fn at_a_terminal_it_asks_and_takes_a_smaller_step() {
    let home = home("today-asks");
    today(&home, &["--add", "cook together", "--on", "tomorrow"]);
    make_due(&home);
    let mut terminal = terminal(&home, &["today"]);
    terminal.wait_for("d done   p partly");
    terminal.press("x\r");
    terminal.wait_for("Please type one of these letters");
    terminal.press("n\r");
    terminal.wait_for("One smaller step");
    terminal.press("soup, from a tin\r");
    assert!(terminal.wait().success());
    let said = today(&home, &[]);
    assert!(said.contains("soup, from a tin (both of you)  [tomorrow, 20:00]") && !said.contains("cook"), "{said}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_kept() {
    let home = short_home("today-broken");
    today(&home, &["--add", "thanks"]);
    let broken = fs::read_to_string(file(&home)).unwrap().replace("daily", "dayly");
    fs::write(file(&home), &broken).unwrap();
    let said = refusal(&home, &[]);
    assert!(said.contains("after.toml, line ") && said.contains("dayly") && said.contains("Mend that line"), "{said}");
    assert!(refusal(&home, &["--add", "evening"]).contains("line "));
    assert_eq!(fs::read_to_string(file(&home)).unwrap(), broken, "and not touched");
    let mut terminal = terminal(&home, &["talk", "--no-straps"]);
    terminal.answer_none();
    terminal.wait_for("your reminders can't be read");
    terminal.press("n");
    terminal.wait_for("hand over");
    std::thread::sleep(Duration::from_millis(300));
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    assert!(terminal.shows("They are kept in"), "{}", terminal.text());
    assert_eq!(fs::read_to_string(file(&home).with_extension("unread-1.toml")).unwrap(), broken);
    assert!(today(&home, &[]).contains("how are you both now?"));
}

#[test]
fn the_calendar_is_private_and_never_written_over_something_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home("today-ics");
    assert!(refusal(&home, &["--ics", "-"]).contains("nothing to write yet"));
    today(&home, &["--add", "evening"]);
    let to = home.join("ours.ics");
    let name = to.display().to_string();
    for _ in 0..2 {
        assert!(today(&home, &["--ics", &name]).contains("for your phone's calendar"));
    }
    let text = fs::read_to_string(&to).unwrap();
    assert!(text.contains("DTSTART;TZID=Europe/Berlin:") && text.contains("RRULE:FREQ=WEEKLY\r\n"), "{text}");
    assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(today(&home, &["--ics", "-"]).matches("BEGIN:VEVENT").count(), 1);
    fs::write(&to, "a letter").unwrap();
    assert!(refusal(&home, &["--ics", &name]).contains("something else already"));
    assert!(refusal(&home, &["--ics", &home.display().to_string()]).contains("something else already"));
    assert_eq!(fs::read_to_string(&to).unwrap(), "a letter");
    let mistyped = home.join("Dekstop").join("ours.ics");
    assert!(refusal(&home, &["--ics", &mistyped.display().to_string()]).contains("Dekstop; check the path"));
    assert!(!mistyped.parent().unwrap().exists());
}

#[test]
fn flags_that_make_no_sense_together_are_refused() {
    let home = home("today-flags");
    assert!(refusal(&home, &["--done", "1"]).contains("nothing with the number 1"));
    assert!(refusal(&home, &["--done", "1", "--better", "--worse"]).contains("cannot be used with"));
    assert!(refusal(&home, &["--helped"]).contains("--done"));
    assert!(refusal(&home, &["--add", "x", "--remove", "1"]).contains("cannot be used with"));
    assert!(refusal(&home, &["--add", "x", "--on", "2020-01-01"]).contains("is past"));
}

#[test]
fn german_is_spoken_where_it_is_asked_for() {
    let home = home("today-german");
    let folder = home.join(".config/breathmark");
    fs::create_dir_all(folder.join("words")).unwrap();
    fs::write(folder.join("settings.toml"), "[words]\nlanguage = \"de\"\n").unwrap();
    assert!(today(&home, &["--add", "thanks"]).starts_with("1  dankt einander für eine Sache"));
    fs::write(folder.join("words/de.toml"), "[things]\nthanks = \"ein Danke\"\n").unwrap();
    assert!(today(&home, &[]).contains("ein Danke"));
    fs::write(folder.join("words/de.toml"), "[things]\n\nthaks = \"ein Danke\"\n").unwrap();
    let output = breathmark(&home, &["today"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("words/de.toml, line 3: I don't know `things.thaks`; did you mean `thanks`?"), "{said}");
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("dankt einander"));
}
