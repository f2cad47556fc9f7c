//! Two versions side by side: what this one does with files at home that a newer one has written. It says so, and leaves
//! every byte where it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A home with one file, for its owner only.
struct Home {
    folder: PathBuf,
    file: PathBuf,
    before: String,
}

impl Home {
    fn with(file: &str, text: &str) -> Self {
        let name = format!("newer-version-{}-{}", file.replace('/', "-"), text.len());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        private(&folder, 0o700);
        private(&file, 0o600);
        Self { folder, file, before: text.to_owned() }
    }

    /// What the program says on both ways out, and whether it ended well.
    fn run(&self, args: &[&str]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
        command.args(args).stdin(Stdio::null()).env("LANG", "C").env_remove("LC_ALL").env_remove("LC_MESSAGES");
        command.env("XDG_CONFIG_HOME", self.folder.join("config")).env("XDG_STATE_HOME", self.folder.join("state"));
        // No bus of this machine, whatever it has.
        command.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus");
        let output = command.output().unwrap();
        let said = [output.stderr, output.stdout].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (output.status.success(), said)
    }

    /// The file is as the newer version wrote it, and nothing else has come or gone beside it.
    fn assert_untouched(&self) {
        assert_eq!(fs::read_to_string(&self.file).unwrap(), self.before, "{}", self.file.display());
        let beside = fs::read_dir(self.file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
        let files: Vec<PathBuf> = beside.filter(|path| path.is_file()).collect();
        assert_eq!(files, std::slice::from_ref(&self.file));
    }
}

fn private(path: &Path, mode: u32) {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// Every file that the program writes by itself, each with a command that reads it before anything else happens.
const WRITTEN: [(&str, &[&str]); 8] = [
    ("config/breathmark/straps.toml", &["talk", "--plain"]),
    ("config/breathmark/sound.toml", &["sessions"]),
    ("config/breathmark/keep.toml", &["sessions"]),
    ("state/breathmark/introduced.toml", &["keep"]),
    ("state/breathmark/after.toml", &["today"]),
    ("state/breathmark/seal.toml", &["seal"]),
    ("state/breathmark/cues.toml", &["cue", "--once"]),
    ("state/breathmark/people.toml", &["talk", "--plain", "--no-straps"]),
];

/// Whether the command reads the file where this is run: some is read only after the first answers.
fn is_read(file: &str) -> bool {
    !file.ends_with("cues.toml") && !file.ends_with("people.toml")
}

#[test]
fn a_file_that_says_a_newer_version_is_refused_in_a_sentence_and_stays_as_it_is() {
    for (file, args) in WRITTEN {
        let home = Home::with(file, "version = 99\nmood = \"good\"\n");
        let (ended_well, said) = home.run(args);
        if is_read(file) {
            let sentence = "was written by a newer breathmark. Install that one, or move the file away.";
            assert!(!ended_well && said.contains(sentence), "{file}: {said}");
        }
        home.assert_untouched();
    }
}

#[test]
fn a_key_that_only_a_newer_version_knows_is_named_as_such_and_the_file_stays_as_it_is() {
    for (file, args) in WRITTEN {
        let home = Home::with(file, "mood = \"good\"\n");
        let (ended_well, said) = home.run(args);
        if is_read(file) {
            let is_named = said.contains("line 1: unknown field `mood`") && said.contains("; a newer breathmark may");
            assert!(!ended_well && is_named, "{file}: {said}");
        }
        home.assert_untouched();
    }
}

#[test]
fn a_setting_of_a_newer_version_is_named_with_its_line() {
    let home = Home::with("config/breathmark/settings.toml", "[talk]\nmood = 3\n");
    let (ended_well, said) = home.run(&["sessions"]);
    assert!(!ended_well && said.contains("settings.toml, line 2: I don't know `mood`"), "{said}");
    home.assert_untouched();
}

#[test]
fn words_of_a_newer_version_are_left_out_and_named() {
    let home = Home::with("config/breathmark/words/en.toml", "[pause]\nmood = \"how are you?\"\n");
    let (ended_well, said) = home.run(&["sessions"]);
    assert!(ended_well && said.contains("words/en.toml, line 2: I don't know `pause.mood`"), "{said}");
    assert!(said.contains("The built-in words are used"), "{said}");
    home.assert_untouched();
}

#[test]
fn lines_of_the_history_that_a_newer_version_wrote_are_counted_and_stay() {
    let home = Home::with("state/breathmark/history.jsonl", "{\"version\":99,\"kind\":\"dance\"}\n");
    let (_, said) = home.run(&["history"]);
    assert!(said.contains("One line was written by a newer breathmark"), "{said}");
    home.assert_untouched();
}

#[test]
fn sessions_that_a_newer_version_wrote_are_listed_and_said_to_be_newer_and_not_damaged() {
    let journal = "{\"breathmark\":99,\"dance\":true}\n";
    let sealed = "{\"breathmark_sealed\":99,\"dance\":true}\n";
    for (name, text, says) in [
        ("2026-11-01_100000_talk.jsonl", journal, "a newer breathmark wrote this journal"),
        ("2026-11-01_100000_talk.outline.sealed", sealed, "a newer breathmark sealed it"),
    ] {
        let home = Home::with(&format!("state/breathmark/journals/{name}"), text);
        let (_, listed) = home.run(&["sessions"]);
        assert!(listed.contains("2026-11-01_100000_talk"), "{listed}");
        let (ended_well, said) = home.run(&["verify"]);
        assert!(!ended_well && said.contains(says) && !said.contains("not as they were written"), "{said}");
        for args in [&["show", "last"][..], &["report"]] {
            let (ended_well, said) = home.run(args);
            assert!(!ended_well && said.contains("newer breathmark"), "{args:?}: {said}");
        }
        home.assert_untouched();
    }
}
