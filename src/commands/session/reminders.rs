//! The agenda at both ends of a session. At the start the session says what is due; at the end it notes what comes.

use std::io::{self, Write};
use std::path::Path;

use jiff::Zoned;
use jiff::civil::DateTime;

use crate::agenda::{Agenda, ConcreteStep, Item, ItemKind};
use crate::clock;
use crate::commands::today::say;
use crate::store::agenda::{load, save, set_aside};
use crate::store::paths::Home;
use crate::words::Words;

/// How a talk ended.
pub(crate) struct Ended<'a> {
    /// The agreed return, if there is one.
    pub(crate) returns: Option<Zoned>,
    /// The one step, if there is one.
    pub(crate) step: Option<&'a ConcreteStep>,
}

/// What is due, in a few words for the start of a session. Each item counts as mentioned. Trouble with the file is said
/// in the same place, and keeps nobody from talking.
///
/// An agreed return stays noted: a talk that is left before anybody has spoken is no return.
pub(crate) fn at_start(words: &Words) -> Option<String> {
    let now = clock::wall().datetime();
    let path = Home::find().ok()?.agenda();
    let Ok(before) = load(&path) else { return Some(words.today.unread.clone()) };
    let mut agenda = before.clone();
    agenda.let_go(now);
    let up: Vec<String> = agenda.remind(now).into_iter().map(|item| say::what(words, item)).collect();
    // A reminder that could not be counted comes once more: no harm is done.
    let _ = if agenda == before { Ok(()) } else { save(&path, &agenda) };
    match &up[..] {
        [] => None,
        [one] => Some(words.today.reminder.with(&[("what", one)])),
        many => Some(words.today.reminders.of(many.len() as u64)),
    }
}

/// Notes what comes after a talk, and says what comes next. A file that can't be read is moved aside first. Where nothing can
/// be noted, what was agreed is said instead.
pub(crate) fn at_end(ended: &Ended<'_>, words: &Words, out: &mut impl Write) -> anyhow::Result<()> {
    note_at_end(&Home::find()?.agenda(), &clock::wall(), ended, words, out)
}

/// As [`at_end`], with the path of the agenda and the time.
fn note_at_end(path: &Path, now: &Zoned, ended: &Ended<'_>, words: &Words, out: &mut impl Write) -> anyhow::Result<()> {
    let returns = ended.returns.as_ref().map(|at| at.with_time_zone(now.time_zone().clone()).datetime());
    let note = |agenda: &mut Agenda| agenda.talk_ended(now.datetime(), returns, ended.step);
    let noted = load_or_begin(path, words, out).and_then(|mut agenda| {
        note(&mut agenda);
        save(path, &agenda)?;
        Ok(agenda)
    });
    match noted {
        Ok(agenda) => Ok(say_next(&agenda, now.datetime(), words, out)?),
        Err(error) => {
            let mut agreed = Agenda::default();
            note(&mut agreed);
            for (item, at) in agreed.coming(now.datetime()).iter().filter(|(item, _)| item.kind != ItemKind::AfterTalk)
            {
                say_item(item, *at, now.datetime(), words, out)?;
            }
            Err(error)
        }
    }
}

/// The agenda; or an empty one, if the file can't be read and could be moved aside. Nothing is lost by another name.
fn load_or_begin(path: &Path, words: &Words, out: &mut impl Write) -> anyhow::Result<Agenda> {
    let unread = match load(path) {
        Ok(agenda) => return Ok(agenda),
        Err(unread) => unread,
    };
    let Ok(aside) = set_aside(path) else { return Err(unread.into()) };
    writeln!(out, "{}", words.today.set_aside.with(&[("file", &aside.display())]))?;
    Ok(Agenda::default())
}

fn say_next(agenda: &Agenda, now: DateTime, words: &Words, out: &mut impl Write) -> io::Result<()> {
    let Some((item, at)) = agenda.coming(now).into_iter().next() else { return Ok(()) };
    say_item(item, at, now, words, out)
}

fn say_item(item: &Item, at: DateTime, now: DateTime, words: &Words, out: &mut impl Write) -> io::Result<()> {
    let (when, what) = (say::when(words, at, now), say::what(words, item));
    writeln!(out, "{}", words.today.next.with(&[("when", &when), ("what", &what)]))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::process::Command;

    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;

    /// A folder for one test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("breathmark-reminders-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }

        fn path(&self) -> PathBuf {
            self.0.join("after.toml")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// The end of a talk with a return and a step; what was said, and whether it was noted.
    fn ends(path: &Path) -> (String, bool) {
        let now = date(2026, 11, 28).at(21, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        let returns = date(2026, 11, 28).at(21, 40, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        let step = ConcreteStep { what: "book the sitter".to_owned(), who: None, in_days: 1 };
        let ended = Ended { returns: Some(returns), step: Some(&step) };
        let mut said = Vec::new();
        let noted = note_at_end(path, &now, &ended, &Words::built_in("en").unwrap(), &mut said);
        (String::from_utf8(said).unwrap(), noted.is_ok())
    }

    #[test]
    fn what_was_agreed_is_noted_whatever_stands_in_the_place_of_the_file() {
        let folder = Folder::new("aside");
        let path = folder.path();
        let pipe = || assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let newer = || fs::write(&path, "version = 99\nmood = \"good\"\n").unwrap();
        let in_place: [&dyn Fn(); 4] =
            [&pipe, &|| fs::create_dir(&path).unwrap(), &newer, &|| fs::write(&path, [0xff, 0xfe]).unwrap()];
        for (n, put) in (1..).zip(in_place) {
            put();
            let (said, noted) = ends(&path);
            let aside = path.with_extension(format!("unread-{n}.toml"));
            assert!(noted && said.contains(&aside.display().to_string()), "{said}");
            assert!(aside.exists());
            let agenda = load(&path).unwrap();
            let kinds: Vec<ItemKind> = agenda.items().iter().map(|item| item.kind).collect();
            assert_eq!(kinds, [ItemKind::Return, ItemKind::Step]);
            fs::remove_file(&path).unwrap();
        }
        let newer = fs::read_to_string(path.with_extension("unread-3.toml")).unwrap();
        assert!(newer.starts_with("version = 99"), "nothing of it is lost");
    }

    #[test]
    fn where_nothing_can_be_noted_the_return_and_the_step_are_said() {
        let folder = Folder::new("said");
        fs::write(folder.path(), "a file in the place of the folder").unwrap();
        let (said, noted) = ends(&folder.path().join("after.toml"));
        assert!(!noted);
        assert_eq!(
            said,
            "Next, today, 21:40: you wanted to go on talking\nNext, tomorrow, 20:00: book the sitter (both of you)\n"
        );
    }
}
