//! What `breathmark history` can't show, or only elsewhere: it says so, and loses nothing at the edges of a day.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::fs;

use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};
use serde_json::Value;

use crate::history::{days_ago, file, piped, practice, today, with};

#[test]
fn lines_that_cannot_be_read_are_named_and_the_others_are_shown() {
    let newer = practice(today(), 9.0).replace("\"version\":1", "\"version\":2");
    let lines = [practice(today(), 14.0), "what?".to_owned(), newer, practice(today(), -3.0), practice(today(), 16.0)];
    let home = with("broken", &lines);
    let before = fs::read(file(&home)).unwrap();
    let (said, errors) = piped(&home, &["practice"]);
    assert!(said.contains("14–16"), "{said}");
    assert!(errors.contains("2 lines of") && errors.contains("history.jsonl can't be read: 2, 4."), "{errors}");
    assert!(errors.contains("newer breathmark, or has a key that I don't know"), "{errors}");
    let (said, _) = piped(&home, &["--json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["newer_lines"], &said["broken_lines"]), (&1.into(), &2.into()));
    assert_eq!(said["first_broken_lines"], serde_json::json!([2, 4]));
    assert_eq!(fs::read(file(&home)).unwrap(), before, "it stays as it is");
}

#[test]
fn broken_lines_are_counted_for_people_too() {
    let lines = |broken: usize| [vec!["what?".to_owned(); broken], vec![practice(today(), 14.0)]].concat();
    assert!(piped(&with("broken-one", &lines(1)), &[]).1.contains("I can't read line 1 of"));
    let (_, errors) = piped(&with("broken-many", &lines(30)), &[]);
    assert!(errors.contains("30 lines of") && errors.contains("the first: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10."), "{errors}");
}

#[test]
fn where_nothing_can_be_shown_nobody_is_told_that_nothing_is_there() {
    let newer = practice(today(), 9.0).replace("\"version\":1", "\"version\":2");
    for (name, line) in
        [("none-newer", newer), ("none-broken", "what?".to_owned()), ("none-ahead", practice(days_ago(-400), 9.0))]
    {
        let home = with(name, &[line]);
        for page in [&[][..], &["practice"]] {
            let (said, _) = piped(&home, page);
            assert!(said.contains("nothing here that I can show") && !said.contains(" yet"), "{name}: {said}");
        }
    }
    assert!(piped(&with("none-of-it", &[practice(days_ago(-400), 9.0)]), &["talk"]).0.contains("No talk yet."));
}

#[test]
fn a_session_across_the_date_line_is_in_its_week_and_one_that_is_over_is_not_after_today() {
    // The first one began earlier, and on a later date.
    let (later, earlier) = (days_ago(10), days_ago(11));
    let at = |day: Date, clock: &str| practice(day, 9.0).replace("T00:00:00+02:00", clock);
    let lines = [at(later, "T01:00:00+14:00"), at(earlier, "T20:00:00-11:00")];
    for shift in 0..7 {
        let moved: Vec<String> = lines
            .iter()
            .zip([later, earlier])
            .map(|(line, day)| line.replace(&day.to_string(), &day.checked_sub(shift.days()).unwrap().to_string()))
            .collect();
        let (said, _) = piped(&with("date-line", &moved), &["practice"]);
        let counted: u32 = said
            .lines()
            .skip(3)
            .take_while(|line| !line.is_empty())
            .filter_map(|line| line.split_whitespace().nth(2)?.parse::<u32>().ok())
            .sum();
        assert_eq!(counted, 2, "{shift}: {said}");
    }
    let now = Zoned::now();
    let over = now.checked_sub(1.minute()).unwrap().with_time_zone(jiff::tz::Offset::constant(14).to_time_zone());
    let line = practice(today(), 9.0)
        .replace(&format!("{}T00:00:00+02:00", today()), &over.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    let (said, errors) = piped(&with("over", &[line]), &[]);
    assert!(said.contains("one practice, 10 minutes") && errors.is_empty(), "{said}{errors}");
}

#[test]
fn what_is_older_than_the_longest_flag_is_counted_and_json_has_it() {
    let home = with("old", &[practice(days_ago(4000), 7.0), practice(days_ago(3900), 8.0), practice(today(), 14.0)]);
    let (said, _) = piped(&home, &["practice"]);
    assert!(said.contains("2 are more than ten years old") && said.contains("history practice --json"), "{said}");
    assert!(!said.contains("--weeks"), "no flag shows them: {said}");
    let home = with("old-and-new", &[practice(days_ago(4000), 7.0), practice(days_ago(100), 8.0)]);
    let (said, _) = piped(&home, &["practice"]);
    assert!(said.contains("--weeks 1") && said.contains("One is more than ten years old"), "{said}");
}

#[test]
fn a_session_after_today_is_not_shown_and_the_clock_is_asked_about() {
    let home = with("ahead", &[practice(today(), 14.0), practice(days_ago(-400), 99.0)]);
    let (said, errors) = piped(&home, &["practice"]);
    assert!(!said.contains("99") && errors.contains("clock"), "{said}{errors}");
}
