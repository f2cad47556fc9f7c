//! `breathmark report`: a page that stands alone, shows nothing that one of the two did alone, and no figure but the
//! program's own.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use breathmark::event::input::{Input, Key, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::session::{Kind, Setup};
use breathmark::store::journal::{Header, Participant};
use breathmark::store::kept::KeptTalk;
use breathmark::talk::plan::Plan;
use serde_json::Value;

use crate::pty::home;
use crate::records::skip;

fn folder(name: &str) -> PathBuf {
    home(&format!("report-{name}"))
}

fn breathmark(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"] {
        command.env_remove(name);
    }
    command.env("HOME", home).current_dir(home).stdin(Stdio::null()).args(args).output().unwrap()
}

fn report(home: &Path, args: &[&str]) -> String {
    let output = breathmark(home, &[&["report"], args].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn page(home: &Path, args: &[&str]) -> String {
    let page = report(home, &[args, &["--out", "-"]].concat());
    stands_alone(&page);
    page
}

fn refusal(home: &Path, args: &[&str]) -> String {
    let output = breathmark(home, &[&["report"], args].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{args:?}: {said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    said
}

fn demo(home: &Path, kind: &str, args: &[&str]) -> String {
    let file = format!("{kind}.jsonl");
    let made = breathmark(home, &[&[kind, "--demo", "--outputs", "-", "--journal", &file], args].concat());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    file
}

/// Elements that have no end.
const VOID: [&str; 4] = ["meta", "link", "br", "hr"];

/// The page is well formed, has each id once, and neither runs nor loads anything.
fn stands_alone(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html><html lang=\""), "{}", &page[..60]);
    assert!(page.contains("default-src 'none'"));
    let (mut open, mut ids) = (Vec::new(), HashSet::new());
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some((text, after)) = rest.split_once('<') {
        assert!(open.last() == Some(&"style") || !text.contains('>'), "a bare > in {text:?}");
        let (tag, after) = after.split_once('>').expect("a tag that does not end");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> ends what it did not begin");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(
            !["script", "iframe", "object", "embed", "img", "image", "use", "base", "form"].contains(&name),
            "<{name}>"
        );
        let mut left = attributes;
        while let Some((key, value)) = left.split_once("=\"") {
            let (value, after) = value.split_once('"').expect("an attribute that does not end");
            left = after.trim_start();
            assert!(
                !key.starts_with("on") && !["src", "srcset", "style"].contains(&key),
                "{key}={value:?} in <{name}>"
            );
            assert!(key != "href" || value == "data:,", "{value}");
            assert!(key != "id" || ids.insert(value), "the id {value} comes twice");
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} do not end");
    for (at, _) in page.match_indices("url(#") {
        let id = page[at + 5..].split(')').next().unwrap();
        assert!(ids.contains(id), "nothing has the id {id}");
    }
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("@import"));
}

/// The outline of a talk with two pauses, with these names.
fn outline(left: &str, right: &str) -> String {
    let talk = serde_json::json!({
        "breathmark_talk": 1,
        "began": "2026-11-22T19:15:00",
        "names": { "left": left, "right": right },
        "outline": { "parts": [
            { "part": "before", "seconds": 150 },
            { "part": "turn", "seconds": 90 },
            { "part": "pause", "seconds": 95, "ways": ["breath", "senses"] },
            { "part": "way_back", "seconds": 30 },
            { "part": "answer", "seconds": 80 },
            { "part": "pause", "seconds": 70, "ways": ["body"] },
            { "part": "break", "seconds": 1200 },
            { "part": "close", "seconds": 20 },
        ] },
        "step": { "what": "call the plumber", "who": right, "in_days": 3 },
        "goes_on_in_minutes": 60,
    });
    let talk: KeptTalk = serde_json::from_value(talk).unwrap();
    String::from_utf8(talk.text().unwrap()).unwrap()
}

#[test]
fn the_story_of_a_talk_says_its_pauses_its_step_and_when_it_goes_on() {
    let home = folder("outline");
    fs::write(home.join("talk.outline.json"), outline("Alex", "Sam")).unwrap();
    let page = page(&home, &["talk.outline.json"]);
    for says in [
        "Alex and Sam",
        "You took turns talking for 3 minutes, with 2 pauses.",
        "After 1:35 min you were both ready, and went on.",
        "After 1:10 min you took a longer break.",
        "You looked, listened and touched.",
        "call the plumber",
        "Sam, by Nov 25, 2026",
        "When you stopped, you both wanted to go on in an hour.",
    ] {
        assert!(page.contains(says), "{says}");
    }
    for lacks in ["heart of", "RMSSD", "%\"", "score"] {
        assert!(!page.split("</style>").nth(1).unwrap().contains(lacks) || lacks == "%\"", "{lacks}");
    }
}

#[test]
fn a_name_can_do_nothing_to_the_page() {
    let home = folder("names");
    let endless = "x".repeat(10_000);
    for name in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></style><svg onload=x>",
        "\u{1b}[2J\u{1b}]0;x\u{7}",
        "\u{202e}dnes\u{2066}",
        "a&b; &lt;i&gt; javascript:x",
        &endless,
    ] {
        fs::write(home.join("talk.json"), outline(name, "Sam")).unwrap();
        let page = page(&home, &["talk.json"]);
        assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{name:?}");
        assert!(!page.contains(['\u{202e}', '\u{2066}']) && !page.contains(&"x".repeat(60)), "{name:?}");
        assert!(!page.contains("<img") && !page.contains("<i>") && !page.contains("onload=x>"), "{name:?}");
    }
}

