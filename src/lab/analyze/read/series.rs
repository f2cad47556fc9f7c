//! The intervals of one person as a file has them, with the clocks beside them, before either is understood.

use super::choice::Unit;
use super::note::Note;
use super::number::same;
use super::table::MOST_ROWS;
use crate::event::seat::Seat;
use crate::lab::analyze::recording::is_interval;

/// Whose intervals they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    Seat(Seat),
    Named(String),
}

impl Person {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Seat(Seat::Left) => "left".to_owned(),
            Self::Seat(Seat::Right) => "right".to_owned(),
            Self::Named(name) => name.clone(),
        }
    }
}

/// Times beside the intervals.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    pub(crate) name: String,
    /// One for each interval, not a number where there is none. Of several intervals that came together, only the last
    /// has the time.
    pub(crate) times: Vec<f64>,
    pub(crate) unit: ClockUnit,
    /// Whether a name or a format says that these are times. Others count only if they fit the intervals one by one.
    pub(crate) certain: bool,
}

/// The unit of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClockUnit {
    /// Seconds, for certain: the times were texts.
    Seconds,
    /// Numbers, perhaps with a unit in the name.
    Number(Option<Unit>),
}

/// The intervals of one person, row by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Series {
    pub(crate) person: Option<Person>,
    /// Their lengths in the unit of the file; not a number where a row has none.
    pub(crate) rr: Vec<f64>,
    /// The unit, and who says so.
    pub(crate) unit: Option<(Unit, &'static str)>,
    pub(crate) clocks: Vec<Clock>,
    /// The heart rate beside each interval, in 1/min; empty without such a column.
    pub(crate) rates: Vec<f64>,
    /// Whether the file itself says that this is no heartbeat.
    pub(crate) excluded: Vec<bool>,
    /// Whether the chain of beats is broken before this interval.
    pub(crate) broken: Vec<bool>,
    /// Whether rows hold several intervals: then a row without any is no lost beat.
    pub(crate) notifications: bool,
    /// The line of the first row.
    pub(crate) first_line: usize,
    pub(crate) notes: Vec<Note>,
    /// For each interval of a journal: its end in seconds and whether it is linked, as the session took it.
    pub(crate) live: Vec<(f64, bool)>,
    /// Notifications of a journal without an interval, though the strap felt skin.
    pub(crate) empty: usize,
    /// Whether the session found that they are milliseconds.
    pub(crate) in_ms: bool,
    /// Why none of them can be used, if the file shows that by more than its intervals.
    pub(crate) unfit: Option<String>,
}

impl Series {
    /// A plain list of intervals.
    pub(crate) fn of(rr: Vec<f64>) -> Self {
        let rows = rr.len();
        Self { rr, excluded: vec![false; rows], broken: vec![false; rows], first_line: 1, ..Self::default() }
    }

    /// Takes the size of intervals whose sign changes with every beat, as Zephyr's `BioHarness` writes them. Returns how many
    /// were negative.
    pub(crate) fn take_sizes(&mut self) -> usize {
        let below = self.rr.iter().filter(|rr| **rr < 0.0).count();
        if below * 4 < self.rr.len() || below * 4 > self.rr.len() * 3 {
            return 0;
        }
        let turns = self.rr.windows(2).filter(|two| two[0] * two[1] < 0.0).count();
        let beats = self.rr.windows(2).filter(|two| !same(two[0], two[1])).count();
        if turns * 10 < beats * 9 {
            return 0;
        }
        self.rr.iter_mut().for_each(|rr| *rr = rr.abs());
        let said = "the sign changes with every beat, as Zephyr writes it: the size is taken";
        self.notes.push(Note::Other(said.to_owned()));
        below
    }

    /// Takes the rows for times of beats, and makes the intervals between them. The first beat has none, and one across a
    /// break is no interval.
    pub(crate) fn take_differences(&mut self) {
        let times = std::mem::take(&mut self.rr);
        self.rr = times.windows(2).map(|two| two[1] - two[0]).collect();
        self.excluded.drain(..1.min(self.excluded.len()));
        self.broken.drain(..1.min(self.broken.len()));
        for (excluded, broken) in self.excluded.iter_mut().zip(&mut self.broken) {
            *excluded |= std::mem::take(broken);
        }
        self.rates.clear();
        self.clocks.clear();
        self.notes.push(Note::FromBeatTimes);
    }

    /// Leaves out the rows at the end that have no interval, if there are at least this many. Returns how many there were.
    pub(crate) fn cut_end(&mut self, least: usize) -> usize {
        let kept = self.rr.iter().rposition(|rr| *rr > 0.0).map_or(0, |last| last + 1);
        let cut = self.rr.len() - kept;
        if kept == 0 || cut < least {
            return 0;
        }
        self.rr.truncate(kept);
        self.excluded.truncate(kept);
        self.broken.truncate(kept);
        self.rates.truncate(kept);
        self.clocks.iter_mut().for_each(|clock| clock.times.truncate(kept));
        cut
    }

    /// Leaves out the rows without an interval, where each row is a notification: they are no lost beats.
    pub(crate) fn leave_out_empty(&mut self) {
        let keep: Vec<bool> = self.rr.iter().map(|rr| !rr.is_nan() && *rr != 0.0).collect();
        if keep.iter().all(|keep| *keep) {
            return;
        }
        for index in 1..keep.len() {
            if !keep[index - 1] && self.broken[index - 1] {
                self.broken[index] = true;
            }
        }
        self.keep(&keep);
    }

    /// Leaves out these rows, which are sorted. They break nothing.
    pub(crate) fn leave_out(&mut self, rows: &[usize]) {
        let keep: Vec<bool> = (0..self.rr.len()).map(|row| rows.binary_search(&row).is_err()).collect();
        self.keep(&keep);
    }

    fn keep(&mut self, keep: &[bool]) {
        retain(&mut self.rr, keep);
        retain(&mut self.excluded, keep);
        retain(&mut self.broken, keep);
        retain(&mut self.rates, keep);
        self.clocks.iter_mut().for_each(|clock| retain(&mut clock.times, keep));
    }

    /// Whether these are the intervals of the person whose name is wanted. Without several people, any name will do.
    pub(crate) fn is_of(&self, wanted: Option<&str>) -> bool {
        let Some(wanted) = wanted else { return true };
        self.person.as_ref().is_none_or(|person| person.name().to_lowercase() == wanted.to_lowercase())
    }

    /// The length of an interval that counts, in seconds, once they are in milliseconds; zero for any other row.
    pub(crate) fn seconds(&self, index: usize) -> f64 {
        if is_interval(self.rr[index]) && !self.excluded[index] { self.rr[index] / 1000.0 } else { 0.0 }
    }

    /// Whether a strap sent them to a session, which kept its notifications.
    pub(crate) fn is_of_a_journal(&self) -> bool {
        !self.live.is_empty()
    }

    /// Whether there are as many intervals as are kept in memory.
    pub(crate) fn is_full(&self) -> bool {
        self.rr.len() >= MOST_ROWS
    }

    pub(crate) fn push(&mut self, rr: f64, excluded: bool, broken: bool) {
        self.rr.push(rr);
        self.excluded.push(excluded);
        self.broken.push(broken);
    }
}

/// Keeps the elements that are wanted.
fn retain<T>(all: &mut Vec<T>, keep: &[bool]) {
    let mut wanted = keep.iter();
    all.retain(|_| wanted.next() == Some(&true));
}
