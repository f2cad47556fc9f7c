//! The analysis as a table: the quality and the rejected intervals first, then the figures with their units.

use std::io::{self, Write};

use super::Analysis;
use super::summary::{QualityReport, Summary};
use super::windows::WindowSpan;
use crate::event::seat::Seat;
use crate::heart::artifact;
use crate::heart::hrv::Metrics;

/// A line of the table.
struct TableLine {
    name: &'static str,
    unit: &'static str,
    decimals: usize,
    value: fn(&Metrics) -> Option<f64>,
    /// How much clean data the figure needs, in words.
    needs: &'static str,
}

const fn figure(
    name: &'static str,
    unit: &'static str,
    decimals: usize,
    value: fn(&Metrics) -> Option<f64>,
    needs: &'static str,
) -> TableLine {
    TableLine { name, unit, decimals, value, needs }
}

const FEW: &str = "5 clean intervals";
const PAIRS: &str = "8 clean neighbours";
const MANY_PAIRS: &str = "30 clean neighbours";
const MINUTE: &str = "50 s of clean intervals";
const TWO_MINUTES: &str = "100 s of clean intervals";
const FIVE_MINUTES: &str = "250 s of clean intervals";
const HUNDRED: &str = "100 clean intervals, not all equal";

const FIGURES: [TableLine; 30] = [
    figure("Mean RR", "ms", 1, |m| m.mean_rr_ms, FEW),
    figure("Heart rate", "bpm", 1, |m| m.heart_rate, FEW),
    figure("SDNN", "ms", 1, |m| m.sdnn_ms, MINUTE),
    figure("RMSSD", "ms", 1, |m| m.rmssd_ms, PAIRS),
    figure("ln RMSSD", "", 2, |m| m.ln_rmssd, "8 clean neighbours that differ"),
    figure("SDSD", "ms", 1, |m| m.sdsd_ms, PAIRS),
    figure("pNN20", "%", 1, |m| m.pnn20, MANY_PAIRS),
    figure("pNN50", "%", 1, |m| m.pnn50, MANY_PAIRS),
    figure("SD1", "ms", 1, |m| m.sd1_ms, PAIRS),
    figure("SD2", "ms", 1, |m| m.sd2_ms, MINUTE),
    figure("Triangular index", "", 2, |m| m.triangular_index, FIVE_MINUTES),
    figure("TINN", "ms", 1, |m| m.tinn_ms, FIVE_MINUTES),
    figure("Stress index (Baevsky)", "1/s²", 1, |m| m.stress_index, HUNDRED),
    figure("VLF (Welch)", "ms²", 1, |m| m.welch.vlf_ms2, FIVE_MINUTES),
    figure("LF (Welch)", "ms²", 1, |m| m.welch.lf_ms2, TWO_MINUTES),
    figure("HF (Welch)", "ms²", 1, |m| m.welch.hf_ms2, MINUTE),
    figure("LF/HF (Welch)", "", 2, |m| m.welch.lf_hf, TWO_MINUTES),
    figure("Peak (Welch)", "Hz", 3, |m| m.welch.peak_hz, MINUTE),
    figure("VLF (Lomb–Scargle)", "ms²", 1, |m| m.lomb_scargle.vlf_ms2, FIVE_MINUTES),
    figure("LF (Lomb–Scargle)", "ms²", 1, |m| m.lomb_scargle.lf_ms2, TWO_MINUTES),
    figure("HF (Lomb–Scargle)", "ms²", 1, |m| m.lomb_scargle.hf_ms2, MINUTE),
    figure("LF/HF (Lomb–Scargle)", "", 2, |m| m.lomb_scargle.lf_hf, TWO_MINUTES),
    figure("Peak (Lomb–Scargle)", "Hz", 3, |m| m.lomb_scargle.peak_hz, MINUTE),
    figure("Rhythm regularity", "", 2, |m| m.rhythm_regularity, MINUTE),
    figure("Breathing rate", "/min", 1, |m| m.breathing_rate, "50 s of clean intervals with a regular breath"),
    figure("DFA α1", "", 2, |m| m.dfa_alpha1, "10 unbroken boxes of 16 intervals"),
    figure("DFA α2", "", 2, |m| m.dfa_alpha2, "4 unbroken boxes of 64 intervals"),
    figure("Sample entropy", "", 2, |m| m.sample_entropy, "100 to 200,000 clean intervals, not all equal"),
    figure("Clean intervals", "", 0, |m| Some(m.beats as f64), ""),
    figure("Clean duration", "s", 1, |m| Some(m.duration_s), ""),
];

