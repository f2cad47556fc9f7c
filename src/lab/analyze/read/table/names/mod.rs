//! What a column holds, from its name: the names that programs of the field give, in their spellings.

mod parts;
mod units;
mod words;

use parts::{Name, is_in};
use units::is_unit;
pub(crate) use units::{is_rate_key, stated_number, stated_rate, stated_unit, unit_text};
use words::{COURSE, INTERVAL_PARTS, INTERVALS, NOT_INTERVALS, OTHER_INTERVALS, PEOPLE, TIMES};

use crate::lab::analyze::read::choice::Unit;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// RR intervals. A lower rank is a clearer name.
    Interval { rank: u8 },
    /// The time of a row.
    Time,
    /// The time of a heartbeat.
    BeatTime,
    /// A heart rate.
    Rate,
    /// Whose row it is. A weak name needs values that look like it.
    Person { weak: bool },
    /// Which recording it is: a change ends the chain of beats.
    Part,
    /// Whether the row is to be trusted: `good` says what a true value means.
    Flag { good: bool },
    /// How far off the interval may be.
    ErrorEstimate,
    /// The kind of the beat.
    Label,
    /// What kind of value the row holds.
    Kind,
    /// The value of a row whose kind another column names.
    Value,
    /// The number of the row.
    RowNumber,
    /// What goes on at the time.
    Course,
    /// Something else.
    Other,
}

/// Whether a column of this name holds RR intervals.
pub(crate) fn names_intervals(name: &str) -> bool {
    matches!(meaning(name).0, Meaning::Interval { .. })
}

/// What a name says, and the unit in it.
pub(crate) fn meaning(text: &str) -> (Meaning, Option<Unit>) {
    let name = Name::of(text);
    (meaning_of(&name), name.unit)
}

fn meaning_of(name: &Name) -> Meaning {
    if name.words.is_empty() || name.is("index idx no nr row line unnamed0 rownumber 序号") {
        return Meaning::RowNumber;
    }
    if name.contains("rpeak beattime beatposition qrs peaktime timesinceseriesstart beatat")
        && !name.has("interval intervals duration width")
        || name.is("beats peaks positions")
    {
        return Meaning::BeatTime;
    }
    if let Some(meaning) = trust(name) {
        return meaning;
    }
    if !name.has(TIMES)
        && !name.has(NOT_INTERVALS)
        && let Some(rank) = interval_rank(name)
    {
        return Meaning::Interval { rank };
    }
    if name.has("hr bpm rate heartrate puls pulse hrv 心率") && !name.has(TIMES) {
        return Meaning::Rate;
    }
    if name.contains("timezone utcoffset") {
        return Meaning::Other;
    }
    let ends = ["time", "timestamp", "datetime", "timestampms", "timestampinms", "timestamps"];
    if name.has(TIMES)
        || ends.iter().any(|end| name.letters.ends_with(end))
        || matches!(&name.words[..], [only] if only == "seconds" || only == "sec")
        || matches!(&name.words[..], [.., last] if last == "at")
    {
        return Meaning::Time;
    }
    if name.has(PEOPLE) || name.is("side seite") {
        return Meaning::Person { weak: false };
    }
    if name.has("who wearer id name device sensor strap channel player source") {
        return Meaning::Person { weak: true };
    }
    if name.is(COURSE) {
        return Meaning::Course;
    }
    if name.is("segment session recording trial file record sessionid") {
        return Meaning::Part;
    }
    if name.has("label labels annotation anno ann marker markers symbol sym beattype aami")
        || name.is("beat beattype type class code status state flag flags quality signalquality")
    {
        return Meaning::Label;
    }
    if name.has("event kind metric measurement variable signal datatype") {
        return Meaning::Kind;
    }
    if name.is("value val data reading wert valor") { Meaning::Value } else { Meaning::Other }
}

