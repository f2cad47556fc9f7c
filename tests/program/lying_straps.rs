//! The published straps that lie, replayed through the program: what it shows, and the sentence after `--stats`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::records::data;

/// The outputs of a replay, and what it printed.
fn replay(journal: &Path) -> (Vec<Value>, String) {
    let name = journal.file_name().unwrap().to_str().unwrap();
    let outputs = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lying-{name}"));
    let _ = std::fs::remove_file(&outputs);
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.args(["practice", "--speed", "10000", "--plain", "--stats", "--replay"]).arg(journal);
    let run = command.arg("--outputs").arg(&outputs).env("LANG", "C").stdin(Stdio::null()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let lines = std::fs::read_to_string(&outputs).unwrap();
    let outputs = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (outputs, String::from_utf8(run.stdout).unwrap())
}

/// The readings that have this figure.
fn readings(outputs: &[Value], figure: &str) -> Vec<f64> {
    outputs.iter().filter(|output| output["output"] == "reading").filter_map(|output| output[figure].as_f64()).collect()
}

/// The lines about the strap at the end.
fn stats(printed: &str) -> &str {
    &printed[printed.find("notifications, ").expect("the counts of a strap")..]
}

#[test]
fn each_is_named_after_a_replay_and_its_figures_are_right_or_absent() {
    let Some(folder) = data("program lying_straps") else { return };
    let case = |name: &str| replay(&folder.join("public_cases").join(name).with_extension("jsonl"));

    let (outputs, printed) = case("36-strap-sends-milliseconds");
    assert!(stats(&printed).contains("this strap sends milliseconds, not 1/1024 s"), "{printed}");
    let last = *readings(&outputs, "heart_rate").last().unwrap();
    assert!((last - 70.7).abs() < 1.5, "{last}");

    let (outputs, printed) = case("37-every-beat-twice");
    assert!(stats(&printed).contains("this strap sends every beat twice; only its heart rate counts"), "{printed}");
    assert!(readings(&outputs, "rmssd").is_empty());

    let (outputs, printed) = case("39-zero-padded");
    assert!(stats(&printed).contains("fills empty places with zeros"), "{printed}");
    assert!(stats(&printed).contains("180 beats in 152.8 s"), "{printed}");
    let (rates, rmssds) = (readings(&outputs, "heart_rate"), readings(&outputs, "rmssd"));
    assert!(rates.len() >= 130 && rmssds.len() >= 115, "{} {}", rates.len(), rmssds.len());
    assert_eq!(outputs.iter().filter(|output| output["output"] == "beat").count(), 180);

    let (outputs, printed) = case("41-held-three-seconds");
    assert!(stats(&printed).contains("come in bursts, some seconds late"), "{printed}");
    assert!(stats(&printed).contains("0 gaps, 0.0 s missing"), "{printed}");
    assert!(readings(&outputs, "rmssd").iter().all(|rmssd| (27.0..37.0).contains(rmssd)));
    assert!(readings(&outputs, "heart_rate").len() >= 40, "one each burst");

    let (outputs, printed) = case("42-interval-made-from-rate");
    assert!(
        stats(&printed)
            .contains("this strap's beats only follow its rate, or a pacemaker's; only its heart rate counts"),
        "{printed}"
    );
    assert!(readings(&outputs, "rmssd").is_empty());
    assert!(outputs.iter().any(|output| output["signal"] == "rate_only"));
}
