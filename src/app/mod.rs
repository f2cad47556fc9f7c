//! The loop that joins straps, keys, signals and time to the session, and the session to screen and journal.

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::Event;
use futures::{Stream, StreamExt};
use ratatui::backend::Backend;

use crate::clock;
use crate::event::input::Input;
use crate::event::moment::Moment;
use crate::screen::compose::{Backdrop, compose};
use crate::screen::scene::Scene;
use crate::strap::Arrival;
use crate::strap::awake::{Between, Clocks};
use crate::talk::pause::Breathing;
use crate::talk::{SessionPart, Stage};

pub mod keys;
pub mod latency;
pub mod pace;
pub mod private;
pub mod record;
pub mod signals;
pub mod source;

use self::keys::meaning::KeyEffect;
use crate::screen::display::Display;
use latency::Latency;
use pace::Pace;
use record::Record;
use source::Source;

/// Frames come no closer than a 60 Hz display shows them, and a breath is drawn about thirty times a second.
const FRAME: Duration = Duration::from_millis(16);
const BREATH_FRAME: Duration = Duration::from_millis(33);

/// How often the clocks are compared.
const LOOK_AT_CLOCKS: Duration = Duration::from_secs(1);

/// Reading the keyboard may fail now and then, but not for ever.
const MOST_KEY_FAILURES: u32 = 100;

/// Everything the loop works on.
pub struct App<B: Backend> {
    /// The session and what is kept of it.
    pub record: Record,
    /// Where inputs come from.
    pub source: Source,
    /// How fast time runs, times the demo's own hurry.
    pub speed: f64,
    /// What the screen needs beyond the session.
    pub backdrop: Backdrop,
    /// How it shows itself.
    pub face: Display<B>,
    /// How long things took.
    pub latency: Latency,
    pace: Pace,
    shown: Option<Scene>,
    shown_at: Instant,
    /// Arrivals whose frame has not been written yet.
    unshown: Vec<Instant>,
    /// A frame that is due later.
    frame_due: Option<Instant>,
    /// Whether the last frame was of a pause.
    paused: bool,
    /// Whether somebody left at once, so that nothing may be seen any more.
    pub vanished: bool,
    /// All clocks at the last look at them; with straps, these are watched where the links are.
    clocks: Clocks,
}

impl<B: Backend<Error = io::Error>> App<B> {
    /// Everything in place, the session's time starting when it `began`.
    pub fn new(
        record: Record,
        source: Source,
        speed: f64,
        backdrop: Backdrop,
        face: Display<B>,
        began: Instant,
    ) -> Self {
        Self {
            record,
            source,
            speed,
            backdrop,
            face,
            latency: Latency::default(),
            pace: Pace::start(began, speed),
            shown: None,
            shown_at: began,
            unshown: Vec::with_capacity(64),
            frame_due: None,
            paused: false,
            vanished: false,
            clocks: clocks(),
        }
    }

    /// Runs until the session is over, somebody leaves, or `ending` comes.
    pub async fn run(
        &mut self,
        mut keys: impl Stream<Item = io::Result<Event>> + Unpin,
        ending: impl Future<Output = ()>,
    ) -> io::Result<()> {
        tokio::pin!(ending);
        let mut failures_left = MOST_KEY_FAILURES;
        loop {
            self.catch_up();
            self.show()?;
            if self.record.session.stage() == Stage::Over || self.source.is_over() {
                break;
            }
            let wake = tokio::time::Instant::from_std(self.next_instant());
            tokio::select! {
                biased;
                () = &mut ending => break,
                arrival = self.source.arrival() => self.arrive(arrival),
                event = keys.next(), if failures_left > 0 => match event {
                    Some(Ok(event)) => {
                        if self.event(&event).is_break() {
                            break;
                        }
                    }
                    // Without keys the session still has its straps and its journal; a talk of keys alone has nothing.
                    Some(Err(_)) => failures_left -= 1,
                    None if matches!(self.source, Source::None) => break,
                    None => failures_left = 0,
                },
                () = tokio::time::sleep_until(wake) => {}
            }
        }
        self.end();
        Ok(())
    }

    /// A replay brings its own end, if its session had one.
    fn end(&mut self) {
        if !matches!(self.source, Source::Replay(_)) {
            self.record.take(self.now(), Input::End);
        }
        self.record.finish();
    }

    fn now(&self) -> Moment {
        self.pace.moment(clock::now()).max(self.record.session.now())
    }

    fn catch_up(&mut self) {
        let now = self.now();
        let before = clock::now();
        let was_due = self.source.next_at() <= now;
        self.source.feed(now, &mut self.record);
        if was_due {
            self.latency.decided(clock::now() - before);
            self.await_frame(before);
        }
        self.record.advance(now);
        self.notice_sleep(now);
        self.pace.set_rate(clock::now(), self.speed * self.hurry());
    }

    /// A talk with keys only has nobody else to notice that the machine slept.
    fn notice_sleep(&mut self, now: Moment) {
        let passed = clock::since_start().saturating_sub(self.clocks.monotonic);
        if matches!(self.source, Source::None) && passed >= LOOK_AT_CLOCKS {
            let seen = clocks();
            if let Between::Slept(span) = seen.since(&std::mem::replace(&mut self.clocks, seen)) {
                self.record.take(now, Input::Away { seconds: span.as_secs() as u32 });
            }
        }
    }

