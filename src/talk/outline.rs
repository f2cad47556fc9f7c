//! How a talk went, part by part, for both together: what is kept of it when the hearts are not.
//!
//! An outline has whole seconds only. A pause that a heart triggers begins on a whole second of the session, one that a key
//! begins does not: rounded down, both look the same. An outline has no place for whose heart, whose key or whose turn.

use serde::{Deserialize, Serialize};

use super::pause::Way;
use super::stage::{SessionPart, Stage};
use crate::event::moment::Moment;

/// How a talk went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Its parts, in the order in which they came. Two that follow each other are never of one kind.
    pub parts: Vec<OutlinePart>,
}

/// One part of a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlinePart {
    /// What went on.
    pub part: PartKind,
    /// For how many seconds.
    pub seconds: u32,
    /// In a pause: what both did in it, in the order in which they did it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
}

/// What goes on in a part of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// What is arranged before the talk: straps, agreements, the topic.
    Before,
    /// Sitting quietly, and the easy round.
    EasyRound,
    /// A turn of one of them.
    Turn,
    /// The other's answer.
    Answer,
    /// One breath together.
    Breath,
    /// A pause.
    Pause,
    /// A longer break, and the offer of it.
    Break,
    /// The way back from a pause.
    WayBack,
    /// Making amends.
    Amends,
    /// Choosing one step, and looking at it together.
    OneStep,
    /// The close.
    Close,
}

impl PartKind {
    /// The part that a stage of a talk belongs to; nothing at the very end and in a practice.
    fn of(stage: Stage) -> Option<Self> {
        Some(match stage {
            Stage::Turn { .. } => Self::Turn,
            Stage::Answer { .. } => Self::Answer,
            Stage::ReturnOffer { .. } | Stage::LongBreak { .. } => Self::Break,
            Stage::WayBack { .. } => Self::WayBack,
            Stage::OneStep { .. } | Stage::Summary { .. } => Self::OneStep,
            Stage::Over => return None,
            _ => match stage.part() {
                SessionPart::Before => Self::Before,
                SessionPart::WarmUp => Self::EasyRound,
                SessionPart::Breath => Self::Breath,
                SessionPart::Pause => Self::Pause,
                SessionPart::Repair => Self::Amends,
                SessionPart::End => Self::Close,
                SessionPart::Turns => Self::Turn,
                SessionPart::Practice => return None,
            },
        })
    }
}

/// An outline that grows with the stages of a talk.
#[derive(Clone, Debug, Default)]
pub(crate) struct OutlineSoFar {
    parts: Vec<OutlinePart>,
    /// The part that goes on, and the whole second in which it began.
    now: Option<(OutlinePart, u64)>,
}

/// The most parts that are kept. Assumption: a talk of hours has a tenth of them. Later parts count to the last one.
const MOST_PARTS: usize = 2_000;

impl OutlineSoFar {
    /// The talk has come to this stage.
    pub(crate) fn enter(&mut self, at: Moment, stage: Stage) {
        let kind = PartKind::of(stage);
        if self.now.as_ref().map(|(part, _)| part.part) != kind && self.parts.len() < MOST_PARTS {
            self.end_part(at);
            self.now = kind.map(|part| (OutlinePart { part, seconds: 0, ways: Vec::new() }, at.whole_seconds()));
        }
        if let (Stage::Pause { way, .. }, Some((part, _))) = (stage, &mut self.now)
            && !part.ways.contains(&way)
        {
            part.ways.push(way);
        }
    }

    /// Whether anything of a talk has been in it.
    pub(crate) fn has_talk(&self) -> bool {
        let is_of_a_talk =
            |part: &OutlinePart| !matches!(part.part, PartKind::Before | PartKind::Breath | PartKind::Close);
        self.parts.iter().chain(self.now.as_ref().map(|(part, _)| part)).any(is_of_a_talk)
    }

    /// The outline of a talk that ends now.
    pub(crate) fn ended(&self, at: Moment) -> Outline {
        let mut ended = self.clone();
        ended.end_part(at);
        Outline { parts: ended.parts }
    }

    fn end_part(&mut self, at: Moment) {
        if let Some((mut part, began)) = self.now.take() {
            part.seconds = at.whole_seconds().saturating_sub(began).try_into().unwrap_or(u32::MAX);
            self.parts.push(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::seat::{Pair, Seat};
    use crate::talk::TurnState;
    use crate::talk::pause::{Breathing, Readiness};

    const TURN: Stage = Stage::Turn { speaker: Seat::Left, now: TurnState { over: false, asks: None } };

    fn pause(way: Way, left: Readiness) -> Stage {
        let ready = Pair { left, right: Readiness::Unsaid };
        Stage::Pause { breathing: Breathing::Paced, way, ready }
    }

    /// The outline of a talk with one pause that begins after so many microseconds, and lasts a minute and a half.
    fn paused_at(micros: u64) -> Outline {
        let at = |seconds: u64| Moment::from_micros(micros + seconds * 1_000_000);
        let mut so_far = OutlineSoFar::default();
        so_far.enter(Moment::from_secs(300), TURN);
        so_far.enter(at(0), pause(Way::Breath, Readiness::Unsaid));
        so_far.enter(at(20), pause(Way::Senses, Readiness::Unsaid));
        so_far.enter(at(40), pause(Way::Senses, Readiness::Ready));
        so_far.enter(at(90), TURN);
        so_far.enter(at(120), Stage::Over);
        so_far.ended(at(500))
    }

    #[test]
    fn a_pause_on_a_whole_second_and_one_between_two_leave_the_same_outline() {
        let of_a_heart = paused_at(360_000_000);
        for micros in [360_000_001, 360_400_000, 360_999_999] {
            assert_eq!(paused_at(micros), of_a_heart);
        }
    }

    #[test]
    fn an_outline_has_each_part_with_its_whole_seconds_and_what_both_did_in_a_pause() {
        let parts = paused_at(360_250_000).parts;
        let all: Vec<_> = parts.iter().map(|part| (part.part, part.seconds)).collect();
        assert_eq!(all, [(PartKind::Turn, 60), (PartKind::Pause, 90), (PartKind::Turn, 30)]);
        assert_eq!(parts[1].ways, [Way::Breath, Way::Senses]);
    }

    #[test]
    fn whoever_was_ready_first_or_spoke_leaves_the_same_outline() {
        let with = |speaker, ready| {
            let mut so_far = OutlineSoFar::default();
            so_far.enter(Moment::START, Stage::Turn { speaker, now: TurnState::default() });
            so_far.enter(Moment::from_secs(9), Stage::Pause { breathing: Breathing::Paced, way: Way::Breath, ready });
            so_far.ended(Moment::from_secs(99))
        };
        let (left, right) = (Readiness::Ready, Readiness::NotReady);
        assert_eq!(with(Seat::Left, Pair { left, right }), with(Seat::Right, Pair { left: right, right: left }));
    }
}
