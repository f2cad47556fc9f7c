//! Times in numbers of their own kind, held-up arrivals, and lists that are no recordings.
#![allow(clippy::unwrap_used, clippy::format_collect)]

use super::reading::{Right, Wanted, all_right, one, read};
use super::written::*;

/// A table of times and intervals, with each separator.
fn tables(name: &str, dropped: bool, time: &dyn Fn(u64) -> String) -> Vec<(String, String)> {
    let table = |sep: &str, head: &str| {
        lines(&format!("{name}{sep}{head}\n"), dropped, |_, at, rr| format!("{}{sep}{rr}", time(at)))
    };
    vec![(format!("{name},rr"), table(",", "rr")), (format!("{name};RR"), table(";", "RR (ms)"))]
}

fn all_are(name: &str, time: &dyn Fn(u64) -> String, notes: &'static [&'static str]) {
    for (dropped, right) in [(true, dropped()), (false, right())] {
        let cases: Vec<_> = tables(name, dropped, time)
            .into_iter()
            .map(|(name, text)| (name, text, one(Right { notes, ..right.clone() })))
            .collect();
        let cases: Vec<_> = cases.iter().map(|(name, text, right)| (name.as_str(), text, right.clone())).collect();
        all_right(&cases);
    }
}

#[test]
fn times_that_fall_or_start_anew_after_a_round_are_used() {
    let falls = &["falls from row to row"];
    all_are("remaining", &|at| s(400_000 - at), falls);
    all_are("countdown", &|at| (400_000 - at).to_string(), falls);
    all_are("left_ms", &|at| (400_000 - at).to_string(), falls);
    all_are(
        "micros",
        &|at| ((4_194_967_296 + at * 1000) % 4_294_967_296).to_string(),
        &["starts anew after 4294967296"],
    );
    all_are("ms_of_day", &|at| ((86_370_000 + at) % 86_400_000).to_string(), &["starts anew after 86400000"]);
    all_are("sec_of_day", &|at| s((86_370_000 + at) % 86_400_000), &["starts anew after 86400"]);
}

#[test]
fn the_digits_of_a_clock_are_a_time() {
    let notes = &["time of day in digits"];
    let digits = |at: u64| clock(at).replace([':', '.'], "");
    all_are("time", &|at| digits(at)[..6].to_owned(), notes);
    all_are("time", &|at| digits(at), notes);
    all_are("timestamp", &|at| format!("20260314{}", &digits(at)[..6]), notes);
    all_are("timestamp", &|at| format!("20260314{}", digits(at)), notes);
}

#[test]
fn a_last_place_beyond_sixty_is_hundredths() {
    all_are("time", &|at| format!("{}:{:02}:{:02}", at / 60_000, at / 1000 % 60, at / 10 % 100), &[]);
}

#[test]
fn a_column_that_may_be_a_time_and_is_not_read_is_named() {
    let unread = |head: &str, text: &dyn Fn(u64) -> String| {
        lines(&format!("{head},rr\n"), false, |_, at, rr| format!("{},{rr}", text(at)))
    };
    let named = || one(Right { notes: &["is not used"], ..right() });
    all_right(&[
        ("unknown text", unread("wann", &|at| format!("b{at}x")), named()),
        ("unknown text in an id", unread("id", &|at| format!("{at:x}-aa")), named()),
        ("minutes alone", unread("tick", &|at| (at / 7).to_string()), named()),
    ]);
    let numbered =
        lines("id,rr\n", false, |i, _, rr| if i == 50 || i == 90 { String::new() } else { format!("{},{rr}", i + 1) });
    let numbered = without_empty_lines(&numbered);
    let right = right_without(&[50, 90]);
    all_right(&[(
        "an id that leaves some out",
        numbered,
        one(Right { notes: &["counts the rows and leaves"], ..right }),
    )]);
}

#[test]
fn arrivals_held_for_long_give_no_difference_across_a_drop_out() {
    let unseen = right().rmssd_ms.unwrap();
    for hold in [5, 6, 8, 10] {
        let texts = [
            notified("time,rr\n", true, hold, |at, rr| {
                rr.iter().map(|rr| format!("{},{rr}", clock(at * 1000))).collect::<Vec<_>>().join("\n")
            }),
            notified("t;rr\n", true, hold, |at, rr| format!("{at};{}", rr.join(" "))),
        ];
        for text in texts {
            let text = without_empty_lines(&text);
            let readings = read(text.as_bytes()).unwrap();
            let Some(found) = readings[0].rmssd_ms else { continue };
            let true_rmssd = dropped().rmssd_ms.unwrap();
            assert!(unseen > true_rmssd && (found / true_rmssd - 1.0).abs() < 0.06, "{hold} s: {found}, {readings:?}");
        }
    }
}

#[test]
fn lists_that_only_grow_or_change_too_smoothly_are_refused_or_named() {
    let list = |rr: &[f64]| rr.iter().map(|rr| format!("{rr:.1}\n")).collect::<String>();
    let mut sorted: Vec<f64> = rr().into_iter().map(f64::from).collect();
    sorted.sort_by(f64::total_cmp);
    let falling: Vec<f64> = sorted.iter().rev().copied().collect();
    let curve: Vec<f64> = (0..400).map(|i| 850.0 + 40.0 * (f64::from(i) * 0.37).sin()).collect();
    let histogram = (0..60).map(|i| format!("{},{}\n", 700 + 10 * i, i % 9)).collect::<String>();
    let no_recording = || Wanted::NoFigures("only grow or only fall");
    all_right(&[
        ("sorted", list(&sorted), no_recording()),
        ("falling", list(&falling), no_recording()),
        ("histogram", format!("rr,count\n{histogram}"), no_recording()),
        ("curve", list(&curve), one(Right { notes: &["change as smoothly"], ..Right::default() })),
    ]);
}

#[test]
fn a_few_doubled_rows_are_left_out_before_the_unit_is_doubted() {
    for every in [9, 26, 40] {
        let twice = |time: &dyn Fn(u64) -> String| {
            lines("time,rr\n", false, |i, at, rr| {
                let row = format!("{},{rr}", time(at));
                if i % every == 5 { format!("{row}\n{row}") } else { row }
            })
        };
        let right = || one(Right { notes: &["the second is left out"], ..right() });
        all_right(&[("ms", twice(&s), right()), ("s", twice(&|at| clock(at)[..8].to_owned()), right())]);
    }
}

#[test]
fn odd_rates_and_a_comma_after_a_constant_are_named() {
    let slow: String = rr().iter().map(|rr| format!("{}\n", rr * 21 / 10)).collect();
    let fast: String = rr().iter().map(|rr| format!("{}\n", rr * 38 / 100)).collect();
    let comma: String = rr().iter().map(|rr| format!("1,{rr}\n")).collect();
    let odd = || one(Right { notes: &["this is a heart rate of"], ..Right::default() });
    all_right(&[
        ("slow", slow, odd()),
        ("fast", fast, odd()),
        ("comma", comma, one(Right { notes: &["part them by another mark"], ..Right::default() })),
    ]);
}
