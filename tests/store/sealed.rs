//! Sealed files: who opens them, who doesn't, and what is read of one that was changed.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, Read as _};

use breathmark::store::seal::head::FileKey;
use breathmark::store::seal::lock::Cost;
use breathmark::store::seal::{Head, Lock, Passphrases, SealFault, SealedFile};
use zeroize::Zeroizing;

/// A lock that is cheap to open: what it costs is no part of what is tested.
fn lock(all: &[&str]) -> Result<Lock, SealFault> {
    Lock::new(&passphrases(all), Cost { iterations: 1, memory_kib: 64, lanes: 1 })
}

fn passphrases(all: &[&str]) -> Passphrases {
    Passphrases::new(all.iter().map(|one| Zeroizing::new((*one).to_owned())).collect())
}

/// A sealed file with these messages; the last one ends it.
fn sealed(head: &Head, key: &FileKey, messages: &[&str]) -> Vec<u8> {
    let (mut bytes, mut sealer) = head.sealer(key).unwrap();
    for (n, text) in messages.iter().enumerate() {
        sealer.seal(text.as_bytes(), n + 1 == messages.len(), &mut bytes).unwrap();
    }
    bytes
}

/// What is read of a file, and the error that stopped it.
fn unsealed(bytes: &[u8], key: &FileKey) -> (String, Option<std::io::ErrorKind>) {
    let Ok(file) = SealedFile::open(bytes) else { return (String::new(), Some(std::io::ErrorKind::InvalidData)) };
    let mut text = String::new();
    let error = file.unseal(key).read_to_string(&mut text).err();
    // What stood in messages before the broken one is given out; `read_to_string` keeps it only in whole.
    if error.is_some() {
        text.clear();
        let mut source = SealedFile::open(bytes).unwrap().unseal(key);
        while let Ok(there) = source.fill_buf() {
            text.push_str(std::str::from_utf8(there).unwrap());
            let length = there.len();
            if length == 0 {
                break;
            }
            source.consume(length);
        }
    }
    (text, error.map(|error| error.kind()))
}

const MESSAGES: [&str; 4] = ["one\n", "two\n", "three\n", "the end\n"];

#[test]
fn one_passphrase_opens_what_it_sealed_and_another_does_not() {
    let lock = lock(&["the blue kettle sings"]).unwrap();
    let (head, key) = Head::new(Some(&lock)).unwrap();
    let bytes = sealed(&head, &key, &MESSAGES);
    let file = SealedFile::open(&bytes[..]).unwrap();
    let lock = file.head.lock().unwrap();
    for wrong in ["the blue kettle sing", "the blue kettle sings ", ""] {
        assert_eq!(lock.open(&passphrases(&[wrong])).err(), Some(SealFault::WrongPassphrase));
    }
    let opened = lock.open(&passphrases(&["the blue kettle sings"])).unwrap();
    let key = file.head.key(&opened).unwrap();
    assert_eq!(unsealed(&bytes, &key), (MESSAGES.concat(), None));
}

#[test]
fn of_two_passphrases_both_are_needed_in_any_order_and_nothing_says_which_is_wrong() {
    let both = lock(&["red", "green"]).unwrap();
    assert_eq!(both.passphrases(), 2);
    assert!(both.open(&passphrases(&["green", "red"])).is_ok());
    for wrong in [&["red", "blue"][..], &["blue", "green"], &["blue", "yellow"], &["red"], &["green", "redgreen"]] {
        assert_eq!(both.open(&passphrases(wrong)).err(), Some(SealFault::WrongPassphrase), "{wrong:?}");
    }
    // Where one ends and the other begins counts.
    let lock = lock(&["ab", "c"]).unwrap();
    assert!(lock.open(&passphrases(&["a", "bc"])).is_err());
}

#[test]
fn a_file_without_a_lock_opens_with_its_own_key_only() {
    let (head, key) = Head::new(None).unwrap();
    let bytes = sealed(&head, &key, &MESSAGES);
    assert!(SealedFile::open(&bytes[..]).unwrap().head.lock().is_none());
    assert_eq!(unsealed(&bytes, &key), (MESSAGES.concat(), None));
    let (_, other) = Head::new(None).unwrap();
    assert_eq!(unsealed(&bytes, &other), (String::new(), Some(std::io::ErrorKind::InvalidData)));
}

