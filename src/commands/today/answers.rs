//! What can be answered to each kind of thing: as flags, and as a letter on a terminal.
//!
//! | kind | answers |
//! |---|---|
//! | a step, a schedule | done, partly, not yet |
//! | a ritual | helped, partly, not yet |
//! | the check-in after a talk | better, the same, worse |
//! | an agreed return | now, later, let it go |

use std::io::{self, BufRead, Write};

use anyhow::{Result, anyhow, bail};
use clap::Args;
use jiff::ToSpan as _;
use jiff::civil::{DateTime, Time};

use super::{say, unknown};
use crate::agenda::{Agenda, HowItWent, Item, ItemKind, Unanswerable};
use crate::commands::prompt;
use crate::words::Words;
use crate::words::text::Phrase;

/// The longest time for which a return is put off with a number of hours or minutes. Assumption: further away, one names a
/// day in a talk.
const LATEST_HOURS: i64 = 48;

/// The flags for an answer.
#[derive(Debug, Args)]
#[group(id = "how_it_went", multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct AnswerFlags {
    /// A step or a schedule: it is done.
    #[arg(long, requires = "done")]
    pub did_it: bool,
    /// A ritual: it helped.
    #[arg(long, requires = "done")]
    pub helped: bool,
    /// In part.
    #[arg(long, requires = "done")]
    pub partly: bool,
    /// Not yet.
    #[arg(long, requires = "done")]
    pub not_yet: bool,
    /// After a talk: it is better now.
    #[arg(long, requires = "done")]
    pub better: bool,
    /// After a talk: it is the same.
    #[arg(long, requires = "done")]
    pub same: bool,
    /// After a talk: it is worse.
    #[arg(long, requires = "done")]
    pub worse: bool,
    /// An agreed return: go on with the talk now.
    #[arg(long, requires = "done")]
    pub now: bool,
    /// An agreed return: later, such as 1h, 30min, 21:30 or tomorrow.
    #[arg(long, requires = "done", value_name = "WHEN")]
    pub later: Option<String>,
    /// An agreed return: let it go.
    #[arg(long, requires = "done")]
    pub let_go: bool,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// How it went.
    Went(HowItWent),
    /// An agreed return: now.
    Now,
    /// An agreed return: at this time.
    Later(DateTime),
    /// An agreed return: not at all.
    LetGo,
}

impl AnswerFlags {
    /// The answer, if a flag says one.
    pub(super) fn reply(&self, now: DateTime) -> Result<Option<Reply>> {
        use HowItWent::{Better, Helped, NotYet, Partly, Same, Worse};
        if let Some(when) = &self.later {
            return later(when, now).map(|at| Some(Reply::Later(at)));
        }
        let flags = [
            (self.did_it || self.helped, Reply::Went(Helped)),
            (self.partly, Reply::Went(Partly)),
            (self.not_yet, Reply::Went(NotYet)),
            (self.better, Reply::Went(Better)),
            (self.same, Reply::Went(Same)),
            (self.worse, Reply::Went(Worse)),
            (self.now, Reply::Now),
            (self.let_go, Reply::LetGo),
        ];
        Ok(flags.into_iter().find(|(is_set, _)| *is_set).map(|(_, reply)| reply))
    }
}

/// How to answer the thing with the number `id`, with flags.
pub(super) fn how(words: &Words, kind: ItemKind, id: u32) -> String {
    let how = match kind {
        ItemKind::Step | ItemKind::Behaviour => &words.answers.how_done,
        ItemKind::AfterTalk => &words.answers.how_mood,
        ItemKind::Return => &words.answers.how_return,
        ItemKind::CheckIn | ItemKind::Thanks | ItemKind::Evening | ItemKind::LookBack => &words.today.how_to_answer,
    };
    Phrase::with(how, &[("id", &id)])
}

