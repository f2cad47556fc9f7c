//! The link policy in virtual time, against a strap that answers every step.

use super::*;

mod finding;
mod streaming;
mod system;

/// A policy, the virtual clock, and the commands so far.
struct Bench {
    policy: Policy,
    now: Moment,
    steps: Vec<LinkStep>,
    reports: Vec<Link>,
    radio: bool,
}

impl Bench {
    fn new() -> Self {
        Self::with(Policy::new(0, true, fastrand::Rng::with_seed(7)))
    }

    fn with(policy: Policy) -> Self {
        let mut bench = Self { policy, now: Moment::START, steps: Vec::new(), reports: Vec::new(), radio: false };
        bench.send(LinkEvent::Wake);
        bench
    }

    fn send(&mut self, event: LinkEvent) {
        self.radio |= event == LinkEvent::RadioGranted;
        self.policy.handle(self.now, event);
        while let Some(command) = self.policy.poll() {
            match command {
                LinkCommand::Report(link) => self.reports.push(link),
                LinkCommand::Start(step) => self.steps.push(step),
                LinkCommand::ReleaseRadio => self.radio = false,
            }
        }
    }

    fn step(&self) -> LinkStep {
        *self.steps.last().expect("a step was started")
    }

    fn link(&self) -> Link {
        *self.reports.last().expect("a state was reported")
    }

    /// Lets time pass, and wakes the policy at every [`Policy::next_wake`].
    fn pass(&mut self, span: Duration) {
        let end = self.now + span;
        while self.policy.next_wake() <= end {
            self.now = self.now.max(self.policy.next_wake());
            let before = (self.policy.next_wake(), self.steps.len(), self.reports.len());
            self.send(LinkEvent::Wake);
            assert_ne!((self.policy.next_wake(), self.steps.len(), self.reports.len()), before, "it spins");
        }
        self.now = end;
    }

    /// Passes to the next wake, and returns how long that took.
    fn wait_out(&mut self) -> Duration {
        let wait = self.policy.next_wake().since(self.now);
        self.pass(wait);
        wait
    }

    fn send_all(&mut self, events: &[LinkEvent]) {
        for &event in events {
            self.send(event);
        }
    }

    fn measure(&mut self) {
        let epoch = self.policy.epoch;
        self.send(LinkEvent::Measured { epoch });
    }

    fn measure_each_second(&mut self, secs: u64) {
        for _ in 0..secs {
            self.pass(Duration::from_secs(1));
            self.measure();
            match self.step() {
                LinkStep::Probe => self.send(LinkEvent::Alive(true)),
                LinkStep::ReadBattery => self.send(LinkEvent::BatteryRead),
                _ => {}
            }
        }
    }

    /// A policy that has just connected.
    fn connected() -> Self {
        let mut bench = Self::new();
        bench.connect();
        bench
    }

    fn subscribed() -> Self {
        let mut bench = Self::connected();
        bench.subscribe();
        bench
    }

    fn streaming() -> Self {
        let mut bench = Self::subscribed();
        bench.measure();
        bench
    }

    /// From waiting to a link, by an advert.
    fn connect(&mut self) {
        self.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::NotFound]);
        self.send_all(&[LinkEvent::AdvertReceived, LinkEvent::Connected]);
    }

    /// From a link to a subscription.
    fn subscribe(&mut self) {
        self.send_all(&[LinkEvent::Discovered { heart_rate: true }, LinkEvent::Subscribed]);
    }

    /// From waiting to a failed try: the strap is not in range.
    fn find_nothing(&mut self) {
        self.send_all(&[LinkEvent::Opened, LinkEvent::RadioGranted, LinkEvent::NotFound, LinkEvent::NotFound]);
    }
}

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}
