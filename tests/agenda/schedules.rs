//! What comes after a talk: the arithmetic of schedules, reminders that end, a calendar, and the file.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;

use breathmark::agenda::calendar::calendar;
use breathmark::agenda::{Agenda, ConcreteStep, HowItWent, Item, ItemKind, Recurrence, Unanswerable};
use breathmark::store::agenda::{load, save, set_aside};
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use proptest::prelude::*;

const EVERY: [Recurrence; 4] = [Recurrence::Once, Recurrence::Daily, Recurrence::EveryOtherDay, Recurrence::Weekly];

/// A Sunday evening.
fn sunday() -> DateTime {
    date(2026, 11, 22).at(21, 0, 0, 0)
}

fn item(kind: ItemKind, every: Recurrence, begins: DateTime) -> Item {
    let mut item = Item::once(kind, begins, begins);
    item.every = every;
    item
}

fn with(item: Item) -> (Agenda, u32) {
    let mut agenda = Agenda::default();
    let id = agenda.add(item).unwrap();
    (agenda, id)
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

#[test]
fn twenty_minutes_after_a_talk_there_is_a_check_in() {
    let mut agenda = Agenda::default();
    agenda.talk_ended(sunday(), None, None);
    let at = sunday() + 20.minutes();
    assert_eq!(
        agenda.coming(sunday()).iter().map(|(item, at)| (item.kind, *at)).collect::<Vec<_>>(),
        [(ItemKind::AfterTalk, at)]
    );
    assert!(agenda.due(at - 1.second()).is_empty());
    assert_eq!(agenda.due(at).len(), 1);
    agenda.answer(1, HowItWent::Helped, at).unwrap();
    assert!(agenda.items().is_empty());
}

#[test]
fn an_agreed_return_takes_the_place_of_the_check_in_until_the_next_talk_ends() {
    let mut agenda = Agenda::default();
    agenda.talk_ended(sunday(), Some(sunday() + 2.hours()), None);
    assert_eq!(agenda.due(sunday() + 3.hours())[0].0.kind, ItemKind::Return);
    agenda.talk_ended(sunday() + 3.hours(), None, None);
    let kinds: Vec<ItemKind> = agenda.items().iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [ItemKind::AfterTalk]);
}

#[test]
fn the_one_step_is_asked_about_on_the_evening_of_its_day() {
    let mut agenda = Agenda::default();
    let step = ConcreteStep { what: "call the\u{1b} plumber".into(), who: Some("Sam".into()), in_days: 3 };
    agenda.talk_ended(sunday(), None, Some(&step));
    let (item, at) = agenda.coming(sunday())[1];
    assert_eq!(
        (item.what.as_str(), item.who.as_deref(), at),
        ("call the plumber", Some("Sam"), date(2026, 11, 25).at(20, 0, 0, 0))
    );
}

#[test]
fn a_step_that_was_not_done_comes_back_the_next_day() {
    let mut agenda = Agenda::default();
    agenda.talk_ended(sunday(), None, Some(&ConcreteStep { in_days: 1, ..ConcreteStep::default() }));
    let now = date(2026, 11, 23).at(22, 0, 0, 0);
    agenda.answer(2, HowItWent::NotYet, now).unwrap();
    assert_eq!(agenda.item(2).unwrap().next(now), Some(date(2026, 11, 24).at(20, 0, 0, 0)));
    assert_eq!((agenda.lapses(now, 28), agenda.lapses(now + days(60), 28)), (1, 0));
}

#[test]
fn of_what_was_missed_only_the_latest_is_due() {
    let (mut agenda, id) = with(item(ItemKind::Thanks, Recurrence::Daily, sunday()));
    let now = sunday() + days(30) + 1.hour();
    assert_eq!(agenda.due(now).iter().map(|(_, since)| *since).collect::<Vec<_>>(), [sunday() + days(30)]);
    agenda.answer(id, HowItWent::Helped, now).unwrap();
    assert!(agenda.due(now).is_empty());
    assert_eq!(agenda.answer(id, HowItWent::Helped, now), Err(Unanswerable::NotDue));
    assert_eq!(agenda.answer(9, HowItWent::Helped, now), Err(Unanswerable::Unknown));
    assert_eq!(agenda.due(sunday() + days(31)).len(), 1, "and tomorrow it comes again");
}

#[test]
fn nothing_comes_up_by_itself_more_than_twice() {
    let (mut agenda, _) = with(item(ItemKind::Thanks, Recurrence::Weekly, sunday()));
    let mut ups = |now: DateTime, starts: usize| (0..starts).map(|_| agenda.remind(now).len()).sum::<usize>();
    assert_eq!(ups(sunday() - 1.second(), 5), 0);
    assert_eq!(ups(sunday() + 1.hour(), 5), 2);
    assert_eq!(ups(sunday() + days(6), 5), 0);
    assert_eq!(ups(sunday() + days(7), 5), 2, "the next week it may come up again");
}

