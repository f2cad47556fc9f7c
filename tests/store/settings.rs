//! The settings file: what it can say, and how it answers to what it cannot.

use std::fs;
use std::path::PathBuf;

use breathmark::event::seat::Pair;
use breathmark::pacer::Pacer;
use breathmark::store::settings::Settings;
use breathmark::talk::plan::{Opening, Plan};

fn parse(text: &str) -> Result<Settings, String> {
    Settings::parse(text, "settings.toml").map_err(|error| error.to_string())
}

fn refusal(text: &str) -> String {
    parse(text).err().unwrap_or_default()
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("breathmark-settings-{name}-{}", std::process::id()))
}

#[test]
fn an_empty_file_says_nothing_new() {
    assert_eq!(parse(""), Ok(Settings::default()));
}

#[test]
fn everything_can_be_set() {
    let text = "[left]\nname = \" Robin \"\n[right]\nname = \"静香\"\n\
        [talk]\nquiet_s = 0\nwarm_up_turn_s = 600\nturn_s = 9_0\nlimit_s = 7200\n[breath]\nin_s = 5\nout_s = 5.5\n";
    let settings = parse(text).expect("it is right");
    assert_eq!(settings.names, Pair { left: Some("Robin".to_owned()), right: Some("静香".to_owned()) });
    let plan = Plan { quiet_s: 0, warm_up_turn_s: 600, turn_s: 90, limit_s: 7200, ..Plan::guided() };
    assert_eq!(settings.plan(Opening::First), plan);
    assert_eq!(settings.plan(Opening::Again), Plan { opening: Opening::Again, ..plan });
    assert_eq!(settings.pacer, Pacer { in_s: 5.0, top_up_s: 0.0, out_s: 5.5 });
}

#[test]
fn who_says_no_name_is_called_by_their_seat() {
    let settings = parse("[right]\nname = \"Kim\"\n").expect("it is right");
    assert_eq!(settings.names, Pair { left: None, right: Some("Kim".to_owned()) });
}

#[test]
fn a_slip_of_the_finger_is_named_with_its_line() {
    let text = "[talk]\nquiet_s = 40\n\ntrun_s = 90\n";
    assert_eq!(refusal(text), "settings.toml, line 4: I don't know `trun_s`; did you mean `turn_s`?");
    let text = "[tlak]\nturn_s = 90\n";
    assert_eq!(refusal(text), "settings.toml, line 1: I don't know the section `[tlak]`; did you mean `[talk]`?");
}

#[test]
fn a_key_in_the_wrong_place_is_answered_with_the_section_that_has_it() {
    for (text, line, key, section) in [
        ("plain = true\n", 1, "plain", "[screen]"),
        ("[talk]\nplain = true\n", 2, "plain", "[screen]"),
        ("irregular = true\n", 1, "irregular", "[left] or [right]"),
    ] {
        let wanted =
            format!("settings.toml, line {line}: I don't know `{key}` here; did you mean `{key}` in {section}?");
        assert_eq!(refusal(text), wanted);
    }
    let wanted = "settings.toml, line 1: I don't know `plian` here; did you mean `plain` in [screen]?";
    assert_eq!(refusal("plian = true\n"), wanted);
}

#[test]
fn a_key_like_no_other_is_answered_with_those_of_its_section_where_they_are_few() {
    let advice = "see `breathmark settings` for what can be set";
    let said = |text: &str| refusal(text).replace("settings.toml, line 2: ", "");
    assert_eq!(
        said("[breath]\nhold_s = 4.0\n"),
        format!("I don't know `hold_s`; [breath] has in_s and out_s; {advice}")
    );
    assert_eq!(said("[talk]\nxyzzy = 4.0\n"), format!("I don't know `xyzzy`; {advice}"));
}

#[test]
fn a_very_long_key_is_cut_in_the_sentence_and_the_advice_stays() {
    let long = "k".repeat(100_000);
    let said = refusal(&format!("[talk]\n{long} = 1\n"));
    assert!(said.ends_with("kkk…`; see `breathmark settings` for what can be set") && said.len() < 200, "{said}");
    let said = refusal(&format!("[{long}]\nturn_s = 1\n"));
    assert!(said.contains("kkk…]`; there are ") && said.ends_with("[screen] and [sound]"), "{said}");
    for key in ["left]\nresting_rate", "talk]\nturn_s", "talk]\nquiet_s", "breath]\nin_s"] {
        let said = refusal(&format!("[{key} = {}\n", "9".repeat(100_000)));
        assert!(said.contains("999…, but it must be between ") && said.len() < 200, "{said}");
    }
}

