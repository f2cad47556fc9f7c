//! Every way into a pause leads to the same pause: it counts, and it suggests a longer break by the same clock.

use breathmark::event::input::{Input, Key};
use breathmark::event::seat::Seat;
use breathmark::session::{Script, Setup};
use breathmark::talk::plan::{Guide, Plan};
use breathmark::talk::{Phase, Stage, Talk};

use crate::couple::{Couple, setup};

fn calm(t: f64) -> f64 {
    70.0 + 2.0 * (0.25 * std::f64::consts::TAU * t).sin() + 1.5 * (0.03 * std::f64::consts::TAU * t).sin()
}

fn talk(couple: &Couple) -> &Talk {
    let Script::Talk(talk) = couple.session.script() else { unreachable!() };
    talk
}

fn suggests_break(couple: &Couple) -> bool {
    let Phase::Pause(pause) = talk(couple).phase() else { unreachable!() };
    pause.suggests_break(couple.session.now())
}

/// A couple on the way back from the first pause of the talk.
fn on_the_way_back() -> Couple {
    let guide = Guide { way_back: true, ..Guide::default() };
    let setup = Setup { plan: Plan { guide, ..Plan::default() }, ..setup() };
    let mut couple = Couple::with(&setup, calm, calm).in_the_first_turn();
    couple.press(Key::Pause);
    both_ready_until_the_way_back(&mut couple);
    couple
}

fn both_ready_until_the_way_back(couple: &mut Couple) {
    for seat in Seat::BOTH {
        couple.press(Key::Ready(seat));
    }
    let opens = couple.run_until(|stage| matches!(stage, Stage::WayBack { .. }), 300.0);
    assert!(opens.is_some());
}

#[test]
fn not_yet_on_the_way_back_begins_a_pause_that_counts_like_any_other() {
    let mut couple = on_the_way_back();
    couple.press(Key::NotReady(Seat::Right));
    assert_eq!(talk(&couple).pauses(), 2);
    assert!(suggests_break(&couple));
    both_ready_until_the_way_back(&mut couple);
}

fn settled_s(couple: &Couple) -> Vec<u64> {
    talk(couple).settled().iter().map(std::time::Duration::as_secs).collect()
}

/// How long the pause that goes on has lasted when the way back begins, in seconds.
fn paused_until_the_way_back(couple: &mut Couple) -> f64 {
    let began = couple.now();
    both_ready_until_the_way_back(couple);
    couple.now() - began
}

fn both_ready(couple: &mut Couple) {
    for seat in Seat::BOTH {
        couple.press(Key::Ready(seat));
    }
}

#[test]
fn a_pause_has_no_length_before_the_talk_goes_on_and_after_not_yet_the_next_one_is_added() {
    let mut couple = on_the_way_back();
    assert_eq!(settled_s(&couple).len(), 0, "somebody may still say \"not yet\"");
    couple.press(Key::NotReady(Seat::Right));
    couple.run_until(|_| false, 30.0);
    let second = 30.0 + paused_until_the_way_back(&mut couple);
    assert_eq!(settled_s(&couple).len(), 0);
    both_ready(&mut couple);
    assert!(matches!(couple.session.stage(), Stage::Breath));
    let settled = settled_s(&couple);
    assert!(settled.len() == 1 && settled[0] as f64 >= second + 59.0, "{settled:?}, the second one {second} s");
    couple.press(Key::Pause);
    both_ready_until_the_way_back(&mut couple);
    both_ready(&mut couple);
    let settled = settled_s(&couple);
    assert!(settled.len() == 2 && settled[1] < 120, "a new pause begins at 0: {settled:?}");
}

#[test]
fn a_pause_that_became_a_break_or_led_to_no_more_talk_has_no_length_whatever_was_before_it() {
    let mut couple = on_the_way_back();
    couple.press(Key::NotReady(Seat::Right));
    couple.press(Key::LongBreak);
    both_ready(&mut couple);
    assert!(matches!(couple.session.stage(), Stage::LongBreak { .. }));
    couple.run_until(|stage| matches!(stage, Stage::WayBack { .. }), 7200.0);
    both_ready(&mut couple);
    assert_eq!(settled_s(&couple).len(), 0);
    let mut couple = on_the_way_back();
    couple.press(Key::Stop);
    couple.run_until(|_| false, 2.0);
    couple.press(Key::Stop);
    assert_eq!((talk(&couple).pauses(), settled_s(&couple).len()), (1, 0), "nobody went on from the way back");
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Stop);
    assert!(matches!(couple.session.stage(), Stage::Closing { .. }));
    couple.press(Key::Pause);
    both_ready(&mut couple);
    couple.run_until(|stage| matches!(stage, Stage::Breath), 300.0).expect("the talk goes on");
    assert_eq!(settled_s(&couple).len(), 1, "from the close back into the talk");
}

#[test]
fn a_smaller_goal_is_offered_when_something_is_interrupted_again_and_not_after_not_yet() {
    let offers_smaller = |couple: &mut Couple| {
        both_ready_until_the_way_back(couple);
        couple.press(Key::Choose);
        matches!(couple.session.stage(), Stage::WayBack { smaller: true, .. })
    };
    let mut couple = on_the_way_back();
    couple.press(Key::NotReady(Seat::Right));
    assert!(!offers_smaller(&mut couple));
    couple.press(Key::Pause);
    assert!(offers_smaller(&mut couple));
}

#[test]
fn a_pause_minutes_after_another_suggests_a_break_unless_the_machine_slept_in_between() {
    for (slept_s, suggested) in [(0, true), (3600, false)] {
        let mut couple = on_the_way_back();
        if slept_s > 0 {
            couple.give(Input::Away { seconds: slept_s });
        }
        couple.press(Key::Pause);
        assert_eq!(suggests_break(&couple), suggested, "{slept_s} s asleep");
    }
}

#[test]
fn a_pause_is_as_long_as_both_needed_and_one_that_becomes_a_break_has_no_length() {
    let mut couple = Couple::settled(calm, calm);
    couple.press(Key::Pause);
    couple.run_until(|_| false, 40.0);
    assert!(talk(&couple).settled().is_empty(), "it is not over yet");
    couple.press(Key::Ready(Seat::Left));
    // Nobody can count what happens while the lid is closed. It takes a "ready" back.
    couple.give(Input::Away { seconds: 3600 });
    let began = couple.now() - 40.0;
    for seat in Seat::BOTH {
        couple.press(Key::Ready(seat));
    }
    assert!(couple.run_until(|stage| matches!(stage, Stage::Breath), 300.0).is_some());
    let lasted: Vec<f64> = talk(&couple).settled().iter().map(std::time::Duration::as_secs_f64).collect();
    assert!(lasted.len() == 1 && (lasted[0] - (couple.now() - began)).abs() < 1.0, "{lasted:?}");
    assert!(lasted[0] >= 60.0, "no pause is shorter than a minute");
    couple.press(Key::Pause);
    couple.press(Key::LongBreak);
    for seat in Seat::BOTH {
        couple.press(Key::Ready(seat));
    }
    assert!(matches!(couple.session.stage(), Stage::LongBreak { .. }));
    assert_eq!((talk(&couple).pauses(), talk(&couple).settled().len()), (2, 1));
}
