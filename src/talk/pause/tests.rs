use super::*;

const MINUTE: Duration = Duration::from_mins(1);
const CALM: Pair<Body> = Pair { left: Body::Calm, right: Body::Calm };
const BLIND: Pair<Body> = Pair { left: Body::Unknown, right: Body::Unknown };

fn opens_at(bodies: Pair<Body>, say: impl Fn(u64, &mut Pause)) -> Option<u64> {
    let mut pause = Pause::begin(Moment::START, MINUTE, bodies, false);
    (1..=600).find(|&s| {
        say(s, &mut pause);
        pause.second(Moment::from_secs(s), bodies);
        pause.is_open(Moment::from_secs(s))
    })
}

fn both_ready(_: u64, pause: &mut Pause) {
    for seat in Seat::BOTH {
        pause.say(seat, Readiness::Ready);
    }
}

#[test]
fn calm_and_ready_opens_after_a_paced_minute_and_half_an_unpaced_one() {
    assert_eq!(opens_at(CALM, both_ready), Some(90));
}

#[test]
fn nobody_measured_opens_after_a_minute_when_both_are_ready() {
    assert_eq!(opens_at(BLIND, both_ready), Some(60));
}

#[test]
fn neither_sensor_nor_clock_opens_against_a_person() {
    assert_eq!(opens_at(CALM, |_, _| {}), None);
    for bodies in [CALM, BLIND] {
        let not_ready = |_, pause: &mut Pause| {
            pause.say(Seat::Left, Readiness::Ready);
            pause.say(Seat::Right, Readiness::NotReady);
        };
        assert_eq!(opens_at(bodies, not_ready), None);
    }
}

#[test]
fn a_restless_body_keeps_it_closed_and_offers_a_break_after_five_minutes() {
    let one = Pair { left: Body::Calm, right: Body::Restless };
    assert_eq!(opens_at(one, both_ready), None);
    let pause = Pause::begin(Moment::START, MINUTE, one, false);
    assert!(!pause.suggests_break(Moment::from_secs(299)) && pause.suggests_break(Moment::from_secs(300)));
}

#[test]
fn a_strap_lost_in_the_pause_leaves_the_person_to_speak_for_themselves() {
    let mut pause = Pause::begin(Moment::START, MINUTE, CALM, false);
    both_ready(0, &mut pause);
    let open = (1..=300).find(|&s| {
        let left = if s < 20 { Body::Restless } else { Body::Unknown };
        pause.second(Moment::from_secs(s), Pair { left, right: Body::Calm });
        pause.is_open(Moment::from_secs(s))
    });
    assert_eq!(open, Some(90));
}

#[test]
fn grounding_opens_like_breathing_and_has_no_pacer() {
    let ground = |s, pause: &mut Pause| {
        both_ready(s, pause);
        if s == 5 {
            pause.choose(Moment::from_secs(s));
        }
        assert!(s < 5 || pause.breathing().0 == Breathing::Unpaced);
    };
    assert_eq!(opens_at(CALM, ground), Some(61));
    assert_eq!(opens_at(Pair { left: Body::Calm, right: Body::Restless }, ground), None);
    assert_eq!(opens_at(BLIND, ground), Some(60));
}

#[test]
fn more_time_closes_it_for_a_minute_and_brings_the_pacer_back() {
    let more = |s, pause: &mut Pause| {
        both_ready(s, pause);
        if s == 70 {
            pause.lengthen(Moment::from_secs(s));
        }
    };
    assert_eq!(opens_at(CALM, more), Some(160));
}