/// The meaning of a column that says which rows to trust.
fn trust(name: &Name) -> Option<Meaning> {
    if name.has("error") && name.has("estimate estimation") || name.is("errorestimate pperror") {
        return Some(Meaning::ErrorEstimate);
    }
    // With a unit it is a length, such as `gap_before_ms`.
    if name.has("supported") || name.has("count number num share percent") || name.unit.is_some() {
        return None;
    }
    let bad = "offline blocker artifact artifacts artefact artefacts artefakt artefakte ectopic noise noisy exclude \
        excluded reject rejected removed bad invalid ungültig abnormal outlier precededbygap gap interpolated skipped \
        missing ignore ignored err ausreisser remove error errors fehler lost loss störung nocontact notvalid notworn";
    let good = "valid validity valide gültig contact kontakt good ok accepted usable worn included use used keep isvalid normal \
        isnormal trusted reliable korrekt correct";
    // `not_valid`, `no_contact`, `no_artifact`.
    let negated = name.has("no not non without nicht kein");
    // A name of intervals, such as `RR_normal`, is none of a flag.
    if interval_rank(name).is_some_and(|rank| rank % 10 < 2) {
        return None;
    }
    if name.has(bad) || name.contains("precededbygap artifact artefac artefak artefat artéfact") {
        return Some(Meaning::Flag { good: negated });
    }
    name.has(good).then_some(Meaning::Flag { good: !negated })
}

/// How clearly a name is that of intervals; none if it is not.
fn interval_rank(name: &Name) -> Option<u8> {
    if name.contains("pnn rmssd sdnn") || name.has(OTHER_INTERVALS) && !name.has(INTERVALS[0]) {
        return None;
    }
    // `R-R (ms)`, `P-P`.
    let pair = name.words.windows(2).any(|two| two[0] == two[1] && ["r", "n", "p", "b"].contains(&two[0].as_str()));
    let cleaned = name.has("filtered corrected clean cleaned interpolated smoothed resampled");
    let later = 10 * u8::from(cleaned);
    for (rank, names) in (0_u8..).zip(INTERVALS) {
        if name.is(names) || rank == 0 && pair {
            return Some(rank + later);
        }
    }
    let stem = |word: &String| word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let has = |names: &str| name.words.iter().any(|word| is_in(&word[..stem(word)], names));
    if has(INTERVALS[0]) || has(INTERVALS[1]) || name.contains(INTERVAL_PARTS) {
        return Some(3 + later);
    }
    name.has(INTERVALS[2]).then_some(4 + later)
}

/// A name without the number at its end: `rr_1` and `rr_2` are of one family. None without a number.
pub(crate) fn family(text: &str) -> Option<String> {
    let letters = Name::of(text).letters;
    let stem = letters.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem.len() < letters.len() && !letters.ends_with("1024")).then(|| stem.to_owned())
}

/// Whether a column of this name may say which rows are bad.
pub(crate) fn may_mark(text: &str) -> bool {
    let name = Name::of(text);
    name.has(
        "confidence konfidenz quality qualität sqi status state flag flags accuracy genauigkeit trust reliability comment \
         comments kommentar note notes bemerkung bemerkungen remark remarks anmerkung marks mask",
    ) || name.contains("quality status")
}

/// Whether a name says that its values are numbers of samples.
pub(crate) fn is_sample_number(text: &str) -> bool {
    let name = Name::of(text);
    match meaning_of(&name) {
        Meaning::Interval { .. } => name.has("samples smp smpl abtastwerte"),
        Meaning::BeatTime => name.has("samples sample smp smpl index idx indices indexes location loc abtastwert"),
        _ => false,
    }
}

/// Whether a name consists of units only: `ms`, `[s]`.
pub(crate) fn is_only_a_unit(text: &str) -> bool {
    let name = Name::of(text);
    !name.words.is_empty() && name.words.iter().all(|word| is_unit(word) || word == "1")
}

#[cfg(test)]
mod tests;
