//! Any text, line by line: its octets are read or refused, never more than it has characters.
#![no_main]

use breathmark::lab::octets::OctetsReader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut reader = OctetsReader::default();
    for line in data.split(|octet| *octet == b'\n') {
        match reader.read(line) {
            Ok(octets) => assert!(octets.octets.len() <= line.len()),
            Err(why) => assert!(!why.is_empty()),
        }
    }
});
