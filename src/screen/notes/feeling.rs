//! How the person who is alone with the screen feels: a word of a list or one of their own, and how strong it is.

/// Words of a list that stand side by side in a row.
pub(crate) const WORDS_IN_ROW: usize = 3;

/// From one word of a list to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordMove {
    /// To the one before.
    Left,
    /// To the one after.
    Right,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
}

/// A feeling: one of the listed words, or a word of one's own, or nothing; and how strong it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feeling {
    /// Which of the listed words, counted from 0.
    pub listed: Option<usize>,
    /// A word of one's own.
    pub own: String,
    /// From 0 to 10.
    pub strength: Option<u8>,
}

impl Feeling {
    /// Chooses another word of a list of this many words.
    pub(super) fn choose(&mut self, to: WordMove, of: usize) {
        let last_row = (of - 1) / WORDS_IN_ROW;
        let next = match (self.listed, to) {
            (None, _) => 0,
            (Some(at), WordMove::Right) => (at + 1) % of,
            (Some(at), WordMove::Left) => (at + of - 1) % of,
            (Some(at), WordMove::Down) if at / WORDS_IN_ROW < last_row => at + WORDS_IN_ROW,
            (Some(at), WordMove::Down) => at % WORDS_IN_ROW,
            (Some(at), WordMove::Up) if at >= WORDS_IN_ROW => at - WORDS_IN_ROW,
            (Some(at), WordMove::Up) => last_row * WORDS_IN_ROW + at,
        };
        self.listed = Some(next.min(of - 1));
        self.own.clear();
    }
}
