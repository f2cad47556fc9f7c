//! Journals that an older version wrote are replayed to the outputs that it gave, byte for byte.
//!
//! `journals/` holds the journals, written in format 1 by commit 4e5771e, and beside each what that version
//! said when it replayed it: `NAME.told`. Beats and readings are many, so a `.told` file has them as figures only: for each
//! minute, how many lines all outputs have, and the FNV-1a hash (64 bits) of their bytes. Every other output stands there
//! in full, so that the first difference can be read.
//!
//! These files are never written anew. A difference means that an old journal now gives other outputs. Other rules let
//! hearts trigger pauses then: where a heart triggered one, only what comes before it is held. And a strap that lies is
//! recognised today: from then on, only what doesn't depend on its beats is held.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

const JOURNALS: [&str; 6] =
    ["faults", "hand_made", "keys_only", "practice_faults", "rate_only_straps", "straps_exchanged"];

fn file(name: &str, extension: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/older_version/journals");
    PathBuf::from(folder).join(name).with_extension(extension)
}

fn read(name: &str, extension: &str) -> String {
    let path = file(name, extension);
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// FNV-1a, 64 bits.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}

/// All lines of one minute, or of the whole.
struct Figures {
    lines: u32,
    hash: Hash,
}

impl Figures {
    fn new() -> Self {
        Self { lines: 0, hash: Hash::new() }
    }

    fn take(&mut self, line: &str) {
        self.lines += 1;
        self.hash.take(line.as_bytes());
        self.hash.take(b"\n");
    }

    fn say(&self, of: &str, told: &mut String) {
        writeln!(told, "{of}: {} lines, {:016x}", self.lines, self.hash.0).unwrap();
    }
}

/// What a `.told` file says of these outputs.
fn told(outputs: &str) -> String {
    let (mut told, mut all, mut minute, mut figures) = (String::new(), Figures::new(), 0, Figures::new());
    for line in outputs.lines() {
        let output: Value = serde_json::from_str(line).expect("a JSON object");
        let at = output["at"].as_u64().expect("a moment") / 60_000_000;
        if at != minute && figures.lines > 0 {
            figures.say(&format!("minute {minute}"), &mut told);
            figures = Figures::new();
        }
        minute = at;
        figures.take(line);
        all.take(line);
        if !matches!(output["output"].as_str(), Some("beat" | "reading")) {
            writeln!(told, "{line}").unwrap();
        }
    }
    figures.say(&format!("minute {minute}"), &mut told);
    all.say("all", &mut told);
    told
}

/// Replays a journal, and says what came of it as the `.told` files do.
fn replay(name: &str) -> String {
    let kind = if name.starts_with("practice") { "practice" } else { "talk" };
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args([kind, "--outputs", "-", "--replay"]).arg(file(name, "jsonl"));
    // Whatever this machine's settings say must not matter here.
    let nowhere = concat!(env!("CARGO_TARGET_TMPDIR"), "/older-version-nowhere");
    let replayed = command.env("XDG_CONFIG_HOME", nowhere).env("XDG_STATE_HOME", nowhere).output().unwrap();
    let outputs = String::from_utf8(replayed.stdout).expect("text");
    format!("ended well: {}\n{}", replayed.status.success(), told(&outputs))
}

fn assert_same(name: &str) {
    let (before, now) = (read(name, "told"), replay(name));
    if let Some((number, (before, now))) =
        (1..).zip(before.lines().zip(now.lines())).find(|(_, (before, now))| before != now)
    {
        panic!("{name}, line {number} of what is told\n  before: {before}\n     now: {now}");
    }
    assert_eq!(before, now, "{name}: one is longer than the other");
}

/// The most seconds by which a heart's pause may come at another time than before.
const OTHER_SECOND: u64 = 10;

/// The first difference, if there is one, is a pause that a heart called, some seconds apart: today's rules call it.
fn assert_same_until_a_heart_calls(name: &str) {
    let (before, now) = (read(name, "told"), replay(name));
    let figures = |line: &&str| !line.starts_with("minute ");
    let (before, now): (Vec<_>, Vec<_>) =
        (before.lines().filter(figures).collect(), now.lines().filter(figures).collect());
    let Some((before, now)) = before.iter().zip(&now).find(|(before, now)| before != now) else {
        assert_eq!(before.len(), now.len(), "{name}: one is longer than the other");
        return;
    };
    let [before, now] = [before, now].map(|line| serde_json::from_str::<Value>(line).expect("an output"));
    for output in [&before, &now] {
        assert_eq!((&output["stage"], &output["way"]), (&"pause".into(), &"breath".into()), "{name}: {output}");
    }
    let [then, now] = [before, now].map(|output| output["at"].as_u64().expect("a moment"));
    assert!(then.abs_diff(now) <= 1_000_000 * OTHER_SECOND, "{name}: {then} {now}");
}

/// The same up to the first fault of a strap that is recognised today. From then on its intervals don't count: everything but
/// its beats, readings, signals and gaps is still the same.
fn assert_same_until_a_fault_is_recognised(name: &str, seat: &str) {
    let (before, now) = (read(name, "told"), replay(name));
    let outputs = |told: &str| -> Vec<Value> {
        told.lines().filter_map(|line| serde_json::from_str(line).ok()).filter(Value::is_object).collect()
    };
    let (before, now) = (outputs(&before), outputs(&now));
    let fault = now.iter().find(|output| output["output"] == "strap_fault").expect("a fault is recognised");
    assert_eq!(fault["seat"], seat);
    let at = fault["at"].as_u64();
    let until = |outputs: &[Value]| -> Vec<Value> {
        outputs.iter().filter(|output| output["at"].as_u64() < at).cloned().collect()
    };
    assert_eq!(until(&before), until(&now), "{name}");
    let others = |outputs: &[Value]| -> Vec<Value> {
        let depends = ["signal", "gap", "strap_fault"];
        let of_fault =
            |output: &&Value| output["seat"] == seat && depends.contains(&output["output"].as_str().unwrap());
        outputs.iter().filter(|output| !of_fault(output)).cloned().collect()
    };
    assert_eq!(others(&before), others(&now), "{name}");
}

#[test]
fn a_replay_says_once_that_other_rules_called_the_pauses_of_that_day() {
    let said = |name: &str, kind: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
        let run = command.args([kind, "--outputs", "-", "--replay"]).arg(file(name, "jsonl")).output().unwrap();
        String::from_utf8(run.stderr).expect("text").matches("other rules let hearts bring a pause then").count()
    };
    assert_eq!(said("straps_exchanged", "talk"), 1);
    assert_eq!(said("practice_faults", "practice"), 0, "no heart calls anything there");
}

