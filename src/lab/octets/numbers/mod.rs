//! Octets as numbers: hexadecimal or decimal, with one kind of separator between them, or hexadecimal without any.
//!
//! | what is seen | read as |
//! |---|---|
//! | `0x`, a letter, or a program's name for hexadecimal arrays | hexadecimal |
//! | a number of three digits, or a negative one | decimal |
//! | an array in brackets, no number of which begins with 0 | decimal, which is said |
//! | other numbers of two digits each, or digits without a separator | hexadecimal, which is said |
//! | groups of four digits | hexadecimal in order, which is said: their program may have swapped each two octets |
//! | one digit among two, or a letter alone before them | refused: it could be either, or a log's level |
//! | groups of other lengths | refused: one may be a time, a number or an address |

mod split;

use super::{HEXADECIMAL, HIGHEST_FLAGS, Octets, WRITE};
use split::{Base, Number, Numbers, split};

const DECIMAL: &str = "decimal; as hexadecimal numbers these are other octets";

/// The digits of a group: what one or two octets take, and the groups of Apple's programs.
const OCTET: usize = 2;
const WORD: usize = 4;
const APPLE: usize = 8;
/// The digits of an octet in binary.
const BINARY: usize = 8;

/// The groups of a Bluetooth address, with a colon between.
const ADDRESS: usize = 6;

const IN_ORDER: &str = "the octets of each group are in order; some programs swap them";

/// Reads the numbers of a line. `is_hexadecimal` says that what stood before them shows a program that prints no other ones.
pub(super) fn read(body: &str, is_hexadecimal: bool) -> Result<Octets, String> {
    let mut numbers = split(body)?;
    numbers.base = numbers.base.or(is_hexadecimal.then_some(Base::Hexadecimal));
    if numbers.all.is_empty() {
        return Err(format!("there are no octets; {WRITE}"));
    }
    if let Some(count) = numbers.count.filter(|count| *count != numbers.all.len()) {
        return Err(format!("these are {} numbers where the line announces {count}; {WRITE}", numbers.all.len()));
    }
    if numbers.separators.len() > 1 {
        return Err(format!(
            "the numbers have different separators, so part of the line may be something else; {WRITE}"
        ));
    }
    let (base, mut assumed) = numbers.base()?;
    if base == Base::Hexadecimal {
        assumed = numbers.groups()?.or(assumed);
    }
    let octets = match base {
        Base::Decimal => numbers.all.iter().map(decimal).collect::<Result<Vec<u8>, _>>()?,
        Base::Hexadecimal => numbers.all.iter().map(hexadecimal).collect::<Result<Vec<_>, _>>()?.concat(),
    };
    Ok(Octets { octets, assumed, is_marked: numbers.base.is_some() || numbers.all[0].has_prefix })
}

