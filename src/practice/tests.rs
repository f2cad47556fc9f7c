//! The machine of a practice, driven by its session: keys, seconds and heartbeats in.

use super::part::{GroundingWay, PracticePart, SearchPart};
use super::plan::{Begins, Plan};
use super::search::PACES;
use super::*;
use crate::event::input::{Input, Key, Link, Payload, PracticeKey};
use crate::heart::measurement::encode;
use crate::session::{Kind, Script, Session, Setup};
use crate::talk::Stage;
use crate::talk::plan::Plan as TalkPlan;

/// A session of practice, and a heart that follows the breath by 14 beats a minute.
struct Run {
    session: Session,
    now: Moment,
    /// When the next beat comes, in seconds.
    beat_s: f64,
    /// The pace at which it moves most, in breaths a minute; everywhere alike without one.
    peak: Option<f64>,
}

impl Run {
    fn begin(plan: Option<Plan>) -> Self {
        Self::with(plan, Pacer::default())
    }

    fn with(practice: Option<Plan>, pacer: Pacer) -> Self {
        let setup = Setup { kind: Kind::Practice, plan: TalkPlan::default(), pacer, people: Pair::default(), practice };
        let mut run = Self { session: Session::new(&setup), now: Moment::START, beat_s: 0.0, peak: None };
        run.input(&Input::Link { seat: Seat::Left, link: Link::Subscribed });
        run
    }

    fn input(&mut self, input: &Input) {
        self.session.handle(self.now, input);
    }

    fn press(&mut self, key: Key) -> &mut Self {
        self.input(&Input::Key { key });
        self
    }

    fn practice(&self) -> &Practice {
        let Script::Practice(practice) = self.session.script() else { unreachable!("it is a practice") };
        practice
    }

    fn part(&self) -> Option<PracticePart> {
        self.practice().part()
    }

    /// Ten minutes of intervals of any length: a strap that rubs, and feels no heart.
    fn ten_minutes_of_noise(&mut self) -> u32 {
        let (mut rng, mut said) = (fastrand::Rng::with_seed(1), 0);
        while self.now < Moment::from_secs(600) {
            let interval = rng.u64(300..2000);
            self.now += Duration::from_millis(interval);
            let bytes = Payload(encode(rng.u8(40..180), &[(interval * 1024 / 1000) as u16]));
            self.input(&Input::Notification { seat: Seat::Left, epoch: 1, bytes });
            said += u32::from(self.practice().figures().is_some_and(|figures| figures.left != Figures::default()));
        }
        said
    }

    /// Lets seconds pass, with a heart that follows what is led, or without one.
    fn pass(&mut self, seconds: u64, with_heart: bool) -> &mut Self {
        let until = self.now.secs() + seconds as f64;
        if with_heart {
            self.beat_s = self.beat_s.max(self.now.secs());
            while self.beat_s < until {
                let at = Moment::from_micros((1e6 * self.beat_s) as u64);
                self.session.advance(at);
                // Left to itself it breathes faster: a heart that never changes would be a lying strap.
                let free = 0.5 + 0.3 * (self.beat_s * 1.5).sin();
                let fullness = self.practice().course().at(at).map_or(free, |breath| breath.fullness);
                let pace = self.practice().course().pacer(at).map_or(6.0, Pacer::rate);
                let less = self.peak.map_or(1.0, |peak| (-(pace - peak) * (pace - peak)).exp());
                let interval_s = 60.0 / (70.0 + 14.0 * less * (fullness - 0.5));
                self.beat_s += interval_s;
                self.now = Moment::from_micros((1e6 * self.beat_s) as u64);
                let bytes = Payload(encode(70, &[(1024.0 * interval_s) as u16]));
                self.input(&Input::Notification { seat: Seat::Left, epoch: 1, bytes });
            }
        }
        self.now = self.now.max(Moment::from_micros((1e6 * until) as u64));
        self.session.advance(self.now);
        self
    }
}

fn key(key: PracticeKey) -> Key {
    Key::Practice(key)
}

