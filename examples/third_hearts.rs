//! Writes the beats of 160 made-up talks of a couple as CSV files, to try out what is said about hearts in a talk:
//! `cargo run --release --no-default-features --example third_hearts -- FOLDER calm|events|hot|posture [lossy] [SEED]`
//!
//! `talk000.csv` has every beat of both people (`t_s,seat,rr_ms,role`), `talk000.events.csv` the onsets of the rises
//! (`t_s,seat,size_bpm`). Same arguments, same bytes. A heart adds up its rate every 0.1 s and beats when the sum
//! passes a slightly uneven threshold (jittered integrate-and-fire with 1/f noise: Thurner, Feurstein & Teich 1998).
//! "Brief" marks what the description of the talks prescribes. A normal draw is a sum of four even ones.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use fastrand::Rng;
use std::{env, f64::consts::PI, f64::consts::TAU, fmt::Write as _, fs, iter, path::Path, process::ExitCode};
/// From the least to the most, every value equally often; or a mean and an SD where the comment says so.
type Span = (f64, f64);
/// Answer to a short act: time constant of rise, time until the fall, time constant of fall, time to the next burst, s;
/// chance that there is one.
type Times = (f64, Span, Span, Span, f64);
/// The two people. Brief.
const SEATS: [&str; 2] = ["left", "right"];
/// Talks per run. Brief.
const TALKS: usize = 160;
/// Length of a talk, of the quiet at its start, and of a turn, s. Brief.
const LENGTH_S: (f64, f64, Span) = (2700.0, 75.0, (60.0, 150.0));
/// Step of the sum of the rate, s, and SD of its threshold, share of a beat. Assumption.
const SUM: (f64, f64) = (0.1, 0.004);
/// Rate at rest, mean and SD, bpm: 65 lying (Nunan 2010), 6 more for sitting in company. Assumption.
const REST_BPM: Span = (71.0, 8.0);
/// SD of the 1/f variation, bpm: assumption, for an SDNN near the 50 ms (SD 16) of Nunan 2010. Time constants of the
/// equal parts that add up to 1/f (Kobayashi & Musha 1982), s. Their number: assumption.
const SLOW: (Span, [f64; 6]) = ((2.0, 4.2), [6.0, 16.0, 42.0, 110.0, 290.0, 760.0]);
/// The 0.1 Hz variation: Hz, within the low band of 0.04 to 0.15 (Task Force 1996); SD, bpm, and how fast it forgets
/// its phase, 1/s (assumption).
const WAVE: (Span, Span, f64) = ((0.08, 0.115), (0.9, 2.2), 0.09);
/// Half the height of the breath-by-breath variation, median (bpm) and SD (log); length of a breath, s: assumption. A
/// rate raised so far has 1/e of that variation, bpm. Direction: Javorka 2002. Size: assumption.
const BREATH: (Span, Span, f64) = ((3.2, 0.3), (3.3, 5.0), 28.0);
/// Log SD of breaths and share of a breath spent inhaling, silent and speaking: erratic in speech (Beda 2007), quickly
/// inhaled (Hoit & Lohmeier 2000). Slow ones move the rate more (Hirsch & Bishop 1981). Sizes: assumption.
const BREATHING: [Span; 2] = [(0.15, 0.42), (0.4, 0.18)];
/// What speaking adds, mean and SD among people, bpm (direction: Tardy & Allen 1998, Linden 1987); log SD of that among
/// turns and phrases; length of phrases and pauses, time constants up and down, s. Sizes: assumption.
const SPEAK: [Span; 5] = [(4.0, 2.5), (0.3, 0.5), (3.0, 20.0), (0.5, 3.0), (5.0, 6.0)];
/// Short acts do not add more, bpm: laughs at most 26.8 (Buchowski 2007), coughs 28, SD 8 (Clin Sci 77:305, 1989).
/// Share of its peak by which a rate dips after a burst, as after swallows (Khayutin 1999). Size: assumption.
const SHORT: (f64, f64) = (30.0, 0.2);
/// Laughs of a couple, 1/h: 35 among friends (Vettin & Todt 2004), a third in a serious talk (assumption). Share that
/// both laugh; delay of the second, s: about 0.5 (Truong & Trouvain 2012); share of loud laughs alone and together:
/// louder together (the same). Shares: assumption.
const LAUGHS: (f64, f64, Span, [f64; 2]) = (12.0, 0.6, (0.2, 0.9), [0.25, 0.5]);
/// Peak of a soft and a loud burst, bpm: 2.1 (SD 3.8) over all laughs (Buchowski 2007), more in loud ones
/// ("Physiological arousal and laughter acoustics"). Split: assumption.
const LAUGH_BPM: [Span; 2] = [(1.5, 6.0), (6.0, 16.0)];
/// A burst of laughter. Assumption.
const LAUGH: Times = (1.5, (0.8, 3.5), (3.0, 6.0), (1.5, 5.0), 0.45);
/// What each person does: how many an hour, peak of a burst in bpm. In this order: coughs (22 bpm after three forceful
/// ones, peak 4 beats later: Wei & Harris 1982), throat and saliva, sighs (a dozen an hour: Li & Yackle 2017), drinks
/// (a swallow 8.5, SD 3.8, standing, 13.1, SD 5.6, lying: Bull Exp Biol Med 2003; about 10 s: Khayutin 1999), shifting
/// and leaning; in `posture` changes of it (brief; about 20 s, highest after 12: Borst 1982). The rest: assumption.
const ACTS: [(f64, Span, Times); 6] = [
    (2.5, (4.0, 8.0), (1.2, (0.8, 2.0), (3.0, 6.0), (0.7, 1.5), 0.6)),
    (28.0, (2.0, 7.0), (1.2, (0.8, 2.0), (3.0, 6.0), (0.7, 1.5), 0.15)),
    (12.0, (5.0, 12.0), (1.0, (2.0, 3.5), (1.5, 2.5), (0.0, 0.0), 0.0)),
    (4.0, (4.0, 12.0), (1.2, (0.8, 2.0), (3.0, 6.0), (1.0, 3.0), 0.6)),
    (16.0, (2.0, 8.0), (2.0, (2.0, 15.0), (5.0, 10.0), (1.0, 4.0), 0.3)),
    (6.0, (12.0, 20.0), (4.0, (8.0, 30.0), (6.0, 15.0), (0.0, 0.0), 0.0)),
];
/// Standing up, between 150 and 2550 s: highest after 12 s (Borst 1982), then walking. Sizes: assumption.
const STAND: (Span, Times) = ((15.0, 26.0), (4.0, (20.0, 70.0), (8.0, 18.0), (0.0, 0.0), 0.0));
/// Above the later calm on arrival, bpm (brief); time constant after stairs or a ride, and of nerves or coffee, s: near
/// 55 after light work (Wang 2006), not yet at rest after 30 min (Javorka 2002); share of both hot: assumption.
const HOT: (Span, [Span; 2], f64) = ((9.0, 22.0), [(80.0, 240.0), (240.0, 600.0)], 0.4);
/// Sizes of the rises, bpm, equally often. Brief.
const RISES_BPM: [f64; 7] = [8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0];
/// Onsets of the two rises; time constant, time from onset until it comes down, and time constant of that, s. Brief.
const RISE_S: [Span; 5] = [(600.0, 1200.0), (1680.0, 2400.0), (8.0, 16.0), (90.0, 180.0), (30.0, 60.0)];
/// How often the other heart follows, by which share, and how much later, s. Assumption.
const FOLLOW: (f64, Span, Span) = (0.35, (0.1, 0.3), (4.0, 20.0));
/// Share of beats missed, doubled or displaced, usual and lossy, and of seconds lost (brief); share of its interval by
/// which a beat is displaced (assumption).
const FAULTS: ([f64; 2], f64, Span) = ([0.003, 0.023], 0.05, (0.1, 0.35));

