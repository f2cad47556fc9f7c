//! Talks of another, plainer simulator, for `breathmark study --series`. Whoever makes hearts tends to make those that
//! their own trigger is good at. The goals of the trigger were once set with hearts like these.
//!
//! ```sh
//! cargo run --release --no-default-features --example other_hearts -- FOLDER [lossy] [SEED]
//! breathmark study --series FOLDER --rules
//! ```
//!
//! Nothing here is shared with `src/lab/simulate`.
//!
//! - Hearts: rest 72 ± 8, speaking 6 ± 3 more, drift with a standard deviation of 2.5 over ten minutes, and sines of
//!   2.5 bpm at 0.1 Hz and with the breath.
//! - Talks: two minutes of quiet, then turns of two minutes for three quarters of an hour.
//! - Rises: two in seven talks of eight, 63 % after 12 s, while nobody pauses.
//! - `lossy`: in 5 % of the seconds nothing arrives, and 2 % of the beats are missed, doubled or early.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::f64::consts::TAU;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use fastrand::Rng;

const TALKS: u64 = 640;
const LASTS_S: f64 = 2700.0;
const QUIET_S: f64 = 120.0;
const TURN_S: f64 = 120.0;
const STEP_S: f64 = 0.02;
const SIZES: [f64; 7] = [8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0];
/// Time constants: of a rise, of its decay, of what speaking adds, of the drift.
const RISES_S: f64 = 12.0;
const FALLS_S: f64 = 30.0;
const SPEECH_S: f64 = 4.0;
const DRIFTS_S: f64 = 600.0;

struct Rise {
    seat: usize,
    at_s: f64,
    lasts_s: f64,
    size: f64,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let (mut lossy, mut seed) = (false, Some(1));
    for word in arguments {
        if word == "lossy" { lossy = true } else { seed = word.parse::<u64>().ok() }
    }
    let (Some(folder), Some(seed)) = (folder, seed) else {
        eprintln!(
            "Say into which folder the talks shall go, and a whole number as the seed: other_hearts FOLDER [lossy] [SEED]"
        );
        std::process::exit(1);
    };
    fs::create_dir_all(&folder).unwrap();
    for number in 0..TALKS {
        let mut rng = Rng::with_seed(seed * 1_000_000 + number);
        let rises = if number % 8 == 7 { Vec::new() } else { rises(&mut rng) };
        let mut beats: Vec<(f64, usize, f64)> = (0..2).flat_map(|seat| heart(&mut rng, seat, &rises, lossy)).collect();
        beats.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut talk = "t_s,seat,rr_ms,role\n".to_owned();
        for (t, seat, rr) in beats {
            writeln!(talk, "{t:.3},{},{rr:.1},{}", name(seat), role(t, seat)).unwrap();
        }
        let mut events = "t_s,seat,size_bpm\n".to_owned();
        for rise in &rises {
            writeln!(events, "{:.1},{},{}", rise.at_s, name(rise.seat), rise.size).unwrap();
        }
        fs::write(folder.join(format!("talk{number:03}.csv")), talk).unwrap();
        fs::write(folder.join(format!("talk{number:03}.events.csv")), events).unwrap();
    }
    println!("{TALKS} talks in {}", folder.display());
}

fn name(seat: usize) -> &'static str {
    ["left", "right"][seat]
}

fn speaks(t: f64, seat: usize) -> bool {
    t >= QUIET_S && ((t - QUIET_S) / TURN_S) as usize % 2 == seat
}

fn role(t: f64, seat: usize) -> &'static str {
    match t {
        _ if speaks(t, seat) => "speaking",
        ..QUIET_S => "quiet",
        _ => "listening",
    }
}

fn rises(rng: &mut Rng) -> Vec<Rise> {
    let mut rise = |from: f64, to: f64| Rise {
        seat: rng.usize(..2),
        at_s: from + (to - from) * rng.f64(),
        lasts_s: 90.0 + 90.0 * rng.f64(),
        size: SIZES[rng.usize(..SIZES.len())],
    };
    vec![rise(600.0, 1200.0), rise(1700.0, 2400.0)]
}

fn normal(rng: &mut Rng) -> f64 {
    (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0
}

/// The beats of one heart as its strap sends them: time, seat, interval.
fn heart(rng: &mut Rng, seat: usize, rises: &[Rise], lossy: bool) -> Vec<(f64, usize, f64)> {
    let (resting, speech) = (72.0 + 8.0 * normal(rng), 6.0 + 3.0 * normal(rng));
    let (breath_hz, phases) = (0.2 + 0.1 * rng.f64(), [TAU * rng.f64(), TAU * rng.f64()]);
    let (mut drift, mut lifted, mut excited) = (2.5 * normal(rng), 0.0, 0.0);
    let (mut phase, mut before, mut beats) = (rng.f64(), None, Vec::new());
    for step in 0..(LASTS_S / STEP_S) as u32 {
        let t = f64::from(step) * STEP_S;
        drift += -drift * STEP_S / DRIFTS_S + 2.5 * (2.0 * STEP_S / DRIFTS_S).sqrt() * normal(rng);
        lifted += (if speaks(t, seat) { speech } else { 0.0 } - lifted) * STEP_S / SPEECH_S;
        let during = |rise: &&Rise| rise.seat == seat && (0.0..rise.lasts_s).contains(&(t - rise.at_s));
        let wanted = rises.iter().find(during).map_or(0.0, |rise| rise.size);
        excited += (wanted - excited) * STEP_S / if wanted > 0.0 { RISES_S } else { FALLS_S };
        let waves = 2.5 * ((TAU * 0.1 * t + phases[0]).sin() + (TAU * breath_hz * t + phases[1]).sin());
        let hz = (resting + drift + lifted + excited + waves).max(35.0) / 60.0;
        phase += hz * STEP_S;
        if phase >= 1.0 {
            phase -= 1.0;
            let at = t - phase / hz;
            if let Some(before) = before.replace(at) {
                beats.push((at, seat, 1000.0 * (at - before)));
            }
        }
    }
    // A draw of its own, so that the same talks are clean or lossy.
    let mut losses = rng.fork();
    if lossy { lose(&mut losses, beats) } else { beats }
}

fn lose(rng: &mut Rng, beats: Vec<(f64, usize, f64)>) -> Vec<(f64, usize, f64)> {
    let lost: Vec<bool> = (0..=LASTS_S as u32).map(|_| rng.f64() < 0.05).collect();
    let (mut sent, mut owed) = (Vec::new(), 0.0);
    for (t, seat, rr) in beats {
        let rr = rr + std::mem::take(&mut owed);
        let early = 80.0 + 120.0 * rng.f64();
        match rng.u32(..200) {
            0 => owed = rr,
            1 => sent.extend([(t - rr / 2000.0, seat, rr / 2.0), (t, seat, rr / 2.0)]),
            2 | 3 => {
                owed = early;
                sent.push((t - early / 1000.0, seat, rr - early));
            }
            _ => sent.push((t, seat, rr)),
        }
    }
    sent.retain(|(t, ..)| !lost[*t as usize]);
    sent
}
