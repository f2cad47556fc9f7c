//! The link policy of one strap: when to look, connect, subscribe, doubt, give up and try again.
//!
//! ```text
//! Opening → Queued → Finding → Scanning → Connecting → Discovering → Subscribing → Awaiting → Streaming
//!    ↑                   └──────(known)──────↑                                        │          │
//!    └──────────────── Resting ←──────────── Disconnecting ←──── any failure, silence ┴──────────┘
//! ```
//!
//! It is pure: time comes in, commands go out. After every [`Policy::handle`], take commands from [`Policy::poll`]
//! until there are none, then call again with what happened, or with [`LinkEvent::Wake`] at [`Policy::next_wake`].
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
pub use step::{Failure, LinkCommand, LinkEvent, LinkStep};
use watch::{Due, StreamWatch};

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
enum LinkState {
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
    state: LinkState,
    commands: VecDeque<LinkCommand>,
    reported: Option<Link>,
    epoch: u32,
    renew: bool,
    scan_first: bool,
    lost_at: Option<Moment>,
    subscribed_at: Moment,
    early: bool,
    watch: StreamWatch,
}

impl Policy {
    /// A policy that begins at once. Its epochs come after `epoch`; `in_company` says that another strap shares the
    /// radio, and `rng` gives the jitter of its waits.
    pub fn new(epoch: u32, in_company: bool, rng: fastrand::Rng) -> Self {
        Self {
            back_off: BackOff::new(rng),
            scan_span: if in_company { SCAN_IN_COMPANY } else { SCAN },
            state: LinkState::Resting { until: Moment::START },
            commands: VecDeque::new(),
            reported: None,
            epoch,
            renew: false,
            scan_first: false,
            lost_at: None,
            subscribed_at: Moment::START,
            early: false,
            watch: StreamWatch::new(),
        }
    }

    /// The next command, until there is none.
    pub fn poll(&mut self) -> Option<LinkCommand> {
        self.commands.pop_front()
    }

    /// When to call [`Self::handle`] at the latest.
    pub fn next_wake(&self) -> Moment {
        match self.state {
            LinkState::Resting { until } => until,
            LinkState::Rediscovering { at, .. } => at,
            LinkState::Awaiting { again } => self.subscribed_at + self.next_doubt(again),
            LinkState::Streaming { .. } => self.watch.next_wake(),
            _ => Moment::NEVER,
        }
    }

    /// Takes in what happened at `now`.
    pub fn handle(&mut self, now: Moment, event: LinkEvent) {
        match (self.state, event) {
            (_, LinkEvent::Wake) => self.wake(now),
            (_, LinkEvent::Measured { epoch }) if epoch == self.epoch => self.measured(now),
            (_, LinkEvent::Awoke) => self.awoke(now),
            (_, LinkEvent::SwitchedOff) => self.wait_for_adapter(now, Link::NoAdapter),
            (_, LinkEvent::Dropped) | (LinkState::Streaming { .. }, LinkEvent::Alive(false)) => self.dropped(now),
            (LinkState::Opening, LinkEvent::Opened) => self.start(LinkState::Queued, LinkStep::AwaitRadio),
            (LinkState::Queued, LinkEvent::Granted) => self.start(LinkState::Finding, LinkStep::Find),
            // Granted too late: something else has happened since it was asked for.
            (_, LinkEvent::Granted) => self.commands.push_back(LinkCommand::ReleaseRadio),
            (LinkState::Finding, LinkEvent::Found { connected }) => self.found(now, connected),
            (LinkState::Finding, LinkEvent::NotSeen) => self.scan(),
            (LinkState::Scanning, LinkEvent::Heard) => self.heard_on_air(),
            (LinkState::Scanning, LinkEvent::NotSeen) | (LinkState::Disconnecting, LinkEvent::Disconnected) => {
                self.try_later(now)
            }
            (LinkState::Connecting, LinkEvent::Connected) => self.connected(),
            (LinkState::Discovering { tries }, LinkEvent::Discovered { heart_rate }) => {
                self.discovered(now, tries, heart_rate)
            }
            (LinkState::Subscribing { again }, LinkEvent::Subscribed) => self.subscribed(now, again),
            (LinkState::Streaming { .. }, LinkEvent::Alive(true) | LinkEvent::BatteryRead) => self.watch.answered(),
            (_, LinkEvent::Failed(failure)) => self.failed(now, failure),
            _ => {}
        }
    }

    fn wake(&mut self, now: Moment) {
        match self.state {
            LinkState::Resting { until } if now >= until => self.open(),
            LinkState::Rediscovering { tries, at } if now >= at => {
                self.start(LinkState::Discovering { tries }, LinkStep::Discover)
            }
            LinkState::Awaiting { again } => self.await_first(now, again),
            LinkState::Streaming { .. } => {
                let due = self.watch.due(now);
                self.act(now, due);
            }
            _ => {}
        }
    }

    fn start(&mut self, state: LinkState, step: LinkStep) {
        self.state = state;
        self.commands.push_back(LinkCommand::Start(step));
    }

