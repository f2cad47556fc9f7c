//! Whether a comma or a blank between digits is part of a number.

use super::Row;
use super::columns::are_beat_times;
use super::dialect::{Class, Separator, cells, class, looks_like_intervals};
use super::names::{Meaning, meaning};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{Cell, Marks, bare, cell, is_grouped, same};

/// Whether commas are decimal marks. Every line must read as numbers that way. Where each line is a single number, the
/// numbers must also look like intervals, and what stands after the comma must not look like a column of its own.
pub(super) fn is_decimal_comma(lines: &[&[u8]]) -> bool {
    // Names such as `beat_time_1024` have digits in them.
    let is_header = |line: &[u8]| {
        let is_known = |text| meaning(&String::from_utf8_lossy(text)).0 != Meaning::Other;
        let mut names = cells(line, Separator::Byte(b','));
        line[0].is_ascii_alphabetic() && names.clone().all(|text| class(text) == Class::Word) && names.any(is_known)
    };
    let (data, words): (Vec<&[u8]>, Vec<&[u8]>) =
        lines.iter().copied().partition(|line| line.iter().any(u8::is_ascii_digit) && !is_header(line));
    // A header that is parted by commas.
    if words.iter().any(|line| line.contains(&b',')) {
        return false;
    }
    let numbers = |marks: Marks| {
        let rows = data.iter().map(|line| {
            if line.windows(2).any(|pair| pair == b", ") || line.contains(&b'"') {
                return None;
            }
            cells(line, Separator::Blanks).map(|text| cell(text, marks).value()).collect::<Option<Vec<f64>>>()
        });
        // Lines of text stand before the numbers in some files.
        let rows: Vec<Option<Vec<f64>>> = rows.collect();
        let unread = rows.iter().filter(|row| row.is_none()).count();
        (unread * 20 <= rows.len()).then(|| rows.into_iter().flatten().collect::<Vec<_>>())
    };
    if numbers(Marks { decimal: b'.', thousands: Some(b',') }).is_some_and(|rows| looks_like_intervals(&rows.concat()))
    {
        return true;
    }
    let Some(rows) = numbers(Marks::COMMA) else { return false };
    if rows.iter().any(|row| row.len() > 1) {
        return true;
    }
    let all = rows.concat();
    (looks_like_intervals(&all) || are_beat_times(&all)) && !is_pair(&data)
}

/// What is said where a number that is not zero stands before the comma of every row, always the same, as in `1,863`.
pub(super) fn may_be_two(rows: &[Row<'_>]) -> Option<Note> {
    fn before<'a>(row: &Row<'a>) -> Option<&'a [u8]> {
        Some(&row.text[..row.text.iter().position(|byte| *byte == b',')?])
    }
    let first = rows.first().and_then(before)?;
    let said = "the comma is read as a decimal mark, but the same number stands before it in every row: if these are two \
                columns, part them by another mark";
    let same = rows.len() > 4 && first != b"0" && rows.iter().all(|row| before(row) == Some(first));
    same.then(|| Note::Other(said.to_owned()))
}

/// Whether the two halves of `a,b` are columns: a running number, a flag, a heart rate or intervals on either side.
fn is_pair(data: &[&[u8]]) -> bool {
    let halves: Vec<(f64, f64, &[u8])> = data
        .iter()
        .filter_map(|line| {
            let comma = line.iter().position(|byte| *byte == b',')?;
            let (before, after) = (cell(&line[..comma], Marks::POINT), cell(&line[comma + 1..], Marks::POINT));
            Some((before.value()?, after.value()?, line[comma + 1..].trim_ascii()))
        })
        .collect();
    if halves.len() < data.len() {
        return false;
    }
    // The lines come in stretches, between which the number jumps.
    let steps = || halves.windows(2).map(|two| two[1].0 - two[0].0);
    let by_one = steps().filter(|step| same(*step, 1.0)).count();
    let grows = steps().all(|step| step >= 0.0);
    let counts = halves.len() > 2 && grows && by_one * 10 >= (halves.len() - 1) * 9;
    // A running number that leaves some out, or whole seconds that only grow, beside intervals in ms. Times of beats with a
    // decimal comma have any digits after it.
    let after: Vec<f64> = halves.iter().map(|half| half.1).collect();
    let are_intervals = looks_like_intervals(&after);
    let in_ms =
        |half: &(f64, f64, &[u8])| half.2.len() >= 3 && half.2.len() <= 4 && half.2[0] != b'0' && half.1 > 200.0;
    let beside = halves.len() >= 8
        && grows
        && halves[halves.len() - 1].0 - halves[0].0 > 3.0
        && halves.iter().filter(|half| in_ms(half)).count() * 50 >= halves.len() * 49
        && are_intervals;
    let flag = halves.len() >= 20 && halves.iter().all(|half| same(half.1, 0.0) || same(half.1, 1.0));
    let rates = halves.iter().filter(|(rr, rate, _)| *rr > 200.0 && (rate * rr / 60_000.0 - 1.0).abs() < 0.2).count();
    let rate = rates * 10 > halves.len() * 9;
    let same_width = halves.iter().all(|half| half.2.len() == 3 && half.2[0] != b'0');
    let both = halves.len() >= 20 && same_width && are_intervals;
    counts || beside || flag || rate || both && halves.iter().all(|half| half.0 > 100.0)
}

/// Whether a blank stands between thousands: some lines have one, none but those from 1000 on.
pub(super) fn is_thousands_blank(lines: &[&[u8]]) -> bool {
    let marks = Marks { decimal: b',', thousands: Some(b' ') };
    let (mut with, mut without) = (0, 0);
    for line in lines.iter().filter(|line| line.iter().any(u8::is_ascii_digit)) {
        match cell(line, marks) {
            Cell::Value(value) if line.contains(&b' ') => {
                if !is_grouped(bare(line), b' ', b',') || !(1000.0..10_000.0).contains(&value) {
                    return false;
                }
                with += 1;
            }
            Cell::Value(value) if value < 1000.0 => without += 1,
            _ => return false,
        }
    }
    // A header of one name shows that there is one column.
    let one_name = lines.iter().any(|line| !line.contains(&b' ') && !line.iter().any(u8::is_ascii_digit));
    with > 0 && (without > 0 || one_name && with > 4)
}
