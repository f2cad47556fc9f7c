//! The lines of `breathmark straps`: the straps in range, who wears which, and advice.

use unicode_width::UnicodeWidthStr as _;

use crate::event::seat::Seat;
use crate::heart::LOW_BATTERY;
use crate::store::settings::Settings;
use crate::store::straps::{Remembered, Worn};
use crate::strap::models::{self, ContactBits, IntervalQuality, Model};
use crate::strap::reception::{Sends, StrapTest};
use crate::strap::scan::Sighting;
use crate::words::commands::{ChooseStraps, Makes};
use crate::words::printable::shown;

/// The width of the column for a strap's name. It fits `Polar H10 A1B2C3D4` and keeps the line within 80 columns.
pub(crate) const NAME_COLUMNS: usize = 20;
/// A signal from this strength on is called strong, in dBm. Assumption. A lower value promises too much for a wide room.
const STRONG_DBM: i16 = -67;
/// A signal below this strength is called weak, in dBm. Assumption: such a link breaks off when somebody leans back.
pub(crate) const WEAK_DBM: i16 = -80;

/// `  1  Polar H10 A1B2C3D4    C0:00:00:00:00:A1  strong`: on Linux the whole line fits 80 columns.
pub(crate) fn heading(number: usize, seen: &Sighting, words: &ChooseStraps) -> String {
    let name = name(&seen.name, words);
    let gap = " ".repeat(NAME_COLUMNS.saturating_sub(name.width()));
    format!("{number:>3}  {name}{gap}  {}  {}", shown(seen.id.as_str(), 40), signal(seen.signal, words))
}

/// What is said before a device is tested that may be no strap.
pub(crate) fn trying(seen: &Sighting, words: &ChooseStraps) -> String {
    words.trying.with(&[("name", &name(&seen.name, words))])
}

/// The rest of the line, once the strap has been tested.
pub(crate) fn test_result(test: StrapTest, words: &ChooseStraps) -> String {
    let battery = test.battery.map(|percent| format!(", {}", words.battery.with(&[("percent", &percent)])));
    let sends = match test.sends {
        Sends::Intervals => &words.every_beat,
        Sends::RateOnly => &words.only_a_rate,
        Sends::Nothing => &words.nothing,
        Sends::Unreachable => &words.unreachable,
        Sends::NoHeartRate => &words.no_heart_rate,
    };
    format!("{}, {sends}", battery.unwrap_or_default())
}

/// What to do about straps that did not pass the test.
pub(crate) fn hints(tests: &[StrapTest], words: &ChooseStraps) -> Vec<String> {
    let any = |sends: Sends| tests.iter().any(|test| test.sends == sends);
    let low = |test: &StrapTest| test.battery.is_some_and(|percent| percent < LOW_BATTERY);
    let hints = [
        (any(Sends::RateOnly), &words.hint_rate),
        (any(Sends::Nothing), &words.hint_nothing),
        (any(Sends::Unreachable), &words.hint_held),
        (tests.iter().any(low), &words.hint_battery),
    ];
    hints.into_iter().filter(|(applies, _)| *applies).map(|(_, hint)| hint.clone()).collect()
}

/// Advice about the models of the straps in range, by number.
pub(crate) fn advice(found: &[Sighting], words: &Makes) -> Vec<String> {
    let known = |(index, seen): (usize, &Sighting)| Some((index + 1, models::by_name(&seen.name)?));
    let advice =
        |(number, model): (usize, &Model)| Some(format!("{number}: {}; {}.", model.name, model_advice(model, words)?));
    found.iter().enumerate().filter_map(known).filter_map(advice).collect()
}

/// What somebody should know who is about to use a strap of this model.
pub(crate) fn model_advice<'a>(model: &Model, words: &'a Makes) -> Option<&'a str> {
    match model.intervals {
        IntervalQuality::No => Some(&words.rate_only),
        IntervalQuality::Smoothed => Some(&words.smoothed),
        IntervalQuality::Depends => Some(&words.depends),
        IntervalQuality::Yes if model.contact == ContactBits::Lies => Some(&words.lies),
        IntervalQuality::Yes => None,
    }
}

