//! The program in a real pseudo-terminal, with a terminal emulator to read its screen.
#![allow(dead_code, unused_imports, unreachable_pub, clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

#[path = "home.rs"]
mod homes;

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

pub use homes::{INTRODUCED, home, keep_hearts, new_home, short_home};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a slow machine before the test gives up.
const PATIENCE: Duration = Duration::from_mins(1);
/// More than the time between two pieces of a frame, and less than between two frames.
const BETWEEN_PIECES: Duration = Duration::from_millis(4);
/// A program that writes without end is read all the same.
const LONGEST_FRAME: Duration = Duration::from_millis(100);

/// Who is at the other end of the terminal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Somebody who reads everything.
    Reads,
    /// Nobody for now, as when a connection stalls.
    Stalls,
    /// Nobody any more.
    Leaves,
}

pub struct Terminal {
    pub child: Box<dyn Child + Send + Sync>,
    /// None once the terminal is closed.
    master: Option<(Box<dyn MasterPty + Send>, Box<dyn Write + Send>)>,
    at_the_end: Arc<(Mutex<Reader>, Condvar)>,
    screen: Arc<Mutex<vt100::Parser>>,
    written: Arc<Mutex<Vec<u8>>>,
    reader: Option<std::thread::JoinHandle<()>>,
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

/// Without blanks: large type has one between letters, and lines break.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

impl Terminal {
    /// Both answer the check: none of it is so.
    pub fn answer_none(&mut self) {
        self.answer_none_as(["Left", "Right"]);
    }

    /// Through the check and the page without straps into the first turn.
    pub fn begin_without_straps(&mut self) {
        self.answer_none();
        self.wait_for("No straps");
        self.press("n");
        self.wait_for("hand over");
    }

    /// The same as `answer_none`, for people with these names.
    pub fn answer_none_as(&mut self, names: [&str; 2]) {
        for (name, key) in names.into_iter().zip(["a", "l"]) {
            self.wait_for(&format!("{name}, just you now"));
            self.press(key);
        }
    }

    pub fn run(columns: u16, rows: u16, home: &std::path::Path, args: &[&str]) -> Self {
        Self::run_in(columns, rows, home, args, &[])
    }

    /// The same with further variables in the environment.
    pub fn run_in(columns: u16, rows: u16, home: &std::path::Path, args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::run_program(env!("CARGO_BIN_EXE_breathmark"), (columns, rows), home, args, env)
    }

    /// The same with another program, such as a shell.
    pub fn run_program(
        program: &str,
        (columns, rows): (u16, u16),
        home: &std::path::Path,
        args: &[&str],
        env: &[(&str, &str)],
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        for name in
            ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "NO_COLOR", "COLORTERM", "COLORFGBG", "LC_ALL", "LC_MESSAGES", "LANG"]
        {
            command.env_remove(name);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(columns), 0)));
        let mut output = pair.master.try_clone_reader().unwrap();
        let sink = Arc::clone(&screen);
        let written = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&written);
        let at_the_end = Arc::new((Mutex::new(Reader::Reads), Condvar::new()));
        let end = Arc::clone(&at_the_end);
        let reader = std::thread::spawn(move || {
            let mut chunk = vec![0; 64 * 1024];
            while let Ok(n @ 1..) = output.read(&mut chunk) {
                sink.lock().unwrap().process(&chunk[..n]);
                kept.lock().unwrap().extend_from_slice(&chunk[..n]);
                let (state, changed) = &*end;
                if *changed.wait_while(state.lock().unwrap(), |it| *it == Reader::Stalls).unwrap() == Reader::Leaves {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: Some((pair.master, keys)), at_the_end, screen, written, reader: Some(reader) }
    }

    pub fn press(&mut self, keys: &str) {
        self.master.as_mut().unwrap().1.write_all(keys.as_bytes()).unwrap();
    }

    /// From the next piece of output on, nobody reads the terminal.
    pub fn stall(&self) {
        self.set_reader(Reader::Stalls);
    }

    /// Everything is read again.
    pub fn go_on_reading(&self) {
        self.set_reader(Reader::Reads);
    }

    /// Closes the terminal with the next piece of output, as when its window is closed. A key that does nothing brings one.
    pub fn close(&mut self) {
        self.set_reader(Reader::Leaves);
        self.press("z");
        self.reader.take().unwrap().join().unwrap();
        self.master = None;
    }

    fn set_reader(&self, reader: Reader) {
        *self.at_the_end.0.lock().unwrap() = reader;
        self.at_the_end.1.notify_all();
    }

    /// Sends a signal to the program.
    pub fn send(&self, signal: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap().success());
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(columns));
        self.master
            .as_ref()
            .unwrap()
            .0
            .resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .unwrap();
    }

    /// The screen, once the program writes nothing for a moment: a frame arrives in pieces.
    pub fn text(&self) -> String {
        let began = Instant::now();
        loop {
            let before = self.written.lock().unwrap().len();
            std::thread::sleep(BETWEEN_PIECES);
            if self.written.lock().unwrap().len() == before || began.elapsed() > LONGEST_FRAME {
                return self.screen.lock().unwrap().screen().contents();
            }
        }
    }

    /// Everything that was written to the terminal, byte by byte.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(&self.written.lock().unwrap()).into_owned()
    }

    /// Whether the terminal is as the shell left it: no alternate screen, a visible cursor.
    pub fn is_given_back(&self) -> bool {
        let parser = self.screen.lock().unwrap();
        !parser.screen().alternate_screen() && !parser.screen().hide_cursor()
    }

    /// Whether the screen shows `text`, blanks aside.
    pub fn shows(&self, text: &str) -> bool {
        dense(&self.text()).contains(&dense(text))
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&self, text: &str) {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if self.shows(text) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("no {text:?} on the screen:\n{}", self.text());
    }

    /// Whether these texts were on the screen one after another, however short a time. What passes by itself can't be
    /// waited for on a busy machine, so it is looked for in what was written.
    pub fn showed_in_order(&self, texts: &[&str]) -> Result<(), String> {
        let (rows, columns) = self.screen.lock().unwrap().screen().size();
        let mut replay = vt100::Parser::new(rows, columns, 0);
        let written = self.written.lock().unwrap();
        let mut texts = texts.iter().map(|text| (text, dense(text))).peekable();
        for piece in written.chunks(256) {
            replay.process(piece);
            let screen = dense(&replay.screen().contents());
            while texts.next_if(|(_, text)| screen.contains(text)).is_some() {}
        }
        texts.next().map_or(Ok(()), |(text, _)| Err(format!("never showed {text:?} at its place")))
    }

    /// Waits for the end, with nobody who reads. None if it takes longer than `limit`.
    pub fn ends_within(&mut self, limit: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < limit {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    /// Waits for the end and everything that was written before it.
    pub fn wait(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        status
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        self.go_on_reading();
    }
}
