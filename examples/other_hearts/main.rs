//! Writes talks of another, plainer simulator, for `breathmark study --series`.
//!
//! Whoever makes hearts tends to make those that their own trigger is good at. The goals of the trigger were once set
//! with hearts like these.
//!
//! ```sh
//! cargo run --release --no-default-features --example other_hearts -- FOLDER KIND [lossy] [SEED]
//! breathmark study --series FOLDER --rules
//! ```
//!
//! Nothing here is shared with `src/lab/simulate`, on purpose. The description of the hearts is also in
//! `docs/detection.md`:
//! - rest 72 ± 8 bpm, speaking 6 ± 3 bpm more
//! - drift with a standard deviation of 2.5 bpm over ten minutes
//! - two sines of 2.5 bpm, at 0.1 Hz and with the breath
//! - two minutes of quiet, then turns of two minutes, three quarters of an hour in all
//!
//! The kinds of talks:
//! - `plain`: in seven talks of eight, two rises that reach 63 % after 12 s, while nobody pauses
//! - `calm`: no rises; both laugh several times an hour, alone and together
//! - `events`: the laughs of `calm`, and two rises in every talk
//! - `hot`: like `events`, and one or both arrive with a fast heart that calms down within minutes
//! - `posture`: like `calm`, and both change their posture six times an hour
//! - `bumps`: no rises and no laughs, but bumps of four other shapes, eight an hour and person
//!
//! Only rises are listed as events. What else lifts a rate is in `lifts.rs`.
//!
//! With `lossy`, nothing arrives in 5 % of the seconds, and 2 % of the beats are missed, doubled or early.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod heart;
mod lifts;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fastrand::Rng;

use heart::{QUIET_S, Rise};
use lifts::Lift;

const USAGE: &str = "Say the folder for the talks, their kind (plain, calm, events, hot, posture or bumps), and if you \
    like the word lossy and a whole number as the seed: other_hearts FOLDER KIND [lossy] [SEED]";

/// What happens in the talks.
#[derive(Clone, Copy)]
enum Kind {
    Plain,
    Calm,
    Events,
    Hot,
    Posture,
    Bumps,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "plain" => Self::Plain,
            "calm" => Self::Calm,
            "events" => Self::Events,
            "hot" => Self::Hot,
            "posture" => Self::Posture,
            "bumps" => Self::Bumps,
            _ => return None,
        })
    }

    /// Number of talks. Assumption: enough for rates that differ by a tenth of a prompt an hour.
    fn talks(self) -> u64 {
        match self {
            Self::Plain => 640,
            Self::Events => 320,
            Self::Calm | Self::Hot | Self::Posture | Self::Bumps => 160,
        }
    }

    fn rises(self, number: u64, rng: &mut Rng) -> Vec<Rise> {
        match self {
            Self::Plain if number % 8 == 7 => Vec::new(),
            Self::Plain | Self::Events | Self::Hot => heart::rises(rng),
            Self::Calm | Self::Posture | Self::Bumps => Vec::new(),
        }
    }

    fn lifts(self, rng: &mut Rng) -> Vec<Lift> {
        match self {
            Self::Plain => Vec::new(),
            Self::Calm | Self::Events => lifts::laughs(rng),
            Self::Hot => [lifts::laughs(rng), lifts::arrivals(rng)].concat(),
            Self::Posture => [lifts::laughs(rng), lifts::postures(rng)].concat(),
            Self::Bumps => lifts::odd(rng),
        }
    }
}

/// What the command line asks for.
struct Wish {
    folder: PathBuf,
    kind: Kind,
    lossy: bool,
    seed: u64,
}

impl Wish {
    fn of(words: &[OsString]) -> Option<Self> {
        let [folder, kind, rest @ ..] = words else { return None };
        let (lossy, rest) = match rest {
            [word, rest @ ..] if word == "lossy" => (true, rest),
            _ => (false, rest),
        };
        let seed = match rest {
            [] => 1,
            [seed] => seed.to_str()?.parse().ok()?,
            _ => return None,
        };
        Some(Self { folder: folder.into(), kind: Kind::named(kind.to_str()?)?, lossy, seed })
    }
}

fn main() -> ExitCode {
    let Some(wish) = Wish::of(&std::env::args_os().skip(1).collect::<Vec<_>>()) else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let folder = wish.folder.display();
    let written = fs::create_dir_all(&wish.folder)
        .and_then(|()| (0..wish.kind.talks()).try_for_each(|number| write_talk(&wish, number)));
    if let Err(error) = written {
        eprintln!("The talks cannot be written into {folder}: {error}");
        return ExitCode::FAILURE;
    }
    println!("{} talks in {folder}", wish.kind.talks());
    ExitCode::SUCCESS
}

fn write_talk(wish: &Wish, number: u64) -> io::Result<()> {
    let seed = wish.seed.wrapping_mul(1_000_000).wrapping_add(number);
    // The lifts have a generator of their own: a talk of `events` is the talk of `plain` with laughs added.
    let lifts = wish.kind.lifts(&mut Rng::with_seed(seed.wrapping_add(500_000)));
    let mut rng = Rng::with_seed(seed);
    let rises = wish.kind.rises(number, &mut rng);
    let mut beats: Vec<_> = (0..2).flat_map(|seat| heart::beats(&mut rng, seat, &rises, &lifts, wish.lossy)).collect();
    beats.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut talk = "t_s,seat,rr_ms,role\n".to_owned();
    for (t, seat, rr) in beats {
        writeln!(talk, "{t:.3},{},{rr:.1},{}", name(seat), role(t, seat)).unwrap();
    }
    let mut events = "t_s,seat,size_bpm\n".to_owned();
    for rise in &rises {
        writeln!(events, "{:.1},{},{}", rise.at_s, name(rise.seat), rise.size).unwrap();
    }
    let path = |ending: &str| Path::new(&wish.folder).join(format!("talk{number:03}.{ending}"));
    fs::write(path("csv"), talk)?;
    fs::write(path("events.csv"), events)
}

fn name(seat: usize) -> &'static str {
    ["left", "right"][seat]
}

fn role(t: f64, seat: usize) -> &'static str {
    match t {
        _ if heart::speaks(t, seat) => "speaking",
        ..QUIET_S => "quiet",
        _ => "listening",
    }
}
