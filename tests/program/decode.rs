//! `breathmark decode`: one JSON object for every line, written at once, whatever the line contains.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use crate::records::data;

fn start() -> Child {
    Command::new(env!("CARGO_BIN_EXE_breathmark"))
        .arg("decode")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn decode(input: &[u8]) -> Vec<serde_json::Value> {
    let mut child = start();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writing = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_line_is_answered_before_the_next_is_read() {
    let mut child = start();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for (line, wanted) in [("16 48 52 03", "\"rr_1024\":[850]"), ("not bytes", "\"error\""), ("0048", "\"bpm\":72")] {
        writeln!(stdin, "{line}").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert!(answer.contains(wanted) && answer.ends_with('\n'), "{line}: {answer}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_success() {
    let mut child = start();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // The program may end before everything is written.
    let _ = stdin.write_all("16485203\n".repeat(10_000).as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn fields_are_named_as_the_service_names_them() {
    let objects = decode(b"1E 48 10 00 52 03 57 03\n04FF\n0600FF\n1048520311\n\n10\n");
    assert_eq!(
        objects[0],
        serde_json::json!({"bpm": 72, "contact": "detected", "energy_kj": 16, "rr_1024": [850, 855], "anomaly": null})
    );
    assert_eq!(objects[1]["contact"], "not_detected");
    assert_eq!(objects[2]["anomaly"], "extra_octets");
    assert_eq!((&objects[3]["anomaly"], &objects[3]["contact"]), (&"odd_tail".into(), &"unsupported".into()));
    assert!(objects[4]["error"].is_string() && objects[5]["error"].is_string());
    assert_eq!(objects.len(), 6);
}

#[test]
fn odd_lines_are_decoded_or_give_an_error() {
    let same = serde_json::json!(
        {"bpm": 72, "contact": "detected", "energy_kj": null, "rr_1024": [850], "anomaly": null}
    );
    let read = ["\u{feff}0x16 0x48 0x52 0x03\r", "0x16485203", "\t0x16-48-52-03  ", "value: (0x) 16-48-52-03"];
    let refused = ["", "   ", "zz", "1648520", "16 48 52 03 odd", "+16", "NaN", "16,5"];
    let input = [&read[..], &refused].concat().join("\n") + "\n\u{fffd}\n";
    let objects = decode(input.as_bytes());
    assert_eq!(objects.len(), read.len() + refused.len() + 1);
    assert!(objects[..read.len()].iter().all(|object| *object == same), "{objects:?}");
    assert!(objects[read.len()..].iter().all(|object| object["error"].is_string()), "{objects:?}");
}

#[test]
fn the_published_lists_are_decoded_as_their_programs_meant_them() {
    let Some(folder) = data("program decode") else { return };
    let decoded = |name: &str| -> Vec<(serde_json::Value, serde_json::Value, serde_json::Value)> {
        let input = std::fs::read(folder.join("public_cases").join(name)).unwrap();
        decode(&input).into_iter().map(|o| (o["bpm"].clone(), o["rr_1024"].clone(), o["contact"].clone())).collect()
    };
    let measurement =
        |bpm: u8, rr: &[u16]| (serde_json::json!(bpm), serde_json::json!(rr), serde_json::json!("unsupported"));
    let two = measurement(67, &[882, 906]);
    assert_eq!(decoded("32-decode-decimal-lists.txt"), [two.clone(), measurement(68, &[914]), two]);
    assert_eq!(decoded("33-decode-unpadded.txt"), [measurement(62, &[945, 990]), measurement(72, &[1027])]);
}

#[test]
fn a_line_that_could_mean_something_else_says_how_it_was_read() {
    let objects = decode(b"0x16 0x48 0x52 0x03\n16 48 52 03\n[16, 72, 82, 3]\n16 72 82 3\n16 48 52 03 48\n");
    assert_eq!((&objects[0]["bpm"], objects[0].get("assumed")), (&72.into(), None), "as the program advises");
    assert_eq!(objects[1]["bpm"], 72);
    assert!(objects[1]["assumed"].as_str().unwrap().starts_with("hexadecimal"));
    assert!(objects[4]["assumed"].as_str().unwrap().ends_with("no likely one"));
    assert!(objects[2]["assumed"].as_str().unwrap().starts_with("decimal"));
    assert!(objects[3]["error"].as_str().unwrap().contains("write octets as 0x16 0x48 0x52 0x03"));
}

/// The payloads stay outside the project: `BREATHMARK_DATA` names their folder.
#[test]
fn known_payloads_are_decoded_as_expected() {
    let Some(folder) = data("program decode") else { return };
    let text = std::fs::read_to_string(folder.join("hrm_vectors.csv")).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let payloads = rows.iter().fold(String::new(), |all, row| all + row[1] + "\n");
    let objects = decode(payloads.as_bytes());
    assert_eq!(objects.len(), rows.len());
    for (row, object) in rows.iter().zip(&objects) {
        if row[3].starts_with("error") {
            assert!(object["error"].is_string(), "{row:?}: {object}");
            continue;
        }
        let rr: Vec<String> = object["rr_1024"].as_array().unwrap().iter().map(ToString::to_string).collect();
        let energy = if object["energy_kj"].is_null() { String::new() } else { object["energy_kj"].to_string() };
        assert_eq!([row[4], row[6]], [object["bpm"].to_string(), energy], "{row:?}");
        assert_eq!((row[5], row[7].replace(' ', ";")), (object["contact"].as_str().unwrap(), rr.join(";")), "{row:?}");
        assert_eq!(row[3] == "ok", object["anomaly"].is_null(), "{row:?}");
        let is_doubted = object["assumed"].as_str().is_some_and(|said| said.contains("no likely one"));
        assert!(object["anomaly"].is_null() || is_doubted, "{row:?}: {object}");
    }
    println!("{} payloads were decoded as expected", rows.len());
}