fn person(name: &str) -> Participant {
    Participant { name: name.to_owned(), strap: None }
}

/// A journal of two hearts: ordinary beats, and these keys at these seconds.
fn talk_journal(path: &Path, seconds: u64, keys: &[(u64, Key)]) {
    let setup = Setup::talk(Plan::default());
    let people = Pair { left: person("Alex"), right: person("Sam") };
    let beats = ordinary(seconds);
    write_journal(path, setup, people, seconds, keys, |second| sent(&beats[second as usize]));
}

fn write_journal(
    path: &Path,
    setup: Setup,
    people: Pair<Participant>,
    seconds: u64,
    keys: &[(u64, Key)],
    sends: impl Fn(u64) -> Vec<u8>,
) {
    let is_talk = setup.kind == Kind::Talk;
    let seats = if is_talk { &Seat::BOTH[..] } else { &Seat::BOTH[..1] };
    // Lines that are written here have no checksums, as in format 1.
    let header = Header::new("2026-11-22T18:15:00Z".parse().unwrap(), 3600, setup, people);
    let header = Header { breathmark: 1, ..header };
    let mut text = serde_json::to_string(&header).unwrap() + "\n";
    let mut add = |micros: u64, input: Input| {
        let stamped = Stamped { at: Moment::from_micros(micros), input };
        writeln!(text, "{}", serde_json::to_string(&stamped).unwrap()).unwrap();
    };
    for seat in seats {
        add(1, Input::Link { seat: *seat, link: Link::Subscribed });
    }
    for second in 1..seconds {
        for (place, seat) in seats.iter().enumerate() {
            let bytes = Payload(sends(second));
            add(second * 1_000_000 + 1_000 * place as u64, Input::Notification { seat: *seat, epoch: 1, bytes });
        }
        for (_, key) in keys.iter().filter(|(at, _)| *at == second) {
            add(second * 1_000_000 + 300_000, Input::Key { key: *key });
        }
    }
    add(seconds * 1_000_000, Input::End);
    fs::write(path, text).unwrap();
}

/// The same key, pressed at the other seat.
fn mirrored(key: Key) -> Key {
    match key {
        Key::Ready(seat) => Key::Ready(seat.other()),
        Key::NotReady(seat) => Key::NotReady(seat.other()),
        key => key,
    }
}

#[test]
fn whoever_pressed_a_key_the_page_is_the_same_bytes() {
    let home = folder("mirror");
    let mut keys = vec![(5, Key::Ready(Seat::Left)), (6, Key::Ready(Seat::Right))];
    keys.extend((10..200).step_by(10).map(|at| (at, Key::Next)));
    keys.extend([
        (231, Key::Pause),
        (240, Key::Ground),
        (300, Key::Ready(Seat::Left)),
        (320, Key::NotReady(Seat::Left)),
    ]);
    keys.extend([(340, Key::Ready(Seat::Left)), (341, Key::Ready(Seat::Right))]);
    talk_journal(&home.join("one.jsonl"), 500, &keys);
    let other: Vec<(u64, Key)> = keys.iter().map(|(at, key)| (*at, mirrored(*key))).collect();
    talk_journal(&home.join("two.jsonl"), 500, &other);
    let [one, two] = ["one.jsonl", "two.jsonl"].map(|file| page(&home, &[file]));
    assert!(one.contains("Pause 1, at"), "the talk came to no pause");
    assert_eq!(one, two);
}

