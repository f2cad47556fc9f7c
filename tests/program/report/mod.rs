//! `breathmark report`: a page that stands alone, shows nothing that one of the two did alone, and no figure but the
//! program's own.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod files;
mod journals;
mod practice;
mod talk;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use breathmark::store::kept::KeptTalk;

use crate::pty::home;

fn folder(name: &str) -> PathBuf {
    home(&format!("report-{name}"))
}

fn breathmark(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"] {
        command.env_remove(name);
    }
    command.env("HOME", home).current_dir(home).stdin(Stdio::null()).args(args).output().unwrap()
}

fn report(home: &Path, args: &[&str]) -> String {
    let output = breathmark(home, &[&["report"], args].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn page(home: &Path, args: &[&str]) -> String {
    let page = report(home, &[args, &["--out", "-"]].concat());
    stands_alone(&page);
    page
}

fn refusal(home: &Path, args: &[&str]) -> String {
    let output = breathmark(home, &[&["report"], args].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{args:?}: {said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    said
}

fn demo(home: &Path, kind: &str, args: &[&str]) -> String {
    let file = format!("{kind}.jsonl");
    let made = breathmark(home, &[&[kind, "--demo", "--outputs", "-", "--journal", &file], args].concat());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    file
}

/// Elements that have no end.
const VOID: [&str; 4] = ["meta", "link", "br", "hr"];

/// The page is well formed, has each id once, and neither runs nor loads anything.
fn stands_alone(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html><html lang=\""), "{}", &page[..60]);
    assert!(page.contains("default-src 'none'"));
    let (mut open, mut ids) = (Vec::new(), HashSet::new());
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some((text, after)) = rest.split_once('<') {
        assert!(open.last() == Some(&"style") || !text.contains('>'), "a bare > in {text:?}");
        let (tag, after) = after.split_once('>').expect("a tag that does not end");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> ends what it did not begin");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(
            !["script", "iframe", "object", "embed", "img", "image", "use", "base", "form"].contains(&name),
            "<{name}>"
        );
        let mut left = attributes;
        while let Some((key, value)) = left.split_once("=\"") {
            let (value, after) = value.split_once('"').expect("an attribute that does not end");
            left = after.trim_start();
            assert!(
                !key.starts_with("on") && !["src", "srcset", "style"].contains(&key),
                "{key}={value:?} in <{name}>"
            );
            assert!(key != "href" || value == "data:,", "{value}");
            assert!(key != "id" || ids.insert(value), "the id {value} comes twice");
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} do not end");
    for (at, _) in page.match_indices("url(#") {
        let id = page[at + 5..].split(')').next().unwrap();
        assert!(ids.contains(id), "nothing has the id {id}");
    }
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("@import"));
}

/// The outline of a talk with two pauses, with these names.
fn outline(left: &str, right: &str) -> String {
    let talk = serde_json::json!({
        "breathmark_talk": 1,
        "began": "2026-11-22T19:15:00",
        "names": { "left": left, "right": right },
        "outline": { "parts": [
            { "part": "before", "seconds": 150 },
            { "part": "turn", "seconds": 90 },
            { "part": "pause", "seconds": 95, "ways": ["breath", "senses"] },
            { "part": "way_back", "seconds": 30 },
            { "part": "answer", "seconds": 80 },
            { "part": "pause", "seconds": 70, "ways": ["body"] },
            { "part": "break", "seconds": 1200 },
            { "part": "close", "seconds": 20 },
        ] },
        "step": { "what": "call the plumber", "who": right, "in_days": 3 },
        "goes_on_in_minutes": 60,
    });
    let talk: KeptTalk = serde_json::from_value(talk).unwrap();
    String::from_utf8(talk.text().unwrap()).unwrap()
}
