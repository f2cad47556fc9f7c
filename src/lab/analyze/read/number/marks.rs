//! How a column writes its numbers, from all its cells.

use super::{Cell, Marks, bare, cell, is_grouped, stands_for};

/// Finds how a column writes its numbers, from all its cells: which marks make every one a number, and the numbers alike.
pub(crate) fn marks<'a>(cells: &(impl Iterator<Item = &'a [u8]> + Clone)) -> Marks {
    let (mut comma, mut point, mut apostrophe, mut blank) = (false, false, false, false);
    let mut every_point = true;
    for text in cells.clone() {
        let text = bare(text);
        let pointed = text.contains(&b'.');
        every_point &= pointed;
        point |= pointed;
        for byte in text {
            match byte {
                b',' => comma = true,
                b'\'' | 0x99 => apostrophe = true,
                b' ' | 0xa0 | 0xaf => blank = true,
                _ => {}
            }
        }
    }
    // The quick way for nearly every column: whole numbers, or a point in each.
    if !(comma || apostrophe || blank) && (!point || every_point) {
        return Marks::POINT;
    }
    let fits = |marks: Marks| cells.clone().all(|text| cell(text, marks) != Cell::Strange);
    let grouped = |decimal, mark| Marks { decimal, thousands: Some(mark) };
    if apostrophe && fits(grouped(b'.', b'\'')) {
        return grouped(b'.', b'\'');
    }
    if blank {
        let decimal = if comma { b',' } else { b'.' };
        // Where the blank parts two numbers, neither reading is a number: the cell is a list.
        return either(cells.clone(), b' ', Marks { decimal, thousands: None }, grouped(decimal, b' '));
    }
    match (comma, point) {
        (true, true) => {
            [grouped(b'.', b','), grouped(b',', b'.')].into_iter().find(|m| fits(*m)).unwrap_or(Marks::POINT)
        }
        (true, false) if are_pairs(cells.clone()) => Marks::POINT,
        (true, false) => either(cells.clone(), b',', Marks::COMMA, grouped(b'.', b',')),
        (false, true) => either(cells.clone(), b'.', Marks::POINT, grouped(b',', b'.')),
        (false, false) => Marks::POINT,
    }
}

/// Whether commas part several intervals in a cell, such as `838,885`: whole numbers of three digits or more. Some stand alone,
/// or there are several cells and the two numbers of each are near to each other, which digits after a decimal mark are not.
fn are_pairs<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    const FEWEST: usize = 8;
    let (mut several, mut single, mut all, mut near) = (0_usize, 0_usize, 0_usize, 0_usize);
    for text in cells.map(bare).filter(|text| !text.is_empty()) {
        all += 1;
        let whole =
            |part: &[u8]| (3..=4).contains(&part.len()) && part.iter().all(u8::is_ascii_digit) && part[0] != b'0';
        if text.split(|byte| *byte == b',').all(|part| whole(part.trim_ascii())) {
            *(if text.contains(&b',') { &mut several } else { &mut single }) += 1;
        }
        let mut halves = text.split(|byte| *byte == b',').map(|part| cell(part, Marks::POINT).value().unwrap_or(0.0));
        let (first, second) = (halves.next().unwrap_or(0.0), halves.next().unwrap_or(0.0));
        near += usize::from(first >= 200.0 && (0.6..1.7).contains(&(second / first)));
    }
    several > 0 && several + single == all && (single * 10 > all || several >= FEWEST && near * 20 >= several * 19)
}

/// One mark that is a decimal mark or stands between thousands. It stands between thousands where every number with it is
/// a thousand or more, and numbers without it lie between 100 and 999.
fn either<'a>(cells: impl Iterator<Item = &'a [u8]>, mark: u8, decimal: Marks, thousands: Marks) -> Marks {
    let (mut with, mut without) = (false, false);
    let (mut least_with, mut most_with, mut most_without) = (f64::INFINITY, 0.0_f64, 0.0_f64);
    for text in cells {
        let text = bare(text);
        if String::from_utf8_lossy(text).contains(|c| stands_for(c, mark)) {
            if !is_grouped(text, mark, thousands.decimal) {
                return decimal;
            }
            with = true;
            let value = cell(text, thousands).value().unwrap_or(f64::INFINITY);
            (least_with, most_with) = (least_with.min(value), most_with.max(value));
        } else if let Cell::Value(value) = cell(text, decimal)
            && value != 0.0
        {
            if !(100.0..1000.0).contains(&value.abs()) {
                return decimal;
            }
            without = true;
            most_without = most_without.max(value.abs());
        }
    }
    // A blank is no decimal mark, and no list of intervals has numbers from 1 to 9 in it.
    if mark == b' ' && with && !without && (1000.0..10_000.0).contains(&least_with) && most_with < 10_000.0 {
        return thousands;
    }
    // Twelve hundred is near nine hundred; 838,885 beside 845 is two numbers.
    if with && without && least_with < 10.0 * most_without { thousands } else { decimal }
}
