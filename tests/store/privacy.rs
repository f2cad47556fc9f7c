//! Files and folders of ours are their owner's only.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::home::{FILES, Home};

const FOLDERS: [&str; 4] =
    [".config/breathmark", ".config/breathmark/words", ".local/state/breathmark", ".local/state/breathmark/journals"];

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn widen(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
}

#[test]
fn what_others_can_open_is_narrowed_and_said_once() {
    let home = Home::new("wide");
    let words = home.write(".config/breathmark/words/en.toml", "");
    let journal = home.write(".local/state/breathmark/journals/2026-11-28_224650_talk.jsonl", "");
    let mut wide = vec![words, journal, home.write(FILES[3], "version = 1\n"), home.write(FILES[0], "")];
    wide.extend(FOLDERS.map(|folder| home.path(folder)));
    for path in &wide {
        widen(path);
    }
    let errors = String::from_utf8(home.run(&["today"]).stderr).unwrap();
    assert!(errors.contains("other users of this computer could open ") && errors.contains("and 5 more"), "{errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    for path in &wide {
        assert_eq!(mode(path) & 0o077, 0, "{}", path.display());
    }
    assert_eq!(mode(&home.path(FILES[0])), 0o700, "what the owner may do stays");
    assert!(home.run(&["today"]).stderr.is_empty(), "nothing is open any more");
}

#[test]
fn what_stands_elsewhere_is_not_ours_to_narrow() {
    let home = Home::new("elsewhere");
    home.run(&["today"]);
    let elsewhere = home.write("dotfiles.toml", "");
    widen(&elsewhere);
    symlink(&elsewhere, home.path(FILES[0])).unwrap();
    assert!(home.run(&["today"]).stderr.is_empty());
    assert!(home.run(&["today", "--settings", elsewhere.to_str().unwrap()]).stderr.is_empty());
    assert_eq!((mode(&elsewhere), mode(&home.0)), (0o777, mode(&home.0)));
}

#[test]
fn in_a_folder_to_which_a_link_leads_only_files_of_ours_are_narrowed() {
    let home = Home::new("linked");
    for folder in [".config/breathmark", ".local/state/breathmark"] {
        fs::remove_dir_all(home.path(folder)).unwrap();
    }
    for folder in ["dotfiles/words", "state/journals"] {
        fs::create_dir_all(home.path(folder)).unwrap();
    }
    symlink(home.path("dotfiles"), home.path(".config/breathmark")).unwrap();
    symlink(home.path("state"), home.path(".local/state/breathmark")).unwrap();
    let ours = ["dotfiles/settings.toml", "dotfiles/words/en.toml", "state/journals/2026-11-28_224650_talk.jsonl"];
    let others = ["dotfiles/editor.toml", "dotfiles/settings.toml.old", "dotfiles/words/notes.txt", "state/other.log"];
    for file in ours.iter().chain(&others) {
        widen(&home.write(file, ""));
    }
    let folders = ["dotfiles", "dotfiles/words", "state", "state/journals"];
    for folder in folders {
        widen(&home.path(folder));
    }
    let errors = String::from_utf8(home.run(&["today"]).stderr).unwrap();
    assert!(errors.contains("now only you can") && !errors.contains("editor"), "{errors}");
    assert!(ours.iter().all(|file| mode(&home.path(file)) == 0o700));
    for path in others.iter().chain(&folders) {
        assert_eq!(mode(&home.path(path)), 0o777, "{path}");
    }
    assert!(home.run(&["today"]).stderr.is_empty(), "what is left alone is not spoken of");
}
