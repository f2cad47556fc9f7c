//! Lines from an input of any length: of each no more is kept than anybody types.

use std::io::{self, BufRead, Read as _};

/// How much of a line is kept, in bytes. Assumption: nobody types more. The longest note has some hundred bytes.
const LONGEST_LINE: u64 = 4096;

/// The next line with its end, as far as it is kept; none at the end of the input. The rest of a longer line is left out.
pub(crate) fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? as u64;
    if read == LONGEST_LINE && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok((read > 0).then_some(line))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn of_a_long_line_the_beginning_is_kept_and_the_next_line_is_whole() {
        let text = format!("a\n{}\nb", "x".repeat(100_000));
        let mut input = BufReader::new(text.as_bytes());
        let mut next = || next_line(&mut input).unwrap();
        assert_eq!(next().unwrap(), b"a\n");
        assert_eq!(next().unwrap(), "x".repeat(LONGEST_LINE as usize).as_bytes());
        assert_eq!((next().unwrap(), next()), (b"b".to_vec(), None));
    }

    #[test]
    fn a_line_of_just_that_length_is_whole() {
        let text = format!("{}\nb\n", "x".repeat(LONGEST_LINE as usize - 1));
        let mut input = BufReader::new(text.as_bytes());
        assert_eq!(next_line(&mut input).unwrap().unwrap().len() as u64, LONGEST_LINE);
        assert_eq!(next_line(&mut input).unwrap().unwrap(), b"b\n");
    }
}
