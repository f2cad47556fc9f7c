//! The two places at the table. They have equal room, equal words and mirrored keys.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// One of the two people, by where they sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Seat {
    /// The person at the left half of the keyboard, and the only one in practice.
    Left,
    /// The person at the right half of the keyboard.
    Right,
}

impl Seat {
    /// Both seats, left first.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The other seat.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// Who wears which strap: each person the strap of their own seat, or each the other's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WornStraps {
    exchanged: bool,
}

impl WornStraps {
    /// They are worn the other way round than was thought.
    pub(crate) fn exchange(&mut self) {
        self.exchanged = !self.exchanged;
    }

    /// Whether each wears the strap of the other's seat.
    pub(crate) const fn are_exchanged(self) -> bool {
        self.exchanged
    }

    /// Who wears the strap of this seat. The strap of whose seat this person wears is the same question.
    #[must_use]
    pub(crate) const fn wearer(self, seat: Seat) -> Seat {
        if self.exchanged { seat.other() } else { seat }
    }
}

/// One value for each seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair<T> {
    /// The left seat's value.
    pub left: T,
    /// The right seat's value.
    pub right: T,
}

impl<T> Pair<T> {
    /// The same construction for both seats.
    pub fn from_fn(mut value: impl FnMut(Seat) -> T) -> Self {
        Self { left: value(Seat::Left), right: value(Seat::Right) }
    }

    /// Each seat with its value, left first.
    pub fn iter(&self) -> impl Iterator<Item = (Seat, &T)> {
        [(Seat::Left, &self.left), (Seat::Right, &self.right)].into_iter()
    }

    /// A pair made from each value of this one.
    pub fn map<U>(&self, mut make: impl FnMut(&T) -> U) -> Pair<U> {
        Pair { left: make(&self.left), right: make(&self.right) }
    }

    /// Whether both values satisfy `test`.
    pub fn all(&self, mut test: impl FnMut(&T) -> bool) -> bool {
        test(&self.left) && test(&self.right)
    }

    /// Whether at least one value satisfies `test`.
    pub fn any(&self, mut test: impl FnMut(&T) -> bool) -> bool {
        test(&self.left) || test(&self.right)
    }
}

impl<T> Index<Seat> for Pair<T> {
    type Output = T;
    fn index(&self, seat: Seat) -> &T {
        match seat {
            Seat::Left => &self.left,
            Seat::Right => &self.right,
        }
    }
}

impl<T> IndexMut<Seat> for Pair<T> {
    fn index_mut(&mut self, seat: Seat) -> &mut T {
        match seat {
            Seat::Left => &mut self.left,
            Seat::Right => &mut self.right,
        }
    }
}
