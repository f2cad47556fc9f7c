//! Looking back at one disagreement, as a friend of both would see it: three questions, seven minutes. What is written or
//! said stays on paper and in the room.
//!
//! After Finkel, Slotter, Luchies, Walton and Gross 2013 (Psychological Science 24(8)): seven minutes, every four months.

use std::time::{Duration, Instant};

use super::{TogetherContext, TogetherPages, scene};
use crate::screen::keys::meaning::TogetherKey;
use crate::screen::keys::place::{Place, TogetherPage};
use crate::screen::scene::{Scene, Sheet, SheetLine, Tone};

/// How long it takes in all.
const LENGTH: Duration = Duration::from_mins(7);

/// The pages of looking back.
pub struct LookBack {
    context: TogetherContext,
    began: Instant,
    /// The number of the question, counted from 0.
    question: usize,
}

impl LookBack {
    /// The first question.
    pub fn new(context: TogetherContext, began: Instant) -> Self {
        Self { context, began, question: 0 }
    }

    fn sheet(&self, now: Instant) -> Sheet {
        let words = &self.context.words;
        let left = LENGTH.saturating_sub(now.saturating_duration_since(self.began)).as_secs().div_ceil(60);
        let clock = match left {
            0 => words.look_back.over.clone(),
            n => words.screen.minutes_left.with(&[("n", &n)]),
        };
        let question = words.look_back.questions.get(self.question).cloned().unwrap_or_default();
        let lines = vec![
            SheetLine::new(Tone::Strong, question),
            SheetLine::new(Tone::Text, words.look_back.how.clone()),
            SheetLine::new(Tone::Quiet, clock),
            SheetLine::new(Tone::Quiet, words.look_back.kept.clone()),
        ];
        Sheet { lines, ..Sheet::new(Place::Together(TogetherPage::LookBack), words.look_back.heading.clone()) }
    }
}

impl TogetherPages for LookBack {
    fn scene(&self, now: Instant) -> Scene {
        let n = self.question + 1;
        scene(self.sheet(now), &self.context, Some(self.context.words.introduction.step.with(&[("n", &n)])))
    }

    fn take(&mut self, key: TogetherKey, _: Instant) {
        self.question += usize::from(key == TogetherKey::GoOn);
    }

    fn is_over(&self) -> bool {
        self.question >= self.context.words.look_back.questions.len()
    }
}
