//! The bytes behind the beginning of every kind of file that is analysed: they are read or refused, without a crash, and
//! what is read is on a timeline of finite numbers.
#![no_main]

use breathmark::lab::analyze::read::choice::{Choice, Unit};
use breathmark::lab::analyze::read::{Limits, recordings_as};
use libfuzzer_sys::fuzz_target;

/// How the kinds begin.
const BEGINNINGS: [&[u8]; 16] = [
    b"",
    b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
    b"PK\x03\x04\x14\0\0\0\x08\0",
    b"\x0e\x10\0\x08\x40\0\0\0.FIT\0\0\x40\0\0\x14\0\x01\xfd\x04\x86\x41\0\0\x4e\0\x01\0\x0a\x84",
    b"\xff\xfe",
    b"{\"rr\": [845, 892",
    b"[{\"rr\": 845, \"ts\": 1.5}, {",
    b"<sml><R-R><Data>845 892 ",
    b"<HealthData><HeartRateVariabilityMetadataList><InstantaneousBeatsPerMinute bpm=\"70\" time=\"",
    b"[Params]\nInterval=238\n[HRData]\n845\n",
    b"    0:00.214       77     N    0    0    0\n",
    b"time,rr\n07:30:15.845,845\n",
    b"t;seat;rr_ms\n0,845;left;845\n",
    b"event,value,timestamp\nInterBeatInterval,845,2026-03-14T07:30:15.845\n",
    b"time,hr,rr1,rr2\n1.0,70,845,\n",
    b"rr,label,valid\n845,N,1\n",
];

/// Small limits, so that what is packed without end is found at once.
const LIMITS: Limits = Limits { unpacked: 1 << 16, members: 8 };

fuzz_target!(|data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let bytes = [BEGINNINGS[usize::from(kind % 16)], rest].concat();
    let column = (kind & 32 > 0).then(|| "2".to_owned());
    let choice = Choice { unit: (kind & 16 > 0).then_some(Unit::Ticks), column, person: None };
    let Ok(recordings) = recordings_as(&bytes, &choice, LIMITS) else { return };
    for recording in recordings {
        assert!(recording.origin_s.is_finite(), "{recording:?}");
        let mut before = f64::NEG_INFINITY;
        for row in &recording.rows {
            assert!(row.at_s.is_finite() && row.at_s >= before, "{row:?} after {before}");
            before = row.at_s;
        }
    }
});
