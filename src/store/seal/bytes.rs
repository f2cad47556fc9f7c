//! Bytes of a fixed number, written as hexadecimal text.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// `N` bytes.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Bytes<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> Bytes<N> {
    /// Random ones.
    pub(super) fn random() -> Result<Self, orion::errors::UnknownCryptoError> {
        let mut bytes = [0; N];
        orion::util::secure_rand_bytes(&mut bytes)?;
        Ok(Self(bytes))
    }
}

impl<const N: usize> TryFrom<String> for Bytes<N> {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let refused = || format!("this must be {} hexadecimal digits", 2 * N);
        let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
        let digits = digits.filter(|digits| digits.len() == 2 * N).ok_or_else(refused)?;
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Ok(Self(bytes))
    }
}

impl<const N: usize> From<Bytes<N>> for String {
    fn from(bytes: Bytes<N>) -> Self {
        bytes.0.iter().fold(Self::with_capacity(2 * N), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
