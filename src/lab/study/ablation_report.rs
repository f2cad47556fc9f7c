//! The table of [`super::ablate`]: what the trigger does as it is, and what each change moves.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::ablate::Changed;
use super::condition::CONDITIONS;
use super::job::Job;
use super::score::{ScoreSum, Scores};
use super::tally::Detection;

/// The sums of each, by the place of the condition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ablation {
    sums: BTreeMap<usize, Vec<ScoreSum>>,
}

impl Ablation {
    /// Adds a talk that all have heard.
    pub(crate) fn add(&mut self, job: &Job, scores: &Scores) {
        let sums = self.sums.entry(job.condition).or_default();
        sums.resize(scores.detectors.len(), ScoreSum::default());
        for (sum, score) in sums.iter_mut().zip(&scores.detectors) {
            sum.add(scores.talked_s, score);
        }
    }

    /// Writes the table, in Markdown: one row for each change. A dash stands where the figure is the same.
    pub(crate) fn write(&self, to: &mut impl Write, all: &[Changed]) -> fmt::Result {
        write!(to, "| number | value |")?;
        for place in self.sums.keys() {
            let key = CONDITIONS[*place].key;
            write!(to, " {key}: false/h | ≤ +15: %, s | ≥ +20: %, s |")?;
        }
        writeln!(to, "\n|---|---|{}", "---|".repeat(3 * self.sums.len()))?;
        for (row, changed) in all.iter().enumerate() {
            let Changed { name, values: (usual, value), .. } = changed;
            match row {
                0 => write!(to, "| as it is | |")?,
                _ => write!(to, "| {name} | {} → {} |", short(*usual), short(*value))?,
            }
            for sums in self.sums.values() {
                let (base, sum) = (&sums[0], &sums[row]);
                let base = Figures::of(base);
                let cells = Figures::of(sum).against((row > 0).then_some(&base));
                write!(to, " {} |", cells.join(" | "))?;
            }
            writeln!(to)?;
        }
        Ok(())
    }
}

/// A value with four decimals at most.
fn short(value: f64) -> String {
    format!("{value:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The largest size that counts as a small rise, in bpm.
const SMALL: u32 = 15;

/// The figures of one of them in one condition.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Figures {
    false_an_hour: f64,
    /// Share found in per cent, and the median delay in seconds.
    small: (f64, f64),
    large: (f64, f64),
}

impl Figures {
    fn of(sum: &ScoreSum) -> Self {
        let detected = |is_in: fn(u32) -> bool| {
            let mut detection = Detection::default();
            for (_, of_size) in sum.by_size.iter().filter(|(size, _)| is_in(**size)) {
                detection.add_all(of_size);
            }
            let found = detection.found().map_or(f64::NAN, |found| 100.0 * found.value);
            (found, detection.delay(0.5).map_or(f64::NAN, |delay| delay.value))
        };
        let false_an_hour = sum.calm.count as f64 / sum.calm.hours;
        Self { false_an_hour, small: detected(|size| size <= SMALL), large: detected(|size| size > SMALL) }
    }

    /// The cells: the figures themselves, or what they differ by from the trigger as it is.
    fn against(&self, base: Option<&Self>) -> [String; 3] {
        let Some(base) = base else {
            let detected = |(found, delay_s)| format!("{found:.1}, {delay_s:.1}");
            return [format!("{:.2}", self.false_an_hour), detected(self.small), detected(self.large)];
        };
        let moved = |by: f64, text: String| if by.abs() < 1e-9 { "–".to_owned() } else { text };
        let detected = |now: (f64, f64), before: (f64, f64)| {
            let (found, delay_s) = (now.0 - before.0, now.1 - before.1);
            moved(found.abs() + delay_s.abs(), format!("{found:+.1}, {delay_s:+.1}"))
        };
        let false_an_hour = self.false_an_hour - base.false_an_hour;
        [
            moved(false_an_hour, format!("{false_an_hour:+.2}")),
            detected(self.small, base.small),
            detected(self.large, base.large),
        ]
    }
}
