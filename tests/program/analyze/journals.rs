//! Journals, whole and cut short. Their causal verdicts are those of the session that wrote them.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use breathmark::event::input::{Input, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::Seat;
use breathmark::heart::artifact::Verdict;
use breathmark::heart::beat::RrInterval;
use breathmark::heart::measurement::encode;
use breathmark::heart::{Finding, Heart};

use super::{file, folder, json, refusal};

#[test]
fn a_journal_is_analysed_seat_by_seat() {
    let folder = folder("journal");
    let path = folder.join("talk.jsonl").display().to_string();
    let outputs = folder.join("outputs.jsonl").display().to_string();
    let made = Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .env("HOME", &folder)
        .args(["talk", "--demo", "--outputs", "-", "--journal", &path])
        .output()
        .unwrap();
    assert!(made.status.success(), "{outputs}: {}", String::from_utf8_lossy(&made.stderr));
    let objects = json(&["--json", &path]);
    assert_eq!([&objects[0]["seat"], &objects[1]["seat"]], ["left", "right"]);
    for object in &objects {
        assert!(object["quality"]["intervals"].as_u64().unwrap() > 100, "{object}");
        assert!(object["quality"]["clean_share"].as_f64().unwrap() > 0.9, "{object}");
    }
    assert!(json(&["--beats", &path]).iter().all(|line| line["seat"] == "left" || line["seat"] == "right"));

    let whole = std::fs::read(&path).unwrap();
    let torn = file(&folder, "torn.jsonl", &whole[..whole.len() - 9]);
    let notes = json(&["--json", &torn])[0]["notes"].to_string();
    assert!(notes.contains("cut short"), "{notes}");
    let end = whole.iter().position(|byte| *byte == b'\n').unwrap();
    // Lines that are written here have no checksums, as in format 1.
    let mut header: serde_json::Value = serde_json::from_slice(&whole[..end]).unwrap();
    header["breathmark"] = 1.into();
    header.as_object_mut().unwrap().remove("crc");
    causal_verdicts_are_those_of_the_session(&folder, format!("{header}\n").as_bytes());
    assert!(refusal(&[&file(&folder, "keys.jsonl", &whole[..=end])]).contains("no RR intervals"));
}

/// A heart with faults. After a gap its strap counts every beat twice: the artifact filter alone would accept that, and a
/// session does not.
fn causal_verdicts_are_those_of_the_session(folder: &Path, header: &[u8]) {
    let mut random = fastrand::Rng::with_seed(2);
    let clean = std::iter::repeat_with(|| random.u16(850..880)).take(150);
    let mut ticks: Vec<u16> = clean.collect();
    ticks.extend((0..60).map(|beat| 425 + beat * 5 % 13));
    (ticks[40], ticks[70], ticks[100]) = (1720, 430, 600);
    let (mut at, mut session, mut journal) = (Moment::from_secs(2), Heart::default(), header.to_vec());
    let mut said = Vec::new();
    for (index, ticks) in ticks.into_iter().enumerate() {
        at += RrInterval(ticks).duration() + if index == 150 { Duration::from_secs(9) } else { Duration::ZERO };
        let bytes = encode(70, &[ticks]);
        session.receive(at, 1, &bytes, |finding| {
            if let Finding::Beat(_, verdict) = finding {
                said.push(verdict);
            }
        });
        let input = Input::Notification { seat: Seat::Left, epoch: 1, bytes: Payload(bytes) };
        journal.extend(serde_json::to_vec(&Stamped { at, input }).unwrap());
        journal.push(b'\n');
    }
    assert!(said[150..].iter().filter(|verdict| **verdict == Verdict::Unsettled).count() > 40, "{said:?}");
    let lines = json(&["--beats", &file(folder, "doubled.jsonl", journal)]);
    // The last beats of a session that is still going on wait for their verdict.
    assert!(lines.len() - said.len() <= 2);
    for (index, (line, verdict)) in lines.iter().zip(&said).enumerate() {
        let wanted = match verdict {
            Verdict::Normal => "normal",
            Verdict::Missed => "missed",
            Verdict::Extra => "extra",
            Verdict::Ectopic => "ectopic",
            _ => "misplaced",
        };
        assert_eq!(line["causal_verdict"], wanted, "{index}: {verdict:?}");
    }
}
