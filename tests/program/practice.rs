//! A practice where there is no strap and no Bluetooth: the breath begins all the same, and nothing is kept.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use crate::pty::{Terminal, home};

fn has_figure(terminal: &Terminal) -> bool {
    terminal.text().contains(|c| ('\u{2801}'..'\u{2900}').contains(&c))
}

/// Ends the practice, which must leave no journal.
fn ends_without_a_journal(mut terminal: Terminal, home: &Path) {
    terminal.press("q");
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back());
    let journals = std::fs::read_dir(home.join(".local/state/breathmark/journals"));
    assert_eq!(journals.map_or(0, Iterator::count), 0);
}

#[test]
fn without_a_strap_the_breath_begins_and_one_line_speaks_of_straps() {
    let home = home("practice-without-strap");
    let terminal = Terminal::run(80, 24, &home, &["practice"]);
    let line =
        if cfg!(feature = "ble") { "to see your heart too: breathmark straps" } else { "this copy has no Bluetooth" };
    terminal.wait_for(line);
    assert!(has_figure(&terminal) && terminal.shows("in"), "{}", terminal.text());
    ends_without_a_journal(terminal, &home);
}

#[cfg(all(feature = "ble", target_os = "linux"))]
#[test]
fn without_bluetooth_the_breath_begins_though_a_strap_is_remembered() {
    let home = home("practice-without-bluetooth");
    crate::remember_both(&home.join(".config"));
    let no_bus = [("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus")];
    let terminal = Terminal::run_in(80, 24, &home, &["practice"], &no_bus);
    terminal.wait_for("to see your heart too: breathmark doctor");
    assert!(has_figure(&terminal), "{}", terminal.text());
    ends_without_a_journal(terminal, &home);
}

/// What a practice that is refused says, and its exit code.
fn refusal(home: &Path, args: &[&str]) -> (String, Option<i32>) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.arg("practice").args(args).env("HOME", home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_STATE_HOME");
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    (String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" "), output.status.code())
}

#[test]
fn a_breath_that_could_harm_is_refused_with_the_reason_and_a_better_one() {
    let home = home("practice-refused");
    for (args, why) in [
        (&["--rate", "9"][..], "more than 7 breaths a minute"),
        (&["--rate", "3"], "fewer than 4 breaths a minute"),
        (&["--breath", "6:4"], "much longer in than out"),
        (&["--breath", "2:8"], "more than three times as long out as in"),
        (&["--breath", "deep"], "such as 4:6"),
        (&["--reading", "3"], "2 or 5 minutes"),
        (&["--minutes", "0"], "1 to 180"),
        (&["--minutes", "ten"], "a whole number, 1 to 180"),
        (&["--two", "--demo"], "no demo"),
        (&["--find-pace"], "needs a strap"),
        (&["--two"], "needs both straps"),
    ] {
        if cfg!(not(feature = "ble")) && args == ["--two"] {
            continue;
        }
        let (said, code) = refusal(&home, args);
        assert!(said.contains(why) && code.is_some_and(|code| code != 0), "{args:?}: {said}");
    }
}

#[test]
fn a_practice_ends_on_a_quiet_page_and_a_second_press_leaves() {
    let home = home("practice-end");
    let mut terminal = Terminal::run(80, 24, &home, &["practice", "--demo", "--speed", "40"]);
    terminal.wait_for("with each breath your heart");
    terminal.press("o");
    terminal.wait_for("your heart follows");
    terminal.press("g");
    terminal.wait_for("1 of 6");
    terminal.press("q");
    terminal.wait_for("How do you feel now?");
    terminal.press("7");
    terminal.wait_for("now: 7");
    terminal.press("q");
    assert!(terminal.wait().success() && terminal.is_given_back());
    // Grounding, a reading and waiting are no breathing with the pacer.
    assert!(terminal.written().contains("You were here for") && !terminal.written().contains("breathed"));
}

#[test]
fn a_search_goes_on_while_the_window_changes_its_size() {
    let home = home("practice-resize");
    let arguments = ["practice", "--demo", "--find-pace", "--speed", "200"];
    let mut terminal = Terminal::run(80, 24, &home, &arguments);
    for (columns, rows) in [(120, 40), (60, 16), (20, 5), (80, 24)] {
        terminal.resize(columns, rows);
        terminal.wait_for(if rows > 5 { "of 5" } else { "" });
    }
    terminal.wait_for("Your heart moves most at about");
    terminal.press("q");
    terminal.press("q");
    assert!(terminal.wait().success() && terminal.is_given_back());
}

#[test]
fn where_any_colour_is_shown_the_figure_is_a_disc() {
    let home = home("practice-disc");
    let mut terminal = Terminal::run_in(80, 24, &home, &["practice"], &[("COLORTERM", "truecolor")]);
    terminal.wait_for("out");
    assert!(terminal.written().contains("48;2;") && terminal.text().contains('▀'), "{}", terminal.text());
    terminal.press("q");
    assert!(terminal.wait().success());
}
