//! What follows a failed step, a lost link, a missing adapter, or a machine that slept.

use std::time::Duration;

use super::watch::Due;
use super::{Failure, LinkCommand, LinkState, LinkStep, Policy};
use crate::event::input::Link;
use crate::event::moment::Moment;

/// A stream of this length resets the waits between tries. Assumption: a link that held for 30 s is sound. A shorter span
/// lets an unsteady link keep the radio busy.
const SOUND_STREAM: Duration = Duration::from_secs(30);
/// The wait before a missing adapter is asked for again. Assumption: 2 s seem immediate to a person who plugs it in.
const ADAPTER_POLL: Duration = Duration::from_secs(2);

impl Policy {
    /// Carries out what is due on a stream.
    pub(super) fn carry_out(&mut self, now: Moment, due: Due) {
        match due {
            Due::Nothing => {}
            Due::Step(step) => self.commands.push_back(LinkCommand::Start(step)),
            Due::Disconnect => self.end_silent_link(now),
            Due::LinkLost => self.dropped(now),
            Due::SystemLost => self.lose_system(now),
        }
    }

    /// A step failed.
    pub(super) fn failed(&mut self, now: Moment, failure: Failure) {
        match (self.state, failure) {
            (LinkState::Waiting { .. } | LinkState::AwaitingServices { .. } | LinkState::AwaitingFirst { .. }, _) => {}
            (LinkState::Streaming { .. }, _) => {
                let due = self.watch.failed(now, failure);
                self.carry_out(now, due);
            }
            (_, Failure::NoAdapter) => self.wait_for_adapter(now, Link::NoAdapter),
            (_, Failure::NoBluetooth) => self.wait_for_adapter(now, Link::NoBluetooth),
            (LinkState::Opening | LinkState::Finding, _) => {
                self.renew_connection = true;
                self.wait_for_adapter(now, Link::NoBluetooth);
            }
            (LinkState::Connecting | LinkState::Discovering { .. } | LinkState::Subscribing { .. }, _) => {
                self.disconnect();
            }
            _ => self.try_later(now),
        }
    }

    /// Ends any link, finished or not. The system may still complete a connect that exceeded its limit.
    pub(super) fn disconnect(&mut self) {
        self.scan_first |= self.state == LinkState::Connecting;
        self.start(LinkState::Disconnecting, LinkStep::Disconnect);
    }

    /// The link went down without a command.
    pub(super) fn dropped(&mut self, now: Moment) {
        match self.state {
            LinkState::Connecting => self.disconnect(),
            LinkState::Discovering { .. } | LinkState::AwaitingServices { .. } | LinkState::Subscribing { .. } => {
                self.try_later(now);
            }
            LinkState::AwaitingFirst { .. } | LinkState::Streaming { .. } => {
                self.report_loss(now);
                self.try_later(now);
            }
            _ => {}
        }
    }

    /// After sleep the policy tries at once: the strap is still worn, and advertises again.
    pub(super) fn machine_slept(&mut self, now: Moment) {
        self.back_off.reset();
        match self.state {
            LinkState::Waiting { .. } => self.state = LinkState::Waiting { until: now },
            LinkState::Opening
            | LinkState::AwaitingRadio
            | LinkState::Finding
            | LinkState::Scanning
            | LinkState::Disconnecting => {}
            LinkState::AwaitingFirst { .. } | LinkState::Streaming { .. } => self.end_silent_link(now),
            LinkState::Connecting
            | LinkState::Discovering { .. }
            | LinkState::AwaitingServices { .. }
            | LinkState::Subscribing { .. } => {
                self.disconnect();
            }
        }
    }

    /// The link is up, but brings nothing: report it as lost and disconnect.
    pub(super) fn end_silent_link(&mut self, now: Moment) {
        self.report_loss(now);
        self.disconnect();
    }

    /// The connection to the system is dead and answers no call: open a new one at once.
    fn lose_system(&mut self, now: Moment) {
        self.report_loss(now);
        self.renew_connection = true;
        self.wait_for_adapter(now, Link::NoBluetooth);
        self.state = LinkState::Waiting { until: now };
    }

    fn report_loss(&mut self, now: Moment) {
        if matches!(self.state, LinkState::Streaming { since } if now.since(since) >= SOUND_STREAM) {
            self.back_off.reset();
        }
        self.lost_at = Some(now);
        self.report(Link::Lost);
    }

    pub(super) fn wait_for_adapter(&mut self, now: Moment, link: Link) {
        self.report(link);
        if matches!(self.state, LinkState::AwaitingFirst { .. } | LinkState::Streaming { .. }) {
            self.lost_at = Some(now);
        }
        self.back_off.reset();
        self.wait_until(now + ADAPTER_POLL);
    }

    pub(super) fn try_later(&mut self, now: Moment) {
        self.report_absence();
        let wait = self.back_off.next(now);
        self.wait_until(now + wait);
    }

    fn wait_until(&mut self, until: Moment) {
        self.commands.push_back(LinkCommand::ReleaseRadio);
        self.state = LinkState::Waiting { until };
    }
}