#[test]
fn sound_is_set_with_a_volume_switches_and_lists_and_nothing_else() {
    let text = "[sound]\nvolume = 70\nturn = false\nplayer = [\"mpv\", \"{file}\"]\ncommand = [\"lamp\"]\n";
    let sound = Settings::parse(text, "settings.toml").unwrap().sound;
    assert_eq!((sound.volume, sound.pause, sound.turn), (Some(70), true, false));
    assert_eq!((sound.player, sound.command), (vec!["mpv".to_owned(), "{file}".to_owned()], vec!["lamp".to_owned()]));
    assert_eq!(Settings::default().sound.volume, None, "nobody has chosen");
    for (line, what) in [
        ("volume = 101", "`volume` is 101, but it must be between 0 and 100"),
        ("volume = -1", "`volume` is -1, but it must be between 0 and 100"),
        ("volume = \"loud\"", "`volume` must be a whole number from 0 to 100"),
        ("player = \"mpv\"", "`player` must be a list: [\"…\", \"…\"]"),
        ("breath = 1", "`breath` must be true or false"),
    ] {
        assert_eq!(refusal(&format!("[sound]\n{line}\n")), format!("settings.toml, line 2: {what}"));
    }
}

#[test]
fn a_key_outside_its_section_is_not_ignored() {
    assert!(refusal("turn_s = 90\n").starts_with("settings.toml, line 1: I don't know `turn_s`"));
    assert_eq!(refusal("talk = 3\n"), "settings.toml, line 1: `talk` must be a section: `[talk]`");
}

#[test]
fn absurd_lengths_are_refused_with_their_bounds() {
    for (key, low, high) in
        [("quiet_s", 0, 600), ("warm_up_turn_s", 0, 600), ("turn_s", 60, 900), ("limit_s", 60, 7200)]
    {
        for good in [low, high] {
            assert!(parse(&format!("[talk]\n{key} = {good}\n")).is_ok(), "{key} = {good}");
        }
        for bad in [low - 1, high + 1] {
            let expected =
                format!("settings.toml, line 2: `{key}` is {bad}, but it must be between {low} and {high} seconds");
            assert_eq!(refusal(&format!("[talk]\n{key} = {bad}\n")), expected);
        }
    }
    assert!(refusal("[breath]\nin_s = 1.9\n").contains("`in_s` is 1.9, but it must be between 2 and 10 seconds"));
    assert!(refusal("[breath]\nout_s = nan\n").contains("between 2 and 10 seconds"));
    assert!(refusal("[talk]\nturn_s = 1.5\n").contains("must be a whole number of seconds"));
    assert!(refusal("[talk]\nturn_s = 99999999999999999999\n").contains("line 2"));
}

#[test]
fn names_must_fit_and_be_harmless() {
    assert!(parse(&format!("[left]\nname = \"{}\"\n", "a".repeat(24))).is_ok());
    assert!(refusal(&format!("[left]\nname = \"{}\"\n", "a".repeat(25))).contains("wider than 24 columns"));
    assert!(refusal(&format!("[left]\nname = \"{}\"\n", "香".repeat(13))).contains("wider than 24 columns"));
    assert!(refusal("[left]\nname = \"\\u001b[2J\"\n").contains("can't be shown"));
    assert!(refusal("[right]\nname = \"\\u202Eevil\"\n").contains("can't be shown"));
    assert!(refusal("[left]\nname = \"  \"\n").contains("empty"));
    assert!(refusal("[left]\nname = 3\n").contains("quotation marks"));
    for name in ["ناز\u{200c}بانو", "ශ්\u{200d}රී", "👩\u{200d}👩\u{200d}👧"] {
        let settings = parse(&format!("[left]\nname = \"{name}\"\n")).expect("joiners belong to it");
        assert_eq!(settings.names.left.as_deref(), Some(name));
    }
    for name in ["Al\u{200d}ex", "\u{3164}", "Sam\u{200f}"] {
        assert!(refusal(&format!("[left]\nname = \"{name}\"\n")).contains("can't be shown"), "{name:?}");
    }
    for name in ["a".repeat(10_000), format!("a{}", "\u{301}".repeat(10_000))] {
        let refusal = refusal(&format!("[left]\nname = \"{name}\"\n"));
        assert!(refusal.contains("wider than 24 columns") && refusal.len() < 200, "{refusal}");
    }
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    assert!(refusal("[talk]\nturn_s = \n").starts_with("settings.toml, line 2: this isn't written as TOML"));
    assert!(refusal("[talk]\nturn_s = 60\nturn_s = 61\n").starts_with("settings.toml, line 3:"));
}

