//! What is known of people from talks before, kept from day to day in `people.toml` beside the journals.
//!
//! Somebody is who has this name and wears this strap: another strap, or another name, is somebody else, so that nobody
//! is judged by another's heart. The file is written whole or not at all, and readable by its owner only. Deleting it
//! makes everybody new.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::journal::Participant;
use super::owner_only;
use crate::heart::baseline::Prior;
use crate::talk::person::Margin;
use crate::words::mistake;

const HEAD: &str = "# Written by breathmark: what is ordinary for each of you. Delete it to begin anew.\n";
/// More people do not sit at one table; those who were not there for longest are forgotten.
const MOST_PEOPLE: usize = 32;

/// Everybody who is known, the last to be here last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    #[serde(default)]
    person: Vec<Acquaintance>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acquaintance {
    name: String,
    strap: String,
    margin: Margin,
    known: Prior,
}

/// Why what is known cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum KnownError {
    /// Reading failed.
    #[error("I can't read {path}: {why}. Check whose file it is.")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// A line is not understood, or says something impossible.
    #[error(
        "{path}, line {line}: {what}. Mend that line, or delete the file, and breathmark learns what is ordinary for you anew."
    )]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// It is not text.
    #[error("{0} isn't plain text (UTF-8). Delete it, and breathmark learns what is ordinary for you anew.")]
    NotText(PathBuf),
    /// Writing failed.
    #[error("I can't write {path}: {why}. Check whether the folder is yours and the disk has room.")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

impl People {
    /// Reads the file; without one, nobody is known. What can't be read is left as it is.
    pub fn load(path: &Path) -> Result<Self, KnownError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(why) if why.kind() == io::ErrorKind::InvalidData => Err(KnownError::NotText(path.to_owned())),
            Err(why) => Err(KnownError::Read { path: path.to_owned(), why }),
        }
    }

    /// What `text` says; `path` is what errors call it.
    pub fn parse(text: &str, path: &Path) -> Result<Self, KnownError> {
        toml::from_str(text).map_err(|error| {
            let (offset, what) = mistake::of_toml(&error);
            let line = mistake::line_at(text, offset);
            let key = text.lines().nth(line - 1).and_then(|line| Some(line.split_once('=')?.0.trim()));
            let what = match key {
                Some(key) if !what.contains(key) => format!("`{key}`: {what}"),
                _ => what,
            };
            KnownError::Line { path: path.to_owned(), line, what }
        })
    }

    /// Writes the file, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<(), KnownError> {
        let failed = |why| KnownError::Write { path: path.to_owned(), why };
        let text = self.text().map_err(|error| failed(io::Error::other(error)))?;
        owner_only::replace(path, &text).map_err(failed)
    }

    /// The file as it is written.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEAD}{}", toml::to_string(self)?))
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
        let long_ago = (self.person.len() + 1).saturating_sub(MOST_PEOPLE);
        self.person.drain(..long_ago);
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
    fn those_who_were_not_there_for_longest_are_forgotten() {
        let mut people = People::default();
        (0..100).for_each(|n| people.keep(&participant(&n.to_string(), Some("A1")), known(), Margin::default()));
        assert_eq!(people.person.len(), MOST_PEOPLE);
        assert_eq!(people.person.last().map(|person| &*person.name), Some("99"));
    }
}
