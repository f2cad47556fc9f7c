//! How a lie ends: the beats are believed again, and the time meanwhile is no gap.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use breathmark::event::input::Link;
use breathmark::event::moment::Moment;
use breathmark::heart::strap_fault::StrapFault::*;
use breathmark::heart::{Heart, Signal};

use super::session::said_of;
use super::straps::{Second, Sent, again, beating, each, heart, heart_for, honest};

#[test]
fn a_strap_that_stops_lying_is_believed_again() {
    let (seconds, _) = heart(72.0, 12);
    let (lies, tells): (Vec<Second>, Vec<Second>) = seconds.into_iter().partition(|second| second.at < 60.0);
    let mut sent = each(&lies, |second| second.intervals.repeat(2));
    sent.extend(honest(&tells));
    let said = said_of(sent);
    assert!(said.faults[0].1 == MoreThanTime && said.last_signal == Signal::Good, "{said:?}");
}

/// The heart at the end of a strap whose notifications come over the connections of these numbers.
fn end_of(sent: Vec<(u32, Sent)>) -> (Heart, Moment) {
    let mut heart = Heart::default();
    heart.set_link(Link::Subscribed);
    let mut now = Moment::START;
    for (epoch, (at, bytes)) in sent {
        now = Moment::from_micros((at * 1e6) as u64);
        heart.receive(now, epoch, &bytes, |_| {});
    }
    (heart, now)
}

#[test]
fn a_stream_that_came_twice_is_believed_soon_after_the_reconnect_at_any_rate() {
    for rate in [58.0, 60.0, 66.0, 72.0, 80.0] {
        let (seconds, rmssd) = heart_for(300.0, rate, 5);
        let twice = again(&seconds[..120], 0.5).into_iter().map(|sent| (1, sent));
        let once = honest(&seconds[125..]).into_iter().map(|sent| (2, sent));
        let (heart, now) = end_of(twice.chain(once).collect());
        let reading = heart.reading(now);
        assert!(heart.faults_ever().has(MoreThanTime) && heart.faults().iter().next().is_none(), "{rate}: {heart:?}");
        assert!(reading.heart_rate.is_some_and(|found| (found - rate).abs() < 4.0), "{rate}: {reading:?}");
        assert!(reading.rmssd.is_some_and(|found| (found / rmssd - 1.0).abs() < 0.3), "{rate}: {reading:?}");
    }
}

#[test]
fn the_time_of_a_lie_is_no_gap() {
    let (seconds, _) = heart_for(400.0, 72.0, 7);
    let mut sent = each(&seconds[..180], |second| second.intervals.repeat(2));
    sent.extend(honest(&seconds[180..]));
    let said = said_of(sent.clone());
    assert_eq!((said.gaps, said.last_signal), (0, Signal::Good), "{said:?}");
    let (heart, _) = end_of(sent.into_iter().map(|sent| (1, sent)).collect());
    assert_eq!((heart.received().gaps, heart.received().missing_ms), (0, 0), "{:?}", heart.received());
}

#[test]
fn a_pacemaker_on_demand_makes_no_gaps_and_the_signal_hardly_changes() {
    let mut random = fastrand::Rng::with_seed(5);
    let seconds = beating(1200.0, |at| {
        if at % 90.0 < 50.0 {
            1000.0 + 0.7 * (2.0 * random.f64() - 1.0)
        } else {
            930.0 + 40.0 * (std::f64::consts::TAU * 0.25 * at).sin() + 20.0 * random.f64()
        }
    });
    let said = said_of(honest(&seconds));
    assert_eq!((said.found(), said.gaps), (vec![MadeFromRate], 0), "{said:?}");
    assert!(said.changes <= 2 && said.rates > 55.0, "{said:?}");
    assert!(said.each_rate.0.iter().all(|(_, rate)| (57.0..70.0).contains(rate)), "{said:?}");
}

#[test]
fn a_program_that_stood_still_calls_no_honest_strap_a_liar() {
    for stood_s in [11.0, 15.0, 19.0, 25.0, 40.0] {
        let (seconds, rmssd) = heart_for(300.0, 72.0, 1);
        let end = 100.0 + stood_s;
        let late = |(place, (at, bytes)): (u32, Sent)| {
            let held = (100.0..end).contains(&at);
            (if held { end + 50e-6 * f64::from(place) } else { at }, bytes)
        };
        let mut sent: Vec<Sent> = (0..).zip(honest(&seconds)).map(late).collect();
        sent.sort_by(|a, b| a.0.total_cmp(&b.0));
        let said = said_of(sent);
        assert!(said.faults.is_empty() && said.gaps == 0, "{stood_s}: {:?} {}", said.faults, said.gaps);
        assert!(said.last_rmssd.is_some_and(|last| (last / rmssd - 1.0).abs() < 0.3), "{stood_s}: {said:?}");
        let second = Duration::from_secs_f64(end + 40.0).as_secs();
        assert!(said.is_right_from(second, 299, 72.0, 4.0), "{stood_s}: {said:?}");
    }
}
