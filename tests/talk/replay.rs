//! What was recorded gives the same outputs when it is replayed, to the byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use breathmark::event::input::{Input, Key, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::Seat;
use breathmark::pacer::Pacer;
use breathmark::session::output::StampedOutput;
use breathmark::session::{Kind, Session, Setup};
use breathmark::talk::plan::Plan;
use proptest::prelude::*;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("replay-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn breathmark(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_breathmark")).args(args).output().unwrap()
}

fn demo_journal(folder: &Path, seed: &str) -> (String, Vec<u8>) {
    let journal = folder.join("talk.jsonl").display().to_string();
    let live = breathmark(&["talk", "--demo", "--seed", seed, "--journal", &journal, "--outputs", "-"]);
    assert!(live.status.success(), "{live:?}");
    (journal, live.stdout)
}

#[test]
fn a_replayed_demo_says_the_same_to_the_byte() {
    for seed in ["1", "2", "3"] {
        let (journal, live) = demo_journal(&folder(&format!("same-{seed}")), seed);
        let replayed = breathmark(&["talk", "--replay", &journal, "--outputs", "-"]);
        assert!(replayed.status.success());
        assert!(live.len() > 50_000 && live == replayed.stdout);
    }
}

#[test]
fn a_seed_repeats_a_demo_exactly_and_another_does_not() {
    let demo = |seed: &str| breathmark(&["talk", "--demo", "--seed", seed, "--outputs", "-"]).stdout;
    assert_eq!(demo("5"), demo("5"));
    assert_ne!(demo("5"), demo("6"));
}

#[test]
fn a_journal_cut_anywhere_replays_what_is_whole() {
    let folder = folder("cut");
    let (journal, live) = demo_journal(&folder, "4");
    let bytes = std::fs::read(&journal).unwrap();
    for cut in [bytes.len() / 3, bytes.len() / 2, bytes.len() - 3] {
        let torn = folder.join(format!("cut-{cut}.jsonl"));
        std::fs::write(&torn, &bytes[..cut]).unwrap();
        let replayed = breathmark(&["talk", "--replay", &torn.display().to_string(), "--outputs", "-"]);
        // A line that lacks nothing but its end is whole, too.
        let whole_line = bytes[cut - 1] == b'\n' || bytes[cut] == b'\n';
        assert_eq!(replayed.status.success(), whole_line);
        assert!(live.starts_with(&replayed.stdout) && !replayed.stdout.is_empty());
    }
}

#[test]
#[cfg(unix)]
fn only_the_owner_can_read_a_journal() {
    use std::os::unix::fs::PermissionsExt;
    let (journal, _) = demo_journal(&folder("private"), "1");
    assert_eq!(std::fs::metadata(journal).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let folder = folder("existing");
    let (journal, _) = demo_journal(&folder, "1");
    let before = std::fs::read(&journal).unwrap();
    let again = breathmark(&["talk", "--demo", "--journal", &journal, "--outputs", "-"]);
    assert!(!again.status.success());
    assert_eq!(std::fs::read(&journal).unwrap(), before);
}

fn any_key() -> impl Strategy<Value = Key> {
    let seat = prop_oneof![Just(Seat::Left), Just(Seat::Right)];
    prop_oneof![
        Just(Key::Pause),
        Just(Key::Next),
        Just(Key::MoreTime),
        Just(Key::LongBreak),
        Just(Key::Stop),
        seat.clone().prop_map(Key::Ready),
        seat.clone().prop_map(Key::NotReady),
        seat.prop_map(Key::Numbers),
    ]
}

fn any_input() -> impl Strategy<Value = Input> {
    let seat = || prop_oneof![Just(Seat::Left), Just(Seat::Right)];
    let plain = (seat(), 300u16..2000).prop_map(|(seat, rr)| {
        let bytes = Payload(breathmark::heart::measurement::encode(70, &[rr]));
        Input::Notification { seat, epoch: 1, bytes }
    });
    let wild = (seat(), 0u32..3, proptest::collection::vec(any::<u8>(), 0..24))
        .prop_map(|(seat, epoch, bytes)| Input::Notification { seat, epoch, bytes: Payload(bytes) });
    let link =
        (seat(), prop_oneof![Just(Link::Subscribed), Just(Link::Lost), Just(Link::Searching), Just(Link::Absent)])
            .prop_map(|(seat, link)| Input::Link { seat, link });
    let battery = (seat(), any::<u8>()).prop_map(|(seat, percent)| Input::Battery { seat, percent });
    prop_oneof![6 => plain, 2 => wild, 1 => link, 1 => battery, 2 => any_key().prop_map(|key| Input::Key { key })]
}

fn run(inputs: &[(u64, Input)], wakes: &[u64]) -> Vec<StampedOutput> {
    let mut session = Session::new(&Setup {
        kind: Kind::Talk,
        plan: Plan::default(),
        pacer: Pacer::default(),
        people: breathmark::event::seat::Pair::default(),
        practice: None,
    });
    let mut told = Vec::new();
    let mut wakes = wakes.iter().copied().peekable();
    for (at, input) in inputs {
        while let Some(wake) = wakes.next_if(|wake| wake <= at) {
            session.advance(Moment::from_micros(wake));
            told.extend(std::iter::from_fn(|| session.poll()));
        }
        session.handle(Moment::from_micros(*at), input);
        told.extend(std::iter::from_fn(|| session.poll()));
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The journal keeps no ticks: being woken more often must not change a thing.
    #[test]
    fn waking_a_session_more_often_changes_nothing(
        steps in proptest::collection::vec((0u64..4_000_000, any_input()), 1..300),
        mut wakes in proptest::collection::vec(0u64..600_000_000, 0..200),
    ) {
        let mut at = 0;
        let inputs: Vec<(u64, Input)> = steps.into_iter().map(|(step, input)| { at += step; (at, input) }).collect();
        wakes.sort_unstable();
        prop_assert_eq!(run(&inputs, &wakes), run(&inputs, &[]));
    }

    #[test]
    fn an_input_survives_the_journal(input in any_input(), at in any::<u64>()) {
        let stamped = Stamped { at: Moment::from_micros(at), input };
        let line = serde_json::to_string(&stamped).unwrap();
        prop_assert_eq!(serde_json::from_str::<Stamped>(&line).unwrap(), stamped);
    }
}

#[test]
#[cfg(unix)]
fn a_disk_that_takes_nothing_more_leaves_whole_lines_and_is_said() {
    let journal = folder("full").join("talk.jsonl").display().to_string();
    // No file may grow beyond 20 blocks here, as on a full disk; the signal that comes with it is ignored.
    let script = "trap '' XFSZ; ulimit -f 20; exec \"$0\" talk --demo --journal \"$1\" --outputs -";
    let live = Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_breathmark"), &journal]).output().unwrap();
    assert!(!live.status.success() && String::from_utf8_lossy(&live.stderr).contains("Make room on the disk"));
    let replayed = breathmark(&["talk", "--replay", &journal, "--outputs", "-"]);
    assert!(replayed.status.success(), "{replayed:?}");
    assert!(replayed.stdout.len() > 1000 && live.stdout.starts_with(&replayed.stdout));
}
