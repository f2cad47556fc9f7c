//! Octets as a string of characters and escapes: `b'\x16HR\x03'`, `bytearray(b'…')`, `"\x16\x48"`, `$'\x16H'`.

use super::{Octets, WRITE, numbers};

/// Reads such a string; none if the line is something else.
pub(super) fn read(body: &str) -> Result<Option<Octets>, String> {
    let bare =
        ["bytearray(", "bytes("].iter().find_map(|call| body.strip_prefix(call)?.strip_suffix(')')).unwrap_or(body);
    let is_python = bare.starts_with("b'") || bare.starts_with("b\"");
    if !is_python && !bare.contains("\\x") && !bare.contains("\\u00") {
        return Ok(None);
    }
    let Some((quote, inner)) = quoted(bare.trim_start_matches(['b', '$'])) else {
        return escapes_alone(bare).map(Some);
    };
    if is_python && !inner.contains('\\') {
        return digits_in(inner).map(Some);
    }
    // Logs in JSON write each backslash twice. One that stands alone shows that the others mean themselves.
    let undoubled = inner.replace("\\\\", "");
    if (inner.contains("\\\\x") || inner.contains("\\\\u00")) && !undoubled.contains('\\') {
        let octets = characters(&inner.replace("\\\\", "\\"), quote)?;
        return Ok(Some(Octets { octets, assumed: Some(DOUBLED), is_marked: true }));
    }
    characters(inner, quote).map(Octets::marked).map(Some)
}

const DOUBLED: &str = "each backslash was written twice";
const DIGITS: &str = "the characters are the digits of octets";

/// What `binascii.hexlify` prints, or a text of octets: the characters are digits. Other text without an escape is none of
/// octets: the first one would be no flags.
fn digits_in(inner: &str) -> Result<Octets, String> {
    let are_digits = inner.chars().all(|c| c.is_ascii_hexdigit() || " :-,".contains(c));
    if inner.len() < 4 || !are_digits {
        return Err(format!("the characters may be base64 or other text; {WRITE}"));
    }
    let octets = numbers::read(inner, false)?;
    Ok(Octets { assumed: octets.assumed.or(Some(DIGITS)), ..octets })
}

/// The quotes that enclose everything, and what stands between them.
fn quoted(text: &str) -> Option<(char, &str)> {
    ['\'', '"'].into_iter().find_map(|quote| Some((quote, text.strip_prefix(quote)?.strip_suffix(quote)?)))
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
    Ok(Octets::marked(octets))
}

/// Characters and escapes, as Python and C have them.
fn characters(inner: &str, quote: char) -> Result<Vec<u8>, String> {
    let mut octets = Vec::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        let octet = match c {
            '\\' => escape(&mut rest),
            c if c == quote => return Err(format!("there is more than one string in this line; {WRITE}")),
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
