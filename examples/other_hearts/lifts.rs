//! What lifts a heart rate for a while and is no rise: laughs, changes of posture, a fast heart on arrival, odd bumps.
//!
//! Widths are at half of the height. A source "from memory" was not read again when the number was written down.

use std::f64::consts::PI;

use fastrand::Rng;

use crate::heart::LASTS_S;

/// Laughs an hour that lift the rate by 4 bpm or more: of each person alone, and of both together. Assumption, a
/// little less than this: about 35 laughs an hour and person in talk among friends (Vettin and Todt 2004, from
/// memory), of which three in ten lift the rate so much, if laughs lift it by 2.1 ± 3.8 bpm (Buchowski 2007,
/// abstract).
const LAUGHS_ALONE_AN_HOUR: f64 = 4.0;
const LAUGHS_TOGETHER_AN_HOUR: f64 = 4.0;
/// Height of most laughs and of the larger ones, in bpm; one laugh in eight is larger. Of the laughs over 4 bpm by
/// Buchowski's figures, one in nine lifts by more than 9 bpm; the largest was 26.8 bpm. The ends are an assumption.
const LAUGH_BPM: [f64; 2] = [4.0, 9.0];
const LARGE_LAUGH_BPM: [f64; 2] = [9.0, 16.0];
const LARGE_LAUGH_SHARE: f64 = 0.125;
/// Width of a laugh in seconds, and the share of it that is the rise. Assumption: no source gives its course.
const LAUGH_WIDTH_S: [f64; 2] = [5.0, 13.0];
const LAUGH_RISE_SHARE: f64 = 0.42;
/// How much later the second person laughs, in seconds. People join a laugh after about 0.5 s (Truong and Trouvain
/// 2012, abstract); the range around it is an assumption.
const JOINS_S: [f64; 2] = [0.0, 1.0];

/// Changes of posture an hour and person. Assumption.
const POSTURES_AN_HOUR: f64 = 6.0;
/// Height of a change of posture in bpm. On standing up from a chair the rate peaks 16 bpm higher (Heidelbach
/// 2026, abstract); the range around it is an assumption.
const POSTURE_BPM: [f64; 2] = [12.0, 20.0];
/// Width of a change of posture, and its time up and down, in seconds. On standing up the rate peaks after 8 s and is
/// at its lowest after 18 s (Heidelbach 2026, abstract); the increase lasts about 20 s (Borst 1982, abstract).
const POSTURE_WIDTH_S: [f64; 2] = [13.0, 18.0];
const POSTURE_UP_S: f64 = 6.0;
const POSTURE_DOWN_S: f64 = 8.0;

/// How much faster a heart is on arrival, in bpm. Assumption; the wait before a feared task raises it about so much
/// (Brouwer and Hogervorst 2014, about 15 bpm, from memory).
const ARRIVAL_BPM: [f64; 2] = [9.0, 22.0];
/// Time constant with which it calms down, in seconds. Assumption, between that after light work, about 55 s (Wang
/// 2006, abstract), and that from the 6th to the 16th minute after hard work, 445 s and more (computed from table 2 of
/// doi 10.1038/s41598-021-83071-w).
const ARRIVAL_CALMS_S: [f64; 2] = [120.0, 480.0];

