//! Reads one cell of a table as a number, exactly rounded.

mod marks;

pub(crate) use marks::marks;

use crate::heart::statistics;

/// How a column writes its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The decimal mark: a point or a comma.
    pub(crate) decimal: u8,
    /// What stands between thousands: a comma, a point, an apostrophe or a blank.
    pub(crate) thousands: Option<u8>,
}

impl Marks {
    pub(crate) const POINT: Self = Self { decimal: b'.', thousands: None };
    pub(crate) const COMMA: Self = Self { decimal: b',', thousands: None };
}

/// Whether two numbers are the same, to the last bit.
pub(crate) fn same(a: f64, b: f64) -> bool {
    a.total_cmp(&b).is_eq()
}

/// The middle of the finite values; zero without any.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut some: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    statistics::median(&mut some).unwrap_or(0.0)
}

/// The content of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell {
    /// A finite number.
    Value(f64),
    /// No number where one could be: empty, NaN, NA, null, infinite.
    Missing,
    /// Anything else.
    Strange,
}

impl Cell {
    pub(crate) fn value(self) -> Option<f64> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
}

/// Texts that stand for a missing number, in lower case.
const ABSENT: [&str; 13] = ["", "na", "n/a", "#n/a", "#na", "#nv", "#n/v", "<na>", "null", "none", "nil", "-", "--"];
/// Longest text that is tried as a number, in bytes. No number comes near.
const LONGEST: usize = 256;
/// Powers of ten that a double holds exactly. A quotient of two exact numbers is rounded only once.
const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// Reads a cell.
pub(crate) fn cell(text: &[u8], marks: Marks) -> Cell {
    let text = bare(text);
    if text.len() > LONGEST {
        return Cell::Strange;
    }
    match short_decimal(text, marks) {
        Some(value) => Cell::Value(value),
        None => any_number(&String::from_utf8_lossy(text), marks),
    }
}

/// The text without blanks and quotation marks around it.
pub(crate) fn bare(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    let quoted = |mark: u8| text.strip_prefix(&[mark]).and_then(|rest| rest.strip_suffix(&[mark]));
    quoted(b'"').or_else(|| quoted(b'\'')).map_or(text, <[u8]>::trim_ascii)
}

/// The quick way for nearly every cell: up to fifteen digits with a decimal mark. None for any other text.
fn short_decimal(text: &[u8], marks: Marks) -> Option<f64> {
    let (mut mantissa, mut digits, mut decimals) = (0_u64, 0, None);
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                digits += 1;
                decimals = decimals.map(|count| count + 1);
            }
            mark if mark == marks.decimal && decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
        if digits > 15 {
            return None;
        }
    }
    (digits > 0).then(|| mantissa as f64 / TENS[decimals.unwrap_or(0)])
}

fn any_number(text: &str, marks: Marks) -> Cell {
    let text = text.to_ascii_lowercase();
    if ABSENT.contains(&text.as_str()) || is_spreadsheet_error(&text) {
        return Cell::Missing;
    }
    let mut plain = text;
    if let Some(mark) = marks.thousands {
        if !is_grouped(plain.as_bytes(), mark, marks.decimal) {
            return Cell::Strange;
        }
        plain.retain(|c| !stands_for(c, mark));
    }
    if marks.decimal == b',' {
        if plain.contains('.') {
            return Cell::Strange;
        }
        plain = plain.replace(',', ".");
    }
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() => Cell::Value(value),
        Ok(_) => Cell::Missing,
        Err(_) => Cell::Strange,
    }
}

/// Whether a text is an error of a spreadsheet, in any language: `#DIV/0!`, `#REF!`, `#WERT!`, `#NAME?`.
fn is_spreadsheet_error(text: &str) -> bool {
    let inner = text.strip_prefix('#').and_then(|rest| rest.strip_suffix(['!', '?']));
    inner.is_some_and(|inner| {
        !inner.is_empty() && inner.len() <= 20 && inner.chars().all(|c| c.is_alphanumeric() || c == '/')
    })
}

/// Whether a character is this mark between thousands: a blank may be of several kinds.
fn stands_for(c: char, mark: u8) -> bool {
    c == char::from(mark)
        || mark == b' ' && matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}')
        || mark == b'\'' && c == '\u{2019}'
}

/// Whether the whole part is digits in groups of three, parted by `mark`, or has no mark at all.
pub(crate) fn is_grouped(text: &[u8], mark: u8, decimal: u8) -> bool {
    let text = String::from_utf8_lossy(text);
    let mut halves = text.trim_start_matches(['+', '-']).splitn(2, char::from(decimal));
    let whole = halves.next().unwrap_or("");
    if halves.next().is_some_and(|fraction| fraction.contains(|c| stands_for(c, mark))) {
        return false;
    }
    let groups: Vec<&str> = whole.split(|c| stands_for(c, mark)).collect();
    if groups.len() == 1 {
        return true;
    }
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    // Five groups are milliseconds since 1970. More are a list.
    groups.len() <= 5
        && groups.iter().all(digits)
        && (1..=3).contains(&groups[0].len())
        && !groups[0].starts_with('0')
        && groups[1..].iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_number_or_missing_or_strange() {
        assert_eq!(cell(b" 812.25\r", Marks::POINT), Cell::Value(812.25));
        assert_eq!(cell(b"\"0,8125\"", Marks::COMMA), Cell::Value(0.8125));
        assert_eq!(cell(b"0,8125", Marks::POINT), Cell::Strange);
        assert_eq!(cell(b"-8e2", Marks::POINT), Cell::Value(-800.0));
        assert_eq!(cell(b"1.2.3", Marks::POINT), Cell::Strange);
        assert_eq!(cell(b".", Marks::POINT), Cell::Strange);
        for absent in ["", "NaN", "NA", "#N/A", "#DIV/0!", "#WERT!", "#NAME?", "#NV", "null", "inf", "-Infinity"] {
            assert_eq!(cell(absent.as_bytes(), Marks::COMMA), Cell::Missing, "{absent}");
        }
    }

    #[test]
    fn the_short_way_rounds_like_the_long_way() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let text = format!("{}.{}", random.u32(..10_000_000), random.u32(..100_000_000));
            assert_eq!(cell(text.as_bytes(), Marks::POINT), Cell::Value(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_mark_between_thousands_is_told_from_a_decimal_mark_by_the_whole_column() {
        let of = |cells: &[&str]| marks(&cells.iter().map(|text| text.as_bytes()));
        assert_eq!(of(&["995", "1,042", "1,014"]).thousands, Some(b','));
        assert_eq!(of(&["995", "1.042", "1.014"]).thousands, Some(b'.'));
        assert_eq!(of(&["995", "1'042"]).thousands, Some(b'\''));
        assert_eq!(of(&["995", "1\u{202f}042"]).thousands, Some(b' '));
        assert_eq!(of(&["0,995", "1,042"]), Marks::COMMA);
        assert_eq!(of(&["1", "1.042", "0.99"]), Marks::POINT);
        assert_eq!(of(&["1,042.5", "998.0"]), Marks { decimal: b'.', thousands: Some(b',') });
        assert_eq!(of(&["1.042,5", "998,0"]), Marks { decimal: b',', thousands: Some(b'.') });
        assert_eq!(cell(b"1,042.5", Marks { decimal: b'.', thousands: Some(b',') }), Cell::Value(1042.5));
    }
}
