use std::time::Duration;

use super::*;
use crate::event::input::Link;
use crate::heart::measurement::encode;
use crate::talk::person::Profile;

mod answers;
mod baselines;
mod limit;
mod straps;

const LEFT: Seat = Seat::Left;

/// One heart (the other seat is empty) through a warm-up and on, a notification and a look a second.
struct Listener {
    watch: Watch,
    hearts: Pair<Heart>,
    second: u64,
    beat: f64,
    rate_only: bool,
    /// The rate that the strap sends, whatever the heart does.
    frozen: Option<u8>,
    /// Seconds between two bursts; none where notifications come one by one.
    hold: Option<u64>,
    held: Vec<Vec<u8>>,
}

impl Listener {
    fn new(person: Person) -> Self {
        let mut hearts = Pair::<Heart>::default();
        if let Some(known) = person.known {
            hearts[LEFT] = Heart::knowing(known);
        }
        let people = Pair { left: person, right: Person::default() };
        hearts[LEFT].set_link(Link::Subscribed);
        Self {
            watch: Watch::new(&people),
            hearts,
            second: 0,
            beat: 0.0,
            rate_only: false,
            frozen: None,
            hold: None,
            held: Vec::new(),
        }
    }

    /// A person at 70, 76 while speaking, after a minute of each role.
    fn settled(person: Person) -> Self {
        Self::new(person).warmed_up()
    }

    fn warmed_up(mut self) -> Self {
        for (role, rate) in [(Role::Quiet, 70.0), (Role::Speaking, 76.0), (Role::Listening, 71.0)] {
            self.run(60, Some((role, true)), |_| rate);
        }
        self
    }

    /// The decisions within `seconds` at this rate, with their seconds.
    fn run(&mut self, seconds: u64, part: Option<(Role, bool)>, rate: impl Fn(f64) -> f64) -> Vec<(u64, Decision)> {
        let part = part.map(|(role, warm_up)| Part { role, warm_up });
        (1..=seconds)
            .filter_map(|s| {
                self.beat_for_a_second(rate(s as f64));
                let decision = self.look(part);
                (decision != Decision::Nothing).then_some((s, decision))
            })
            .collect()
    }

    fn beat_for_a_second(&mut self, rate: f64) {
        self.second += 1;
        let mut intervals = Vec::new();
        let breath = 2.0 * (self.second as f64 * 1.7).sin();
        while self.beat + 60.0 / (rate + breath) <= self.second as f64 {
            self.beat += 60.0 / (rate + breath);
            intervals.push((60.0 / (rate + breath) * 1024.0).round() as u16);
        }
        if self.rate_only {
            intervals.clear();
        }
        let at = Moment::from_micros(self.second * 1_000_000 - 300_000);
        // A true rate goes up and down with the breath.
        let own = if self.rate_only { rate + breath / 2.0 } else { rate };
        self.held.push(encode(self.frozen.unwrap_or(own as u8), &intervals));
        if self.second.is_multiple_of(self.hold.unwrap_or(1)) {
            for (place, bytes) in (0..).zip(self.held.drain(..)) {
                self.hearts[LEFT].receive(at + Duration::from_millis(2 * place), 1, &bytes, |_| {});
            }
        }
    }

    fn look(&mut self, part: Option<Part>) -> Decision {
        self.watch.second(Moment::from_secs(self.second), Pair { left: part, right: None }, &mut self.hearts)
    }

    fn silence(&mut self, seconds: u64, part: (Role, bool)) {
        for _ in 0..seconds {
            self.second += 1;
            self.beat = self.second as f64;
            self.look(Some(Part { role: part.0, warm_up: part.1 }));
        }
    }
}

const LISTENING: Option<(Role, bool)> = Some((Role::Listening, false));
const SPEAKING: Option<(Role, bool)> = Some((Role::Speaking, false));

fn rise(size: f64) -> impl Fn(f64) -> f64 {
    move |t| 71.0 + size * (1.0 - (-t / 12.0).exp())
}

