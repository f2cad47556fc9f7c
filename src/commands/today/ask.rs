//! Asks about each thing that is waiting. An answer is one line; Enter leaves the thing for later.

use std::io::{BufRead, Write};
use std::path::Path;

use anyhow::Result;
use jiff::civil::DateTime;

use super::answers::{self, Reply};
use super::{Next, change, look_back, say};
use crate::agenda::{Agenda, ConcreteStep, HowItWent, Item, ItemKind, clean};
use crate::commands::prepare::Prepared;
use crate::commands::prompt;
use crate::words::Words;

/// The questions about what is waiting.
pub(super) struct Asking<'a> {
    /// The file of the agenda.
    path: &'a Path,
    now: DateTime,
    words: &'a Words,
    /// Shows the pages of looking back; false if somebody left them.
    look_back: Box<dyn Fn() -> Result<bool> + 'a>,
}

impl<'a> Asking<'a> {
    /// The questions at `now`. `path` is the file of the agenda.
    pub(super) fn new(path: &'a Path, now: DateTime, prepared: &'a Prepared) -> Self {
        Self { path, now, words: &prepared.words, look_back: Box::new(|| look_back::show(prepared)) }
    }

    /// Asks about everything that is waiting. An agreed return comes last: "now" ends the questions.
    pub(super) fn about_everything(&self, input: &mut impl BufRead, out: &mut impl Write) -> Result<Next> {
        for item in change(self.path, self.now, |agenda| Ok(waiting(agenda, self.now)))? {
            writeln!(out, "\n{}", say::what(self.words, &item))?;
            if self.about(&item, input, out)? == Next::GoOn {
                return Ok(Next::GoOn);
            }
        }
        Ok(Next::Nothing)
    }

    /// Asks about one thing. The answer is saved before the reply to it.
    pub(super) fn about(&self, item: &Item, input: &mut impl BufRead, out: &mut impl Write) -> Result<Next> {
        let (now, words) = (self.now, self.words);
        let reply = match item.kind {
            ItemKind::LookBack => self.begin_look_back(input, out)?,
            kind => answers::ask(kind, now, words, input, out)?,
        };
        let Some(reply) = reply else { return Ok(Next::Nothing) };
        change(self.path, now, |agenda| {
            if is_still_there(agenda, item) && waiting(agenda, now).iter().any(|there| there.id == item.id) {
                // The item is due, and the answer is one of its kind, so it cannot fail.
                let _ = answers::apply(agenda, item.id, reply, now, words);
            }
            Ok(())
        })?;
        write!(out, "{}", say::replied(words, reply, now, false))?;
        match reply {
            Reply::Now => return Ok(Next::GoOn),
            Reply::Went(HowItWent::NotYet) if item.kind != ItemKind::LookBack => {
                ask_smaller_step(self.path, item, now, words, input, out)?;
            }
            _ => {}
        }
        Ok(Next::Nothing)
    }

    /// Begins looking back, unless it is left for another day.
    fn begin_look_back(&self, input: &mut impl BufRead, out: &mut impl Write) -> Result<Option<Reply>> {
        let begins = prompt::word(&self.words.look_back.begin, input, out)?.is_some_and(|typed| typed.is_empty());
        let is_done = begins && (self.look_back)()?;
        Ok(is_done.then_some(Reply::Went(HowItWent::Helped)))
    }
}

fn waiting(agenda: &Agenda, now: DateTime) -> Vec<Item> {
    let mut due: Vec<Item> = agenda.due(now).into_iter().map(|(item, _)| item.clone()).collect();
    due.sort_by_key(|item| item.kind == ItemKind::Return);
    due
}

/// Whether this item has its number still. While somebody thought about the answer, a talk may have removed the item and
/// given its number to another one.
fn is_still_there(agenda: &Agenda, item: &Item) -> bool {
    let same = |there: &Item| (there.kind, there.noted, &there.what) == (item.kind, item.noted, &item.what);
    agenda.item(item.id).is_some_and(same)
}

