//! Other estimates of the resonance from the same five steps, beside which the program's own is judged.

use std::f64::consts::{PI, TAU};

use breathmark::practice::search::Step;

/// A resonance in breaths a minute and how far it may be off, or none.
pub(crate) type Found = Option<(f64, f64)>;
/// An estimate from the steps of a search.
type Estimate = fn(&[Step]) -> Found;

pub(crate) const ALL: [(&str, Estimate); 5] = [
    ("largest", largest),
    ("ranks", ranks),
    ("parabola", parabola),
    ("amplitude", |steps| curve(steps, None)),
    ("with phase", |steps| curve(steps, Some(0.3))),
];

/// The pace, half of the swing, the fit and the phase in radians of each clear step.
fn clear(steps: &[Step]) -> Vec<[f64; 4]> {
    let clear = steps.iter().filter_map(|step| Some((step.per_minute, step.followed?)));
    clear.map(|(pace, f)| [pace, f.swing_bpm / 2.0, f.fit, f.behind_deg.to_radians()]).collect()
}

/// The pace with the largest swing.
fn largest(steps: &[Step]) -> Found {
    clear(steps).iter().max_by(|a, b| a[1].total_cmp(&b[1])).map(|step| (step[0], 0.25))
}

/// The pace with the best sum of ranks: swing, fit, and a phase near 0.
fn ranks(steps: &[Step]) -> Found {
    let clear = clear(steps);
    let rank = |value: &dyn Fn(&[f64; 4]) -> f64, of: f64| clear.iter().filter(|step| value(step) < of).count();
    let sum = |step: &[f64; 4]| {
        rank(&|step| step[1], step[1]) + rank(&|step| step[2], step[2]) + rank(&|step| -step[3].abs(), -step[3].abs())
    };
    clear.iter().max_by(|a, b| sum(a).cmp(&sum(b)).then(a[1].total_cmp(&b[1]))).map(|step| (step[0], 0.25))
}

/// The top of the parabola through the logarithms of the swings, weighted with the fits.
fn parabola(steps: &[Step]) -> Found {
    let clear = clear(steps);
    let (mut left, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
    for [pace, amplitude, fit, _] in &clear {
        let (x, weight) = (pace - 5.5, fit.max(0.01));
        let row = [1.0, x, x * x];
        for a in 0..3 {
            (0..3).for_each(|b| left[a][b] += weight * row[a] * row[b]);
            right[a] += weight * row[a] * amplitude.max(0.1).ln();
        }
    }
    let [a, b, c] = left;
    let det = |a: [f64; 3], b: [f64; 3], c: [f64; 3]| {
        a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
    };
    let all = det(a, b, c);
    let slope = det([a[0], right[0], a[2]], [b[0], right[1], b[2]], [c[0], right[2], c[2]]) / all;
    let bend = det([a[0], a[1], right[0]], [b[0], b[1], right[1]], [c[0], c[1], right[2]]) / all;
    (clear.len() >= 4 && bend < 0.0).then(|| ((5.5 - slope / (2.0 * bend)).clamp(4.5, 6.5), 0.25))
}

/// The mean over a grid of resonators, by amplitude alone, or with phases that may be off by this many radians.
fn curve(steps: &[Step], phase_sd: Option<f64>) -> Found {
    let clear = clear(steps);
    if clear.len() < 4 {
        return None;
    }
    let mean = |value: &dyn Fn(&[f64; 4]) -> f64| clear.iter().map(value).sum::<f64>() / clear.len() as f64;
    let variance = mean(&|[_, a, fit, _]| a * a / 2.0 * (1.0 - fit) / fit.max(0.01)) * 8.0 / 87.0
        + (0.03 * mean(&|step| step[1])).powi(2);
    let (mut weights, mut first, mut second) = (0.0, 0.0, 0.0);
    for resonance in (70..=150).map(|nth| f64::from(nth) / 20.0) {
        for quality in [2.0, 2.5, 3.0, 3.5, 4.0, 5.0] {
            let detuned = |pace: f64| quality * (pace / resonance - resonance / pace);
            let height = |pace: f64| 1.0 / detuned(pace).hypot(1.0);
            let size = clear.iter().map(|step| height(step[0]) * step[1]).sum::<f64>()
                / clear.iter().map(|step| height(step[0]).powi(2)).sum::<f64>();
            let off = |step: &[f64; 4]| (step[1] - size * height(step[0])).powi(2) / variance;
            let outside: f64 = resonance - f64::clamp(resonance, 4.5, 6.5);
            let mut weight = (-(clear.iter().map(off).sum::<f64>() + (outside / 0.25).powi(2)) / 2.0).exp();
            if let Some(sd) = phase_sd {
                let of = |delay: f64| {
                    let off = |step: &[f64; 4]| {
                        let late = detuned(step[0]).atan() + TAU * step[0] / 60.0 * delay;
                        let off = (step[3] - late + PI).rem_euclid(TAU) - PI;
                        off * off / (variance / (step[1] * step[1]) + sd * sd)
                    };
                    (-clear.iter().map(off).sum::<f64>() / 2.0).exp()
                };
                weight *= (1..=15).map(|fifth| of(f64::from(fifth) / 5.0)).sum::<f64>();
            }
            weights += weight;
            first += weight * resonance;
            second += weight * resonance * resonance;
        }
    }
    let mean = first / weights;
    (weights > 0.0).then(|| (mean, (second / weights - mean * mean).max(0.0).sqrt()))
}
