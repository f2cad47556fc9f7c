//! Journals of hearts that are made for a report.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use breathmark::event::input::{Input, Key, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::session::{Kind, Setup};
use breathmark::store::journal::{Header, Participant};
use breathmark::talk::plan::Plan;

pub(super) fn person(name: &str) -> Participant {
    Participant { name: name.to_owned(), strap: None }
}

/// A journal of two hearts: ordinary beats, and these keys at these seconds.
pub(super) fn talk_journal(path: &Path, seconds: u64, keys: &[(u64, Key)]) {
    let setup = Setup::talk(Plan::default());
    let people = Pair { left: person("Alex"), right: person("Sam") };
    let beats = ordinary(seconds);
    write_journal(path, setup, people, seconds, keys, |second| sent(&beats[second as usize]));
}

pub(super) fn write_journal(
    path: &Path,
    setup: Setup,
    people: Pair<Participant>,
    seconds: u64,
    keys: &[(u64, Key)],
    sends: impl Fn(u64) -> Vec<u8>,
) {
    let is_talk = setup.kind == Kind::Talk;
    let seats = if is_talk { &Seat::BOTH[..] } else { &Seat::BOTH[..1] };
    // Lines that are written here have no checksums, as in format 1.
    let header = Header::new("2026-11-22T18:15:00Z".parse().unwrap(), 3600, setup, people);
    let header = Header { breathmark: 1, ..header };
    let mut text = serde_json::to_string(&header).unwrap() + "\n";
    let mut add = |micros: u64, input: Input| {
        let stamped = Stamped { at: Moment::from_micros(micros), input };
        writeln!(text, "{}", serde_json::to_string(&stamped).unwrap()).unwrap();
    };
    for seat in seats {
        add(1, Input::Link { seat: *seat, link: Link::Subscribed });
    }
    for second in 1..seconds {
        for (place, seat) in seats.iter().enumerate() {
            let bytes = Payload(sends(second));
            add(second * 1_000_000 + 1_000 * place as u64, Input::Notification { seat: *seat, epoch: 1, bytes });
        }
        for (_, key) in keys.iter().filter(|(at, _)| *at == second) {
            add(second * 1_000_000 + 300_000, Input::Key { key: *key });
        }
    }
    add(seconds * 1_000_000, Input::End);
    fs::write(path, text).unwrap();
}

/// A practice of so many seconds with a strap that sends this at each.
pub(super) fn practice(path: &Path, seconds: u64, sends: impl Fn(u64) -> Vec<u8>) {
    let plan = serde_json::from_value(serde_json::json!({})).unwrap();
    let setup = Setup { kind: Kind::Practice, practice: Some(plan), ..Setup::talk(Plan::default()) };
    let people = Pair { left: Participant { name: "Kim".to_owned(), strap: None }, right: Participant::default() };
    write_journal(path, setup, people, seconds, &[], sends);
}

/// What an ordinary strap sends at each second: the intervals that ended in it, in 1/1024 s. They move with a breath.
pub(super) fn ordinary(seconds: u64) -> Vec<Vec<u16>> {
    let mut sent = vec![Vec::new(); seconds as usize + 1];
    let (mut at_s, mut nth) = (0.0_f64, 0_u64);
    loop {
        let breath = 60.0 * (std::f64::consts::TAU * at_s / 10.3).sin();
        let ticks = (860.0 + breath + (nth * 7919 % 23) as f64) as u16;
        at_s += f64::from(ticks) / 1024.0;
        nth += 1;
        match sent.get_mut(at_s.ceil() as usize) {
            Some(second) => second.push(ticks),
            None => return sent,
        }
    }
}

/// The notification with these intervals.
pub(super) fn sent(intervals: &[u16]) -> Vec<u8> {
    encode(71, intervals)
}
