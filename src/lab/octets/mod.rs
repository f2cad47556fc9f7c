//! The octets of a line of text, in every dress in which programs and logs print them.
//!
//! A number may be hexadecimal or decimal. What can't be told apart is never guessed silently: it is refused, or the result
//! says what was assumed.
//!
//! ```text
//! line -> dump (offset, ASCII column) or prefix (time, log level, `value:`) taken off -> escapes, or numbers
//! ```

mod doubt;
mod dump;
mod escapes;
mod list;
mod numbers;
mod prefix;
#[cfg(test)]
mod tests;
mod times;

pub use doubt::doubt;
use list::Ending;

/// The octets of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Octets {
    /// The octets.
    pub octets: Vec<u8>,
    /// What was assumed, if the line could mean something else.
    pub assumed: Option<&'static str>,
    /// Whether the line itself marks its octets: with `0x`, with escapes, with the name that a program gives to octets, or with
    /// what only a program writes that prints hexadecimal ones.
    /// Octets of other lines may be no measurement at all.
    pub is_marked: bool,
}

impl Octets {
    fn marked(octets: Vec<u8>) -> Self {
        Self { octets, assumed: None, is_marked: true }
    }
}

/// How to write octets so that they can't be taken for anything else.
const WRITE: &str = "write octets as 0x16 0x48 0x52 0x03";

/// The highest flags that a measurement has: the three bits above are reserved (Heart Rate Service 1.0, section 3.1.1.1). No
/// strap is known to set them.
const HIGHEST_FLAGS: u8 = 0x1f;

/// What is said of numbers without a sign of their base.
const HEXADECIMAL: &str = "hexadecimal; as decimal numbers these are other octets";

/// Reads line after line of one text. The lines of a hexdump belong together.
#[derive(Debug, Default)]
pub struct OctetsReader {
    /// Whether the line before was one of a dump, and whether it was a full one.
    dump: Option<dump::Before>,
    /// How the line before ended, if it was part of a list.
    list: Ending,
}

impl OctetsReader {
    /// The octets of the next line.
    ///
    /// # Errors
    /// If the line has none, or if they could be read in two ways: one sentence that says what to do.
    pub fn read(&mut self, line: &[u8]) -> Result<Octets, String> {
        let text = String::from_utf8_lossy(line);
        let text = without_colours(text.trim_start_matches('\u{feff}'));
        let (before, list) = (self.dump.take(), std::mem::take(&mut self.list));
        if let Some(dumped) = dump::read(&text, before) {
            self.dump = dumped.before;
            return dumped.octets;
        }
        let body = prefix::without(&text)?;
        self.list = Ending::of(body.text, list);
        let assumed = self.list.assumed(list)?;
        let octets = match escapes::read(body.text)? {
            Some(octets) => octets,
            None => numbers::read(body.text, body.is_hexadecimal)?,
        };
        Ok(Octets { assumed: octets.assumed.or(assumed), ..octets })
    }
}

/// Without the escape sequences by which terminals are coloured: `bluetoothctl` writes them into pipes, too.
fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.strip_prefix('[').and_then(|code| code.find(|c: char| c.is_ascii_alphabetic()));
        plain.push_str(end.map_or(part, |end| &part[end + 2..]));
    }
    plain.replace(['\u{1}', '\u{2}'], "")
}
