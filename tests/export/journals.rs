//! Journals to export, and the exports of them: in this process, or by the program.
#![allow(clippy::unwrap_used)]

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use breathmark::event::input::{Input, Link, Payload, Stamped};
use breathmark::event::moment::Moment;
use breathmark::event::seat::{Pair, Seat};
use breathmark::export::begin;
use breathmark::export::name::FormatName;
use breathmark::export::person::{PersonExport, Tally};
use breathmark::export::series::{Found, Series, worn};
use breathmark::heart::measurement::encode;
use breathmark::session::Setup;
use breathmark::store::journal::read::Lines;
use breathmark::store::journal::{Header, Participant};
use breathmark::talk::plan::Plan;

/// A notification: when it arrives, in seconds, and its bytes.
pub(crate) type Sent = (f64, Vec<u8>);

/// What a strap sends of these intervals: every second those that ended in it. `loses` says which notifications get lost.
pub(crate) fn strap(rr_ms: impl IntoIterator<Item = f64>, loses: impl Fn(usize) -> bool) -> Vec<Sent> {
    let mut random = fastrand::Rng::with_seed(3);
    let (mut at, mut beats) = (2.0, Vec::new());
    for ms in rr_ms {
        let ticks = (ms * 1.024).round();
        at += ticks / 1024.0;
        beats.push((at, ticks as u16));
    }
    let (mut next, mut sent) = (0, Vec::new());
    for second in 2.. {
        let until = f64::from(second) + 0.5;
        let from = next;
        while next < beats.len() && beats[next].0 <= until {
            next += 1;
        }
        if from == beats.len() {
            return sent;
        }
        let ticks: Vec<u16> = beats[from..next].iter().map(|(_, ticks)| *ticks).collect();
        let rate = 61_440 / u32::from(ticks.last().copied().unwrap_or(1024)).max(300);
        if !loses(second as usize) {
            sent.push((until + 0.02 * random.f64(), encode(rate as u8, &ticks)));
        }
    }
    sent
}

/// Resting intervals in milliseconds: two waves and a little noise.
pub(crate) fn resting(count: usize, seed: u64) -> Vec<f64> {
    let (mut random, mut at) = (fastrand::Rng::with_seed(seed), 0.0_f64);
    let mut next = || {
        let waves = 35.0 * (std::f64::consts::TAU * at / 4.4).sin() + 20.0 * (std::f64::consts::TAU * at / 10.7).sin();
        let rr = 830.0 + waves + 25.0 * (random.f64() - 0.5);
        at += rr / 1000.0;
        rr
    };
    (0..count).map(|_| next()).collect()
}

/// The header of a talk between Alexandra and Samuel.
pub(crate) fn header(setup: Setup) -> Header {
    let person = |name: &str| Participant { name: name.to_owned(), strap: Some("C0:00:00:00:00:A1".to_owned()) };
    let people = Pair { left: person("Alexandra"), right: person("Samuel") };
    // Lines that are written here have no checksums, as in format 1.
    Header { breathmark: 1, ..Header::new(jiff::Timestamp::UNIX_EPOCH, 3600, setup, people) }
}

/// A journal with these inputs.
pub(crate) fn journal(setup: Setup, inputs: &[Stamped]) -> Vec<u8> {
    let lines = inputs.iter().map(|stamped| serde_json::to_string(stamped).unwrap());
    let all: Vec<String> = std::iter::once(serde_json::to_string(&header(setup)).unwrap()).chain(lines).collect();
    (all.join("\n") + "\n").into_bytes()
}

/// The journal of a talk in which the straps send this.
pub(crate) fn talk(straps: &[(Seat, Vec<Sent>)]) -> Vec<u8> {
    let mut inputs: Vec<Stamped> = straps
        .iter()
        .map(|(seat, _)| Stamped { at: Moment::START, input: Input::Link { seat: *seat, link: Link::Subscribed } })
        .collect();
    for (seat, sent) in straps {
        inputs.extend(sent.iter().map(|(at_s, bytes)| Stamped {
            at: Moment::from_micros((at_s * 1e6) as u64),
            input: Input::Notification { seat: *seat, epoch: 1, bytes: Payload(bytes.clone()) },
        }));
    }
    inputs.sort_by_key(|stamped| stamped.at);
    journal(Setup::talk(Plan::default()), &inputs)
}

/// The files of one person, and what became of the beats.
pub(crate) struct Exported {
    pub(crate) seat: Seat,
    pub(crate) files: Vec<Vec<u8>>,
    pub(crate) tally: Tally,
}

/// A journal that was played in this process, as far as it can be read.
pub(crate) struct Played {
    header: Header,
    /// What each person's strap sent.
    found: Vec<(Seat, Found)>,
}

impl Played {
    /// Nothing for bytes that are no journal.
    pub(crate) fn of(journal: &[u8]) -> Option<Self> {
        let (header, lines) = Lines::open(journal).ok()?;
        let (mut series, mut found) = (Series::new(&header.setup), Vec::new());
        let mut each = |strap: Seat, what: Found| {
            found.push((strap, what));
            Ok::<(), Infallible>(())
        };
        lines.map_while(Result::ok).for_each(|stamped| series.take(&stamped, &mut each).unwrap());
        series.end(&mut each).unwrap();
        let exchanged = series.straps_are_exchanged();
        for (strap, _) in &mut found {
            *strap = worn(*strap, exchanged);
        }
        Some(Self { header, found })
    }

    /// The export of each person who has beats.
    pub(crate) fn export(&self, format: FormatName, is_clean: bool) -> Vec<Exported> {
        let of = |seat: Seat| {
            let outputs = format.endings().iter().map(|_| Vec::new()).collect();
            let mut person = PersonExport::new(begin(format, outputs, &self.header, seat, is_clean).unwrap(), is_clean);
            self.found.iter().filter(|(who, _)| *who == seat).for_each(|(_, what)| person.take(*what).unwrap());
            let (files, tally) = person.end().unwrap();
            Exported { seat, files, tally }
        };
        Seat::BOTH.into_iter().map(of).filter(|exported| exported.tally.beats > 0).collect()
    }
}

/// The export of a journal in this process.
pub(crate) fn export(journal: &[u8], format: FormatName, is_clean: bool) -> Vec<Exported> {
    Played::of(journal).unwrap().export(format, is_clean)
}

/// An empty folder for the files of a test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("export-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with a journal of this content, `talk.jsonl`.
pub(crate) fn with_journal(name: &str, journal: &[u8]) -> PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("talk.jsonl"), journal).unwrap();
    folder
}

/// Runs `breathmark export` in this folder.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_breathmark"));
    command.current_dir(folder).env("HOME", folder).arg("export").args(args).output().unwrap()
}

/// What it prints where it succeeds.
pub(crate) fn printed(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The names of the files in a folder, in order, without the journal.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "talk.jsonl");
    names.sort();
    names
}

/// A text that was packed with gzip.
pub(crate) fn unpacked(bytes: &[u8]) -> String {
    std::io::read_to_string(flate2::read::GzDecoder::new(bytes)).unwrap()
}
