//! Every input, broken in many ways: no panic, no figure that is no number, and never another RMSSD with the same notes.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use super::public_cases::files;
use super::reading::{Reading, read};
use super::written::{clock, lines, notified, s, sampled};

/// Mutants of each kind and input.
const OF_EACH: u64 = 2;

/// What a mutation does with the bytes of a file.
type Mutation = fn(&[u8], &mut fastrand::Rng) -> Vec<u8>;

fn parted(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

const MUTATIONS: [(&str, Mutation); 9] = [
    ("cut", |bytes, random| bytes[..random.usize(..=bytes.len())].to_vec()),
    ("its beginning cut off", |bytes, random| bytes[random.usize(..=bytes.len())..].to_vec()),
    ("doubled", |bytes, _| [bytes, bytes].concat()),
    ("lines doubled", |bytes, _| parted(bytes).into_iter().flat_map(|line| [line, line].concat()).collect()),
    ("lines shuffled", |bytes, random| {
        let mut lines = parted(bytes);
        random.shuffle(&mut lines);
        lines.concat()
    }),
    ("lines left out", |bytes, random| {
        let mut lines = parted(bytes);
        lines.retain(|_| random.u8(..10) > 0);
        lines.concat()
    }),
    ("another separator", |bytes, random| {
        let to = *random.choice(b",;\t| ").unwrap();
        let from = *random.choice(b",;\t. :").unwrap();
        bytes.iter().map(|byte| if *byte == from { to } else { *byte }).collect()
    }),
    ("another line end", |bytes, random| {
        let end: &[u8] = [&b"\r\n"[..], b"\r", b"\n\n", b" \n", b""][random.usize(..5)];
        parted(bytes).iter().flat_map(|line| [line.trim_ascii_end(), end].concat()).collect()
    }),
    ("random bytes", |bytes, random| {
        let mut bytes = bytes.to_vec();
        for _ in 0..random.usize(1..20) {
            let place = random.usize(..bytes.len().max(1));
            bytes.get_mut(place).into_iter().for_each(|byte| *byte = random.u8(..));
        }
        bytes
    }),
];

/// The mutations that leave a recording which may be true as it stands: a part of it, or fewer beats of a list without times.
const ANOTHER_RECORDING: [&str; 3] = ["cut", "its beginning cut off", "lines left out"];

/// The inputs: those of the public cases if they are there, and some of our own.
fn inputs() -> Vec<(String, Vec<u8>)> {
    let own = [
        ("plain", lines("", false, |_, _, rr| rr.to_string())),
        ("times", lines("time,rr\n", true, |_, at, rr| format!("{},{rr}", clock(at)))),
        ("semicolons", lines("t;rr\n", true, |_, at, rr| format!("{};{}", s(at), s(u64::from(rr))).replace('.', ","))),
        ("notifications", notified("time,hr,rr\n", true, 1, |at, rr| format!("{at}.0,70,{}", rr.join(";")))),
        ("sampled", sampled("time,rr\n", false, 200, |at, rr, _| format!("{},{rr}", s(at)))),
        ("people", lines("t,who,rr\n", false, |_, at, rr| format!("{},a,{rr}\n{},b,{rr}", s(at), s(at)))),
        ("labels", lines("rr,label\n", false, |i, _, rr| format!("{rr},{}", if i % 40 == 3 { 'V' } else { 'N' }))),
        ("json", format!("{{\"rr\": [{}]}}", lines("", false, |_, _, rr| rr.to_string()).trim().replace('\n', ", "))),
        (
            "xml",
            format!(
                "<sml><R-R><Data>{}</Data></R-R></sml>",
                lines("", false, |_, _, rr| rr.to_string()).replace('\n', " ")
            ),
        ),
    ];
    let own = own.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    own.into_iter().chain(files("inputs, mutants of the public cases").unwrap_or_default()).collect()
}

/// Whether a note only says how long the recording is. Every mutant that changes a sum changes these, so they prove nothing.
fn is_sum(note: &str) -> bool {
    note.contains(", together ") && note.ends_with(" s")
}

/// A note without the sums in it.
fn plain(note: &str) -> String {
    match note.split_once(" that passed: ") {
        Some((_, breaks)) => breaks.to_owned(),
        None => note.to_owned(),
    }
}

/// Everything that is said about a file beside its figures and sums.
fn said(readings: &Result<Vec<Reading>, String>) -> Vec<String> {
    match readings {
        Ok(readings) => {
            let notes = |one: &Reading| {
                one.notes.iter().filter(|note| !is_sum(note)).map(|note| plain(note)).collect::<Vec<_>>()
            };
            readings.iter().map(|one| format!("{:?} {:?} {:?}", one.person, notes(one), one.reason)).collect()
        }
        Err(refusal) => vec![refusal.clone()],
    }
}

fn figures(readings: &Result<Vec<Reading>, String>) -> Vec<Option<f64>> {
    readings.iter().flatten().map(|one| one.rmssd_ms).collect()
}

/// Whether two sets of figures are the same to a hundredth of a percent.
fn alike(found: &[Option<f64>], right: &[Option<f64>]) -> bool {
    let near = |pair: (&Option<f64>, &Option<f64>)| match pair {
        (Some(this), Some(that)) => (this - that).abs() <= 1e-4 * that.abs(),
        (this, that) => this.is_none() && that.is_none(),
    };
    found.len() == right.len() && found.iter().zip(right).all(near)
}

/// What became of the mutants of one input.
#[derive(Default)]
struct Outcome {
    mutants: usize,
    changed: usize,
    /// Mutants without figures.
    refused: usize,
    /// Mutants with another RMSSD and the same notes that may be another recording as they stand.
    plausible: usize,
    /// Those that can't be.
    broken: String,
}

fn outcome(name: &str, bytes: &[u8], seed: u64) -> Outcome {
    let mut random = fastrand::Rng::with_seed(seed);
    let (right, mut outcome) = (read(bytes), Outcome::default());
    for (how, mutate) in MUTATIONS {
        for _ in 0..OF_EACH {
            let mutant = read(&mutate(bytes, &mut random));
            let numbers = figures(&mutant);
            assert!(numbers.iter().flatten().all(|rmssd| rmssd.is_finite()), "{name}, {how}: {numbers:?}");
            outcome.mutants += 1;
            if alike(&numbers, &figures(&right)) {
                continue;
            }
            outcome.changed += 1;
            outcome.refused += usize::from(numbers.iter().all(Option::is_none));
            if said(&mutant) != said(&right) {
                continue;
            }
            if ANOTHER_RECORDING.contains(&how) {
                outcome.plausible += 1;
            } else {
                writeln!(outcome.broken, "{name}, {how}: {:?} became {numbers:?}", figures(&right)).unwrap();
            }
        }
    }
    outcome
}

#[test]
fn no_mutant_changes_the_rmssd_and_keeps_the_notes() {
    let inputs = inputs();
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let mut running = Vec::new();
        for (seed, (name, bytes)) in (0..).zip(&inputs) {
            running.push(scope.spawn(move || outcome(name, bytes, seed)));
        }
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let sum = |of: fn(&Outcome) -> usize| outcomes.iter().map(of).sum::<usize>();
    let (mutants, changed, refused) = (sum(|one| one.mutants), sum(|one| one.changed), sum(|one| one.refused));
    let plausible = sum(|one| one.plausible);
    let broken: String = outcomes.iter().map(|one| one.broken.as_str()).collect();
    let lost = broken.lines().count();
    println!(
        "{mutants} mutants, {changed} of them with another RMSSD or none: {refused} have no figures, {} have another note, \
         {plausible} may be another recording, {lost} are silently wrong",
        changed - refused - plausible - lost
    );
    assert!(broken.is_empty(), "{lost} of {mutants} mutants changed the RMSSD silently:\n{broken}");
}
