//! What stands at the path of the socket, and who reads there.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};

use super::{PATIENCE, Running, command, folder, lines, refusal};
use crate::pty::home;

#[test]
fn a_stale_socket_is_replaced_and_a_live_one_refuses_a_second_cue() {
    let (folder, home) = (folder("stale"), home("cue-stale"));
    let socket = folder.join("s");
    drop(UnixListener::bind(&socket).unwrap());
    assert!(socket.exists() && UnixStream::connect(&socket).is_err(), "it is stale");
    let running = Running::at(&home, &socket, "60");
    drop(running.reader());
    let said = refusal(&home, &["--demo", "--socket", socket.to_str().unwrap()]);
    assert!(said.contains("runs already") && said.contains("Stop that one first"), "{said}");
    assert_eq!(lines(running.reader()).take(2).count(), 2, "the first goes on");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_path_that_is_no_socket_or_too_long_is_refused_and_left_alone() {
    let (folder, home) = (folder("exists"), home("cue-exists"));
    let file = folder.join("notes");
    fs::write(&file, "mine").unwrap();
    let link = folder.join("link");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    for path in [&file, &link] {
        let said = refusal(&home, &["--demo", "--socket", path.to_str().unwrap()]);
        assert!(said.contains("is no socket") && said.contains("name another path"), "{said}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let long = folder.join("x".repeat(200));
    let said = refusal(&home, &["--demo", "--socket", long.to_str().unwrap()]);
    assert!(said.contains("too long for a socket"), "{said}");
    let nowhere = folder.join("none/s");
    let said = refusal(&home, &["--demo", "--socket", nowhere.to_str().unwrap()]);
    assert!(said.contains("Check the folder"), "{said}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_reader_that_never_reads_is_dropped_and_the_others_read_on() {
    let folder = folder("never");
    // Fast, but a reader that is held up for a tenth of a second on a busy machine must not count as one that never reads.
    let running = Running::at(&home("cue-never"), &folder.join("s"), "1500");
    let mut never = running.reader();
    let mut read = lines(running.reader());
    // What the system holds for a reader and the queue of the program are a few hundred kilobytes.
    let mut bytes = 0;
    while bytes < 1_000_000 {
        bytes += read.next().expect("the other reads on").to_string().len();
    }
    never.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut held = Vec::new();
    never.read_to_end(&mut held).expect("its end is closed");
    assert!(held.len() < bytes / 2, "{} of {bytes} bytes", held.len());
    assert!(running.interrupt());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn something_else_that_answers_is_not_taken_for_a_status() {
    let (folder, home) = (folder("else"), home("cue-else"));
    let socket = folder.join("s");
    let listener = UnixListener::bind(&socket).unwrap();
    let silent = std::thread::spawn(move || listener.accept().map(|(stream, _)| (stream, listener)).unwrap());
    let said = refusal(&home, &["--once", "--socket", socket.to_str().unwrap()]);
    assert!(said.contains("says nothing of breathmark"), "{said}");
    drop(silent.join().unwrap());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn another_program_at_the_socket_is_not_called_breathmark() {
    let (folder, home) = (folder("other"), home("cue-other"));
    let socket = folder.join("s");
    let listener = UnixListener::bind(&socket).unwrap();
    let other = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"{\"jsonrpc\":\"2.0\"}\n").unwrap();
        (stream, listener)
    });
    let said = refusal(&home, &["--demo", "--socket", socket.to_str().unwrap()]);
    assert!(said.contains("a program answers at") && !said.contains("another `breathmark cue`"), "{said}");
    drop(other.join().unwrap());
    assert!(socket.exists(), "it is left alone");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_or_is_locked_is_named_with_what_to_do() {
    let (folder, home) = (folder("locked"), home("cue-locked"));
    let held = fs::File::open(&folder).unwrap();
    held.lock().unwrap();
    let said = refusal(&home, &["--demo", "--socket", folder.join("s").to_str().unwrap()]);
    assert!(said.contains("locked") && said.contains("--socket"), "{said}");
    drop(held);
    // Only a strap's heart stands at the usual socket.
    if cfg!(all(feature = "ble", target_os = "linux")) {
        fs::write(folder.join("file"), "").unwrap();
        fs::create_dir_all(home.join(".config/breathmark")).unwrap();
        fs::write(home.join(".config/breathmark/straps.toml"), "[left]\nid = \"AA:BB:CC:DD:EE:FF\"\n").unwrap();
        let output = command(&home, &[]).env("XDG_RUNTIME_DIR", folder.join("file")).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("I can't make the folder") && said.contains("--socket"), "{said}");
    }
    fs::remove_dir_all(folder).unwrap();
}
