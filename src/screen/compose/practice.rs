//! The view of a practice.

use super::measures::figure_of;
use super::people::numbers;
use crate::event::moment::Moment;
use crate::heart::Heart;
use crate::heart::artifact::Verdict;
use crate::heart::beat::Beat;
use crate::practice::part::PracticePart;
use crate::practice::{Figures, Practice};
use crate::screen::scene::{BREATH_SAMPLES_A_SECOND, HeartView, Point, PracticeView, TACHOGRAM_S};
use crate::session::Session;

/// The smallest move that is said, in beats a minute. Assumption: the beats' own jitter is about one.
const LEAST_MOVE: f64 = 2.0;

/// The view of a practice at `now`.
pub(super) fn view(session: &Session, practice: &Practice, now: Moment) -> PracticeView {
    let course = practice.course();
    let elapsed = practice.lasted(now);
    // Counted from the whole second at which the breath beneath is drawn, so that both keep step.
    let edge = Moment::from_secs(now.since(Moment::START).as_secs());
    PracticeView {
        part: practice.part().unwrap_or(PracticePart::End),
        figure: figure_of(course.at(now)),
        pacer: course.chosen(),
        elapsed_s: elapsed.as_secs(),
        breath: breath(practice, edge),
        hearts: crate::event::seat::Pair::from_fn(|seat| {
            let figures = practice.figures().map(|figures| &figures[seat]);
            heart_view(&session.hearts()[seat], figures, now, edge)
        }),
    }
}

/// How full the breath was in the last minute, in thousandths.
fn breath(practice: &Practice, edge: Moment) -> Vec<Option<u16>> {
    let samples = (TACHOGRAM_S * BREATH_SAMPLES_A_SECOND) as u32;
    let sample = |nth: u32| {
        let ago = std::time::Duration::from_secs_f64(f64::from(samples - 1 - nth) / BREATH_SAMPLES_A_SECOND);
        let is_later = ago <= edge.since(Moment::START);
        practice.course().at(edge - ago).filter(|_| is_later).map(|breath| (breath.fullness * 1000.0) as u16)
    };
    (0..samples).map(sample).collect()
}

fn heart_view(heart: &Heart, figures: Option<&Figures>, now: Moment, edge: Moment) -> HeartView {
    let point = |&(beat, verdict): &(Beat, Verdict)| {
        let clean = verdict == Verdict::Normal;
        Point { ago_s: edge.since(beat.at).as_secs_f64(), rr_ms: beat.rr.ms(), clean, linked: beat.linked }
    };
    let mut tachogram: Vec<Point> =
        heart.recent().tachogram().rev().map(point).take_while(|point| point.ago_s <= TACHOGRAM_S).collect();
    tachogram.reverse();
    let moves = figures.and_then(Figures::swing_bpm).filter(|swing| *swing >= LEAST_MOVE);
    HeartView {
        numbers: numbers(heart.reading(now)),
        moves_bpm: moves.map(|swing| swing.round() as u16),
        tachogram,
        clean_percent: (100.0 * heart.recent().half_minute.clean_share()).clamp(0.0, 100.0) as u8,
    }
}
