//! Every page of a practice, from a session with a heart that follows the breath.

use std::sync::{Arc, LazyLock};

use breathmark::event::input::{Input, Key, Link, Payload, PracticeKey};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::pacer::Pacer;
use breathmark::practice::plan::{Begins, Plan};
use breathmark::screen::backdrop::{Backdrop, EarlierReading, NumbersShown, PracticeBackdrop};
use breathmark::screen::compose::compose;
use breathmark::screen::scene::{Scene, View};
use breathmark::session::{Kind, Script, Session, Setup};
use breathmark::talk::plan::Plan as TalkPlan;
use breathmark::words::Words;

/// A session at a moment, and what is shown besides it.
struct Seen {
    name: &'static str,
    session: Session,
    now: Moment,
    shows: PracticeBackdrop,
}

struct Run {
    session: Session,
    beats: Pair<f64>,
    now: Moment,
}

impl Run {
    fn begin(begins: Begins, minutes: Option<u32>, seats: &[Seat]) -> Self {
        let practice = Some(Plan { begins, minutes, found: Vec::new() });
        let (plan, pacer) = (TalkPlan::default(), Pacer::default());
        let setup = Setup { kind: Kind::Practice, plan, pacer, people: Pair::default(), practice };
        let mut session = Session::new(&setup);
        for seat in seats {
            session.handle(Moment::START, &Input::Link { seat: *seat, link: Link::Subscribed });
        }
        Self { session, beats: Pair::default(), now: Moment::START }
    }

    fn press(mut self, key: Key) -> Self {
        self.session.handle(self.now, &Input::Key { key });
        self
    }

    /// Lets seconds pass with the hearts of these seats, the right one a little faster.
    fn pass(mut self, seconds: u64, seats: &[Seat]) -> Self {
        let until = self.now.secs() + seconds as f64;
        for seat in seats {
            self.beats[*seat] = self.beats[*seat].max(self.now.secs());
        }
        while let Some(seat) = seats.iter().copied().min_by(|a, b| self.beats[*a].total_cmp(&self.beats[*b])) {
            if self.beats[seat] >= until {
                break;
            }
            let rate = self.rate(seat);
            self.beats[seat] += 60.0 / rate;
            self.now = self.now.max(Moment::from_micros((1e6 * self.beats[seat]) as u64));
            let bytes = Payload(encode(rate as u8, &[(60.0 * 1024.0 / rate) as u16]));
            self.session.handle(self.now, &Input::Notification { seat, epoch: 1, bytes });
        }
        self.now = self.now.max(Moment::from_micros((1e6 * until) as u64));
        self.session.advance(self.now);
        while self.session.poll().is_some() {}
        self
    }

    /// The rate of a heart that follows what is led, and else breathes faster. Beyond 5.5 a minute it moves less.
    fn rate(&self, seat: Seat) -> f64 {
        let at = self.beats[seat];
        let Script::Practice(practice) = self.session.script() else { unreachable!() };
        let led = practice.led(Moment::from_micros((1e6 * at) as u64));
        let free = (0.5 + 0.3 * (at * 1.5).sin(), 5.5);
        let (fullness, pace) = led.unwrap_or(free);
        let swing = 14.0 * (-(pace - 5.5) * (pace - 5.5) / 2.0).exp();
        let base = if seat == Seat::Left { 72.0 } else { 78.0 };
        base + swing * (fullness - 0.5) + (at * 7.3).sin()
    }

    fn seen(self, name: &'static str, shows: PracticeBackdrop) -> Seen {
        Seen { name, session: self.session, now: self.now, shows }
    }
}

const ALONE: [Seat; 1] = [Seat::Left];

fn felt(digit: u8) -> Key {
    Key::Practice(PracticeKey::Felt(digit))
}

fn breathing() -> Run {
    Run::begin(Begins::Breathing, None, &ALONE).pass(20, &ALONE)
}

fn searched() -> Run {
    let mut run = Run::begin(Begins::FindPace, None, &ALONE);
    for digit in [5, 6, 8, 7, 4] {
        run = run.pass(130, &ALONE).press(felt(digit)).press(Key::Next);
    }
    run
}

/// Two quiet readings in one practice.
fn read_twice(seats: &[Seat]) -> Run {
    let first = Run::begin(Begins::Reading(2), None, seats).pass(130, seats).press(Key::Breathe).pass(5, seats);
    first.press(Key::Practice(PracticeKey::Reading)).pass(130, seats)
}

