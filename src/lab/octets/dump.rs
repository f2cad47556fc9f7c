//! Lines of a dump: `hexdump -C`, `xxd`, `od -t x1`, Wireshark, `bluetoothctl`, `btmon`. Such a line may have an offset before
//! the octets and their letters after them.

use super::{HEXADECIMAL, Octets, WRITE};

/// How many octets a full line of a dump has.
const FULL: usize = 16;

/// A line of a dump.
pub(super) struct Dumped {
    pub(super) octets: Result<Octets, String>,
    /// What the next line must know, if the dump may go on.
    pub(super) before: Option<Before>,
}

/// A line of a dump, for the one after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    is_full: bool,
    /// Whether its dump writes offsets. Only then it ends with one.
    has_offset: bool,
}

/// Reads a line as one of a dump; none if it is not. `before` is the line before, if it was one.
pub(super) fn read(text: &str, before: Option<Before>) -> Option<Dumped> {
    let text = text.trim_end();
    if before.is_some_and(|before| before.has_offset) && is_offset(text) {
        return Some(Dumped { octets: Err("this is the end of a dump, and holds no octets".to_owned()), before: None });
    }
    let (offset, rest) = offset(text).map_or((None, text), |(offset, rest)| (Some(offset), rest));
    let this = |is_full: bool| Some(Before { is_full, has_offset: offset.is_some() });
    let (octets, mut assumed) = if let Some(octets) = with_letters(rest) {
        (octets, None)
    } else {
        offset?;
        match plain(rest) {
            Ok(octets) => (octets, is_wide(rest).then_some(HEXADECIMAL)),
            Err(why) => return Some(Dumped { octets: Err(why), before: this(false) }),
        }
    };
    let is_full = octets.len() >= FULL;
    let follows_full = before.is_some_and(|before| before.is_full);
    let goes_on = offset.map_or(follows_full, |offset| !offset.trim_start_matches('0').is_empty());
    if goes_on {
        let why = "this line of a dump goes on with the octets of the line before; put all octets of a measurement on one line";
        return Some(Dumped { octets: Err(why.to_owned()), before: this(is_full) });
    }
    if is_full {
        assumed = Some("the measurement ends with this line of the dump");
    }
    Some(Dumped { octets: Ok(Octets { octets, assumed, is_marked: false }), before: this(is_full) })
}

/// An offset of seven or eight digits alone in its line.
fn is_offset(text: &str) -> bool {
    let word = text.trim();
    matches!(word.len(), 7 | 8) && word.chars().all(|c| c.is_ascii_hexdigit())
}

/// The offset at the beginning, and the rest: `00000000  `, `00000000: `, `0000000 ` or `0000  `.
fn offset(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_hexdigit())?;
    let (offset, rest) = text.split_at(end);
    let is_offset = match (end, rest.strip_prefix(':')) {
        // A line of a dump has 16 octets: after anything else than a 0 at the end, it is the name of a characteristic.
        (4, Some(rest)) => rest.starts_with(' ') && offset.ends_with('0'),
        (8, Some(rest)) => rest.starts_with(' '),
        (8 | 4, None) => rest.starts_with("  "),
        (7, None) => rest.starts_with(' '),
        _ => false,
    };
    is_offset.then(|| (offset, rest.trim_start_matches(':').trim_start()))
}

/// Whether there is room for a third digit, as in the decimal numbers of `od -t u1`.
fn is_wide(rest: &str) -> bool {
    rest.split_once(' ').is_some_and(|(_, after)| after.starts_with(' ') && !after.trim().is_empty())
        && !rest.contains(|c: char| c.is_ascii_alphabetic())
}

/// The octets of pairs or, with `xxd`, of groups that are in order.
fn plain(rest: &str) -> Result<Vec<u8>, String> {
    let rest = rest.split('|').next().unwrap_or_default();
    let words: Vec<&str> = rest.split_whitespace().collect();
    if words.iter().any(|word| word.len() > 2) {
        return Err(
            "these are words of 16 bits, and their order is unknown; use `hexdump -C`, `xxd` or `od -t x1`".to_owned()
        );
    }
    words.iter().map(|word| pair(word).ok_or_else(|| format!("{word:?} is no octet of a dump; {WRITE}"))).collect()
}

/// The octets before a column that shows the same octets as letters.
fn with_letters(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut rest = text.trim_start();
    loop {
        // `xxd` puts two octets into a group.
        let group = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        if group == 0 || !group.is_multiple_of(2) || group > 8 {
            return None;
        }
        octets.extend((0..group / 2).filter_map(|place| pair(&rest[2 * place..2 * place + 2])));
        let after = &rest[group..];
        rest = after.trim_start();
        if (after.len() - rest.len() >= 2 || rest.starts_with('|')) && are_letters_of(rest, &octets) {
            return Some(octets);
        }
        if rest.is_empty() {
            return None;
        }
    }
}

/// Whether a column shows these octets: letters as they are, everything else as a dot.
fn are_letters_of(column: &str, octets: &[u8]) -> bool {
    let letters: String =
        octets.iter().map(|octet| if matches!(octet, b' '..=b'~') { char::from(*octet) } else { '.' }).collect();
    let shown = column.strip_prefix('|').and_then(|column| column.strip_suffix('|')).unwrap_or(column);
    shown.trim() == letters.trim()
}

fn pair(word: &str) -> Option<u8> {
    (word.len() == 2).then(|| u8::from_str_radix(word, 16).ok()).flatten()
}