#[test]
fn a_file_changed_or_cut_at_any_byte_is_read_up_to_there_and_never_otherwise() {
    let lock = lock(&["a"]).unwrap();
    let (head, key) = Head::new(Some(&lock)).unwrap();
    let bytes = sealed(&head, &key, &MESSAGES);
    let whole = MESSAGES.concat();
    let is_a_beginning = |text: &str| (0..=MESSAGES.len()).any(|n| MESSAGES[..n].concat() == text);
    for at in 0..bytes.len() {
        let (text, error) = unsealed(&bytes[..at], &key);
        assert!(text != whole && is_a_beginning(&text), "cut at {at}: {text}");
        let at_an_end = text.is_empty() == (at <= bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1);
        assert!(error.is_some() || at_an_end, "cut at {at}");
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            let (text, error) = unsealed(&changed, &key);
            assert!(text != whole && is_a_beginning(&text) && error.is_some(), "byte {at}, bit {bit}: {text}");
        }
    }
}

/// The head and the messages of a file.
fn parts(bytes: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let head = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let mut messages = Vec::new();
    let mut rest = &bytes[head..];
    while !rest.is_empty() {
        let length = 4 + u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
        messages.push(rest[..length].to_vec());
        rest = &rest[length..];
    }
    (bytes[..head].to_vec(), messages)
}

#[test]
fn messages_that_are_moved_doubled_left_out_or_from_another_file_are_not_read() {
    let (head, key) = Head::new(None).unwrap();
    let bytes = sealed(&head, &key, &MESSAGES);
    let (first, messages) = parts(&bytes);
    let (other_head, other_key) = Head::new(None).unwrap();
    let foreign = parts(&sealed(&other_head, &other_key, &MESSAGES)).1;
    let with = |order: &[&Vec<u8>]| {
        unsealed(&[first.clone(), order.iter().copied().flatten().copied().collect()].concat(), &key)
    };
    let [a, b, c, d] = [0, 1, 2, 3].map(|n| &messages[n]);
    for (order, read) in [
        (vec![b, a, c, d], ""),
        (vec![a, c, b, d], "one\n"),
        (vec![a, a, b, c, d], "one\n"),
        (vec![a, b, d], "one\ntwo\n"),
        (vec![a, &foreign[1], c, d], "one\n"),
        (vec![a, b, c, d, a, b, c, d], "one\ntwo\nthree\nthe end\n"),
        (vec![a, b, c, d, d], "one\ntwo\nthree\nthe end\n"),
    ] {
        assert_eq!(with(&order), (read.to_owned(), Some(std::io::ErrorKind::InvalidData)));
    }
}

#[test]
fn a_head_that_is_newer_foreign_or_asks_for_too_much_is_refused_at_once() {
    let lock = lock(&["a"]).unwrap();
    let (head, _) = Head::new(Some(&lock)).unwrap();
    let text = serde_json::to_string(&head).unwrap() + "\n";
    let open = |text: &str| SealedFile::open(text.as_bytes()).map(|file| file.head);
    assert!(open(&text).is_ok());
    assert_eq!(open(&text.replace("sealed\":1", "sealed\":2")).err(), Some(SealFault::Newer));
    assert_eq!(open("{\"breathmark_sealed\":1}\n").err(), Some(SealFault::DamagedHead));
    assert_eq!(open(&"x".repeat(9_000)).err(), Some(SealFault::DamagedHead));
    for (from, to) in [
        ("\"memory_kib\":64", "\"memory_kib\":4294967295"),
        ("\"iterations\":1", "\"iterations\":4000000000"),
        ("\"passphrases\":1", "\"passphrases\":0"),
        ("\"lanes\":1", "\"lanes\":0"),
        ("\"memory_kib\":64", "\"memory_kib\":1"),
    ] {
        let head = open(&text.replace(from, to)).unwrap();
        assert_eq!(head.lock().unwrap().open(&passphrases(&["a"])).err(), Some(SealFault::DamagedHead), "{to}");
    }
}
