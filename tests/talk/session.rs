//! Whole talks through the pure session: what calls a pause, what never does, and the way back.

use crate::couple::{Couple, Heartbeat};
use breathmark::event::input::{Input, Key, Link};
use breathmark::event::seat::{Pair, Seat};
use breathmark::talk::Stage;

fn calm(t: f64) -> f64 {
    70.0 + 2.0 * (0.25 * std::f64::consts::TAU * t).sin() + 1.5 * (0.03 * std::f64::consts::TAU * t).sin()
}

/// Runs away `by` beats a minute from `from` s until the pause, then comes back.
fn runs_away(from: f64, by: f64) -> impl Fn(f64) -> f64 {
    move |t| calm(t) + if t < from { 0.0 } else { by * (1.0 - (-(t - from) / 12.0).exp()) }
}

#[test]
fn a_heart_that_runs_away_by_20_brings_a_pause_within_35_seconds() {
    for seat in Seat::BOTH {
        let mut couple = Couple::settled(calm, calm);
        let onset = couple.now() + 30.0;
        couple.set_rate(seat, runs_away(onset, 20.0));
        let paused = couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 120.0).expect("a pause comes");
        assert!((8.0..35.0).contains(&(paused - onset)), "{seat:?} paused {} s after the onset", paused - onset);
    }
}

#[test]
fn calm_talking_for_an_hour_brings_no_pause() {
    let mut couple = Couple::settled(calm, |t| calm(t + 100.0) + 5.0);
    assert_eq!(couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 3600.0), None);
}

#[test]
fn a_single_ectopic_beat_does_not_trigger_a_pause() {
    let mut couple = Couple::settled(calm, calm);
    couple.disturb(Seat::Left, |n| match n % 400 {
        7 => Heartbeat::Scaled(0.65),
        8 => Heartbeat::Scaled(1.35),
        _ => Heartbeat::Plain,
    });
    assert_eq!(couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 1800.0), None);
}

#[test]
fn missed_and_extra_beats_every_ten_seconds_do_not_trigger_a_pause() {
    let mut couple = Couple::settled(calm, calm);
    couple.disturb(Seat::Right, |n| match n % 24 {
        3 => Heartbeat::Missed,
        15 => Heartbeat::Split,
        _ => Heartbeat::Plain,
    });
    assert_eq!(couple.run_until(|stage| matches!(stage, Stage::Pause { .. }), 1800.0), None);
}

#[test]
fn a_reconnect_is_not_taken_for_excitement() {
    let mut couple = Couple::settled(calm, calm);
    for _ in 0..10 {
        couple.run_until(|_| false, 20.0);
        couple.give(Input::Link { seat: Seat::Left, link: Link::Lost });
        couple.mute(Seat::Left, 10.0);
        couple.run_until(|_| false, 10.0);
        couple.reconnect(Seat::Left);
        couple.run_until(|_| false, 15.0);
    }
    assert_eq!(couple.stages(|stage| matches!(stage, Stage::Pause { .. })), 0);
}

#[test]
fn the_talk_goes_on_when_both_bodies_and_both_people_are_ready() {
    let mut couple = Couple::settled(calm, calm);
    let speaker = couple.session.stage();
    couple.press(Key::Pause);
    couple.press(Key::Ready(Seat::Left));
    let open = |stage: &Stage| !matches!(stage, Stage::Pause { .. });
    assert_eq!(couple.run_until(open, 300.0), None, "one ready is not both");
    couple.press(Key::Ready(Seat::Right));
    assert_eq!(couple.session.stage(), Stage::Breath);
    couple.run_until(|stage| *stage == speaker, 10.0).expect("back to whose turn it was");
}

#[test]
fn not_ready_keeps_the_pause_however_calm_the_hearts() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Pause);
    couple.press(Key::Ready(Seat::Left));
    couple.press(Key::Ready(Seat::Right));
    couple.press(Key::NotReady(Seat::Left));
    assert_eq!(couple.run_until(|stage| !matches!(stage, Stage::Pause { .. }), 1800.0), None);
}

#[test]
fn paused_time_does_not_count() {
    let mut couple = Couple::settled(calm, calm);
    let left = couple.turn_left();
    couple.press(Key::Pause);
    couple.run_until(|_| false, 600.0);
    couple.press(Key::Ready(Seat::Left));
    couple.press(Key::Ready(Seat::Right));
    couple.run_until(|stage| matches!(stage, Stage::Turn { .. }), 20.0).expect("back in the turn");
    assert!((couple.turn_left() - left).abs() < 1.0);
}

