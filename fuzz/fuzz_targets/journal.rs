//! Any file as a journal: it is read or refused without a crash. What is read goes through a session.
#![no_main]

use std::time::Duration;

use breathmark::session::Session;
use breathmark::store::journal::read::Lines;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    run(data);
    // With a valid header, so that the lines are read as well.
    let header = br#"{"breathmark":1,"started":"2026-11-22T19:15:00Z","utc_offset_s":0,"setup":{"kind":"talk"},"people":{"left":{"name":"A"},"right":{"name":"B"}}}"#;
    run(&[header, b"\n".as_slice(), data].concat());
});

fn run(data: &[u8]) {
    let Ok((header, lines)) = Lines::open(data) else { return };
    let mut session = Session::new(&header.setup);
    for stamped in lines.map_while(Result::ok) {
        // A silent week is a valid session of many seconds. It would only make this slow.
        if stamped.at.since(session.now()) > Duration::from_secs(3600) {
            return;
        }
        session.handle(stamped.at, &stamped.input);
        while session.poll().is_some() {}
    }
}
