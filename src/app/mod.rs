//! The loop that joins straps, keys, signals and time to the session, and the session to screen and journal.

use std::io;
use std::time::Instant;

use crossterm::event::Event;
use futures::{Stream, StreamExt};
use ratatui::backend::Backend;

use crate::clock;
use crate::cue::Cues;
use crate::event::input::Input;
use crate::screen::backdrop::Backdrop;
use crate::screen::output;
use crate::screen::scene::Scene;
use crate::strap::sleep::ClockReadings;
use crate::strap::{Arrival, read_clocks};
use crate::talk::Stage;

pub(crate) mod all_day;
pub(crate) mod awake;
mod cues;
#[cfg(all(feature = "ble", target_os = "linux"))]
pub(crate) mod desktop;
mod frame;
pub mod keys;
pub(crate) mod latency;
pub(crate) mod pace;
pub mod private;
pub mod record;
pub(crate) mod signals;
pub(crate) mod source;
pub(crate) mod stop;
mod time;
pub mod together;

use crate::screen::display::Display;
use keys::hint::KeyHint;
use latency::Latency;
use pace::Pace;
use record::Record;
use source::Source;
use stop::{JobSignal, JobSignals, StopOf};

/// The number of failed reads after which the keyboard counts as gone. Assumption: a few failures are no end.
const MOST_KEY_FAILURES: u32 = 100;

/// What the loop waits for.
enum Happened {
    /// The process goes on after a stop, or is to stop.
    Job(JobSignal),
    /// A strap sent something.
    Arrival(Arrival),
    /// Somebody typed, or the keyboard failed or ended.
    Typed(Option<io::Result<Event>>),
    /// A sound could not be played, and the bell stands in for it.
    Bell,
    /// The terminal has taken what was shown.
    Written,
    /// Something is due.
    Wake,
}

/// Everything the loop works on.
pub(crate) struct App<B: Backend> {
    /// The session and what is kept of it.
    pub record: Record,
    /// Where inputs come from.
    pub source: Source,
    /// How many times as fast as real time the session runs, before the demo's own hurry.
    pub speed: f64,
    /// What the screen needs beyond the session.
    pub backdrop: Backdrop,
    /// The terminal, drawn on or printed to.
    pub display: Display<B>,
    /// How long things took.
    pub latency: Latency,
    /// What is heard; nothing, until somebody puts cues here.
    pub cues: Cues,
    pace: Pace,
    shown: Option<Scene>,
    shown_at: Instant,
    /// The line about the keys of a page, after one that does nothing.
    key_hint: KeyHint,
    /// A frame that is due later.
    frame_due: Option<Instant>,
    /// Whether the last frame was of a pause.
    paused: bool,
    /// Whether somebody took the quick exit, so that the terminal must be left blank.
    pub vanished: bool,
    /// All clocks at the last look at them; with straps, these are watched where the links are.
    clocks: ClockReadings,
    /// What somebody asked to stop, so that the terminal is lent to the shell.
    stop_asked: Option<StopOf>,
    /// After a stop: until when measurements are those that waited meanwhile.
    stale_until: Option<Instant>,
}

impl<B: Backend<Error = io::Error>> App<B> {
    /// Everything in place, the session's time starting when it `began`.
    pub(crate) fn new(
        record: Record,
        source: Source,
        speed: f64,
        backdrop: Backdrop,
        display: Display<B>,
        began: Instant,
    ) -> Self {
        Self {
            record,
            source,
            speed,
            backdrop,
            display,
            latency: Latency::default(),
            cues: Cues::none(),
            pace: Pace::start(began, speed),
            shown: None,
            shown_at: began,
            key_hint: KeyHint::default(),
            frame_due: None,
            paused: false,
            vanished: false,
            clocks: read_clocks(),
            stop_asked: None,
            stale_until: None,
        }
    }

    /// Runs until the session is over, somebody leaves, or `ending` comes. The record is whole then, whatever the terminal
    /// did.
    pub(crate) async fn run(
        &mut self,
        keys: impl Stream<Item = io::Result<Event>> + Unpin,
        ending: impl Future<Output = ()>,
    ) -> io::Result<()> {
        let ran = self.run_loop(keys, ending).await;
        self.end();
        ran
    }

    async fn run_loop(
        &mut self,
        mut keys: impl Stream<Item = io::Result<Event>> + Unpin,
        ending: impl Future<Output = ()>,
    ) -> io::Result<()> {
        tokio::pin!(ending);
        let mut job = JobSignals::listen();
        let mut failures_left = MOST_KEY_FAILURES;
        loop {
            self.catch_up();
            self.give_cues();
            self.show()?;
            if self.record.session.stage() == Stage::Over || self.source.is_over() {
                return Ok(());
            }
            let wake = self.next_instant();
            let happened = tokio::select! {
                biased;
                () = &mut ending => return Ok(()),
                signal = job.heard() => Happened::Job(signal),
                arrival = self.source.arrival() => Happened::Arrival(arrival),
                event = keys.next(), if failures_left > 0 => Happened::Typed(event),
                () = self.cues.ringing() => Happened::Bell,
                () = output::written() => Happened::Written,
                () = tokio::time::sleep_until(tokio::time::Instant::from_std(wake)) => Happened::Wake,
            };
            // What came while the process stood still must not be taken in before that is known.
            if let Some(span) = job.overslept(wake, &happened).await {
                self.go_on_after(span)?;
            }
            match happened {
                Happened::Job(JobSignal::GoesOn) => self.show_anew()?,
                Happened::Job(JobSignal::Stops) => self.stop_asked = JobSignal::Stops.stop(),
                Happened::Arrival(arrival) => self.arrive(arrival),
                Happened::Typed(Some(Ok(event))) => {
                    self.let_demo_wait();
                    if self.event(&event).is_break() {
                        return Ok(());
                    }
                }
                // Without keys the session still has its straps and its journal; a talk of keys alone has nothing.
                Happened::Typed(Some(Err(_))) => failures_left -= 1,
                Happened::Typed(None) if matches!(self.source, Source::None) => return Ok(()),
                Happened::Typed(None) => failures_left = 0,
                Happened::Bell => self.cues.ring(),
                Happened::Written if output::is_idle() => self.latency.written(clock::now()),
                Happened::Written | Happened::Wake => {}
            }
            if let Some(of) = self.stop_asked.take() {
                let Some(span) = job.stop(of, &mut ending).await else { return Ok(()) };
                self.go_on_after(span)?;
            }
        }
    }

    /// A replay brings its own end, if its session had one.
    fn end(&mut self) {
        if !matches!(self.source, Source::Replay(_)) {
            self.record.take(self.now(), Input::End);
        }
        self.record.finish();
    }
}
