//! The passing of time: what is due, what arrived, what the demo waits for, and a machine that slept.

use std::io;
use std::time::{Duration, Instant};

use ratatui::backend::Backend;

use super::App;
use super::source::Source;
use crate::clock;
use crate::event::input::Input;
use crate::event::moment::Moment;
use crate::strap::sleep::SleepFinding;
use crate::strap::{Arrival, read_clocks};

/// How often the clocks are compared, to notice that the machine slept.
const LOOK_AT_CLOCKS: Duration = Duration::from_secs(1);
/// The longest time that a demo passes over in one go. Longer than from one heart's packet to the next, so that it holds
/// nothing up but a demo at several hundred times the usual speed.
const LONGEST_DEMO_STEP: Duration = Duration::from_secs(2);

impl<B: Backend<Error = io::Error>> App<B> {
    pub(super) fn now(&self) -> Moment {
        self.pace.moment(clock::now()).max(self.record.session.now())
    }

    pub(super) fn catch_up(&mut self) {
        self.let_demo_wait();
        let now = self.now();
        let before = clock::now();
        let was_due = self.source.next_at() <= now;
        self.source.feed(now, &mut self.record);
        if was_due {
            self.latency.decided(clock::now() - before);
            self.latency.await_frame(before);
        }
        self.record.advance(now);
        self.notice_sleep(now);
        self.pace.set_rate(clock::now(), self.speed * self.source.hurry(&self.record.session, now));
    }

    /// A demo on a machine that stalls goes on late rather than leap over pages and pauses that nobody has seen.
    pub(super) fn let_demo_wait(&mut self) {
        let latest = self.record.session.now() + LONGEST_DEMO_STEP;
        if matches!(self.source, Source::Demo(_)) && self.now() > latest {
            self.pace.go_on_from(clock::now(), latest);
        }
    }

    /// A talk with keys only has nobody else to notice that the machine slept.
    pub(super) fn notice_sleep(&mut self, now: Moment) {
        let passed = clock::since_start().saturating_sub(self.clocks.monotonic);
        if matches!(self.source, Source::None) && passed >= LOOK_AT_CLOCKS {
            let seen = read_clocks();
            if let SleepFinding::Slept(span) = seen.since(&std::mem::replace(&mut self.clocks, seen)) {
                self.record.take(now, Input::Away { seconds: span.as_secs() as u32 });
            }
        }
    }

    pub(super) fn arrive(&mut self, arrival: Arrival) {
        if self.is_stale(arrival.at, &arrival.input) {
            return;
        }
        let counts = matches!(arrival.input, Input::Notification { .. });
        self.record.take(self.pace.moment(arrival.at), arrival.input);
        if counts {
            self.latency.decided(clock::now() - arrival.at);
            self.latency.await_frame(arrival.at);
        }
    }

    pub(super) fn next_instant(&self) -> Instant {
        let next = self.record.session.next_wake().min(self.source.next_at()).min(self.cues.next_at());
        let wake = self.pace.instant(next);
        [self.frame_due, self.key_hint.ends()].into_iter().flatten().fold(wake, Instant::min)
    }
}
