//! Octets as numbers: hexadecimal or decimal, with one kind of separator between them, or hexadecimal without any.
//!
//! | what is seen | read as |
//! |---|---|
//! | `0x`, a letter, or two digits each with a leading 0 among them | hexadecimal |
//! | a number of three digits, or a negative one | decimal |
//! | two digits each | hexadecimal, which is said |
//! | an array in brackets, as programs print it | decimal, which is said |
//! | groups of four digits | hexadecimal in order, which is said: their program may have swapped each two octets |
//! | one digit among two, or a letter alone before them | refused: it could be either, or a log's level |
//! | groups of other lengths | refused: one may be a time, a number or an address |

use super::{Octets, WRITE};

/// A number as it is written.
#[derive(Debug, Default)]
struct Number {
    digits: String,
    /// Whether `0x` stands before it.
    has_prefix: bool,
    is_negative: bool,
}

/// The numbers of a line, and what stands around them.
#[derive(Debug, Default)]
struct Numbers {
    all: Vec<Number>,
    /// The separators between them, each once.
    separators: Vec<char>,
    in_brackets: bool,
    /// `<16485203 5803>`, as Apple's programs print octets.
    in_angles: bool,
    /// What a program's name for the array says.
    base: Option<Base>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Decimal,
    Hexadecimal,
}

/// Names that stand before an array, and the base in which its program prints it.
const NAMES: [(&str, Base); 5] = [
    ("uint8array", Base::Decimal),
    ("int8array", Base::Decimal),
    ("uint8list", Base::Decimal),
    ("array", Base::Decimal),
    ("(0x)", Base::Hexadecimal),
];

const HEXADECIMAL: &str = "hexadecimal; as decimal numbers these are other octets";
const DECIMAL: &str = "decimal; as hexadecimal numbers these are other octets";

/// The name that Node.js gives to octets. After anything but `<` it may be a variable's.
const BUFFER: &str = "buffer";
/// The digits of a group: what one or two octets take, and the groups of Apple's programs.
const OCTET: usize = 2;
const WORD: usize = 4;
const APPLE: usize = 8;

const IN_ORDER: &str = "the octets of each group are in order; some programs swap them";

/// Reads the numbers of a line.
pub(super) fn read(body: &str) -> Result<Octets, String> {
    let numbers = split(body)?;
    if numbers.all.is_empty() {
        return Err(format!("there are no octets; {WRITE}"));
    }
    if numbers.separators.len() > 1 {
        return Err(format!(
            "the numbers have different separators, so part of the line may be something else; {WRITE}"
        ));
    }
    let (base, mut assumed) = numbers.base()?;
    if base == Base::Hexadecimal {
        assumed = assumed.or(numbers.groups()?);
    }
    let octets = match base {
        Base::Decimal => numbers.all.iter().map(decimal).collect::<Result<Vec<u8>, _>>()?,
        Base::Hexadecimal => numbers.all.iter().map(hexadecimal).collect::<Result<Vec<_>, _>>()?.concat(),
    };
    Ok(Octets { octets, assumed })
}

/// Splits the line into its numbers.
fn split(body: &str) -> Result<Numbers, String> {
    let mut numbers = Numbers::default();
    let mut rest = body.trim();
    if let Some(inner) = rest.strip_prefix('<') {
        (rest, numbers.in_angles) = (inner, inner.ends_with('>'));
    }
    let buffer = numbers.in_angles.then_some((BUFFER, Base::Hexadecimal));
    for (name, base) in NAMES.into_iter().chain(buffer) {
        if let Some(after) = rest.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)) {
            rest = &rest[after.len()..];
            // `Uint8Array(4) [`: how many there are.
            rest = rest.strip_prefix('(').and_then(|rest| Some(rest.split_once(')')?.1)).unwrap_or(rest);
            numbers.base = Some(base);
        }
    }
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

impl Numbers {
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

