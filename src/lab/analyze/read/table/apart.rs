//! Lines between the rows that are no rows.

use crate::lab::analyze::read::number::{Cell, Marks, cell};

/// Whether a line is a remark. `#N/A` and the other errors of a spreadsheet are cells.
pub(super) fn is_comment(line: &[u8]) -> bool {
    let first = line.split(|byte| b",;\t |".contains(byte)).next().unwrap_or_default();
    line[0] == b'#' && cell(first, Marks::POINT) != Cell::Missing || line[0] == b'%' || line.starts_with(b"//")
}

/// Before which lines, counted from 0, something stands that is no line of the table.
#[derive(Default)]
pub(super) struct Apart {
    pub(super) blank: Vec<usize>,
    pub(super) remarks: Vec<usize>,
    /// Whether nearly every line has a blank one before it, which then says nothing.
    spaced: bool,
}

impl Apart {
    /// Once all lines are known: a blank line after nearly every one is part of how the text is written.
    pub(super) fn settle(&mut self, lines: usize) {
        self.blank.dedup();
        self.remarks.dedup();
        self.spaced = self.blank.len() * 5 >= lines * 4 && lines > 2;
        if self.spaced {
            self.blank.clear();
        }
    }

    pub(super) fn is_after_blank(&self, line: usize) -> bool {
        self.spaced || self.blank.binary_search(&line).is_ok()
    }
}
