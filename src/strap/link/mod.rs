//! The link policy of one strap: when to look, connect, subscribe, doubt, give up and try again.
//!
//! ```text
//! Opening → Queued → Finding → Scanning → Connecting → Discovering → Subscribing → Awaiting → Streaming
//!    ↑                   └──────(known)──────↑                                        │          │
//!    └──────────────── Resting ←──────────── Disconnecting ←──── any failure, silence ┴──────────┘
//! ```
//!
//! It is pure: time comes in, commands go out. After every [`Policy::handle`], take commands from [`Policy::poll`]
//! until there are none, then call again with what happened, or with [`Event::Wake`] at [`Policy::next_wake`].
//! It never gives up. A strap that is lost comes back fastest in its first half minute, while it still advertises
//! eagerly (Heart Rate Profile 1.0, section 5); so the first tries follow one another quickly.

mod backoff;
mod step;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::VecDeque;
use std::time::Duration;

use crate::event::input::Link;
use crate::event::moment::Moment;

use backoff::BackOff;
pub use step::{Command, Event, Failure, Step};
use watch::{Due, Watch};

const SCAN: Duration = Duration::from_secs(10);
/// The other strap must get its turn, and scanning takes radio time from its stream.
const SCAN_IN_COMPANY: Duration = Duration::from_secs(4);
const EAGER: Duration = Duration::from_secs(30);
/// The system sometimes says "resolved" before it shows the services, so a missing service is looked for again.
const DISCOVER_AGAIN: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(1)];
const QUIET: Duration = Duration::from_secs(5);
const SUBSCRIBE_AGAIN: Duration = Duration::from_secs(10);
const MUTE: Duration = Duration::from_secs(20);
const GOOD_STREAM: Duration = Duration::from_secs(30);
const ADAPTER_POLL: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Resting { until: Moment },
    Opening,
    Queued,
    Finding,
    Scanning,
    Connecting,
    Discovering { tries: usize },
    Rediscovering { tries: usize, at: Moment },
    Subscribing { again: bool },
    Awaiting { again: bool },
    Streaming { since: Moment },
    Disconnecting,
}

/// The policy of one strap's link.
#[derive(Debug)]
pub struct Policy {
    back_off: BackOff,
    scan_span: Duration,
    state: State,
    commands: VecDeque<Command>,
    reported: Option<Link>,
    epoch: u32,
    renew: bool,
    scan_first: bool,
    lost_at: Option<Moment>,
    subscribed_at: Moment,
    early: bool,
    watch: Watch,
}

impl Policy {
    /// A policy that begins at once. Its epochs come after `epoch`; `in_company` says that another strap shares the
    /// radio, and `rng` gives the jitter of its waits.
    pub fn new(epoch: u32, in_company: bool, rng: fastrand::Rng) -> Self {
        Self {
            back_off: BackOff::new(rng),
            scan_span: if in_company { SCAN_IN_COMPANY } else { SCAN },
            state: State::Resting { until: Moment::START },
            commands: VecDeque::new(),
            reported: None,
            epoch,
            renew: false,
            scan_first: false,
            lost_at: None,
            subscribed_at: Moment::START,
            early: false,
            watch: Watch::new(),
        }
    }

