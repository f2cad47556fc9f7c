//! Two people with ordinary straps, in virtual time: rates as functions of time, beats disturbed at will.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::needless_pass_by_value
)]

use std::cell::Cell;
use std::rc::Rc;

use breathmark::event::input::{Input, Key, Link, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::heart::measurement::encode;
use breathmark::session::output::StampedOutput;
use breathmark::session::{Script, Session, Setup};
use breathmark::talk::plan::Plan;
use breathmark::talk::{Phase, Stage};

/// What happens to a beat on its way out of the strap.
pub enum Heartbeat {
    Plain,
    Scaled(f64),
    /// Not detected: its interval joins the next.
    Missed,
    /// Something else is detected in the middle of the interval.
    Split,
    /// The T wave is counted as a beat of its own.
    Halved,
}

type Rate = Box<dyn Fn(f64) -> f64>;

struct Strap {
    rate: Rate,
    disturb: Box<dyn Fn(u64) -> Heartbeat>,
    last_beat: f64,
    carried: f64,
    beats: u64,
    epoch: u32,
    muted_until: f64,
}

pub struct Couple {
    pub session: Session,
    pub told: Vec<StampedOutput>,
    straps: Pair<Option<Strap>>,
    second: u64,
    /// Who speaks now, for hearts that speech lifts.
    pub speaker: Rc<Cell<Option<Seat>>>,
}

pub fn setup() -> Setup {
    Setup::talk(Plan::default())
}

impl Couple {
    pub fn new(left: impl Fn(f64) -> f64 + 'static, right: impl Fn(f64) -> f64 + 'static) -> Self {
        Self::with(&setup(), left, right)
    }

    pub fn with(setup: &Setup, left: impl Fn(f64) -> f64 + 'static, right: impl Fn(f64) -> f64 + 'static) -> Self {
        let strap = |rate: Rate| {
            let disturb = Box::new(|_| Heartbeat::Plain);
            Some(Strap { rate, disturb, last_beat: 0.0, carried: 0.0, beats: 0, epoch: 1, muted_until: 0.0 })
        };
        let straps = Pair { left: strap(Box::new(left)), right: strap(Box::new(right)) };
        let mut couple =
            Self { session: Session::new(setup), told: Vec::new(), straps, second: 0, speaker: Rc::default() };
        for seat in Seat::BOTH {
            couple.give(Input::Link { seat, link: Link::Subscribed });
        }
        couple
    }

    pub fn without_straps() -> Self {
        let straps = Pair { left: None, right: None };
        Self { session: Session::new(&setup()), told: Vec::new(), straps, second: 0, speaker: Rc::default() }
    }

    /// Through the warm-up, ten seconds into the first turn.
    pub fn settled(left: impl Fn(f64) -> f64 + 'static, right: impl Fn(f64) -> f64 + 'static) -> Self {
        Self::new(left, right).in_the_first_turn()
    }

    pub fn in_the_first_turn(mut self) -> Self {
        self.run_until(|stage| matches!(stage, Stage::Turn { .. }), 400.0).expect("the first turn");
        self.run_until(|_| false, 10.0);
        self
    }

    pub fn now(&self) -> f64 {
        self.session.now().secs()
    }

    pub fn give(&mut self, input: Input) {
        let at = self.session.now();
        self.give_at(at, &input);
    }

    /// Gives an input so many seconds from now.
    pub fn give_later(&mut self, seconds: f64, input: &Input) {
        let at = Moment::from_micros(self.session.now().micros() + (seconds * 1e6) as u64);
        self.give_at(at, input);
    }

    fn give_at(&mut self, at: Moment, input: &Input) {
        self.session.handle(at, input);
        self.told.extend(std::iter::from_fn(|| self.session.poll()));
    }

    pub fn press(&mut self, key: Key) {
        self.give(Input::Key { key });
    }

    pub fn set_rate(&mut self, seat: Seat, rate: impl Fn(f64) -> f64 + 'static) {
        self.straps[seat].as_mut().unwrap().rate = Box::new(rate);
    }

    pub fn disturb(&mut self, seat: Seat, disturb: impl Fn(u64) -> Heartbeat + 'static) {
        self.straps[seat].as_mut().unwrap().disturb = Box::new(disturb);
    }

    pub fn mute(&mut self, seat: Seat, seconds: f64) {
        let until = self.now() + seconds;
        self.straps[seat].as_mut().unwrap().muted_until = until;
    }

    pub fn reconnect(&mut self, seat: Seat) {
        self.straps[seat].as_mut().unwrap().epoch += 1;
        self.give(Input::Link { seat, link: Link::Subscribed });
    }

    pub fn stages(&self, wanted: impl Fn(&Stage) -> bool) -> usize {
        let stage = |told: &&StampedOutput| matches!(&told.output, breathmark::session::output::Output::Stage { stage } if wanted(stage));
        self.told.iter().filter(stage).count()
    }

    pub fn turn_left(&self) -> f64 {
        let Script::Talk(talk) = self.session.script() else { panic!("a talk") };
        let Phase::In(_, span) = talk.phase() else { panic!("in a step") };
        span.ends.since(self.session.now()).as_secs_f64()
    }

    /// Runs until the stage is as wanted, for `seconds` at most; says when it was.
    pub fn run_until(&mut self, wanted: impl Fn(&Stage) -> bool, seconds: f64) -> Option<f64> {
        let end = self.now() + seconds;
        loop {
            if wanted(&self.session.stage()) {
                return Some(self.now());
            }
            if self.now() >= end {
                return None;
            }
            let wake = self.session.next_wake();
            let packet = Moment::from_micros((self.second + 1) * 1_000_000 + 310_000);
            if packet <= wake {
                self.second += 1;
                self.speaker.set(match self.session.stage() {
                    Stage::WarmUp { speaker } | Stage::Turn { speaker, .. } => Some(speaker),
                    _ => None,
                });
                for seat in Seat::BOTH {
                    self.packet(seat, packet);
                }
            } else {
                self.session.advance(wake);
                self.told.extend(std::iter::from_fn(|| self.session.poll()));
            }
        }
    }

    fn packet(&mut self, seat: Seat, at: Moment) {
        let Some(strap) = &mut self.straps[seat] else { return };
        let intervals = strap.intervals_until(at.secs());
        if at.secs() >= strap.muted_until {
            let bytes = Payload(encode((strap.rate)(at.secs()) as u8, &intervals));
            let epoch = strap.epoch;
            self.give_at(at, &Input::Notification { seat, epoch, bytes });
        }
    }
}

impl Strap {
    fn intervals_until(&mut self, now: f64) -> Vec<u16> {
        let mut intervals = Vec::new();
        loop {
            let rr = 60.0 / (self.rate)(self.last_beat);
            if self.last_beat + rr > now {
                return intervals;
            }
            self.last_beat += rr;
            self.beats += 1;
            let rr = rr + std::mem::take(&mut self.carried);
            match (self.disturb)(self.beats) {
                Heartbeat::Plain => intervals.push(ticks(rr)),
                Heartbeat::Scaled(by) => intervals.push(ticks(rr * by)),
                Heartbeat::Missed => self.carried = rr,
                Heartbeat::Halved => intervals.extend([ticks(rr * 0.49), ticks(rr * 0.51)]),
                Heartbeat::Split => intervals.extend([ticks(rr * 0.45), ticks(rr * 0.55)]),
            }
        }
    }
}

fn ticks(seconds: f64) -> u16 {
    (seconds * 1024.0).round() as u16
}
