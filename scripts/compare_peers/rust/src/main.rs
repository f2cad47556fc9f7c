//! breathmark and the two Rust crates on the same series: figures and times as JSON.
//!
//! `compare-peers SERIES.json TASK`; SERIES.json maps names to intervals in ms. TASK is `agree`, or `PEER:live`, or
//! `PEER:LENGTH:GROUP` with LENGTH five or day and GROUP time, spectrum, nonlinear or all.

use std::collections::{BTreeMap, VecDeque};
use std::hint::black_box;
use std::time::{Duration, Instant};

use breathmark::heart::Heart;
use breathmark::heart::hrv::frequency::{lomb, welch};
use breathmark::heart::hrv::time::{Differences, Intervals};
use breathmark::heart::hrv::{dfa, entropy, from_rr_ms, metrics};
use breathmark::heart::spectrum::Transform;
use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use cardio_rs::{frequency_domain::FrequencyMetrics, non_linear::NonLinearMetrics, time_domain::TimeMetrics};
use hrv_algos::analysis::{nonlinear::calc_poincare_metrics, time::calc_rmssd, time::calc_sdrr};
use serde_json::{Value, json};

type Series = BTreeMap<String, Vec<f64>>;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&arguments[1]).expect("the series can be read");
    let series: Series = serde_json::from_str(&text).expect("the series are JSON");
    let answer = match arguments[2].split(':').collect::<Vec<_>>()[..] {
        ["agree"] => agree(&series),
        [peer, "live"] => live(peer, &series["live"]),
        [peer, length, group] => {
            // The other series would count in the memory.
            let rr = series[length].clone();
            drop((series, text));
            json!({"median": speed(peer, group, &rr), "rss_mb": peak_mb()})
        }
        _ => json!({"error": "no such task"}),
    };
    println!("{answer}");
}

/// The most memory this process has used, in MB.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok().map(|kb: f64| kb / 1024.0)
}

fn agree(series: &Series) -> Value {
    let mut answer = json!({"breathmark": {}, "cardio-rs": {}, "hrv-algos": {}});
    for (name, rr) in series {
        answer["breathmark"][name] = breathmark_figures(rr);
        answer["cardio-rs"][name] = cardio_figures(rr);
        let poincare = calc_poincare_metrics(rr).unwrap_or_default();
        answer["hrv-algos"][name] = json!({
            "rmssd": calc_rmssd(rr).ok(), "sdnn": calc_sdrr(rr).ok(), "sd1": poincare.sd1, "sd2": poincare.sd2
        });
    }
    answer
}

fn breathmark_figures(rr: &[f64]) -> Value {
    let m = metrics(&from_rr_ms(rr));
    json!({
        "mean_rr": m.mean_rr_ms, "heart_rate": m.heart_rate, "sdnn": m.sdnn_ms, "sdsd": m.sdsd_ms,
        "rmssd": m.rmssd_ms, "pnn20": m.pnn20, "pnn50": m.pnn50, "triangular_index": m.triangular_index,
        "tinn": m.tinn_ms, "sd1": m.sd1_ms, "sd2": m.sd2_ms, "vlf": m.welch.vlf_ms2, "lf": m.welch.lf_ms2,
        "hf": m.welch.hf_ms2, "lf_lomb": m.lomb_scargle.lf_ms2, "hf_lomb": m.lomb_scargle.hf_ms2,
        "dfa_alpha1": m.dfa_alpha1, "dfa_alpha2": m.dfa_alpha2, "sample_entropy": m.sample_entropy,
    })
}

fn cardio_figures(rr: &[f64]) -> Value {
    let time = TimeMetrics::compute(rr);
    let frequency = FrequencyMetrics::compute(rr, 4.0);
    let geometry = cardio_rs::geometric_domain::GeometricMetrics::compute(rr);
    json!({
        "mean_rr": time.avnn, "heart_rate": time.mean_hr, "sdnn": time.sdnn, "sdsd": time.sdsd, "rmssd": time.rmssd,
        "pnn50": 100.0 * time.pnn50, "triangular_index": geometry.triangular_index, "tinn": geometry.tinn,
        "vlf": frequency.vlf, "lf": frequency.lf, "hf": frequency.hf,
        "sample_entropy": NonLinearMetrics::compute_samp_en(rr, &0.2),
    })
}

