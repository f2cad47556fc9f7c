//! The files of words: complete in every language, mendable line by line, and never a reason not to talk.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use breathmark::store::own_words;
use breathmark::words::{BUILT_IN, Choice, Language, OwnWords, Words, WordsError};
use toml::{Table, Value};

/// Every text with its path; the texts of a list and the forms of a number count as one.
fn texts(table: &Table, path: &str) -> Vec<(String, Vec<String>)> {
    let forms = table.contains_key("one") && table.contains_key("other");
    let all = |value: &Value| match value {
        Value::Array(list) => list.iter().map(|text| text.as_str().unwrap().to_owned()).collect(),
        value => vec![value.as_str().unwrap().to_owned()],
    };
    if forms {
        return vec![(path.to_owned(), table.values().flat_map(all).collect())];
    }
    let inner = |(key, value): (&String, &Value)| match value {
        Value::Table(inner) => texts(inner, &format!("{path}.{key}")),
        value => vec![(format!("{path}.{key}"), all(value))],
    };
    table.iter().flat_map(inner).collect()
}

fn places(texts: &[String]) -> BTreeSet<String> {
    let names = |text: &String| -> Vec<String> {
        text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect()
    };
    texts.iter().flat_map(names).collect()
}

#[test]
fn every_language_says_everything_with_the_same_places_to_fill_in() {
    let [english, others @ ..] = BUILT_IN.map(|(code, text)| (code, texts(&text.parse().unwrap(), "")));
    assert!(english.1.len() > 100);
    for (code, texts) in others {
        let keys = |texts: &[(String, Vec<String>)]| texts.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&english.1), keys(&texts), "{code}");
        for ((key, english), (_, other)) in english.1.iter().zip(&texts) {
            assert_eq!(places(english), places(other), "{code}{key}");
        }
        Words::built_in(code).unwrap();
    }
}

fn refusal(own: &str) -> String {
    let error = Words::layered("en", Some(("words/en.toml", own))).unwrap_err().to_string();
    error.strip_prefix("words/en.toml, ").unwrap().to_owned()
}

#[test]
fn a_file_of_ones_own_may_hold_a_single_sentence() {
    let english = Words::built_in("en").unwrap();
    let own = "[pause]\nheading = \"easy now\"\n[later]\nin_hours.few = \"in {n} whole hours\"\n";
    let words = Words::layered("en", Some(("words/en.toml", own))).unwrap();
    assert_eq!(words.pause.heading, "easy now");
    assert_eq!(words.later.in_hours.of(2), "in 2 whole hours");
    assert_eq!((&words.pause.softer, &words.turn), (&english.pause.softer, &english.turn));
}

#[test]
fn a_sentence_that_only_an_older_version_said_is_passed_over() {
    let own =
        "[strap]\nlearning_keys = [\"learning\"]\n[arriving]\nstrength = \"how strong\"\n[footer]\npause = \"stop\"\n";
    assert_eq!(Words::layered("en", Some(("own.toml", own))).unwrap().footer.pause, "stop");
    let own = "[farewell]\npauses.one = \"1 pause\"\n[same_again]\nkept = \"kept\"\n[footer]\nagain = \"once more\"\n";
    assert_eq!(Words::layered("en", Some(("own.toml", own))).unwrap().footer.again, "once more");
}

#[test]
fn a_slip_is_named_with_its_line_and_what_was_meant() {
    assert_eq!(
        refusal("[pause]\n\nhaeding = \"x\"\n"),
        "line 3: I don't know `pause.haeding`; did you mean `heading`?"
    );
    assert_eq!(refusal("[puase]\n"), "line 1: I don't know `puase`; did you mean `pause`?");
    assert!(refusal("[pause]\nheading = \n").starts_with("line 2: this isn't written as TOML"));
}

#[test]
fn of_two_slips_the_first_is_named() {
    assert!(
        refusal("[turn]\nspeaks = 3\n[pause]\nheading = 3\n").starts_with("line 2: `turn.speaks` must be one text")
    );
}

#[test]
fn what_is_filled_in_is_neither_lost_nor_invented() {
    let said = refusal("[turn]\nspeaks = \"your turn\"\n");
    assert_eq!(said, "line 2: `turn.speaks` lacks {name}, which is filled in there");
    let said = refusal("[turn]\nspeaks = \"{nmae} speaks\"\n");
    assert_eq!(said, "line 2: `turn.speaks` has {nmae}; what can be filled in is {name}");
    let said = refusal("[pause]\nheading = \"breathe, {name}\"\n");
    assert_eq!(said, "line 2: `pause.heading` has {name}, but nothing is filled in there");
    assert!(refusal("[turn]\nspeaks = \"{name speaks\"\n").contains("has a `{` without its `}`"));
    assert!(Words::layered("en", Some(("en", "[later]\nin_minutes.one = \"in a minute\"\n"))).is_ok());
}

