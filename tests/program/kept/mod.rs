//! What is kept of real talks: how it went, and how it is looked at, checked, sealed and deleted.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod commands;
mod cut_off;
mod sealed;

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::lines::Told;

/// The program at this home.
fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.env("HOME", home).env("LANG", "C").current_dir(home);
    for name in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"] {
        command.env_remove(name);
    }
    command
}

/// What a command says, if it ends well.
fn says(home: &Path, args: &[&str]) -> String {
    let output = program(home).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", errors(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// What a command says that is refused.
fn refused(home: &Path, args: &[&str]) -> String {
    let output = program(home).args(args).output().unwrap();
    assert!(!output.status.success() && errors(&output).lines().count() == 1, "{args:?}: {}", errors(&output));
    errors(&output)
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Puts files with these names into the folder of the journals. Only their owner may read them.
fn put(home: &Path, names: &[&str]) -> PathBuf {
    let folder = home.join(".local/state/breathmark/journals");
    fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).unwrap();
    for name in names {
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join(name)).unwrap();
    }
    folder
}

/// A home of two people who have been introduced, that only they may read.
fn short_home(name: &str) -> PathBuf {
    let home = crate::pty::short_home(name);
    says(&home, &["settings"]);
    says(&home, &["sessions"]);
    home
}

/// The files in the folder of the journals, by name.
fn kept(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join(".local/state/breathmark/journals")).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// The ends of the names of these files, behind the first dot.
fn ends(files: &[PathBuf]) -> Vec<&str> {
    files.iter().map(|file| file.file_name().unwrap().to_str().unwrap().split_once('.').unwrap().1).collect()
}

/// A talk with keys only, told line by line, in its first pause.
fn paused_talk(command: &mut Command) -> Told {
    let mut told = Told::start(command.args(["talk", "--no-straps", "--plain"]));
    told.answer_none();
    told.wait_for("No straps today", |_| {});
    told.press("n\n");
    told.wait_for("Right, listen", |_| {});
    told.press("p\n");
    told.wait_for("let's take a breath", |_| {});
    told
}

/// Ends a talk out of its pause; what was said of where it is kept.
fn leave(told: &mut Told) -> String {
    told.press_again("q\n");
    told.wait_for("thank you both", |_| {});
    told.press_again("q\n");
    let (ended_well, errors) = told.end();
    assert!(ended_well, "{errors}");
    told.said.iter().find(|line| line.contains("Kept on this computer")).cloned().unwrap_or_default()
}
