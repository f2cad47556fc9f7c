//! Finds the layout of a table: what separates its cells, and which columns hold the RR intervals and the time.
//!
//! Columns are found by the names that programs of the field give them. Without a header they are found by their values.
//! A single comma in a line may be a decimal mark or separate two columns: the reading that gives intervals is taken.

use super::error::ReadError;
use super::number::{Cell, bare, cell};

/// What separates the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// This byte.
    Byte(u8),
    /// Any run of blanks.
    Blanks,
}

/// The layout of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    pub(crate) separator: Separator,
    /// Whether the decimal mark is a comma.
    pub(crate) comma: bool,
    /// Which column holds the RR intervals.
    pub(crate) rr: usize,
    /// Which column holds the time.
    pub(crate) time: Option<usize>,
    /// The line of the header, counted from 1.
    pub(crate) header: Option<usize>,
    /// What the header calls the RR column.
    pub(crate) name: Option<String>,
}

/// A line with its number, counted from 1.
pub(crate) type NumberedLine<'a> = (usize, &'a [u8]);

impl Layout {
    /// Finds the layout from the first lines with content.
    pub(crate) fn find(lines: &[NumberedLine<'_>]) -> Result<Self, ReadError> {
        let Some((&(number, first), rest)) = lines.split_first() else { return Err(ReadError::empty()) };
        let is_header = is_header(first);
        let data = if is_header { rest } else { lines };
        if data.is_empty() {
            return Err(ReadError::at(number, "the header is all there is. Add the intervals below it"));
        }
        let (separator, comma) = separator(is_header.then_some(first), data);
        if is_header {
            let names = names(first, separator);
            let width = data.first().map_or(0, |line| cells(line.1, separator).count());
            if names.len() == 1 && width > 1 {
                let message =
                    format!("the header has 1 column and the line after it {width}. Part both in the same way");
                return Err(ReadError::at(number, message));
            }
            return named(number, &names, separator, comma);
        }
        let (rr, time) = guess(data, separator, comma)?;
        Ok(Self { separator, comma, rr, time, header: None, name: None })
    }
}

/// Whether a line is a header: it has words and no numbers.
fn is_header(line: &[u8]) -> bool {
    let strict = line.iter().any(|byte| b";\t,".contains(byte));
    let parts = |byte: &u8| if strict { b";\t,".contains(byte) } else { byte.is_ascii_whitespace() };
    let mut cells = line.split(parts).map(|text| cell(text, false));
    let mut words = false;
    cells.all(|cell| {
        words |= cell == Cell::Strange;
        cell.value().is_none()
    }) && words
}

fn separator(header: Option<&[u8]>, data: &[NumberedLine<'_>]) -> (Separator, bool) {
    let first = data.first().map_or(&b""[..], |line| line.1);
    let decimals = |separator| data.iter().any(|line| has_decimal_comma(line.1, separator));
    for byte in [b';', b'\t'] {
        if first.contains(&byte) {
            return (Separator::Byte(byte), decimals(Separator::Byte(byte)));
        }
    }
    let header_parts = header.is_some_and(|header| header.contains(&b','));
    if header_parts || first.contains(&b',') && !is_decimal_comma(data) {
        return (Separator::Byte(b','), false);
    }
    (Separator::Blanks, decimals(Separator::Blanks))
}

fn has_decimal_comma(line: &[u8], separator: Separator) -> bool {
    cells(line, separator).any(|text| text.contains(&b',') && cell(text, true).value().is_some())
}

/// Whether commas are decimal marks. Every line must read as numbers that way. Where each line is a single number, the
/// numbers must also look like intervals.
fn is_decimal_comma(data: &[NumberedLine<'_>]) -> bool {
    let rows = data.iter().map(|(_, line)| {
        if line.windows(2).any(|pair| pair == b", ") {
            return None;
        }
        cells(line, Separator::Blanks).map(|text| cell(text, true).value()).collect::<Option<Vec<f64>>>()
    });
    let Some(rows) = rows.collect::<Option<Vec<_>>>() else { return false };
    if rows.iter().any(|row| row.len() > 1) {
        return true;
    }
    looks_like_intervals(&rows.concat())
}

/// Whether values look like RR intervals in seconds or milliseconds. Their median is that of a heart, and four in five lie
/// within a factor of three of the median. Assumption.
fn looks_like_intervals(values: &[f64]) -> bool {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(&median) = sorted.get(sorted.len() / 2) else { return false };
    let near = values.iter().filter(|value| (median / 3.0..=median * 3.0).contains(*value)).count();
    let possible = (0.2..=3.0).contains(&median) || (200.0..=3000.0).contains(&median);
    possible && near * 5 >= values.len() * 4
}

/// The cells of a line.
pub(crate) fn cells(line: &[u8], separator: Separator) -> impl Iterator<Item = &[u8]> {
    let mut quoted = false;
    let parts = move |byte: &u8| {
        quoted ^= *byte == b'"';
        !quoted
            && match separator {
                Separator::Byte(by) => *byte == by,
                Separator::Blanks => byte.is_ascii_whitespace(),
            }
    };
    line.split(parts).filter(move |text| separator != Separator::Blanks || !text.is_empty())
}

fn names(header: &[u8], separator: Separator) -> Vec<String> {
    // The name of a single column may have blanks in it.
    let separator = if separator == Separator::Blanks { Separator::Byte(b'\t') } else { separator };
    cells(header, separator).map(|text| String::from_utf8_lossy(bare(text)).into_owned()).collect()
}

/// The names of a column of RR intervals, the best first. Whole names are compared first, then the words of a name.
const RR: [&str; 7] = ["rr", "rri", "nn", "nni", "ibi", "ppi", "interval"];
/// The names of a column of times, the best first.
const TIME: [&str; 7] = ["t", "time", "timestamp", "ts", "elapsed", "arrival", "seconds"];

/// The layout of a table with these column names.
fn named(line: usize, names: &[String], separator: Separator, comma: bool) -> Result<Layout, ReadError> {
    let find = |known: &[&str]| {
        let whole = known.iter().find_map(|word| names.iter().position(|name| words(name) == [*word]));
        whole.or_else(|| known.iter().find_map(|word| names.iter().position(|name| words(name).contains(word))))
    };
    // A single column may have any name, but not that of a time or a rate.
    let anything = |name: &String| !words(name).iter().any(|word| TIME.contains(word)) && !is_rate(name);
    let single = (names.len() == 1 && anything(&names[0])).then_some(0);
    let Some(rr) = find(&RR).or(single) else {
        let list = names.iter().take(8).map(|name| printable(name, 20)).collect::<Vec<_>>().join(", ");
        return Err(ReadError::at(
            line,
            format!("no column holds RR intervals ({list}). Name theirs rr_ms (or rr, ibi, nn); a heart rate won't do"),
        ));
    };
    let time = find(&TIME).filter(|time| *time != rr);
    Ok(Layout { separator, comma, rr, time, header: Some(line), name: Some(printable(&names[rr], 40)) })
}

/// Whether a name is that of a heart rate.
fn is_rate(name: &str) -> bool {
    let name = name.to_lowercase();
    ["hr", "bpm", "rate", "pulse"]
        .iter()
        .any(|word| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word))
}

/// The words of a column's name in lower case, without its unit: `RR-interval [ms]` is `rr`, `t_s` is `t`.
fn words(name: &str) -> Vec<&'static str> {
    let name = name.to_lowercase();
    let word = |word: &str| match word {
        "rr" | "rrs" | "rrinterval" | "rrintervals" => Some("rr"),
        "nn" | "nns" | "nninterval" | "nnintervals" => Some("nn"),
        "ibi" | "ibis" | "interbeatinterval" => Some("ibi"),
        "ppi" | "pp" => Some("ppi"),
        "rri" | "rris" => Some("rri"),
        "nni" | "nnis" => Some("nni"),
        "ms" | "msec" | "s" | "sec" | "milliseconds" | "duration" => None,
        other => Some(TIME.iter().chain(&RR).find(|known| **known == other).copied().unwrap_or("?")),
    };
    let mut words: Vec<_> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).filter_map(word).collect();
    if words.len() > 1 && words[0] != "interval" && words[0] != "?" {
        words.retain(|word| *word != "interval");
    }
    words
}

