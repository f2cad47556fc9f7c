//! The link policy in virtual time, against a strap that does as it is told.

use super::*;

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

#[test]
fn a_strap_on_the_air_is_found_connected_and_subscribed() {
    let bench = Bench::streaming();
    let asked = [
        Step::Open { renew: false },
        Step::AwaitRadio,
        Step::Find,
        Step::Scan(secs(4)),
        Step::Connect,
        Step::Discover,
        Step::Subscribe { epoch: 1, again: false },
    ];
    assert_eq!(bench.steps, asked);
    assert_eq!(bench.reports, [Link::Searching, Link::Connecting, Link::Subscribed]);
}

#[test]
fn the_radio_is_handed_on_once_subscribed() {
    assert!(!Bench::subscribed().radio);
}

#[test]
fn alone_it_scans_for_ten_seconds() {
    let mut bench = Bench::with(Policy::new(0, false, fastrand::Rng::with_seed(7)));
    bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen]);
    assert_eq!(bench.step(), Step::Scan(secs(10)));
}

#[test]
fn a_strap_that_the_system_merely_remembers_must_be_heard_first() {
    let mut bench = Bench::new();
    bench.tell_all(&[Event::Opened, Event::Granted, Event::Found { connected: false }]);
    assert_eq!(bench.step(), Step::Scan(secs(4)));
    assert_eq!(bench.link(), Link::Searching);
}

#[test]
fn a_strap_that_the_system_still_holds_is_taken_at_once() {
    let mut bench = Bench::new();
    bench.tell_all(&[Event::Opened, Event::Granted, Event::Found { connected: true }]);
    assert_eq!(bench.step(), Step::Connect);
}

#[test]
fn an_absent_strap_is_looked_for_with_growing_waits_and_for_ever() {
    let mut bench = Bench::new();
    let nominal = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0];
    for wait in nominal {
        bench.miss();
        let rest = bench.rest().as_secs_f64();
        assert!((wait * 0.75..=wait * 1.25).contains(&rest), "{rest} is not near {wait}");
    }
    bench.pass(secs(120));
    for _ in 0..100 {
        bench.miss();
        assert!((11.25..=18.75).contains(&bench.rest().as_secs_f64()));
    }
    assert_eq!(bench.reports, [Link::Searching]);
}

#[test]
fn waiting_does_not_hold_the_radio() {
    let mut bench = Bench::new();
    bench.miss();
    assert!(!bench.radio);
}

#[test]
fn a_failed_connect_is_always_followed_by_a_disconnect() {
    let mut bench = Bench::new();
    bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen, Event::Heard]);
    bench.tell(Event::Failed(Failure::TimedOut));
    assert_eq!(bench.step(), Step::Disconnect);
    assert!(bench.radio, "the other strap waits until the failed attempt is cleared away");
    bench.tell(Event::Failed(Failure::TimedOut));
    assert!(!bench.radio);
}

#[test]
fn services_that_come_late_are_looked_for_again() {
    let mut bench = Bench::new();
    bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen, Event::Heard, Event::Connected]);
    bench.tell(Event::Discovered { heart_rate: false });
    assert_eq!(bench.rest(), Duration::from_millis(500));
    assert_eq!(bench.step(), Step::Discover);
    bench.tell(Event::Discovered { heart_rate: false });
    assert_eq!(bench.rest(), secs(1));
    bench.tell(Event::Discovered { heart_rate: true });
    assert_eq!(bench.step(), Step::Subscribe { epoch: 1, again: false });
}

#[test]
fn something_without_heart_rate_is_named_so_and_stays_so() {
    let mut bench = Bench::new();
    for _ in 0..2 {
        bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen, Event::Heard, Event::Connected]);
        for _ in 0..3 {
            bench.tell(Event::Discovered { heart_rate: false });
            bench.pass(secs(1));
        }
        assert_eq!((bench.step(), bench.link()), (Step::Disconnect, Link::NotAHeartStrap));
        bench.tell(Event::Disconnected);
        bench.rest();
    }
    assert_eq!(bench.reports, [Link::Searching, Link::Connecting, Link::NotAHeartStrap]);
}

