//! Whole talks as files: what happens, and what the screen and the journal must show. The README beside this file says
//! how to write one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_for_each)]

mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use breathmark::event::seat::{Pair, Seat};
use breathmark::talk::plan::Plan;
use serde::Deserialize;
use table::Table;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    title: String,
    #[serde(default)]
    plan: toml::Table,
    #[serde(default = "both")]
    straps: Pair<bool>,
    /// The keys of the check before the talk; without it both answered "none".
    #[serde(default)]
    check: Option<String>,
    #[serde(default)]
    step: Vec<Step>,
    #[serde(default)]
    journal: Journal,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Step {
    /// Lets so many seconds pass.
    wait: u64,
    /// Lets time pass until the stage is this one, for at most `within` seconds.
    until: Option<String>,
    within: Option<u64>,
    /// Keys, one after another.
    keys: String,
    /// Text, as it is typed.
    text: String,
    /// How far above rest a heart is drawn from now on, in beats a minute.
    heart: BTreeMap<String, f64>,
    link: BTreeMap<String, String>,
    /// Whose pod is off the skin from now on, or on it again.
    lifted: BTreeMap<String, bool>,
    asleep_min: u32,
    /// What must be then.
    stage: Option<String>,
    /// Seconds left of the step, give or take one.
    left_s: Option<u64>,
    sees: Vec<String>,
    hides: Vec<String>,
    /// Lines of `--plain`: a time of day is no text on the screen.
    tells: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Journal {
    holds: Vec<String>,
    lacks: Vec<String>,
    pauses: Option<u32>,
    /// The stages that the talk went through, without those in between.
    stages: Vec<String>,
}

fn both() -> Pair<bool> {
    Pair { left: true, right: true }
}

/// The built-in plan with the lines of the file in their places.
fn plan(over: &toml::Table) -> Plan {
    let mut table = toml::Table::try_from(Plan::guided()).unwrap();
    for (key, value) in over {
        match (table.get_mut(key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(over)) => inner.extend(over.clone()),
            (_, value) => drop(table.insert(key.clone(), value.clone())),
        }
    }
    table.try_into().unwrap()
}

fn seat(name: &str) -> Seat {
    if name == "left" { Seat::Left } else { Seat::Right }
}

fn play(path: &Path) {
    let scenario: Scenario = toml::from_str(&std::fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_stem().unwrap().to_str().unwrap();
    let mut table = Table::new(name, plan(&scenario.plan), scenario.straps);
    if let Some(keys) = &scenario.check
        && !Table::check(keys)
    {
        assert!(scenario.step.is_empty(), "{name}: there is no talk");
        assert!(!table.journal_path().exists(), "{name}: nothing may be written");
        return;
    }
    table.begin();
    for (number, step) in (1..).zip(&scenario.step) {
        let here = format!("{name} ({}), step {number}", scenario.title);
        do_step(&mut table, step, &here);
    }
    judge(&mut table, &scenario.journal, name);
}

fn do_step(table: &mut Table, step: &Step, here: &str) {
    table.wait(step.wait);
    if let Some(stage) = &step.until {
        let within = step.within.unwrap_or(600);
        assert!(table.wait_for(stage, within), "{here}: no {stage} within {within} s\n{}", table.text());
    }
    for (name, by) in &step.heart {
        table.draw_heart(seat(name), *by);
    }
    for (name, link) in &step.link {
        table.link(seat(name), link);
    }
    for (name, lifted) in &step.lifted {
        table.lift(seat(name), *lifted);
    }
    if step.asleep_min > 0 {
        table.sleep(step.asleep_min);
    }
    step.keys.split_whitespace().for_each(|key| table.press(key));
    step.text.chars().for_each(|c| table.type_char(c));
    if let Some(stage) = &step.stage {
        assert_eq!(&table.stage(), stage, "{here}\n{}", table.text());
    }
    if let Some(left) = step.left_s {
        let found = table.left_s();
        assert!(found.abs_diff(left) <= 1, "{here}: {found} s left");
    }
    for words in &step.sees {
        assert!(table.shows(words), "{here}: no {words:?} in\n{}", table.text());
    }
    for line in &step.tells {
        assert!(table.told().contains(line), "{here}: nobody tells {line:?} in {:#?}", table.told());
    }
    for words in &step.hides {
        assert!(!table.shows(words), "{here}: {words:?} in\n{}", table.text());
    }
}

fn judge(table: &mut Table, journal: &Journal, name: &str) {
    let text = table.end();
    for line in &journal.holds {
        assert!(text.contains(line), "{name}: the journal lacks {line}");
    }
    for line in &journal.lacks {
        assert!(!text.contains(line), "{name}: the journal holds {line}");
    }
    if let Some(pauses) = journal.pauses {
        assert_eq!(table.pauses(), pauses, "{name}");
    }
    let mut stages = table.stages().iter();
    for stage in &journal.stages {
        assert!(stages.any(|s| s == stage), "{name}: {stage} is missing, or comes too late, in {:?}", table.stages());
    }
    // Whatever happened, what was kept replays to the same stages.
    assert_eq!(Table::replayed(&text), *table.stages(), "{name}");
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talk/scenarios");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

#[test]
fn every_scenario_goes_as_its_file_says() {
    let files = files();
    assert!(files.len() >= 20, "{}", files.len());
    let failed: Vec<_> = files.iter().filter(|path| std::panic::catch_unwind(|| play(path)).is_err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
