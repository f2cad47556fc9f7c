//! Which strap: the one name that stays the same from day to day.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A strap's identity: on Linux and Windows its Bluetooth address (`C0:00:00:00:00:A1`), on macOS the identifier
/// that the system gave it. Upper and lower case are the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StrapId(String);

impl StrapId {
    /// The identity written as `text`; blanks around it do not count.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The whole identity.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Its last characters, enough to tell two straps apart: `…00:A1`.
    pub(crate) fn tail(&self) -> String {
        let hidden = self.0.chars().count().saturating_sub(5);
        let tail: String = self.0.chars().skip(hidden).collect();
        if hidden == 0 { tail } else { format!("…{tail}") }
    }
}

impl PartialEq for StrapId {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for StrapId {}

impl fmt::Display for StrapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for StrapId {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_and_lower_case_are_the_same_strap() {
        assert_eq!(StrapId::new("c0:00:00:00:00:a1"), StrapId::new(" C0:00:00:00:00:A1 "));
    }

    #[test]
    fn the_tail_is_the_last_five_characters() {
        assert_eq!(StrapId::new("C0:00:00:00:00:A1").tail(), "…00:A1");
        assert_eq!(StrapId::new("A1").tail(), "A1");
    }
}