#[test]
fn it_ends_by_itself_on_a_breath_out() {
    for (pacer, minutes) in [(Pacer::of(4.0, 6.0), 1), (Pacer::of(4.0, 6.0).at_rate(5.5), 2), (Pacer::SIGH, 1)] {
        let mut run = Run::with(Some(Plan { minutes: Some(minutes), ..Plan::default() }), pacer);
        run.pass(60 * u64::from(minutes), false);
        while run.part() == Some(PracticePart::Breathing) {
            run.now = run.session.next_wake();
            run.session.advance(run.now);
        }
        assert_eq!(run.part(), Some(PracticePart::End));
        let breaths = run.practice().lasted(run.now).as_secs_f64() / pacer.length_s();
        assert!((breaths - breaths.round()).abs() < 1e-4, "{pacer:?}: {breaths} breaths");
        assert!(breaths * pacer.length_s() < 60.0 * f64::from(minutes) + pacer.length_s());
        assert_eq!(run.press(Key::Next).part(), None, "Enter leaves the last page");
    }
}

#[test]
fn the_first_press_of_the_end_shows_the_last_page_and_the_second_leaves() {
    let mut run = Run::begin(Some(Plan::default()));
    assert_eq!(run.pass(60, false).press(Key::Stop).part(), Some(PracticePart::End));
    run.press(key(PracticeKey::Felt(7)));
    assert_eq!(run.practice().felt(), Felt { before: None, after: Some(7) });
    assert_eq!(run.press(Key::Stop).session.stage(), Stage::Over);
    let mut soon = Run::begin(Some(Plan::default()));
    assert_eq!(soon.pass(3, false).press(Key::Stop).session.stage(), Stage::Over, "there is nothing to say of it");
}

#[test]
fn a_practice_of_an_older_version_only_breathes() {
    let mut run = Run::begin(None);
    for ignored in [Key::Ground, Key::Next, key(PracticeKey::Slower), key(PracticeKey::FindPace)] {
        run.pass(10, true).press(ignored);
        assert_eq!((run.part(), run.practice().figures()), (Some(PracticePart::Breathing), None));
    }
    assert_eq!(run.press(Key::Stop).session.stage(), Stage::Over);
}

#[test]
fn the_pace_stays_between_four_and_seven_and_another_shape_keeps_it() {
    let mut run = Run::begin(Some(Plan::default()));
    let rate = |run: &Run| run.practice().course().chosen().unwrap().rate();
    for _ in 0..20 {
        run.press(key(PracticeKey::Faster));
    }
    assert!((rate(&run) - 7.0).abs() < 1e-9);
    for _ in 0..3 {
        run.press(key(PracticeKey::Pattern));
        assert!((rate(&run) - 7.0).abs() < 1e-9);
    }
    for _ in 0..30 {
        run.press(key(PracticeKey::Slower));
    }
    assert!((rate(&run) - 4.0).abs() < 1e-9);
}

#[test]
fn grounding_leads_through_its_prompts_and_breathing_comes_back_empty() {
    let mut run = Run::begin(Some(Plan { begins: Begins::Grounding, ..Plan::default() }));
    let at = |way, prompt| Some(PracticePart::Grounding { way, prompt });
    assert_eq!(run.part(), at(GroundingWay::Senses, 0));
    assert_eq!(run.pass(24, false).part(), at(GroundingWay::Senses, 1));
    assert_eq!(run.press(Key::Next).part(), at(GroundingWay::Senses, 2));
    assert_eq!(run.press(Key::Ground).part(), at(GroundingWay::Outward, 0));
    assert_eq!(run.press(Key::Ground).pass(7, false).part(), at(GroundingWay::Muscles, 1));
    assert_eq!(run.practice().course().at(run.now), None, "no breath is led");
    assert_eq!(run.press(Key::Breathe).part(), Some(PracticePart::Breathing));
    assert!(run.practice().course().at(run.now).unwrap().fullness < 1e-6);
}

