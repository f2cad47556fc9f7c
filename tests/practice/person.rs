//! One simulated person who practises, with planted values, in front of a real session.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::f64::consts::TAU;
use std::time::Duration;

use breathmark::event::input::{Input, Key, Link, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::lab::simulate::heart::{Activity, SimulatedHeart};
use breathmark::lab::simulate::person::{Population, SimulatedBody};
use breathmark::lab::simulate::random::stream;
use breathmark::lab::simulate::resonance::{LedBreath, Resonance, Shape};
use breathmark::lab::simulate::strap::{Faults, SimulatedStrap};
use breathmark::pacer::Pacer;
use breathmark::practice::plan::{Begins, Plan};
use breathmark::practice::{Figures, Practice};
use breathmark::session::output::Output;
use breathmark::session::{Kind, Script, Session, Setup};

/// What is planted in a person and their strap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planted {
    pub(crate) body: SimulatedBody,
    pub(crate) resonance: Resonance,
    pub(crate) faults: Faults,
    /// Seconds between a beat and its notification, apart from the wait for the next one.
    pub(crate) delay_s: f64,
    /// Share of the beats that are early by 20 to 35 % of their interval, with a pause after them.
    pub(crate) ectopics: f64,
}

/// A strap without faults.
pub(crate) const FAULTLESS: Faults = Faults { artifacts: 0.0, lost: 0.0, gaps_per_hour: 0.0, rate_only: false };

impl Planted {
    /// An ordinary person of a seed, with an ordinary strap.
    pub(crate) fn draw(seed: u64) -> Self {
        let mut rng = stream(seed, 81);
        let body = SimulatedBody::draw(&mut rng, Population::HeldOut);
        let resonance = Resonance::draw(&mut rng, body.rsa_amplitude);
        let faults = Faults { artifacts: 0.004, lost: 0.002, gaps_per_hour: 0.0, rate_only: false };
        Self { body, resonance, faults, delay_s: body.strap_delay_s, ectopics: 0.0 }
    }

    /// The same with this factor on everything that moves the heart besides the pacer's breath, sizes of an ordinary person.
    pub(crate) fn with_noise(self, times: f64) -> Self {
        let slow_sd = [2.4, 1.8, 1.5].map(|sd| times * sd);
        let body = SimulatedBody { mayer_sd: 2.4 * times, slow_sd, drift_sd: 2.2 * times, ..self.body };
        Self { body, resonance: Resonance { own_wave: 1.0, ..self.resonance }, ..self }
    }

    /// The same heart that moves equally far, `swing_bpm`, and `late` radians later, at every pace.
    pub(crate) fn with_swing(self, swing_bpm: f64) -> Self {
        Self { resonance: Resonance { swing_bpm, shape: Shape::Falling { share: 0.0 }, ..self.resonance }, ..self }
    }
}

/// The seconds for which a beat waits for its verdict: two more beats. The figures are about what was before.
const WAITS_S: f64 = 1.7;

/// What somebody does at a second of the session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Does {
    /// They breathe along wherever a breath is led.
    Follows,
    /// They breathe as they would without a pacer.
    Freely,
    /// They breathe evenly at a pace of their own, in breaths a minute.
    AtOwnPace(f64),
}

/// A person in front of a session.
pub(crate) struct Practising {
    pub(crate) session: Session,
    /// The figures of the last second.
    pub(crate) figures: Figures,
    heart: SimulatedHeart,
    strap: SimulatedStrap,
    planted: Planted,
    rng: fastrand::Rng,
    last_beat: f64,
    second: u64,
    /// The heart's own rate four times a second: when in seconds, how many breaths had been led, and the rate in bpm.
    rates: Vec<[f64; 3]>,
}

impl Practising {
    pub(crate) fn new(planted: Planted, seed: u64, begins: Begins, pacer: Pacer) -> Self {
        let practice = Some(Plan { begins, ..Plan::default() });
        let plan = breathmark::talk::plan::Plan::default();
        let setup = Setup { kind: Kind::Practice, plan, pacer, people: Pair::default(), practice };
        let mut session = Session::new(&setup);
        session.handle(Moment::START, &Input::Link { seat: Seat::Left, link: Link::Subscribed });
        Self {
            session,
            figures: Figures::default(),
            heart: SimulatedHeart::new(planted.body, stream(seed, 82)).with_resonance(planted.resonance),
            strap: SimulatedStrap::new(planted.faults, planted.delay_s, stream(seed, 83)),
            planted,
            rng: stream(seed, 84),
            last_beat: 0.0,
            second: 0,
            rates: Vec::new(),
        }
    }

