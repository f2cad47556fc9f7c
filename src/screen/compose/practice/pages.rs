//! The pages of words of a practice.

use super::{has_heart, is_of_two};
use crate::event::moment::Moment;
use crate::heart::Signal;
use crate::heart::statistics::quantile;
use crate::practice::Practice;
use crate::practice::part::{GroundingWay, PracticePart, SearchPart};
use crate::practice::quiet_reading::ReadingResult;
use crate::practice::search::Step;
use crate::screen::backdrop::{Backdrop, EarlierReading};
use crate::screen::closing::whole_minutes;
use crate::screen::compose::measures::seconds_up;
use crate::screen::keys::place::Place;
use crate::screen::scene::{Sheet, SheetLine, Tone};
use crate::screen::tachogram::LEVELS;
use crate::screen::times::clock;
use crate::session::Session;
use crate::words::text::Phrase;

/// After how many readings the page says what is usual. Assumption: fewer may be chance.
const USUAL_FROM: usize = 5;
/// The most columns of that picture.
const MOST_COLUMNS: usize = 24;

fn sheet(session: &Session, part: PracticePart, now: Moment, heading: &str) -> Sheet {
    Sheet::new(Place::Practice { part, has_heart: has_heart(session, now) }, heading.to_owned())
}

fn line(tone: Tone, text: impl Into<String>) -> SheetLine {
    SheetLine::new(tone, text.into())
}

/// Grounding without breathing: one prompt.
pub(super) fn grounding(
    session: &Session,
    part: PracticePart,
    way: GroundingWay,
    prompt: u8,
    now: Moment,
    backdrop: &Backdrop,
) -> Sheet {
    let words = &backdrop.words.grounding;
    let (heading, prompts) = match way {
        GroundingWay::Senses => (&words.heading_senses, &words.senses),
        GroundingWay::Outward => (&words.heading_outward, &words.outward),
        GroundingWay::Muscles => (&words.heading_muscles, &words.muscles),
    };
    let mut sheet = sheet(session, part, now, heading);
    let text = prompts.get(usize::from(prompt)).or(prompts.last()).cloned().unwrap_or_default();
    let nth = prompt + 1;
    let step = if nth < way.prompts() { &words.step } else { &words.last_step };
    let step = step.with(&[("n", &nth), ("of", &way.prompts())]);
    sheet.lines = vec![line(Tone::Text, ""), line(Tone::Prompt, text), line(Tone::Text, ""), line(Tone::Quiet, step)];
    let rate = session.hearts().left.reading(now).heart_rate.filter(|_| !backdrop.practice.hides_heart);
    sheet.lines.extend(rate.map(|rate| line(Tone::Quiet, words.rate.with(&[("n", &rate.round())]))));
    sheet
}

/// The rest between two paces, or what was found.
pub(super) fn search(
    session: &Session,
    practice: &Practice,
    part: PracticePart,
    doing: SearchPart,
    now: Moment,
    backdrop: &Backdrop,
) -> Sheet {
    let (search, words) = (practice.search(), &backdrop.words.find_pace);
    if doing == SearchPart::Resting {
        let mut sheet = sheet(session, part, now, &words.rest_heading);
        let felt = search.steps().last().and_then(|step| step.felt).map(|n| words.felt.with(&[("n", &n)]));
        let asks = search.asks().then(|| felt.unwrap_or_else(|| words.how_was_it.clone()));
        sheet.lines.extend(asks.map(|asks| line(Tone::Strong, asks)));
        let left = clock(seconds_up(search.ends().since(now)));
        sheet.lines.push(line(Tone::Quiet, words.left.with(&[("time", &left)])));
        return sheet;
    }
    let mut sheet = sheet(session, part, now, &words.found_heading);
    if let Some(peak) = search.peak() {
        let (pace, within) = (written(peak.per_minute, 10.0, backdrop), written(peak.within.max(0.1), 10.0, backdrop));
        sheet.lines.push(line(Tone::Strong, words.found.with(&[("pace", &pace)])));
        sheet.lines.push(line(Tone::Text, words.within.with(&[("within", &within)])));
    } else {
        sheet.lines.push(line(Tone::Strong, words.not_found.clone()));
    }
    sheet.lines.extend(search.steps().iter().map(|step| line(Tone::Item, row(step, backdrop))));
    if let Some((date, pace)) = &backdrop.practice.last_found {
        let pace = written(*pace, 10.0, backdrop);
        sheet.lines.push(line(Tone::Quiet, words.last_time.with(&[("date", date), ("pace", &pace)])));
    }
    if doing == (SearchPart::Found { can_refine: true }) {
        sheet.lines.push(line(Tone::Text, words.ask_closer.clone()));
    } else if search.peak().is_some() && backdrop.practice.keeps_pace {
        sheet.lines.push(line(Tone::Quiet, words.kept.clone()));
    }
    sheet
}

