//! The rule of layers: the table in `table.rs` says which room may use which, and the sources are held to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod examples;
mod imports;
mod sources;
mod table;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use imports::Named;
use sources::{FILES, File};
use table::{CLOCKS, IMPURE, PURE_PARTS, ROOMS, Room};

const BEGIN: &str = "<!-- layers -->";
const END: &str = "<!-- /layers -->";

fn row(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// Fails with everything that is wrong, not with the first of it.
#[track_caller]
fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_room_has_a_row_and_every_row_a_room() {
    let rows: BTreeSet<&str> = ROOMS.iter().map(|room| room.name).collect();
    let rooms: BTreeSet<&str> = FILES.iter().map(File::room).filter(|room| *room != "lib").collect();
    let no_row = rooms.difference(&rows).map(|room| format!("src/{room} has no row in the table"));
    let no_room = rows.difference(&rooms).map(|row| format!("the table has a row for {row}, and src has no such room"));
    nothing(&no_row.chain(no_room).collect::<Vec<_>>());
    assert_eq!(rows.len(), ROOMS.len(), "the table names a room twice");
}

#[test]
fn a_room_uses_only_the_rooms_in_its_row() {
    let mut wrong = Vec::new();
    for file in FILES.iter() {
        let allowed = row(file.room()).map_or(&[][..], |room| room.uses);
        for (line, used) in file.uses().filter(|(_, used)| !allowed.contains(used)) {
            wrong.push(format!("{}:{line}: {} may not use {used}", file.path.display(), file.room()));
        }
    }
    nothing(&wrong);
}

#[test]
fn the_table_allows_only_what_some_file_uses() {
    let used: BTreeSet<(&str, &str)> =
        FILES.iter().flat_map(|file| file.uses().map(|(_, used)| (file.room(), used))).collect();
    let allowed = ROOMS.iter().flat_map(|room| room.uses.iter().map(|used| (room.name, *used)));
    let unused = allowed.filter(|pair| !used.contains(pair));
    nothing(
        &unused
            .map(|(room, used)| format!("the table allows {room} to use {used}, and no file does"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_row_names_only_rows_above_it_so_there_is_no_circle() {
    let mut wrong = Vec::new();
    for (at, room) in ROOMS.iter().enumerate() {
        let above = |used: &str| ROOMS[..at].iter().any(|other| other.name == used);
        wrong.extend(
            room.uses
                .iter()
                .filter(|used| !above(used))
                .map(|used| format!("{} uses {used}, which is not above it", room.name)),
        );
    }
    nothing(&wrong);
}

#[test]
fn a_pure_room_uses_only_pure_rooms() {
    let impure = |used: &&&str| row(used).is_none_or(|room| !room.pure);
    let pure = ROOMS.iter().filter(|room| room.pure);
    let wrong = pure
        .flat_map(|room| room.uses.iter().filter(impure).map(|used| format!("{} is pure, {used} is not", room.name)));
    nothing(&wrong.collect::<Vec<_>>());
}

#[test]
fn pure_code_names_nothing_impure() {
    let mut wrong = Vec::new();
    for file in FILES.iter().filter(|file| is_pure(file)) {
        let place = file.path.display();
        let names = file.names.paths.iter().filter(|named| is_impure(named));
        wrong.extend(names.map(|named| format!("{place}:{}: {} in pure code", named.line, named.path.join("::"))));
        wrong.extend(file.names.waits.iter().map(|line| format!("{place}:{line}: pure code waits for nothing")));
    }
    nothing(&wrong);
}

#[test]
fn every_pure_part_is_there() {
    let missing = PURE_PARTS.iter().filter(|part| !FILES.iter().any(|file| is_within(file, part)));
    nothing(&missing.map(|part| format!("there is no src/{part}, which the table calls pure")).collect::<Vec<_>>());
}

#[test]
fn the_architecture_page_prints_this_table() {
    let page = std::fs::read_to_string(sources::root().join("ARCHITECTURE.md")).unwrap();
    let printed = page.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(printed, _)| printed.trim());
    let expected = printed_table();
    assert!(printed == Some(expected.trim()), "ARCHITECTURE.md should say:\n\n{BEGIN}\n{expected}{END}\n");
}

fn is_pure(file: &File) -> bool {
    row(file.room()).is_some_and(|room| room.pure) || PURE_PARTS.iter().any(|part| is_within(file, part))
}

fn is_within(file: &File, part: &str) -> bool {
    let part: Vec<&str> = part.split('/').collect();
    file.module.len() >= part.len() && file.module.iter().zip(&part).all(|(name, wanted)| name == wanted)
}

fn is_impure(named: &Named) -> bool {
    let path = format!("{}::", named.path.join("::"));
    let begins = IMPURE.iter().any(|word| path.starts_with(&format!("{word}::")));
    begins || named.path.iter().any(|name| CLOCKS.contains(&name.as_str()))
}

fn printed_table() -> String {
    let mut text = String::from("| Room | What is in it | Pure | Uses |\n|---|---|---|---|\n");
    for room in ROOMS {
        let uses = if room.uses.is_empty() { "nothing".to_owned() } else { room.uses.join(", ") };
        let pure = if room.pure { "yes" } else { "no" };
        writeln!(text, "| `{}` | {} | {pure} | {uses} |", room.name, room.holds).unwrap();
    }
    text
}
