//! The same as the page, for other programs: one JSON object. docs/report.md says what is in it.

use serde_json::{Value, json};

use super::heart::HeartReport;
use super::practice::PracticeReport;
use super::talk::{StepReport, TalkReport, Then};
use super::{Kept, Report};
use crate::event::seat::Seat;
use crate::heart::baseline::Role;

/// The version of the object.
const VERSION: u32 = 1;

/// The object and a line end.
pub(super) fn text(report: &Report) -> String {
    let sessions: Vec<Value> = report.sessions.iter().map(session).collect();
    let mut object = json!({ "breathmark_report": VERSION, "sessions": sessions });
    if let Some(history) = &report.history {
        object["history"] = json!(history);
    }
    format!("{object}\n")
}

fn session(kept: &Kept) -> Value {
    match kept {
        Kept::Talk(talk) => json!({ "talk": of_talk(talk) }),
        Kept::Practice(practice) => json!({ "practice": of_practice(practice) }),
    }
}

fn of_talk(talk: &TalkReport) -> Value {
    let pauses: Vec<Value> = talk
        .pauses()
        .iter()
        .map(|pause| {
            let then = match pause.then {
                Then::WentOn => "went_on",
                Then::Break => "break",
                Then::Ended => "ended",
            };
            json!({ "from_s": pause.from_s, "seconds": pause.seconds, "ways": pause.ways, "then": then })
        })
        .collect();
    let step = match &talk.step {
        StepReport::No => Value::Null,
        StepReport::Unwritten => json!({}),
        StepReport::Kept(step) => json!(step),
    };
    json!({
        "began": talk.began,
        "names": talk.names,
        "turns_s": talk.turns_s(),
        "parts": talk.outline.parts,
        "pauses": pauses,
        "step": step,
        "goes_on_in_minutes": talk.goes_on_in_minutes,
        "hearts": talk.hearts.iter().map(of_heart).collect::<Vec<_>>(),
        "cut_short": talk.cut_short,
    })
}

fn of_practice(practice: &PracticeReport) -> Value {
    let searches: Vec<Value> = practice
        .searches
        .iter()
        .map(|search| json!({ "steps": search.steps, "peak": search.peak, "finished": search.finished }))
        .collect();
    json!({
        "began": practice.began,
        "names": practice.names,
        "lasted_s": practice.lasted_s,
        "practised_s": practice.practised_s,
        "swing_bpm": practice.moved.as_ref().map(|moved| &moved.spans),
        "minute_rmssd_ms": practice.moved.as_ref().and_then(|moved| moved.minute_rmssd_ms),
        "searches": searches,
        "readings": practice.readings,
        "felt_before": practice.felt.0,
        "felt_after": practice.felt.1,
        "hearts": practice.hearts.iter().map(of_heart).collect::<Vec<_>>(),
        "cut_short": practice.cut_short,
    })
}

fn of_heart(heart: &HeartReport) -> Value {
    let seconds = heart.signal.seconds;
    let role = |role: Role| if role == Role::Speaking { "speaking" } else { "listening" };
    let calm: Vec<Value> = heart.calm.iter().map(|(of, bpm)| json!({ "role": role(*of), "bpm": bpm })).collect();
    json!({
        "seat": if heart.seat == Seat::Left { "left" } else { "right" },
        "name": heart.name,
        "calm_bpm": calm,
        "signal_s": {
            "heard": seconds.heard, "rate_only": seconds.rate_only, "unclear": seconds.unclear,
            "no_contact": seconds.no_contact, "silent": seconds.silent,
            "missing": heart.signal.received.missing_ms as f64 / 1000.0,
        },
        "faults": heart.signal.faults,
        "quality": heart.beats.as_ref().map(|beats| &beats.summary.quality),
        "metrics": heart.beats.as_ref().and_then(|beats| beats.summary.metrics.as_ref()),
    })
}
