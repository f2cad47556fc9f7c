//! The link policy of one strap: when to scan, connect, subscribe, disconnect and try again.
//!
//! ```text
//! Opening → AwaitingRadio → Finding → Scanning → Connecting → Discovering → Subscribing → AwaitingFirst → Streaming
//!    ↑                         └─(known to the system)─↑                                        │             │
//!    └─────────────────── Waiting ←───────────── Disconnecting ←──────── any failure, silence ──┴─────────────┘
//! ```
//!
//! The policy is pure: time comes in, commands go out. After every [`Policy::handle`], take commands from [`Policy::poll`]
//! until there are none. Then call [`Policy::handle`] with the next event, or with [`LinkEvent::Wake`] at
//! [`Policy::next_wake`].
//!
//! The policy never gives up. A lost strap comes back fastest in its first half minute, because it still advertises often
//! then (Heart Rate Profile 1.0, section 5). The first tries therefore follow one another quickly.

mod back_off;
mod establish;
mod loss;
mod step;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::VecDeque;
use std::time::Duration;

use crate::event::input::Link;
use crate::event::moment::Moment;

use back_off::BackOff;
pub(crate) use step::{Failure, LinkCommand, LinkEvent, LinkStep};
use watch::StreamWatch;

/// The length of a scan for the only strap. Assumption: a strap in range advertises several times within 10 s.
const SCAN: Duration = Duration::from_secs(10);
/// The length of a scan while another strap shares the radio. Assumption. A longer scan makes the other strap wait longer for
/// its turn, and takes radio time from its stream.
const SCAN_SHARED: Duration = Duration::from_secs(4);

/// Where the link stands, and which answer or moment comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkState {
    /// Between two tries.
    Waiting {
        until: Moment,
    },
    Opening,
    AwaitingRadio,
    Finding,
    Scanning,
    Connecting,
    Discovering {
        retries: usize,
    },
    /// Between two discoveries: the heart-rate service was missing.
    AwaitingServices {
        retries: usize,
        at: Moment,
    },
    Subscribing {
        renewed: bool,
    },
    /// Subscribed, and without a measurement so far.
    AwaitingFirst {
        renewed: bool,
    },
    Streaming {
        since: Moment,
    },
    Disconnecting,
}

/// The policy of one strap's link.
#[derive(Debug)]
pub(crate) struct Policy {
    back_off: BackOff,
    scan_span: Duration,
    state: LinkState,
    commands: VecDeque<LinkCommand>,
    reported: Option<Link>,
    epoch: u32,
    /// Whether the connection to the system is dead, so that the next try opens a new one.
    renew_connection: bool,
    /// Whether a connect without a scan has just failed, so that an advert must come first.
    scan_first: bool,
    lost_at: Option<Moment>,
    subscribed_at: Moment,
    /// Whether a measurement came before the subscription was confirmed.
    measured_early: bool,
    watch: StreamWatch,
}

impl Policy {
    /// A policy that begins at once. Its subscriptions are numbered from `epoch + 1`. `shares_radio` says that another strap
    /// uses the same radio, and `rng` varies the waits.
    pub(crate) fn new(epoch: u32, shares_radio: bool, rng: fastrand::Rng) -> Self {
        Self {
            back_off: BackOff::new(rng),
            scan_span: if shares_radio { SCAN_SHARED } else { SCAN },
            state: LinkState::Waiting { until: Moment::START },
            commands: VecDeque::new(),
            reported: None,
            epoch,
            renew_connection: false,
            scan_first: false,
            lost_at: None,
            subscribed_at: Moment::START,
            measured_early: false,
            watch: StreamWatch::new(),
        }
    }

    /// The next command, until there is none.
    pub(crate) fn poll(&mut self) -> Option<LinkCommand> {
        self.commands.pop_front()
    }

