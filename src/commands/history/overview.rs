//! All kinds of sessions, in a few sentences.

use std::fmt::Write as _;
use std::path::Path;

use super::View;
use super::figures::Shows;
use super::kind::SessionKind;
use super::resonance::tests;
use super::window::Window;
use crate::screen::text::width;
use crate::store::history::PastSession;

/// The overview; without any session, what fills it.
pub(super) fn text(view: &View, file: &Path) -> String {
    let words = &view.words.history;
    let there = |kind: &SessionKind| view.of(*kind).next().is_some();
    let Some(closer) = SessionKind::ALL.into_iter().find(there) else {
        let nothing = if view.leaves_out(None) { &words.none_shown } else { &words.nothing };
        return format!("{nothing}\n{}\n", words.fills);
    };
    let window = view.window(SessionKind::Practice);
    let mut text = format!("{}\n\n", words.overview.with(&[("weeks", &words.weeks.of(window.weeks.into()))]));
    let most = SessionKind::ALL.map(|kind| width(kind.name(words))).into_iter().max().unwrap_or(0);
    for kind in SessionKind::ALL.into_iter().filter(there) {
        let lines = match kind {
            SessionKind::Practice => practices(view, &window),
            SessionKind::Readings => readings(view, &window),
            SessionKind::Resonance => last_test(view),
            SessionKind::Talk => talks(view, &window),
        };
        for (n, line) in lines.iter().enumerate() {
            let name = if n == 0 { kind.name(words) } else { "" };
            let blanks = usize::from(most - width(name)) + 2;
            let _ = writeln!(text, "{name}{}{line}", " ".repeat(blanks));
        }
    }
    let closer = words.closer.with(&[("kind", &closer.flag())]);
    let _ = writeln!(text, "\n{closer}\n{}", words.kept.with(&[("file", &file.display())]));
    text
}

fn practices(view: &View, window: &Window) -> Vec<String> {
    let words = &view.words.history;
    let (mut count, mut seconds, mut swings) = (0, 0, Vec::new());
    for session in within(view, window) {
        if let PastSession::Practice(it) = session {
            count += 1;
            seconds += u64::from(it.seconds);
            swings.extend(it.swing());
        }
    }
    if count == 0 {
        return vec![words.none_in_weeks.clone()];
    }
    let counted = format!("{}, {}", words.practices_were.of(count), words.for_minutes.of((seconds + 30) / 60));
    let moved = || words.moved.with(&[("range", &Shows::Middle(0).range(&swings, &view.marks))]);
    [counted].into_iter().chain((!swings.is_empty()).then(moved)).collect()
}

fn readings(view: &View, window: &Window) -> Vec<String> {
    let words = &view.words.history;
    let mut rmssd = Vec::new();
    for session in within(view, window) {
        if let PastSession::Reading(it) = session {
            rmssd.push(it.rmssd_ms);
        }
    }
    if rmssd.is_empty() {
        return vec![words.none_in_weeks.clone()];
    }
    let range = words.rmssd.with(&[("range", &Shows::Middle(0).range(&rmssd, &view.marks))]);
    vec![format!("{}, {range}", words.readings_were.of(rmssd.len() as u64))]
}

/// The last test, however long ago it was: its result holds until the next one.
fn last_test(view: &View) -> Vec<String> {
    let words = &view.words.history;
    let counted = words.tests_were.of(tests(view).count() as u64);
    let Some(last) = tests(view).last() else { return Vec::new() };
    let shown = |rate: f64| view.marks.number(rate, 1);
    let result = match (last.peak_per_minute.map(shown), last.within_per_minute.map(shown)) {
        (Some(rate), Some(within)) => words.peak_within.with(&[("rate", &rate), ("within", &within)]),
        (Some(rate), None) => words.peak.with(&[("rate", &rate)]),
        (None, _) => words.no_peak.clone(),
    };
    vec![counted, format!("{}: {result}", words.last_test.with(&[("date", &view.day(last.began.date()))]))]
}

fn talks(view: &View, window: &Window) -> Vec<String> {
    let words = &view.words.history;
    let (mut count, mut pauses, mut settled) = (0, 0, Vec::new());
    for session in within(view, window) {
        if let PastSession::Talk(it) = session {
            count += 1;
            pauses += u64::from(it.pauses);
            settled.extend(it.pause_s.iter().copied().map(f64::from));
        }
    }
    if count == 0 {
        return vec![words.none_in_weeks.clone()];
    }
    let counted = format!("{}, {}", words.talks_were.of(count), words.with_pauses.of(pauses));
    let ready = || words.settled.with(&[("range", &Shows::MiddleTime.range(&settled, &view.marks))]);
    [counted].into_iter().chain((!settled.is_empty()).then(ready)).collect()
}

fn within<'a>(view: &View<'a>, window: &Window) -> impl Iterator<Item = &'a PastSession> {
    view.sessions.iter().copied().filter(|session| window.has(session.began().date()))
}