fn row(step: &Step, backdrop: &Backdrop) -> String {
    let words = &backdrop.words.find_pace;
    let pace = format!("{:>4}", written(step.per_minute, 100.0, backdrop));
    let Some(followed) = step.followed else { return words.row_unclear.with(&[("pace", &pace)]) };
    let swing = followed.swing_bpm.round();
    let fit = backdrop.words.number(format_args!("{:.2}", followed.fit));
    match step.felt {
        Some(felt) => words.row.with(&[("pace", &pace), ("swing", &swing), ("fit", &fit), ("felt", &felt)]),
        None => words.row_unfelt.with(&[("pace", &pace), ("swing", &swing), ("fit", &fit)]),
    }
}

/// A value rounded to whole parts, with as few decimals as it needs.
fn written(value: f64, parts: f64, backdrop: &Backdrop) -> String {
    backdrop.words.number((value * parts).round() / parts)
}

/// A quiet reading, or its result.
pub(super) fn reading(
    session: &Session,
    practice: &Practice,
    part: PracticePart,
    now: Moment,
    backdrop: &Backdrop,
) -> Sheet {
    let words = &backdrop.words.reading;
    let Some(reading) = practice.reading() else { return sheet(session, part, now, &words.heading) };
    if !reading.is_over() {
        let mut sheet = sheet(session, part, now, &words.heading);
        let left = clock(seconds_up(reading.ends().since(now)));
        // Its time begins with the first clear beat.
        let waits = || backdrop.words.practice.settling.clone();
        let time = if reading.has_begun() { words.time.with(&[("time", &left)]) } else { waits() };
        sheet.lines = vec![line(Tone::Text, words.task.clone()), line(Tone::Quiet, time)];
        let signal = session.hearts().left.signal(now);
        let what_is_wrong = match signal {
            Signal::Waiting | Signal::Silent => Some(&words.unheard),
            Signal::NoContact => Some(&backdrop.words.practice.worn),
            Signal::Absent | Signal::Settling | Signal::Good | Signal::RateOnly => None,
        };
        sheet.lines.extend(what_is_wrong.filter(|_| reading.has_begun()).map(|said| line(Tone::Strong, said)));
        return sheet;
    }
    let mut sheet = sheet(session, part, now, &words.result_heading.with(&[("n", &reading.minutes())]));
    sheet.lines = match reading.result() {
        Some(result) => {
            let usual = (!is_of_two(session)).then(|| usual(practice, result.minutes, backdrop));
            result_lines(result, usual, backdrop)
        }
        None => vec![line(Tone::Strong, words.unclear.clone())],
    };
    sheet
}

fn result_lines(result: &ReadingResult, usual: Option<String>, backdrop: &Backdrop) -> Vec<SheetLine> {
    let words = &backdrop.words.reading;
    let whole = |phrase: &Phrase, value: f64| line(Tone::Item, phrase.with(&[("n", &format!("{value:>3.0}"))]));
    let mut lines = vec![
        whole(&words.rate, result.heart_rate_bpm),
        whole(&words.rmssd, result.rmssd_ms),
        whole(&words.sdnn, result.sdnn_ms),
    ];
    lines.extend(result.breathing_per_minute.map(|breaths| whole(&words.breaths, breaths)));
    lines.push(whole(&words.clean, 100.0 * result.clean_share));
    if result.breathing_per_minute.is_none() {
        lines.push(line(Tone::Quiet, words.no_breaths.clone()));
    }
    lines.extend(usual.map(|usual| line(Tone::Text, usual)));
    lines.push(line(Tone::Quiet, words.no_verdict.clone()));
    lines
}

