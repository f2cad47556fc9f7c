//! What keeping a session costs: `cargo bench --bench kept`.
//!
//! A day of two people is written, plain and sealed, and read again. A line is weighed against the second that it comes in, and
//! against what encrypting it alone costs. Ten thousand sessions are listed by the program itself.
#![allow(clippy::unwrap_used, reason = "a benchmark that can't prepare itself has nothing to say")]

mod limits;

use std::fs;
use std::hint::black_box;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use breathmark::app::record::Record;
use breathmark::event::input::{Input, Payload};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::session::{Session, Setup};
use breathmark::store::journal::read::Lines;
use breathmark::store::journal::write::Writer;
use breathmark::store::journal::{Header, Participant};
use breathmark::store::seal::head::FileKey;
use breathmark::store::seal::{Head, SealedFile};
use breathmark::talk::plan::Plan;

/// Seconds of a day.
const DAY_S: u64 = 24 * 60 * 60;
const SESSIONS: usize = 10_000;

fn main() {
    if !limits::wanted() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-kept");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let (head, key) = Head::new(None).unwrap();
    let header = Header::new(jiff::Timestamp::UNIX_EPOCH, 0, Setup::talk(Plan::default()), people());
    let alone = timed(|| run(Record::new(Session::new(&header.setup), None, None)));
    println!("a day of two people, {} notifications; the session without a journal: {alone:.2?}", 2 * DAY_S);
    let mut per_line = Vec::new();
    for (name, sealed) in [("plain", None), ("sealed", Some((&head, &key)))] {
        let path = folder.join(name);
        let writer = match sealed {
            None => Writer::create(&path, &header).unwrap(),
            Some((head, key)) => Writer::create_sealed(&path, &header, head, key).unwrap(),
        };
        let took = timed(|| run(Record::new(Session::new(&header.setup), Some(writer), None)));
        let bytes = fs::metadata(&path).unwrap().len() as f64;
        let line = took.saturating_sub(alone).as_secs_f64() / (2 * DAY_S) as f64;
        per_line.push(line);
        let read = timed(|| read(&path, sealed.map(|(_, key)| key)));
        println!("  {name}: {:.1} kB an hour of two people", bytes / 24.0 / 1000.0);
        println!(
            "    written with {:.0} ns a line, {:.5} % of a core at two lines a second",
            line * 1e9,
            line * 2.0 * 100.0
        );
        println!(
            "    read in {read:.2?}, {:.0} lines a millisecond; peak memory of this process {}",
            (2 * DAY_S) as f64 / read.as_secs_f64() / 1e3,
            peak()
        );
    }
    println!("  sealing a line costs {:.0} ns more than keeping it plain", (per_line[1] - per_line[0]) * 1e9);
    list(&folder.join("home"));
}

fn people() -> Pair<Participant> {
    Pair::from_fn(|_| Participant { name: "Kim".into(), strap: None })
}

/// Puts a day of two hearts at 75 beats a minute into a record.
fn run(mut record: Record) {
    for second in 1..=DAY_S {
        for seat in Seat::BOTH {
            let bytes = Payload(vec![0x10, 75, 0x33, 0x03]);
            record.take(Moment::from_secs(second), Input::Notification { seat, epoch: 1, bytes });
        }
    }
    record.finish();
}

fn read(path: &Path, key: Option<&FileKey>) {
    let source = BufReader::new(fs::File::open(path).unwrap());
    let count = match key {
        None => Lines::open(source).unwrap().1.map_while(Result::ok).count(),
        Some(key) => {
            Lines::open(SealedFile::open(source).unwrap().unseal(key)).unwrap().1.map_while(Result::ok).count()
        }
    };
    assert_eq!(black_box(count) as u64, 2 * DAY_S);
}

fn timed(what: impl FnOnce()) -> Duration {
    let mut what = Some(what);
    limits::median(1, || what.take().map(|what| what()))
}

/// The most memory that this process has had.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |line| line.trim().to_owned())
}

/// Lists very many sessions with the program itself.
fn list(home: &Path) {
    let folder = home.join(".local/state/breathmark/journals");
    fs::create_dir_all(&folder).unwrap();
    let empty = home.join("empty");
    fs::create_dir_all(&empty).unwrap();
    for n in 0..SESSIONS {
        let name = format!(
            "20{:02}-{:02}-{:02}_{:02}0000_practice.jsonl",
            n / 4032 + 20,
            n / 336 % 12 + 1,
            n / 12 % 28 + 1,
            n % 12
        );
        fs::write(folder.join(name), "x").unwrap();
    }
    let nothing = limits::median(21, || sessions(&empty));
    let took = limits::median(21, || sessions(home));
    limits::against(&format!("list {SESSIONS} sessions"), took, Duration::from_millis(100));
    println!("  the program with nothing to list: {nothing:.2?}");
}

fn sessions(home: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    let command = command.arg("sessions").env("HOME", PathBuf::from(home)).env_remove("XDG_STATE_HOME");
    assert!(command.env_remove("XDG_CONFIG_HOME").stdout(Stdio::null()).status().unwrap().success());
}