/// The median of as many runs as fit a second, in seconds; one at least.
fn median<T>(mut work: impl FnMut() -> T) -> Option<f64> {
    let began = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || times.len() < 2001 && began.elapsed() < Duration::from_secs(1) {
        let start = Instant::now();
        black_box(work());
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Some(times[times.len() / 2])
}

fn speed(peer: &str, group: &str, rr: &[f64]) -> Option<f64> {
    let series = from_rr_ms(rr);
    let intervals = Intervals::of(&series);
    match (peer, group) {
        ("breathmark", "time") => median(|| (Intervals::of(black_box(&series)), Differences::of(&series))),
        ("breathmark", "spectrum") => median(|| {
            (welch::spectrum(black_box(&series)).map(|s| s.bands()), lomb::spectrum(&series).map(|s| s.bands()))
        }),
        ("breathmark", "nonlinear") => median(|| {
            let dfa = (dfa::alpha1(black_box(&series), &intervals), dfa::alpha2(&series, &intervals));
            (dfa, entropy::sample_entropy(&series, &intervals))
        }),
        ("breathmark", "all") => median(|| metrics(black_box(&series))),
        ("cardio-rs", "time") => median(|| TimeMetrics::compute(black_box(rr))),
        ("cardio-rs", "spectrum") => median(|| FrequencyMetrics::compute(black_box(rr), 4.0)),
        ("cardio-rs", "nonlinear") => median(|| NonLinearMetrics::compute_default(black_box(rr))),
        ("hrv-algos", "time") => {
            median(|| (calc_rmssd(black_box(rr)).ok(), calc_sdrr(rr).ok(), calc_poincare_metrics(rr).is_ok()))
        }
        _ => None,
    }
}

/// Seconds a beat: breathmark from the strap's bytes to its windows and the spectrum of 64 s; the crates' figures of
/// the last 60 s from scratch, which is what they offer.
fn live(peer: &str, rr: &[f64]) -> Value {
    match peer {
        "breathmark" => json!({"live": breathmark_live(rr)}),
        "cardio-rs" => {
            let mut sum_of_lf = 0.0;
            let median = sliding(rr, |window| {
                let (time, frequency) = (TimeMetrics::compute(window), FrequencyMetrics::compute(window, 4.0));
                sum_of_lf += frequency.lf;
                (time, frequency)
            });
            json!({"live": median, "note": sum_of_lf.is_nan().then_some("its spectrum is NaN for 60 s")})
        }
        _ => {
            let figures = |w: &[f64]| (calc_rmssd(w).ok(), calc_sdrr(w).ok(), calc_poincare_metrics(w).is_ok());
            json!({"live": sliding(rr, figures), "note": "RMSSD, SDRR, SD1 and SD2 only"})
        }
    }
}

fn breathmark_live(rr: &[f64]) -> f64 {
    let (mut heart, mut transform, mut now) = (Heart::default(), Transform::default(), Moment::START);
    heart.set_link(Link::Subscribed);
    let mut times = Vec::with_capacity(rr.len());
    for rr in rr {
        let ticks = (rr * 1.024).round() as u16;
        let [low, high] = ticks.to_le_bytes();
        now += Duration::from_micros(u64::from(ticks) * 1_000_000 / 1024);
        let start = Instant::now();
        heart.receive(now, 1, black_box(&[0x16, 72, low, high]), |finding| {
            black_box(finding);
        });
        let recent = heart.recent();
        for window in [&recent.ten_seconds, &recent.half_minute, &recent.minute] {
            black_box((window.heart_rate(), window.rmssd()));
        }
        black_box((transform.rhythm(&recent.samples), heart.reading(now)));
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn sliding<T>(rr: &[f64], mut figures: impl FnMut(&[f64]) -> T) -> f64 {
    let mut window = VecDeque::new();
    let mut sum = 0.0;
    let mut times = Vec::with_capacity(rr.len());
    for &interval in rr {
        let start = Instant::now();
        window.push_back(interval);
        sum += interval;
        while sum > 60_000.0 {
            sum -= window.pop_front().unwrap_or_default();
        }
        let slice = window.make_contiguous();
        if slice.len() > 20 {
            black_box(figures(slice));
            times.push(start.elapsed().as_secs_f64());
        }
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