    /// The moment of the next [`LinkEvent::Wake`], unless another event comes first.
    pub(crate) fn next_wake(&self) -> Moment {
        match self.state {
            LinkState::Waiting { until } => until,
            LinkState::AwaitingServices { at, .. } => at,
            LinkState::AwaitingFirst { renewed } => self.subscribed_at + self.next_silence(renewed),
            LinkState::Streaming { .. } => self.watch.next_wake(),
            _ => Moment::NEVER,
        }
    }

    /// Takes in what happened at `now`. An event that does not fit the state is ignored.
    pub(crate) fn handle(&mut self, now: Moment, event: LinkEvent) {
        match (self.state, event) {
            (_, LinkEvent::Wake) => self.wake(now),
            (_, LinkEvent::Measured { epoch }) if epoch == self.epoch => self.measured(now),
            (_, LinkEvent::MachineSlept) => self.machine_slept(now),
            (_, LinkEvent::SwitchedOff) => self.wait_for_adapter(now, Link::NoAdapter),
            (_, LinkEvent::Dropped) | (LinkState::Streaming { .. }, LinkEvent::Alive(false)) => self.dropped(now),
            (LinkState::Opening, LinkEvent::Opened) => self.start(LinkState::AwaitingRadio, LinkStep::AwaitRadio),
            (LinkState::AwaitingRadio, LinkEvent::RadioGranted) => self.start(LinkState::Finding, LinkStep::Find),
            // Granted too late: another event has moved the link on since.
            (_, LinkEvent::RadioGranted) => self.commands.push_back(LinkCommand::ReleaseRadio),
            (LinkState::Finding, LinkEvent::Found { connected }) => self.found(now, connected),
            (LinkState::Finding, LinkEvent::NotFound) => self.scan(),
            (LinkState::Scanning, LinkEvent::AdvertReceived) => self.advert_received(),
            (LinkState::Scanning, LinkEvent::NotFound) | (LinkState::Disconnecting, LinkEvent::Disconnected) => {
                self.try_later(now);
            }
            (LinkState::Connecting, LinkEvent::Connected) => self.connected(),
            (LinkState::Discovering { retries }, LinkEvent::Discovered { heart_rate }) => {
                self.discovered(now, retries, heart_rate);
            }
            (LinkState::Subscribing { renewed }, LinkEvent::Subscribed) => self.subscribed(now, renewed),
            (LinkState::Streaming { .. }, LinkEvent::Alive(true) | LinkEvent::BatteryRead) => self.watch.answered(),
            (_, LinkEvent::Failed(failure)) => self.failed(now, failure),
            _ => {}
        }
    }

    fn wake(&mut self, now: Moment) {
        match self.state {
            LinkState::Waiting { until } if now >= until => self.open(),
            LinkState::AwaitingServices { retries, at } if now >= at => {
                self.start(LinkState::Discovering { retries }, LinkStep::Discover);
            }
            LinkState::AwaitingFirst { renewed } => self.check_silence(now, renewed),
            LinkState::Streaming { .. } => {
                let due = self.watch.due(now);
                self.carry_out(now, due);
            }
            _ => {}
        }
    }

    fn start(&mut self, state: LinkState, step: LinkStep) {
        self.state = state;
        self.commands.push_back(LinkCommand::Start(step));
    }

    fn report(&mut self, link: Link) {
        // "Not a heart strap" stays on the screen while the same device is merely tried again.
        let keep = self.reported == Some(Link::NotAHeartStrap) && matches!(link, Link::Searching | Link::Connecting);
        if self.reported != Some(link) && !keep {
            self.reported = Some(link);
            self.commands.push_back(LinkCommand::Report(link));
        }
    }

    /// Reports a strap that is not there: lost if it has been there before, else searched for.
    fn report_absence(&mut self) {
        let was_here = self.lost_at.is_some() || matches!(self.reported, Some(Link::Subscribed | Link::Quiet));
        self.report(if was_here { Link::Lost } else { Link::Searching });
    }
}
