//! Reads one cell of a table as a number, exactly rounded. The decimal mark is a point, or a comma where that is allowed.

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
const ABSENT: [&str; 7] = ["", "na", "n/a", "null", "none", "-", "--"];
/// Powers of ten that a double holds exactly. A quotient of two exact numbers is rounded only once.
const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// Reads a cell. `comma` allows a decimal comma.
pub(crate) fn cell(text: &[u8], comma: bool) -> Cell {
    let text = bare(text);
    match short_decimal(text, comma) {
        Some(value) => Cell::Value(value),
        None => any_number(&String::from_utf8_lossy(text), comma),
    }
}

/// The text without blanks and quotation marks around it.
pub(crate) fn bare(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    let quoted = text.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    quoted.map_or(text, <[u8]>::trim_ascii)
}

/// The quick way for nearly every cell: up to fifteen digits with a decimal mark. None for any other text.
fn short_decimal(text: &[u8], comma: bool) -> Option<f64> {
    let (mut mantissa, mut digits, mut decimals) = (0_u64, 0, None);
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                digits += 1;
                decimals = decimals.map(|count| count + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            b',' if comma && decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
        if digits > 15 {
            return None;
        }
    }
    (digits > 0).then(|| mantissa as f64 / TENS[decimals.unwrap_or(0)])
}

fn any_number(text: &str, comma: bool) -> Cell {
    let text = text.to_ascii_lowercase();
    if ABSENT.contains(&text.as_str()) {
        return Cell::Missing;
    }
    let text = if comma { text.replace(',', ".") } else { text };
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Cell::Value(value),
        Ok(_) => Cell::Missing,
        Err(_) => Cell::Strange,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_number_or_missing_or_strange() {
        assert_eq!(cell(b" 812.25\r", false), Cell::Value(812.25));
        assert_eq!(cell(b"\"0,8125\"", true), Cell::Value(0.8125));
        assert_eq!(cell(b"0,8125", false), Cell::Strange);
        assert_eq!(cell(b"-8e2", false), Cell::Value(-800.0));
        assert_eq!(cell(b"1.2.3", false), Cell::Strange);
        assert_eq!(cell(b".", false), Cell::Strange);
        for absent in ["", "NaN", "NA", "null", "inf", "-Infinity"] {
            assert_eq!(cell(absent.as_bytes(), true), Cell::Missing, "{absent}");
        }
    }

    #[test]
    fn the_short_way_rounds_like_the_long_way() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let text = format!("{}.{}", random.u32(..10_000_000), random.u32(..100_000_000));
            assert_eq!(cell(text.as_bytes(), false), Cell::Value(text.parse().unwrap()), "{text}");
        }
    }
}