    fn report(&mut self, link: Link) {
        // "Not a heart strap" stays on the screen until something better or something worse is known.
        let keep = self.reported == Some(Link::NotAHeartStrap) && matches!(link, Link::Searching | Link::Connecting);
        if self.reported != Some(link) && !keep {
            self.reported = Some(link);
            self.commands.push_back(LinkCommand::Report(link));
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
        self.start(LinkState::Opening, LinkStep::Open { renew });
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
        self.start(LinkState::Scanning, LinkStep::Scan(self.scan_span));
    }

    fn heard_on_air(&mut self) {
        self.report(Link::Connecting);
        self.connect();
    }

    fn connect(&mut self) {
        self.start(LinkState::Connecting, LinkStep::Connect);
    }

    fn connected(&mut self) {
        self.scan_first = false;
        self.report(Link::Connecting);
        self.start(LinkState::Discovering { tries: 0 }, LinkStep::Discover);
    }

    fn discovered(&mut self, now: Moment, tries: usize, heart_rate: bool) {
        if heart_rate {
            self.subscribe(false);
        } else if let Some(&wait) = DISCOVER_AGAIN.get(tries) {
            self.state = LinkState::Rediscovering { tries: tries + 1, at: now + wait };
        } else {
            self.report(Link::NotAHeartStrap);
            self.disconnect();
        }
    }

    fn subscribe(&mut self, again: bool) {
        self.epoch += 1;
        self.early = false;
        self.start(LinkState::Subscribing { again }, LinkStep::Subscribe { epoch: self.epoch, again });
    }

    fn subscribed(&mut self, now: Moment, again: bool) {
        self.commands.push_back(LinkCommand::ReleaseRadio);
        if !again {
            self.subscribed_at = now;
            self.report(Link::Subscribed);
        }
        self.state = LinkState::Awaiting { again };
        if self.early {
            self.measured(now);
        }
    }

    fn measured(&mut self, now: Moment) {
        match self.state {
            LinkState::Subscribing { .. } => self.early = true,
            LinkState::Awaiting { .. } => {
                self.report(Link::Subscribed);
                self.state = LinkState::Streaming { since: now };
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
            Due::Step(step) => self.commands.push_back(LinkCommand::Start(step)),
            Due::LetGo => self.let_go(now),
            Due::Lost => self.dropped(now),
            Due::SystemLost => self.lose_system(now),
        }
    }

    fn failed(&mut self, now: Moment, failure: Failure) {
        match (self.state, failure) {
            (LinkState::Resting { .. } | LinkState::Rediscovering { .. } | LinkState::Awaiting { .. }, _) => {}
            (LinkState::Streaming { .. }, _) => {
                let due = self.watch.failed(now, failure);
                self.act(now, due);
            }
            (_, Failure::NoAdapter) => self.wait_for_adapter(now, Link::NoAdapter),
            (_, Failure::NoBluetooth) => self.wait_for_adapter(now, Link::NoBluetooth),
            (LinkState::Opening | LinkState::Finding, _) => {
                self.renew = true;
                self.wait_for_adapter(now, Link::NoBluetooth);
            }
            (LinkState::Connecting | LinkState::Discovering { .. } | LinkState::Subscribing { .. }, _) => {
                self.disconnect()
            }
            _ => self.try_later(now),
        }
    }

    /// Clears away whatever there is of a link. A connect that took too long may still succeed behind our back.
    fn disconnect(&mut self) {
        self.scan_first |= self.state == LinkState::Connecting;
        self.start(LinkState::Disconnecting, LinkStep::Disconnect);
    }

    /// The link went down by itself.
    fn dropped(&mut self, now: Moment) {
        match self.state {
            LinkState::Connecting => self.disconnect(),
            LinkState::Discovering { .. } | LinkState::Rediscovering { .. } | LinkState::Subscribing { .. } => {
                self.try_later(now)
            }
            LinkState::Awaiting { .. } | LinkState::Streaming { .. } => {
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
            LinkState::Resting { .. } => self.state = LinkState::Resting { until: now },
            LinkState::Opening
            | LinkState::Queued
            | LinkState::Finding
            | LinkState::Scanning
            | LinkState::Disconnecting => {}
            LinkState::Awaiting { .. } | LinkState::Streaming { .. } => self.let_go(now),
            LinkState::Connecting
            | LinkState::Discovering { .. }
            | LinkState::Rediscovering { .. }
            | LinkState::Subscribing { .. } => {
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
        self.state = LinkState::Resting { until: now };
    }

    fn lose(&mut self, now: Moment) {
        if matches!(self.state, LinkState::Streaming { since } if now.since(since) >= GOOD_STREAM) {
            self.back_off.reset();
        }
        self.lost_at = Some(now);
        self.report(Link::Lost);
    }

    fn wait_for_adapter(&mut self, now: Moment, link: Link) {
        self.report(link);
        if matches!(self.state, LinkState::Awaiting { .. } | LinkState::Streaming { .. }) {
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
        self.commands.push_back(LinkCommand::ReleaseRadio);
        self.state = LinkState::Resting { until };
    }
}
