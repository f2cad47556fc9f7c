//! The flags that plan a thing, and the thing that they describe.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use jiff::civil::{Date, DateTime, Time, Weekday, time};
use jiff::{Span, ToSpan as _};
use unicode_width::UnicodeWidthStr as _;

use crate::agenda::{Item, ItemKind, LONGEST_TEXT, Recurrence, clean};
use crate::store::settings::check_name;

/// The length of a schedule on one behaviour, in weeks, without `--weeks`.
const USUAL_WEEKS: i64 = 4;

/// The flags that plan a thing.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Plan a ritual (check-in, thanks, evening or look-back), or something of your own.
    #[arg(long = "add", value_name = "WHAT", id = "what")]
    pub what: Option<String>,
    /// How often it comes. Without this flag, something of your own comes once.
    #[arg(long, requires = "what")]
    pub every: Option<Every>,
    /// At what time of day, such as 21:30.
    #[arg(long, value_name = "HH:MM", requires = "what", value_parser = time_of_day)]
    pub at: Option<Time>,
    /// On which day it begins: today, tomorrow, friday, or a date such as 2027-01-31.
    #[arg(long, value_name = "DAY", requires = "what")]
    pub on: Option<String>,
    /// For how many weeks.
    #[arg(long, value_name = "N", requires = "every", value_parser = clap::value_parser!(i64).range(1..=52))]
    pub weeks: Option<i64>,
    /// How many minutes it may take.
    #[arg(long, value_name = "N", requires = "what", value_parser = clap::value_parser!(u16).range(1..=480))]
    pub minutes: Option<u16>,
    /// Who does it. Without this flag, both do.
    #[arg(long, value_name = "NAME", requires = "what")]
    pub who: Option<String>,
}

/// How often a thing comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Every {
    /// Every day.
    Day,
    /// Every other day.
    OtherDay,
    /// Every week.
    Week,
}

impl Every {
    fn recurrence(self) -> Recurrence {
        match self {
            Self::Day => Recurrence::Daily,
            Self::OtherDay => Recurrence::EveryOtherDay,
            Self::Week => Recurrence::Weekly,
        }
    }
}

fn time_of_day(text: &str) -> Result<Time, String> {
    Time::strptime("%H:%M", text).map_err(|_| "a time of day looks like 21:30".to_owned())
}

/// The thing that the flags describe; none without `--add`.
pub(super) fn item(args: &AddArgs, now: DateTime) -> Result<Option<Item>> {
    let Some(what) = &args.what else { return Ok(None) };
    let (kind, usual, at, minutes) = match what.trim().to_lowercase().as_str() {
        "check-in" => (ItemKind::CheckIn, Recurrence::Daily, time(21, 0, 0, 0), 10),
        "thanks" => (ItemKind::Thanks, Recurrence::Daily, time(21, 0, 0, 0), 5),
        "evening" => (ItemKind::Evening, Recurrence::Weekly, time(19, 0, 0, 0), 120),
        "look-back" => (ItemKind::LookBack, Recurrence::EveryFourMonths, time(19, 0, 0, 0), 7),
        _ if args.every.is_some() => (ItemKind::Behaviour, Recurrence::Daily, time(20, 0, 0, 0), 10),
        _ => (ItemKind::Step, Recurrence::Once, time(20, 0, 0, 0), 10),
    };
    let every = args.every.map_or(usual, Every::recurrence);
    let begins = first(args.on.as_deref(), args.at.unwrap_or(at), kind, now)?;
    let weeks = args.weeks.or((kind == ItemKind::Behaviour).then_some(USUAL_WEEKS));
    let until = weeks.map(|weeks| begins.date().saturating_add((7 * weeks - 1).days()));
    let own = matches!(kind, ItemKind::Behaviour | ItemKind::Step);
    let mut item = Item::once(kind, begins, now);
    item.what = if own { text(what)? } else { String::new() };
    item.who = args.who.as_deref().map(name).transpose()?;
    item.minutes = args.minutes.unwrap_or(minutes);
    (item.every, item.until) = (every, until);
    Ok(Some(item))
}

fn text(what: &str) -> Result<String> {
    let kept = clean(what);
    if kept.is_empty() {
        bail!("say what it is in a few words: --add \"phones stay in the hall\"");
    }
    if what.trim().width() > LONGEST_TEXT {
        bail!("that is longer than {LONGEST_TEXT} columns; a few words are enough");
    }
    Ok(kept)
}

fn name(who: &str) -> Result<String> {
    check_name(who).map(str::to_owned).map_err(anyhow::Error::msg)
}

