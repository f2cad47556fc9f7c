//! What holds in every talk, whatever is pressed and whatever the sensors say: over random keys, straps, hearts, lost
//! links and closed lids.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::needless_for_each)]

use std::collections::BTreeSet;
use std::time::Duration;

use breathmark::event::input::{Input, Key, Link, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::session::output::{Output, StampedOutput};
use breathmark::session::{Script, Session, Setup};
use breathmark::talk::pause::Readiness;
use breathmark::talk::plan::Plan;
use breathmark::talk::{Phase, Stage, Talk};
use proptest::prelude::*;
use stories::{Happens, happens, mirrored, plan};

mod stories;

/// A session with two simulated straps, and everything that must hold after every step.
struct Watched {
    session: Session,
    plan: Plan,
    at: Moment,
    told: Vec<StampedOutput>,
    steps: u64,
    talked: Duration,
    before: Stage,
    not_ready: Pair<bool>,
    returns: Option<Moment>,
    /// How long each heart has been due to beat.
    due_s: Pair<f64>,
    visited: BTreeSet<String>,
    /// Pauses that no key called.
    called_by_hearts: u64,
}

impl Watched {
    fn new(plan: Plan) -> Self {
        let session = Session::new(&Setup::talk(plan));
        let before = session.stage();
        Self {
            session,
            plan,
            at: Moment::START,
            told: Vec::new(),
            steps: 0,
            talked: Duration::ZERO,
            before,
            not_ready: Pair::default(),
            returns: None,
            due_s: Pair::default(),
            visited: BTreeSet::new(),
            called_by_hearts: 0,
        }
    }

    fn talk(&self) -> &Talk {
        let Script::Talk(talk) = self.session.script() else { unreachable!() };
        talk
    }

    /// The time of day to come back at, as far as one is agreed on.
    fn agreed(&self) -> Option<Moment> {
        self.talk().returns().map(|(_, returns)| returns)
    }

    fn happen(&mut self, after_ms: u32, what: &Happens) {
        self.pass(Duration::from_millis(after_ms.into()));
        match what {
            Happens::Key(key) => self.press(*key),
            Happens::Yes(first) => [*first, first.other()].into_iter().for_each(|seat| self.press(Key::Ready(seat))),
            Happens::Hearts(seconds, excess) => (0..*seconds).for_each(|_| {
                self.pass(Duration::from_secs(1));
                for seat in Seat::BOTH {
                    self.beat(seat, excess[seat]);
                }
            }),
            Happens::Link(seat, link) => self.give(&Input::Link { seat: *seat, link: *link }),
            Happens::Away(seconds) => self.give(&Input::Away { seconds: *seconds }),
            Happens::Bytes(seat, bytes) => {
                self.give(&Input::Notification { seat: *seat, epoch: 1, bytes: Payload(bytes.clone()) });
            }
        }
    }

    fn beat(&mut self, seat: Seat, excess: u16) {
        if self.session.hearts()[seat].link() != Link::Subscribed {
            return;
        }
        let rr_s = 60.0 / f64::from(68 + excess);
        self.due_s[seat] += 1.0;
        let count = (self.due_s[seat] / rr_s) as usize;
        self.due_s[seat] -= rr_s * count as f64;
        let bytes = Payload(encode((68 + excess) as u8, &vec![(rr_s * 1024.0).round() as u16; count]));
        self.give(&Input::Notification { seat, epoch: 1, bytes });
    }

    /// Time passes wake by wake, so that nothing that happens by itself goes unseen.
    fn pass(&mut self, span: Duration) {
        let to = self.at + span;
        while self.session.next_wake() <= to {
            let wake = self.session.next_wake();
            self.session.advance(wake);
            self.look(None);
        }
        self.session.advance(to);
        self.at = to;
    }

    fn press(&mut self, key: Key) {
        self.note(key);
        self.session.handle(self.at, &Input::Key { key });
        self.look(Some(key));
    }

    fn give(&mut self, input: &Input) {
        self.session.handle(self.at, input);
        self.look(None);
    }

    /// Who has said "not ready" and has not taken it back.
    fn note(&mut self, key: Key) {
        let asked = matches!(
            self.session.stage(),
            Stage::Pause { .. } | Stage::ReturnOffer { .. } | Stage::LongBreak { .. } | Stage::WayBack { .. }
        );
        match key {
            Key::NotReady(seat) if asked => self.not_ready[seat] = true,
            Key::Ready(seat) => self.not_ready[seat] = false,
            _ => {}
        }
    }

    fn look(&mut self, key: Option<Key>) {
        self.steps += 1;
        self.told.extend(std::iter::from_fn(|| self.session.poll()));
        let (stage, now) = (self.session.stage(), self.session.now());
        let paused =
            |stage: &Stage| matches!(stage, Stage::Pause { .. } | Stage::ReturnOffer { .. } | Stage::LongBreak { .. });
        // Never resumes against a "not ready".
        let resumed = paused(&self.before) && !paused(&stage) && !matches!(stage, Stage::Closing { .. } | Stage::Over);
        assert!(!resumed || !self.not_ready.any(|said| *said), "{:?} -> {stage:?}", self.before);
        if resumed {
            self.not_ready = Pair::default();
        }
        // Paused time does not count, and the limit holds but for one turn.
        let talked = self.talk().talked(now);
        let counts = matches!(self.before, Stage::Turn { .. } | Stage::Answer { .. });
        assert!(talked == self.talked || talked > self.talked && counts, "{:?}", self.before);
        // Half a minute more, and the time to finish a sentence: after each pause in it anew.
        let beyond = Duration::from_secs(30) + Duration::from_secs(self.plan.overtime_s.into());
        let one_turn = self.plan.turn() + 3 * self.plan.answer_part() + 2 * beyond * (1 + self.talk().pauses());
        assert!(talked <= self.plan.limit() + one_turn, "{talked:?} of {:?}", self.plan);
        // Every state answers `p` and the stop.
        match key {
            Some(Key::Pause) if self.before != Stage::Over => {
                assert!(matches!(stage, Stage::Pause { .. } | Stage::LongBreak { breathing: true, .. }), "{stage:?}");
                // What was agreed stays, and nothing becomes a break that was none.
                assert_eq!(self.agreed(), self.returns, "{:?} -> {stage:?}", self.before);
            }
            Some(Key::Stop) => assert!(matches!(stage, Stage::Closing { .. } | Stage::Over)),
            _ => {}
        }
        // A return is never later than a day, nor in the past when it is agreed.
        if let Phase::LongBreak(rest) = self.talk().phase() {
            let wait = rest.returns.since(self.talk().by_the_wall(now));
            assert!(wait <= Duration::from_hours(24));
            assert!(!matches!(self.before, Stage::ReturnOffer { .. }) || wait >= Duration::from_mins(20));
        }
        self.returns = self.agreed();
        let by_heart = matches!(stage, Stage::Pause { .. }) && counts && key.is_none();
        self.called_by_hearts += u64::from(by_heart);
        if stage != self.before {
            let said = serde_json::to_value(stage).unwrap();
            self.visited.insert(said["stage"].as_str().unwrap().to_owned());
        }
        (self.talked, self.before) = (talked, stage);
    }

    /// From here, whatever it is, both can go on within half an hour once they are calm and say so.
    fn the_way_out_is_open(&mut self) {
        self.pass(Duration::from_secs(2));
        for seat in Seat::BOTH {
            let link = self.session.hearts()[seat].link();
            if link != Link::Absent {
                self.give(&Input::Link { seat, link: Link::Subscribed });
            }
        }
        for _ in 0..1900 {
            match self.session.stage() {
                Stage::Pause { .. } | Stage::LongBreak { .. } => {
                    for seat in Seat::BOTH {
                        self.press(Key::Ready(seat));
                    }
                }
                Stage::ReturnOffer { .. } => self.press(Key::Pause),
                _ => return,
            }
            self.pass(Duration::from_secs(1));
            for seat in Seat::BOTH {
                self.beat(seat, 0);
            }
        }
        panic!("still in {:?}", self.session.stage());
    }

    /// Two presses of the stop lead out of everything, and nothing is said after that.
    fn stopping_ends_it(&mut self) {
        for _ in 0..2 {
            self.pass(Duration::from_secs(2));
            self.press(Key::Stop);
        }
        assert_eq!(self.session.stage(), Stage::Over);
    }
}

fn run(plan: Plan, story: &[(u32, Happens)]) -> Watched {
    let mut watched = Watched::new(plan);
    for seat in Seat::BOTH {
        watched.give(&Input::Link { seat, link: Link::Subscribed });
    }
    // Half of the talks come to their first turn as most do.
    if story.len().is_multiple_of(2) {
        for _ in 0..200 {
            if matches!(watched.session.stage(), Stage::Turn { .. }) {
                break;
            }
            let before = watched.session.stage();
            watched.happen(0, &Happens::Hearts(5, Pair::default()));
            match before {
                Stage::Agreements { .. } | Stage::SameAgain { .. } | Stage::Topic { .. } | Stage::WayBack { .. } => {
                    watched.happen(0, &Happens::Yes(plan.first));
                }
                Stage::Arriving { .. } => watched.press(Key::Next),
                _ => {}
            }
        }
    }
    for (after, what) in story {
        watched.happen(*after, what);
    }
    watched
}

/// The stages, as outputs say them, with left and right exchanged if wanted.
fn stages(told: &[StampedOutput], mirror: bool) -> Vec<serde_json::Value> {
    let stages = told.iter().filter(|told| matches!(told.output, Output::Stage { .. }));
    let swapped = |text: String| text.replace("left", "\u{1}").replace("right", "left").replace('\u{1}', "right");
    let text = stages.map(|told| serde_json::to_string(told).unwrap());
    text.map(|text| serde_json::from_str(&if mirror { swapped(text) } else { text }).unwrap()).collect()
}

/// What random talks came by.
#[derive(Default)]
struct Seen {
    steps: u64,
    stages: BTreeSet<String>,
    called_by_hearts: u64,
}

/// Runs `cases` random talks and their mirror images.
fn check(cases: u32) -> Seen {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let seen = std::cell::RefCell::new(Seen::default());
    let stories = (plan(), proptest::collection::vec(happens(), 1..120));
    let result = proptest::test_runner::TestRunner::new(config).run(&stories, |(plan, story)| {
        let watched = run(plan, &story);
        let twin = run(Plan { first: plan.first.other(), ..plan }, &mirrored(&story));
        prop_assert_eq!(stages(&watched.told, false), stages(&twin.told, true));
        let (mut out, mut stop) = (watched, twin);
        let mut seen = seen.borrow_mut();
        seen.steps += out.steps + stop.steps;
        seen.called_by_hearts += out.called_by_hearts;
        seen.stages.extend(out.visited.clone());
        out.the_way_out_is_open();
        stop.stopping_ends_it();
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    seen.into_inner()
}

/// Every stage of a talk, so that none goes unvisited.
const STAGES: [&str; 21] = [
    "agreements",
    "amends_offer",
    "answer",
    "arriving",
    "breath",
    "closing",
    "later",
    "one_step",
    "over",
    "pause",
    "prepare",
    "repair",
    "rest",
    "same_again",
    "settling",
    "straps",
    "summary",
    "topic",
    "turn",
    "warm_up",
    "way_back",
];

#[test]
fn what_must_hold_holds_in_every_random_talk() {
    let seen = check(24);
    assert!(seen.steps > 50_000, "{} {}", seen.steps, seen.called_by_hearts);
}

/// Millions of steps: `cargo test --release --test talk invariants -- --ignored`.
#[test]
#[ignore = "millions of steps; .ci/run has it"]
fn what_must_hold_holds_over_millions_of_steps() {
    let seen = check(1000);
    println!("{} steps, {} pauses called by hearts, stages: {:?}", seen.steps, seen.called_by_hearts, seen.stages);
    assert!(seen.steps > 2_000_000 && seen.called_by_hearts > 50);
    let unseen = STAGES.iter().filter(|stage| !seen.stages.contains(**stage)).collect::<Vec<_>>();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn nothing_a_session_says_of_a_pause_tells_who_called_it() {
    // By construction: these are all the fields that there are.
    let stage = Stage::Pause {
        breathing: breathmark::talk::pause::Breathing::Paced,
        way: breathmark::talk::pause::Way::Breath,
        ready: Pair { left: Readiness::Unsaid, right: Readiness::Unsaid },
    };
    let said = serde_json::to_value(stage).unwrap();
    let fields: Vec<&String> = said.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["breathing", "ready", "stage", "way"]);
}
