//! The answers of each kind of thing, and looking back.

use std::fs;
use std::path::Path;

use super::{ZONE, file, refusal, terminal, today};
use crate::pty::{home, short_home};

/// Lets these kinds wait since yesterday, numbered from 1.
fn let_wait(home: &Path, kinds: &[&str]) {
    let day = jiff::Zoned::now().in_tz(ZONE).unwrap().date().yesterday().unwrap();
    let items = (1..).zip(kinds).map(|(id, kind)| {
        let every = if *kind == "look_back" { "every_four_months" } else { "once" };
        let times = format!("begins = \"{day}T20:0{id}:00\"\nnoted = \"{day}T19:00:00\"\n");
        format!("[[item]]\nid = {id}\nkind = \"{kind}\"\nwhat = \"\"\nevery = \"{every}\"\nminutes = 7\n{times}")
    });
    fs::create_dir_all(file(home).parent().unwrap()).unwrap();
    fs::write(file(home), format!("version = 1\n{}", items.collect::<String>())).unwrap();
}

#[test]
fn each_kind_of_thing_is_asked_for_an_answer_of_its_own() {
    let home = home("today-kinds");
    let_wait(&home, &["step", "after_talk", "return"]);
    let mut terminal = terminal(&home, &["today"]);
    for (asks, typed) in [
        ("d done   p partly   n not yet", "d\r"),
        ("b better   s the same   w worse", "w\r"),
        ("Be gentle with each other", ""),
        ("n go on now   l later   g let it go", "l\r"),
        ("1 in an hour   2 in two hours", "9\r"),
        ("Please type 1, 2, 3 or a time", "3\r"),
    ] {
        terminal.wait_for(asks);
        terminal.press(typed);
    }
    assert!(terminal.wait().success() && terminal.shows("You'll go on tomorrow"), "{}", terminal.text());
    let kept = fs::read_to_string(file(&home)).unwrap();
    assert!(
        kept.starts_with("# What comes") && kept.contains("version = 2") && kept.contains("said = \"worse\""),
        "{kept}"
    );
    assert!(today(&home, &[]).contains("coming\n   3  you wanted to go on talking  [tomorrow, "));
}

#[test]
fn now_goes_on_with_the_talk() {
    let home = short_home("today-now");
    let_wait(&home, &["return"]);
    let mut terminal = terminal(&home, &["today", "--done", "1"]);
    terminal.wait_for("n go on now");
    terminal.press("n\r");
    terminal.wait_for("Left, just you now");
    terminal.press("q");
    assert!(terminal.wait().success());
    assert!(today(&home, &[]).contains("you wanted to go on talking"), "nobody has talked yet");
}

#[test]
fn flags_answer_each_kind_and_a_flag_of_another_kind_says_which_ones_do() {
    let home = home("today-kind-flags");
    let_wait(&home, &["step", "after_talk", "return", "step", "return", "look_back"]);
    for (id, how) in [("1", "--did-it, --partly or --not-yet"), ("2", "--better, --same or --worse"), ("3", "--let-go")]
    {
        assert!(refusal(&home, &["--done", id]).contains(how));
    }
    assert!(refusal(&home, &["--done", "1", "--better"]).contains("--did-it"));
    assert!(refusal(&home, &["--done", "2", "--let-go"]).contains("--worse"));
    assert!(refusal(&home, &["--done", "3", "--later", "some day"]).contains("21:30 or tomorrow"));
    assert_eq!(today(&home, &["--done", "1", "--did-it"]), "Good to hear.\n");
    assert!(today(&home, &["--done", "2", "--same"]).contains("more than one talk"));
    assert!(today(&home, &["--done", "3", "--later", "tomorrow"]).starts_with("You'll go on tomorrow, "));
    assert_eq!(today(&home, &["--done", "4", "--helped"]), "Good to hear.\n", "as before");
    assert!(today(&home, &["--done", "5", "--let-go"]).starts_with("It's gone."));
    let said = today(&home, &[]);
    assert!(said.contains("a friend of both") && said.contains("--done 6 --helped"), "{said}");
}

#[test]
fn a_ritual_planned_again_moves_to_the_new_time() {
    let home = home("today-moved");
    today(&home, &["--add", "thanks", "--at", "21:30", "--on", "tomorrow"]);
    let said = today(&home, &["--add", "thanks", "--at", "22:15", "--on", "tomorrow"]);
    assert!(
        said.starts_with("Moved to the new time: 1  thank each other") && said.contains("tomorrow, 22:15"),
        "{said}"
    );
    assert!(!today(&home, &[]).contains("21:30"));
    assert!(today(&home, &["--add", "thanks", "--who", "Kim"]).starts_with("2  "), "of somebody else is another one");
}

#[test]
fn looking_back_shows_its_questions_one_by_one_and_keeps_nothing_of_them() {
    let home = home("today-look-back");
    assert!(today(&home, &["--add", "look-back"]).contains("every four months · 7 min"));
    let_wait(&home, &["look_back"]);
    let mut terminal = terminal(&home, &["today"]);
    for (shown, key) in [
        ("Enter begins", "\r"),
        ("1 of 3", "\r"),
        ("What makes it hard to see it", "?"),
        ("what is this?", "?"),
        ("2 of 3", "\r"),
        ("7 min left", ""),
        ("next time, and be kind?", "\r"),
    ] {
        terminal.wait_for(shown);
        terminal.press(key);
    }
    assert!(terminal.wait().success() && terminal.shows("Good to hear."));
    assert!(!today(&home, &[]).contains("waiting for you"));
}
