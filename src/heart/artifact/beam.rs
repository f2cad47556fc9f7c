//! The beam: the cheapest hypotheses, best first. The search never keeps more than [`WIDTH`] of them.

use super::hypothesis::{Hypothesis, Mark};

/// The most hypotheses kept. Set by hand on the series in `docs/artifacts.md`. More cost time at every beat.
const WIDTH: usize = 12;
/// A hypothesis this much dearer than the best is given up, in nats (e⁻⁹ is 1 in 8,000). Set by hand: fewer nats make
/// a beat cheaper, and give up explanations that later intervals might confirm.
const HOPELESS: f64 = 9.0;

/// The cheapest hypotheses, best first.
#[derive(Clone, Debug)]
pub(super) struct Beam {
    kept: [Hypothesis; WIDTH],
    len: usize,
    /// The hypotheses before the newest interval.
    previous: [Hypothesis; WIDTH],
}

impl Default for Beam {
    fn default() -> Self {
        Self { kept: [Hypothesis::default(); WIDTH], len: 1, previous: [Hypothesis::default(); WIDTH] }
    }
}

impl Beam {
    /// Replaces every hypothesis by its continuations, which `extend` puts into the beam with [`Beam::keep`]. None of
    /// them costs less than `least` more than its predecessor.
    pub(super) fn advance(&mut self, least: f64, mut extend: impl FnMut(&Hypothesis, &mut Self)) {
        let count = std::mem::take(&mut self.len);
        self.previous[..count].copy_from_slice(&self.kept[..count]);
        for place in 0..count {
            let hypothesis = self.previous[place];
            if !self.has_room(hypothesis.cost + least) {
                break;
            }
            extend(&hypothesis, self);
        }
        let best = self.kept[0].cost;
        for hypothesis in &mut self.kept[..self.len] {
            hypothesis.cost -= best;
        }
    }

    /// What the best hypothesis takes the interval `back` places before the newest for.
    pub(super) fn mark(&self, back: usize) -> Mark {
        self.kept[0].mark(back)
    }

    /// Whether every hypothesis within `margin` nats of the best takes that interval for the same.
    pub(super) fn agree(&self, back: usize, margin: f64) -> bool {
        let mark = self.mark(back);
        self.kept[1..self.len].iter().take_while(|other| other.cost < margin).all(|other| other.mark(back) == mark)
    }

    /// The probability that the interval `back` places before the newest is normal, 0 to 1, by the hypotheses kept.
    pub(super) fn normal_share(&self, back: usize) -> f64 {
        let of = |hypotheses: &mut dyn Iterator<Item = &Hypothesis>| hypotheses.map(|h| (-h.cost).exp()).sum::<f64>();
        let kept = &self.kept[..self.len];
        of(&mut kept.iter().filter(|h| h.mark(back) == Mark::Normal)) / of(&mut kept.iter())
    }

    /// Whether the best hypothesis knows how long an interval of this heart is.
    pub(super) fn has_level(&self) -> bool {
        self.kept[0].last.is_some()
    }

    /// Whether a hypothesis of this cost, in nats, would be kept.
    pub(super) fn has_room(&self, cost: f64) -> bool {
        let is_full = self.len == WIDTH && cost >= self.kept[WIDTH - 1].cost;
        self.len == 0 || cost <= self.kept[0].cost + HOPELESS && !is_full
    }

    /// Keeps a hypothesis in its place, unless it is hopeless or a cheaper one has the same future.
    pub(super) fn keep(&mut self, hypothesis: Hypothesis) {
        if !self.has_room(hypothesis.cost) {
            return;
        }
        if let Some(same) = self.kept[..self.len].iter().position(|other| other.has_same_future(&hypothesis)) {
            if self.kept[same].cost <= hypothesis.cost {
                return;
            }
            self.kept.copy_within(same + 1..self.len, same);
            self.len -= 1;
        }
        let cheaper = self.kept[..self.len].iter().rposition(|other| other.cost <= hypothesis.cost);
        let place = cheaper.map_or(0, |cheaper| cheaper + 1);
        let end = self.len.min(WIDTH - 1);
        self.kept.copy_within(place..end, place + 1);
        self.kept[place] = hypothesis;
        self.len = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beat_is_as_probable_as_the_hypotheses_that_keep_it() {
        let mut beam = Beam { len: 0, ..Beam::default() };
        for (place, (mark, cost)) in [(Mark::Misplaced, 0.0), (Mark::Normal, 3_f64.ln())].into_iter().enumerate() {
            let last = Some(800.0 + place as f64);
            beam.keep(Hypothesis { last, ..Hypothesis::default() }.complete(cost, mark));
        }
        assert_eq!(beam.mark(0), Mark::Misplaced);
        assert!((beam.normal_share(0) - 0.25).abs() < 1e-12, "{}", beam.normal_share(0));
    }
}
