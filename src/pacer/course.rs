//! Which breath is led when. The pace can change while the pacer runs; the figure never jumps.
//!
//! Time is counted in breaths. Another pace of the same shape begins at once, at the place in the breath where the last
//! one stands. Another shape begins with the next breath.

use std::collections::VecDeque;
use std::time::Duration;

use super::{Breath, BreathPart, Pacer};
use crate::event::moment::Moment;

/// How far back the course is known. A step of the search for the own pace looks at 90 s, of beats that may be late.
const KEPT: Duration = Duration::from_secs(130);

/// A span of time with one breath again and again, or with none.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    from: Moment,
    /// How many breaths were led before `from`.
    breaths: f64,
    pacer: Option<Pacer>,
}

impl Piece {
    /// How many breaths have been led until `at`.
    fn breaths(&self, at: Moment) -> f64 {
        self.breaths + self.pacer.map_or(0.0, |pacer| at.since(self.from).as_secs_f64() / pacer.length_s())
    }

    /// When `breaths` will have been led.
    fn reaches(&self, breaths: f64, length_s: f64) -> Moment {
        let wait = (breaths - self.breaths).max(0.0) * length_s;
        self.from + Duration::try_from_secs_f64(wait).unwrap_or(Duration::MAX)
    }
}

/// Which breath is led when, from some time ago to ever after.
#[derive(Clone, Debug)]
pub struct Course {
    /// In the order of time, never empty. The last one may begin in the future.
    pieces: VecDeque<Piece>,
}

impl Course {
    /// A pacer that begins at `from`.
    pub(crate) fn from(from: Moment, pacer: Pacer) -> Self {
        Self { pieces: [Piece { from, breaths: 0.0, pacer: Some(pacer) }].into() }
    }

    /// Leads another breath from now on.
    pub(crate) fn lead(&mut self, now: Moment, pacer: Pacer) {
        self.forget(now);
        let piece = self.piece(now);
        let from = match piece.pacer {
            Some(before) if before.has_shape_of(pacer) => now,
            Some(before) => piece.reaches(piece.breaths(now).ceil(), before.length_s()),
            None => now,
        };
        // Without a breath before it, it begins empty.
        let breaths = if piece.pacer.is_some() { piece.breaths(from) } else { piece.breaths.ceil() };
        // A moment is a whole microsecond, so a whole breath may seem to lack a little.
        let breaths = if from == now { breaths } else { breaths.round() };
        self.pieces.push_back(Piece { from, breaths, pacer: Some(pacer) });
    }

    /// Leads no breath from now on.
    pub(crate) fn rest(&mut self, now: Moment) {
        self.forget(now);
        let breaths = self.piece(now).breaths(now);
        self.pieces.push_back(Piece { from: now, breaths, pacer: None });
    }

    /// Drops what is long past, and what was to begin after `now`.
    fn forget(&mut self, now: Moment) {
        while self.pieces.len() > 1 && self.pieces.back().is_some_and(|piece| piece.from > now) {
            self.pieces.pop_back();
        }
        while self.pieces.get(1).is_some_and(|next| now.since(next.from) > KEPT) {
            self.pieces.pop_front();
        }
    }

    fn piece(&self, at: Moment) -> &Piece {
        let last = self.pieces.iter().rev().find(|piece| piece.from <= at);
        last.unwrap_or(&self.pieces[0])
    }

    /// What was led at `at`, if anything.
    pub fn pacer(&self, at: Moment) -> Option<Pacer> {
        self.piece(at).pacer.filter(|_| self.pieces[0].from <= at)
    }

    /// What will be led last: where a change waits for the next breath, what it changes to.
    pub(crate) fn chosen(&self) -> Option<Pacer> {
        self.pieces.back().and_then(|piece| piece.pacer)
    }

    /// How many breaths had been led at `at`, with the part of the one that was going on.
    pub fn breaths(&self, at: Moment) -> f64 {
        self.piece(at).breaths(at)
    }

    /// The breath that was led at `at`, if any.
    pub(crate) fn at(&self, at: Moment) -> Option<Breath> {
        self.pacer(at).map(|pacer| pacer.at_phase(self.breaths(at).fract()))
    }

