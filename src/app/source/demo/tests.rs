//! The demo in virtual time, with the real time that it takes at usual speed.

use std::sync::LazyLock;

use super::*;
use crate::heart::Signal;
use crate::lab::simulate::resonance::Resonance;
use crate::pacer::Pacer;
use crate::practice::plan::Begins;
use crate::session::{Kind, Script, Setup};
use crate::talk::SessionPart;
use crate::talk::pause::Way;
use crate::words::Words;

/// Seconds of the private check before a demo, at real speed: two pages.
const CHECK_S: f64 = 8.0;
/// Seeds that are tried.
const SEEDS: std::ops::Range<u64> = 0..20;

/// A stage, what was said on it, and for how many seconds of real time.
#[derive(Debug)]
struct Shown {
    stage: Stage,
    said: Option<Caption>,
    real_s: f64,
}

/// Plays a talk to its end.
fn played(seed: u64) -> Vec<Shown> {
    let mut session = Session::new(&Setup::talk(PLAN));
    let mut demo = Demo::talk(seed);
    let (mut shown, mut now): (Vec<Shown>, _) = (Vec::new(), Moment::START);
    while session.stage() != Stage::Over && now < Moment::from_secs(1200) {
        let (stage, said) = (course::page_of(session.stage()), demo.caption(&session, now));
        let next = demo.next_at().min(session.next_wake());
        let real_s = next.since(now).as_secs_f64() / demo.hurry(&session, now);
        match shown.last_mut().filter(|last| (last.stage, last.said) == (stage, said)) {
            Some(last) => last.real_s += real_s,
            None => shown.push(Shown { stage, said, real_s }),
        }
        now = next;
        session.advance(now);
        if demo.next_at() == now {
            demo.take(&session).iter().for_each(|input| session.handle(now, input));
        }
    }
    assert_eq!(session.stage(), Stage::Over, "seed {seed}");
    shown
}

/// The talks of all seeds, played once.
fn all_played() -> impl Iterator<Item = (u64, &'static [Shown])> {
    static PLAYED: LazyLock<Vec<Vec<Shown>>> = LazyLock::new(|| SEEDS.map(played).collect());
    SEEDS.zip(PLAYED.iter().map(Vec::as_slice))
}

/// The real time of everything that `wanted` picks.
fn real_s(shown: &[Shown], wanted: impl Fn(&Shown) -> bool) -> f64 {
    shown.iter().filter(|shown| wanted(shown)).map(|shown| shown.real_s).sum()
}

#[test]
fn whatever_the_seed_a_demo_takes_less_than_three_minutes() {
    for (seed, shown) in all_played() {
        let whole_s = CHECK_S + real_s(shown, |_| true);
        assert!((120.0..180.0).contains(&whole_s), "seed {seed}: {whole_s} s");
    }
}

#[test]
fn whatever_the_seed_the_course_is_the_same() {
    let of = |part: SessionPart, shown: &[Shown]| {
        let mut pages: Vec<Stage> = shown.iter().map(|shown| shown.stage).filter(|at| at.part() == part).collect();
        pages.dedup();
        pages
    };
    for (seed, shown) in all_played() {
        let position = |wanted: &dyn Fn(&Stage) -> bool| shown.iter().position(|shown| wanted(&shown.stage));
        let second_turn = position(&|at| matches!(at, Stage::Turn { speaker: Seat::Right, .. }));
        let pause = position(&|at| matches!(at, Stage::Pause { way: Way::Breath, .. }));
        let senses = position(&|at| matches!(at, Stage::Pause { way: Way::Senses, .. }));
        let offer = position(&|at| matches!(at, Stage::AmendsOffer { .. }));
        let order = [second_turn, pause, senses, offer];
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "seed {seed}: {order:?}");
        let pauses = of(SessionPart::Pause, shown).iter().filter(|at| matches!(at, Stage::WayBack { .. })).count();
        assert_eq!(pauses, 2, "seed {seed}");
    }
}

#[test]
fn the_pause_that_a_heart_begins_takes_about_forty_seconds_to_see() {
    for (seed, shown) in all_played() {
        let of_heart = |shown: &Shown| matches!(shown.stage, Stage::Pause { way: Way::Breath, .. });
        let seen_s = real_s(shown, of_heart);
        assert!((30.0..50.0).contains(&seen_s), "seed {seed}: {seen_s} s");
    }
}

#[test]
fn every_page_of_words_can_be_read() {
    for (_, shown) in all_played() {
        let pages = shown.chunk_by(|a, b| a.stage == b.stage).filter(|page| {
            let part = page[0].stage.part();
            part == SessionPart::Before || matches!(page[0].stage, Stage::WayBack { .. } | Stage::Summary { .. })
        });
        for page in pages {
            assert!(real_s(page, |_| true) >= 3.5, "{page:?}");
        }
    }
}

