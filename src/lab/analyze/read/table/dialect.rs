//! How a text parts its cells, decided on lines from all over the file.
//!
//! Each possible separator is scored by how many cells it makes that read as numbers, times, lists or words. A comma may
//! also be a decimal mark: then the reading that gives intervals is taken.

use super::comma::{is_decimal_comma, is_thousands_blank};
use crate::lab::analyze::read::moment::text_time;
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell, median};

/// Bytes of a cell that decide whether it is a list. A number that is cut in two is still a number.
const LONGEST_LOOK: usize = 4096;

/// What it is worth that a line has the separator at all: one that only some lines have parts the intervals of a cell.
/// Assumption.
const IN_EVERY_LINE: f64 = 0.05;

/// What separates the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// This byte.
    Byte(u8),
    /// Any run of blanks.
    Blanks,
    /// Nothing: a line is one cell.
    Nothing,
}

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Empty, or a text that stands for a missing number.
    Empty,
    Number,
    /// A date or a time of day.
    Time,
    /// Several numbers.
    List,
    Word,
    /// Something that no cell should hold: the separator is another one.
    Odd,
}

/// The cells of a line. Separators between quotation marks are text.
pub(crate) fn cells(line: &[u8], separator: Separator) -> impl Iterator<Item = &[u8]> + Clone {
    let mut quoted = false;
    let parts = move |byte: &u8| {
        quoted ^= *byte == b'"';
        !quoted
            && match separator {
                Separator::Byte(by) => *byte == by,
                Separator::Blanks => byte.is_ascii_whitespace(),
                Separator::Nothing => false,
            }
    };
    line.split(parts).filter(move |text| separator != Separator::Blanks || !text.is_empty())
}

/// What a cell looks like, whatever its decimal mark.
pub(crate) fn class(text: &[u8]) -> Class {
    let text = bare(text);
    match cell(text, Marks::POINT) {
        Cell::Value(_) => return Class::Number,
        Cell::Missing => return Class::Empty,
        Cell::Strange => {}
    }
    let is_number = |marks| matches!(cell(text, marks), Cell::Value(_));
    let grouped = |decimal, mark| Marks { decimal, thousands: Some(mark) };
    if is_number(Marks::COMMA)
        || [grouped(b'.', b','), grouped(b',', b'.'), grouped(b'.', b'\''), grouped(b',', b' ')]
            .into_iter()
            .any(is_number)
    {
        return Class::Number;
    }
    if text_time(text).is_some() || is_date(text) {
        return Class::Time;
    }
    if list(&text[..text.len().min(LONGEST_LOOK)], Marks::POINT).is_some() {
        return Class::List;
    }
    let has_letter = text.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let inner = text.iter().any(|byte| b",;\t|".contains(byte));
    if has_letter && !inner { Class::Word } else { Class::Odd }
}

/// Whether a text is a date alone: eight digits, parted in three.
fn is_date(text: &[u8]) -> bool {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    let marks = text.iter().filter(|byte| b"-/.".contains(byte)).count();
    (6..=8).contains(&digits) && marks == 2 && digits + marks == text.len()
}

/// The numbers of a cell that holds several: `838;885`, `[838, 885]`, `838 885`. None for anything else.
pub(crate) fn list(text: &[u8], marks: Marks) -> Option<Vec<f64>> {
    let text = bare(text);
    let inner = text.strip_prefix(b"[").map(|rest| rest.strip_suffix(b"]").unwrap_or(rest));
    let inner = inner.or_else(|| text.strip_prefix(b"(").map(|rest| rest.strip_suffix(b")").unwrap_or(rest)));
    let bracketed = inner.is_some();
    let parts = inner.unwrap_or(text).split(|byte| b";|/ \t".contains(byte) || *byte == b',' && marks.decimal != b',');
    let values = parts.filter(|part| !part.trim_ascii().is_empty()).map(|part| match cell(part, marks) {
        Cell::Value(value) => Some(value),
        Cell::Missing => Some(f64::NAN),
        Cell::Strange => None,
    });
    let values: Vec<f64> = values.collect::<Option<_>>()?;
    (bracketed || values.len() > 1).then_some(values)
}

