//! Sentences with places to fill in, and sentences that depend on a number.

use std::fmt::Display;

use serde::Deserialize;

/// A sentence with named places, such as `then {name} speaks`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Phrase(String);

impl Phrase {
    /// The sentence with its places filled in, by name.
    pub(crate) fn with(&self, values: &[(&str, &dyn Display)]) -> String {
        let mut filled = String::with_capacity(self.0.len() + 16);
        for piece in pieces(&self.0) {
            match piece {
                Piece::Plain(text) => filled.push_str(text),
                Piece::Place(name) => {
                    let value = values.iter().find(|(named, _)| *named == name);
                    debug_assert!(value.is_some(), "nothing to put into {{{name}}} of {:?}", self.0);
                    filled.extend(value.map(|(_, value)| value.to_string()));
                }
            }
        }
        filled
    }
}

/// The forms of a sentence that depends on a number. Every form may have the place `{n}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plural {
    /// For none; where it is left out, `other` stands for it.
    zero: Option<Phrase>,
    /// For one.
    one: Phrase,
    /// For two; where it is left out, `few` or `other` stands for it.
    two: Option<Phrase>,
    /// For numbers that end in 2, 3 or 4, but not in 12, 13 or 14, in languages that count this way.
    few: Option<Phrase>,
    /// For every other number.
    other: Phrase,
}

impl Plural {
    /// The form for `n`, filled in.
    pub fn of(&self, n: u64) -> String {
        let few = matches!(n % 10, 2..=4) && !matches!(n % 100, 12..=14);
        let few = self.few.as_ref().filter(|_| few);
        let form = match n {
            0 => self.zero.as_ref(),
            1 => Some(&self.one),
            2 => self.two.as_ref().or(few),
            _ => few,
        };
        form.unwrap_or(&self.other).with(&[("n", &n)])
    }
}

/// How numbers are written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// What stands between a number and its decimals.
    pub decimal_mark: String,
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Words as they are.
    Plain(&'a str),
    /// The name of a place to fill in.
    Place(&'a str),
}

/// A sentence cut at its places. A brace without its other half is plain text; [`places`] refuses it.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(4);
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        pieces.extend([Piece::Plain(before), Piece::Place(name)]);
        rest = after;
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

/// The names of the places in `text`, sorted, each once; or none if its braces do not match.
pub(super) fn places(text: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Plain(text) if text.contains(['{', '}']) => return None,
            Piece::Place(name) if name.is_empty() || name.contains('{') => return None,
            Piece::Place(name) => names.push(name),
            Piece::Plain(_) => {}
        }
    }
    names.sort_unstable();
    names.dedup();
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> Phrase {
        Phrase(text.to_owned())
    }

    #[test]
    fn places_are_filled_by_name_in_any_order() {
        let said = phrase("{b}, {a} und {b}").with(&[("a", &1), ("b", &"zwei {a}")]);
        assert_eq!(said, "zwei {a}, 1 und zwei {a}", "what is filled in is never looked at again");
    }

    #[test]
    fn braces_that_do_not_match_are_found() {
        assert_eq!(places("then {name} speaks for {n} min, {name}"), Some(vec!["n", "name"]));
        for wrong in ["{name", "name}", "{}", "{a{b}"] {
            assert_eq!(places(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_number_takes_its_own_form() {
        let english = Plural {
            zero: Some(phrase("no pauses")),
            one: phrase("one pause"),
            two: None,
            few: None,
            other: phrase("{n} pauses"),
        };
        assert_eq!([0, 1, 2].map(|n| english.of(n)), ["no pauses", "one pause", "2 pauses"]);
        let polish = Plural {
            zero: None,
            one: phrase("1 minuta"),
            two: None,
            few: Some(phrase("{n} minuty")),
            other: phrase("{n} minut"),
        };
        let said = [0, 1, 2, 4, 5, 12, 22].map(|n| polish.of(n));
        assert_eq!(said, ["0 minut", "1 minuta", "2 minuty", "4 minuty", "5 minut", "12 minut", "22 minuty"]);
    }
}
