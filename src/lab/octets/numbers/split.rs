//! Splits a line into its numbers, and keeps what stands around them.

use super::super::WRITE;

/// A number as it is written.
#[derive(Debug, Default)]
pub(super) struct Number {
    pub(super) digits: String,
    /// Whether `0x` stands before it.
    pub(super) has_prefix: bool,
    pub(super) is_negative: bool,
}

impl Number {
    pub(super) fn width(&self) -> usize {
        self.digits.len()
    }
}

/// The numbers of a line, and what stands around them.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) all: Vec<Number>,
    /// The separators between them, each once.
    pub(super) separators: Vec<char>,
    pub(super) in_brackets: bool,
    /// `<16485203 5803>`, as Apple's programs print octets.
    pub(super) in_angles: bool,
    /// What a program's name for the array says.
    pub(super) base: Option<Base>,
    /// How many numbers there are, where the line says so itself.
    pub(super) count: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Decimal,
    Hexadecimal,
}

/// Names that stand before an array, and the base in which its program prints it, if it has one.
const NAMES: [(&str, Option<Base>); 12] = [
    ("uint8array", Some(Base::Decimal)),
    ("int8array", Some(Base::Decimal)),
    ("uint8list", Some(Base::Decimal)),
    // What `dbus-send` and `dbus-monitor` print.
    ("array of bytes", Some(Base::Hexadecimal)),
    ("array", Some(Base::Decimal)),
    ("(0x)", Some(Base::Hexadecimal)),
    // Python, where a number without `0x` is decimal.
    ("bytes([", Some(Base::Decimal)),
    ("bytearray([", Some(Base::Decimal)),
    // Source code, and `gdbus`: their numbers have `0x`, or they may be either.
    ("vec!", None),
    ("new byte[]", None),
    ("byte[]", None),
    ("[byte ", None),
];

/// The name that Node.js gives to octets. After anything but `<` it may be a variable's.
const BUFFER: &str = "buffer";
/// What `busctl` writes before the count of an array of octets, and their decimal numbers.
const BUSCTL: &str = "ay ";

/// Splits the line into its numbers.
pub(super) fn split(body: &str) -> Result<Numbers, String> {
    if let Some(numbers) = with_keys(body.trim()) {
        return Ok(numbers);
    }
    let mut numbers = Numbers::default();
    let rest = numbers.without_names(body.trim());
    numbers.in_brackets = rest.trim_start().starts_with('[');
    let (mut number, mut gap) = (Number::default(), String::new());
    let mut characters = rest.chars().peekable();
    while let Some(c) = characters.next() {
        let is_sign = c == '-' && number.digits.is_empty() && characters.peek().is_some_and(char::is_ascii_digit);
        match c {
            c if c.is_ascii_hexdigit() => number.digits.push(c),
            'x' | 'X' if number.digits.ends_with('0') && !number.is_negative => {
                number.digits.pop();
                numbers.take(&mut number, &mut gap);
                number.has_prefix = true;
            }
            '-' if is_sign && !gap.contains('-') => number.is_negative = true,
            c if c.is_whitespace() || ":-,;()[]{}<>\"'".contains(c) => {
                numbers.take(&mut number, &mut gap);
                gap.push(c);
            }
            c => return Err(format!("{c:?} is no part of an octet; {WRITE}")),
        }
    }
    numbers.take(&mut number, &mut gap);
    Ok(numbers)
}

/// `{"0":22,"1":72}`: what JavaScript makes of an array of octets in JSON.
fn with_keys(body: &str) -> Option<Numbers> {
    let inner = body.strip_prefix('{')?.strip_suffix('}')?;
    let mut all = Vec::new();
    for (place, pair) in inner.split(',').enumerate() {
        let (key, value) = pair.split_once(':')?;
        let key = key.trim().strip_prefix('"')?.strip_suffix('"')?;
        let digits = value.trim();
        if key != place.to_string() || digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        all.push(Number { digits: digits.to_owned(), ..Number::default() });
    }
    Some(Numbers { all, base: Some(Base::Decimal), ..Numbers::default() })
}

impl Numbers {
    /// The rest of the line after the names of arrays. What they say is kept.
    fn without_names<'a>(&mut self, body: &'a str) -> &'a str {
        let mut rest = body;
        if let Some(inner) = rest.strip_prefix('<') {
            (rest, self.in_angles) = (inner, inner.ends_with('>'));
        }
        let buffer = self.in_angles.then_some((BUFFER, Some(Base::Hexadecimal)));
        for (name, base) in NAMES.into_iter().chain(buffer) {
            if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
                rest = &rest[name.len()..];
                // `Uint8Array(4) [`: how many there are.
                if let Some((count, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
                    && let Ok(count) = count.parse()
                {
                    (rest, self.count) = (after, Some(count));
                }
                self.base = self.base.or(base);
            }
        }
        if let Some((count, after)) = rest.strip_prefix(BUSCTL).and_then(|rest| rest.trim_start().split_once(' '))
            && let Ok(count) = count.parse()
        {
            (rest, self.base, self.count) = (after, Some(Base::Decimal), Some(count));
        }
        rest
    }

    /// Ends a number. The gap before it is kept as its separator.
    fn take(&mut self, number: &mut Number, gap: &mut String) {
        if number.digits.is_empty() {
            return;
        }
        if !self.all.is_empty() && !gap.is_empty() {
            let separator = gap.chars().find(|c| ":-,;".contains(*c)).unwrap_or(' ');
            if !self.separators.contains(&separator) {
                self.separators.push(separator);
            }
        }
        gap.clear();
        self.all.push(std::mem::take(number));
    }
}