/// Asks for a smaller step. It replaces a step that was too large, or stands beside a schedule that goes on.
fn ask_smaller_step(
    path: &Path,
    item: &Item,
    now: DateTime,
    words: &Words,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> Result<()> {
    let typed = prompt::line(&words.today.fresh_ask, input, out)?;
    let Some(what) = typed.map(|line| clean(&line)).filter(|what| !what.is_empty()) else { return Ok(()) };
    change(path, now, |agenda| {
        if item.kind == ItemKind::Step && is_still_there(agenda, item) {
            agenda.remove(item.id);
        }
        agenda.add(Item::step(&ConcreteStep { what, who: item.who.clone(), in_days: 1 }, now));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io;
    use std::path::PathBuf;

    use crate::agenda::Recurrence;
    use crate::store::agenda::{load, save};
    use jiff::civil::date;

    /// The agenda in a file of its own, with one thing that has waited since yesterday.
    struct Waiting {
        folder: PathBuf,
        now: DateTime,
    }

    impl Waiting {
        fn new(name: &str, kind: ItemKind, every: Recurrence) -> Self {
            let folder = std::env::temp_dir().join(format!("breathmark-ask-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            let waiting = Self { folder, now: date(2026, 11, 22).at(21, 0, 0, 0) };
            let mut item = Item::once(kind, date(2026, 11, 21).at(20, 0, 0, 0), waiting.now);
            (item.what, item.every) = ("call your mother".to_owned(), every);
            waiting.add(item);
            waiting
        }

        fn path(&self) -> PathBuf {
            self.folder.join("after.toml")
        }

        fn agenda(&self) -> Agenda {
            load(&self.path()).unwrap()
        }

        fn add(&self, item: Item) {
            change(&self.path(), self.now, |agenda| Ok(agenda.add(item))).unwrap().unwrap();
        }

        fn ask(&self, input: &mut impl BufRead, out: &mut impl Write) -> Result<()> {
            let (path, words) = (self.path(), Words::built_in("en").unwrap());
            let asking = Asking { path: &path, now: self.now, words: &words, look_back: Box::new(|| Ok(true)) };
            asking.about_everything(input, out).map(|_| ())
        }
    }

    impl Drop for Waiting {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    fn asked(typed: &str, kind: ItemKind, every: Recurrence) -> (Agenda, String) {
        let waiting = Waiting::new(&typed.escape_debug().to_string().replace('\\', "-"), kind, every);
        let mut said = Vec::new();
        waiting.ask(&mut typed.as_bytes(), &mut said).unwrap();
        (waiting.agenda(), String::from_utf8(said).unwrap())
    }

    #[test]
    fn an_answer_is_taken_and_enter_leaves_the_thing_for_later() {
        assert!(asked("h\n", ItemKind::Step, Recurrence::Once).0.items().is_empty());
        for typed in ["\n", "", "what?\n\n"] {
            assert_eq!(asked(typed, ItemKind::Step, Recurrence::Once).0.items().len(), 1, "{typed:?}");
        }
    }

    #[test]
    fn after_a_lapse_there_is_a_fresh_start_and_no_reproach() {
        let (agenda, said) = asked("n\ntext her first\n", ItemKind::Step, Recurrence::Once);
        let whats: Vec<&str> = agenda.items().iter().map(|item| item.what.as_str()).collect();
        assert_eq!(whats, ["text her first"], "the smaller step takes its place");
        assert!(said.contains("fresh start") && !said.contains("again"), "{said}");
        let (agenda, _) = asked("n\n\n", ItemKind::Step, Recurrence::Once);
        assert_eq!(agenda.items()[0].begins, date(2026, 11, 23).at(20, 0, 0, 0), "it comes back tomorrow");
        let (agenda, _) = asked("n\nonly the tablet\n", ItemKind::Behaviour, Recurrence::Daily);
        assert_eq!(agenda.items().len(), 2, "the schedule goes on beside it");
    }

    /// An output whose reader goes away as soon as `gone` has been printed.
    struct Reader {
        said: Vec<u8>,
        gone: &'static str,
    }

    impl Write for Reader {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.said.extend_from_slice(bytes);
            let is_gone = String::from_utf8_lossy(&self.said).contains(self.gone);
            if is_gone { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_answer_is_saved_before_the_reply_to_it_is_printed() {
        let waiting = Waiting::new("saved-first", ItemKind::Step, Recurrence::Once);
        let mut out = Reader { said: Vec::new(), gone: "Good to hear" };
        assert!(waiting.ask(&mut &b"h\n"[..], &mut out).is_err());
        assert!(waiting.agenda().items().is_empty());
    }

    /// Somebody who lets a talk save something else before each answer.
    struct Slow<'a> {
        typed: &'a [u8],
        before_each_line: &'a dyn Fn(),
    }

    impl io::Read for Slow<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.typed.read(into)
        }
    }

    impl BufRead for Slow<'_> {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            (self.before_each_line)();
            Ok(self.typed)
        }

        fn consume(&mut self, read: usize) {
            self.typed.consume(read);
        }
    }

    #[test]
    fn what_a_talk_saves_during_the_questions_is_kept() {
        let waiting = Waiting::new("meanwhile", ItemKind::Behaviour, Recurrence::Daily);
        let talk_ends = || {
            let mut agenda = waiting.agenda();
            agenda.talk_ended(waiting.now, None, None);
            save(&waiting.path(), &agenda).unwrap();
        };
        waiting.ask(&mut Slow { typed: b"h\n", before_each_line: &talk_ends }, &mut Vec::new()).unwrap();
        let agenda = waiting.agenda();
        assert!(agenda.items().iter().any(|item| item.kind == ItemKind::AfterTalk), "the check-in of the talk");
        assert!(agenda.due(waiting.now).is_empty(), "and the answer");
    }

    #[test]
    fn an_answer_is_not_taken_for_another_thing_that_got_the_same_number() {
        let waiting = Waiting::new("same-number", ItemKind::AfterTalk, Recurrence::Once);
        let other = Item::once(ItemKind::Thanks, date(2026, 11, 21).at(20, 0, 0, 0), waiting.now);
        let exchange = || {
            change(&waiting.path(), waiting.now, |agenda| Ok((agenda.remove(1), agenda.add(other.clone())))).unwrap();
        };
        waiting.ask(&mut Slow { typed: b"h\n", before_each_line: &exchange }, &mut Vec::new()).unwrap();
        assert_eq!(waiting.agenda().item(1).map(|item| item.kind), Some(ItemKind::Thanks));
    }
}
