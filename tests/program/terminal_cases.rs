//! Keys, names and settings that people really had, as files of `BREATHMARK_DATA`. What needs no file is tested elsewhere:
//!
//! | case | test |
//! |---|---|
//! | 48 stop and `fg` | `stops::a_stop_that_another_terminal_asks_for_lends_this_one_to_the_shell` |
//! | 55 the display sleeps | `awake`, `doctor` |
//! | 56 a cue for closed eyes | `cues::a_practice_has_a_tone_for_in_and_one_for_out_line_by_line_too` |
//! | 58 a little more time in a turn | the scenario `more_time_in_a_turn.toml` |
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::pty::{Terminal, home, short_home};
use crate::records::skip;

/// A file of the cases, if the folder is there.
fn case(name: &str) -> Option<PathBuf> {
    let data = std::env::var_os("BREATHMARK_DATA").map(PathBuf::from).filter(|path| path.is_dir());
    if data.is_none() {
        skip("terminal_cases", "BREATHMARK_DATA names no folder");
    }
    data.map(|data| data.join("public_cases").join(name))
}

#[test]
fn case_44_a_paste_of_two_lines_is_the_topic_and_nothing_of_it_is_a_key() {
    let Some(file) = case("44-paste-two-lines.txt") else { return };
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", std::fs::read_to_string(file).unwrap());
    let mut terminal = Terminal::run(80, 24, &short_home("case-44"), &["talk", "--no-straps", "--ephemeral"]);
    terminal.wait_for("Left, just you now");
    terminal.press(&paste);
    terminal.answer_none();
    terminal.wait_for("No straps");
    terminal.press(&paste);
    terminal.press("n");
    terminal.wait_for("hand over");
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    let mut terminal = Terminal::run(80, 24, &home("case-44-topic"), &["talk", "--no-straps", "--ephemeral"]);
    terminal.answer_none();
    terminal.wait_for("what we agree on");
    terminal.press("al");
    terminal.wait_for("what's it about?");
    terminal.press("t");
    terminal.press(&paste);
    terminal.wait_for("The holiday money expected plans");
    terminal.press("\r");
    terminal.wait_for("p pause");
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
}

#[test]
fn case_46_each_letter_of_a_cyrillic_keyboard_is_the_key_at_its_place_or_the_page_says_which_keys_work() {
    let Some(file) = case("46-cyrillic-keys.txt") else { return };
    let letters = std::fs::read_to_string(file).unwrap();
    let mut letters = letters.split_whitespace();
    let mut terminal = Terminal::run(80, 24, &short_home("case-46"), &["talk", "--no-straps", "--ephemeral"]);
    terminal.begin_without_straps();
    terminal.press(letters.next().unwrap());
    terminal.wait_for("let's take a breath");
    terminal.press(letters.next().unwrap());
    terminal.wait_for("s not yet");
    // The other letters, one by one: whatever they do, the program is there and says which keys work.
    for letter in letters.by_ref() {
        terminal.press(letter);
        std::thread::sleep(Duration::from_millis(50));
    }
    // The last one is at no key's place.
    terminal.wait_for("here: ");
    terminal.press("ч");
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back() && terminal.text().trim().is_empty(), "{}", terminal.text());
}

#[test]
fn case_49_a_name_with_a_joiner_is_shown_and_the_talk_begins() {
    let Some(file) = case("49-persian-name.toml") else { return };
    for more in [None, Some("--plain")] {
        let args = ["talk", "--no-straps", "--ephemeral", "--settings", file.to_str().unwrap()];
        let args: Vec<&str> = args.into_iter().chain(more).collect();
        let mut terminal = Terminal::run(80, 24, &home("case-49"), &args);
        terminal.wait_for("علی");
        terminal.wait_for("just you now");
        terminal.press("a");
        terminal.wait_for("Right, just you now");
        terminal.press("l");
        terminal.wait_for("what we agree on");
        terminal.press("\u{3}");
        assert!(terminal.wait().success());
    }
}

#[test]
fn case_51_an_unknown_setting_is_answered_with_those_of_its_section() {
    let Some(file) = case("51-unknown-setting.toml") else { return };
    let output = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .args(["practice", "--demo", "--settings", file.to_str().unwrap()])
        .env("HOME", home("case-51"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(
        said.contains("line 3: I don't know `hold_s`; [breath] has in_s and out_s; see `breathmark settings`"),
        "{said}"
    );
}
