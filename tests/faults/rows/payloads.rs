//! Payloads that are malformed, odd, absurd or wrong.

use breathmark::event::seat::Seat;
use breathmark::heart::measurement::encode;
use breathmark::heart::{Reading, Signal};
use breathmark::screen::scene::StrapView as Shown;

use super::bluez::bus::Bus;
use super::bluez::talk::{A, Talk};

/// Sends these payloads, one each second, instead of the simulated heart's.
fn send(talk: &mut Talk, payloads: &[Vec<u8>]) {
    talk.world().strap(A).mute = true;
    for payload in payloads {
        talk.world().notify(A, payload);
        talk.pass(1.0);
    }
}

pub fn contact_bits_lost_while_the_heart_rate_goes_on_close_the_gate(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.pass(1.0);
    send(&mut talk, &[vec![0x14, 118, 0x08, 0x02], vec![0x14, 119, 0x04, 0x02], vec![0x14, 120, 0x00, 0x02]]);
    assert_eq!(talk.strap(Seat::Left), Shown::NoContact);
    assert_eq!(talk.record.session.hearts()[Seat::Left].reading(talk.record.session.now()), Reading::default());
    talk.world().strap(A).mute = false;
    talk.sees(Seat::Left, "settling", 5.0, |shown| matches!(shown, Shown::Settling | Shown::Good));
    talk.end()
}

pub fn contact_bits_that_deny_good_intervals_hide_nothing_from_the_journal(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let payload = |rr: u16| {
        let mut bytes = encode(70, &[rr]);
        bytes[0] = 0x14;
        bytes
    };
    send(&mut talk, &[payload(870), payload(880), payload(875), payload(868)]);
    assert_eq!(talk.strap(Seat::Left), Shown::NoContact);
    talk.end()
}

pub fn a_heart_rate_of_zero_is_no_reading_and_no_loss(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    send(&mut talk, &[vec![0x00, 0x00], vec![0x16, 0x00], vec![0x06, 0x00]]);
    assert_eq!(talk.strap(Seat::Left), Shown::NoContact);
    let states = talk.states(Seat::Left, since);
    assert!(!states.iter().any(|shown| matches!(shown, Shown::Lost(_) | Shown::Silent(_))), "{states:?}");
    talk.end()
}

pub fn a_notification_delivered_twice_counts_once(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.world().strap(A).mute = true;
    let before = talk.received(Seat::Left);
    for n in 0..4 {
        let payload = encode(70, &[860 + n, 850]);
        talk.world().notify(A, &payload);
        talk.world().notify(A, &payload);
        talk.pass(1.0);
    }
    let received = talk.received(Seat::Left);
    assert_eq!(received.duplicates - before.duplicates, 4);
    assert_eq!(received.beats - before.beats, 8);
    talk.end()
}

pub fn malformed_payloads_are_counted_and_the_link_stays(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    let since = talk.now();
    let bad = [&[][..], &[0x16], &[0x01, 70], &[0x08, 70], &[0x08, 70, 1]];
    for payload in bad {
        talk.world().notify(A, payload);
        talk.pass(0.2);
    }
    // Odd, but not malformed: reserved bits, octets that no flag announces, an odd tail, intervals announced but absent.
    for payload in [&[0xE6, 70][..], &[0x06, 70, 1, 2, 3], &[0x16, 70, 0x60, 0x03, 9], &[0x16, 70]] {
        talk.world().notify(A, payload);
        talk.pass(0.2);
    }
    talk.pass(1.5);
    assert_eq!(talk.received(Seat::Left).malformed, bad.len() as u64);
    let states = talk.states(Seat::Left, since);
    assert!(!states.iter().any(|shown| matches!(shown, Shown::Lost(_) | Shown::Silent(_))), "{states:?}");
    assert_eq!(talk.world().strap(A).subscriptions, 1, "the link was kept");
    talk.end()
}

pub fn every_known_payload_passes_and_the_link_stays(bus: Bus) -> Vec<String> {
    let Some(data) = super::records::data("faults every_known_payload") else { return Vec::new() };
    let table = std::fs::read_to_string(data.join("hrm_vectors.csv")).expect("the table of known payloads");
    let mut talk = Talk::streaming(bus);
    talk.world().strap(A).mute = true;
    let column = |line: &str, n: usize| line.split(',').nth(n).unwrap_or_default().to_owned();
    let header = table.lines().next().expect("a header");
    let hex = header.split(',').position(|name| name == "hex").expect("a column of bytes");
    let mut count = 0;
    for line in table.lines().skip(1) {
        let text: String = column(line, hex).chars().filter(char::is_ascii_hexdigit).collect();
        let Ok(breathmark::event::input::Payload(bytes)) = text.try_into() else { continue };
        talk.world().notify(A, &bytes);
        count += 1;
        talk.pass(0.03);
    }
    assert!(count >= 90, "{count} payloads in the table");
    talk.world().strap(A).mute = false;
    talk.pass(2.0);
    assert_eq!(talk.world().strap(A).subscriptions, 1, "the link was kept");
    talk.figures.push(format!("{count} payloads"));
    talk.end()
}

pub fn absurd_intervals_are_kept_and_not_believed(bus: Bus) -> Vec<String> {
    let mut talk = Talk::streaming(bus);
    talk.pass(3.0);
    send(&mut talk, &[encode(70, &[0]), encode(70, &[28]), encode(70, &[0xFFFF]), encode(70, &[200, 210])]);
    let heart = &talk.record.session.hearts()[Seat::Left];
    let rate = heart.reading(talk.record.session.now()).heart_rate;
    assert!(rate.is_none_or(|rate| (55.0..85.0).contains(&rate)), "{rate:?}");
    talk.world().strap(A).mute = false;
    talk.until(25.0, |talk| talk.record.session.hearts()[Seat::Left].signal(talk.record.session.now()) == Signal::Good)
        .expect("it settles again");
    talk.end()
}