    /// The demo hurries through everything but the breathing.
    fn hurry(&self) -> f64 {
        match (&self.source, self.record.session.stage()) {
            (Source::Demo(_), Stage::Straps) => 4.0,
            // Nothing moves while everybody breathes as they like.
            (Source::Demo(_), Stage::Pause { breathing: Breathing::Unpaced, .. }) => 6.0,
            (Source::Demo(_), stage) => match stage.part() {
                SessionPart::WarmUp | SessionPart::Turns => 10.0,
                SessionPart::Before
                | SessionPart::Breath
                | SessionPart::Pause
                | SessionPart::Repair
                | SessionPart::End
                | SessionPart::Practice => 1.0,
            },
            (Source::None | Source::Straps(_) | Source::Replay(_), _) => 1.0,
        }
    }

    fn arrive(&mut self, arrival: Arrival) {
        let counts = matches!(arrival.input, Input::Notification { .. });
        self.record.take(self.pace.moment(arrival.at), arrival.input);
        if counts {
            self.latency.decided(clock::now() - arrival.at);
            self.await_frame(arrival.at);
        }
    }

    fn await_frame(&mut self, arrived: Instant) {
        if self.unshown.len() < self.unshown.capacity() {
            self.unshown.push(arrived);
        }
    }

    fn event(&mut self, event: &Event) -> std::ops::ControlFlow<()> {
        match event {
            Event::Key(key) => {
                match self::keys::meaning::press(&mut self.backdrop, &self.record.session.stage(), key) {
                    KeyEffect::Leave => return std::ops::ControlFlow::Break(()),
                    KeyEffect::Vanish => {
                        self.vanished = true;
                        return std::ops::ControlFlow::Break(());
                    }
                    KeyEffect::Session(key) => return self.session_key(key),
                    KeyEffect::Nothing => {}
                }
            }
            // A whole line at once, where keys come in lines.
            Event::Paste(text) => {
                text.chars().for_each(|c| self.backdrop.notes.type_char(c));
                self.backdrop.notes.done_typing();
            }
            // Everything is drawn anew at the new size.
            Event::Resize(..) => self.shown = None,
            _ => {}
        }
        std::ops::ControlFlow::Continue(())
    }

    fn session_key(&mut self, key: crate::event::input::Key) -> std::ops::ControlFlow<()> {
        let now = self.now();
        match &mut self.source {
            // A recording is only watched; "stop" leaves it.
            Source::Replay(_) if key == crate::event::input::Key::Stop => return std::ops::ControlFlow::Break(()),
            Source::Replay(_) => return std::ops::ControlFlow::Continue(()),
            Source::Demo(demo) => demo.hands_off(now),
            Source::Straps(_) | Source::None => {}
        }
        self.record.take(now, Input::Key { key });
        std::ops::ControlFlow::Continue(())
    }

    /// Draws a frame if what is to be seen has changed and the last frame is not too recent.
    fn show(&mut self) -> io::Result<()> {
        self.frame_due = None;
        self.backdrop.unkept = self.record.unkept().is_some();
        self.open_to_pause();
        self.backdrop.notes.follow(&self.record.session.stage());
        let scene = compose(&self.record.session, self.now(), &self.backdrop);
        let now = clock::now();
        if self.shown.as_ref() == Some(&scene) {
            self.unshown.clear();
            self.frame_due = scene.is_moving().then_some(now + FRAME);
            return Ok(());
        }
        let only_breath_moved = scene.is_moving() && self.unshown.is_empty();
        let due = self.shown_at + if only_breath_moved { BREATH_FRAME } else { FRAME };
        if now < due && self.shown.is_some() {
            self.frame_due = Some(due);
            return Ok(());
        }
        self.face.show(&scene, now)?;
        let written = clock::now();
        for arrived in self.unshown.drain(..) {
            self.latency.shown(written - arrived);
        }
        self.frame_due = scene.is_moving().then_some(now + BREATH_FRAME);
        self.shown = Some(scene);
        self.shown_at = now;
        Ok(())
    }

    /// A pause that begins while somebody reads the help must be seen.
    fn open_to_pause(&mut self) {
        let paused = matches!(self.record.session.stage(), Stage::Pause { .. });
        if paused && !std::mem::replace(&mut self.paused, paused) {
            (self.backdrop.help, self.backdrop.finding_help) = (false, false);
        }
        self.paused = paused;
    }

    fn next_instant(&self) -> Instant {
        let next = self.record.session.next_wake().min(self.source.next_at());
        let wake = self.pace.instant(next);
        self.frame_due.map_or(wake, |due| due.min(wake))
    }
}

fn clocks() -> Clocks {
    Clocks {
        monotonic: clock::since_start(),
        with_sleep: clock::up_with_sleep(),
        wall: Duration::try_from(clock::wall().timestamp().as_duration()).unwrap_or_default(),
    }
}
