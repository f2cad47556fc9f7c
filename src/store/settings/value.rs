//! What a setting can be: the kinds of values, each with its bounds in words and its refusals.

use std::fmt::Display;
use std::ops::{Range, RangeInclusive};

use toml::de::DeValue;
use unicode_width::UnicodeWidthStr as _;

use super::{Settings, quoted};
use crate::event::seat::Seat;
use crate::words::is_code;
use crate::words::printable::is_showable;

/// The shortest quiet time and warm-up turn, in seconds. From a shorter one nothing is learnt, and the trigger would stay
/// silent without a word.
const LEAST_LEARNING_S: u32 = 35;
/// The longest quiet time and warm-up turn, in seconds. Assumption: nobody wants more than ten minutes.
const MOST_LEARNING_S: u32 = 600;

/// The widest name, in columns. It fits its half of the screen.
pub(crate) const NAME_COLUMNS: usize = 24;
/// The most characters of a name. Several can share a column: an emoji family has up to eleven. Assumption: nobody needs more.
const NAME_CHARACTERS: usize = 132;

/// One `key = value`.
pub(crate) struct SettingLine<'a> {
    pub(crate) section: String,
    pub(crate) key: String,
    pub(crate) value: DeValue<'a>,
    /// Where the key begins, in bytes.
    pub(crate) offset: usize,
    /// Where the value stands, in bytes.
    pub(crate) written: Range<usize>,
}

/// The field of a setting that both share.
type SharedField<T> = fn(&mut Settings) -> &mut T;
/// The field of a setting that may be one person's. A setting that both share leaves the seat alone.
type SeatField<T> = fn(&mut Settings, Seat) -> &mut T;

/// What can be set, and the field for it.
#[derive(Clone, Debug)]
pub enum SettingValue {
    /// A name of one person.
    Name(SeatField<Option<String>>),
    /// Whole beats a minute of one person.
    Rate(RangeInclusive<u8>, SeatField<Option<u8>>),
    /// True or false.
    Switch(SeatField<bool>),
    /// Whole seconds.
    Seconds(RangeInclusive<u32>, SharedField<u32>),
    /// Whole seconds, or 0 for none.
    SecondsOrNone(RangeInclusive<u32>, SharedField<u32>),
    /// Whole seconds that are enough to learn from, or 0 for none.
    LearningSeconds(SharedField<u32>),
    /// Seconds and parts of seconds.
    Fraction(RangeInclusive<f64>, SharedField<f64>),
    /// A whole number of times.
    Times(RangeInclusive<u8>, SharedField<u8>),
    /// Whole per cent, or nothing chosen.
    Percent(SharedField<Option<u8>>),
    /// A list of texts.
    Texts(SharedField<Vec<String>>),
    /// The code of a language.
    Language(SharedField<Option<String>>),
    /// How much moves on the screen; the field says whether motion is reduced.
    Motion(SharedField<bool>),
}

impl SettingValue {
    /// What can be set, in words.
    pub fn bounds(&self) -> String {
        let seconds = |low: &dyn Display, high: &dyn Display| format!("{low} to {high} seconds");
        match self {
            Self::Name(_) => format!("1 to {NAME_COLUMNS} columns that can be shown"),
            Self::Rate(bounds, _) => format!("{} to {} beats a minute", bounds.start(), bounds.end()),
            Self::Switch(_) => "true or false".to_owned(),
            Self::Seconds(bounds, _) => seconds(bounds.start(), bounds.end()),
            Self::SecondsOrNone(bounds, _) => format!("{}, or 0", seconds(bounds.start(), bounds.end())),
            Self::LearningSeconds(_) => format!("{}, or 0", seconds(&LEAST_LEARNING_S, &MOST_LEARNING_S)),
            Self::Fraction(bounds, _) => seconds(bounds.start(), bounds.end()),
            Self::Times(bounds, _) => format!("{} to {} times", bounds.start(), bounds.end()),
            Self::Percent(_) => "0 to 100".to_owned(),
            Self::Texts(_) => "a list of texts".to_owned(),
            Self::Language(_) => "a language code, such as \"de\"".to_owned(),
            Self::Motion(_) => "\"full\" or \"reduced\"".to_owned(),
        }
    }

    /// Sets what the line says; `seat` is whose section it stands in.
    pub(super) fn set(&self, settings: &mut Settings, seat: Seat, line: &SettingLine) -> Result<(), String> {
        match self {
            Self::Name(field) => *field(settings, seat) = Some(name(line)?),
            Self::Rate(bounds, field) => *field(settings, seat) = Some(rate(line, bounds)?),
            Self::Switch(field) => *field(settings, seat) = yes_or_no(line)?,
            Self::Seconds(bounds, field) => *field(settings) = whole_seconds(line, bounds)?,
            Self::SecondsOrNone(bounds, field) => *field(settings) = none_or_seconds(line, bounds)?,
            Self::LearningSeconds(field) => *field(settings) = learning_seconds(line)?,
            Self::Fraction(bounds, field) => *field(settings) = seconds(line, bounds)?,
            Self::Times(bounds, field) => *field(settings) = times(line, bounds)?,
            Self::Percent(field) => *field(settings) = Some(percent(line)?),
            Self::Texts(field) => *field(settings) = texts(line)?,
            Self::Language(field) => *field(settings) = Some(language(line)?),
            Self::Motion(field) => *field(settings) = reduced(line)?,
        }
        Ok(())
    }
}