fn first_pause(decisions: &[(u64, Decision)]) -> Option<u64> {
    decisions.iter().find(|(_, decision)| *decision == Decision::Pause).map(|(s, _)| *s)
}

#[test]
fn a_heart_that_runs_away_triggers_a_pause_and_a_calm_one_none() {
    let mut listener = Listener::settled(Person::default());
    assert_eq!(listener.run(240, LISTENING, |_| 71.0), []);
    let pause = first_pause(&listener.run(60, LISTENING, rise(20.0)));
    assert!(pause.is_some_and(|s| s <= 20), "{pause:?}");
}

#[test]
fn speaking_is_judged_by_the_baseline_of_speaking() {
    let mut listener = Listener::settled(Person::default());
    for _ in 0..3 {
        assert_eq!(listener.run(120, SPEAKING, |_| 77.0), []);
        assert_eq!(listener.run(120, LISTENING, |t| 71.0 + 6.0 * (-t / 8.0).exp()), []);
    }
}

/// Up within five seconds, down again after twenty.
fn posture(t: f64) -> f64 {
    71.0 + if t < 18.0 { 15.0 * (t / 5.0).min(1.0) } else { f64::max(0.0, 15.0 - 3.0 * (t - 18.0)) }
}

#[test]
fn a_change_of_posture_is_not_taken_for_arousal() {
    let mut listener = Listener::settled(Person::default());
    listener.run(60, LISTENING, |_| 71.0);
    assert_eq!(first_pause(&listener.run(120, LISTENING, posture)), None);
}

#[test]
fn a_change_of_posture_that_begins_in_a_lost_packet_is_not_taken_for_arousal() {
    for lost in 1..=4 {
        let mut listener = Listener::settled(Person::default());
        listener.run(60, LISTENING, |_| 71.0);
        listener.silence(lost, (Role::Listening, false));
        let heard = |t: f64| posture(t + lost as f64);
        assert_eq!(first_pause(&listener.run(120, LISTENING, heard)), None, "{lost} s lost");
    }
}

#[test]
fn a_quick_rise_that_stays_is_believed_in_the_end() {
    let mut listener = Listener::settled(Person::default());
    listener.run(60, LISTENING, |_| 71.0);
    let pause = first_pause(&listener.run(60, LISTENING, |t| 71.0 + 16.0 * (t / 5.0).min(1.0)));
    assert!(pause.is_some_and(|s| (20..=45).contains(&s)), "{pause:?}");
}

#[test]
fn laughs_of_several_sizes_are_not_taken_for_arousal() {
    for (size, width_s) in [(7.0, 10.0), (9.0, 13.0), (12.0, 12.0)] {
        let mut listener = Listener::settled(Person::default());
        listener.run(60, LISTENING, |_| 71.0);
        let laugh = |t: f64| 71.0 + size * f64::max(0.0, (std::f64::consts::PI * (t / width_s).min(1.0)).sin());
        for _ in 0..4 {
            assert_eq!(first_pause(&listener.run(60, LISTENING, laugh)), None, "+{size} for {width_s} s");
        }
    }
}

#[test]
fn what_rose_while_the_warm_up_ended_is_not_called_in_the_second_after_it() {
    let mut listener = Listener::new(Person::default());
    listener.run(60, Some((Role::Quiet, true)), |_| 70.0);
    listener.run(60, Some((Role::Listening, true)), |t| 71.0 + if t > 45.0 { t - 45.0 } else { 0.0 });
    let pause = first_pause(&listener.run(60, LISTENING, |_| 86.0));
    assert!(pause.is_some_and(|s| s >= 3), "{pause:?}");
}

