//! Cards for a turn that needs help: a need in place of an accusation, or a question for when it gets stuck.
//!
//! The talk only counts the cards. What is written on them stands in `words`.

use crate::event::input::Key;

/// A card of one of the two decks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// "You never …" as "I need …": the number of the card, from 0.
    Need(u32),
    /// Another way to look at it: the number of the card, from 0.
    Question(u32),
}

/// Both decks, and the open card.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CardDecks {
    needs: u32,
    questions: u32,
    pub(super) open: Option<Card>,
}

impl CardDecks {
    /// Turns up the next card of the deck that `key` names.
    pub(super) fn turn_up(&mut self, key: Key) {
        let (deck, card): (_, fn(u32) -> Card) = match key {
            Key::Need => (&mut self.needs, Card::Need),
            Key::Question => (&mut self.questions, Card::Question),
            _ => return,
        };
        self.open = Some(card(*deck));
        *deck = deck.wrapping_add(1);
    }

    /// Takes the open card away.
    pub(super) fn clear(&mut self) {
        self.open = None;
    }
}
