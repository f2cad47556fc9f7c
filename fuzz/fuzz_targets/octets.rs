//! Any text, line by line: its octets are read, doubted or refused, never more than it has characters.
#![no_main]

use breathmark::lab::octets::{OctetsReader, doubt};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut reader = OctetsReader::default();
    for line in data.split(|octet| *octet == b'\n') {
        match reader.read(line) {
            Ok(octets) => {
                assert!(octets.octets.len() <= line.len());
                assert!(doubt(&octets).err().is_none_or(|why| !why.is_empty()));
            }
            Err(why) => assert!(!why.is_empty()),
        }
    }
});
