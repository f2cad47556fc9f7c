//! `analyze` finds in every format the beats and the figures that it finds in the journal itself.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use breathmark::event::seat::Seat;
use breathmark::export::name::FormatName;
use breathmark::heart::beat::RrInterval;
use breathmark::lab::analyze::{Analysis, analysis, read};

use super::journals::{self, Played, Sent, export, resting, strap, talk};
use super::records;

/// The recordings in a file, analysed.
fn analysed(bytes: &[u8]) -> Vec<Analysis> {
    let recordings = read::recordings(bytes).unwrap();
    recordings.into_iter().map(|recording| analysis(recording, None)).collect()
}

/// The intervals of a recording in 1/1024 s. Each must be a whole number of them.
fn ticks(analysis: &Analysis) -> Vec<u32> {
    let each = |rr_ms: f64| {
        let ticks = rr_ms * 1.024;
        assert!((ticks - ticks.round()).abs() < 1e-9, "{rr_ms} ms");
        ticks.round() as u32
    };
    analysis.recording.rows.iter().map(|row| each(row.rr_ms)).collect()
}

/// Holds every format of this journal against the journal. RR text has no place for lost beats: it is compared only where
/// none are.
fn check(name: &str, journal: &[u8]) {
    let of_journal = analysed(journal);
    let loses = of_journal.iter().any(|analysis| analysis.summaries[0].1.quality.breaks > 0);
    let played = Played::of(journal).unwrap();
    for format in FormatName::ALL {
        let exported = played.export(format, false);
        assert_eq!(exported.len(), of_journal.len(), "{name}, {format:?}");
        for (person, original) in exported.iter().zip(&of_journal) {
            let at = format!("{name}, {format:?}, {:?}", person.seat);
            // The beats of BIDS are in its physioevents.
            let file = if format == FormatName::Bids { &person.files[2] } else { &person.files[0] };
            let again = &analysed(file)[0];
            assert_eq!(original.recording.seat, Some(person.seat), "{at}");
            assert_eq!(ticks(again), ticks(original), "{at}");
            if format == FormatName::Rr && loses {
                continue;
            }
            let (before, after) = (&original.summaries[0].1, &again.summaries[0].1);
            assert_eq!(before.quality.verdicts, after.quality.verdicts, "{at}");
            assert_eq!(before.quality.breaks, after.quality.breaks, "{at}");
            let rmssd = |summary: &breathmark::lab::analyze::summary::Summary| {
                summary.metrics.as_ref().and_then(|metrics| metrics.rmssd_ms)
            };
            match (rmssd(before), rmssd(after)) {
                (Some(before), Some(after)) => assert!((before / after - 1.0).abs() < 1e-12, "{at}: {before} {after}"),
                (before, after) => assert_eq!(before, after, "{at}"),
            }
        }
    }
}

/// Resting intervals with a beat missed, one too many, and a premature one now and then.
fn disturbed(count: usize, seed: u64) -> Vec<f64> {
    let mut rr = resting(count, seed);
    for place in (40..count - 2).step_by(61) {
        match place % 3 {
            0 => rr[place] *= 2.0,
            1 => rr[place] /= 2.0,
            _ => {
                rr[place] -= 260.0;
                rr[place + 1] += 260.0;
            }
        }
    }
    rr
}

#[test]
fn simulated_hearts_come_back_as_they_were_recorded() {
    let calm = strap(resting(400, 1), |_| false);
    check("calm", &talk(&[(Seat::Left, calm.clone()), (Seat::Right, strap(resting(380, 2), |_| false))]));
    check("disturbed", &talk(&[(Seat::Left, strap(disturbed(500, 3), |_| false)), (Seat::Right, calm)]));
    let lossy = strap(disturbed(900, 4), |second| second % 97 < 2);
    check("lossy", &talk(&[(Seat::Right, lossy)]));
}

