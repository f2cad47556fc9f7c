//! The margin over many talks, as a Markov chain on its steps. The share of talks in which an answer is used can be varied.

use super::*;

/// Probabilities of each step of the margin.
pub(super) type OnSteps = [f64; 5];
/// The probabilities of the next step, for each step.
pub(super) type Chain = [OnSteps; 5];

/// The share of talks in which an answer is used.
pub(super) const SHARE: f64 = 1.0 / TALKS as f64;

/// The chain for talks like this, if an answer is used in this share of them.
pub(super) fn chain(said: Said, heart_called: bool, share: f64) -> Chain {
    let using = draws().filter(|draw| draw.uses_answer).count() as f64;
    std::array::from_fn(|start| {
        let mut ends = [0.0; 5];
        ends[start] = 1.0 - share;
        for draw in draws().filter(|draw| draw.uses_answer) {
            ends[Margin(STEPS[start]).after(said, heart_called, draw).nearest()] += share / using;
        }
        ends
    })
}

/// One talk further.
pub(super) fn next(now: &OnSteps, chain: &Chain) -> OnSteps {
    std::array::from_fn(|end| (0..5).map(|start| now[start] * chain[start][end]).sum())
}

/// After so many talks from margin 1.
pub(super) fn after(talks: usize, chain: &Chain) -> OnSteps {
    (0..talks).fold([0.0, 1.0, 0.0, 0.0, 0.0], |now, _| next(&now, chain))
}

/// The mean and the standard deviation of the margin.
pub(super) fn mean_and_spread(of: &OnSteps) -> (f64, f64) {
    let mean: f64 = of.iter().zip(STEPS).map(|(share, step)| share * step).sum();
    let square: f64 = of.iter().zip(STEPS).map(|(share, step)| share * (step - mean).powi(2)).sum();
    (mean, square.sqrt())
}

/// The talks after which the margin has been one step or more above 1 with this probability.
pub(super) fn talks_until_raised(chain: &Chain, probability: f64) -> usize {
    let mut now = after(0, chain);
    let mut raised = 0.0;
    (1..1000)
        .find(|_| {
            now = next(&now, chain);
            raised += now[2..].iter().sum::<f64>();
            now[2..].fill(0.0);
            raised >= probability
        })
        .unwrap()
}

/// The chains for each wish of the partner, for somebody with this wish of their own.
pub(super) fn by_partner(own: Option<PauseFeedback>, share: f64) -> [Chain; 3] {
    WISHES.map(|right| chain(Pair { left: own, right }, true, share))
}

/// In which share of talks the best guess among cases with these prior probabilities is right, after one talk.
pub(super) fn best_guess(cases: &[(f64, OnSteps)]) -> f64 {
    let likeliest = |end: usize| cases.iter().map(|(prior, ends)| prior * ends[end]).fold(0.0, f64::max);
    (0..5).map(likeliest).sum()
}

/// In which share of cases somebody guesses the partner's wish who has seen so many talks, if the partner always has the
/// same one and each is equally likely at first. Simulated: the worst of the three own wishes.
pub(super) fn best_guess_after(talks: usize, share: f64) -> f64 {
    const RUNS: u32 = 3000;
    let mut random = fastrand::Rng::with_seed(8);
    let of_own = WISHES.map(|own| {
        let chains = by_partner(own, share);
        let mut right = 0.0;
        for (truth, _) in (0..3).flat_map(|truth| (0..RUNS).map(move |run| (truth, run))) {
            let (mut at, mut odds) = (NEUTRAL, [0.0; 3]);
            for _ in 0..talks {
                let mut rest = random.f64();
                let ends = chains[truth][at];
                let passes = |share: &f64| {
                    rest -= share;
                    rest < 0.0
                };
                let end = ends.iter().position(passes).unwrap_or(at);
                (0..3).for_each(|case| odds[case] += chains[case][at][end].ln());
                at = end;
            }
            let best = odds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let tied = odds.map(|odds| odds > best - 1e-9);
            right += f64::from(u8::from(tied[truth])) / tied.iter().filter(|tied| **tied).count() as f64;
        }
        right / f64::from(3 * RUNS)
    });
    of_own.into_iter().fold(0.0, f64::max)
}
