//! What a column holds, from its name: the names that programs of the field give, in their spellings.

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

/// A name in parts.
struct Name {
    /// Its words in lower case.
    words: Vec<String>,
    /// Its letters and digits in lower case.
    letters: String,
    unit: Option<Unit>,
}

impl Name {
    fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let (mut word, mut before) = (String::new(), ' ');
        let mut chars = text.chars().take(120).peekable();
        while let Some(c) = chars.next() {
            // `rrInterval` and `RRInterval` are two words each.
            let next_is_low = chars.peek().is_some_and(|next| next.is_lowercase());
            let camel = c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_low);
            let boundary = !c.is_alphanumeric() || camel;
            if boundary && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            before = c;
        }
        if !word.is_empty() {
            words.push(word);
        }
        let letters = words.concat();
        let named = part_of_a_second(text).or_else(|| unit(&words));
        let glued = if named.is_none() { glued_unit(&letters) } else { None };
        // `rrms` and `IBIms` are the names `rr` and `ibi`.
        if let Some((stem, _)) = glued
            && INTERVALS.iter().chain(&["t time timestamp"]).any(|names| is_in(stem, names))
        {
            words = vec![stem.to_owned()];
        }
        let unit = named.or(glued.map(|(_, unit)| unit));
        Self { words, letters, unit }
    }

    /// Whether it has a word of a list that blanks part.
    fn has(&self, list: &str) -> bool {
        self.words.iter().any(|word| is_in(word, list))
    }

    /// Whether its letters contain a part of a list.
    fn contains(&self, list: &str) -> bool {
        list.split(' ').any(|part| self.letters.contains(part))
    }

    /// Whether the words, but for a unit, are one of a list.
    fn is(&self, list: &str) -> bool {
        let words: Vec<&str> = self.words.iter().map(String::as_str).filter(|word| !is_unit(word)).collect();
        is_in(&words.concat(), list)
    }
}

/// Whether a word is one of a list that blanks part.
fn is_in(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn is_unit(word: &str) -> bool {
    word_unit(word).is_some()
}

fn word_unit(word: &str) -> Option<Unit> {
    Some(match word {
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" | "millisekunden" | "毫秒" | "мс" => {
            Unit::Ms
        }
        "s" | "sec" | "secs" | "second" | "seconds" | "sekunden" | "秒" => Unit::S,
        "us" | "µs" | "μs" | "usec" | "micros" | "microseconds" => Unit::Us,
        "1024" | "1024s" | "1024th" | "1024ths" | "ticks" | "raw1024" => Unit::Ticks,
        _ => return None,
    })
}

/// The unit among the words. `1/1024 s` is no second.
fn unit(words: &[String]) -> Option<Unit> {
    let units: Vec<Unit> = words.iter().filter_map(|word| word_unit(word)).collect();
    if units.contains(&Unit::Ticks) { Some(Unit::Ticks) } else { units.first().copied() }
}

/// A unit such as `1/1024 s` or `1/500 s`.
fn part_of_a_second(text: &str) -> Option<Unit> {
    let (_, after) = text.split_once("1/")?;
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let second = after[digits..].trim_start_matches([' ', '_']).to_lowercase();
    match after[..digits].parse().ok()? {
        0..=9 => None,
        _ if !second.is_empty() && !second.starts_with(['s', ')', ']']) => None,
        1000 => Some(Unit::Ms),
        1024 => Some(Unit::Ticks),
        parts => Some(Unit::Per(parts)),
    }
}

/// A unit at the end of a name without a boundary, and what stands before it: `rr1024`, `unixtimestampinms`, `rrms`.
fn glued_unit(letters: &str) -> Option<(&str, Unit)> {
    let units = [("1024", Unit::Ticks), ("ms", Unit::Ms), ("msec", Unit::Ms), ("us", Unit::Us), ("sec", Unit::S)];
    let known = ["rr", "rri", "nn", "ibi", "ppi", "bbi", "in", "time", "timestamp", "interval", "rtor", "b2b"];
    let ends = |(end, unit): (&str, Unit)| {
        let stem = letters.strip_suffix(end)?;
        (unit == Unit::Ticks || known.iter().any(|known| stem.ends_with(known))).then_some((stem, unit))
    };
    units.into_iter().rev().find_map(|(end, unit)| {
        let found = letters.strip_suffix(end)?;
        ends((end, unit)).map(|(_, unit)| (found, unit))
    })
}

/// Words that make a name that of a statistic, a count or a quality, not of single intervals.
const NOT_INTERVALS: &str = "rmssd sdnn sdsd pnn50 pnn20 mean avg average median std sd var count number num index idx quality \
    valid invalid flag artifact artefact error diff difference delta status confidence score type label \
    min max prozent percent";
/// Words that make an interval one between other things than heartbeats.
const OTHER_INTERVALS: &str = "qt qtc pr pq qrs st jt tp breath breaths breathing respiration respiratory resp sampling \
    sample lap update logging log recording record measurement scan advertising connection stimulus isi confidence \
    window step epoch sleep poll polling";
const TIMES: &str = "t time times timestamp timestamps ts elapsed arrival date datetime clock unix epoch since zeit \
    uhrzeit zeitstempel temps heure tiempo hora tempo tijd czas tid aika idő čas vreme saat 時間 时间 时间戳 시간 время \
    isodate datum fecha stamp received utc";
const PEOPLE: &str = "seat person subject subj participant user patient athlete proband probandin pid teilnehmer \
    teilnehmerin versuchsperson vp vpn mitglied member partner spouse couple dyad sujet participante sujeto paciente \
    persona personne pazienti soggetto пациент участник 被试 参与者 姓名 被験者";