#[test]
fn a_clock_that_jumped_ahead_and_back_does_no_lasting_harm() {
    let (mut agenda, id) = with(item(ItemKind::CheckIn, Recurrence::Daily, sunday()));
    let jumped = date(2031, 1, 1).at(12, 0, 0, 0);
    agenda.remind(jumped);
    agenda.answer(id, HowItWent::Partly, jumped).unwrap();
    agenda.let_go(jumped);
    assert_eq!(agenda.due(sunday() + 1.hour()).len(), 1);
    assert_eq!(agenda.remind(sunday() + 1.hour()).len(), 1);
    agenda.answer(id, HowItWent::Helped, sunday() + 1.hour()).unwrap();
    assert!(agenda.due(sunday() + 2.hours()).is_empty());
    assert!(agenda.due(sunday() - days(400)).is_empty(), "before it began it is not due");
    assert_eq!(agenda.lapses(sunday(), 28), 0);
}

#[test]
fn what_is_over_is_let_go() {
    let mut agenda = Agenda::default();
    agenda.talk_ended(sunday(), None, None);
    let mut schedule = item(ItemKind::Behaviour, Recurrence::EveryOtherDay, sunday());
    schedule.until = Some(date(2026, 11, 26));
    agenda.add(schedule);
    agenda.let_go(sunday() + days(10));
    assert_eq!(agenda.items().len(), 2, "what is still waiting stays");
    agenda.answer(2, HowItWent::Helped, sunday() + days(10)).unwrap();
    agenda.let_go(sunday() + days(10));
    assert_eq!(agenda.items().len(), 1, "a schedule that has ended goes with its last answer");
    agenda.let_go(sunday() + days(15));
    assert!(agenda.items().is_empty(), "a check-in that nobody wanted goes after two weeks");
}

#[test]
fn the_same_thing_at_the_same_time_is_known_again() {
    let (agenda, id) = with(item(ItemKind::Thanks, Recurrence::EveryOtherDay, sunday()));
    let same = |item: &Item| agenda.same(item).map(|same| same.id);
    let planned = |begins| item(ItemKind::Thanks, Recurrence::EveryOtherDay, begins);
    assert_eq!([0, 1, 2].map(|n| same(&planned(sunday() + days(n)))), [Some(id), None, Some(id)]);
    let mut longer = planned(sunday());
    (longer.minutes, longer.until) = (60, Some(date(2026, 12, 24)));
    assert_eq!(same(&longer), Some(id));
    let mut of_one = planned(sunday());
    of_one.who = Some("Kim".into());
    let others = [item(ItemKind::Thanks, Recurrence::Daily, sunday()), planned(sunday() + 1.hour()), of_one];
    assert_eq!(others.each_ref().map(same), [None; 3]);
}