#[test]
fn recorded_hearts_come_back_as_they_were_recorded() {
    let Some(data) = records::data("export round_trip") else { return };
    let column = |file: &str, column: &str| -> Vec<String> {
        let text = std::fs::read_to_string(data.join(file)).unwrap();
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let place = lines.next().unwrap().split(',').position(|name| name == column).unwrap();
        lines.map(|line| line.split(',').nth(place).unwrap().to_owned()).collect()
    };
    let numbers = |file: &str, name: &str| -> Vec<f64> {
        let all = column(file, name).into_iter().map(|text| text.parse().unwrap());
        all.filter(|ms: &f64| (200.0..4000.0).contains(ms)).collect()
    };
    let frames = "ble_frames/h10_stream_reconstructed.csv";
    let bytes =
        |hex: &str| (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    let arrivals = column(frames, "arrival_s").into_iter().map(|text| text.parse::<f64>().unwrap() + 3.0);
    let many_premature: Vec<Sent> = arrivals.zip(column(frames, "hex").iter().map(|hex| bytes(hex))).collect();
    check("a strap with many premature beats", &talk(&[(Seat::Left, many_premature)]));
    let calm = numbers("recordings/resp_reference/nk_bio100_rr.csv", "rr_ms");
    check("a calm heart", &talk(&[(Seat::Left, strap(calm, |_| false))]));
    let day = numbers("recordings/long24h_rr/nsr009.csv", "rr_ms");
    let part = |from: usize| day[from..from + 1500].iter().copied();
    let lossy = strap(part(60_000), |second| second % 211 == 7);
    check("two parts of a day", &talk(&[(Seat::Left, strap(part(20_000), |_| false)), (Seat::Right, lossy)]));
}

#[test]
fn a_demo_comes_back_as_it_was_recorded() {
    let folder = journals::folder("demo");
    for kind in ["talk", "practice"] {
        let path = folder.join(format!("{kind}.jsonl"));
        let made = demo(&folder, kind, &path);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        check(kind, &std::fs::read(path).unwrap());
    }
}

fn demo(home: &Path, kind: &str, journal: &Path) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.env("HOME", home).args([kind, "--demo", "--outputs", "-", "--journal"]).arg(journal).output().unwrap()
}

#[test]
fn what_is_clean_comes_back_with_its_breaks() {
    let journal = talk(&[(Seat::Left, strap(disturbed(900, 5), |second| second % 151 == 0))]);
    for format in [FormatName::Csv, FormatName::Jsonl, FormatName::Bids] {
        let exported = &export(&journal, format, true)[0];
        let file = if format == FormatName::Bids { &exported.files[2] } else { &exported.files[0] };
        let again = &analysed(file)[0];
        assert_eq!(again.recording.rows.len() as u64, exported.tally.written, "{format:?}");
        assert_eq!(again.summaries[0].1.quality.breaks as u64, exported.tally.joins, "{format:?}");
        assert!(exported.tally.joins > exported.tally.gaps && exported.tally.gaps > 0, "{:?}", exported.tally);
    }
}

#[test]
fn where_rows_were_taken_out_of_an_export_the_chain_is_broken() {
    let journal = talk(&[(Seat::Left, strap(resting(400, 8), |_| false))]);
    let whole = String::from_utf8(export(&journal, FormatName::Csv, false)[0].files[0].clone()).unwrap();
    let mut lines: Vec<&str> = whole.lines().collect();
    for line in [300, 200, 100] {
        lines.remove(line);
    }
    let rr: Vec<f64> = lines[1..].iter().map(|line| line.split(',').nth(2).unwrap().parse().unwrap()).collect();
    let pairs = rr.windows(2).enumerate().filter(|(before, _)| ![98, 197, 296].contains(before));
    let squares: Vec<f64> = pairs.map(|(_, two)| (two[1] - two[0]).powi(2)).collect();
    let right = (squares.iter().sum::<f64>() / squares.len() as f64).sqrt();
    let summary = &analysed((lines.join("\n") + "\n").as_bytes())[0].summaries[0].1;
    assert_eq!(summary.quality.breaks, 3);
    assert!((summary.metrics.as_ref().unwrap().rmssd_ms.unwrap() / right - 1.0).abs() < 1e-9);
}

#[test]
fn every_interval_that_a_strap_can_send_is_written_exactly() {
    for ticks in 1..=u16::MAX {
        let text = RrInterval(ticks).ms().to_string();
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert!(decimals <= 7, "{text}");
        let back: f64 = text.parse().unwrap();
        assert_eq!(back.to_bits(), RrInterval(ticks).ms().to_bits(), "{text}");
    }
}
