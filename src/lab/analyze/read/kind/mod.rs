//! Formats with a name, recognised by their content. Everything else is a table.

mod export;
mod fit;
mod hrm;
mod json;
mod log;
mod rdann;
mod xml;

use super::choice::Choice;
use super::container::is_fit;
use super::error::ReadError;
use super::series::Series;
use super::table::{
    Table,
    columns::{Roles, are_beat_times},
    dialect::Separator,
    people,
};
use super::{journal, note::Note};

/// Reads the bytes of a file that is no longer packed. Where the intervals that were found only grow, by steps like intervals,
/// they are times of beats, whatever their name.
pub(crate) fn read(bytes: &[u8], choice: &Choice) -> Result<Vec<Series>, ReadError> {
    let mut all = of_kind(bytes, choice)?;
    for series in &mut all {
        if series.rr.is_sorted() && are_beat_times(&series.rr) {
            series.take_differences();
        }
    }
    Ok(all)
}

fn of_kind(bytes: &[u8], choice: &Choice) -> Result<Vec<Series>, ReadError> {
    if is_fit(bytes) {
        return fit::read(bytes);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = text.trim_ascii_start();
    if export::is_export(first_line(start)) {
        return export::read(start);
    }
    match start.first() {
        Some(b'{') if first_line(start).windows(12).any(|part| part == b"\"breathmark\"") => journal::read(text),
        Some(b'{') => json::read(text, choice),
        Some(b'[') if json::is_array(start) => json::read(text, choice),
        Some(b'<') => xml::read(text),
        _ if hrm::is_hrm(start) => hrm::read(text),
        _ if rdann::is_rdann(start) => rdann::read(text),
        _ => match signal(start) {
            Some(refusal) => Err(refusal),
            None => table(text, choice),
        },
    }
}

/// Reads a table, and notes what it was taken from.
fn table(text: &[u8], choice: &Choice) -> Result<Vec<Series>, ReadError> {
    if choice.column.is_none()
        && let Some((lines, note)) = log::as_table(text)
    {
        return from_table(&Table::parted(lines.as_bytes(), Separator::Byte(b'\t'))?, choice, vec![note]);
    }
    from_table(&Table::read(text)?, choice, Vec::new())
}

fn from_table(table: &Table<'_>, choice: &Choice, mut notes: Vec<Note>) -> Result<Vec<Series>, ReadError> {
    let mut roles = Roles::of(table, choice)?;
    notes.extend(table.notes.iter().cloned());
    roles.notes.splice(0..0, notes);
    people::series(table, roles)
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

/// The refusal of a text that holds a signal, not intervals.
fn signal(start: &[u8]) -> Option<ReadError> {
    let opensignals = start.starts_with(b"# OpenSignals");
    opensignals.then(|| {
        ReadError::whole(
            "this is a signal of OpenSignals, not RR intervals. Export them from its HRV add-on, or find the beats first",
        )
    })
}
