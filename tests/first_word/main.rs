//! No test: how soon two people speak, counted in a real pseudo-terminal. `scripts/first-word` runs it.
//!
//! Every start runs at once, each in a home and with straps of its own, at the speed of people who read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

#[cfg(unix)]
#[path = "../support/pty.rs"]
mod pty;

#[cfg(all(feature = "ble", target_os = "linux"))]
#[path = "../support/bluez/mod.rs"]
mod bluez;

#[cfg(all(feature = "ble", target_os = "linux"))]
mod page;
#[cfg(all(feature = "ble", target_os = "linux"))]
mod people;
#[cfg(all(feature = "ble", target_os = "linux"))]
mod start;

#[cfg(all(feature = "ble", target_os = "linux"))]
fn main() -> std::process::ExitCode {
    use std::process::ExitCode;

    let words: Vec<String> = std::env::args().skip(1).collect();
    let (binary, looks_at) = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => (env!("CARGO_BIN_EXE_breathmark"), ""),
        ["--binary", path] => (path, ""),
        ["--look", start] => (env!("CARGO_BIN_EXE_breathmark"), start),
        ["--look", start, "--binary", path] => (path, start),
        _ => {
            eprintln!("first-word: use it as `scripts/first-word [--look PART_OF_A_NAME] [--binary PATH]`");
            return ExitCode::FAILURE;
        }
    };
    let chosen = start::STARTS.iter().filter(|start| start.name.contains(looks_at));
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> =
            chosen.map(|start| (start.name, scope.spawn(move || start.run(binary, !looks_at.is_empty())))).collect();
        running.into_iter().map(|(name, thread)| (name, thread.join())).collect()
    });
    println!("| start | first word: keys | pages | s | topic: keys | pages | s | on after a pause: keys | s |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, outcome) in &outcomes {
        match outcome {
            Ok(counts) => println!("| {name} | {counts} |"),
            Err(_) => println!("| {name} | stopped on its way; see above |"),
        }
    }
    ExitCode::from(u8::from(outcomes.iter().any(|(_, outcome)| outcome.is_err())))
}

#[cfg(not(all(feature = "ble", target_os = "linux")))]
fn main() {
    println!("first-word needs Linux and the `ble` feature");
}
