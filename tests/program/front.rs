//! The first start, the front page, and an agreed return: what two people see before a talk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::pty::{INTRODUCED, Terminal, home, keep_hearts, new_home, short_home};
use crate::rights::without_it;

fn front(home: &Path) -> Terminal {
    Terminal::run(80, 24, home, &[])
}

/// Presses each key once the screen shows the text before it.
fn go(terminal: &mut Terminal, keys: &[(&str, &str)]) {
    for (shown, key) in keys {
        terminal.wait_for(shown);
        terminal.press(key);
    }
}

fn introduced(home: &Path) -> Option<String> {
    fs::read_to_string(home.join(INTRODUCED)).ok()
}

/// The choice about sound, in the file beside the settings.
fn chose_sound(home: &Path) -> Option<bool> {
    let text = fs::read_to_string(home.join(".config/breathmark/sound.toml")).ok()?;
    Some(!text.contains("volume = 0\n"))
}

fn state(home: &Path) -> PathBuf {
    home.join(".local/state/breathmark")
}

/// Lets an agreed return wait since a minute ago.
fn let_return_wait(home: &Path) {
    fs::create_dir_all(state(home)).unwrap();
    let at = jiff::Zoned::now().datetime().strftime("%Y-%m-%dT%H:%M:00").to_string();
    let item =
        format!("id = 1\nkind = \"return\"\nbegins = \"{at}\"\nevery = \"once\"\nminutes = 10\nnoted = \"{at}\"\n");
    fs::write(state(home).join("after.toml"), format!("version = 1\n[[item]]\n{item}")).unwrap();
}

/// The first line of the only journal.
fn header(home: &Path) -> String {
    let files = fs::read_dir(state(home).join("journals")).unwrap().map(|entry| entry.unwrap().path());
    let journals: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    assert_eq!(journals.len(), 1);
    let text = fs::read_to_string(&journals[0]).unwrap();
    text.lines().next().unwrap().to_owned()
}

/// Through the check into the first turn, and out. What the journal says of the beginning.
fn talk_and_leave(terminal: &mut Terminal, home: &Path) -> String {
    terminal.begin_without_straps();
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    header(home)
}

#[test]
fn two_names_are_typed_once_and_the_second_start_greets_them() {
    let home = new_home("front-first");
    let mut terminal = front(&home);
    go(&mut terminal, &[("Who sits on the left?   _", "Alex\r"), ("right?       _", "Sma\u{7f}\u{7f}am\r")]);
    terminal.wait_for("what will happen");
    assert!(introduced(&home).is_none(), "nothing is kept before the end");
    go(
        &mut terminal,
        &[
            ("2 of 4", "\r"),
            ("3 of 4", "y"),
            ("How it went stays", "\r"),
            ("would you like soft tones?", "y"),
            ("the terminal's bell may ring", "\r"),
        ],
    );
    go(&mut terminal, &[("let's try a few breaths", "\r"), ("begin a talk", "q")]);
    assert!(terminal.wait().success());
    let kept = introduced(&home).unwrap();
    assert!(kept.ends_with("version = 1\nleft = \"Alex\"\nright = \"Sam\"\n"), "{kept}");
    assert_eq!(chose_sound(&home), Some(true));
    assert_eq!(fs::metadata(home.join(INTRODUCED)).unwrap().permissions().mode() & 0o777, 0o600);
    let mut terminal = front(&home);
    go(&mut terminal, &[(", Alex and Sam.", "?"), ("what is this?", "?"), ("Enter  begin a talk", "t")]);
    go(&mut terminal, &[("Alex, just you now", "q")]);
    assert!(terminal.wait().success());
}

#[test]
fn a_talk_introduces_two_people_too_and_settings_win_over_what_they_said() {
    let home = new_home("front-talk");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    go(
        &mut terminal,
        &[("left?   _", "Alex\r"), ("right?       _", "Sam\r"), ("2 of 4", "\r"), ("3 of 4", "\r"), ("4 of 4", "\r")],
    );
    go(&mut terminal, &[("a few breaths", "\r"), ("Alex, just you now", "q")]);
    assert!(terminal.wait().success());
    fs::create_dir_all(home.join(".config/breathmark")).unwrap();
    fs::write(home.join(".config/breathmark/settings.toml"), "[left]\nname = \"Kim\"\n").unwrap();
    go(&mut front(&home), &[(", Kim and Sam.", "q")]);
}