#[test]
fn a_heart_that_follows_has_its_figures_and_loses_them_with_its_strap() {
    let mut run = Run::begin(Some(Plan::default()));
    run.pass(80, true);
    let figures = run.practice().figures().unwrap().left;
    let swing = figures.swing_bpm().expect("it follows");
    assert!((swing - 14.0).abs() < 1.5, "{swing}");
    assert!(figures.rhythm.is_some() && figures.rmssd_ms.is_some() && figures.own_pace.is_none());
    run.pass(12, false);
    assert_eq!(run.practice().figures().unwrap().left, Figures::default());
}

#[test]
fn the_search_leads_five_paces_and_asks_how_each_felt() {
    let mut run = Run::begin(Some(Plan { begins: Begins::FindPace, ..Plan::default() }));
    for (step, pace) in (0..).zip(PACES) {
        let leads = PracticePart::FindPace { step, now: SearchPart::Leading { again: false } };
        assert_eq!(run.part(), Some(leads));
        assert!((run.practice().course().chosen().unwrap().rate() - pace).abs() < 1e-9);
        run.pass(130, true).press(key(PracticeKey::Felt(step)));
        assert_eq!(run.part(), Some(PracticePart::FindPace { step, now: SearchPart::Resting }));
        run.press(Key::Next);
    }
    assert!(matches!(run.part(), Some(PracticePart::FindPace { now: SearchPart::Found { .. }, .. })));
    let steps = run.practice().search().steps();
    assert_eq!(steps.iter().map(|step| step.felt).collect::<Vec<_>>(), (0..5).map(Some).collect::<Vec<_>>());
    assert!(steps.iter().all(|step| step.followed.is_some_and(|found| (found.swing_bpm - 14.0).abs() < 1.5)));
}

#[test]
fn a_search_that_was_left_goes_on_where_it_was() {
    let mut run = Run::begin(Some(Plan { begins: Begins::FindPace, ..Plan::default() }));
    run.pass(130, true).press(Key::Next).pass(40, true).press(Key::Breathe);
    assert_eq!(run.part(), Some(PracticePart::Breathing));
    let found = run.practice().search().steps().to_vec();
    assert_eq!(found.len(), 1);
    run.press(key(PracticeKey::FindPace));
    let second = Some(PracticePart::FindPace { step: 1, now: SearchPart::Leading { again: false } });
    assert_eq!(run.part(), second);
    let next_day = Run::begin(Some(Plan { begins: Begins::FindPace, found, ..Plan::default() }));
    assert_eq!(next_day.part(), second);
}

#[test]
fn an_unclear_pace_is_led_once_more_and_then_left_without_a_figure() {
    let mut run = Run::begin(Some(Plan { begins: Begins::FindPace, ..Plan::default() }));
    run.pass(20, true).pass(107, false);
    assert_eq!(run.part(), Some(PracticePart::FindPace { step: 0, now: SearchPart::Leading { again: true } }));
    run.pass(130, false);
    assert_eq!(run.part(), Some(PracticePart::FindPace { step: 0, now: SearchPart::Resting }));
    assert_eq!(run.practice().search().steps().iter().map(|step| step.followed).collect::<Vec<_>>(), [None]);
}

#[test]
fn what_is_measured_begins_anew_after_the_machine_slept() {
    let mut run = Run::begin(Some(Plan { begins: Begins::FindPace, ..Plan::default() }));
    run.pass(100, true).input(&Input::Away { seconds: 3600 });
    run.pass(100, true);
    assert_eq!(run.part(), Some(PracticePart::FindPace { step: 0, now: SearchPart::Leading { again: false } }));
    let mut run = Run::begin(Some(Plan { begins: Begins::Reading(2), ..Plan::default() }));
    run.pass(100, true).input(&Input::Away { seconds: 60 });
    assert_eq!(run.pass(100, true).part(), Some(PracticePart::Reading { minutes: 2, over: false }));
    assert_eq!(run.pass(30, true).part(), Some(PracticePart::Reading { minutes: 2, over: true }));
    assert!(run.practice().reading().unwrap().result().is_some());
}

