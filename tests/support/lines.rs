//! The program told line by line through pipes: what it says is waited for, and a letter with Enter is a key.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Above what stop and next take for a held key.
const NOT_HELD: Duration = Duration::from_millis(1100);

/// A program that is being listened to. It is ended with whoever listens, so that no failed test leaves one behind.
pub struct Told {
    child: Child,
    keys: ChildStdin,
    lines: Receiver<String>,
    /// Everything it has said.
    pub said: Vec<String>,
}

impl Told {
    pub fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let (tell, lines) = channel();
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        // Not `lines`: that would take a carriage return away with the end of a line.
        let lines_of = out.split(b'\n').map_while(Result::ok);
        let text = |line: Vec<u8>| String::from_utf8(line).expect("text");
        std::thread::spawn(move || lines_of.map(text).all(|line| tell.send(line).is_ok()));
        let keys = child.stdin.take().expect("a pipe");
        Self { child, keys, lines, said: Vec::new() }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it listens");
    }

    /// Both answer the private check with "none of them".
    pub fn answer_none(&mut self) {
        self.press("a\nl\n");
    }

    /// A key that must not be taken for one that is held down.
    pub fn press_again(&mut self, keys: &str) {
        std::thread::sleep(NOT_HELD);
        self.press(keys);
    }

    /// Waits for a line that holds `words`; meanwhile does `what` twice a second.
    pub fn wait_for(&mut self, words: &str, mut what: impl FnMut(&mut Self)) {
        let end = Instant::now() + Duration::from_mins(1);
        while Instant::now() < end {
            what(self);
            let half_a_second = Instant::now() + Duration::from_millis(500);
            while let Ok(line) = self.lines.recv_timeout(half_a_second.saturating_duration_since(Instant::now())) {
                self.said.push(line);
                if self.said.last().is_some_and(|line| line.contains(words)) {
                    return;
                }
            }
        }
        panic!("no {words:?} in {:#?}", self.said);
    }

    /// Whether it ended well, and what it said on standard error; `said` has all lines then.
    pub fn end(&mut self) -> (bool, String) {
        self.said.extend(self.lines.iter());
        let ended_well = self.child.wait().expect("it ends").success();
        let mut errors = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut errors).expect("text");
        (ended_well, errors)
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
