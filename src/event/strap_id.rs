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

    /// Four hexadecimal digits that tell one household's straps apart, and from which the identity can't be computed:
    /// FNV-1a of its capital letters, both halves of 32 bits in one. Of two straps, one in 65,536 pairs has the same.
    pub(crate) fn digest(&self) -> String {
        let add = |hash: u32, byte: u8| (hash ^ u32::from(byte.to_ascii_uppercase())).wrapping_mul(FNV_PRIME);
        let hash = self.0.bytes().fold(FNV_BASIS, add);
        format!("{:04x}", (hash >> 16) ^ (hash & 0xFFFF))
    }
}

// The constants of FNV-1a for 32 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. Another value gives every strap another
// digest, so that earlier lines of the history count for nobody.
const FNV_BASIS: u32 = 0x811C_9DC5;
const FNV_PRIME: u32 = 0x0100_0193;

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
    fn the_digest_is_the_same_on_every_day_and_another_one_for_another_strap() {
        // FNV-1a of "a" is e40c292c, and of "A" c40bf6cc.
        assert_eq!(StrapId::new("a").digest(), "32c7");
        assert_eq!(StrapId::new("c0:00:00:00:00:a1").digest(), StrapId::new("C0:00:00:00:00:A1").digest());
        assert_ne!(StrapId::new("C0:00:00:00:00:A1").digest(), StrapId::new("C0:00:00:00:00:B2").digest());
    }

    #[test]
    fn the_tail_is_the_last_five_characters() {
        assert_eq!(StrapId::new("C0:00:00:00:00:A1").tail(), "…00:A1");
        assert_eq!(StrapId::new("A1").tail(), "A1");
    }
}
