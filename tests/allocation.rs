//! No memory is asked for or given back per beat once a session is under way, however long it lasts.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use allocation_counter::measure;
use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use breathmark::heart::Heart;
use breathmark::heart::spectrum::Transform;

/// A heart whose strap sends a beat at a time, with an artifact now and then.
struct Strap {
    heart: Heart,
    transform: Transform,
    random: fastrand::Rng,
    now: Moment,
    readings: u64,
}

impl Strap {
    fn new() -> Self {
        let mut heart = Heart::default();
        heart.set_link(Link::Subscribed);
        let (transform, random) = (Transform::default(), fastrand::Rng::with_seed(7));
        Self { heart, transform, random, now: Moment::START, readings: 0 }
    }

    fn beat(&mut self) {
        let usual = self.random.u16(780..900);
        let ticks = match self.random.u8(..) {
            0 => 2 * usual,
            1 => usual / 2,
            _ => usual,
        };
        let [low, high] = ticks.to_le_bytes();
        self.now += Duration::from_micros(u64::from(ticks) * 1_000_000 / 1024);
        self.heart.receive(self.now, 1, &[0x16, 72, low, high], |_| {});
        let recent = self.heart.recent();
        let rhythm = self.transform.rhythm(&recent.samples);
        let minute = (recent.minute.heart_rate(), recent.minute.rmssd());
        let reading = self.heart.reading(self.now);
        self.readings += u64::from(reading.rmssd.is_some() && rhythm.is_some() && minute.1.is_some());
    }
}

#[test]
fn a_beat_allocates_nothing() {
    let mut strap = Strap::new();
    (0..1_000).for_each(|_| strap.beat());
    let steady = measure(|| (0..100_000).for_each(|_| strap.beat()));
    assert!(strap.readings > 10_000, "the beats were real: {} readings", strap.readings);
    assert_eq!((steady.count_total, steady.bytes_total, steady.count_current), (0, 0, 0));
}

#[test]
fn a_whole_heart_is_small_and_stays_so() {
    let mut strap = None;
    let made = measure(|| strap = Some(Strap::new()));
    let mut strap = strap.unwrap();
    let first = measure(|| (0..1_000).for_each(|_| strap.beat()));
    let later = measure(|| (0..10_000).for_each(|_| strap.beat()));
    println!(
        "a heart and its transform: {} bytes; first 1,000 beats: {} more",
        made.bytes_current, first.bytes_current
    );
    assert!(made.bytes_current + first.bytes_current < 256 * 1024);
    assert_eq!(later.bytes_current, 0);
}
