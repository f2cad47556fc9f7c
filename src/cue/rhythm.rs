//! What goes by the clock: a tone with each half of a paced breath, one with each prompt of grounding, and the second call
//! at the end of a break.

use std::time::Duration;

use super::Cue;
use crate::event::moment::Moment;
use crate::pacer::{BreathPart, Direction, Pacer};
use crate::practice::Practice;
use crate::session::{Script, Session};
use crate::talk::pause::{Breathing, PROMPT, Way};
use crate::talk::{Phase, Talk};

/// The time between the two calls at the end of a break.
const SECOND_CALL: Duration = Duration::from_mins(1);
/// A tone that is later than this is left out: it would mislead a breath. Assumption.
const FRESH: Duration = Duration::from_millis(400);
/// Beyond the next beginning, so that rounding never wakes the loop just before it.
const MARGIN: Duration = Duration::from_millis(1);

/// How many parts a breath is counted in; one without a second breath in leaves out a number.
const PARTS_OF_A_BREATH: u64 = 3;

/// Something that goes by the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Clocked {
    Breath(Pacer),
    /// The breath of a practice. Its pace may change.
    Led,
    Prompts,
    EndOfBreak,
}

/// The same with its beginning, and the part that goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Running {
    what: Clocked,
    since: Moment,
    part: Part,
}

/// A part of it: a half of a breath, a prompt, a call.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    cue: Cue,
    /// Counted from 0.
    nth: u64,
    /// How long ago it began.
    age: Duration,
    /// When the next one begins, from now on; nothing if none does.
    next_in: Option<Duration>,
}

/// What has been given so far.
#[derive(Debug)]
pub(super) struct Rhythm {
    seen: Vec<(Running, u64)>,
    next_at: Moment,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { seen: Vec::new(), next_at: Moment::START }
    }
}

impl Rhythm {
    /// The cues that begin at `now`. While the cue of a pause `covers` its first breath in, that one has no tone.
    pub(super) fn at(&mut self, session: &Session, now: Moment, covers: bool) -> Vec<Cue> {
        self.follow(running(session, now), now, covers)
    }

    /// When the next one may begin.
    pub(super) fn next_at(&self) -> Moment {
        self.next_at
    }

    fn follow(&mut self, running: Vec<Running>, now: Moment, covers: bool) -> Vec<Cue> {
        let mut begun = Vec::new();
        let mut seen = Vec::with_capacity(running.len());
        self.next_at = Moment::NEVER;
        for running in running {
            let part = running.part;
            let before = self.seen.iter().find(|(other, _)| other.is_of(&running)).map(|(_, nth)| *nth);
            let is_new = match before {
                Some(nth) => part.nth > nth,
                // The first prompt comes with a key, and the first call with its own cue.
                None => running.is_breath() && part.nth.is_multiple_of(PARTS_OF_A_BREATH) && !covers,
            };
            if is_new && part.age < FRESH {
                begun.push(part.cue);
            }
            if let Some(next) = part.next_in {
                self.next_at = self.next_at.min(now + next + MARGIN);
            }
            seen.push((running, part.nth));
        }
        self.seen = seen;
        begun
    }
}

impl Running {
    /// Whether both are the same one, at different times.
    fn is_of(&self, other: &Self) -> bool {
        (self.what, self.since) == (other.what, other.since)
    }

    fn is_breath(&self) -> bool {
        matches!(self.what, Clocked::Breath(_) | Clocked::Led)
    }

    fn breath(pacer: Pacer, since: Moment, now: Moment) -> Self {
        Self { what: Clocked::Breath(pacer), since, part: breath(pacer, now.since(since)) }
    }

    fn prompts(since: Moment, now: Moment) -> Self {
        Self { what: Clocked::Prompts, since, part: every(PROMPT, Cue::Prompt, now.since(since)) }
    }

    /// Two calls, a minute apart.
    fn end_of_break(since: Moment, now: Moment) -> Self {
        let elapsed = now.since(since);
        let call = every(SECOND_CALL, Cue::End, elapsed);
        let second = || Part { nth: 1, next_in: None, age: elapsed.saturating_sub(SECOND_CALL), ..call };
        Self { what: Clocked::EndOfBreak, since, part: if call.nth == 0 { call } else { second() } }
    }
}

fn every(period: Duration, cue: Cue, elapsed: Duration) -> Part {
    let nth = (elapsed.as_micros() / period.as_micros()) as u64;
    let age = Duration::from_micros((elapsed.as_micros() % period.as_micros()) as u64);
    Part { cue, nth, age, next_in: Some(period.saturating_sub(age)) }
}

fn breath(pacer: Pacer, elapsed: Duration) -> Part {
    let breaths = (elapsed.as_secs_f64() / pacer.length_s()).floor();
    let t = (elapsed.as_secs_f64() - breaths * pacer.length_s()).max(0.0);
    breath_part(breaths as u64, pacer.part(t))
}

