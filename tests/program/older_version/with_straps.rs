//! Straps and people of an older version, in a talk over a fake `org.bluez`. Needs `dbus-daemon`; without it these tests
//! are skipped.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::Value;
use toml::Table;

use super::home::{Home, KEPT, first_line, header, list, table};
use crate::bluez::bus::{Bus, Policy};
use crate::bluez::heart::Heart;
use crate::bluez::talk::two_straps;
use crate::bluez::{Bluez, Strap};
use crate::lines::Told;
use crate::records::skip;

const THIRD: &str = "C0:00:00:00:00:D4";

fn air() -> Option<(Bus, Bluez)> {
    let Some(bus) = Bus::start(Policy::Open) else {
        skip("program older_version", "this machine has no dbus-daemon");
        return None;
    };
    let bluez = Bluez::start(&bus.address());
    two_straps(&mut bluez.world());
    Some((bus, bluez))
}

fn straps(home: &Home, bus: &Bus, args: &[&str]) -> String {
    let mut command = home.command(&[&["straps"], args].concat());
    let output = command.env("DBUS_SYSTEM_BUS_ADDRESS", bus.address()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_straps_of_an_old_file_are_listed_with_those_who_wear_them() {
    let Some((bus, _bluez)) = air() else { return };
    let said = straps(&Home::of("straps-listed"), &bus, &["--quick", "--seconds", "3"]);
    for name in ["Polar H10 B2B2B2B2", "Polar H10 A1A1A1A1"] {
        assert_eq!(said.matches(name).count(), 2, "{name} is on the air and remembered:\n{said}");
    }
    assert!(said.rfind("B2B2B2B2") < said.rfind("A1A1A1A1"), "Robin on the left wears B2:\n{said}");
}

#[test]
fn a_strap_chosen_now_leaves_the_other_one_of_an_old_file_alone() {
    let Some((bus, bluez)) = air() else { return };
    bluez.world().straps.push(Strap::new(THIRD, "Polar H9 D4D4D4D4", Heart::new(80.0, 0.2)));
    let home = Home::of("straps-chosen");
    let file = home.config("straps.toml");
    let before = table(&file);
    straps(&home, &bus, &["--seconds", "3", "--left", THIRD]);
    let now = table(&file);
    assert_eq!((now["left"]["id"].as_str(), &now["right"]), (Some(THIRD), &before["right"]));
}

struct Known {
    home: Home,
    first_line: String,
    header: Value,
}

/// A talk with both straps, left as soon as a heart is heard, before anybody has spoken. It looks for nothing but its people.
fn a_talk_with_straps() -> Option<&'static Known> {
    static TALK: LazyLock<Option<Known>> = LazyLock::new(|| {
        let (bus, _bluez) = air()?;
        let home = Home::of("people");
        let journal = home.0.join("talk.jsonl");
        let mut command = home.command(&["talk", "--journal", journal.to_str().unwrap()]);
        let mut told = Told::start(command.env("DBUS_SYSTEM_BUS_ADDRESS", bus.address()));
        told.answer_none();
        let end = Instant::now() + Duration::from_mins(1);
        let heard = || fs::read_to_string(&journal).is_ok_and(|text| text.contains("notification"));
        while !heard() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(heard(), "no heart is heard");
        told.press("q\n");
        told.wait_for("another time, then", |_| {});
        told.press_again("q\n");
        let (ended_well, errors) = told.end();
        assert!(ended_well, "{errors}");
        Some(Known { home, first_line: first_line(&journal), header: header(&journal) })
    });
    TALK.as_ref()
}

#[test]
fn a_talk_knows_the_hearts_of_an_old_file_and_what_old_settings_say_of_them() {
    let Some(talk) = a_talk_with_straps() else { return };
    let people = list(&Path::new(KEPT).join("state/breathmark/people.toml"), "person");
    for (seat, person) in [("left", &people[0]), ("right", &people[1])] {
        assert_eq!(talk.header["people"][seat]["name"].as_str(), person["name"].as_str());
        assert_eq!(talk.header["people"][seat]["strap"].as_str(), person["strap"].as_str());
        let (now, then) = (&talk.header["setup"]["people"][seat], person["known"].as_table().expect("a table"));
        assert_eq!((now["known"]["talks"].as_i64(), now["margin"].as_f64()), (Some(1), person["margin"].as_float()));
        // In the digits as they stand in both files: reading JSON may change the last one.
        for key in ["listening", "speaking", "swings"] {
            let figures = format!("\"{key}\":{}", then[key]).replace(' ', "");
            assert!(talk.first_line.contains(&figures), "{seat}: {figures} is missing: {}", talk.first_line);
        }
    }
    let left = &talk.header["setup"]["people"]["left"]["profile"];
    assert_eq!((&left["resting_rate"], &left["endurance_trained"]), (&68.into(), &false.into()));
    let plan = &talk.header["setup"]["plan"];
    assert_eq!((&plan["quiet_s"], &plan["warm_up_turn_s"]), (&35.into(), &35.into()));
}

#[test]
fn what_an_old_file_knows_of_everybody_stays_when_a_talk_writes_it_anew() {
    let Some(talk) = a_talk_with_straps() else { return };
    let mut before = list(&Path::new(KEPT).join("state/breathmark/people.toml"), "person");
    let mut now = list(&talk.home.state("people.toml"), "person");
    assert_eq!(before.len(), 3);
    // Whoever was here last stands last. This talk has taught nothing, so that nothing else may differ.
    let by_name = |person: &Table| person["name"].as_str().map(str::to_owned);
    before.sort_by_key(by_name);
    now.sort_by_key(by_name);
    assert_eq!(now, before);
}
