//! What the file itself marks as no heartbeat.
#![allow(clippy::unwrap_used)]

use super::reading::{Right, all_right, one};
use super::written::*;

#[test]
fn letters_of_beats_are_honoured_with_and_without_a_header() {
    let is_odd = |i: usize| i == 30 || i == 90;
    let around = right_without(&[30, 31, 90, 91]);
    let file = |head: &str, cell: &dyn Fn(usize, u32) -> String| lines(head, false, |i, _, rr| cell(i, rr));
    let code = |i: usize, usual: char, odd: char| if is_odd(i) { odd } else { usual };
    let right = || one(around.clone());
    all_right(&[
        ("blank, L", file("", &|i, rr| format!("{} {}", s(u64::from(rr)), code(i, 'L', 'V'))), right()),
        ("blank, R", file("", &|i, rr| format!("{} {}", s(u64::from(rr)), code(i, 'R', 'A'))), right()),
        ("comma and a blank", file("", &|i, rr| format!("{rr}, {}", code(i, 'N', 'V'))), right()),
        ("with S", file("", &|i, rr| format!("{rr};{}", code(i, 'N', 'S'))), right()),
        ("with B", file("", &|i, rr| format!("{rr}\t{}", if i == 5 { 'B' } else { code(i, 'N', 'V') })), right()),
        (
            "with a rhythm",
            file("", &|i, rr| format!("{rr},{}", if i == 90 { '+' } else { code(i, 'N', 'V') })),
            right(),
        ),
        (
            "named, with ~",
            file("rr,label\n", &|i, rr| format!("{rr},{}", if i == 90 { '~' } else { code(i, 'N', 'V') })),
            right(),
        ),
        (
            "named, with an unknown one",
            file("rr,label\n", &|i, rr| format!("{rr},{}", if i == 5 { 'Ω' } else { code(i, 'N', 'V') })),
            one(Right { notes: &["no known meaning (Ω)"], ..around.clone() }),
        ),
        ("words", file("", &|i, rr| format!("{rr},{}", if is_odd(i) { "ectopic" } else { "normal" })), right()),
    ]);
}

#[test]
fn flags_of_many_names_are_honoured() {
    let marked = [50, 51, 100];
    let file = |name: &'static str, yes: &'static str, no: &'static str| {
        let text = lines(&format!("rr,{name}\n"), false, |i, _, rr| {
            format!("{rr},{}", if marked.contains(&i) { yes } else { no })
        });
        (name, text, one(Right { notes: &["3 intervals are marked by"], ..right_without(&marked) }))
    };
    all_right(&[
        file("artefacto", "1", "0"),
        file("keep", "0", "1"),
        file("marker", "artifact", "normal"),
        file("reject", "1", "0"),
        file("normal", "0", "1"),
        file("is_normal", "False", "True"),
        file("abnormal", "1", "0"),
        file("validity", "0", "1"),
        file("Artefakt", "ja", "nein"),
        file("error", "1", "0"),
        file("no_contact", "1", "0"),
        file("contact_lost", "true", "false"),
        file("not_valid", "1", "0"),
        file("isValid", "false", "true"),
        file("ok", "0", "1"),
        file("artifact", "NA", "0"),
        file("valid", "", "1"),
        file("artifact", "x", ""),
        file("bad_beat", "1", "0"),
        file("outlier", "yes", "no"),
        file("signal lost", "1", "0"),
        file("good", "n", "y"),
    ]);
}

#[test]
fn a_column_of_yes_and_no_that_is_not_understood_is_named() {
    let file = |head: &str| lines(head, false, |i, _, rr| format!("{rr},{}", i32::from(i % 9 == 0)));
    all_right(&[
        ("a header", file("rr,foo\n"), one(Right { notes: &["`foo` is not used"], ..right() })),
        ("none", file(""), one(Right { notes: &["`column 2` is not used"], ..right() })),
    ]);
}