#[test]
fn a_reading_with_too_few_clear_beats_has_no_numbers() {
    let mut run = Run::begin(Some(Plan { begins: Begins::Reading(2), ..Plan::default() }));
    run.pass(60, true).pass(40, false).pass(40, true);
    assert_eq!(run.part(), Some(PracticePart::Reading { minutes: 2, over: true }));
    assert_eq!(run.practice().reading().unwrap().result(), None);
}

#[test]
fn a_closer_look_that_is_left_keeps_the_pace_that_was_found() {
    let mut run = searched();
    let found = run.practice().search().peak().expect("a pace stands out");
    run.press(Key::Next).pass(60, true).press(Key::Breathe);
    let led = run.practice().course().chosen().unwrap().rate();
    assert!((led - found.per_minute).abs() < 1e-9, "{led}");
    run.press(key(PracticeKey::FindPace));
    assert!(matches!(run.part(), Some(PracticePart::FindPace { step: 5, now: SearchPart::Leading { .. } })));
}

#[test]
fn the_result_is_shown_after_the_last_pace_and_its_key_leads_to_breathing() {
    let mut run = searched();
    run.press(Key::Next);
    while !run.practice().search().is_done() {
        run.pass(130, true);
        run.press(Key::Next);
    }
    let result = SearchPart::Found { can_refine: false };
    assert!(matches!(run.part(), Some(PracticePart::FindPace { now, .. }) if now == result), "{:?}", run.part());
    assert_eq!(run.press(Key::Next).part(), Some(PracticePart::Breathing));
    run.press(key(PracticeKey::FindPace));
    assert_eq!(run.practice().searches().count(), 2, "the first result is not lost");
}

/// A search whose heart moves most at 5.5 a minute.
fn searched() -> Run {
    let mut run = Run::begin(Some(Plan { begins: Begins::FindPace, ..Plan::default() }));
    run.peak = Some(5.5);
    for _ in PACES {
        run.pass(130, true).press(Key::Next);
    }
    run
}

#[test]
fn its_last_minute_counts_and_its_last_page_does_not() {
    let mut run = Run::begin(Some(Plan { minutes: Some(2), ..Plan::default() }));
    run.pass(120, true);
    assert_eq!(run.part(), Some(PracticePart::End));
    assert!(run.practice().summaries().left.first_and_last_swing().is_some());
    run.pass(3600, false).press(Key::Next);
    assert_eq!((run.practice().lasted(run.now).as_secs(), run.practice().practised_s()), (120, 120));
}

#[test]
fn what_is_measured_is_measured_to_its_end_and_needs_a_heart() {
    let mut run = Run::begin(Some(Plan { minutes: Some(1), ..Plan::default() }));
    run.pass(30, true).press(key(PracticeKey::Reading)).pass(140, true);
    assert_eq!(run.part(), Some(PracticePart::Reading { minutes: 2, over: true }));
    assert_eq!(run.practice().readings().len(), 1);
    let mut alone = Run::begin(Some(Plan::default()));
    alone.input(&Input::Link { seat: Seat::Left, link: Link::Absent });
    for ignored in [PracticeKey::Reading, PracticeKey::FindPace] {
        assert_eq!(alone.press(key(ignored)).part(), Some(PracticePart::Breathing));
    }
}

#[test]
fn a_readings_time_begins_with_the_first_clear_beat() {
    let mut run = Run::begin(Some(Plan { begins: Begins::Reading(2), ..Plan::default() }));
    run.pass(50, false).pass(100, true);
    assert_eq!(run.part(), Some(PracticePart::Reading { minutes: 2, over: false }));
    run.pass(40, true);
    assert!(run.practice().reading().unwrap().result().is_some());
}

#[test]
fn ten_minutes_of_noise_show_no_figure() {
    for begins in [Begins::Breathing, Begins::FindPace, Begins::Reading(5)] {
        let mut run = Run::begin(Some(Plan { begins, ..Plan::default() }));
        assert_eq!(run.ten_minutes_of_noise(), 0, "{begins:?}");
        let practice = run.practice();
        assert!(practice.search().peak().is_none() && practice.readings().is_empty(), "{begins:?}");
    }
}
