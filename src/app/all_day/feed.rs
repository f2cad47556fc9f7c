//! Where the inputs of a day come from, and the local time.

use jiff::Zoned;
use serde::Serialize;
use tokio::sync::mpsc::Receiver;

use crate::app::source::replay::Replay;
use crate::clock;
use crate::event::input::Stamped;
use crate::event::moment::Moment;
use crate::lab::simulate::day::SimulatedDay;
use crate::strap::Arrival;

/// How long the demo's day is, in seconds.
const DEMO_DAY: u64 = 24 * 3600;

/// Whose heart it is. Other programs must not take a demo for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    /// A person with a strap, now.
    Strap,
    /// A simulated person.
    Demo,
    /// Somebody, when the journal was written.
    Replay,
}

/// Where the inputs come from.
pub(crate) enum Feed {
    /// A strap.
    Strap(Receiver<Arrival>),
    /// A simulated person.
    Demo(Box<SimulatedDay>, Vec<Stamped>),
    /// A journal.
    Replay(Box<Replay>),
}

impl Feed {
    /// Whose heart it is.
    pub(crate) fn source(&self) -> Source {
        match self {
            Self::Strap(_) => Source::Strap,
            Self::Demo(..) => Source::Demo,
            Self::Replay(_) => Source::Replay,
        }
    }

    /// The next input that came by `now`; a strap brings its own by itself.
    pub(crate) fn take(&mut self, now: Moment) -> Option<Stamped> {
        match self {
            Self::Strap(_) => None,
            Self::Replay(replay) => (replay.next_at() <= now).then(|| replay.take()).flatten(),
            Self::Demo(day, waiting) => {
                while waiting.is_empty() && day.next_at() <= now {
                    *waiting = day.take();
                    waiting.reverse();
                }
                waiting.pop()
            }
        }
    }

    /// Whether nothing comes any more in the second that ends at `next`, or after it.
    pub(crate) fn is_over(&self, next: Moment) -> bool {
        match self {
            Self::Strap(_) => false,
            Self::Demo(..) => next > Moment::from_secs(DEMO_DAY),
            Self::Replay(replay) => replay.next_at() == Moment::NEVER,
        }
    }

    /// The next arrival from a strap; never, for others.
    pub(crate) async fn arrival(&mut self) -> Arrival {
        if let Self::Strap(arrivals) = self
            && let Some(arrival) = arrivals.recv().await
        {
            return arrival;
        }
        std::future::pending().await
    }
}

/// The time on the wall.
pub(crate) enum LocalTime {
    /// That of the computer.
    Now,
    /// Counted from when the day began.
    Since(Zoned),
}

impl LocalTime {
    /// The local time at a moment of the day.
    pub(crate) fn at(&self, now: Moment) -> Zoned {
        match self {
            Self::Now => clock::wall(),
            Self::Since(began) => began.saturating_add(now.since(Moment::START)),
        }
    }
}
