//! Any bytes as a journal to export: no crash, and every format is written to its end with as many beats as were counted.
#![no_main]

use breathmark::event::seat::Seat;
use breathmark::export::begin;
use breathmark::export::name::FormatName;
use breathmark::export::person::PersonExport;
use breathmark::export::series::{Found, Series};
use breathmark::store::journal::read::Lines;
use libfuzzer_sys::fuzz_target;

const HEADER: &str = r#"{"breathmark":1,"started":"2026-11-22T19:15:00Z","utc_offset_s":3600,"setup":{"kind":"talk"},"people":{"left":{"name":"Alex"},"right":{"name":"Sam"}}}"#;

fuzz_target!(|data: &[u8]| {
    run(data);
    // With a valid beginning, so that the inputs are read as well.
    run(&[HEADER.as_bytes(), b"\n", data].concat());
});

fn run(data: &[u8]) {
    let Ok((header, lines)) = Lines::open(data) else { return };
    let (mut series, mut found) = (Series::new(&header.setup), Vec::new());
    let mut each = |strap: Seat, what: Found| {
        found.push((strap, what));
        Ok::<(), ()>(())
    };
    // A day later nothing else happens to a beat, and a week takes seconds.
    let soon = lines.map_while(Result::ok).take_while(|stamped| stamped.at.secs() < 86_400.0);
    soon.for_each(|stamped| series.take(&stamped, &mut each).expect("it takes everything"));
    series.end(&mut each).expect("it takes everything");
    for (format, is_clean) in FormatName::ALL.into_iter().flat_map(|format| [(format, false), (format, true)]) {
        for seat in Seat::BOTH {
            let outputs = format.endings().iter().map(|_| Vec::new()).collect();
            let begun = begin(format, outputs, &header, seat, is_clean).expect("memory can be written");
            let mut person = PersonExport::new(begun, is_clean);
            for (_, what) in found.iter().filter(|(strap, _)| *strap == seat) {
                person.take(*what).expect("memory can be written");
            }
            let (files, tally) = person.end().expect("memory can be written");
            assert_eq!(files.len(), format.endings().len());
            if format == FormatName::Rr {
                assert_eq!(files[0].iter().filter(|byte| **byte == b'\n').count() as u64, tally.written);
            }
        }
    }
}
