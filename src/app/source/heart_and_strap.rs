//! A simulated heart with a strap on it, as the demo uses it.

use std::time::Duration;

use crate::event::input::{Input, Link, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::Seat;
use crate::lab::simulate::heart::{Activity, SimulatedHeart};
use crate::lab::simulate::person::{Population, SimulatedBody};
use crate::lab::simulate::random::stream;
use crate::lab::simulate::resonance::Resonance;
use crate::lab::simulate::strap::{Faults, SimulatedStrap};

/// Time between two notifications of a strap.
const PACKET_EVERY: Duration = Duration::from_secs(1);
/// The heart's steps between two notifications.
const STEPS: u32 = 4;
const STEP: Duration = Duration::from_millis(250);
/// The size of the heart's own waves, as a share of most people's, so that the one rise of the demo stands out.
const CALMER: f64 = 0.4;
/// The lowest and the highest heart rate at rest, in beats a minute.
const RESTING: [f64; 2] = [60.0, 76.0];
const FAULTLESS: Faults = Faults { artifacts: 0.0, lost: 0.0, gaps_per_hour: 0.0, rate_only: false };
/// Seconds between a beat and its notification.
const STRAP_DELAY_S: f64 = 0.3;

/// How the straps are found and connected.
pub(super) fn opening(seat: Seat) -> [Stamped; 4] {
    let late = if seat == Seat::Right { 700_000 } else { 0 };
    let at = |micros: u64, input| Stamped { at: Moment::from_micros(micros + late), input };
    [
        Stamped { at: Moment::START, input: Input::Link { seat, link: Link::Searching } },
        at(1_500_000, Input::Link { seat, link: Link::Connecting }),
        at(2_300_000, Input::Link { seat, link: Link::Subscribed }),
        at(2_350_000, Input::Battery { seat, percent: 83 }),
    ]
}

/// How a strap begins that is worn and connected already.
pub(super) fn worn_before(seat: Seat) -> [Stamped; 2] {
    let at_start = |input| Stamped { at: Moment::START, input };
    [at_start(Input::Link { seat, link: Link::Subscribed }), at_start(Input::Battery { seat, percent: 83 })]
}

/// A heart and the strap on it.
#[derive(Debug)]
pub(super) struct HeartAndStrap {
    pub(super) heart: SimulatedHeart,
    strap: SimulatedStrap,
    pub(super) next_packet: Moment,
}

impl HeartAndStrap {
    /// A heart whose strap is found first.
    pub(super) fn new(seed: u64, seat: Seat) -> Self {
        let first = Moment::from_micros(if seat == Seat::Left { 3_010_000 } else { 3_640_000 });
        Self::from(first, CALMER, seed, seat)
    }

    /// The heart of somebody who practises. Its strap is worn and connected already. Its waves are whole, and it answers
    /// slow breathing: both are what a practice shows.
    pub(super) fn practising(seed: u64, seat: Seat) -> Self {
        let mut practising = Self::from(Moment::START, 1.0, seed, seat);
        let resonance = Resonance::draw(&mut stream(seed, 41), practising.heart.person.rsa_amplitude);
        practising.heart = practising.heart.with_resonance(resonance);
        practising
    }

    /// A heart whose first notification comes at `first`, with waves of this share of most people's.
    fn from(first: Moment, waves: f64, seed: u64, seat: Seat) -> Self {
        let rng = |purpose| stream(seed, purpose + seat as u64);
        let drawn = SimulatedBody::draw(&mut rng(1), Population::Training).with_waves(waves);
        let [least, most] = RESTING;
        let person = SimulatedBody { resting: drawn.resting.clamp(least, most), ..drawn };
        let mut heart = SimulatedHeart::new(person, rng(11));
        // What beats before the strap is on is not felt.
        heart.simulate((first - PACKET_EVERY).secs(), &Activity::default(), |_| {});
        Self { heart, strap: SimulatedStrap::new(FAULTLESS, STRAP_DELAY_S, rng(21)), next_packet: first }
    }

    /// The measurement of the last second, in which somebody did what `activity` says for each moment.
    pub(super) fn packet(&mut self, activity: impl Fn(Moment) -> Activity) -> Vec<u8> {
        let now = self.next_packet.secs();
        let Self { heart, strap, .. } = self;
        for step in (0..STEPS).rev() {
            let at = self.next_packet - STEP * step;
            heart.simulate(at.secs(), &activity(at), |beat| strap.process_beat(beat));
        }
        let mut bytes = Vec::new();
        strap.notify(now, &mut bytes);
        self.next_packet += PACKET_EVERY;
        bytes
    }
}
