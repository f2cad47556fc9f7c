//! The breathing rate that is shown live: right where it is shown, and gone where the beats don't carry it.

use std::time::Duration;

use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use breathmark::heart::spectrum::Transform;
use breathmark::heart::{BEATLESS_AFTER, Heart, STALE_AFTER};

use super::scenes::{EVEN_SCENES, Scene, Seen, Tally, free_people, people, windows};
use super::simulated::{Breather, EVEN};

fn tally(people: &[Breather], seed: u64) -> Tally {
    let windows: Vec<Seen> =
        people.iter().zip(seed..).flat_map(|(person, seed)| windows(person, 190.0, seed)).collect();
    Tally::of(&windows)
}

fn scene(name: &str) -> &'static Scene {
    EVEN_SCENES.iter().find(|scene| scene.name == name).unwrap()
}

#[test]
fn a_planted_rate_is_shown_to_half_a_breath_a_minute() {
    for scene in &EVEN_SCENES {
        let found = tally(&people(scene, &[4.5, 6.0, 7.0, 9.0, 15.0, 20.0], &[6.0, 20.0], &[60.0, 80.0]), 7000);
        println!("{}: {}", scene.name, found.line());
        assert!(found.within_half * 100 >= 95 * found.shown, "{}: {found:?}", scene.name);
    }
}

#[test]
fn slow_even_breathing_shows_a_rate_in_nearly_every_window() {
    let slow = |name: &str| tally(&people(scene(name), &[4.5, 5.5, 6.5], &[10.0, 25.0], &[60.0, 80.0]), 8000);
    for (name, least) in [("even", 90), ("fast in, slow out", 85), ("2 % early beats", 85), ("1 % lost", 70)] {
        let found = slow(name);
        assert!(found.shown * 100 >= least * found.windows, "{name}: {found:?}");
    }
}

#[test]
fn uneven_breathing_among_waves_of_blood_pressure_hardly_shows_a_wrong_rate() {
    let found = tally(&free_people(), 9000);
    assert!(found.windows > 500 && found.far * 100 <= 3 * found.windows, "{found:?}");
}

/// A heart after two minutes of slow breathing, and when the last notification came.
fn practised() -> (Heart, Moment) {
    let mut heart = Heart::default();
    heart.set_link(Link::Subscribed);
    let mut last = Moment::START;
    for (at_s, bytes) in &EVEN.recording(120.0, 1).sent {
        last = Moment::from_micros((at_s * 1e6) as u64);
        heart.receive(last, 1, bytes, |_| {});
    }
    (heart, last)
}

#[test]
fn a_rhythm_is_gone_once_the_signal_is() {
    let mut transform = Transform::default();
    let mut breathing = |heart: &Heart, now| heart.rhythm(now, &mut transform).and_then(|it| it.breathing_per_minute);
    let (mut heart, now) = practised();
    assert!(breathing(&heart, now).is_some_and(|rate| (rate - 6.0).abs() < 0.5));
    assert_eq!(breathing(&heart, now + STALE_AFTER), None, "stale");
    heart.set_link(Link::Connecting);
    assert_eq!(breathing(&heart, now), None, "no link");

    let (mut heart, now) = practised();
    heart.receive(now + Duration::from_secs(1), 1, &[0x14, 60, 0, 4], |_| {});
    assert_eq!(breathing(&heart, now + Duration::from_secs(1)), None, "no contact");

    let (mut heart, mut now) = practised();
    let until = now + BEATLESS_AFTER;
    while now < until {
        now += Duration::from_secs(1);
        heart.receive(now, 1, &[0x06, 60], |_| {});
    }
    assert_eq!(breathing(&heart, now), None, "no clean beat");
}