    /// What is assumed of groups with more than one octet. Of most lengths one may be no octets at all.
    fn groups(&self) -> Result<Option<&'static str>, String> {
        let Some((last, groups)) = self.all.split_last().filter(|(_, groups)| !groups.is_empty()) else {
            return Ok(None);
        };
        let width = |number: &Number| number.digits.len();
        if self.all.iter().all(|number| width(number) <= OCTET) {
            let is_lone = |number: &Number| {
                width(number) == 1 && !number.has_prefix && number.digits.starts_with(char::is_alphabetic)
            };
            if is_lone(&self.all[0]) && self.all[1..].iter().all(|number| width(number) == OCTET) {
                return Err(format!("the letter at the beginning may be a log's level; {WRITE}"));
            }
            return Ok(None);
        }
        let are = |length: usize| {
            let is_end = width(last) <= length && width(last).is_multiple_of(OCTET);
            is_end && groups.iter().all(|number| width(number) == length && !number.has_prefix)
        };
        // `0x16480x5203`: without anything between them, none is a number of its own.
        if self.separators.is_empty() || self.in_angles && are(APPLE) {
            Ok(None)
        } else if are(WORD) {
            Ok(Some(IN_ORDER))
        } else {
            Err(format!("a group of digits may be a time, a number or an address; {WRITE}"))
        }
    }

    /// The base of the numbers, and what is assumed with it.
    fn base(&self) -> Result<(Base, Option<&'static str>), String> {
        let all = || self.all.iter();
        let width = |number: &Number| number.digits.len();
        let marked = all().filter(|number| number.has_prefix).count();
        if marked > 0 && marked < self.all.len() {
            return Err(format!("0x stands before some of the numbers only; {WRITE}"));
        }
        let has_letters = all().any(|number| number.digits.contains(|c: char| c.is_ascii_alphabetic()));
        let is_negative = all().any(|number| number.is_negative);
        if is_negative && (marked > 0 || has_letters) {
            return Err(format!("a hexadecimal octet has no sign; {WRITE}"));
        }
        if marked > 0 || has_letters || self.base == Some(Base::Hexadecimal) {
            return Ok((Base::Hexadecimal, None));
        }
        // Programs fill all decimal numbers with zeros, or none.
        let is_filled = |number: &Number| width(number) > 1 && number.digits.starts_with('0');
        let are_some_filled = all().any(is_filled) && !all().all(|number| width(number) == 3);
        if is_negative && (are_some_filled || self.all[0].is_negative && !self.in_brackets && self.base.is_none()) {
            return Err(format!("the number below zero may be a signal strength; {WRITE}"));
        }
        if is_negative || self.base == Some(Base::Decimal) {
            return Ok((Base::Decimal, None));
        }
        let is_octal = |number: &Number| width(number) == 3 && number.digits.chars().all(|c| c < '8');
        if self.all.len() > 1 && all().all(is_octal) {
            return Err(format!("three digits each could be octal or decimal; {WRITE}"));
        }
        if self.all.len() > 1 && all().any(|number| width(number) == 3) {
            if are_some_filled {
                return Err(format!("numbers of three digits stand beside hexadecimal ones; {WRITE}"));
            }
            return Ok((Base::Decimal, None));
        }
        let is_even = all().all(|number| width(number).is_multiple_of(2));
        let shows_hexadecimal = all().any(|number| number.digits.starts_with('0') || width(number) > 2);
        match (is_even, self.in_brackets && self.separators == [',']) {
            (true, _) if self.all.len() == 1 || shows_hexadecimal => Ok((Base::Hexadecimal, None)),
            (_, true) => Ok((Base::Decimal, Some(DECIMAL))),
            (true, false) => Ok((Base::Hexadecimal, Some(HEXADECIMAL))),
            (false, false) if self.all.len() == 1 => {
                Err(format!("{} hexadecimal digits are no whole number of octets; {WRITE}", width(&self.all[0])))
            }
            (false, false) => Err(format!("these numbers could be decimal or hexadecimal; {WRITE}")),
        }
    }
}

fn decimal(number: &Number) -> Result<u8, String> {
    let value: i32 = number.digits.parse().unwrap_or(i32::MAX);
    let value = if number.is_negative { 256 - value } else { value };
    let is_byte = if number.is_negative { (128..=255).contains(&value) } else { (0..=255).contains(&value) };
    let sign = if number.is_negative { "-" } else { "" };
    is_byte
        .then_some(value as u8)
        .ok_or_else(|| format!("{sign}{} is no octet: it lies outside 0 to 255", number.digits))
}

/// The octets of one hexadecimal number: one or two digits are one octet, more are two digits each.
fn hexadecimal(number: &Number) -> Result<Vec<u8>, String> {
    let digits = &number.digits;
    if digits.len() > 1 && !digits.len().is_multiple_of(2) {
        return Err(format!("{} hexadecimal digits are no whole number of octets; {WRITE}", digits.len()));
    }
    let octet = |at: usize| u8::from_str_radix(&digits[at..(at + 2).min(digits.len())], 16).unwrap_or_default();
    Ok((0..digits.len()).step_by(2).map(octet).collect())
}
