//! From a strap that is out of reach to its first measurement.

use std::time::Duration;

use super::{LinkState, LinkStep, Policy};
use crate::event::input::Link;
use crate::event::moment::Moment;
use crate::strap::link::LinkCommand;

/// How long a lost strap still advertises often (Heart Rate Profile 1.0, section 5). Within this span the policy connects
/// without a scan.
const ADVERTISES_OFTEN: Duration = Duration::from_secs(30);
/// The waits before services are discovered again. The system sometimes says "resolved" before it shows the services.
/// Assumption: 1.5 s in all are enough. Fewer or shorter waits report [`Link::NotAHeartStrap`] for a good strap.
const DISCOVER_AGAIN: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(1)];
/// How long a subscription may bring nothing before [`Link::Quiet`] is reported. Assumption: a worn strap sends each second.
const QUIET: Duration = Duration::from_secs(5);
/// How long a subscription may bring nothing before it is renewed once. Assumption.
const RENEW_SUBSCRIPTION: Duration = Duration::from_secs(10);
/// How long a subscription may bring nothing, renewed or not, before the policy disconnects. Assumption.
const SILENT: Duration = Duration::from_secs(20);

impl Policy {
    pub(super) fn open(&mut self) {
        if self.reported.is_none() {
            self.report(Link::Searching);
        }
        let renew = std::mem::take(&mut self.renew_connection);
        self.start(LinkState::Opening, LinkStep::Open { renew });
    }

    pub(super) fn found(&mut self, now: Moment, connected: bool) {
        // The system also remembers straps that are out of range. A connect without a scan makes sense in two cases: the
        // system still holds the link, or the strap was here a moment ago.
        let was_here = self.lost_at.is_some_and(|lost| now.since(lost) < ADVERTISES_OFTEN);
        if connected || (was_here && !self.scan_first) { self.connect() } else { self.scan() }
    }

    pub(super) fn scan(&mut self) {
        self.report_absence();
        self.start(LinkState::Scanning, LinkStep::Scan(self.scan_span));
    }

    pub(super) fn advert_received(&mut self) {
        self.report(Link::Connecting);
        self.connect();
    }

    fn connect(&mut self) {
        self.start(LinkState::Connecting, LinkStep::Connect);
    }

    pub(super) fn connected(&mut self) {
        self.scan_first = false;
        self.report(Link::Connecting);
        self.start(LinkState::Discovering { retries: 0 }, LinkStep::Discover);
    }

    pub(super) fn discovered(&mut self, now: Moment, retries: usize, heart_rate: bool) {
        if heart_rate {
            self.subscribe(false);
        } else if let Some(&wait) = DISCOVER_AGAIN.get(retries) {
            self.state = LinkState::AwaitingServices { retries: retries + 1, at: now + wait };
        } else {
            self.report(Link::NotAHeartStrap);
            self.disconnect();
        }
    }

    fn subscribe(&mut self, renew: bool) {
        self.epoch += 1;
        self.measured_early = false;
        self.start(LinkState::Subscribing { renewed: renew }, LinkStep::Subscribe { epoch: self.epoch, renew });
    }

    pub(super) fn subscribed(&mut self, now: Moment, renewed: bool) {
        self.commands.push_back(LinkCommand::ReleaseRadio);
        if !renewed {
            self.subscribed_at = now;
            self.report(Link::Subscribed);
        }
        self.state = LinkState::AwaitingFirst { renewed };
        if self.measured_early {
            self.measured(now);
        }
    }

    pub(super) fn measured(&mut self, now: Moment) {
        match self.state {
            LinkState::Subscribing { .. } => self.measured_early = true,
            LinkState::AwaitingFirst { .. } => {
                self.report(Link::Subscribed);
                self.state = LinkState::Streaming { since: now };
                self.watch.begin(now);
            }
            _ => self.watch.received(now),
        }
    }

    /// How long after subscribing the next consequence of silence is due.
    pub(super) fn next_silence(&self, renewed: bool) -> Duration {
        match (self.reported, renewed) {
            (Some(Link::Quiet), false) => RENEW_SUBSCRIPTION,
            (Some(Link::Quiet), true) => SILENT,
            _ => QUIET,
        }
    }

    /// Draws the consequence of a subscription that has brought nothing so far.
    pub(super) fn check_silence(&mut self, now: Moment, renewed: bool) {
        let waited = now.since(self.subscribed_at);
        if waited >= QUIET {
            self.report(Link::Quiet);
        }
        if waited >= SILENT {
            self.end_silent_link(now);
        } else if waited >= RENEW_SUBSCRIPTION && !renewed {
            self.subscribe(true);
        }
    }
}
