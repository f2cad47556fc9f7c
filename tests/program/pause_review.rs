//! "Was that pause right?", from the first key to the file, and a file that is not right: the program in a
//! pseudo-terminal, with two straps over a fake `org.bluez`. Needs `dbus-daemon`; without it the test is skipped.
#![cfg(all(feature = "ble", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::{sleep, spawn};
use std::time::Duration;

use crate::bluez::Bluez;
use crate::bluez::bus::{Bus, Policy};
use crate::bluez::talk::{A, B, two_straps};
use crate::pty::{Terminal, home, keep_hearts};
use crate::records::skip;

/// Above what stop takes for a held key.
const NOT_HELD: Duration = Duration::from_millis(1100);

const SETTINGS: &str = "[left]\nname = \"Alex\"\n[right]\nname = \"Sam\"\n\
    [talk]\nquiet_s = 0\nwarm_up_turn_s = 0\nwhose_strap = false\nagreements = false\narriving = false\n";

/// Both as they are known from talks before, with this margin.
fn people(margin: &str) -> String {
    let person = |name: &str, strap: &str| {
        format!(
            "[[person]]\nname = \"{name}\"\nstrap = \"{strap}\"\nmargin = {margin}\n\n[person.known]\ntalks = 3\n\
             listening = 1.5\nspeaking = 6.0\nswings = [2.5, 2.0, 1.8, 1.7, 1.6, 1.5]\n"
        )
    };
    format!("{}\n{}", person("Alex", A), person("Sam", B))
}

/// What calls the pause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    Heart,
    Key,
}

/// A talk with one pause, agreed to go on later, up to the last key before the question.
struct Ended {
    terminal: Terminal,
    home: PathBuf,
    _bluez: Bluez,
    _bus: Bus,
}

/// Two straps on the air.
fn air() -> Option<(Bus, Bluez)> {
    let bus = Bus::start(Policy::Open)?;
    let bluez = Bluez::start(&bus.address());
    two_straps(&mut bluez.world());
    Some((bus, bluez))
}

/// A home in which both straps are remembered, and both people known.
fn home_of_two(name: &str) -> PathBuf {
    let home = home(&format!("review-{name}"));
    let (config, state) = (home.join(".config/breathmark"), home.join(".local/state/breathmark"));
    fs::create_dir_all(&config).unwrap();
    fs::create_dir_all(&state).unwrap();
    fs::write(config.join("settings.toml"), SETTINGS).unwrap();
    fs::write(config.join("straps.toml"), format!("[left]\nid = \"{A}\"\n[right]\nid = \"{B}\"\n")).unwrap();
    fs::write(state.join("people.toml"), people("1.0")).unwrap();
    keep_hearts(&home);
    home
}

fn talk(name: &str, caller: Caller, plain: bool) -> Option<Ended> {
    let (bus, bluez) = air()?;
    if caller == Caller::Heart {
        // High for anybody; there was no warm-up to learn from.
        bluez.world().straps[1].heart.rate = 112.0;
    }
    let home = home_of_two(name);
    let env = [("DBUS_SYSTEM_BUS_ADDRESS", &*bus.address())];
    let args: &[&str] = if plain { &["talk", "--plain"] } else { &["talk"] };
    let mut terminal = Terminal::run_in(80, 24, &home, args, &env);
    terminal.answer_none_as(["Alex", "Sam"]);
    terminal.wait_for("Alex speaks");
    if caller == Caller::Key {
        terminal.press("p");
    }
    terminal.wait_for("let's take a breath");
    terminal.press("b");
    terminal.wait_for("let's go on later");
    terminal.press("al");
    terminal.wait_for("a real break, until");
    terminal.press("q");
    terminal.wait_for("thank you both");
    sleep(NOT_HELD);
    terminal.press("q");
    Some(Ended { terminal, home, _bluez: bluez, _bus: bus })
}

impl Ended {
    /// Both answer, each with a key; the pages as they looked.
    fn answer(&mut self, keys: [&str; 2]) -> Vec<String> {
        let mut pages = Vec::new();
        for (name, key) in ["Alex", "Sam"].into_iter().zip(keys) {
            self.terminal.wait_for(&format!("{name}, just you now"));
            pages.push(self.page());
            self.terminal.press("\r");
            self.terminal.wait_for("Was the pause right?");
            self.terminal.wait_for("rather not say");
            pages.push(self.page());
            self.terminal.press(key);
        }
        pages
    }

