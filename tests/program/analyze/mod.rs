//! `breathmark analyze`: what it reads, what it prints, and what it refuses in one sentence.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use serde_json::Value;

mod files_and_pipes;
mod journals;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("analyze-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

fn breathmark(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_breathmark")).args(args).stdin(Stdio::null()).output().unwrap()
}

fn analyze(args: &[&str]) -> (String, String, bool) {
    let output = breathmark(&[&["analyze"], args].concat());
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(!err.contains("panicked"), "{err}");
    (out, err, output.status.success())
}

fn json(args: &[&str]) -> Vec<Value> {
    let (out, err, success) = analyze(args);
    assert!(success, "{err}");
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The sentence with which a file is refused.
fn refusal(args: &[&str]) -> String {
    let (out, err, success) = analyze(args);
    assert!(!success && out.is_empty(), "{args:?}: {out}");
    assert_eq!(err.trim().lines().count(), 1, "{err}");
    err
}

/// Resting intervals in milliseconds: two waves and a little noise.
fn resting(count: usize, seed: u64) -> Vec<f64> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut at = 0.0_f64;
    let mut next = || {
        let waves = 40.0 * (std::f64::consts::TAU * at / 4.0).sin() + 30.0 * (std::f64::consts::TAU * at / 10.0).sin();
        let rr = (850.0 + waves + 10.0 * random.f64()).round();
        at += rr / 1000.0;
        rr
    };
    (0..count).map(|_| next()).collect()
}

fn lines(rr: &[f64], line: impl Fn(usize, f64) -> String) -> String {
    rr.iter().enumerate().fold(String::new(), |mut text, (i, rr)| {
        writeln!(text, "{}", line(i, *rr)).unwrap();
        text
    })
}

#[test]
fn the_same_intervals_in_any_spelling_give_the_same_figures() {
    let folder = folder("spellings");
    let rr = resting(400, 1);
    let ends: Vec<f64> = rr
        .iter()
        .scan(0.0, |at, rr| {
            *at += rr / 1000.0;
            Some(*at)
        })
        .collect();
    let plain = lines(&rr, |_, rr| rr.to_string());
    let spellings = [
        plain.clone(),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        format!("\u{feff}{plain}"),
        format!("# a strap\n\n# a comment\n{plain}\n# the end\n\n"),
        lines(&rr, |_, rr| format!("{:.3}", rr / 1000.0)),
        lines(&rr, |_, rr| format!("{:.3}", rr / 1000.0).replace('.', ",")),
        lines(&rr, |_, rr| format!("{rr:.1}").replace('.', ",")),
        format!("rr_ms\n{plain}"),
        format!("RR-interval [ms]\r\n{}", plain.replace('\n', "\r\n")),
        format!("t_s,rr_ms,label\n{}", lines(&rr, |i, rr| format!("{:.3},{rr},", ends[i]))),
        format!("Time;HR;IBI\n{}", lines(&rr, |i, rr| format!("{:.3};72;{rr:.2}", ends[i]).replace('.', ","))),
        format!("\"nn\"\t\"timestamp_ms\"\n{}", lines(&rr, |i, rr| format!("\"{rr}\"\t{:.0}", ends[i] * 1000.0))),
        lines(&rr, |i, rr| format!("{:.3} {rr}", ends[i])),
        lines(&rr, |i, rr| format!("{:.3}, {rr}", ends[i])),
    ];
    let paths: Vec<String> =
        spellings.iter().enumerate().map(|(i, text)| file(&folder, &format!("{i:02}.txt"), text)).collect();
    let args: Vec<&str> = std::iter::once("--json").chain(paths.iter().map(String::as_str)).collect();
    let objects = json(&args);
    assert_eq!(objects.len(), spellings.len());
    for (object, path) in objects.iter().zip(&paths) {
        assert_eq!(object["file"], *path, "results come in the order of the arguments");
        assert_eq!(object["quality"]["intervals"], 400, "{path}");
        for (name, figure) in object["metrics"].as_object().unwrap() {
            let same = match (figure.as_f64(), objects[0]["metrics"][name].as_f64()) {
                (Some(this), Some(first)) => (this - first).abs() <= 1e-6 * first.abs(),
                (this, first) => this.is_none() && first.is_none(),
            };
            assert!(same, "{path}: {name} is {figure}, not {}", objects[0]["metrics"][name]);
        }
    }
    let notes = |index: usize| objects[index]["notes"].to_string();
    assert!(notes(5).contains("read as seconds") && notes(6).contains("read as seconds"), "{}", notes(5));
    assert!(notes(9).contains("RR-interval [ms]"));
}

#[test]
fn bad_files_are_refused_in_one_sentence_with_their_line() {
    let folder = folder("bad");
    let cases: [(&str, &[u8], &[&str]); 19] = [
        ("empty", b"", &["nothing is in it", "one RR interval a line"]),
        ("blank", b"\n \r\n# only a comment\n", &["nothing is in it"]),
        ("header", b"# x\nrr_ms\n", &["line 2", "header is all there is"]),
        ("word", b"812\n820\n# no\neight hundred\n", &["line 4", "`eight hundred` is no number", "put #"]),
        ("binary", b"812\n\x00\x01\x02", &["line 2", "binary"]),
        ("utf16", b"\xff\xfe8\x001\x00\x00\xd8", &["UTF-16", "UTF-8"]),
        ("zeros", b"0\n0\n0\n", &["line 1", "`0` is no RR interval"]),
        ("negatives", b"-800\n-810\n", &["line 1", "`-800` is no RR interval"]),
        ("nan", b"NaN\nnan\n", &["line 1", "this is no RR interval"]),
        ("mostly", b"800\n0\n0\n0\n810\n", &["line 2", "3 of 5 rows hold no interval"]),
        ("rates", b"72\n73\n71\n", &["line 1", "neither milliseconds nor seconds"]),
        ("hr.csv", b"t_s,hr_bpm\n1,72\n", &["line 1", "no column holds RR intervals (t_s, hr_bpm)", "rr_ms"]),
        ("microseconds", b"812000\n820000\n", &["around 820000.0000", "neither milliseconds nor seconds"]),
        ("huge", b"1e300\n1e300\n", &["around 1.0e300,"]),
        ("parted.csv", b"t_s,rr_ms\n1;800\n", &["line 1", "the line after it 2"]),
        ("short.csv", b"t_s,rr_ms\n1,800\n2\n", &["line 3", "`2` has no column 2"]),
        ("which.csv", b"812;870\n800;771\n810;970\n", &["line 1", "which of 2 columns", "t_s,rr_ms"]),
        ("other.jsonl", b"{\"a\":1}\n", &["line 1 is not from a breathmark journal"]),
        ("escape", b"8\x1b[2J12\n", &["binary"]),
    ];
    for (name, content, wanted) in cases {
        let path = file(&folder, name, content);
        for mode in [&[][..], &["--beats"], &["--windows", "30s"]] {
            let said = refusal(&[mode, &[&path]].concat());
            assert!(said.contains(&path), "{said}");
            for words in wanted {
                assert!(said.contains(words), "{name}: {said}");
            }
        }
    }
    assert!(refusal(&["/no/such/file"]).contains("no such file"));
    assert!(refusal(&[&folder.display().to_string()]).contains("folder"));
    assert!(refusal(&["-"]).contains("nothing is in it"));
}

#[test]
fn odd_lengths_of_windows_are_refused_and_plain_ones_taken() {
    let folder = folder("lengths");
    let path = file(&folder, "rr.txt", lines(&resting(400, 4), |_, rr| rr.to_string()));
    for odd in ["0", "-5m", "1s", "25h", "5m30s", "five", "", "NaN", "inf", "1e400", "5,5m", "m"] {
        let (out, err, success) = analyze(&["--windows", odd, &path]);
        assert!(
            !success && out.is_empty() && err.contains("windows are between") | err.contains("30s or 5m"),
            "{odd}: {err}"
        );
    }
    for (length, windows) in [("5m", 2), ("300", 2), ("0.05h", 2), ("90 s", 4), ("24h", 1)] {
        assert_eq!(json(&["--json", "--windows", length, &path]).len(), windows, "{length}");
    }
}

#[test]
fn rows_without_an_interval_are_counted_and_never_become_numbers() {
    let folder = folder("holes");
    let odd = ["NaN", "", "0", "-812", "inf", "null"];
    let text = lines(&resting(400, 9), |i, rr| if i % 60 == 7 { odd[i / 60 % 6].to_owned() } else { rr.to_string() });
    let path = file(&folder, "rr.csv", format!("rr_ms,x\n{}", text.replace('\n', ",1\n")));
    let (out, _, success) = analyze(&["--json", &path]);
    assert!(success && !out.contains("NaN") && !out.contains("inf,"), "{out}");
    let object: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&object["quality"]["intervals"], &object["quality"]["verdicts"]["gap"]), (&400.into(), &7.into()));
    assert!(object["notes"].to_string().contains("7 rows hold no interval (first: line 9)"), "{}", object["notes"]);
    let beats = json(&["--beats", &path]);
    assert!(beats.iter().all(|beat| beat["nn_ms"].is_null() || beat["nn_ms"].as_f64().unwrap() > 700.0));
}

