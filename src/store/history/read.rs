//! Reading the history: total on any bytes. A line that is not understood is left out, and counted.

use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use serde::Deserialize;

use super::past::{PastPractice, PastReading, PastResonance, PastSession, PastTalk};
use super::{FILE, VERSION};
use crate::store::error::{ReadFault, StoreError};
use crate::store::read;

/// The longest line that is read, in bytes. A practice takes some 350; the rest of a longer line is passed over unread.
const LONGEST_LINE: u64 = 64 * 1024;
/// The largest file that is read, in bytes: 64 MiB, some 200,000 sessions. It bounds the memory.
const LARGEST: u64 = 64 * 1024 * 1024;
/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// How many broken lines are named. All are counted.
const MOST_NAMED: usize = 10;

/// Every session that could be read, in the order of the file, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The sessions.
    pub sessions: Vec<PastSession>,
    /// How many lines a newer program wrote, or have a key that this one doesn't know.
    pub newer: u64,
    /// How many lines are broken.
    pub broken: u64,
    /// The numbers of the first of them, counted from 1.
    pub broken_lines: Vec<u64>,
}

/// What a line holds.
#[derive(Debug)]
enum Line {
    Session(PastSession),
    Newer,
    Broken,
}

/// A line of this version. One of its kinds is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    version: u32,
    practice: Option<PastPractice>,
    reading: Option<PastReading>,
    resonance: Option<PastResonance>,
    talk: Option<PastTalk>,
}

/// As much as every version has.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Reads a history; without a file it is empty. A link is not followed, as no line is added through one.
pub fn load(path: &Path) -> Result<History, StoreError> {
    let unreadable = |why| StoreError::unreadable(FILE, path, why);
    let file = match read::plain(path).and_then(|()| read::open(path)) {
        Ok(file) => file,
        Err(ReadFault::Missing) => return Ok(History::default()),
        Err(why) => return Err(unreadable(why)),
    };
    if file.metadata().is_ok_and(|it| it.len() > LARGEST) {
        return Err(unreadable(ReadFault::LargerThan("64 MiB")));
    }
    // A file that grows meanwhile is read as far as it was allowed to be.
    read(BufReader::with_capacity(LONGEST_LINE as usize, file.take(LARGEST))).map_err(|why| unreadable(why.into()))
}

/// Reads the lines of a history.
///
/// # Errors
/// If the source can't be read. No content is an error.
pub fn read(mut source: impl BufRead) -> io::Result<History> {
    let mut history = History::default();
    let mut text = Vec::with_capacity(1024);
    for number in 1.. {
        text.clear();
        if (&mut source).take(LONGEST_LINE).read_until(b'\n', &mut text)? == 0 {
            break;
        }
        let is_cut = text.len() as u64 == LONGEST_LINE && !text.ends_with(b"\n");
        if is_cut {
            source.skip_until(b'\n')?;
        }
        // An editor may have put a byte order mark before the first line.
        let text = text.strip_prefix(BYTE_ORDER_MARK).filter(|_| number == 1).unwrap_or(&text);
        match if is_cut { Some(Line::Broken) } else { line(text) } {
            None => {}
            Some(Line::Session(session)) => history.sessions.push(session),
            Some(Line::Newer) => history.newer += 1,
            Some(Line::Broken) => {
                history.broken += 1;
                if history.broken_lines.len() < MOST_NAMED {
                    history.broken_lines.push(number);
                }
            }
        }
    }
    Ok(history)
}

/// The session of a line, if this version understands it.
pub(super) fn session(text: &[u8]) -> Option<PastSession> {
    match line(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)) {
        Some(Line::Session(session)) => Some(session),
        _ => None,
    }
}

/// What a line holds; nothing in a blank one.
fn line(text: &[u8]) -> Option<Line> {
    if text.trim_ascii().is_empty() {
        return None;
    }
    Some(match serde_json::from_slice::<Fields>(text) {
        Ok(fields) if fields.version <= VERSION => fields.session().map_or(Line::Broken, Line::Session),
        Ok(_) => Line::Newer,
        Err(error) if is_newer(text, &error) => Line::Newer,
        Err(_) => Line::Broken,
    })
}

/// Whether a newer program may have written a line that can't be read: it says so, or it has a key that is unknown here.
fn is_newer(text: &[u8], error: &serde_json::Error) -> bool {
    let version = serde_json::from_slice::<Version>(text).map(|it| it.version);
    version.is_ok_and(|version| version > VERSION || error.to_string().starts_with("unknown field"))
}

