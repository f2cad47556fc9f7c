use super::*;
use crate::lab::study::condition::CONDITIONS;
use crate::talk::{Amends, Listening};

/// One second of a talk, as it was at its beginning.
struct Second {
    stage: Stage,
    speaker: Option<Seat>,
    /// Whether an episode begins in it.
    has_onset: bool,
}

/// A talk of steady hearts with episodes, and the seconds that were counted.
fn talk(seed: u64) -> (Vec<Second>, f64) {
    let place = CONDITIONS.iter().position(|condition| condition.key == "steady").unwrap();
    let job = Job { condition: place, eventful: true, seed };
    let condition = &CONDITIONS[place];
    let couple = Couple::new(job.seed, Population::HeldOut, condition.faults, condition.waves);
    let mut run = Run::new(condition, &job, Population::HeldOut, couple, Pair::default());
    let mut seconds = Vec::new();
    while !run.is_over() {
        let (stage, speaker, episodes) = (run.stage, run.scene().speaker, run.outcome.episodes.len());
        run.process_second();
        seconds.push(Second { stage, speaker, has_onset: run.outcome.episodes.len() > episodes });
    }
    (seconds, run.outcome.talked_s)
}

#[test]
fn a_talk_goes_through_all_of_the_plan_that_two_people_get_who_have_set_nothing() {
    let (seconds, _) = talk(2);
    let mut parts: Vec<Stage> = seconds.iter().map(|second| second.stage).collect();
    parts.dedup_by(|stage, last| behaviour::same_page(*last, *stage));
    let has = |wanted: fn(&Stage) -> bool| parts.iter().any(wanted);
    assert!(has(|stage| matches!(stage, Stage::StrapCheck { .. })), "{parts:?}");
    assert!(has(|stage| matches!(stage, Stage::Agreements { .. })), "{parts:?}");
    assert!(has(|stage| matches!(stage, Stage::Topic { .. })), "{parts:?}");
    assert!(has(|stage| matches!(stage, Stage::AmendsOffer { asked: Some(_) })), "{parts:?}");
    assert!(has(|stage| matches!(stage, Stage::Answer { .. })), "{parts:?}");
    assert!(has(|stage| matches!(stage, Stage::Pause { .. })), "{parts:?}");
    assert!(has(|stage| matches!(stage, Stage::WayBack { .. })), "{parts:?}");
    assert!(has(|stage| *stage == Stage::Repair { who: Seat::Right, part: Amends::Change }), "{parts:?}");
    assert!(matches!(parts.last(), Some(Stage::Summary { .. })), "{parts:?}");
}

#[test]
fn the_listener_speaks_in_the_answer_and_each_reads_on_the_way_back() {
    let (seconds, _) = talk(2);
    let speakers = |at: fn(&Stage) -> bool| -> Vec<Option<Seat>> {
        seconds.iter().filter(|second| at(&second.stage)).map(|second| second.speaker).collect()
    };
    let answers =
        speakers(|stage| matches!(stage, Stage::Answer { speaker: Seat::Left, part: Listening::Validate, .. }));
    assert!(answers.len() > 25 && answers.iter().all(|speaker| *speaker == Some(Seat::Right)), "{answers:?}");
    let way_back = speakers(|stage| matches!(stage, Stage::WayBack { .. }));
    assert!(Seat::BOTH.iter().all(|seat| way_back.contains(&Some(*seat))), "{way_back:?}");
}

#[test]
fn episodes_begin_in_turns_and_in_answers_and_nowhere_else() {
    let (mut in_turns, mut in_answers) = (0, 0);
    for second in (0..8).flat_map(|seed| talk(seed).0).filter(|second| second.has_onset) {
        match second.stage {
            Stage::Turn { .. } => in_turns += 1,
            Stage::Answer { .. } => in_answers += 1,
            elsewhere => panic!("{elsewhere:?}"),
        }
    }
    assert!(in_turns > 4 && in_answers > 4, "{in_turns} {in_answers}");
}

#[test]
fn what_is_counted_are_turns_answers_and_the_breaths_between_them() {
    let (seconds, talked_s) = talk(2);
    let talking = seconds.iter().skip_while(|second| !matches!(second.stage, Stage::Turn { .. }));
    let counts = |stage| matches!(stage, Stage::Turn { .. } | Stage::Answer { .. } | Stage::Breath);
    let counted = talking.filter(|second| counts(second.stage)).count();
    assert!((talked_s - counted as f64).abs() < 2.0, "{talked_s} {counted}");
}