fn within(rng: &mut Rng, (low, high): Span) -> f64 {
    low + (high - low) * rng.f64()
}
fn normal(rng: &mut Rng) -> f64 {
    (rng.f64() + rng.f64() + rng.f64() + rng.f64() - 2.0) * 3.0_f64.sqrt()
}
fn moments(rng: &mut Rng, hourly: f64, from: f64) -> Vec<f64> {
    let mut next = |t: f64| Some(t - 3600.0 / hourly * (1.0 - rng.f64()).ln()).filter(|t| *t < LENGTH_S.0);
    iter::successors(next(from), |t| next(*t)).collect()
}
/// Adds to a rate: towards a level with a time constant, until so long after the start, and back with another.
fn raise(rate: &mut [f64], at: f64, level: f64, [rise, hold, fall]: [f64; 3]) {
    let (from, steps) = ((at / SUM.0).ceil() as usize, ((hold + 8.0 * fall) / SUM.0) as usize);
    for (i, bpm) in rate.iter_mut().enumerate().skip(from).take(steps) {
        let t = i as f64 * SUM.0 - at;
        *bpm += level * (1.0 - (-t.min(hold) / rise).exp()) * (-(t - hold).max(0.0) / fall).exp();
    }
}

/// Adds a short act at each of these moments, burst by burst.
fn bouts(rng: &mut Rng, rate: &mut [f64], starts: &[f64], peak: Span, times: Times) {
    for start in starts {
        let (bpm, rise, hold, fall) = (within(rng, peak), times.0, within(rng, times.1), within(rng, times.2));
        raise(rate, *start, bpm / (1.0 - (-hold / rise).exp()), [rise, hold, fall]);
        raise(rate, start + hold + fall, -bpm * SHORT.1, [2.0, 4.0, 4.0]);
        let next = if rng.f64() < times.4 { vec![start + within(rng, times.3)] } else { vec![] };
        bouts(rng, rate, &next, peak, times);
    }
}