    /// The part of a breath that is led at `at`, and its number: three for each breath.
    pub(crate) fn part(&self, at: Moment) -> Option<(u64, BreathPart)> {
        let pacer = self.pacer(at)?;
        let breaths = self.breaths(at);
        let part = pacer.part(breaths.fract() * pacer.length_s());
        Some((3 * breaths as u64 + part.direction as u64, part))
    }

    /// For how long a breath has been led without a rest.
    pub(crate) fn led_for(&self, now: Moment) -> Duration {
        let pieces = self.pieces.iter().filter(|piece| piece.from <= now);
        let led = pieces.rev().take_while(|piece| piece.pacer.is_some()).last();
        led.map_or(Duration::ZERO, |first| now.since(first.from))
    }

    /// When the breath that is going on at `now` ends.
    pub(crate) fn end_of_breath(&self, now: Moment) -> Moment {
        let piece = self.piece(now);
        let Some(pacer) = piece.pacer else { return now };
        // A moment is a whole microsecond, so a whole breath may seem to be a little more.
        piece.reaches((piece.breaths(now) - 1e-6).ceil(), pacer.length_s())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacer::Direction;

    fn ms(ms: u64) -> Moment {
        Moment::from_micros(1000 * ms)
    }

    #[test]
    fn a_change_of_pace_never_moves_the_figure() {
        let mut course = Course::from(Moment::START, Pacer::default());
        let mut pace = 6.0;
        for nth in 0..600 {
            let now = ms(1700 * nth + 3);
            let before = course.at(now);
            pace = if nth % 7 < 4 { f64::min(7.0, pace + 0.1) } else { f64::max(4.0, pace - 0.1) };
            course.lead(now, Pacer::default().at_rate(pace));
            let (before, after) = (before.unwrap(), course.at(now).unwrap());
            assert!((before.fullness - after.fullness).abs() < 1e-4 && before.direction == after.direction);
            assert!(course.pieces.len() < 85, "what is long past is dropped");
        }
    }

    #[test]
    fn another_shape_waits_for_the_next_breath() {
        let mut course = Course::from(Moment::START, Pacer::default());
        course.lead(ms(13_000), Pacer::SIGH);
        assert_eq!((course.pacer(ms(19_999)), course.chosen()), (Some(Pacer::default()), Some(Pacer::SIGH)));
        assert_eq!(course.pacer(ms(20_000)), Some(Pacer::SIGH));
        assert!(course.at(ms(20_000)).unwrap().fullness < 1e-6);
        course.lead(ms(21_000), Pacer::EVEN);
        course.lead(ms(22_000), Pacer::SIGH);
        assert_eq!((course.pacer(ms(31_000)), course.breaths(ms(31_000)).round() as u32), (Some(Pacer::SIGH), 3));
    }

    #[test]
    fn after_a_rest_it_begins_empty() {
        let mut course = Course::from(Moment::START, Pacer::default());
        course.rest(ms(12_000));
        assert_eq!(course.at(ms(14_000)), None);
        course.lead(ms(15_000), Pacer::default());
        let first = course.at(ms(15_000)).unwrap();
        assert!(first.fullness < 1e-9 && first.direction == Direction::In);
        assert_eq!(course.led_for(ms(18_000)), Duration::from_secs(3));
        assert_eq!(course.at(ms(11_000)).unwrap().direction, Direction::In, "what was led before is still known");
    }

    #[test]
    fn a_breath_ends_when_it_is_empty_again() {
        let mut course = Course::from(Moment::START, Pacer::default());
        assert_eq!(course.end_of_breath(ms(23_400)), ms(30_000));
        course.lead(ms(25_000), Pacer::default().at_rate(4.0));
        assert_eq!(course.end_of_breath(ms(26_000)), ms(32_500));
        assert_eq!(course.end_of_breath(ms(32_500)), ms(32_500));
    }

    #[test]
    fn in_ten_minutes_of_many_changes_less_than_a_millisecond_is_lost() {
        let mut course = Course::from(Moment::START, Pacer::default());
        let mut led = 0.0;
        for second in 0..600 {
            let pace = if second % 2 == 0 { 6.3 } else { 5.1 };
            course.lead(Moment::from_secs(second), Pacer::default().at_rate(pace));
            led += pace / 60.0;
        }
        assert!((course.breaths(Moment::from_secs(600)) - led).abs() * 10_000.0 < 1.0);
    }
}
