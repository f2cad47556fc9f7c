//! The link policy in virtual time, against a strap that does as it is told.

use super::*;

mod finding;
mod streaming;
mod system;

/// A policy, the virtual clock, and all that was asked for so far.
struct Bench {
    policy: Policy,
    now: Moment,
    steps: Vec<Step>,
    reports: Vec<Link>,
    radio: bool,
}

impl Bench {
    fn new() -> Self {
        Self::with(Policy::new(0, true, fastrand::Rng::with_seed(7)))
    }

    fn with(policy: Policy) -> Self {
        let mut bench = Self { policy, now: Moment::START, steps: Vec::new(), reports: Vec::new(), radio: false };
        bench.tell(Event::Wake);
        bench
    }

    fn tell(&mut self, event: Event) {
        self.radio |= event == Event::Granted;
        self.policy.handle(self.now, event);
        while let Some(command) = self.policy.poll() {
            match command {
                Command::Report(link) => self.reports.push(link),
                Command::Start(step) => self.steps.push(step),
                Command::ReleaseRadio => self.radio = false,
            }
        }
    }

    fn step(&self) -> Step {
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
            self.tell(Event::Wake);
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

    fn tell_all(&mut self, events: &[Event]) {
        for &event in events {
            self.tell(event);
        }
    }

    fn measure(&mut self) {
        let epoch = self.policy.epoch;
        self.tell(Event::Measured { epoch });
    }

    fn measure_each_second(&mut self, secs: u64) {
        for _ in 0..secs {
            self.pass(Duration::from_secs(1));
            self.measure();
            match self.step() {
                Step::Probe => self.tell(Event::Alive(true)),
                Step::ReadBattery => self.tell(Event::BatteryRead),
                _ => {}
            }
        }
    }

    fn subscribed() -> Self {
        let mut bench = Self::new();
        bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen, Event::Heard, Event::Connected]);
        bench.tell_all(&[Event::Discovered { heart_rate: true }, Event::Subscribed]);
        bench
    }

    fn streaming() -> Self {
        let mut bench = Self::subscribed();
        bench.measure();
        bench
    }

    /// From resting to a failed attempt: nothing heard on the air.
    fn miss(&mut self) {
        self.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen, Event::NotSeen]);
    }
}

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}