/// Odd bumps an hour and person, and their height in bpm. Assumption; three forceful coughs raise the rate by 22 bpm
/// on average (Wei and Harris 1982, abstract).
const ODD_AN_HOUR: f64 = 8.0;
const ODD_BPM: [f64; 2] = [8.0, 20.0];
/// Straight up and straight down, in seconds. Assumption.
const TRIANGLE_UP_S: [f64; 2] = [6.0, 12.0];
const TRIANGLE_DOWN_S: [f64; 2] = [8.0, 20.0];
/// Straight up, held, straight down, in seconds. Assumption.
const PLATEAU_UP_S: [f64; 2] = [3.0, 6.0];
const PLATEAU_HELD_S: [f64; 2] = [8.0, 20.0];
const PLATEAU_DOWN_S: [f64; 2] = [5.0, 10.0];
/// From the top of one bell to that of the next, and the width of a bell, in seconds. Assumption.
const BELLS_APART_S: [f64; 2] = [8.0, 15.0];
const BELL_WIDTH_S: [f64; 2] = [4.0, 7.0];
/// Coughs of a train; length of the spike of one cough and time from top to top, in seconds. Assumption.
const COUGHS: [u32; 2] = [3, 6];
const COUGH_S: f64 = 3.0;
const COUGHS_APART_S: [f64; 2] = [2.0, 4.0];
/// The share of the height that rises slowly up to the last cough, and the time it then takes to fall, in seconds.
/// Assumption; the rate is highest about four beats after the last of three coughs (Wei and Harris 1982, abstract).
const COUGHS_SLOW_SHARE: f64 = 0.5;
const COUGHS_FALL_S: [f64; 2] = [8.0, 15.0];

/// Shortest time from one start to the next, in seconds, so that each keeps its shape. Assumption.
const APART_S: f64 = 60.0;

/// A time in seconds, and the share of the height at that time.
type Corner = (f64, f64);

#[derive(Clone)]
enum Shape {
    /// Straight from corner to corner.
    Straight(Vec<Corner>),
    /// From corner to corner on half a wave of a cosine.
    Smooth(Vec<Corner>),
    /// Highest at the start of the talk, and down with a time constant in seconds.
    Calming(f64),
}

/// Something that lifts the rate of one person for a while and is no rise.
#[derive(Clone)]
pub(crate) struct Lift {
    pub(crate) seat: usize,
    size: f64,
    shape: Shape,
}

impl Lift {
    /// By how much it lifts the rate at a time in seconds.
    pub(crate) fn bpm(&self, t: f64) -> f64 {
        self.size
            * match &self.shape {
                Shape::Straight(corners) => between_corners(corners, t, |share| share),
                Shape::Smooth(corners) => between_corners(corners, t, |share| (1.0 - (PI * share).cos()) / 2.0),
                Shape::Calming(calms_s) => (-t / calms_s).exp(),
            }
    }
}

fn between_corners(corners: &[Corner], t: f64, bend: fn(f64) -> f64) -> f64 {
    let side = corners.windows(2).find(|side| (side[0].0..side[1].0).contains(&t));
    side.map_or(0.0, |side| {
        let [(from_s, from), (to_s, to)] = [side[0], side[1]];
        from + (to - from) * bend((t - from_s) / (to_s - from_s))
    })
}

/// The laughs of both, alone and together.
pub(crate) fn laughs(rng: &mut Rng) -> Vec<Lift> {
    let mut laughs = Vec::new();
    for seat in 0..2 {
        for at in times(rng, LAUGHS_ALONE_AN_HOUR) {
            laughs.push(laugh(rng, seat, at));
        }
    }
    for at in times(rng, LAUGHS_TOGETHER_AN_HOUR) {
        let first = rng.usize(..2);
        laughs.push(laugh(rng, first, at));
        let at = at + between(rng, JOINS_S);
        laughs.push(laugh(rng, 1 - first, at));
    }
    laughs
}

fn laugh(rng: &mut Rng, seat: usize, at: f64) -> Lift {
    let sizes = if rng.f64() < LARGE_LAUGH_SHARE { LARGE_LAUGH_BPM } else { LAUGH_BPM };
    let (size, width) = (between(rng, sizes), between(rng, LAUGH_WIDTH_S));
    bell(seat, size, at, 2.0 * width * LAUGH_RISE_SHARE, 2.0 * width * (1.0 - LAUGH_RISE_SHARE))
}

/// The changes of posture of both.
pub(crate) fn postures(rng: &mut Rng) -> Vec<Lift> {
    both(rng, POSTURES_AN_HOUR, |rng, seat, at| {
        let (size, width) = (between(rng, POSTURE_BPM), between(rng, POSTURE_WIDTH_S));
        let held = width - f64::midpoint(POSTURE_UP_S, POSTURE_DOWN_S);
        let shape = Shape::Smooth(plateau(at, POSTURE_UP_S, held, POSTURE_DOWN_S));
        vec![Lift { seat, size, shape }]
    })
}

