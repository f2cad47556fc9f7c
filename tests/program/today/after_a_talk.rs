//! What a talk leaves for `breathmark today`: a check-in, an agreed return, one step, and nothing where nothing is kept.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::{ZONE, file, make_due, terminal, today};
use crate::pty::{Terminal, keep_hearts, short_home};

#[test]
fn a_talk_leaves_a_check_in_which_the_next_start_shows_twice() {
    let home = short_home("today-talk");
    // Whether a reminder was shown, and what the terminal says in the end.
    let talk = |turns: bool| {
        let mut terminal = terminal(&home, &["talk", "--no-straps"]);
        terminal.answer_none();
        terminal.wait_for("No straps");
        // The keys are written last: by then the rest of the page is there.
        terminal.wait_for("begin");
        let shown = terminal.shows("waiting: after your talk");
        if turns {
            terminal.press("n");
            terminal.wait_for("hand over");
        }
        // A journal's name has the second in it.
        std::thread::sleep(Duration::from_millis(1100));
        terminal.press("\u{3}");
        assert!(terminal.wait().success());
        (shown, terminal.text())
    };
    assert!(!talk(false).1.contains("Next,"), "nobody has talked yet");
    let (_, text) = talk(true);
    assert!(text.contains("Next, ") && text.contains("how are you both now?"), "{text}");
    assert!(today(&home, &[]).contains("how are you both now?"));
    make_due(&home);
    let shown: Vec<bool> = (0..3).map(|_| talk(false).0).collect();
    assert_eq!(shown, [true, true, false]);
}

#[test]
fn an_agreed_return_waits_until_both_have_talked_again() {
    let home = short_home("today-return");
    let talk = |asks: bool, keys: &[(&str, &str)]| {
        let mut terminal = terminal(&home, &["talk", "--no-straps"]);
        if asks {
            terminal.wait_for("You wanted to go on talking");
            terminal.press("t");
        }
        terminal.answer_none();
        terminal.wait_for("No straps");
        for (key, then) in keys {
            terminal.press(key);
            terminal.wait_for(then);
        }
        // A journal's name has the second in it.
        std::thread::sleep(Duration::from_millis(1100));
        terminal.press("\u{3}");
        assert!(terminal.wait().success());
        terminal.text()
    };
    let speaks = ("n", "hand over");
    let breaks = [speaks, ("p", "let's take a breath"), ("b", "in 20 minutes"), ("al", "a real break, until")];
    let said = talk(false, &breaks);
    assert!(said.contains("you wanted to go on talking"), "{said}");
    talk(true, &[]);
    assert!(today(&home, &[]).contains("you wanted to go on talking"), "nobody has spoken yet");
    talk(true, &[speaks, ("p", "let's take a breath")]);
    let said = today(&home, &[]);
    assert!(!said.contains("go on talking") && said.contains("how are you both now?"), "{said}");
}

/// Above what the stop takes for a held key.
const NOT_HELD: Duration = Duration::from_millis(1100);

/// A talk without straps, in its first turn.
fn in_a_turn(home: &Path) -> Terminal {
    let mut terminal = terminal(home, &["talk", "--no-straps"]);
    terminal.begin_without_straps();
    terminal
}

fn press(terminal: &mut Terminal, keys: &[(&str, &str)]) {
    for (key, then) in keys {
        terminal.press(key);
        terminal.wait_for(then);
    }
}

