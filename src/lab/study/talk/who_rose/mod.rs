//! Whether the files that a talk leaves tell whose heart rose in it, or whether a key called its pause.
//!
//! In each talk one heart rises, drawn at random. Its pause comes by that heart or, by a coin, by a key some seconds before
//! the heart would have called it. A classifier then sees what is known of both hearts from before and after the talk, how the
//! talk went, and its line of the history. What the answers about the pause leave is worked out in `talk/margin`.

mod guess;

use guess::{Guess, split_half};

use super::*;
use crate::event::input::Key;
use crate::heart::baseline::Prior;
use crate::lab::study::condition::CONDITIONS;
use crate::talk::outline::{Outline, PartKind};

/// Sizes of the rise, in bpm.
const RISES: [u32; 5] = [10, 12, 15, 20, 25];
/// From the first turn to the onset, in seconds.
const ONSET_S: (f64, f64) = (30.0, 900.0);
/// From the onset to the pause at most, in seconds: a later one has another cause.
const WITHIN_S: f64 = 120.0;
/// How long before the heart a key calls the pause, in seconds.
const KEY_BEFORE_S: (f64, f64) = (1.0, 4.0);

type Known = Pair<Option<Prior>>;

/// Whose heart rises, how, and when it is stopped by a key.
#[derive(Clone, Copy)]
struct PlannedRise {
    seat: Seat,
    size: u32,
    rise_s: u32,
    /// After the first turn has begun, in seconds.
    after_s: f64,
    key_at_s: Option<f64>,
}

/// What a talk leaves.
struct Left {
    onset_s: f64,
    first_pause_s: f64,
    /// What was known in the second in which the pause began.
    at_pause: Known,
    /// What was known at the end.
    at_end: Known,
    /// What is kept for the next talk.
    kept: Known,
    /// How it went.
    outline: Outline,
    /// For each pause after which it went on: how long both needed, in whole seconds, as the history has it.
    pause_s: Vec<u64>,
}

/// A whole talk of two people with one rise; nothing if its first pause was not that of the rise.
fn talk(condition: &Condition, seed: u64, people: &Pair<Person>, mut rise: PlannedRise) -> Option<Left> {
    let job = Job { condition: 0, eventful: false, seed };
    let population = Population::HeldOut;
    let couple = Couple::new(seed, population, condition.faults, condition.waves);
    let mut run = Run::new(condition, &job, population, couple, people.clone());
    let mut rng = stream(seed, 93);
    let (mut first_turn_s, mut onset_s, mut first_pause_s) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    let mut at_pause = Pair::default();
    while !run.is_over() {
        if run.has_turns_begun {
            first_turn_s = first_turn_s.min(run.now_s);
        }
        if onset_s > run.now_s && run.now_s > first_turn_s + rise.after_s && run.stage.part() == SessionPart::Turns {
            onset_s = run.now_s;
            run.couple.hearts[rise.seat].begin_episode(episode(&mut rng, onset_s, rise.size, rise.rise_s));
        }
        if rise.key_at_s.take_if(|at_s| run.now_s >= *at_s).is_some() {
            run.session.handle(moment(run.now_s), &Input::Key { key: Key::Pause });
            run.process_outputs();
        }
        run.process_second();
        if matches!(run.stage, Stage::Pause { .. }) && first_pause_s > run.now_s {
            first_pause_s = run.now_s;
            at_pause = known_now(&run);
        }
        if first_pause_s < onset_s && first_pause_s.is_finite() || first_pause_s.min(run.now_s) > onset_s + WITHIN_S {
            return None;
        }
    }
    let after = run.people_after();
    let kept = Pair::from_fn(|seat| after[seat].known.or(people[seat].known));
    let outline = run.outline.ended(run.session.now());
    let Script::Talk(talk) = run.session.script() else { return None };
    let pause_s = talk.settled().iter().map(std::time::Duration::as_secs).collect();
    let at_end = known_now(&run);
    first_pause_s.is_finite().then_some(Left { onset_s, first_pause_s, at_pause, at_end, kept, outline, pause_s })
}