#[test]
fn a_talk_shows_no_heart_unless_it_is_asked_for_and_then_only_that_one() {
    let home = folder("hearts");
    let file = demo(&home, "talk", &[]);
    let json: Value = serde_json::from_str(&report(&home, &[&file, "--json"])).unwrap();
    let [left, right] =
        ["left", "right"].map(|seat| json["sessions"][0]["talk"]["names"][seat].as_str().unwrap().to_owned());
    let nobody = page(&home, &[&file]);
    assert!(!nobody.contains("class=\"course") && nobody.contains("--person left"));
    let of = |name: &str| format!("The heart of {name}");
    for (asked, shown, hidden) in [("left", &left, &right), ("right", &right, &left), (&*left, &left, &right)] {
        let page = page(&home, &[&file, "--person", asked]);
        assert!(page.contains(&of(shown)) && !page.contains(&of(hidden)), "{asked}");
        assert_eq!(page.matches("class=\"course").count(), 1, "{asked}");
    }
    let both = page(&home, &[&file, "--both"]);
    assert!(both.contains(&of(&left)) && both.contains(&of(&right)));
    assert!(refusal(&home, &[&file, "--person", "Nobody\u{1b}[2J"]).contains("nobody is called `Nobody·[2J` there"));
}

#[test]
fn the_figures_of_a_practice_are_those_of_analyze() {
    let home = folder("figures");
    let beats = ordinary(400);
    practice(&home.join("practice.jsonl"), 400, |second| match (second, &beats[second as usize][..]) {
        (100, [first, rest @ ..]) => sent(&[&[300, first - 300], rest].concat()),
        (_, intervals) => sent(intervals),
    });
    let analysed = breathmark(&home, &["analyze", "--json", "practice.jsonl"]);
    let analysed: Value = serde_json::from_slice(&analysed.stdout).unwrap();
    let reported: Value = serde_json::from_str(&report(&home, &["practice.jsonl", "--json"])).unwrap();
    let heart = &reported["sessions"][0]["practice"]["hearts"][0];
    assert!(heart["metrics"]["rmssd_ms"].is_f64(), "{heart}");
    assert_eq!((&heart["metrics"], &heart["quality"]), (&analysed["metrics"], &analysed["quality"]));
    let page = page(&home, &["practice.jsonl"]);
    let rmssd = heart["metrics"]["rmssd_ms"].as_f64().unwrap();
    assert!(page.contains(&format!("RMSSD</th><td>{rmssd:.1} ms</td>")), "{rmssd}");
    assert!(!page.contains("The strap went on after the end"));
}

#[test]
fn a_practice_shows_what_was_measured_until_its_end() {
    let home = folder("practice");
    let file = demo(&home, "practice", &["--minutes", "6"]);
    let page = page(&home, &[&file]);
    for says in [
        "Your heart, beat by beat",
        "Which rhythm the heart has",
        "Each beat beside the next",
        "The breath that was led",
        "With each breath",
        "What the words mean",
        "The strap went on after the end",
    ] {
        assert!(page.contains(says), "{says}");
    }
}

/// A practice of so many seconds with a strap that sends this at each.
fn practice(path: &Path, seconds: u64, sends: impl Fn(u64) -> Vec<u8>) {
    let plan = serde_json::from_value(serde_json::json!({})).unwrap();
    let setup = Setup { kind: Kind::Practice, practice: Some(plan), ..Setup::talk(Plan::default()) };
    let people = Pair { left: Participant { name: "Kim".to_owned(), strap: None }, right: Participant::default() };
    write_journal(path, setup, people, seconds, &[], sends);
}

/// The course of the first picture: how many lines it has that are not joined.
fn runs(page: &str) -> usize {
    let path = page.split("class=\"course left\" d=\"").nth(1).expect("a course").split('"').next().unwrap();
    path.matches('M').count()
}

/// What an ordinary strap sends at each second: the intervals that ended in it, in 1/1024 s. They move with a breath.
fn ordinary(seconds: u64) -> Vec<Vec<u16>> {
    let mut sent = vec![Vec::new(); seconds as usize + 1];
    let (mut at_s, mut nth) = (0.0_f64, 0_u64);
    loop {
        let breath = 60.0 * (std::f64::consts::TAU * at_s / 10.3).sin();
        let ticks = (860.0 + breath + (nth * 7919 % 23) as f64) as u16;
        at_s += f64::from(ticks) / 1024.0;
        nth += 1;
        match sent.get_mut(at_s.ceil() as usize) {
            Some(second) => second.push(ticks),
            None => return sent,
        }
    }
}