/// The error of an answer that comes before its question. It says when that comes.
pub(super) fn not_due(item: &Item, now: DateTime, words: &Words) -> anyhow::Error {
    anyhow!("{} is not due now: {}", item.id, say::line(words, item, item.next(now), now))
}

/// Takes an answer to the thing with the number `id`. Going on now changes nothing: a talk that is held removes its return.
pub(super) fn apply(agenda: &mut Agenda, id: u32, reply: Reply, now: DateTime, words: &Words) -> Result<()> {
    let item = agenda.item(id).ok_or_else(|| unknown(id))?.clone();
    let kind = item.kind;
    let suits = match reply {
        Reply::Went(said) => said.suits(kind),
        Reply::Now | Reply::Later(_) | Reply::LetGo => kind == ItemKind::Return,
    };
    if !suits {
        bail!("{}", how(words, kind, id));
    }
    match reply {
        Reply::Went(said) => agenda.answer(id, said, now).map_err(|why| match why {
            Unanswerable::Unknown => unknown(id),
            Unanswerable::NotDue => not_due(&item, now, words),
        }),
        Reply::Now => Ok(()),
        Reply::Later(at) => agenda.put_off_return(id, at).map_err(|_| unknown(id)),
        Reply::LetGo => agenda.remove(id).map(|_| ()).ok_or_else(|| unknown(id)),
    }
}