/// The first `most` characters, without control characters: a terminal would obey those.
pub(crate) fn printable(text: &str, most: usize) -> String {
    let mut shown: String = text.chars().take(most).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}

/// The columns of the intervals and of the time in a table without a header. The intervals are the only column that looks
/// like intervals and does not grow from row to row. A column that does grow is the time.
fn guess(data: &[NumberedLine<'_>], separator: Separator, comma: bool) -> Result<(usize, Option<usize>), ReadError> {
    let (line, first) = data.first().copied().unwrap_or_default();
    let width = cells(first, separator).count();
    if width <= 1 {
        return Ok((0, None));
    }
    let column = |index: usize| -> Vec<f64> {
        data.iter().filter_map(|row| cell(cells(row.1, separator).nth(index)?, comma).value()).collect()
    };
    let columns: Vec<Vec<f64>> = (0..width.min(64)).map(column).collect();
    let grows = |values: &[f64]| values.len() > 2 && values.is_sorted();
    let intervals = |index: &usize| !grows(&columns[*index]) && looks_like_intervals(&columns[*index]);
    let found: Vec<usize> = (0..columns.len()).filter(intervals).collect();
    let &[rr] = &found[..] else {
        return Err(ReadError::at(
            line,
            format!(
                "I can't tell which of {width} columns holds the RR intervals. Put names above them, such as t_s,rr_ms"
            ),
        ));
    };
    Ok((rr, (0..columns.len()).find(|index| *index != rr && grows(&columns[*index]))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(text: &str) -> Result<Layout, ReadError> {
        let lines: Vec<NumberedLine<'_>> = text.lines().enumerate().map(|(i, line)| (i + 1, line.as_bytes())).collect();
        Layout::find(&lines)
    }

    fn found(text: &str) -> (Separator, bool, usize, Option<usize>) {
        let layout = layout(text).unwrap();
        (layout.separator, layout.comma, layout.rr, layout.time)
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let comma = Separator::Byte(b',');
        assert_eq!(found("t_s,rr_ms,label\n0.8,800,0"), (comma, false, 1, Some(0)));
        assert_eq!(found("segment,rr_ms,label\na,800,"), (comma, false, 1, None));
        assert_eq!(found("Time;RR-interval [ms]\n0,8;812,5"), (Separator::Byte(b';'), true, 1, Some(0)));
        assert_eq!(found("Timestamp\tHR\tIBI\n0.8\t72\t812"), (Separator::Byte(b'\t'), false, 2, Some(0)));
        assert_eq!(found("RR-interval [ms]\n812"), (Separator::Blanks, false, 0, None));
        assert_eq!(found("rr_ms\n812,5\n800"), (Separator::Blanks, true, 0, None));
        assert_eq!(found("index,nn\n1,812"), (comma, false, 1, None));
        assert_eq!(found("value\n812"), (Separator::Blanks, false, 0, None));
        assert!(layout("t_s\n674").is_err() && layout("HR (bpm)\n720").is_err());
        assert!(layout("t_s,rr_ms\n1;800").is_err_and(|e| e.to_string().contains("Part both")));
        assert!(layout("t_s,hr_bpm\n1,72").is_err_and(|e| e.to_string().contains("line 1")));
    }

    #[test]
    fn columns_without_names_are_found_by_their_values() {
        assert_eq!(found("812\n800"), (Separator::Blanks, false, 0, None));
        assert_eq!(found("0.8 812\n1.6 800\n2.4 790"), (Separator::Blanks, false, 1, Some(0)));
        assert_eq!(found("812,0.8\n800,1.6\n790,2.4"), (Separator::Byte(b','), false, 0, Some(1)));
        assert!(layout("812,70\n800,71\n810,70").is_ok());
        assert!(layout("812;870\n800;771\n810;970").is_err());
    }

    #[test]
    fn a_comma_is_a_decimal_mark_where_that_gives_intervals() {
        assert_eq!(found("812,5\n800,25\n790,0"), (Separator::Blanks, true, 0, None));
        assert_eq!(found("0,812\n0,800\n0,790"), (Separator::Blanks, true, 0, None));
        let counted: Vec<String> = (1..300).map(|i| format!("{i},{}", 800 + i % 7)).collect();
        assert_eq!(found(&counted.join("\n")), (Separator::Byte(b','), false, 1, Some(0)));
    }
}
