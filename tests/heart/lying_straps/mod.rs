//! Straps that lie, and links that hold back: each is recognised by what arrives, and the best truth that is left is shown.
//!
//! One simulated heart goes through straps that each do one thing wrong. `cargo test --test heart lying -- --nocapture`
//! prints the table of `docs/lying-straps.md`. With a folder in `BREATHMARK_LYING_STRAPS` it keeps a journal of each strap
//! there, so that another version can replay them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod endings;
mod links;
mod milliseconds;
mod own_rate;
mod session;
mod straps;

use breathmark::event::input::Stamped;
use breathmark::event::moment::Moment;
use breathmark::heart::measurement::encode;
use breathmark::heart::strap_fault::StrapFault::{self, *};
use breathmark::heart::{Heart, Signal};

use self::session::{Said, inputs, keep, said, said_of};
use self::straps::{Second, Sent, again, averaged, each, heart, heart_for, held, honest, last_again, merged};
use crate::records::data;

/// What must be shown of a strap.
enum Truth {
    /// Everything, and the RMSSD is right.
    All,
    /// The heart rate, and never an RMSSD.
    Rate,
}

/// The faults that a strap is said to have, at 58, 72 and 88 beats a minute; the first of them within `within_s`.
fn check(name: &str, faults: &[StrapFault], within_s: u64, truth: &Truth, strap: impl Fn(&[Second]) -> Vec<Sent>) {
    for (rate, seed) in [(58.0, 1), (72.0, 2), (88.0, 3)] {
        let (seconds, rmssd) = heart(rate, seed);
        let inputs = inputs(strap(&seconds));
        keep(&format!("{name} {rate}"), &inputs);
        let said = said(inputs);
        println!(
            "{name:<34} {rate:>3}  {:>4.0} {:>4.0} a minute, rate {:>5.1}, RMSSD {:>5.1} ({rmssd:.1})  {:?}",
            said.rates, said.rmssds, said.rate, said.rmssd, said.faults
        );
        let found: Vec<StrapFault> = said.faults.iter().map(|(_, fault)| *fault).collect();
        assert!(found.iter().all(|fault| faults.contains(fault)), "{name} {rate}: {said:?}");
        assert_eq!(found.is_empty(), faults.is_empty(), "{name} {rate}: {said:?}");
        assert!(said.faults.first().is_none_or(|(at, _)| *at <= within_s), "{name} {rate}: {said:?}");
        assert!((said.rate - rate).abs() < 1.5, "{name} {rate}: {said:?}");
        match truth {
            Truth::All => {
                assert!(said.rmssds > 30.0 && (said.rmssd / rmssd - 1.0).abs() < 0.05, "{name} {rate}: {said:?}");
            }
            Truth::Rate => assert!(said.rmssds < 0.1 && said.rates > 50.0, "{name} {rate}: {said:?}"),
        }
    }
}

#[test]
fn an_honest_strap_is_believed_however_it_sends() {
    check("honest", &[], 0, &Truth::All, honest);
    check("honest, two seconds each", &[], 0, &Truth::All, |seconds| merged(seconds, 2));
    check("its own rate stands still", &[], 0, &Truth::All, |seconds| {
        let still: Vec<Second> = seconds.iter().map(|second| Second { rate: 70.0, ..second.clone() }).collect();
        honest(&still)
    });
}

#[test]
fn an_honest_strap_that_sends_four_times_a_second_and_loses_some_is_believed() {
    for (rate, seed) in [(47.0, 20), (60.0, 21), (72.0, 22)] {
        let mut random = fastrand::Rng::with_seed(seed);
        let (seconds, _) = heart_for(900.0, rate, seed);
        let mut sent = Vec::new();
        for second in &seconds {
            let place = random.usize(0..4);
            for quarter in 0..4 {
                let intervals: &[u16] = if quarter == place { &second.intervals } else { &[] };
                let mut bytes = encode(second.rate as u8, intervals);
                bytes[0] |= 0x10;
                if random.f64() > 0.05 {
                    sent.push((second.at + quarter as f64 / 4.0, bytes));
                }
            }
        }
        let said = said_of(sent);
        assert!(said.faults.is_empty(), "{rate}: {said:?}");
    }
}

