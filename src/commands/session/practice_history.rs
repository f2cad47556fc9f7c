//! What a practice leaves for the history. `earlier_practice` is what the next one takes from there.

use std::io;

use anyhow::Result;
use ratatui::backend::Backend;

use super::args::KeepArgs;
use crate::app::App;
use crate::app::source::Source;
use crate::event::strap_id::StrapId;
use crate::practice::quiet_reading::ReadingResult;
use crate::practice::search::{Search, Step};
use crate::practice::{Following, Practice};
use crate::session::Script;
use crate::store::history::{
    self, PastPractice, PastReading, PastResonance, PastSession, PracticeBreath, ResonanceStep,
};
use crate::store::journal::Header;
use crate::store::paths::Home;

/// A practice that is shorter, in seconds, is no line of a history. Assumption: fewer than six breaths.
const LEAST_S: u32 = 60;
/// The values of the course of a practice.
const COURSE: usize = 10;

/// Adds a line for the practice, one for each reading, and one for the search. Without a heartbeat, or where nothing is to be
/// kept, there is none.
pub(super) fn keep<B: Backend<Error = io::Error>>(app: &App<B>, header: &Header, keep: &KeepArgs) -> Result<()> {
    let session = &app.record.session;
    let Script::Practice(practice) = session.script() else { return Ok(()) };
    let has_heart = session.hearts().any(|heart| heart.received().notifications > 0);
    if keep.ephemeral || app.vanished || !matches!(app.source, Source::Straps(_)) || !has_heart {
        return Ok(());
    }
    let home = Home::find()?;
    // One line that can't be added keeps no other back.
    let added: Vec<_> = lines(practice, header).iter().map(|past| history::append(&home, past)).collect();
    Ok(added.into_iter().collect::<Result<(), _>>()?)
}

fn lines(practice: &Practice, header: &Header) -> Vec<PastSession> {
    let began = header.started_locally();
    let seconds = practice.practised_s();
    // A line is one person's: of two at one ring only the time is kept.
    let is_alone = header.people.right.strap.is_none();
    let strap = header.people.left.strap.as_deref().map(|id| StrapId::new(id).digest());
    let reading = |result: &ReadingResult| {
        PastSession::Reading(PastReading {
            began: began.clone(),
            strap: strap.clone(),
            minutes: result.minutes as u8,
            heart_rate_bpm: result.heart_rate_bpm,
            rmssd_ms: result.rmssd_ms,
            sdnn_ms: result.sdnn_ms,
            breathing_per_minute: result.breathing_per_minute,
            clean_share: result.clean_share,
        })
    };
    let mut lines = Vec::new();
    if is_alone {
        lines.extend(practice.readings().iter().map(reading));
        let searches = practice.searches().filter(|search| search.has_moved_on());
        lines.extend(searches.map(|search| PastSession::Resonance(past_search(search, &began, strap.clone()))));
    }
    if seconds >= LEAST_S {
        lines.push(PastSession::Practice(past_practice(practice, &began, seconds, is_alone)));
    }
    lines
}

/// A search in which a pace was led to its end.
fn past_search(search: &Search, began: &jiff::Zoned, strap: Option<String>) -> PastResonance {
    let known = |step: &Step| {
        let Following { swing_bpm, fit, behind_deg } = step.followed?;
        Some(ResonanceStep { per_minute: step.per_minute, swing_bpm, fit, behind_deg, felt: step.felt })
    };
    let steps: Vec<ResonanceStep> = search.steps().iter().filter_map(known).collect();
    let peak = search.peak();
    PastResonance {
        began: began.clone(),
        strap,
        steps,
        peak_per_minute: peak.map(|peak| peak.per_minute),
        within_per_minute: peak.map(|peak| peak.within),
        refined: search.is_refined() && search.is_done(),
        finished: search.has_result(),
    }
}

/// The practice. Of two people at one ring no figure is kept: a line is one person's.
fn past_practice(practice: &Practice, began: &jiff::Zoned, seconds: u32, is_alone: bool) -> PastPractice {
    let summary = &practice.summaries().left;
    let swings = summary.first_and_last_swing().filter(|_| is_alone);
    let pacer = practice.last_led();
    let felt = practice.felt();
    PastPractice {
        began: began.clone(),
        seconds,
        breath: pacer.map(|led| PracticeBreath { in_s: led.in_s, top_up_s: led.top_up_s, out_s: led.out_s }),
        swing_first_bpm: swings.map(|(first, _)| first),
        swing_last_bpm: swings.map(|(_, last)| last),
        swing_bpm: if is_alone { summary.swings(COURSE) } else { Vec::new() },
        rmssd_ms: summary.rmssd_ms().filter(|_| is_alone),
        heart_rate_bpm: summary.heart_rate_bpm().filter(|_| is_alone),
        clean_share: summary.clean_share().filter(|_| is_alone),
        felt_before: felt.before.filter(|_| is_alone),
        felt_after: felt.after.filter(|_| is_alone),
    }
}