/// The beats of one heart, s, for what is added to its rate and for the moments when the person speaks.
fn beats(rng: &mut Rng, added: &[f64], speaks: impl Fn(f64) -> bool) -> Vec<f64> {
    let rest = (REST_BPM.0 + REST_BPM.1 * normal(rng)).clamp(52.0, 95.0);
    let breath_bpm = BREATH.0.0 * (BREATH.0.1 * normal(rng)).exp() * REST_BPM.0 / rest;
    let (slow_bpm, wave_bpm) = (within(rng, SLOW.0) / (SLOW.1.len() as f64).sqrt(), within(rng, WAVE.1));
    let ((sin, cos), usual_s) = ((TAU * within(rng, WAVE.0) * SUM.0).sin_cos(), within(rng, BREATH.1));
    let keep = |per_s: f64| ((-SUM.0 * per_s).exp(), (1.0 - (-2.0 * SUM.0 * per_s).exp()).sqrt());
    let (mut slow, slow_keep) = (SLOW.1.map(|_| normal(rng)), SLOW.1.map(|s| keep(1.0 / s)));
    let (mut wave, (old, new)) = ((normal(rng), normal(rng)), keep(WAVE.2));
    let (mut breath_at, mut breath_s, mut inhale, mut depth) = (0.0, usual_s, BREATHING[0].1, 1.0);
    let (mut sum, mut threshold, mut beats) = (rng.f64(), 1.0, Vec::new());
    for (i, add) in added.iter().enumerate() {
        let t = i as f64 * SUM.0;
        slow.iter_mut().zip(slow_keep).for_each(|(s, (old, new))| *s = *s * old + new * normal(rng));
        wave = (old * (wave.0 * cos - wave.1 * sin), old * (wave.0 * sin + wave.1 * cos));
        wave = (wave.0 + new * normal(rng), wave.1 + new * normal(rng));
        breath_at += SUM.0;
        if breath_at >= breath_s {
            let (uneven, share) = BREATHING[usize::from(speaks(t))];
            breath_s = (usual_s * (uneven * normal(rng)).exp()).clamp(1.5, 12.0);
            depth = (breath_s / usual_s).sqrt() * (uneven * normal(rng)).exp();
            (breath_at, inhale) = (0.0, share);
        }
        let part = breath_at / breath_s;
        let lung = if part < inhale { part / inhale } else { (1.0 - part) / (1.0 - inhale) };
        let breath = breath_bpm * (depth * (1.0 - (PI * lung).cos()) - 1.0) * (-add.max(0.0) / BREATH.2).exp();
        let rate = rest + slow_bpm * slow.iter().sum::<f64>() + wave_bpm * wave.0 + breath + add;
        let per_s = rate.clamp(38.0, 180.0) / 60.0;
        sum += per_s * SUM.0;
        if sum >= threshold {
            sum -= threshold;
            beats.push(t - sum / per_s);
            threshold = 1.0 + SUM.1 * normal(rng);
        }
    }
    beats
}

