//! Which names are known.

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