/// What goes on while the heart beats: its changes are no breaks, and say nothing of whose row it is.
const COURSE: &str = "role phase turn activity condition posture marker markers comment comments note notes stage task \
    block lap battery firmware version";
/// Names of intervals, the clearest first.
const INTERVALS: [&str; 3] = [
    "rr rri rrs rris rrinterval rrintervals rtor r2r rtr rr间期 rr间隔 rr間隔 rr間期 рр rawrr rrraw",
    "nn nni nns nnis ibi ibis bbi bbis ppi ppis pp b2b btb btob bb n2n nninterval nnintervals 心搏间期",
    "interval intervals intervall intervalle intervalo intervalos 间期",
];
const INTERVAL_PARTS: &str = "rrinterval rrintervall rrabstand interbeat beattobeat heartbeatinterval beatinterval rtor \
    pulseinterval rpeakinterval rr间 rr間 rrинтервал рринтервал rr간격 intervallerr intervalorr nninterval";

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
    if name.has("label labels annotation ann symbol sym beattype aami")
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
    if name.has("supported") || name.has("count number num share percent") {
        return None;
    }
    let bad = "offline blocker artifact artifacts artefact artefacts artefakt artefakte ectopic noise noisy exclude \
        excluded reject rejected removed bad invalid ungültig abnormal outlier precededbygap gap interpolated skipped \
        missing ausreisser error errors fehler lost loss störung nocontact notvalid notworn";
    let good = "valid validity valide gültig contact kontakt good ok accepted usable worn included isvalid normal \
        isnormal trusted reliable korrekt correct";
    // `not_valid`, `no_contact`, `no_artifact`.
    let negated = name.has("no not non without nicht kein");
    // A name of intervals, such as `RR_normal`, is none of a flag.
    if interval_rank(name).is_some_and(|rank| rank % 10 < 2) {
        return None;
    }
    if name.has(bad) || name.contains("precededbygap") {
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
    let digits = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let has = |names: &str| name.words.iter().any(|word| is_in(&digits(word), names));
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

/// Whether a name consists of units only: `ms`, `[s]`.
pub(crate) fn is_only_a_unit(text: &str) -> bool {
    let name = Name::of(text);
    !name.words.is_empty() && name.words.iter().all(|word| is_unit(word) || word == "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_known_in_their_spellings() {
        for name in "rr|RR|rr_ms|RR-interval [ms]|R-R (ms)|RtoR|RRInterval|rr_intervals|bbi|B2B|IBI|ibi_ms|rrms|RRms|IBIms|rr_int_ms|PP-\
             interval [ms]|ppInMs|nn|RR间期|RR (1/1024 s)|rr_1024|Interbeat\
             Interval|InterBeatInterval|heartbeat_interval|beat-to-beat|RRI|rr1|RR-Intervalle -\
             Rohwerte|interval|RR [s]|R-R Interval|hr_rr_ms|NNI"
            .split('|')
        {
            assert!(matches!(meaning(name).0, Meaning::Interval { .. }), "{name}: {:?}", meaning(name));
        }
        for name in
            "QT interval (ms)|PR interval|Breathing interval [s]|sampling interval|rmssd|mean_rr|rr_count|rr_time|RR\
             type|hr|HRV|avgNN|t_s|interval_count|rr_quality|number|value|hr_bpm|SDNN|pNN50"
                .split('|')
        {
            assert!(!matches!(meaning(name).0, Meaning::Interval { .. }), "{name}: {:?}", meaning(name));
        }
    }

    #[test]
    fn a_unit_in_a_name_is_read() {
        for (name, unit) in [
            ("rr_ms", Some(Unit::Ms)),
            ("RR [s]", Some(Unit::S)),
            ("RR (1/1024 s)", Some(Unit::Ticks)),
            ("rr_1024", Some(Unit::Ticks)),
            ("rr1024", Some(Unit::Ticks)),
            ("RR (1/500 s)", Some(Unit::Per(500))),
            ("rrms", Some(Unit::Ms)),
            ("unixTimestampInMs", Some(Unit::Ms)),
            ("rr", None),
            ("RtoR", None),
        ] {
            assert_eq!(meaning(name).1, unit, "{name}");
        }
    }

    #[test]
    fn other_columns_are_known_by_their_names() {
        for (name, wanted) in [
            ("since start", Meaning::Time),
            ("Phone timestamp", Meaning::Time),
            ("isoDate", Meaning::Time),
            ("recorded_at", Meaning::Time),
            ("unixTimestampInMs", Meaning::Time),
            ("", Meaning::RowNumber),
            ("Unnamed: 0", Meaning::RowNumber),
            ("offline", Meaning::Flag { good: false }),
            ("is_artifact", Meaning::Flag { good: false }),
            ("contact", Meaning::Flag { good: true }),
            ("no_contact", Meaning::Flag { good: false }),
            ("contact_lost", Meaning::Flag { good: false }),
            ("not_valid", Meaning::Flag { good: false }),
            ("is_normal", Meaning::Flag { good: true }),
            ("Artefakt", Meaning::Flag { good: false }),
            ("contact supported", Meaning::Other),
            ("error estimate [ms]", Meaning::ErrorEstimate),
            ("subject_id", Meaning::Person { weak: false }),
            ("device", Meaning::Person { weak: true }),
            ("R-peak time (s)", Meaning::BeatTime),
            ("beat_type", Meaning::Label),
            ("heart rate", Meaning::Rate),
        ] {
            assert_eq!(meaning(name).0, wanted, "{name}");
        }
    }
}