/// The notification with these intervals.
fn sent(intervals: &[u16]) -> Vec<u8> {
    encode(71, intervals)
}

#[test]
fn a_gap_and_a_rejected_beat_end_the_line() {
    let home = folder("gaps");
    let whole = home.join("whole.jsonl");
    let beats = ordinary(300);
    practice(&whole, 300, |second| sent(&beats[second as usize]));
    assert_eq!(runs(&page(&home, &["whole.jsonl"])), 1);
    let broken = home.join("broken.jsonl");
    practice(&broken, 300, |second| match (second, &beats[second as usize][..]) {
        (100..130, _) => sent(&[]),
        (200..202, [first, rest @ ..]) => sent(&[&[300, first - 300], rest].concat()),
        (_, intervals) => sent(intervals),
    });
    let page = page(&home, &["broken.jsonl"]);
    assert!(runs(&page) >= 3, "a gap and two extra beats make at least three lines");
    assert!(page.contains("class=\"left-out\"") && page.contains("Beats that don't count"));
}

#[test]
fn without_enough_clear_beats_there_is_a_sentence_and_no_figure() {
    let home = folder("unclear");
    let file = home.join("short.jsonl");
    let beats = ordinary(6);
    practice(&file, 6, |second| sent(&beats[second as usize]));
    let short = page(&home, &["short.jsonl"]);
    assert!(short.contains("too few for a figure") && !short.contains("RMSSD</th>"), "few beats");
    practice(&file, 200, |second| encode(60, &[[1024, 400, 1700, 800, 1400][(second * second % 5) as usize]]));
    let wild = page(&home, &["short.jsonl"]);
    assert!(!wild.contains("RMSSD</th>") && wild.contains("class=\"note\""));
    practice(&file, 200, |_| encode(60, &[]));
    let rate_only = page(&home, &["short.jsonl"]);
    assert!(rate_only.contains("told the heart rate only") && !rate_only.contains("SDNN"));
}

#[test]
fn after_straps_turned_out_to_be_exchanged_each_page_has_one_heart_from_the_start() {
    let home = folder("exchanged");
    let mut lines = Vec::new();
    let mut add = |second: u64, input: Input| {
        let stamped = Stamped { at: Moment::from_secs(second), input };
        lines.push(serde_json::to_string(&stamped).unwrap());
    };
    for seat in Seat::BOTH {
        add(0, Input::Link { seat, link: Link::Subscribed });
    }
    for seat in [Seat::Left, Seat::Right, Seat::Left, Seat::Right] {
        add(0, Input::Key { key: Key::Ready(seat) });
    }
    // The strap of the left seat sends 96 beats a minute, that of the right seat 60. The right seat's pod is lifted.
    for second in 1..=81 {
        for (seat, ticks) in [(Seat::Left, 640), (Seat::Right, 1024)] {
            let beats_until = |second: u64| second * 1024 / ticks;
            let beats = (beats_until(second) - beats_until(second - 1)) as usize;
            let is_lifted = seat == Seat::Right && (23..27).contains(&second);
            let bytes = if is_lifted { vec![4, 0] } else { encode((61_440 / ticks) as u8, &vec![ticks as u16; beats]) };
            add(second, Input::Notification { seat, epoch: 1, bytes: Payload(bytes) });
        }
        match second {
            20 => add(second, Input::Key { key: Key::Choose }),
            41 => add(second, Input::Key { key: Key::Exchange }),
            _ => {}
        }
    }
    let people = Pair { left: person("Alex"), right: person("Sam") };
    let header = Header::new("2026-11-22T18:15:00Z".parse().unwrap(), 0, Setup::talk(Plan::guided()), people);
    let header = Header { breathmark: 1, ..header };
    let header = serde_json::to_string(&header).unwrap();
    fs::write(home.join("talk.jsonl"), format!("{header}\n{}\n", lines.join("\n"))).unwrap();
    for (who, says) in [("left", "From 60 to 60 beats a minute"), ("right", "From 96 to 96 beats a minute")] {
        assert!(page(&home, &["talk.jsonl", "--person", who]).contains(says), "{who}");
    }
}

#[test]
fn a_day_of_two_hearts_is_a_small_page() {
    let home = folder("day");
    talk_journal(&home.join("day.jsonl"), 6 * 3600, &[]);
    let page = page(&home, &["day.jsonl", "--both"]);
    assert!(page.len() < 500_000, "{} bytes", page.len());
}

