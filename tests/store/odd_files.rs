//! Something else in the place of a file: a pipe, a device, a folder, a link, or a file that has no end.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use breathmark::store::{agenda, own_words, owner_only};
use breathmark::words::OwnWords;

use crate::home::{FILES, Home, refused};

const MINE: &str = ".config/breathmark/settings.toml";

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// What a session or a command says when the file at `path` is no file.
fn sentence(path: &Path) -> String {
    let sentence = refused(path).expect("it is no file");
    assert!(sentence.contains(path.to_str().unwrap()) && !sentence.contains('\n'), "{sentence}");
    sentence
}

#[test]
fn a_pipe_into_which_nobody_writes_is_refused_in_the_place_of_every_file() {
    for file in FILES {
        let home = Home::new("pipe");
        pipe(&home.path(file));
        let sentence = if file == MINE { home.refusal(&["today"]) } else { sentence(&home.path(file)) };
        assert!(sentence.contains("it is a pipe, not a file. Put a plain file in its place."), "{sentence}");
    }
}

#[test]
fn a_pipe_in_the_place_of_ones_own_words_leaves_the_built_in_ones() {
    let home = Home::new("pipe-words");
    pipe(&home.path(".config/breathmark/words/en.toml"));
    let output = home.run(&["today"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{errors}");
    assert!(errors.contains("words/en.toml can't be read (it is a pipe, not a file)"), "{errors}");
    let own = own_words::read(&home.path(".config/breathmark/words"), "de");
    assert_eq!(own, OwnWords::None, "of another language there is no file");
}

#[test]
fn a_device_without_an_end_is_refused_in_the_place_of_every_file() {
    for file in FILES {
        let home = Home::new("device");
        symlink("/dev/zero", home.path(file)).unwrap();
        assert!(sentence(&home.path(file)).contains("it is a device, not a file"));
    }
    let home = Home::new("device-named");
    assert!(home.refusal(&["today", "--settings", "/dev/zero"]).contains("/dev/zero: it is a device, not a file"));
    assert!(home.refusal(&["talk", "--replay", "/dev/zero", "--outputs", "-"]).contains("/dev/zero is a device"));
}

#[test]
fn a_folder_and_a_socket_are_refused_in_the_place_of_every_file() {
    for file in FILES {
        let home = Home::new("folder");
        fs::create_dir(home.path(file)).unwrap();
        assert!(sentence(&home.path(file)).contains("it is a folder, not a file"));
        fs::remove_dir(home.path(file)).unwrap();
        // The path of a socket is short: it is made where the tests run.
        let _socket = std::os::unix::net::UnixListener::bind(home.path(file)).unwrap();
        assert!(sentence(&home.path(file)).contains("it is a socket, not a file"));
    }
}

#[test]
fn a_file_of_19_mb_is_refused_before_it_is_parsed() {
    let home = Home::new("large");
    for file in FILES {
        // Not even TOML: whoever parsed it would say so.
        let large = File::create(home.path(file)).unwrap();
        large.set_len(19_000_000).unwrap();
        let sentence = sentence(&home.path(file));
        assert!(sentence.contains("it is larger than 1 MiB") && sentence.contains("Mend the file"), "{sentence}");
        assert_eq!(fs::metadata(home.path(file)).unwrap().len(), 19_000_000);
    }
    let keys = "key = 1\n".repeat(2_400_000);
    home.write(MINE, format!("[talk]\n{keys}"));
    assert!(home.refusal(&["today"]).contains("larger than 1 MiB"));
}

#[test]
fn settings_and_journals_that_a_flag_names_may_come_out_of_a_pipe() {
    let home = Home::new("named-pipe");
    home.write("mine.toml", "[talk]\ntrun_s = 60\n");
    let run = |script: &str| {
        let mut command = home.command(&[]);
        let program = command.get_program().to_owned();
        command = Command::new("bash");
        command.args(["-c", script]).env("BREATHMARK", program).env("HOME", &home.0).output().unwrap()
    };
    let errors = String::from_utf8(run("\"$BREATHMARK\" today --settings <(cat ~/mine.toml)").stderr).unwrap();
    assert!(errors.contains("line 2: I don't know `trun_s`"), "{errors}");
    let demo = run("\"$BREATHMARK\" talk --demo --outputs - --journal ~/demo.jsonl");
    assert!(demo.status.success());
    let piped = run("cat ~/demo.jsonl | \"$BREATHMARK\" talk --replay /dev/stdin --outputs -");
    assert!(piped.status.success() && piped.stdout == demo.stdout);
    pipe(&home.path("silent"));
    let errors = home.refusal(&["today", "--settings", home.path("silent").to_str().unwrap()]);
    assert!(errors.contains("nothing comes out of this pipe"), "{errors}");
}

/// The name that a temporary file beside `path` gets first.
fn first_name(path: &Path) -> std::path::PathBuf {
    path.with_extension(format!("new-{}-0", std::process::id()))
}

#[test]
fn a_planted_link_is_not_followed_and_what_it_leads_to_stays_as_it_is() {
    let home = Home::new("planted");
    let target = home.write("target", "precious");
    let path = home.path(FILES[3]);
    symlink(&target, first_name(&path)).unwrap();
    agenda::save(&path, &agenda::load(&path).unwrap()).unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
    assert!(fs::symlink_metadata(&path).unwrap().is_file() && refused(&path).is_none());
    // A link in the place of the file itself is replaced, and not written through.
    fs::remove_file(&path).unwrap();
    symlink(&target, &path).unwrap();
    owner_only::replace(&path, "version = 1\n").unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
    assert!(fs::symlink_metadata(&path).unwrap().is_file());
}

#[test]
fn what_a_killed_run_left_blocks_nobody_and_goes_away() {
    let home = Home::new("left-over");
    let path = home.path(FILES[2]);
    fs::create_dir(first_name(&path)).unwrap();
    let old = home.write(".local/state/breathmark/people.new-7-0", "half a fi");
    let hours_ago = fs::metadata(&old).unwrap().modified().unwrap() - std::time::Duration::from_hours(2);
    File::options().write(true).open(&old).unwrap().set_modified(hours_ago).unwrap();
    let fresh = home.write(".local/state/breathmark/people.new-8-0", "half a fi");
    owner_only::replace(&path, "").unwrap();
    assert!(path.exists() && !old.exists());
    assert!(fresh.exists(), "another run may be writing it now");
}

/// A file of the day before yesterday.
fn old(home: &Home, file: &str) -> std::path::PathBuf {
    let path = home.write(file, "precious");
    let days_ago = fs::metadata(&path).unwrap().modified().unwrap() - std::time::Duration::from_hours(48);
    File::options().write(true).open(&path).unwrap().set_modified(days_ago).unwrap();
    path
}

#[test]
fn only_old_files_with_the_exact_name_of_a_temporary_file_are_removed() {
    let home = Home::new("not-left-over");
    let path = home.path(FILES[2]);
    let named = |end: &str| format!(".local/state/breathmark/people.{end}");
    let ends = ["new-draft.txt", "new-draft", "new-7", "new-7-", "new--0", "new-7-0.txt", "new-7-0-1", "toml.new-7-0"];
    let kept = ends.map(|end| old(&home, &named(end)));
    let left_over = old(&home, &named("new-7-0"));
    let target = home.write("target", "precious");
    let link = home.path(&named("new-8-0"));
    symlink(&target, &link).unwrap();
    owner_only::replace(&path, "").unwrap();
    for path in kept.iter().chain([&target]) {
        assert_eq!(fs::read_to_string(path).unwrap(), "precious", "{}", path.display());
    }
    assert!(!left_over.exists() && link.exists());
    // A file may have the name of a temporary file itself.
    owner_only::replace(&old(&home, &named("new-9-0")), "fresh").unwrap();
    assert_eq!(fs::read_to_string(home.path(&named("new-9-0"))).unwrap(), "fresh");
}

#[test]
fn a_calendar_removes_no_file_in_the_folder_of_its_owner() {
    let home = Home::new("calendar-beside");
    fs::create_dir(home.path("d")).unwrap();
    let kept = ["d/talk.new-draft.txt", "d/talk.new-7-0"].map(|file| old(&home, file));
    assert!(home.run(&["today", "--add", "thanks"]).status.success());
    assert!(home.run(&["today", "--ics", home.path("d/talk.ics").to_str().unwrap()]).status.success());
    assert!(kept.iter().all(|path| path.exists()));
    assert_eq!(fs::read_dir(home.path("d")).unwrap().count(), 3, "the calendar, and nothing that is left of it");
}

#[test]
fn a_temporary_file_of_a_process_with_the_same_number_stays() {
    let home = Home::new("same-number");
    let path = home.path(FILES[2]);
    let others = first_name(&path);
    fs::write(&others, "half a fi").unwrap();
    owner_only::replace(&path, "whole").unwrap();
    assert_eq!(fs::read_to_string(&others).unwrap(), "half a fi", "a process in another container may be writing it");
    assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let path = Home::new("too-much").path(FILES[3]);
    assert!(owner_only::replace(&path, &"#".repeat(1024 * 1024 + 1)).is_err());
    assert!(!path.exists());
}
