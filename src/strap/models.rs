//! What is known of straps before they have sent anything, by name. It advises people; what a strap really sends outranks
//! it, with one exception: intervals that are known to be smoothed are no heartbeats, and look like very calm ones.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::words::commands::Makes;

/// A make of strap.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// What people call it.
    pub name: String,
    /// How the names begin that it calls itself.
    pub starts: Vec<String>,
    /// The intervals between beats.
    pub intervals: IntervalQuality,
    /// Its skin contact.
    pub contact: ContactBits,
    /// How many programs can be connected to it at the same time.
    pub at_once: String,
    /// Whether we have had one on.
    pub tested_by_us: bool,
    /// Who says so.
    pub source: String,
    /// What else is known.
    pub note: String,
}

/// What a make sends of the intervals between beats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalQuality {
    /// Every beat.
    Yes,
    /// None: heart rate only.
    No,
    /// Smoothed or made up: not to be used.
    Smoothed,
    /// It depends on its firmware.
    Depends,
}

/// What a make says of skin contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactBits {
    /// The truth, as far as is known.
    True,
    /// "No skin" at times although it measures.
    Lies,
    /// Nothing.
    None,
    /// Nobody has told us.
    Unknown,
}

impl Model {
    /// What somebody who is about to use it should know.
    pub fn advice<'a>(&self, words: &'a Makes) -> Option<&'a str> {
        match self.intervals {
            IntervalQuality::No => Some(&words.rate_only),
            IntervalQuality::Smoothed => Some(&words.smoothed),
            IntervalQuality::Depends => Some(&words.depends),
            IntervalQuality::Yes if self.contact == ContactBits::Lies => Some(&words.lies),
            IntervalQuality::Yes => None,
        }
    }
}

#[derive(Deserialize)]
struct ModelTable {
    model: Vec<Model>,
}

/// All that are known.
pub static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    toml::from_str::<ModelTable>(include_str!("models.toml")).map(|table| table.model).unwrap_or_default()
});

/// The make of a strap that calls itself so. The longest beginning that fits decides.
pub fn model(name: &str) -> Option<&'static Model> {
    let name = name.trim().to_lowercase();
    let fits = |start: &String| name.starts_with(&start.to_lowercase()).then_some(start.len());
    let best = |model: &'static Model| Some((model.starts.iter().filter_map(fits).max()?, model));
    MODELS.iter().filter_map(best).max_by_key(|(length, _)| *length).map(|(_, model)| model)
}

/// Whether the intervals of a strap that calls itself so must not be used.
pub fn has_smoothed_intervals(name: &str) -> bool {
    model(name).is_some_and(|model| model.intervals == IntervalQuality::Smoothed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides() {
        let found = |name| model(name).map(|model| (model.name.as_str(), model.intervals));
        assert_eq!(found("Polar H10 A1B2C3D4"), Some(("Polar H10", IntervalQuality::Yes)));
        assert_eq!(found("TICKR FIT 12AB").map(|found| found.1), Some(IntervalQuality::No));
        assert_eq!(found("tickr 12ab").map(|found| found.1), Some(IntervalQuality::Yes));
        assert_eq!(found("HRM-Dual:341261").map(|found| found.0), Some("Garmin HRM-Dual"));
        assert_eq!(found("My own strap"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn smoothed_intervals_are_named() {
        assert!(has_smoothed_intervals("HW807-0012345"));
        assert!(!has_smoothed_intervals("Polar H10 A1B2C3D4"));
    }
}
