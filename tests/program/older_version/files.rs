//! The files that an older version keeps at home still work: what it wrote is read, and what is written now loses nothing
//! of it.
//!
//! `home/` is such a home, written by commit 4e5771e; its README says how, and what must be read out of each
//! file. The program itself is run on a copy. Words that are waited for are the couple's own, from their `words/en.toml`,
//! so that no test here depends on how a sentence is worded now.
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use super::home::{Home, KEPT, header, list, table};
use crate::lines::Told;
use serde_json::Value;
use toml::Table;

// The agenda.

#[test]
fn everything_in_an_old_agenda_is_listed() {
    let said = Home::of("agenda-listed").say(&["today"]);
    for number in 1..=7 {
        let starts = format!("{number} ");
        assert!(said.lines().any(|line| line.trim_start().starts_with(&starts)), "{number} is missing:\n{said}");
    }
    for words in ["phones stay in the hall", "book the dentist \"soon\"", "Robin", "21:30", "2098-12-24"] {
        assert!(said.contains(words), "{words} is missing:\n{said}");
    }
}

#[test]
fn an_old_agenda_goes_into_a_calendar_whole() {
    let calendar = Home::of("agenda-calendar").say(&["today", "--ics", "-"]);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 7, "{calendar}");
}

#[test]
fn what_is_planned_now_stands_beside_what_was_planned_then() {
    let home = Home::of("agenda-added");
    let (file, before) = (home.state("after.toml"), list(&Home::of("agenda-before").state("after.toml"), "item"));
    home.say(&["today", "--add", "water the plants", "--every", "week", "--at", "07:00"]);
    let now = list(&file, "item");
    assert_eq!((now.len(), &now[..7]), (8, &before[..]));
    assert_eq!(now[7]["what"].as_str(), Some("water the plants"));
    assert_eq!(table(&file)["answer"], table(&Home::of("agenda-answers").state("after.toml"))["answer"]);
}

#[test]
fn an_answer_now_is_added_to_those_of_then_and_leaves_everything_else_alone() {
    let home = Home::of("agenda-answered");
    let file = home.state("after.toml");
    let (items, answers) = (list(&file, "item"), list(&file, "answer"));
    home.say(&["today", "--done", "1", "--helped"]);
    let (items_now, answers_now) = (list(&file, "item"), list(&file, "answer"));
    assert_eq!(items_now[1..], items[1..]);
    assert_ne!(items_now[0]["answered"], items[0]["answered"]);
    assert_eq!((answers_now.len(), &answers_now[..3]), (4, &answers[..]));
}

// A journal.

#[test]
fn an_old_journal_at_its_usual_place_is_replayed_the_same() {
    let home = Home::of("journal");
    let journal = home.state("journals/2026-11-28_224650_talk.jsonl");
    let said = home.say(&["talk", "--outputs", "-", "--replay", journal.to_str().unwrap()]);
    assert_eq!(said, fs::read_to_string(journal.with_extension("outputs")).unwrap());
}

// A talk with keys only, from its first question to its last line.

struct Talk {
    home: Home,
    said: Vec<String>,
    header: Value,
}

/// One talk for all tests that look at what became of it: it takes some ten seconds. Its parts before the first turn are
/// left out; everything else is as the old settings say.
fn a_talk() -> &'static Talk {
    // Where it fails, it fails once, and not a minute for each test.
    static TALK: LazyLock<Talk> = LazyLock::new(|| {
        let home = Home::of("talk");
        let (settings, journal) = (home.config("settings.toml"), home.0.join("talk.jsonl"));
        let mut text = fs::read_to_string(&settings).unwrap();
        for (long, short) in [("quiet_s = 35", "quiet_s = 0"), ("warm_up_turn_s = 35", "warm_up_turn_s = 0")] {
            assert!(text.contains(long));
            text = text.replace(long, short);
        }
        for part in ["whose_strap", "agreements", "arriving"] {
            text = text.replace(&format!("{part} = true"), &format!("{part} = false"));
        }
        fs::write(&settings, text).unwrap();
        // The settings ask for it line by line: without them this would need a terminal.
        let mut told = Told::start(&mut home.command(&["talk", "--no-straps", "--journal", journal.to_str().unwrap()]));
        told.press("h\n\n");
        told.answer_none();
        told.press("n\n");
        told.wait_for("Robin has the floor", |_| {});
        told.press("p\n");
        told.wait_for("let's take our breath", |_| {});
        told.press("q\n");
        told.wait_for("We said we would ask somebody for help.", |_| {});
        told.press_again("q\n");
        let said = std::mem::take(&mut told.said);
        let (ended_well, errors) = told.end();
        assert!(ended_well, "{errors}");
        let header = header(&journal);
        Talk { home, said, header }
    });
    &TALK
}

