//! The straps in range, in words.

use unicode_width::UnicodeWidthStr as _;

use crate::event::seat::Seat;
use crate::heart::LOW_BATTERY;
use crate::store::settings::Settings;
use crate::store::straps::{Remembered, Worn};
use crate::strap::models::{self, Model};
use crate::strap::scan::{Closer, Sends, Sighting};
use crate::words::commands::{ChooseStraps, Makes};
use crate::words::printable::shown;

/// The width of a strap's name.
pub(crate) const NAME_COLUMNS: usize = 20;

/// `  1  Polar H10 A1B2C3D4    C0:00:00:00:00:A1  strong`: on Linux the whole line fits 80 columns.
pub(crate) fn heading(number: usize, seen: &Sighting, words: &ChooseStraps) -> String {
    let name = name(&seen.name, words);
    let gap = " ".repeat(NAME_COLUMNS.saturating_sub(name.width()));
    format!("{number:>3}  {name}{gap}  {}  {}", shown(seen.id.as_str(), 40), signal(seen.signal, words))
}

/// The rest of the line, once the strap has been looked at closely.
pub(crate) fn closer(closer: Closer, words: &ChooseStraps) -> String {
    let battery = closer.battery.map(|percent| format!(", {}", words.battery.with(&[("percent", &percent)])));
    let sends = match closer.sends {
        Sends::Intervals => &words.every_beat,
        Sends::RateOnly => &words.only_a_rate,
        Sends::Nothing => &words.nothing,
        Sends::Unreachable => &words.unreachable,
        Sends::NoHeartRate => &words.no_heart_rate,
    };
    format!("{}, {sends}", battery.unwrap_or_default())
}

/// What to do about straps that are not as they should be.
pub(crate) fn hints(straps: &[Closer], words: &ChooseStraps) -> Vec<String> {
    let any = |sends: Sends| straps.iter().any(|strap| strap.sends == sends);
    let low = |strap: &Closer| strap.battery.is_some_and(|percent| percent < LOW_BATTERY);
    let hints = [
        (any(Sends::RateOnly), &words.hint_rate),
        (any(Sends::Nothing), &words.hint_nothing),
        (any(Sends::Unreachable), &words.hint_held),
        (straps.iter().any(low), &words.hint_battery),
    ];
    hints.into_iter().filter(|(applies, _)| *applies).map(|(_, hint)| hint.clone()).collect()
}

/// What is known of the straps in range, by number.
pub(crate) fn advice(found: &[Sighting], words: &Makes) -> Vec<String> {
    let known = |(index, seen): (usize, &Sighting)| Some((index + 1, models::model(&seen.name)?));
    let advice =
        |(number, model): (usize, &Model)| Some(format!("{number}: {}; {}.", model.name, model.advice(words)?));
    found.iter().enumerate().filter_map(known).filter_map(advice).collect()
}

/// Who wears which as things are, and whether it is here.
pub(crate) fn wearers(remembered: &Remembered, found: &[Sighting], words: &ChooseStraps) -> Option<String> {
    let wearer = |(seat, worn): (Seat, &Option<Worn>)| {
        let worn = worn.as_ref()?;
        let strap = self::worn(worn, words);
        let is_here = found.iter().any(|seen| seen.id == worn.id);
        let strap = if is_here { strap } else { words.not_now.with(&[("strap", &strap)]) };
        Some(format!("{:<6} {strap}", side(seat, words)))
    };
    let lines: Vec<String> = remembered.iter().filter_map(wearer).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn signal(signal: Option<i16>, words: &ChooseStraps) -> &str {
    match signal {
        Some(-67..) => &words.strong,
        Some(-80..) => &words.fair,
        Some(_) => &words.weak,
        None => &words.connected,
    }
}

fn name(name: &str, words: &ChooseStraps) -> String {
    let name = shown(name, NAME_COLUMNS);
    if name.is_empty() { words.no_name.clone() } else { name }
}

/// A strap that was chosen: `Polar H10 A1B2C3D4 (…00:A1)`.
pub(crate) fn worn(worn: &Worn, words: &ChooseStraps) -> String {
    format!("{} ({})", name(&worn.name, words), shown(&worn.id.tail(), 8))
}

/// The seat in one word.
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
        Sighting { id: StrapId::new("C0:00:00:00:00:A1"), name: name.to_owned(), signal, heart_rate: true }
    }

    #[test]
    fn a_strap_is_listed_on_one_line_of_a_small_terminal() {
        let closer = closer(Closer { sends: Sends::Intervals, battery: Some(83) }, &words());
        let line = heading(1, &seen("Polar H10 A1B2C3D4", Some(-50)), &words()) + &closer;
        assert_eq!(line, "  1  Polar H10 A1B2C3D4    C0:00:00:00:00:A1  strong, battery 83 %, every beat");
        assert!(line.width() <= 80);
    }

    #[test]
    fn who_wears_which_is_told_and_whether_it_is_here() {
        let worn = |id: &str| Worn { id: StrapId::new(id), name: "Polar".to_owned() };
        let remembered = Pair { left: Some(worn("c0:00:00:00:00:a1")), right: Some(worn("B2")) };
        let told = wearers(&remembered, &[seen("Polar", None)], &words());
        assert_eq!(told.as_deref(), Some("left   Polar (…00:a1)\nright  Polar (B2), not heard now"));
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
        let good = Closer { sends: Sends::Intervals, battery: Some(80) };
        let poor = Closer { sends: Sends::RateOnly, battery: Some(9) };
        assert!(hints(&[good], &words()).is_empty());
        assert_eq!(hints(&[good, poor], &words()).len(), 2);
    }
}
