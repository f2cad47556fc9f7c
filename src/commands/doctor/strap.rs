//! The checks of one strap: its signal, its model, what it sends, how regularly, and its battery.

use std::fmt::Display;
use std::time::Duration;

use super::check::DoctorCheck;
use super::regularity::Regularity;
use crate::commands::straps::list::{WEAK_DBM, model_advice};
use crate::event::moment::Moment;
use crate::heart::measurement::Measurement;
use crate::heart::strap_fault::StrapFault;
use crate::heart::{Heart, LOW_BATTERY};
use crate::screen::strap_fault::sentence;
use crate::strap::models;
use crate::strap::reception::Reception;
use crate::strap::scan::Sighting;
use crate::words::Words;
use crate::words::commands::{Doctor, StrapFaults};
use crate::words::printable::shown;

/// A strap is called late if one measurement in a hundred comes later than this, in ms. Assumption: more delay is visible on
/// the screen. A lower value warns on a machine that is merely busy.
const LATE_MS: f64 = 250.0;
/// A strap is called irregular if more than one measurement in twenty is missing. Assumption.
const RECEIVED_PER_MISSING: usize = 20;

/// Checks the signal, and says what is known of the model.
pub(crate) fn presence(seen: &Sighting, words: &Words) -> Vec<DoctorCheck> {
    let Doctor { name, found, todo, .. } = &words.doctor;
    let signal = seen.signal.map_or_else(|| found.connected.clone(), |dbm| found.signal.with(&[("dbm", &dbm)]));
    let strap = format!("{} ({})", shown(&seen.name, 20), shown(&seen.id.tail(), 8));
    let strap = found.strap.with(&[("strap", &strap), ("signal", &signal)]);
    let range = match seen.signal {
        Some(dbm) if dbm < WEAK_DBM => DoctorCheck::warn(&name.strap, strap, &todo.nearer),
        _ => DoctorCheck::ok(&name.strap, strap),
    };
    let advice = models::by_name(&seen.name).and_then(|model| Some((model, model_advice(model, &words.makes)?)));
    let mind = |advice: &str| todo.mind.with(&[("advice", &advice)]);
    let known = advice.map(|(model, advice)| DoctorCheck::warn(&beneath(&name.known_as), &model.name, mind(advice)));
    std::iter::once(range).chain(known).collect()
}

/// The name of a check that stands beneath the line of its strap.
pub(crate) fn beneath(name: &str) -> String {
    format!("  {name}")
}

/// Checks what the strap sent within `span`.
pub(crate) fn stream(reception: &Reception, span: Duration, words: &Words) -> Vec<DoctorCheck> {
    let (all, faults, words) = (words, &words.strap_fault, &words.doctor);
    let (sends, wrong, todo) = (beneath(&words.name.sends), &words.wrong, &words.todo);
    if !reception.heart_rate {
        return vec![DoctorCheck::fail(&sends, &wrong.no_heart_rate, &todo.another)];
    }
    if reception.arrivals.is_empty() {
        return vec![DoctorCheck::fail(&sends, &wrong.nothing, &todo.nothing)];
    }
    let heart = played(reception);
    let mut checks = Vec::new();
    if !heart.faults_ever().spoil_intervals() {
        checks.push(intervals(reception, words));
    }
    checks.extend(self::faults(&heart, faults, words));
    checks.extend(regularity(reception, span, all));
    checks.push(battery(reception.battery, words));
    checks
}

fn intervals(reception: &Reception, words: &Doctor) -> DoctorCheck {
    let (sends, wrong, todo) = (beneath(&words.name.sends), &words.wrong, &words.todo);
    let measurements = || reception.arrivals.iter().filter_map(|(_, bytes)| Measurement::decode(bytes).ok());
    let beats: usize = measurements().map(|measurement| measurement.intervals().count()).sum();
    let without_contact = measurements().filter(|measurement| !measurement.has_contact()).count();
    let malformed = reception.arrivals.len() - measurements().count();
    if malformed > 0 {
        return DoctorCheck::warn(&sends, wrong.unreadable.with(&[("n", &malformed)]), &todo.update);
    }
    if without_contact * 2 > reception.arrivals.len() {
        return DoctorCheck::warn(&sends, &wrong.no_contact, &todo.contact);
    }
    match beats {
        0 => DoctorCheck::warn(&sends, &wrong.only_a_rate, &todo.rate),
        beats => DoctorCheck::ok(&sends, words.found.every_beat.with(&[("beats", &beats)])),
    }
}

/// The heart of a session that received the same.
fn played(reception: &Reception) -> Heart {
    let mut heart = Heart::default();
    for (at, bytes) in &reception.arrivals {
        heart.receive(Moment::START + *at, 1, bytes, |_| {});
    }
    heart
}

/// Checks what the strap does wrong.
fn faults(heart: &Heart, faults: &StrapFaults, words: &Doctor) -> Vec<DoctorCheck> {
    let (sends, todo) = (beneath(&words.name.sends), &words.todo);
    let check = |fault: StrapFault| {
        let found = sentence(faults, fault);
        match fault {
            fault if fault.spoils_intervals() => DoctorCheck::warn(&sends, found, &todo.rate),
            StrapFault::Bursts => DoctorCheck::warn(&sends, found, &todo.late_bursts),
            StrapFault::RateStandsStill if heart.rate_is_dead() => DoctorCheck::warn(&sends, found, &todo.contact),
            _ => DoctorCheck::ok(&sends, found),
        }
    };
    let steady = heart.received().loses_every_s.map(|every| {
        DoctorCheck::warn(&beneath(&words.name.regular), faults.loses_every.with(&[("s", &every)]), &todo.steady_loss)
    });
    heart.faults_ever().iter().map(check).chain(steady).collect()
}