#[test]
fn after_a_real_key_the_demo_presses_none_for_a_minute_and_nothing_hurries() {
    let setup = Setup::talk(PLAN);
    let (mut session, mut demo) = (Session::new(&setup), Demo::talk(1));
    demo.hands_off(Moment::START);
    while demo.next_at() < Moment::from_secs(80) {
        let at = demo.next_at();
        session.advance(at);
        let inputs = demo.take(&session);
        let presses = inputs.iter().any(|input| matches!(input, Input::Key { .. }));
        for input in inputs {
            session.handle(at, &input);
        }
        if at < Moment::from_secs(60) {
            assert!(!presses && demo.hurry(&session, at) <= 1.0, "{at}");
            assert_eq!(demo.caption(&session, at), Some(Caption::Yours));
        }
    }
    assert_ne!(session.stage(), Stage::Agreements { yes: Pair::default() }, "then it goes on");
}

#[test]
fn no_line_names_anybody_and_each_fits_the_narrowest_window() {
    let lines = all_played().flat_map(|(_, shown)| shown).filter_map(|shown| shown.said);
    let tour = (0..70).filter_map(|second| tour::caption(f64::from(second)));
    let all: Vec<Caption> = lines.chain(tour).chain([Caption::Yours]).collect();
    for language in ["en", "de"] {
        let words = Words::built_in(language).expect("our own words");
        for line in all.iter().map(|caption| caption.said(&words.demo)) {
            assert!(unicode_width::UnicodeWidthStr::width(&*line) <= 56, "{line}");
            let lower = line.to_lowercase();
            let names = ["alex", "sam ", "left", "right", "link", "recht"];
            assert!(!names.iter().any(|name| lower.contains(name)), "{line}");
        }
    }
}

#[test]
fn the_tour_of_a_practice_lasts_a_minute_and_then_is_silent() {
    assert!((0..60).all(|second| tour::caption(f64::from(second)).is_some()));
    assert!((62..200).all(|second| tour::caption(f64::from(second)).is_none()));
}

#[test]
fn a_practice_begins_with_the_breath_and_no_word_about_the_strap() {
    let setup =
        Setup { kind: Kind::Practice, plan: PLAN, pacer: Pacer::default(), people: Pair::default(), practice: None };
    for seed in SEEDS {
        let (mut session, mut demo) = (Session::new(&setup), Demo::practice(seed, false));
        while demo.next_at() < Moment::from_secs(90) {
            let at = demo.next_at();
            session.advance(at);
            demo.take(&session).iter().for_each(|input| session.handle(at, input));
            let signal = session.hearts().left.signal(at);
            assert!(matches!(signal, Signal::Settling | Signal::Good), "seed {seed} at {at}: {signal:?}");
        }
    }
}

/// The demo of a practice that begins like this, and its session.
fn practising(seed: u64, begins: Begins) -> (Session, Demo) {
    let practice = Some(crate::practice::plan::Plan { begins, ..Default::default() });
    let (pacer, people) = (Pacer::default(), Pair::default());
    let session = Session::new(&Setup { kind: Kind::Practice, plan: PLAN, pacer, people, practice });
    (session, Demo::practice(seed, false))
}

/// Plays on for a second.
fn play_on(session: &mut Session, demo: &mut Demo) {
    let at = demo.next_at();
    session.advance(at);
    demo.take(session).iter().for_each(|input| session.handle(at, input));
    while session.poll().is_some() {}
}

#[test]
fn the_heart_of_a_practice_follows_after_some_breaths_and_no_longer_while_its_person_wanders_off() {
    let (mut session, mut demo) = practising(1, Begins::Breathing);
    let mut swing_at = |second: u64| {
        while demo.next_at() <= Moment::from_secs(second) {
            play_on(&mut session, &mut demo);
        }
        let Script::Practice(practice) = session.script() else { panic!("a practice") };
        practice.figures().and_then(|figures| figures.left.swing_bpm())
    };
    assert!(swing_at(100).is_some_and(|swing| swing > 4.0));
    assert!(swing_at(350).is_some());
    assert_eq!(swing_at(418), None);
    assert!(swing_at(520).is_some());
}

#[test]
fn a_search_finds_the_resonance_of_the_demos_person() {
    for seed in 1..=3 {
        let (mut session, mut demo) = practising(seed, Begins::FindPace);
        let found = loop {
            play_on(&mut session, &mut demo);
            let Script::Practice(practice) = session.script() else { panic!("a practice") };
            if practice.search().is_done() {
                break practice.search().peak().expect("a peak");
            }
        };
        let planted = Resonance::draw(&mut stream(seed, 41), 1.0).per_minute;
        assert!((found.per_minute - planted).abs() < 3.0 * found.within, "{seed}: {found:?}, not {planted}");
    }
}

#[test]
fn both_hearts_are_learnt_before_one_of_them_rises() {
    let setup = Setup::talk(PLAN);
    for seed in SEEDS {
        let (mut session, mut demo) = (Session::new(&setup), Demo::talk(seed));
        while !matches!(session.stage(), Stage::Turn { .. }) {
            let at = demo.next_at().min(session.next_wake());
            session.advance(at);
            if demo.next_at() == at {
                demo.take(&session).iter().for_each(|input| session.handle(at, input));
            }
        }
        let Script::Talk(talk) = session.script() else { panic!("a talk") };
        assert_eq!(talk.still_learning(session.hearts(), session.now()), 0, "seed {seed}");
    }
}