/// Asks until the answer is one of its kind, or empty.
pub(super) fn ask(
    kind: ItemKind,
    now: DateTime,
    words: &Words,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Option<Reply>> {
    let (prompt, again) = match kind {
        ItemKind::Step | ItemKind::Behaviour => (&words.answers.ask_done, &words.answers.again),
        ItemKind::AfterTalk => (&words.answers.ask_mood, &words.answers.again),
        ItemKind::Return => (&words.answers.ask_return, &words.answers.again),
        ItemKind::CheckIn | ItemKind::Thanks | ItemKind::Evening | ItemKind::LookBack => {
            (&words.today.ask, &words.today.ask_again)
        }
    };
    loop {
        let Some(typed) = prompt::word(prompt, input, out)? else { return Ok(None) };
        match (kind, &*typed) {
            (_, "") => return Ok(None),
            (ItemKind::Return, "l") => return ask_when(now, words, input, out),
            (kind, letter) => match of_letter(kind, letter) {
                Some(reply) => return Ok(Some(reply)),
                None => writeln!(out, "{again}")?,
            },
        }
    }
}

fn of_letter(kind: ItemKind, letter: &str) -> Option<Reply> {
    match (kind, letter) {
        (ItemKind::Return, "n") => Some(Reply::Now),
        (ItemKind::Return, "g") => Some(Reply::LetGo),
        (ItemKind::AfterTalk, "b") => Some(Reply::Went(HowItWent::Better)),
        (ItemKind::AfterTalk, "s") => Some(Reply::Went(HowItWent::Same)),
        (ItemKind::AfterTalk, "w") => Some(Reply::Went(HowItWent::Worse)),
        (ItemKind::Return | ItemKind::AfterTalk, _) => None,
        (_, "h" | "d") => Some(Reply::Went(HowItWent::Helped)),
        (_, "p") => Some(Reply::Went(HowItWent::Partly)),
        (_, "n") => Some(Reply::Went(HowItWent::NotYet)),
        _ => None,
    }
}

/// Asks when to go on instead.
fn ask_when(now: DateTime, words: &Words, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<Reply>> {
    loop {
        let Some(typed) = prompt::word(&words.answers.ask_when, input, out)? else { return Ok(None) };
        let when = match &*typed {
            "" => return Ok(None),
            "1" => "1h",
            "2" => "2h",
            "3" => "tomorrow",
            other => other,
        };
        match later(when, now) {
            Ok(at) => return Ok(Some(Reply::Later(at))),
            Err(_) => writeln!(out, "{}", words.answers.again_when)?,
        }
    }
}

/// A time to come, as somebody says it: 1h, 30min, 21:30 or tomorrow.
fn later(when: &str, now: DateTime) -> Result<DateTime> {
    let when = when.trim().to_lowercase();
    let unit = |end: &str, minutes: i64| -> Option<i64> {
        let number: u16 = when.strip_suffix(end)?.trim().parse().ok()?;
        Some(i64::from(number) * minutes)
    };
    let minutes = unit("min", 1).or_else(|| unit("h", 60)).filter(|minutes| (1..=60 * LATEST_HOURS).contains(minutes));
    let at = if when == "tomorrow" {
        now.checked_add(1.day()).ok()
    } else if let Some(minutes) = minutes {
        now.checked_add(minutes.minutes()).ok()
    } else {
        let today = Time::strptime("%H:%M", &when).ok().map(|time| now.date().to_datetime(time));
        today.and_then(|at| if at > now { Some(at) } else { at.checked_add(1.day()).ok() })
    };
    at.ok_or_else(|| anyhow!("I don't know the time `{}`; say 1h, 30min, 21:30 or tomorrow", shown(&when)))
}

/// As much of what somebody typed as a sentence has room for.
fn shown(typed: &str) -> String {
    crate::words::printable::shown(typed, 24)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn now() -> DateTime {
        date(2026, 11, 22).at(21, 0, 0, 0)
    }

    fn asked(kind: ItemKind, typed: &str) -> (Option<Reply>, String) {
        let mut said = Vec::new();
        let reply = ask(kind, now(), &Words::built_in("en").unwrap(), &mut typed.as_bytes(), &mut said).unwrap();
        (reply, String::from_utf8(said).unwrap())
    }

    #[test]
    fn each_kind_has_answers_of_its_own() {
        for (kind, typed, reply) in [
            (ItemKind::Step, "d\n", Reply::Went(HowItWent::Helped)),
            (ItemKind::Behaviour, "P\n", Reply::Went(HowItWent::Partly)),
            (ItemKind::Thanks, "h\n", Reply::Went(HowItWent::Helped)),
            (ItemKind::AfterTalk, "b\n", Reply::Went(HowItWent::Better)),
            (ItemKind::AfterTalk, "n\nw\n", Reply::Went(HowItWent::Worse)),
            (ItemKind::Return, "n\n", Reply::Now),
            (ItemKind::Return, "d\ng\n", Reply::LetGo),
            (ItemKind::Return, "l\n1\n", Reply::Later(date(2026, 11, 22).at(22, 0, 0, 0))),
            (ItemKind::Return, "l\nsoon\n20:15\n", Reply::Later(date(2026, 11, 23).at(20, 15, 0, 0))),
        ] {
            assert_eq!(asked(kind, typed).0, Some(reply), "{kind:?} {typed:?}");
        }
        assert_eq!(asked(ItemKind::Return, "l\n\n").0, None);
        assert_eq!(asked(ItemKind::AfterTalk, "").0, None);
    }

    #[test]
    fn a_time_to_come_is_said_in_a_few_ways_and_anything_else_is_refused_with_examples() {
        let at = |when: &str| later(when, now()).unwrap();
        assert_eq!(at("30min"), date(2026, 11, 22).at(21, 30, 0, 0));
        assert_eq!(at(" 2H "), date(2026, 11, 22).at(23, 0, 0, 0));
        assert_eq!(at("21:30"), date(2026, 11, 22).at(21, 30, 0, 0));
        assert_eq!(at("tomorrow"), date(2026, 11, 23).at(21, 0, 0, 0));
        for when in ["", "0h", "0min", "49h", "-1h", "70000min", "25:00", "soon", &"x".repeat(10_000), "1é"] {
            let refused = later(when, now()).unwrap_err().to_string();
            assert!(refused.contains("say 1h, 30min, 21:30 or tomorrow") && refused.len() < 120, "{refused}");
        }
    }
}