#[test]
fn names_lengths_and_breathing_of_old_settings_are_used() {
    let header = &a_talk().header;
    assert_eq!(
        (&header["people"]["left"]["name"], &header["people"]["right"]["name"]),
        (&"Robin".into(), &"Kim".into())
    );
    let plan = &header["setup"]["plan"];
    assert_eq!((&plan["turn_s"], &plan["answer_s"], &plan["limit_s"]), (&60.into(), &0.into(), &1500.into()));
    assert_eq!((&plan["guide"]["way_back"], &plan["guide"]["repair"]), (&true.into(), &true.into()));
    assert_eq!((&header["setup"]["pacer"]["in_s"], &header["setup"]["pacer"]["out_s"]), (&4.5.into(), &5.0.into()));
}

#[test]
fn the_numbers_of_people_who_can_help_are_those_of_old_settings() {
    let said = &a_talk().said;
    for number in ["Example line 000 111", "Somebody we trust"] {
        assert!(said.iter().any(|line| line.contains(number)), "{number} is missing: {said:#?}");
    }
}

#[test]
fn the_words_that_a_couple_has_changed_are_said_and_all_others_are_built_in() {
    let said = &a_talk().said;
    for words in ["Robin has the floor", "let's take our breath", "thank you, you two"] {
        assert!(said.iter().any(|line| line.contains(words)), "{words:?} is missing: {said:#?}");
    }
    assert!(said.len() > 20, "the rest is said too: {said:#?}");
}

#[test]
fn old_talks_that_broke_off_count_and_stay_in_the_file() {
    // The talk's close has said that others can help: three of the four old talks broke off.
    let file = a_talk().home.state("talks.toml");
    let (before, now) = (list(&Path::new(KEPT).join("state/breathmark/talks.toml"), "talk"), list(&file, "talk"));
    assert_eq!((now.len(), &now[..4]), (5, &before[..]));
    assert_eq!((now[4]["broke_off"].as_bool(), table(&file)["said"].as_bool()), (Some(true), Some(true)));
}

#[test]
fn a_talk_that_ends_now_replaces_the_old_check_in_and_return_and_keeps_all_else_of_the_agenda() {
    let before = list(&Path::new(KEPT).join("state/breathmark/after.toml"), "item");
    let now = list(&a_talk().home.state("after.toml"), "item");
    let kinds = |items: &[Table]| -> Vec<String> {
        items.iter().map(|item| item["kind"].as_str().expect("a kind").to_owned()).collect()
    };
    let steps_and_rituals = ["thanks", "behaviour", "evening", "check_in"];
    assert_eq!(kinds(&before), [&steps_and_rituals[..], &["after_talk", "step", "return"]].concat());
    assert_eq!(kinds(&now), [&steps_and_rituals[..], &["after_talk", "step"]].concat());
    let words_and_times = |item: &Table| {
        ["id", "what", "who", "begins", "every", "until", "minutes", "noted", "answered"]
            .map(|key| item.get(key).cloned())
    };
    for old in before.iter().filter(|item| !matches!(item["kind"].as_str(), Some("after_talk" | "return"))) {
        assert!(now.iter().any(|item| words_and_times(item) == words_and_times(old)), "{old} is missing");
    }
}

// Straps, as far as they are known without a radio.

#[cfg(feature = "ble")]
#[test]
fn the_strap_that_an_old_file_gives_to_one_is_not_given_to_the_other() {
    for (side, id) in [("--left", "C0:00:00:00:00:A1"), ("--right", "C0:00:00:00:00:B2")] {
        let refused = Home::of(&format!("same{side}")).run(&["talk", side, id]);
        assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains(id), "{refused:?}");
    }
}