fn build() -> Vec<Seen> {
    let shows = PracticeBackdrop::default;
    let numbers = |numbers| PracticeBackdrop { numbers, ..shows() };
    let hidden = PracticeBackdrop { hides_heart: true, ..shows() };
    let earlier =
        |n: u32| EarlierReading { minutes: 2, heart_rate_bpm: f64::from(64 + n), rmssd_ms: f64::from(28 + 2 * n) };
    let known = PracticeBackdrop { readings: (0..5).map(earlier).collect(), ..shows() };
    let last = PracticeBackdrop { last_found: Some(("Nov 12".to_owned(), 5.6)), ..shows() };
    let faster = Key::Practice(PracticeKey::Faster);
    let pattern = Key::Practice(PracticeKey::Pattern);
    vec![
        Run::begin(Begins::Breathing, Some(10), &ALONE).pass(5, &ALONE).seen("practice_begins", shows()),
        breathing().seen("practice_asks", shows()),
        breathing().press(felt(4)).seen("practice_noted", shows()),
        breathing().pass(70, &ALONE).seen("practice_numbers", numbers(NumbersShown::Meanings)),
        breathing().pass(70, &ALONE).seen("practice_formulas", numbers(NumbersShown::Formulas)),
        breathing().pass(73, &ALONE).press(faster).press(pattern).seen("practice_pattern", shows()),
        breathing().pass(70, &ALONE).seen("practice_hidden", hidden),
        Run::begin(Begins::Breathing, None, &Seat::BOTH).pass(90, &Seat::BOTH).seen("practice_two", shows()),
        breathing().press(Key::Ground).seen("practice_senses", shows()),
        breathing().press(Key::Ground).press(Key::Ground).seen("practice_outward", shows()),
        breathing().press(Key::Ground).press(Key::Ground).press(Key::Ground).seen("practice_muscles", shows()),
        Run::begin(Begins::FindPace, None, &ALONE).pass(60, &ALONE).seen("find_pace", shows()),
        Run::begin(Begins::FindPace, None, &ALONE).pass(130, &ALONE).seen("find_pace_rest", shows()),
        searched().seen("find_pace_found", last),
        Run::begin(Begins::Reading(2), None, &ALONE).pass(30, &ALONE).seen("reading", shows()),
        Run::begin(Begins::Reading(2), None, &ALONE).pass(130, &ALONE).seen("reading_first", shows()),
        Run::begin(Begins::Reading(2), None, &ALONE).pass(130, &ALONE).seen("reading_result", known),
        Run::begin(Begins::Reading(2), None, &ALONE).pass(5, &ALONE).pass(130, &[]).seen("reading_unclear", shows()),
        Run::begin(Begins::Reading(2), None, &ALONE).seen("reading_waits", shows()),
        Run::begin(Begins::Reading(2), None, &ALONE).pass(30, &ALONE).pass(15, &[]).seen("reading_unheard", shows()),
        read_twice(&ALONE).seen("reading_second", shows()),
        read_twice(&Seat::BOTH).seen("reading_of_two", shows()),
        breathing().press(felt(4)).pass(220, &ALONE).press(Key::Stop).seen("practice_end", shows()),
        Run::begin(Begins::Breathing, None, &[]).pass(90, &[]).seen("practice_alone", shows()),
        Run::begin(Begins::Breathing, None, &[]).pass(90, &[]).press(Key::Stop).seen("practice_end_alone", shows()),
    ]
}

/// The lines of a page of words, in a language.
fn said(name: &str, language: &str) -> String {
    let words = Words::built_in(language).unwrap();
    let scene = all(&words).into_iter().find(|(named, _)| *named == name).unwrap().1;
    let View::Sheet(sheet) = scene.view else { unreachable!("it is a page of words") };
    sheet.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_reading_is_compared_with_those_before_it_today_and_of_two_people_with_none() {
    assert!(said("reading_first", "en").contains("After 4 more readings"));
    assert!(said("reading_second", "en").contains("After 3 more readings"), "the first one counts");
    let of_two = said("reading_of_two", "en");
    assert!(of_two.contains("RMSSD: change") && !of_two.contains("usual for you"), "{of_two}");
}

#[test]
fn decimals_stand_behind_a_comma_in_german() {
    let (english, german) = (said("find_pace_found", "en"), said("find_pace_found", "de"));
    assert!(english.contains("6.5") && !english.contains("6,5"), "{english}");
    assert!(german.contains("6,5") && !german.contains("6.5"), "{german}");
}

/// Every page of a practice, in these words.
pub(crate) fn all(words: &Arc<Words>) -> Vec<(&'static str, Scene)> {
    static SEEN: LazyLock<Vec<Seen>> = LazyLock::new(build);
    let scene = |seen: &Seen| {
        let names = Pair { left: "Alex".to_owned(), right: "Sam".to_owned() };
        let mut backdrop = Backdrop::new(names, jiff::Zoned::default(), Arc::clone(words));
        backdrop.practice = seen.shows.clone();
        (seen.name, compose(&seen.session, seen.now, &backdrop))
    };
    SEEN.iter().map(scene).collect()
}