/// Finds the separator from these lines, which come from all over the file.
pub(crate) fn separator(lines: &[&[u8]]) -> Separator {
    // A title or a remark has no digits and decides nothing.
    let numeric = || lines.iter().filter(|line| line.iter().any(u8::is_ascii_digit));
    let found = |byte: u8| numeric().any(|line| line.contains(&byte));
    let blanks = numeric().any(|line| line.iter().any(u8::is_ascii_whitespace));
    let candidates = [b'\t', b';', b',', b'|'].into_iter().filter(|byte| found(*byte)).map(Separator::Byte);
    let candidates = candidates.chain(blanks.then_some(Separator::Blanks)).chain([Separator::Nothing]);
    let mut best = (Separator::Nothing, f64::NEG_INFINITY);
    for candidate in candidates {
        let score = score(lines, candidate);
        // Of equal ones the first is taken: it parts more.
        if score > best.1 + 0.005 {
            best = (candidate, score);
        }
    }
    match best.0 {
        Separator::Byte(b',') if is_decimal_comma(lines) => {
            let parted = lines.iter().any(|line| cells(line, Separator::Blanks).count() > 1);
            if parted { Separator::Blanks } else { Separator::Nothing }
        }
        Separator::Blanks if is_thousands_blank(lines) => Separator::Nothing,
        other => other,
    }
}

/// The mean worth of the cells that a separator makes.
fn score(lines: &[&[u8]], separator: Separator) -> f64 {
    let worth = |line: &&[u8]| {
        let (mut sum, mut count) = (0.0, 0.0_f64);
        for text in cells(line, separator) {
            count += 1.0;
            sum += match class(text) {
                Class::Number | Class::Time | Class::Empty => 1.0,
                Class::Word => 0.9,
                Class::List => 0.8,
                Class::Odd => 0.0,
            };
        }
        sum / count.max(1.0)
    };
    let parted = |line: &&[u8]| match separator {
        Separator::Byte(by) => line.contains(&by),
        Separator::Blanks => true,
        Separator::Nothing => false,
    };
    let worth = |line: &&[u8]| worth(line) + if parted(line) { IN_EVERY_LINE } else { 0.0 };
    let with_digits = lines.iter().filter(|line| line.iter().any(u8::is_ascii_digit));
    let (sum, count) = with_digits.fold((0.0, 0.0_f64), |(sum, count), line| (sum + worth(line), count + 1.0));
    sum / count.max(1.0)
}

/// Whether values look like RR intervals in seconds or milliseconds. Their median is that of a heart, and four in five lie
/// within a factor of three of the median. Assumption.
pub(crate) fn looks_like_intervals(values: &[f64]) -> bool {
    let median = median(values);
    let some = || values.iter().filter(|value| value.is_finite());
    let near = some().filter(|value| (median / 3.0..=median * 3.0).contains(*value)).count();
    let possible = (0.2..=3.0).contains(&median) || (200.0..=3000.0).contains(&median);
    possible && near * 5 >= some().count() * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Separator {
        separator(&text.lines().map(str::as_bytes).collect::<Vec<_>>())
    }

    #[test]
    fn the_separator_is_the_one_that_makes_cells() {
        let comma = Separator::Byte(b',');
        assert_eq!(of("0.8,800,0\n1.6,800,0"), comma);
        assert_eq!(of("0,8;812,5\n1,6;812,5"), Separator::Byte(b';'));
        assert_eq!(of("0.8\t72\t812"), Separator::Byte(b'\t'));
        assert_eq!(of("812\n800"), Separator::Nothing);
        assert_eq!(of("0.8 812\n1.6 800"), Separator::Blanks);
        assert_eq!(of("2026-03-14T07:30:21.000,70,\"838;885\"\n2026-03-14T07:30:22.000,70,\"875\""), comma);
        assert_eq!(of("2026-03-14T07:30:21.000,70,838;885\n2026-03-14T07:30:22.000,70,875"), comma);
        assert_eq!(of("2026-03-14 07:30:16.000,70,Contact,,845"), comma);
        assert_eq!(of("0.800, 812\n1.600, 800"), comma);
        assert_eq!(of("845, 892, 864, 828"), comma);
        assert_eq!(of("845,70\n892,67\n864,69"), comma);
    }

    #[test]
    fn a_comma_is_a_decimal_mark_where_that_gives_intervals() {
        assert_eq!(of("812,5\n800,25\n790,0"), Separator::Nothing);
        assert_eq!(of("0,812\n0,800\n0,790"), Separator::Nothing);
        assert_eq!(of("0,8 812,5\n1,6 800,5"), Separator::Blanks);
        assert_eq!(of("995\n1,042\n1,014\n978"), Separator::Nothing);
        assert_eq!(of("995\n1 042\n1 014\n978"), Separator::Nothing);
        for rows in [5, 300, 420, 599, 600] {
            let counted: Vec<String> = (1..rows).map(|i| format!("{i},{}", 800 + i % 7)).collect();
            assert_eq!(of(&counted.join("\n")), Separator::Byte(b','), "{rows}");
        }
        let flagged: Vec<String> = (1..30).map(|i| format!("{},{}", 800 + i % 7, i % 2)).collect();
        assert_eq!(of(&flagged.join("\n")), Separator::Byte(b','));
    }
}
