//! Heart Rate Measurements of real straps, of other projects' tests and of the profile's test suite, decoded exactly.
//!
//! The vectors stay outside the project: `BREATHMARK_DATA` names their folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use breathmark::heart::measurement::{Anomaly, Contact, Measurement};
use proptest::prelude::*;

use crate::records::data;

/// Splits a CSV line with quoted fields.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
}

/// What we make of the payload, in the words of the vectors: expectation, rate, contact, energy, RR intervals.
fn decoded(payload: &[u8]) -> [String; 5] {
    let Ok(m) = Measurement::decode(payload) else {
        return ["error_short".into(), String::new(), String::new(), String::new(), String::new()];
    };
    let expect = match m.anomaly {
        None => "ok",
        Some(Anomaly::ExtraOctets) => "ok_extra_octets",
        Some(Anomaly::OddTail) => "ok_odd_tail",
    };
    let contact = match m.contact {
        Contact::Unsupported => "unsupported",
        Contact::NotDetected => "not_detected",
        Contact::Detected => "detected",
    };
    let rr: Vec<String> = m.rr_1024().map(|rr| rr.to_string()).collect();
    let energy = m.energy_kj.map(|kj| kj.to_string()).unwrap_or_default();
    [expect.into(), m.bpm.to_string(), contact.into(), energy, rr.join(";")]
}

#[test]
fn every_known_payload_is_decoded_exactly() {
    let Some(folder) = data("heart measurement") else { return };
    let text = std::fs::read_to_string(folder.join("hrm_vectors.csv")).unwrap();
    let mut rows = text.lines();
    let head = fields(rows.next().unwrap());
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    let mut checked = 0;
    for row in rows {
        let row = fields(row);
        let wanted =
            ["expect", "bpm", "contact", "energy_kj", "rr_1024"].map(|name| row[column(name)].replace(' ', ";"));
        assert_eq!(decoded(&bytes(&row[column("hex")])), wanted, "{}", row[0]);
        checked += 1;
    }
    println!("{checked} payloads decoded exactly");
    assert!(checked > 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_decoded_or_refused_but_never_misread(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        match Measurement::decode(&bytes) {
            Ok(m) => {
                let rr = m.rr_1024().len();
                prop_assert!(2 * rr <= bytes.len().saturating_sub(2));
                prop_assert!(rr == 0 || bytes[0] & 0x10 != 0);
            }
            Err(short) => prop_assert!(short.got == bytes.len() && short.got < short.needed && short.needed <= 5),
        }
    }
}
