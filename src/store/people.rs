//! What talks have taught about hearts, kept in `people.toml` beside the journals.
//!
//! A person is a name together with a strap. Another name or another strap is another person, so that nobody is judged
//! by another's heart. Deleting the file makes everybody new.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::document::{self, Document};
use super::error::{StoreError, StoredFile};
use super::journal::Participant;
use crate::heart::baseline::Prior;
use crate::talk::margin::Margin;

/// How many people are kept. Assumption: more don't share one computer. Beyond that, those whose last talk is longest ago
/// are dropped.
const MOST_PEOPLE: usize = 32;

/// Everybody who is known. Whoever talked last stands last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    #[serde(default)]
    person: Vec<Acquaintance>,
}

/// One person, as the file has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acquaintance {
    name: String,
    strap: String,
    margin: Margin,
    known: Prior,
}

impl Document for People {
    const FILE: StoredFile =
        StoredFile { called: "", or_else: "delete the file, and breathmark learns what is ordinary for you anew" };
    const HEAD: &'static str = "# Written by breathmark: what is ordinary for each of you. Delete it to begin anew.\n";
}

impl People {
    /// Reads the file; without one, nobody is known. A file that can't be read stays as it is.
    pub fn load(path: &Path) -> Result<Self, StoreError> {
        document::load(path)
    }

    /// What `text` says; `path` is what errors call it.
    pub fn parse(text: &str, path: &Path) -> Result<Self, StoreError> {
        document::parse(text, path)
    }

    /// Writes the file, whole or not at all.
    pub(crate) fn save(&self, path: &Path) -> Result<(), StoreError> {
        document::save(path, self)
    }

    /// The file as it is written.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        document::text(self)
    }

    /// Whether nobody is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.person.is_empty()
    }

    /// What is known of somebody.
    pub fn of(&self, who: &Participant) -> Option<(Prior, Margin)> {
        let person = self.person.iter().find(|person| person.is(who))?;
        Some((person.known, person.margin))
    }

    /// Keeps what is known of somebody after a talk. Without a strap there is nothing to keep.
    pub fn keep(&mut self, who: &Participant, known: Prior, margin: Margin) {
        let Some(strap) = who.strap.clone() else { return };
        self.person.retain(|person| !person.is(who));
        let too_many = (self.person.len() + 1).saturating_sub(MOST_PEOPLE);
        self.person.drain(..too_many);
        self.person.push(Acquaintance { name: who.name.clone(), strap, margin, known });
    }
}

