//! The core stays pure: it names no async, terminal, file, network or clock crate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

const PURE: [&str; 18] = [
    "src/after/mod.rs",
    "src/after/item.rs",
    "src/after/calendar.rs",
    "src/after/zone.rs",
    "src/heart",
    "src/talk",
    "src/session.rs",
    "src/simulate",
    "src/study",
    "src/practice.rs",
    "src/breath.rs",
    "src/moment.rs",
    "src/seat.rs",
    "src/input.rs",
    "src/output.rs",
    "src/strap/awake.rs",
    "src/strap/link",
    "src/strap/link.rs",
];
const FORBIDDEN: [&str; 16] = [
    "tokio",
    "futures",
    "btleplug",
    "crossterm",
    "ratatui",
    "std::fs",
    "std::io",
    "std::net",
    "std::thread",
    "std::env",
    "std::process",
    "Instant",
    "SystemTime",
    "async ",
    ".await;",
    "crate::clock",
];

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|entry| files(&entry)).collect()
}

#[test]
fn pure_folders_name_nothing_impure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files: Vec<PathBuf> = PURE.iter().flat_map(|path| files(&root.join(path))).collect();
    assert!(files.len() >= 15, "the list of pure folders is out of date");
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (number, line) in code.enumerate() {
            let found = FORBIDDEN.iter().find(|word| line.contains(**word));
            assert_eq!(found, None, "{}: code line {}: {line}", file.display(), number + 1);
        }
    }
}

#[test]
fn the_heart_does_not_know_the_talk() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in files(&root.join("src/heart")) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("crate::talk") && !text.contains("crate::session"), "{}", file.display());
    }
}
