//! From one stage of the session to the next: which cue, if any.
//!
//! | from | to | cue |
//! |---|---|---|
//! | anything but a pause and its offer of a break | a pause | `Pause` |
//! | a pause or a long break | the way back, or where the talk goes on | `Ready` |
//! | a warm-up turn, a turn or an answer | its end, or the end of its time | `Turn` |
//! | a long break | the same break, when it is due | `End` |
//! | a practice | its last page, or a result | `End` |
//! | a pace that is searched for | the rest behind it | `Prompt` |
//!
//! Everything else changes in silence: what people do by their own keys in a quiet page needs no sound.

use super::Cue;
use crate::event::seat::Seat;
use crate::practice::part::{PracticePart, SearchPart};
use crate::talk::{SessionPart, Stage, Step};

/// Somebody's time to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Floor {
    WarmUp(Seat),
    Turn(Seat),
    /// The answer to the turn of this person, with all its parts.
    Answer(Seat),
}

/// What the next cue depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    stage: Option<Stage>,
    /// Whose time to speak it is. It lasts over a breath in its middle.
    floor: Option<Floor>,
    /// Whether that time is up while they speak on.
    time_is_up: bool,
}

impl Situation {
    /// The situation once `stage` has come. `leads_to` is the step that a shared breath leads to; nothing if that is not
    /// known any more, because the breath is over already. Then the next stage tells.
    #[must_use]
    pub fn then(self, stage: Stage, leads_to: Option<Step>) -> Self {
        let floor = match (stage, leads_to) {
            (Stage::Breath, None) => self.floor,
            (Stage::Breath, Some(step)) => self.floor.filter(|floor| Some(*floor) == floor_of_step(step)),
            _ => floor_of(stage),
        };
        let time_is_up = match stage {
            Stage::Breath => self.time_is_up && floor.is_some(),
            stage => time_is_up(stage),
        };
        Self { stage: Some(stage), floor, time_is_up }
    }
}

/// Whether somebody speaks on after their time.
fn time_is_up(stage: Stage) -> bool {
    matches!(stage, Stage::Turn { now, .. } | Stage::Answer { now, .. } if now.over)
}

/// The cue between two situations.
pub fn cue(before: &Situation, now: &Situation) -> Option<Cue> {
    let (from, to) = (before.stage, now.stage?);
    let part = to.part();
    let goes_on = !matches!(part, SessionPart::Pause | SessionPart::End);
    match (from, to) {
        (Some(Stage::Pause { .. } | Stage::ReturnOffer { .. }), Stage::Pause { .. }) => None,
        (_, Stage::Pause { .. }) => Some(Cue::Pause),
        (Some(Stage::Pause { .. } | Stage::LongBreak { .. }), Stage::WayBack { .. }) => Some(Cue::Ready),
        (Some(Stage::Pause { .. } | Stage::LongBreak { .. }), _) if goes_on => Some(Cue::Ready),
        (Some(Stage::LongBreak { due: false, .. }), Stage::LongBreak { due: true, .. }) => Some(Cue::End),
        (Some(Stage::Practice { part: before }), Stage::Practice { part }) => practice_cue(before, part),
        // Where the time was up before the end, the cue has been given then.
        _ if before.floor.is_some() && now.floor != before.floor => {
            (goes_on && !before.time_is_up).then_some(Cue::Turn)
        }
        _ => (now.time_is_up && !before.time_is_up).then_some(Cue::Turn),
    }
}

/// In a practice eyes may be closed.
fn practice_cue(before: PracticePart, part: PracticePart) -> Option<Cue> {
    use PracticePart::{End, FindPace, Reading};
    match (before, part) {
        (End, End) => None,
        (_, End)
        | (Reading { over: false, .. }, Reading { over: true, .. })
        | (FindPace { now: SearchPart::Resting, .. }, FindPace { now: SearchPart::Found { .. }, .. }) => Some(Cue::End),
        (FindPace { now: SearchPart::Leading { .. }, .. }, FindPace { now: SearchPart::Resting, .. }) => {
            Some(Cue::Prompt)
        }
        _ => None,
    }
}