    /// What is seen. Blanks at the end of a line say only what had been there before.
    fn page(&self) -> String {
        self.terminal.text().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    fn people(mut self) -> (String, String) {
        assert!(self.terminal.wait().success());
        assert!(self.terminal.is_given_back());
        let journal = journal(&self.home);
        assert!(
            journal.lines().last().is_some_and(|line| line.contains("\"input\":\"end\"")),
            "nothing comes after the end: {journal}"
        );
        let people = fs::read_to_string(self.home.join(".local/state/breathmark/people.toml")).unwrap();
        (people, self.terminal.text())
    }
}

fn journal(home: &Path) -> String {
    let folder = home.join(".local/state/breathmark/journals");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let journals: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    assert_eq!(journals.len(), 1);
    fs::read_to_string(&journals[0]).unwrap()
}

/// The file with margin 1 for both, if both have the same margin, and one that a single talk can leave.
fn but_for_the_margin(people: &str) -> Option<String> {
    let both = |margin: &&str| people.matches(&format!("margin = {margin}\n")).count() == 2;
    let margin = ["0.92", "1.0", "1.1"].into_iter().find(both)?;
    let unmoved = people.replace(&format!("margin = {margin}\n"), "margin = 1.0\n");
    (people.matches("[[person]]").count() == 2).then_some(unmoved)
}

#[test]
fn the_question_is_the_same_whoever_called_and_so_is_the_file_but_for_a_margin_that_both_share() {
    let heart = spawn(|| {
        let mut ended = talk("heart", Caller::Heart, false)?;
        let pages = ended.answer(["2", "0"]);
        Some((pages, ended.people()))
    });
    let key = spawn(|| {
        let mut ended = talk("key", Caller::Key, false)?;
        let pages = ended.answer(["2", "2"]);
        Some((pages, ended.people()))
    });
    let told = spawn(|| {
        let mut ended = talk("told", Caller::Key, true)?;
        ended.answer(["4", "0"]);
        let written = ended.terminal.written();
        Some((ended.people(), written))
    });
    let left_out = spawn(|| {
        let mut ended = talk("left-out", Caller::Key, false)?;
        ended.terminal.wait_for("Alex, just you now");
        ended.terminal.press("s");
        Some(ended.people())
    });
    let vanished = spawn(|| {
        let mut ended = talk("vanished", Caller::Key, false)?;
        ended.terminal.wait_for("Alex, just you now");
        ended.terminal.press("\r");
        ended.terminal.wait_for("Was the pause right?");
        ended.terminal.press("x");
        Some(ended.people())
    });
    let [heart, key] = [heart, key].map(|run| run.join().unwrap());
    let (Some((by_heart, (after_heart, said))), Some((by_key, (after_key, _)))) = (heart, key) else {
        return skip("program pause_review", "this machine has no dbus-daemon");
    };
    assert_eq!(by_heart, by_key, "the pages");
    let file = but_for_the_margin(&after_heart);
    assert!(file.is_some() && file == but_for_the_margin(&after_key), "{after_heart}\n{after_key}");
    assert!(said.contains("Kept on this computer"), "{said}");
    let ((people, _), written) = told.join().unwrap().expect("a bus");
    assert!(but_for_the_margin(&people) == file && !written.contains('\u{1b}'));
    assert!(written.contains("4  sooner would have been better") && written.contains("0 rather not say"), "{written}");
    let (people, _) = left_out.join().unwrap().expect("a bus");
    assert_eq!(but_for_the_margin(&people), file, "a skipped question");
    let (people, text) = vanished.join().unwrap().expect("a bus");
    assert!(but_for_the_margin(&people) == file && text.trim().is_empty(), "{text}");
}

#[test]
fn a_file_of_people_that_is_not_understood_is_refused_before_anybody_is_asked_anything() {
    let Some((bus, _bluez)) = air() else { return skip("program pause_review", "this machine has no dbus-daemon") };
    let home = home_of_two("broken");
    let file = home.join(".local/state/breathmark/people.toml");
    let broken = people("7.0");
    fs::write(&file, &broken).unwrap();
    let mut terminal = Terminal::run_in(80, 24, &home, &["talk"], &[("DBUS_SYSTEM_BUS_ADDRESS", &*bus.address())]);
    assert!(!terminal.wait().success());
    assert!(
        terminal.shows("people.toml, line 4: `margin` is 7.0, but it must be between 0.92 and 1.3."),
        "{}",
        terminal.text()
    );
    assert!(!terminal.shows("just you now"));
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
}
