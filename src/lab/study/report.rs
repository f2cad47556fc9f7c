//! The result of a study as tables. Every figure stands with its 95 % interval.

use std::fmt::{self, Write};

use super::Study;
use super::condition::{CONDITIONS, RISES_S, SIZES, USUAL_RISE_S};
use super::detectors::DETECTORS;
use super::estimate::Estimate;
use super::result::StudyResult;
use super::rules::RULES;
use super::score::ScoreSum;
use super::tally::{Detection, FalsePrompts, Tally};
use super::variant::{self, VARIANTS};
use crate::lab::simulate::person::Population;

/// Writes all tables.
pub(crate) fn write(to: &mut impl Write, study: &Study, result: &StudyResult) -> fmt::Result {
    let people = match study.population {
        Population::Training => "training people",
        Population::HeldOut => "held-out people",
    };
    let hours = result.simulated_h();
    writeln!(to, "{hours:.0} simulated hours, seed {}, {people}. In brackets: 95 % intervals.\n", study.seed)?;
    false_prompts(to, result)?;
    for place in [0, 1] {
        by_size(to, CONDITIONS[place].name, &result.tallies[place])?;
    }
    by_rise_and_role(to, &result.tallies[0])?;
    by_condition(to, result)?;
    for (condition, sums) in &result.compared {
        compared(to, CONDITIONS[*condition].name, sums)?;
    }
    for (condition, sums) in &result.compared {
        with_limits(to, CONDITIONS[*condition].name, sums)?;
    }
    Ok(())
}

fn false_prompts(to: &mut impl Write, result: &StudyResult) -> fmt::Result {
    writeln!(to, "False prompts an hour of calm talk of two")?;
    for (condition, tally) in result.by_condition() {
        false_prompts_row(to, condition.name, &tally.calm)?;
    }
    false_prompts_row(to, "between episodes, good straps", &result.tallies[0].eventful)
}

fn false_prompts_row(to: &mut impl Write, name: &str, prompts: &FalsePrompts) -> fmt::Result {
    let rate = figure(prompts.rate(), 2);
    writeln!(to, "  {name:52} {rate:22} {:5} in {:7.1} h", prompts.count, prompts.hours)
}

fn by_size(to: &mut impl Write, condition: &str, tally: &Tally) -> fmt::Result {
    writeln!(to, "\nRises found within two minutes, 63 % after {USUAL_RISE_S} s: {condition}")?;
    heading(to)?;
    for size in SIZES {
        let detection = tally.detection(|e| e.size == size && e.rise_s == USUAL_RISE_S);
        row(to, &format!("+{size} bpm"), &detection)?;
    }
    Ok(())
}

/// The names of the detectors, in the order of their places.
pub fn detector_names() -> impl Iterator<Item = &'static str> {
    std::iter::once("breathmark").chain(RULES.iter().map(|rule| rule.name))
}

/// The same, and then each of [`VARIANTS`].
pub(crate) fn all_detector_names() -> impl Iterator<Item = String> {
    detector_names().map(str::to_owned).chain(VARIANTS.iter().map(|variant| variant.name()))
}

fn compared(to: &mut impl Write, condition: &str, sums: &[ScoreSum]) -> fmt::Result {
    writeln!(to, "\nThe trigger and simple rules on the same talks, which nobody interrupts: {condition}")?;
    writeln!(to, "  {:36} {:22} {:>26} {:>26} {:>26}", "", "false an hour", "+10: % p50/p95 s", "+15", "+20")?;
    let mut without_limits = all_detector_names().zip(sums).take(DETECTORS + variant::WITHOUT_LIMIT);
    without_limits.try_for_each(|(name, sum)| compared_row(to, &name, sum, &[10, 15, 20]))
}