#[test]
fn a_file_named_by_hand_must_be_there() {
    let error = Settings::load(Some(&scratch("absent"))).expect_err("it is not there").to_string();
    assert!(error.starts_with("There is no settings file"), "{error}");
}

#[test]
fn a_file_that_is_no_text_is_told() {
    let path = scratch("bytes");
    fs::write(&path, [0xff, 0xfe, 0x00]).expect("written");
    let error = Settings::load(Some(&path)).expect_err("it is no text").to_string();
    assert!(error.contains("isn't plain text"), "{error}");
    fs::remove_file(path).expect("removed");
}

#[test]
fn a_folder_instead_of_a_file_is_told() {
    let path = scratch("folder");
    fs::create_dir_all(&path).expect("created");
    let error = Settings::load(Some(&path)).expect_err("it is a folder").to_string();
    assert!(error.contains("can't read the settings file"), "{error}");
    fs::remove_dir(path).expect("removed");
}

#[test]
fn a_warm_up_too_short_to_learn_from_is_refused() {
    assert!(refusal("[talk]\nquiet_s = 20\n").contains("too short to learn from"));
    assert!(parse("[talk]\nquiet_s = 0\nwarm_up_turn_s = 35\n").is_ok());
}

#[test]
fn a_profile_is_understood_and_one_that_contradicts_itself_is_refused() {
    let settings = Settings::parse("[left]\nresting_rate = 48\nendurance_trained = true\n", "settings.toml").unwrap();
    assert_eq!((settings.profiles.left.resting_rate, settings.profiles.left.endurance_trained), (Some(48), true));
    assert!(settings.profiles.right.is_plain());
    let refused = |text: &str| Settings::parse(text, "settings.toml").unwrap_err().to_string();
    let contradiction = refused("[right]\nresting_rate = 85\nendurance_trained = true\n");
    assert!(contradiction.contains("line 3") && contradiction.contains("contradict"), "{contradiction}");
    for (text, line, key) in [
        ("[left]\nendurance_trained = true\nresting_rate = 110\n", 3, "endurance_trained"),
        ("[left]\nbeta_blocker = true\nirregular = true\nresting_rate = 96\n", 4, "beta_blocker"),
        ("[right]\nresting_rate = 35\nirregular = true\n", 3, "irregular"),
    ] {
        let said = refused(text);
        assert!(said.starts_with(&format!("settings.toml, line {line}: ")) && said.contains(key), "{said}");
        assert!(said.contains("contradict each other; leave one of them out"), "{said}");
    }
    let fine = "[left]\nresting_rate = 40\nbeta_blocker = true\n[right]\nresting_rate = 110\nirregular = true\n";
    assert!(Settings::parse(fine, "settings.toml").is_ok());
    assert!(refused("[left]\nresting_rate = 300\n").contains("between 30 and 110"));
    assert!(refused("[left]\nbeta_blocker = \"yes\"\n").contains("true or false"));
}

#[test]
fn a_limit_of_their_own_is_read_within_bounds_and_refused_near_the_resting_rate() {
    let settings =
        parse("[left]\nlimit_bpm = 100\nbeta_blocker = true\n[right]\nlimit_bpm = 60\n").expect("it is right");
    assert_eq!(settings.profiles.map(|profile| profile.limit_bpm), Pair { left: Some(100), right: Some(60) });
    assert_eq!(parse("").expect("it is right").profiles.map(|profile| profile.limit_bpm), Pair::default());
    assert!(parse("[left]\nlimit_bpm = 200\nresting_rate = 72\n[right]\nlimit_bpm = 82\nresting_rate = 72\n").is_ok());
    for bad in ["59", "201", "300", "-1"] {
        let expected =
            format!("settings.toml, line 2: `limit_bpm` is {bad}, but it must be between 60 and 200 beats a minute");
        assert_eq!(refusal(&format!("[right]\nlimit_bpm = {bad}\n")), expected);
    }
    assert!(refusal("[left]\nlimit_bpm = 99.5\n").ends_with("`limit_bpm` must be a whole number of beats a minute"));
    for lines in ["limit_bpm = 81\nresting_rate = 72", "resting_rate = 72\nlimit_bpm = 70"] {
        assert_eq!(
            refusal(&format!("[left]\n{lines}\n")),
            "settings.toml, line 3: a `limit_bpm` less than 10 above `resting_rate` contradicts it; raise it, or leave \
             one of them out"
        );
    }
}
