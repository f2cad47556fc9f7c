//! The checksum at the end of each line of a journal, and why a line can't be trusted.
//!
//! ```text
//! {"at":5000000,"input":"key","key":"pause","crc":"9f0c3a71"}
//! ```
//!
//! `crc` is always the last key: CRC-32 (IEEE 802.3) in eight hexadecimal digits, over the four bytes of the checksum of the line
//! before it (big-endian; zeros for the first line) and all bytes of this line before `,"crc"`. So a changed, missing, doubled or
//! moved line is recognised. It protects against accidents. Whoever changes a journal on purpose can make new checksums: against
//! that, a journal is sealed.

use std::io::Write as _;

/// What stands before the digits.
const KEY: &[u8] = b",\"crc\":\"";
/// How many digits a checksum has.
const DIGITS: usize = 8;
/// What stands behind them.
const END: &[u8] = b"\"}";

/// The checksums of a journal, line by line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain {
    last: u32,
}

impl Chain {
    /// Adds its checksum to a line: `json` is one JSON object without a line end.
    pub(crate) fn add(&mut self, json: &mut Vec<u8>) {
        // The closing brace comes back behind the checksum.
        json.pop();
        let sum = self.next(json);
        // Writing to memory cannot fail.
        let _ = write!(json, ",\"crc\":\"{sum:08x}\"}}");
    }

    /// Whether a line ends with a checksum.
    pub(crate) fn is_in(line: &[u8]) -> bool {
        let body = line.len().checked_sub(KEY.len() + DIGITS + END.len());
        body.is_some_and(|body| line[body..].starts_with(KEY) && line.ends_with(END))
    }

    /// Takes the checksum off a line, if it is right. What is left in `line` is the JSON object that it stood in. `line` has no
    /// line end.
    pub(crate) fn take(&mut self, line: &mut Vec<u8>) -> bool {
        let Some(body) = line.len().checked_sub(KEY.len() + DIGITS + END.len()) else { return false };
        let (json, checksum) = line.split_at(body);
        let mut next = *self;
        let sum = next.next(json);
        // Compared as text: capital letters would be the same number, and another byte.
        let said = checksum.strip_prefix(KEY).and_then(|rest| rest.strip_suffix(END));
        if said != Some(format!("{sum:08x}").as_bytes()) {
            return false;
        }
        *self = next;
        line.truncate(body);
        line.push(b'}');
        true
    }

    fn next(&mut self, body: &[u8]) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.last.to_be_bytes());
        hasher.update(body);
        self.last = hasher.finalize();
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_its_checksum_is_still_one_json_object_and_gives_the_line_back() {
        let line = r#"{"at":5,"input":"end"}"#;
        let mut checked = line.as_bytes().to_vec();
        Chain::default().add(&mut checked);
        let value: serde_json::Value = serde_json::from_slice(&checked).unwrap();
        assert_eq!(value["crc"].as_str().map(str::len), Some(8));
        assert!(Chain::default().take(&mut checked));
        assert_eq!(checked, line.as_bytes());
    }

    #[test]
    fn the_checksum_is_the_published_crc_32() {
        // The check value of CRC-32 is that of "123456789". Zeros before it stand for the line that isn't there.
        let mut with_zeros = crc32fast::Hasher::new();
        with_zeros.update(b"123456789");
        assert_eq!(with_zeros.finalize(), 0xCBF4_3926);
    }

    #[test]
    fn a_line_that_is_missing_doubled_or_moved_breaks_the_next_one() {
        let mut chain = Chain::default();
        let lines = [1, 2, 3].map(|at| {
            let mut line = format!(r#"{{"at":{at},"input":"end"}}"#).into_bytes();
            chain.add(&mut line);
            line
        });
        let are_right = |order: &[usize]| {
            let mut chain = Chain::default();
            order.iter().all(|at| chain.take(&mut lines[*at].clone()))
        };
        assert!(are_right(&[0, 1, 2]) && are_right(&[0, 1]));
        for order in [[0, 2, 1], [1, 0, 2], [0, 0, 1], [0, 1, 1]] {
            assert!(!are_right(&order), "{order:?}");
        }
        assert!(!are_right(&[0, 2]) && !are_right(&[1]));
    }
}
