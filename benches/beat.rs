//! What one beat costs, early and late in a session: `cargo bench --no-default-features --bench beat`.
//!
//! Two paths are timed, and the program runs both for every notification:
//!
//! - `session`: one notification of one beat goes into [`Session::handle`], and every output comes out. That is decoding,
//!   the timeline, the artifact filter, all windows, the samples of the spectrum, and the talk's own work. The talk waits
//!   on its first page.
//! - `heart`: the part of it in [`Heart::receive`], and the reading.
//!
//! `spectrum` is beside them. No page asks for it at every beat.

mod limits;
mod series;

use std::hint::black_box;
use std::time::Duration;

use breathmark::event::input::{Input, Link, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::Seat;
use breathmark::heart::spectrum::Transform;
use breathmark::heart::{Heart, Reading};
use breathmark::session::{Session, Setup};
use breathmark::talk::plan::Plan;

fn main() {
    if !limits::wanted() {
        return;
    }
    println!("medians; of limit, and their ratio:");
    for age in AGES {
        let (mut session, mut heart) = (BeatingSession::after(age), BeatingHeart::after(age));
        let took = limits::median(4001, || session.beat());
        limits::against(&format!("a beat through the session after {age}"), took, LIMIT);
        let took = limits::median(4001, || heart.beat());
        limits::against(&format!("a beat through the heart after {age}"), took, LIMIT);
    }
    let mut beating = BeatingHeart::after(500);
    limits::row("the live spectrum of 64 s", 4001, || beating.transform.rhythm(&beating.heart.recent().samples));
}

/// Beats before the timed ones.
const AGES: [usize; 3] = [1, 500, 100_000];

/// What a beat may take: a goal that the project set itself.
const LIMIT: Duration = Duration::from_micros(3);

/// A strap's notifications of one beat each, over and over, with the time since the one before.
struct Notifications {
    all: Vec<(Vec<u8>, Duration)>,
    next: usize,
    now: Moment,
}

impl Notifications {
    fn new() -> Self {
        let notification = |ticks: u16| {
            let [low, high] = ticks.to_le_bytes();
            (vec![0x16, 72, low, high], Duration::from_micros(u64::from(ticks) * 1_000_000 / 1024))
        };
        Self { all: series::ticks(4096, 1).into_iter().map(notification).collect(), next: 0, now: Moment::START }
    }

    /// The place of the next one, after the clock has moved on to it.
    fn advance(&mut self) -> usize {
        let place = self.next % self.all.len();
        self.next += 1;
        self.now += self.all[place].1;
        place
    }
}

/// A heart by itself.
struct BeatingHeart {
    heart: Heart,
    transform: Transform,
    notifications: Notifications,
}

impl BeatingHeart {
    fn after(beats: usize) -> Self {
        let mut heart = Heart::default();
        heart.set_link(Link::Subscribed);
        let mut beating = Self { heart, transform: Transform::default(), notifications: Notifications::new() };
        for _ in 0..beats {
            beating.beat();
        }
        beating
    }

    fn beat(&mut self) -> Reading {
        let place = self.notifications.advance();
        let now = self.notifications.now;
        self.heart.receive(now, 1, black_box(&self.notifications.all[place].0), |finding| {
            black_box(finding);
        });
        self.heart.reading(now)
    }
}

/// A talk of which one partner wears a strap.
struct BeatingSession {
    session: Session,
    inputs: Vec<Input>,
    notifications: Notifications,
}

impl BeatingSession {
    fn after(beats: usize) -> Self {
        let seat = Seat::Left;
        // Longer than all timed beats, so that the talk does not end meanwhile.
        let plan = Plan { limit_s: 1_000_000, ..Plan::default() };
        let setup = Setup::talk(plan);
        let mut session = Session::new(&setup);
        session.handle(Moment::START, &Input::Link { seat, link: Link::Subscribed });
        let notifications = Notifications::new();
        let input =
            |(bytes, _): &(Vec<u8>, Duration)| Input::Notification { seat, epoch: 1, bytes: Payload(bytes.clone()) };
        let inputs = notifications.all.iter().map(input).collect();
        let mut beating = Self { session, inputs, notifications };
        (0..beats).for_each(|_| beating.beat());
        beating
    }

    fn beat(&mut self) {
        let place = self.notifications.advance();
        self.session.handle(self.notifications.now, black_box(&self.inputs[place]));
        while let Some(output) = self.session.poll() {
            black_box(output);
        }
    }
}
