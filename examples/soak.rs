//! A day of two straps through the session and the journal, as fast as it goes: `soak [HOURS]`.
//!
//! It checks that memory is flat, that the last minute is as quick as the first, and that nothing is lost. It exits
//! with 1 if not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::f64::consts::TAU;
use std::fs;
use std::io::BufReader;
use std::process::ExitCode;
use std::time::Instant;

use breathmark::app::record::Record;
use breathmark::event::input::{Input, Link, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::session::{Session, Setup};
use breathmark::store::journal::read::Lines;
use breathmark::store::journal::write::Writer;
use breathmark::store::journal::{Header, Participant};
use breathmark::talk::plan::Plan;
use hdrhistogram::Histogram;

fn main() -> ExitCode {
    let hours: u64 = std::env::args().nth(1).map_or(24, |hours| hours.parse().expect("a number of hours"));
    let path = std::env::temp_dir().join(format!("breathmark-soak-{}.jsonl", std::process::id()));
    let mut soak = Soak::new(hours, &path);
    let mut memory = Vec::new();
    for hour in 0..hours {
        soak.hour(hour);
        memory.push(resident_kb());
    }
    let ok = soak.judge(&memory, &path);
    let _ = fs::remove_file(&path);
    ExitCode::from(u8::from(!ok))
}

struct Soak {
    record: Record,
    rng: fastrand::Rng,
    beats: [f64; 2],
    sent: u64,
    hours: u64,
    first_minute: Histogram<u64>,
    last_minute: Histogram<u64>,
}

impl Soak {
    fn new(hours: u64, path: &std::path::Path) -> Self {
        let plan = Plan { limit_s: u32::try_from(hours + 1).expect("some hours") * 3600, ..Plan::default() };
        let setup = Setup::talk(plan);
        let person = |name: &str| Participant { name: name.to_owned(), strap: None };
        let people = Pair { left: person("Alex"), right: person("Sam") };
        let started = jiff::Timestamp::UNIX_EPOCH;
        let header = Header::new(started, 0, setup.clone(), people);
        let writer = Writer::create(path, &header).expect("a journal");
        let mut record = Record::new(Session::new(&setup), Some(writer), None);
        for seat in Seat::BOTH {
            record.take(Moment::START, Input::Link { seat, link: Link::Subscribed });
        }
        let nanoseconds = || Histogram::new_with_bounds(1, 1_000_000_000, 3).expect("bounds in order");
        Self {
            record,
            rng: fastrand::Rng::with_seed(6),
            beats: [0.0; 2],
            sent: 0,
            hours,
            first_minute: nanoseconds(),
            last_minute: nanoseconds(),
        }
    }

    fn hour(&mut self, hour: u64) {
        for second in (hour * 3600).max(1)..(hour + 1) * 3600 {
            for (n, seat) in Seat::BOTH.into_iter().enumerate() {
                let at = second * 1_000_000 + 500_000 * n as u64 + self.rng.u64(..30_000);
                let bytes = self.packet(n, at as f64 / 1e6);
                let before = Instant::now();
                self.record.take(Moment::from_micros(at), Input::Notification { seat, epoch: 1, bytes });
                let took = before.elapsed().as_nanos() as u64;
                match second {
                    60..120 => self.first_minute.saturating_record(took),
                    second if second >= self.hours * 3600 - 60 => self.last_minute.saturating_record(took),
                    _ => {}
                }
                self.sent += 1;
            }
        }
    }

    fn packet(&mut self, strap: usize, now: f64) -> Payload {
        let mut intervals = Vec::new();
        loop {
            let t = self.beats[strap];
            let rate = 68.0 + 3.0 * (TAU * t / 4.1).sin() + 3.0 * (TAU * t / 900.0).sin() + self.rng.f64();
            let ticks = (60.0 / rate * 1024.0).round();
            if t + ticks / 1024.0 > now {
                return Payload(encode(68, &intervals));
            }
            self.beats[strap] += ticks / 1024.0;
            intervals.push(ticks as u16);
        }
    }

    fn judge(&self, memory: &[u64], path: &std::path::Path) -> bool {
        let received = self.record.session.hearts().map(breathmark::heart::Heart::received);
        let counted = received.left.notifications + received.right.notifications;
        let (_, lines) = Lines::open(BufReader::new(fs::File::open(path).expect("the journal"))).expect("a journal");
        let kept =
            lines.filter(|line| matches!(line.as_ref().expect("whole").input, Input::Notification { .. })).count();
        let (gaps, missing) =
            (received.left.gaps + received.right.gaps, received.left.missing_ms + received.right.missing_ms);
        println!(
            "{} h: {} sent, {counted} counted, {kept} kept, {gaps} gaps, {missing} ms missing",
            self.hours, self.sent
        );
        let settled = &memory[memory.len() / 4..];
        let slope = slope(settled);
        println!(
            "memory: {} kB after an hour, {} kB at the end, slope {slope:.2} kB an hour",
            memory[0],
            memory[memory.len() - 1]
        );
        for (name, histogram) in [("first", &self.first_minute), ("last", &self.last_minute)] {
            let us = |share| histogram.value_at_quantile(share) as f64 / 1000.0;
            println!("{name} minute: p50 {:.1} us, p99 {:.1} us, max {:.1} us", us(0.5), us(0.99), us(1.0));
        }
        let quick = self.last_minute.value_at_quantile(0.5) < 2 * self.first_minute.value_at_quantile(0.5) + 20_000;
        counted == self.sent && kept as u64 == self.sent && gaps == 0 && slope < 20.0 && quick
    }
}

/// The slope of a line through values an hour apart, by least squares.
fn slope(values: &[u64]) -> f64 {
    let n = values.len() as f64;
    if values.len() < 2 {
        return 0.0;
    }
    let mean = values.iter().sum::<u64>() as f64 / n;
    let middle = (n - 1.0) / 2.0;
    let moment = |(i, value): (usize, &u64)| (i as f64 - middle) * (*value as f64 - mean);
    let spread = |i: usize| (i as f64 - middle).powi(2);
    values.iter().enumerate().map(moment).sum::<f64>() / (0..values.len()).map(spread).sum::<f64>()
}

/// The memory that this process has, where the system tells.
fn resident_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