    pub(crate) fn practice(&self) -> &Practice {
        let Script::Practice(practice) = self.session.script() else { panic!("a practice") };
        practice
    }

    pub(crate) fn press(&mut self, key: Key) {
        let at = self.session.now();
        self.session.handle(at, &Input::Key { key });
    }

    /// The next second.
    pub(crate) fn second(&mut self, does: Does) {
        self.second += 1;
        let now = Moment::from_secs(self.second);
        self.session.advance(now - Duration::from_micros(1));
        for step in (0..4).rev() {
            let at = now - Duration::from_millis(250) * step;
            let activity = Activity { led: self.breath(does, at), ..Activity::default() };
            let Self { heart, strap, rng, planted, last_beat, .. } = self;
            heart.simulate(at.secs(), &activity, |beat| {
                let interval = beat - std::mem::replace(last_beat, beat);
                let early = if rng.f64() < planted.ectopics { 0.2 + 0.15 * rng.f64() } else { 0.0 };
                strap.process_beat(beat - early * interval);
            });
            let rate = self.heart.rate();
            self.rates.push([at.secs(), self.practice().course().breaths(at), rate]);
        }
        let mut bytes = Vec::new();
        let (arrives, late_s) = (self.strap.notify(now.secs(), &mut bytes), self.strap.jitter_s());
        if arrives {
            let input = Input::Notification { seat: Seat::Left, epoch: 1, bytes: Payload(bytes) };
            self.session.handle(now + Duration::from_secs_f64(late_s), &input);
        } else {
            self.session.advance(now);
        }
        while let Some(stamped) = self.session.poll() {
            if let Output::Figures { seat: Seat::Left, figures } = stamped.output {
                self.figures = figures;
            }
        }
    }

    /// How the heart itself moved with the breath in the minute that the figures are about: highest less lowest rate of the
    /// mean wave in bpm, and how far it was behind in degrees. The definition is that of `docs/practice.md`, from the rate
    /// itself instead of beats, by another method.
    pub(crate) fn moved(&self) -> (f64, f64) {
        let until = self.second as f64 - self.planted.delay_s;
        let minute: Vec<_> =
            self.rates.iter().filter(|[at, ..]| (until - 60.0..until - WAITS_S).contains(at)).collect();
        let columns = minute.iter().map(|[at, breaths, _]| {
            let (sin, cos) = (TAU * breaths).sin_cos();
            [1.0, (at - until) / 60.0 + 0.5, cos, sin, 2.0 * cos * cos - 1.0, 2.0 * sin * cos]
        });
        let rows: Vec<_> = columns.zip(minute.iter().map(|row| row[2])).collect();
        let wave = |size: &[f64], angle: f64| {
            size[0] * angle.cos()
                + size[1] * angle.sin()
                + size[2] * (2.0 * angle).cos()
                + size[3] * (2.0 * angle).sin()
        };
        let all = fit(&rows, 6);
        let around = (0..720).map(|half| wave(&all[2..], f64::from(half).to_radians() / 2.0));
        let (low, high) = around.fold((f64::MAX, f64::MIN), |(low, high), rate| (low.min(rate), high.max(rate)));
        let one = fit(&rows, 4);
        let fullest = self.practice().course().pacer(self.session.now()).unwrap().fullest();
        (high - low, (one[3].atan2(one[2]) - TAU * fullest).to_degrees())
    }

    fn breath(&self, does: Does, at: Moment) -> Option<LedBreath> {
        match does {
            Does::Freely => None,
            Does::AtOwnPace(per_minute) => Some(LedBreath { per_minute, turns: at.secs() * per_minute / 60.0 }),
            Does::Follows => {
                let course = self.practice().course();
                let pacer = course.pacer(at)?;
                Some(LedBreath { per_minute: pacer.rate(), turns: course.breaths(at) - pacer.fullest() })
            }
        }
    }
}

/// The sizes of the first columns that leave the least squares: each in turn is set to what the others leave, until none
/// changes.
fn fit(rows: &[([f64; 6], f64)], columns: usize) -> [f64; 6] {
    let mut sizes = [0.0; 6];
    for _ in 0..100 {
        for column in 0..columns {
            let left =
                |(row, rate): &([f64; 6], f64)| rate - row.iter().zip(&sizes).map(|(x, size)| x * size).sum::<f64>();
            let (with, square) = rows.iter().fold((0.0, 0.0), |(with, square), row| {
                (with + row.0[column] * left(row), square + row.0[column] * row.0[column])
            });
            sizes[column] += with / square;
        }
    }
    sizes
}