#[test]
fn numbers_are_the_lowest_that_are_free() {
    let mut agenda = Agenda::default();
    let add = |agenda: &mut Agenda| agenda.add(item(ItemKind::Thanks, Recurrence::Daily, sunday()));
    assert_eq!((0..3).map(|_| add(&mut agenda)).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    agenda.remove(2).unwrap();
    assert_eq!(add(&mut agenda), Some(2));
    let added = (0..100).filter(|_| add(&mut agenda).is_some()).count();
    assert_eq!(added, 47, "there is an end to it");
}

fn any_datetime() -> impl Strategy<Value = DateTime> {
    (0i64..3000, 0i64..86_400).prop_map(|(day, second)| {
        let midnight = date(2024, 1, 1).at(0, 0, 0, 0) + days(day);
        midnight + SignedDuration::from_secs(second)
    })
}

fn any_item() -> impl Strategy<Value = Item> {
    (any_datetime(), 0..EVERY.len(), proptest::option::of(-3i64..60)).prop_map(|(begins, every, until)| {
        let mut item = item(ItemKind::Behaviour, EVERY[every], begins);
        item.until = until.map(|days| begins.date() + SignedDuration::from_hours(24 * days));
        item
    })
}

proptest! {
    /// Counted one by one, the occurrences are those that the arithmetic finds.
    #[test]
    fn the_arithmetic_agrees_with_counting(item in any_item(), now in any_datetime()) {
        let step = item.every.days();
        let within = |at: &DateTime| item.until.is_none_or(|until| at.date() <= until) || step.is_none();
        let all = (0..3300).map_while(|n| (n == 0 || step.is_some()).then(|| item.begins + days(n * step.unwrap_or(0))));
        let all: Vec<DateTime> = all.take_while(within).collect();
        let latest = all.iter().rev().find(|at| **at <= now).copied();
        prop_assert_eq!(item.latest(now), latest);
        let next = all.iter().find(|at| **at > now && item.until.is_none_or(|until| at.date() <= until)).copied();
        if now.year() < 2032 {
            prop_assert_eq!(item.next(now), next);
        }
    }

    /// Whatever is pressed in whatever order, with a clock that goes anywhere: numbers stay unique, reminders end.
    #[test]
    fn any_order_of_anything_keeps_its_order(acts in proptest::collection::vec((0u8..8, 1u32..6, any_datetime()), 1..60)) {
        let mut agenda = Agenda::default();
        for (act, id, now) in acts {
            match act {
                0 => { agenda.add(item(ItemKind::Behaviour, EVERY[id as usize % 4], now)); }
                1 => { agenda.remove(id); }
                2 => { let _ = agenda.answer(id, HowItWent::NotYet, now); }
                3 => agenda.let_go(now),
                4 => agenda.talk_ended(now, None, Some(&ConcreteStep { in_days: id, ..ConcreteStep::default() })),
                5 => agenda.talk_ended(now, Some(now - days(1)), None),
                _ => {
                    let ups: Vec<usize> = (0..4).map(|_| agenda.remind(now).len()).collect();
                    prop_assert!(ups[2..] == [0, 0], "{:?}", ups);
                }
            }
            let mut ids: Vec<u32> = agenda.items().iter().map(|item| item.id).collect();
            prop_assert!(ids.is_sorted());
            ids.dedup();
            prop_assert_eq!(ids.len(), agenda.items().len());
        }
    }
}

fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("after-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder.join("after.toml")
}

fn full() -> Agenda {
    let mut agenda = Agenda::default();
    agenda.talk_ended(
        sunday(),
        Some(sunday() + 1.hour()),
        Some(&ConcreteStep { what: "\"x\" = 3 👩‍👩‍👧".into(), who: Some("Kim".into()), in_days: 2 }),
    );
    let mut schedule = item(ItemKind::Behaviour, Recurrence::EveryOtherDay, sunday());
    (schedule.what, schedule.until) = ("phones in the hall".into(), Some(date(2026, 12, 20)));
    agenda.add(schedule);
    agenda.add(item(ItemKind::Evening, Recurrence::Weekly, sunday()));
    agenda.answer(3, HowItWent::NotYet, sunday()).unwrap();
    agenda.remind(sunday() + days(2));
    agenda
}

#[test]
fn what_is_saved_is_loaded_again_and_nobody_else_reads_it() {
    let path = file("saved");
    assert_eq!(load(&path).unwrap(), Agenda::default(), "without a file there is nothing");
    save(&path, &full()).unwrap();
    assert_eq!(load(&path).unwrap(), full());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_nothing_is_lost() {
    let path = file("broken");
    save(&path, &full()).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let broken = text.replacen("every = \"weekly\"", "every = \"fortnightly\"", 1);
    let line = broken.lines().position(|line| line.contains("fortnightly")).unwrap() + 1;
    fs::write(&path, &broken).unwrap();
    let said = load(&path).unwrap_err().to_string();
    assert!(said.contains(&format!("after.toml, line {line}: ")) && said.contains("fortnightly"), "{said}");
    let asides = [set_aside(&path).unwrap(), {
        fs::write(&path, "x").unwrap();
        set_aside(&path).unwrap()
    }];
    assert_ne!(asides[0], asides[1]);
    assert_eq!(fs::read_to_string(&asides[0]).unwrap(), broken);
}

#[test]
fn other_files_are_refused_as_what_they_are() {
    let path = file("other");
    let said = |bytes: &[u8]| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        load(&path).unwrap_err().to_string()
    };
    assert!(said(&[0xff, 0xfe]).contains("plain text"));
    assert!(said(b"version = 7\nnew = 1\n").contains("newer breathmark"));
    assert!(
        said(b"version = 1\n[[item]]\nid = 1\n").contains("line 2"),
        "{}",
        said(b"version = 1\n[[item]]\nid = 1\n")
    );
    assert!(said(b"").contains("version"));
}

#[test]
fn a_hand_may_write_into_the_file_without_harm() {
    let path = file("hand");
    save(&path, &full()).unwrap();
    let text =
        fs::read_to_string(&path).unwrap().replace("id = 3", "id = 2").replace("phones in", "\\u001b[2Jphones\\nin");
    fs::write(&path, text.replace("minutes = 10", "minutes = 0")).unwrap();
    let agenda = load(&path).unwrap();
    let mut ids: Vec<u32> = agenda.items().iter().map(|item| item.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, [1, 2, 3, 4], "two of the same number become two numbers");
    assert!(agenda.items().iter().all(|item| item.minutes > 0 && !item.what.contains('\u{1b}')));
    assert!(agenda.items().iter().any(|item| item.what == "[2Jphones in the hall"));
}

/// The lines of a calendar, put together again where they were folded.
fn lines(agenda: &Agenda, zone: &str) -> Vec<String> {
    let now = sunday().to_zoned(TimeZone::get(zone).unwrap()).unwrap();
    let text = calendar(agenda, &now, |item| format!("{}; say, \\ 今日は👩‍👩‍👧 {}", item.what, "lang ".repeat(30)));
    assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.len() <= 77), "{text}");
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

