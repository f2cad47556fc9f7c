//! Several people in one file.
#![allow(clippy::unwrap_used, clippy::format_collect)]

use std::fmt::Write as _;

use super::reading::{Right, Wanted, all_right, one, read_as};
use super::written::*;
use breathmark::lab::analyze::read::choice::Choice;

/// The second heart of a pair.
fn other(rr: u32) -> u32 {
    rr - 120 + rr % 7
}

fn rights(names: [&'static str; 2]) -> Wanted {
    let second: Vec<u32> = rr().into_iter().map(other).collect();
    Wanted::Read(vec![
        Right { person: Some(names[0]), ..right() },
        Right { person: Some(names[1]), ..right_of(&second) },
    ])
}

/// Two hearts row by row, with these columns before the intervals.
fn mixed(head: &str, one: &str, two: &str) -> String {
    lines(head, false, |_, _, rr| format!("{one},{rr}\n{two},{}", other(rr)))
}

#[test]
fn people_are_told_apart_by_every_column_that_names_them() {
    all_right(&[
        ("a seat beside a dyad", mixed("subject,seat,rr_ms\n", "D01,left", "D01,right"), rights(["left", "right"])),
        ("German", mixed("Teilnehmer,RR\n", "1", "2"), rights(["1", "2"])),
        ("side", mixed("side,rr\n", "left", "right"), rights(["left", "right"])),
        ("heart", mixed("heart,rr\n", "Anna", "Ben"), rights(["Anna", "Ben"])),
        ("vp", mixed("vp,rr\n", "7", "8"), rights(["7", "8"])),
        ("an unknown word", mixed("qui,rr\n", "Anna", "Ben"), rights(["Anna", "Ben"])),
        ("a role", mixed("role,rr\n", "speaker", "listener"), rights(["speaker", "listener"])),
        ("no header", mixed("", "P01", "P02"), rights(["P01", "P02"])),
        ("id", mixed("id,rr\n", "101", "102"), rights(["101", "102"])),
    ]);
    let both = mixed("subject,seat,rr\n", "D01,left", "D01,right") + &mixed("", "D02,left", "D02,right");
    let second: Vec<u32> = rr().into_iter().map(other).collect();
    let of = |person, rr: &[u32]| Right { person: Some(person), ..right_of(rr) };
    all_right(&[(
        "two dyads",
        both,
        Wanted::Read(vec![
            of("D01 left", &rr()),
            of("D01 right", &second),
            of("D02 left", &rr()),
            of("D02 right", &second),
        ]),
    )]);
}

#[test]
fn twenty_people_one_after_the_other_are_twenty() {
    let names =
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"];
    let mut text = "id,rr\n".to_owned();
    let mut rights = Vec::new();
    for (number, name) in (0..).zip(names) {
        let rr: Vec<u32> = rr()[..60].iter().map(|rr| rr + number * 5).collect();
        for rr in &rr {
            writeln!(text, "{name},{rr}").unwrap();
        }
        rights.push(Right { person: Some(name), ..right_of(&rr) });
    }
    all_right(&[("id", text, Wanted::Read(rights))]);
}

#[test]
fn words_that_seldom_change_are_named() {
    let text = lines("x,rr\n", false, |i, _, rr| format!("{},{rr}", if i < 60 { "Anna" } else { "Ben" }));
    all_right(&[("x", text, one(Right { notes: &["`x` is not used", "(Anna, Ben)"], ..right() }))]);
}

#[test]
fn several_people_get_one_result_each() {
    let faster = || Right { mean_rr_ms: right().mean_rr_ms.map(|mean| mean - 100.0), ..right() };
    let named = |person, right: Right| Right { person: Some(person), ..right };
    let after = lines("subject,rr_ms\n", false, |_, _, rr| format!("P01,{rr}"))
        + &lines("", false, |_, _, rr| format!("P02,{}", rr - 100));
    let between = lines("t,person,ibi\n", false, |_, at, rr| format!("{},Anna,{rr}\n{},Ben,{rr}", s(at), s(at)));
    let seats = lines("t_s,seat,rr_ms,role\n", false, |_, at, rr| {
        format!("{},right,{rr},quiet\n{},left,{rr},quiet", s(at), s(at))
    });
    all_right(&[
        ("one after the other", after, Wanted::Read(vec![named("P01", right()), named("P02", faster())])),
        (
            "one without intervals",
            between.replacen("ibi\n", "ibi\n0.1,Eve,NaN\n", 1),
            Wanted::Read(vec![named("Anna", right()), named("Ben", right())]),
        ),
        ("by turns", between.clone(), Wanted::Read(vec![named("Anna", right()), named("Ben", right())])),
        ("seats", seats, Wanted::Read(vec![named("left", right()), named("right", right())])),
    ]);
    let ben = Choice { person: Some("ben".to_owned()), ..Choice::default() };
    assert!(one(named("Ben", right())).faults(&read_as(between.as_bytes(), &ben)).is_empty());
    let nobody = Choice { person: Some("Eve".to_owned()), ..Choice::default() };
    assert!(read_as(between.as_bytes(), &nobody).unwrap_err().contains("nobody is called `Eve`"));
}
