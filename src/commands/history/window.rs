//! The weeks that are shown, and the months. A week begins on Monday.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

/// How many months are shown at least, this one among them.
const MONTHS: i32 = 12;

/// The last weeks up to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// How many, this one among them.
    pub(super) weeks: u16,
    /// The Monday of the first.
    pub(super) first: Date,
    today: Date,
}

impl Window {
    pub(super) fn last(weeks: u16, today: Date) -> Self {
        let before = i64::from(weeks.saturating_sub(1)).weeks();
        Self { weeks, first: back(monday(today), before), today }
    }

    pub(super) fn has(&self, date: Date) -> bool {
        (self.first..=self.today).contains(&date)
    }

    /// How many weeks lie between a date and today, this one and its own among them.
    pub(super) fn weeks_since(&self, date: Date) -> u16 {
        (days(monday(date), monday(self.today)) / 7 + 1).clamp(1, u16::MAX.into()) as u16
    }

    /// Where a date lies in it, from 0 on its first day to 1 today.
    pub(super) fn share(&self, date: Date) -> f64 {
        days(self.first, date) as f64 / days(self.first, self.today).max(1) as f64
    }

    /// The Mondays from the week of `from` on, or from its own first.
    pub(super) fn mondays(&self, from: Date) -> Vec<Date> {
        let first = self.first.max(monday(from));
        let all = (0..i64::from(self.weeks)).map(|n| first.saturating_add(n.weeks()));
        all.take_while(|monday| *monday <= self.today).collect()
    }

    /// The first days of its months, but of [`MONTHS`] at least, from the month of `from` on.
    pub(super) fn months(&self, from: Date) -> Vec<Date> {
        let first = back(self.today.first_of_month(), (MONTHS - 1).months()).min(self.first.first_of_month());
        let first = first.max(from.first_of_month());
        // A month has four whole weeks or more.
        let most = MONTHS.max(i32::from(self.weeks) / 4 + 2);
        let all = (0..most).map(|n| first.saturating_add(n.months()));
        all.take_while(|month| *month <= self.today).collect()
    }
}

fn monday(date: Date) -> Date {
    back(date, i64::from(date.weekday().since(Weekday::Monday)).days())
}

fn back(date: Date, span: Span) -> Date {
    date.checked_sub(span).unwrap_or(Date::MIN)
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 28);

    #[test]
    fn the_window_begins_on_a_monday_and_ends_today() {
        let window = Window::last(8, TODAY);
        assert_eq!(window.first, date(2026, 10, 5));
        assert!(window.has(date(2026, 10, 5)) && window.has(TODAY));
        assert!(!window.has(date(2026, 10, 4)) && !window.has(date(2026, 11, 29)));
        assert!(window.share(window.first).abs() < 1e-9 && (window.share(TODAY) - 1.0).abs() < 1e-9);
        assert_eq!(Window::last(1, date(2026, 11, 23)).mondays(TODAY), [date(2026, 11, 23)]);
    }

    #[test]
    fn rows_begin_with_the_first_session_and_no_week_and_no_month_is_left_out() {
        let window = Window::last(8, TODAY);
        assert_eq!(window.mondays(date(2026, 11, 11)), [date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)]);
        assert_eq!(window.mondays(date(2020, 1, 1)).len(), 8);
        assert_eq!(window.months(date(2020, 1, 1)).len(), 12);
        assert_eq!(window.months(date(2026, 10, 31)), [date(2026, 10, 1), date(2026, 11, 1)]);
        assert_eq!(Window::last(104, TODAY).months(date(2020, 1, 1))[0], date(2024, 12, 1));
    }

    #[test]
    fn as_many_weeks_as_are_asked_for_reach_back_to_the_first_session() {
        for first in [TODAY, date(2026, 11, 22), date(2026, 10, 4), date(2019, 2, 28)] {
            let weeks = Window::last(8, TODAY).weeks_since(first);
            assert!(Window::last(weeks, TODAY).has(first), "{first}");
            assert!(weeks == 1 || !Window::last(weeks - 1, TODAY).has(first), "{first}");
        }
    }

    #[test]
    fn no_date_is_too_far_away() {
        let window = Window::last(u16::MAX, Date::MIN);
        assert_eq!((window.mondays(Date::MIN).len(), window.weeks_since(Date::MAX)), (1, 1));
        assert_eq!(Window::last(8, TODAY).weeks_since(Date::MIN), u16::MAX);
    }
}