#[test]
fn a_calendar_says_when_how_often_and_until_when() {
    let lines = lines(&full(), "Europe/Berlin");
    let has = |line: &str| assert!(lines.iter().any(|there| there == line), "{line} is missing:\n{lines:#?}");
    has("DTSTART:20261122T210000Z"); // the return, at ten in the evening in Berlin
    has("DTSTART;TZID=Europe/Berlin:20261122T210000");
    has("RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20261220T200000Z");
    has("RRULE:FREQ=WEEKLY");
    has("TRIGGER:-PT2H");
    has("TZOFFSETTO:+0200");
    has("UID:20261122T210000-4@breathmark");
    assert!(lines.iter().any(|line| line.starts_with("SUMMARY:phones in the hall\\; say\\, \\\\ 今日は👩‍👩‍👧 lang")));
    for (begin, end) in
        lines.iter().filter_map(|line| line.strip_prefix("BEGIN:")).map(|part| (part, format!("END:{part}")))
    {
        let count = |wanted: &str| lines.iter().filter(|line| *line == wanted).count();
        assert_eq!(count(&format!("BEGIN:{begin}")), count(&end));
    }
}

#[test]
fn what_is_over_is_in_no_calendar() {
    let mut agenda = full();
    let mut over = item(ItemKind::Behaviour, Recurrence::Daily, sunday() - days(30));
    over.until = Some(Date::constant(2026, 11, 1));
    over.what = "over".into();
    let id = agenda.add(over).unwrap();
    agenda.answer(id, HowItWent::Helped, sunday()).unwrap();
    assert!(!lines(&agenda, "America/New_York").concat().contains("SUMMARY:over"));
}

#[test]
fn a_zone_without_a_name_still_has_its_offset() {
    let now = sunday().to_zoned(TimeZone::fixed(jiff::tz::Offset::constant(5))).unwrap();
    let text = calendar(&full(), &now, |item| item.what.clone());
    assert!(text.contains("TZOFFSETTO:+0500\r\n") && text.contains("DTSTART:20261122T170000Z\r\n"), "{text}");
}

#[test]
fn looking_back_comes_every_four_months_on_the_same_weekday() {
    let begins = date(2026, 11, 27).at(19, 0, 0, 0);
    let look_back = item(ItemKind::LookBack, Recurrence::EveryFourMonths, begins);
    let next = look_back.next(begins).unwrap();
    assert_eq!(next, date(2027, 3, 26).at(19, 0, 0, 0));
    assert_eq!(next.weekday(), begins.weekday());
    let mut agenda = Agenda::default();
    agenda.add(look_back).unwrap();
    assert!(lines(&agenda, "Europe/Berlin").iter().any(|line| line == "RRULE:FREQ=WEEKLY;INTERVAL=17"));
}

#[test]
fn a_ritual_that_moves_keeps_its_number_and_waits_for_its_new_time() {
    let (mut agenda, tomorrow) = (Agenda::default(), sunday() + days(1));
    let id = agenda.add(item(ItemKind::Thanks, Recurrence::Daily, sunday() - days(1))).unwrap();
    assert_eq!(agenda.due(sunday()).len(), 1);
    assert_eq!(agenda.move_ritual(&item(ItemKind::Thanks, Recurrence::Daily, tomorrow)), Some(id));
    assert!(agenda.due(sunday()).is_empty());
    assert_eq!(agenda.coming(sunday())[0].1, tomorrow);
    assert_eq!(agenda.move_ritual(&item(ItemKind::Step, Recurrence::Once, tomorrow)), None);
}

#[test]
fn a_return_can_be_put_off_and_nothing_else_can() {
    let (mut agenda, later) = (Agenda::default(), sunday() + days(2));
    agenda.talk_ended(sunday(), Some(sunday()), Some(&ConcreteStep::default()));
    assert_eq!(agenda.put_off_return(2, later), Err(Unanswerable::Unknown));
    agenda.put_off_return(1, later).unwrap();
    assert_eq!(agenda.item(1).unwrap().begins, later);
}

#[test]
fn worse_after_a_talk_counts_as_a_lapse_and_better_does_not() {
    let mut agenda = Agenda::default();
    for said in [HowItWent::Better, HowItWent::Same, HowItWent::Worse] {
        let id = agenda.add(item(ItemKind::AfterTalk, Recurrence::Once, sunday())).unwrap();
        agenda.answer(id, said, sunday()).unwrap();
    }
    assert_eq!(agenda.lapses(sunday(), 30), 1);
}