#[test]
fn every_way_out_of_the_first_start_works_and_keeps_both_names_or_nothing() {
    let to_stays = [("left?   _", "Alex\r"), ("right?       _", "Sam\r"), ("2 of 4", "\r")];
    for (n, (keys, kept)) in [
        (&[("left?   _", "Alex\u{3}")][..], false),
        (&[("left?   _", "Alex\r"), ("right?       _", "S\u{18}")], false),
        (&[to_stays[0], to_stays[1], ("2 of 4", "q")], true),
        (&[to_stays[0], to_stays[1], to_stays[2], ("3 of 4", "\u{3}")], true),
        (&[to_stays[0], to_stays[1], to_stays[2], ("3 of 4", "x")], false),
    ]
    .into_iter()
    .enumerate()
    {
        let home = new_home(&format!("front-out-{n}"));
        let mut terminal = front(&home);
        go(&mut terminal, keys);
        assert!(terminal.wait().success() && terminal.is_given_back(), "{keys:?}");
        let names = introduced(&home).map(|text| text.contains("\"Alex\"") && text.contains("\"Sam\""));
        assert_eq!(names, kept.then_some(true), "{keys:?}");
        let last = keys.last().unwrap().1;
        assert!(!last.contains(['x', '\u{18}']) || terminal.text().trim().is_empty(), "{}", terminal.text());
    }
}

#[test]
fn from_what_is_planned_and_from_the_straps_enter_goes_back_to_the_front_page() {
    let home = home("front-back");
    let mut terminal = front(&home);
    go(&mut terminal, &[("begin a talk", "d"), ("Enter goes back", "\r")]);
    go(&mut terminal, &[("begin a talk", "s"), ("Enter goes back", "\r")]);
    go(&mut terminal, &[("begin a talk", "d"), ("Enter goes back", "q\r")]);
    assert!(terminal.wait().success() && terminal.is_given_back());
}

#[test]
fn where_a_line_is_waited_for_an_interrupt_ends_the_program_at_once() {
    let home = home("front-interrupt");
    for keys in [
        &[("begin a talk", "d"), ("Enter goes back", "\u{3}")][..],
        &[("begin a talk", "s"), ("Enter goes back", "\u{3}")],
    ] {
        let mut terminal = front(&home);
        go(&mut terminal, keys);
        assert!(!terminal.wait().success() && terminal.is_given_back(), "{keys:?}");
    }
}

#[test]
fn people_without_names_are_nowhere_called_left_or_right() {
    let home = new_home("front-nameless");
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    go(
        &mut terminal,
        &[("without names", "\u{1b}"), ("2 of 4", "\r"), ("3 of 4", "\r"), ("4 of 4", "n"), ("Tones are off", "\r")],
    );
    go(&mut terminal, &[("a few breaths", "\r"), ("the person on the left, just you now", "q")]);
    assert!(terminal.wait().success());
    assert!(introduced(&home).unwrap().ends_with("version = 1\n"));
    assert_eq!(chose_sound(&home), Some(false));
    go(&mut front(&home), &[("begin a talk", "q")]);
}

#[test]
fn a_talk_that_is_not_kept_and_a_demo_introduce_nobody() {
    for (n, args) in [&["talk", "--ephemeral", "--no-straps"][..], &["talk", "--demo"]].into_iter().enumerate() {
        let home = new_home(&format!("front-none-{n}"));
        let mut terminal = Terminal::run(80, 24, &home, args);
        terminal.wait_for("just you now");
        terminal.press("q");
        assert!(terminal.wait().success());
        assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
    }
}

#[test]
fn an_agreed_return_stands_first_and_enter_goes_on_with_the_topic_and_the_words_of_the_way_back() {
    let home = home("front-return");
    keep_hearts(&home);
    let_return_wait(&home);
    let mut terminal = front(&home);
    terminal.wait_for("what you planned · 1 waiting");
    assert!(terminal.shows("You wanted to go on talking") && terminal.shows("Enter  go on where you stopped"));
    terminal.press("\r");
    terminal.answer_none();
    go(&mut terminal, &[("where were we?", "al"), ("before we go on", "al")]);
    terminal.wait_for("hand over");
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
    let header = header(&home);
    assert!(header.contains("\"opening\":\"go_on\""), "{header}");
}

#[test]
fn a_talk_begins_with_the_question_of_an_agreed_return() {
    let home = short_home("front-return-talk");
    keep_hearts(&home);
    let_return_wait(&home);
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    terminal.wait_for("t  begin a talk");
    terminal.press("t");
    let first = talk_and_leave(&mut terminal, &home);
    assert!(first.contains("\"opening\":\"first\""), "{first}");
    fs::remove_dir_all(state(&home).join("journals")).unwrap();
    // Now they have talked before.
    let mut terminal = Terminal::run(80, 24, &home, &["talk", "--no-straps"]);
    let again = talk_and_leave(&mut terminal, &home);
    assert!(again.contains("\"opening\":\"again\""), "{again}");
}

