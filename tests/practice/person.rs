//! One simulated person who practises, with planted values, in front of a real session.
#![allow(clippy::unwrap_used, clippy::panic)]

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
