//! What stands in each format.
#![allow(clippy::unwrap_used)]

use breathmark::event::seat::Seat;
use breathmark::export::name::FormatName;
use serde_json::Value;

use super::journals::{Exported, export, resting, strap, talk, unpacked};

/// A heart with two missed beats, one premature one, and five seconds of lost notifications.
fn eventful() -> Vec<u8> {
    let mut rr = resting(300, 9);
    rr[60] *= 2.0;
    rr[100] *= 2.0;
    rr[150] -= 250.0;
    rr[151] += 250.0;
    talk(&[(Seat::Left, strap(rr, |second| (200..205).contains(&second)))])
}

fn of(format: FormatName, is_clean: bool) -> (Exported, Vec<String>) {
    let exported = export(&eventful(), format, is_clean).pop().unwrap();
    let gzip = |bytes: &Vec<u8>| bytes.starts_with(&[0x1f, 0x8b]);
    let text = |bytes| if gzip(bytes) { unpacked(bytes) } else { String::from_utf8(bytes.clone()).unwrap() };
    let texts = exported.files.iter().map(text).collect();
    (exported, texts)
}

#[test]
fn the_tally_accounts_for_every_beat() {
    let (all, _) = of(FormatName::Rr, false);
    let (clean, _) = of(FormatName::Rr, true);
    let rejected: u64 = all.tally.rejected.values().sum();
    assert!(rejected >= 4, "{:?}", all.tally);
    assert_eq!((all.tally.written, all.tally.gaps), (all.tally.beats, 1));
    assert_eq!((clean.tally.beats, clean.tally.written), (all.tally.beats, all.tally.beats - rejected));
    assert_eq!((&clean.tally.rejected, clean.tally.gaps), (&all.tally.rejected, 1));
}

#[test]
fn rr_text_and_its_table_of_rejected_beats_together_hold_everything() {
    let (all, texts) = of(FormatName::Rr, false);
    let lines: Vec<&str> = texts[0].lines().collect();
    assert_eq!(lines.len() as u64, all.tally.beats);
    let rows: Vec<Vec<&str>> = texts[1].lines().skip(1).map(|row| row.split(',').collect()).collect();
    for row in rows.iter().filter(|row| row[3] != "gap") {
        assert_eq!(lines[row[0].parse::<usize>().unwrap() - 1], row[2], "the line of a rejected interval");
    }
    let gaps: Vec<_> = rows.iter().filter(|row| row[3] == "gap").collect();
    assert_eq!(gaps.len(), 1);
    assert!((4000.0..7000.0).contains(&gaps[0][4].parse::<f64>().unwrap()), "{gaps:?}");

    let (clean, texts) = of(FormatName::Rr, true);
    let kept: Vec<&str> = texts[0].lines().collect();
    assert_eq!(kept.len() as u64, clean.tally.written);
    // Put back where the table says, what was left out makes the whole again.
    let mut whole: Vec<&str> = Vec::new();
    let mut rejected = texts[1].lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>()).peekable();
    for (index, line) in kept.iter().enumerate() {
        while let Some(row) = rejected.next_if(|row| row[0].parse::<usize>().unwrap() == index + 1) {
            whole.extend((row[3] != "gap").then(|| row[2]));
        }
        whole.push(line);
    }
    whole.extend(rejected.filter(|row| row[3] != "gap").map(|row| row[2]));
    assert_eq!(whole, lines);
}

#[test]
fn a_gap_is_in_the_row_after_it_and_nowhere_else() {
    let (all, texts) = of(FormatName::Csv, false);
    let rows: Vec<Vec<&str>> = texts[0].lines().skip(1).map(|row| row.split(',').collect()).collect();
    let number = |row: &[&str], column: usize| row[column].parse::<f64>().unwrap();
    assert_eq!(rows.len() as u64, all.tally.beats);
    for pair in rows.windows(2) {
        let between_ms = (number(&pair[1], 1) - number(&pair[0], 1)) * 1000.0 - number(&pair[1], 2);
        let said = if pair[1][5].is_empty() { 0.0 } else { number(&pair[1], 5) };
        assert!((between_ms - said).abs() < 0.3, "{pair:?}");
        assert!(number(&pair[1], 6) >= number(&pair[1], 1) - 2.0, "a beat arrives after it was: {pair:?}");
    }
    assert_eq!(rows.iter().filter(|row| !row[5].is_empty()).count(), 1);
}

