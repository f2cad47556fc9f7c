//! `breathmark settings`, and the page that is made from the same list.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use breathmark::store::settings::list::{SETTINGS, Setting, sections};
use breathmark::store::settings::{Settings, table};

use crate::home::{FILES, Home};

const BEGIN: &str = "<!-- settings -->\n";
const END: &str = "<!-- /settings -->";

fn said(home: &Home, args: &[&str]) -> String {
    String::from_utf8(home.run(args).stdout).unwrap()
}

#[test]
fn every_key_is_listed_with_its_bounds_its_default_and_its_meaning_in_80_columns() {
    let home = Home::new("settings");
    let said = said(&home, &["settings"]);
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for setting in SETTINGS {
        let entry =
            format!("{} {} {}; default: {}", setting.key, setting.meaning, setting.value.bounds(), setting.default);
        assert!(words.contains(&entry), "{entry} is missing in\n{said}");
    }
    for section in sections() {
        assert!(said.contains(&format!("[{section}]")), "{said}");
    }
    assert!(said.contains("There is no ") && said.contains("settings.toml yet."), "{said}");
    assert!(said.lines().skip(3).all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn what_is_set_is_listed_with_its_value_and_its_line() {
    let home = Home::new("settings-set");
    home.write(
        FILES[0],
        "[right]\nname = \"Kim\"\n[talk]\nturn_s = 0x5a\n[safety]\nhelplines = [\n  \"a\", \"b\"\n]\n",
    );
    let said = said(&home, &["settings"]);
    for set in ["right: set to \"Kim\" in line 2", "set to 0x5a in line 4", "set to [ \"a\", \"b\" ] in line 6"] {
        assert!(said.contains(set), "{said}");
    }
    assert_eq!(said.matches("set to ").count(), 3, "{said}");
}

#[test]
fn a_damaged_file_is_listed_as_far_as_it_goes_and_its_line_is_said() {
    let home = Home::new("settings-damaged");
    for (text, line, set) in [
        ("[talk]\nturn_s = 90\ntrun_s = 60\n", 3, 2),
        ("[talk]\nturn_s = 90\nlimit_s = 1\n", 3, 2),
        ("[talk]\nturn_s = \n", 2, 0),
    ] {
        home.write(FILES[0], text);
        let output = home.run(&["settings"]);
        let (said, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(errors.contains(&format!("settings.toml, line {line}: ")) && !output.status.success(), "{errors}");
        assert!(said.contains("one turn of speaking"), "{said}");
        assert_eq!(said.contains("set to 90 in line 2"), set == 2, "{said}");
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the test measures how long the program takes")]
fn a_file_of_unknown_keys_is_listed_in_a_moment() {
    let home = Home::new("settings-many");
    let keys = (0..60_000).map(|n| format!("k{n} = {n}\n")).collect::<Vec<_>>().concat();
    home.write(FILES[0], format!("[talk]\n{keys}turn_s = 90\n"));
    let began = std::time::Instant::now();
    let said = said(&home, &["settings"]);
    assert!(said.contains("set to 90 in line 60002"), "{said}");
    // Counting the lines anew for each key would take a minute.
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn every_key_has_its_own_place() {
    let mut keys: Vec<String> = Vec::new();
    for setting in SETTINGS {
        keys.extend(setting.sections.iter().map(|section| format!("{section}.{}", setting.key)));
    }
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all, "no key stands twice");
}

/// The value that stands for a default, as a settings file writes it; nothing where the default is no value that could be
/// set, such as the language of the system.
fn written(setting: &Setting) -> Option<&'static str> {
    let default = setting.default.split(';').next().unwrap();
    match default {
        "asked once" | "unknown" | "off" | "the system's" | "not chosen yet" => None,
        "none" => Some("[]"),
        default => Some(default),
    }
}

#[test]
fn the_default_that_is_listed_is_the_one_that_counts() {
    let usual = Settings::default();
    for setting in SETTINGS {
        let Some(default) = written(setting) else { continue };
        for section in setting.sections {
            let text = format!("[{section}]\n{} = {default}\n", setting.key);
            let set = Settings::parse(&text, "settings.toml").unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(set, usual, "{}", setting.key);
        }
    }
}

#[test]
fn a_file_that_sets_every_default_gives_the_default_settings() {
    let section = |section: &str| {
        let settings = SETTINGS.iter().filter(|setting| setting.sections.contains(&section));
        let lines = settings.filter_map(|setting| Some(format!("{} = {}\n", setting.key, written(setting)?)));
        format!("[{section}]\n{}", lines.collect::<String>())
    };
    let file: String = sections().into_iter().map(section).collect();
    assert_eq!(Settings::parse(&file, "settings.toml").unwrap(), Settings::default(), "{file}");
}

#[test]
fn an_unknown_section_is_answered_with_all_that_there_are() {
    let refused = Settings::parse("[everything]\n", "settings.toml").unwrap_err().to_string();
    let all = "there are [left], [right], [talk], [safety], [breath], [cue], [words], [screen] and [sound]";
    assert!(refused.ends_with(all), "{refused}");
}

#[test]
fn the_page_prints_the_table_of_this_list() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md")).unwrap();
    let printed = page.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(table, _)| table);
    let table = table();
    assert_eq!(said(&Home::new("settings-table"), &["settings", "--markdown"]), table);
    if printed != Some(&*table) {
        println!("docs/settings.md should say:\n\n{BEGIN}{table}{END}\n");
        panic!("docs/settings.md does not print the list of settings; the right text stands above");
    }
}
