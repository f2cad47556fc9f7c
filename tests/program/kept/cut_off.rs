//! Talks whose program is killed, whose file is taken away, and two that begin at once.

use std::fs;
use std::process::Command;

use super::{ends, errors, kept, leave, paused_talk, program, says, short_home};

fn kill(told: &mut crate::lines::Told) {
    assert!(Command::new("kill").args(["-9", &told.id().to_string()]).status().unwrap().success());
    told.end();
}

#[test]
fn a_talk_that_is_killed_leaves_nothing_that_anybody_can_read() {
    let home = short_home("kept-killed");
    let mut told = paused_talk(&mut program(&home));
    kill(&mut told);
    let files = kept(&home);
    assert_eq!(ends(&files), ["unfinished"]);
    let bytes = fs::read(&files[0]).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("Left") && !text.contains("pause"), "{text}");
    let output = program(&home).arg("sessions").output().unwrap();
    assert!(errors(&output).contains("was cut off") && errors(&output).contains("Nothing of it could be kept"));
    assert!(kept(&home).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn how_a_killed_talk_went_is_kept_as_long_as_its_key_is_in_memory() {
    let home = short_home("kept-recovered");
    let memory = std::path::PathBuf::from(format!("/dev/shm/breathmark-kept-{}", std::process::id()));
    if fs::create_dir_all(&memory).is_err() {
        crate::records::skip("program kept", "this machine has no /dev/shm, so no key can be kept in memory");
        return;
    }
    let with_memory = || {
        let mut command = program(&home);
        command.env("XDG_RUNTIME_DIR", &memory);
        command
    };
    let mut told = paused_talk(&mut with_memory());
    let keys = || fs::read_dir(memory.join("breathmark")).unwrap().count();
    assert_eq!(keys(), 1);
    // As long as it goes on, it is left alone.
    assert!(with_memory().arg("sessions").status().unwrap().success());
    assert_eq!(ends(&kept(&home)), ["unfinished"]);
    let refused = with_memory().args(["forget", "last", "--yes"]).output().unwrap();
    assert!(!refused.status.success() && errors(&refused).contains("still going on"), "{}", errors(&refused));
    kill(&mut told);
    let output = with_memory().arg("sessions").output().unwrap();
    assert!(errors(&output).contains("How it went until then is kept"), "{}", errors(&output));
    assert_eq!(ends(&kept(&home)), ["outline.json"]);
    assert_eq!(keys(), 0);
    let shown = says(&home, &["show", "last"]);
    assert!(shown.contains("pause  breathed") && shown.contains("It was cut off there"), "{shown}");
    leave(&mut paused_talk(&mut with_memory()));
    assert_eq!(keys(), 0, "a talk that ends well leaves no key");
    fs::remove_dir_all(&memory).unwrap();
}

#[test]
fn two_talks_that_begin_in_the_same_second_are_both_kept() {
    let home = short_home("kept-at-once");
    let mut talks: Vec<_> = (0..3).map(|_| paused_talk(&mut program(&home))).collect();
    assert_eq!(kept(&home).len(), 3);
    for told in &mut talks {
        leave(told);
    }
    assert_eq!(ends(&kept(&home)), ["outline.json"; 3]);
}

#[test]
fn a_journal_that_is_taken_away_in_the_talk_is_never_called_kept() {
    for (name, damage) in [
        ("kept-removed", (|path| fs::remove_file(path)) as fn(&std::path::Path) -> std::io::Result<()>),
        ("kept-shortened", |path| fs::OpenOptions::new().write(true).open(path)?.set_len(40)),
        ("kept-moved", |path| fs::rename(path, path.with_extension("elsewhere"))),
    ] {
        let home = short_home(name);
        let journal = home.join("talk.jsonl");
        let mut command = program(&home);
        let mut told =
            crate::lines::Told::start(command.args(["talk", "--no-straps", "--plain", "--journal"]).arg(&journal));
        told.answer_none();
        told.wait_for("No straps today", |_| {});
        damage(&journal).unwrap();
        told.press("n\n");
        told.wait_for("The file of this talk is gone", |_| {});
        told.press("p\n");
        told.wait_for("let's take a breath", |_| {});
        told.press_again("q\n");
        told.wait_for("thank you both", |_| {});
        told.press_again("q\n");
        let (ended_well, errors) = told.end();
        assert!(!ended_well && errors.contains("not all of this is in"), "{errors}");
        let kept: Vec<_> = told.said.iter().filter(|line| line.contains("Kept on this computer")).collect();
        assert!(kept.iter().all(|line| !line.contains("talk.jsonl")), "{kept:?}");
    }
}