#[test]
fn a_rise_of_somebody_who_arrived_hot_is_found_once_they_have_come_down() {
    let mut listener = Listener::new(Person::default());
    let falls = |t: f64| 16.0 * (-t / 200.0).exp();
    let roles = [(Role::Quiet, 70.0, 0.0), (Role::Speaking, 76.0, 60.0), (Role::Listening, 71.0, 120.0)];
    for (role, rate, from_s) in roles {
        listener.run(60, Some((role, true)), |t| rate + falls(from_s + t));
    }
    for turn in 0..4 {
        let (part, rate) = if turn % 2 == 0 { (SPEAKING, 76.0) } else { (LISTENING, 71.0) };
        let from_s = 180.0 + 120.0 * f64::from(turn);
        assert_eq!(first_pause(&listener.run(120, part, |t| rate + falls(from_s + t))), None);
    }
    let pause = first_pause(&listener.run(60, LISTENING, rise(15.0)));
    assert!(pause.is_some_and(|s| s <= 35), "{pause:?}");
}

#[test]
fn no_heart_triggers_in_the_warm_up_or_in_a_pause() {
    let mut listener = Listener::settled(Person::default());
    assert_eq!(listener.run(60, Some((Role::Listening, true)), rise(30.0)), []);
    let mut listener = Listener::settled(Person::default());
    assert_eq!(listener.run(60, None, rise(30.0)), []);
}

#[test]
fn after_a_gap_no_heart_triggers_before_there_are_good_beats_again() {
    let mut listener = Listener::settled(Person::default());
    listener.run(60, LISTENING, |_| 71.0);
    listener.silence(20, (Role::Listening, false));
    let pause = first_pause(&listener.run(60, LISTENING, |_| 95.0));
    assert!(pause.is_some_and(|s| s >= 8), "{pause:?}");
    let mut listener = Listener::settled(Person::default());
    listener.run(60, LISTENING, |_| 71.0);
    listener.silence(3, (Role::Listening, false));
    let pause = first_pause(&listener.run(60, LISTENING, |_| 95.0));
    assert!(pause.is_some_and(|s| (6..=26).contains(&s)), "{pause:?}");
}

#[test]
fn moving_blanks_what_was_before_and_twenty_seconds_after() {
    let mut listener = Listener::settled(Person::default());
    listener.run(60, LISTENING, |_| 71.0);
    listener.run(8, LISTENING, rise(20.0));
    listener.watch.moved(Moment::from_secs(listener.second));
    assert_eq!(listener.run(19, LISTENING, |_| 91.0), []);
}

#[test]
fn an_irregular_heart_is_judged_by_its_rate_alone() {
    let profile = Profile { irregular: true, ..Profile::default() };
    let mut listener = Listener::settled(Person { profile, ..Person::default() });
    assert_eq!(listener.run(120, LISTENING, |t| if (t as u64).is_multiple_of(3) { 60.0 } else { 77.0 }), []);
    let pause = first_pause(
        &listener.run(120, LISTENING, |t| rise(25.0)(t) + if (t as u64).is_multiple_of(3) { -9.0 } else { 5.0 }),
    );
    assert!(pause.is_some(), "{pause:?}");
}

#[test]
fn a_heart_far_up_that_stays_there_triggers_no_second_time() {
    let mut stays = Listener::settled(Person::default());
    let decisions = stays.run(400, Some((Role::Listening, false)), |t| 71.0 + 45.0 * (1.0 - (-t / 4.0).exp()));
    assert_eq!(decisions.iter().filter(|(_, decision)| *decision == Decision::Pause).count(), 1, "{decisions:?}");
}

#[test]
fn a_heart_that_stays_where_it_triggered_triggers_no_second_time_but_one_that_comes_down_does() {
    let part = Some((Role::Listening, false));
    let pauses =
        |decisions: Vec<(u64, Decision)>| decisions.iter().filter(|(_, decision)| *decision == Decision::Pause).count();
    let mut stays = Listener::settled(Person::default());
    assert_eq!(pauses(stays.run(180, part, |t| 71.0 + 16.0 * (1.0 - (-t / 12.0).exp()))), 1);
    assert_eq!(pauses(stays.run(120, part, |_| 71.0)), 0);
    assert_eq!(pauses(stays.run(60, part, |t| 71.0 + 25.0 * (1.0 - (-t / 12.0).exp()))), 1);
}
