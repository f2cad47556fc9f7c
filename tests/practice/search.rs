//! The search for the pace at which the heart moves most, against what was planted.
//!
//! `cargo test --release --test practice search -- --ignored --nocapture` prints the tables of `docs/resonance.md`.
#![allow(clippy::unwrap_used)]

use breathmark::event::input::Key;
use breathmark::lab::simulate::resonance::{Resonance, Shape};
use breathmark::pacer::Pacer;
use breathmark::practice::plan::Begins;
use breathmark::practice::search::Step;

use crate::estimates::{self, Found};
use crate::person::{Does, Planted, Practising};

/// How near the planted resonance a found one counts as right, in breaths a minute.
const RIGHT: f64 = 0.25;

/// What a search found: the peak of the plain five steps, that of the closer look, and the five steps.
pub(crate) struct Searched {
    pub(crate) planted: f64,
    pub(crate) plain: Found,
    pub(crate) closer: Found,
    pub(crate) steps: Vec<Step>,
}

/// A whole search of somebody who follows, and the closer look.
fn searched(planted: Planted, seed: u64, with_closer: bool) -> Searched {
    let mut sitting = Practising::new(planted, seed, Begins::FindPace, Pacer::default());
    let peak = |sitting: &Practising| sitting.practice().search().peak().map(|peak| (peak.per_minute, peak.within));
    while !sitting.practice().search().is_done() {
        sitting.second(Does::Follows);
    }
    let (plain, steps) = (peak(&sitting), sitting.practice().search().steps().to_vec());
    if with_closer {
        // From the last rest to the result, and on to the closer look.
        (0..2).for_each(|_| sitting.press(Key::Next));
    }
    while !sitting.practice().search().is_done() {
        sitting.second(Does::Follows);
    }
    Searched { planted: planted.resonance.per_minute, plain, closer: peak(&sitting), steps }
}

/// One kind of heart.
#[derive(Clone, Copy)]
struct Hearts {
    name: &'static str,
    /// As people are drawn, if none.
    shape: Option<Shape>,
    /// A factor on the waves of an ordinary heart; as people are drawn, if none.
    noise: Option<f64>,
    /// The share of the heart's own 0.1 Hz wave that is left while it follows the pacer.
    own_wave: f64,
}

impl Hearts {
    fn draw(self, seed: u64) -> Planted {
        let mut planted = Planted::draw(seed);
        let Resonance { shape, swing_bpm, .. } = planted.resonance;
        let mut swing_bpm = swing_bpm;
        if let Some(noise) = self.noise {
            (planted, swing_bpm) = (planted.with_noise(noise), 14.0);
        }
        let (shape, own_wave) = (self.shape.unwrap_or(shape), self.own_wave);
        planted.resonance = Resonance { swing_bpm, shape, own_wave, ..planted.resonance };
        planted
    }

    /// A search of each seed.
    fn searched(self, seeds: u64) -> Vec<Searched> {
        let one = |seed| searched(self.draw(seed), seed, true);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
        std::thread::scope(|scope| {
            let part = |nth| (1..=seeds).filter(move |seed| seed % threads == nth).map(one).collect::<Vec<_>>();
            let parts: Vec<_> = (0..threads).map(|nth| scope.spawn(move || part(nth))).collect();
            parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
        })
    }
}

const fn hearts(name: &'static str, shape: Option<Shape>, noise: Option<f64>) -> Hearts {
    Hearts { name, shape, noise, own_wave: 1.0 }
}

const fn resonator(quality: f64) -> Shape {
    Shape::Resonator { quality }
}

const fn bump(width: f64) -> Shape {
    Shape::Bump { width }
}

const fn falling(share: f64) -> Shape {
    Shape::Falling { share }
}

const WITH_A_PEAK: [Hearts; 17] = [
    Hearts { own_wave: 0.5, ..hearts("people", None, None) },
    hearts("people, own wave kept", None, None),
    hearts("resonator 2, noise 0.25", Some(resonator(2.0)), Some(0.25)),
    hearts("resonator 2, noise 0.5", Some(resonator(2.0)), Some(0.5)),
    hearts("resonator 2, noise 1", Some(resonator(2.0)), Some(1.0)),
    hearts("resonator 3, noise 0.25", Some(resonator(3.0)), Some(0.25)),
    hearts("resonator 3, noise 0.5", Some(resonator(3.0)), Some(0.5)),
    hearts("resonator 3, noise 1", Some(resonator(3.0)), Some(1.0)),
    hearts("resonator 4.5, noise 0.25", Some(resonator(4.5)), Some(0.25)),
    hearts("resonator 4.5, noise 0.5", Some(resonator(4.5)), Some(0.5)),
    hearts("resonator 4.5, noise 1", Some(resonator(4.5)), Some(1.0)),
    hearts("bump 0.8, noise 0.25", Some(bump(0.8)), Some(0.25)),
    hearts("bump 0.8, noise 0.5", Some(bump(0.8)), Some(0.5)),
    hearts("bump 0.8, noise 1", Some(bump(0.8)), Some(1.0)),
    hearts("bump 1.2, noise 0.25", Some(bump(1.2)), Some(0.25)),
    hearts("bump 1.2, noise 0.5", Some(bump(1.2)), Some(0.5)),
    hearts("bump 1.2, noise 1", Some(bump(1.2)), Some(1.0)),
];

