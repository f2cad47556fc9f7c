//! A course of values over time of any length, in memory that has a bound.
//!
//! Up to [`MOST_POINTS`] values are kept as they are. A longer course is kept in columns of equal time. When there are too
//! many, two become one, so a column of a day is about two minutes long.

/// The most values that are drawn one by one: 40 minutes of beats. Assumption: a wide screen shows half as many pixels.
const MOST_POINTS: usize = 3_000;
/// The most columns that a longer course is drawn in. Assumption: a wide screen shows about as many pixels.
const MOST_COLUMNS: usize = 1_200;
/// The share of its time that a column must be filled with values to be joined to its neighbours, 0 to 1. Assumption.
const JOINED_FROM: f64 = 0.5;

/// A value at its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    /// When, in seconds.
    pub(super) at_s: f64,
    /// The value.
    pub(super) value: f64,
    /// For how many seconds it holds.
    pub(super) holds_s: f64,
    /// Whether the value before it ends where this one begins. A line may join only such two.
    pub(super) joined: bool,
}

/// What happened in a span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Column {
    /// Sum of the values, each times its seconds.
    sum: f64,
    /// How many seconds have a value.
    pub(super) filled_s: f64,
    /// The lowest value.
    pub(super) low: f64,
    /// The highest value.
    pub(super) high: f64,
    /// How many values were left out in it.
    pub(super) left_out: u32,
}

impl Column {
    fn add(&mut self, value: f64, holds_s: f64) {
        (self.low, self.high) =
            if self.filled_s > 0.0 { (self.low.min(value), self.high.max(value)) } else { (value, value) };
        self.sum += value * holds_s;
        self.filled_s += holds_s;
    }

    fn with(self, other: Self) -> Self {
        let mut both = if self.filled_s > 0.0 { self } else { other };
        if self.filled_s > 0.0 && other.filled_s > 0.0 {
            both.sum += other.sum;
            both.filled_s += other.filled_s;
            (both.low, both.high) = (self.low.min(other.low), self.high.max(other.high));
        }
        both.left_out = self.left_out + other.left_out;
        both
    }

    /// The mean over its filled time; none of an empty column.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.filled_s > 0.0).then(|| self.sum / self.filled_s)
    }
}

/// Columns of equal time. Each time that there are too many, they become half as many.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// How long a column is, in seconds.
    pub(super) width_s: f64,
    most: usize,
    /// From the start of the session on.
    pub(super) all: Vec<Column>,
}

impl Columns {
    /// Columns that begin as long as `width_s`, and are never more than `most`.
    pub(super) fn new(width_s: f64, most: usize) -> Self {
        Self { width_s, most, all: Vec::new() }
    }

    /// Adds a value.
    pub(super) fn add(&mut self, at_s: f64, value: f64, holds_s: f64) {
        self.at(at_s).add(value, holds_s);
    }

    /// Counts a value that was left out.
    pub(super) fn leave_out(&mut self, at_s: f64) {
        self.at(at_s).left_out += 1;
    }

    fn at(&mut self, at_s: f64) -> &mut Column {
        let at_s = at_s.max(0.0);
        while at_s / self.width_s >= self.most as f64 {
            self.width_s *= 2.0;
            self.all =
                self.all.chunks(2).map(|two| two.iter().copied().fold(Column::default(), Column::with)).collect();
        }
        let index = (at_s / self.width_s) as usize;
        if self.all.len() <= index {
            self.all.resize(index + 1, Column::default());
        }
        &mut self.all[index]
    }
}

/// A course of values.
#[derive(Clone, Debug)]
pub(super) enum Trace {
    /// Each value.
    Points(Vec<Point>),
    /// Too many for that.
    Columns(Columns),
}

impl Default for Trace {
    fn default() -> Self {
        Self::Points(Vec::new())
    }
}

impl Trace {
    /// Adds a value, later than all before it.
    pub(super) fn push(&mut self, point: Point) {
        match self {
            Self::Points(points) if points.len() < MOST_POINTS => points.push(point),
            Self::Points(points) => {
                let mut columns = Columns::new(1.0, MOST_COLUMNS);
                for point in points.iter().chain([&point]) {
                    columns.add(point.at_s, point.value, point.holds_s);
                }
                *self = Self::Columns(columns);
            }
            Self::Columns(columns) => columns.add(point.at_s, point.value, point.holds_s),
        }
    }

