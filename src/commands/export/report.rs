//! What was written, as sentences or JSON.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::attempt::Outcome;
use super::{ExportArgs, shown};
use crate::export::name;
use crate::export::person::Tally;

/// One file.
#[derive(Serialize)]
struct FileJson<'a> {
    journal: &'a str,
    file: String,
    person: &'static str,
    bytes: u64,
    #[serde(flatten)]
    tally: &'a Tally,
}

/// A journal that could not be exported as a whole.
#[derive(Serialize)]
struct FailedJson<'a> {
    journal: &'a str,
    error: String,
}

/// Reports the files of each person, and in JSON the error as well.
pub(super) fn write(
    to: &mut impl Write,
    args: &ExportArgs,
    journal: &Path,
    outcome: Option<&Outcome>,
    error: Option<&anyhow::Error>,
) -> io::Result<()> {
    let journal = &shown(journal);
    for (person, tally) in outcome.into_iter().flat_map(|outcome| &outcome.people) {
        let files = outcome.into_iter().flat_map(|outcome| &outcome.files).filter(|(who, ..)| who == person);
        if args.json {
            for (_, path, bytes) in files {
                let file = shown(path);
                line(to, &FileJson { journal, file, person: name::seat(*person), bytes: *bytes, tally })?;
            }
        } else {
            let files: Vec<String> = files.map(|(_, path, _)| shown(path)).collect();
            writeln!(to, "{}: {}", files.join(", "), sentence(tally))?;
        }
    }
    match error {
        Some(error) if args.json => line(to, &FailedJson { journal, error: format!("{error:#}") }),
        _ => Ok(()),
    }
}

fn sentence(tally: &Tally) -> String {
    let Tally { beats, written, rejected, gaps, .. } = tally;
    let all: u64 = rejected.values().sum();
    let kinds: Vec<String> = rejected.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    let rejected = if all > 0 { format!(", {all} rejected ({})", kinds.join(", ")) } else { String::new() };
    let gaps = match gaps {
        0 => String::new(),
        1 => ", 1 gap".to_owned(),
        gaps => format!(", {gaps} gaps"),
    };
    format!("{written} of {beats} intervals{rejected}{gaps}")
}

fn line(to: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *to, object)?;
    to.write_all(b"\n")
}