/// Writes the table of one recording, or one line for each of its windows.
pub fn write(to: &mut impl Write, file: &str, analysis: &Analysis) -> io::Result<()> {
    let Analysis { recording, summaries } = analysis;
    let seat = recording.seat.map_or("", |seat| if seat == Seat::Left { ", left seat" } else { ", right seat" });
    let person = recording.person.as_ref().map_or(String::new(), |person| format!(", {person}"));
    writeln!(to, "{file}{seat}{person}")?;
    for note in &recording.notes {
        writeln!(to, "  {:24}{note}", "Note")?;
    }
    if let [(None, summary)] = &summaries[..] {
        whole(to, summary)?;
    } else {
        by_windows(to, summaries)?;
    }
    writeln!(to)
}

fn whole(to: &mut impl Write, summary: &Summary) -> io::Result<()> {
    quality(to, &summary.quality)?;
    let Some(metrics) = &summary.metrics else { return Ok(()) };
    for figure in &FIGURES {
        match (figure.value)(metrics) {
            Some(value) => {
                writeln!(to, "  {:24}{value:10.*} {}", figure.name, figure.decimals, figure.unit)?;
            }
            None => writeln!(to, "  {:24}{:>10} needs {}", figure.name, "–", figure.needs)?,
        }
    }
    Ok(())
}

fn quality(to: &mut impl Write, quality: &QualityReport) -> io::Result<()> {
    let verdict = match (quality.verdict, &quality.reason) {
        (artifact::Quality::Good, _) => "good".to_owned(),
        (artifact::Quality::Fair, _) => "fair: take the figures with caution".to_owned(),
        (artifact::Quality::Unusable, reason) => format!("UNUSABLE: {}", reason.as_deref().unwrap_or_default()),
    };
    writeln!(to, "  {:24}{verdict}", "Quality")?;
    let (share, span) = (100.0 * quality.clean_share, clock(quality.span_s));
    writeln!(to, "  {:24}{share:.1} % of {} intervals, over {span}", "Clean", quality.intervals)?;
    writeln!(to, "  {:24}{}", "Rejected", rejected(quality))
}

fn rejected(quality: &QualityReport) -> String {
    let v = &quality.verdicts;
    let counts = [
        (v.missed, "missed"),
        (v.extra, "extra"),
        (v.ectopic, "ectopic"),
        (v.misplaced, "misplaced"),
        (v.gap, "in gaps"),
        (quality.breaks, if quality.breaks == 1 { "break" } else { "breaks" }),
    ];
    let some: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if some.is_empty() { "nothing".to_owned() } else { some.join(", ") }
}

/// The figures of the table by windows, by their names: those that fit on one line.
const COLUMNS: [&str; 7] = ["Heart rate", "RMSSD", "SDNN", "pNN50", "LF (Welch)", "HF (Welch)", "DFA α1"];

fn by_windows(to: &mut impl Write, summaries: &[(Option<WindowSpan>, Summary)]) -> io::Result<()> {
    let columns: Vec<&TableLine> = COLUMNS.iter().filter_map(|name| FIGURES.iter().find(|f| f.name == *name)).collect();
    write!(to, "  {:>9} {:>7}", "from", "clean")?;
    for column in &columns {
        let name = column.name.trim_end_matches(" (Welch)");
        write!(to, " {:>9}", if name == "Heart rate" { "HR" } else { name })?;
    }
    write!(to, "\n  {:>9} {:>7}", "", "%")?;
    for column in &columns {
        write!(to, " {:>9}", column.unit)?;
    }
    writeln!(to)?;
    for (window, summary) in summaries {
        let from = clock(window.map_or(0.0, |window| window.from_s));
        write!(to, "  {from:>9} {:>7.1}", 100.0 * summary.quality.clean_share)?;
        match &summary.metrics {
            None => write!(to, "   UNUSABLE: {}", rejected(&summary.quality))?,
            Some(metrics) => cells(to, &columns, metrics)?,
        }
        writeln!(to)?;
    }
    Ok(())
}

fn cells(to: &mut impl Write, columns: &[&TableLine], metrics: &Metrics) -> io::Result<()> {
    for column in columns {
        match (column.value)(metrics) {
            Some(value) => write!(to, " {value:9.*}", column.decimals)?,
            None => write!(to, " {:>9}", "–")?,
        }
    }
    Ok(())
}

/// A length in seconds as `h:mm:ss`; below one hour as `m:ss`.
fn clock(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