/// The fast heart of the left, of the right, or of both, each equally often.
pub(crate) fn arrivals(rng: &mut Rng) -> Vec<Lift> {
    let seats = [0..1, 1..2, 0..2][rng.usize(..3)].clone();
    seats
        .map(|seat| Lift {
            seat,
            size: between(rng, ARRIVAL_BPM),
            shape: Shape::Calming(between(rng, ARRIVAL_CALMS_S)),
        })
        .collect()
}

/// Bumps of four shapes, each equally often.
pub(crate) fn odd(rng: &mut Rng) -> Vec<Lift> {
    both(rng, ODD_AN_HOUR, |rng, seat, at| {
        let size = between(rng, ODD_BPM);
        match rng.usize(..4) {
            0 => {
                let (up, down) = (between(rng, TRIANGLE_UP_S), between(rng, TRIANGLE_DOWN_S));
                let corners = vec![(at, 0.0), (at + up, 1.0), (at + up + down, 0.0)];
                vec![Lift { seat, size, shape: Shape::Straight(corners) }]
            }
            1 => {
                let (up, held) = (between(rng, PLATEAU_UP_S), between(rng, PLATEAU_HELD_S));
                let shape = Shape::Straight(plateau(at, up, held, between(rng, PLATEAU_DOWN_S)));
                vec![Lift { seat, size, shape }]
            }
            2 => {
                let (apart, width) = (between(rng, BELLS_APART_S), between(rng, BELL_WIDTH_S));
                [at, at + apart].map(|at| bell(seat, size, at, width, width)).into()
            }
            _ => coughs(rng, seat, size, at),
        }
    })
}

/// A train of coughs: spikes on a slow rise and fall.
fn coughs(rng: &mut Rng, seat: usize, size: f64, at: f64) -> Vec<Lift> {
    let (slow, spike) = (size * COUGHS_SLOW_SHARE, size * (1.0 - COUGHS_SLOW_SHARE));
    let (mut train, mut start) = (Vec::new(), at);
    for _ in 0..rng.u32(COUGHS[0]..=COUGHS[1]) {
        train.push(bell(seat, spike, start, COUGH_S / 2.0, COUGH_S / 2.0));
        start += between(rng, COUGHS_APART_S);
    }
    // From the first cough to where a next one would start: the slow rise is at its top right after the last cough.
    train.push(bell(seat, slow, at, start - at, between(rng, COUGHS_FALL_S)));
    train
}

fn bell(seat: usize, size: f64, at: f64, up: f64, down: f64) -> Lift {
    Lift { seat, size, shape: Shape::Smooth(vec![(at, 0.0), (at + up, 1.0), (at + up + down, 0.0)]) }
}

fn plateau(at: f64, up: f64, held: f64, down: f64) -> Vec<Corner> {
    let (top, end) = (at + up, at + up + held);
    vec![(at, 0.0), (top, 1.0), (end, 1.0), (end + down, 0.0)]
}

/// Lifts of both people, at times of their own.
fn both(rng: &mut Rng, an_hour: f64, mut lifts: impl FnMut(&mut Rng, usize, f64) -> Vec<Lift>) -> Vec<Lift> {
    let mut all = Vec::new();
    for seat in 0..2 {
        for at in times(rng, an_hour) {
            all.extend(lifts(rng, seat, at));
        }
    }
    all
}

/// Random times of a talk in seconds, so many an hour on average.
fn times(rng: &mut Rng, an_hour: f64) -> Vec<f64> {
    let (mut times, mut at) = (Vec::new(), -APART_S);
    loop {
        at += APART_S - (3600.0 / an_hour - APART_S) * (1.0 - rng.f64()).ln();
        if at >= LASTS_S {
            return times;
        }
        times.push(at);
    }
}

fn between(rng: &mut Rng, [from, to]: [f64; 2]) -> f64 {
    from + (to - from) * rng.f64()
}
