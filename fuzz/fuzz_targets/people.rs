//! Any file of people: it is read or refused without a crash. What is read can be written, and is read again.
#![no_main]

use std::path::Path;

use breathmark::heart::baseline::{Baseline, Role};
use breathmark::store::journal::Participant;
use breathmark::store::people::People;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    read(text);
    // With a valid beginning, so that the numbers are read as well.
    read(&format!("[[person]]\nname = \"A\"\nstrap = \"S\"\nmargin = 1.0\n[person.known]\n{text}"));
    read(&format!(
        "[[person]]\nname = \"A\"\nstrap = \"S\"\nknown = {{ talks = 1, swings = [2, 2, 2, 2, 2, 2] }}\n{text}"
    ));
});

fn read(text: &str) {
    let path = Path::new("people.toml");
    let mut people = match People::parse(text, path) {
        Ok(people) => people,
        Err(refused) => return assert!(!refused.to_string().contains('\n'), "one sentence"),
    };
    let who = Participant { name: "A".to_owned(), strap: Some("S".to_owned()) };
    let Some((known, margin)) = people.of(&who) else { return };
    let mut baseline = Baseline::knowing(known);
    for (role, rate) in [(Role::Quiet, 60.0), (Role::Listening, 64.0), (Role::Speaking, 71.0)] {
        (0..30).for_each(|_| baseline.learn(role, rate, None));
    }
    let after = baseline.known_after([2.0; 6]).expect("enough was heard");
    people.keep(&who, after, margin);
    let again = People::parse(&people.text().expect("it can be written"), path).expect("what is kept can be read");
    assert!(again.of(&who) == Some((after, margin)));
}