fn breath_part(breaths: u64, part: BreathPart) -> Part {
    let of = |seconds: f64| Duration::try_from_secs_f64(seconds).unwrap_or_default();
    let cue = match part.direction {
        Direction::In | Direction::TopUp => Cue::In,
        Direction::Out => Cue::Out,
    };
    let nth = PARTS_OF_A_BREATH * breaths + part.direction as u64;
    Part { cue, nth, age: of(part.age_s), next_in: Some(of(part.left_s)) }
}

/// Everything that goes by the clock at `now`.
fn running(session: &Session, now: Moment) -> Vec<Running> {
    match session.script() {
        Script::Talk(talk) => running_in(talk, session.pacer(), now),
        Script::Practice(practice) => running_in_practice(practice, now).into_iter().collect(),
    }
}

fn running_in(talk: &Talk, pacer: Pacer, now: Moment) -> Vec<Running> {
    match talk.phase() {
        Phase::Pause(pause) => {
            let (breathing, since) = pause.breathing();
            match (pause.way(), breathing) {
                (Way::Breath, Breathing::Paced) => vec![Running::breath(pacer, since, now)],
                (Way::Breath, Breathing::Unpaced) => Vec::new(),
                (Way::Senses | Way::Body, _) => vec![Running::prompts(since, now)],
            }
        }
        Phase::LongBreak(rest) => {
            let wall = talk.by_the_wall(now);
            let breath = rest.breathing_since().map(|since| Running::breath(pacer, since, wall));
            let end = rest.due.then(|| Running::end_of_break(rest.returns, wall));
            breath.into_iter().chain(end).collect()
        }
        Phase::In(..)
        | Phase::Breath(..)
        | Phase::ReturnOffer(..)
        | Phase::WayBack(_)
        | Phase::Closing { .. }
        | Phase::Over => Vec::new(),
    }
}

/// The breath that is led, or the prompts of grounding.
fn running_in_practice(practice: &Practice, now: Moment) -> Option<Running> {
    if let Some(prompt) = practice.prompt() {
        let age = now.since(prompt.since);
        let next_in = prompt.ends.map(|ends| ends.since(now));
        let part = Part { cue: Cue::Prompt, nth: u64::from(prompt.nth), age, next_in };
        return Some(Running { what: Clocked::Prompts, since: prompt.began, part });
    }
    let (breaths, part) = practice.course().part(now)?;
    Some(Running { what: Clocked::Led, since: Moment::START, part: breath_part(breaths, part) })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Begun = fn(Moment) -> Running;

    const BREATH: Begun = |now| Running::breath(Pacer::default(), Moment::START, now);

    /// The cues of the first `seconds`, looked at every 20 ms, with the tenths of seconds at which they came.
    fn cues(running: Begun, seconds: u64, covers: bool) -> Vec<(u64, Cue)> {
        let mut rhythm = Rhythm::default();
        let mut given = Vec::new();
        for ms in (0..seconds * 1000).step_by(20) {
            let now = Moment::from_micros(ms * 1000);
            given.extend(
                rhythm.follow(vec![running(now)], now, covers && ms == 0).into_iter().map(|cue| (ms / 100, cue)),
            );
        }
        given
    }

    #[test]
    fn each_half_of_a_paced_breath_has_its_tone_at_its_beginning() {
        let expected = [(0, Cue::In), (40, Cue::Out), (100, Cue::In), (140, Cue::Out), (200, Cue::In)];
        assert_eq!(cues(BREATH, 21, false), expected);
    }

    #[test]
    fn the_first_breath_in_of_a_pause_has_the_cue_of_the_pause_alone() {
        assert_eq!(cues(BREATH, 11, true), [(40, Cue::Out), (100, Cue::In)]);
    }

    #[test]
    fn the_first_prompt_is_silent_and_each_next_one_has_its_cue() {
        assert_eq!(
            cues(|now| Running::prompts(Moment::START, now), 50, false),
            [(240, Cue::Prompt), (480, Cue::Prompt)]
        );
    }

    #[test]
    fn the_end_of_a_break_is_called_a_second_time_after_a_minute_and_no_third_time() {
        assert_eq!(cues(|now| Running::end_of_break(Moment::START, now), 600, false), [(600, Cue::End)]);
    }

    #[test]
    fn a_tone_that_comes_late_is_left_out() {
        let mut rhythm = Rhythm::default();
        let at = |rhythm: &mut Rhythm, ms: u64| {
            let now = Moment::from_micros(ms * 1000);
            rhythm.follow(vec![BREATH(now)], now, false)
        };
        assert_eq!(at(&mut rhythm, 0), [Cue::In]);
        assert!(at(&mut rhythm, 5000).is_empty(), "a second late");
        assert_eq!(at(&mut rhythm, 10_001), [Cue::In]);
    }

    #[test]
    fn the_loop_is_woken_when_the_next_half_begins_and_not_before() {
        let mut rhythm = Rhythm::default();
        let mut now = Moment::START;
        for nth in 0..100 {
            let begun = rhythm.follow(vec![Running::breath(Pacer::of(2.7, 3.3), Moment::START, now)], now, false);
            assert_eq!(begun, [if nth % 2 == 0 { Cue::In } else { Cue::Out }]);
            now = rhythm.next_at();
        }
    }
}