/// The name without blanks around it, if it can be shown.
pub(crate) fn check_name(name: &str) -> Result<&str, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("the name is empty; leave the line out instead".to_owned());
    }
    if name.width() > NAME_COLUMNS || name.chars().count() > NAME_CHARACTERS {
        return Err(format!("the name is wider than {NAME_COLUMNS} columns; please use a shorter one"));
    }
    if !is_showable(name) || name.width() == 0 {
        return Err("the name contains characters that can't be shown".to_owned());
    }
    Ok(name)
}

fn name(line: &SettingLine) -> Result<String, String> {
    let DeValue::String(name) = &line.value else {
        return Err(format!("a name must be text in quotation marks, for example `{} = \"Robin\"`", line.key));
    };
    check_name(name.as_ref()).map(str::to_owned)
}

fn rate(line: &SettingLine, bounds: &RangeInclusive<u8>) -> Result<u8, String> {
    let key = &line.key;
    let DeValue::Integer(number) = &line.value else {
        return Err(format!("`{key}` must be a whole number of beats a minute"));
    };
    let rate = u8::from_str_radix(number.as_str(), number.radix()).ok().filter(|rate| bounds.contains(rate));
    let (low, high) = (bounds.start(), bounds.end());
    let number = quoted(number.as_str());
    rate.ok_or_else(|| format!("`{key}` is {number}, but it must be between {low} and {high} beats a minute"))
}

fn yes_or_no(line: &SettingLine) -> Result<bool, String> {
    match &line.value {
        DeValue::Boolean(yes) => Ok(*yes),
        _ => Err(format!("`{}` must be true or false", line.key)),
    }
}

fn whole_seconds(line: &SettingLine, bounds: &RangeInclusive<u32>) -> Result<u32, String> {
    let DeValue::Integer(number) = &line.value else {
        return Err(format!("`{}` must be a whole number of seconds", line.key));
    };
    let secs = u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|secs| bounds.contains(secs));
    secs.ok_or_else(|| out_of_bounds(&line.key, number.as_str(), bounds.start(), bounds.end()))
}

/// 0, or within bounds.
fn none_or_seconds(line: &SettingLine, bounds: &RangeInclusive<u32>) -> Result<u32, String> {
    let (low, high) = (bounds.start(), bounds.end());
    match whole_seconds(line, &(0..=*high))? {
        secs if secs == 0 || bounds.contains(&secs) => Ok(secs),
        secs => Err(format!("`{}` is {secs}; it must be {low} to {high}, or 0 to leave that part out", line.key)),
    }
}

/// 0, or enough to learn from: in half a minute there are too few seconds after the change of role.
fn learning_seconds(line: &SettingLine) -> Result<u32, String> {
    match whole_seconds(line, &(0..=MOST_LEARNING_S))? {
        secs @ 1..LEAST_LEARNING_S => Err(format!(
            "`{}` is {secs}, too short to learn from; it must be {LEAST_LEARNING_S} to {MOST_LEARNING_S}, or 0 to skip that part",
            line.key
        )),
        secs => Ok(secs),
    }
}

fn seconds(line: &SettingLine, bounds: &RangeInclusive<f64>) -> Result<f64, String> {
    let text = match &line.value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return Err(format!("`{}` must be a number of seconds, for example 4.5", line.key)),
    };
    let secs = text.parse().ok().filter(|secs| bounds.contains(secs));
    secs.ok_or_else(|| out_of_bounds(&line.key, text, bounds.start(), bounds.end()))
}

fn out_of_bounds(key: &str, got: &str, low: impl Display, high: impl Display) -> String {
    let got = quoted(got);
    format!("`{key}` is {got}, but it must be between {low} and {high} seconds")
}

/// A whole number of times.
fn times(line: &SettingLine, bounds: &RangeInclusive<u8>) -> Result<u8, String> {
    let key = &line.key;
    let DeValue::Integer(number) = &line.value else {
        return Err(format!("`{key}` must be a whole number"));
    };
    let times = u8::from_str_radix(number.as_str(), number.radix()).ok().filter(|times| bounds.contains(times));
    let (low, high) = (bounds.start(), bounds.end());
    times.ok_or_else(|| format!("`{key}` is {}, but it must be between {low} and {high}", quoted(number.as_str())))
}

/// Whole per cent.
fn percent(line: &SettingLine) -> Result<u8, String> {
    let key = &line.key;
    let DeValue::Integer(number) = &line.value else {
        return Err(format!("`{key}` must be a whole number from 0 to 100"));
    };
    let percent = u8::from_str_radix(number.as_str(), number.radix()).ok().filter(|percent| *percent <= 100);
    percent.ok_or_else(|| format!("`{key}` is {}, but it must be between 0 and 100", quoted(number.as_str())))
}

/// A few texts that can be shown.
fn texts(line: &SettingLine) -> Result<Vec<String>, String> {
    let DeValue::Array(list) = &line.value else {
        return Err(format!("`{}` must be a list: [\"…\", \"…\"]", line.key));
    };
    let text = |item: &toml::Spanned<DeValue>| match item.get_ref() {
        DeValue::String(text) if is_showable(text) && !text.trim().is_empty() => Ok(text.to_string()),
        _ => Err(format!("`{}` must be a list of texts in quotation marks that can be shown", line.key)),
    };
    list.iter().map(text).collect()
}

fn language(line: &SettingLine) -> Result<String, String> {
    match &line.value {
        DeValue::String(code) if is_code(code) => Ok(code.to_string()),
        _ => Err(format!("`{0}` must be the code of a language, for example `{0} = \"de\"`", line.key)),
    }
}

fn reduced(line: &SettingLine) -> Result<bool, String> {
    match &line.value {
        DeValue::String(motion) if motion == "reduced" => Ok(true),
        DeValue::String(motion) if motion == "full" => Ok(false),
        _ => Err(format!("`{}` must be \"full\" or \"reduced\"", line.key)),
    }
}
