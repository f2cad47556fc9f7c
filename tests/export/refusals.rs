//! What can't be exported is said in one sentence, and leaves nothing behind.
#![allow(clippy::unwrap_used)]

use breathmark::event::seat::Seat;

use super::journals::{names, resting, run, strap, talk, with_journal};

fn whole() -> Vec<u8> {
    talk(&[(Seat::Left, strap(resting(200, 1), |_| false)), (Seat::Right, strap(resting(200, 2), |_| false))])
}

#[test]
fn each_journal_that_is_none_is_refused_in_one_sentence() {
    let folder = with_journal("refused", &whole());
    let text = String::from_utf8(whole()).unwrap();
    let newer =
        text.replacen("\"breathmark\":1", "\"breathmark\":99", 1).replacen("\"breathmark\":2", "\"breathmark\":99", 1);
    std::fs::create_dir(folder.join("a-folder")).unwrap();
    std::fs::write(folder.join("newer.jsonl"), newer).unwrap();
    std::fs::write(folder.join("foreign.csv"), "rr_ms\n812\n").unwrap();
    std::fs::write(folder.join("empty"), "").unwrap();
    std::fs::write(folder.join("keys.jsonl"), text.lines().next().unwrap().to_owned() + "\n").unwrap();
    let before = names(&folder);
    for (args, wanted) in [
        (&["missing.jsonl"][..], "can't open missing.jsonl"),
        (&["a-folder"], "is a folder"),
        (&["newer.jsonl"], "newer breathmark"),
        (&["foreign.csv"], "line 1 is not from a breathmark journal"),
        (&["empty"], "empty"),
        (&["keys.jsonl"], "no RR intervals"),
        (&["talk.jsonl", "--person", "Kim"], "nobody is called `Kim`"),
        (&["talk.jsonl", "--out", "-"], "two people"),
        (&["talk.jsonl", "--out", "one.txt"], "two people"),
        (&["talk.jsonl", "--format", "bids", "--out", "one.tsv"], "BIDS needs four files"),
        (&["talk.jsonl", "talk.jsonl", "--out", "-"], "one file can't hold several sessions"),
        (&["talk.jsonl", "--out", "-", "--json", "--person", "left"], "`--json` would stand among"),
        (&["talk.jsonl", "--person", "left", "--out", "no/such/folder.txt"], "does not exist"),
    ] {
        let output = run(&folder, args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{args:?}");
        assert!(said.contains(wanted) && said.lines().count() == 1, "{args:?}: {said}");
        assert_eq!(names(&folder), before, "{args:?}");
    }
}

#[test]
fn a_journal_that_is_cut_short_is_exported_up_to_there_and_that_is_said() {
    let whole = whole();
    let folder = with_journal("cut", &whole[..whole.len() * 2 / 3]);
    let output = run(&folder, &["talk.jsonl"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("cut short in line"), "{said}");
    let text = std::fs::read_to_string(folder.join("1970-01-01_010000_talk_left.rr.txt")).unwrap();
    assert!((100..200).contains(&text.lines().count()), "{}", text.lines().count());
    assert!(text.ends_with('\n'));
    let full = with_journal("uncut", &whole);
    run(&full, &["talk.jsonl"]);
    let uncut = std::fs::read_to_string(full.join("1970-01-01_010000_talk_left.rr.txt")).unwrap();
    assert!(uncut.starts_with(&text), "what was read is what is there");
}

#[test]
fn one_journal_that_fails_does_not_stop_the_others() {
    let folder = with_journal("several", &whole());
    std::fs::write(folder.join("bad.jsonl"), "hello\n").unwrap();
    let output = run(&folder, &["bad.jsonl", "talk.jsonl", "--json", "--out", "out/"]);
    assert!(!output.status.success());
    assert_eq!(names(&folder.join("out")).len(), 4);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.lines().next().unwrap().contains("\"error\"") && said.lines().count() == 5, "{said}");
}

#[test]
fn rr_text_of_a_heart_with_gaps_is_not_written_without_a_word() {
    let lossy = strap(resting(300, 3), |second| (100..104).contains(&second));
    let folder = with_journal("gaps", &talk(&[(Seat::Left, lossy)]));
    let said = |args: &[&str]| String::from_utf8(run(&folder, args).stderr).unwrap();
    assert!(said(&["talk.jsonl"]).contains("in 1 place a line does not follow the line before"));
    assert_eq!(said(&["talk.jsonl", "--format", "csv"]), "", "a table has a place for them");
}
