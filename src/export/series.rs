//! From the inputs of a session to the beats of each strap, with the session's own verdicts.

use std::collections::VecDeque;

use crate::event::input::{Input, Stamped};
use crate::event::moment::Moment;
use crate::event::seat::{Pair, Seat};
use crate::heart::artifact::Verdict;
use crate::heart::beat::RrInterval;
use crate::heart::measurement::Measurement;
use crate::heart::strap_fault::StrapFault;
use crate::session::output::Output;
use crate::session::{Session, Setup};

/// What a strap's notifications turn out to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    /// A beat.
    Beat {
        /// When the heart beat, in beat time.
        at: Moment,
        /// The interval before it.
        rr: RrInterval,
        /// When the notification that brought it arrived.
        arrived: Moment,
        /// The strap's own heart rate in that notification, in beats a minute.
        rate: Option<u16>,
        /// The session's verdict.
        verdict: Verdict,
    },
    /// The strap does something wrong.
    Fault(Moment, StrapFault),
}

/// A session that is played again for its beats. Its memory does not grow with the session.
#[derive(Debug)]
pub struct Series {
    session: Session,
    /// For each beat whose verdict waits: when it arrived, and the strap's own rate with it.
    waiting: Pair<VecDeque<(Moment, u16)>>,
}

impl Series {
    /// The session that a journal's header begins.
    pub fn new(setup: &Setup) -> Self {
        Self { session: Session::new(setup), waiting: Pair::default() }
    }

    /// Takes the next input, and hands on what is certain now: the seat that the strap was assigned to, and what it sent.
    pub fn take<E>(&mut self, stamped: &Stamped, each: impl FnMut(Seat, Found) -> Result<(), E>) -> Result<(), E> {
        let Stamped { at, input } = stamped;
        if let Input::Notification { seat, bytes, .. } = input {
            let before = self.beats(*seat);
            self.session.handle(*at, input);
            let rate = Measurement::decode(&bytes.0).map_or(0, |measurement| measurement.bpm);
            let came = self.beats(*seat).saturating_sub(before);
            self.waiting[*seat].extend((0..came).map(|_| (*at, rate)));
        } else {
            self.session.handle(*at, input);
        }
        self.hand_on(each)
    }

    /// Hands on the beats whose verdict waited for the next ones.
    pub fn end<E>(&mut self, each: impl FnMut(Seat, Found) -> Result<(), E>) -> Result<(), E> {
        self.session.decide_waiting();
        self.hand_on(each)
    }

    /// Whether each person wears the strap that was assigned to the other seat, as the check of the straps found. What such
    /// a strap sent before was that person's, too.
    pub fn straps_are_exchanged(&self) -> bool {
        self.session.has_exchanged_straps()
    }

    /// How many beats this strap has sent.
    fn beats(&self, strap: Seat) -> u64 {
        self.session.hearts()[worn(strap, self.straps_are_exchanged())].received().beats
    }

    fn hand_on<E>(&mut self, mut each: impl FnMut(Seat, Found) -> Result<(), E>) -> Result<(), E> {
        let exchanged = self.straps_are_exchanged();
        while let Some(stamped) = self.session.poll() {
            match stamped.output {
                Output::Beat { seat, beat_at, rr_ms, verdict } => {
                    let strap = worn(seat, exchanged);
                    let (arrived, rate) = self.waiting[strap].pop_front().unwrap_or((stamped.at, 0));
                    let rate = Some(rate).filter(|rate| *rate > 0);
                    let rr = RrInterval((rr_ms * 1.024).round() as u16);
                    // A place without an interval holds 0 in what some straps send.
                    if rr.0 > 0 {
                        each(strap, Found::Beat { at: beat_at, rr, arrived, rate, verdict })?;
                    }
                }
                Output::StrapFault { seat, fault } => each(worn(seat, exchanged), Found::Fault(stamped.at, fault))?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Who wears the strap of this seat. The strap of whose seat this person wears is the same question.
pub const fn worn(seat: Seat, exchanged: bool) -> Seat {
    if exchanged { seat.other() } else { seat }
}
