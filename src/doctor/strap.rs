//! One strap, closely: is it here, does it send every beat, how regularly, and will its battery last?

use std::time::Duration;

use super::check::Check;
use super::regularity::Regularity;
use crate::heart::measurement::Measurement;
use crate::strap::known;
use crate::strap::name::shown;
use crate::strap::scan::{Listened, Seen};

/// A weaker signal breaks off when somebody leans back.
const WEAK_DBM: i16 = -80;
/// Below this a battery may not last through a talk, in per cent.
const LOW_BATTERY: u8 = 15;
/// Later than this, and the screen feels late.
const LATE_MS: f64 = 250.0;

/// Is it in range, and known?
pub(super) fn presence(who: &str, seen: &Seen) -> Vec<Check> {
    let name = shown(&seen.name, 20);
    let strength = seen.signal.map_or_else(|| "connected".to_owned(), |dbm| format!("{dbm} dBm"));
    let found = format!("{name} ({}), {strength}", shown(&seen.id.tail(), 8));
    let range = match seen.signal {
        Some(dbm) if dbm < WEAK_DBM => {
            Check::warn(who, found, "Weak: bring the computer nearer, in sight of the strap")
        }
        _ => Check::ok(who, found),
    };
    let advice = known::model(&seen.name).and_then(|model| Some((model, model.advice()?)));
    let known = advice.map(|(model, advice)| Check::warn("  known as", &model.name, format!("Mind: {advice}")));
    std::iter::once(range).chain(known).collect()
}

/// What it sent in `span`.
pub(super) fn stream(listened: &Listened, span: Duration) -> Vec<Check> {
    if !listened.heart_rate {
        return vec![Check::fail("  sends", "no heart rate", "This device can't be used here; is it the right one?")];
    }
    if listened.arrivals.is_empty() {
        return vec![Check::fail("  sends", "nothing", "Wet the electrodes and put it on; no other app may hold it")];
    }
    let mut checks = vec![intervals(listened)];
    checks.extend(regularity(listened, span));
    checks.push(battery(listened.battery));
    checks
}

fn intervals(listened: &Listened) -> Check {
    let measurements = || listened.arrivals.iter().filter_map(|(_, bytes)| Measurement::decode(bytes).ok());
    let beats: usize = measurements().map(|measurement| measurement.rr_1024().len()).sum();
    let bare = measurements().filter(|measurement| !measurement.has_contact()).count();
    let malformed = listened.arrivals.len() - measurements().count();
    if malformed > 0 {
        return Check::warn("  sends", format!("{malformed} measurements that can't be read"), "Update its firmware");
    }
    if bare * 2 > listened.arrivals.len() {
        return Check::warn("  sends", "no skin contact", "Wet the electrodes and put it on");
    }
    match beats {
        0 => Check::warn(
            "  sends",
            "a heart rate only",
            "No HRV then, and it takes longer to be sure; a chest strap does better",
        ),
        beats => Check::ok("  sends", format!("every beat, {beats} so far")),
    }
}

fn regularity(listened: &Listened, span: Duration) -> Vec<Check> {
    let arrivals: Vec<Duration> = listened.arrivals.iter().map(|(at, _)| *at).collect();
    let Some(found) = Regularity::of(&arrivals) else {
        let few = format!("only {} measurements in {} s", arrivals.len(), span.as_secs());
        return vec![Check::warn("  regular", few, "Bring it nearer, and end other programs that use Bluetooth")];
    };
    let said = format!(
        "{} in {} s, one each {:.2} s, {} missing",
        found.received,
        span.as_secs(),
        found.period_ms / 1000.0,
        found.missing
    );
    let regular = if found.missing * 20 > found.received {
        Check::warn("  regular", said, "Bring it nearer, and end other programs that scan or stream")
    } else {
        Check::ok("  regular", said)
    };
    let said = format!("half within {:.0} ms, at most {:.0} ms", found.p50_ms, found.max_ms);
    let late = if found.p99_ms > LATE_MS {
        Check::warn("  late", said, "The radio is busy: end other programs that scan or stream")
    } else {
        Check::ok("  late", said)
    };
    vec![regular, Check { figures: Some(found), ..late }]
}

fn battery(level: Option<u8>) -> Check {
    match level {
        Some(percent) if percent < LOW_BATTERY => {
            Check::warn("  battery", format!("{percent} %"), "Change it before the talk: most take a CR2025 or CR2032")
        }
        Some(percent) => Check::ok("  battery", format!("{percent} %")),
        None => Check::ok("  battery", "it doesn't tell"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::State::{self, Ok, Warn};
    use super::*;
    use crate::heart::measurement::encode;

    const SPAN: Duration = Duration::from_secs(20);

    fn listened(bytes: &[u8], battery: Option<u8>) -> Listened {
        let arrivals = (0..20).map(|second| (Duration::from_secs(second), bytes.to_vec())).collect();
        Listened { heart_rate: true, battery, arrivals }
    }

    fn states(listened: &Listened) -> Vec<State> {
        stream(listened, SPAN).into_iter().map(|check| check.state).collect()
    }

    #[test]
    fn a_good_strap_is_all_fine() {
        assert!(states(&listened(&encode(70, &[870]), Some(80))).iter().all(|state| *state == State::Ok));
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
        let silent = Listened { heart_rate: true, battery: None, arrivals: Vec::new() };
        assert_eq!(states(&silent), [State::Fail]);
        assert_eq!(states(&Listened { heart_rate: false, ..silent }), [State::Fail]);
    }
}
