//! The marks that a plot and its numbers are made of, for every terminal and language.

/// The marks that a plot is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(super) dot: char,
    pub(super) tick: char,
    pub(super) side: char,
    pub(super) corner: char,
    pub(super) line: char,
    /// Between the ends of a range.
    pub(crate) dash: &'static str,
    /// Between a number and its decimals.
    decimal: char,
}

impl Marks {
    pub(super) const UNICODE: Self =
        Self { dot: '•', tick: '┤', side: '│', corner: '└', line: '─', dash: "–", decimal: '.' };
    pub(super) const ASCII: Self =
        Self { dot: '*', tick: '+', side: '|', corner: '+', line: '-', dash: "-", decimal: '.' };

    /// The marks for the terminal that the environment speaks of: ASCII where its character set is named and isn't UTF-8.
    /// `variable` gives the value of a variable of the environment.
    pub(crate) fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        let is_utf_8 = |locale: String| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        };
        if named.is_none_or(is_utf_8) { Self::UNICODE } else { Self::ASCII }
    }

    /// The same with another decimal mark, its first character.
    pub(crate) fn with_decimal(self, mark: &str) -> Self {
        Self { decimal: mark.chars().next().unwrap_or(self.decimal), ..self }
    }

    /// A number with this many decimals. What rounds to zero is no "-0".
    pub(crate) fn number(&self, value: f64, decimals: usize) -> String {
        let digits = format!("{value:.decimals$}");
        let is_zero = digits.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
        let digits = if is_zero { digits.trim_start_matches('-') } else { &digits };
        digits.replace('.', self.decimal.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_mark_of_its_language_and_zero_has_no_sign() {
        let marks = Marks::UNICODE.with_decimal(",");
        let written = [(-0.3, 0), (-0.04, 1), (0.0, 2), (-0.6, 0), (5.44, 1)].map(|(value, n)| marks.number(value, n));
        assert_eq!(written, ["0", "0,0", "0,00", "-1", "5,4"]);
    }

    #[test]
    fn a_terminal_with_another_character_set_gets_ascii() {
        let of = |variables: &[(&str, &str)]| {
            Marks::of(|name| variables.iter().find(|(named, _)| *named == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[]), Marks::UNICODE);
        assert_eq!(of(&[("LANG", "de_DE.UTF-8")]), Marks::UNICODE);
        assert_eq!(of(&[("LANG", "de_DE.utf8"), ("LC_ALL", "")]), Marks::UNICODE);
        for variables in [[("LANG", "C")], [("LANG", "de_DE.ISO-8859-1")], [("LC_ALL", "POSIX")]] {
            assert_eq!(of(&variables), Marks::ASCII, "{variables:?}");
        }
    }
}