#[test]
fn p_pauses_from_every_stage_and_gives_back_what_it_interrupted() {
    let stages: [fn(&Stage) -> bool; 6] = [
        |s| matches!(s, Stage::Straps),
        |s| matches!(s, Stage::Settling),
        |s| matches!(s, Stage::WarmUp { speaker: Seat::Right }),
        |s| matches!(s, Stage::Turn { .. }),
        |s| matches!(s, Stage::Breath),
        |s| matches!(s, Stage::Closing { .. }),
    ];
    for wanted in stages {
        let mut couple = Couple::new(calm, calm);
        if wanted(&Stage::Closing { return_in_minutes: None }) {
            couple.run_until(|_| false, 5.0);
            couple.press(Key::Stop);
        }
        couple.run_until(wanted, 600.0).expect("the stage comes");
        couple.press(Key::Pause);
        assert!(matches!(couple.session.stage(), Stage::Pause { .. }));
        couple.press(Key::Ready(Seat::Left));
        couple.press(Key::Ready(Seat::Right));
        couple.run_until(|stage| !matches!(stage, Stage::Pause { .. } | Stage::Breath), 200.0).expect("back");
    }
}

#[test]
fn every_change_of_turn_is_a_shared_breath_of_five_seconds() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Next);
    assert_eq!(couple.session.stage(), Stage::Breath);
    let began = couple.now();
    let turned =
        couple.run_until(|stage| matches!(stage, Stage::Turn { speaker: Seat::Right, .. }), 20.0).expect("turn");
    assert!((turned - began - 5.0).abs() < 0.01);
}

#[test]
fn continuing_later_needs_both_and_names_a_time() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Pause);
    couple.press(Key::LongBreak);
    couple.press(Key::LongBreak);
    couple.press(Key::Ready(Seat::Right));
    assert!(matches!(couple.session.stage(), Stage::ReturnOffer { minutes: 30, .. }));
    couple.press(Key::Ready(Seat::Left));
    assert!(matches!(couple.session.stage(), Stage::LongBreak { .. }));
    couple.press(Key::Stop);
    assert_eq!(couple.session.stage(), Stage::Closing { return_in_minutes: Some(30) });
}

#[test]
fn without_any_strap_the_structure_and_the_keys_remain() {
    let mut couple = Couple::without_straps();
    couple.press(Key::Next);
    couple.run_until(|stage| matches!(stage, Stage::Turn { .. }), 10.0).expect("turns begin at once");
    couple.press(Key::Pause);
    couple.press(Key::Ready(Seat::Left));
    couple.press(Key::Ready(Seat::Right));
    assert!(couple.run_until(|stage| *stage == Stage::Breath, 70.0).is_some());
}

#[test]
fn the_talk_ends_at_its_limit_and_never_within_a_turn() {
    let mut couple = Couple::settled(calm, calm);
    let began = couple.now();
    let ended = couple.run_until(|stage| matches!(stage, Stage::Closing { .. }), 3000.0).expect("it closes");
    assert!((1800.0..1800.0 + 120.0 + 16.0 * 5.0).contains(&(ended - began)), "{}", ended - began);
}

fn is_pause(stage: &Stage) -> bool {
    matches!(stage, Stage::Pause { .. })
}

#[test]
fn a_strap_that_goes_on_without_beats_shows_no_number_and_calls_no_pause() {
    let mut couple = Couple::settled(calm, calm);
    let onset = couple.now() + 20.0;
    couple.set_rate(Seat::Left, runs_away(onset, 30.0));
    couple.run_until(|_| false, 28.0);
    couple.disturb(Seat::Left, |_| Heartbeat::Missed);
    couple.run_until(|_| false, 6.0);
    let heart = &couple.session.hearts()[Seat::Left];
    assert_eq!(heart.reading(couple.session.now()), breathmark::heart::Reading::default());
    assert_eq!(couple.run_until(is_pause, 60.0), None);
}

#[test]
fn a_strap_that_counts_double_or_every_second_beat_calls_no_pause() {
    for what in ["double", "half"] {
        let mut couple = Couple::settled(calm, calm);
        couple.disturb(Seat::Right, move |n| match what {
            "double" => Heartbeat::Halved,
            _ if n % 2 == 0 => Heartbeat::Missed,
            _ => Heartbeat::Plain,
        });
        assert_eq!(couple.run_until(is_pause, 60.0), None, "{what}");
        let reading = couple.session.hearts()[Seat::Right].reading(couple.session.now());
        assert_eq!(reading.heart_rate, None, "{what}");
    }
}

#[test]
fn stopping_and_going_on_is_no_way_around_a_pause() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Pause);
    couple.press(Key::NotReady(Seat::Right));
    couple.press(Key::Stop);
    assert!(matches!(couple.session.stage(), Stage::Closing { .. }));
    couple.run_until(|_| false, 2.0);
    couple.press(Key::Next);
    assert!(is_pause(&couple.session.stage()));
    couple.press(Key::Ready(Seat::Left));
    assert_eq!(couple.run_until(|stage| !is_pause(stage), 300.0), None);
}

#[test]
fn who_presses_stop_again_and_again_gets_out_after_a_second() {
    let mut couple = Couple::settled(calm, calm);
    let first = couple.now();
    couple.press(Key::Stop);
    while couple.session.stage() != Stage::Over && couple.now() < first + 5.0 {
        couple.run_until(|_| false, 0.1);
        couple.press(Key::Stop);
    }
    let took = couple.now() - first;
    assert!((1.0..2.5).contains(&took), "{took}");
}