#[test]
fn a_talk_of_keys_alone_through_every_step_is_replayed_the_same() {
    assert_same("keys_only");
}

#[test]
fn a_talk_with_exchanged_straps_is_replayed_the_same_until_a_heart_calls() {
    assert_same_until_a_heart_calls("straps_exchanged");
}

#[test]
fn a_talk_with_straps_that_send_only_a_rate_is_replayed_the_same_until_a_heart_calls() {
    assert_same_until_a_heart_calls("rate_only_straps");
}

#[test]
fn a_talk_with_lost_links_bad_payloads_and_sleep_is_replayed_the_same() {
    assert_same("faults");
}

#[test]
fn a_practice_with_faults_is_replayed_the_same() {
    assert_same("practice_faults");
}

#[test]
fn a_journal_with_the_oldest_header_late_stamps_and_a_torn_end_is_replayed_the_same_until_a_fault_is_recognised() {
    // Its left strap sends one interval in every notification, of 0.8 s each second. A sixth of the beats is missing.
    assert_same_until_a_fault_is_recognised("hand_made", "left");
}

/// The values of `key` in these lines of JSON.
fn values(lines: &str, key: &str) -> BTreeSet<String> {
    let value = |line: &str| match serde_json::from_str::<Value>(line).ok()?.get(key)? {
        Value::String(name) => Some(name.clone()),
        Value::Object(inner) => inner.keys().next().cloned(),
        _ => None,
    };
    lines.lines().filter_map(value).collect()
}

fn assert_covered(what: &str, covered: &BTreeSet<String>, wanted: &str) {
    let missing: Vec<&str> = wanted.split_whitespace().filter(|name| !covered.contains(*name)).collect();
    assert!(missing.is_empty(), "no journal has the {what} {missing:?}");
}

#[test]
fn these_journals_hold_every_input_and_lead_through_every_stage() {
    let of = |extension: &str, key: &str| -> BTreeSet<String> {
        JOURNALS.iter().flat_map(|name| values(&read(name, extension), key)).collect()
    };
    assert_covered("input", &of("jsonl", "input"), "notification link battery rate_only key away end");
    assert_covered(
        "key",
        &of("jsonl", "key"),
        "pause ready not_ready next moved more_time later breathe ground need question choose exchange repair numbers stop",
    );
    assert_covered(
        "link",
        &of("jsonl", "link"),
        "absent searching connecting subscribed quiet not_a_heart_strap lost no_adapter no_bluetooth",
    );
    assert_covered("output", &of("told", "output"), "signal malformed duplicate gap stage");
    assert_covered("signal", &of("told", "signal"), "absent waiting settling good rate_only no_contact silent");
    assert_covered(
        "stage",
        &of("told", "stage"),
        "straps whose agreements topic arriving settling warm_up turn answer breath pause later rest way_back repair \
         one_step summary closing practice over",
    );
}
