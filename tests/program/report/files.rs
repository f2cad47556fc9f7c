//! Names that want something of the page, where it is written, what it speaks, and what is refused.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::{folder, outline, page, refusal, report};
use crate::records::skip;

#[test]
fn a_name_can_do_nothing_to_the_page() {
    let home = folder("names");
    let endless = "x".repeat(10_000);
    for name in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></style><svg onload=x>",
        "\u{1b}[2J\u{1b}]0;x\u{7}",
        "\u{202e}dnes\u{2066}",
        "a&b; &lt;i&gt; javascript:x",
        &endless,
    ] {
        fs::write(home.join("talk.json"), outline(name, "Sam")).unwrap();
        let page = page(&home, &["talk.json"]);
        assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{name:?}");
        assert!(!page.contains(['\u{202e}', '\u{2066}']) && !page.contains(&"x".repeat(60)), "{name:?}");
        assert!(!page.contains("<img") && !page.contains("<i>") && !page.contains("onload=x>"), "{name:?}");
    }
}

#[test]
fn a_report_is_its_owners_and_is_never_written_over() {
    let home = folder("file");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    let said = report(&home, &["talk.json"]);
    let file = home.join("breathmark-report-2026-11-22.html");
    assert!(said.contains("breathmark-report-2026-11-22.html"), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(&file, "mine").unwrap();
    let out = ["talk.json", "--out", "breathmark-report-2026-11-22.html"];
    assert!(refusal(&home, &out).contains("there is a file of that name already"));
    assert!(report(&home, &["talk.json"]).contains("breathmark-report-2026-11-22-2.html"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert!(refusal(&home, &["talk.json", "--out", "nowhere/page.html"]).contains("that folder does not exist"));
    let left: Vec<_> = fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains(".new-")), "{left:?}");
}

#[test]
fn on_a_full_disk_nothing_of_the_page_is_left() {
    let home = folder("full");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    // The signal is ignored, so that writing fails as on a full disk.
    let script = "trap '' XFSZ; exec prlimit --fsize=4096: -- \"$0\" report talk.json --out page.html";
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_breathmark")]).env("HOME", &home).current_dir(&home);
    let output = command.output().unwrap();
    if output.status.code() == Some(127) {
        return skip("program report, a full disk", "this machine has no prlimit, so no disk can be made full");
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.trim().lines().count() == 1, "{said}");
    let left: Vec<_> = fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("page")), "{left:?}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = folder("pipe");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    let script = "set -o pipefail; \"$0\" report talk.json --out - | head -c 10 >/dev/null";
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_breathmark")]).env("HOME", &home).current_dir(&home);
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn bad_input_gets_one_sentence() {
    let home = folder("bad");
    let with = |name: &str, text: &str| fs::write(home.join(name), text).unwrap();
    with("empty", "");
    with("other.json", "{\"a\":1}\n");
    with("other.json", "{\"a\":1}\n");
    with("damaged.json", &outline("Alex", "Sam").replace("plumber", "Plumber"));
    with("talk.json", &outline("Alex", "Sam"));
    assert!(refusal(&home, &["empty"]).contains("empty"));
    assert!(refusal(&home, &["other.json"]).contains("not from a breathmark journal"));
    assert!(refusal(&home, &["damaged.json"]).contains("is damaged"));
    assert!(refusal(&home, &["missing"]).contains("there is no `missing`"));
    assert!(refusal(&home, &["talk.json", "--person", "left"]).contains("hearts of this talk were not kept"));
    assert!(refusal(&home, &[]).contains("no session is kept yet"));
}

#[test]
fn without_a_name_the_newest_session_is_taken() {
    let home = folder("newest");
    let journals = home.join(".local/state/breathmark/journals");
    fs::create_dir_all(&journals).unwrap();
    fs::write(journals.join("2026-11-21_101500_talk.outline.json"), outline("Old", "Older")).unwrap();
    fs::write(journals.join("2026-11-22_191500_talk.outline.json"), outline("Alex", "Sam")).unwrap();
    fs::write(journals.join("zz-notes.txt"), "mine").unwrap();
    assert!(page(&home, &[]).contains("Alex and Sam"));
}

#[test]
fn the_page_speaks_german() {
    let home = folder("german");
    fs::write(home.join("talk.json"), outline("Alex", "Sam")).unwrap();
    fs::create_dir_all(home.join(".config/breathmark")).unwrap();
    fs::write(home.join(".config/breathmark/settings.toml"), "[words]\nlanguage = \"de\"\n").unwrap();
    let page = page(&home, &["talk.json"]);
    assert!(page.contains("<html lang=\"de\">") && page.contains("Euer Gespräch") && page.contains("Alex und Sam"));
}
