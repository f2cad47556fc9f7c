//! The program as people run it: in a real pseudo-terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::process::Command;

use crate::pty::{INTRODUCED, Terminal, home, keep_hearts};

#[test]
fn the_demo_goes_from_straps_to_a_close_by_itself() {
    let home = home("demo");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--demo", "--seed", "1", "--speed", "30", "--stats"]);
    assert!(terminal.wait().success());
    let showed = terminal.showed_in_order(&[
        "just you now",
        "We let each other finish",
        "the washing-up",
        "demo: an easy round",
        "speaks",
        "let's take a breath",
        "a talk never says whose",
        "before we go on",
        "demo: numbers show only if",
        "look around instead",
        "demo: e asks you both",
        "makes amends",
        "one step",
        "To begin for real, type: breathmark",
    ]);
    assert_eq!(showed, Ok(()));
    assert!(terminal.is_given_back());
    for words in ["with 2 pauses", "arrival -> decision", "arrival -> frame", "Alex: ", "0 malformed"] {
        assert!(terminal.shows(words), "{words} is missing:\n{}", terminal.text());
    }
}

#[test]
fn p_pauses_from_help_and_from_a_talk_without_straps() {
    let home = home("keys");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    come_to_the_topic(&mut terminal);
    terminal.press("al");
    terminal.wait_for("hand over");
    terminal.press("?");
    terminal.wait_for("not a medical device");
    terminal.press("p");
    terminal.wait_for("let's take a breath");
    terminal.press("q");
    terminal.wait_for("thank you both");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    terminal.press("q");
    assert!(terminal.wait().success());
    assert!(terminal.shows("Kept on this computer"));
}

#[test]
fn a_replay_offers_only_the_keys_that_work_there() {
    let home = home("watched");
    let keep = home.join("talk.jsonl").display().to_string();
    let recorded = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .args(["talk", "--demo", "--journal", &keep, "--outputs", "-"])
        .output()
        .unwrap();
    assert!(recorded.status.success());
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--replay", &keep, "--speed", "20"]);
    terminal.wait_for("sit back");
    assert!(!terminal.shows("p pause") && terminal.shows("? help   q leave"), "{}", terminal.text());
    terminal.press("?");
    terminal.wait_for("end the replay");
    terminal.press("q");
    assert!(terminal.wait().success() && terminal.is_given_back());
}

/// Through all that comes before the topic.
fn come_to_the_topic(terminal: &mut Terminal) {
    terminal.answer_none();
    terminal.wait_for("what we agree on");
    terminal.press("al");
    terminal.wait_for("what's it about?");
}

/// Every file under a home, with what it says, but for the names of the first start.
fn written(home: &std::path::Path) -> Vec<(std::path::PathBuf, String)> {
    files(home).into_iter().filter(|(path, _)| !path.ends_with(INTRODUCED)).collect()
}

/// Every file under a folder, with what it says.
fn files(folder: &std::path::Path) -> Vec<(std::path::PathBuf, String)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let each = |path: std::path::PathBuf| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![(path.clone(), String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned())]
        }
    };
    entries.flat_map(each).collect()
}

#[test]
fn a_yes_of_either_ends_in_the_same_words_and_leaves_no_file_so_the_next_start_asks_anew() {
    let mut screens = Vec::new();
    for (n, answers) in [["s", "l"], ["a", "k"], ["s", "k"]].into_iter().enumerate() {
        let home = home(&format!("not-today-{n}"));
        let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
        for (name, answer) in ["Left", "Right"].into_iter().zip(answers) {
            terminal.wait_for(&format!("{name}, just you now"));
            terminal.wait_for("Is any of this true now?");
            terminal.press(answer);
        }
        terminal.wait_for("let's not have this talk today");
        terminal.wait_for("h find help");
        screens.push(terminal.text());
        terminal.press("h");
        terminal.wait_for("In danger now");
        terminal.press("?");
        terminal.wait_for("let's not have this talk today");
        terminal.press("q");
        assert!(terminal.wait().success());
        assert_eq!(written(&home), []);
        // As nothing is kept, the next start can't know of it.
        let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
        terminal.wait_for("Left, just you now");
        terminal.press("q");
        assert!(terminal.wait().success());
    }
    assert!(screens[0] == screens[1] && screens[1] == screens[2], "{screens:#?}");
}

#[test]
fn the_quick_exit_leaves_a_blank_terminal_and_how_the_talk_went() {
    let home = home("vanish");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    terminal.wait_for("just you now");
    terminal.press("x");
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back() && terminal.text().trim().is_empty(), "{}", terminal.text());
    assert_eq!(written(&home), []);
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    come_to_the_topic(&mut terminal);
    terminal.press("al");
    terminal.wait_for("hand over");
    terminal.press("px");
    assert!(terminal.wait().success());
    assert!(terminal.is_given_back() && terminal.text().trim().is_empty(), "{}", terminal.text());
    let journals = files(&home.join(".local/state/breathmark/journals"));
    assert!(journals.len() == 1 && journals[0].1.contains("\"part\":\"pause\""), "{journals:?}");
}

