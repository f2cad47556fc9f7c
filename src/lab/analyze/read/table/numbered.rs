//! Times that are written as plain numbers in ways of their own: falling, starting anew, or as the digits of a clock.

use super::Table;
use super::columns::counts_rows;
use crate::lab::analyze::read::moment::{TextTime, text_time};
use crate::lab::analyze::read::note::Note;
use crate::lab::analyze::read::number::{bare, same};

/// Fewest times that show that their digits are those of a clock. Assumption.
const FEWEST: usize = 20;

/// The seconds of times such as 73015, 73015748 or 20260314073015: hours, minutes and seconds of two digits each, perhaps a
/// date before them, and milliseconds behind. No minute and no second reaches 60, and a minute begins.
pub(super) fn digit_clock(values: &[f64]) -> Option<Vec<f64>> {
    let some = || values.iter().copied().filter(|value| value.is_finite());
    [1.0, 1000.0].into_iter().find_map(|parts| {
        let seconds = |value: f64| (value / parts).floor();
        let pair = |value: f64, place: f64| (seconds(value) / place).floor() % 100.0;
        let is_clock = |value: f64| {
            let date = (seconds(value) / 1e6).floor();
            pair(value, 1.0) < 60.0
                && pair(value, 100.0) < 60.0
                && pair(value, 10_000.0) < 24.0
                && (date < 1.0 || (19_000_101.0..21_001_232.0).contains(&date))
        };
        let minutes = some().filter(|value| !same(pair(*value, 100.0), 0.0)).count();
        let mut before = f64::NAN;
        let begins = some().any(|value| {
            let found = pair(before, 100.0) < pair(value, 100.0) && pair(before, 1.0) > 30.0;
            before = value;
            found
        });
        if some().count() < FEWEST || minutes == 0 || !begins || !some().all(|value| value >= 0.0 && is_clock(value)) {
            return None;
        }
        let (mut midnights, mut before) = (0.0, f64::NAN);
        let each = values.iter().map(|&value| {
            if !value.is_finite() {
                return f64::NAN;
            }
            let (date, rest) = ((seconds(value) / 1e6).floor(), (value / parts).fract());
            let day = pair(value, 10_000.0) * 3600.0 + pair(value, 100.0) * 60.0 + pair(value, 1.0) + rest;
            let text = format!("{date:08.0} 00:00:00");
            let dated = (date > 0.0).then(|| text_time(text.as_bytes()).map_or(f64::NAN, TextTime::seconds));
            if dated.is_none() && before - day > 43_200.0 {
                midnights += 86_400.0;
            }
            before = day;
            dated.unwrap_or(midnights) + day
        });
        let times: Vec<f64> = each.collect();
        times.iter().any(|time| time.is_finite()).then_some(times)
    })
}

/// The seconds of times such as `4:05:78`, of which one shows by a last place from 61 to 99 that it holds hundredths.
pub(super) fn hundredths(table: &Table<'_>, index: usize) -> Option<Vec<f64>> {
    let parts = |text: &[u8]| -> Option<[f64; 3]> {
        let text = std::str::from_utf8(bare(text)).ok()?;
        let places: Vec<&str> = text.split(':').collect();
        let digits =
            |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let [minutes, seconds, last] = places[..] else { return None };
        let known = [minutes, seconds, last].iter().all(digits) && seconds.len() == 2 && last.len() == 2;
        known.then(|| Some([minutes.parse().ok()?, seconds.parse().ok()?, last.parse().ok()?])).flatten()
    };
    let all: Vec<Option<[f64; 3]>> = table.column(index).map(|(_, text)| text.and_then(parts)).collect();
    let read = all.iter().flatten().count();
    let beyond = all.iter().flatten().any(|[_, _, last]| *last > 60.0);
    let valid = all.iter().flatten().all(|[_, seconds, _]| *seconds < 60.0);
    (beyond && valid && read * 2 > all.len()).then(|| {
        let seconds = |parts: Option<[f64; 3]>| parts.map_or(f64::NAN, |[m, s, c]| m * 60.0 + s + c / 100.0);
        all.into_iter().map(seconds).collect()
    })
}

/// Where numbers that count up start anew: those of 16 and 32 bits, and the seconds and milliseconds of a day.
const ROUNDS: [f64; 5] = [65_536.0, 4_294_967_296.0, 86_400.0, 86_400_000.0, 86_400_000_000.0];
/// Steps back that are such a start, as a share of a round. Assumption.
const NEARLY_A_ROUND: f64 = 0.9;

/// Times that grow, of such as fall or start anew after a round, and what is said about it.
pub(super) fn turned(values: Vec<f64>, name: &str) -> (Vec<f64>, Option<Note>) {
    let some: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let down = some.windows(2).filter(|two| two[1] < two[0]).count();
    if some.len() < 4 {
        return (values, None);
    }
    if down * 20 > (some.len() - 1) * 19 && !counts_rows(&some.iter().rev().copied().collect::<Vec<_>>()) {
        let said = format!("`{name}` falls from row to row: taken for the time that is left");
        return (values.iter().map(|value| -value).collect(), Some(Note::Other(said)));
    }
    let most = some.iter().copied().fold(0.0, f64::max);
    let round = ROUNDS
        .into_iter()
        .find(|round| most < *round && some.windows(2).any(|two| two[0] - two[1] > NEARLY_A_ROUND * round));
    let Some(round) = round.filter(|_| down * 20 <= some.len()) else { return (values, None) };
    let (mut before, mut added) = (f64::NAN, 0.0);
    let onward = values.iter().map(|value| {
        if before - value > NEARLY_A_ROUND * round {
            added += round;
        }
        before = if value.is_finite() { *value } else { before };
        value + added
    });
    let said = format!("`{name}` starts anew after {round:.0}: it is taken as going on");
    (onward.collect(), Some(Note::Other(said)))
}

/// Whether numbers may be times of unknown spelling: nearly every row has its own, and most grow.
pub(super) fn is_course(values: &[f64]) -> bool {
    let some: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let up = some.windows(2).filter(|two| two[1] > two[0]).count();
    some.len() > 20 && up * 10 > some.len() * 9
}

/// Whether nearly every row of a column has its own text.
pub(super) fn is_each_its_own(table: &Table<'_>, index: usize) -> bool {
    let mut texts: Vec<&[u8]> = table.column(index).filter_map(|(_, text)| text).map(bare).collect();
    texts.retain(|text| !text.is_empty());
    let all = texts.len();
    texts.sort_unstable();
    texts.dedup();
    all > 20 && texts.len() * 2 > all
}
