//! The lines of a text.

/// A line with its number, counted from 1.
pub(crate) type NumberedLine<'a> = (usize, &'a [u8]);

/// The lines of a text without blanks around them. Old programs end them with a carriage return alone.
pub(crate) fn lines_of(text: &[u8]) -> impl Iterator<Item = NumberedLine<'_>> {
    let end = if text.contains(&b'\n') { b'\n' } else { b'\r' };
    text.split(move |byte| *byte == end).map(<[u8]>::trim_ascii).zip(1..).map(|(line, number)| (number, line))
}