#[test]
fn a_silent_subscription_is_told_renewed_and_given_up() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(5));
    assert_eq!(bench.link(), Link::Quiet);
    bench.pass(secs(5));
    assert_eq!(bench.step(), Step::Subscribe { epoch: 2, again: true });
    bench.tell(Event::Subscribed);
    assert_eq!(bench.link(), Link::Quiet);
    bench.pass(secs(10));
    assert_eq!((bench.step(), bench.link()), (Step::Disconnect, Link::Lost));
}

#[test]
fn the_first_measurement_ends_the_quiet() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(7));
    bench.measure();
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn a_measurement_may_come_before_the_subscription_is_confirmed() {
    let mut bench = Bench::new();
    bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen, Event::Heard, Event::Connected]);
    bench.tell(Event::Discovered { heart_rate: true });
    bench.measure();
    bench.tell(Event::Subscribed);
    bench.measure_each_second(60);
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn measurements_of_an_old_subscription_do_not_count() {
    let mut bench = Bench::subscribed();
    bench.pass(secs(5));
    bench.tell(Event::Measured { epoch: 0 });
    assert_eq!(bench.link(), Link::Quiet);
}

#[test]
fn an_hour_of_good_streaming_asks_for_nothing_but_probes_and_battery() {
    let mut bench = Bench::streaming();
    let before = bench.steps.len();
    bench.measure_each_second(3600);
    let asked = &bench.steps[before..];
    assert_eq!(asked.iter().filter(|&&step| step == Step::ReadBattery).count(), 6);
    assert!(asked.iter().all(|step| matches!(step, Step::ReadBattery | Step::Probe)));
    assert_eq!(bench.link(), Link::Subscribed);
}

#[test]
fn a_dropped_link_is_reported_and_tried_again_at_once_without_a_scan() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(40);
    bench.tell(Event::Dropped);
    assert_eq!(bench.link(), Link::Lost);
    assert_eq!(bench.rest(), Duration::ZERO);
    bench.tell_all(&[Event::Opened, Event::Granted, Event::Found { connected: false }]);
    assert_eq!(bench.step(), Step::Connect);
    assert_eq!(bench.link(), Link::Lost, "a blind attempt is no news");
    bench.tell_all(&[Event::Connected, Event::Discovered { heart_rate: true }, Event::Subscribed]);
    assert_eq!(bench.step(), Step::Subscribe { epoch: 2, again: false });
}

#[test]
fn after_a_blind_attempt_has_failed_the_strap_must_be_heard() {
    let mut bench = Bench::streaming();
    bench.tell(Event::Dropped);
    bench.rest();
    bench.tell_all(&[Event::Opened, Event::Granted, Event::Found { connected: false }]);
    bench.tell_all(&[Event::Failed(Failure::TimedOut), Event::Disconnected]);
    bench.rest();
    bench.tell_all(&[Event::Opened, Event::Granted, Event::Found { connected: false }]);
    assert_eq!(bench.step(), Step::Scan(secs(4)));
}

#[test]
fn thirty_seconds_of_good_streaming_clear_the_waits() {
    let mut bench = Bench::new();
    for _ in 0..6 {
        bench.miss();
        bench.rest();
    }
    bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen, Event::Heard, Event::Connected]);
    bench.tell_all(&[Event::Discovered { heart_rate: true }, Event::Subscribed]);
    bench.measure();
    bench.measure_each_second(30);
    bench.tell(Event::Dropped);
    assert_eq!(bench.rest(), Duration::ZERO);
}

#[test]
fn silence_over_a_live_link_is_probed_and_then_ends_it() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    assert_eq!(bench.step(), Step::Probe);
    bench.tell(Event::Alive(true));
    bench.pass(Duration::from_millis(3_999));
    assert_eq!(bench.link(), Link::Subscribed);
    bench.pass(Duration::from_millis(1));
    assert_eq!((bench.step(), bench.link()), (Step::Disconnect, Link::Lost));
}

#[test]
fn a_probe_that_finds_the_link_down_counts_as_lost() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    bench.tell(Event::Alive(false));
    assert_eq!(bench.link(), Link::Lost);
}

#[test]
fn two_unanswered_probes_renew_the_connection_to_the_system() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.pass(secs(6));
    bench.tell(Event::Failed(Failure::TimedOut));
    bench.pass(Duration::ZERO);
    assert_eq!(bench.step(), Step::Probe);
    bench.pass(secs(2));
    bench.tell(Event::Failed(Failure::TimedOut));
    assert_eq!(bench.link(), Link::NoBluetooth);
    bench.pass(Duration::ZERO);
    assert_eq!(bench.step(), Step::Open { renew: true });
}

