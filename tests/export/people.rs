//! Whose beats are whose, and that nobody's name leaves the journal.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use breathmark::event::input::{Input, Key, Link, Payload, Stamped};
use breathmark::event::seat::Seat;
use breathmark::heart::measurement::encode;
use breathmark::session::{Session, Setup};
use breathmark::talk::plan::Plan;

use super::journals::{journal, names, printed, resting, strap, talk, with_journal};

fn two() -> Vec<u8> {
    talk(&[(Seat::Left, strap(resting(100, 1), |_| false)), (Seat::Right, strap(resting(120, 2), |_| false))])
}

#[test]
fn a_talk_gives_a_file_for_each_and_one_person_can_be_chosen_by_seat_or_name() {
    let folder = with_journal("people", &two());
    printed(&folder, &["talk.jsonl", "--format", "csv"]);
    assert_eq!(names(&folder), ["1970-01-01_010000_talk_left.csv", "1970-01-01_010000_talk_right.csv"]);
    let by = |who: &str| printed(&folder, &["talk.jsonl", "--format", "csv", "--out", "-", "--person", who]);
    assert_eq!(by("samuel"), by("right"));
    assert_eq!(by("right").lines().count(), 121);
    assert_ne!(by("right"), by("left"));
}

#[test]
fn no_export_holds_the_names_or_the_straps_of_people() {
    let folder = with_journal("names", &two());
    for format in ["rr", "csv", "jsonl", "bids"] {
        printed(&folder, &["talk.jsonl", "--format", format, "--out", "out/"]);
    }
    for name in names(&folder.join("out")) {
        let bytes = std::fs::read(folder.join("out").join(&name)).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!["alexandra", "samuel", "c0:00"].iter().any(|word| text.contains(word)), "{name}");
    }
}

/// A talk in which the straps turn out to be worn the other way round. The left seat's sends about 640, the right one's
/// about 1024.
fn exchanged() -> Vec<u8> {
    let setup = || Setup::talk(Plan::guided());
    let (mut session, mut inputs) = (Session::new(&setup()), Vec::new());
    let mut give = |session: &mut Session, input: Input| {
        let stamped = Stamped { at: session.now(), input };
        session.handle(stamped.at, &stamped.input);
        inputs.push(stamped);
    };
    let seconds = |session: &mut Session, give: &mut dyn FnMut(&mut Session, Input), seconds: u64, lifted| {
        for _ in 0..seconds {
            session.advance(session.now() + Duration::from_secs(1));
            for (seat, rr) in [(Seat::Left, 640_u16), (Seat::Right, 1024)] {
                let until = |second: u64| second * 1024 / u64::from(rr);
                let second = session.now().secs() as u64;
                let beats = until(second) - until(second - 1);
                let bytes = if lifted == Some(seat) {
                    vec![0x04, 0]
                } else {
                    // Intervals that are all alike would be taken for made from the rate.
                    let vary = |beat: u64| rr + [0, 17, 5, 23, 9, 2, 14][((until(second) + beat) % 7) as usize] - 10;
                    encode((61_440 / u32::from(rr)) as u8, &(0..beats).map(vary).collect::<Vec<_>>())
                };
                give(session, Input::Notification { seat, epoch: 1, bytes: Payload(bytes) });
            }
        }
    };
    for seat in Seat::BOTH {
        give(&mut session, Input::Link { seat, link: Link::Subscribed });
    }
    for seat in [Seat::Left, Seat::Right, Seat::Left, Seat::Right] {
        give(&mut session, Input::Key { key: Key::Ready(seat) });
    }
    seconds(&mut session, &mut give, 20, None);
    give(&mut session, Input::Key { key: Key::Choose });
    seconds(&mut session, &mut give, 2, None);
    seconds(&mut session, &mut give, 4, Some(Seat::Right));
    seconds(&mut session, &mut give, 15, None);
    give(&mut session, Input::Key { key: Key::Exchange });
    seconds(&mut session, &mut give, 20, None);
    assert!(session.has_exchanged_straps());
    journal(setup(), &inputs)
}

#[test]
fn what_an_exchanged_strap_sent_is_its_wearers_from_the_first_beat_on() {
    let folder = with_journal("exchanged", &exchanged());
    printed(&folder, &["talk.jsonl", "--out", "out/"]);
    let of =
        |seat: &str| std::fs::read_to_string(folder.join(format!("out/1970-01-01_010000_talk_{seat}.rr.txt"))).unwrap();
    let near = |text: &str, ms: f64| text.lines().all(|line| (line.parse::<f64>().unwrap() - ms).abs() < 30.0);
    assert!(near(&of("left"), 1000.0) && of("left").lines().count() > 50, "{}", of("left"));
    assert!(near(&of("right"), 625.0) && of("right").lines().count() > 80, "{}", of("right"));
    let left = printed(&folder, &["talk.jsonl", "--out", "-", "--person", "left"]);
    assert_eq!(left, of("left"), "on standard output as well");
}
