//! One scene for everything that a screen can show.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::strap_fault::StrapFault;
use breathmark::pacer::{Direction, Pacer};
use breathmark::practice::part::PracticePart;
use breathmark::screen::backdrop::NumbersShown;
use breathmark::screen::scene::{
    BreathFigure, HeartView, Next, Numbers, PauseView, PersonView, Point, PracticeView, Scene, StrapView, View,
};
use breathmark::talk::Listening;
use breathmark::talk::cards::Card;
use breathmark::talk::pause::{Breathing, Readiness, Way};
use breathmark::words::Words;

/// Every scene with its name.
pub(crate) fn all() -> Vec<(&'static str, Scene)> {
    static ENGLISH: LazyLock<Vec<(&'static str, Scene)>> = LazyLock::new(|| all_in(&words()));
    ENGLISH.clone()
}

/// The same in these words; those that only the drawing knows are put in here.
pub(crate) fn all_in(words: &Arc<Words>) -> Vec<(&'static str, Scene)> {
    let mut all = before();
    all.extend(talking());
    all.extend(pausing());
    all.extend(after());
    all.extend(practising());
    all.extend(super::other_pages::all(words));
    all.extend(super::practice_pages::all(words));
    for (_, scene) in &mut all {
        scene.words = Arc::clone(words);
    }
    all
}

fn before() -> Vec<(&'static str, Scene)> {
    let searching = |mut scene: Scene| {
        scene.people.right.strap = StrapView::Quiet;
        scene
    };
    let one = |mut scene: Scene| {
        scene.people.right.strap = StrapView::Absent;
        scene
    };
    vec![
        ("straps_two", searching(scene(View::Straps { assigned: 2 }))),
        ("straps_one", one(scene(View::Straps { assigned: 1 }))),
        ("straps_none", without_straps(scene(View::Straps { assigned: 0 }))),
        (
            "settling",
            Scene {
                note: Some("demo".into()),
                caption: Some("demo: the first turn".into()),
                ..scene(View::Settling { left_s: 42 })
            },
        ),
        ("warm_up", scene(View::WarmUp { speaker: Seat::Left, left_s: 55 })),
    ]
}

/// A turn with time left.
pub(crate) fn turn() -> Scene {
    scene(View::Turn {
        speaker: Seat::Left,
        left_s: 72,
        talk_left_s: 1420,
        over_s: 0,
        topic: String::new(),
        learning_s: 0,
        asks: None,
        answer: None,
        card: None,
        reminder: 0,
        smaller: false,
    })
}

fn talking() -> Vec<(&'static str, Scene)> {
    let with = |answer, card: Option<Card>| {
        let mut scene = turn();
        if let View::Turn { answer: a, card: c, smaller, .. } = &mut scene.view {
            (*a, *c, *smaller) = (answer, card, card.is_some());
        }
        scene
    };
    let learning = || {
        let mut scene = turn();
        if let View::Turn { learning_s, topic, .. } = &mut scene.view {
            (*learning_s, *topic) = (20, "the holidays".into());
        }
        scene
    };
    let mut trouble = turn();
    trouble.people.right.strap = StrapView::Lost(12);
    trouble.people.left.low_battery = Some(12);
    trouble.note = Some("demo · time runs three times as fast here".into());
    let mut numbers = turn();
    numbers.people.left.numbers = Some(Numbers { heart_rate: Some(72), rmssd: Some(34) });
    numbers.people.right.numbers = Some(Numbers { heart_rate: Some(104), rmssd: None });
    let mut one_wish = turn();
    one_wish.people.left.wants_numbers = true;
    let figure = BreathFigure { direction: Some(Direction::Out), fullness: 400 };
    vec![
        ("turn", turn()),
        ("turn_trouble", trouble),
        ("turn_learning", learning()),
        ("turn_numbers", numbers),
        ("turn_one_wish", one_wish),
        ("turn_without_straps", without_straps(turn())),
        ("turn_help", Scene { help: true, ..turn() }),
        ("turn_watched", Scene { watched: true, ..turn() }),
        ("turn_watched_help", Scene { watched: true, help: true, ..turn() }),
        ("turn_need", with(None, Some(Card::Need(3)))),
        ("turn_question", with(None, Some(Card::Question(9)))),
        ("answer_reflect", with(Some(Listening::Reflect), None)),
        ("answer_validate", with(Some(Listening::Validate), None)),
        ("answer_empathise", with(Some(Listening::Empathise), None)),
        ("shared_breath", scene(View::Breath { figure, next: Next::Turn(Seat::Right) })),
    ]
}

fn pausing() -> Vec<(&'static str, Scene)> {
    let paced = PauseView {
        figure: BreathFigure { direction: Some(Direction::In), fullness: 1000 },
        breathing: Breathing::Paced,
        way: Way::Breath,
        prompt: 0,
        left_s: 48,
        bodies_calm: false,
        ready: Pair::default(),
        suggests_break: false,
        offers_both: false,
    };
    let empty = BreathFigure { direction: Some(Direction::Out), fullness: 0 };
    let rest = BreathFigure { direction: None, fullness: 500 };
    let said = Pair { left: Readiness::Ready, right: Readiness::NotReady };
    let longer = PauseView { left_s: 0, figure: empty, suggests_break: true, ready: said, ..paced.clone() };
    let unpaced = PauseView { left_s: 0, figure: rest, breathing: Breathing::Unpaced, ..paced.clone() };
    let calm = PauseView { bodies_calm: true, ..unpaced.clone() };
    let mut silent = scene(View::Pause(longer));
    silent.people.right.strap = StrapView::Silent(4);
    vec![
        ("pause_begins", scene(View::Pause(PauseView { offers_both: true, ..paced.clone() }))),
        ("pause", scene(View::Pause(paced))),
        ("pause_longer", silent),
        ("pause_unpaced", scene(View::Pause(unpaced))),
        ("pause_calm", scene(View::Pause(calm))),
    ]
}

fn after() -> Vec<(&'static str, Scene)> {
    let agreed = Pair { left: false, right: true };
    let broken_off = View::Closing {
        talked_s: 70,
        pauses: 3,
        returns_clock: None,
        early: true,
        can_go_on: true,
        can_go_back: true,
        can_repair: false,
        suggests_help: true,
    };
    let closing = |returns_clock, can_go_on| View::Closing {
        talked_s: 1450,
        pauses: 2,
        returns_clock,
        early: false,
        can_go_on,
        can_go_back: false,
        can_repair: can_go_on,
        suggests_help: false,
    };
    let nobody_spoke = View::Closing {
        talked_s: 0,
        pauses: 0,
        returns_clock: None,
        early: true,
        can_go_on: true,
        can_go_back: false,
        can_repair: false,
        suggests_help: false,
    };
    vec![
        ("closing_nobody_spoke", scene(nobody_spoke)),
        ("later", scene(View::ReturnOffer { minutes: 120, agreed })),
        ("closing", scene(closing(None, false))),
        ("closing_broken_off", scene(broken_off)),
        ("closing_until_later", scene(closing(Some("tomorrow, 21:40".into()), true))),
    ]
}

fn practising() -> Vec<(&'static str, Scene)> {
    let good = practice(Numbers { heart_rate: Some(72), rmssd: Some(34) }, tachogram());
    let absent = practice(Numbers::default(), Vec::new());
    let strap = |strap, mut scene: Scene| {
        scene.people.left.strap = strap;
        if let View::Practice(view) = &mut scene.view {
            view.has_heart = !matches!(strap, StrapView::Absent | StrapView::NoAdapter | StrapView::NoBluetooth);
        }
        scene
    };
    let rate_only = practice(Numbers { heart_rate: Some(68), rmssd: None }, Vec::new());
    vec![
        ("practice", good.clone()),
        ("practice_settling", strap(StrapView::Settling, absent.clone())),
        ("practice_silent", strap(StrapView::Silent(4), absent.clone())),
        ("practice_without_strap", strap(StrapView::Absent, absent.clone())),
        ("practice_bluetooth_off", strap(StrapView::NoAdapter, absent)),
        ("practice_rate_only", strap(StrapView::RateOnly, rate_only.clone())),
        ("practice_beats_twice", strap(StrapView::Faulty(StrapFault::MoreThanTime), rate_only)),
        ("practice_help", Scene { help: true, ..good }),
    ]
}

fn practice(numbers: Numbers, tachogram: Vec<Point>) -> Scene {
    let pacer = Pacer::default();
    let figure = BreathFigure { direction: Some(Direction::Out), fullness: 700 };
    let moves_bpm = (!tachogram.is_empty()).then_some(14);
    let heart = HeartView { numbers, moves_bpm, tachogram, clean_percent: 94, ..HeartView::default() };
    let fullness = |nth: u32| pacer.at(Duration::from_millis(u64::from(250 * (nth + 1)) + 390_000)).fullness;
    let breath = (0..240).map(|nth| Some((1000.0 * fullness(nth)) as u16)).collect();
    let hearts = Pair { left: heart, right: HeartView::default() };
    let mut scene = scene(View::Practice(PracticeView {
        part: PracticePart::Breathing,
        has_heart: true,
        figure,
        pacer: Some(pacer),
        elapsed_s: 450,
        breath,
        hearts,
        heading: None,
        left_s: None,
        says: None,
        numbers: NumbersShown::Few,
        hides_heart: false,
    }));
    scene.people.right.strap = StrapView::Absent;
    scene
}

/// A heart that follows the pacer, with a gap and two beats that do not count.
fn tachogram() -> Vec<Point> {
    let (mut points, mut at) = (Vec::new(), 390.0);
    while at < 450.0 {
        let fullness = Pacer::default().at(Duration::from_secs_f64(at)).fullness;
        let clean = points.len() != 20 && points.len() != 50;
        let rr_ms = if clean { 60_000.0 / (66.0 + 14.0 * fullness) } else { 500.0 };
        let linked = points.len() != 34;
        at += rr_ms / 1000.0 + if linked { 0.0 } else { 4.0 };
        points.push(Point { ago_s: 450.0 - at, rr_ms, clean, linked });
    }
    points.retain(|point| point.ago_s >= 0.0);
    points
}

/// English, read once: hundreds of scenes are drawn.
fn words() -> Arc<Words> {
    static ENGLISH: LazyLock<Arc<Words>> = LazyLock::new(|| Words::built_in("en").unwrap());
    Arc::clone(&ENGLISH)
}

/// Alex and Sam, both straps good.
pub(crate) fn scene(view: View) -> Scene {
    let person = |name: &str| PersonView { name: name.into(), strap: StrapView::Good, ..PersonView::default() };
    Scene {
        people: Pair { left: person("Alex"), right: person("Sam") },
        view,
        watched: false,
        help: false,
        here: false,
        finding_help: None,
        note: None,
        caption: None,
        words: words(),
    }
}

fn without_straps(mut scene: Scene) -> Scene {
    for seat in Seat::BOTH {
        scene.people[seat].strap = StrapView::Absent;
    }
    scene
}

/// A pause after so many milliseconds of it; resting, if everybody breathes as they like.
pub(crate) fn pause(ms: u64, breathing: Breathing) -> Scene {
    let breath = Pacer::default().at(Duration::from_millis(ms));
    let direction = (breathing == Breathing::Paced).then_some(breath.direction);
    let figure = BreathFigure { direction, fullness: (breath.fullness * 1000.0).round() as u16 };
    scene(View::Pause(PauseView {
        figure,
        breathing,
        way: Way::Breath,
        prompt: 0,
        left_s: 30,
        bodies_calm: false,
        ready: Pair::default(),
        suggests_break: false,
        offers_both: false,
    }))
}

pub(crate) fn paced(ms: u64) -> Scene {
    pause(ms, Breathing::Paced)
}