const WITHOUT: [Hearts; 6] = [
    hearts("equal, noise 0.5", Some(falling(0.0)), Some(0.5)),
    hearts("equal, noise 1", Some(falling(0.0)), Some(1.0)),
    hearts("falling, noise 0.5", Some(falling(0.2)), Some(0.5)),
    hearts("falling, noise 1", Some(falling(0.2)), Some(1.0)),
    hearts("rising, noise 0.5", Some(falling(-0.2)), Some(0.5)),
    hearts("rising, noise 1", Some(falling(-0.2)), Some(1.0)),
];

/// How many are right, how many have no peak, how many are as near as `within` says, and the median of that.
#[derive(Clone, Copy, Debug)]
struct Score {
    right: usize,
    none: usize,
    within: usize,
    median: f64,
}

fn score(all: &[Searched], found: impl Fn(&Searched) -> Found) -> Score {
    let found: Vec<_> = all.iter().filter_map(|run| Some((run.planted, found(run)?))).collect();
    let near = |limit: &dyn Fn(f64) -> f64| {
        found.iter().filter(|(planted, (peak, within))| (peak - planted).abs() <= limit(*within)).count()
    };
    let mut widths: Vec<f64> = found.iter().map(|(_, (_, within))| *within).collect();
    widths.sort_by(f64::total_cmp);
    Score {
        right: near(&|_| RIGHT),
        none: all.len() - found.len(),
        within: 100 * near(&|within| within) / found.len().max(1),
        median: widths.get(widths.len() / 2).copied().unwrap_or(f64::NAN),
    }
}

#[test]
#[ignore = "1700 searches of half an hour, for the table of docs/resonance.md"]
fn the_planted_resonance_is_found_in_ninety_of_a_hundred_searches_beside_other_estimates() {
    println!("of 100 searches: right within 0.25/min, / without a peak");
    println!("then, of those with one, the per cent within +-`within`, and its median\n");
    print!("{:26} |", "hearts");
    for (name, _) in estimates::ALL {
        print!(" {name:>10}");
    }
    println!(" | {:>18} | {:>18}", "plain", "with closer look");
    let mut people = None;
    for hearts in WITH_A_PEAK {
        let all = hearts.searched(100);
        print!("{:26} |", hearts.name);
        for (_, estimate) in estimates::ALL {
            let Score { right, none, .. } = score(&all, |run| estimate(&run.steps));
            print!("  {right:3} / {none:3}");
        }
        let (plain, closer) = (score(&all, |run| run.plain), score(&all, |run| run.closer));
        for Score { right, none, within, median } in [plain, closer] {
            print!(" | {right:3} /{none:3} {within:3} {median:.2}");
        }
        println!();
        people.get_or_insert([plain, closer]);
    }
    let [plain, closer] = people.unwrap();
    assert!(plain.right >= 90 && closer.right >= 90, "{people:?}");
}

#[test]
#[ignore = "600 searches of half an hour: for optimised code"]
fn nine_in_ten_of_many_people_get_the_right_pace() {
    let all = WITH_A_PEAK[0].searched(600);
    let [plain, closer] = [score(&all, |run| run.plain), score(&all, |run| run.closer)];
    println!("of 600 people: {plain:?}, with the closer look {closer:?}");
    // A hundred seeds are right by three more or less.
    assert!(plain.right >= 534 && closer.right >= 552, "{plain:?} {closer:?}");
}

#[test]
#[ignore = "600 searches of half an hour: for optimised code"]
fn a_heart_without_a_resonance_hardly_ever_gives_a_peak() {
    println!("of 100 searches: peaks that are said, and those of them said to be within 0.25/min");
    for hearts in WITHOUT {
        let all = hearts.searched(100);
        let said = all.iter().filter(|run| run.plain.is_some()).count();
        let sure = all.iter().filter(|run| run.plain.is_some_and(|(_, within)| within <= RIGHT)).count();
        println!("{:26} | {said:3} {sure:3}", hearts.name);
        assert!(sure <= 10, "{}: {sure}", hearts.name);
    }
}

#[test]
fn a_clear_resonance_is_found_and_a_heart_without_one_has_none() {
    let clear = hearts("", Some(resonator(3.0)), Some(0.25));
    for seed in 1..=3 {
        let run = searched(clear.draw(seed), seed, false);
        let (peak, within) = run.plain.unwrap();
        assert!((peak - run.planted).abs() < 0.3 && within < 0.25, "{seed}: {peak} {within}, not {}", run.planted);
    }
    let equal = hearts("", Some(falling(0.0)), Some(0.25));
    assert_eq!(searched(equal.draw(1), 1, false).plain, None);
}
