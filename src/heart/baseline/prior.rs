//! What one talk leaves for the next: what is known of a heart, and the bounds within which it is read and written.

use std::ops::RangeInclusive;

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

/// What is known of a heart from earlier talks. It is read within bounds. With an absurd number a heart would trigger
/// no pause, or false ones all the time, for many talks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// The number of those talks.
    #[serde(deserialize_with = "talks")]
    pub talks: u32,
    /// What listening adds to sitting quietly, in beats a minute.
    #[serde(default, deserialize_with = "listening")]
    pub listening: Option<f64>,
    /// What speaking adds to sitting quietly, in beats a minute.
    #[serde(default, deserialize_with = "speaking")]
    pub speaking: Option<f64>,
    /// The variability of calm heart rates: standard deviations from the baseline in beats a minute, averaged over longer
    /// and longer times. The talk's detector learns them.
    #[serde(deserialize_with = "swings")]
    pub swings: [f64; 6],
}

/// The highest number of talks. An assumption: no couple comes near it.
pub(super) const MOST_TALKS: u32 = 100_000;
/// The bounds of what a role adds, and of a variability, in beats a minute. Assumptions.
pub(super) const LIFTS: RangeInclusive<f64> = -30.0..=60.0;
pub(super) const VARIABILITIES: RangeInclusive<f64> = 1.0..=60.0;

/// Within bounds, or a sentence that names the key and them.
fn bounded<E: serde::de::Error>(key: &str, value: f64, bounds: &RangeInclusive<f64>) -> Result<f64, E> {
    let (low, high) = (bounds.start(), bounds.end());
    let refused = || E::custom(format!("`{key}` is {value:?}, but it must be between {low} and {high}"));
    if bounds.contains(&value) { Ok(value) } else { Err(refused()) }
}

fn talks<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let count = i64::deserialize(from)?;
    let bounded = u32::try_from(count).ok().filter(|talks| *talks <= MOST_TALKS);
    bounded.ok_or_else(|| D::Error::custom(format!("`talks` is {count}, but it must be between 0 and {MOST_TALKS}")))
}

fn listening<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    Option::deserialize(from)?.map(|lift| bounded("listening", lift, &LIFTS)).transpose()
}

fn speaking<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    Option::deserialize(from)?.map(|lift| bounded("speaking", lift, &LIFTS)).transpose()
}

fn swings<'de, D: Deserializer<'de>>(from: D) -> Result<[f64; 6], D::Error> {
    let variabilities = <[f64; 6]>::deserialize(from)?;
    variabilities.into_iter().try_for_each(|one| bounded("swings", one, &VARIABILITIES).map(drop))?;
    Ok(variabilities)
}
