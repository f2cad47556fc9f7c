//! The page of one kind: its picture, its weeks and its months.

use std::fmt::Write as _;

use super::View;
use super::figures;
use super::kind::SessionKind;
use super::window::Window;
use crate::screen::dot_plot::DotPlot;
use crate::store::history::PastSession;

/// The scale of a picture spans at least this much, in its own unit: beats a minute, milliseconds, minutes. Assumption:
/// smaller differences mean nothing, so they look small.
const LEAST_SPAN: [f64; 3] = [5.0, 10.0, 1.0];

/// The page of practices, readings or talks. There is at least one.
pub(super) fn text(view: &View, kind: SessionKind) -> String {
    let words = &view.words.history;
    let window = view.window(kind);
    let mut text = format!("{}\n\n", view.title(kind));
    if view.draws {
        text += &picture(view, kind, &window);
    }
    // The earliest instant may have a later date than another one, across the date line.
    let Some(first) = view.of(kind).map(|session| session.began().date()).min() else { return text };
    let columns = figures::columns(kind);
    let table = |begins: &[_]| figures::table(&columns, view.of(kind), begins, &words.column, &view.marks);
    let (mondays, months) = (window.mondays(first), window.months(first));
    let (weekly, monthly) = (table(&mondays), table(&months));
    if weekly.is_empty() {
        let _ = writeln!(text, "{}", words.none_in_weeks);
    } else {
        let labels: Vec<String> = mondays.iter().map(|monday| view.day(*monday)).collect();
        text += &weekly.text(&words.column.week, &labels, view.columns);
    }
    if !monthly.is_empty() {
        let year_of = |month: &jiff::civil::Date| {
            words.month_of_year.with(&[("month", &view.month(*month)), ("year", &month.year())])
        };
        let labels: Vec<String> = months.iter().map(year_of).collect();
        let _ = write!(text, "\n{}", monthly.text(&words.column.month, &labels, view.columns));
    }
    let example = weekly.example().or(monthly.example()).map(|example| words.middle.with(&[("example", example)]));
    let meaning = meaning(view, kind).map(str::to_owned);
    let last: Vec<String> = example.into_iter().chain(meaning).chain(view.earlier(kind)).collect();
    if !last.is_empty() {
        let _ = write!(text, "\n{}\n", last.join("\n"));
    }
    text
}

/// What the head of a column is too short to say.
fn meaning<'a>(view: &View<'a>, kind: SessionKind) -> Option<&'a str> {
    let words = &view.words.history;
    let says_felt = |session: &PastSession| matches!(session, PastSession::Practice(it) if it.felt_before.or(it.felt_after).is_some());
    match kind {
        SessionKind::Practice => view.of(kind).any(says_felt).then_some(&*words.felt),
        SessionKind::Readings => Some(&*words.sdnn),
        SessionKind::Resonance | SessionKind::Talk => None,
    }
}

/// The dots of the window, with what they mean; nothing where there are none.
fn picture(view: &View, kind: SessionKind, window: &Window) -> String {
    let words = &view.words.history;
    let (caption, least_span) = match kind {
        SessionKind::Practice | SessionKind::Resonance => (&words.dot_practice, LEAST_SPAN[0]),
        SessionKind::Readings => (&words.dot_reading, LEAST_SPAN[1]),
        SessionKind::Talk => (&words.dot_talk, LEAST_SPAN[2]),
    };
    let mut dots = Vec::new();
    for session in view.of(kind).filter(|session| window.has(session.began().date())) {
        let share = window.share(session.began().date());
        match session {
            PastSession::Practice(it) => dots.extend(it.swing().map(|swing| (share, swing))),
            PastSession::Reading(it) => dots.push((share, it.rmssd_ms)),
            PastSession::Talk(it) => dots.extend(it.pause_s.iter().map(|s| (share, f64::from(*s) / 60.0))),
            PastSession::Resonance(_) => {}
        }
    }
    let label = |date| (window.share(date), view.day(date));
    let mut labels: Vec<_> = window.mondays(window.first).into_iter().map(label).collect();
    labels.retain(|(share, _)| *share < 1.0);
    labels.push(label(view.today));
    drawn(view, &DotPlot { dots: &dots, labels: &labels, least_span }, caption)
}

/// A plot between its unit and what its dots are; nothing if it has no lines.
pub(super) fn drawn(view: &View, plot: &DotPlot, caption: &[String]) -> String {
    let lines = plot.lines(view.columns, &view.marks);
    let [unit, dots @ ..] = caption else { return String::new() };
    if lines.is_empty() {
        return String::new();
    }
    format!("{unit}\n{}\n{}\n\n", lines.join("\n"), dots.join("\n"))
}
