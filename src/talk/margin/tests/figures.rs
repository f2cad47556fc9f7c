//! The figures of the table in `docs/who-called.md`. `cargo test --lib margin::tests::figures -- --nocapture` prints it.

use super::chain::*;
use super::*;

/// All pairs of a start and an own answer.
fn known() -> impl Iterator<Item = (usize, Option<PauseFeedback>)> {
    (0..5).flat_map(|start| WISHES.map(|own| (start, own)))
}

/// How much more often than without the file the best guess of the partner's wish is right after one talk: the worst case
/// over starts, own wishes and what is believed before, in fifteenths.
fn gain_on_an_answer(share: f64) -> f64 {
    let beliefs = (0..=15).flat_map(|less| (0..=15 - less).map(move |more| [less, 15 - less - more, more]));
    let beliefs: Vec<[f64; 3]> = beliefs.map(|parts| parts.map(|part| f64::from(part) / 15.0)).collect();
    let gain = |start: usize, chains: &[Chain; 3], belief: &[f64; 3]| {
        let cases: Vec<_> = belief.iter().copied().zip(chains.iter().map(|chain| chain[start])).collect();
        best_guess(&cases) - belief.iter().copied().fold(0.0, f64::max)
    };
    let worst = |(start, own)| {
        let chains = by_partner(own, share);
        beliefs.iter().map(|belief| gain(start, &chains, belief)).fold(0.0, f64::max)
    };
    known().map(worst).fold(0.0, f64::max)
}

/// The same of "heart or key", both equally likely before: with the partner's wish unknown, and with it known.
fn gains_on_the_caller(share: f64) -> (f64, f64) {
    let mut gains = (0.0, 0.0);
    let key = chain(both(None), false, share);
    for (start, own) in known() {
        let hearts = by_partner(own, share).map(|chain| chain[start]);
        let mean = std::array::from_fn(|end| hearts.iter().map(|heart| heart[end] / 3.0).sum());
        let gain = |heart: OnSteps| best_guess(&[(0.5, heart), (0.5, key[start])]) - 0.5;
        gains.0 = f64::max(gains.0, gain(mean));
        gains.1 = hearts.into_iter().map(gain).fold(gains.1, f64::max);
    }
    gains
}

const LESS: Option<PauseFeedback> = Some(PauseFeedback::NotNeeded);
const RIGHT: Option<PauseFeedback> = Some(PauseFeedback::Right);

#[test]
fn one_talk_helps_a_guess_by_three_points_in_a_hundred_at_most() {
    let (answer, (caller, caller_of_all)) = (gain_on_an_answer(SHARE), gains_on_the_caller(SHARE));
    println!("answer +{answer:.4}, caller +{caller:.4}, caller with both answers known +{caller_of_all:.4}");
    assert!(answer <= 0.03 && caller <= 0.02 && caller_of_all <= 0.031);
    assert!(gain_on_an_answer(1.0 / 6.0) > 0.03, "an answer could be used more often");
}

#[test]
fn a_wish_of_both_moves_the_margin_within_some_talks() {
    let wanted = chain(both(LESS), true, SHARE);
    assert!(talks_until_raised(&wanted, 0.5) <= 8 && talks_until_raised(&wanted, 0.9) <= 30);
    assert!(mean_and_spread(&after(40, &wanted)).0 >= 1.19);
}

#[test]
fn chance_alone_leaves_the_margin_near_one() {
    let content = mean_and_spread(&after(40, &chain(both(RIGHT), true, SHARE)));
    let keys = mean_and_spread(&after(40, &chain(both(LESS), false, SHARE)));
    assert!((content.0 - 1.0).abs() < 0.01 && content.1 < 0.06, "{content:?}");
    assert!((keys.0 - 1.0).abs() < 0.03 && keys.1 < 0.09, "{keys:?}");
}

#[test]
fn the_table_of_the_docs() {
    println!("| share | answer | caller | both known | 1/2 | 0.9 | one 1/2 | one 0.9 | right: spread | keys: spread |");
    for share in [1.0 / 4.0, 1.0 / 7.0, 1.0 / 12.0] {
        let (caller, of_all) = gains_on_the_caller(share);
        let both_wish = chain(both(LESS), true, share);
        let one_wishes = chain(Pair { left: LESS, right: RIGHT }, true, share);
        let talks = [&both_wish, &one_wishes].map(|chain| [0.5, 0.9].map(|p| talks_until_raised(chain, p)));
        let spread = [chain(both(RIGHT), true, share), chain(both(RIGHT), false, share)];
        println!(
            "1/{:.0}: answer +{:.1} caller +{:.1} known +{:.1} talks {talks:?} after 40 {:?} on steps {:.2?}",
            1.0 / share,
            100.0 * gain_on_an_answer(share),
            100.0 * caller,
            100.0 * of_all,
            spread.map(|chain| mean_and_spread(&after(40, &chain))),
            after(40, &both_wish),
        );
        let guesses = [1, 5, 10, 20, 40].map(|talks| (talks, best_guess_after(talks, share)));
        println!("  guesses after many talks: {guesses:.2?}");
    }
    println!("odds {} and {}", largest_odds_of_an_answer(), largest_odds_of_a_caller());
    let guesses = [1, 10, 40].map(|talks| best_guess_after(talks, SHARE));
    assert!(guesses.is_sorted() && guesses[2] < 0.7, "{guesses:?}");
}
