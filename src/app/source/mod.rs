//! Where a session's inputs come from, besides the keys.

pub(crate) mod demo;
mod heart_and_strap;
pub(crate) mod replay;

use tokio::sync::mpsc::Receiver;

use self::demo::Demo;
use self::replay::Replay;
use super::record::Record;
use crate::event::moment::Moment;
use crate::session::Session;
use crate::strap::Arrival;
use crate::talk::Stage;
use crate::words::Words;

/// The three kinds of sources, and none.
pub(crate) enum Source {
    /// Real straps.
    Straps(Receiver<Arrival>),
    /// Simulated hearts, in the session's own time.
    Demo(Box<Demo>),
    /// A recorded session, in the session's own time.
    Replay(Replay),
    /// Nothing: keys only.
    None,
}

impl Source {
    /// When the next input comes in the session's own time; straps bring theirs by themselves.
    pub(crate) fn next_at(&self) -> Moment {
        match self {
            Self::Demo(demo) => demo.next_at(),
            Self::Replay(replay) => replay.next_at(),
            Self::Straps(_) | Self::None => Moment::NEVER,
        }
    }

    /// Feeds everything that comes up to `to`, each at its own moment.
    pub(crate) fn feed(&mut self, to: Moment, record: &mut Record) {
        while self.next_at() <= to && record.session.stage() != Stage::Over {
            let at = self.next_at();
            record.advance(at);
            match self {
                Self::Demo(demo) => demo.take(&record.session).into_iter().for_each(|input| record.take(at, input)),
                Self::Replay(replay) => {
                    if let Some(stamped) = replay.take() {
                        record.take(at, stamped.input);
                    }
                }
                Self::Straps(_) | Self::None => {}
            }
        }
    }

    /// Feeds everything there is, as fast as it goes, while somebody takes the outputs.
    pub(crate) fn run_out(&mut self, record: &mut Record) {
        let mut next = self.next_at();
        while next != Moment::NEVER && record.session.stage() != Stage::Over && record.unsaid().is_none() {
            self.feed(next, record);
            next = self.next_at();
        }
        record.finish();
    }

    /// How many times as fast as usual time runs now, beside what a flag asks for.
    pub(crate) fn hurry(&self, session: &Session, now: Moment) -> f64 {
        if let Self::Demo(demo) = self { demo.hurry(session, now) } else { 1.0 }
    }

    /// What the demo says now.
    pub(crate) fn caption(&self, session: &Session, now: Moment, words: &Words) -> Option<String> {
        let Self::Demo(demo) = self else { return None };
        demo.caption(session, now).map(|caption| caption.said(&words.demo))
    }

    /// Whether a recorded session has nothing more to bring.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self, Self::Replay(_)) && self.next_at() == Moment::NEVER
    }

    /// The next arrival from real straps; never, for other sources.
    pub(crate) async fn arrival(&mut self) -> Arrival {
        if let Self::Straps(arrivals) = self
            && let Some(arrival) = arrivals.recv().await
        {
            return arrival;
        }
        std::future::pending().await
    }
}