#[test]
fn what_was_assumed_stands_before_the_figures() {
    let folder = folder("assumed");
    let path = file(&folder, "rr.txt", lines(&resting(300, 1), |_, rr| format!("{:.3}", rr / 1000.0)));
    let table = analyze(&[&path]).0;
    let place = |words: &str| table.find(words).unwrap_or_else(|| panic!("{words} is not in {table}"));
    assert!(place("300 intervals, together") < place("read as seconds") && place("read as seconds") < place("Quality"));
    let object = analyze(&["--json", &path]).0;
    assert!(object.find("\"notes\"").unwrap() < object.find("\"quality\"").unwrap(), "{object}");
}

#[test]
fn flags_say_what_a_file_does_not() {
    let folder = folder("flags");
    let rr = resting(300, 1);
    let both = file(
        &folder,
        "both.csv",
        format!("left rr,right rr\n{}", lines(&rr, |i, rr| format!("{rr},{}", 700 + i % 50))),
    );
    assert!(refusal(&[&both]).contains("--column NAME"));
    let figure = |args: &[&str]| json(args)[0]["metrics"]["mean_rr_ms"].as_f64().unwrap();
    let mean = rr.iter().sum::<f64>() / 300.0;
    assert!((figure(&["--json", "--column", "left rr", &both]) - mean).abs() < 1e-6);
    assert!((figure(&["--json", "--column", "2", &both]) - 724.5).abs() < 1e-6);
    assert!(refusal(&["--column", "middle", &both]).contains("Choose one of: left rr, right rr"));

    let plain = file(&folder, "plain.txt", lines(&rr, |_, rr| rr.to_string()));
    assert!((figure(&["--json", "--unit", "1024", &plain]) - mean / 1.024).abs() < 1e-6);
    assert!(refusal(&["--unit", "s", &plain]).contains("no heartbeat in s"));
    let (_, err, success) = analyze(&["--unit", "min", &plain]);
    assert!(!success && err.contains("the unit is ms, s or 1024"), "{err}");

    let two =
        file(&folder, "two.csv", format!("who,rr\n{}", lines(&rr, |i, rr| format!("{},{rr}", ["Ann", "Bo"][i % 2]))));
    let people = json(&["--json", &two]);
    assert_eq!([&people[0]["person"], &people[1]["person"]], ["Ann", "Bo"]);
    assert_eq!(json(&["--json", "--person", "bo", &two]).len(), 1);
    assert!(analyze(&["--person", "bo", &two]).0.contains("two.csv, Bo\n"));
    assert!(refusal(&["--person", "Eve", &two]).contains("nobody is called `Eve`"));
}