#[test]
fn what_the_file_marks_as_no_heartbeat_does_not_count() {
    let counted =
        |clean, breaks| Right { clean: Some(clean), breaks: Some(breaks), mean_rr_ms: None, rmssd_ms: None, ..right() };
    let flagged = |head: &str, yes: &'static str, no: &'static str| {
        lines(head, false, |i, _, rr| if i == 50 { format!("1700,{yes}") } else { format!("{rr},{no}") })
    };
    all_right(&[
        ("artifact", flagged("rr,is_artifact\n", "1", "0"), one(counted(COUNT - 1, 1))),
        ("valid", flagged("rr,valid\n", "false", "true"), one(counted(COUNT - 1, 1))),
        ("words", flagged("rr,label\n", "missed", "normal"), one(counted(COUNT - 1, 1))),
        ("status", flagged("rr,status\n", "artifact", "ok"), one(counted(COUNT - 1, 1))),
        (
            "beats of the ventricle",
            lines("time,rr,label\n", false, |i, at, rr| {
                format!("{},{rr},{}", s(at), if i % 60 == 30 { 'V' } else { 'N' })
            }),
            one(counted(COUNT - 4, 2)),
        ),
        (
            "never in contact",
            lines("rr,contact\n", false, |_, _, rr| format!("{rr},0")),
            one(Right { notes: &["`contact` is not used: it would leave no interval"], ..right() }),
        ),
        (
            "unknown labels",
            lines("rr,label\n", false, |i, _, rr| format!("{rr},{}", if i < 60 { "sitting" } else { "standing" })),
            one(Right { notes: &["`label` is not used: its labels have no known meaning"], ..right() }),
        ),
    ]);
}

#[test]
fn remarks_and_brackets_mark_rows_and_other_columns_of_quality_are_named() {
    let is_bad = |i: usize| i == 40 || i == 90;
    let file = |name: &str, sep: char, bad: &str, good: &str| {
        lines(&format!("rr{sep}{name}\n"), false, |i, _, rr| format!("{rr}{sep}{}", if is_bad(i) { bad } else { good }))
    };
    let marked = || one(Right { notes: &["2 intervals are marked by"], ..right_without(&[40, 90]) });
    for (name, bad, good) in [
        ("comment", "artefact", ""),
        ("note", "Artefakt am Arm", "ruhig"),
        ("Bemerkung", "Störung", ""),
        ("contact", "lost", "ok"),
        ("ignore", "1", "0"),
        ("use", "0", "1"),
        ("err", "1", "0"),
        ("rejected", "*", ""),
        ("Qualität", "schlecht", "gut"),
        ("signal", "poor", "good"),
        ("source", "interp", "measured"),
    ] {
        all_right(&[(name, file(name, ',', bad, good), marked()), (name, file(name, ';', bad, good), marked())]);
    }
    let brackets = |i: usize, rr: u32| if is_bad(i) { format!("({rr})") } else { rr.to_string() };
    all_right(&[
        ("brackets", lines("rr\n", false, |i, _, rr| brackets(i, rr)), marked()),
        ("brackets, times", lines("t,rr\n", false, |i, at, rr| format!("{},{}", s(at), brackets(i, rr))), marked()),
    ]);
    for (name, bad, good) in [
        ("confidence", "0.1", "0.98"),
        ("SQI", "0.2", "0.9"),
        ("HeartRateStatus", "-3", "1"),
        ("ppi_flags", "6", "7"),
        ("mask", "0", "1"),
        ("comment", "left the room", ""),
    ] {
        let named = one(Right { notes: &["is not used"], ..right() });
        all_right(&[(name, file(name, ',', bad, good), named)]);
    }
    let rr = serde_json::json!(rr());
    let named = |notes| one(Right { notes, ..right() });
    all_right(&[
        ("JSON", format!("{{\"rr\":{rr},\"artifact_indices\":[4,13]}}"), named(&["`artifact_indices` is not used"])),
        ("JSON gaps", format!("{{\"rr\":{rr},\"gaps\":[40,80,120]}}"), named(&["`gaps` is not used"])),
        ("line", lines("Artifacts: 4 13\nrr\n", false, |_, _, rr| rr.to_string()), named(&["line 1 lists artifacts"])),
    ]);
}
