//! The name of a file that is kept of a session.
//!
//! ```text
//! 2026-11-22_191500_talk.outline.json    when it began, in local time; the kind; the form
//! 2026-11-22_191500_talk-2.jsonl         another one that began in the same second
//! ```

use jiff::civil::DateTime;

use crate::session::Kind;

/// How the time is written.
const TIME: &str = "%Y-%m-%d_%H%M%S";
/// How many characters that has.
const TIME_LENGTH: usize = 17;

/// What a file holds of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// How a talk went.
    Outline,
    /// Every heartbeat and every key.
    Hearts,
    /// The same, of a talk that has not ended, or was cut off.
    Unfinished,
}

/// What the name of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptName {
    /// What all files of one session have in common: `2026-11-22_191500_talk`.
    pub(crate) stem: String,
    /// When the session began, in the local time of then and there.
    pub(crate) began: DateTime,
    /// A talk or a practice.
    pub(crate) kind: Kind,
    /// What the file holds.
    pub(crate) form: Form,
    /// Whether it is sealed.
    pub(crate) is_sealed: bool,
}

/// Each form, whether it is sealed, and the end of its name.
const ENDS: [(Form, bool, &str); 5] = [
    (Form::Outline, false, ".outline.json"),
    (Form::Outline, true, ".outline.sealed"),
    (Form::Hearts, false, ".jsonl"),
    (Form::Hearts, true, ".sealed"),
    (Form::Unfinished, true, ".unfinished"),
];

impl KeptName {
    /// What `name` says; nothing if it is not the name of a file of ours.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let (form, is_sealed, end) = ENDS.into_iter().find(|(_, _, end)| name.ends_with(end))?;
        let stem = name.strip_suffix(end)?;
        let (time, kind) = stem.split_at_checked(TIME_LENGTH)?;
        let began = DateTime::strptime(TIME, time).ok()?;
        let (kind, number) = kind.split_once('-').map_or((kind, None), |(kind, number)| (kind, Some(number)));
        let kind =
            [Kind::Talk, Kind::Practice].into_iter().find(|it| kind.strip_prefix('_') == Some(kind_in_name(*it)))?;
        let is_number = number.is_none_or(|number| number.parse().is_ok_and(|n: u32| (2..=MOST_AT_ONCE).contains(&n)));
        is_number.then(|| Self { stem: stem.to_owned(), began, kind, form, is_sealed })
    }
}

/// How many sessions may begin in one second. Assumption: two programs at once are many.
pub(crate) const MOST_AT_ONCE: u32 = 99;

/// The names that a session may have, best first: the second one is for another that began in the same second.
pub(crate) fn stems(began: DateTime, kind: Kind) -> impl Iterator<Item = String> {
    let first = format!("{}_{}", began.strftime(TIME), kind_in_name(kind));
    let others = first.clone();
    std::iter::once(first).chain((2..=MOST_AT_ONCE).map(move |n| format!("{others}-{n}")))
}

/// The end of the name of a file in this form.
pub(crate) fn end(form: Form, is_sealed: bool) -> &'static str {
    let end = ENDS.into_iter().find(|it| (it.0, it.1) == (form, is_sealed || form == Form::Unfinished));
    end.map_or(".jsonl", |(_, _, end)| end)
}

/// A kind as names of files have it.
pub(crate) fn kind_in_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Talk => "talk",
        Kind::Practice => "practice",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn every_name_that_is_made_is_understood_again() {
        let began = datetime(2026, 11, 22, 19, 15, 0, 0);
        for kind in [Kind::Talk, Kind::Practice] {
            for stem in stems(began, kind).take(3) {
                for (form, is_sealed, _) in ENDS {
                    let name = format!("{stem}{}", end(form, is_sealed));
                    let parsed = KeptName::parse(&name).unwrap();
                    assert_eq!(parsed, KeptName { stem: stem.clone(), began, kind, form, is_sealed });
                }
            }
        }
    }

    #[test]
    fn names_of_other_files_are_not_ours() {
        for name in [
            "notes.jsonl",
            "2026-11-22_191500_talk.jsonl.bak",
            "2026-13-22_191500_talk.jsonl",
            "2026-11-22_191500_call.jsonl",
            "2026-11-22_191500_talk-1.jsonl",
            "2026-11-22_191500_talk-x.jsonl",
            "ümläute_und_mehr_talk.jsonl",
            ".jsonl",
        ] {
            assert_eq!(KeptName::parse(name), None, "{name}");
        }
    }
}
