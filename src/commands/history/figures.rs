//! The columns of each kind, and how the figures of several sessions are shown together: as a sum, or as the middle one
//! with the lowest and the highest.

use jiff::civil::Date;

use super::kind::SessionKind;
use super::table::Table;
use crate::heart::statistics::median;
use crate::screen::plot_marks::Marks;
use crate::screen::times::clock;
use crate::store::history::{PastPractice, PastReading, PastSession, PastTalk};
use crate::words::history::Columns;

/// A column: its head, its figures of one session, and how those of several are shown.
pub(super) struct Column {
    head: fn(&Columns) -> &String,
    of: fn(&PastSession, &mut Vec<f64>),
    shows: Shows,
}

/// How figures are shown together.
#[derive(Clone, Copy)]
pub(super) enum Shows {
    /// Their sum.
    Sum,
    /// The middle one of three or more, and the range, with this many decimals.
    Middle(usize),
    /// The same, of seconds as minutes and seconds.
    MiddleTime,
}

impl Shows {
    /// One figure.
    fn one(self, value: f64, marks: &Marks) -> String {
        match self {
            Self::Sum => marks.number(value, 0),
            Self::Middle(decimals) => marks.number(value, decimals),
            Self::MiddleTime => clock(value.round() as u64),
        }
    }

    /// All of them in one cell; nothing of none.
    fn cell(self, values: &mut [f64], marks: &Marks) -> String {
        let Some(middle) = median(values) else { return String::new() };
        if matches!(self, Self::Sum) {
            return self.one(values.iter().sum(), marks);
        }
        let (middle, range) = (self.one(middle, marks), self.range(values, marks));
        // Of two there is none in the middle.
        if values.len() < 3 || range == middle { range } else { format!("{middle} ({range})") }
    }

    /// The lowest and the highest; one figure where they look the same.
    pub(super) fn range(self, values: &[f64], marks: &Marks) -> String {
        let ends = values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
        let (low, high) = (self.one(ends.0, marks), self.one(ends.1, marks));
        if low == high { low } else { format!("{low}{}{high}", marks.dash) }
    }
}

/// Rows that begin on these days, up to the next one's; the last row has no end. What is before the first is left out.
pub(super) fn table<'a>(
    columns: &[Column],
    sessions: impl Iterator<Item = &'a PastSession>,
    begins: &[Date],
    words: &Columns,
    marks: &Marks,
) -> Table {
    let mut figures: Vec<Vec<Vec<f64>>> = begins.iter().map(|_| vec![Vec::new(); columns.len()]).collect();
    for session in sessions {
        let after = begins.partition_point(|begins| *begins <= session.began().date());
        let Some(row) = after.checked_sub(1) else { continue };
        for (column, values) in columns.iter().zip(&mut figures[row]) {
            (column.of)(session, values);
        }
    }
    let cells = |mut row: Vec<Vec<f64>>| {
        columns.iter().zip(&mut row).map(|(column, values)| column.shows.cell(values, marks)).collect()
    };
    Table {
        heads: columns.iter().map(|column| (column.head)(words).clone()).collect(),
        rows: figures.into_iter().map(cells).collect(),
    }
}

/// The columns of a kind. Resonance tests have a page of their own.
pub(super) fn columns(kind: SessionKind) -> Vec<Column> {
    match kind {
        SessionKind::Practice => practice().into(),
        SessionKind::Readings => readings().into(),
        SessionKind::Resonance => Vec::new(),
        SessionKind::Talk => talk().into(),
    }
}

fn practice() -> [Column; 7] {
    fn of(session: &PastSession, of: impl Fn(&PastPractice) -> Option<f64>) -> Option<f64> {
        if let PastSession::Practice(it) = session { of(it) } else { None }
    }
    [
        Column { head: |w| &w.practices, of: |_, all| all.push(1.0), shows: Shows::Sum },
        Column {
            head: |w| &w.minutes,
            of: |it, all| all.extend(of(it, |it| Some(f64::from(it.seconds) / 60.0))),
            shows: Shows::Sum,
        },
        Column { head: |w| &w.swing, of: |it, all| all.extend(of(it, PastPractice::swing)), shows: Shows::Middle(0) },
        Column { head: |w| &w.rmssd, of: |it, all| all.extend(of(it, |it| it.rmssd_ms)), shows: Shows::Middle(0) },
        Column {
            head: |w| &w.heart_rate,
            of: |it, all| all.extend(of(it, |it| it.heart_rate_bpm)),
            shows: Shows::Middle(0),
        },
        Column {
            head: |w| &w.felt_before,
            of: |it, all| all.extend(of(it, |it| it.felt_before.map(f64::from))),
            shows: Shows::Middle(0),
        },
        Column {
            head: |w| &w.felt_after,
            of: |it, all| all.extend(of(it, |it| it.felt_after.map(f64::from))),
            shows: Shows::Middle(0),
        },
    ]
}

fn readings() -> [Column; 6] {
    fn of(session: &PastSession, of: impl Fn(&PastReading) -> Option<f64>) -> Option<f64> {
        if let PastSession::Reading(it) = session { of(it) } else { None }
    }
    // SDNN grows with the length of a reading, so that two lengths never share a column.
    fn sdnn(session: &PastSession, minutes: u8) -> Option<f64> {
        of(session, |it| (it.minutes == minutes).then_some(it.sdnn_ms))
    }
    [
        Column { head: |w| &w.readings, of: |_, all| all.push(1.0), shows: Shows::Sum },
        Column {
            head: |w| &w.rmssd,
            of: |it, all| all.extend(of(it, |it| Some(it.rmssd_ms))),
            shows: Shows::Middle(0),
        },
        Column {
            head: |w| &w.heart_rate,
            of: |it, all| all.extend(of(it, |it| Some(it.heart_rate_bpm))),
            shows: Shows::Middle(0),
        },
        Column { head: |w| &w.sdnn_2, of: |it, all| all.extend(sdnn(it, 2)), shows: Shows::Middle(0) },
        Column { head: |w| &w.sdnn_5, of: |it, all| all.extend(sdnn(it, 5)), shows: Shows::Middle(0) },
        Column {
            head: |w| &w.breathing,
            of: |it, all| all.extend(of(it, |it| it.breathing_per_minute)),
            shows: Shows::Middle(1),
        },
    ]
}

fn talk() -> [Column; 3] {
    fn pause_s(session: &PastSession) -> &[u32] {
        if let PastSession::Talk(PastTalk { pause_s, .. }) = session { pause_s } else { &[] }
    }
    [
        Column { head: |w| &w.talks, of: |_, all| all.push(1.0), shows: Shows::Sum },
        Column {
            head: |w| &w.pauses,
            of: |it, all| {
                if let PastSession::Talk(talk) = it {
                    all.push(talk.pauses.into());
                }
            },
            shows: Shows::Sum,
        },
        Column {
            head: |w| &w.settled,
            of: |it, all| all.extend(pause_s(it).iter().copied().map(f64::from)),
            shows: Shows::MiddleTime,
        },
    ]
}