#[test]
fn a_missing_adapter_is_asked_for_every_two_seconds() {
    let mut bench = Bench::new();
    for _ in 0..5 {
        bench.tell(Event::Failed(Failure::NoAdapter));
        assert_eq!(bench.link(), Link::NoAdapter);
        assert_eq!(bench.rest(), secs(2));
        assert_eq!(bench.step(), Step::Open { renew: false });
    }
    bench.tell_all(&[Event::Opened, Event::Granted, Event::NotSeen]);
    assert_eq!(bench.link(), Link::Searching);
}

#[test]
fn an_adapter_switched_off_pauses_everything_until_it_is_back() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.tell(Event::SwitchedOff);
    bench.tell(Event::Dropped);
    assert_eq!(bench.link(), Link::NoAdapter);
    assert_eq!(bench.rest(), secs(2));
    assert_eq!(bench.step(), Step::Open { renew: false });
}

#[test]
fn after_sleep_the_link_is_made_anew_at_once() {
    let mut bench = Bench::streaming();
    bench.measure_each_second(10);
    bench.tell(Event::Awoke);
    assert_eq!((bench.step(), bench.link()), (Step::Disconnect, Link::Lost));
    bench.tell(Event::Disconnected);
    assert_eq!(bench.rest(), Duration::ZERO);
    bench.tell_all(&[Event::Opened, Event::Granted, Event::Found { connected: false }]);
    assert_eq!(bench.step(), Step::Connect, "a strap that was here before sleep is worth a blind attempt");
}

#[test]
fn sleep_ends_a_long_wait() {
    let mut bench = Bench::new();
    for _ in 0..8 {
        bench.miss();
        bench.rest();
    }
    bench.miss();
    bench.tell(Event::Awoke);
    assert_eq!(bench.rest(), Duration::ZERO);
}

#[test]
fn a_system_that_does_not_answer_gets_a_new_connection() {
    let mut bench = Bench::new();
    bench.tell(Event::Failed(Failure::TimedOut));
    assert_eq!(bench.link(), Link::NoBluetooth);
    bench.rest();
    assert_eq!(bench.step(), Step::Open { renew: true });
}

#[test]
fn a_radio_granted_too_late_is_handed_on() {
    let mut bench = Bench::new();
    bench.tell_all(&[Event::Opened, Event::SwitchedOff, Event::Granted]);
    assert!(!bench.radio);
}

#[test]
fn epochs_go_on_where_an_earlier_policy_ended() {
    let mut bench = Bench::with(Policy::new(41, true, fastrand::Rng::with_seed(7)));
    bench.tell_all(&[Event::Opened, Event::Granted, Event::Found { connected: true }, Event::Connected]);
    bench.tell(Event::Discovered { heart_rate: true });
    assert_eq!(bench.step(), Step::Subscribe { epoch: 42, again: false });
}

#[test]
fn any_order_of_events_leaves_a_policy_that_goes_on() {
    let all = [
        Event::Opened,
        Event::Granted,
        Event::Found { connected: true },
        Event::Heard,
        Event::NotSeen,
        Event::Connected,
        Event::Discovered { heart_rate: true },
        Event::Discovered { heart_rate: false },
        Event::Subscribed,
        Event::Alive(true),
        Event::Alive(false),
        Event::BatteryRead,
        Event::Dropped,
        Event::SwitchedOff,
        Event::Awoke,
        Event::Disconnected,
        Event::Failed(Failure::TimedOut),
        Event::Failed(Failure::NoAdapter),
        Event::Failed(Failure::NoBluetooth),
        Event::Failed(Failure::Other),
    ];
    let mut rng = fastrand::Rng::with_seed(11);
    let mut bench = Bench::new();
    for _ in 0..50_000 {
        match rng.u8(0..4) {
            0 => bench.measure(),
            1 => bench.pass(Duration::from_millis(rng.u64(0..3_000))),
            _ => bench.tell(all[rng.usize(..all.len())]),
        }
        let waits = bench.policy.next_wake() < Moment::NEVER;
        let answers =
            !matches!(bench.policy.state, State::Awaiting { .. } | State::Resting { .. } | State::Streaming { .. });
        assert!(waits || answers, "nothing will ever happen in {:?}", bench.policy.state);
    }
}