    /// How long a column is, in seconds; none where each value is drawn.
    pub(super) fn column_s(&self) -> Option<f64> {
        if let Self::Columns(columns) = self { Some(columns.width_s) } else { None }
    }

    /// The lowest and the highest value.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        let wider = |range: Option<(f64, f64)>, (low, high): (f64, f64)| {
            Some(range.map_or((low, high), |range| (range.0.min(low), range.1.max(high))))
        };
        match self {
            Self::Points(points) => points.iter().map(|point| (point.value, point.value)).fold(None, wider),
            Self::Columns(columns) => {
                let filled = columns.all.iter().filter(|column| column.filled_s > 0.0);
                filled.map(|column| (column.low, column.high)).fold(None, wider)
            }
        }
    }

    /// The runs that a line may join: each a list of times in seconds and values. A gap ends a run.
    pub(super) fn runs(&self) -> Vec<Vec<(f64, f64)>> {
        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut go_on = |joined: bool, at: (f64, f64)| match runs.last_mut() {
            Some(run) if joined => run.push(at),
            _ => runs.push(vec![at]),
        };
        match self {
            Self::Points(points) => points.iter().for_each(|point| go_on(point.joined, (point.at_s, point.value))),
            Self::Columns(columns) => {
                let mut before = false;
                for (index, column) in columns.all.iter().enumerate() {
                    let filled = column.filled_s >= JOINED_FROM * columns.width_s;
                    if let Some(mean) = column.mean() {
                        go_on(before && filled, ((index as f64 + 0.5) * columns.width_s, mean));
                    }
                    before = filled;
                }
            }
        }
        runs
    }

    /// The lowest and highest value of each column that has one, with its two ends in seconds; nothing where each value is
    /// drawn.
    pub(super) fn spread(&self) -> Vec<(f64, f64, f64, f64)> {
        let Self::Columns(columns) = self else { return Vec::new() };
        let filled = columns.all.iter().enumerate().filter(|(_, column)| column.filled_s > 0.0);
        let ends = |index: usize| (index as f64 * columns.width_s, (index as f64 + 1.0) * columns.width_s);
        filled.map(|(index, column)| (ends(index).0, ends(index).1, column.low, column.high)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beats(count: u32, lost: impl Fn(u32) -> bool) -> Trace {
        let mut trace = Trace::default();
        let mut before = false;
        for nth in (0..count).filter(|nth| !lost(*nth)) {
            let joined = before && !lost(nth.saturating_sub(1));
            let value = 60.0 + f64::from(nth % 10);
            trace.push(Point { at_s: f64::from(nth), value, holds_s: 1.0, joined });
            before = true;
        }
        trace
    }

    #[test]
    fn no_line_goes_across_beats_that_are_missing() {
        let runs = beats(100, |nth| (40..50).contains(&nth) || nth == 70).runs();
        let ends: Vec<(f64, f64)> = runs.iter().map(|run| (run[0].0, run[run.len() - 1].0)).collect();
        assert_eq!(ends, [(0.0, 39.0), (50.0, 69.0), (71.0, 99.0)]);
    }

    #[test]
    fn a_day_of_beats_is_a_bounded_number_of_columns_and_keeps_its_gaps() {
        let trace = beats(86_400, |nth| (30_000..40_000).contains(&nth));
        let width_s = trace.column_s().unwrap();
        let runs = trace.runs();
        assert!(runs.iter().map(Vec::len).sum::<usize>() <= MOST_COLUMNS);
        // A column that is filled less than half stands alone, as a dot.
        let lines: Vec<_> = runs.iter().filter(|run| run.len() > 1).collect();
        let [before, after] = lines[..] else { panic!("{} lines", lines.len()) };
        assert!((before[before.len() - 1].0 - 30_000.0).abs() <= width_s);
        assert!((after[0].0 - 40_000.0).abs() <= width_s);
        assert_eq!(trace.range(), Some((60.0, 69.0)));
        assert!(runs.iter().flatten().all(|(_, mean)| (mean - 64.5).abs() < 0.5));
    }
}