    /// The next command, until there is none.
    pub fn poll(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    /// When to call [`Self::handle`] at the latest.
    pub fn next_wake(&self) -> Moment {
        match self.state {
            State::Resting { until } => until,
            State::Rediscovering { at, .. } => at,
            State::Awaiting { again } => self.subscribed_at + self.next_doubt(again),
            State::Streaming { .. } => self.watch.next_wake(),
            _ => Moment::NEVER,
        }
    }

    /// Takes in what happened at `now`.
    pub fn handle(&mut self, now: Moment, event: Event) {
        match (self.state, event) {
            (_, Event::Wake) => self.wake(now),
            (_, Event::Measured { epoch }) if epoch == self.epoch => self.measured(now),
            (_, Event::Awoke) => self.awoke(now),
            (_, Event::SwitchedOff) => self.wait_for_adapter(now, Link::NoAdapter),
            (_, Event::Dropped) | (State::Streaming { .. }, Event::Alive(false)) => self.dropped(now),
            (State::Opening, Event::Opened) => self.start(State::Queued, Step::AwaitRadio),
            (State::Queued, Event::Granted) => self.start(State::Finding, Step::Find),
            // Granted too late: something else has happened since it was asked for.
            (_, Event::Granted) => self.commands.push_back(Command::ReleaseRadio),
            (State::Finding, Event::Found { connected }) => self.found(now, connected),
            (State::Finding, Event::NotSeen) => self.scan(),
            (State::Scanning, Event::Heard) => self.heard_on_air(),
            (State::Scanning, Event::NotSeen) | (State::Disconnecting, Event::Disconnected) => self.try_later(now),
            (State::Connecting, Event::Connected) => self.connected(),
            (State::Discovering { tries }, Event::Discovered { heart_rate }) => self.discovered(now, tries, heart_rate),
            (State::Subscribing { again }, Event::Subscribed) => self.subscribed(now, again),
            (State::Streaming { .. }, Event::Alive(true) | Event::BatteryRead) => self.watch.answered(),
            (_, Event::Failed(failure)) => self.failed(now, failure),
            _ => {}
        }
    }

    fn wake(&mut self, now: Moment) {
        match self.state {
            State::Resting { until } if now >= until => self.open(),
            State::Rediscovering { tries, at } if now >= at => self.start(State::Discovering { tries }, Step::Discover),
            State::Awaiting { again } => self.await_first(now, again),
            State::Streaming { .. } => {
                let due = self.watch.due(now);
                self.act(now, due);
            }
            _ => {}
        }
    }

    fn start(&mut self, state: State, step: Step) {
        self.state = state;
        self.commands.push_back(Command::Start(step));
    }

    fn report(&mut self, link: Link) {
        // "Not a heart strap" stays on the screen until something better or something worse is known.
        let keep = self.reported == Some(Link::NotAHeartStrap) && matches!(link, Link::Searching | Link::Connecting);
        if self.reported != Some(link) && !keep {
            self.reported = Some(link);
            self.commands.push_back(Command::Report(link));
        }
    }

    fn report_absence(&mut self) {
        let was_here = self.lost_at.is_some() || matches!(self.reported, Some(Link::Subscribed | Link::Quiet));
        self.report(if was_here { Link::Lost } else { Link::Searching });
    }

    fn open(&mut self) {
        if self.reported.is_none() {
            self.report(Link::Searching);
        }
        let renew = std::mem::take(&mut self.renew);
        self.start(State::Opening, Step::Open { renew });
    }

    /// Whether the strap was lost so recently that it still advertises eagerly.
    fn eager(&self, now: Moment) -> bool {
        self.lost_at.is_some_and(|lost| now.since(lost) < EAGER)
    }

    fn found(&mut self, now: Moment, connected: bool) {
        // The system also remembers straps that are at home in a drawer. Only one that it holds, or that was here
        // a moment ago, is worth a blind attempt; the others have to be heard first.
        if connected || (self.eager(now) && !self.scan_first) { self.connect() } else { self.scan() }
    }

    fn scan(&mut self) {
        self.report_absence();
        self.start(State::Scanning, Step::Scan(self.scan_span));
    }

    fn heard_on_air(&mut self) {
        self.report(Link::Connecting);
        self.connect();
    }

    fn connect(&mut self) {
        self.start(State::Connecting, Step::Connect);
    }

    fn connected(&mut self) {
        self.scan_first = false;
        self.report(Link::Connecting);
        self.start(State::Discovering { tries: 0 }, Step::Discover);
    }

    fn discovered(&mut self, now: Moment, tries: usize, heart_rate: bool) {
        if heart_rate {
            self.subscribe(false);
        } else if let Some(&wait) = DISCOVER_AGAIN.get(tries) {
            self.state = State::Rediscovering { tries: tries + 1, at: now + wait };
        } else {
            self.report(Link::NotAHeartStrap);
            self.disconnect();
        }
    }

    fn subscribe(&mut self, again: bool) {
        self.epoch += 1;
        self.early = false;
        self.start(State::Subscribing { again }, Step::Subscribe { epoch: self.epoch, again });
    }

    fn subscribed(&mut self, now: Moment, again: bool) {
        self.commands.push_back(Command::ReleaseRadio);
        if !again {
            self.subscribed_at = now;
            self.report(Link::Subscribed);
        }
        self.state = State::Awaiting { again };
        if self.early {
            self.measured(now);
        }
    }

    fn measured(&mut self, now: Moment) {
        match self.state {
            State::Subscribing { .. } => self.early = true,
            State::Awaiting { .. } => {
                self.report(Link::Subscribed);
                self.state = State::Streaming { since: now };
                self.watch.begin(now);
            }
            _ => self.watch.heard(now),
        }
    }

    /// How long after subscribing the silence means something new.
    fn next_doubt(&self, again: bool) -> Duration {
        match (self.reported, again) {
            (Some(Link::Quiet), false) => SUBSCRIBE_AGAIN,
            (Some(Link::Quiet), true) => MUTE,
            _ => QUIET,
        }
    }

    fn await_first(&mut self, now: Moment, again: bool) {
        let waited = now.since(self.subscribed_at);
        if waited >= QUIET {
            self.report(Link::Quiet);
        }
        if waited >= MUTE {
            self.let_go(now);
        } else if waited >= SUBSCRIBE_AGAIN && !again {
            self.subscribe(true);
        }
    }

    fn act(&mut self, now: Moment, due: Due) {
        match due {
            Due::Nothing => {}
            Due::Step(step) => self.commands.push_back(Command::Start(step)),
            Due::LetGo => self.let_go(now),
            Due::Lost => self.dropped(now),
            Due::SystemLost => self.lose_system(now),
        }
    }

    fn failed(&mut self, now: Moment, failure: Failure) {
        match (self.state, failure) {
            (State::Resting { .. } | State::Rediscovering { .. } | State::Awaiting { .. }, _) => {}
            (State::Streaming { .. }, _) => {
                let due = self.watch.failed(now, failure);
                self.act(now, due);
            }
            (_, Failure::NoAdapter) => self.wait_for_adapter(now, Link::NoAdapter),
            (_, Failure::NoBluetooth) => self.wait_for_adapter(now, Link::NoBluetooth),
            (State::Opening | State::Finding, _) => {
                self.renew = true;
                self.wait_for_adapter(now, Link::NoBluetooth);
            }
            (State::Connecting | State::Discovering { .. } | State::Subscribing { .. }, _) => self.disconnect(),
            _ => self.try_later(now),
        }
    }

    /// Clears away whatever there is of a link. A connect that took too long may still succeed behind our back.
    fn disconnect(&mut self) {
        self.scan_first |= self.state == State::Connecting;
        self.start(State::Disconnecting, Step::Disconnect);
    }

    /// The link went down by itself.
    fn dropped(&mut self, now: Moment) {
        match self.state {
            State::Connecting => self.disconnect(),
            State::Discovering { .. } | State::Rediscovering { .. } | State::Subscribing { .. } => self.try_later(now),
            State::Awaiting { .. } | State::Streaming { .. } => {
                self.lose(now);
                self.try_later(now);
            }
            _ => {}
        }
    }

    /// After sleep nothing is waited for: the strap is still worn, and comes back at once.
    fn awoke(&mut self, now: Moment) {
        self.back_off.reset();
        match self.state {
            State::Resting { .. } => self.state = State::Resting { until: now },
            State::Opening | State::Queued | State::Finding | State::Scanning | State::Disconnecting => {}
            State::Awaiting { .. } | State::Streaming { .. } => self.let_go(now),
            State::Connecting | State::Discovering { .. } | State::Rediscovering { .. } | State::Subscribing { .. } => {
                self.disconnect();
            }
        }
    }

    /// The link is up, but nothing comes over it.
    fn let_go(&mut self, now: Moment) {
        self.lose(now);
        self.disconnect();
    }

    /// The connection to the system is dead: nothing that is asked over it is ever answered.
    fn lose_system(&mut self, now: Moment) {
        self.lose(now);
        self.renew = true;
        self.wait_for_adapter(now, Link::NoBluetooth);
        self.state = State::Resting { until: now };
    }

    fn lose(&mut self, now: Moment) {
        if matches!(self.state, State::Streaming { since } if now.since(since) >= GOOD_STREAM) {
            self.back_off.reset();
        }
        self.lost_at = Some(now);
        self.report(Link::Lost);
    }

    fn wait_for_adapter(&mut self, now: Moment, link: Link) {
        self.report(link);
        if matches!(self.state, State::Awaiting { .. } | State::Streaming { .. }) {
            self.lost_at = Some(now);
        }
        self.back_off.reset();
        self.rest(now + ADAPTER_POLL);
    }

    fn try_later(&mut self, now: Moment) {
        self.report_absence();
        let wait = self.back_off.next(now);
        self.rest(now + wait);
    }

    fn rest(&mut self, until: Moment) {
        self.commands.push_back(Command::ReleaseRadio);
        self.state = State::Resting { until };
    }
}
