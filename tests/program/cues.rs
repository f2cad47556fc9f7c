//! Cues as people hear them: with players and commands that record, fail, hang, flood or are not there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(unix)]
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::pty::{Terminal, home};

/// Above what stop and next take for a held key.
const NOT_HELD: Duration = Duration::from_millis(1100);
/// How long anything may take on a slow machine before the test gives up.
const PATIENCE: Duration = Duration::from_mins(1);
/// What is promised from the decision to the sound.
const PROMISED: Duration = Duration::from_millis(100);
const NO_PAGES: &str = "[talk]\nagreements = false\narriving = false\n";

/// A home with settings of sound, and with room for what is recorded.
struct Ears {
    home: PathBuf,
}

impl Ears {
    /// `sound` may name scripts of [`Self::script`] as `{name}`.
    fn new(name: &str, sound: &str, scripts: &[(&str, &str)]) -> Self {
        let ears = Self { home: home(&format!("cues-{name}")) };
        let mut sound = sound.to_owned();
        for (script, body) in scripts {
            let path = ears.home.join(script);
            let body = body.replace("{record}", &ears.home.join(format!("{script}.txt")).display().to_string());
            fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
            sound = sound.replace(&format!("{{{script}}}"), &path.display().to_string());
        }
        let settings = ears.home.join(".config/breathmark/settings.toml");
        fs::create_dir_all(settings.parent().unwrap()).unwrap();
        fs::write(settings, format!("{NO_PAGES}[sound]\n{sound}\n")).unwrap();
        fs::create_dir_all(ears.home.join("tmp")).unwrap();
        ears
    }

    fn run(&self, args: &[&str], env: &[(&str, &str)]) -> Terminal {
        let tmp = self.home.join("tmp").display().to_string();
        Terminal::run_in(80, 24, &self.home, args, &[env, &[("TMPDIR", &tmp)]].concat())
    }

    /// A talk of keys alone, in its first turn.
    fn talk(&self, args: &[&str], env: &[(&str, &str)]) -> Terminal {
        let mut terminal = self.run(&[&["talk", "--no-straps"], args].concat(), env);
        terminal.answer_none();
        terminal.wait_for("No straps today");
        terminal.press("n");
        terminal.wait_for("Left speaks");
        terminal
    }

    /// The lines that a script has recorded, each split at blanks.
    fn recorded(&self, script: &str) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.home.join(format!("{script}.txt"))).unwrap_or_default();
        text.lines().map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
    }

    /// The names of the sound files that were played.
    fn played(&self) -> Vec<String> {
        let name =
            |line: &Vec<String>| Path::new(line.last()?).file_stem().map(|name| name.to_str().unwrap().to_owned());
        self.recorded("player").iter().filter_map(name).collect()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.join(".local/state/breathmark/breathmark.log")).unwrap_or_default()
    }

    fn is_left_nothing(&self) -> bool {
        fs::read_dir(self.home.join("tmp")).unwrap().next().is_none()
    }
}

/// The player that records when it was started, and for which file.
const RECORDER: (&str, &str) = ("player", "echo \"$(date +%s%N) $1\" >> {record}");

fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn pause(terminal: &mut Terminal) {
    terminal.press("p");
    terminal.wait_for("let's take a breath");
}

fn leave(terminal: &mut Terminal) {
    terminal.press("\u{3}");
    assert!(terminal.wait().success());
}

/// The state and the parent of each process, as far as the system shows them.
fn processes() -> Vec<(char, u32, String)> {
    let entry = |entry: fs::DirEntry| {
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let command = fs::read_to_string(entry.path().join("cmdline")).unwrap_or_default();
        let mut fields = stat.rsplit_once(") ")?.1.split(' ');
        Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?, command))
    };
    fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(entry).collect()
}

/// The time of the first stage of each pause in the outputs, in microseconds of the session.
fn pauses(outputs: &str) -> Vec<u64> {
    let lines: Vec<serde_json::Value> = outputs.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let stages: Vec<_> = lines.iter().filter(|line| line["output"] == "stage").collect();
    let begins = |two: &[&serde_json::Value]| two[0]["stage"] != "pause" && two[1]["stage"] == "pause";
    stages.windows(2).filter(|two| begins(two)).map(|two| two[1]["at"].as_u64().unwrap()).collect()
}

