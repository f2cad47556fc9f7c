//! Every file of `public_cases` that `analyze` reads, with the value that is right.

use super::reading::{Right, Wanted, read};
use super::records::data;

/// The true series behind most cases: 130 intervals, mean 848.89 ms, RMSSD 30.31 ms (numpy).
fn plain() -> Right {
    Right { intervals: Some(130), breaks: Some(0), mean_rr_ms: Some(848.89), rmssd_ms: Some(30.31), ..Right::default() }
}

/// The true series behind the journals: 180 intervals, mean 848.98 ms, RMSSD 31.86 ms (numpy).
fn journal() -> Right {
    Right { intervals: Some(180), mean_rr_ms: Some(848.98), rmssd_ms: Some(31.86), ..plain() }
}

/// Four drop-outs of 30 s in 130 intervals.
fn dropouts() -> Right {
    Right { breaks: Some(4), mean_rr_ms: Some(804.89), rmssd_ms: Some(29.99), ..plain() }
}

fn cases() -> Vec<(&'static str, Wanted)> {
    let one = |right: Right| Wanted::Read(vec![right]);
    vec![
        ("01-hrvlogger-dropouts.csv", one(dropouts())),
        ("02-iso-timestamps-dropouts.txt", one(dropouts())),
        (
            "05-index-comma-long.csv",
            one(Right { intervals: Some(420), mean_rr_ms: Some(849.59), rmssd_ms: Some(33.26), ..plain() }),
        ),
        (
            "06-index-tab.txt",
            one(Right { intervals: Some(240), mean_rr_ms: Some(599.09), rmssd_ms: Some(17.08), ..plain() }),
        ),
        (
            "08-two-hearts-seat-column.csv",
            Wanted::Read(vec![
                Right { person: Some("left"), ..plain() },
                Right { person: Some("right"), mean_rr_ms: Some(689.32), rmssd_ms: Some(26.70), ..plain() },
            ]),
        ),
        // Rounded to 1/1024 s, the RMSSD is a quarter of a percent off.
        ("10-unit-1024-in-header.csv", one(Right { within: 0.004, notes: &["1/1024 s"], ..plain() })),
        (
            "11-beat-times-seconds.txt",
            one(Right {
                intervals: Some(299),
                mean_rr_ms: None,
                rmssd_ms: Some(30.72),
                notes: &["times of beats"],
                ..plain()
            }),
        ),
        ("13-thousands-comma.csv", one(Right { mean_rr_ms: Some(998.89), ..plain() })),
        // The last of the 130 beats left no row.
        (
            "14-sampled-last-interval-10hz.csv",
            one(Right { intervals: Some(129), within: 0.002, notes: &["repeat the last interval"], ..plain() }),
        ),
        ("15-several-intervals-a-row.csv", one(plain())),
        (
            "16-empatica-ibi.csv",
            one(Right { breaks: Some(1), mean_rr_ms: Some(849.52), rmssd_ms: Some(31.82), ..plain() }),
        ),
        ("17-polar-hrm.hrm", one(Right { notes: &["Polar .hrm"], ..plain() })),
        ("20-json-rr.json", one(Right { notes: &["JSON"], ..plain() })),
        ("21-one-line-list.txt", one(plain())),
        ("22-openhrv-long-table.csv", one(plain())),
        ("23-preamble-lines.txt", one(Right { notes: &["read as seconds"], ..plain() })),
        (
            "25-polar-flow-duration-offline.csv",
            one(Right {
                clean: Some(127),
                breaks: Some(1),
                mean_rr_ms: Some(849.04),
                rmssd_ms: None,
                notes: &["3 intervals are marked by `offline`"],
                ..plain()
            }),
        ),
        ("26-column-bbi.csv", one(plain())),
        ("29-list-in-a-cell.csv", one(plain())),
        (
            "31-ppi-blocker.txt",
            one(Right {
                clean: Some(120),
                breaks: Some(1),
                mean_rr_ms: None,
                rmssd_ms: None,
                notes: &["10 intervals are marked by `blocker`"],
                ..plain()
            }),
        ),
        ("36-strap-sends-milliseconds.jsonl", one(Right { notes: &["read as ms: taken for 1/1024 s"], ..journal() })),
        ("37-every-beat-twice.jsonl", Wanted::NoFigures("every beat is there twice")),
        ("39-zero-padded.jsonl", one(journal())),
        ("41-held-three-seconds.jsonl", one(journal())),
        ("42-interval-made-from-rate.jsonl", Wanted::NoFigures("made from the rate")),
    ]
}

/// The files of the folder that are inputs of `analyze`, with their bytes. None without the reference data.
pub(crate) fn files(suite: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let folder = data(suite)?.join("public_cases");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in std::fs::read_dir(&folder).ok()?.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        // From 43 on, and in 32 and 33, the cases are those of other commands.
        let number: u32 = name.get(..2).and_then(|number| number.parse().ok()).unwrap_or(99);
        let ours = number < 43 && !(32..=33).contains(&number);
        if ours && path.extension() != Some("md".as_ref()) {
            files.push((name, std::fs::read(&path).ok()?));
        }
    }
    files.sort();
    Some(files)
}

#[test]
fn every_public_case_is_read_right_or_refused() {
    let Some(files) = files("inputs, the public cases") else { return };
    let cases = cases();
    let mut faults = Vec::new();
    for (name, bytes) in &files {
        let case = cases.iter().find(|(case, _)| case == name);
        let Some((_, wanted)) = case else {
            faults.push(format!("{name}: nobody says what is right about it"));
            continue;
        };
        faults.extend(wanted.faults(&read(bytes)).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(cases.iter().all(|(name, _)| files.iter().any(|(file, _)| file == name)), "a case has no file");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(files.len(), 25, "the folder has other cases than this test knows");
}
