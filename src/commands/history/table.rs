//! Rows and columns in lines of text that fit a terminal.

use crate::screen::text::width;

/// Blanks between two columns.
const BETWEEN: usize = 2;

/// A table without its first column, which says what a row is.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The heads of the columns.
    pub(super) heads: Vec<String>,
    /// The cells of each row. An empty one says nothing.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// The first cell of several figures, as an example of how to read one.
    pub(super) fn example(&self) -> Option<&String> {
        self.rows.iter().flatten().find(|cell| cell.contains('('))
    }

    /// Whether no row says anything.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.iter().flatten().all(String::is_empty)
    }

    /// The lines, with `head` and `labels` as the first column. A column that says nothing is left out. Columns without
    /// room follow below, beside the same first column.
    pub(super) fn text(&self, head: &str, labels: &[String], columns: u16) -> String {
        let first = [head].into_iter().chain(labels.iter().map(String::as_str)).collect::<Vec<_>>();
        let label_width = first.iter().map(|cell| size(cell)).max().unwrap_or(0);
        let mut columns_left: Vec<(Vec<&str>, usize)> = (0..self.heads.len())
            .map(|at| [&self.heads[at]].into_iter().chain(self.rows.iter().map(move |row| &row[at])))
            .map(|cells| cells.map(String::as_str).collect::<Vec<_>>())
            .filter(|cells| cells[1..].iter().any(|cell| !cell.is_empty()))
            .map(|cells| (cells.clone(), cells.iter().map(|cell| size(cell)).max().unwrap_or(0)))
            .collect();
        let mut text = String::new();
        while !columns_left.is_empty() {
            let mut used = label_width;
            let fitting = columns_left.iter().take_while(|(_, size)| {
                used += BETWEEN + size;
                used <= columns.into()
            });
            let fitting = fitting.count().max(1);
            let rest = columns_left.split_off(fitting);
            if !text.is_empty() {
                text.push('\n');
            }
            for (row, label) in first.iter().enumerate() {
                let mut line = padded(label, label_width);
                for (cells, size) in &columns_left {
                    line.push_str(&" ".repeat(BETWEEN));
                    line.push_str(&padded(cells[row], *size));
                }
                text.push_str(line.trim_end());
                text.push('\n');
            }
            columns_left = rest;
        }
        text
    }
}

fn size(text: &str) -> usize {
    width(text).into()
}

/// `text`, filled up to a width in columns.
fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(size(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let owned = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        Table { heads: owned(&rows[0]), rows: rows[1..].iter().map(owned).collect() }
    }

    fn labels(labels: &[&str]) -> Vec<String> {
        labels.iter().map(|label| (*label).to_owned()).collect()
    }

    #[test]
    fn a_row_without_a_session_is_empty_and_a_column_without_a_figure_is_left_out() {
        let table = table(&[&["practices", "felt", "min"], &["2", "", "20"], &["", "", ""]]);
        assert_eq!(
            table.text("week from", &labels(&["Oct 5", "Oct 12"]), 80),
            "week from  practices  min\nOct 5      2          20\nOct 12\n"
        );
    }

    #[test]
    fn columns_without_room_follow_below() {
        let table = table(&[&["Übungen", "min"], &["2", "20"]]);
        assert_eq!(
            table.text("Woche", &labels(&["5. Okt."]), 17),
            "Woche    Übungen\n5. Okt.  2\n\nWoche    min\n5. Okt.  20\n"
        );
        assert_eq!(table.text("Woche", &labels(&["5. Okt."]), 1).lines().count(), 5, "one at a time");
    }
}
