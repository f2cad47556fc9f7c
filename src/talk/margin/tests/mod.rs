//! The rule of the margin, worked out over all draws. Only what many talks give away is simulated.
#![allow(clippy::float_cmp)] // steps and bounds are met exactly

mod chain;
mod figures;

use super::*;

type Said = Pair<Option<PauseFeedback>>;

const ANSWERS: [Option<PauseFeedback>; 5] = [
    None,
    Some(PauseFeedback::Right),
    Some(PauseFeedback::NotNeeded),
    Some(PauseFeedback::Moved),
    Some(PauseFeedback::Sooner),
];

/// An answer for each wish.
const WISHES: [Option<PauseFeedback>; 3] =
    [Some(PauseFeedback::NotNeeded), Some(PauseFeedback::Right), Some(PauseFeedback::Sooner)];

fn draws() -> impl Iterator<Item = Draw> {
    (0..Draw::COUNT).map(Draw::nth)
}

fn both(answer: Option<PauseFeedback>) -> Said {
    Pair { left: answer, right: answer }
}

/// How many draws lead to each pair of margins. Both people usually have the same; where they don't, the file shows more.
#[derive(PartialEq, Debug)]
struct Ends([u32; 25]);

impl Ends {
    fn of(starts: [usize; 2], said: Said, heart_called: bool) -> Self {
        let mut ends = [0; 25];
        for draw in draws() {
            let [left, right] = starts.map(|start| Margin(STEPS[start]).after(said, heart_called, draw).nearest());
            ends[5 * left + right] += 1;
        }
        Self(ends)
    }

    /// The largest factor by which seeing one of these ends changes the odds of the two cases.
    fn odds(&self, other: &Self) -> f64 {
        let ratio = |(a, b): (&u32, &u32)| if a == b { 1.0 } else { f64::from(*a.max(b)) / f64::from(*a.min(b)) };
        self.0.iter().zip(&other.0).map(ratio).fold(1.0, f64::max)
    }
}

fn starts() -> impl Iterator<Item = [usize; 2]> {
    (0..STEPS.len()).flat_map(|left| (0..STEPS.len()).map(move |right| [left, right]))
}

/// What somebody sees who knows their own answer: from each start and for each own answer, the ends for each answer of
/// the other.
fn seen() -> impl Iterator<Item = [Ends; 5]> {
    let known = starts().flat_map(|starts| ANSWERS.map(|own| (starts, own)));
    known.flat_map(|(starts, own)| {
        let by = |said: fn(Option<PauseFeedback>, Option<PauseFeedback>) -> Said| {
            ANSWERS.map(|other| Ends::of(starts, said(own, other), true))
        };
        [by(|left, right| Pair { left, right }), by(|right, left| Pair { left, right })]
    })
}

/// The largest odds of the partner's answer that one talk leaves.
fn largest_odds_of_an_answer() -> f64 {
    seen().flat_map(|ends| odds_within(&ends)).fold(1.0, f64::max)
}

fn odds_within(ends: &[Ends; 5]) -> Vec<f64> {
    ends.iter().flat_map(|one| ends.iter().map(|other| one.odds(other))).collect()
}

/// The largest odds of "heart or key", for somebody who knows both answers.
fn largest_odds_of_a_caller() -> f64 {
    let said = starts().flat_map(|starts| ANSWERS.map(|left| (starts, left)));
    let said = said.flat_map(|(starts, left)| ANSWERS.map(|right| (starts, Pair { left, right })));
    said.map(|(starts, said)| Ends::of(starts, said, true).odds(&Ends::of(starts, said, false))).fold(1.0, f64::max)
}

#[test]
fn who_knows_their_own_answer_reads_the_others_from_no_talk_by_more_than_three_to_one() {
    assert_eq!(largest_odds_of_an_answer(), 3.0);
}

#[test]
fn a_talk_paused_by_a_key_is_told_from_one_paused_by_a_heart_by_no_more_than_three_to_one() {
    assert_eq!(largest_odds_of_a_caller(), 3.0);
}

#[test]
fn after_a_talk_paused_by_a_key_the_margin_does_not_depend_on_the_answers() {
    for starts in starts() {
        let skipped = Ends::of(starts, both(None), false);
        for said in ANSWERS.into_iter().flat_map(|left| ANSWERS.map(|right| Pair { left, right })) {
            assert_eq!(Ends::of(starts, said, false), skipped);
        }
    }
}

#[test]
fn a_skipped_question_leaves_what_an_answer_leaves() {
    for starts in starts() {
        assert_eq!(Ends::of(starts, both(None), true), Ends::of(starts, both(Some(PauseFeedback::Right)), true));
    }
}

#[test]
fn it_does_not_matter_who_says_what() {
    for (left, right) in ANSWERS.into_iter().flat_map(|left| ANSWERS.map(|right| (left, right))) {
        for starts in starts() {
            let [one, other] =
                [Pair { left, right }, Pair { left: right, right: left }].map(|said| Ends::of(starts, said, true));
            assert_eq!(one, other);
        }
    }
}

#[test]
fn every_pair_of_answers_can_lead_to_every_margin_that_any_other_leads_to() {
    for ends in seen() {
        let possible = ends.map(|ends| ends.0.map(|count| count > 0));
        assert!(possible.iter().all(|one| *one == possible[0]), "{possible:?}");
    }
}

#[test]
fn one_talk_moves_a_margin_by_one_step_at_most_and_never_out_of_bounds() {
    for (start, draw) in (0..STEPS.len()).flat_map(|start| draws().map(move |draw| (start, draw))) {
        for said in ANSWERS.into_iter().flat_map(|left| ANSWERS.map(|right| Pair { left, right })) {
            for heart_called in [false, true] {
                let end = Margin(STEPS[start]).after(said, heart_called, draw);
                assert!(STEPS.contains(&end.factor()) && end.nearest().abs_diff(start) <= 1);
            }
        }
    }
}

#[test]
fn a_margin_of_an_older_version_is_read_and_goes_to_the_nearest_step() {
    let read = |text| serde_json::from_str::<Margin>(text).unwrap();
    assert_eq!(read("1.0799"), Margin(1.0799));
    let unchanged = draws().find(|draw| !draw.uses_answer).unwrap();
    for (before, after) in [("0.92", LEAST), ("0.9677", 1.0), ("1.0799", 1.1), ("1.1664", 1.2), ("1.3", MOST)] {
        assert_eq!(read(before).after(both(None), true, unchanged), Margin(after), "{before}");
    }
}

#[test]
fn a_margin_out_of_bounds_is_refused() {
    assert!(serde_json::from_str::<Margin>("0.5").is_err());
    assert_eq!(serde_json::from_str::<Margin>("1.1").unwrap(), Margin(1.1));
}

#[test]
fn random_bits_make_every_draw_equally_likely() {
    let share = u64::MAX / Draw::COUNT;
    for (number, draw) in draws().enumerate() {
        let middle = share * number as u64 + share / 2;
        assert!(Draw::from_bits(middle) == draw);
    }
    assert!(Draw::from_bits(0) == Draw::nth(0) && Draw::from_bits(u64::MAX) == Draw::nth(Draw::COUNT - 1));
}
