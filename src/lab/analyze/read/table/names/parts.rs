//! The parts of a name: its words, its letters, and the unit in it.

use super::units::{by_rate, glued_unit, is_unit, part_of_a_second, unit};
use super::words::INTERVALS;
use crate::lab::analyze::read::choice::Unit;

/// A name in parts.
pub(super) struct Name {
    /// Its words in lower case.
    pub(super) words: Vec<String>,
    /// Its letters and digits in lower case.
    pub(super) letters: String,
    pub(super) unit: Option<Unit>,
}

impl Name {
    pub(super) fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let (mut word, mut before) = (String::new(), ' ');
        let mut chars = text.chars().take(120).peekable();
        while let Some(c) = chars.next() {
            // `rrInterval` and `RRInterval` are two words each.
            let next_is_low = chars.peek().is_some_and(|next| next.is_lowercase());
            let camel = c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_low);
            let boundary = !c.is_alphanumeric() || camel;
            if boundary && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            before = c;
        }
        if !word.is_empty() {
            words.push(word);
        }
        let letters = words.concat();
        let named = part_of_a_second(text).or_else(|| by_rate(text)).or_else(|| unit(&words));
        let glued = if named.is_none() { glued_unit(&letters) } else { None };
        // `rrms` and `IBIms` are the names `rr` and `ibi`.
        if let Some((stem, _)) = glued
            && INTERVALS.iter().chain(&["t time timestamp"]).any(|names| is_in(stem, names))
        {
            words = vec![stem.to_owned()];
        }
        let unit = named.or(glued.map(|(_, unit)| unit));
        Self { words, letters, unit }
    }

    /// Whether it has a word of a list that blanks part.
    pub(super) fn has(&self, list: &str) -> bool {
        self.words.iter().any(|word| is_in(word, list))
    }

    /// Whether its letters contain a part of a list.
    pub(super) fn contains(&self, list: &str) -> bool {
        list.split(' ').any(|part| self.letters.contains(part))
    }

    /// Whether the words, but for a unit, are one of a list.
    pub(super) fn is(&self, list: &str) -> bool {
        let words: Vec<&str> = self.words.iter().map(String::as_str).filter(|word| !is_unit(word)).collect();
        is_in(&words.concat(), list)
    }
}

/// Whether a word is one of a list that blanks part.
pub(super) fn is_in(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}
