//! The page of a talk: its story for both, and hearts only where they are asked for.

use std::fs;

use breathmark::event::input::{Input, Key, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::session::Setup;
use breathmark::store::journal::Header;
use breathmark::talk::plan::Plan;
use serde_json::Value;

use super::journals::{person, talk_journal};
use super::{demo, folder, outline, page, refusal, report};

#[test]
fn the_story_of_a_talk_says_its_pauses_its_step_and_when_it_goes_on() {
    let home = folder("outline");
    fs::write(home.join("talk.outline.json"), outline("Alex", "Sam")).unwrap();
    let page = page(&home, &["talk.outline.json"]);
    for says in [
        "Alex and Sam",
        "You took turns talking for 3 minutes, with 2 pauses.",
        "After 1:35 min you were both ready, and went on.",
        "After 1:10 min you took a longer break.",
        "You looked, listened and touched.",
        "call the plumber",
        "Sam, by Nov 25, 2026",
        "When you stopped, you both wanted to go on in an hour.",
    ] {
        assert!(page.contains(says), "{says}");
    }
    for lacks in ["heart of", "RMSSD", "%\"", "score"] {
        assert!(!page.split("</style>").nth(1).unwrap().contains(lacks) || lacks == "%\"", "{lacks}");
    }
}

/// The same key, pressed at the other seat.
fn mirrored(key: Key) -> Key {
    match key {
        Key::Ready(seat) => Key::Ready(seat.other()),
        Key::NotReady(seat) => Key::NotReady(seat.other()),
        key => key,
    }
}

#[test]
fn whoever_pressed_a_key_the_page_is_the_same_bytes() {
    let home = folder("mirror");
    let mut keys = vec![(5, Key::Ready(Seat::Left)), (6, Key::Ready(Seat::Right))];
    keys.extend((10..200).step_by(10).map(|at| (at, Key::Next)));
    keys.extend([
        (231, Key::Pause),
        (240, Key::Ground),
        (300, Key::Ready(Seat::Left)),
        (320, Key::NotReady(Seat::Left)),
    ]);
    keys.extend([(340, Key::Ready(Seat::Left)), (341, Key::Ready(Seat::Right))]);
    talk_journal(&home.join("one.jsonl"), 500, &keys);
    let other: Vec<(u64, Key)> = keys.iter().map(|(at, key)| (*at, mirrored(*key))).collect();
    talk_journal(&home.join("two.jsonl"), 500, &other);
    let [one, two] = ["one.jsonl", "two.jsonl"].map(|file| page(&home, &[file]));
    assert!(one.contains("Pause 1, at"), "the talk came to no pause");
    assert_eq!(one, two);
}

#[test]
fn a_talk_shows_no_heart_unless_it_is_asked_for_and_then_only_that_one() {
    let home = folder("hearts");
    let file = demo(&home, "talk", &[]);
    let json: Value = serde_json::from_str(&report(&home, &[&file, "--json"])).unwrap();
    let [left, right] =
        ["left", "right"].map(|seat| json["sessions"][0]["talk"]["names"][seat].as_str().unwrap().to_owned());
    let nobody = page(&home, &[&file]);
    assert!(!nobody.contains("class=\"course") && nobody.contains("--person left"));
    let of = |name: &str| format!("The heart of {name}");
    for (asked, shown, hidden) in [("left", &left, &right), ("right", &right, &left), (&*left, &left, &right)] {
        let page = page(&home, &[&file, "--person", asked]);
        assert!(page.contains(&of(shown)) && !page.contains(&of(hidden)), "{asked}");
        assert_eq!(page.matches("class=\"course").count(), 1, "{asked}");
    }
    let both = page(&home, &[&file, "--both"]);
    assert!(both.contains(&of(&left)) && both.contains(&of(&right)));
    assert!(refusal(&home, &[&file, "--person", "Nobody\u{1b}[2J"]).contains("nobody is called `Nobody·[2J` there"));
}

#[test]
fn after_straps_turned_out_to_be_exchanged_each_page_has_one_heart_from_the_start() {
    let home = folder("exchanged");
    let mut lines = Vec::new();
    let mut add = |second: u64, input: Input| {
        let stamped = Stamped { at: Moment::from_secs(second), input };
        lines.push(serde_json::to_string(&stamped).unwrap());
    };
    for seat in Seat::BOTH {
        add(0, Input::Link { seat, link: Link::Subscribed });
    }
    for seat in [Seat::Left, Seat::Right, Seat::Left, Seat::Right] {
        add(0, Input::Key { key: Key::Ready(seat) });
    }
    // The strap of the left seat sends 96 beats a minute, that of the right seat 60. The right seat's pod is lifted.
    for second in 1..=81 {
        for (seat, ticks) in [(Seat::Left, 640), (Seat::Right, 1024)] {
            let beats_until = |second: u64| second * 1024 / ticks;
            let beats = (beats_until(second) - beats_until(second - 1)) as usize;
            let is_lifted = seat == Seat::Right && (23..27).contains(&second);
            let bytes = if is_lifted { vec![4, 0] } else { encode((61_440 / ticks) as u8, &vec![ticks as u16; beats]) };
            add(second, Input::Notification { seat, epoch: 1, bytes: Payload(bytes) });
        }
        match second {
            20 => add(second, Input::Key { key: Key::Choose }),
            41 => add(second, Input::Key { key: Key::Exchange }),
            _ => {}
        }
    }
    let people = Pair { left: person("Alex"), right: person("Sam") };
    let header = Header::new("2026-11-22T18:15:00Z".parse().unwrap(), 0, Setup::talk(Plan::guided()), people);
    let header = Header { breathmark: 1, ..header };
    let header = serde_json::to_string(&header).unwrap();
    fs::write(home.join("talk.jsonl"), format!("{header}\n{}\n", lines.join("\n"))).unwrap();
    for (who, says) in [("left", "From 60 to 60 beats a minute"), ("right", "From 96 to 96 beats a minute")] {
        assert!(page(&home, &["talk.jsonl", "--person", who]).contains(says), "{who}");
    }
}

#[test]
fn a_day_of_two_hearts_is_a_small_page() {
    let home = folder("day");
    talk_journal(&home.join("day.jsonl"), 6 * 3600, &[]);
    let page = page(&home, &["day.jsonl", "--both"]);
    assert!(page.len() < 500_000, "{} bytes", page.len());
}