/// Who wears which strap now, and whether that strap is in range.
pub(crate) fn wearers(remembered: &Remembered, found: &[Sighting], words: &ChooseStraps) -> Option<String> {
    let wearer = |(seat, worn): (Seat, &Option<Worn>)| {
        let worn = worn.as_ref()?;
        let strap = self::worn(worn, words);
        let is_in_range = found.iter().any(|seen| seen.id == worn.id);
        let strap = if is_in_range { strap } else { words.not_now.with(&[("strap", &strap)]) };
        Some(format!("{:<6} {strap}", side(seat, words)))
    };
    let lines: Vec<String> = remembered.iter().filter_map(wearer).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn signal(signal: Option<i16>, words: &ChooseStraps) -> &str {
    match signal {
        Some(STRONG_DBM..) => &words.strong,
        Some(WEAK_DBM..) => &words.fair,
        Some(_) => &words.weak,
        None => &words.connected,
    }
}

fn name(name: &str, words: &ChooseStraps) -> String {
    let name = shown(name, NAME_COLUMNS);
    if name.is_empty() { words.no_name.clone() } else { name }
}

/// A chosen strap: `Polar H10 A1B2C3D4 (…00:A1)`.
pub(crate) fn worn(worn: &Worn, words: &ChooseStraps) -> String {
    format!("{} ({})", name(&worn.name, words), shown(&worn.id.tail(), 8))
}

/// The side in one word.
pub(crate) fn side(seat: Seat, words: &ChooseStraps) -> &str {
    match seat {
        Seat::Left => &words.left,
        Seat::Right => &words.right,
    }
}

/// The person at `seat`: by name and side, or by side alone.
pub(crate) fn who(seat: Seat, settings: &Settings, words: &ChooseStraps) -> String {
    let side = side(seat, words);
    match &settings.names[seat] {
        Some(name) if !name.eq_ignore_ascii_case(side) => words.named.with(&[("name", name), ("side", &side)]),
        _ => words.unnamed.with(&[("side", &side)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::seat::Pair;
    use crate::event::strap_id::StrapId;
    use crate::words::Words;

    fn words() -> ChooseStraps {
        Words::built_in("en").expect("our own words").choose_straps.clone()
    }

    fn seen(name: &str, signal: Option<i16>) -> Sighting {
        Sighting {
            id: StrapId::new("C0:00:00:00:00:A1"),
            name: name.to_owned(),
            signal,
            heart_rate: true,
            connected: false,
        }
    }

    #[test]
    fn a_strap_takes_one_line_of_a_small_terminal() {
        let tested = test_result(StrapTest { sends: Sends::Intervals, battery: Some(83) }, &words());
        let line = heading(1, &seen("Polar H10 A1B2C3D4", Some(-50)), &words()) + &tested;
        assert_eq!(line, "  1  Polar H10 A1B2C3D4    C0:00:00:00:00:A1  strong, battery 83 %, every beat");
        assert!(line.width() <= 80);
    }

    #[test]
    fn the_list_says_who_wears_which_and_whether_it_is_in_range() {
        let worn = |id: &str| Worn { id: StrapId::new(id), name: "Polar".to_owned() };
        let remembered = Pair { left: Some(worn("c0:00:00:00:00:a1")), right: Some(worn("B2")) };
        let lines = wearers(&remembered, &[seen("Polar", None)], &words());
        assert_eq!(lines.as_deref(), Some("left   Polar (…00:a1)\nright  Polar (B2), not heard now"));
        assert_eq!(wearers(&Pair::default(), &[], &words()), None);
    }

    #[test]
    fn a_hostile_name_does_no_harm() {
        let line = heading(1, &seen("\u{1b}[31mred\r\n\u{202e}", Some(-90)), &words());
        assert!(line.chars().all(crate::words::printable::is_harmless), "{line:?}");
        assert!(heading(1, &seen(" ", None), &words()).contains("(no name)"));
    }

    #[test]
    fn hints_are_given_only_where_they_apply() {
        let good = StrapTest { sends: Sends::Intervals, battery: Some(80) };
        let poor = StrapTest { sends: Sends::RateOnly, battery: Some(9) };
        assert!(hints(&[good], &words()).is_empty());
        assert_eq!(hints(&[good, poor], &words()).len(), 2);
    }
}