fn regularity(reception: &Reception, span: Duration, words: &Words) -> Vec<DoctorCheck> {
    let Doctor { name, found, wrong, todo, .. } = &words.doctor;
    let arrivals: Vec<Duration> = reception.arrivals.iter().map(|(at, _)| *at).collect();
    let Some(figures) = Regularity::of(&arrivals) else {
        let few = wrong.few.with(&[("n", &arrivals.len()), ("s", &span.as_secs())]);
        return vec![DoctorCheck::warn(&beneath(&name.regular), few, &todo.few)];
    };
    let period = words.number(format_args!("{:.2}", figures.period_ms / 1000.0));
    let counts: [(&str, &dyn Display); 4] =
        [("received", &figures.received), ("s", &span.as_secs()), ("period", &period), ("missing", &figures.missing)];
    let text = if figures.in_bursts { found.in_bursts.with(&counts) } else { found.regular.with(&counts) };
    let regular = if figures.missing * RECEIVED_PER_MISSING > figures.received {
        DoctorCheck::warn(&beneath(&name.regular), text, &todo.missing)
    } else {
        DoctorCheck::ok(&beneath(&name.regular), text)
    };
    let (half, most) = (format!("{:.0}", figures.p50_ms), format!("{:.0}", figures.max_ms));
    let text = found.late.with(&[("half", &half), ("most", &most)]);
    let late = if figures.p99_ms > LATE_MS {
        DoctorCheck::warn(&beneath(&name.late), text, &todo.busy)
    } else {
        DoctorCheck::ok(&beneath(&name.late), text)
    };
    vec![regular, DoctorCheck { figures: Some(figures), ..late }]
}

fn battery(level: Option<u8>, words: &Doctor) -> DoctorCheck {
    let name = beneath(&words.name.battery);
    let found = |percent: u8| words.found.battery.with(&[("percent", &percent)]);
    match level {
        Some(percent) if percent < LOW_BATTERY => DoctorCheck::warn(&name, found(percent), &words.todo.battery),
        Some(percent) => DoctorCheck::ok(&name, found(percent)),
        None => DoctorCheck::ok(&name, &words.found.no_battery),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::CheckState::{self, Ok, Warn};
    use super::*;
    use crate::heart::measurement::encode;

    const SPAN: Duration = Duration::from_secs(20);

    /// A strap that sends this every second. The intervals of one that sends any vary by some milliseconds.
    fn reception(bytes: &[u8], battery: Option<u8>) -> Reception {
        let at = |second: u64| {
            let mut bytes = bytes.to_vec();
            if bytes.len() > 2 {
                bytes[2] = bytes[2].wrapping_add((second * 5 % 13) as u8);
            }
            (Duration::from_secs(second), bytes)
        };
        Reception { heart_rate: true, battery, arrivals: (0..20).map(at).collect() }
    }

    fn states(reception: &Reception) -> Vec<CheckState> {
        let words = &Words::built_in("en").expect("our own words");
        stream(reception, SPAN, words).into_iter().map(|check| check.state).collect()
    }

    #[test]
    fn a_good_strap_passes_every_check() {
        assert!(states(&reception(&encode(60, &[1018]), Some(80))).iter().all(|state| *state == CheckState::Ok));
    }

    #[test]
    fn what_could_be_better_is_a_warning() {
        assert_eq!(states(&reception(&[0x06, 70], Some(80))), [Warn, Ok, Ok, Ok]);
        assert_eq!(states(&reception(&[0x04, 70], Some(80))), [Warn, Ok, Ok, Ok]);
        assert_eq!(states(&reception(&[0x16], Some(80))), [Warn, Ok, Ok, Ok]);
        assert_eq!(states(&reception(&encode(60, &[1018]), Some(9))), [Ok, Ok, Ok, Warn]);
    }

    #[test]
    fn a_strap_that_lies_is_named_with_what_to_do() {
        let told = |at: &dyn Fn(u64) -> (u64, Vec<u8>)| {
            let arrivals = (0..30).map(at).map(|(ms, bytes)| (Duration::from_millis(ms), bytes)).collect();
            let words = &Words::built_in("en").expect("our own words");
            let checks = stream(&Reception { heart_rate: true, battery: None, arrivals }, SPAN, words);
            let lines = checks.iter().map(|check| check.line(&words.doctor)).collect::<Vec<_>>().join("\n");
            lines.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let rr = |second: u64| 860 + (second * 37 % 60) as u16;
        let twice = told(&|s| (s * 1000, encode(70, &[rr(s), rr(s)])));
        assert!(twice.contains("hm sends this strap sends every beat twice"), "{twice}");
        assert!(twice.contains("No HRV then"), "{twice}");
        let made = told(&|s| (s * 1000, encode(70, &[878])));
        assert!(made.contains("beats only follow its rate"), "{made}");
        let zeros = told(&|s| (s * 900, encode(70, &[rr(s), 0, 0])));
        assert!(zeros.contains("ok sends this strap fills empty places with zeros"), "{zeros}");
        let bursts = told(&|s| (s / 4 * 3600 + s % 4, encode(70, &[rr(s)])));
        assert!(bursts.contains("come in bursts") && bursts.contains("not by way of a phone"), "{bursts}");
    }

    #[test]
    fn a_silent_strap_and_one_without_a_heart_rate_fail() {
        let silent = Reception { heart_rate: true, battery: None, arrivals: Vec::new() };
        assert_eq!(states(&silent), [CheckState::Fail]);
        assert_eq!(states(&Reception { heart_rate: false, ..silent }), [CheckState::Fail]);
    }
}