#[test]
fn a_text_that_cannot_be_shown_is_refused() {
    assert!(refusal("[pause]\nheading = \"\\u001b[2J\"\n").contains("can't be shown"));
    assert!(refusal("[pause]\nheading = \"a\\nb\"\n").contains("can't be shown"));
    assert!(refusal("[pause]\nheading = \"  \"\n").contains("is empty"));
    assert!(refusal(&format!("[pause]\nheading = \"{}\"\n", "long ".repeat(200))).contains("columns wide; at most"));
    assert!(refusal("[strap]\nsearching = []\n").contains("empty list"));
    assert!(refusal("[strap]\nsearching = \"looking\"\n").contains("must be a list"));
    assert!(refusal("pause = \"x\"\n").contains("must be a section"));
}

fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("words-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("words")).unwrap();
    for (file, bytes) in files {
        fs::write(folder.join("words").join(file), bytes).unwrap();
    }
    folder
}

fn system(name: &'static str, value: &'static str) -> impl Fn(&str) -> Option<String> {
    move |asked| (asked == name).then(|| value.to_owned())
}

/// The choice as the program makes it: with the file in `folder`, if there is a folder.
fn choose(
    named: Option<&str>,
    system: impl Fn(&str) -> Option<String>,
    folder: Option<&Path>,
) -> Result<Choice, WordsError> {
    let language = Language::wanted(named, system);
    let own = folder.map_or(OwnWords::None, |folder| own_words::read(&folder.join("words"), language.code()));
    language.choose(&own)
}

fn heading(choice: &Choice) -> &str {
    &choice.words.pause.heading
}

#[test]
fn the_settings_choose_the_language_and_else_the_system() {
    let chosen = |asked, lang| choose(asked, system("LANG", lang), None).unwrap();
    let [english, german] = ["en", "de"].map(|code| Words::built_in(code).unwrap().pause.heading.clone());
    for lang in ["", "C", "POSIX", "C.UTF-8", "en_GB.UTF-8", "fr_FR", "../../x", "日本"] {
        assert_eq!(heading(&chosen(None, lang)), english, "{lang}");
    }
    assert_eq!(heading(&chosen(None, "de_AT.UTF-8")), german);
    assert_eq!(heading(&chosen(Some("en"), "de_AT.UTF-8")), english);
    assert_eq!(heading(&chosen(Some("de"), "")), german);
    let lc_all = |name: &str| Some(if name == "LC_ALL" { "de_DE" } else { "en_US" }.to_owned());
    assert_eq!(heading(&choose(None, lc_all, None).unwrap()), german);
}

#[test]
fn a_file_beside_the_settings_is_used_without_being_asked_for() {
    let folder = folder("own", &[("de.toml", b"[pause]\nheading = \"ruhig Blut\"\n")]);
    let choice = choose(Some("de"), |_| None, Some(&folder)).unwrap();
    assert_eq!((heading(&choice), choice.trouble.clone()), ("ruhig Blut", None));
}

#[test]
fn another_language_stands_on_the_english_one() {
    let folder = folder("spanish", &[("es.toml", "[pause]\nheading = \"respiremos\"\n".as_bytes())]);
    let choice = choose(None, system("LANG", "es_ES.UTF-8"), Some(&folder)).unwrap();
    assert_eq!((heading(&choice), &*choice.words.pause.softer), ("respiremos", "softer, not deeper"));
}

#[test]
fn a_file_that_cannot_be_used_is_left_out_and_named() {
    let bad = folder("bad", &[("de.toml", b"[pause]\nheading = \"ruhig\"\nsofter = 3\n"), ("en.toml", &[0xff, 0xfe])]);
    let choice = choose(Some("de"), |_| None, Some(&bad)).unwrap();
    assert_eq!(choice.words, Words::built_in("de").unwrap(), "no half of it either");
    let line = |error: &WordsError| matches!(error, WordsError::Line { line: 3, .. });
    assert!(choice.trouble.as_ref().is_some_and(line), "{choice:?}");
    let choice = choose(Some("en"), |_| None, Some(&bad)).unwrap();
    assert!(choice.trouble.unwrap().to_string().starts_with("words/en.toml can't be read"));
    let choice = choose(Some("fr"), |_| None, Some(&bad)).unwrap();
    assert!(choice.trouble.unwrap().to_string().contains("no words for the language `fr`"));
}
