//! `breathmark study --series` on a folder, good and bad, and absurd settings of the study.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::format_push_string)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("study_series").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn study(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_breathmark")).arg("study").args(arguments).output().unwrap()
}

fn complaint(arguments: &[&str]) -> String {
    let output = study(arguments);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Ten minutes at 70 bpm with a wave of breathing; from 420 s on it is 30 bpm more.
fn talk(seats: &[&str]) -> String {
    let mut text = "t_s,seat,rr_ms,role\n".to_owned();
    let mut t = 0.0_f64;
    while t < 600.0 {
        let up = if t > 420.0 { 30.0 * (1.0 - (-(t - 420.0) / 10.0).exp()) } else { 0.0 };
        let rr = 60_000.0 / (70.0 + up + 2.0 * (1.6 * t).sin());
        t += rr / 1000.0;
        for seat in seats {
            text += &format!("{t:.3},{seat},{rr:.1},quiet\n");
        }
    }
    text
}

#[test]
fn a_rise_in_a_series_is_found_and_printed_as_json() {
    let folder = folder("found");
    fs::write(folder.join("one.csv"), talk(&["left"])).unwrap();
    fs::write(folder.join("one.events.csv"), "t_s,seat,size_bpm\n420,left,30\n").unwrap();
    fs::write(folder.join("two.csv"), talk(&["a", "b"])).unwrap();
    let output = study(&["--series", folder.to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [one, two] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!((&one["talk"], &one["found"], &one["false"]), (&"one".into(), &1.into(), &0.into()), "{one}");
    assert!(one["delay_s"][0].as_f64().unwrap() < 40.0 && one["prompts"][0]["level"] == "pause", "{one}");
    assert!(
        two["found"].is_null() && !two["prompts"].as_array().unwrap().is_empty(),
        "without events only prompts: {two}"
    );
}

#[test]
fn one_bad_file_is_named_with_its_line_and_the_others_are_used() {
    let folder = folder("one_bad");
    fs::write(folder.join("good.csv"), talk(&["left"])).unwrap();
    fs::write(folder.join("bad.csv"), "t_s,seat,rr_ms,role\n1,left,800,quiet\n2,left,800,shouting\n").unwrap();
    let output = study(&["--series", folder.to_str().unwrap()]);
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!output.status.success() && out.contains("good: "), "{out}");
    assert!(err.contains("bad.csv: line 3: “shouting” is no role"), "{err}");
}

#[test]
fn folders_without_anything_to_judge_are_refused() {
    let empty = folder("empty");
    assert!(complaint(&["--series", empty.to_str().unwrap()]).contains("there is no series here"));
    fs::write(empty.join("a.csv"), talk(&["left"])).unwrap();
    fs::write(empty.join("b.events.csv"), "t_s,seat,size_bpm\n").unwrap();
    assert!(complaint(&["--series", empty.to_str().unwrap()]).contains("there is no series for these events"));
    assert!(complaint(&["--series", "/nowhere/at/all"]).contains("this folder can't be read"));
}

#[test]
fn a_recording_without_enough_rest_is_refused() {
    let folder = folder("short");
    let short = talk(&["left"]).lines().take(30).collect::<Vec<_>>().join("\n");
    fs::write(folder.join("short.csv"), short).unwrap();
    assert!(complaint(&["--series", folder.to_str().unwrap()]).contains("nothing could be learnt"));
}

#[test]
fn absurd_settings_are_refused_with_their_bounds() {
    assert!(complaint(&["--hours", "0"]).contains("between 1 and 1000000"));
    assert!(complaint(&["--hours", "many"]).contains("the hours are a number"));
    assert!(complaint(&["--threads", "0"]).contains("1..=1024"));
}

#[cfg(unix)]
#[test]
fn a_silent_pipe_and_a_device_among_the_series_are_named_and_the_others_are_used() {
    let folder = folder("pipes");
    fs::write(folder.join("good.csv"), talk(&["left"])).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe.csv")).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", folder.join("endless.csv")).unwrap();
    let output = study(&["--series", folder.to_str().unwrap()]);
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!output.status.success() && out.contains("good: "), "{out}");
    assert!(err.contains("pipe.csv: nothing comes out of this pipe"), "{err}");
    assert!(err.contains("endless.csv: this is a device, not a file"), "{err}");
}