#[test]
fn a_pause_is_heard_within_100_ms_of_its_decision_and_runs_the_command_and_no_zombie_stays() {
    let lamp = ("lamp", "echo \"$BREATHMARK_CUE $(env | grep -c ^BREATHMARK_)\" >> {record}");
    let sound = "volume = 60\nplayer = [\"{player}\"]\ncommand = [\"{lamp}\"]";
    let ears = Ears::new("pause", sound, &[RECORDER, lamp]);
    let file = |name: &str| ears.home.join(name).display().to_string();
    let (journal, outputs) = (file("talk.jsonl"), file("outputs.jsonl"));
    let mut terminal = ears.talk(&["--journal", &journal, "--outputs", &outputs, "--stats"], &[]);
    // Three pauses: one of three must be in time on the busiest machine.
    for nth in 1..=3 {
        pause(&mut terminal);
        wait_until("a pause is heard", || ears.played().iter().filter(|name| *name == "pause").count() == nth);
        std::thread::sleep(NOT_HELD);
        terminal.press("q");
        terminal.wait_for("thank you both");
    }
    let id = terminal.child.process_id().unwrap();
    wait_until("every player has been waited for", || {
        processes().iter().all(|(state, parent, _)| !(*parent == id && *state == 'Z'))
    });
    leave(&mut terminal);
    assert!(ears.is_left_nothing(), "the sounds are removed");
    let lamp = ears.recorded("lamp");
    // The tests may have variables of such names, too.
    let ours = 1 + std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("BREATHMARK_")).count();
    assert_eq!(lamp, vec![["pause".to_owned(), ours.to_string()]; 3], "the cue, and nothing else of ours");

    let header: serde_json::Value =
        serde_json::from_str(fs::read_to_string(&journal).unwrap().lines().next().unwrap()).unwrap();
    let started: jiff::Timestamp = header["started"].as_str().unwrap().parse().unwrap();
    let decided = pauses(&fs::read_to_string(&outputs).unwrap());
    let heard: Vec<i64> = ears
        .recorded("player")
        .iter()
        .filter(|line| line[1].ends_with("pause.wav"))
        .map(|line| line[0].parse::<i64>().unwrap() / 1000)
        .collect();
    let after = decided
        .iter()
        .zip(&heard)
        .map(|(decided, heard)| heard - (started.as_microsecond() + (*decided).cast_signed()));
    let quickest = after.min().unwrap();
    assert!(quickest < PROMISED.as_micros() as i64, "{quickest} us");
    assert!(quickest > -2000, "a sound never comes before its decision: {quickest} us");
    let screen = terminal.text();
    let said = screen.lines().find(|line| line.contains("decision -> sound")).expect(&screen);
    let p50: f64 = said.split("p50 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(p50 < PROMISED.as_secs_f64() * 1000.0, "{said}");
}

#[test]
fn a_demo_is_heard_and_its_replay_is_silent() {
    let ears = Ears::new("demo", "volume = 60\nplayer = [\"{player}\"]", &[RECORDER]);
    let journal = ears.home.join("talk.jsonl").display().to_string();
    let demo = ["talk", "--demo", "--speed", "30", "--journal", &journal];
    assert!(ears.run(&demo, &[]).wait().success());
    let played = ears.played();
    let position = |name: &str| played.iter().position(|other| other == name).unwrap_or_else(|| panic!("{played:?}"));
    assert!(position("turn") < position("pause") && position("pause") < position("ready"), "{played:?}");
    assert_eq!(played.iter().filter(|name| *name == "pause").count(), 2, "{played:?}");
    assert!(!played.iter().any(|name| name == "in" || name == "out"), "no breath in a hurry: {played:?}");
    fs::remove_file(ears.home.join("player.txt")).unwrap();
    assert!(ears.run(&["talk", "--replay", &journal, "--speed", "100"], &[]).wait().success());
    assert!(ears.played().is_empty() && ears.is_left_nothing());
}

#[test]
fn a_practice_has_a_tone_for_in_and_one_for_out_line_by_line_too() {
    let ears =
        Ears::new("practice", "volume = 60\nplayer = [\"{player}\"]\n[breath]\nin_s = 3.8\nout_s = 4.8", &[RECORDER]);
    let mut terminal = ears.run(&["practice", "--demo", "--plain"], &[]);
    let hears = |tone: &str| ears.played().iter().any(|name| name == tone);
    wait_until("both tones are heard", || hears("in") && hears("out"));
    leave(&mut terminal);
    // A busy machine may leave one out, and never adds one.
    let played = ears.played();
    assert!(played.iter().all(|name| name == "in" || name == "out"), "{played:?}");
}

#[test]
fn until_somebody_chooses_it_is_silent_and_one_key_turns_the_sound_on_and_off() {
    let ears = Ears::new("silent", "player = [\"{player}\"]", &[RECORDER]);
    let mut terminal = ears.talk(&["--ephemeral"], &[]);
    assert!(!terminal.shows("sound off"));
    pause(&mut terminal);
    terminal.press(".");
    wait_until("the sound comes on", || ears.played() == ["prompt"]);
    terminal.press(".");
    terminal.wait_for("sound off");
    terminal.press("q");
    leave(&mut terminal);
    assert_eq!(ears.played(), ["prompt"]);
    assert!(!terminal.written().contains('\u{7}'));
}

