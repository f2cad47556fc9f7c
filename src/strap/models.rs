//! The table of strap models: what a model sends, looked up by the name that the strap advertises.
//!
//! The table advises people, and what a strap really sends counts for more. Smoothed intervals are the exception: they look
//! like those of a very calm heart, and the table decides that they are not used.

use std::sync::LazyLock;

use serde::Deserialize;

/// A model of strap.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The name that people know.
    pub name: String,
    /// The beginnings of the names that it advertises.
    pub starts: Vec<String>,
    /// What it sends of the intervals between beats.
    pub intervals: IntervalQuality,
    /// What it says about skin contact.
    pub contact: ContactBits,
    /// How many programs can be connected at the same time.
    pub at_once: String,
    /// Whether the authors have worn one.
    pub tested_by_us: bool,
    /// Where the facts come from.
    pub source: String,
    /// Further facts, for people.
    pub note: String,
}

/// What a model sends of the intervals between beats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalQuality {
    /// Every beat.
    Yes,
    /// None: heart rate only.
    No,
    /// Smoothed or made up, so they are not used.
    Smoothed,
    /// It depends on the firmware.
    Depends,
}

/// What a model says about skin contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactBits {
    /// The truth, as far as is known.
    True,
    /// At times "no contact", although it measures.
    Lies,
    /// Nothing.
    None,
    /// Unknown.
    Unknown,
}

#[derive(Deserialize)]
struct ModelTable {
    model: Vec<Model>,
}

/// The table.
pub static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    toml::from_str::<ModelTable>(include_str!("models.toml")).map(|table| table.model).unwrap_or_default()
});

/// The model of a strap that advertises this name. The longest beginning that fits decides.
pub(crate) fn by_name(name: &str) -> Option<&'static Model> {
    let name = name.trim().to_lowercase();
    let fits = |start: &String| name.starts_with(&start.to_lowercase()).then_some(start.len());
    let best = |model: &'static Model| Some((model.starts.iter().filter_map(fits).max()?, model));
    MODELS.iter().filter_map(best).max_by_key(|(length, _)| *length).map(|(_, model)| model)
}

/// Words in the names of straps that are not in the table. Loudspeakers are called "pulse", and watches have a "strap" in the
/// middle of other words.
const WORDS: [&str; 4] = ["heart", "heartrate", "hrm", "strap"];

/// Whether the table has a chest strap of this name. Watches and armbands don't count, because telephones have such names,
/// too.
pub(crate) fn is_known_strap(name: &str) -> bool {
    by_name(name).is_some_and(|model| matches!(model.intervals, IntervalQuality::Yes | IntervalQuality::Depends))
}

/// Whether a device of this name may be a chest strap: by the table, or by a whole word in it.
pub(crate) fn is_name_of_strap(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphabetic());
    is_known_strap(name) || words.any(|word| WORDS.iter().any(|of_strap| word.eq_ignore_ascii_case(of_strap)))
}

/// Whether the intervals of a strap that advertises this name must not be used.
pub(crate) fn has_smoothed_intervals(name: &str) -> bool {
    by_name(name).is_some_and(|model| model.intervals == IntervalQuality::Smoothed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides() {
        let found = |name| by_name(name).map(|model| (model.name.as_str(), model.intervals));
        assert_eq!(found("Polar H10 A1B2C3D4"), Some(("Polar H10", IntervalQuality::Yes)));
        assert_eq!(found("TICKR FIT 12AB").map(|found| found.1), Some(IntervalQuality::No));
        assert_eq!(found("tickr 12ab").map(|found| found.1), Some(IntervalQuality::Yes));
        assert_eq!(found("HRM-Dual:341261").map(|found| found.0), Some("Garmin HRM-Dual"));
        assert_eq!(found("My own strap"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn a_name_may_show_a_strap() {
        assert!(
            ["Polar H10 A1B2C3D4", "TICKR 12AB", "HRM-Dual:341261", "My heart belt"].into_iter().all(is_name_of_strap)
        );
        assert!(["HRM123", "Heart_Rate", "HeartRate 7", "Chest-Strap"].into_iter().all(is_name_of_strap));
        assert!(!["vivo Y20", "Galaxy Watch4", "LE-Headphones", ""].into_iter().any(is_name_of_strap));
        assert!(
            !["JBL Pulse 5", "Pulse Light", "Bootstrap", "Strapless", "Sweetheart"].into_iter().any(is_name_of_strap)
        );
    }

    #[test]
    fn smoothed_intervals_are_known_by_name() {
        assert!(has_smoothed_intervals("HW807-0012345"));
        assert!(has_smoothed_intervals("Polar OH1 12345678"));
        assert!(has_smoothed_intervals("Polar Sense A1B2C3D4"));
        assert!(!has_smoothed_intervals("Polar H10 A1B2C3D4"));
    }
}
