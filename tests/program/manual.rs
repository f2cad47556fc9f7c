//! The pages of the manual and the completions say what `--help` says.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::process::{Command, Output};

use crate::pty::home;

fn breathmark(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_breathmark")).args(args).output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let output = breathmark(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that `--help` lists: a name after two spaces, and after it what it does.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let name =
        |line: &str| line.strip_prefix("  ").and_then(|rest| rest.split_once(' ')).map(|(name, _)| name.to_owned());
    let is_name =
        |name: &String| name != "breathmark" && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase());
    let names: Vec<String> = help.lines().filter_map(name).filter(is_name).collect();
    assert!(names.len() > 15, "{help}");
    names
}

/// The long flags that the help of a command describes.
fn flags(command: &str) -> BTreeSet<String> {
    let help = printed(&[command, "--help"]);
    let described = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = described.flat_map(|line| line.split([' ', ',', '=', '['])).filter(|word| word.starts_with("--"));
    words.map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page_with_all_its_flags() {
    let folder = home("pages").join("man 1");
    printed(&["man", "--folder", folder.to_str().unwrap()]);
    let commands = commands();
    for command in &commands {
        let page = std::fs::read_to_string(folder.join(format!("breathmark-{command}.1"))).unwrap();
        assert_eq!(page, printed(&["man", command]));
        let page = page.replace("\\-", "-");
        for flag in flags(command) {
            assert!(page.contains(&flag), "{command} {flag} is not in its page");
        }
    }
    let all = std::fs::read_to_string(folder.join("breathmark.1")).unwrap();
    assert_eq!(all, printed(&["man"]));
    let missing = commands.iter().filter(|command| !all.contains(&format!("breathmark\\-{command}(1)")));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), commands.len() + 1);
}

#[test]
fn every_command_and_flag_is_completed_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let completions = printed(&["completions", shell]);
        for command in commands() {
            assert!(completions.contains(&command), "{shell} lacks {command}");
            for flag in flags(&command) {
                // fish names a flag without its dashes.
                let flag = if shell == "fish" { format!("-l {}", &flag[2..]) } else { flag };
                assert!(completions.contains(&flag), "{shell} lacks {command} {flag}");
            }
        }
    }
}

#[test]
fn a_page_of_no_command_and_a_folder_that_cannot_be_made_are_refused() {
    let refused = |args: &[&str], what_to_do: &str| {
        let output = breathmark(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(what_to_do), "{said}");
    };
    refused(&["man", "sing"], "`breathmark --help` lists them");
    let file = home("no-folder").join("a file");
    std::fs::write(&file, "").unwrap();
    refused(&["man", "--folder", file.join("man1").to_str().unwrap()], "name another folder");
    refused(&["completions", "tcsh"], "bash");
}