#[test]
fn zeros_in_unused_places_are_no_intervals() {
    let fill = |second: &Second, places: usize, with: u16, first: bool| {
        let mut all = second.intervals.clone();
        let at = if first { 0 } else { all.len() };
        all.splice(at..at, vec![with; places - second.intervals.len()]);
        all
    };
    for (name, places, with, first) in [
        ("four places, the others 0", 4, 0, false),
        ("nine places", 9, 0, false),
        ("zeros first", 4, 0, true),
        ("ones", 4, u16::MAX, false),
    ] {
        check(name, &[Padded], 8, &Truth::All, |seconds| each(seconds, |second| fill(second, places, with, first)));
    }
}

#[test]
fn beats_that_come_twice_are_longer_than_the_time_and_give_no_rmssd() {
    let twice = |off: u16| {
        move |seconds: &[Second]| {
            each(seconds, |second| second.intervals.iter().flat_map(|rr| [*rr, rr + off]).collect())
        }
    };
    check("every beat twice", &[MoreThanTime], 14, &Truth::Rate, twice(0));
    check("every beat twice, 8 ms apart", &[MoreThanTime], 14, &Truth::Rate, twice(8));
    check("every beat twice, both channels", &[MoreThanTime], 14, &Truth::Rate, |seconds| {
        each(seconds, |second| second.intervals.repeat(2))
    });
}

#[test]
fn notifications_that_come_twice_give_no_rmssd_at_any_delay() {
    for after in [0.2, 0.35, 0.5, 0.8, 1.0, 1.7, 3.2] {
        let name = format!("every notification again, {after} s");
        // At one beat a second each of them holds one.
        check(&name, &[MoreThanTime, OneInterval], 16, &Truth::Rate, |seconds| again(seconds, after));
    }
    check("again at once", &[], 0, &Truth::All, |seconds| again(seconds, 0.05));
}

#[test]
fn intervals_made_from_the_rate_give_no_rmssd() {
    let faults = [MadeFromRate, OneInterval];
    let round = |second: &Second| second.rate.round();
    check("60000/rate, one each", &faults, 32, &Truth::Rate, |s| {
        each(s, |s| vec![(61_440.0 / round(s)).round() as u16])
    });
    check("60000/rate, as many as beats", &faults, 32, &Truth::Rate, |s| {
        each(s, |s| vec![(61_440.0 / round(s)).round() as u16; s.intervals.len()])
    });
    check("60000/rate in whole ms", &faults, 32, &Truth::Rate, |s| {
        each(s, |s| vec![((60_000.0 / round(s)).floor() * 1.024).floor() as u16; s.intervals.len()])
    });
    check("60000/rate, a millisecond off", &faults, 60, &Truth::Rate, |seconds| {
        let mut random = fastrand::Rng::with_seed(4);
        each(seconds, |s| vec![(61_440.0 / round(s) + random.f64() * 2.0 - 1.0).round() as u16; s.intervals.len()])
    });
    check("always the same", &faults, 32, &Truth::Rate, |seconds| {
        let rate = seconds[0].rate.round();
        let still: Vec<Second> = seconds.iter().map(|second| Second { rate, ..second.clone() }).collect();
        each(&still, |_| vec![(61_440.0 / rate) as u16 - 7])
    });
}

#[test]
fn intervals_made_from_the_rate_before_are_recognised() {
    for seed in 0..6 {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut exact, mut before, mut ready) = (74.0_f64, 74.0, 0.0);
        let second = |second: u32| {
            let step: f64 = (0..6).map(|_| random.f64() - 0.5).sum();
            exact += step + (74.0 - exact) * 0.02;
            ready += 1.0;
            let mut intervals = Vec::new();
            while ready >= 60.0 / before {
                ready -= 60.0 / before;
                intervals.push((61_440.0_f64 / before).round() as u16);
            }
            before = exact.round();
            Second { at: f64::from(second) + 0.03 * random.f64(), rate: before, intervals }
        };
        let seconds: Vec<Second> = (1..600).map(second).collect();
        let said = said_of(honest(&seconds));
        assert!(matches!(said.faults[..], [(at, MadeFromRate)] if at < 180), "{seed}: {said:?}");
        assert!(said.rates > 57.0 && said.last_rmssd.is_none() && said.gaps == 0, "{seed}: {said:?}");
    }
}

