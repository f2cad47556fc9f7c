//! The straps in range, in words.

use unicode_width::UnicodeWidthStr as _;

use crate::config::Settings;
use crate::seat::Seat;
use crate::strap::known::{self, Model};
use crate::strap::name::shown;
use crate::strap::remembered::{Remembered, Worn};
use crate::strap::scan::{Closer, Seen, Sends};

/// The width of a strap's name.
pub(super) const NAME_COLUMNS: usize = 20;

/// `  1  Polar H10 A1B2C3D4    C0:00:00:00:00:A1  strong`: on Linux the whole line fits 80 columns.
pub(super) fn heading(number: usize, seen: &Seen) -> String {
    let name = name(&seen.name);
    let gap = " ".repeat(NAME_COLUMNS.saturating_sub(name.width()));
    format!("{number:>3}  {name}{gap}  {}  {}", shown(seen.id.as_str(), 40), signal(seen.signal))
}

/// The rest of the line, once the strap has been looked at closely.
pub(super) fn closer(closer: Closer) -> String {
    let battery = closer.battery.map(|percent| format!(", battery {percent} %")).unwrap_or_default();
    let sends = match closer.sends {
        Sends::Intervals => "every beat",
        Sends::RateOnly => "only a rate",
        Sends::Nothing => "sends nothing",
        Sends::Unreachable => "can't be connected",
        Sends::NoHeartRate => "no heart rate",
    };
    format!("{battery}, {sends}")
}

/// What to do about straps that are not as they should be.
pub(super) fn hints(straps: &[Closer]) -> Vec<String> {
    let any = |sends: Sends| straps.iter().any(|strap| strap.sends == sends);
    let low = |strap: &Closer| strap.battery.is_some_and(|percent| percent < 15);
    let hints = [
        (
            any(Sends::RateOnly),
            "A strap that sends only a rate, and not every beat, tells less surely when a heart runs away.",
        ),
        (any(Sends::Nothing), "A strap that sends nothing is usually dry or not on the skin."),
        (
            any(Sends::Unreachable),
            "A strap that can't be connected is often held by a phone or a watch. Disconnect it there first.",
        ),
        (straps.iter().any(low), "A battery below 15 % may not last through a talk."),
    ];
    hints.into_iter().filter(|(applies, _)| *applies).map(|(_, hint)| hint.to_owned()).collect()
}

/// What is known of the straps in range, by number.
pub(super) fn advice(found: &[Seen]) -> Vec<String> {
    let known = |(index, seen): (usize, &Seen)| Some((index + 1, known::model(&seen.name)?));
    let advice = |(number, model): (usize, &Model)| Some(format!("{number}: {}; {}.", model.name, model.advice()?));
    found.iter().enumerate().filter_map(known).filter_map(advice).collect()
}

/// Who wears which as things are, and whether it is here.
pub(super) fn wearers(remembered: &Remembered, found: &[Seen]) -> Option<String> {
    let wearer = |(seat, worn): (Seat, &Option<Worn>)| {
        let worn = worn.as_ref()?;
        let here = if found.iter().any(|seen| seen.id == worn.id) { "" } else { ", not heard now" };
        Some(format!("{:<6} {}{here}", side(seat), self::worn(worn)))
    };
    let lines: Vec<String> = remembered.iter().filter_map(wearer).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn signal(signal: Option<i16>) -> &'static str {
    match signal {
        Some(-67..) => "strong",
        Some(-80..) => "fair",
        Some(_) => "weak",
        None => "connected",
    }
}

fn name(name: &str) -> String {
    let name = shown(name, NAME_COLUMNS);
    if name.is_empty() { "(no name)".to_owned() } else { name }
}

/// A strap that was chosen: `Polar H10 A1B2C3D4 (…00:A1)`.
pub(super) fn worn(worn: &Worn) -> String {
    format!("{} ({})", name(&worn.name), shown(&worn.id.tail(), 8))
}

/// The seat in one word.
pub(super) const fn side(seat: Seat) -> &'static str {
    match seat {
        Seat::Left => "left",
        Seat::Right => "right",
    }
}

/// The person at `seat`: by name and side, or by side alone.
pub(super) fn who(seat: Seat, settings: &Settings) -> String {
    let side = side(seat);
    match &settings.names[seat] {
        Some(name) if !name.eq_ignore_ascii_case(side) => format!("{name}, on the {side}"),
        _ => format!("the person on the {side}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seat::Pair;
    use crate::strap::StrapId;

    fn seen(name: &str, signal: Option<i16>) -> Seen {
        Seen { id: StrapId::new("C0:00:00:00:00:A1"), name: name.to_owned(), signal, heart_rate: true }
    }

    #[test]
    fn a_strap_is_listed_on_one_line_of_a_small_terminal() {
        let closer = closer(Closer { sends: Sends::Intervals, battery: Some(83) });
        let line = heading(1, &seen("Polar H10 A1B2C3D4", Some(-50))) + &closer;
        assert_eq!(line, "  1  Polar H10 A1B2C3D4    C0:00:00:00:00:A1  strong, battery 83 %, every beat");
        assert!(line.width() <= 80);
    }

    #[test]
    fn who_wears_which_is_told_and_whether_it_is_here() {
        let worn = |id: &str| Worn { id: StrapId::new(id), name: "Polar".to_owned() };
        let remembered = Pair { left: Some(worn("c0:00:00:00:00:a1")), right: Some(worn("B2")) };
        let told = wearers(&remembered, &[seen("Polar", None)]);
        assert_eq!(told.as_deref(), Some("left   Polar (…00:a1)\nright  Polar (B2), not heard now"));
        assert_eq!(wearers(&Pair::default(), &[]), None);
    }

    #[test]
    fn a_hostile_name_does_no_harm() {
        let line = heading(1, &seen("\u{1b}[31mred\r\n\u{202e}", Some(-90)));
        assert!(line.chars().all(crate::strap::name::is_harmless), "{line:?}");
        assert!(heading(1, &seen(" ", None)).contains("(no name)"));
    }

    #[test]
    fn hints_are_given_only_where_they_apply() {
        let good = Closer { sends: Sends::Intervals, battery: Some(80) };
        let poor = Closer { sends: Sends::RateOnly, battery: Some(9) };
        assert!(hints(&[good]).is_empty());
        assert_eq!(hints(&[good, poor]).len(), 2);
    }
}