fn floor_of(stage: Stage) -> Option<Floor> {
    match stage {
        Stage::WarmUp { speaker, .. } => Some(Floor::WarmUp(speaker)),
        Stage::Turn { speaker, .. } => Some(Floor::Turn(speaker)),
        Stage::Answer { speaker, .. } => Some(Floor::Answer(speaker)),
        _ => None,
    }
}

fn floor_of_step(step: Step) -> Option<Floor> {
    match step {
        Step::WarmUp(seat) => Some(Floor::WarmUp(seat)),
        Step::Turn(seat) => Some(Floor::Turn(seat)),
        Step::Answer(seat, _) => Some(Floor::Answer(seat)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::seat::Pair;
    use crate::talk::pause::{Breathing, Readiness, Way};
    use crate::talk::{Listening, TurnState};

    const NOW: TurnState = TurnState { over: false, asks: None };
    const LEFT: Stage = Stage::Turn { speaker: Seat::Left, now: NOW };
    const RIGHT: Stage = Stage::Turn { speaker: Seat::Right, now: NOW };
    const ANSWER: Stage = Stage::Answer { speaker: Seat::Left, part: Listening::Reflect, now: NOW };
    const BREATHING: Stage = Stage::Practice { part: PracticePart::Breathing };
    const LAST_PAGE: Stage = Stage::Practice { part: PracticePart::End };
    const WAY_BACK: Stage = Stage::WayBack { smaller: false, yes: Pair { left: false, right: false } };
    const READY: Pair<Readiness> = Pair { left: Readiness::Ready, right: Readiness::Unsaid };
    const PAUSE: Stage = Stage::Pause {
        breathing: Breathing::Paced,
        way: Way::Breath,
        ready: Pair { left: Readiness::Unsaid, ..READY },
    };
    const CLOSE: Stage = Stage::Closing { return_in_minutes: None };

    fn long_break(due: bool) -> Stage {
        Stage::LongBreak { due, breathing: false, ready: READY, asks: None }
    }

    /// The cues of stages one after another; a breath leads to the step beside it.
    fn cues(stages: &[(Stage, Option<Step>)]) -> Vec<Cue> {
        let mut before = Situation::default();
        let given = stages.iter().filter_map(|(stage, leads_to)| {
            let now = before.then(*stage, *leads_to);
            cue(&std::mem::replace(&mut before, now), &now)
        });
        given.collect()
    }

    fn plainly(stages: &[Stage]) -> Vec<Cue> {
        cues(&stages.iter().map(|stage| (*stage, None)).collect::<Vec<_>>())
    }

    #[test]
    fn the_end_of_a_practice_is_heard_once_and_so_is_the_end_of_a_pace() {
        let pace = |now| Stage::Practice { part: PracticePart::FindPace { step: 0, now } };
        let (leading, resting) = (pace(SearchPart::Leading { again: false }), pace(SearchPart::Resting));
        assert_eq!(cues(&[(BREATHING, None), (LAST_PAGE, None), (LAST_PAGE, None)]), [Cue::End]);
        assert_eq!(cues(&[(BREATHING, None), (leading, None), (resting, None), (leading, None)]), [Cue::Prompt]);
    }

    #[test]
    fn a_pause_is_announced_once_however_much_changes_in_it() {
        let unpaced = Stage::Pause { breathing: Breathing::Unpaced, way: Way::Senses, ready: READY };
        let offer = Stage::ReturnOffer { minutes: 20, agreed: Pair::default() };
        assert_eq!(plainly(&[LEFT, PAUSE, unpaced, offer, PAUSE]), [Cue::Pause]);
        assert_eq!(plainly(&[PAUSE]), [Cue::Pause], "the first stage of all");
    }

    #[test]
    fn a_pause_sounds_the_same_whatever_it_interrupts() {
        for stage in [LEFT, RIGHT, ANSWER, WAY_BACK, CLOSE, Stage::Breath, Stage::Settling, Stage::Straps] {
            assert_eq!(plainly(&[stage, PAUSE]), [Cue::Pause], "{stage:?}");
        }
    }

    #[test]
    fn going_on_is_announced_after_a_pause_and_after_a_break() {
        assert_eq!(plainly(&[PAUSE, WAY_BACK, Stage::Breath, LEFT]), [Cue::Pause, Cue::Ready]);
        assert_eq!(plainly(&[PAUSE, Stage::Breath, LEFT]), [Cue::Pause, Cue::Ready]);
        assert_eq!(plainly(&[PAUSE, LEFT]), [Cue::Pause, Cue::Ready]);
        assert_eq!(plainly(&[long_break(true), WAY_BACK]), [Cue::Ready]);
    }

    #[test]
    fn leaving_a_pause_for_a_break_or_the_end_is_no_going_on() {
        let offer = Stage::ReturnOffer { minutes: 20, agreed: Pair::default() };
        assert_eq!(plainly(&[PAUSE, offer, long_break(false)]), [Cue::Pause]);
        for end in [CLOSE, Stage::Over] {
            assert_eq!(plainly(&[PAUSE, end]), [Cue::Pause]);
        }
    }

    #[test]
    fn a_turn_ends_with_one_note_and_its_breath_and_what_follows_have_none() {
        let to_answer = Some(Step::Answer(Seat::Left, Listening::Reflect));
        assert_eq!(cues(&[(LEFT, None), (Stage::Breath, to_answer), (ANSWER, None)]), [Cue::Turn]);
        assert_eq!(cues(&[(LEFT, None), (Stage::Breath, None), (ANSWER, None)]), [Cue::Turn], "seen late");
        assert_eq!(plainly(&[LEFT, RIGHT]), [Cue::Turn]);
        assert_eq!(
            plainly(&[Stage::WarmUp { speaker: Seat::Left }, Stage::WarmUp { speaker: Seat::Right }]),
            [Cue::Turn]
        );
    }

    #[test]
    fn a_breath_in_the_middle_of_a_turn_is_no_end_of_it() {
        let back = Some(Step::Turn(Seat::Left));
        assert!(cues(&[(LEFT, None), (Stage::Breath, back), (LEFT, None)]).is_empty());
        assert!(cues(&[(LEFT, None), (Stage::Breath, None), (LEFT, None)]).is_empty());
    }

    #[test]
    fn the_parts_of_an_answer_are_one_time_to_speak() {
        let next = Stage::Answer { speaker: Seat::Left, part: Listening::Validate, now: NOW };
        assert_eq!(plainly(&[ANSWER, next, RIGHT]), [Cue::Turn]);
    }

    #[test]
    fn a_turn_that_is_broken_off_by_the_close_ends_in_silence() {
        assert!(plainly(&[LEFT, CLOSE, Stage::Over]).is_empty());
    }

    #[test]
    fn a_turn_that_runs_on_after_its_time_has_its_note_when_the_time_is_up() {
        let over = Stage::Turn { speaker: Seat::Left, now: TurnState { over: true, ..NOW } };
        assert_eq!(plainly(&[LEFT, over, over, Stage::Breath, ANSWER]), [Cue::Turn], "not once more at the end");
        assert_eq!(plainly(&[LEFT, over, LEFT, over]), [Cue::Turn; 2], "both have given half a minute more");
    }

    #[test]
    fn the_end_of_a_break_is_announced_when_it_is_due() {
        assert_eq!(plainly(&[long_break(false), long_break(true), long_break(true)]), [Cue::End]);
        let put_off = [long_break(false), long_break(true), long_break(false), long_break(true)];
        assert_eq!(plainly(&put_off), [Cue::End, Cue::End]);
        assert!(plainly(&[CLOSE, long_break(true)]).is_empty(), "somebody who comes back to it knows");
    }

    #[test]
    fn both_seats_have_the_same_cues() {
        let mirrored = |stages: [Stage; 4]| {
            stages.map(|stage| match stage {
                Stage::Turn { speaker, now } => Stage::Turn { speaker: speaker.other(), now },
                Stage::Answer { speaker, part, now } => Stage::Answer { speaker: speaker.other(), part, now },
                other => other,
            })
        };
        let stages = [LEFT, ANSWER, PAUSE, WAY_BACK];
        assert_eq!(plainly(&stages), plainly(&mirrored(stages)));
    }
}