impl Acquaintance {
    fn is(&self, who: &Participant) -> bool {
        self.name == who.name && who.strap.as_ref() == Some(&self.strap)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn participant(name: &str, strap: Option<&str>) -> Participant {
        Participant { name: name.to_owned(), strap: strap.map(str::to_owned) }
    }

    fn known() -> Prior {
        Prior { talks: 2, listening: Some(1.5), speaking: None, swings: [2.5, 2.0, 1.8, 1.7, 1.6, 1.5] }
    }

    #[test]
    fn what_is_kept_is_known_again_by_name_and_strap() {
        let path = std::env::temp_dir().join(format!("breathmark-known-{}", std::process::id())).join("people.toml");
        let robin = participant("Robin", Some("C0:00:00:00:00:A1"));
        let mut people = People::load(&path).expect("nobody yet");
        people.keep(&robin, known(), Margin::default());
        people.save(&path).expect("saved");
        let people = People::load(&path).expect("loaded");
        assert_eq!(people.of(&robin), Some((known(), Margin::default())));
        assert_eq!(people.of(&participant("Robin", Some("C0:00:00:00:00:A2"))), None, "another strap");
        assert_eq!(people.of(&participant("Kim", Some("C0:00:00:00:00:A1"))), None, "another name");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn nothing_is_kept_of_somebody_without_a_strap_and_nobody_twice() {
        let mut people = People::default();
        people.keep(&participant("Robin", None), known(), Margin::default());
        assert_eq!(people, People::default());
        for _ in 0..3 {
            people.keep(&participant("Kim", Some("A1")), known(), Margin::default());
        }
        assert_eq!(people.person.len(), 1);
    }

    const GOOD: &str = "[[person]]\nname = \"Robin\"\nstrap = \"A1\"\nmargin = 1.0\n\n[person.known]\ntalks = 3\n\
        listening = 1.5\nspeaking = 6.0\nswings = [2.5, 2.0, 1.8, 1.7, 1.6, 1.5]\n";

    fn parse(text: &str) -> Result<People, String> {
        People::parse(text, Path::new("people.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_out_of_bounds_is_refused_with_its_line_its_key_and_its_bounds() {
        assert_eq!(parse(GOOD).expect("it is right").person.len(), 1);
        for (line, from, to, what) in [
            (4, "margin = 1.0", "margin = 2.5", "`margin` is 2.5, but it must be between 0.92 and 1.3"),
            (4, "margin = 1.0", "margin = nan", "`margin` is NaN, but it must be between 0.92 and 1.3"),
            (7, "talks = 3", "talks = -1", "`talks` is -1, but it must be between 0 and 100000"),
            (7, "talks = 3", "talks = 4294967295", "`talks` is 4294967295, but it must be between 0 and 100000"),
            (8, "listening = 1.5", "listening = -inf", "`listening` is -inf, but it must be between -30 and 60"),
            (9, "speaking = 6.0", "speaking = nan", "`speaking` is NaN, but it must be between -30 and 60"),
            (9, "speaking = 6.0", "speaking = 1e300", "`speaking` is 1e300, but it must be between -30 and 60"),
            (10, "2.0, 1.8", "-2.0, 1.8", "`swings` is -2.0, but it must be between 1 and 60"),
            (10, "2.0, 1.8", "inf, 1.8", "`swings` is inf, but it must be between 1 and 60"),
        ] {
            let refused = parse(&GOOD.replace(from, to)).expect_err(to);
            assert!(refused.starts_with(&format!("people.toml, line {line}: ")) && refused.contains(what), "{refused}");
            assert!(refused.ends_with("learns what is ordinary for you anew."), "{refused}");
        }
    }

    #[test]
    fn what_is_unknown_missing_or_of_another_kind_is_refused_with_its_line_and_key() {
        for (from, to, line, what) in [
            ("talks = 3", "tals = 3", 7, "tals"),
            ("margin = 1.0", "margin = \"1\"", 4, "`margin`: "),
            ("name = \"Robin\"", "name = 3", 2, "`name`: "),
            ("1.6, 1.5]", "1.6]", 10, "6"),
            ("talks = 3\n", "", 6, "`talks`"),
            ("margin = 1.0\n", "", 1, "`margin`"),
        ] {
            let refused = parse(&GOOD.replace(from, to)).expect_err(to);
            assert!(refused.starts_with(&format!("people.toml, line {line}: ")) && refused.contains(what), "{refused}");
        }
    }

    #[test]
    fn a_newer_file_is_not_said_to_be_damaged() {
        let refused = parse(&format!("version = 1\n{GOOD}")).expect_err("it is newer");
        assert!(refused.contains("written by a newer breathmark") && !refused.contains("elete"), "{refused}");
    }

    #[test]
    fn a_file_cut_anywhere_is_understood_or_refused_in_one_sentence() {
        for end in 0..GOOD.len() {
            if let Err(refused) = parse(&GOOD[..end]) {
                assert!(refused.starts_with("people.toml, line ") && !refused.contains('\n'), "{refused}");
            }
        }
        assert!(parse(&GOOD[..GOOD.len() / 2]).is_err());
    }

    #[test]
    fn a_file_that_is_not_understood_is_left_as_it_is() {
        let folder = std::env::temp_dir().join(format!("breathmark-known-broken-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("people.toml");
        for broken in [b"[[person]]\nname = 3".as_slice(), &[0xff, 0xfe, 0x00]] {
            fs::write(&path, broken).expect("broken");
            let refused = People::load(&path).expect_err("it is broken").to_string();
            assert!(refused.contains("people.toml") && refused.contains("elete"), "{refused}");
            assert_eq!(fs::read(&path).expect("still there"), broken);
        }
        assert_eq!(fs::read_dir(&folder).expect("listed").count(), 1);
    }

    #[test]
    fn those_whose_last_talk_is_longest_ago_are_dropped() {
        let mut people = People::default();
        (0..100).for_each(|n| people.keep(&participant(&n.to_string(), Some("A1")), known(), Margin::default()));
        assert_eq!(people.person.len(), MOST_PEOPLE);
        assert_eq!(people.person.last().map(|person| &*person.name), Some("99"));
    }
}