#[test]
fn beats_that_come_twice_now_and_then_are_recognised_in_the_end() {
    for (share, within_s) in [(0.05, 1600), (0.08, 700), (0.15, 300)] {
        for seed in 0..6 {
            let mut random = fastrand::Rng::with_seed(seed);
            let (seconds, _) = heart_for(1800.0, 72.0, seed);
            let mut twice = |rr: &u16| vec![*rr; if random.f64() < share { 2 } else { 1 }];
            let said = said_of(each(&seconds, |second| second.intervals.iter().flat_map(&mut twice).collect()));
            assert!(matches!(said.faults[..], [(at, MoreThanTime)] if at < within_s), "{share} {seed}: {said:?}");
            assert_eq!(said.last_signal, Signal::RateOnly, "{share} {seed}");
        }
    }
}

#[test]
fn the_last_interval_again_and_again_gives_no_rmssd() {
    for rate in [48.0, 72.0, 88.0, 110.0] {
        let (seconds, _) = heart(rate, 5);
        let said = said_of(last_again(&seconds));
        assert!(said.faults[0].1 == OneInterval && said.faults[0].0 < 40, "{rate}: {said:?}");
        assert!(
            said.rmssds < 4.0 && (said.rate - rate).abs() < 2.0 && said.last_signal == Signal::RateOnly,
            "{said:?}"
        );
    }
}

#[test]
fn a_strongly_smoothed_heart_gives_no_rmssd_after_two_minutes() {
    let mut seconds = heart(72.0, 6).0;
    // The heart slows down by six beats a minute, as any does.
    for (place, second) in seconds.iter_mut().enumerate() {
        second.intervals.iter_mut().for_each(|rr| *rr += (place / 3) as u16);
    }
    let said = said_of(averaged(&seconds, 20.0));
    assert!(said.faults.iter().any(|(at, fault)| *fault == Smoothed && *at <= 130), "{said:?}");
    assert_eq!(said.last_signal, Signal::RateOnly);
}

#[test]
fn bursts_hold_readings_and_lose_nothing() {
    for (hold, within_s) in [(3.0, 24), (5.0, 36), (7.0, 50)] {
        let name = format!("bursts of {hold} s");
        check(&name, &[Bursts], within_s, &Truth::All, |seconds| held(honest(seconds), || hold));
    }
    check("bursts of 2 to 8 s", &[Bursts], 60, &Truth::All, |seconds| {
        let mut random = fastrand::Rng::with_seed(8);
        held(honest(seconds), || 2.0 + 6.0 * random.f64())
    });
    check("merged, 4 s each", &[Bursts], 40, &Truth::All, |seconds| merged(seconds, 4));
    let (seconds, rmssd) = heart(72.0, 9);
    let said = said_of(held(honest(&seconds), || 10.0));
    assert!(said.gaps == 0 && said.rmssds > 30.0 && (said.rmssd / rmssd - 1.0).abs() < 0.05, "{said:?}");
}

#[test]
fn bursts_of_beats_that_are_none_are_held_like_those_of_a_rate_alone() {
    let (seconds, _) = heart_for(400.0, 72.0, 2);
    let twice = each(&seconds, |second| second.intervals.repeat(2));
    let made = each(&seconds, |second| vec![(61_440.0 / second.rate.round()).round() as u16]);
    for (fault, sent) in [(MoreThanTime, twice), (MadeFromRate, made)] {
        for hold in [3.0, 5.0] {
            let said = said_of(held(sent.clone(), || hold));
            assert!(
                [[fault, Bursts], [Bursts, fault]].contains(&[said.found()[0], said.found()[1]]),
                "{hold}: {said:?}"
            );
            assert!(said.is_right_from(100, 390, 72.0, 2.0) && said.changes <= 2, "{hold}: {said:?}");
            assert_eq!(said.last_signal, Signal::RateOnly);
        }
    }
}

#[test]
fn a_burst_that_lacks_a_notification_is_a_loss() {
    let (seconds, _) = heart(72.0, 10);
    let lost = |second: &Second| !(90.0..94.0).contains(&second.at);
    let some: Vec<Second> = seconds.into_iter().filter(lost).collect();
    let said = said_of(held(honest(&some), || 4.0));
    assert!(said.gaps >= 1, "{said:?}");
}

