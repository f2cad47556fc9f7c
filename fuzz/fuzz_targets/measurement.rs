//! Any notifications at any times: the decoder and the heart process them without a crash and without NaN.
#![no_main]

use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use breathmark::heart::Heart;
use breathmark::heart::measurement::Measurement;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(measurement) = Measurement::decode(data) {
        assert!(2 * measurement.rr_1024().len() + 2 <= data.len());
    }
    let mut heart = Heart::default();
    heart.set_link(Link::Subscribed);
    let mut at = Moment::START;
    let mut rest = data;
    while let [length, step, tail @ ..] = rest {
        let (bytes, tail) = tail.split_at(tail.len().min(usize::from(length % 24)));
        at = Moment::from_micros(at.micros() + u64::from(*step) * 10_000);
        heart.receive(at, u32::from(length / 128), bytes, |_| {});
        let reading = heart.reading(at);
        assert!(reading.heart_rate.is_none_or(|rate| rate.is_finite() && rate > 0.0));
        assert!(reading.rmssd.is_none_or(|rmssd| rmssd.is_finite() && rmssd >= 0.0));
        rest = tail;
    }
});
