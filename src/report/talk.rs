//! What is shown of a talk: its story for both together, and hearts only where they are asked for.

use jiff::civil::DateTime;

use super::heart::HeartReport;
use super::journal::SoFar;
use crate::event::seat::{Pair, Seat};
use crate::session::Script;
use crate::store::journal::Header;
use crate::store::kept::{KeptStep, KeptTalk};
use crate::talk::outline::{Outline, OutlinePart, PartKind};
use crate::talk::pause::Way;

/// The one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StepReport {
    /// None, or not both said yes.
    No,
    /// Both said yes. A journal doesn't hold its words.
    Unwritten,
    /// As it was kept.
    Kept(KeptStep),
}

/// What is shown of a talk.
#[derive(Debug)]
pub(super) struct TalkReport {
    pub(super) began: DateTime,
    pub(super) names: Pair<String>,
    pub(super) outline: Outline,
    pub(super) step: StepReport,
    /// How many minutes after the end both wanted to go on.
    pub(super) goes_on_in_minutes: Option<u64>,
    /// Whether the file keeps hearts that are not shown.
    pub(super) keeps_hearts: bool,
    /// The hearts that were asked for.
    pub(super) hearts: Vec<HeartReport>,
    /// Whether the end of the file is missing.
    pub(super) cut_short: bool,
}

impl TalkReport {
    /// A talk whose hearts were not kept.
    pub(super) fn of_kept(kept: KeptTalk) -> Self {
        Self {
            began: kept.began,
            names: kept.names,
            outline: kept.outline,
            step: kept.step.map_or(StepReport::No, StepReport::Kept),
            goes_on_in_minutes: kept.goes_on_in_minutes,
            keeps_hearts: false,
            hearts: Vec::new(),
            cut_short: kept.was_cut_off,
        }
    }

    /// A talk whose journal was kept, with the hearts of these seats.
    pub(super) fn of_journal(header: &Header, so_far: SoFar, seats: &[Seat]) -> Self {
        let ended = so_far.ended();
        let SoFar { session, hearts, outline, cut_short, .. } = so_far;
        let (agreed, returns) = match session.script() {
            Script::Talk(talk) => (talk.step_agreed(), talk.returns()),
            Script::Practice(_) => (false, None),
        };
        let names = Pair::from_fn(|seat| header.people[seat].name.clone());
        let keeps_hearts = seats.is_empty() && session.hearts().any(|heart| heart.received().notifications > 0);
        let Pair { left, right } = hearts;
        let both = [(Seat::Left, left), (Seat::Right, right)].into_iter();
        let asked = both.filter(|(seat, _)| seats.contains(seat));
        let shown = asked.map(|(seat, heart)| heart.finish(seat, &names[seat], &session.hearts()[seat], None));
        Self {
            began: header.started_locally().datetime(),
            hearts: shown.collect(),
            outline: outline.ended(ended),
            step: if agreed { StepReport::Unwritten } else { StepReport::No },
            goes_on_in_minutes: returns.map(|(agreed, for_when)| for_when.since(agreed).as_secs().div_ceil(60)),
            keeps_hearts,
            names,
            cut_short,
        }
    }

    /// How long it lasted, in seconds.
    pub(super) fn lasted_s(&self) -> u64 {
        self.outline.parts.iter().map(|part| u64::from(part.seconds)).sum()
    }

    /// For how many seconds both took turns.
    pub(super) fn turns_s(&self) -> u64 {
        let turns = self.outline.parts.iter().filter(|part| matches!(part.part, PartKind::Turn | PartKind::Answer));
        turns.map(|part| u64::from(part.seconds)).sum()
    }

    /// Each part with the second in which it began.
    pub(super) fn parts(&self) -> impl Iterator<Item = (u64, &OutlinePart)> {
        self.outline.parts.iter().scan(0, |began, part| {
            let from = *began;
            *began += u64::from(part.seconds);
            Some((from, part))
        })
    }

    /// The pauses.
    pub(super) fn pauses(&self) -> Vec<PauseReport> {
        let next = self.outline.parts.iter().skip(1).map(|part| Some(part.part)).chain([None]);
        let pauses = self.parts().zip(next).filter(|((_, part), _)| part.part == PartKind::Pause);
        let report = |((from_s, part), next): ((u64, &OutlinePart), _)| PauseReport {
            from_s,
            seconds: u64::from(part.seconds),
            ways: part.ways.clone(),
            then: match next {
                None | Some(PartKind::Close) => Then::Ended,
                Some(PartKind::Break) => Then::Break,
                Some(_) => Then::WentOn,
            },
        };
        pauses.map(report).collect()
    }
}

/// One pause, for both together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PauseReport {
    /// How many seconds after the start it began.
    pub(super) from_s: u64,
    /// How long it lasted: until both were ready, where the talk then went on.
    pub(super) seconds: u64,
    /// What both did in it.
    pub(super) ways: Vec<Way>,
    pub(super) then: Then,
}

/// What came after a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// The talk went on.
    WentOn,
    /// A longer break.
    Break,
    /// The end.
    Ended,
}