/// How often the bell rang.
fn rings(terminal: &Terminal) -> usize {
    terminal.written().matches('\u{7}').count()
}

#[test]
fn where_no_player_is_found_the_bell_rings() {
    let ears = Ears::new("none", "volume = 60", &[]);
    let mut terminal = ears.talk(&["--ephemeral"], &[("PATH", "/nowhere")]);
    pause(&mut terminal);
    wait_until("the bell rings", || rings(&terminal) == 1);
    leave(&mut terminal);
    assert!(ears.log().contains("no player for sounds was found; the bell rings"), "{}", ears.log());
}

#[test]
fn a_player_that_is_missing_fails_or_floods_is_given_up_once_and_the_bell_rings_in_its_place() {
    let failing = ("fail", "echo \"the device is busy\" >&2; exit 1");
    let flooding = ("flood", "yes");
    for (name, player) in [("missing", "/nowhere/player"), ("fail", "{fail}"), ("flood", "{flood}")] {
        let sound = format!("volume = 60\nplayer = [\"{player}\"]\ncommand = [\"/nowhere/lamp\"]");
        let ears = Ears::new(name, &sound, &[failing, flooding]);
        let mut terminal = ears.talk(&["--ephemeral"], &[]);
        pause(&mut terminal);
        wait_until("the bell rings", || rings(&terminal) == 1);
        std::thread::sleep(NOT_HELD);
        terminal.press("q");
        terminal.wait_for("thank you both");
        pause(&mut terminal);
        wait_until("the bell rings again", || rings(&terminal) == 2);
        leave(&mut terminal);
        let log = ears.log();
        assert_eq!(log.matches("is not used any more").count(), 1, "{name}: {log}");
        assert_eq!(log.matches("your command /nowhere/lamp could not be started").count(), 1, "{name}: {log}");
        assert!(ears.is_left_nothing());
    }
}

#[test]
fn a_player_and_a_command_that_never_end_disturb_nothing_and_are_gone_at_the_end() {
    let forever = ("forever", "sleep 4321 & sleep 4322");
    let sound = "volume = 60\nplayer = [\"{forever}\"]\ncommand = [\"{forever}\"]";
    let ears = Ears::new("forever", sound, &[forever]);
    let mut terminal = ears.talk(&["--ephemeral"], &[]);
    pause(&mut terminal);
    let script = ears.home.join("forever").display().to_string();
    let runs = || processes().iter().filter(|(state, _, command)| *state != 'Z' && command.contains(&script)).count();
    if cfg!(target_os = "linux") {
        wait_until("both run", || runs() == 2);
    }
    leave(&mut terminal);
    wait_until("both are gone", || runs() == 0);
    assert!(terminal.is_given_back() && ears.is_left_nothing());
}

#[test]
fn line_by_line_and_on_a_dumb_terminal_no_bell_rings() {
    for (name, args, term) in [("plain", &["--ephemeral", "--plain"][..], "xterm"), ("dumb", &["--ephemeral"], "dumb")]
    {
        let ears = Ears::new(name, "volume = 60\nplayer = [\"/nowhere/player\"]", &[]);
        let mut terminal = ears.talk(args, &[("TERM", term)]);
        pause(&mut terminal);
        wait_until("the player is given up", || ears.log().contains("is not used any more"));
        leave(&mut terminal);
        assert_eq!(rings(&terminal), 0);
    }
}

#[test]
fn a_pause_lights_the_screen_and_notifies_where_the_terminal_can_and_nothing_names_anybody() {
    let ears = Ears::new("light", "volume = 0", &[]);
    let env = [("TERM_PROGRAM", "WezTerm"), ("COLORFGBG", "15;0")];
    let mut terminal = ears.talk(&["--ephemeral"], &env);
    pause(&mut terminal);
    // The brightest grey of the light, then a frame without any.
    wait_until("it brightens", || terminal.written().contains("48;5;239m"));
    leave(&mut terminal);
    let notified = "\u{1b}]777;notify;breathmark;let's take a breath\u{1b}\\";
    assert_eq!(terminal.written().matches(notified).count(), 1);
    for (name, args, variable) in
        [("no-color", &["--ephemeral"][..], "NO_COLOR"), ("calm", &["--ephemeral", "--calm-motion"], "X")]
    {
        let ears = Ears::new(name, "volume = 0\n[screen]\nnotification = false", &[]);
        let mut terminal = ears.talk(args, &[&env[..], &[(variable, "1")]].concat());
        pause(&mut terminal);
        terminal.wait_for("softer");
        leave(&mut terminal);
        assert!(!terminal.written().contains("48;5;") && !terminal.written().contains("]777"), "{name}");
    }
}