#[test]
fn weeks_and_months_are_dots_with_a_table_and_no_score() {
    let home = folder("history");
    let file = home.join(".local/state/breathmark/history.jsonl");
    let line = |day: u32, swing: f64| {
        format!(
            r#"{{"version":1,"practice":{{"began":"2026-10-{day:02}T18:00:00+02:00","seconds":600,"swing_bpm":[{swing}]}}}}"#
        )
    };
    fs::write(&file, (1..20).map(|day| line(day, f64::from(day)) + "\n").collect::<String>()).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let page = page(&home, &["--history"]);
    assert!(page.contains("19 dots between Oct 1, 2026 and Oct 19, 2026, from 1 to 19."), "{page}");
    assert!(page.contains("Higher is not better"));
}

#[test]
fn a_report_is_its_owners_and_is_never_written_over() {
    let home = folder("file");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    let said = report(&home, &["talk.json"]);
    let file = home.join("breathmark-report-2026-11-22.html");
    assert!(said.contains("breathmark-report-2026-11-22.html"), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(&file, "mine").unwrap();
    let out = ["talk.json", "--out", "breathmark-report-2026-11-22.html"];
    assert!(refusal(&home, &out).contains("there is a file of that name already"));
    assert!(report(&home, &["talk.json"]).contains("breathmark-report-2026-11-22-2.html"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert!(refusal(&home, &["talk.json", "--out", "nowhere/page.html"]).contains("that folder does not exist"));
    let left: Vec<_> = fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains(".new-")), "{left:?}");
}

#[test]
fn on_a_full_disk_nothing_of_the_page_is_left() {
    let home = folder("full");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    // The signal is ignored, so that writing fails as on a full disk.
    let script = "trap '' XFSZ; exec prlimit --fsize=4096: -- \"$0\" report talk.json --out page.html";
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_breathmark")]).env("HOME", &home).current_dir(&home);
    let output = command.output().unwrap();
    if output.status.code() == Some(127) {
        return skip("program report, a full disk", "this machine has no prlimit, so no disk can be made full");
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.trim().lines().count() == 1, "{said}");
    let left: Vec<_> = fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("page")), "{left:?}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = folder("pipe");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    let script = "set -o pipefail; \"$0\" report talk.json --out - | head -c 10 >/dev/null";
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_breathmark")]).env("HOME", &home).current_dir(&home);
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn bad_input_gets_one_sentence() {
    let home = folder("bad");
    let with = |name: &str, text: &str| fs::write(home.join(name), text).unwrap();
    with("empty", "");
    with("other.json", "{\"a\":1}\n");
    with("other.json", "{\"a\":1}\n");
    with("damaged.json", &outline("Alex", "Sam").replace("plumber", "Plumber"));
    with("talk.json", &outline("Alex", "Sam"));
    assert!(refusal(&home, &["empty"]).contains("empty"));
    assert!(refusal(&home, &["other.json"]).contains("not from a breathmark journal"));
    assert!(refusal(&home, &["damaged.json"]).contains("is damaged"));
    assert!(refusal(&home, &["missing"]).contains("there is no `missing`"));
    assert!(refusal(&home, &["talk.json", "--person", "left"]).contains("hearts of this talk were not kept"));
    assert!(refusal(&home, &[]).contains("no session is kept yet"));
}

#[test]
fn without_a_name_the_newest_session_is_taken() {
    let home = folder("newest");
    let journals = home.join(".local/state/breathmark/journals");
    fs::create_dir_all(&journals).unwrap();
    fs::write(journals.join("2026-11-21_101500_talk.outline.json"), outline("Old", "Older")).unwrap();
    fs::write(journals.join("2026-11-22_191500_talk.outline.json"), outline("Alex", "Sam")).unwrap();
    fs::write(journals.join("zz-notes.txt"), "mine").unwrap();
    assert!(page(&home, &[]).contains("Alex and Sam"));
}

#[test]
fn the_page_speaks_german() {
    let home = folder("german");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    fs::create_dir_all(home.join(".config/breathmark")).unwrap();
    fs::write(home.join(".config/breathmark/settings.toml"), "[words]\nlanguage = \"de\"\n").unwrap();
    let page = page(&home, &["talk.json"]);
    assert!(page.contains("<html lang=\"de\">") && page.contains("Euer Gespräch") && page.contains("Alex und Sam"));
}
