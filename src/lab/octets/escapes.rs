//! Octets as a string of characters and escapes: `b'\x16HR\x03'`, `bytearray(b'…')`, `"\x16\x48"`, `$'\x16H'`.

use super::{Octets, WRITE};

/// Reads such a string; none if the line is something else.
pub(super) fn read(body: &str) -> Result<Option<Octets>, String> {
    let bare =
        ["bytearray(", "bytes("].iter().find_map(|call| body.strip_prefix(call)?.strip_suffix(')')).unwrap_or(body);
    let is_python = bare.starts_with("b'") || bare.starts_with("b\"");
    if !is_python && !bare.contains("\\x") && !bare.contains("\\u00") {
        return Ok(None);
    }
    let Some(inner) = quoted(bare.trim_start_matches(['b', '$'])) else { return escapes_alone(bare).map(Some) };
    // What `binascii.hexlify` prints: the digits are the octets.
    if is_python && inner.len() >= 4 && inner.len().is_multiple_of(2) && inner.chars().all(|c| c.is_ascii_hexdigit()) {
        let octets = (0..inner.len() / 2).filter_map(|at| u8::from_str_radix(&inner[2 * at..2 * at + 2], 16).ok());
        return Ok(Some(Octets { octets: octets.collect(), assumed: Some("the characters are hexadecimal digits") }));
    }
    characters(inner).map(Octets::certain).map(Some)
}

/// What stands between a pair of quotes that enclose everything.
fn quoted(text: &str) -> Option<&str> {
    ['\'', '"'].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))
}

/// Escapes without quotes: nothing but `\x16`, with blanks or commas between.
fn escapes_alone(text: &str) -> Result<Octets, String> {
    let mut octets = Vec::new();
    for word in text.split([' ', ',', ';', '"', '\'', '[', ']', '{', '}', '(', ')']).filter(|word| !word.is_empty()) {
        if !word.starts_with("\\x") {
            return Err(format!("{word:?} is no escape; {WRITE}"));
        }
        for escape in word.split("\\x").skip(1) {
            let is_octet = matches!(escape.len(), 1 | 2) && escape.chars().all(|c| c.is_ascii_hexdigit());
            let octet = is_octet.then(|| u8::from_str_radix(escape, 16).ok()).flatten();
            octets.push(octet.ok_or_else(|| format!("\\x{escape} is no octet; {WRITE}"))?);
        }
    }
    Ok(Octets::certain(octets))
}

/// Characters and escapes, as Python and C have them.
fn characters(inner: &str) -> Result<Vec<u8>, String> {
    let mut octets = Vec::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        let octet = match c {
            '\\' => escape(&mut rest),
            ' '..='~' => Some(c as u8),
            _ => None,
        };
        octets.push(octet.ok_or_else(|| format!("this string has an escape that is no octet; {WRITE}"))?);
    }
    Ok(octets)
}

fn escape(rest: &mut std::str::Chars<'_>) -> Option<u8> {
    let code = |rest: &mut std::str::Chars<'_>, digits: usize| {
        let mut code = 0;
        for _ in 0..digits {
            code = code << 4 | rest.next()?.to_digit(16)?;
        }
        u8::try_from(code).ok()
    };
    match rest.next()? {
        'x' => code(rest, 2),
        'u' => code(rest, 4),
        'n' => Some(b'\n'),
        'r' => Some(b'\r'),
        't' => Some(b'\t'),
        'a' => Some(7),
        'b' => Some(8),
        'v' => Some(11),
        'f' => Some(12),
        // With a digit after it, it is an octal number in some languages and none in others.
        '0' if !rest.as_str().starts_with(|c: char| c.is_ascii_digit()) => Some(0),
        same @ ('\\' | '\'' | '"') => Some(same as u8),
        _ => None,
    }
}