fn known_now(run: &Run) -> Known {
    let Script::Talk(talk) = run.session.script() else { return Pair::default() };
    Pair::from_fn(|seat| talk.watch().known_now(seat, &run.session.hearts()[seat]))
}

/// One talk as the classifier sees it.
struct Seen {
    left_rose: bool,
    by_key: bool,
    before: Known,
    left: Left,
}

/// Talk number `number`; nothing if its rise was not found, or another pause came before.
fn seen(condition: &Condition, number: u64) -> Option<Seen> {
    let mut rng = stream(number, 777);
    let seed = rng.u64(..);
    let seat = if rng.bool() { Seat::Left } else { Seat::Right };
    let by_key = rng.bool();
    let rise_s = RISES_S[rng.usize(..RISES_S.len())];
    let after_s = between(&mut rng, ONSET_S.0, ONSET_S.1);
    let mut rise = PlannedRise { seat, size: RISES[rng.usize(..RISES.len())], rise_s, after_s, key_at_s: None };
    let people = if condition.known { people_before(condition, seed) } else { Pair::default() };
    let mut left = talk(condition, seed, &people, rise)?;
    if by_key {
        let at_s = left.first_pause_s - between(&mut rng, KEY_BEFORE_S.0, KEY_BEFORE_S.1);
        rise.key_at_s = Some(at_s.max(left.onset_s + 1.0));
        left = talk(condition, seed, &people, rise)?;
    }
    Some(Seen { left_rose: seat == Seat::Left, by_key, before: people.map(|person| person.known), left })
}

/// Both after a calm talk on an earlier day.
fn people_before(condition: &Condition, seed: u64) -> Pair<Person> {
    let population = Population::HeldOut;
    let calm = Job { condition: 0, eventful: false, seed };
    let couple = Couple::on_an_earlier_day(seed, population, condition.faults, condition.waves);
    let mut run = Run::new(condition, &calm, population, couple, Pair::default());
    run.run();
    run.people_after()
}

/// By how much a talk has changed what is known of one heart: the two lifts in bpm, and the logarithms of the variabilities.
/// Of somebody new it is what is known itself.
fn change(before: Option<Prior>, after: Option<Prior>) -> [f64; 9] {
    let figures = |known: Option<Prior>| {
        let mut figures = [0.0; 9];
        if let Some(known) = known {
            figures[..2].copy_from_slice(&[known.listening.unwrap_or(0.0), known.speaking.unwrap_or(0.0)]);
            figures[2..8].copy_from_slice(&known.swings.map(f64::ln));
            figures[8] = f64::from(known.talks);
        }
        figures
    };
    let (before, after) = (figures(before), figures(after));
    std::array::from_fn(|i| after[i] - before[i])
}

fn changes(seen: &Seen, after: &Known) -> Pair<[f64; 9]> {
    Pair::from_fn(|seat| change(seen.before[seat], after[seat]))
}

/// Guesses whose heart rose by the difference between the two people's changes.
fn whose(talks: &[Seen], after: fn(&Seen) -> &Known) -> Guess {
    let cases = talks.iter().map(|seen| {
        let Pair { left, right } = changes(seen, after(seen));
        (std::array::from_fn::<_, 9, _>(|i| left[i] - right[i]).to_vec(), seen.left_rose)
    });
    split_half(&cases.collect::<Vec<_>>())
}

/// Guesses whether a key called by the sums and by the sizes of those differences.
fn key(talks: &[Seen], after: fn(&Seen) -> &Known) -> Guess {
    let cases = talks.iter().map(|seen| {
        let Pair { left, right } = changes(seen, after(seen));
        let sums = (0..9).map(|i| left[i] + right[i]);
        (sums.chain((0..9).map(|i| (left[i] - right[i]).abs())).collect(), seen.by_key)
    });
    split_half(&cases.collect::<Vec<_>>())
}

