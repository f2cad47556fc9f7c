//! Which of the clocks beside the intervals is used.

use super::arrivals::usual_s;
use super::clock::{Fit, explains, fit};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::series::Series;

/// How far two clocks may be apart before they contradict each other: this many usual intervals, by which arrivals vary, and
/// this share of the time, by which two oscillators differ at most. Assumptions.
const APART_INTERVALS: f64 = 2.0;
const APART_SHARE: f64 = 0.001;

/// The clock that is used: of those that agree the one that fits best, and of those that contradict each other the one by which
/// most time passed. Times that are made from the intervals themselves know nothing of lost beats. There is a note on each
/// contradiction, and on what can't be used.
pub(super) fn best_fit(series: &mut Series, notes: &mut Vec<Note>) -> Option<Fit> {
    let clocks = std::mem::take(&mut series.clocks);
    let (mut fits, mut unused): (Vec<Fit>, Vec<Note>) = (Vec::new(), Vec::new());
    for clock in &clocks {
        match fit(clock, series) {
            Ok(found) if clock.certain || found.is_exact() || explains(&found, series) => fits.push(found),
            Ok(found) => notes.push(Note::TimesUnused {
                column: clock.name.clone(),
                why: format!(
                    "as a time it would go on by {:.1} s where the intervals add up to {:.1} s",
                    found.elapsed_s(),
                    found.sum_s(series)
                ),
            }),
            Err(why) if clock.certain => {
                unused.push(Note::TimesUnused { column: clock.name.clone(), why: why.to_owned() });
            }
            Err(_) => {
                let why = "it only grows, but not with the intervals".to_owned();
                notes.push(Note::TimesUnused { column: clock.name.clone(), why });
            }
        }
    }
    if fits.is_empty() {
        notes.extend(unused);
        return None;
    }
    let most_exact =
        (1..fits.len()).fold(0, |best, other| if fits[other].exact > fits[best].exact + 0.01 { other } else { best });
    let mut chosen = most_exact;
    for other in (0..fits.len()).filter(|other| *other != most_exact) {
        let Some((this_s, that_s)) = common_s(&fits[chosen], &fits[other]) else { continue };
        let apart_s = (APART_INTERVALS * usual_s(&series.rr)).max(APART_SHARE * this_s);
        if (this_s - that_s).abs() <= apart_s {
            continue;
        }
        let used = if that_s > this_s { other } else { chosen };
        notes.push(Note::Other(format!(
            "`{}` and `{}` contradict each other: {this_s:.1} s passed by the one, {that_s:.1} s by the other; `{}` is used",
            fits[chosen].name, fits[other].name, fits[used].name
        )));
        chosen = used;
    }
    Some(fits.swap_remove(chosen))
}

/// The seconds that passed by two clocks between the first and the last row that has both times.
fn common_s(one: &Fit, other: &Fit) -> Option<(f64, f64)> {
    let is_common = |row: &&usize| other.groups.binary_search(row).is_ok();
    let first = *one.groups.iter().find(is_common)?;
    let last = *one.groups.iter().rev().find(is_common)?;
    let at = |fit: &Fit, row: usize| fit.groups.binary_search(&row).ok().map(|place| fit.times[place]);
    Some((at(one, last)? - at(one, first)?, at(other, last)? - at(other, first)?))
}
