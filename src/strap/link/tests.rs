//! The link policy in virtual time, against a strap that does as it is told.

use super::*;

mod finding;
mod streaming;
mod system;

/// A policy, the virtual clock, and all that was asked for so far.
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
        bench.tell(LinkEvent::Wake);
        bench
    }

    fn tell(&mut self, event: LinkEvent) {
        self.radio |= event == LinkEvent::Granted;
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
        *self.steps.last().expect("a step was asked for")
    }

    fn link(&self) -> Link {
        *self.reports.last().expect("a state was reported")
    }

    /// Lets time pass, waking the policy whenever it asks for it.
    fn pass(&mut self, span: Duration) {
        let end = self.now + span;
        while self.policy.next_wake() <= end {
            self.now = self.now.max(self.policy.next_wake());
            let before = (self.policy.next_wake(), self.steps.len(), self.reports.len());
            self.tell(LinkEvent::Wake);
            assert_ne!((self.policy.next_wake(), self.steps.len(), self.reports.len()), before, "it spins");
        }
        self.now = end;
    }

    /// The next wake, and how long it took.
    fn rest(&mut self) -> Duration {
        let rest = self.policy.next_wake().since(self.now);
        self.pass(rest);
        rest
    }

    fn tell_all(&mut self, events: &[LinkEvent]) {
        for &event in events {
            self.tell(event);
        }
    }

    fn measure(&mut self) {
        let epoch = self.policy.epoch;
        self.tell(LinkEvent::Measured { epoch });
    }

    fn measure_each_second(&mut self, secs: u64) {
        for _ in 0..secs {
            self.pass(Duration::from_secs(1));
            self.measure();
            match self.step() {
                LinkStep::Probe => self.tell(LinkEvent::Alive(true)),
                LinkStep::ReadBattery => self.tell(LinkEvent::BatteryRead),
                _ => {}
            }
        }
    }

    fn subscribed() -> Self {
        let mut bench = Self::new();
        bench.tell_all(&[
            LinkEvent::Opened,
            LinkEvent::Granted,
            LinkEvent::NotSeen,
            LinkEvent::Heard,
            LinkEvent::Connected,
        ]);
        bench.tell_all(&[LinkEvent::Discovered { heart_rate: true }, LinkEvent::Subscribed]);
        bench
    }

    fn streaming() -> Self {
        let mut bench = Self::subscribed();
        bench.measure();
        bench
    }

    /// From resting to a failed attempt: nothing heard on the air.
    fn miss(&mut self) {
        self.tell_all(&[LinkEvent::Opened, LinkEvent::Granted, LinkEvent::NotSeen, LinkEvent::NotSeen]);
    }
}

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}