#[test]
fn what_is_typed_is_seen_and_kept_nowhere() {
    let home = home("typed");
    keep_hearts(&home);
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    come_to_the_topic(&mut terminal);
    terminal.press("tquarrel p? q");
    terminal.wait_for("quarrel p? q_");
    terminal.press("\rf");
    terminal.wait_for("Left, how do you feel?");
    terminal.press("\x1b[B");
    terminal.press("7");
    terminal.wait_for("how strong: 7 of 10");
    terminal.press("a");
    terminal.wait_for("Right, how do you feel?");
    terminal.press("l");
    terminal.wait_for("what's it about?");
    terminal.press("al");
    terminal.wait_for("hand over");
    assert!(terminal.shows("breathmark · quarrel p? q"), "{}", terminal.text());
    terminal.press("\x03");
    assert!(terminal.wait().success());
    let kept = files(&home);
    assert!(kept.iter().any(|(path, _)| path.extension().is_some_and(|name| name == "jsonl")));
    for (path, text) in kept {
        assert!(!text.contains("quarrel") && !text.contains("afraid"), "{}: {text}", path.display());
    }
}

#[test]
fn a_talk_that_is_left_before_it_begins_leaves_no_journal() {
    let journals = |home: &std::path::Path| files(&home.join(".local/state/breathmark/journals")).len();
    for (n, (keys, then)) in [("", "what we agree on"), ("al", "what's it about?")].into_iter().enumerate() {
        let home = home(&format!("unbegun-{n}"));
        let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
        terminal.answer_none();
        terminal.wait_for("what we agree on");
        assert_eq!(journals(&home), 1, "it is written from the start");
        terminal.press(keys);
        terminal.wait_for(then);
        terminal.press("q");
        terminal.wait_for("q leave");
        std::thread::sleep(std::time::Duration::from_millis(1100));
        terminal.press("q");
        assert!(terminal.wait().success());
        assert!(journals(&home) == 0 && !terminal.shows("Kept on this computer"), "{}", terminal.text());
    }
    let home = home("unbegun-named");
    let named = home.join("ours.jsonl");
    let args = ["talk", "--no-straps", "--journal", &named.display().to_string()];
    let mut terminal = Terminal::run(80, 24, &home, &args);
    terminal.answer_none();
    terminal.wait_for("what we agree on");
    terminal.press("\x03");
    assert!(terminal.wait().success() && named.exists() && terminal.shows("Kept on this computer"));
}

#[test]
fn a_resize_draws_everything_anew() {
    let home = home("resize");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps", "--ephemeral"]);
    terminal.answer_none();
    terminal.wait_for("what we agree on");
    for (columns, rows) in [(120, 40), (60, 15), (30, 8)] {
        terminal.resize(columns, rows);
        terminal.wait_for(if columns < 60 { "larger" } else { "what we agree on" });
    }
    terminal.resize(80, 24);
    terminal.wait_for("what we agree on");
    terminal.press("\x03");
    assert!(terminal.wait().success());
}

#[test]
fn being_asked_to_end_leaves_a_clean_terminal_and_a_whole_journal() {
    for signal in ["TERM", "HUP"] {
        let home = home(&format!("signal-{signal}"));
        let journal = home.join("talk.jsonl");
        let keep = journal.display().to_string();
        let mut terminal = Terminal::run(80, 24, &home, &["talk", "--demo", "--journal", &keep]);
        terminal.wait_for("what we agree on");
        terminal.send(signal);
        assert!(terminal.wait().success());
        assert!(terminal.is_given_back());
        let journal = std::fs::read_to_string(journal).unwrap();
        assert!(journal.lines().last().is_some_and(|line| line.contains("\"input\":\"end\"")));
    }
}

#[test]
fn killed_at_any_moment_everything_but_the_last_line_replays() {
    for (n, words) in ["what we agree on", "talks", "let's take a breath"].iter().enumerate() {
        let home = home(&format!("kill-{n}"));
        let keep = home.join("talk.jsonl").display().to_string();
        let mut terminal = Terminal::run(80, 24, &home, &["talk", "--demo", "--speed", "20", "--journal", &keep]);
        terminal.wait_for(words);
        terminal.send("KILL");
        terminal.wait();
        let replay = Command::new(env!("CARGO_BIN_EXE_breathmark"))
            .args(["talk", "--replay", &keep, "--outputs", "-"])
            .output()
            .unwrap();
        let lines = std::fs::read_to_string(&keep).unwrap();
        assert_eq!(replay.status.success(), lines.ends_with('\n'), "{replay:?}");
        assert!(!replay.stdout.is_empty());
    }
}

#[test]
fn a_window_too_small_is_refused_in_one_sentence() {
    let mut terminal = Terminal::run(20, 5, &home("small"), &["talk", "--demo"]);
    assert!(!terminal.wait().success());
    assert!(!terminal.text().contains("panicked"));
    let mut terminal = Terminal::run(59, 14, &home("small"), &["talk", "--demo"]);
    assert!(!terminal.wait().success());
    assert!(terminal.shows("60×15"), "{}", terminal.text());
}
