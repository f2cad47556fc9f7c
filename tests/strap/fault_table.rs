//! The page on faults names every row of the fault matrix and every fault of the air, and none that does not exist.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../docs/faults.md");

/// The names in code quotes of one column of the table, without paths.
fn named(column: usize) -> BTreeSet<&'static str> {
    let cells = PAGE.lines().filter(|line| line.starts_with("| ")).filter_map(|line| line.split('|').nth(column));
    let quoted = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    quoted.filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).collect()
}

#[test]
fn every_row_of_the_fake_bus_is_on_the_page() {
    let rows = include_str!("../faults/rows/mod.rs").lines().filter(|line| line.starts_with("        "));
    let rows: BTreeSet<&str> = rows.map(|line| line.trim().trim_end_matches(';')).collect();
    assert!(rows.len() > 40, "{rows:?}");
    assert_eq!(named(2), rows);
}

#[test]
fn every_fault_of_the_air_is_on_the_page() {
    let script = include_str!("../../hardware/virtual-straps/faults.py");
    let faults = script.split_once("FAULTS = (").unwrap().1.split_once(')').unwrap().0;
    let faults: BTreeSet<&str> = faults.split(',').map(str::trim).chain(["neighbour"]).collect();
    assert!(faults.len() > 8 && script.contains("neighbour(rig)"), "{faults:?}");
    assert_eq!(named(3), faults);
}
