//! Dots in lines of text, with both axes labelled: what `breathmark history` draws.
//!
//! ```text
//!  16 ┤                    •        •  •
//!     │        •   •  •        • •         •
//!  12 ┤
//!     │  • •
//!   8 ┤
//!     └ Oct 5 ─────── Nov 2 ─────── Nov 28
//! ```
//!
//! A label of the lower axis begins in the column that it means; the last one ends there.

use super::plot_marks::Marks;
use super::text::width;

/// The columns of the scale at the left, with the axis and a blank.
const SCALE: usize = 7;
/// Intervals of the scale, at most. More labels crowd a few rows.
const MOST_INTERVALS: f64 = 4.0;
/// Rows of text for each interval of the scale.
const ROWS_EACH: usize = 2;
/// Columns between two labels of the lower axis, at least. Assumption: fewer look crowded.
const APART: usize = 8;

/// Dots, and the labels of the lower axis.
pub(crate) struct DotPlot<'a> {
    /// Each dot: its share of the lower axis, from 0 to 1, and its value.
    pub(crate) dots: &'a [(f64, f64)],
    /// Each label, in order: its share of the lower axis, from 0 to 1.
    pub(crate) labels: &'a [(f64, String)],
    /// The scale spans at least this much, so that small differences look small.
    pub(crate) least_span: f64,
}

impl DotPlot<'_> {
    /// The lines of the plot, none wider than `columns`; none without a dot or without room.
    pub(crate) fn lines(&self, columns: u16, marks: &Marks) -> Vec<String> {
        let room = usize::from(columns).saturating_sub(SCALE);
        let values = self.dots.iter().map(|(_, value)| *value);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        if low > high || room < SCALE {
            return Vec::new();
        }
        let scale = Scale::over(low, high, self.least_span);
        let last_row = scale.intervals * ROWS_EACH;
        let mut rows = vec![vec![' '; room]; last_row + 1];
        for (share, value) in self.dots {
            let row = last_row as f64 * (1.0 - (value - scale.lowest) / scale.span());
            rows[(row.round() as usize).min(last_row)][column(*share, room)] = marks.dot;
        }
        let mut lines: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(row, dots)| {
                let head = if row % ROWS_EACH == 0 {
                    format!("{:>4} {}", scale.label(scale.intervals - row / ROWS_EACH, marks), marks.tick)
                } else {
                    format!("{:5}{}", "", marks.side)
                };
                format!("{head} {}", dots.iter().collect::<String>()).trim_end().to_owned()
            })
            .collect();
        lines.push(format!("{:5}{} {}", "", marks.corner, self.lower_axis(room, marks)));
        lines
    }

    /// The lower axis: the first label, the last, and those between that have room.
    fn lower_axis(&self, room: usize, marks: &Marks) -> String {
        let size = |label: &String| usize::from(width(label));
        let Some(((_, last), before)) = self.labels.split_last() else { return marks.line.to_string().repeat(room) };
        let last_begins = room.saturating_sub(size(last));
        let mut axis = String::new();
        let mut end = 0;
        let mut put = |at: usize, label: &str| {
            let blank = usize::from(at > 0);
            axis.extend(std::iter::repeat_n(marks.line, at.saturating_sub(end + blank)));
            axis.extend(std::iter::repeat_n(' ', blank.min(at - end)));
            axis.push_str(label);
            end = at + usize::from(width(label));
            if end + 1 < room {
                axis.push(' ');
                end += 1;
            }
        };
        let mut free = 0;
        for (share, label) in before {
            let at = column(*share, room);
            if at >= free && at + size(label) + APART <= last_begins {
                put(at, label);
                free = at + size(label) + APART;
            }
        }
        put(last_begins, last);
        axis
    }
}

/// The column of a share of the lower axis.
fn column(share: f64, room: usize) -> usize {
    ((share.clamp(0.0, 1.0) * (room - 1) as f64).round() as usize).min(room - 1)
}

/// A scale that ends at multiples of its step.
#[derive(Debug, PartialEq)]
struct Scale {
    lowest: f64,
    step: f64,
    intervals: usize,
}