/// The first time: on the named day, else the next time that suits the kind.
fn first(on: Option<&str>, at: Time, kind: ItemKind, now: DateTime) -> Result<DateTime> {
    let tomorrow = now.date().saturating_add(1.day());
    let day = match on {
        Some(day) => self::day(day, now.date())?,
        None if kind == ItemKind::Evening => next(Weekday::Friday, now.date()),
        None if kind != ItemKind::Step && at > now.time() => now.date(),
        None => tomorrow,
    };
    let first = day.to_datetime(at);
    if first <= now {
        bail!("{} is past; name a time to come, for example --on tomorrow", first.strftime("%Y-%m-%d %H:%M"));
    }
    if day > now.date().saturating_add(Span::new().years(2)) {
        bail!("{day} is more than two years away; name a day that is nearer");
    }
    Ok(first)
}

fn day(text: &str, today: Date) -> Result<Date> {
    let text = text.trim().to_lowercase();
    let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let named = weekdays.iter().position(|day| text.len() >= 3 && day.starts_with(&text));
    match (text.as_str(), named) {
        ("today", _) => Ok(today),
        ("tomorrow", _) => Ok(today.saturating_add(1.day())),
        (_, Some(day)) => Ok(next(Weekday::from_monday_zero_offset(day as i8).unwrap_or(today.weekday()), today)),
        _ => match text.parse() {
            Ok(date) => Ok(date),
            Err(_) => bail!("I don't know the day `{text}`; say today, tomorrow, friday or a date such as 2027-01-31"),
        },
    }
}

/// The next such weekday; today counts.
fn next(weekday: Weekday, today: Date) -> Date {
    today.saturating_add(i64::from(today.weekday().until(weekday)).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use jiff::civil::date;

    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        add: AddArgs,
    }

    /// A Sunday evening.
    fn now() -> DateTime {
        date(2026, 11, 22).at(20, 30, 0, 0)
    }

    fn added(flags: &[&str]) -> Result<Item> {
        let flags = Flags::try_parse_from([&["today"], flags].concat())?;
        Ok(item(&flags.add, now())?.unwrap())
    }

    fn refused(flags: &[&str]) -> String {
        added(flags).unwrap_err().to_string()
    }

    #[test]
    fn a_ritual_needs_no_more_than_its_name() {
        let thanks = added(&["--add", "thanks"]).unwrap();
        assert_eq!((thanks.kind, thanks.every), (ItemKind::Thanks, Recurrence::Daily));
        assert_eq!(thanks.begins, date(2026, 11, 22).at(21, 0, 0, 0), "tonight, if it is not too late");
        assert_eq!(added(&["--add", "thanks", "--at", "20:00"]).unwrap().begins.date(), date(2026, 11, 23));
        let evening = added(&["--add", "Evening"]).unwrap();
        assert_eq!((evening.begins, evening.every), (date(2026, 11, 27).at(19, 0, 0, 0), Recurrence::Weekly));
    }

    #[test]
    fn a_schedule_on_one_behaviour_has_an_end() {
        let item = added(&["--add", "phones stay in the hall", "--every", "other-day", "--weeks", "3"]).unwrap();
        assert_eq!((item.kind, item.every), (ItemKind::Behaviour, Recurrence::EveryOtherDay));
        assert_eq!(item.until, Some(date(2026, 12, 13)));
        assert_eq!(added(&["--add", "x", "--every", "day"]).unwrap().until, Some(date(2026, 12, 20)));
    }

    #[test]
    fn one_step_is_for_somebody_by_some_day() {
        let item = added(&["--add", "book the dentist", "--who", "Kim", "--on", "fri", "--at", "9:05"]).unwrap();
        assert_eq!((item.kind, item.every, item.who.as_deref()), (ItemKind::Step, Recurrence::Once, Some("Kim")));
        assert_eq!(item.begins, date(2026, 11, 27).at(9, 5, 0, 0));
    }

    #[test]
    fn flags_that_make_no_sense_are_refused_with_an_example() {
        assert!(refused(&["--add", "x", "--on", "2020-01-01"]).contains("is past"));
        assert!(refused(&["--add", "x", "--on", "today", "--at", "20:00"]).contains("2026-11-22 20:00 is past"));
        assert!(refused(&["--add", "x", "--on", "2099-01-01"]).contains("two years"));
        assert!(refused(&["--add", "x", "--on", "someday"]).contains("tomorrow, friday"));
        assert!(refused(&["--add", "x", "--on", "2026-02-30"]).contains("a date such as"));
        assert!(refused(&["--add", "x", "--at", "25:00"]).contains("21:30"));
        assert!(refused(&["--add", " \u{1b}\n "]).contains("in a few words"));
        assert!(refused(&["--add", &"長".repeat(101)]).contains("200 columns"));
        assert!(refused(&["--at", "21:00"]).contains("--add"));
    }

    #[test]
    fn text_of_any_script_is_kept_as_it_was_written() {
        for text in ["ünd drei Umarmungen 👩‍👩‍👧", "می‌خواهم کمک کنم", "電話は玄関に"]
        {
            assert_eq!(added(&["--add", text]).unwrap().what, text);
        }
        assert_eq!(added(&["--add", "two\nlines\u{1b}[2J \u{202e}x"]).unwrap().what, "two lines [2J x");
    }
}