/// The progress bar comes after a second, and is gone when the results are printed.
#[cfg(unix)]
#[test]
fn what_takes_longer_than_a_second_shows_how_far_it_is() {
    let folder = folder("progress");
    let text = lines(&resting(100, 1), |_, rr| rr.to_string());
    let mut paths: Vec<String> = (0..3).map(|i| file(&folder, &format!("{i}.txt"), &text)).collect();
    // A pipe takes as long as this test wants it to.
    let slow = folder.join("slow.txt");
    assert!(std::process::Command::new("mkfifo").arg(&slow).status().unwrap().success());
    paths.push(slow.to_str().unwrap().to_owned());
    let args: Vec<&str> = ["analyze", "--json"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let mut terminal = crate::pty::Terminal::run(100, 30, &folder, &args);
    terminal.wait_for("of 4 files, ");
    std::fs::write(&slow, &text).unwrap();
    assert!(terminal.wait().success());
    assert!(!terminal.text().contains("of 4 files"), "{}", terminal.text());
}

#[test]
fn a_bad_file_among_good_ones_stops_none_of_them() {
    let folder = folder("among");
    let good = file(&folder, "good.txt", lines(&resting(100, 1), |_, rr| rr.to_string()));
    let other = file(&folder, "other.txt", lines(&resting(100, 2), |_, rr| rr.to_string()));
    let (out, err, success) = analyze(&["--json", &good, "/no/such/file", &other]);
    assert!(!success);
    let objects: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!([&objects[0]["file"], &objects[2]["file"]], [&good, &other]);
    assert!(objects[1]["error"].as_str().unwrap().contains("no such file"), "{out}");
    assert!(err.contains("/no/such/file: there is no such file") && err.contains("1 of 3 files"), "{err}");
}

#[test]
fn little_or_dull_data_gives_a_verdict_and_no_numbers_that_mean_nothing() {
    let folder = folder("little");
    let one = file(&folder, "one.txt", "812\n");
    let object = &json(&["--json", &one])[0];
    assert_eq!((&object["quality"]["usable"], &object["metrics"]), (&Value::Bool(false), &Value::Null));
    assert!(object["quality"]["reason"].is_string());
    assert!(analyze(&[&one]).0.contains("UNUSABLE"));

    let equal = file(&folder, "equal.txt", "800\n".repeat(400));
    let object = &json(&["--json", &equal])[0];
    assert_eq!((&object["metrics"]["rmssd_ms"], &object["metrics"]["sdnn_ms"]), (&0.0.into(), &0.0.into()));
    let table = analyze(&[&equal]).0;
    assert!(!table.contains("NaN") && !table.contains("inf"), "{table}");
    let absent = table.lines().find(|line| line.contains("ln RMSSD")).unwrap();
    assert!(absent.contains('–') && absent.contains("needs"), "{absent}");
}

#[test]
fn an_irregular_heart_gets_a_verdict_instead_of_an_rmssd() {
    let folder = folder("irregular");
    let mut random = fastrand::Rng::with_seed(5);
    let wild: Vec<f64> = std::iter::repeat_with(|| f64::from(random.u32(350..1400))).take(400).collect();
    let path = file(&folder, "wild.txt", lines(&wild, |_, rr| rr.to_string()));
    let object = &json(&["--json", &path])[0];
    assert_eq!((&object["quality"]["usable"], &object["metrics"]), (&Value::Bool(false), &Value::Null));
    let table = analyze(&[&path]).0;
    assert!(table.contains("UNUSABLE") && !table.contains("RMSSD") && !table.contains("SDNN"), "{table}");
    assert!(table.contains("Rejected"), "{table}");
}

#[test]
fn every_interval_has_its_line_and_its_two_verdicts() {
    let folder = folder("beats");
    let mut rr = resting(120, 3);
    rr[60] += rr[61];
    rr.remove(61);
    rr[90] = 400.0;
    rr.insert(91, 450.0);
    let text = lines(&rr, |_, rr| rr.to_string()) + "NaN\n850\n860\n0\n840\n";
    let objects = json(&["--beats", &file(&folder, "rr.txt", text)]);
    assert_eq!(objects.len(), rr.len() + 5);
    let kinds = ["normal", "missed", "extra", "ectopic", "misplaced", "gap"];
    for (index, object) in objects.iter().enumerate() {
        assert_eq!(object["index"], index);
        assert!(object["t_s"].is_f64() && object.as_object().unwrap().len() == 6, "{object}");
        assert!([&object["verdict"], &object["causal_verdict"]].iter().all(|v| kinds.contains(&v.as_str().unwrap())));
        let counts = object["verdict"] == "normal";
        assert_eq!(object["nn_ms"].is_null(), !counts, "{object}");
        assert!(!counts || object["nn_ms"] == object["rr_ms"], "{object}");
    }
    let verdicts = |index: usize| [&objects[index]["verdict"], &objects[index]["causal_verdict"]];
    assert_eq!(verdicts(60), ["missed", "missed"]);
    assert!(verdicts(90).iter().chain(&verdicts(91)).all(|verdict| *verdict != "normal"));
    let nothing = rr.len();
    assert_eq!((verdicts(nothing), &objects[nothing]["rr_ms"]), ([&"gap".into(), &"gap".into()], &Value::Null));
    assert_eq!((verdicts(nothing + 3), &objects[nothing + 3]["rr_ms"]), ([&"gap".into(), &"gap".into()], &0.0.into()));
}

#[test]
fn windows_follow_each_other() {
    let folder = folder("windows");
    let path = file(&folder, "rr.txt", lines(&resting(800, 4), |_, rr| rr.to_string()));
    let objects = json(&["--json", "--windows", "2m", &path]);
    let counted: u64 = objects.iter().map(|object| object["quality"]["intervals"].as_u64().unwrap()).sum();
    assert_eq!(counted, 800);
    for (index, object) in objects.iter().enumerate() {
        assert_eq!(
            object["window"],
            serde_json::json!({
                "index": index, "from_s": 120.0 * index as f64, "to_s": 120.0 * (index + 1) as f64
            })
        );
    }
    let table = analyze(&["--windows", "2m", &path]).0;
    assert!(table.contains("RMSSD") && table.contains("2:00") && table.contains("4:00"), "{table}");
    assert!(!analyze(&["--windows", "2 parsecs", &path]).2);
    assert!(!analyze(&["--beats", "--json", &path]).2);
}

/// No number in any output is NaN or infinite. `serde_json` would write null, so this looks at the figures themselves.
fn said_of(bytes: &[u8]) {
    let Ok(recordings) = breathmark::lab::analyze::read::recordings(bytes) else { return };
    for recording in recordings {
        let rows = recording.rows.len();
        let (mut lines, mut figures) = (Vec::new(), String::new());
        for window_s in [None, Some(30.0)] {
            let analysis = breathmark::lab::analyze::analysis(recording.clone(), window_s);
            write!(figures, "{:?}", analysis.summaries).unwrap();
            breathmark::lab::analyze::report::write(&mut lines, "x", &analysis).unwrap();
            breathmark::lab::analyze::json::write(&mut lines, "x", &analysis).unwrap();
        }
        assert!(!figures.contains("NaN") && !figures.contains("inf"), "{figures}");
        // A note quotes a cell of the file, whatever is in it.
        let said: String = String::from_utf8(lines).unwrap().split('`').step_by(2).collect();
        assert!(!said.contains("NaN") && !said.contains(" inf"), "{said}");
        let mut beats = Vec::new();
        breathmark::lab::analyze::beats::write(&mut beats, None, &breathmark::lab::analyze::judged(recording)).unwrap();
        assert_eq!(String::from_utf8(beats).unwrap().lines().count(), rows);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        said_of(&bytes);
    }

    #[test]
    fn any_table_of_odd_numbers_is_read_or_refused(
        cells in proptest::collection::vec("(-|)[0-9]{1,4}([.,][0-9]{1,3}|)(e[0-9]|)|NaN|", 1..200),
        separator in "[,;\t ]", width in 1..4_usize, head in "(t,|)(rr_ms|ibi|x|)\n",
    ) {
        let rows: Vec<String> = cells.chunks(width).map(|row| row.join(&separator)).collect();
        said_of((head + &rows.join("\n")).as_bytes());
    }

    #[test]
    fn any_intervals_give_finite_figures(rr in proptest::collection::vec(-10.0..1e6_f64, 1..300)) {
        said_of(lines(&rr, |_, rr| rr.to_string()).as_bytes());
        said_of(lines(&rr, |_, rr| (500.0 + rr % 700.0).to_string()).as_bytes());
    }
}