/// The trigger as it is, and then with limits of people's own: beside it, and alone.
fn with_limits(to: &mut impl Write, condition: &str, sums: &[ScoreSum]) -> fmt::Result {
    writeln!(to, "\nA limit of their own, for both people, on the same talks: {condition}")?;
    let sizes = ["+10: % p50/p95 s", "+15", "+20", "+30"].map(|size| format!(" {size:>26}")).concat();
    writeln!(to, "  {:36} {:22}{sizes}", "", "false an hour")?;
    let mut trigger_first = all_detector_names().zip(sums);
    let trigger = trigger_first.next();
    let limits = trigger_first.skip(DETECTORS - 1 + variant::WITHOUT_LIMIT);
    trigger.into_iter().chain(limits).try_for_each(|(name, sum)| compared_row(to, &name, sum, &[10, 15, 20, 30]))
}

fn compared_row(to: &mut impl Write, name: &str, sum: &ScoreSum, sizes: &[u32]) -> fmt::Result {
    write!(to, "  {name:36} {:22}", figure(sum.calm.rate(), 2))?;
    for size in sizes {
        write!(to, " {:>26}", sum.by_size.get(size).map_or("–".to_owned(), brief))?;
    }
    writeln!(to)
}

/// The share that was found with its interval, and the two delays without theirs.
fn brief(detection: &Detection) -> String {
    let found = detection
        .found()
        .map_or("–".to_owned(), |f| format!("{:.0} [{:.0} {:.0}]", 100.0 * f.value, 100.0 * f.low, 100.0 * f.high));
    let delay = |q| detection.delay(q).map_or("–".to_owned(), |f| format!("{:.0}", f.value));
    format!("{found} {}/{}", delay(0.5), delay(0.95))
}

fn by_rise_and_role(to: &mut impl Write, usual: &Tally) -> fmt::Result {
    writeln!(to, "\nThe same by the time of the rise, and by role")?;
    heading(to)?;
    for size in [10, 15, 20] {
        for rise_s in RISES_S {
            let name = format!("+{size} bpm, 63 % after {rise_s} s");
            row(to, &name, &usual.detection(|e| e.size == size && e.rise_s == rise_s))?;
        }
        for (role, speaking) in [("speaking", true), ("listening", false)] {
            let name = format!("+{size} bpm, {role}");
            row(to, &name, &usual.detection(|e| e.size == size && e.speaking == speaking && e.rise_s == USUAL_RISE_S))?;
        }
    }
    Ok(())
}

fn by_condition(to: &mut impl Write, result: &StudyResult) -> fmt::Result {
    writeln!(to, "\nThe same by straps and by what was learnt before")?;
    heading(to)?;
    for (condition, tally) in result.by_condition().filter(|(_, tally)| !tally.episodes.is_empty()) {
        writeln!(to, "  {}", condition.name)?;
        for size in [10, 15, 20, 30] {
            let name = format!("  +{size} bpm");
            row(to, &name, &tally.detection(|e| e.size == size && e.rise_s == USUAL_RISE_S))?;
        }
    }
    Ok(())
}

fn heading(to: &mut impl Write) -> fmt::Result {
    writeln!(to, "  {:30} {:>6}  {:22} {:20} {:20}", "", "n", "found, %", "delay p50, s", "delay p95, s")
}

fn row(to: &mut impl Write, name: &str, detection: &Detection) -> fmt::Result {
    let found = share_of(detection.found());
    let (p50, p95) = (figure(detection.delay(0.5), 1), figure(detection.delay(0.95), 1));
    writeln!(to, "  {name:30} {:6}  {found:22} {p50:20} {p95:20}", detection.all)
}

/// A figure with its interval, with this number of decimals; a dash for none.
pub fn figure(figure: Option<Estimate>, digits: usize) -> String {
    figure.map_or("–".to_owned(), |Estimate { value, low, high }| {
        format!("{value:.digits$} [{low:.digits$} {high:.digits$}]")
    })
}

/// A share of 0 to 1 in per cent, with its interval; a dash for none.
pub fn share_of(share: Option<Estimate>) -> String {
    let per_cent = |f: Estimate| Estimate { value: 100.0 * f.value, low: 100.0 * f.low, high: 100.0 * f.high };
    figure(share.map(per_cent), 1)
}
