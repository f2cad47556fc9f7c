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