#[test]
fn the_one_step_of_a_repair_is_handed_over_and_nothing_else_that_was_written() {
    let home = short_home("today-step");
    keep_hearts(&home);
    let mut talk = in_a_turn(&home);
    // The close thanks those who have talked.
    std::thread::sleep(NOT_HELD);
    press(
        &mut talk,
        &[
            ("q", "thank you both"),
            ("r", "Would either of you like to put one thing right today?"),
            ("a", "Left makes amends"),
            ("tI was loud", "I was loud_"),
            ("\r", "Enter go on"),
            ("a", "2 of 3"),
            ("a", "3 of 3"),
            ("a", "Right, would you like to as well?"),
            ("k", "So small that you'll really do it"),
            ("tbook the sitter", "book the sitter_"),
            ("\r", "by when: tomorrow"),
            ("l", "●"),
            ("wd", "by when: in 3 days"),
        ],
    );
    assert!(!talk.shows("●"), "who said yes said it to another step:\n{}", talk.text());
    press(
        &mut talk,
        &[("al", "what we take with us"), ("\u{1b}[D", "by when: in 3 days"), ("al", "what we take with us")],
    );
    assert!(talk.shows("I was loud") && talk.shows("One step: book the sitter · Left · in 3 days"), "{}", talk.text());
    press(&mut talk, &[("al", "thank you both")]);
    std::thread::sleep(NOT_HELD);
    talk.press("q");
    assert!(talk.wait().success());
    let said = today(&home, &[]);
    let step = said.lines().find(|line| line.contains("book the sitter (Left)")).unwrap_or_else(|| panic!("{said}"));
    assert!(step.ends_with(", 20:00]"), "{step}");
    let in_three_days = jiff::Zoned::now().in_tz(ZONE).unwrap().checked_add(jiff::Span::new().days(3)).unwrap();
    let kept = fs::read_to_string(file(&home)).unwrap();
    assert!(kept.contains(&format!("begins = \"{}T20:00:00\"", in_three_days.date())), "{kept}");
    let journals = fs::read_dir(home.join(".local/state/breathmark/journals")).unwrap();
    let journals = journals.map(|entry| entry.unwrap().path());
    let journals = journals.filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let journals: String = journals.map(|path| fs::read_to_string(path).unwrap()).collect();
    assert!(!journals.is_empty() && !(kept + &journals).contains("loud") && !journals.contains("sitter"));
}

/// A talk that is left out of a pause, without a time to come back; says whether its close spoke of somebody's help.
fn breaks_off(home: &Path) -> bool {
    let mut talk = in_a_turn(home);
    press(&mut talk, &[("p", "let's take a breath"), ("q", "thank you both")]);
    let said = talk.shows("Some knots are hard for two");
    if said {
        press(&mut talk, &[("h", "a couples' or family counselling service"), ("h", "thank you both")]);
    }
    std::thread::sleep(NOT_HELD);
    talk.press("q");
    assert!(talk.wait().success());
    said
}

#[test]
fn when_talks_keep_breaking_off_help_is_spoken_of_once_and_gently() {
    let home = short_home("today-beyond");
    assert!(!breaks_off(&home), "one is not many");
    let talks = home.join(".local/state/breathmark/talks.toml");
    let text = fs::read_to_string(&talks).unwrap();
    let last = &text[text.find("[[talk]]").unwrap()..];
    assert!(last.contains("broke_off = true"), "{text}");
    fs::write(&talks, format!("{text}\n{last}\n{last}")).unwrap();
    assert_eq!([breaks_off(&home), breaks_off(&home)], [true, false]);
}

#[test]
fn a_quick_exit_plans_nothing_and_leaves_what_was_planned_before() {
    let home = short_home("today-vanish");
    today(&home, &["--add", "thanks", "--at", "21:30"]);
    let before = fs::read_to_string(file(&home)).unwrap();
    let mut talk = in_a_turn(&home);
    std::thread::sleep(NOT_HELD);
    press(&mut talk, &[("p", "let's take a breath"), ("x", "")]);
    assert!(talk.wait().success());
    assert_eq!(fs::read_to_string(file(&home)).unwrap(), before);
}

#[test]
fn nothing_is_kept_of_a_talk_that_keeps_nothing() {
    let home = short_home("today-ephemeral");
    let mut terminal = terminal(&home, &["talk", "--no-straps", "--ephemeral"]);
    terminal.begin_without_straps();
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    assert!(!file(&home).exists());
}