impl Numbers {
    /// What is assumed of groups with more than one octet. Of most lengths one may be no octets at all.
    fn groups(&self) -> Result<Option<&'static str>, String> {
        let Some((last, groups)) = self.all.split_last().filter(|(_, groups)| !groups.is_empty()) else {
            return Ok(None);
        };
        if self.all.iter().all(|number| number.width() <= OCTET) {
            let is_lone = |number: &Number| {
                number.width() == 1 && !number.has_prefix && number.digits.starts_with(char::is_alphabetic)
            };
            if is_lone(&self.all[0]) && self.all[1..].iter().all(|number| number.width() == OCTET) {
                return Err(format!("the letter at the beginning may be a log's level; {WRITE}"));
            }
            return Ok(None);
        }
        let are = |length: usize| {
            let is_end = last.width() <= length && last.width().is_multiple_of(OCTET);
            is_end && groups.iter().all(|number| number.width() == length && !number.has_prefix)
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
        let marked = all().filter(|number| number.has_prefix).count();
        // `0x16-48-52-03`, as apps for Android print it.
        let is_first_alone = marked == 1 && self.all[0].has_prefix && self.separators == ['-'];
        if marked > 0 && marked < self.all.len() && !is_first_alone {
            return Err(format!("0x stands before some of the numbers only; {WRITE}"));
        }
        let has_letters = all().any(|number| number.digits.contains(|c: char| c.is_ascii_alphabetic()));
        let is_negative = all().any(|number| number.is_negative);
        if is_negative && (marked > 0 || has_letters) {
            return Err(format!("a hexadecimal octet has no sign; {WRITE}"));
        }
        if marked == 0 && self.base.is_none() {
            self.refuse_addresses()?;
        }
        if marked > 0 || has_letters || self.base == Some(Base::Hexadecimal) {
            return Ok((Base::Hexadecimal, None));
        }
        // Programs fill all decimal numbers with zeros, or none.
        let is_filled = |number: &Number| number.width() > 1 && number.digits.starts_with('0');
        let are_some_filled = all().any(is_filled) && !all().all(|number| number.width() == 3);
        if is_negative && (are_some_filled || self.all[0].is_negative && !self.in_brackets && self.base.is_none()) {
            return Err(format!("the number below zero may be a signal strength; {WRITE}"));
        }
        if is_negative || self.base == Some(Base::Decimal) {
            return Ok((Base::Decimal, None));
        }
        let is_octal = |number: &Number| number.width() == 3 && number.digits.chars().all(|c| c < '8');
        if self.all.len() > 1 && all().all(is_octal) {
            return Err(format!("three digits each could be octal or decimal; {WRITE}"));
        }
        if self.all.len() > 1 && all().any(|number| number.width() == 3) {
            if are_some_filled {
                return Err(format!("numbers of three digits stand beside hexadecimal ones; {WRITE}"));
            }
            let value = |at: usize| self.all[at].digits.parse().unwrap_or(u16::MAX);
            let highest = u16::from(HIGHEST_FLAGS);
            if value(0) > highest && value(1) <= highest {
                return Err(format!(
                    "the first number may be a counter: the second could be a measurement's flags; {WRITE}"
                ));
            }
            return Ok((Base::Decimal, None));
        }
        self.base_of_pairs()
    }

    /// The base of numbers that have neither letters nor three digits.
    fn base_of_pairs(&self) -> Result<(Base, Option<&'static str>), String> {
        let all = || self.all.iter();
        let is_apples = self.in_angles && self.separators.iter().all(|separator| *separator == ' ');
        if is_apples && self.all.split_last().is_some_and(|(_, groups)| groups.iter().all(|n| n.width() == APPLE)) {
            return Ok((Base::Hexadecimal, None));
        }
        let is_even = all().all(|number| number.width().is_multiple_of(2));
        let shows_hexadecimal = all().any(|number| number.digits.starts_with('0') || number.width() > 2);
        match (is_even, self.in_brackets && self.separators == [',']) {
            // Programs fill decimal numbers with zeros, too: a 0 shows that they would be hexadecimal, and proves nothing.
            (true, _) if self.all.len() == 1 || shows_hexadecimal => Ok((Base::Hexadecimal, Some(HEXADECIMAL))),
            (_, true) => Ok((Base::Decimal, Some(DECIMAL))),
            (true, false) => Ok((Base::Hexadecimal, Some(HEXADECIMAL))),
            (false, false) if self.all.len() == 1 => {
                Err(format!("{} hexadecimal digits are no whole number of octets; {WRITE}", self.all[0].width()))
            }
            (false, false) => Err(format!("these numbers could be decimal or hexadecimal; {WRITE}")),
        }
    }

    /// Refuses what is no octets at all though it has digits: addresses, and octets in binary.
    fn refuse_addresses(&self) -> Result<(), String> {
        let digits = || self.all.iter().map(|number| number.digits.as_str());
        let first = u16::from_str_radix(&self.all[0].digits, 16).unwrap_or(u16::MAX);
        let is_address = self.separators == [':'] && self.all.len() == ADDRESS && digits().all(|d| d.len() == OCTET);
        if is_address && first > u16::from(HIGHEST_FLAGS) {
            return Err(format!("this may be the address of a device; {WRITE}"));
        }
        let is_binary = |digits: &str| digits.len().is_multiple_of(BINARY) && digits.chars().all(|c| c <= '1');
        if digits().all(is_binary) && digits().map(str::len).sum::<usize>() > BINARY {
            return Err(format!("digits of nothing but 0 and 1 may be binary; {WRITE}"));
        }
        Ok(())
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
