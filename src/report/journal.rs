//! One pass over a journal: the session that it was, second by second, and the intervals for the figures.

use std::io::BufRead;

use super::Kept;
use super::heart::HeartSoFar;
use super::practice::{LedSoFar, PracticeReport};
use super::source::ReportError;
use super::talk::TalkReport;
use crate::event::input::{Input, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::lab::analyze::read::JournalReader;
use crate::practice::part::PracticePart;
use crate::session::output::Output;
use crate::session::{Script, Session};
use crate::store::journal::Header;
use crate::store::journal::read::Lines;
use crate::talk::Stage;
use crate::talk::outline::OutlineSoFar;

/// What a journal holds, and how many inputs that were.
pub(super) struct Passed {
    pub(super) kept: Kept,
    pub(super) inputs: u64,
}

/// What is collected on the way.
pub(super) struct SoFar {
    pub(super) session: Session,
    pub(super) hearts: Pair<HeartSoFar>,
    pub(super) outline: OutlineSoFar,
    pub(super) led: LedSoFar,
    /// The intervals of a practice. A talk may last a day, and shows no figure that needs them.
    pub(super) intervals: Option<JournalReader>,
    /// How many notifications came after the end of a practice, while its last page was shown.
    pub(super) after_end: u64,
    /// When the session came to its end, if it did.
    over: Option<Moment>,
    /// Whether its end can't be read.
    pub(super) cut_short: bool,
}

/// Reads a journal to its end, or to where it can be read.
pub(super) fn pass<R: BufRead>(header: &Header, lines: Lines<R>, seats: &[Seat]) -> Result<Passed, ReportError> {
    let session = Session::new(&header.setup);
    let is_practice = matches!(session.script(), Script::Practice(_));
    let mut so_far = SoFar {
        session,
        hearts: Pair::default(),
        outline: OutlineSoFar::default(),
        led: LedSoFar::default(),
        intervals: is_practice.then(JournalReader::default),
        after_end: 0,
        over: None,
        cut_short: false,
    };
    let mut inputs = 0;
    for line in lines {
        match line {
            Ok(stamped) => so_far.take(&stamped),
            Err(error) if error.is_partial() => so_far.cut_short = true,
            Err(error) => return Err(error.into()),
        }
        inputs += 1;
    }
    let kept = if is_practice {
        Kept::Practice(Box::new(PracticeReport::of(header, so_far, seats)))
    } else {
        Kept::Talk(Box::new(TalkReport::of_journal(header, so_far, seats)))
    };
    Ok(Passed { kept, inputs })
}

impl SoFar {
    fn take(&mut self, stamped: &Stamped) {
        if self.over.is_some() {
            return;
        }
        // Every whole second before the input, as it was then.
        while self.session.now().next_second() <= stamped.at && self.over.is_none() {
            let second = self.session.now().next_second();
            self.session.advance(second);
            self.drain();
            self.second();
        }
        if self.is_at_end() {
            self.after_end += u64::from(matches!(stamped.input, Input::Notification { .. }));
        } else if let Some(intervals) = &mut self.intervals {
            intervals.take(stamped);
        }
        let exchanged = self.session.has_exchanged_straps();
        self.session.handle(stamped.at, &stamped.input);
        if self.session.has_exchanged_straps() != exchanged {
            // What each strap sent before was the other's, too.
            let Pair { left, right } = &mut self.hearts;
            std::mem::swap(left, right);
        }
        self.drain();
    }

    /// When it ended, or the last input came.
    pub(super) fn ended(&self) -> Moment {
        self.over.unwrap_or(self.session.now())
    }

    /// Whether a practice is over, and its last page is shown.
    fn is_at_end(&self) -> bool {
        matches!(self.session.script(), Script::Practice(practice) if practice.part() == Some(PracticePart::End))
    }

    fn second(&mut self) {
        let now = self.session.now();
        if self.is_at_end() {
            return;
        }
        if let Script::Practice(practice) = self.session.script() {
            self.led.second(now, practice);
        }
        for seat in Seat::BOTH {
            self.hearts[seat].second(now, &self.session.hearts()[seat]);
        }
    }

    fn drain(&mut self) {
        while let Some(stamped) = self.session.poll() {
            match stamped.output {
                Output::Stage { stage } => {
                    self.outline.enter(stamped.at, stage);
                    if stage == Stage::Over {
                        self.over = Some(stamped.at);
                    }
                }
                Output::Beat { seat, rr_ms, verdict, .. } => self.hearts[seat].beat(rr_ms, verdict),
                Output::StrapFault { seat, fault } => self.hearts[seat].fault(fault),
                _ => {}
            }
        }
    }
}