#[test]
fn what_is_due_stands_first_and_is_asked_about() {
    let home = home("front-due");
    let_return_wait(&home);
    let file = state(&home).join("after.toml");
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("\"return\"", "\"after_talk\"")).unwrap();
    let mut terminal = front(&home);
    go(&mut terminal, &[("One thing is waiting for you.", "\r"), ("b better   s the same   w worse", "s\r")]);
    terminal.wait_for("Enter goes back");
    assert!(terminal.shows("That's all right."), "{}", terminal.text());
    terminal.press("q\r");
    assert!(terminal.wait().success());
}

// Without a terminal, and where nothing can be kept.

fn command(home: &Path, args: &[&str]) -> Command {
    of(Command::new(env!("CARGO_BIN_EXE_breathmark")), home, args)
}

fn of(mut command: Command, home: &Path, args: &[&str]) -> Command {
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "LANG", "LC_ALL", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.env("HOME", home).args(args);
    command
}

fn told(mut command: Command, lines: &str) -> Output {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // Nobody may be reading any more.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    child.wait_with_output().unwrap()
}

fn refused(command: Command) -> String {
    let output = told(command, "Alex\nSam\n\n\n\nq\n");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && !said.contains("panicked"), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(output.stdout.is_empty(), "nobody is asked anything first");
    said
}

#[test]
fn without_a_terminal_the_same_comes_in_lines_and_a_letter_with_enter_is_a_key() {
    let home = new_home("front-lines");
    let long = "x".repeat(10_000);
    let output = told(command(&home, &[]), &format!("{long}\na\u{1b}[2Jb\nAlex\nSam\n\n\nn\n\n\n?\n?\nq\n"));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && !said.contains('\u{1b}') && !said.contains("xxx"), "{said}");
    for line in [
        "Who sits on the left?",
        "That's too long, or can't be shown. Please type a shorter name.",
        "what will happen",
        "Tones are off.",
        ", Alex and Sam.",
        "Enter  begin a talk",
        "what is this?",
    ] {
        assert!(said.contains(line), "{line:?} is missing:\n{said}");
    }
    assert!(introduced(&home).unwrap().ends_with("left = \"Alex\"\nright = \"Sam\"\n"));
    assert_eq!(chose_sound(&home), Some(false));
    let output = told(command(&home, &["--plain"]), "d\n");
    assert!(String::from_utf8(output.stdout).unwrap().contains("Nothing is waiting, and nothing is planned."));
}

#[test]
fn input_that_ends_in_the_middle_of_a_name_keeps_nothing() {
    let home = new_home("front-ended");
    assert!(told(command(&home, &[]), "Alex\n").status.success());
    assert!(introduced(&home).is_none());
}

#[test]
fn where_nobody_can_type_the_short_help_comes() {
    let home = new_home("front-closed");
    let output = command(&home, &[]).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains("Every day:") && said.contains("To look closer:"), "{said}");
    let closed = "\"$0\" <&-";
    let output = of(Command::new("sh"), &home, &["-c", closed, env!("CARGO_BIN_EXE_breathmark")]).output().unwrap();
    assert!(output.status.success() && String::from_utf8(output.stdout).unwrap() == said);
}

#[test]
fn a_damaged_or_newer_file_and_a_folder_that_cannot_be_written_are_named_before_anybody_is_asked() {
    let home = new_home("front-refused");
    fs::create_dir_all(state(&home)).unwrap();
    for folder in [home.join(".local"), home.join(".local/state"), state(&home)] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
    let file = home.join(INTRODUCED);
    let talk = ["talk", "--no-straps", "--plain"];
    for (text, what) in [
        ("version = 1\nleft = \"\\u001b\"\n", "introduced.toml, line 2: `left`: "),
        ("version = 1\nleft = ", "introduced.toml, line 2: "),
        ("version = 9\n", "was written by a newer breathmark"),
    ] {
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(refused(command(&home, &[])).contains(what));
        assert!(refused(command(&home, &talk)).contains(what));
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
    fs::remove_file(&file).unwrap();
    fs::set_permissions(state(&home), fs::Permissions::from_mode(0o500)).unwrap();
    let may_do_it_all = fs::write(state(&home).join("check"), "").is_ok();
    let _ = fs::remove_file(state(&home).join("check"));
    let Some(program) = without_it(may_do_it_all) else {
        return crate::records::skip("program front", "this system has no setpriv");
    };
    assert!(refused(of(program, &home, &[])).contains("--ephemeral"));
}

#[test]
fn a_window_that_is_too_small_is_said_so() {
    let mut terminal = Terminal::run(40, 10, &new_home("front-small"), &[]);
    assert!(!terminal.wait().success());
    assert!(terminal.shows("at least 60×15"), "{}", terminal.text());
}
