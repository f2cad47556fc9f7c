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

#[test]
fn where_any_colour_is_shown_the_figure_is_a_disc() {
    let home = home("practice-disc");
    let mut terminal = Terminal::run_in(80, 24, &home, &["practice"], &[("COLORTERM", "truecolor")]);
    terminal.wait_for("out");
    assert!(terminal.written().contains("48;2;") && terminal.text().contains('▀'), "{}", terminal.text());
    terminal.press("q");
    assert!(terminal.wait().success());
}