/// What the strap reports of the beats: times, s, and intervals, ms.
fn strap(rng: &mut Rng, beats: &[f64], lossy: bool) -> Vec<(f64, f64)> {
    let mut seen = vec![beats[0]];
    for pair in beats.windows(2) {
        let early = if lossy || rng.bool() { -1.0 } else { 1.0 };
        match rng.f64() / FAULTS.0[usize::from(lossy)] * 3.0 {
            0.0..1.0 => {}
            1.0..2.0 => seen.extend([pair[0] + (pair[1] - pair[0]) * within(rng, (0.3, 0.7)), pair[1]]),
            2.0..3.0 => seen.push(pair[1] + early * (pair[1] - pair[0]) * within(rng, FAULTS.2)),
            _ => seen.push(pair[1]),
        }
    }
    let lost: Vec<bool> = (0..=LENGTH_S.0 as usize).map(|_| lossy && rng.f64() < FAULTS.1).collect();
    seen.windows(2).map(|p| (p[1], 1000.0 * (p[1] - p[0]))).filter(|row| !lost[row.0 as usize]).collect()
}

/// The two files of one talk: the beats and the onsets of the rises.
fn talk(rng: &mut Rng, kind: &str, lossy: bool, sizes: &[f64]) -> (String, String) {
    let turn = |t: &f64| Some(t + within(rng, LENGTH_S.2)).filter(|_| *t < LENGTH_S.0);
    let turns: Vec<f64> = iter::successors(Some(LENGTH_S.1), turn).collect();
    let (first, hot_first, hot_both) = (rng.usize(..2), rng.usize(..2), rng.f64() < HOT.2);
    let role = |seat: usize, t: f64| match turns.partition_point(|start| *start <= t) {
        0 => "quiet",
        n => ["speaking", "listening"][(n + first + seat) % 2],
    };
    let mut rates = SEATS.map(|_| vec![0.0; (LENGTH_S.0 / SUM.0) as usize]);
    for at in moments(rng, LAUGHS.0, LENGTH_S.1) {
        let (both, first, later) = (rng.f64() < LAUGHS.1, rng.usize(..2), within(rng, LAUGHS.2));
        let peak = LAUGH_BPM[usize::from(rng.f64() < LAUGHS.3[usize::from(both)])];
        bouts(rng, &mut rates[first], &[at], peak, LAUGH);
        bouts(rng, &mut rates[1 - first], &[at + later], if both { peak } else { (0.0, 0.0) }, LAUGH);
    }
    for (seat, rate) in rates.iter_mut().enumerate() {
        let posture = usize::from(kind == "posture");
        for (hourly, peak, times) in &ACTS[..ACTS.len() - 1 + posture] {
            let starts = moments(rng, *hourly, 0.0);
            bouts(rng, rate, &starts, *peak, *times);
        }
        let stands: Vec<f64> = (0..posture * rng.usize(1..=2)).map(|_| within(rng, (150.0, 2550.0))).collect();
        bouts(rng, rate, &stands, STAND.0, STAND.1);
        *rate = rate.iter().map(|bpm| bpm.min(SHORT.0)).collect();
        let speak = (SPEAK[0].0 + SPEAK[0].1 * normal(rng)).clamp(0.0, 11.0);
        for turn in turns.windows(2).filter(|turn| role(seat, turn[0]) == "speaking") {
            let (mut t, this_turn) = (turn[0], speak * (SPEAK[1].0 * normal(rng)).exp());
            while t < turn[1] {
                let (bpm, length) = (this_turn * (SPEAK[1].1 * normal(rng)).exp(), within(rng, SPEAK[2]));
                raise(rate, t, bpm, [SPEAK[4].0, length, SPEAK[4].1]);
                t += length + within(rng, SPEAK[3]);
            }
        }
        if kind == "hot" && (hot_both || seat == hot_first) {
            let (bpm, fall) = (within(rng, HOT.0), HOT.1[rng.usize(..2)]);
            raise(rate, 0.0, bpm, [1e-6, 1e-3, within(rng, fall)]);
        }
    }
    let (mut events, mut text) = (String::from("t_s,seat,size_bpm\n"), String::from("t_s,seat,rr_ms,role\n"));
    for (size, onset) in sizes.iter().zip(RISE_S).filter(|_| matches!(kind, "events" | "hot")) {
        let (at, seat, times) = (within(rng, onset), rng.usize(..2), [2, 3, 4].map(|i| within(rng, RISE_S[i])));
        let (follows, share, later) = (rng.f64() < FOLLOW.0, within(rng, FOLLOW.1), within(rng, FOLLOW.2));
        raise(&mut rates[seat], at, *size, times);
        raise(&mut rates[1 - seat], at + later, if follows { size * share } else { 0.0 }, times);
        writeln!(events, "{at:.3},{},{size}", SEATS[seat]).unwrap();
    }
    let mut rows = Vec::new();
    for (seat, rate) in rates.iter().enumerate() {
        let beats = beats(rng, rate, |t| role(seat, t) == "speaking");
        rows.extend(strap(rng, &beats, lossy).into_iter().map(|(t, rr)| (t, seat, rr)));
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (t, seat, rr) in rows {
        writeln!(text, "{t:.3},{},{rr:.1},{}", SEATS[seat], role(seat, t)).unwrap();
    }
    (text, events)
}

fn write_all(folder: &Path, kind: &str, lossy: bool, seed: u64) -> std::io::Result<()> {
    let (mut rng, mut sizes) = (Rng::with_seed(seed), RISES_BPM.repeat(2 * TALKS / RISES_BPM.len() + 1));
    rng.shuffle(&mut sizes);
    fs::create_dir_all(folder)?;
    for (i, pair) in sizes.chunks(2).take(TALKS).enumerate() {
        let (beats, events) = talk(&mut rng.fork(), kind, lossy, pair);
        fs::write(folder.join(format!("talk{i:03}.csv")), beats)?;
        fs::write(folder.join(format!("talk{i:03}.events.csv")), events)?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let mut args: Vec<String> = env::args().skip(1).collect();
    let lossy = args.get(2).is_some_and(|word| word == "lossy");
    args.drain(if lossy { 2..3 } else { 0..0 });
    let seed = args.get(2).map_or(Ok(1), |word| word.parse());
    let (2..=3, Some("calm" | "events" | "hot" | "posture"), Ok(seed)) =
        (args.len(), args.get(1).map(|w| &w[..]), seed)
    else {
        eprintln!("Say: third_hearts FOLDER calm|events|hot|posture [lossy] [SEED], where SEED is a whole number.");
        return ExitCode::FAILURE;
    };
    let Err(why) = write_all(Path::new(&args[0]), &args[1], lossy, seed) else { return ExitCode::SUCCESS };
    eprintln!("The talks could not be written to {}: {why}.", args[0]);
    ExitCode::FAILURE
}
