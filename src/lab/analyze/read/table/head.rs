//! Where the header of a table is, and what its rows look like.

use super::columns::counts_rows;
use super::dialect::{Class, Separator, cells, class};
use super::names::{self, Meaning, meaning, names_intervals};
use super::{Header, NumberedLine, sample};
use crate::lab::analyze::read::error::ReadError;
use crate::lab::analyze::read::number::{Marks, bare, cell};

/// Most lines among which a header is looked for. The report of Kubios has about 200 lines before its intervals. Assumption.
const LONGEST_PREAMBLE: usize = 1000;
/// What most rows look like.
pub(super) struct Shape {
    /// The most frequent number of cells.
    pub(super) width: usize,
    /// For each column: whether most cells are numbers or times.
    numeric: Vec<bool>,
    /// Whether the first column holds words.
    pub(super) words_first: bool,
}

impl Shape {
    pub(super) fn of(lines: &[NumberedLine<'_>], separator: Separator) -> Self {
        let mut widths = vec![0_usize; 66];
        let mut numbers = [[0_usize; 2]; 64];
        let mut classes: Vec<Class> = Vec::new();
        for (_, line) in sample(lines) {
            classes.clear();
            classes.extend(cells(line, separator).map(class));
            if !classes.iter().any(|class| matches!(class, Class::Number | Class::Time | Class::List)) {
                continue;
            }
            widths[classes.len().min(65)] += 1;
            for (class, count) in classes.iter().zip(&mut numbers) {
                match class {
                    Class::Number | Class::Time | Class::List => count[0] += 1,
                    Class::Word | Class::Odd => count[1] += 1,
                    Class::Empty => {}
                }
            }
        }
        let width = (0..widths.len()).max_by_key(|width| (widths[*width], *width)).unwrap_or(1);
        let numeric = numbers.iter().map(|count| count[0] > count[1]).collect();
        Self { width, numeric, words_first: numbers[0][1] > numbers[0][0] }
    }

    /// Whether a line looks like most rows: numbers where they have numbers, and at least one.
    pub(super) fn is_row(&self, line: &[u8], separator: Separator) -> bool {
        let (mut width, mut some) = (0, false);
        for (index, text) in cells(line, separator).enumerate() {
            width += 1;
            let found = class(text);
            let number = matches!(found, Class::Number | Class::Time | Class::List);
            some |= number;
            if !number && found != Class::Empty && self.numeric.get(index).copied().unwrap_or(false) {
                return false;
            }
        }
        some && (self.width <= 1 || width > 1)
    }
}

/// Where the header and the first row are.
pub(super) struct Head {
    pub(super) header: Option<Header>,
    /// The index of the first row among the lines.
    pub(super) start: usize,
    /// Number of lines before the header that are left out.
    pub(super) before: usize,
}

pub(super) fn find_head(
    lines: &[NumberedLine<'_>],
    separator: Separator,
    comment: Option<NumberedLine<'_>>,
) -> Result<Head, ReadError> {
    if let Some(mut head) = named_head(lines, separator) {
        if let Some(header) = &mut head.header
            && header.names.len() > 1
            && is_first_without_name(&lines[head.start..], separator, header.names.len())
        {
            header.names.insert(0, String::new());
        }
        return Ok(head);
    }
    let shape = Shape::of(lines, separator);
    let is_row = |line: &NumberedLine<'_>| shape.is_row(line.1, separator);
    let Some(start) = (0..lines.len()).find(|i| is_row(&lines[*i]) && lines.get(i + 1).is_none_or(is_row)) else {
        return no_rows(lines, separator);
    };
    let above = start.checked_sub(1).map(|above| (above, header_cells(lines[above].1, separator, shape.width)));
    if let Some((above, names)) = above {
        let is_word = |name: &String| class(name.as_bytes()) == Class::Word;
        let words = names.iter().any(is_word)
            && names.iter().all(|name| is_word(name) || class(name.as_bytes()) == Class::Empty);
        // `Date: 2026-03-14` is a remark.
        let is_remark = |name: &String| name.contains(": ") || name.contains('=') || name.starts_with('[');
        let fits = names.len() > 1 || shape.width <= 1 && !names.iter().any(is_remark);
        if fits && (words || names.iter().any(|name| class(name.as_bytes()) == Class::Word && start == 1)) {
            return Ok(Head { header: Some(Header { line: lines[above].0, names }), start, before: above });
        }
        if let Some(error) = other_separator(lines[above], separator, shape.width) {
            return Err(error);
        }
    }
    let header = comment.and_then(|(line, text)| {
        let text = text.trim_ascii_start().trim_ascii();
        let text = &text[text.iter().take_while(|byte| b"#%/ ".contains(byte)).count()..];
        let names = header_cells(text, separator, shape.width);
        let intervals = names.iter().any(|name| names_intervals(name));
        (intervals && names.len() == shape.width.max(1)).then_some(Header { line, names })
    });
    Ok(Head { header, start, before: start })
}

/// Whether the rows have one cell more than the header, and the first one counts them: R writes the names of rows so.
fn is_first_without_name(rows: &[NumberedLine<'_>], separator: Separator, names: usize) -> bool {
    let some = || sample(rows).map(|row| row.1);
    let wider = some().filter(|row| cells(row, separator).count() == names + 1).count();
    let first =
        |row| cells(row, separator).next().and_then(|text| cell(text, Marks::POINT).value()).unwrap_or(f64::NAN);
    let numbers: Vec<f64> = some().map(first).collect();
    wider * 20 >= numbers.len() * 19 && (numbers.len() < 2 || counts_rows(&numbers))
}

/// The first line that names a column of intervals above a number.
fn named_head(lines: &[NumberedLine<'_>], separator: Separator) -> Option<Head> {
    for (index, &(line, text)) in lines.iter().take(LONGEST_PREAMBLE).enumerate() {
        if text[0].is_ascii_digit() && !text.iter().any(u8::is_ascii_alphabetic) {
            continue;
        }
        // A line with units may stand between the header and the numbers.
        let mut next = index + 1;
        let mut units = None;
        let below = lines.get(next)?;
        let width = cells(below.1, separator).count();
        let mut names = header_cells(text, separator, width);
        if names.len() > 1 && cells(below.1, separator).all(is_unit_cell) {
            units = Some(below.1);
            next += 1;
        }
        if names.len() < width && names.len() == 1 {
            continue;
        }
        let place = names.iter().position(|name| names_intervals(name));
        let below = lines.get(next).copied();
        let Some((place, below)) = place.zip(below) else { continue };
        let is_number = |text: &[u8]| matches!(class(text), Class::Number | Class::List | Class::Empty);
        if !cells(below.1, separator).nth(place).is_some_and(is_number) {
            continue;
        }
        if let Some(units) = units {
            for (name, unit) in names.iter_mut().zip(cells(units, separator)) {
                name.push(' ');
                name.push_str(&String::from_utf8_lossy(unit));
            }
        }
        return Some(Head { header: Some(Header { line, names }), start: next, before: index });
    }
    None
}

/// Whether a cell is a unit, or a word in brackets such as `(Hz)`.
fn is_unit_cell(text: &[u8]) -> bool {
    let text = bare(text);
    let bracketed = text.starts_with(b"(") && text.ends_with(b")") || text.starts_with(b"[") && text.ends_with(b"]");
    text.is_empty() || bracketed && class(text) == Class::Word || names::is_only_a_unit(&String::from_utf8_lossy(text))
}

/// The cells of a header as text.
pub(super) fn header_cells(text: &[u8], separator: Separator, width: usize) -> Vec<String> {
    let split = |separator| -> Vec<String> {
        let name = |text| String::from_utf8_lossy(bare(text)).into_owned();
        cells(text, separator).map(name).collect()
    };
    let names = split(separator);
    // The names of columns that blanks part may have blanks in them.
    if separator == Separator::Blanks && names.len() != width { split(Separator::Byte(b'\t')) } else { names }
}

/// The error of a header that is parted in another way than the rows.
fn other_separator(header: NumberedLine<'_>, separator: Separator, width: usize) -> Option<ReadError> {
    let known = |by: u8| {
        let names = cells(header.1, Separator::Byte(by)).map(|text| meaning(&String::from_utf8_lossy(text)).0);
        names.filter(|meaning| !matches!(meaning, Meaning::Other | Meaning::RowNumber)).count()
    };
    let parted = [b',', b';', b'\t'].into_iter().any(|by| Separator::Byte(by) != separator && known(by) > 1);
    (parted && width > 1).then(|| {
        let message = format!("the header has 1 column and the line after it {width}. Part both in the same way");
        ReadError::at(header.0, message)
    })
}

/// Why there is no row at all.
fn no_rows(lines: &[NumberedLine<'_>], separator: Separator) -> Result<Head, ReadError> {
    let (line, text) = lines[0];
    if lines.len() == 1 && cells(text, separator).all(|text| class(text) == Class::Word) {
        return Err(ReadError::at(line, "the header is all there is. Add the intervals below it"));
    }
    Ok(Head { header: None, start: 0, before: 0 })
}
