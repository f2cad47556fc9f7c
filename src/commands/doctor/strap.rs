//! One strap, closely: is it here, does it send every beat, how regularly, and will its battery last?

use std::fmt::Display;
use std::time::Duration;

use super::check::DoctorCheck;
use super::regularity::Regularity;
use crate::heart::LOW_BATTERY;
use crate::heart::measurement::Measurement;
use crate::strap::models;
use crate::strap::scan::{Reception, Sighting};
use crate::words::Words;
use crate::words::commands::Doctor;
use crate::words::printable::shown;

/// A weaker signal breaks off when somebody leans back.
const WEAK_DBM: i16 = -80;
/// Later than this, and the screen feels late.
const LATE_MS: f64 = 250.0;

/// Is it in range, and known?
pub(crate) fn presence(seen: &Sighting, words: &Words) -> Vec<DoctorCheck> {
    let Doctor { name, found, todo, .. } = &words.doctor;
    let signal = seen.signal.map_or_else(|| found.connected.clone(), |dbm| found.signal.with(&[("dbm", &dbm)]));
    let strap = format!("{} ({})", shown(&seen.name, 20), shown(&seen.id.tail(), 8));
    let strap = found.strap.with(&[("strap", &strap), ("signal", &signal)]);
    let range = match seen.signal {
        Some(dbm) if dbm < WEAK_DBM => DoctorCheck::warn(&name.strap, strap, &todo.nearer),
        _ => DoctorCheck::ok(&name.strap, strap),
    };
    let advice = models::model(&seen.name).and_then(|model| Some((model, model.advice(&words.makes)?)));
    let mind = |advice: &str| todo.mind.with(&[("advice", &advice)]);
    let known = advice.map(|(model, advice)| DoctorCheck::warn(&beneath(&name.known_as), &model.name, mind(advice)));
    std::iter::once(range).chain(known).collect()
}

/// What is said beneath the line of its strap.
fn beneath(name: &str) -> String {
    format!("  {name}")
}

/// What it sent in `span`.
pub(crate) fn stream(listened: &Reception, span: Duration, words: &Doctor) -> Vec<DoctorCheck> {
    let (sends, wrong, todo) = (beneath(&words.name.sends), &words.wrong, &words.todo);
    if !listened.heart_rate {
        return vec![DoctorCheck::fail(&sends, &wrong.no_heart_rate, &todo.another)];
    }
    if listened.arrivals.is_empty() {
        return vec![DoctorCheck::fail(&sends, &wrong.nothing, &todo.nothing)];
    }
    let mut checks = vec![intervals(listened, words)];
    checks.extend(regularity(listened, span, words));
    checks.push(battery(listened.battery, words));
    checks
}

fn intervals(listened: &Reception, words: &Doctor) -> DoctorCheck {
    let (sends, wrong, todo) = (beneath(&words.name.sends), &words.wrong, &words.todo);
    let measurements = || listened.arrivals.iter().filter_map(|(_, bytes)| Measurement::decode(bytes).ok());
    let beats: usize = measurements().map(|measurement| measurement.rr_1024().len()).sum();
    let bare = measurements().filter(|measurement| !measurement.has_contact()).count();
    let malformed = listened.arrivals.len() - measurements().count();
    if malformed > 0 {
        return DoctorCheck::warn(&sends, wrong.unreadable.with(&[("n", &malformed)]), &todo.update);
    }
    if bare * 2 > listened.arrivals.len() {
        return DoctorCheck::warn(&sends, &wrong.no_contact, &todo.contact);
    }
    match beats {
        0 => DoctorCheck::warn(&sends, &wrong.only_a_rate, &todo.rate),
        beats => DoctorCheck::ok(&sends, words.found.every_beat.with(&[("beats", &beats)])),
    }
}

fn regularity(listened: &Reception, span: Duration, words: &Doctor) -> Vec<DoctorCheck> {
    let Doctor { name, found, wrong, todo, .. } = words;
    let arrivals: Vec<Duration> = listened.arrivals.iter().map(|(at, _)| *at).collect();
    let Some(figures) = Regularity::of(&arrivals) else {
        let few = wrong.few.with(&[("n", &arrivals.len()), ("s", &span.as_secs())]);
        return vec![DoctorCheck::warn(&beneath(&name.regular), few, &todo.few)];
    };
    let period = format!("{:.2}", figures.period_ms / 1000.0);
    let counts: [(&str, &dyn Display); 4] =
        [("received", &figures.received), ("s", &span.as_secs()), ("period", &period), ("missing", &figures.missing)];
    let said = found.regular.with(&counts);
    let regular = if figures.missing * 20 > figures.received {
        DoctorCheck::warn(&beneath(&name.regular), said, &todo.missing)
    } else {
        DoctorCheck::ok(&beneath(&name.regular), said)
    };
    let (half, most) = (format!("{:.0}", figures.p50_ms), format!("{:.0}", figures.max_ms));
    let said = found.late.with(&[("half", &half), ("most", &most)]);
    let late = if figures.p99_ms > LATE_MS {
        DoctorCheck::warn(&beneath(&name.late), said, &todo.busy)
    } else {
        DoctorCheck::ok(&beneath(&name.late), said)
    };
    vec![regular, DoctorCheck { figures: Some(figures), ..late }]
}

fn battery(level: Option<u8>, words: &Doctor) -> DoctorCheck {
    let name = beneath(&words.name.battery);
    let told = |percent: u8| words.found.battery.with(&[("percent", &percent)]);
    match level {
        Some(percent) if percent < LOW_BATTERY => DoctorCheck::warn(&name, told(percent), &words.todo.battery),
        Some(percent) => DoctorCheck::ok(&name, told(percent)),
        None => DoctorCheck::ok(&name, &words.found.no_battery),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::CheckState::{self, Ok, Warn};
    use super::*;
    use crate::heart::measurement::encode;

    const SPAN: Duration = Duration::from_secs(20);

    fn listened(bytes: &[u8], battery: Option<u8>) -> Reception {
        let arrivals = (0..20).map(|second| (Duration::from_secs(second), bytes.to_vec())).collect();
        Reception { heart_rate: true, battery, arrivals }
    }

    fn states(listened: &Reception) -> Vec<CheckState> {
        let words = &Words::built_in("en").expect("our own words").doctor;
        stream(listened, SPAN, words).into_iter().map(|check| check.state).collect()
    }

    #[test]
    fn a_good_strap_is_all_fine() {
        assert!(states(&listened(&encode(70, &[870]), Some(80))).iter().all(|state| *state == CheckState::Ok));
    }

    #[test]
    fn what_is_not_so_good_is_said() {
        assert_eq!(states(&listened(&[0x06, 70], Some(80))), [Warn, Ok, Ok, Ok]);
        assert_eq!(states(&listened(&[0x04, 70], Some(80))), [Warn, Ok, Ok, Ok]);
        assert_eq!(states(&listened(&[0x16], Some(80))), [Warn, Ok, Ok, Ok]);
        assert_eq!(states(&listened(&encode(70, &[870]), Some(9))), [Ok, Ok, Ok, Warn]);
    }

    #[test]
    fn a_silent_strap_and_one_without_a_heart_are_no_use() {
        let silent = Reception { heart_rate: true, battery: None, arrivals: Vec::new() };
        assert_eq!(states(&silent), [CheckState::Fail]);
        assert_eq!(states(&Reception { heart_rate: false, ..silent }), [CheckState::Fail]);
    }
}