#[test]
fn a_stop_by_mistake_leads_back_to_where_it_was() {
    let mut couple = Couple::settled(calm, calm);
    let (turn, left) = (couple.session.stage(), couple.turn_left());
    couple.press(Key::Stop);
    couple.press(Key::Stop);
    assert!(matches!(couple.session.stage(), Stage::Closing { .. }), "a key held down stops once");
    couple.run_until(|_| false, 30.0);
    couple.press(Key::Next);
    couple.run_until(|stage| *stage == turn, 10.0).expect("back");
    assert!((couple.turn_left() - left).abs() < 0.01);
}

#[test]
fn an_agreed_return_is_not_undone_by_one_key() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Pause);
    couple.press(Key::LongBreak);
    couple.press(Key::Ready(Seat::Left));
    couple.press(Key::Ready(Seat::Right));
    couple.press(Key::Stop);
    let agreed = Stage::Closing { return_in_minutes: Some(20) };
    couple.run_until(|_| false, 2.0);
    couple.press(Key::Next);
    assert_eq!(couple.session.stage(), agreed);
    couple.press(Key::Pause);
    couple.run_until(|_| false, 200.0);
    couple.press(Key::Stop);
    assert_eq!(couple.session.stage(), agreed, "breathing in between changes nothing");
}

#[test]
fn p_in_a_break_breathes_and_neither_shortens_nor_loses_what_was_agreed() {
    use breathmark::talk::pause::Readiness::{NotReady, Unsaid};
    for through_the_close in [false, true] {
        let mut couple = Couple::settled(calm, calm);
        for key in [Key::Pause, Key::LongBreak, Key::LongBreak, Key::Ready(Seat::Left), Key::Ready(Seat::Right)] {
            couple.press(key);
        }
        couple.run_until(|_| false, 60.0);
        couple.press(Key::NotReady(Seat::Right));
        if through_the_close {
            couple.press(Key::Stop);
        }
        couple.press(Key::Pause);
        let ready = Pair { left: Unsaid, right: NotReady };
        assert_eq!(couple.session.stage(), Stage::LongBreak { due: false, breathing: true, ready, asks: None });
        for seat in Seat::BOTH {
            couple.press(Key::Ready(seat));
        }
        let rests = |stage: &Stage| matches!(stage, Stage::LongBreak { .. });
        assert_eq!(couple.run_until(|stage| !rests(stage), 1100.0), None, "twenty minutes are twenty minutes");
        couple.run_until(|stage| !rests(stage), 60.0).expect("then both may come back");
    }
}

#[test]
fn not_yet_said_while_agreeing_on_a_time_holds_in_the_pause() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Pause);
    couple.press(Key::Ready(Seat::Left));
    couple.press(Key::Ready(Seat::Right));
    couple.press(Key::LongBreak);
    couple.press(Key::NotReady(Seat::Right));
    couple.press(Key::Pause);
    assert_eq!(couple.run_until(|stage| !is_pause(stage), 300.0), None);
}

#[test]
fn the_breath_after_a_pause_does_not_tell_who_called_it() {
    let breath_after = |couple: &mut Couple| {
        couple.run_until(is_pause, 90.0).expect("a pause");
        couple.set_rate(Seat::Left, calm);
        couple.press(Key::Ready(Seat::Left));
        couple.press(Key::Ready(Seat::Right));
        let began = couple.run_until(|stage| *stage == Stage::Breath, 300.0).expect("it opens");
        couple.run_until(|stage| *stage != Stage::Breath, 20.0).expect("it ends") - began
    };
    let mut heart = Couple::settled(calm, calm);
    heart.set_rate(Seat::Left, runs_away(heart.now() + 20.0, 25.0));
    let mut key = Couple::settled(calm, calm);
    key.press(Key::Pause);
    assert!((breath_after(&mut heart) - breath_after(&mut key)).abs() < 1e-6);
}

#[test]
fn excitement_is_not_learnt_as_calm_when_the_warm_up_was_skipped() {
    let mut couple = Couple::new(calm, calm);
    couple.run_until(|stage| matches!(stage, Stage::WarmUp { .. }), 200.0).expect("the warm-up");
    couple.set_rate(Seat::Right, |t| calm(t) + 18.0);
    while matches!(couple.session.stage(), Stage::WarmUp { .. } | Stage::Breath) {
        couple.press(Key::Ready(Seat::Left));
        couple.press(Key::Ready(Seat::Right));
        couple.run_until(|_| false, 2.0);
    }
    assert!(couple.run_until(is_pause, 60.0).is_some());
}

#[test]
fn after_its_end_a_session_says_nothing_more() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Stop);
    couple.run_until(|_| false, 2.0);
    couple.press(Key::Stop);
    assert_eq!(couple.session.stage(), Stage::Over);
    let said = couple.told.len();
    couple.give_later(10.0, &Input::End);
    assert_eq!(couple.told.len(), said);
}