#[test]
fn a_link_that_is_held_up_regularly_loses_nothing() {
    let (seconds, _) = heart_for(900.0, 72.0, 3);
    let mut heart = Heart::default();
    for (place, (at, bytes)) in (0..).zip(honest(&seconds)) {
        let into = at % 30.0;
        let at = if (7.0..9.2).contains(&into) { at - into + 9.2 + 0.001 * f64::from(place % 10) } else { at };
        heart.receive(Moment::from_micros((at * 1e6) as u64), 1, &bytes, |_| {});
    }
    assert_eq!((heart.received().gaps, heart.received().loses_every_s), (0, None));
}

#[test]
fn a_regular_loss_is_named_with_its_period() {
    let (seconds, _) = heart_for(700.0, 72.0, 13);
    for every in [30, 150] {
        let some: Vec<Second> = seconds.iter().filter(|second| second.at as u32 % every != 10).cloned().collect();
        let mut heart = Heart::default();
        for (at, bytes) in honest(&some) {
            heart.receive(Moment::from_micros((at * 1e6) as u64), 1, &bytes, |_| {});
        }
        let found = heart.received().loses_every_s.unwrap_or_default();
        assert!(found.abs_diff(u64::from(every)) <= 1, "{every}: {:?}", heart.received());
        assert_eq!(heart.faults_ever().iter().collect::<Vec<_>>(), []);
    }
    let mut heart = Heart::default();
    for (at, bytes) in honest(&seconds) {
        // The connection breaks every minute, for four seconds.
        let epoch = (at / 60.0) as u32;
        if at % 60.0 < 56.0 {
            heart.receive(Moment::from_micros((at * 1e6) as u64), epoch + 1, &bytes, |_| {});
        }
    }
    assert_eq!((heart.received().breaks_every_s, heart.received().loses_every_s), (Some(60), None));
}

/// The published cases, as `public_cases/*.md` say what is right: 180 beats of 849 ms in 153 s, with an RMSSD of 31.9 ms.
#[test]
fn the_published_straps_are_recognised() {
    let Some(folder) = data("lying straps") else { return };
    let replay = |name: &str| {
        let text = std::fs::read_to_string(folder.join("public_cases").join(name)).unwrap();
        let stamped = text.lines().skip(1).map(|line| serde_json::from_str::<Stamped>(line).unwrap());
        let said = said(stamped.map(|stamped| (stamped.at, stamped.input)).collect::<Vec<_>>());
        println!(
            "{name:<44} {:>4.0} {:>4.0} a minute, RMSSD {:>5.1}  {:?}",
            said.rates, said.rmssds, said.rmssd, said.faults
        );
        said
    };
    let faults = |said: &Said| said.faults.iter().map(|(_, fault)| *fault).collect::<Vec<_>>();
    let near = |found: f64, right: f64, share: f64| (found / right - 1.0).abs() <= share;

    let milliseconds = replay("36-strap-sends-milliseconds.jsonl");
    assert_eq!(faults(&milliseconds), [Milliseconds]);
    assert!(milliseconds.rates > 48.0 && milliseconds.gaps < 7, "{milliseconds:?}");

    let twice = replay("37-every-beat-twice.jsonl");
    assert_eq!((faults(&twice), twice.rmssds), (vec![MoreThanTime], 0.0), "{twice:?}");
    assert!(twice.rates > 55.0 && near(twice.rate, 70.7, 0.02), "{twice:?}");

    let padded = replay("39-zero-padded.jsonl");
    assert_eq!(faults(&padded), [Padded]);
    assert!(near(padded.rate, 70.7, 0.01) && near(padded.rmssd, 31.86, 0.02) && padded.rmssds > 48.0, "{padded:?}");

    let held = replay("41-held-three-seconds.jsonl");
    assert_eq!((faults(&held), held.gaps), (vec![Bursts], 0));
    assert!(near(held.rate, 70.7, 0.01) && near(held.rmssd, 31.86, 0.02) && held.rmssds > 45.0, "{held:?}");

    let made = replay("42-interval-made-from-rate.jsonl");
    assert!(faults(&made)[0] == MadeFromRate && made.rmssds == 0.0 && made.rates > 55.0, "{made:?}");
}
