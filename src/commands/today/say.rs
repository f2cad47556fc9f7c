//! The sentences of `breathmark today`: what is waiting and what is coming.

use jiff::civil::{Date, DateTime, Weekday};

use super::answers::Reply;
use crate::agenda::{Agenda, HowItWent, Item, ItemKind, Recurrence};
use crate::words::Words;
use crate::words::agenda::Times;

/// The thing in words.
pub(crate) fn what(words: &Words, item: &Item) -> String {
    let things = &words.things;
    let who = item.who.as_deref().unwrap_or(&things.both);
    match item.kind {
        ItemKind::AfterTalk => things.after_talk.clone(),
        ItemKind::Return => things.go_on.clone(),
        ItemKind::CheckIn => things.check_in.clone(),
        ItemKind::Thanks => things.thanks.clone(),
        ItemKind::Evening => things.evening.clone(),
        ItemKind::LookBack => words.answers.look_back.clone(),
        ItemKind::Step | ItemKind::Behaviour if item.what.is_empty() => things.unnamed_step.with(&[("who", &who)]),
        ItemKind::Behaviour if item.who.is_none() => item.what.clone(),
        ItemKind::Step | ItemKind::Behaviour => things.step.with(&[("what", &item.what), ("who", &who)]),
    }
}

/// The thing, its time, and how often it comes.
pub(super) fn line(words: &Words, item: &Item, at: Option<DateTime>, now: DateTime) -> String {
    let times = &words.times;
    let every = match item.every {
        Recurrence::Once => None,
        Recurrence::Daily => Some(times.every_day.clone()),
        Recurrence::EveryOtherDay => Some(times.every_other_day.clone()),
        Recurrence::Weekly => Some(times.every_week.clone()),
        Recurrence::EveryFourMonths => Some(words.answers.every_four_months.clone()),
    };
    let until = item.until.map(|until| times.until.with(&[("day", &day(times, until, now.date()))]));
    let takes = every.as_ref().map(|_| times.takes.with(&[("n", &item.minutes)]));
    let details = [at.map(|at| when(words, at, now)), every, until, takes];
    let details: Vec<String> = details.into_iter().flatten().collect();
    format!("{}  [{}]", what(words, item), details.join(" · "))
}

/// Everything that is waiting or coming. A waiting thing is not listed a second time as coming.
pub(super) fn everything(words: &Words, agenda: &Agenda, now: DateTime) -> String {
    let (due, mut coming) = (agenda.due(now), agenda.coming(now));
    coming.retain(|(item, _)| item.due(now).is_none());
    if due.is_empty() && coming.is_empty() {
        return format!("{}\n", words.today.nothing);
    }
    let waiting = due.iter().map(|(item, since)| {
        let since = words.times.since.with(&[("when", &when(words, *since, now))]);
        format!("  {:>2}  {}  [{since}]\n", item.id, what(words, item))
    });
    let coming = coming.iter().map(|(item, at)| format!("  {:>2}  {}\n", item.id, line(words, item, Some(*at), now)));
    part(&words.today.waiting, waiting.collect()) + &part(&words.today.coming, coming.collect())
}

fn part(heading: &str, lines: String) -> String {
    if lines.is_empty() { lines } else { format!("{heading}\n{lines}") }
}

/// A time as people say it: "tomorrow, 21:00".
pub(crate) fn when(words: &Words, at: DateTime, now: DateTime) -> String {
    let times = &words.times;
    let time = at.strftime("%H:%M").to_string();
    match at.date().duration_until(now.date()).as_hours() / 24 {
        1 => times.yesterday.with(&[("time", &time)]),
        0 => times.today.with(&[("time", &time)]),
        -1 => times.tomorrow.with(&[("time", &time)]),
        _ => times.day.with(&[("day", &day(times, at.date(), now.date())), ("time", &time)]),
    }
}

/// The weekday of one of the next six days, else the date.
fn day(times: &Times, date: Date, today: Date) -> String {
    let name = match date.weekday() {
        Weekday::Monday => &times.monday,
        Weekday::Tuesday => &times.tuesday,
        Weekday::Wednesday => &times.wednesday,
        Weekday::Thursday => &times.thursday,
        Weekday::Friday => &times.friday,
        Weekday::Saturday => &times.saturday,
        Weekday::Sunday => &times.sunday,
    };
    let ahead = today.duration_until(date).as_hours() / 24;
    if (1..7).contains(&ahead) { name.clone() } else { date.to_string() }
}

/// What is said to an answer. With `alone`, nobody is asked for a smaller step, so the reply says how to note one.
pub(super) fn replied(words: &Words, reply: Reply, now: DateTime, alone: bool) -> String {
    let (today, answers) = (&words.today, &words.answers);
    match reply {
        Reply::Went(HowItWent::Helped) => format!("{}\n", today.helped),
        Reply::Went(HowItWent::Partly) => format!("{}\n", today.partly),
        Reply::Went(HowItWent::NotYet) if alone => format!("{}\n{}\n{}\n", today.not_yet, today.fresh, today.fresh_how),
        Reply::Went(HowItWent::NotYet) => format!("{}\n{}\n", today.not_yet, today.fresh),
        Reply::Went(HowItWent::Better) => format!("{}\n", answers.better),
        Reply::Went(HowItWent::Same) => format!("{}\n", answers.same),
        Reply::Went(HowItWent::Worse) => format!("{}\n{}\n", answers.worse, answers.worse_help),
        Reply::Now => String::new(),
        Reply::Later(at) => format!("{}\n", answers.put_off.with(&[("when", &when(words, at, now))])),
        Reply::LetGo => format!("{}\n", answers.let_go),
    }
}