/// What the outline and the history say of the first pause, and of the whole talk.
fn files(seen: &Seen) -> Vec<f64> {
    let Left { outline, pause_s, .. } = &seen.left;
    let first = outline.parts.iter().position(|part| part.part == PartKind::Pause).unwrap_or_default();
    let part = |at: usize| outline.parts.get(at);
    let seconds = |at: usize| part(at).map_or(0.0, |part| f64::from(part.seconds));
    let is = |at: usize, kind: PartKind| f64::from(u8::from(part(at).is_some_and(|part| part.part == kind)));
    let before = first.saturating_sub(1);
    let all = outline.parts.iter().map(|part| f64::from(part.seconds)).sum();
    let settled = pause_s.first().map_or(0.0, |seconds| *seconds as f64);
    let length = serde_json::to_string(outline).unwrap().len() as f64;
    let kinds = [PartKind::Turn, PartKind::Answer].map(|kind| is(before, kind));
    let whole = [seconds(first), seconds(before), settled, seconds(first) - settled, first as f64, all, length];
    whole.into_iter().chain(kinds).chain([pause_s.len() as f64, is(first + 1, PartKind::Break)]).collect()
}

/// Guesses by everything that is kept: how the talk went, its line of the history, and what is known of both hearts.
fn by_all_files(talks: &[Seen], truth: fn(&Seen) -> bool) -> Guess {
    let cases = talks.iter().map(|seen| {
        let Pair { left, right } = changes(seen, &seen.left.kept);
        let hearts = (0..9).map(|i| left[i] - right[i]).chain((0..9).map(|i| left[i] + right[i]));
        (files(seen).into_iter().chain(hearts).collect(), truth(seen))
    });
    split_half(&cases.collect::<Vec<_>>())
}

fn many(condition: &str, numbers: std::ops::Range<u64>) -> Vec<Seen> {
    let condition = CONDITIONS.iter().find(|all| all.key == condition).unwrap();
    let half =
        |first: u64| numbers.clone().skip(first as usize).step_by(2).filter_map(|n| seen(condition, n)).collect();
    std::thread::scope(|scope| {
        let halves: [_; 2] = std::array::from_fn(|first| scope.spawn(move || -> Vec<Seen> { half(first as u64) }));
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    })
}

/// Minutes in a build for tests. `cargo test --release --lib who_rose -- --ignored --nocapture`
#[test]
#[ignore = "a thousand simulated talks: a minute in a release build"]
fn what_a_talk_leaves_does_not_tell_whose_heart_rose_or_whether_a_key_called() {
    for condition in ["known", "usual"] {
        let talks = many(condition, 0..1500);
        let states: [fn(&Seen) -> &Known; 3] =
            [|seen| &seen.left.at_pause, |seen| &seen.left.at_end, |seen| &seen.left.kept];
        let [open, at_end, closed] = states.map(|state| whose(&talks, state));
        let caller = key(&talks, states[2]);
        let all = [by_all_files(&talks, |seen| seen.left_rose), by_all_files(&talks, |seen| seen.by_key)];
        let found = format!(
            "{condition}, {} talks. Whose heart: {closed}; by what was known in the second of the pause: {open}; \
             at the end: {at_end}. Heart or key: {caller}. By all files: whose heart {}, heart or key {}.",
            talks.len(),
            all[0],
            all[1]
        );
        println!("{found}");
        assert!(talks.len() >= 400, "{found}");
        assert!(open.low() > 0.5, "the classifier sees what there is to see. {found}");
        assert!(closed.low() <= 0.5 && caller.low() <= 0.5, "{found}");
        assert!(all.iter().all(|guess| guess.low() <= 0.5), "{found}");
    }
}

/// The key comes in the second of the heart's pause, so that both talks keep the same state.
#[test]
fn a_pause_by_a_key_in_a_calm_talk_leaves_what_the_same_pause_by_a_heart_leaves() {
    let condition = CONDITIONS.iter().find(|all| all.key == "steady").unwrap();
    let rise = PlannedRise { seat: Seat::Right, size: 25, rise_s: 12, after_s: 300.0, key_at_s: None };
    let by_heart = talk(condition, 4, &Pair::default(), rise).unwrap();
    let calm = PlannedRise { size: 0, key_at_s: Some(by_heart.first_pause_s), ..rise };
    let by_key = talk(condition, 4, &Pair::default(), calm).unwrap();
    assert_eq!(by_heart.kept, by_key.kept);
    assert!(by_heart.at_pause != by_key.at_pause && by_heart.kept.all(Option::is_some));
}
