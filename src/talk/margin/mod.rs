//! How the answers about a talk's pauses move the sensitivity of both hearts, over several talks.
//!
//! The margin is kept in a file, and each partner knows one of the two answers. So nobody may be able to work back from
//! the margin to the other's answer, or to whether a heart called a pause at all.
//!
//! **The rule.** An answer is a wish: less easily, more easily, or neither. No answer is "neither".
//!
//! 1. In six of seven talks nothing changes.
//! 2. In the seventh a coin picks one of the two answers. The other one is not used.
//! 3. In three of seven cases one of the three wishes, drawn evenly, takes the place of that answer (randomised response:
//!    Warner, J Am Stat Assoc 60:63, 1965).
//! 4. If no heart called a pause, no answer is used. The wish is drawn: "neither" in three of seven cases, each of the
//!    others in two.
//! 5. The margin goes one of [`STEPS`] that way. "Neither" goes one towards 1, so that chance alone carries it nowhere.
//!
//! **Why a coin.** Each wish counts half, as in a mean. Whoever knows their own answer can't tell which of the two it was.
//!
//! **What it hides and what it costs.** `tests.rs` works this out over all 98 draws; `docs/who-called.md` has the table,
//! and what many talks together give away.
//!
//! - One talk changes the odds of the partner's answer by 3:1 at most, and so those of "heart or key".
//! - The best guess of the answer is right in 2.7 talks of 100 more than without the file. For "heart or key" it is 1.7, and
//!   3.1 with both answers known.
//! - If both always have the same wish, the margin has moved after 7 talks with probability 1/2, after 27 with 0.9.

use serde::{Deserialize, Serialize};

use crate::event::seat::{Pair, Seat};

#[cfg(test)]
mod tests;

/// What somebody thinks of the pauses of a talk. It has no `Debug`, so that no log or panic can name it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PauseFeedback {
    /// They were right.
    Right,
    /// They were not needed.
    NotNeeded,
    /// This person had moved or laughed.
    Moved,
    /// Sooner would have been better.
    Sooner,
}

/// Where an answer would move the margin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// Hearts bring a pause less easily: the margin rises.
    LessEasily,
    /// The margin goes back towards 1.
    Neither,
    /// Hearts bring a pause more easily: the margin falls.
    MoreEasily,
}

impl PauseFeedback {
    fn wish(self) -> Wish {
        match self {
            Self::NotNeeded | Self::Moved => Wish::LessEasily,
            Self::Right => Wish::Neither,
            Self::Sooner => Wish::MoreEasily,
        }
    }
}

/// What chance decides about the answers of one talk. It comes from outside, as time does, and is kept nowhere: who knew it
/// could work back to an answer. So it has no `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Draw {
    /// Whether an answer is used in this talk.
    uses_answer: bool,
    /// Whose.
    whose: Seat,
    /// Which place of [`IN_PLACE_OF_ANSWER`], or of [`WITHOUT_ANSWER`].
    place: usize,
}

/// An answer is used in one of this many talks. Chosen in the table of `docs/who-called.md`: with 6, the mean guess would
/// be right in more than 3 % more talks; with more, the answers steer later.
const TALKS: u64 = 7;
/// What takes the place of an answer, each with the same probability; in the first four places nothing does. One more such
/// place would change the odds by 3.5:1 in place of 3:1.
const IN_PLACE_OF_ANSWER: [Option<Wish>; 7] =
    [None, None, None, None, Some(Wish::LessEasily), Some(Wish::Neither), Some(Wish::MoreEasily)];
/// The wishes of a talk in which no heart called a pause, each with the same probability. "Neither" has one place more than
/// the others: chance alone then leaves the margin near 1 more often, and the odds of "heart or key" stay within 3:1.
const WITHOUT_ANSWER: [Wish; 7] = [
    Wish::LessEasily,
    Wish::LessEasily,
    Wish::Neither,
    Wish::Neither,
    Wish::Neither,
    Wish::MoreEasily,
    Wish::MoreEasily,
];

impl Draw {
    /// How many draws there are, all equally likely.
    const COUNT: u64 = 2 * 7 * TALKS;

    /// The draw of 64 random bits. The draws' probabilities differ by less than 1e-17.
    pub(crate) fn from_bits(bits: u64) -> Self {
        Self::nth(((u128::from(bits) * u128::from(Self::COUNT)) >> 64) as u64)
    }

    /// The draw with this number, below [`Draw::COUNT`].
    fn nth(number: u64) -> Self {
        let whose = if (number / TALKS).is_multiple_of(2) { Seat::Left } else { Seat::Right };
        Self { uses_answer: number.is_multiple_of(TALKS), whose, place: (number / TALKS / 2) as usize }
    }

    /// Where the margin is to go after these answers; nowhere in most draws.
    fn wish(self, said: Pair<Option<PauseFeedback>>, heart_called: bool) -> Option<Wish> {
        let answer = || said[self.whose].map_or(Wish::Neither, PauseFeedback::wish);
        let wish = if heart_called {
            IN_PLACE_OF_ANSWER[self.place].unwrap_or_else(answer)
        } else {
            WITHOUT_ANSWER[self.place]
        };
        self.uses_answer.then_some(wish)
    }
}

/// A factor on the threshold of a person's heart: above 1 it triggers less easily than others', below 1 more easily.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Margin(f64);

/// The margins that answers lead to. They are few and far apart: `docs/detection.md` has false prompts and missed rises
/// of each. A margin of an older version may lie between them, and goes to the nearest at its next talk with a question.
const STEPS: [f64; 5] = [LEAST, 1.0, 1.1, 1.2, MOST];
/// The place of 1 in [`STEPS`].
const NEUTRAL: usize = 1;
/// Lower bound on the factor, however many answers there were. `breathmark study --rules` draws what both bounds cost
/// in false prompts and in missed rises, for steady and for restless hearts.
const LEAST: f64 = 0.92;
/// Upper bound on the factor: see [`LEAST`].
const MOST: f64 = 1.3;

impl Default for Margin {
    fn default() -> Self {
        Self(1.0)
    }
}

impl Margin {
    /// The factor, from 0.92 to 1.3.
    pub(crate) fn factor(self) -> f64 {
        self.0
    }

    /// The margin after a talk in which both were asked about its pauses. The step is the same for both people, so that a
    /// margin never shows whose heart it was.
    #[must_use]
    pub(crate) fn after(self, said: Pair<Option<PauseFeedback>>, heart_called: bool, draw: Draw) -> Self {
        let at = self.nearest();
        let to = match draw.wish(said, heart_called) {
            Some(Wish::LessEasily) => STEPS.len().min(at + 2) - 1,
            Some(Wish::MoreEasily) => at.saturating_sub(1),
            Some(Wish::Neither) if at > NEUTRAL => at - 1,
            Some(Wish::Neither) if at < NEUTRAL => at + 1,
            Some(Wish::Neither) | None => at,
        };
        Self(STEPS[to])
    }

    /// The place of the nearest of [`STEPS`].
    fn nearest(self) -> usize {
        let distance = |place: &usize| (STEPS[*place] - self.0).abs();
        (0..STEPS.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(NEUTRAL)
    }
}

impl TryFrom<f64> for Margin {
    type Error = String;
    fn try_from(factor: f64) -> Result<Self, Self::Error> {
        let within = (LEAST..=MOST).contains(&factor);
        within
            .then_some(Self(factor))
            .ok_or_else(|| format!("`margin` is {factor:?}, but it must be between {LEAST} and {MOST}"))
    }
}

impl From<Margin> for f64 {
    fn from(margin: Margin) -> Self {
        margin.0
    }
}