/// What is usual for this person: the middle half of all readings of this length before this one, earlier in this practice
/// too; before there are enough, how many are missing.
fn usual(practice: &Practice, minutes: u32, backdrop: &Backdrop) -> String {
    let words = &backdrop.words.reading;
    // The last one of this practice is the one that the page shows.
    let before = practice.readings().split_last().map_or(&[][..], |(_, before)| before);
    let of_today = before.iter().map(|&ReadingResult { minutes, heart_rate_bpm, rmssd_ms, .. }| EarlierReading {
        minutes,
        heart_rate_bpm,
        rmssd_ms,
    });
    let all = backdrop.practice.readings.iter().copied().chain(of_today);
    let readings: Vec<EarlierReading> = all.filter(|earlier| earlier.minutes == minutes).collect();
    // This reading is one more.
    if let Some(missing) = USUAL_FROM.checked_sub(readings.len() + 1).filter(|missing| *missing > 0) {
        return words.usual_later.of(missing as u64);
    }
    let (rate_low, rate_high) = middle_half(readings.iter().map(|reading| reading.heart_rate_bpm));
    let (rmssd_low, rmssd_high) = middle_half(readings.iter().map(|reading| reading.rmssd_ms));
    words.usual.with(&[
        ("rate_low", &rate_low),
        ("rate_high", &rate_high),
        ("rmssd_low", &rmssd_low),
        ("rmssd_high", &rmssd_high),
    ])
}

/// The lower and the upper quartile, rounded.
fn middle_half(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let quartile = |share| quantile(&values, share).unwrap_or_default().round();
    (quartile(0.25), quartile(0.75))
}

/// The quiet page at the end.
pub(super) fn end(session: &Session, practice: &Practice, now: Moment, backdrop: &Backdrop) -> Sheet {
    let words = &backdrop.words.practice_end;
    let time = whole_minutes(&backdrop.words.closing, practice.lasted(now).as_secs());
    let mut sheet = sheet(session, PracticePart::End, now, &words.heading.with(&[("time", &time)]));
    let summary = &practice.summaries().left;
    let is_of_two = is_of_two(session);
    let swings = summary.first_and_last_swing().filter(|_| !is_of_two);
    if let Some((first, last)) = swings {
        let values = (first.round(), last.round());
        sheet.lines.push(line(Tone::Text, words.swings.with(&[("first", &values.0), ("last", &values.1)])));
        sheet.lines.push(line(Tone::Picture, picture(&summary.swings(MOST_COLUMNS))));
        // Of a longer practice a column is more than a minute.
        let is_by_minute = summary.swings(usize::MAX).len() <= MOST_COLUMNS;
        sheet.lines.extend(is_by_minute.then(|| line(Tone::Quiet, words.by_minute.clone())));
    } else {
        let one = summary.last_swing().filter(|_| !is_of_two);
        let said = one.map(|swing| words.swing.with(&[("n", &swing.round())]));
        sheet.lines.push(line(Tone::Text, said.unwrap_or_else(|| words.breath_only.clone())));
    }
    if let Some(share) = summary.clean_share().filter(|_| !is_of_two) {
        sheet.lines.push(line(Tone::Quiet, words.clean.with(&[("n", &(100.0 * share).round())])));
    }
    if !is_of_two && !backdrop.watched {
        let felt = practice.felt();
        let now = felt.after.map(|n| words.now.with(&[("n", &n)]));
        sheet.lines.push(line(Tone::Strong, now.unwrap_or_else(|| words.how_now.clone())));
        sheet.lines.extend(felt.before.map(|n| line(Tone::Quiet, words.before.with(&[("n", &n)]))));
    }
    sheet
}

/// The swings as a row of bars from 0 to the largest; a minute without one is a blank.
fn picture(swings: &[Option<f64>]) -> String {
    let most = swings.iter().flatten().copied().fold(0.0, f64::max);
    let level = |swing: f64| ((swing / most.max(1.0)) * (LEVELS.len() as f64 - 1.0)).round() as usize;
    swings.iter().map(|swing| swing.map_or(" ", |swing| LEVELS[level(swing).min(LEVELS.len() - 1)])).collect()
}