#[test]
fn json_lines_begin_with_the_session_and_a_gap_stands_before_its_beat() {
    let (all, texts) = of(FormatName::Jsonl, false);
    let lines: Vec<Value> = texts[0].lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["metadata"]["person"], "left");
    assert_eq!(lines[0]["metadata"]["session"], "talk");
    assert_eq!(lines.iter().filter(|line| line["type"] == "beat").count() as u64, all.tally.beats);
    let gap = lines.iter().position(|line| line["type"] == "gap").unwrap();
    let begins = lines[gap + 1]["time_s"].as_f64().unwrap() - lines[gap + 1]["rr_ms"].as_f64().unwrap() / 1000.0;
    assert!((lines[gap]["time_s"].as_f64().unwrap() - begins).abs() < 1e-5);
    let lost_s = begins - lines[gap - 1]["time_s"].as_f64().unwrap();
    assert!((lines[gap]["missing_ms"].as_f64().unwrap() - 1000.0 * lost_s).abs() < 0.3);
}

#[test]
fn the_json_of_bids_names_and_describes_every_column() {
    for is_clean in [false, true] {
        let (_, texts) = of(FormatName::Bids, is_clean);
        for (table, json) in [(0, 1), (2, 3)] {
            let json: Value = serde_json::from_str(&texts[json]).unwrap();
            let columns: Vec<&str> = json["Columns"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
            assert!(texts[table].lines().all(|row| row.split('\t').count() == columns.len()), "{columns:?}");
            assert!(columns.iter().all(|column| json[column]["Description"].is_string()), "{columns:?}");
            assert!(texts[table].starts_with(|c: char| c.is_ascii_digit()), "BIDS wants no header line");
        }
    }
}

#[test]
fn the_sampled_heart_rate_is_that_of_the_interval_around_it_and_nothing_where_none_counts() {
    let (_, texts) = of(FormatName::Bids, false);
    let json: Value = serde_json::from_str(&texts[1]).unwrap();
    let (rate_hz, start_s) = (json["SamplingFrequency"].as_f64().unwrap(), json["StartTime"].as_f64().unwrap());
    let beats: Vec<Vec<&str>> = texts[2].lines().map(|row| row.split('\t').collect()).collect();
    let accepted: Vec<(f64, f64)> = beats
        .iter()
        .filter(|beat| beat[4] == "normal")
        .map(|beat| (beat[0].parse().unwrap(), beat[2].parse().unwrap()))
        .collect();
    let (mut sampled, mut empty) = (0, 0);
    for (index, row) in texts[0].lines().enumerate() {
        let (at, rate) = row.split_once('\t').unwrap();
        let at: f64 = at.parse().unwrap();
        assert!((at - start_s - index as f64 / rate_hz).abs() < 1e-9, "evenly sampled from the start");
        let around = accepted.iter().find(|(end, ms)| at <= *end && at > end - ms / 1000.0 + 1e-6);
        if let Some((_, ms)) = around {
            assert!((rate.parse::<f64>().unwrap() - 60_000.0 / ms).abs() < 0.001, "{row}");
            sampled += 1;
        } else {
            assert_eq!(rate, "n/a", "{row}");
            empty += 1;
        }
    }
    assert!(sampled > 800 && empty > 25, "{sampled} {empty}");
}

#[test]
fn the_same_journal_gives_the_same_bytes() {
    for format in FormatName::ALL {
        assert_eq!(of(format, false).0.files, of(format, false).0.files, "{format:?}");
    }
}
