//! Every interval with both verdicts, one JSON object a line, so that others can check them.

use std::io::{self, Write};

use serde::Serialize;

use super::beat_class::BeatClass;
use super::recording::Recording;
use crate::event::seat::Seat;

/// One line of the output.
#[derive(Debug, Serialize)]
struct BeatLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seat: Option<Seat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    index: usize,
    t_s: f64,
    rr_ms: Option<f64>,
    verdict: BeatClass,
    nn_ms: Option<f64>,
    causal_verdict: BeatClass,
}

/// Writes every interval of a judged recording.
///
/// `t_s` is the end of the interval, in seconds of the file. `nn_ms` is the interval where it is normal, and null
/// elsewhere: nothing is interpolated. `file` is the name of the file, for an output of several files.
pub fn write(to: &mut impl Write, file: Option<&str>, recording: &Recording) -> io::Result<()> {
    let round = |value: f64| (value * 1e6).round() / 1e6;
    for (index, row) in recording.rows.iter().enumerate() {
        let rr_ms = row.rr_ms.is_finite().then(|| round(row.rr_ms));
        let line = BeatLine {
            file,
            seat: recording.seat,
            person: recording.person.as_deref(),
            index,
            t_s: round(recording.origin_s + row.at_s),
            rr_ms,
            verdict: row.offline.class,
            nn_ms: rr_ms.filter(|_| row.offline.is_normal()),
            causal_verdict: row.causal.class,
        };
        serde_json::to_writer(&mut *to, &line)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
