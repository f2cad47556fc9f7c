//! A recorded talk, plain and sealed, changed or cut at every byte: what is read is what was recorded up to there, and never
//! something else.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::io::BufRead;
use std::process::Command;

use breathmark::event::input::Stamped;
use breathmark::store::journal::read::Lines;
use breathmark::store::seal::head::FileKey;
use breathmark::store::seal::{Head, SealedFile};

/// The journal of the demo, and so many of its first lines.
fn recorded(lines: usize) -> Vec<u8> {
    let path = std::env::temp_dir().join(format!("breathmark-damage-{}-{lines}.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let mut demo = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    let demo = demo.args(["talk", "--demo", "--outputs", "-", "--journal"]).arg(&path).output().unwrap();
    assert!(demo.status.success());
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    bytes.split_inclusive(|byte| *byte == b'\n').take(lines).flatten().copied().collect()
}

/// The same lines in a sealed file, each in a message of its own.
fn sealed(plain: &[u8]) -> (Vec<u8>, FileKey) {
    let (head, key) = Head::new(None).unwrap();
    let (mut bytes, mut sealer) = head.sealer(&key).unwrap();
    let lines: Vec<_> = plain.split_inclusive(|byte| *byte == b'\n').collect();
    for (n, line) in lines.iter().enumerate() {
        sealer.seal(line, n + 1 == lines.len(), &mut bytes).unwrap();
    }
    (bytes, key)
}

/// Where each message of a sealed file ends.
fn ends_of_messages(bytes: &[u8]) -> HashSet<usize> {
    let mut at = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let mut ends = HashSet::new();
    while at < bytes.len() {
        at += 4 + u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        ends.insert(at);
    }
    ends
}

/// How many of the recorded inputs are read again, and whether something is said to be wrong. It fails if anything else is read.
fn read(source: impl BufRead, recorded: &[Stamped]) -> (usize, bool) {
    let Ok((_, lines)) = Lines::open(source) else { return (0, true) };
    let mut count = 0;
    for line in lines {
        let Ok(stamped) = line else { return (count, true) };
        assert_eq!(Some(&stamped), recorded.get(count), "something was read that nobody recorded");
        count += 1;
    }
    (count, false)
}

/// Every byte changed once, a bit at a time in turn, and the file cut before every byte. Says how many of all these were read whole,
/// in part and not at all. A file that is cut at one of `ends` looks like one whose program was stopped there.
fn sweep(
    bytes: &[u8],
    ends: &HashSet<usize>,
    recorded: &[Stamped],
    read_again: impl Fn(&[u8]) -> (usize, bool),
) -> [usize; 3] {
    let mut counts = [0; 3];
    let mut count = |read: usize| counts[if read == recorded.len() { 0 } else { usize::from(read == 0) + 1 }] += 1;
    let mut changed = bytes.to_vec();
    for at in 0..bytes.len() {
        changed[at] ^= 1 << (at % 8);
        let (read, is_said) = read_again(&changed);
        assert!(is_said, "byte {at} was changed, and nobody said so");
        assert!(read < recorded.len() || at + 1 == bytes.len(), "byte {at} was changed, and all was read");
        count(read);
        changed[at] = bytes[at];
        let (read, is_said) = read_again(&bytes[..at]);
        assert!(is_said || ends.contains(&at), "it was cut before byte {at}, and nobody said so");
        count(read);
    }
    counts
}

/// Sweeps so many lines of a recorded talk, plain and sealed.
fn sweep_both(lines: usize) {
    let plain = recorded(lines);
    let inputs: Vec<_> = Lines::open(&plain[..]).unwrap().1.map(Result::unwrap).collect();
    // A line that lacks nothing but its end is whole.
    let ends = (1..plain.len()).filter(|at| plain[at - 1] == b'\n' || plain[*at] == b'\n').collect();
    let counts = sweep(&plain, &ends, &inputs, |bytes| read(bytes, &inputs));
    println!("plain, {} bytes: {counts:?} read whole, in part, not at all", plain.len());
    let (bytes, key) = sealed(&plain);
    let counts = sweep(&bytes, &ends_of_messages(&bytes), &inputs, |bytes| match SealedFile::open(bytes) {
        Ok(file) => read(file.unseal(&key), &inputs),
        Err(_) => (0, true),
    });
    println!("sealed, {} bytes: {counts:?} read whole, in part, not at all", bytes.len());
}

#[test]
fn the_beginning_of_a_talk_changed_or_cut_at_any_byte_is_read_up_to_there() {
    sweep_both(12);
}

#[test]
#[ignore = "seconds in a release build; `.ci/run` does it"]
fn the_first_minutes_of_a_talk_changed_or_cut_at_any_byte_are_read_up_to_there() {
    sweep_both(200);
}

#[test]
#[ignore = "minutes in a release build: `cargo test --release --test talk a_whole_talk -- --ignored --nocapture`"]
fn a_whole_talk_changed_or_cut_at_any_byte_is_read_up_to_there() {
    sweep_both(usize::MAX);
}
