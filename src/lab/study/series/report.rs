//! What was made of anyone's series: a line for each talk, then all of them together.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::Serialize;

use super::{Prompted, RecordedTalk, Scored, TalkResult};
use crate::lab::study::interval;
use crate::lab::study::report::{figure, listeners, share_of};
use crate::lab::study::tally::{Detection, Interrupted};

/// One talk as a program wants it.
#[derive(Debug, Serialize)]
pub struct SeriesJson<'a> {
    talk: &'a str,
    hours: f64,
    prompts: &'a [Prompted],
    /// How many events there are; `found`, `delay_s` and `false` are null where nobody says what happened.
    events: Option<usize>,
    found: Option<usize>,
    delay_s: Option<&'a [Option<f64>]>,
    #[serde(rename = "false")]
    false_alarms: Option<u64>,
}

impl<'a> SeriesJson<'a> {
    /// Of a talk with this name.
    pub fn new(talk: &'a str, listened: &'a TalkResult) -> Self {
        let scored = &listened.trigger;
        let known = scored.false_alarms.is_some();
        Self {
            talk,
            hours: listened.hours,
            prompts: &listened.prompts,
            events: known.then_some(scored.delays_s.len()),
            found: known.then(|| scored.delays_s.iter().flatten().count()),
            delay_s: known.then_some(&scored.delays_s),
            false_alarms: scored.false_alarms,
        }
    }
}

/// One talk as a line.
pub fn line(to: &mut impl Write, name: &str, listened: &TalkResult) -> fmt::Result {
    let times: Vec<String> = listened.prompts.iter().map(|prompt| format!("{:.0} s", prompt.t_s)).collect();
    let prompts = if times.is_empty() { "no prompt".to_owned() } else { format!("prompts at {}", times.join(", ")) };
    write!(to, "{name}: {prompts}")?;
    if let Some(false_alarms) = listened.trigger.false_alarms {
        let found = listened.trigger.delays_s.iter().flatten().count();
        write!(to, "; {found} of {} events found, {false_alarms} false", listened.trigger.delays_s.len())?;
    }
    writeln!(to, "; {:.2} h could be judged", listened.hours)
}

/// All talks together.
#[derive(Clone, Debug, Default)]
pub struct TalkSums {
    /// The trigger, then the rules.
    listeners: Vec<ByListener>,
}

#[derive(Clone, Debug, Default)]
struct ByListener {
    calm: Interrupted,
    /// By size in tenths of a bpm.
    by_size: BTreeMap<i64, Detection>,
}

impl TalkSums {
    /// Adds a talk. One without events known adds nothing.
    pub fn add(&mut self, talk: &RecordedTalk, listened: &TalkResult) {
        let Some(events) = &talk.events else { return };
        let scores: Vec<&Scored> = std::iter::once(&listened.trigger).chain(&listened.rules).collect();
        self.listeners.resize(scores.len().max(self.listeners.len()), ByListener::default());
        for (sum, score) in self.listeners.iter_mut().zip(scores) {
            sum.calm.hours += listened.hours;
            sum.calm.prompts += score.false_alarms.unwrap_or(0);
            for (event, delay) in events.iter().zip(&score.delays_s) {
                let detection = sum.by_size.entry((10.0 * event.size_bpm).round() as i64).or_default();
                detection.all += 1;
                detection.delays_s.extend(delay);
                detection.delays_s.sort_by(f64::total_cmp);
            }
        }
    }

    /// Writes the table, if anybody said what happened.
    pub fn write(&self, to: &mut impl Write) -> fmt::Result {
        for (name, sum) in listeners().zip(&self.listeners) {
            writeln!(to, "\n{name}")?;
            let rate = figure(interval::rate(sum.calm.prompts, sum.calm.hours), 2);
            writeln!(to, "  {rate} false prompts an hour: {} in {:.1} h", sum.calm.prompts, sum.calm.hours)?;
            for (size, detection) in &sum.by_size {
                let (p50, p95) = (figure(detection.delay(0.5), 1), figure(detection.delay(0.95), 1));
                let found = share_of(detection.found());
                let (size, all) = (*size as f64 / 10.0, detection.all);
                writeln!(to, "  {size:+} bpm: {found} % of {all} found, delay p50 {p50} s, p95 {p95} s")?;
            }
        }
        Ok(())
    }
}
