//! `breathmark today` as people run it: planning, answering, the calendar, and what cannot be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

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
    assert!(refusal(&home, &["--done", "1", "--partly"]).contains("1 is not due now"));
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
fn a_talk_leaves_a_check_in_which_the_next_start_shows_twice() {
    let home = short_home("today-talk");
    // Whether a reminder was shown, and what the terminal says in the end.
    let talk = |turns: bool| {
        let mut terminal = terminal(&home, &["talk", "--no-straps"]);
        terminal.answer_none();
        terminal.wait_for("No straps");
        // The keys are written last: by then the rest of the page is there.
        terminal.wait_for("begin");
        let shown = terminal.shows("waiting: a while after your talk");
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
    assert!(text.contains("Next, ") && text.contains("how is each of you now?"), "{text}");
    assert!(today(&home, &[]).contains("how is each of you now?"));
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
    assert!(!said.contains("go on talking") && said.contains("how is each of you now?"), "{said}");
}

/// Above what the stop takes for a held key.
const NOT_HELD: Duration = Duration::from_millis(1100);

/// A talk without straps, in its first turn.
fn in_a_turn(home: &Path) -> Terminal {
    let mut terminal = terminal(home, &["talk", "--no-straps"]);
    terminal.answer_none();
    terminal.wait_for("No straps");
    terminal.press("n");
    terminal.wait_for("hand over");
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
            ("\r", "next part"),
            ("a", "2 of 3"),
            ("a", "3 of 3"),
            ("a", "Right, would you like to as well?"),
            ("k", "So small that you'll surely do it"),
            ("tbook the sitter", "book the sitter_"),
            ("\r", "by when: tomorrow"),
            ("wd", "by when: in 3 days"),
            ("al", "what we take with us"),
        ],
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
    let journals: String = journals.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
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
fn nothing_is_kept_of_a_talk_that_keeps_nothing() {
    let home = short_home("today-ephemeral");
    let mut terminal = terminal(&home, &["talk", "--no-straps", "--ephemeral"]);
    terminal.answer_none();
    terminal.wait_for("No straps");
    terminal.press("n");
    terminal.wait_for("hand over");
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    assert!(!file(&home).exists());
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
    assert!(today(&home, &[]).contains("how is each of you now?"));
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
    terminal.wait_for("Left, just you for a moment");
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
