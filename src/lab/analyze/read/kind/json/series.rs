//! From the intervals that were found in JSON to series.

use serde_json::Value;

use super::find::{Found, Kind};
use crate::lab::analyze::read::choice::Choice;
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::kind::from_table;
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::Series;
use crate::lab::analyze::read::table::columns::are_beat_times;
use crate::lab::analyze::read::table::dialect::Separator;
use crate::lab::analyze::read::table::names::names_intervals;
use crate::lab::analyze::read::table::{Table, printable};

impl Found<'_> {
    /// The name of the list.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or("")
    }

    /// The place where it was found.
    pub(super) fn whose(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(whose, _)| whose)
    }

    pub(super) fn series(&self, choice: &Choice) -> Result<Vec<Series>, ReadError> {
        let mut all = self.as_found(choice)?;
        for series in &mut all {
            series.notes.extend(self.notes.iter().cloned());
        }
        Ok(all)
    }

    fn as_found(&self, choice: &Choice) -> Result<Vec<Series>, ReadError> {
        let kind = Note::Kind(format!("JSON: the intervals in `{}`", printable(&self.path, 60)));
        match &self.kind {
            Kind::List(list) => Ok(vec![self.of(list.iter().map(as_number).collect(), kind)]),
            Kind::Lists(lists) => {
                let all = lists.iter().filter_map(Value::as_array).flatten().map(as_number);
                let mut series = self.of(all.collect(), kind);
                series.notifications = true;
                Ok(vec![series])
            }
            Kind::Columns(columns) => {
                let names: Vec<String> = columns.iter().map(|(name, ..)| (*name).clone()).collect();
                let row = |index: usize| columns.iter().map(|(_, list, first)| list.get(first + index)).collect();
                self.table(&tabbed(&names, (0..columns[0].1.len()).map(row)), choice, kind)
            }
            Kind::Rows(rows) => self.table(&self.rows(rows), choice, kind),
            Kind::Matrix(rows) => {
                let cells =
                    |row: &Value| row.as_array().into_iter().flatten().map(text_of).collect::<Vec<_>>().join("\t");
                self.table(&rows.iter().map(cells).collect::<Vec<_>>().join("\n"), choice, kind)
            }
            Kind::Notifications(rows) => {
                let names = ["time".to_owned(), "rr".to_owned()];
                self.table(&tabbed(&names, rows.iter().map(|(time, rr)| vec![Some(*time), Some(*rr)])), choice, kind)
            }
        }
    }

    /// A plain list, or the times of beats.
    fn of(&self, values: Vec<f64>, kind: Note) -> Series {
        let mut series = Series::of(values);
        series.unit = self.unit.map(|unit| (unit, "the JSON says so"));
        series.notes.push(kind);
        if are_beat_times(&series.rr) {
            series.take_differences();
        }
        series
    }

    /// Objects as a table.
    fn rows(&self, rows: &[Value]) -> String {
        let mut names: Vec<String> = Vec::new();
        for key in rows.iter().take(200).filter_map(Value::as_object).flat_map(|object| object.keys()) {
            if names.len() < 64 && !names.contains(key) {
                names.push(key.clone());
            }
        }
        // The values of Polar's list are called `duration`, whatever the list is called.
        let list = self.name();
        let shown = |name: &String| {
            let plain = ["duration", "value"].contains(&name.to_lowercase().as_str());
            if plain && names_intervals(list) { list.to_owned() } else { name.clone() }
        };
        let shown: Vec<String> = names.iter().map(shown).collect();
        tabbed(&shown, rows.iter().map(|row| names.iter().map(|name| row.get(name)).collect()))
    }

    fn table(&self, text: &str, choice: &Choice, kind: Note) -> Result<Vec<Series>, ReadError> {
        let table = Table::parted(text.as_bytes(), Separator::Byte(b'\t'))?;
        let mut all = from_table(&table, choice, vec![kind])?;
        for series in &mut all {
            series.unit = series.unit.or(self.unit.map(|unit| (unit, "the JSON says so")));
        }
        Ok(all)
    }
}

fn as_number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok())).unwrap_or(f64::NAN)
}

/// A value as the text of a cell.
fn text_of(value: &Value) -> String {
    match value {
        Value::Null => "NA".to_owned(),
        Value::String(string) => plain(string),
        other => plain(&other.to_string()),
    }
}

fn plain(text: &str) -> String {
    text.replace(['\t', '\n', '\r', '"'], " ")
}

/// A table as text, with tabs between its cells.
fn tabbed<'a>(names: &[String], rows: impl Iterator<Item = Vec<Option<&'a Value>>>) -> String {
    let mut text = names.iter().map(|name| plain(name)).collect::<Vec<_>>().join("\t");
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(|cell| cell.map_or_else(|| "NA".to_owned(), text_of)).collect();
        text.push('\n');
        text.push_str(&cells.join("\t"));
    }
    text
}