impl Fields {
    /// The session; nothing if the line has none, several, or impossible figures.
    fn session(self) -> Option<PastSession> {
        let mut sessions = [
            self.practice.map(PastSession::Practice),
            self.reading.map(PastSession::Reading),
            self.resonance.map(PastSession::Resonance),
            self.talk.map(PastSession::Talk),
        ]
        .into_iter()
        .flatten();
        let only = sessions.next()?;
        (sessions.next().is_none() && only.is_possible()).then_some(only)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALK: &str = r#"{"version":1,"talk":{"began":"2026-11-22T19:15:00+01:00","pauses":2,"pause_s":[92]}}"#;

    fn counts(text: &str) -> (usize, u64, Vec<u64>) {
        let history = read(text.as_bytes()).unwrap();
        assert_eq!(history.broken, history.broken_lines.len() as u64);
        (history.sessions.len(), history.newer, history.broken_lines)
    }

    #[test]
    fn a_line_of_a_newer_version_is_counted_and_the_others_are_read() {
        let version_2 = TALK.replace("\"version\":1", "\"version\":2");
        let other_content = r#"{"version":2,"talk":"a song"}"#;
        let new_key = TALK.replace("\"pauses\"", "\"laughs\":3,\"pauses\"");
        let new_kind = TALK.replace("\"talk\"", "\"walk\"");
        let lines = [TALK, &version_2, other_content, &new_key, &new_kind, TALK].join("\n");
        assert_eq!(counts(&lines), (2, 4, vec![]));
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_read() {
        let torn = &TALK[..40];
        let impossible = TALK.replace("[92]", "[99999999]");
        let two = format!("{},{}", &TALK[..TALK.len() - 1], &TALK[13..]);
        let without_version = TALK.replace("\"version\":1,", "");
        let no_offset = TALK.replace("+01:00", "");
        let wrong_type = TALK.replace("\"pauses\":2", "\"pauses\":\"two\"");
        let broken = [torn, &impossible, &two, &without_version, &no_offset, &wrong_type, r#"{"version":1}"#, "\u{0}"];
        let lines = format!("{TALK}\n\n{}\n{TALK}", broken.join("\n"));
        assert_eq!(counts(&lines), (2, 0, (3..11).collect()));
    }

    #[test]
    fn a_figure_that_no_session_can_have_makes_a_line_broken() {
        let talk = |pauses: u32, pause_s: &str| {
            TALK.replace("\"pauses\":2,\"pause_s\":[92]", &format!("\"pauses\":{pauses},\"pause_s\":{pause_s}"))
        };
        let reading = |minutes: u8| {
            format!(
                r#"{{"version":1,"reading":{{"began":"2026-11-23T07:30:00+01:00","minutes":{minutes},"heart_rate_bpm":61.0,"rmssd_ms":38.0,"sdnn_ms":52.0,"clean_share":1.0}}}}"#
            )
        };
        let felt = |felt: u8| {
            format!(
                r#"{{"version":1,"practice":{{"began":"2026-11-23T07:30:00+01:00","seconds":600,"felt_after":{felt}}}}}"#
            )
        };
        let possible = [talk(0, "[]"), talk(3, "[60,70,80]"), reading(2), reading(5), felt(0), felt(9)];
        assert_eq!(counts(&possible.join("\n")), (6, 0, vec![]));
        let impossible =
            [talk(u32::MAX, "[]"), talk(0, "[60,70,80]"), reading(0), reading(7), felt(10), talk(1, "[60,70]")];
        assert_eq!(counts(&impossible.join("\n")), (0, 0, (1..=6).collect()));
    }

    #[test]
    fn a_line_without_an_end_is_passed_over_and_what_follows_is_read() {
        let long = "x".repeat(3 * LONGEST_LINE as usize + 7);
        assert_eq!(counts(&format!("{TALK}\n{long}\n{TALK}\n")), (2, 0, vec![2]));
        assert_eq!(counts(&"x".repeat(LONGEST_LINE as usize)), (0, 0, vec![1]));
        let just_fits = format!("{TALK}{}\n", " ".repeat(LONGEST_LINE as usize - TALK.len() - 1));
        assert_eq!(counts(&format!("{just_fits}{TALK}\n")), (2, 0, vec![]));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        assert_eq!(counts(&format!("\u{feff}{TALK}\n{TALK}\n")), (2, 0, vec![]));
        assert_eq!(counts("\u{feff}\n"), (0, 0, vec![]));
        assert_eq!(counts(&format!("{TALK}\n\u{feff}{TALK}\n")), (1, 0, vec![2]), "in the middle it is damage");
    }

    #[test]
    fn of_very_many_broken_lines_the_first_are_named_and_all_are_counted() {
        let history = read("?\n".repeat(5000).as_bytes()).unwrap();
        assert_eq!((history.broken, history.broken_lines), (5000, (1..=10).collect()));
    }

    #[test]
    fn what_is_read_is_written_and_read_the_same() {
        for began in ["2026-11-22T19:15:00.75Z", "1970-01-01t00:00:00+23:59", "9998-12-30 23:59:60-01:30:15"] {
            let line = TALK.replace("2026-11-22T19:15:00+01:00", began);
            let session = read(line.as_bytes()).unwrap().sessions.remove(0);
            let again = crate::store::history::write::text(&session).unwrap();
            assert_eq!(read(again.as_bytes()).unwrap().sessions, [session], "{began}: {again}");
        }
        let before_computers = TALK.replace("2026", "0099");
        assert_eq!(counts(&before_computers), (0, 0, vec![1]));
    }

    #[test]
    fn the_day_is_the_one_of_then_and_there() {
        let east = TALK.replace("19:15:00+01:00", "00:15:00+13:00");
        let history = read(east.as_bytes()).unwrap();
        assert_eq!(history.sessions[0].began().date(), jiff::civil::date(2026, 11, 22));
    }
}
