//! The view of a practice: the page with the ring, or a page of words.

mod pages;
mod says;

use std::time::Duration;

use super::measures::{figure_of, seconds_up};
use super::people::numbers;
use crate::event::input::Link;
use crate::event::moment::Moment;
use crate::event::seat::Pair;
use crate::heart::Heart;
use crate::heart::artifact::Verdict;
use crate::heart::beat::Beat;
use crate::practice::part::{PracticePart, SearchPart};
use crate::practice::{Figures, Practice};
use crate::screen::backdrop::{Backdrop, NumbersShown};
use crate::screen::scene::{BREATH_SAMPLES_A_SECOND, FiguresView, HeartView, Point, PracticeView, TACHOGRAM_S, View};
use crate::session::Session;

/// The smallest move that is said, in beats a minute. Assumption: the beats' own jitter is about one.
const LEAST_MOVE: f64 = 2.0;

/// The view of a practice at `now`.
pub(super) fn view(session: &Session, practice: &Practice, now: Moment, backdrop: &Backdrop) -> View {
    let part = practice.part().unwrap_or(PracticePart::End);
    match part {
        PracticePart::Breathing | PracticePart::FindPace { now: SearchPart::Leading { .. }, .. } => {
            View::Practice(ring(session, practice, part, now, backdrop))
        }
        PracticePart::Grounding { way, prompt } => {
            View::Sheet(pages::grounding(session, part, way, prompt, now, backdrop))
        }
        PracticePart::FindPace { now: search, .. } => {
            View::Sheet(pages::search(session, practice, part, search, now, backdrop))
        }
        PracticePart::Reading { .. } => View::Sheet(pages::reading(session, practice, part, now, backdrop)),
        PracticePart::End => View::Sheet(pages::end(session, practice, now, backdrop)),
    }
}

/// Whether two people share the ring. Nothing is kept of them, and nothing is compared.
fn is_of_two(session: &Session) -> bool {
    session.hearts().right.link() != Link::Absent
}

/// Whether there is a heart to show, or one on its way: a strap that could be heard, or beats of the last minute.
fn has_heart(session: &Session, now: Moment) -> bool {
    let has_beats = |heart: &Heart| {
        let newest = heart.recent().tachogram().next_back();
        newest.is_some_and(|(beat, _)| now.since(beat.at).as_secs_f64() <= TACHOGRAM_S)
    };
    session.hearts().iter().any(|(_, heart)| !heart.is_out_of_reach() || has_beats(heart))
}

/// The page with the ring.
fn ring(session: &Session, practice: &Practice, part: PracticePart, now: Moment, backdrop: &Backdrop) -> PracticeView {
    let course = practice.course();
    // Counted from the whole second at which the breath beneath is drawn, so that both keep step.
    let edge = Moment::from_secs(now.since(Moment::START).as_secs());
    let hearts = Pair::from_fn(|seat| {
        let figures = practice.figures().map(|figures| &figures[seat]);
        heart_view(&session.hearts()[seat], figures, now, edge)
    });
    let has_heart = has_heart(session, now);
    let ends = practice.ends_at().map(|ends| seconds_up(ends.since(now)));
    PracticeView {
        part,
        has_heart,
        figure: figure_of(course.at(now)),
        pacer: course.chosen(),
        elapsed_s: practice.lasted(now).as_secs(),
        breath: breath(practice, edge),
        hearts,
        heading: says::heading(practice, part, backdrop),
        left_s: if part.is_breathing() { ends } else { Some(seconds_up(practice.search().ends().since(now))) },
        says: says::now(session, practice, part, now, backdrop),
        numbers: if has_heart { backdrop.practice.numbers } else { NumbersShown::Few },
        hides_heart: has_heart && backdrop.practice.hides_heart,
    }
}

/// How full the breath was in the last minute, in thousandths.
fn breath(practice: &Practice, edge: Moment) -> Vec<Option<u16>> {
    let samples = (TACHOGRAM_S * BREATH_SAMPLES_A_SECOND) as u32;
    let sample = |nth: u32| {
        let ago = Duration::from_secs_f64(f64::from(samples - 1 - nth) / BREATH_SAMPLES_A_SECOND);
        let has_begun = ago <= edge.since(Moment::START);
        practice.course().at(edge - ago).filter(|_| has_begun).map(|breath| (breath.fullness * 1000.0) as u16)
    };
    (0..samples).map(sample).collect()
}

fn heart_view(heart: &Heart, figures: Option<&Figures>, now: Moment, edge: Moment) -> HeartView {
    let ahead = heart.ahead();
    let point = |&(beat, verdict): &(Beat, Verdict)| {
        let clean = verdict == Verdict::Normal;
        Point { ago_s: edge.since(beat.at - ahead).as_secs_f64(), rr_ms: beat.rr.ms(), clean, linked: beat.linked }
    };
    let mut tachogram: Vec<Point> =
        heart.recent().tachogram().rev().map(point).take_while(|point| point.ago_s <= TACHOGRAM_S).collect();
    tachogram.reverse();
    let figures = figures.map(figures_view).unwrap_or_default();
    HeartView {
        numbers: numbers(heart.reading(now)),
        moves_bpm: figures.swing_bpm.filter(|swing| f64::from(*swing) >= LEAST_MOVE),
        tachogram,
        clean_percent: (100.0 * heart.recent().half_minute.clean_share()).clamp(0.0, 100.0) as u8,
        figures,
    }
}

fn figures_view(figures: &Figures) -> FiguresView {
    let whole = |value: f64| value.round().clamp(0.0, 9999.0) as u16;
    let hundredths = |share: f64| (100.0 * share).round().clamp(0.0, 100.0) as u8;
    FiguresView {
        swing_bpm: figures.swing_bpm().map(whole),
        regularity: figures.rhythm.map(|rhythm| hundredths(rhythm.regularity)),
        fit: figures
            .following
            .filter(|_| !figures.broken_off)
            .map(|found| (hundredths(found.fit), found.behind_deg.round() as i16)),
        rmssd_ms: figures.rmssd_ms.map(whole),
        breaths: figures.rhythm.and_then(|rhythm| rhythm.breathing_per_minute).map(|n| whole(10.0 * n)),
    }
}
