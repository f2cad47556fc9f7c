//! What one beat costs, from the strap's bytes to everything that is kept and read of it, early and late in a session:
//! `cargo bench --no-default-features --bench beat`.

mod limits;
mod series;

use std::time::Duration;

use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use breathmark::heart::spectrum::{LiveSpectrum, Transform};
use breathmark::heart::{Heart, Reading};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
    if limits::wanted() {
        println!("\nmedian of limit, and their ratio:");
        for age in AGES {
            let mut listener = Listener::after(age);
            let took = limits::median(4001, || listener.everything());
            limits::against(&format!("everything with spectrum after {age} beats"), took, Duration::from_micros(3));
        }
    }
}

/// A heart, its strap's notifications over and over, and the transform for its spectrum.
struct Listener {
    heart: Heart,
    transform: Transform,
    notifications: Vec<([u8; 4], Duration)>,
    next: usize,
    now: Moment,
}

impl Listener {
    /// After so many beats.
    fn after(beats: usize) -> Self {
        let notification = |ticks: u16| {
            let [low, high] = ticks.to_le_bytes();
            ([0x16, 72, low, high], Duration::from_micros(u64::from(ticks) * 1_000_000 / 1024))
        };
        let mut heart = Heart::default();
        heart.set_link(Link::Subscribed);
        let notifications = series::ticks(4096, 1).into_iter().map(notification).collect();
        let transform = Transform::default();
        let mut listener = Self { heart, transform, notifications, next: 0, now: Moment::START };
        (0..beats).for_each(|_| listener.beat());
        listener
    }

    /// Decode, timeline, artifacts, all windows.
    fn beat(&mut self) {
        let (bytes, step) = self.notifications[self.next % self.notifications.len()];
        self.next += 1;
        self.now += step;
        self.heart.receive(self.now, 1, black_box(&bytes), |finding| {
            black_box(finding);
        });
    }

    /// A beat, everything that can be read of it, and the spectrum.
    fn everything(&mut self) -> (Reading, Option<LiveSpectrum>) {
        self.beat();
        let rhythm = self.transform.rhythm(&self.heart.live().sampled);
        (self.read(), rhythm)
    }

    /// Everything that can be read of all windows.
    fn read(&self) -> Reading {
        let live = self.heart.live();
        for window in [&live.ten_seconds, &live.half_minute, &live.minute, &live.five_minutes] {
            black_box((window.heart_rate(), window.mean_rr_ms(), window.rmssd(), window.sdnn()));
            black_box((window.pnn20(), window.pnn50(), window.clean_share()));
        }
        self.heart.reading(self.now)
    }
}

const AGES: [usize; 3] = [1, 500, 100_000];

/// Bytes to reading, with every window and the spectrum of the last 64 s.
#[divan::bench(args = AGES)]
fn everything_with_spectrum(bencher: Bencher, age: usize) {
    let mut listener = Listener::after(age);
    bencher.bench_local(|| listener.everything());
}

/// The same without the spectrum.
#[divan::bench(args = AGES)]
fn everything_but_spectrum(bencher: Bencher, age: usize) {
    let mut listener = Listener::after(age);
    bencher.bench_local(|| {
        listener.beat();
        listener.read()
    });
}

/// Bytes to windows, nothing read.
#[divan::bench(args = AGES)]
fn taking_in(bencher: Bencher, age: usize) {
    let mut listener = Listener::after(age);
    bencher.bench_local(|| listener.beat());
}
