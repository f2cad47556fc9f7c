//! The results of recorded talks: one line or one JSON object for each, and a table for all.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::Serialize;

use super::{Prompted, RecordedTalk, Scored, TalkResult};
use crate::lab::study::report::{detector_names, figure, share_of};
use crate::lab::study::tally::{Detection, FalsePrompts};

/// One talk as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct SeriesJson<'a> {
    talk: &'a str,
    hours: f64,
    prompts: &'a [Prompted],
    /// Number of events. `events`, `found`, `delay_s` and `false` are null where the events are not known.
    events: Option<usize>,
    found: Option<usize>,
    delay_s: Option<&'a [Option<f64>]>,
    #[serde(rename = "false")]
    false_alarms: Option<u64>,
}

impl<'a> SeriesJson<'a> {
    /// The result of the talk with this name.
    pub(crate) fn new(talk: &'a str, result: &'a TalkResult) -> Self {
        let scored = &result.trigger;
        let known = scored.false_alarms.is_some();
        Self {
            talk,
            hours: result.hours,
            prompts: &result.prompts,
            events: known.then_some(scored.delays_s.len()),
            found: known.then(|| scored.delays_s.iter().flatten().count()),
            delay_s: known.then_some(&scored.delays_s),
            false_alarms: scored.false_alarms,
        }
    }
}

/// Writes one talk as a line.
pub(crate) fn line(to: &mut impl Write, name: &str, result: &TalkResult) -> fmt::Result {
    let times: Vec<String> = result.prompts.iter().map(|prompt| format!("{:.0} s", prompt.t_s)).collect();
    let prompts = if times.is_empty() { "no prompt".to_owned() } else { format!("prompts at {}", times.join(", ")) };
    write!(to, "{name}: {prompts}")?;
    if let Some(false_alarms) = result.trigger.false_alarms {
        let found = result.trigger.delays_s.iter().flatten().count();
        write!(to, "; {found} of {} events found, {false_alarms} false", result.trigger.delays_s.len())?;
    }
    writeln!(to, "; {:.2} h could be judged", result.hours)
}

/// The sums of all talks.
#[derive(Clone, Debug, Default)]
pub(crate) struct TalkSums {
    /// The trigger, then the rules.
    detectors: Vec<DetectorSum>,
}

#[derive(Clone, Debug, Default)]
struct DetectorSum {
    false_prompts: FalsePrompts,
    /// Events by their size, in tenths of a bpm.
    by_size: BTreeMap<i64, Detection>,
}

impl TalkSums {
    /// Adds a talk. A talk whose events are not known adds nothing.
    pub(crate) fn add(&mut self, talk: &RecordedTalk, result: &TalkResult) {
        let Some(events) = &talk.events else { return };
        let scores: Vec<&Scored> = std::iter::once(&result.trigger).chain(&result.rules).collect();
        self.detectors.resize(scores.len().max(self.detectors.len()), DetectorSum::default());
        for (sum, score) in self.detectors.iter_mut().zip(scores) {
            sum.false_prompts.hours += result.hours;
            sum.false_prompts.count += score.false_alarms.unwrap_or(0);
            for (event, delay) in events.iter().zip(&score.delays_s) {
                sum.by_size.entry((10.0 * event.size_bpm).round() as i64).or_default().add(*delay);
            }
        }
    }

    /// Writes the table; nothing where no talk has known events.
    pub(crate) fn write(&self, to: &mut impl Write) -> fmt::Result {
        for (name, sum) in detector_names().zip(&self.detectors) {
            writeln!(to, "\n{name}")?;
            let FalsePrompts { hours, count } = sum.false_prompts;
            let rate = figure(sum.false_prompts.rate(), 2);
            writeln!(to, "  {rate} false prompts an hour: {count} in {hours:.1} h")?;
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
