//! What is known of people from talks before, kept from day to day in `people.toml` beside the journals.
//!
//! Somebody is who has this name and wears this strap: another strap, or another name, is somebody else, so that nobody
//! is judged by another's heart. The file is written whole or not at all, and readable by its owner only. Deleting it
//! makes everybody new.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::heart::baseline::Known;
use crate::journal::Participant;
use crate::private;
use crate::talk::person::Margin;

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
    known: Known,
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
    /// The content is not what was written.
    #[error("I can't make sense of {0}. Delete it, and breathmark learns what is ordinary for you anew.")]
    Content(PathBuf),
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
    /// Reads the file; without one, nobody is known.
    pub fn load(path: &Path) -> Result<Self, KnownError> {
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|_| KnownError::Content(path.to_owned())),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(why) if why.kind() == io::ErrorKind::InvalidData => Err(KnownError::Content(path.to_owned())),
            Err(why) => Err(KnownError::Read { path: path.to_owned(), why }),
        }
    }

    /// Writes the file, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<(), KnownError> {
        let text = toml::to_string(self).map_err(|_| KnownError::Content(path.to_owned()))?;
        private::replace(path, &format!("{HEAD}{text}")).map_err(|why| KnownError::Write { path: path.to_owned(), why })
    }

    /// What is known of somebody.
    pub fn of(&self, who: &Participant) -> Option<(Known, Margin)> {
        let person = self.person.iter().find(|person| person.is(who))?;
        Some((person.known, person.margin))
    }

    /// Keeps what is known of somebody after a talk. Without a strap there is nothing to keep.
    pub fn keep(&mut self, who: &Participant, known: Known, margin: Margin) {
        let Some(strap) = who.strap.clone() else { return };
        self.person.retain(|person| !person.is(who));
        if self.person.len() >= MOST_PEOPLE {
            self.person.remove(0);
        }
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

    fn known() -> Known {
        Known { talks: 2, listening: Some(1.5), speaking: None, swings: [2.5, 2.0, 1.8, 1.7, 1.6, 1.5] }
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

    #[test]
    fn a_file_that_makes_no_sense_says_how_to_begin_anew() {
        let folder = std::env::temp_dir().join(format!("breathmark-known-broken-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("people.toml");
        fs::write(&path, "[[person]]\nname = 3").expect("broken");
        assert!(People::load(&path).expect_err("it is broken").to_string().contains("Delete it"));
    }
}
