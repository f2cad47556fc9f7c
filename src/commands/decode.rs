//! `breathmark decode`: Heart Rate Measurements as lines of text in, one JSON object a line out.
//!
//! The command uses the decoder of the program itself, for people who want to know what their strap sends. Every line of
//! input gives one line of output, written at once, so that a live log can be piped through. A line that is no measurement
//! gives an object with `error`. Where a line could mean something else, `assumed` says how it was read; so it does where the
//! octets are no likely measurement and nothing marks them as one. The exit status says
//! only whether reading and writing succeeded. [`crate::lab::octets`] reads the text.

use std::io::{self, BufRead, Read, Write};

use anyhow::{Context as _, Result};
use serde::Serialize;

use super::output;
use crate::heart::measurement::{Anomaly, Contact, Measurement};
use crate::lab::octets::{Octets, OctetsReader, doubt};

/// The longest line that is read, in bytes. A Bluetooth attribute has at most 512 octets, so a longer line is no measurement.
const LONGEST_LINE: u64 = 8 * 1024;

/// A measurement, with the names of the Heart Rate Service.
#[derive(Debug, Serialize)]
struct Decoded {
    /// The strap's own heart rate in beats per minute; 0 means "no reading".
    bpm: u16,
    /// `unsupported`, `not_detected` or `detected`.
    contact: &'static str,
    /// Energy expended in kilojoules.
    energy_kj: Option<u16>,
    /// RR intervals in 1/1024 s, oldest first.
    rr_1024: Vec<u16>,
    /// `extra_octets` or `odd_tail`.
    anomaly: Option<&'static str>,
    /// How the line was read, if it could mean something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed: Option<String>,
}

#[derive(Debug, Serialize)]
struct Refused {
    error: String,
}

/// Decodes standard input to its end.
pub(super) fn run() -> Result<()> {
    match decode(io::stdin().lock(), io::stdout().lock()) {
        Err(DecodeError::Write(error)) => output::written(Err(error)),
        Err(DecodeError::Read(error)) => {
            Err(error).context("standard input can't be read; pipe lines of octets into me")
        }
        Ok(()) => Ok(()),
    }
}

#[derive(Debug)]
enum DecodeError {
    Read(io::Error),
    Write(io::Error),
}

fn decode(mut from: impl BufRead, mut to: impl Write) -> Result<(), DecodeError> {
    let (mut line, mut reader) = (Vec::with_capacity(256), OctetsReader::default());
    while next_line(&mut from, &mut line).map_err(DecodeError::Read)? {
        write(&mut to, reader.read(&line)).map_err(DecodeError::Write)?;
    }
    Ok(())
}

/// Reads the next line, or its first 8 KiB. Returns false at the end of the input.
fn next_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let read = from.by_ref().take(LONGEST_LINE).read_until(b'\n', line)?;
    if read as u64 == LONGEST_LINE && line.last() != Some(&b'\n') {
        from.skip_until(b'\n')?;
    }
    Ok(read > 0)
}

fn write(to: &mut impl Write, octets: Result<Octets, String>) -> io::Result<()> {
    match octets.and_then(|octets| measurement(&octets)) {
        Ok(decoded) => serde_json::to_writer(&mut *to, &decoded)?,
        Err(error) => serde_json::to_writer(&mut *to, &Refused { error })?,
    }
    to.write_all(b"\n")?;
    to.flush()
}

fn measurement(octets: &Octets) -> Result<Decoded, String> {
    let measurement = Measurement::decode(&octets.octets).map_err(|short| short.to_string())?;
    let assumed: Vec<&str> = [octets.assumed, doubt(octets)?].into_iter().flatten().collect();
    Ok(Decoded {
        bpm: measurement.bpm,
        contact: match measurement.contact {
            Contact::Unsupported => "unsupported",
            Contact::NotDetected => "not_detected",
            Contact::Detected => "detected",
        },
        energy_kj: measurement.energy_kj,
        rr_1024: measurement.rr_1024().collect(),
        anomaly: measurement.anomaly.map(|anomaly| match anomaly {
            Anomaly::ExtraOctets => "extra_octets",
            Anomaly::OddTail => "odd_tail",
        }),
        assumed: (!assumed.is_empty()).then(|| assumed.join("; ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(input: &[u8]) -> Vec<String> {
        let mut output = Vec::new();
        decode(input, &mut output).unwrap();
        String::from_utf8(output).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_form_of_a_line_gives_the_same_measurement() {
        let spelt = "0x16485203\n\\x16\\x48\\x52\\x03\r\n0x16 0x48 0x52 0x03\n0X16480x5203\n<16485203>\n(0x) 16-48-52-03\n\
                     {0x16, 0x48, 0x52, 0x03}\nNotification handle = 0x0012 value: 16 48 52 03 \n";
        let lines = decoded(spelt.as_bytes());
        let same = r#"{"bpm":72,"contact":"detected","energy_kj":null,"rr_1024":[850],"anomaly":null}"#;
        assert_eq!(lines.iter().filter(|line| *line == same).count(), 8, "{lines:#?}");
    }

    #[test]
    fn every_line_gives_an_object_and_a_bad_one_stops_nothing() {
        let lines = decoded(b"hello\n\n164\n16\n\xff\xfe\n0048");
        assert_eq!(lines.len(), 6);
        assert!(lines[..5].iter().all(|line| line.starts_with("{\"error\":")), "{lines:?}");
        assert!(lines[3].contains("1 octets where the flags announce at least 2"), "{lines:?}");
        assert!(lines[5].starts_with("{\"bpm\":72,\"contact\":\"unsupported\""));
    }

    #[test]
    fn everything_that_was_assumed_is_said() {
        let lines = decoded(b"16 48 52 03\n16 48 52 03 72\n16 4b 52 03 72\n16 4b 52 03\n12 16 4b 52 03\n");
        let said = [
            "\"assumed\":\"hexadecimal; as decimal numbers these are other octets\"}",
            "\"assumed\":\"hexadecimal; as decimal numbers these are other octets; this is a measurement, though no likely one\"}",
            "\"assumed\":\"this is a measurement, though no likely one\"}",
        ];
        assert!(lines.iter().zip(said).all(|(line, said)| line.ends_with(said)), "{lines:#?}");
        assert!(!lines[3].contains("assumed") && lines[4].starts_with("{\"error\":"), "{lines:#?}");
    }

    #[test]
    fn a_very_long_line_is_one_error() {
        let mut input = vec![b'z'; 100_000];
        input.extend(b"\n0048\n");
        assert_eq!(decoded(&input).len(), 2);
    }
}