impl Scale {
    /// The finest scale with round steps that holds both values and has few intervals.
    fn over(low: f64, high: f64, least_span: f64) -> Self {
        let missing = (least_span - (high - low)).max(0.0);
        let low = if low >= 0.0 { (low - missing / 2.0).max(0.0) } else { low - missing / 2.0 };
        let high = high.max(low + least_span);
        let mut step = 10_f64.powf(((high - low) / MOST_INTERVALS).log10().floor());
        let mut factors = [2.0, 2.5, 2.0].into_iter().cycle();
        loop {
            let (lowest, highest) = ((low / step).floor(), (high / step).ceil());
            if highest - lowest <= MOST_INTERVALS {
                return Self { lowest: lowest * step, step, intervals: (highest - lowest).max(1.0) as usize };
            }
            // From 1 to 2, to 5, to 10.
            step *= factors.next().unwrap_or(2.0);
        }
    }

    fn span(&self) -> f64 {
        self.step * self.intervals as f64
    }

    fn label(&self, interval: usize, marks: &Marks) -> String {
        marks.number(self.lowest + self.step * interval as f64, usize::from(self.step < 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(dots: &[(f64, f64)], labels: &[(f64, &str)], columns: u16, marks: &Marks) -> Vec<String> {
        let labels: Vec<_> = labels.iter().map(|(share, label)| (*share, (*label).to_owned())).collect();
        DotPlot { dots, labels: &labels, least_span: 5.0 }.lines(columns, marks)
    }

    #[test]
    fn each_dot_stands_at_its_value_above_its_label() {
        let lines = drawn(
            &[(0.0, 8.0), (0.5, 12.0), (1.0, 16.0)],
            &[(0.0, "Oct 5"), (0.5, "Nov 2"), (1.0, "Nov 28")],
            48,
            &Marks::UNICODE,
        );
        assert_eq!(
            lines,
            [
                "  16 ┤                                         •",
                "     │",
                "  14 ┤",
                "     │",
                "  12 ┤                     •",
                "     │",
                "  10 ┤",
                "     │",
                "   8 ┤ •",
                "     └ Oct 5 ───────────── Nov 2 ──────── Nov 28",
            ]
        );
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_labels_without_room_are_left_out() {
        let labels: Vec<(f64, &str)> = (0..=50).map(|n| (f64::from(n) / 50.0, "Oct 5")).collect();
        for columns in [0, 7, 14, 20, 40, 80, 200] {
            let lines = drawn(&[(0.0, 80.0), (1.0, 95.5)], &labels, columns, &Marks::UNICODE);
            assert!(lines.iter().all(|line| width(line) <= columns), "{lines:#?}");
            assert_eq!(lines.is_empty(), columns < 14, "{columns}");
            assert!(lines.last().is_none_or(|axis| width(axis) == columns), "{lines:#?}");
        }
    }

    #[test]
    fn without_dots_there_is_no_plot_and_equal_values_look_equal() {
        assert!(drawn(&[], &[(0.0, "a")], 80, &Marks::UNICODE).is_empty());
        let lines = drawn(&[(0.2, 14.0), (0.4, 14.1)], &[], 60, &Marks::UNICODE);
        assert!(lines.iter().any(|line| line.matches('•').count() == 2), "{lines:#?}");
    }

    #[test]
    fn the_scale_ends_at_round_numbers_around_the_values() {
        let ends = |low, high, least| {
            let scale = Scale::over(low, high, least);
            (scale.lowest, scale.lowest + scale.span(), scale.step)
        };
        assert_eq!(ends(8.4, 15.2, 5.0), (8.0, 16.0, 2.0));
        assert_eq!(ends(0.0, 0.0, 5.0), (0.0, 6.0, 2.0));
        assert_eq!(ends(4.9, 5.6, 1.0), (4.5, 6.0, 0.5));
        assert_eq!(ends(31.0, 118.0, 10.0), (0.0, 150.0, 50.0));
    }

    #[test]
    fn a_plot_is_drawn_with_the_marks_that_it_gets() {
        let lines = drawn(&[(0.5, 12.0)], &[(0.0, "Oct 5"), (1.0, "Nov 2")], 40, &Marks::ASCII);
        assert!(lines.iter().all(|line| line.is_ascii()), "{lines:#?}");
        let german = Marks::UNICODE.with_decimal(",");
        let lines = DotPlot { dots: &[(0.0, 4.9), (1.0, 5.6)], labels: &[], least_span: 1.0 }.lines(40, &german);
        assert!(lines[0].starts_with(" 6,0"), "{lines:#?}");
    }
}
